"""One file becomes one Reading: bytes, lines, blocks, outline, facts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.catalogue import entry_for
from ingest.entry import Entry
from ingest.furniture import Lifted
from ingest.layout import lay_out
from ingest.metadata import read_facts
from ingest.printed import Printed
from ingest.readers import reader_of
from ingest.structure import outline
from rag import Document, EmptyFile, MissingPath, Paragraph, Reading, Remark, SourceError, UnreadableFile


@dataclass(frozen=True, slots=True)
class Anatomy:
    """A reading, and everything printed that is not among the words of its paragraphs."""

    reading: Reading
    lifted: tuple[Lifted, ...]


def read_documents(path: Path, *, root: Path | None = None) -> Iterator[Reading]:
    """Read the documents of one file, each with its paragraphs; most files hold one.

    ``root``: the folder that ``document.source`` is told from; without it the source is the path as given.

    Raises:
        MissingPath, UnreadableFile, EmptyFile, BinaryFile, UnknownEncoding, UnknownFormat: with ``path``.

    A catalogue beside it that cannot be read is among the remarks of each reading.

    """
    content = read_bytes(path)
    remarks: tuple[Remark, ...] = ()
    try:
        entry = entry_for(path)
    except SourceError as error:
        entry = None
        remarks = (Remark("catalogue", error.message("zh"), error.message("en")),)
    for anatomy in dissect(content, path=path, root=root, entry=entry):
        reading = anatomy.reading
        yield replace(reading, remarks=(*reading.remarks, *remarks))


def read_document(path: Path, *, root: Path | None = None) -> Reading:
    """Read a file that is one document; of a file that holds several, the first. Raises as ``read_documents`` does."""
    return next(read_documents(path, root=root))


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


def dissect(content: bytes, *, path: Path, root: Path | None = None, entry: Entry | None = None) -> Iterator[Anatomy]:
    """Read a file's content; ``entry`` is what a catalogue says of it."""
    found = False
    for printed in reader_of(path)(content, path=path):
        if anatomy := _dissect(printed, path=path, entry=(entry or Entry()).over(printed.entry)):
            document = anatomy.reading.document
            document = replace(document, source=source_of(path, root), digest=printed.digest or digest_of(content))
            yield replace(anatomy, reading=replace(anatomy.reading, document=document))
            found = True
    if not found:
        raise EmptyFile(path=path)


def _dissect(printed: Printed, *, path: Path, entry: Entry) -> Anatomy | None:
    """One document; None where it has no paragraphs."""
    if not printed.lines:
        return None
    found = outline(lay_out(printed.lines))
    if not found.paragraphs:
        return None
    facts = read_facts(
        found.masthead,
        kind=found.kind,
        title=found.title,
        adoption=found.adoption,
        body=" ".join(paragraph.text for paragraph in found.paragraphs[:200]),
        running_heads=(*printed.lifted, *found.lifted),
    )
    symbol = entry.symbol or facts.symbol
    document = Document(
        id=symbol or name_of(printed.member or path.stem),
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
        member=printed.member,
        words=words_of(found.paragraphs),
        parts=found.parts,
    )
    reading = Reading(document=document, paragraphs=found.paragraphs, remarks=(*printed.remarks, *found.remarks))
    return Anatomy(reading, (*printed.lifted, *found.lifted))


def words_of(paragraphs: Iterable[Paragraph]) -> str:
    """The digest of what paragraphs say: two layouts of one text have the same."""
    digest = hashlib.sha256()
    for paragraph in paragraphs:
        bare = "".join(paragraph.text.split())
        digest.update(f"{paragraph.id}\x1f{bare}\x1e".encode())
    return digest.hexdigest()


def name_of(name: str) -> str:
    """The name of a file or entry as an id: white space and ``#`` become ``-``."""
    return re.sub(r"[\s#]+", "-", name.strip()) or "document"
