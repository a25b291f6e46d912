"""Is a collection well? The database, its rows, the vectors, both indexes, the folder: looked at, and mended where asked."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sqlalchemy import func, select

from rag.document import Remark
from rag.errors import CollectionBusy, CollectionDamaged, CollectionError, CollectionReadOnly, ParaciteError
from rag.notices import Tell
from rag.settings import Settings
from rag.storage.collection import Collection, open_collection
from rag.storage.records import read_document, read_paragraph
from rag.storage.replacing import content_hash
from rag.storage.schema import documents, paragraphs, vectors, windows
from rag.storage.shelf import FILE, collection_exists, folder_of
from rag.upkeep.diagnosis import Finding, finding
from rag.upkeep.salvage import salvage
from rag.words.terms import terms

if TYPE_CHECKING:
    from rag.indexes.lexical import LexicalIndex
    from rag.indexes.vectors import VectorIndex

_LEAST_MEGABYTES = 200
_SAMPLE = 50
"""Documents of which a paragraph is looked for."""
_NAMED = 5


def examine(settings: Settings, *, tell: Tell, repair: bool = False) -> Iterator[Finding]:
    """What was looked at, one by one. Without ``repair`` nothing that a person stored is changed.

    With it indexes are built again, vectors made, incomplete documents removed, and of a damaged SQLite file what can be
    read is saved into a new one, the old one kept aside.
    """
    home = folder_of(settings)
    if not collection_exists(settings):
        yield finding("none", well=False, home=home)
        return
    if home.is_dir():
        yield _folder(home)
    if not settings.database:
        yield (whole := _integrity(home))
        if not whole.well:
            if not repair:
                return
            yield (saved := salvage(settings, tell=tell))
            if not saved.mended:
                return
    try:
        with open_collection(settings, tell=tell) as collection:
            yield from _examined(collection, repair=repair)
    except ParaciteError as error:
        yield _told("closed", error)
    yield _leftovers(home, repair=repair)


def _examined(collection: Collection, *, repair: bool) -> Iterator[Finding]:
    yield _writer(collection)
    yield _rows(collection, repair=repair)
    collection._check_embedding()
    yield _vectors(collection, repair=repair)
    yield _indexes(collection, repair=repair)


def _told(check: str, error: ParaciteError) -> Finding:
    return Finding(check, well=False, remark=Remark(check, zh=error.message("zh"), en=error.message("en")))


def _folder(home: Path) -> Finding:
    free = shutil.disk_usage(home).free // 1_000_000
    if not os.access(home, os.W_OK):
        return finding("folder.read_only", well=False, home=home)
    code = "folder" if free >= _LEAST_MEGABYTES else "folder.full"
    return finding(code, well=code == "folder", home=home, free=f"{free:,}")


def _integrity(home: Path) -> Finding:
    try:
        with closing(sqlite3.connect(f"file:{quote(str(home / FILE))}?mode=ro", uri=True)) as connection:
            said = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
    except sqlite3.Error as error:
        said = [str(error)]
    if said == ["ok"]:
        return finding("integrity", well=True)
    return finding("integrity.damaged", well=False, reason=" ".join("; ".join(said).split())[:200])


def _writer(collection: Collection) -> Finding:
    try:
        with collection._writer.held(seconds=0.0):
            return finding("writer", well=True)
    except CollectionReadOnly:
        return finding("writer", well=True)
    except CollectionBusy:
        return finding("writer.busy", well=True)


def _rows(collection: Collection, *, repair: bool) -> Finding:
    """Every document can be read, has the paragraphs that it says, and windows with the hash of their text; none is orphaned."""
    held, wrong, count = 0, list[str](), 0
    with collection._database.reading() as connection:
        every = connection.execute(
            select(documents.c.number, documents.c.id, documents.c.header, documents.c.paragraphs)
        )
        for number, name, header, said in every.all():
            held += 1
            bodies = (
                connection.execute(select(paragraphs.c.body).where(paragraphs.c.document == number)).scalars().all()
            )
            cut = connection.execute(
                select(windows.c.text, windows.c.content).where(windows.c.document == number)
            ).all()
            count += len(bodies)
            if len(bodies) != said or not _readable(name, header, bodies, [(row.text, row.content) for row in cut]):
                wrong.append(name)
    if not wrong:
        return finding("rows", well=True, documents=f"{held:,}", paragraphs=f"{count:,}")
    names = ", ".join(wrong[:_NAMED]) + (" …" if len(wrong) > _NAMED else "")
    if repair:
        collection.remove(wrong)
        return finding("rows.removed", well=False, mended=True, count=len(wrong), names=names)
    return finding("rows.wrong", well=False, count=len(wrong), names=names)


def _readable(name: str, header: str, bodies: object, cut: list[tuple[str, str]]) -> bool:
    try:
        whole = read_document(header).id == name
        for body in bodies:  # type: ignore[attr-defined]
            read_paragraph(body)
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    # version 0.1.0 wrote other hashes: they tell texts apart, and no more is asked of them
    return whole and all(
        content_hash(text) == content or len(content) != len(content_hash("")) for text, content in cut
    )


def _vectors(collection: Collection, *, repair: bool) -> Finding:
    records, model = collection._records, collection._wanted_fingerprint()
    bad = _misshapen(collection)
    lacking = records.lacking(fingerprint=model) + len(bad)
    if not lacking:
        return finding("vectors", well=True, model=model)
    if not repair:
        return finding("vectors.lacking", well=False, count=lacking)
    records.forget(bad, fingerprint=model)
    return finding("vectors.made", well=False, mended=True, count=collection.reindex())


def _misshapen(collection: Collection) -> list[str]:
    """Contents whose vector has not as many bytes as most have."""
    sizes = select(func.length(vectors.c.vector), func.count()).group_by(func.length(vectors.c.vector))
    with collection._database.reading() as connection:
        found = {int(size): int(count) for size, count in connection.execute(sizes) if size}
        if len(found) < 2:
            return []
        usual = max(found, key=lambda size: found[size])
        query = select(vectors.c.content).where(func.length(vectors.c.vector).not_in([0, usual]))
        return list(connection.execute(query).scalars())


def _indexes(collection: Collection, *, repair: bool) -> Finding:
    report = _compared(collection)
    if report.well or not repair or collection.away:
        return report
    collection._following.rebuild(collection._wanted_fingerprint())
    report = _compared(collection)
    return finding("indexes.rebuilt", well=False, mended=True) if report.well else report


def _compared(collection: Collection) -> Finding:
    collection.settle()
    try:
        lexical, dense = collection.indexes()
    except CollectionDamaged:
        raise
    except CollectionError as error:
        return _told("indexes", error)
    if away := collection.away:
        return _told("indexes", away)
    held, expected = collection.size()[1], collection._records.count(fingerprint=collection._wanted_fingerprint())
    words, count = lexical.count(), dense.count()
    looked, missed = _known_items(collection, lexical, dense)
    details: dict[str, Any] = {
        "words": f"{words:,}",
        "paragraphs": f"{held:,}",
        "vectors": f"{count:,}",
        "windows": f"{expected:,}",
    }
    if (words, count) != (held, expected) or missed:
        return finding("indexes.wrong", well=False, missed=missed, **details)
    return finding("indexes", well=True, count=looked, **details)


def _known_items(collection: Collection, lexical: LexicalIndex, dense: VectorIndex) -> tuple[int, int]:
    """Of a spread of documents: does a paragraph find itself by its words, and its window by its vector?"""
    every = [document.id for document in collection.documents()]
    sample = every[:: max(1, len(every) // _SAMPLE)][:_SAMPLE]
    looked = missed = 0
    for document in sample:
        window = next(collection._records.windows([document], fingerprint=collection._wanted_fingerprint()), None)
        if window is None:
            continue
        looked += 1
        key = f"{window.document}#{window.paragraph}"
        found = dense.search(window.vector, 10, [document])
        # texts that are alike stand side by side: whichever comes first, none may be nearer than itself
        missed += not found or (key not in dict(found) and found[0][1] < 1 - 1e-3)
        text = next((each.text for each in collection.paragraphs(document) if each.id == window.paragraph), "")
        weights = dict.fromkeys(terms(text)[:60], 1.0)
        missed += bool(weights) and key not in dict(lexical.search(weights, 50, [document]))
    return looked, missed


def _leftovers(home: Path, *, repair: bool) -> Finding:
    """Files that are written first and then renamed; one that is older than the notes beside it was given up by a kill."""
    noted = home / "indexes.json"
    found = [path for path in home.glob("*.new") if noted.exists() and path.stat().st_mtime < noted.stat().st_mtime]
    if not found:
        return finding("leftovers", well=True)
    names = ", ".join(path.name for path in found[:_NAMED])
    if not repair:
        return finding("leftovers.some", well=False, count=len(found), names=names)
    for path in found:
        path.unlink(missing_ok=True)
    return finding("leftovers.gone", well=False, mended=True, count=len(found))
