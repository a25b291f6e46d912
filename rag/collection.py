"""A collection of documents: the store and the two indexes that are built from it.

The store decides. ``indexes.json`` says which revision of the store the indexes hold and how many rows; where they are behind
or damaged (a process was killed between the two, a folder was deleted) they are built again from the store when next needed.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from filelock import FileLock, Timeout

from rag.directory import Directory, listing_of
from rag.document import Document, Paragraph, Passage, Reading
from rag.embedding import Embedder, fingerprint
from rag.errors import (
    AmbiguousDocument,
    CollectionBusy,
    CollectionUnreadable,
    HomeUnusable,
    OtherEmbedding,
    UnknownDocument,
    UnknownParagraph,
)
from rag.lexical import Entry, LexicalIndex
from rag.locators import read_locator, resolve
from rag.naming import document_name, kind_name, paragraph_label, sender_state, short_name
from rag.revisions import Revisions
from rag.sentences import windows
from rag.settings import Settings
from rag.store import Store, content_hash
from rag.terms import normalise
from rag.vectors import VectorIndex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LOCK_SECONDS = 20.0
_LEXICAL, _DENSE = "lexical", "dense"


@dataclass(frozen=True, slots=True)
class Change:
    """What storing one document did: ``added``, ``replaced`` or ``unchanged``."""

    outcome: str
    document: Document


class Collection:
    """Documents by name and paragraphs by content. Open one with open_collection."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._home = settings.home
        self._lock = threading.RLock()
        self._embedder: Embedder | None = None
        self._opened: tuple[LexicalIndex, VectorIndex] | None = None
        self._revisions = Revisions(self._home, (_LEXICAL, _DENSE))
        self._seen: dict[str, int] = {}
        self._directory: tuple[tuple[Document, ...] | None, Directory] = (None, Directory(()))
        self._held: tuple[tuple[Document, ...] | None, dict[str, Document]] = (None, {})
        self._writer = FileLock(str(self._home / "write.lock"), thread_local=False)
        try:
            self._home.mkdir(parents=True, exist_ok=True)
            self._store = Store(self._home / "paracite.sqlite3")
        except OSError as error:
            raise HomeUnusable(home=self._home, reason=error.strerror or error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files. Nothing is lost: every change was complete when its call returned."""
        with self._lock:
            self._store.close()
            self._opened = None

    # --- by name -----------------------------------------------------------------------------------------------------

    def documents(self) -> tuple[Document, ...]:
        """All documents, by date, then id."""
        return self._store.documents()

    def document(self, document_id: str) -> Document | None:
        """The document of this id, or None."""
        return self._by_id().get(document_id)

    @property
    def directory(self) -> Directory:
        """The documents as questions know them; made anew only after a change."""
        documents = self.documents()
        if self._directory[0] is not documents:
            self._directory = (documents, Directory(map(listing_of, documents)))
        return self._directory[1]

    def _by_id(self) -> dict[str, Document]:
        documents = self.documents()
        if self._held[0] is not documents:
            self._held = (documents, {document.id: document for document in documents})
        return self._held[1]

    def paragraphs(self, document_id: str) -> tuple[Paragraph, ...]:
        """The paragraphs of one document in its order; () for a document that is not there."""
        return self._store.paragraphs(document_id)

    def find_document(self, reference: str) -> Document:
        """By id, symbol in any spelling, file name, or an unambiguous part of a title or name.

        Raises UnknownDocument, AmbiguousDocument.
        """
        wanted = _key(reference)
        documents = self.documents()
        exact = [document for document in documents if wanted in _exact_names(document)]
        found = exact or [
            document for document in documents if wanted and any(wanted in name for name in _all_names(document))
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousDocument(reference=reference, candidates=", ".join(document.id for document in found))
        raise UnknownDocument(reference=reference)

    def find_paragraph(self, document: Document, reference: str) -> Paragraph:
        """By id (``op12``), label (``签署``) or as a person writes it (``12``, ``第12段``, ``para. 27 (c)``).

        Raises UnknownParagraph.
        """
        paragraphs = self.paragraphs(document.id)
        for paragraph in paragraphs:
            names = (paragraph.id, paragraph_label(paragraph, "zh"), paragraph_label(paragraph, "en"))
            if _key(reference) in {_key(name) for name in names}:
                return paragraph
        locator = read_locator(reference, bare=True)
        if locator and (found := resolve(locator, paragraphs)):
            return found
        raise UnknownParagraph(document=document.id, reference=reference)

    def passages(self, keys: Iterable[str]) -> dict[str, Passage]:
        """The passages of these keys (``document#paragraph``)."""
        return self._store.passages(keys)

    # --- writing -----------------------------------------------------------------------------------------------------

    def store(
        self, readings: Sequence[Reading], *, progress: Callable[[int, int], None] | None = None
    ) -> tuple[Change, ...]:
        """Add or replace documents, each whole, in one transaction. ``progress`` is told (windows embedded, of all)."""
        known = {document.id: document for document in self.documents()}
        changes = [
            Change(_outcome(known.get(reading.document.id), reading.document), reading.document) for reading in readings
        ]
        fresh = [reading for reading, change in zip(readings, changes, strict=True) if change.outcome != "unchanged"]
        if fresh:
            with self._writing():
                self._check_embedding()
                plans = [(reading.document, reading.paragraphs, _windows(reading)) for reading in fresh]
                vectors = self._embed([text for plan in plans for _, _, text in plan[2]], progress=progress)
                self._store.replace(plans, vectors=vectors, fingerprint=self._wanted_fingerprint())
                self._index([reading.document.id for reading in fresh])
        return tuple(changes)

    def remove(self, document_ids: Iterable[str]) -> None:
        """Remove documents; ids that are not there are passed over."""
        ids = tuple(document_ids)
        if ids:
            with self._writing():
                self._store.remove(ids)
                self._index(ids)

    # --- reading -----------------------------------------------------------------------------------------------------

    @property
    def embedder(self) -> Embedder:
        """The embedding model, loaded when first needed."""
        with self._lock:
            if self._embedder is None:
                self._embedder = Embedder(self._settings.embedding)
            return self._embedder

    def indexes(self) -> tuple[LexicalIndex, VectorIndex]:
        """Both indexes, up to date with the store. Raises OtherEmbedding, CollectionUnreadable."""
        with self._lock:
            self._check_embedding()
            if not self._is_current():
                self._catch_up()
            if self._opened is None or self._seen != self._revisions.read():
                if self._open_whole() is None:
                    with self._writing():  # another process may have been amid its change, and be done now
                        if not self._is_current() or self._open_whole() is None:
                            self._rebuild()
                self._seen = self._revisions.read()
            return self._opened or self._open_indexes()

    # --- how the two indexes follow the store ------------------------------------------------------------------------

    def _is_current(self, *, behind: int = 0) -> bool:
        """Do both indexes hold the store's revision (or the one so many before)?"""
        state, revision = self._revisions.read(), self._store.revision - behind
        return all(state.get(name, -1) == revision for name in (_LEXICAL, _DENSE))

    def _index(self, documents: Sequence[str]) -> None:
        """Bring the indexes from the revision before to this one; a full build where they were not at that one."""
        opened = self._open_whole() if self._is_current(behind=1) else None
        if opened is None:
            self._rebuild()
            return
        lexical, dense = opened
        lexical.replace(documents, self._entries(documents))
        dense.remove(documents)
        dense.add(list(self._store.windows(documents)))
        self._note(lexical, dense)

    def _rebuild(self) -> None:
        try:
            lexical, dense = self._open_indexes()
        except ValueError:  # damaged: nothing stands in them that the store does not hold
            for name in (_LEXICAL, _DENSE):
                shutil.rmtree(self._home / name, ignore_errors=True)
            lexical, dense = self._open_indexes()
        lexical.clear()
        lexical.replace((), self._entries([document.id for document in self.documents()]))
        dense.clear()
        dense.add(list(self._store.windows()))
        self._note(lexical, dense)

    def _catch_up(self) -> None:
        """An index is behind: build it, unless another process is writing, which will bring it up to date itself."""
        try:
            with self._writing(seconds=0.0 if self._opened else _LOCK_SECONDS):
                if not self._is_current():
                    self._rebuild()
        except CollectionBusy:
            if self._opened is None:
                raise

    def _open_indexes(self) -> tuple[LexicalIndex, VectorIndex]:
        """Open both anew. Raises ValueError where one is damaged, CollectionUnreadable."""
        try:
            self._opened = LexicalIndex(self._home / _LEXICAL), VectorIndex(self._home / _DENSE)
        except OSError as error:
            raise CollectionUnreadable(home=self._home, reason=error.strerror or error) from error
        return self._opened

    def _open_whole(self) -> tuple[LexicalIndex, VectorIndex] | None:
        """Open both anew; None where one is damaged or has not as many rows as were put into it."""
        try:
            lexical, dense = self._open_indexes()
        except ValueError:
            return None
        state = self._revisions.read()
        complete = (lexical.count(), dense.count()) == (state.get("paragraphs"), state.get("windows"))
        return (lexical, dense) if complete else None

    def _note(self, lexical: LexicalIndex, dense: VectorIndex) -> None:
        """The indexes hold what the store holds."""
        revision = self._store.revision
        rows = {"paragraphs": lexical.count(), "windows": dense.count()}
        self._revisions.write({_LEXICAL: revision, _DENSE: revision, **rows})
        self._seen = self._revisions.read()

    def _entries(self, documents: Iterable[str]) -> Iterator[Entry]:
        headers = {document.id: document for document in self.documents()}
        for name in documents:
            if name in headers:
                for paragraph in self.paragraphs(name):
                    yield Entry(name, paragraph.id, paragraph.text, context_of(Passage(headers[name], paragraph)))

    def _embed(
        self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None
    ) -> dict[str, NDArray[np.float32]]:
        wanted = {content_hash(text): text for text in texts}
        known = self._store.known_vectors(wanted)
        missing = [content for content in wanted if content not in known]
        vectors: dict[str, NDArray[np.float32]] = {}
        for start in range(0, len(missing), 512):
            batch = missing[start : start + 512]
            vectors.update(zip(batch, self.embedder.encode_documents([wanted[name] for name in batch]), strict=True))
            if progress:
                progress(len(vectors), len(missing))
        return vectors

    def _wanted_fingerprint(self) -> str:
        return fingerprint(self._settings.embedding)

    def _check_embedding(self) -> None:
        """Refuse another model than the collection was embedded with; a newer bundled one takes over by itself."""
        stored, wanted = self._store.fact("fingerprint"), self._wanted_fingerprint()
        if not stored or stored == wanted:
            return
        if not (stored.startswith("bundled:") and wanted.startswith("bundled:")):
            raise OtherEmbedding(home=self._home, stored=stored, wanted=wanted)
        with self._writing():
            texts = self._store.window_texts()
            vectors = self.embedder.encode_documents(list(texts.values()))
            self._store.replace_vectors(dict(zip(texts, vectors, strict=True)), fingerprint=wanted)
            self._rebuild()

    @contextmanager
    def _writing(self, *, seconds: float = _LOCK_SECONDS) -> Iterator[None]:
        """The right to write, one process at a time. Raises CollectionBusy, CollectionUnreadable."""
        try:
            with self._lock, self._writer.acquire(timeout=seconds):
                yield
        except Timeout as error:
            raise CollectionBusy(home=self._home) from error
        except OSError as error:
            raise CollectionUnreadable(home=self._home, reason=error.strerror or error) from error


def open_collection(settings: Settings) -> Collection:
    """The collection in ``settings.home``, made where there is none. Raises HomeUnusable, CollectionUnreadable."""
    return Collection(settings)


def context_of(passage: Passage) -> str:
    """What a paragraph is understood in: who speaks in what, and under which headings. Searched, never quoted."""
    document, paragraph = passage.document, passage.paragraph
    part = next((part.title for part in document.parts if part.key == paragraph.locator.part), "")
    place = (part, *paragraph.section, paragraph.lead_in, paragraph_label(paragraph, "zh"))
    return " ".join((document_context(document), *place))


def document_context(document: Document) -> str:
    """The part of the context that all paragraphs of a document share."""
    names = (document_name(document, "zh"), short_name(document, "en"), kind_name(document, "zh"))
    return " ".join((*names, sender_state(document), document.title, document.author))


def _windows(reading: Reading) -> list[tuple[str, int, str]]:
    """What is embedded: (paragraph, number, text). The first window of a short paragraph carries its lead-in."""
    found = []
    for paragraph in reading.paragraphs:
        for number, window in enumerate(windows(paragraph.text)):
            lead = f"{paragraph.lead_in} " if paragraph.lead_in else ""
            heading = f"{paragraph.section[-1]} " if paragraph.section and len(window) < 80 else ""
            found.append((paragraph.id, number, f"{heading}{lead}{window}"))
    return found


def _outcome(known: Document | None, fresh: Document) -> str:
    if known is None:
        return "added"
    return "unchanged" if known == fresh else "replaced"


def _key(name: str) -> str:
    return normalise(name).replace(" ", "")


def _exact_names(document: Document) -> set[str]:
    path = Path(document.source)
    names = {document.id, document.symbol, path.name, path.stem, document.title}
    names |= {document_name(document, language) for language in ("zh", "en")}
    names |= {short_name(document, language) for language in ("zh", "en")}
    return {_key(name) for name in names if name}


def _all_names(document: Document) -> set[str]:
    return _exact_names(document) | {_key(document.source)}
