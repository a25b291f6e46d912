"""Files and folders into a collection, and a report of what became of each. One bad file never stops the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from ingest import catalogue
from ingest.document import digest_of, dissect, read_bytes
from ingest.entry import Entry
from ingest.files import absolute, walk
from rag import Change, Document, ParaciteError, Reading, Remark, SourceError, SymbolTaken

BATCH = 16
"""Readings that are stored together: a store writes its indexes once each time."""


class Store(Protocol):
    """What ingestion needs of a ``rag.Collection``."""

    def documents(self) -> tuple[Document, ...]: ...

    def store(self, readings: Sequence[Reading], /) -> tuple[Change, ...]: ...

    def remove(self, document_ids: Iterable[str], /) -> None: ...


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be taken in, and why; the error's message names the remedy."""

    path: str
    error: ParaciteError


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of everything that was given."""

    added: tuple[Document, ...] = ()
    replaced: tuple[Document, ...] = ()
    unchanged: tuple[Document, ...] = ()
    removed: tuple[Document, ...] = ()
    failed: tuple[Failure, ...] = ()
    skipped: tuple[str, ...] = ()
    """Paths inside a folder that no reader knows, and files that repeat another's text."""
    remarks: tuple[tuple[str, Remark], ...] = ()
    """What a person should look at, each with the file it is about."""


@dataclass(slots=True)
class _Run:
    """The collection as this run sees it, and what has become of the files so far."""

    collection: Store
    by_id: dict[str, Document]
    by_source: dict[str, Document]
    catalogues: dict[Path, dict[str, Entry]] = field(default_factory=dict)
    pending: list[Reading] = field(default_factory=list)
    added: list[Document] = field(default_factory=list)
    replaced: list[Document] = field(default_factory=list)
    unchanged: list[Document] = field(default_factory=list)
    removed: list[Document] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    remarks: list[tuple[str, Remark]] = field(default_factory=list)

    def report(self) -> Report:
        return Report(
            added=tuple(self.added),
            replaced=tuple(self.replaced),
            unchanged=tuple(self.unchanged),
            removed=tuple(self.removed),
            failed=tuple(self.failed),
            skipped=tuple(self.skipped),
            remarks=tuple(self.remarks),
        )


def ingest(
    collection: Store,
    paths: Iterable[Path | str],
    *,
    prune: bool = False,
    progress: Callable[[int, int, str], None] | None = None,
) -> Report:
    """Read files and folders into a collection.

    A file whose bytes are those already held from the same place is not read again. ``prune`` removes the documents
    whose file lay in one of the given folders and is gone. ``progress`` is told (files done, files in all, path).
    What is wrong with one file is in the report; what is wrong with the collection (CollectionError) is raised.
    """
    documents = collection.documents()
    run = _Run(collection, {d.id: d for d in documents}, {d.source: d for d in documents})
    given = [absolute(path) for path in paths]
    files = _find(run, given)
    for done, path in enumerate(files):
        if progress is not None:
            progress(done, len(files), str(path))
        try:
            _take_in(run, path)
        except SourceError as error:
            run.failed.append(Failure(str(path), error))
        if len(run.pending) >= BATCH:
            _store(run)
    _store(run)
    if prune:
        _prune(run, [path for path in given if path.is_dir()])
    if progress is not None:
        progress(len(files), len(files), "")
    return run.report()


def _find(run: _Run, given: Sequence[Path]) -> list[Path]:
    """Every file once, in the order given; what cannot be found is in the report."""
    files: dict[Path, None] = {}
    for path in given:
        try:
            for found in walk(path):
                if found.readable:
                    files[found.path] = None
                else:
                    run.skipped.append(str(found.path))
        except SourceError as error:
            run.failed.append(Failure(str(path), error))
    return list(files)


