"""Public sets in small: every form becomes documents, questions and judgements; what is not of the form is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from eval.bm25 import search
from eval.errors import UnreadablePublicSet
from eval.public import FORMS, read_public
from eval.public_report import main as report
from ui import cli

SWALLOWS = "每天晚上八点半，老魏把船系好，就开始数从芦苇丛上空飞来的燕子。他从1998年数起。"
WELLS = "The water in the wells stood at 18.4 metres on average, against 16.9 metres in 2020."
ANSWER = [{"text": "1998年", "answer_start": 30}]
SQUAD = {
    "data": [
        {
            "title": "t",
            "paragraphs": [
                {
                    "context": SWALLOWS,
                    "qas": [
                        {"id": "1", "question": "老魏从哪一年数起？", "answers": ANSWER},
                        {"id": "2", "question": "老魏几岁？", "answers": []},
                    ],
                }
            ],
        }
    ]
}
CMRC = [
    {
        "context_id": "1",
        "context_text": SWALLOWS,
        "qas": [{"query_id": "1", "query_text": "老魏从哪一年数起？", "answers": ["1998年", "1998年"]}],
    }
]
RGB = {
    "id": 0,
    "query": "老魏从哪一年数起？",
    "answer": [["1998", "1998年"]],
    "positive": [SWALLOWS],
    "negative": [WELLS],
}
CRUD = {
    "questanswer_1doc": [{"questions": "老魏从哪一年数起？", "answers": "1998年", "news1": SWALLOWS}],
    "summary": [{"text": "x"}],
}
ALCE = [
    {
        "question": "How deep was the water?",
        "qa_pairs": [{"short_answers": ["18.4 metres"]}],
        "docs": [{"title": "Wells", "text": WELLS}, {"title": "燕子", "text": SWALLOWS}],
    }
]
SAMPLES = {"squad": json.dumps(SQUAD), "rgb": json.dumps(RGB), "crud": json.dumps(CRUD), "alce": json.dumps(ALCE)}


def sample(folder: Path, text: str) -> Path:
    path = folder / "public.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_form_has_a_sample() -> None:
    assert set(SAMPLES) == set(FORMS)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_becomes_documents_questions_and_gold(tmp_path: Path, form: str) -> None:
    contents = read_public(sample(tmp_path, SAMPLES[form]), form)
    [asked] = contents.asked
    gold = [text for (_, text), name in contents.documents.items() if name in asked.gold]
    assert len(gold) == 1
    assert all(any(answer in gold[0] for answer in group) for group in asked.answers)
    assert bool(asked.answers) is (form != "crud"), "sentences are not searched for"
    assert len(contents.documents) == (2 if form in ("rgb", "alce") else 1)


def test_cmrc_as_it_was_first_printed(tmp_path: Path) -> None:
    [asked] = read_public(sample(tmp_path, json.dumps(CMRC)), "squad").asked
    assert asked.answers == (("1998年",),)


def test_rgb_asks_for_every_fact_of_an_integrated_question(tmp_path: Path) -> None:
    two = {**RGB, "answer": ["1998年", "八点半"], "positive": [[SWALLOWS], [WELLS]], "negative": []}
    [asked] = read_public(sample(tmp_path, json.dumps(two)), "rgb").asked
    assert asked.answers == (("1998年",), ("八点半",))
    assert len(asked.gold) == 2


def test_alce_takes_the_judgements_of_its_passages_and_the_answers_of_each_task(tmp_path: Path) -> None:
    docs = [
        {"title": "", "text": WELLS, "answers_found": [0]},
        {"title": "燕子", "text": SWALLOWS, "answers_found": [1]},
    ]
    qampari = {"question": "Which?", "qa_pairs": None, "answers": [["1998年", "1998"], ["老魏"]], "docs": docs}
    eli5 = {"question": "Why?", "qa_pairs": None, "answer": "long", "claims": ["a sentence"], "docs": docs}
    contents = read_public(sample(tmp_path, json.dumps([qampari, eli5])), "alce")
    assert [one.gold for one in contents.asked] == [(contents.documents["燕子", SWALLOWS],)] * 2
    assert [one.answers for one in contents.asked] == [(("1998年", "1998"), ("老魏",)), ()]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", ["{", "[]", "{}", '[{"question": 1}]', "null", '{"data": 3}'])
def test_what_is_not_of_the_form_is_told(tmp_path: Path, form: str, text: str) -> None:
    with pytest.raises(UnreadablePublicSet, match=r"FORMAT\.md"):
        read_public(sample(tmp_path, text), form)
    with pytest.raises(UnreadablePublicSet):
        read_public(tmp_path / "none.json", form)


def test_a_set_runs_on_a_collection_of_its_own_and_leaves_nothing(tmp_path: Path) -> None:
    result, home = tmp_path / "result.json", tmp_path / "home"
    arguments = [
        "eval",
        str(sample(tmp_path, SAMPLES["rgb"])),
        "--form",
        "rgb",
        "--json",
        str(result),
        "--home",
        str(home),
    ]
    done = CliRunner().invoke(cli.paracite, arguments, env={"PARACITE_LANGUAGE": "en"})
    assert done.exit_code == 0, done.output
    record: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    assert record["measures"]["final"]["R@1"] == 1.0
    assert record["answers"]["held"] == {"n": 1, "m": 1, "share": 1.0}
    assert not home.exists()


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    folder = tmp_path / "swallows"
    (folder / "qrels").mkdir(parents=True)
    corpus = [{"_id": "a", "title": "燕子", "text": SWALLOWS}, {"_id": "b", "text": WELLS}]
    queries = [{"_id": "1", "text": "老魏从哪一年数起？", "metadata": {"answers": ["1998年"]}}]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        lines = (json.dumps(row, ensure_ascii=False) for row in rows)
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n1\ta\t1\n", encoding="utf-8")
    return folder


def test_plain_bm25_ranks_by_words_and_pairs_of_characters(beir: Path) -> None:
    found = search(beir / "corpus.jsonl", {"1": "老魏数燕子", "2": "in the wells", "3": "无"}, depth=2)
    assert [list(documents) for documents in found.values()] == [["a"], ["b"], []]
    one, both = search(beir / "corpus.jsonl", {"1": "燕", "2": "燕子"}, depth=2).values()
    assert both["a"] > one["a"]


def test_the_tables_of_the_readmes_are_written_between_their_marks(
    beir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PARACITE_LANGUAGE", "en")
    readmes = [tmp_path / "README.md", tmp_path / "README.zh-CN.md"]
    for path in readmes:
        path.write_text(
            "before\n<!-- public: python -m eval.public_report -->\nold\n<!-- /public -->\nafter\n", encoding="utf-8"
        )
    assert report([*map(str, readmes), "--test", str(beir)]) == 0
    english, chinese = (path.read_text(encoding="utf-8") for path in readmes)
    assert "| swallows (1 questions, test only) | plain BM25 | 1.000 |" in english
    assert english.count("1.000 |\n") == 5, "BM25, each leg, both, and the final list"
    assert "仅供检验" in chinese
    assert all(
        text.startswith("before\n") and text.endswith("after\n") and "old" not in text for text in (english, chinese)
    )
    assert "plain BM25" in capsys.readouterr().out
    assert report(["--tuned", str(tmp_path / "none")]) == 2
    assert "paracite eval --beir" in capsys.readouterr().err
