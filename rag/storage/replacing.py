"""The steps of one change of the store: documents replaced whole, what changed noted, nothing kept that nobody uses."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, delete, exists, func, insert, select, update

from rag.document import Document, Paragraph, Reading
from rag.storage.finding import names_of
from rag.storage.records import read_paragraph, write_document, write_paragraph
from rag.storage.schema import changes, documents, facts, files, models, names, paragraphs, vectors, windows
from rag.words.sentences import windows as windows_in

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MANY = 500
"""Values that one statement is given."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A document as it is to be stored: whole, with the windows (paragraph, number, text) that are embedded for it."""

    document: Document
    paragraphs: Sequence[Paragraph]
    windows: Sequence[tuple[str, int, str]]


def content_hash(text: str) -> str:
    """What a vector is kept under: SHA-256 of the embedded text, 32 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def windows_of(reading: Reading) -> list[tuple[str, int, str]]:
    """What is embedded: (paragraph, number, text). The first window of a short paragraph carries its lead-in."""
    found = []
    for paragraph in reading.paragraphs:
        for number, window in enumerate(windows_in(paragraph.text)):
            lead = f"{paragraph.lead_in} " if paragraph.lead_in else ""
            heading = f"{paragraph.section[-1]} " if paragraph.section and len(window) < 80 else ""
            found.append((paragraph.id, number, f"{heading}{lead}{window}"))
    return found


def put(connection: Connection, plans: Sequence[Plan], revision: int) -> None:
    known = known_documents(connection, [plan.document.id for plan in plans])
    number = int(connection.execute(select(func.coalesce(func.max(documents.c.number), 0))).scalar_one())
    same = _same(connection, plans, known)
    numbers: dict[str, int] = {}
    for plan in plans:
        if plan.document.id in known:
            numbers[plan.document.id] = known[plan.document.id].number
        elif plan.document.id not in numbers:
            number += 1
            numbers[plan.document.id] = number
    fresh = [plan for plan in plans if plan.document.id not in same]
    replaced = [known[plan.document.id].number for plan in fresh if plan.document.id in known]
    contents = contents_of(connection, replaced)
    for table in (paragraphs, windows):
        delete_rows(connection, table.c.document, replaced)
    delete_rows(connection, names.c.document, [row.number for row in known.values()])
    update_documents(
        connection,
        {
            numbers[plan.document.id]: columns_of(plan.document) | {"paragraphs": len(plan.paragraphs)}
            for plan in plans
            if plan.document.id in known
        },
    )
    insert_rows(
        connection,
        documents,
        [
            {"number": numbers[plan.document.id], "id": plan.document.id, "paragraphs": len(plan.paragraphs)}
            | columns_of(plan.document)
            for plan in plans
            if plan.document.id not in known
        ],
    )
    insert_rows(
        connection, names, [row for plan in plans for row in names_rows(numbers[plan.document.id], plan.document)]
    )
    _put_text(connection, fresh, numbers)
    note_changes(connection, {plan.document.id: plan.document.id not in same for plan in plans}, revision)
    forget_files(connection, {row.source for row in known.values()} - {plan.document.source for plan in plans})
    forget_unused_vectors(connection, contents)


def _put_text(connection: Connection, plans: Sequence[Plan], numbers: Mapping[str, int]) -> None:
    insert_rows(
        connection,
        paragraphs,
        [
            {"document": numbers[plan.document.id], "id": each.id, "position": place, "body": write_paragraph(each)}
            for plan in plans
            for place, each in enumerate(plan.paragraphs)
        ],
    )
    insert_rows(
        connection,
        windows,
        [
            {
                "document": numbers[plan.document.id],
                "paragraph": paragraph,
                "number": place,
                "text": text,
                "content": content_hash(text),
            }
            for plan in plans
            for paragraph, place, text in plan.windows
        ],
    )


def _same(connection: Connection, plans: Sequence[Plan], known: Mapping[str, Any]) -> set[str]:
    """Ids of the documents whose paragraphs and windows are those held."""
    same = set()
    numbered = {known[plan.document.id].number: plan for plan in plans if plan.document.id in known}
    for batch in batches(numbered):
        bodies: dict[int, list[Paragraph]] = {number: [] for number in batch}
        cuts: dict[int, set[tuple[str, int, str]]] = {number: set() for number in batch}
        held = select(paragraphs.c.document, paragraphs.c.body).where(paragraphs.c.document.in_(batch))
        for number, body in connection.execute(held.order_by(paragraphs.c.document, paragraphs.c.position)):
            bodies[number].append(read_paragraph(body))
        cut = select(windows.c.document, windows.c.paragraph, windows.c.number, windows.c.content)
        for number, *window in connection.execute(cut.where(windows.c.document.in_(batch))):
            cuts[number].add((window[0], window[1], window[2]))
        for number in batch:
            plan = numbered[number]
            fresh = {(paragraph, place, content_hash(text)) for paragraph, place, text in plan.windows}
            if cuts[number] == fresh and bodies[number] == list(plan.paragraphs):
                same.add(plan.document.id)
    return same


def forget_unused_vectors(connection: Connection, contents: Iterable[str]) -> None:
    """Forget the vectors of those of these contents that no window has any more."""
    for batch in batches(contents):
        used = exists().where(windows.c.content == vectors.c.content)
        connection.execute(delete(vectors).where(vectors.c.content.in_(batch), ~used))


def vector_bytes(vector: NDArray[np.float32]) -> bytes:
    """A vector as it is kept: no bytes for the zero vector, of whose text the model knows nothing."""
    return vector.tobytes() if vector.any() else b""


def use_model(connection: Connection, fingerprint: str, description: str, *, current: bool = True) -> int:
    """The number of an embedding model, noted where it is new; ``current``: the collection's own from now on."""
    number = model_number(connection, fingerprint)
    if number is None:
        number = 1 + int(connection.execute(select(func.coalesce(func.max(models.c.number), 0))).scalar_one())
        connection.execute(insert(models).values(number=number, fingerprint=fingerprint, description=description))
    if current and read_fact(connection, "fingerprint") != fingerprint:
        set_fact(connection, "fingerprint", fingerprint)
    return number


