"""What a collection keeps, through replacement, damage, death of a process, and company."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock
from sqlalchemy import Connection, event

from rag import (
    Assistant,
    EmptyCollection,
    Reading,
    UnknownDocument,
    open_assistant,
    open_collection,
    read_settings,
)
from rag.errors import AmbiguousDocument, CollectionBusy, CollectionUnreadable, HomeUnusable, OtherEmbedding
from rag.settings import BUNDLED_EMBEDDING
from tests.fakes import reading
from tests.rag.keeping import (
    FORESTS,
    LIGHTS,
    QUESTION,
    found,
    found_in,
    in_another_process,
    indexed,
    stored,
    without_privilege,
)


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


def _drop(name: str) -> Callable[[Path], None]:
    return lambda home: shutil.rmtree(home / name)


def _empty(name: str) -> Callable[[Path], None]:
    def empty(home: Path) -> None:
        shutil.rmtree(home / name)
        (home / name).mkdir()

    return empty


def _garble(name: str) -> Callable[[Path], None]:
    def garble(home: Path) -> None:
        for path in [each for each in (home / name).rglob("*") if each.is_file()] or [home / name]:
            path.write_bytes(b"garbage" * 100)

    return garble


def _write(text: str) -> Callable[[Path], None]:
    def write(home: Path) -> None:
        (home / "indexes.json").write_text(text, encoding="utf-8")

    return write


DAMAGE = {
    "no lexical index": _drop("lexical"),
    "no dense index": _drop("dense"),
    "an emptied lexical index": _empty("lexical"),
    "an emptied dense index": _empty("dense"),
    "a garbled lexical index": _garble("lexical"),
    "a garbled dense index": _garble("dense"),
    "no indexes.json": lambda home: (home / "indexes.json").unlink(),
    "a garbled indexes.json": _garble("indexes.json"),
    "an indexes.json of another shape": _write("null"),
    "an indexes.json of words": _write('{"lexical": "x", "dense": null}'),
    "an indexes.json from before": _write('{"lexical": 0, "dense": 0, "paragraphs": 0, "windows": 0}'),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_indexes_are_built_again_from_the_store(anywhere: Path, damage: Callable[[Path], None]) -> None:
    stored(anywhere, LIGHTS, FORESTS)
    damage(anywhere)
    with open_assistant(read_settings(home=anywhere)) as assistant:
        assert "四百三十万美元" in found(assistant)
        assert indexed(assistant.collection) == (3, 3)


@pytest.mark.parametrize("damage", [DAMAGE["no lexical index"], DAMAGE["a garbled dense index"]])
def test_a_damaged_collection_takes_new_documents_and_loses_none(
    anywhere: Path, damage: Callable[[Path], None]
) -> None:
    stored(anywhere, LIGHTS)
    damage(anywhere)
    stored(anywhere, FORESTS)
    assert "四百三十万美元" in found_in(anywhere)
    assert "三成" in found_in(anywhere, "沙漠边缘的森林面积增加了多少？")


KILLED = """
import os, sys
from pathlib import Path
import rag.collection, rag.{module}
from rag import open_collection, read_settings
from tests.fakes import FakeEmbedder, reading
rag.collection.Embedder = FakeEmbedder
rag.{module}.{where} = lambda *arguments: os._exit(9)
with open_collection(read_settings(home=Path(sys.argv[1]))) as collection:
    texts = ["沿海国每年至少检修灯塔两次。", "设立灯塔基金，数额为五百二十万美元。"]
    collection.store([reading("lights", texts, title="灯塔的维护")])
