"""The printed lines of a Word file: paragraphs with their numbers, tables, and the notes below what refers to them."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.furniture import Lifted
from ingest.joining import join
from ingest.lines import INVISIBLE, Line, is_finished, width
from ingest.markers import MarkerKind, marker_of
from ingest.readers.docx_notes import Notes
from ingest.readers.docx_numbering import read_numbering
from ingest.readers.docx_package import Package, W, number_of, value_of
from ingest.readers.docx_styles import Styles
from ingest.readers.docx_tables import Cell, children, is_layout, rows_of
from ingest.readers.docx_text import Pages, Reader, Words

if TYPE_CHECKING:
    from ingest.readers.docx_package import Element

TAB = "    "
HEADING_COLUMNS = 160
"""A paragraph in the style of a heading that is wider and ends its sentence is a clause, numbered by that style."""
LIST_INDENT = 4
_ACTIVE = frozenset(W + name for name in ("sectPr", "numPr", "pageBreakBefore", "del", "moveFrom", "vanish"))
"""Properties by which even an empty paragraph does something."""


@dataclass(slots=True)
class _Paragraph:
    """A paragraph before it is printed."""

    words: Words
    style: str
    number: tuple[int, int] | None
    """List and level."""
    outline: int | None
    """Its own ``outlineLvl``."""


@dataclass(slots=True)
class _Sheet:
    """The lines printed so far."""

    lines: list[Line] = field(default_factory=list)
    lifted: list[Lifted] = field(default_factory=list)
    notes: list[tuple[str, str, int]] = field(default_factory=list)
    """Mark, words and page of notes that stand below the block which refers to them."""
    count: int = 0
    blanks: int = 0
    boxes: list[Element] = field(default_factory=list)


class Printer:
    """Takes the blocks of the body one by one."""

    def __init__(self, package: Package) -> None:
        self.styles = Styles(package.part("styles"))
        self.numbering = read_numbering(package.part("numbering"), self.styles)
        self.notes = Notes(package, self.styles)
        self.pages = Pages()
        self.reader = Reader(self.styles, notes=self.notes, pages=self.pages)
        self.sheet = _Sheet()
        self._open: _Paragraph | None = None
        """A paragraph whose end is deleted: the next one is the rest of it."""

    def block(self, element: Element) -> None:
        """A paragraph or table of the body, or a content control around some."""
        if element.tag == f"{W}sectPr":
            self.notes.end_section(element)
            return
        if element.tag == f"{W}tbl":
            self._table(element)
        elif self._open is None and self._is_blank(element):
            self.sheet.blanks += 1
        else:
            self._paragraph(element)
        self._below()

    def _is_blank(self, paragraph: Element) -> bool:
        """Nothing stands in it and nothing hangs on it: a million of these must cost little."""
        if not len(paragraph):
            return True
        properties = paragraph[0]
        if len(paragraph) > 1 or properties.tag != f"{W}pPr":
            return False
        style = self.styles.paragraph
        for one in properties:
            if one.tag in _ACTIVE or (one.tag == f"{W}rPr" and any(mark.tag in _ACTIVE for mark in one)):
                return False
            if one.tag == f"{W}pStyle":
                style = one.get(f"{W}val") or style
        return self.styles.numbering(style) is None

    def close(self) -> None:
        """Nothing follows."""
        if self._open is not None:
            paragraph, self._open = self._open, None
            self._print(paragraph)
        self._below()

    def _below(self) -> None:
        """Text boxes and notes stand below the block that they are anchored in."""
        while self.sheet.boxes and self._open is None:
            box = self.sheet.boxes.pop(0)
            for element in children(box, "p", "tbl"):
                self.block(element)
            self.close()
        if self._open is None:
            for mark, text, page in self.sheet.notes:
                starred = not mark[0].isalnum() and mark[0] in "*＊†‡"
                self._line(f"{mark} {text}" if starred else f"[^{mark}]: {text}", page=page)
            self.sheet.notes.clear()

    # --- paragraphs --------------------------------------------------------------------------------------------------

    def _paragraph(self, element: Element) -> None:
        properties = element.find(f"{W}pPr")
        style = value_of(properties, "pStyle") or self.styles.paragraph
        words = self.reader.read(element, style=style)
        paragraph = _Paragraph(words, style, self._number(properties, style), number_of(properties, "outlineLvl"))
        section = properties.find(f"{W}sectPr") if properties is not None else None
        if section is not None:
            self.notes.end_section(section)
        if self._open is not None:
            paragraph = _joined(self._open, paragraph)
            self._open = None
        if paragraph.words.goes_on:
            self._open = paragraph
        else:
            self._print(paragraph)

    def _number(self, properties: Element | None, style: str) -> tuple[int, int] | None:
        """The list and level that count a paragraph."""
        own = properties.find(f"{W}numPr") if properties is not None else None
        number, depth = number_of(own, "numId"), number_of(own, "ilvl")
        if number is None:
            inherited = self.styles.numbering(style)
            if inherited is None:
                return None
            number, styled, owner = inherited
            if depth is None:
                linked = self.numbering.level_of_style(number, style)
                linked = self.numbering.level_of_style(number, owner) if linked is None else linked
                depth = styled if linked is None else linked
        return (number, depth or 0) if number else None

    def _print(self, paragraph: _Paragraph) -> None:
        words = paragraph.words
        page = words.page or self.pages.current
        self.sheet.boxes += words.boxes
        self.sheet.notes += [(mark, text, page) for mark, text in words.notes if mark and text]
        printed = self.numbering.count(*paragraph.number) if paragraph.number else ""
        pieces = [bare(piece) for piece in words.text.split("\n")]
        if not any(pieces):
            self.sheet.blanks += 1
            return
        if self.styles.is_contents(paragraph.style) or (
            words.in_contents and re.search(r"\t\s*[\divxlc]+\s*$", words.text)
        ):
            self.sheet.lifted.append(Lifted("contents", join(pieces), self.sheet.count + 1))
            return
        pieces = [piece for piece in pieces if piece]
        if printed:
            pieces[0] = f"{printed} {pieces[0]}"
        indent = LIST_INDENT * paragraph.number[1] if printed and paragraph.number else 0
        level = self._level(paragraph, join(pieces), counted=bool(printed))
        if level:
            self._line(join(pieces), page=page, level=level)
            return
        for place, piece in enumerate(pieces):
            self._line(piece, page=page, indent=indent, literal=not place, counted=bool(printed) and not place)

    def _level(self, paragraph: _Paragraph, text: str, *, counted: bool) -> int:
        """1 to 6 for a heading. Styles of headings are also used for their numbers: a clause in one is a paragraph."""
        own = paragraph.outline
        level = self.styles.level(paragraph.style) if own is None else (min(own + 1, 6) if own < 9 else 0)
        if not level:
            return 0
        marker = marker_of(text)
        numbered = counted or (marker is not None and marker.kind is not MarkerKind.SECTION)
        if width(text) > HEADING_COLUMNS and is_finished(text):
            return 0
        return 0 if numbered and text.rstrip().endswith((".", "。", "；", ";", "，", ",", "：", ":")) else level

    def _line(
        self,
        text: str,
        *,
        page: int,
        indent: int = 0,
        level: int = 0,
        literal: bool = True,
        verbatim: bool = False,
        counted: bool = False,
    ) -> None:
        self.sheet.count += 1
        line = Line(
            self.sheet.count,
            text,
            indent,
            self.sheet.blanks,
            page,
            level=level,
            literal=literal,
            verbatim=verbatim,
            counted=counted,
        )
        self.sheet.lines.append(line)
        self.sheet.blanks = 0

    # --- tables ------------------------------------------------------------------------------------------------------

    def _table(self, table: Element) -> None:
        self.close()
        rows = rows_of(table)
        if is_layout(table, rows, self.styles, opens=not self.sheet.lines):
            for cell in itertools.chain.from_iterable(rows):
                if not cell.continued:
                    for element in children(cell.element, "p", "tbl"):
                        self.block(element)
                    self.close()
            return
        for row in rows:
            page = self.pages.current
            cells = [self._cell(cell) for cell in row]
            if any(cells):
                self._line(" | ".join(cells), page=page, verbatim=True)

    def _cell(self, cell: Cell) -> str:
        """The words of a cell as one line; a table in it is read cell by cell."""
        if cell.continued:
            return ""
        outer, self.sheet = self.sheet, _Sheet()
        for element in children(cell.element, "p", "tbl"):
            if element.tag == f"{W}tbl":
                for nested in itertools.chain.from_iterable(rows_of(element)):
                    if text := self._cell(nested):
                        self._line(text, page=1)
            else:
                self._paragraph(element)
        if self._open is not None:
            paragraph, self._open = self._open, None
            self._print(paragraph)
        inner, self.sheet = self.sheet, outer
        outer.notes += inner.notes
        outer.boxes += inner.boxes
        return join(line.text for line in inner.lines)


def _joined(first: _Paragraph, second: _Paragraph) -> _Paragraph:
    """Two paragraphs whose common border is gone; they look as the first one did, unless nothing of it is left."""
    words = Words(
        text=first.words.text + second.words.text,
        page=first.words.page or second.words.page,
        boxes=first.words.boxes + second.words.boxes,
        notes=first.words.notes + second.words.notes,
        in_contents=first.words.in_contents and second.words.in_contents,
        goes_on=second.words.goes_on,
    )
    return replace(first if first.words.text.strip() else second, words=words)


def bare(text: str) -> str:
    return text.translate(_DROPPED).replace("\t", TAB).replace("\u00a0", " ").strip()


_DROPPED = {code: sign for code, sign in INVISIBLE.items() if code != ord("\t")}
