"""PDF: each page's characters with their places become lines; pages without text are recognised where that is possible."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.printed import Printed
from ingest.readers.pages import Pages
from ingest.readers.pdf_sheets import sheet_of
from ingest.readers.recognised import Confidences, page_list
from ingest.readers.recognition import DPI, Recogniser, RecognitionError, find_recogniser
from ingest.readers.scans import DamagedPdf, LockedPdf, NoPages, NoTextLayer, NotPdf
from ingest.remarks import remark
from rag import EmptyFile, Remark, SourceError

if TYPE_CHECKING:
    import pypdfium2

    from ingest.readers.glyphs import Sheet

SUFFIXES = (".pdf",)
_HEADER_REACH = 1024
"""Bytes in which ``%PDF-`` may stand: some servers put something before it."""
_FEW = 120
"""Characters: a scan may carry a stamp of so many."""
_PIXELS = 40_000_000
"""A page is drawn with no more for recognition, whatever size it says it has."""
_TURNED = 40
"""So many characters that run another way than the text are more than a stamp."""
_PDFIUM = threading.Lock()
"""pdfium is one library for the whole process, and no two threads may call it at once."""


def read(content: bytes, *, path: Path) -> Iterator[Printed]:
    """The one document of a PDF.

    Raises:
        EmptyFile, NotPdf, LockedPdf, DamagedPdf, NoPages: there is nothing to read.
        NoTextLayer: its pages are pictures, and nothing is there to recognise them.

    """
    if not content.strip(b" \t\r\n\x00"):
        raise EmptyFile(path=path)
    if b"%PDF-" not in content[:_HEADER_REACH]:
        raise NotPdf(path=path)
    with _PDFIUM:
        reading = _Reading(path)
        with _opened(content, path=path) as document:
            reading.take_all(document)
    yield reading.printed()


_NO_PAGE = re.compile(rb"/Count\s+0\b")
_PAGE = re.compile(rb"/Type\s*/Page\b")


def _opened(content: bytes, *, path: Path) -> pypdfium2.PdfDocument:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _failure(content, error.err_code)(path=path) from None
    if not len(document):
        document.close()
        raise NoPages(path=path)
    return document


def _failure(content: bytes, code: int | None) -> type[SourceError]:
    """Why a file does not open. pdfium's reason may be that of an earlier file, so the bytes are asked too."""
    import pypdfium2.raw as pdfium

    if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY) and b"/Encrypt" in content:
        return LockedPdf
    return NoPages if _NO_PAGE.search(content) and not _PAGE.search(content) else DamagedPdf


@dataclass(slots=True)
class _Reading:
    """Reads a file page by page; each page is closed before the next is opened."""

    path: Path
    pages: Pages = field(default_factory=Pages)
    told: Confidences = field(default_factory=Confidences)
    count: int = 0
    silent: list[int] = field(default_factory=list)
    """Pages that show something and have no text."""
    torn: list[int] = field(default_factory=list)
    turned: list[int] = field(default_factory=list)
    recogniser: Recogniser | None = None
    looked: bool = False

    def take_all(self, document: pypdfium2.PdfDocument) -> None:
        import pypdfium2

        self.count = len(document)
        for index in range(self.count):
            try:
                page = document[index]
            except pypdfium2.PdfiumError:
                self.torn.append(index + 1)
                continue
            try:
                self._take(page, index + 1)
            except pypdfium2.PdfiumError:
                self.torn.append(index + 1)
            finally:
                page.close()

    def _take(self, page: pypdfium2.PdfPage, number: int) -> None:
        sheet = sheet_of(page, number)
        if sheet.turned >= _TURNED:
            self.turned.append(number)
        if not _is_silent(page, sheet):
            self.pages.take(sheet)
            return
        if not self._recognise(page, number):
            self.silent.append(number)
            self.pages.take(sheet)

    def _recognise(self, page: pypdfium2.PdfPage, number: int) -> bool:
        if not self.looked:
            self.recogniser, self.looked = find_recogniser(), True
        if self.recogniser is None:
            return False
        width, height = page.get_size()
        scale = min(DPI / 72, (_PIXELS / max(width * height, 1.0)) ** 0.5)
        picture = page.render(scale=scale, grayscale=True).to_pil()
        try:
            found = self.recogniser.recognise(picture, page=number, dpi=scale * 72)
        except RecognitionError:
            self.told.given_up.append(number)
            return True
        if self.pages.take(found.sheet):
            self.told.add(number, found)
        return True

    def printed(self) -> Printed:
        """Raises NoTextLayer, DamagedPdf or EmptyFile: no line was read."""
        lines, running = self.pages.lines()
        if not lines:
            if self.silent or self.told.given_up:
                raise NoTextLayer(path=self.path, pages=self.count)
            if self.torn:
                raise DamagedPdf(path=self.path)
            raise EmptyFile(path=self.path)
        return Printed(lines=lines, lifted=running, paged=True, remarks=self._remarks())

    def _remarks(self) -> tuple[Remark, ...]:
        language = self.recogniser.language if self.recogniser else ""
        told = list(self.told.remarks(language=language))
        for code, pages in (
            ("pages-without-text", self.silent),
            ("pages-torn", self.torn),
            ("text-turned", self.turned),
        ):
            if pages:
                told.append(remark(code, pages=page_list(pages)))
        return tuple(told)


def _is_silent(page: pypdfium2.PdfPage, sheet: Sheet) -> bool:
    """The page shows more than its text layer says: a picture of a page, or type whose meaning the file does not tell."""
    import pypdfium2.raw as pdfium

    letters = sum(1 for glyph in sheet.glyphs if glyph.text.strip())
    if sheet.unknown > letters:
        return True
    if not letters:
        return bool(pdfium.FPDFPage_CountObjects(page.raw) > 0)
    if letters > _FEW:
        return False
    width, height = page.get_size()
    for drawn in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,)):
        left, bottom, right, top = drawn.get_bounds()
        if (right - left) * (top - bottom) > 0.5 * width * height:
            return True
    return False