"""
DEATHS = {
    "between the store and the indexes": ("following", "Following.stored"),
    "between the two indexes": ("vectors", "VectorIndex.add"),
    "before the revision is noted": ("revisions", "Revisions.write"),
}


@pytest.mark.parametrize(("module", "where"), DEATHS.values(), ids=DEATHS)
def test_a_process_that_was_killed_costs_nothing(anywhere: Path, module: str, where: str) -> None:
    stored(anywhere, LIGHTS, FORESTS)
    program = KILLED.format(module=module, where=where)
    run = in_another_process(program, anywhere)
    assert run.returncode == 9, run.stderr
    with open_assistant(read_settings(home=anywhere)) as assistant:
        assert "五百二十万美元" in found(assistant)
        assert "四百三十万" not in str(assistant.search("灯塔基金的数额", limit=50))
        assert indexed(assistant.collection) == (3, 3)


def test_killed_within_the_transaction_the_old_text_stands(anywhere: Path) -> None:
    stored(anywhere, LIGHTS)
    program = KILLED.format(module="replacing", where="forget_unused_vectors")
    run = in_another_process(program, anywhere)
    assert run.returncode == 9, run.stderr
    assert "四百三十万美元" in found_in(anywhere)


def _overwrite(home: Path) -> None:
    (home / "paracite.sqlite3").write_bytes(b"garbage" * 1000)


def _overwrite_pages(home: Path) -> None:
    path = home / "paracite.sqlite3"
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))


def _cut(home: Path) -> None:
    path = home / "paracite.sqlite3"
    path.write_bytes(path.read_bytes()[:9000])


def _strange_row(home: Path) -> None:
    with sqlite3.connect(home / "paracite.sqlite3") as database:
        database.execute("UPDATE documents SET header = '{}'")


def _folder(home: Path) -> None:
    (home / "paracite.sqlite3").unlink()
    (home / "paracite.sqlite3").mkdir()


@pytest.mark.parametrize("damage", [_overwrite, _overwrite_pages, _cut, _strange_row, _folder])
def test_a_store_that_cannot_be_read_is_said_with_its_remedy(home: Path, damage: Callable[[Path], None]) -> None:
    stored(home, LIGHTS)
    damage(home)
    for attempt in (lambda: found_in(home), lambda: stored(home, FORESTS)):
        with pytest.raises(CollectionUnreadable) as caught:
            attempt()
        for language in ("zh", "en"):
            assert str(home) in caught.value.message(language)
            assert "--home DIR" in caught.value.message(language)


def test_a_home_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for home in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(HomeUnusable, match="--home DIR"):
            open_collection(read_settings(home=home))


@pytest.fixture
def locked_home() -> Iterator[Path]:
    """A collection that may be read and not written. Not under tmp_path, whose folders are the user's alone."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "collection"
        stored(home, LIGHTS)
        found_in(home)
        folders = [Path(folder), home, *(path for path in home.rglob("*") if path.is_dir())]
        for path in folders:
            path.chmod(0o555)
        yield home
        for path in folders:
            path.chmod(0o755)


def test_a_home_that_may_not_be_written(locked_home: Path) -> None:
    with without_privilege(), pytest.raises((CollectionUnreadable, HomeUnusable), match="--home DIR"):
        stored(locked_home, FORESTS)
    with without_privilege(), pytest.raises(HomeUnusable, match="--home DIR"):
        open_collection(read_settings(home=locked_home / "new"))
    for path in (locked_home.parent, locked_home):
        path.chmod(0o755)
    assert "四百三十万美元" in found_in(locked_home)


def _allow_no_page_more(connection: Connection) -> None:
    connection.exec_driver_sql("PRAGMA max_page_count = 1")


def test_a_store_on_a_full_disk_keeps_what_it_had(home: Path) -> None:
    stored(home, LIGHTS)
    with open_collection(read_settings(home=home)) as collection:
        event.listen(collection._database._engine, "begin", _allow_no_page_more)
        giant = reading("giant", [f"第{number}座灯塔的守护人住在岛上。" * 40 for number in range(60)])
        with pytest.raises(CollectionUnreadable, match="full"):
            collection.store([giant])
        assert [document.id for document in collection.documents()] == ["lights"]
    assert "四百三十万美元" in found_in(home)


def test_another_embedding_is_refused_and_nothing_is_lost(anywhere: Path, tmp_path: Path) -> None:
    stored(anywhere, LIGHTS)
    other = Path(shutil.copytree(BUNDLED_EMBEDDING, tmp_path / "other"))
    settings = replace(read_settings(home=anywhere), embedding=str(other))
    with open_assistant(settings) as assistant:
        with pytest.raises(OtherEmbedding, match="PARACITE_EMBEDDING"):
            assistant.ask(QUESTION)
        with pytest.raises(OtherEmbedding):
            assistant.collection.store([FORESTS])
        assert [document.id for document in assistant.collection.documents()] == ["lights"]
    assert "四百三十万美元" in found_in(anywhere)


