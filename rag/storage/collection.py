"""A collection of documents: the store, which decides, and the two indexes that are built from it.

Writing is one transaction of the store (rag/storage/replacing.py), by one process at a time (writer.py); then the indexes follow
(rag/indexes/following.py). Reading waits for neither.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Self

from rag.document import Change, Document, Paragraph, Passage, Reading
from rag.encoders.embedding import Embedder, describe, fingerprint, lexicon_for
from rag.errors import (
    AmbiguousDocument,
    CollectionBusy,
    CollectionReadOnly,
    HomeUnusable,
    OtherEmbedding,
    ParaciteError,
    UnknownDocument,
    UnknownParagraph,
)
from rag.locators import read_locator, resolve
from rag.naming import paragraph_label
from rag.notices import Tell, notice, progress_told, tell_nobody
from rag.precedence import give_way, is_asked
from rag.settings import Settings
from rag.stopwatch import EMBEDDING, STORING, Stopwatch
from rag.storage.finding import folded
from rag.storage.shelf import folder_of, label
from rag.storage.writer import WriterLock

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rag.indexes.lexical import LexicalIndex
    from rag.indexes.vectors import VectorIndex, Window
    from rag.storage.database import Database
    from rag.storage.directory import Directory

_EMBEDDED, _EMBEDDED_AMID_QUESTIONS = 512, 64
"""Texts that are embedded at a time."""


class Collection:
    """Documents by name and paragraphs by content. Open one with open_collection."""

    def __init__(self, settings: Settings, *, tell: Tell = tell_nobody) -> None:
        from rag.indexes.following import Following
        from rag.indexes.places import Places
        from rag.storage.database import Database
        from rag.storage.holdings import Holdings
        from rag.storage.store import Store
        from rag.storage.vector_records import VectorRecords

        self._settings = settings
        self._tell = tell
        self._home = folder_of(settings)
        self._stopwatch = Stopwatch()
        self._lock = threading.RLock()
        self._embedder: Embedder | None = None
        self._fingerprint = ""  # as far as it was needed
        try:
            self._home.mkdir(parents=True, exist_ok=True)
            label(self._home, settings.collection)
        except OSError as error:
            raise HomeUnusable(home=self._home, reason=error.strerror or error) from error
        self._database = Database(home=self._home, address=settings.database, collection=settings.collection)
        self._store = Store(self._database)
        self._records = VectorRecords(self._database)
        self._holdings = Holdings(self._store)
        self._writer = self._lock_named("write", database=self._database)
        self._places = Places.of(settings, source=self._store.identity, fingerprint=self._wanted_fingerprint)
        self._following = Following(
            self._home,
            places=self._places,
            store=self._store,
            records=self._records,
            lock=self._lock_named("index", database=self._database if self._places.served else None),
            tell=tell,
            stopwatch=self._stopwatch,
            lexicon=lambda: lexicon_for(settings, lambda: self.embedder),
        )
        self._bring_names_forward()

    def _lock_named(self, key: str, *, database: Database | None = None) -> WriterLock:
        path, wait = self._home / f"{key}.lock", self._settings.wait
        return WriterLock(path, wait=wait, tell=self._tell, database=database, key=key)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files. Nothing is lost: every change was complete when its call returned."""
        try:
            # where the model was never asked for (its files may be far away), nothing was stored that is to be followed
            self._following.finish(self._fingerprint)
            self._tell_overlong()
        finally:
            self._following.close()
            self._database.close()

    # --- by name -----------------------------------------------------------------------------------------------------

    def documents(self) -> tuple[Document, ...]:
        """All documents, by date, then id."""
        return self._holdings.ordered()

    def document(self, document_id: str) -> Document | None:
        """The document of this id, or None."""
        return self._holdings.by_id().get(document_id)

    @property
    def directory(self) -> Directory:
        """The documents as questions know them."""
        return self._holdings.directory()

    def paragraph_counts(self) -> dict[str, int]:
        """How many paragraphs each document has, by its id."""
        return self._store.counts()

    def size(self) -> tuple[int, int]:
        """Number of documents and of paragraphs."""
        return self._store.size()

    def sources(self) -> dict[str, str]:
        """The files that ingestion has finished with: path → its note on the file."""
        return self._store.sources()

    def timings(self) -> Mapping[str, float]:
        """Seconds since it was opened, by stage of the work."""
        return self._stopwatch.seconds

    def vectors(self) -> Iterator[Window]:
        """Every window with its vector, streamed: what the dense index is checked against."""
        return self._records.windows(fingerprint=self._wanted_fingerprint())

    def paragraphs(self, document_id: str) -> tuple[Paragraph, ...]:
        """The paragraphs of one document in its order; () for a document that is not there."""
        return self._store.paragraphs(document_id)

    def find_document(self, reference: str) -> Document:
        """By id, symbol in any spelling, file name, or an unambiguous part of a title or name.

        Raises UnknownDocument, AmbiguousDocument.
        """
        if exact := self.document(reference.strip()):
            return exact
        wanted = folded(reference)
        found = self._store.named(wanted) if wanted else []
        found = [
            name for name in found if folded(name) == wanted
        ] or found  # its own name goes before a symbol it shares
        if len(found) > 1:
            raise AmbiguousDocument(reference=reference, candidates=", ".join(found))
        document = self.document(found[0]) if found else None
        if document is None:
            raise UnknownDocument(reference=reference)
        return document

    def find_paragraph(self, document: Document, reference: str) -> Paragraph:
        """By id (``op12``), label (``签署``) or as a person writes it (``12``, ``第12段``, ``para. 27 (c)``).

        Raises UnknownParagraph.
        """
        paragraphs = self.paragraphs(document.id)
        for paragraph in paragraphs:
            names = (paragraph.id, paragraph_label(paragraph, "zh"), paragraph_label(paragraph, "en"))
            if folded(reference) in {folded(name) for name in names}:
                return paragraph
        locator = read_locator(reference, bare=True)
        if locator and (found := resolve(locator, paragraphs)):
            return found
        raise UnknownParagraph(document=document.id, reference=reference)

    def passages(self, keys: Iterable[str]) -> dict[str, Passage]:
        """The passages of these keys (``document#paragraph``); one that is gone is left out."""
        return self._store.passages(keys)

    # --- writing -----------------------------------------------------------------------------------------------------

    def store(
        self,
        readings: Sequence[Reading],
        *,
        finished: Mapping[str, str] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> tuple[Change, ...]:
        """Add or replace documents, each whole, in one transaction; when it returns, nothing can undo it.

        ``finished``: notes on the files that are done with these readings, kept in the same transaction (see ``sources``).
        A document whose paragraphs are those held has its header replaced and nothing is embedded. Of several readings
        of one id the last counts. ``progress`` is told (windows embedded, of all).
        """
        from rag.storage.replacing import Plan, windows_of

        if not readings and not finished:
            return ()
        with self._writer.held():
            self._check_embedding()
            known = self._holdings.by_id()
            changes = [Change(_outcome(known.get(each.document.id), each.document), each.document) for each in readings]
            fresh = {
                reading.document.id: reading
                for reading, change in zip(readings, changes, strict=True)
                if change.outcome != "unchanged"
            }
            plans = [Plan(reading.document, reading.paragraphs, windows_of(reading)) for reading in fresh.values()]
            with self._stopwatch.timing(EMBEDDING):
                vectors = self._embed([text for plan in plans for _, _, text in plan.windows], progress=progress)
            if plans or finished:
                with self._stopwatch.timing(STORING):
                    self._store.replace(
                        plans,
                        vectors_by_content=vectors,
                        fingerprint=self._wanted_fingerprint(),
                        description=self._description(),
                        finished=finished or {},
                    )
        if plans:
            self._following.stored(self._wanted_fingerprint())
        return tuple(changes)

    def settle(self) -> None:
        """Wait until the indexes hold all that this process stored. Raises CollectionUnreadable, CollectionBusy."""
        self._following.settle(self._wanted_fingerprint())

    def remove(self, document_ids: Iterable[str]) -> None:
        """Remove documents, and forget files of which none is left; ids that are not there are passed over."""
        ids = tuple(document_ids)
        if ids:
            with self._writer.held():
                self._check_embedding()
                self._store.remove(ids)
            self._following.stored(self._wanted_fingerprint())

    def reindex(self, *, progress: Callable[[int, int], None] | None = None) -> int:
        """Move the collection to the configured embedding model; how many texts were embedded (``progress``: of all).

        What was embedded stays after a kill. Until all is, the old model answers (in processes that are set to it).
        """
        from rag.storage.reindexing import move

        return move(
            store=self._store,
            records=self._records,
            places=self._places,
            following=self._following,
            writer=self._writer,
            preparing=self._lock_named("reindex"),
            embedder=self.embedder,
            fingerprint=self._wanted_fingerprint(),
            description=self._description(),
            tell=self._tell,
            progress=progress,
        )

    # --- reading -----------------------------------------------------------------------------------------------------

    @property
    def embedder(self) -> Embedder:
        """The embedding model, loaded when first needed."""
        with self._lock:
            if self._embedder is None:
                self._embedder = Embedder(self._settings.embedding, **self._settings.embedding_choices)
            return self._embedder

    def indexes(self) -> tuple[LexicalIndex, VectorIndex]:
        """Both indexes; while documents are coming in, at most a moment behind. Raises OtherEmbedding, CollectionUnreadable."""
        self._check_embedding()
        return self._following.indexes(self._wanted_fingerprint())

    def nearest(self, vector: NDArray[np.float32], limit: int, within: Sequence[str]) -> list[tuple[str, float]] | None:
        """As VectorIndex.search, but exact; None where these documents are none, or hold too much for it."""
        return self._records.nearest(vector, limit, within, fingerprint=self._wanted_fingerprint())

    @property
    def away(self) -> ParaciteError | None:
        """Why the last question was answered by words alone (the vectors' server was away), or None."""
        return self._following.away

    def _embed(
        self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None
    ) -> dict[str, NDArray[np.float32]]:
        from rag.storage.replacing import content_hash

        wanted = {content_hash(text): text for text in texts}
        known = self._records.known(wanted, fingerprint=self._wanted_fingerprint())
        missing = [content for content in wanted if content not in known]
        vectors: dict[str, NDArray[np.float32]] = {}
        while batch := missing[len(vectors) : len(vectors) + (_EMBEDDED_AMID_QUESTIONS if is_asked() else _EMBEDDED)]:
            give_way()
            vectors.update(zip(batch, self.embedder.encode_documents([wanted[name] for name in batch]), strict=True))
            if progress:
                progress(len(vectors), len(missing))
        return vectors

    def _wanted_fingerprint(self) -> str:
        self._fingerprint = fingerprint(self._settings.embedding, **self._settings.embedding_choices)
        return self._fingerprint

    def _description(self) -> str:
        dimension = self._embedder.dimension if self._embedder else 0
        return describe(self._settings.embedding, dimension=dimension, **self._settings.embedding_choices)

    def _tell_overlong(self) -> None:
        """Once, how many texts were longer than what the model reads."""
        embedder = self._embedder
        if embedder is not None and embedder.overlong:
            self._tell(notice("overlong", model=embedder.name, limit=embedder.limit, texts=embedder.overlong))
            embedder.overlong = 0

    def _check_embedding(self) -> None:
        """Refuse another model than the collection was embedded with; a newer bundled one takes over by itself."""
        stored, wanted = self._store.fact("fingerprint"), self._wanted_fingerprint()
        if not stored or stored == wanted:
            return
        if not (stored.startswith("bundled:") and wanted.startswith("bundled:")):
            raise OtherEmbedding(home=self._home, stored=stored, wanted=wanted)
        self._tell(notice("newer-model", texts=self._records.lacking(fingerprint=wanted)))
        self.reindex(progress=progress_told(self._tell))

    def _bring_names_forward(self) -> None:
        """A later version may call documents otherwise; where nothing may be written now, the former names do."""
        try:
            if self._store.names_are_old:
                with self._writer.held(seconds=0.0):
                    self._store.name_anew()
        except (CollectionBusy, CollectionReadOnly):
            return


def open_collection(settings: Settings, *, tell: Tell = tell_nobody) -> Collection:
    """The collection of the settings, made where there is none. ``tell`` is given notices: that one waits, or rebuilds.

    Raises HomeUnusable, CollectionUnreadable or one of its kinds, BadDatabase, BadName.
    """
    return Collection(settings, tell=tell)


def _outcome(known: Document | None, fresh: Document) -> str:
    if known is None:
        return "added"
    return "unchanged" if known == fresh else "replaced"
