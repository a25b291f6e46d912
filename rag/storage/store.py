"""The source of truth: documents, paragraphs, windows and the files they came from. The two indexes are built from it.

Every change is one transaction that raises ``revision`` by one, so that a reader sees the old text or the new one. The table
``changes`` says which documents changed since a revision, so that an index that is behind takes in those alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import TextClause, delete, func, select, text

from rag.document import Document, Paragraph, Passage
from rag.storage.database import Database
from rag.storage.finding import NAMING
from rag.storage.records import read_document, read_paragraph
from rag.storage.replacing import (
    Plan,
    advance,
    batches,
    columns_of,
    contents_of,
    delete_rows,
    forget_files,
    forget_unused_vectors,
    insert_rows,
    known_documents,
    names_rows,
    note_changes,
    put,
    read_fact,
    set_fact,
    update_documents,
    use_model,
    vector_bytes,
)
from rag.storage.schema import changes, documents, files, names, paragraphs, vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ALIKE = 32
"""Statements for one and for so many paragraphs are the same, so that it is made ready once, not with every question."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A document that changed since a revision."""

    document: str
    revision: int
    words: bool
    """Did its windows change, or only what is said of it?"""
    new: bool
    """Had it never been held at that revision?"""
    paragraphs: int
    """How many it has, and 1 at least: what taking it in costs."""


