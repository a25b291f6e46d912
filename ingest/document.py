"""One file becomes one Reading: bytes, lines, blocks, outline, facts."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.catalogue import Entry, entry_for
from ingest.furniture import Lifted
from ingest.layout import lay_out
from ingest.metadata import read_facts
from ingest.readers import reader_of
from ingest.structure import outline
from rag import Document, EmptyFile, MissingPath, Reading, SourceError, UnreadableFile


@dataclass(frozen=True, slots=True)
class Anatomy:
    """A reading, and everything printed that is not among the words of its paragraphs."""

    reading: Reading
    lifted: tuple[Lifted, ...]


def read_document(path: Path, *, root: Path | None = None) -> Reading:
    """Read one file as a document and its paragraphs.

    ``root``: the folder that ``document.source`` is told from; without it the source is the path as given.

    Raises:
        MissingPath, UnreadableFile, EmptyFile, BinaryFile, UnknownEncoding, UnknownFormat: with ``path``.

    A catalogue beside it that cannot be read is among the warnings of the reading.

    """
    content = read_bytes(path)
    try:
        entry = entry_for(path)
    except SourceError as error:
        reading = dissect(content, path=path, root=root).reading
        return replace(reading, warnings=(*reading.warnings, error.message("en")))
    return dissect(content, path=path, root=root, entry=entry).reading


def read_bytes(path: Path) -> bytes:
    """The content of a file; raises MissingPath or UnreadableFile."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise MissingPath(path=path) from None
    except OSError as error:
        raise UnreadableFile(path=path, reason=error.strerror or str(error)) from None


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def source_of(path: Path, root: Path | None) -> str:
    if root is not None and path.is_relative_to(root):
        return path.relative_to(root).as_posix()
    return str(path)


def dissect(content: bytes, *, path: Path, root: Path | None = None, entry: Entry | None = None) -> Anatomy:
    """Read a file's content; ``entry`` is what a catalogue says of it."""
    lines = reader_of(path)(content, path=path)
    if not lines:
        raise EmptyFile(path=path)
    layout = lay_out(lines)
    found = outline(layout)
    if not found.paragraphs:
        raise EmptyFile(path=path)
    entry = entry or Entry()
    facts = read_facts(
        found.masthead,
        kind=found.kind,
        title=found.title,
        adoption=found.adoption,
        body=" ".join(paragraph.text for paragraph in found.paragraphs[:200]),
        running_heads=found.lifted,
    )
    symbol = entry.symbol or facts.symbol
    document = Document(
        id=symbol or name_of(path),
        symbol=symbol,
        title=entry.title or facts.title,
        kind=entry.kind or found.kind,
        organ=facts.organ,
        author=entry.author or facts.author,
        addressee=facts.addressee,
        session=facts.session,
        agenda_item=facts.agenda_item,
        date=entry.date or facts.date,
        language=entry.language or facts.language,
        status=facts.status,
        url=entry.url,
        source=source_of(path, root),
        digest=digest_of(content),
        parts=found.parts,
    )
    return Anatomy(Reading(document=document, paragraphs=found.paragraphs, warnings=found.warnings), found.lifted)


def name_of(path: Path) -> str:
    """The stem of a file name as an id: white space and ``#`` become ``-``."""
    return re.sub(r"[\s#]+", "-", path.stem.strip()) or "document"
