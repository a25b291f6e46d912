"""Tables: which blocks are the rows of one, its caption, its head, and the number that it goes by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.lines import ends_with_comma, is_finished, width
from ingest.markers import chinese_number, roman_number
from ingest.mending import Block
from ingest.standing import plain

SEPARATOR = " | "
"""What a reader puts between the cells of a row."""
CAPTION_COLUMNS = 200
HEAD_COLUMNS = 80
"""A cell of more columns is no column's title."""
_CAPTION = re.compile(
    r"(?:表格?|附表|Table|Tableau|Cuadro|Tabla|Таблица|الجدول|جدول)\s*(?:No\.?\s*)?"
    r"(?P<number>\d{1,3}(?:[.\-]\d{1,3})?|[IVX]{1,5}|[A-Z]|[一二三四五六七八九十]{1,3})(?=$|[\s.．:：)）、—–-])(?P<title>.*)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"[\d\s.,，%％$€£¥+\-–—()（）/:：]*\d[\d\s.,，%％$€£¥+\-–—()（）/:：]*")
_TITLE_LINES = 3
"""So many lines may stand between ``Table 2`` and the table: its title, its unit."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table's blocks, ``blocks[start:end]`` of the body with its caption, from ``rows`` on its rows."""

    start: int
    rows: int
    end: int
    caption: str
    number: int
    """As printed in the caption; 0 where none is."""


def is_row(block: Block) -> bool:
    """One line that the format says is no heading: a row, or a line of code that stands alone."""
    return block.first.verbatim and len(block.lines) == 1 and not block.level


def rows_end(blocks: Sequence[Block], index: int) -> int:
    """One past the last row of the table that starts at this block; ``index`` where none does. One row is no table."""
    end = index
    while end < len(blocks) and is_row(blocks[end]):
        end += 1
    return end if sum(SEPARATOR in block.text for block in blocks[index:end]) > 1 else index


def table_at(blocks: Sequence[Block], index: int) -> Table | None:
    """The table that starts at this block, with its caption or without one."""
    end = rows_end(blocks, index)
    if end > index:
        return Table(index, index, end, "", 0)
    found = _caption(blocks[index])
    if found is None:
        return None
    bare = not found["title"].strip(" .．:：)）、—–-")
    rows = index + 1
    while bare and rows <= index + _TITLE_LINES and rows < len(blocks) and _is_title(blocks[rows]):
        rows += 1
    end = rows_end(blocks, rows) if rows < len(blocks) else rows
    if end <= rows:
        return None
    caption = " ".join(plain(block.text) for block in blocks[index:rows])
    return Table(index, rows, end, caption, caption_number(found["number"]))


def caption_number(label: str) -> int:
    """``2``, ``II``, ``二`` → 2; 0 where it is no whole number (``2.1``, ``A``)."""
    if label.isdigit():
        return int(label)
    return chinese_number(label) or roman_number(label) if len(label) > 1 or label not in "CDLM" else 0


def has_head(rows: Sequence[Block]) -> bool:
    """The first row names the columns: short cells, none of them a figure, over a row of as many cells."""
    first, second = cells_of(rows[0].text), cells_of(rows[1].text)
    return (
        len(first) == len(second) > 1
        and any(first[1:])
        and first != second
        and all(width(cell) <= HEAD_COLUMNS and not _FIGURE.fullmatch(cell) and not is_finished(cell) for cell in first)
    )


def cells_of(text: str) -> list[str]:
    return [cell.strip() for cell in text.split("|")]


def _caption(block: Block) -> re.Match[str] | None:
    text = plain(block.text)
    if is_row(block) or width(text) > CAPTION_COLUMNS or ends_with_comma(text):
        return None
    return _CAPTION.fullmatch(text)


def _is_title(block: Block) -> bool:
    return (
        not is_row(block)
        and block.marker is None
        and width(block.text) <= CAPTION_COLUMNS
        and not is_finished(block.text)
    )


@dataclass(slots=True)
class TableNumbers:
    """Gives each table of a document the number that it prints, else the next one that none prints."""

    printed: set[int] = field(default_factory=set)
    taken: set[tuple[str, int]] = field(default_factory=set)
    counted: int = 0

    def reserve(self, blocks: Sequence[Block]) -> None:
        """Look ahead for the numbers that captions print."""
        self.printed |= {
            table.number for index in range(len(blocks)) if (table := _captioned(blocks, index)) and table.number
        }

    def next(self, table: Table, part: str) -> int:
        number = table.number
        if not number or (part, number) in self.taken:
            self.counted += 1
            while self.counted in self.printed:
                self.counted += 1
            number = self.counted
        self.taken.add((part, number))
        return number


def _captioned(blocks: Sequence[Block], index: int) -> Table | None:
    return table_at(blocks, index) if _caption(blocks[index]) else None
