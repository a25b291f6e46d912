"""Several writers and readers of one collection: who waits for whom, and who for nobody."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from rag import Remark, open_assistant, open_collection, read_settings
from rag.errors import CollectionBusy
from rag.indexes.vectors import VectorIndex
from tests.fakes import reading
from tests.rag.keeping import FORESTS, LIGHTS, QUESTION, found, in_another_process, indexed, stored

WRITER = """
import sys
from pathlib import Path
from rag import open_collection, read_settings
from tests.fakes import reading
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


def test_waiting_is_told(home: Path) -> None:
    home.mkdir(parents=True)
    lock = FileLock(str(home / "write.lock"), thread_local=False)
    lock.acquire()
    threading.Timer(1.4, lambda: lock.release(force=True)).start()
    told: list[Remark] = []
    with open_collection(read_settings(home=home), tell=told.append) as collection:
        collection.store([LIGHTS])
    assert [each.code for each in told] == ["waiting"]
    assert "60" in told[0].en
    assert "60" in told[0].zh


def test_a_question_does_not_wait_for_a_writer_in_its_own_process(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(home, LIGHTS)
    amid, go_on = threading.Event(), threading.Event()
    added = VectorIndex.add

    def slow(self: VectorIndex, windows: list[object]) -> None:
        amid.set()
        assert go_on.wait(20)
        added(self, windows)  # type: ignore[arg-type]

    with open_assistant(read_settings(home=home)) as assistant:
        assert "四百三十万美元" in found(assistant)
        monkeypatch.setattr(VectorIndex, "add", slow)
        tides = reading("tides", ["潮汐表每年印刷九千册。"])
        writer = threading.Thread(
            target=assistant.collection.store,
            args=(
                [
                    tides,
                    replace(LIGHTS, paragraphs=LIGHTS.paragraphs[:1], document=replace(LIGHTS.document, digest="x")),
                ],
            ),
        )
        writer.start()
        assert amid.wait(20)
        started = time.monotonic()
        words = found(assistant)
        assert time.monotonic() - started < 2
        assert "检修灯塔" in words
        assert "四百三十万美元" not in words  # it is gone from the store: the indexes may know it, nobody cites it
        go_on.set()
        writer.join()
        assert "九千册" in found(assistant, "潮汐表每年印刷多少册？")


def test_writers_on_two_machines_meet_in_the_database(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARACITE_DATABASE", database)
    here, there = read_settings(home=tmp_path / "here"), replace(read_settings(home=tmp_path / "there"), wait=0.2)
    with open_collection(here) as one, open_assistant(there) as other:
        one.store([LIGHTS])
        assert "四百三十万美元" in found(other)  # its own indexes, from the shared store
        with one._writer.held(), pytest.raises(CollectionBusy, match="PARACITE_WAIT"):
            other.collection.store([FORESTS])
        other.collection.store([FORESTS])
        assert {each.id for each in one.documents()} == {"lights", "forests"}
