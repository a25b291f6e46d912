"""The bundled model as it is shipped: it opens without a network and its vectors mean something."""

import json
import socket
import urllib.request
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors import safe_open

FOLDER = Path(__file__).resolve().parents[2] / "rag" / "models" / "embedding"
DATA = FOLDER.parents[1] / "data"
MOST_BYTES = 16_000_000

# Written for this test; none of these texts was trained on. Question, the text that answers, texts near by that do not.
ASKED = [
    (
        "工人每月最少能拿多少薪酬？",
        "法定最低工资上调至每月一千二百元。",
        ["工人代表大会于五月召开。", "每月出版一期会刊。"],
    ),
    ("媒体人员遭到关押了吗？", "三名新闻工作者被捕后仍在羁押。", ["媒体中心设在会议大楼。", "旅客人数比去年多。"]),
    ("孩子能免费上学吗？", "义务教育阶段不向儿童收取学费。", ["博物馆周一免费开放。", "孩子的玩具须符合标准。"]),
    ("哪国废除了极刑？", "该国议会投票取消死刑。", ["该国议会选出新议长。", "各国代表抵达会场。"]),
    ("有没有人被拐卖？", "警方解救了贩运人口的受害者。", ["警方公布了新的电话号码。", "人口普查每十年一次。"]),
    ("Who protects refugees?", "难民署为逃离战乱的人提供庇护。", ["电影节在海边开幕。", "委员会通过了预算。"]),
    ("What is the minimum wage?", "最低工资由政府每年调整。", ["最高气温达三十五度。", "政府大楼正在修缮。"]),
    ("Are journalists free to report?", "记者可以自由报道，不受审查。", ["公共汽车免费乘坐。", "农民收获小麦。"]),
    ("Was a ceasefire agreed?", "双方同意从午夜起停火。", ["双方队员握手入场。", "午夜有流星雨。"]),
    (
        "How does the country fight corruption?",
        "新法加重了对贪污贿赂的处罚。",
        ["新桥缩短了路程。", "国家队赢得比赛。"],
    ),
    ("women in parliament", "女性议员占议会席位的四成。", ["议会大厦对游客开放。", "男子篮球赛开始。"]),
    ("气候变暖有什么影响？", "全球变暖使海平面上升，岛国受到威胁。", ["会议的影响力逐年扩大。", "气氛十分热烈。"]),
]


@pytest.fixture(scope="module")
def model() -> object:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(FOLDER), device="cpu", local_files_only=True)


def embedded(model: object, texts: list[str]) -> NDArray[np.float32]:
    vectors: NDArray[np.float32] = model.encode(texts, show_progress_bar=False)  # type: ignore[attr-defined]
    return vectors


def test_it_opens_and_embeds_where_no_network_can_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    from sentence_transformers import SentenceTransformer

    asked: list[object] = []

    def refuse(*arguments: object, **_: object) -> None:
        asked.append(arguments)
        raise OSError("the model asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with pytest.raises(OSError, match="the model asked"):
        urllib.request.urlopen("http://192.0.2.1/")  # what is refused is what a library would ask with
    asked.clear()
    opened = SentenceTransformer(str(FOLDER), device="cpu")
    assert opened.encode(["比利时的承诺"]).shape == (1, 256)
    assert asked == []


def test_it_is_small_and_in_eight_bits() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) <= MOST_BYTES
    with safe_open(FOLDER / "model.safetensors", framework="numpy") as tensors:
        rows, width = tensors.get_slice("embeddings").get_shape()
        assert tensors.get_slice("embeddings").get_dtype() == "I8"
        assert tensors.get_slice("weights").get_shape() == [rows]
    assert width == 256
    tokenizer = json.loads((FOLDER / "tokenizer.json").read_text(encoding="utf-8"))
    assert len(tokenizer["model"]["vocab"]) == rows


def test_a_text_has_one_vector_of_unit_length_whatever_stands_beside_it(model: object) -> None:
    texts = ["会员国承诺保护记者。", "Member States", "二〇二三年预算"]
    together, alone = (
        embedded(model, texts),
        np.concatenate([embedded(model, [text]) for text in reversed(texts)])[::-1],
    )
    assert np.allclose(together, alone, atol=1e-6)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("text", ["", "。！？", "of the", "☃", "한국어"])
def test_a_text_without_a_known_word_has_the_zero_vector(model: object, text: str) -> None:
    assert not embedded(model, [text]).any()


def test_case_width_and_accents_make_no_difference(model: object) -> None:
    one, other = embedded(model, ["Côte d'Ivoire ２０３０ BELGIUM", "cote d'ivoire 2030 belgium"])
    assert np.allclose(one, other, atol=1e-6)


def test_an_english_term_is_nearest_to_its_chinese_one(model: object) -> None:
    rows = [line.split("\t") for line in (DATA / "glossary.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    chinese, english = embedded(model, [row[0] for row in rows]), embedded(model, [row[1] for row in rows])
    found = ((english @ chinese.T) > (english * chinese).sum(axis=1)[:, None] + 1e-6).sum(axis=1) < 5
    assert found.mean() > 0.9


def test_a_question_is_nearest_to_the_text_that_answers_it(model: object) -> None:
    right = 0
    for question, answer, others in ASKED:
        near = embedded(model, [answer, *others]) @ embedded(model, [question])[0]
        right += int(near.argmax() == 0)
    assert right >= len(ASKED) - 1
