"""Of a damaged SQLite file, the documents that can still be read whole, into a new one; the old one is kept aside."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from rag.document import Reading
from rag.notices import Tell
from rag.settings import Settings
from rag.storage.collection import open_collection
from rag.storage.records import read_document, read_paragraph
from rag.storage.shelf import FILE, folder_of
from rag.storage.writer import WriterLock
from rag.upkeep.diagnosis import Finding, finding

_AT_A_TIME = 100


def salvage(settings: Settings, *, tell: Tell) -> Finding:
    """Raises CollectionBusy, DiskFull, CollectionUnreadable. Vectors are made anew."""
    home = folder_of(settings)
    with WriterLock(home / "write.lock", wait=settings.wait, tell=tell).held(), TemporaryDirectory(dir=home) as fresh:
        saved = lost = 0
        moved = replace(settings, home=Path(fresh), collection="", chroma="")
        with open_collection(moved, tell=tell) as collection:
            batch: list[Reading] = []
            for reading in _readable(home / FILE):
                if reading is None:
                    lost += 1
                    continue
                saved += 1
                batch.append(reading)
                if len(batch) >= _AT_A_TIME:
                    collection.store(batch)
                    batch = []
            collection.store(batch)
        if not saved:
            return finding("unsalvageable", well=False, kept=home / FILE)
        kept = _aside(home)
        (Path(fresh) / FILE).replace(home / FILE)
        (home / "indexes.json").unlink(missing_ok=True)
    return finding("salvaged", well=False, mended=True, saved=saved, lost=lost, kept=kept.name)


def _aside(home: Path) -> Path:
    """Move the damaged file and what belongs to it out of the way, under names that nothing else has."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    number = 0
    while (kept := home / f"{FILE}.damaged-{stamp}-{number}").exists():
        number += 1
    for suffix in ("-wal", "-shm", ""):
        path = home / f"{FILE}{suffix}"
        if path.exists():
            path.replace(f"{kept}{suffix}")
    return kept


def _readable(path: Path) -> Iterator[Reading | None]:
    """Every document that is found; None for one whose paragraphs are not all there."""
    with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as connection:
        connection.text_factory = lambda raw: raw.decode("utf-8")
        for number in _numbers(connection):
            try:
                yield _reading(connection, number)
            except (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError):
                yield None


def _reading(connection: sqlite3.Connection, number: int) -> Reading | None:
    """None where there is no such document, or not all of it. Raises sqlite3.Error and what unreadable rows raise."""
    query = "SELECT header, paragraphs FROM documents WHERE number = ?"
    row = connection.execute(query, (number,)).fetchone()
    bodies = "SELECT body FROM paragraphs WHERE document = ? ORDER BY position"
    held = tuple(read_paragraph(each) for (each,) in connection.execute(bodies, (number,)))
    if row is None or len(held) != row[1]:
        return None
    return Reading(document=read_document(row[0]), paragraphs=held)


def _numbers(connection: sqlite3.Connection) -> list[int]:
    """The numbers of all documents, from whichever table or index still knows them."""
    found: set[int] = set()
    for query in (
        "SELECT number FROM documents",
        "SELECT number FROM documents ORDER BY number DESC",
        "SELECT number FROM documents INDEXED BY sqlite_autoindex_documents_1",
        "SELECT number FROM documents INDEXED BY ix_documents_source",
        "SELECT document FROM paragraphs ORDER BY rowid DESC",
        "SELECT document FROM windows",
    ):
        try:
            for (number,) in connection.execute(query):
                found.add(int(number))
        except (sqlite3.Error, ValueError, TypeError):
            continue
    return sorted(found)
