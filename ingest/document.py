"""One printed document becomes one Reading: lines, blocks, outline, facts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from ingest.catalogue import entry_for
from ingest.contents import MOST_BYTES, digest_of, read_bytes
from ingest.entry import Entry
from ingest.errors import UnreadableDocument
from ingest.furniture import Lifted
from ingest.layout import lay_out
from ingest.metadata import read_facts
from ingest.printed import Printed
from ingest.readers import reader_of
from ingest.structure.outline import outline
from rag import Document, DocumentKind, EmptyFile, ParaciteError, Paragraph, Reading, Remark, SourceError

RULES = 3
"""The version of everything that makes paragraphs of bytes. Who changes what a file is read as raises it: files are then read
again when they are next ingested, though their bytes are the same."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Anatomy:
    """A reading, and everything printed that is not among the words of its paragraphs."""

    reading: Reading
    lifted: tuple[Lifted, ...]


def read_documents(path: Path, *, root: Path | None = None, most: int = MOST_BYTES) -> Iterator[Reading]:
    """Read the documents of one file, each with its paragraphs; most files hold one.

    ``root``: the folder that ``document.source`` is told from; without it the source is the path as given. ``most``: bytes.

    Raises:
        MissingPath, UnreadableFile, SpecialFile, FileTooLarge, FileChanging: before the format matters.
        EmptyFile, BinaryFile, UnknownEncoding, UnknownFormat, UnreadableDocument: with ``path``.

    A catalogue beside it that cannot be read is among the remarks of each reading.

    """
    content = read_bytes(path, most=most)
    remarks: tuple[Remark, ...] = ()
    try:
        entry = entry_for(path)
    except SourceError as error:
        entry = None
        remarks = (Remark("catalogue", error.message("zh"), error.message("en")),)
    for anatomy in guarded(dissect(content, path=path, root=root, entry=entry), path=path):
        reading = anatomy.reading
        yield replace(reading, remarks=(*reading.remarks, *remarks))


def read_document(path: Path, *, root: Path | None = None, most: int = MOST_BYTES) -> Reading:
    """Read a file that is one document; of a file that holds several, the first. Raises as ``read_documents`` does."""
    return next(read_documents(path, root=root, most=most))


def guarded(things: Iterator[T], *, path: Path) -> Iterator[T]:
    """What an iterator over a file gives; what it raises crosses the border below."""
    while True:
        with reading_border(path):
            found = next(things, None)
        if found is None:
            return
        yield found


@contextmanager
def reading_border(path: Path) -> Iterator[None]:
    """Whatever the reading of a file raises and nobody foresaw becomes UnreadableDocument.

    This is the one border at which every exception is caught, and it is right here: behind it stand a dozen libraries fed with
    files that nobody has seen, each with faults of its own (RecursionError on nesting, MemoryError on a forged length,
    IndexError on a cut table), and a batch of thousands must not end at one of them. Nothing is swallowed: the file fails under
    the exception's name, and the exception stays its cause. Only reading stands behind this border; what is wrong with the
    collection is never blamed on a file.
    """
    try:
        yield
    except ParaciteError:
        raise
    except Exception as error:
        raise UnreadableDocument(path=path, kind=type(error).__name__) from error


def source_of(path: Path, root: Path | None) -> str:
    if root is not None and path.is_relative_to(root):
        return path.relative_to(root).as_posix()
    return str(path)


def dissect(content: bytes, *, path: Path, root: Path | None = None, entry: Entry | None = None) -> Iterator[Anatomy]:
    """Read a file's content; ``entry`` is what a catalogue says of it."""
    found = False
    digest = digest_of(content)
    for printed in reader_of(path)(content, path=path):
        if anatomy := anatomy_of(printed, source=source_of(path, root), digest=digest, entry=entry):
            yield anatomy
            found = True
    if not found:
        raise EmptyFile(path=path)


def anatomy_of(printed: Printed, *, source: str, digest: str, entry: Entry | None = None) -> Anatomy | None:
    """One document of the file ``source``, whose ``digest`` is given; None where it has no paragraphs."""
    anatomy = _dissect(printed, stem=Path(source).stem, entry=entry_of_printed(printed, entry))
    if anatomy is None:
        return None
    document = replace(anatomy.reading.document, source=source, digest=printed.digest or digest)
    return replace(anatomy, reading=replace(anatomy.reading, document=document))


def entry_of_printed(printed: Printed, entry: Entry | None) -> Entry:
    """What is declared of one document: by the catalogue, and below it by the file itself."""
    return entry_of_member(entry, printed.member).over(printed.entry)


def entry_of_member(entry: Entry | None, member: str) -> Entry:
    """What the catalogue's row for a file says of one document in it."""
    if entry is None or not member:
        return entry or Entry()
    return replace(entry, symbol="", title="", url="")  # those cannot hold for each of several documents


def _dissect(printed: Printed, *, stem: str, entry: Entry) -> Anatomy | None:
    """One document; None where it has no paragraphs."""
    if not printed.lines:
        return None
    found = outline(lay_out(printed.lines), paged=printed.paged)
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
    # a letter or resolution prints its own date and sender; what a web page or a file's properties add is the upload's
    article = found.kind in (DocumentKind.OTHER, DocumentKind.REPORT)
    beside = printed.fallback if article else Entry(title=printed.fallback.title)
    document = Document(
        id=symbol or name_of(printed.member or stem),
        symbol=symbol,
        title=entry.title or facts.title or beside.title,
        kind=entry.kind or found.kind,
        organ=facts.organ,
        author=entry.author or facts.author or beside.author,
        addressee=facts.addressee,
        session=facts.session,
        agenda_item=facts.agenda_item,
        date=entry.date or facts.date or beside.date,
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
    """The name of a file or entry as an id: white space and ``#`` become ``-``, and so do steps of a path (``..``)."""
    return re.sub(r"(?:^|(?<=/))\.{1,2}(?=/|$)", "-", re.sub(r"[\s#]+", "-", name.strip())) or "document"
