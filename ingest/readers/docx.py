"""Word files: each paragraph a printed line with the number that the program counts before it.

The body is read as a stream, block by block, so that memory is bounded by its largest paragraph or table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.furniture import Lifted
from ingest.lines import Line
from ingest.printed import Printed
from ingest.readers.archive import DamagedArchive, EncryptedArchive
from ingest.readers.docx_package import Package, W
from ingest.readers.docx_printer import Printer, bare
from ingest.readers.docx_styles import Styles
from ingest.readers.docx_text import Reader

if TYPE_CHECKING:
    from ingest.readers.docx_package import Element

SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")
PAGE_COLUMNS = 4000
"""No page holds more columns: where only the author's breaks are known, a longer stretch is more than one page."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RTF = b"{\\rtf"


def read(content: bytes, *, path: Path) -> Iterator[Printed]:
    """The one document of a Word file. An older format under the name of this one is read as what it is.

    Raises:
        EmptyFile, NotAnArchive, DamagedArchive, EncryptedArchive, OversizedArchive: with ``path``.
        OfficeMissing and the others of ``ingest.readers.office``: of an older format.

    """
    if content.startswith(_OLE) and _ENCRYPTED in content:
        raise EncryptedArchive(path=path)
    if content.startswith((_OLE, _RTF)):
        from ingest.readers import office

        yield from office.read(content, path=path)
        return
    if _is_web_page(content):
        from ingest.readers import reader_of

        yield from reader_of(path.with_suffix(".html"))(content, path=path)
        return
    yield read_package(Package(content, path=path))


def _is_web_page(content: bytes) -> bool:
    """Web servers and old programs hand out HTML under the name of a Word file."""
    head = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html"))


def read_package(package: Package) -> Printed:
    """What a Word file prints. Its own title and author are left: most keep those of the file that they were made from."""
    printer = Printer(package)
    for block in blocks(package):
        printer.block(block)
    printer.close()
    sheet = printer.sheet
    known = printer.pages.rendered or _fits_pages(sheet.lines)
    lines = tuple(sheet.lines) if known else tuple(replace(line, page=1) for line in sheet.lines)
    return Printed(lines=lines, lifted=(*_heads(package, printer.styles), *sheet.lifted))


def blocks(package: Package) -> Iterator[Element]:
    """The paragraphs, tables and section ends of the body, each freed when the next is asked for."""
    from lxml import etree

    tags = (f"{W}p", f"{W}tbl", f"{W}sectPr")
    stream = package.stream()
    inside = 0
    try:
        events = etree.iterparse(
            stream,
            events=("start", "end"),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for event, element in events:
            if event == "start":
                if not inside:
                    package.refuse_declarations(element, package.document)
                inside += 1
                continue
            inside -= 1
            if inside:
                continue
            yield element
            element.clear(keep_tail=False)
            parent = element.getparent()
            while element.getprevious() is not None and element.getprevious().tag in tags:
                parent.remove(element.getprevious())
    except (etree.XMLSyntaxError, ValueError):
        raise DamagedArchive(path=package.path, reason=package.document) from None
    finally:
        stream.close()


def _fits_pages(lines: Sequence[Line]) -> bool:
    """Whether the author's breaks alone tell the pages: every stretch between two of them fits on one."""
    if not lines or lines[-1].page == 1:
        return True
    columns: dict[int, int] = {}
    for line in lines:
        columns[line.page] = columns.get(line.page, 0) + max(line.right, 40)
    return max(columns.values()) <= PAGE_COLUMNS


def _heads(package: Package, styles: Styles) -> Iterator[Lifted]:
    """What the headers and footers print: beside the text, and once each."""
    seen: set[str] = set()
    for kind, parts in (("running head", ("header",)), ("running foot", ("footer",))):
        for root in package.parts(*parts):
            reader = Reader(styles)
            for paragraph in root.iter(f"{W}p"):
                words = reader.read(paragraph, style=styles.paragraph).text
                for piece in re.split(r"[\t\n]+", words):
                    text = bare(piece)
                    if text and text not in seen:
                        seen.add(text)
                        yield Lifted(kind, text, 0)
