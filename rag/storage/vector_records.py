"""The vectors of the store: by content hash and embedding model, so that two models can live side by side."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Select, delete, func, select

from rag.indexes.vectors import Window
from rag.storage.database import Database
from rag.storage.replacing import advance, batches, insert_rows, model_number, use_model, vector_bytes
from rag.storage.schema import documents, models, vectors, windows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_STREAMED = 1000
"""Rows that are held at once while all are read."""
_NARROW = 4_000
"""Paragraphs whose vectors are all compared. That takes 20 ms at most, a filtered search of Chroma 100 among 100,000 (measured)."""


class VectorRecords:
    """Vectors and what was embedded. Any method raises CollectionUnreadable or one of its kinds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def model(self, fingerprint: str) -> int | None:
        """The number of an embedding model; None where nothing was embedded with it."""
        with self._database.reading() as connection:
            return model_number(connection, fingerprint)

    def described(self, fingerprint: str) -> dict[str, object]:
        """What is known of an embedding model; {} of one noted by an earlier version."""
        query = select(models.c.description).where(models.c.fingerprint == fingerprint)
        with self._database.reading() as connection:
            return dict(json.loads(connection.execute(query).scalar() or "{}"))

    def known(self, contents: Iterable[str], *, fingerprint: str) -> set[str]:
        """Which of these contents have a vector of this model already."""
        found: set[str] = set()
        with self._database.reading() as connection:
            model = model_number(connection, fingerprint)
            for batch in batches(contents):
                query = select(vectors.c.content).where(vectors.c.content.in_(batch), vectors.c.model == model)
                found.update(connection.execute(query).scalars())
        return found

    def windows(self, ids: Sequence[str] | None = None, *, fingerprint: str) -> Iterator[Window]:
        """The windows that have a vector of this model, of these documents or of all, streamed."""
        with self._database.reading() as connection:
            model = model_number(connection, fingerprint)
            query = _with_vectors(model)
            if ids is None:
                yield from _windows(connection.execution_options(yield_per=_STREAMED).execute(query))
            for batch in batches(ids or ()):
                yield from _windows(connection.execute(query.where(documents.c.id.in_(batch))))

    def nearest(
        self, vector: NDArray[np.float32], limit: int, within: Sequence[str], *, fingerprint: str
    ) -> list[tuple[str, float]] | None:
        """Passage keys of these documents with the cosine similarity of their likest window, best first, without an index.

        None where the documents are none, or hold too much for it.
        """
        import numpy as np

        if not 0 < len(within) <= _NARROW:
            return None
        rows: list[tuple[str, str, bytes]] = []
        with self._database.reading() as connection:
            wanted = list(batches(within))
            held = select(func.coalesce(func.sum(documents.c.paragraphs), 0))
            if sum(connection.execute(held.where(documents.c.id.in_(some))).scalar_one() for some in wanted) > _NARROW:
                return None
            every = _with_vectors(model_number(connection, fingerprint)).where(vectors.c.vector != b"")
            query = every.with_only_columns(documents.c.id, windows.c.paragraph, vectors.c.vector)
            for some in wanted:
                rows += [(*row,) for row in connection.execute(query.where(documents.c.id.in_(some)))]
        likeness = np.frombuffer(b"".join(row[2] for row in rows), dtype=np.float32).reshape(-1, len(vector)) @ vector
        best: dict[str, float] = {}
        for place in np.argsort(-likeness):
            document, paragraph, _ = rows[place]
            best.setdefault(f"{document}#{paragraph}", float(likeness[place]))
        return list(best.items())[:limit] if vector.any() else []

    def count(self, *, fingerprint: str) -> int:
        """Number of windows that the dense index holds when it holds all: those whose vector is not zero."""
        with self._database.reading() as connection:
            model = model_number(connection, fingerprint)
            query = select(func.count()).join_from(windows, vectors, vectors.c.content == windows.c.content)
            held = query.where(vectors.c.model == model, func.length(vectors.c.vector) > 0)
            return int(connection.execute(held).scalar_one())

    def lacking(self, *, fingerprint: str) -> int:
        """Number of different texts that have no vector of this model."""
        with self._database.reading() as connection:
            query = _lacking(model_number(connection, fingerprint)).subquery()
            return int(connection.execute(select(func.count()).select_from(query)).scalar_one())

    def texts_lacking(self, limit: int, *, after: str, fingerprint: str) -> dict[str, str]:
        """At most so many of these texts, by content hash in its order, behind this one."""
        with self._database.reading() as connection:
            query = _lacking(model_number(connection, fingerprint)).where(windows.c.content > after)
            query = query.order_by(windows.c.content).limit(limit)
            return {row.content: row.text for row in connection.execute(query)}

    def add(self, found: Mapping[str, NDArray[np.float32]], *, fingerprint: str, description: str) -> None:
        """Keep vectors of a model that need not be the collection's, by content hash."""
        with self._database.writing() as connection:
            model = use_model(connection, fingerprint, description, current=False)
            rows = [{"content": name, "model": model, "vector": vector_bytes(each)} for name, each in found.items()]
            insert_rows(connection, vectors, rows)

    def forget(self, contents: Iterable[str], *, fingerprint: str) -> None:
        """Forget vectors that are of no use."""
        with self._database.writing() as connection:
            model = model_number(connection, fingerprint)
            for batch in batches(contents):
                connection.execute(delete(vectors).where(vectors.c.content.in_(batch), vectors.c.model == model))

    def switch(self, *, fingerprint: str, description: str) -> None:
        """From now on the collection is embedded with this model; the vectors of all others go."""
        with self._database.writing() as connection:
            advance(connection)
            model = use_model(connection, fingerprint, description)
            connection.execute(delete(vectors).where(vectors.c.model != model))


def _with_vectors(model: int | None) -> Select[tuple[str, str, int, str, bytes]]:
    return (
        select(documents.c.id, windows.c.paragraph, windows.c.number, windows.c.text, vectors.c.vector)
        .join_from(windows, documents)
        .join(vectors, (vectors.c.content == windows.c.content) & (vectors.c.model == model))
    )


def _lacking(model: int | None) -> Select[tuple[str, str]]:
    has = (
        select(vectors.c.content)
        .where(vectors.c.content == windows.c.content, vectors.c.model == model)
        .correlate(windows)
    )
    return (
        select(windows.c.content, func.min(windows.c.text).label("text"))
        .where(~has.exists())
        .group_by(windows.c.content)
    )


def _windows(rows: Iterable[tuple[str, str, int, str, bytes]]) -> Iterator[Window]:
    import numpy as np

    for document, paragraph, number, text, vector in rows:
        if vector:
            yield Window(document, paragraph, number, text, np.frombuffer(vector, dtype=np.float32))
