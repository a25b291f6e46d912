"""The doctor: nothing found where all is well, every kind of damage named, and mended where that is asked for."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from rag import Collection, Finding, examine_collection, open_assistant, open_collection, read_settings
from tests.fakes import reading
from tests.rag.keeping import FORESTS, LIGHTS, found, indexed, stored

TIDES = reading("tides", ["潮汐表每年印刷九千册。"])


def examined(home: Path, *, repair: bool = False) -> dict[str, Finding]:
    return {each.check: each for each in examine_collection(read_settings(home=home), repair=repair)}


def ill(findings: dict[str, Finding]) -> set[str]:
    for each in findings.values():
        assert each.remark.zh
        assert each.remark.en
    return {check for check, each in findings.items() if not each.well}


def test_a_collection_that_is_well(anywhere: Path) -> None:
    assert ill(examined(anywhere)) <= {"none"}
    stored(anywhere, LIGHTS, FORESTS)
    findings = examined(anywhere)
    assert ill(findings) == set()
    assert set(findings) >= {"folder", "writer", "rows", "vectors", "indexes", "leftovers"}
    assert "2" in findings["rows"].remark.en


def test_looking_makes_no_collection(home: Path) -> None:
    assert ill(examined(home)) == {"none"}
    assert not home.exists()


def damage(collection: Collection, *statements: str) -> None:
    with collection._database.writing() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("UPDATE paragraphs SET body = 'garbage' WHERE id = (SELECT min(id) FROM paragraphs)", "rows"),
        ("DELETE FROM paragraphs WHERE id = (SELECT max(id) FROM paragraphs)", "rows"),
        ("UPDATE windows SET text = 'another' WHERE document = 1 AND number = 0", "rows"),
        ("DELETE FROM vectors WHERE content = (SELECT min(content) FROM vectors)", "vectors"),
        ("UPDATE vectors SET vector = 'abcd' WHERE content = (SELECT min(content) FROM vectors)", "vectors"),
    ],
)
def test_rows_and_vectors_that_are_wrong_are_named_and_mended(anywhere: Path, statement: str, check: str) -> None:
    with open_collection(read_settings(home=anywhere)) as collection:
        collection.store([LIGHTS, FORESTS, TIDES])
        damage(collection, statement)
    assert check in ill(examined(anywhere))
    mended = examined(anywhere, repair=True)
    assert mended[check].mended
    assert ill(examined(anywhere)) == set()


@pytest.mark.parametrize("leg", ["lexical", "dense"])
def test_an_index_that_lacks_or_mistakes_what_is_stored_is_built_again(home: Path, leg: str) -> None:
    stored(home, LIGHTS, FORESTS)
    with open_collection(read_settings(home=home)) as collection:
        lexical, dense = collection.indexes()
        if leg == "lexical":  # as many rows as before, of other documents
            from rag.indexes.lexical import Entry

            lexical.replace(["forests"], [Entry("strangers", "1", "别的文字", "")])
        else:
            from dataclasses import replace

            windows = list(collection.vectors())
            dense.remove(["forests"])
            dense.add([replace(windows[0], document="strangers")])
    (home / "seals.json").unlink(missing_ok=True)  # the checksums would have them built again before the doctor looks
    assert ill(examined(home)) == {"indexes"}
    (home / "seals.json").unlink(missing_ok=True)
    assert examined(home, repair=True)["indexes"].mended
    assert ill(examined(home)) == set()


def test_leftovers_of_a_kill_are_cleared_away(home: Path) -> None:
    import os

    stored(home, LIGHTS)
    left = home / "indexes.json.new"
    left.write_text("{")
    os.utime(left, (0, 0))
    assert ill(examined(home)) == {"leftovers"}
    assert left.exists()
    examined(home, repair=True)
    assert not left.exists()
    assert ill(examined(home)) == set()


def test_what_can_be_read_of_a_damaged_database_is_saved_when_asked(home: Path) -> None:
    many = [reading(f"paper-{number}", [f"第{number}份文件说的是{'灯塔' * 300}。"]) for number in range(60)]
    stored(home, *many)
    path = home / "paracite.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = database.execute("PRAGMA page_size").fetchone()[0]
        (root,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'paragraphs'").fetchone()
    database.close()
    before = bytearray(path.read_bytes())
    spoilt = range(root + 40, len(before) // page, 9)
    for number in spoilt:
        before[number * page : number * page + page] = b"\xff" * page
    path.write_bytes(before)
    findings = examined(home)
    assert ill(findings) == {"integrity"}
    assert "--repair" in findings["integrity"].remark.zh
    assert path.read_bytes() == bytes(before)
    mended = examined(home, repair=True)
    assert mended["salvaged"].mended
    (kept,) = [each for each in home.glob("*.damaged-*") if not each.name.endswith(("-wal", "-shm"))]
    assert kept.read_bytes() == bytes(before)
    assert ill(examined(home)) == set()
    with open_assistant(read_settings(home=home)) as assistant:
        documents, _ = assistant.collection.size()
        assert 0 < documents <= 60
        assert indexed(assistant.collection)[0] == documents
        assert "灯塔" in found(assistant, "灯塔")


def test_a_database_of_which_nothing_is_left_is_not_touched(home: Path) -> None:
    stored(home, LIGHTS)
    path = home / "paracite.sqlite3"
    path.write_bytes(b"garbage" * 1000)
    for repair in (False, True):
        assert ill(examined(home, repair=repair)) & {"integrity", "unsalvageable"}
        assert path.read_bytes() == b"garbage" * 1000
    assert not list(home.glob("*.damaged-*"))


def test_a_fault_that_keeps_it_closed_is_told(anywhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(anywhere, LIGHTS)
    with open_collection(read_settings(home=anywhere)) as collection:
        damage(collection, "UPDATE facts SET value = '999' WHERE name = 'layout'")
    findings = examined(anywhere, repair=True)
    assert "closed" in ill(findings)
    assert "999" in findings["closed"].remark.en
