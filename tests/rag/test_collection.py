"""What a collection keeps, through replacement, names and numbers."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest

from rag import Assistant, EmptyCollection, Reading, UnknownDocument, open_assistant, open_collection, read_settings
from rag.errors import AmbiguousDocument
from tests.fakes import reading
from tests.rag.keeping import FORESTS, LIGHTS, indexed, stored


def test_added_unchanged_replaced_removed(anywhere: Path) -> None:
    assert stored(anywhere, LIGHTS, FORESTS) == ["added", "added"]
    assert stored(anywhere, LIGHTS, FORESTS) == ["unchanged", "unchanged"]
    changed = reading("lights", ["灯塔基金的数额为五百二十万美元。"], title="灯塔的维护")
    assert stored(anywhere, changed, FORESTS) == ["replaced", "unchanged"]
    with open_collection(read_settings(home=anywhere)) as collection:
        assert collection.paragraphs("lights") == changed.paragraphs
        assert indexed(collection) == (2, 2)
        collection.remove(["lights", "never there"])
        collection.remove([])
        assert [document.id for document in collection.documents()] == ["forests"]
        assert collection.paragraphs("lights") == ()
        assert indexed(collection) == (1, 1)


def test_documents_and_paragraphs_come_back_as_they_were(
    sample_settings: object, assistant: Assistant, anywhere: Path
) -> None:
    held = assistant.collection
    with open_collection(read_settings(home=anywhere)) as collection:
        collection.store([Reading(document=each, paragraphs=held.paragraphs(each.id)) for each in held.documents()])
        assert collection.documents() == held.documents()
        assert all(collection.paragraphs(each.id) == held.paragraphs(each.id) for each in held.documents())
        assert indexed(collection) == indexed(held)


def test_within_few_documents_every_vector_is_compared(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(home, LIGHTS, FORESTS, reading("ports", ["港口每年检修灯塔一次。", "森林由港务局管理。"], title="港口"))
    with open_collection(read_settings(home=home)) as collection:
        vector = collection.embedder.encode_query("检修灯塔")
        windows = {f"{each.document}#{each.paragraph}": each.vector for each in collection.vectors()}
        for within in (["lights"], ["lights", "ports", "gone"]):
            expected = sorted(
                ((float(each @ vector), key) for key, each in windows.items() if key.split("#")[0] in within),
                reverse=True,
            )
            found = collection.nearest(vector, 2, within)
            assert found is not None
            assert [key for key, _ in found] == [key for _, key in expected[:2]]
            assert [likeness for _, likeness in found] == pytest.approx([likeness for likeness, _ in expected[:2]])
        assert collection.nearest(0 * vector, 2, ["lights"]) == []
        assert collection.nearest(vector, 2, ["gone"]) == []
        assert collection.nearest(vector, 2, []) is None
        monkeypatch.setattr("rag.storage.vector_records._NARROW", 1)
        assert collection.nearest(vector, 2, ["lights", "ports"]) is None


def test_nothing_of_the_old_text_stays(home: Path) -> None:
    stored(home, LIGHTS, FORESTS)
    stored(home, reading("lights", ["航标由各国自行管理。"], title="航标的管理"))
    with open_assistant(read_settings(home=home)) as assistant:
        hits = assistant.search("检修灯塔两次 四百三十万美元", limit=50)
        lexical, dense = assistant.collection.indexes()
        windows = dense.count()
        old = dense.search(assistant.collection.embedder.encode_query("沿海国每年至少检修灯塔两次。"), 10)
    assert "灯塔" not in "".join(hit.passage.paragraph.text for hit in hits)
    assert windows == 2
    assert max(similarity for _, similarity in old) < 0.9  # of the old paragraph it would be 1
    assert lexical.search({"灯塔": 1.0, "检修": 1.0}, 10) == []
    with sqlite3.connect(home / "paracite.sqlite3") as database:
        tables = ("documents", "paragraphs", "windows", "vectors")
        rows = [database.execute(f"SELECT * FROM {table}").fetchall() for table in tables]  # noqa: S608 - the names above
    assert "灯塔" not in str(rows[:3])
    assert len(rows[2]) == len(rows[3]) == 2


STRANGE = [
    "a#b",
    "a/b/c",
    "文件 一号",
    "A/RES/1#2",
    "with 'quotes' \"and\" %s",
    "第八十届（草案）",
    "ünïcode—dash",
    "lex:ical*?",
]


def test_ids_of_all_kinds(anywhere: Path) -> None:
    readings = [reading(name, [f"第{place}座灯塔高{place + 11}米。"]) for place, name in enumerate(STRANGE)]
    stored(anywhere, *readings)
    with open_assistant(read_settings(home=anywhere)) as assistant:
        for place, name in enumerate(STRANGE):
            assert assistant.collection.find_document(name).id == name
            hits = assistant.search(f"第{place}座灯塔高多少米？", documents=[name])
            assert [hit.passage.document.id for hit in hits] == [name]
            key = hits[0].passage.key
            assert assistant.collection.passages([key, f"{key}0"]).keys() == {key}
        assistant.collection.remove(STRANGE[:-1])
        assert indexed(assistant.collection) == (1, 1)


def test_documents_by_other_names(assistant: Assistant) -> None:
    find = assistant.collection.find_document
    for name in (
        "A/RES/67/169",
        "a/res/67/169",
        "Ａ/ＲＥＳ/67/169",
        "ga-resolution-67-169.txt",
        "ga-resolution-67-169",
    ):
        assert find(name).id == "A/RES/67/169"
    assert find("大会第67/169号决议").id == "A/RES/67/169"
    assert find("General Assembly resolution 67/169").id == "A/RES/67/169"
    assert "estonia" in find("爱沙尼亚的信函").id
    assert "estonia" in find("letter of Estonia").id
    with pytest.raises(AmbiguousDocument, match="A/HRC/RES/13/23"):
        find("resolution")
    for name in ("A/RES/67/1690", "", "  ", "火星"):
        with pytest.raises(UnknownDocument, match="paracite documents"):
            find(name)


def test_three_thousand_paragraphs(anywhere: Path) -> None:
    texts = [f"第{number}号航标位于港口以东{number}海里，编号为{number * 7}。" for number in range(1, 3001)]
    told: list[tuple[int, int]] = []
    with open_assistant(read_settings(home=anywhere)) as assistant:
        started = time.monotonic()
        assistant.collection.store([reading("buoys", texts)], progress=lambda done, of: told.append((done, of)))
        assert time.monotonic() - started < 30
        assert told[-1] == (3000, 3000)
        assert told == sorted(told)
        assert indexed(assistant.collection) == (3000, 3000)
        assert assistant.search("第2417号航标位于港口以东多少海里？")[0].passage.paragraph.id == "2417"
        assert assistant.ask("第2999段说了什么？").citations[0].paragraph.id == "2999"


def test_an_empty_collection_says_what_to_do(anywhere: Path) -> None:
    with open_assistant(read_settings(home=anywhere)) as assistant:
        for attempt in (assistant.ask, assistant.search):
            with pytest.raises(EmptyCollection, match="paracite ingest"):
                attempt("灯塔？")
        assert assistant.examples("zh") == ()
    with open_collection(read_settings(home=anywhere)) as collection:
        assert collection.store([]) == ()
        assert indexed(collection) == (0, 0)
