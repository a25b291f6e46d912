"""EPUB: the chapters of a book in the order of its spine.

SourceError
└── ProtectedBook   its chapters are encrypted for one reader's device
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import unquote

from ingest.entry import Entry
from ingest.lines import Line
from ingest.printed import Printed
from ingest.readers.archive import DamagedArchive, open_archive, read_entry
from ingest.readers.front_matter import entry_from
from ingest.readers.html import decode_page
from ingest.readers.markup import Tree, lines_of
from ingest.remarks import remark
from rag import BinaryFile, EmptyFile, SourceError, UnknownEncoding

if TYPE_CHECKING:
    from lxml.etree import _Element

SUFFIXES = (".epub",)
_CHAPTERS = ("application/xhtml+xml", "text/html", "application/xml", "text/xml", "text/x-oeb1-document")
_TEXTS = (".xhtml", ".html", ".htm", ".xml", ".opf", ".ncx")
_SKIPPED = ("toc", "cover")
"""Parts that a book's own guide calls so."""
TITLE_REACH = 20
"""A document prints its title among the first so many lines."""


class ProtectedBook(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} is protected against copying (DRM): its chapters are encrypted. Get an edition without protection from the "
        "publisher, or another format of the document.",
        "zh": "{path} 有版权保护（DRM），各章已加密，无法读取。请向出版方索取无保护的版本，或使用该文件的其他格式。",
    }


@dataclass(frozen=True, slots=True)
class _Book:
    """``chapters``: their places in the container, in the order of reading."""

    chapters: tuple[str, ...]
    declared: Entry
    missing: list[str] = field(default_factory=list)


def read(content: bytes, *, path: Path) -> Iterator[Printed]:
    """The book as one document.

    Raises:
        ProtectedBook, EmptyFile and the errors of ``ingest.readers.archive``: with ``path``.

    """
    with open_archive(content, path=path) as archive:
        names = {name.lower(): name for name in archive.namelist()}
        _refuse_protected(archive, names, path=path)
        book = _open_book(archive, names, path=path)
        tree = Tree()
        for chapter in book.chapters:
            try:
                markup, _ = decode_page(read_entry(archive, names[chapter.lower()], path=path), path=path)
            except EmptyFile:
                continue
            except (KeyError, BinaryFile, UnknownEncoding):
                book.missing.append(chapter)
                continue
            tree.add(markup, name=chapter)
    remarks = (
        (remark("chapters-missing", count=len(book.missing), names=", ".join(book.missing[:5])),)
        if book.missing
        else ()
    )
    lines = lines_of(tree, whole=True)
    # a book may print the title of its first chapter first; a document that was made a book prints its own
    title = "" if _prints(lines, book.declared.title) else book.declared.title
    yield Printed(
        lines=lines,
        entry=Entry(title=title, language=book.declared.language),
        fallback=book.declared,
        remarks=remarks,
    )


def _prints(lines: Sequence[Line], title: str) -> bool:
    """One of the first lines is the title, or the most of it."""
    bare = "".join(title.lower().split())
    printed = ["".join(line.text.lower().split()) for line in lines[:TITLE_REACH]]
    return any(bare in text or (text in bare and len(text) * 2 >= len(bare)) for text in printed if text)


def _refuse_protected(archive: zipfile.ZipFile, names: dict[str, str], *, path: Path) -> None:
    """Fonts may be scrambled in any book; chapters only are where the book is protected."""
    place = names.get("meta-inf/encryption.xml")
    if place is None:
        return
    root = _parse(read_entry(archive, place, path=path))
    for element in root.iter() if root is not None else ():
        if _tag(element) == "CipherReference" and unquote(element.get("URI", "")).lower().endswith(_TEXTS):
            raise ProtectedBook(path=path)


def _open_book(archive: zipfile.ZipFile, names: dict[str, str], *, path: Path) -> _Book:
    place = _package_of(archive, names, path=path)
    root = _parse(read_entry(archive, place, path=path))
    if root is None:
        raise DamagedArchive(path=path, reason=place)
    folder = posixpath.dirname(place)

    def located(reference: str) -> str:
        return posixpath.normpath(posixpath.join(folder, unquote(reference.partition("#")[0])))

    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    skipped = {
        located(e.get("href", "")) for e in elements if _tag(e) == "reference" and e.get("type", "").lower() in _SKIPPED
    }
    items: dict[str, str] = {}
    for element in elements:
        if _tag(element) == "item" and element.get("media-type", "").lower() in _CHAPTERS:
            where = located(element.get("href", ""))
            if "nav" not in element.get("properties", "").split() and where not in skipped:
                items[element.get("id", "")] = where
    spine = [element for element in elements if _tag(element) == "itemref"]
    # what stands outside the order of reading (notes as a rule) comes behind it
    spine.sort(key=lambda element: element.get("linear", "yes").lower() == "no")
    found = (items.get(element.get("idref", "")) for element in spine)
    return _Book(tuple(dict.fromkeys(where for where in found if where)), _declared(elements))


def _package_of(archive: zipfile.ZipFile, names: dict[str, str], *, path: Path) -> str:
    """The place of the package document, which lists everything else."""
    if place := names.get("meta-inf/container.xml"):
        root = _parse(read_entry(archive, place, path=path))
        for element in root.iter() if root is not None else ():
            if _tag(element) == "rootfile" and (found := names.get(element.get("full-path", "").lower())):
                return found
    found = next((name for key, name in names.items() if key.endswith(".opf")), None)
    if found is None:
        raise DamagedArchive(path=path, reason="META-INF/container.xml")
    return found


def _declared(elements: list[_Element]) -> Entry:
    values: dict[str, list[str]] = {}
    for element in elements:
        text = " ".join("".join(element.itertext()).split())
        if text and element.tag.startswith("{http://purl.org/dc/elements/1.1/}"):
            values.setdefault(_tag(element), []).append(text)
    first = {name: found[0] for name, found in values.items()}
    entry, _ = entry_from(
        {
            "title": first.get("title", ""),
            "author": list(dict.fromkeys(values.get("creator", []))),
            "language": first.get("language", ""),
            "date": first.get("date", ""),  # a bare year is no date of a document
        }
    )
    return entry


def _parse(content: bytes) -> _Element | None:
    """A small XML file of the container; entities are not resolved and nothing is fetched."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None


def _tag(element: _Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
