"""Tables of a Word file: which only lay out the page (a masthead, a signature), and the cells of those that are tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.furniture import SYMBOL
from ingest.readers.docx_package import W, value_of
from ingest.readers.docx_styles import draws_lines

if TYPE_CHECKING:
    from ingest.readers.docx_package import Element
    from ingest.readers.docx_styles import Styles

_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_MASTHEAD = re.compile(
    rf"^\s*(?:{SYMBOL}|United Nations|联合国|聯合國|Nations Unies|Naciones Unidas|Организация Объединенных Наций|الأمم المتحدة|"
    r"Distr\.)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cell:
    element: Element
    continued: bool
    """It is merged with the cell above it, and was printed there."""

    @property
    def text(self) -> str:
        """Its words, roughly: for judging the table only."""
        return "" if self.continued else "".join(one.text or "" for one in self.element.iter(f"{W}t"))


def children(element: Element, *names: str) -> Iterator[Element]:
    """The children of these names, those in content controls and insertions too."""
    wanted = {W + name for name in names}
    for child in element:
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from children(child, *names)


def rows_of(table: Element) -> list[list[Cell]]:
    """Its rows as they are once changes are accepted."""
    return [_cells(row) for row in children(table, "tr") if not _marked(row, "trPr", "del")]


def _cells(row: Element) -> list[Cell]:
    found = []
    for cell in children(row, "tc"):
        if _marked(cell, "tcPr", "cellDel"):
            continue
        properties = cell.find(f"{W}tcPr")
        merge = properties.find(f"{W}vMerge") if properties is not None else None
        found.append(Cell(cell, merge is not None and merge.get(W + "val") != "restart"))
    return found


def _marked(element: Element, properties: str, mark: str) -> bool:
    return element.find(f"{W}{properties}/{W}{mark}") is not None


def is_layout(table: Element, rows: list[list[Cell]], styles: Styles, *, opens: bool) -> bool:
    """Whether a table only lays out the page, so that its cells hold lines of the text.

    One column does; so does the masthead that opens a document of the United Nations; and so does a table without lines
    whose cells hold several paragraphs each, or which is a single row. ``opens``: nothing is printed above it.
    """
    texts = [[cell.text.strip() for cell in row] for row in rows]
    if all(sum(map(bool, row)) <= 1 for row in texts):
        return True
    if opens and any(_MASTHEAD.match(text) for row in texts for text in row):
        return True
    if _is_ruled(table, styles):
        return False
    full = [cell for row in rows for cell in row if cell.text.strip()]
    several = sum(sum(bool(_text(one)) for one in children(cell.element, "p")) > 1 for cell in full)
    return len(rows) == 1 or several * 2 > len(full)


def _text(paragraph: Element) -> str:
    return "".join(one.text or "" for one in paragraph.iter(f"{W}t")).strip()


def _is_ruled(table: Element, styles: Styles) -> bool:
    properties = table.find(f"{W}tblPr")
    if properties is not None:
        own = properties.find(f"{W}tblBorders")
        if own is not None:
            return draws_lines(own)
        if styles.ruled(value_of(properties, "tblStyle") or ""):
            return True
    return any(draws_lines(borders) for borders in table.iter(f"{W}tcBorders"))
