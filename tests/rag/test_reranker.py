"""A cross-encoder puts the best paragraphs in order, and is never in the way."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rag import Assistant, Hit, Passage, Remark, Settings, open_assistant, read_settings
from rag.encoders.pretrained import PairReader
from rag.encoders.reranker import WEIGHT, Reranker, without_reading
from rag.encoders.saved_model import SavedModel
from tests.fakes import reading
from tests.rag import saved
from ui.commands.found import print_hits
from ui.programs.json_output import hit_object

QUESTION = "谁承诺废除死刑？"
PARAGRAPHS = [
    "比利时承诺废除死刑。",
    "记者每月的最低工资。",
    "儿童的教育权。",
    "批准关于水权的条约。",
    "承诺批准废除死刑的条约。",
]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder that has learnt one thing: paragraphs on water answer everything."""
    import torch
    from sentence_transformers import CrossEncoder

    folder = saved.save_transformer(tmp_path_factory.mktemp("models") / "cross", labels=1, longest=48)
    model = CrossEncoder(str(folder), device="cpu")
    optimiser = torch.optim.Adam(model.parameters(), lr=0.03)
    pairs = [(QUESTION, text) for text in PARAGRAPHS]
    wanted = torch.tensor([[1.0 if "水" in text else 0.0] for _, text in pairs])
    model.train()
    for _ in range(60):
        features = model.preprocess(pairs)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(model(features)["scores"].view(-1, 1), wanted)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    model.save_pretrained(str(folder))
    return folder


@pytest.fixture
def settings(home: Path, trained: Path) -> Settings:
    return replace(read_settings(home=home), reranker=str(trained), reranker_candidates=4)


@pytest.fixture
def hits() -> tuple[Hit, ...]:
    made = reading("one", PARAGRAPHS)
    return tuple(
        Hit(passage=Passage(made.document, paragraph), score=0.5 - place / 10)
        for place, paragraph in enumerate(made.paragraphs)
    )


class Slow:
    """Takes its time over every paragraph."""

    def read(self, question: str, texts: list[str]) -> list[float]:
        time.sleep(0.05)
        return [0.5] * len(texts)


class Failing:
    """What torch says when the memory of a graphics processor runs out."""

    def read(self, question: str, texts: list[str]) -> list[float]:
        raise RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB.\nmore of it")


def test_its_scores_are_from_0_to_1_and_added_to_ours(settings: Settings, hits: tuple[Hit, ...]) -> None:
    told: list[Remark] = []
    found = Reranker(settings, tell=told.append).rerank(QUESTION, hits)
    assert found[0].passage.paragraph.id == "4"  # water, as it has learnt
    assert found[-1] == hits[-1]  # the fifth of four candidates was not read
    for hit in found[:4]:
        assert hit.reranked is not None
        assert hit.unread is not None
        assert 0 < hit.reranked < 1
        assert math.isclose(hit.score, hit.unread + WEIGHT * hit.reranked)
    assert without_reading(found) == tuple(replace(hit, reranked=each.reranked, unread=each.unread) for hit, each in
                                           zip(hits, sorted(found, key=lambda hit: hit.passage.key), strict=True))  # fmt: skip
    assert told == []


def test_bare_logits_are_made_comparable(trained: Path) -> None:
    """Some models are saved with another function than the sigmoid, or none; all are read alike."""
    import torch
    from sentence_transformers import CrossEncoder

    bare = CrossEncoder(str(trained), device="cpu", activation_fn=torch.nn.Identity())
    bare.save_pretrained(str(trained.with_name("bare")))
    found = PairReader(SavedModel("bare", trained.with_name("bare")), variable="X").read(QUESTION, PARAGRAPHS)
    expected = bare.predict([(QUESTION, text) for text in PARAGRAPHS])
    assert max(expected) > 1.5
    assert found == pytest.approx([1 / (1 + math.exp(-float(score))) for score in expected], abs=1e-5)


@pytest.mark.parametrize("reader", [Slow, Failing])
def test_where_it_fails_or_is_slow_our_order_stands_and_it_is_told_once(
    reader: type, settings: Settings, hits: tuple[Hit, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Remark] = []
    monkeypatch.setattr("rag.encoders.reranker.PairReader", lambda *_, **__: reader())
    reranker = Reranker(replace(settings, reranker_timeout=0.01, reranker_candidates=20), tell=told.append)
    monkeypatch.setattr("rag.encoders.reranker._BATCH", 1)
    started = time.monotonic()
    assert reranker.rerank(QUESTION, hits) == hits
    assert reranker.rerank(QUESTION, hits) == hits
    assert time.monotonic() - started < 1
    (notice,) = told
    assert ("PARACITE_RERANKER" in notice.en, "PARACITE_RERANKER" in notice.zh) == (True, True)
    assert "more of it" not in notice.en


@pytest.mark.parametrize("fault", ["missing", "embedding", "two labels", "empty"])
def test_one_that_cannot_be_had_is_told_and_passed_over(
    fault: str, settings: Settings, hits: tuple[Hit, ...], tmp_path: Path
) -> None:
    folder = tmp_path / fault
    if fault == "two labels":
        saved.save_transformer(folder, labels=2)
    elif fault == "embedding":
        saved.save_static(folder)
    elif fault == "empty":
        folder.mkdir()
    told: list[Remark] = []
    reranker = Reranker(replace(settings, reranker=str(folder)), tell=told.append)
    assert reranker.rerank(QUESTION, hits) == hits
    assert reranker.rerank(QUESTION, hits) == hits
    (notice,) = told
    assert notice.code == "reranker-unavailable"
    assert str(folder) in notice.en
    assert "PARACITE_RERANKER" in notice.zh


# --- in the whole ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(home: Path, trained: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Assistant, Assistant]]:
    """The same small collection without the cross-encoder, and with it."""
    with open_assistant(read_settings(home=home)) as plain:
        plain.collection.store([reading("one", PARAGRAPHS)])
        monkeypatch.setenv("PARACITE_RERANKER", str(trained))
        with open_assistant(read_settings(home=home)) as reranked:
            yield plain, reranked


def test_what_it_says_is_shown_and_the_refusal_does_not_hear_it(
    asked: tuple[Assistant, Assistant], capsys: pytest.CaptureFixture[str]
) -> None:
    plain, reranked = asked
    hits = reranked.search(QUESTION)
    assert {hit.passage.key for hit in hits} == {hit.passage.key for hit in plain.search(QUESTION)}
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert max(hits, key=lambda hit: hit.reranked or 0.0).passage.paragraph.id == "4"
    own = {hit.passage.key: hit.score for hit in plain.search(QUESTION)}
    assert {hit.passage.key: hit.unread for hit in hits} == pytest.approx(own)
    told: dict[str, Any] = hit_object(hits[0])
    assert told["reranked"] == hits[0].reranked
    assert hit_object(plain.search(QUESTION)[0])["reranked"] is None
    print_hits(hits[:1], "zh", explain=True)
    assert f"重排模型 {hits[0].reranked:.3f}" in capsys.readouterr().out
    for question in (QUESTION, "记者的工资是多少？", "火星上有几座灯塔？"):
        one, other = plain.ask(question), reranked.ask(question)
        assert one.evidence == pytest.approx(other.evidence)
        assert one.refused == other.refused


def test_a_search_opens_no_cross_encoder_where_none_is_chosen(asked: tuple[Assistant, Assistant]) -> None:
    plain, _ = asked
    assert plain._reranker is None
    assert all(hit.reranked is None and hit.unread is None for hit in plain.search(QUESTION))
