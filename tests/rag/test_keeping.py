"""What a collection keeps beside its documents, what it does not do twice, and collections of other versions."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from rag import UnknownDocument, open_assistant, open_collection, read_settings
from rag.errors import NewerCollection
from rag.indexes.vectors import VectorIndex
from tests.fakes import reading
from tests.rag.first_layout import first_layout
from tests.rag.keeping import FORESTS, LIGHTS, counted, found, found_in, indexed, stored


def test_notes_on_files_come_and_go_with_their_documents(anywhere: Path) -> None:
    with open_collection(read_settings(home=anywhere)) as collection:
        collection.store([LIGHTS, FORESTS], finished={"lights.txt": "a", "forests.txt": "b", "no-document.txt": "c"})
        assert collection.sources() == {"lights.txt": "a", "forests.txt": "b", "no-document.txt": "c"}
        collection.store([], finished={"lights.txt": "d"})
        collection.remove(["forests"])
        assert collection.sources() == {"lights.txt": "d", "no-document.txt": "c"}
        moved = replace(LIGHTS, document=replace(LIGHTS.document, source="elsewhere/lights.txt"))
        collection.store([moved], finished={"elsewhere/lights.txt": "e"})
        assert collection.sources() == {"elsewhere/lights.txt": "e", "no-document.txt": "c"}
    with open_collection(read_settings(home=anywhere)) as collection:
        assert collection.sources()["elsewhere/lights.txt"] == "e"


def test_a_file_is_kept_while_one_of_its_documents_is_left(anywhere: Path) -> None:
    both = [replace(each, document=replace(each.document, source="both.jsonl")) for each in (LIGHTS, FORESTS)]
    with open_collection(read_settings(home=anywhere)) as collection:
        collection.store(both, finished={"both.jsonl": "a"})
        collection.remove(["lights"])
        assert collection.sources() == {"both.jsonl": "a"}
        collection.remove(["forests"])
        assert collection.sources() == {}


def test_paragraphs_are_counted_without_being_read(anywhere: Path) -> None:
    with open_collection(read_settings(home=anywhere)) as collection:
        assert collection.paragraph_counts() == {}
        collection.store([LIGHTS, FORESTS])
        collection.store([reading("lights", ["一段。"])])
        assert collection.paragraph_counts() == {"lights": 1, "forests": 1}
        assert collection.size() == (2, 2)


def test_a_new_header_embeds_nothing_and_leaves_the_vectors_alone(
    anywhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = replace(LIGHTS, document=replace(LIGHTS.document, title="航标的维护", source="moved/lights.txt"))
    with open_assistant(read_settings(home=anywhere)) as assistant:
        collection = assistant.collection
        embedder = counted(collection)
        collection.store([LIGHTS])
        assert len(embedder.given) == 2
        touched: list[object] = []
        monkeypatch.setattr(VectorIndex, "add", lambda self, windows: touched.append(windows))
        monkeypatch.setattr(VectorIndex, "remove", lambda self, documents: touched.extend(documents))
        assert [change.outcome for change in collection.store([named])] == ["replaced"]
        assert (len(embedder.given), touched) == (2, [])
        assert collection.find_document("航标的维护").id == "lights"
        with pytest.raises(UnknownDocument):
            collection.find_document("灯塔的维护")
        assert "四百三十万美元" in found(assistant, "航标的维护")
        changed = reading("lights", ["沿海国每年至少检修灯塔两次。", "设立灯塔基金，数额为五百万美元。"])
        collection.store([changed])
        assert embedder.given[2:] == [changed.paragraphs[1].text]


def test_of_two_readings_of_one_document_the_last_counts(anywhere: Path) -> None:
    with open_collection(read_settings(home=anywhere)) as collection:
        collection.store([reading("lights", ["第一版。"]), reading("lights", ["第二版。", "新的一段。"])])
        assert [each.text for each in collection.paragraphs("lights")] == ["第二版。", "新的一段。"]
        assert indexed(collection) == (2, 2)


def test_names_are_looked_up_alike_in_any_spelling(anywhere: Path) -> None:
    with open_collection(read_settings(home=anywhere)) as collection:
        odd = replace(FORESTS, document=replace(FORESTS.document, title="100%_森林\\报告", symbol="A/HRC/1"))
        collection.store([LIGHTS, odd])
        for name in ("a/hrc/1", "Ａ／ＨＲＣ／１", "0%_森林\\报", "FORESTS.TXT"):
            assert collection.find_document(name).id == "forests"
        with pytest.raises(UnknownDocument):
            collection.find_document("0__森林")


# --- layouts -------------------------------------------------------------------------------------------------------------


def test_a_collection_of_the_first_version_opens_and_keeps_everything(home: Path, tmp_path: Path) -> None:
    with open_collection(read_settings(home=tmp_path / "present")) as present:
        present.store([LIGHTS, FORESTS])
        first_layout(home, present)
        documents, paragraphs = present.documents(), present.paragraphs("lights")
    with open_assistant(read_settings(home=home)) as assistant:
        embedder = counted(assistant.collection)
        collection = assistant.collection
        assert [replace(each, words="") for each in documents] == list(collection.documents())
        assert collection.paragraphs("lights") == paragraphs
        assert collection.paragraph_counts() == {"lights": 2, "forests": 1}
        assert collection.find_document("灯塔的维护").id == "lights"
        assert indexed(collection) == (3, 3)
        assert "四百三十万美元" in found(assistant)
        assert embedder.given == []
        collection.store([reading("tides", ["潮汐表每年印刷九千册。"])])
        assert indexed(collection) == (4, 4)
    assert "九千册" in found_in(home, "潮汐表每年印刷多少册？")


def test_a_layout_of_a_later_version_is_refused_and_left_alone(home: Path) -> None:
    stored(home, LIGHTS)
    with sqlite3.connect(home / "paracite.sqlite3") as database:
        database.execute("UPDATE facts SET value = '999' WHERE name = 'layout'")
    with pytest.raises(NewerCollection, match=r"999.*Update paracite"):
        open_collection(read_settings(home=home))
    with sqlite3.connect(home / "paracite.sqlite3") as database:
        database.execute("UPDATE facts SET value = '2' WHERE name = 'layout'")
    assert "四百三十万美元" in found_in(home)


def test_names_are_made_anew_where_documents_come_to_be_called_otherwise(anywhere: Path) -> None:
    with open_collection(read_settings(home=anywhere)) as collection:
        collection.store([LIGHTS])
        with collection._database.writing() as connection:
            connection.exec_driver_sql("UPDATE facts SET value = '0' WHERE name = 'naming'")
            connection.exec_driver_sql("DELETE FROM names")
    with open_collection(read_settings(home=anywhere)) as collection:
        assert collection.find_document("灯塔的维护").id == "lights"
        assert collection.find_document("lights.txt").id == "lights"
