"""Damaged files, killed processes: the indexes are built again from the store, and a store that is damaged says so."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from rag import open_assistant, read_settings
from rag.errors import CollectionUnreadable
from tests.rag.keeping import FORESTS, LIGHTS, found, found_in, in_another_process, indexed, stored


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


def _garble_the_schema(home: Path) -> None:
    """A name in it is no UTF-8 any more: Chroma panics, which Python takes for no Exception."""
    path = home / "dense" / "chroma.sqlite3"
    content = path.read_bytes()
    assert b"string_value" in content
    path.write_bytes(content.replace(b"string_value", b"string_val\xff\xff"))


DAMAGE = {
    "no lexical index": _drop("lexical"),
    "no dense index": _drop("dense"),
    "an emptied lexical index": _empty("lexical"),
    "an emptied dense index": _empty("dense"),
    "a garbled lexical index": _garble("lexical"),
    "a garbled dense index": _garble("dense"),
    "a garbled schema of the dense index": _garble_the_schema,
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
import rag.storage.collection, rag.{module}
from rag import open_collection, read_settings
from tests.fakes import FakeEmbedder, reading
rag.storage.collection.Embedder = FakeEmbedder
rag.{module}.{where} = lambda *arguments: os._exit(9)
with open_collection(read_settings(home=Path(sys.argv[1]))) as collection:
    texts = ["沿海国每年至少检修灯塔两次。", "设立灯塔基金，数额为五百二十万美元。"]
    collection.store([reading("lights", texts, title="灯塔的维护")])
"""

DEATHS = {
    "between the store and the indexes": ("indexes.following", "Following.stored"),
    "between the two indexes": ("indexes.vectors", "VectorIndex.add"),
    "before the revision is noted": ("indexes.revisions", "Revisions.write"),
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
    program = KILLED.format(module="storage.replacing", where="forget_unused_vectors")
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