class Store:
    """Documents by id and what belongs to them. Any method raises CollectionUnreadable or one of its kinds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # --- reading -----------------------------------------------------------------------------------------------------

    @property
    def revision(self) -> int:
        """How many changes the collection has seen."""
        return int(self.fact("revision") or 0)

    def fact(self, name: str) -> str:
        """One named fact about the collection (``fingerprint``), or ""."""
        with self._database.reading() as connection:
            return read_fact(connection, name)

    def identity(self) -> str:
        """What tells this source of truth from any other, its place for a file included: a copy is another one."""
        found = self.fact("identity")
        if not found and not self._database.read_only:
            with self._database.writing() as connection:
                found = read_fact(connection, "identity") or uuid4().hex
                set_fact(connection, "identity", found)
        return found if self._database.is_postgres else f"{found}:{self._database.home.resolve()}"

    def headers(self, *, since: int) -> tuple[int, dict[str, Document | None]]:
        """The present revision, and the documents that changed after ``since`` (-1: all); None for one that is gone."""
        with self._database.reading() as connection:
            revision = int(read_fact(connection, "revision") or 0)
            if revision == since:
                return revision, {}
            if since < 0:
                query = select(documents.c.id, documents.c.header)
            else:
                query = (
                    select(changes.c.document, documents.c.header)
                    .outerjoin_from(changes, documents, documents.c.id == changes.c.document)
                    .where(changes.c.revision > since)
                )
            rows = connection.execute(query)
            return revision, {name: None if header is None else read_document(header) for name, header in rows}

    def counts(self) -> dict[str, int]:
        """Number of paragraphs by document id."""
        with self._database.reading() as connection:
            rows = connection.execute(select(documents.c.id, documents.c.paragraphs))
            return {name: int(count) for name, count in rows}

    def sources(self) -> dict[str, str]:
        """Notes of ingestion on the files that it has finished with, by path."""
        with self._database.reading() as connection:
            return {row.path: row.note for row in connection.execute(select(files))}

    def named(self, name: str) -> list[str]:
        """Ids of the documents that are called so (a folded name), or of those with a name that holds it; by date, id."""
        with self._database.reading() as connection:
            for condition in (
                (names.c.name == name) & names.c.exact,
                names.c.name.contains(name, autoescape=True),
            ):
                query = select(documents.c.id, documents.c.date).join_from(documents, names).where(condition).distinct()
                if found := connection.execute(query).all():
                    return [row.id for row in sorted(found, key=lambda row: (row.date, row.id))]
        return []

    def where(
        self,
        *,
        symbols: Iterable[str] = (),
        sources: Iterable[str] = (),
        kinds: Iterable[str] = (),
        languages: Iterable[str] = (),
    ) -> list[str]:
        """Ids of the documents of one of these symbols, sources, kinds, languages, where such are given; by date, id."""
        query = select(documents.c.id).order_by(documents.c.date, documents.c.id)
        wanted = {"symbol": symbols, "source": sources, "kind": kinds, "language": languages}
        for column, values in wanted.items():
            if given := list(values):
                query = query.where(documents.c[column].in_(given))
        with self._database.reading() as connection:
            return list(connection.execute(query).scalars())

    def paragraphs(self, document: str) -> tuple[Paragraph, ...]:
        """The paragraphs of one document in its order."""
        query = (
            select(paragraphs.c.body)
            .join_from(paragraphs, documents)
            .where(documents.c.id == document)
            .order_by(paragraphs.c.position)
        )
        with self._database.reading() as connection:
            return tuple(read_paragraph(body) for body in connection.execute(query).scalars())

    def passages(self, keys: Iterable[str]) -> dict[str, Passage]:
        """The passages of these keys (``document#paragraph``), in their order; one that is gone is left out."""
        wanted = {key: tuple(key.rpartition("#")[::2]) for key in keys}
        headers: dict[str, Document] = {}
        found: dict[str, Passage] = {}
        with self._database.reading() as connection:
            numbers: dict[str, tuple[int, str]] = {}
            for batch in batches({name for name, _ in wanted.values()}):
                query = select(documents.c.id, documents.c.number, documents.c.header).where(documents.c.id.in_(batch))
                numbers.update({row.id: (row.number, row.header) for row in connection.execute(query)})
            places = {
                (numbers[name][0], paragraph): (key, name)
                for key, (name, paragraph) in wanted.items()
                if name in numbers
            }
            for batch in batches(places):
                for number, paragraph, body in connection.execute(*_bodies_of(batch)):
                    key, name = places[number, paragraph]
                    if key in found:
                        continue
                    document = headers.get(name) or headers.setdefault(name, read_document(numbers[name][1]))
                    found[key] = Passage(document, read_paragraph(body))
        return {key: found[key] for key in wanted if key in found}

    def held(self, ids: Iterable[str]) -> Iterator[tuple[Document, tuple[Paragraph, ...]]]:
        """Those of these documents that are there, with their paragraphs, a batch at a time."""
        for batch in batches(ids):
            with self._database.reading() as connection:
                headers = {
                    number: read_document(header)
                    for number, header in connection.execute(
                        select(documents.c.number, documents.c.header).where(documents.c.id.in_(batch))
                    )
                }
                bodies: dict[int, list[Paragraph]] = {number: [] for number in headers}
                query = (
                    select(paragraphs.c.document, paragraphs.c.body)
                    .join_from(paragraphs, documents)
                    .where(documents.c.id.in_(batch))
                    .order_by(paragraphs.c.document, paragraphs.c.position)
                )
                for number, body in connection.execute(query):
                    bodies[number].append(read_paragraph(body))
            yield from ((header, tuple(bodies[number])) for number, header in headers.items())

    def changed(self, *, since: int) -> tuple[int, list[Changed]]:
        """The present revision, and what changed after ``since``, oldest change first."""
        query = (
            select(changes, documents.c.paragraphs)
            .outerjoin_from(changes, documents, documents.c.id == changes.c.document)
            .where(changes.c.revision > since)
            .order_by(changes.c.revision)
        )
        with self._database.reading() as connection:
            revision = int(read_fact(connection, "revision") or 0)
            rows = connection.execute(query)
            return revision, [
                Changed(row.document, row.revision, row.words > since, row.since > since, max(1, row.paragraphs or 0))
                for row in rows
            ]

    def behind(self, *, since: int) -> int:
        """How much changed after ``since``: documents and their paragraphs, together."""
        held = func.count() + func.coalesce(func.sum(documents.c.paragraphs), 0)
        query = (
            select(held)
            .select_from(changes)
            .outerjoin(documents, documents.c.id == changes.c.document)
            .where(changes.c.revision > since)
        )
        with self._database.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def size(self) -> tuple[int, int]:
        """Number of documents and of paragraphs."""
        query = select(func.count(), func.coalesce(func.sum(documents.c.paragraphs), 0)).select_from(documents)
        with self._database.reading() as connection:
            count, held = connection.execute(query).one()
            return int(count), int(held)

    # --- writing -----------------------------------------------------------------------------------------------------

    def replace(
        self,
        plans: Sequence[Plan],
        *,
        vectors_by_content: Mapping[str, NDArray[np.float32]],
        fingerprint: str,
        description: str,
        finished: Mapping[str, str],
    ) -> None:
        """Add or replace documents, each whole. Where the paragraphs are those held, only the header is written."""
        with self._database.writing() as connection:
            revision = advance(connection)
            if revision == 1:
                set_fact(connection, "naming", str(NAMING))
            if plans:
                model = use_model(connection, fingerprint, description)
                rows = [
                    {"content": content, "model": model, "vector": vector_bytes(vector)}
                    for content, vector in vectors_by_content.items()
                ]
                insert_rows(connection, vectors, rows)
                put(connection, plans, revision)
            if finished:
                delete_rows(connection, files.c.path, finished)
                insert_rows(connection, files, [{"path": path, "note": note} for path, note in finished.items()])

    def remove(self, ids: Iterable[str]) -> None:
        """Remove documents with all that belongs to them, and files of which no document is left."""
        with self._database.writing() as connection:
            revision = advance(connection)
            rows = known_documents(connection, ids)
            contents = contents_of(connection, [row.number for row in rows.values()])
            delete_rows(connection, documents.c.id, rows)
            note_changes(connection, dict.fromkeys(rows, True), revision)
            forget_files(connection, {row.source for row in rows.values()})
            forget_unused_vectors(connection, contents)

    @property
    def names_are_old(self) -> bool:
        """Were documents stored by a version that called them otherwise?"""
        return self.revision > 0 and self.fact("naming") != str(NAMING)

    def name_anew(self) -> None:
        """Write what documents are called where this version calls them otherwise than the one that stored them."""
        with self._database.writing() as connection:
            held = {row.number: read_document(row.header) for row in connection.execute(select(documents))}
            connection.execute(delete(names))
            rows = {number: columns_of(document) for number, document in held.items()}
            for row in rows.values():
                del row["header"]
            update_documents(connection, rows)
            insert_rows(connection, names, [row for number, each in held.items() for row in names_rows(number, each)])
            set_fact(connection, "naming", str(NAMING))


def _bodies_of(pairs: Sequence[tuple[int, str]]) -> tuple[TextClause, dict[str, object]]:
    """The paragraphs of these (document, id): as a join, since SQLite walks through the whole table for pairs in a list."""
    pairs = [*pairs, *([pairs[-1]] * (-len(pairs) % _ALIKE))]
    wanted = ", ".join(f"(:d{place}, :p{place})" for place in range(len(pairs)))
    statement = (
        f"WITH wanted(document, id) AS (VALUES {wanted}) SELECT paragraphs.document, paragraphs.id, paragraphs.body"  # noqa: S608
        " FROM wanted JOIN paragraphs ON paragraphs.document = wanted.document AND paragraphs.id = wanted.id"
    )
    given: dict[str, object] = {}
    for place, (document, paragraph) in enumerate(pairs):
        given |= {f"d{place}": document, f"p{place}": paragraph}
    return text(statement), given