def test_a_newer_bundled_model_takes_over_by_itself(home: Path) -> None:
    stored(home, LIGHTS, FORESTS)
    with sqlite3.connect(home / "paracite.sqlite3") as database:
        database.execute("UPDATE facts SET value = 'bundled:0000000000000000' WHERE name = 'fingerprint'")
        database.execute("UPDATE models SET fingerprint = 'bundled:0000000000000000'")
        database.execute("UPDATE vectors SET vector = zeroblob(length(vector))")
    with open_assistant(read_settings(home=home)) as assistant:
        assert "四百三十万美元" in found(assistant)
        assert all(hit.similarity for hit in assistant.search(QUESTION, limit=2))
        assert not assistant.collection._store.fact("fingerprint").endswith("0000")
    with sqlite3.connect(home / "paracite.sqlite3") as database:
        assert len(database.execute("SELECT DISTINCT model FROM vectors").fetchall()) == 1


# --- company ---------------------------------------------------------------------------------------------------------

WRITER = """
import sys
from pathlib import Path
from rag import open_collection, read_settings
from tests.fakes import reading
from tests.rag.keeping import (
    FORESTS,
    LIGHTS,
    QUESTION,
    found,
    found_in,
    in_another_process,
    indexed,
    stored,
    without_privilege,
)
with open_collection(read_settings(home=Path(sys.argv[1]))) as collection:
    collection.store([reading("tides", ["潮汐表每年印刷九千册。"], title="潮汐表")])
    collection.remove(["forests"])
"""


def test_a_reader_sees_what_another_process_stores_and_removes(anywhere: Path) -> None:
    stored(anywhere, LIGHTS, FORESTS)
    with open_assistant(read_settings(home=anywhere)) as reader:
        assert "三成" in found(reader, "沙漠边缘的森林面积")
        assert "九千册" not in found(reader, "潮汐表每年印刷多少册？")
        run = in_another_process(WRITER, anywhere)
        assert run.returncode == 0, run.stderr
        first = reader.search("潮汐表每年印刷多少册？")[0]
        assert "九千册" in first.passage.paragraph.text
        assert (first.lexical_rank, first.dense_rank) == (1, 1)
        assert "三成" not in found(reader, "沙漠边缘的森林面积")
        assert indexed(reader.collection) == (3, 3)


@pytest.fixture
def held_lock(home: Path) -> Iterator[FileLock]:
    """The right to write, as another process would hold it."""
    home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(str(home / "write.lock"), thread_local=False)
    lock.acquire()
    yield lock
    lock.release(force=True)


def test_a_second_writer_waits_for_the_first(anywhere: Path, held_lock: FileLock) -> None:
    threading.Timer(0.7, lambda: held_lock.release(force=True)).start()
    started = time.monotonic()
    assert stored(anywhere, LIGHTS) == ["added"]
    assert time.monotonic() - started >= 0.6


def test_a_writer_that_waits_in_vain_says_so(anywhere: Path, held_lock: FileLock) -> None:
    with open_collection(replace(read_settings(home=anywhere), wait=0.1)) as collection:
        for attempt in (lambda: collection.store([LIGHTS]), lambda: collection.remove(["lights"])):
            with pytest.raises(CollectionBusy, match="Try again"):
                attempt()
        assert collection.documents() == ()


def test_a_reader_answers_while_another_process_writes(home: Path) -> None:
    stored(home, LIGHTS)
    with open_assistant(read_settings(home=home)) as reader:
        reader.ask(QUESTION)
        with (
            FileLock(str(home / "write.lock"), thread_local=False),
            sqlite3.connect(home / "paracite.sqlite3") as database,
        ):
            database.execute("UPDATE facts SET value = value + 1 WHERE name = 'revision'")
            database.commit()  # the store has moved on, and the indexes have not followed yet
            assert "四百三十万美元" in found(reader)


def test_two_threads_store_at_once(anywhere: Path) -> None:
    with open_collection(read_settings(home=anywhere)) as collection:
        documents = [reading(f"paper-{number}", [f"第{number}份文件说的是灯塔。"]) for number in range(6)]
        threads = [threading.Thread(target=collection.store, args=([each],)) for each in documents]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(collection.documents()) == 6
        assert indexed(collection) == (6, 6)


# --- names and size --------------------------------------------------------------------------------------------------

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
