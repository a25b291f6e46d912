"""Who asks while another process builds or changes the indexes, and who may only read them: never an answer from a part."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from rag import Collection, Remark, open_assistant, open_collection, read_settings
from rag.errors import CollectionBusy
from rag.indexes.following import Following
from rag.indexes.vectors import VectorIndex, Window
from tests.fakes import reading
from tests.rag.keeping import FORESTS, LIGHTS, QUESTION, ROOT, found, found_in, indexed, stored, without_privilege

TIDES = reading("tides", ["潮汐表每年印刷九千册。"])
TIDES_QUESTION = "潮汐表每年印刷多少册？"

BUILDER = """
import sys, time
from pathlib import Path
import rag.indexes.following
from rag import open_collection, read_settings
from rag.indexes.vectors import VectorIndex
home, go = Path(sys.argv[1]), Path(sys.argv[2])
rag.indexes.following._STEP = 1
added = VectorIndex.add
def slow(self, windows):
    added(self, windows)
    print("amid", flush=True)
    while not go.exists():
        time.sleep(0.02)
VectorIndex.add = slow
with open_collection(read_settings(home=home)) as collection:
    collection._following.rebuild(collection._wanted_fingerprint())
"""


@contextmanager
def building(home: Path, go: Path) -> Iterator[None]:
    """Another process builds both indexes from nothing; one document is in until the file ``go`` is there."""
    command = [sys.executable, "-c", BUILDER, str(home), str(go)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as builder:
        try:
            assert builder.stdout is not None
            assert builder.stdout.readline() == "amid\n"
            yield
        finally:
            go.touch()
        assert builder.wait(30) == 0


def stored_but_not_indexed(home: Path, *changes: object) -> None:
    """As a process leaves them that is killed after its transaction: readings to store, names to remove."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Following, "stored", lambda self, fingerprint: None)
        with open_collection(read_settings(home=home)) as collection:
            for each in changes:
                collection.remove([each]) if isinstance(each, str) else collection.store([each])  # type: ignore[list-item]


def held(home: Path, right: str = "index") -> FileLock:
    """The right to write the indexes, as another process would hold it."""
    lock = FileLock(str(home / f"{right}.lock"), thread_local=False)
    lock.acquire()
    return lock


def note(home: Path, **facts: int) -> None:
    path = home / "indexes.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | facts), encoding="utf-8")


# --- another process is at it ---------------------------------------------------------------------------------------


def test_indexes_that_another_process_builds_are_awaited_and_never_asked_in_part(home: Path, tmp_path: Path) -> None:
    stored(home, LIGHTS)
    stored(home, FORESTS)
    go = tmp_path / "go"
    told: list[Remark] = []
    settings = read_settings(home=home)
    with open_assistant(settings) as former:
        assert "三成" in found(former, "沙漠边缘的森林面积")
        with building(home, go):
            assert json.loads((home / "indexes.json").read_text())["partial_words"] == 1
            with open_assistant(replace(settings, wait=0.5)) as hasty, pytest.raises(CollectionBusy) as caught:
                found(hasty)
            assert "PARACITE_WAIT" in caught.value.message("zh")
            assert "三成" in found(former, "沙漠边缘的森林面积")  # what it has open is whole
            threading.Timer(1.6, go.touch).start()
            with open_assistant(replace(settings, wait=30.0), tell=told.append) as patient:
                assert "三成" in found(patient, "沙漠边缘的森林面积")
                assert indexed(patient.collection) == (3, 3)
        assert indexed(former.collection) == (3, 3)
    assert [each.code for each in told] == ["index-awaited"]
    assert "30" in told[0].zh
    assert "30" in told[0].en


def test_indexes_are_not_opened_anew_while_another_process_may_write_them(home: Path) -> None:
    """Chroma reads the graph as it opens; torn, it ends the process."""
    stored(home, LIGHTS)
    with open_assistant(read_settings(home=home)) as reader:
        assert "四百三十万美元" in found(reader)
        stored(home, FORESTS)
        right = held(home, "changing")  # another process begins its next change, and has not yet noted so
        try:
            assert "三成" not in found(reader, "沙漠边缘的森林面积")
            assert "四百三十万美元" in found(reader)
        finally:
            right.release()
        assert "三成" in found(reader, "沙漠边缘的森林面积")