def _take_in(run: _Run, path: Path) -> None:
    """Read one file and put it among the pending, unless the collection already holds it as it is."""
    source = str(path)
    content = read_bytes(path)
    entry = _entry(run, path)
    digest = digest_of(content)
    held = run.by_source.get(source) or _moved(run, digest)
    if held is not None and held.source == source and held.digest == digest and _agrees(held, entry):
        run.unchanged.append(held)
        return
    reading = _named(run, next(dissect(content, path=path, entry=entry)).reading, path)
    if reading is None:
        run.skipped.append(source)
        return
    document = reading.document
    run.remarks += [(source, remark) for remark in reading.remarks]
    renamed = held is not None and held.id != document.id
    (run.replaced if renamed or document.id in run.by_id else run.added).append(document)
    if held is not None and renamed:
        # the file now says another symbol: what it was held as goes, once the new text is stored
        run.pending.append(reading)
        _store(run)
        run.collection.remove([held.id])
        run.by_id.pop(held.id, None)
    else:
        run.pending.append(reading)
    if (former := run.by_id.get(document.id)) is not None:
        run.by_source.pop(former.source, None)
    run.by_id[document.id] = run.by_source[source] = document


def _store(run: _Run) -> None:
    if run.pending:
        run.collection.store(list(run.pending))
        run.pending.clear()


def _named(run: _Run, reading: Reading, path: Path) -> Reading | None:
    """The reading under an id that no other file holds; None where another file holds the same text.

    Raises SymbolTaken where another file that still exists holds another text of the same symbol and language.
    """
    document = reading.document
    other = _rival(run, document)
    if other is None:
        return reading
    if other.digest == document.digest:
        return None
    if document.symbol:
        if other.language == document.language:
            raise SymbolTaken(path=path, symbol=document.symbol, other=other.source)
        reading = _under(reading, f"{document.symbol}@{document.language}")
        other = _rival(run, reading.document)
        if other is None:
            return reading
        if other.digest == document.digest:
            return None
        raise SymbolTaken(path=path, symbol=document.symbol, other=other.source)
    for depth in range(1, len(path.parts)):
        # the folders tell two files of one name apart
        folders = "/".join(part for part in path.parts[-1 - depth : -1] if part != path.anchor)
        candidate = _under(reading, f"{folders}/{document.id}")
        if _rival(run, candidate.document) is None:
            return candidate
    return _under(reading, f"{document.id}-{document.digest[:8]}")


def _moved(run: _Run, digest: str) -> Document | None:
    """The document of the same bytes whose file is gone: the file was renamed."""
    return next((d for d in run.by_id.values() if d.digest == digest and not Path(d.source).exists()), None)


def _under(reading: Reading, name: str) -> Reading:
    return replace(reading, document=replace(reading.document, id=name))


def _rival(run: _Run, document: Document) -> Document | None:
    """The document that holds this id from another file that still exists."""
    other = run.by_id.get(document.id)
    if other is None or other.source == document.source or not Path(other.source).exists():
        return None
    return other


def _entry(run: _Run, path: Path) -> Entry | None:
    folder = path.parent
    if folder not in run.catalogues:
        try:
            run.catalogues[folder] = catalogue.read_catalogue(folder)
        except SourceError as error:
            # told once for the folder; its documents are read without it
            run.catalogues[folder] = {}
            run.failed.append(Failure(str(folder / catalogue.NAME), error))
    return run.catalogues[folder].get(path.name)


def _agrees(held: Document, entry: Entry | None) -> bool:
    """What the catalogue now says of a file is what the collection holds."""
    return entry is None or all(not value or getattr(held, name) == value for name, value in entry.fields().items())


def _prune(run: _Run, folders: Sequence[Path]) -> None:
    """Remove the documents whose file lay in one of these folders and is gone."""
    gone = [
        document
        for document in run.by_id.values()
        if any(Path(document.source).is_relative_to(folder) for folder in folders)
        and not Path(document.source).exists()
    ]
    if gone:
        run.collection.remove([document.id for document in gone])
    run.removed += gone
