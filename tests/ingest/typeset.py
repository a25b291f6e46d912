"""Lays paragraphs out as a PDF: lines broken and justified, columns, running heads, page numbers, notes at the page's foot."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARK = re.compile(f"[{SUPERSCRIPTS}]+|\\*$")
_NO_START = "，。；：、）”》」』！？,.;:)!?"


@dataclass(kw_only=True)
class Sheetmaker:
    """How pages are set. Lengths in points."""

    font: str = "STSong-Light"
    size: float = 10.5
    columns: int = 1
    page: tuple[float, float] = (420.0, 420.0)
    margin: float = 50.0
    gutter: float = 22.0
    indent: float = 21.0
    spacing: float = 6.0
    head: str = ""
    spaces: bool = True
    """Spaces are drawn; else words only stand apart."""
    twice: bool = False
    """Every word is drawn twice, a hair apart, as some programs make bold type."""
    notes: Mapping[str, str] = field(default_factory=dict)

    def pdf(self, blocks: Sequence[str]) -> bytes:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.pdfgen.canvas import Canvas

        if self.font == "STSong-Light":
            pdfmetrics.registerFont(UnicodeCIDFont(self.font))
        self.width_of = pdfmetrics.stringWidth
        buffer = io.BytesIO()
        self.canvas: Any = Canvas(buffer, pagesize=self.page, invariant=1)
        self.number, self.column = 1, 0
        self.feet: list[str] = []
        self.measure = (self.page[0] - 2 * self.margin - (self.columns - 1) * self.gutter) / self.columns
        self.y = self.page[1] - self.margin
        for block in blocks:
            self._block(block)
        self._close_column()
        self._furniture()
        self.canvas.save()
        return buffer.getvalue()

    # --- lines -------------------------------------------------------------------------------------------------------

    def _width(self, piece: str, size: float) -> float:
        raised = _MARK.fullmatch(piece)
        return float(self.width_of(self._plain(piece), self.font, size * 0.6 if raised else size))

    @staticmethod
    def _plain(piece: str) -> str:
        return piece.translate(str.maketrans(SUPERSCRIPTS, "0123456789"))

    def _broken(self, text: str, *, indent: float, size: float) -> list[list[str]]:
        pieces = re.findall(rf"[{SUPERSCRIPTS}]+|\*$|[!-~À-ž’]+|\s|.", text)
        lines: list[list[str]] = [[]]
        used = indent
        for piece in pieces:
            width = self._width(piece, size)
            sticks = piece in _NO_START or bool(_MARK.fullmatch(piece))
            if used + width > self.measure and lines[-1] and piece != " " and not sticks:
                if lines[-1][-1] == " ":
                    lines[-1].pop()
                lines.append([])
                used = 0.0
            elif used + width > self.measure and sticks and len(lines[-1]) > 1:
                carried = lines[-1].pop()
                lines.append([carried])
                used = self._width(carried, size)
            if piece == " " and not lines[-1]:
                continue
            lines[-1].append(piece)
            used += width
        return lines

    def _block(self, text: str) -> None:
        body = len(text) > 25 and text[-1] in "，。；,;.”)" + SUPERSCRIPTS
        indent = self.indent if body else 0.0
        lines = self._broken(text, indent=indent, size=self.size)
        for place, line in enumerate(lines):
            marks = [self._plain(piece) for piece in line if _MARK.fullmatch(piece)]
            fresh = [mark for mark in marks if mark in self.notes]
            if self.y - self.size * 1.5 < self._floor([*self.feet, *fresh]):
                self._close_column()
            self.feet += fresh
            self._line(line, indent if place == 0 else 0.0, self.y, self.size, last=place == len(lines) - 1)
            self.y -= self.size * 1.5
        self.y -= self.spacing

    def _line(self, line: Sequence[str], indent: float, y: float, size: float, *, last: bool) -> None:
        left = self.margin + self.column * (self.measure + self.gutter) + indent
        natural = sum(self._width(piece, size) for piece in line)
        latin = " " in line and sum(piece.isascii() for piece in line) * 2 > len(line)
        holes = line.count(" ") if latin else len(line) - 1
        slack = 0.0 if last or not holes else max(0.0, (self.measure - indent - natural) / holes)
        for place, piece in enumerate(line):
            spaced = self.spaces and line[place + 1 : place + 2] == [" "]
            self._draw(piece + " " * spaced, left, y, size)
            left += self._width(piece, size) + (slack if piece == " " or not latin else 0.0)

    def _draw(self, piece: str, left: float, y: float, size: float) -> None:
        if not piece.strip():
            return
        raised = _MARK.fullmatch(piece.strip())
        self.canvas.setFont(self.font, size * 0.6 if raised else size)
        for shift in (0.0, 0.3) if self.twice else (0.0,):
            self.canvas.drawString(left + shift, y + (size * 0.35 if raised else 0.0), self._plain(piece))

    # --- pages -------------------------------------------------------------------------------------------------------

    def _foot_lines(self, marks: Sequence[str]) -> list[list[str]]:
        size = self.size * 0.8
        return [line for mark in marks for line in self._broken(f"{mark} {self.notes[mark]}", indent=0, size=size)]

    def _floor(self, marks: Sequence[str]) -> float:
        return self.margin + (len(self._foot_lines(marks)) * self.size * 1.2 + 14 if marks else 0.0)

    def _close_column(self) -> None:
        if self.feet:
            y = self._floor(self.feet) - 10
            left = self.margin + self.column * (self.measure + self.gutter)
            self.canvas.line(left, y + 10, left + 60, y + 10)
            for line in self._foot_lines(self.feet):
                self._line(line, 0, y, self.size * 0.8, last=True)
                y -= self.size * 1.2
            self.feet = []
        self.column += 1
        self.y = self.page[1] - self.margin
        if self.column == self.columns:
            self._furniture()
            self.canvas.showPage()
            self.number, self.column = self.number + 1, 0

    def _furniture(self) -> None:
        column, self.column = self.column, 0
        self.canvas.setFont(self.font, self.size * 0.8)
        self.canvas.drawString(self.page[0] / 2, self.margin - 25, str(self.number))
        if self.head and self.number > 1:
            width = self.width_of(self.head, self.font, self.size * 0.8)
            left = self.margin if self.number % 2 == 0 else self.page[0] - self.margin - width
            self.canvas.drawString(left, self.page[1] - self.margin + 22, self.head)
        self.column = column
