"""A collection takes in the documents of a file (rag/upkeep/portable.py): all of them in one transaction, or none."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, exists, select

from rag.document import Document, Paragraph, Reading
from rag.errors import DiskFull
from rag.storage.finding import NAMING
from rag.storage.records import write_document
from rag.storage.replacing import (
    Plan,
    advance,
    batches,
    delete_rows,
    insert_rows,
    put,
    set_fact,
    use_model,
    vector_bytes,
    windows_of,
)
from rag.storage.schema import documents, files, vectors, windows
from rag.upkeep.portable import PortableFile, Progress

if TYPE_CHECKING:
    from rag.storage.collection import Collection

_STEP, _EMBEDDED = 200, 512
_ROOM = 3
"""So many times the unpacked file must fit on the disk: the write-ahead log, the database, the indexes."""


@dataclass(frozen=True, slots=True)
class Import:
    """What taking in a file does to a collection, or did: numbers of documents."""

    added: int
    replaced: int
    unchanged: int
    paragraphs: int
    """Of those that are added or replaced."""
    embedded: int = 0
    """Texts that were embedded anew: the file was made with another model, or by another version."""


def import_file(
    collection: Collection,
    file: PortableFile,
    *,
    consent: Callable[[Import], bool],
    progress: Progress | None = None,
) -> Import | None:
    """Add or replace by id the documents of a file, in one transaction; None where consent is not given.

    ``consent`` is told what would happen, after the file was read through. ``progress`` is told (documents stored, of all).
    Raises PortableDamaged, DiskFull, CollectionBusy, OtherEmbedding.
    """
    if (room := file.manifest.bytes) and shutil.disk_usage(collection._home).free < _ROOM * room:
        raise DiskFull(home=collection._home)
    file.verify()
    foreseen = _foreseen(collection, file)
    if not consent(foreseen):
        return None
    with collection._writer.held():
        collection._check_embedding()
        foreseen = _foreseen(collection, file)
        with collection._database.writing() as connection:
            embedded = _take_in(connection, collection, file, progress)
    collection._following.stored(collection._wanted_fingerprint())
    return Import(foreseen.added, foreseen.replaced, foreseen.unchanged, foreseen.paragraphs, embedded)


def _foreseen(collection: Collection, file: PortableFile) -> Import:
    held = {document.id: document for document in collection.documents()}
    added = replaced = unchanged = count = 0
    for document, body in file.documents():
        known = held.get(document.id)
        added += known is None
        replaced += known is not None and known != document
        unchanged += known == document
        count += len(body) if known != document else 0
    return Import(added, replaced, unchanged, count)


def _take_in(connection: Connection, collection: Collection, file: PortableFile, progress: Progress | None) -> int:
    fingerprint, description = collection._wanted_fingerprint(), collection._description()
    revision = advance(connection)
    if revision == 1:
        set_fact(connection, "naming", str(NAMING))
    same = file.manifest.fingerprint == fingerprint
    model = use_model(connection, fingerprint, file.manifest.description if same else description)
    if same:
        for rows in file.vectors():
            _keep(connection, rows, model)
    done = 0
    changed = _changed(connection, file.documents())
    while batch := list(islice(changed, _STEP)):
        readings = [Reading(document=document, paragraphs=body) for document, body in batch]
        plans = [Plan(each.document, each.paragraphs, windows_of(each)) for each in readings]
        put(connection, plans, revision)
        done += len(batch)
        if progress:
            progress(done, file.manifest.documents)
    notes = file.files()
    while found := list(islice(notes, _EMBEDDED)):
        delete_rows(connection, files.c.path, [path for path, _ in found])
        insert_rows(connection, files, [{"path": path, "note": note} for path, note in found])
    embedded = _embed(connection, collection, model)
    unused = ~exists().where(windows.c.content == vectors.c.content)
    connection.execute(delete(vectors).where(unused))
    return embedded


def _changed(
    connection: Connection, found: Iterable[tuple[Document, tuple[Paragraph, ...]]]
) -> Iterator[tuple[Document, tuple[Paragraph, ...]]]:
    for document, body in found:
        header = connection.execute(select(documents.c.header).where(documents.c.id == document.id)).scalar()
        if header != write_document(document):
            yield document, body


def _keep(connection: Connection, rows: Iterable[tuple[str, bytes]], model: int) -> None:
    given = dict(rows)
    for batch in batches(given):
        query = select(vectors.c.content).where(vectors.c.content.in_(batch), vectors.c.model == model)
        known = set(connection.execute(query).scalars())
        fresh = [{"content": name, "model": model, "vector": given[name]} for name in batch if name not in known]
        insert_rows(connection, vectors, fresh)


def _embed(connection: Connection, collection: Collection, model: int) -> int:
    """What the file brought no vector for, in batches."""
    count = 0
    after = ""
    lacking = ~exists().where(vectors.c.content == windows.c.content, vectors.c.model == model)
    while True:
        query = select(windows.c.content, windows.c.text).where(lacking, windows.c.content > after)
        rows = connection.execute(query.order_by(windows.c.content).limit(_EMBEDDED))
        texts = {row.content: row.text for row in rows}
        if not texts:
            return count
        found = collection.embedder.encode_documents(list(texts.values()))
        _keep(connection, ((name, vector_bytes(each)) for name, each in zip(texts, found, strict=True)), model)
        count += len(texts)
        after = max(texts)
