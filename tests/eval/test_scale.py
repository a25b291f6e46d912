"""The measurement of scale in small: its figures are all there, and the cost does not grow as it would in a broken build."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import pytest

from eval import scale_measures
from eval.errors import BadSizes, UnreadableNews
from eval.scale import Plan, main, measured_again, read_sizes, run
from eval.scale_measures import asked, ingest_figures, recalled
from eval.scale_table import FIGURES, table
from eval.scale_texts import news, questions, synthetic
from eval.scale_worker import settings_of, store_into
from rag import open_assistant


def test_made_up_documents_are_distinct_and_the_same_every_time() -> None:
    first, again = list(islice(synthetic(0), 100)), list(islice(synthetic(0), 100))
    assert first == again
    assert first[60:] == list(islice(synthetic(60), 40))
    texts = [paragraph.text for reading in first for paragraph in reading.paragraphs]
    assert len(texts) == 2_000
    assert len(set(texts)) == len(texts)
    assert len({reading.document.symbol for reading in first}) == 100
    assert questions("", 5, among=100) == questions("", 5, among=100)


def test_news_are_cut_to_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    sentence = "港口灯标的检修工作已按计划于本月完成并交付使用"
    path.write_text("".join(json.dumps({"_id": f"n{row}", "text": f"{sentence}。" * 20}) + "\n" for row in range(3)))
    found = list(news(path, 1))
    assert [reading.document.id for reading in found] == ["n1", "n2"]
    assert "".join(each.text for each in found[0].paragraphs) == f"{sentence}。" * 20
    assert 1 < len(found[0].paragraphs) < 20
    path.write_text("{}\n")
    with pytest.raises(UnreadableNews):
        list(news(path, 0))


def test_sizes_are_numbers() -> None:
    assert read_sizes("1000,10") == (10, 1000)
    for wrong in ("", "many", "0,10"):
        with pytest.raises(BadSizes):
            read_sizes(wrong)
    assert main(["--sizes", "many"]) == 2


def test_the_cost_does_not_grow_with_the_collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_assistant(settings_of(str(tmp_path), "")) as assistant:
        store_into(assistant.collection, "", 200)
        small = asked(assistant, "", count=6)
        stored = store_into(assistant.collection, "", 1_000)
        large = asked(assistant, "", count=6)
        assert assistant.collection.size() == (60, 1_200)
        for measure in ("query_p50", "narrow_p50", "broad_p50"):
            assert large[measure] < 4 * small[measure] + 20, measure  # six times as many paragraphs
        monkeypatch.setattr(scale_measures, "_RECALLED", 50)
        assert recalled(assistant, "")["recall"] >= 0.99
        figures = ingest_figures(stored)
        assert figures["ingested"] == 1_000
        assert {f"{stage}_rate" for stage in ("embedding", "storing", "lexical", "dense")} <= figures.keys()
        assert 0 < figures["storing_share"] < 1
        assert figures["memory_last"] - figures["memory_first"] < 200


def test_every_figure_is_measured_and_a_stopped_measurement_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scale_measures, "TURNS", 1)
    monkeypatch.setattr(scale_measures, "QUESTIONS", 4)
    monkeypatch.setattr(scale_measures, "_READ_FILES", 10)
    monkeypatch.setattr(scale_measures, "_RECALLED", 10)
    monkeypatch.setattr("eval.scale.MEANWHILE", 100)
    plan = Plan("made-up", "", (100,))
    rows = run([plan], tmp_path)
    assert [figure for figure in FIGURES if figure not in rows[0]] == []
    assert rows[0]["paragraphs"] == 100
    assert rows[0]["seen_seconds"] < 10
    assert run([plan], tmp_path) == rows  # nothing is measured twice
    shown = {language: table(rows, language) for language in ("zh", "en")}
    assert all(len(text.splitlines()) == len(FIGURES) + 2 and "–" not in text for text in shown.values())
    again = measured_again([plan, Plan("news", "none", (100,))], tmp_path)
    assert [(row["size"], row["paragraphs"], row["ingest_rate"]) for row in again] == [
        (100, 100, rows[0]["ingest_rate"])
    ]
    assert again[0]["query_p50"] != rows[0]["query_p50"]
    assert json.loads((tmp_path / "scale.json").read_text(encoding="utf-8")) == again
    with open_assistant(settings_of(str(tmp_path), "made-up")) as assistant:
        assert assistant.collection.size() == (5, 100)  # what came in meanwhile came into a copy
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("copy-")]
    # as if it had been stopped before it was measured: with a note of a smaller one, and as it was growing
    smaller = {"source": "made-up", "size": 40, "paragraphs": 40}
    (tmp_path / "scale.json").write_text(json.dumps([smaller]), encoding="utf-8")
    monkeypatch.setattr("eval.scale.measured", lambda *_, meanwhile: {"paragraphs": 100, "meanwhile": meanwhile})
    again = measured_again([plan], tmp_path)
    assert again[0] == smaller
    assert [(row["size"], row["meanwhile"]) for row in again[1:]] == [(100, 100)]
    (tmp_path / "scale.json").unlink()
    monkeypatch.setattr("eval.scale.ingested", lambda *_: {"ingested": 20, "ingest_rate": 7.0})
    grown = Plan("made-up", "", (120,))
    with monkeypatch.context() as patch:
        patch.setattr("eval.scale.measured", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run([grown], tmp_path)
    went_on = run([grown], tmp_path)
    assert [(row["ingest_rate"], row["paragraphs"]) for row in went_on] == [(7.0, 100)]


def interrupted(*_: object, **__: object) -> None:
    raise KeyboardInterrupt
