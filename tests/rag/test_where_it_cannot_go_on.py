"""No room, no permission, no database: what is said, and that nothing stored is lost."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from rag import open_assistant, open_collection, read_settings
from rag.errors import (
    BadDatabase,
    CollectionDamaged,
    CollectionReadOnly,
    CollectionUnreadable,
    DatabaseUnreachable,
    DiskFull,
    HomeUnusable,
)
from rag.indexes.lexical import LexicalIndex
from tests.fakes import reading
from tests.rag.keeping import FORESTS, LIGHTS, both_say, found, found_in, in_another_process, stored, without_privilege


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


@pytest.mark.parametrize("address", ["nonsense", "mysql://user:secret@host/name", "sqlite:///x.db"])
def test_a_database_of_another_kind_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("PARACITE_DATABASE", address)
    with pytest.raises(BadDatabase) as caught:
        open_collection(read_settings(home=home))
    both_say(caught.value, "PARACITE_DATABASE", "postgresql+psycopg://")
    assert "secret" not in str(caught.value)


def test_a_database_that_does_not_answer_is_said_without_its_password(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARACITE_DATABASE", "postgresql+psycopg://user:secret@127.0.0.1:1/name")
    settings = read_settings(home=home)
    assert "secret" not in repr(settings)
    with pytest.raises(DatabaseUnreachable) as caught:
        open_collection(settings)
    both_say(caught.value, "PARACITE_DATABASE", "127.0.0.1:1/name")
    assert "secret" not in caught.value.message("en") + caught.value.message("zh")


def test_a_full_disk_is_said_and_costs_nothing_stored(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(home, LIGHTS)
    with open_collection(read_settings(home=home)) as collection:
        monkeypatch.setattr(LexicalIndex, "replace", _no_room)
        with pytest.raises(DiskFull) as caught:
            collection.store([FORESTS])
        both_say(caught.value, str(home))
    monkeypatch.undo()
    assert "三成" in found_in(home, "沙漠边缘的森林面积")


def _no_room(*_: object) -> None:
    raise OSError(28, "No space left on device")


FULL = """
import resource, signal, sys
from pathlib import Path
import rag.storage.collection
from rag import open_collection, read_settings
from tests.fakes import FakeEmbedder, reading
rag.storage.collection.Embedder = FakeEmbedder
home = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open_collection(read_settings(home=home)) as collection:
    size = (home / "paracite.sqlite3-wal").stat().st_size + 100_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    try:
        collection.store([reading("giant", [f"第{n}座灯塔的守护人住在岛上。" * 40 for n in range(200)])])
    except Exception as error:
        print(type(error).__name__)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print([each.id for each in collection.documents()])
"""


def test_no_room_for_the_log_leaves_what_there_was(home: Path) -> None:
    stored(home, LIGHTS)
    run = in_another_process(FULL, home)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[-1] == "['lights']", run.stdout + run.stderr
    assert run.stdout.splitlines()[0] in {"DiskFull", "CollectionDamaged", "CollectionUnreadable"}
    assert "四百三十万美元" in found_in(home)


def test_a_damaged_store_names_the_doctor(home: Path) -> None:
    stored(home, LIGHTS)
    (home / "paracite.sqlite3").write_bytes(b"garbage" * 1000)
    with pytest.raises(CollectionDamaged) as caught:
        open_collection(read_settings(home=home))
    both_say(caught.value, "paracite doctor", str(home))


@pytest.mark.parametrize("files", [0o444, 0o644])
def test_a_read_only_collection_answers_and_takes_nothing_in(files: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "collection"
        stored(home, LIGHTS)
        found_in(home)
        every = [Path(folder), home, *home.rglob("*")]
        for path in every:
            path.chmod(0o555 if path.is_dir() else files)
        with without_privilege(), open_assistant(read_settings(home=home)) as assistant:
            assert "四百三十万美元" in found(assistant)
            with pytest.raises(CollectionReadOnly) as caught:
                assistant.collection.store([FORESTS])
            both_say(caught.value, str(home), "--home DIR")
        for path in every:
            path.chmod(0o755)
    assert "只能读取" in caught.value.message("zh")
