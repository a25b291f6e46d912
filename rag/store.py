"""The source of truth: documents, paragraphs and vectors in one SQLite file. The two indexes are built from it.

Every change is one transaction that raises ``revision`` by one, so that a reader sees the old text or the new one and an
index can tell whether it is behind.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.document import Document, DocumentKind, Locator, Paragraph, ParagraphKind, Part, Passage
from rag.errors import CollectionUnreadable
from rag.vectors import Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS documents (id TEXT PRIMARY KEY, header TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS paragraphs (
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (document, id)
);
CREATE TABLE IF NOT EXISTS windows (
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    paragraph TEXT NOT NULL,
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (document, paragraph, number)
);
CREATE TABLE IF NOT EXISTS vectors (content TEXT PRIMARY KEY, vector BLOB NOT NULL);
"""


def content_hash(text: str) -> str:
    """What a vector is kept under: SHA-256 of the embedded text, 32 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


class Store:
    """Documents, paragraphs, windows and vectors in ``paracite.sqlite3``. Any method raises CollectionUnreadable."""

    def __init__(self, path: Path) -> None:
        self._home = path.parent
        self._lock = threading.RLock()
        self._documents: tuple[int, tuple[Document, ...]] = (-1, ())
        with self._readable():
            self._database = sqlite3.connect(path, check_same_thread=False, timeout=30, isolation_level=None)
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = FULL")
            self._database.execute("PRAGMA foreign_keys = ON")
            self._database.executescript(_SCHEMA)

    def close(self) -> None:
        with self._lock:
            self._database.close()

    @property
    def revision(self) -> int:
        """How many changes the collection has seen."""
        return int(self.fact("revision") or 0)

    def fact(self, name: str) -> str:
        """One named fact about the collection (``fingerprint``), or ""."""
        found = self._rows("SELECT value FROM facts WHERE name = ?", (name,))
        return str(found[0][0]) if found else ""

    def documents(self) -> tuple[Document, ...]:
        """All documents, by date, then id. Read anew only after a change, whichever process made it."""
        revision = self.revision
        if self._documents[0] == revision:
            return self._documents[1]
        with self._readable():
            found = [_document(header) for (header,) in self._rows("SELECT header FROM documents")]
        documents = tuple(sorted(found, key=lambda document: (document.date, document.id)))
        self._documents = (revision, documents)
        return documents

    def paragraphs(self, document: str) -> tuple[Paragraph, ...]:
        """The paragraphs of one document in its order."""
        rows = self._rows("SELECT body FROM paragraphs WHERE document = ? ORDER BY position", (document,))
        with self._readable():
            return tuple(_paragraph(body) for (body,) in rows)

    def passages(self, keys: Iterable[str]) -> dict[str, Passage]:
        """The passages of these keys (``document#paragraph``); one that is gone is left out."""
        headers: dict[str, Document] = {}
        found: dict[str, Passage] = {}
        query = (
            "SELECT header, body FROM paragraphs JOIN documents ON documents.id = paragraphs.document"
            " WHERE paragraphs.document = ? AND paragraphs.id = ?"
        )
        with self._readable():
            for key in keys:
                name, _, paragraph = key.rpartition("#")
                for header, body in self._rows(query, (name, paragraph)):
                    document = headers.setdefault(name, _document(header))
                    found[key] = Passage(document, _paragraph(body))
        return found

    def windows(self, documents: Sequence[str] | None = None) -> Iterator[Window]:
        """The windows with their vectors, of these documents or of all."""
        import numpy as np

        query = "SELECT document, paragraph, number, text, vector FROM windows JOIN vectors USING (content)"
        rows = self._rows(query) if documents is None else []
        for document in documents or ():
            rows.extend(self._rows(f"{query} WHERE document = ?", (document,)))
        for document, paragraph, number, text, vector in rows:
            yield Window(document, paragraph, number, text, np.frombuffer(vector, dtype=np.float32))

    def known_vectors(self, contents: Iterable[str]) -> set[str]:
        """Which of these contents have a vector already."""
        return {content for content in contents if self._rows("SELECT 1 FROM vectors WHERE content = ?", (content,))}

    def replace(
        self,
        changes: Sequence[tuple[Document, Sequence[Paragraph], Sequence[tuple[str, int, str]]]],
        *,
        vectors: dict[str, NDArray[np.float32]],
        fingerprint: str,
    ) -> None:
        """Add or replace documents, each whole, with the windows (paragraph, number, text) that are embedded for it."""
        with self._transaction():
            self._set("fingerprint", fingerprint)
            self._database.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?)",
                [(content, vector.tobytes()) for content, vector in vectors.items()],
            )
            for document, paragraphs, windows in changes:
                self._database.execute("DELETE FROM documents WHERE id = ?", (document.id,))
                self._database.execute("INSERT INTO documents VALUES (?, ?)", (document.id, _dump(document)))
                self._database.executemany(
                    "INSERT INTO paragraphs VALUES (?, ?, ?, ?)",
                    [
                        (document.id, place, paragraph.id, _dump(paragraph))
                        for place, paragraph in enumerate(paragraphs)
                    ],
                )
                self._database.executemany(
                    "INSERT INTO windows VALUES (?, ?, ?, ?, ?)",
                    [(document.id, name, number, text, content_hash(text)) for name, number, text in windows],
                )
            self._forget_unused_vectors()

    def remove(self, documents: Iterable[str]) -> None:
        """Remove documents with all that belongs to them."""
        with self._transaction():
            self._database.executemany("DELETE FROM documents WHERE id = ?", [(document,) for document in documents])
            self._forget_unused_vectors()

    def replace_vectors(self, vectors: dict[str, NDArray[np.float32]], *, fingerprint: str) -> None:
        """All vectors anew, made by another model."""
        with self._transaction():
            self._set("fingerprint", fingerprint)
            self._database.execute("DELETE FROM vectors")
            self._database.executemany(
                "INSERT INTO vectors VALUES (?, ?)",
                [(content, vector.tobytes()) for content, vector in vectors.items()],
            )

    def window_texts(self) -> dict[str, str]:
        """The embedded texts of all windows by their content hash."""
        return dict(self._rows("SELECT content, text FROM windows"))

    def _forget_unused_vectors(self) -> None:
        self._database.execute("DELETE FROM vectors WHERE content NOT IN (SELECT content FROM windows)")

    def _set(self, name: str, value: str) -> None:
        self._database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[Any]:
        with self._lock, self._readable():
            return self._database.execute(query, values).fetchall()

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """What SQLite refuses, and rows that are no documents of ours, are one error to a person."""
        try:
            yield
        except sqlite3.Error as error:
            raise CollectionUnreadable(home=self._home, reason=error) from error
        except (ValueError, KeyError, TypeError) as error:
            raise CollectionUnreadable(home=self._home, reason="a damaged row in paracite.sqlite3") from error

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock:
            try:
                self._database.execute("BEGIN IMMEDIATE")
                self._set("revision", str(self.revision + 1))
                yield
                self._database.execute("COMMIT")
            except BaseException as error:
                if self._database.in_transaction:  # SQLite itself rolls back where the disk is full
                    self._database.execute("ROLLBACK")
                if isinstance(error, sqlite3.Error):
                    raise CollectionUnreadable(home=self._home, reason=error) from error
                raise


def _dump(noun: Document | Paragraph) -> str:
    return json.dumps(asdict(noun), ensure_ascii=False)


def _document(text: str) -> Document:
    fields = json.loads(text)
    fields["kind"] = DocumentKind(fields["kind"])
    fields["parts"] = tuple(Part(**part) for part in fields["parts"])
    return Document(**fields)


def _paragraph(text: str) -> Paragraph:
    fields = json.loads(text)
    locator = fields["locator"]
    locator["kind"] = ParagraphKind(locator["kind"])
    locator["path"] = tuple(locator["path"])
    fields["locator"] = Locator(**locator)
    fields["section"] = tuple(fields["section"])
    fields["footnotes"] = tuple(fields["footnotes"])
    return Paragraph(**fields)
