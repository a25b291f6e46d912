"""One run over a collection: what has been decided so far, and what waits to be stored together.

A batch is stored in one transaction with what is noted of its files, so that a run that is killed goes on where it stopped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from ingest.catalogues import Catalogues
from ingest.holdings import Holdings
from ingest.noted import Note
from ingest.remarks import remark
from ingest.report import Failure, Outcome, Report, Sketch, Skip
from rag import Change, Document, ParaciteError, Paragraph, Reading, Remark

BATCH_PARAGRAPHS = 2_000
BATCH_DOCUMENTS = 256
"""What is stored together at most: a store writes its indexes once each time, and memory holds no more than this."""


class Store(Protocol):
    """What ingestion needs of a ``rag.Collection``."""

    def documents(self) -> tuple[Document, ...]: ...

    def paragraphs(self, document_id: str, /) -> tuple[Paragraph, ...]: ...

    def sources(self) -> Mapping[str, str]:
        """By the path of a file, what was noted when it was last read."""

    def store(self, readings: Sequence[Reading], /, *, finished: Mapping[str, str]) -> tuple[Change, ...]:
        """Store documents and note files, in one transaction."""

    def remove(self, document_ids: Iterable[str], /) -> object: ...


class Rehearsal:
    """A collection (or none yet) that is looked at and never written."""

    def __init__(self, collection: Store | None) -> None:
        self._collection = collection

    def documents(self) -> tuple[Document, ...]:
        return self._collection.documents() if self._collection else ()

    def paragraphs(self, document_id: str, /) -> tuple[Paragraph, ...]:
        return self._collection.paragraphs(document_id) if self._collection else ()

    def sources(self) -> Mapping[str, str]:
        return self._collection.sources() if self._collection else {}

    def store(self, readings: Sequence[Reading], /, *, finished: Mapping[str, str]) -> tuple[Change, ...]:  # noqa: ARG002
        return ()

    def remove(self, document_ids: Iterable[str], /) -> None:
        pass


class Run:
    """The collection as this run sees it, and what has become of the files so far."""

    def __init__(
        self,
        collection: Store | None,
        *,
        most: int,
        rehearse: bool = False,
        stage: Callable[[str, int], None] | None = None,
    ) -> None:
        if collection is None and not rehearse:
            raise TypeError("only a rehearsal needs no collection")
        self.collection: Store = Rehearsal(collection) if rehearse or collection is None else collection
        self.rehearses = rehearse
        self.most = most
        """Bytes of the largest file that is read."""
        self.holdings = Holdings(self.collection.documents(), self.collection.sources())
        self.catalogues = Catalogues()
        self.failed: list[Failure] = []
        self.remarks: list[tuple[str, Remark]] = []
        self.paragraphs = 0
        """Paragraphs of what was added or replaced."""
        self._told: dict[Outcome, list[Document]] = {outcome: [] for outcome in Outcome}
        self._skipped: list[Skip] = []
        self._sketches: list[Sketch] = []
        self._stage = stage
        self._pending: list[Reading] = []
        self._pending_paragraphs = 0
        self._notes: dict[str, Note] = {}
        self._leaving: dict[str, str] = {}
        """Ids that are to be removed once the pending is stored, each with its file."""

    # --- what becomes of a document ----------------------------------------------------------------------------------

    def tell(self, outcome: Outcome, document: Document) -> None:
        self._told[outcome].append(document)

    def fail(self, path: str, error: ParaciteError, *, reading: Reading | None = None) -> None:
        self.failed.append(Failure(path, error))
        if reading is not None:
            self.sketch("failed", reading)

    def skip(self, path: str, code: str, *, member: str = "", repeats: str = "", **details: object) -> None:
        self._skipped.append(
            Skip(path=path, member=member, repeats=repeats, reason=remark(code, member=member, **details))
        )

    def sketch(self, outcome: str, reading: Reading) -> None:
        """A rehearsal keeps what was read of each document."""
        if self.rehearses:
            kinds = Counter(paragraph.kind.value for paragraph in reading.paragraphs)
            self._sketches.append(
                Sketch(outcome=outcome, document=reading.document, kinds=kinds, remarks=reading.remarks)
            )

    def keep(self, reading: Reading, outcome: Outcome, *, former: Document | None = None) -> None:
        """The document is to be stored; ``former`` is what its file, or the file that it was renamed from, was held as."""
        document = reading.document
        self.tell(outcome, document)
        self.sketch(outcome, reading)
        if former is not None and former.id != document.id:
            self.leave(former)
        self._leaving.pop(document.id, None)
        self.holdings.hold(document)
        self._pending.append(reading)
        self._pending_paragraphs += len(reading.paragraphs)

    def relabel(self, former: Document, document: Document, outcome: Outcome) -> None:
        """The held document under another header; its paragraphs stay as they are."""
        self.keep(Reading(document=document, paragraphs=self.collection.paragraphs(former.id)), outcome)

    def leave(self, document: Document) -> None:
        """The document is to be removed, after what takes its place has been stored."""
        self._leaving[document.id] = document.source
        self.holdings.forget(document.id)

    def note(self, source: str, note: Note) -> None:
        """What is to be noted of a file, with the next batch."""
        self._notes[source] = note
        self.holdings.note(source, note)

    # --- storing -----------------------------------------------------------------------------------------------------

    def store_if_full(self) -> None:
        if (
            self._pending_paragraphs >= BATCH_PARAGRAPHS
            or len(self._pending) >= BATCH_DOCUMENTS
            or len(self._leaving) >= BATCH_DOCUMENTS
        ):
            self.store()

    def store(self) -> None:
        """Store what is pending. A file is noted as read only after what it no longer holds has been removed."""
        if self._pending or self._notes or self._leaving:
            self.at("storing", self._pending_paragraphs)
            late = set(self._leaving.values())
            now = {source: str(note) for source, note in self._notes.items() if source not in late}
            then = {source: str(note) for source, note in self._notes.items() if source in late}
            if self._pending or now:
                self.collection.store(list(self._pending), finished=now)
            if self._leaving:
                self.collection.remove(list(self._leaving))
            if then:
                self.collection.store([], finished=then)
            self._pending.clear()
            self._notes.clear()
            self._leaving.clear()
            self._pending_paragraphs = 0
            self.at("reading", self.paragraphs)

    def at(self, stage: str, count: int) -> None:
        """Tell what is being done: ``listing`` (files found), ``reading`` or ``storing`` (paragraphs)."""
        if self._stage is not None:
            self._stage(stage, count)

    def report(self, *, seconds: float) -> Report:
        return Report(
            **{outcome.value: tuple(documents) for outcome, documents in self._told.items()},
            failed=(*self.catalogues.failed, *self.failed),
            skipped=tuple(self._skipped),
            remarks=(*self.catalogues.remarks, *self.remarks),
            sketches=tuple(self._sketches),
            rehearsed=self.rehearses,
            paragraphs=self.paragraphs,
            seconds=seconds,
        )