def model_number(connection: Connection, fingerprint: str) -> int | None:
    """The number of an embedding model, or None for one that nothing here was embedded with."""
    found = connection.execute(select(models.c.number).where(models.c.fingerprint == fingerprint)).scalar()
    return None if found is None else int(found)


def set_fact(connection: Connection, name: str, value: str) -> None:
    connection.execute(delete(facts).where(facts.c.name == name))
    connection.execute(insert(facts).values(name=name, value=value))


def read_fact(connection: Connection, name: str) -> str:
    return str(connection.execute(select(facts.c.value).where(facts.c.name == name)).scalar() or "")


def advance(connection: Connection) -> int:
    revision = int(read_fact(connection, "revision") or 0) + 1
    set_fact(connection, "revision", str(revision))
    return revision


def columns_of(document: Document) -> dict[str, str]:
    return {
        "header": write_document(document),
        "symbol": document.symbol,
        "kind": document.kind.value,
        "date": document.date,
        "language": document.language,
        "source": document.source,
        "member": document.member,
    }


def update_documents(connection: Connection, rows: Mapping[int, Mapping[str, object]]) -> None:
    """Write columns of documents by number."""
    if rows:
        wanted = update(documents).where(documents.c.number == bindparam("of"))
        connection.execute(wanted, [{**row, "of": number} for number, row in rows.items()])


def names_rows(number: int, document: Document) -> list[dict[str, object]]:
    return [{"name": name, "document": number, "exact": exact} for name, exact in names_of(document).items()]


def known_documents(connection: Connection, ids: Iterable[str]) -> dict[str, Any]:
    """Number and source of the documents that are there, by id."""
    found = {}
    for batch in batches(ids):
        query = select(documents.c.id, documents.c.number, documents.c.source).where(documents.c.id.in_(batch))
        found.update({row.id: row for row in connection.execute(query)})
    return found


def contents_of(connection: Connection, numbers: Iterable[int]) -> set[str]:
    return {
        content
        for batch in batches(numbers)
        for content in connection.execute(select(windows.c.content).where(windows.c.document.in_(batch))).scalars()
    }


def note_changes(connection: Connection, words_changed: Mapping[str, bool], revision: int) -> None:
    former: dict[str, Any] = {}
    for batch in batches(words_changed):
        former.update(
            {row.document: row for row in connection.execute(select(changes).where(changes.c.document.in_(batch)))}
        )
    delete_rows(connection, changes.c.document, former)
    insert_rows(
        connection,
        changes,
        [
            {
                "document": name,
                "revision": revision,
                "words": revision if words or name not in former else former[name].words,
                "since": former[name].since if name in former else revision,
            }
            for name, words in words_changed.items()
        ],
    )


def forget_files(connection: Connection, paths: Iterable[str]) -> None:
    """Forget those of these files of which no document is left."""
    for batch in batches(paths):
        used = exists().where(documents.c.source == files.c.path)
        connection.execute(delete(files).where(files.c.path.in_(batch), ~used))


def insert_rows(connection: Connection, table: Any, rows: list[Any]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def delete_rows(connection: Connection, column: Any, values: Iterable[Any]) -> None:
    for batch in batches(values):
        connection.execute(delete(column.table).where(column.in_(batch)))


def batches(values: Iterable[Any]) -> Iterator[list[Any]]:
    every = list(values)
    for start in range(0, len(every), _MANY):
        yield every[start : start + _MANY]
