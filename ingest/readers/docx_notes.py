"""Footnotes and endnotes of a Word file: their words, and the marks that the pages print for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.joining import join
from ingest.readers.docx_numerals import numeral
from ingest.readers.docx_package import Package, W, number_of, value_of
from ingest.readers.docx_text import Reader

if TYPE_CHECKING:
    from ingest.readers.docx_package import Element
    from ingest.readers.docx_styles import Styles

_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}
"""How notes are numbered where the file says nothing."""


class Notes:
    """Hands out notes in the order in which the text refers to them."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self._styles = styles
        self._elements: dict[tuple[str, str], Element] = {}
        self._formats = dict(_FORMATS)
        self._starts: dict[str, int] = {}
        self._by_section: set[str] = set()
        self._counts: dict[str, int] = {}
        self._used: dict[str, int] = {}
        settings = package.part("settings")
        for kind in _FORMATS:
            root = package.part(f"{kind}s")
            for element in root.findall(W + kind) if root is not None else ():
                if element.get(W + "type") in (None, "normal"):
                    self._elements[kind, element.get(W + "id") or ""] = element
            if settings is not None:
                self._declare(kind, settings.find(f"{W}{kind}Pr"))
            self._counts[kind] = self._starts.get(kind, 1) - 1

    def _declare(self, kind: str, properties: Element | None) -> None:
        self._formats[kind] = value_of(properties, "numFmt") or self._formats[kind]
        start = number_of(properties, "numStart")
        if start is not None:
            self._starts[kind] = start
        if value_of(properties, "numRestart") == "eachSect":
            self._by_section.add(kind)

    def end_section(self, section: Element) -> None:
        """A section ends with these properties; notes may be numbered anew in the next."""
        for kind in _FORMATS:
            properties = section.find(f"{W}{kind}Pr")
            if kind in self._by_section or value_of(properties, "numRestart") == "eachSect":
                self._counts[kind] = self._starts.get(kind, 1) - 1

    def refer(self, kind: str, identity: str) -> tuple[str, str]:
        """The mark of a note as printed, and its words ("" where the file lacks it).

        A mark that is printed a second time (numbering begins anew in each section, or an endnote bears the number of a
        footnote) is told apart as ``3.2``.
        """
        self._counts[kind] += 1
        mark = numeral(self._counts[kind], self._formats[kind])
        self._used[mark] = self._used.get(mark, 0) + 1
        text = self.text(kind, identity)
        return (f"{mark}.{self._used[mark]}" if self._used[mark] > 1 else mark), text

    def text(self, kind: str, identity: str) -> str:
        """The words of a note, its paragraphs as one."""
        element = self._elements.get((kind, identity))
        if element is None:
            return ""
        reader = Reader(self._styles)
        pieces = (
            reader.read(paragraph, style=value_of(paragraph.find(f"{W}pPr"), "pStyle") or self._styles.paragraph).text
            for paragraph in element.iter(f"{W}p")
        )
        return join(" ".join(line.replace("\t", " ").split()) for piece in pieces for line in piece.split("\n"))
