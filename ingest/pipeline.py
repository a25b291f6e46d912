"""Files and folders into a collection, and a report of what became of each. One bad file never stops the rest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from ingest import catalogue
from ingest.document import digest_of, dissect, read_bytes
from ingest.readers import FORMATS, reader_of
from rag import Change, Document, MissingPath, ParaciteError, Reading, SymbolTaken, UnreadableFile


class Store(Protocol):
    """What ingestion needs of a ``rag.Collection``."""

    def documents(self) -> tuple[Document, ...]: ...

    def store(self, readings: list[Reading], /) -> tuple[Change, ...]: ...

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
    warnings: tuple[str, ...] = ()
    """Each one sentence, in English, that starts with the file it is about."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, or a path inside a folder that no reader knows."""

    path: Path
    readable: bool = True


@dataclass(slots=True)
class _Run:
    """The collection as this run sees it, and what has become of the files so far."""

    by_id: dict[str, Document]
    catalogues: dict[Path, dict[str, catalogue.Entry]] = field(default_factory=dict)
    added: list[Document] = field(default_factory=list)
    replaced: list[Document] = field(default_factory=list)
    unchanged: list[Document] = field(default_factory=list)
    removed: list[Document] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def held_from(self, source: str) -> Document | None:
        return next((document for document in self.by_id.values() if document.source == source), None)


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
    """
    run = _Run({document.id: document for document in collection.documents()})
    given = [Path(os.path.abspath(Path(path).expanduser())) for path in paths]  # noqa: PTH100 - links stay as named
    files: list[Path] = []
    for path in given:
        try:
            for found in walk(path):
                if not found.readable:
                    run.skipped.append(str(found.path))
                elif found.path not in files:
                    files.append(found.path)
        except ParaciteError as error:
            run.failed.append(Failure(str(path), error))
    for done, path in enumerate(files):
        if progress is not None:
            progress(done, len(files), str(path))
        try:
            _take_in(collection, run, path)
        except ParaciteError as error:
            run.failed.append(Failure(str(path), error))
    if progress is not None and files:
        progress(len(files), len(files), "")
    if prune:
        _prune(collection, run, [path for path in given if path.is_dir()])
    return Report(
        added=tuple(run.added),
        replaced=tuple(run.replaced),
        unchanged=tuple(run.unchanged),
        removed=tuple(run.removed),
        failed=tuple(run.failed),
        skipped=tuple(run.skipped),
        warnings=tuple(run.warnings),
    )


def walk(path: Path) -> Iterator[Found]:
    """The files under a path, in order of their names. Hidden files are left out, and so is a link back up the tree.

    Raises MissingPath, UnknownFormat or UnreadableFile for the path itself.
    """
    if not path.exists():
        raise MissingPath(path=path)
    if path.is_dir():
        yield from _walk_folder(path, frozenset())
        return
    reader_of(path)
    yield Found(path)


def _walk_folder(folder: Path, above: frozenset[Path]) -> Iterator[Found]:
    real = folder.resolve()
    if real in above:
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise UnreadableFile(path=folder, reason=error.strerror or str(error)) from None
    for entry in entries:
        if entry.name.startswith(".") or entry.name == catalogue.NAME:
            continue
        if entry.is_dir():
            try:
                yield from _walk_folder(entry, above | {real})
            except UnreadableFile:
                yield Found(entry, readable=False)
        elif entry.is_file() or entry.is_symlink():
            yield Found(entry, readable=entry.suffix.lower() in FORMATS)


def _take_in(collection: Store, run: _Run, path: Path) -> None:
    """Read one file and store it, unless the collection already holds it as it is."""
    source = str(path)
    content = read_bytes(path)
    entry = _entry(run, path)
    digest = digest_of(content)
    held = run.held_from(source)
    if held is not None and held.digest == digest and _agrees(held, entry):
        run.unchanged.append(held)
        return
    reading = dissect(content, path=path, entry=entry).reading
    named = _name(run, reading, path)
    if named is None:
        run.skipped.append(source)
        return
    document = named.document
    run.warnings += [f"{source}: {warning}" for warning in named.warnings]
    earlier = [other for other in run.by_id.values() if other.source == source and other.id != document.id]
    moved = document.id in run.by_id
    changes = collection.store([named])
    if earlier:
        # the file now says another symbol: the document that it was is gone
        collection.remove([other.id for other in earlier])
        for other in earlier:
            del run.by_id[other.id]
    run.by_id[document.id] = document
    outcome = changes[0].outcome if changes else "added"
    if earlier or moved or outcome == "replaced":
        run.replaced.append(document)
    elif outcome == "unchanged":
        run.unchanged.append(document)
    else:
        run.added.append(document)


def _name(run: _Run, reading: Reading, path: Path) -> Reading | None:
    """The reading under an id that no other file holds; None where another file holds the same text.

    Raises SymbolTaken where another file that still exists holds another text of the same symbol and language.
    """
    document = reading.document
    other = _rival(run, document.id, document)
    if other is None:
        return reading
    if other.digest == document.digest:
        return None
    if document.symbol:
        if other.language == document.language:
            raise SymbolTaken(path=path, symbol=document.symbol, other=other.source)
        reading = _under(reading, f"{document.symbol}@{document.language}")
        second = _rival(run, reading.document.id, reading.document)
        if second is None:
            return reading
        if second.digest == document.digest:
            return None
        raise SymbolTaken(path=path, symbol=document.symbol, other=second.source)
    for depth in range(1, len(path.parts)):
        # the folders tell two files of one name apart
        prefix = "/".join(path.parts[-1 - depth : -1]).lstrip("/")
        candidate = _under(reading, f"{prefix}/{document.id}")
        if _rival(run, candidate.document.id, candidate.document) is None:
            return candidate
    return _under(reading, f"{document.id}-{document.digest[:8]}")


def _under(reading: Reading, name: str) -> Reading:
    return replace(reading, document=replace(reading.document, id=name))


def _rival(run: _Run, name: str, document: Document) -> Document | None:
    """The document that holds this id from another file that still exists."""
    other = run.by_id.get(name)
    if other is None or other.source == document.source or not Path(other.source).exists():
        return None
    return other


def _entry(run: _Run, path: Path) -> catalogue.Entry | None:
    folder = path.parent
    if folder not in run.catalogues:
        run.catalogues[folder] = catalogue.read_catalogue(folder)
    return run.catalogues[folder].get(path.name)


def _agrees(held: Document, entry: catalogue.Entry | None) -> bool:
    """What the catalogue now says of a file is what the collection holds."""
    if entry is None:
        return True
    said = {
        "symbol": entry.symbol,
        "title": entry.title,
        "date": entry.date,
        "language": entry.language,
        "kind": entry.kind,
        "author": entry.author,
        "url": entry.url,
    }
    return all(not value or getattr(held, name) == value for name, value in said.items())


def _prune(collection: Store, run: _Run, folders: list[Path]) -> None:
    """Remove the documents whose file lay in one of these folders and is gone."""
    gone = [
        document
        for document in run.by_id.values()
        if any(Path(document.source).is_relative_to(folder) for folder in folders)
        and not Path(document.source).exists()
    ]
    if gone:
        collection.remove([document.id for document in gone])
    run.removed += gone
    for document in gone:
        del run.by_id[document.id]