def test_a_build_that_a_dead_process_left_is_gone_on_with(home: Path) -> None:
    stored(home, LIGHTS, FORESTS)
    with open_assistant(read_settings(home=home)) as former:
        assert "四百三十万美元" in found(former)
        note(home, partial_words=1, partial_vectors=1)
        assert "四百三十万美元" in found(former)
        assert json.loads((home / "indexes.json").read_text())["partial_words"] == 0
    note(home, partial_words=1, partial_vectors=1)
    assert "四百三十万美元" in found_in(home)


def test_two_questions_of_one_process_while_it_builds(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(home, LIGHTS)
    stored(home, FORESTS)
    (home / "indexes.json").unlink()
    monkeypatch.setattr("rag.indexes.following._STEP", 1)
    amid, go_on, added = threading.Event(), threading.Event(), VectorIndex.add

    def slow(self: VectorIndex, windows: list[object]) -> None:
        added(self, windows)  # type: ignore[arg-type]
        amid.set()
        assert go_on.wait(20)

    monkeypatch.setattr(VectorIndex, "add", slow)
    with open_assistant(read_settings(home=home)) as assistant:
        first = threading.Thread(target=found, args=(assistant,))
        first.start()
        assert amid.wait(20)
        threading.Timer(0.5, go_on.set).start()
        assert "三成" in found(assistant, "沙漠边缘的森林面积")
        first.join()


def test_vectors_amid_a_change_are_left_out_with_a_word(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.indexes.following._LEG_SECONDS", 0.3)
    stored(home, LIGHTS, FORESTS)
    note(home, amid=1)
    lock = held(home)
    with open_assistant(read_settings(home=home)) as assistant:
        answer = assistant.ask(QUESTION)
        assert "四百三十万美元" in answer.text
        assert str(home) in answer.notice
        assert assistant.collection.away is not None
        assert assistant.collection.away.message("zh") != assistant.collection.away.message("en")
        lock.release()
        answer = assistant.ask(QUESTION)
        assert not answer.notice
        assert assistant.search(QUESTION, limit=1)[0].dense_rank is not None


def test_an_answer_from_before_is_called_one(home: Path) -> None:
    stored(home, LIGHTS)
    stored_but_not_indexed(home, FORESTS, TIDES)
    told: list[Remark] = []
    lock = held(home)
    with open_assistant(read_settings(home=home), tell=told.append) as assistant:
        assert "四百三十万美元" in found(assistant)
        lock.release()
    assert [each.code for each in told] == ["index-behind"]
    assert "2" in told[0].zh
    assert "2" in told[0].en


# --- steps ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("then", [reading("giant", ["第三稿只有一段。"]), "giant"], ids=["replaced", "removed"])
def test_what_was_half_taken_in_and_then_changed_leaves_no_stale_rows(
    home: Path, monkeypatch: pytest.MonkeyPatch, then: object
) -> None:
    stored(home, LIGHTS)
    added = VectorIndex.add

    def dies(self: VectorIndex, windows: list[object]) -> None:
        added(self, windows)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    giant = reading("giant", [f"第{number}条说的是灯塔。" for number in range(5)])
    with monkeypatch.context() as patch:
        patch.setattr(VectorIndex, "add", dies)
        patch.setattr(Following, "finish", lambda self, fingerprint: None)
        with pytest.raises(KeyboardInterrupt):
            stored(home, giant)
    assert json.loads((home / "indexes.json").read_text())["amid"] == 1
    stored_but_not_indexed(home, FORESTS, TIDES, then)
    monkeypatch.setattr("rag.indexes.following._STEP", 1)
    with open_collection(read_settings(home=home)) as collection:
        whole = 4 if then == "giant" else 5
        assert indexed(collection) == (whole, whole)


# --- where nothing may be written -----------------------------------------------------------------------------------


@contextmanager
def locked(home: Path) -> Iterator[None]:
    every = [home, *home.rglob("*")]
    for path in every:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        with without_privilege():
            yield
    finally:
        for path in every:
            path.chmod(0o755)


@pytest.mark.parametrize("left", ["behind", "amid", "without indexes", "damaged"])
def test_where_nothing_may_be_written_what_the_indexes_lack_is_found(
    left: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with tempfile.TemporaryDirectory() as above, tempfile.TemporaryDirectory() as copies:
        Path(above).chmod(0o755)
        Path(copies).chmod(0o777)
        home = Path(above) / "collection"
        stored(home, LIGHTS, FORESTS)
        found_in(home)  # imports, which nobody else may make here
        stored_but_not_indexed(home, TIDES, "forests")
        if left == "amid":
            note(home, amid=1)
        if left == "without indexes":
            (home / "indexes.json").unlink()
        if left == "damaged":
            for path in (home / "lexical").glob("*.term"):
                path.write_bytes(b"garbage")
        before = (home / "indexes.json").read_bytes() if left != "without indexes" else b""
        monkeypatch.setattr(tempfile, "tempdir", copies)
        with locked(home):
            with open_assistant(read_settings(home=home)) as assistant:
                assert "九千册" in found(assistant, TIDES_QUESTION)
                assert "三成" not in found(assistant, "沙漠边缘的森林面积")
                assert indexed(assistant.collection) == (3, 3)
                assert len(list(Path(copies).iterdir())) == 1
            assert list(Path(copies).iterdir()) == []
            assert left == "without indexes" or (home / "indexes.json").read_bytes() == before
        monkeypatch.undo()
        assert "九千册" in found_in(home, TIDES_QUESTION)


def test_who_may_only_read_follows_who_may_write() -> None:
    with tempfile.TemporaryDirectory() as above:
        Path(above).chmod(0o755)
        home = Path(above) / "collection"
        with open_collection(read_settings(home=home)) as owned:
            owned.store([LIGHTS])
            found_in(home)
            _reads_along(home, owned)


def _reads_along(home: Path, owned: Collection) -> None:
    with locked(home), open_assistant(read_settings(home=home)) as assistant:
        assert "九千册" not in found(assistant, TIDES_QUESTION)
        with _as_owner(home):
            owned.store([TIDES])
        deadline = time.monotonic() + 5
        while "九千册" not in found(assistant, TIDES_QUESTION):
            assert time.monotonic() < deadline
        assert indexed(assistant.collection) == (3, 3)


@contextmanager
def _as_owner(home: Path) -> Iterator[None]:
    import os

    user = os.geteuid()
    os.seteuid(os.getuid())
    for path in (home, *home.rglob("*")):
        path.chmod(0o755)
    try:
        yield
    finally:
        for path in (home, *home.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        os.seteuid(user)


def test_rows_that_another_process_takes_away_amid_a_search_are_found_as_they_were(tmp_path: Path) -> None:
    """Chroma's graph, kept in memory, is whole: a reader sees the state before, until it opens the one after."""
    index = VectorIndex(tmp_path)
    vectors = np.random.default_rng(1).normal(size=(3, 16)).astype(np.float32)
    index.add([Window(f"d{each}", "1", 0, "", vector) for each, vector in enumerate(vectors)])
    assert index.search(vectors[0], 1)[0][0] == "d0#1"
    with closing(sqlite3.connect(tmp_path / "chroma.sqlite3")) as database, database:
        database.execute("DELETE FROM embedding_metadata")
        database.execute("DELETE FROM embeddings")
    assert index.search(vectors[0], 3)[0][0] == "d0#1"
    assert len(index.search(vectors[0], 3)) == 3
    assert not index.failed


def test_a_large_graph_is_searched_more_widely_once_it_is_opened_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors = np.random.default_rng(1).normal(size=(30, 16)).astype(np.float32)
    rows = [Window(f"d{each}", "1", 0, "", vector) for each, vector in enumerate(vectors)]

    def width(index: VectorIndex) -> int:
        return int(index._collection.configuration_json["hnsw"]["ef_search"])

    index = VectorIndex(tmp_path)
    index.add(rows[:20])
    assert index.settled() == 20
    usual = width(VectorIndex(tmp_path))
    monkeypatch.setattr("rag.indexes.vectors._LARGE", 25)
    index = VectorIndex(tmp_path)
    index.add(rows[20:])
    assert index.settled() == 30
    wide = VectorIndex(tmp_path)
    assert width(wide) > usual
    assert wide.search(vectors[0], 3)[0][0] == "d0#1"
    wide.remove([f"d{each}" for each in range(10)])
    assert wide.settled() == 20
    assert width(VectorIndex(tmp_path)) == usual
