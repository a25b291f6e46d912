"""The styles of a Word file: which are headings, which number their paragraphs, which hide or raise their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.readers.docx_package import W, number_of, switch_of, value_of

if TYPE_CHECKING:
    from ingest.readers.docx_package import Element

DEEPEST = 6
_HEADING = re.compile(
    r"(?:heading|标题|標題|titre|título|titulo|заголовок|العنوان|عنوان|überschrift|titolo|見出し|제목|kop|rubrik|nagłówek)"
    r"\s*(?P<level>[1-9])"
)
"""Word names its own styles in English in every language; other programs and converters do not."""
_TITLE = frozenset(
    ("title", "标题", "標題", "titre", "título", "заголовок", "название", "العنوان", "titel", "titolo", "표제", "제목")
)
_UNITED_NATIONS = re.compile(r"(?:title)?h(?P<level>m|ch|1|2|2/?3|3|4|5|5/?6|6)g?")
"""``_ H _1``, ``_ H_1_G``, ``H1G``, ``HChG``, ``_ H _2/3_G``: headings of the Organization's templates, signs left out."""
_UNITED_NATIONS_LEVELS = {"m": 1, "ch": 1, "1": 2, "2": 3, "23": 3, "3": 4, "4": 5, "5": 6, "56": 6, "6": 6}
_CONTENTS = re.compile(r"(?:toc|目录|目錄)\s*[1-9]|table of figures|图表目录|圖表目錄")


@dataclass(frozen=True, slots=True)
class Style:
    """One style as defined, without what it inherits."""

    id: str
    name: str = ""
    base: str = ""
    number: int | None = None
    """Its ``numId``; 0 switches numbering off."""
    depth: int | None = None
    """Its ``ilvl``, from 0."""
    outline: int | None = None
    """Its ``outlineLvl``: from 0; 9 is body text."""
    hidden: bool | None = None
    raised: bool | None = None
    font: str = ""
    ruled: bool = False
    """Of a table: it draws lines."""


class Styles:
    """All styles of a file, asked by id. An id that nobody defines is a style of that name without properties."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self.paragraph = ""
        """The style of a paragraph that names none."""
        self._levels: dict[str, int] = {}
        self._numberings: dict[str, tuple[int, int | None, str] | None] = {}
        for element in root.iter(f"{W}style") if root is not None else ():
            style = _style(element)
            self._styles[style.id] = style
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
                self.paragraph = style.id

    def chain(self, style: str) -> Iterator[Style]:
        """The style and those that it is based on, nearest first."""
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            found = self._styles.get(style) or Style(style)
            yield found
            style = found.base

    def level(self, style: str) -> int:
        """1 to 6 where a style is that of a heading, else 0."""
        if style not in self._levels:
            self._levels[style] = self._level(style)
        return self._levels[style]

    def _level(self, style: str) -> int:
        for one in self.chain(style):
            if one.outline is not None:
                return min(one.outline + 1, DEEPEST) if one.outline < 9 else 0
            if level := _level_of_name(one.name) or _level_of_name(one.id):
                return level
        return 0

    def numbering(self, style: str) -> tuple[int, int | None, str] | None:
        """``numId``, ``ilvl`` where it is said, and the style that says so; None where a style does not number."""
        if style not in self._numberings:
            self._numberings[style] = self._numbering(style)
        return self._numberings[style]

    def _numbering(self, style: str) -> tuple[int, int | None, str] | None:
        depth: int | None = None
        for one in self.chain(style):
            depth = one.depth if depth is None else depth
            if one.number is not None:
                return one.number, depth, one.id
        return None

    def hidden(self, style: str) -> bool | None:
        return next((one.hidden for one in self.chain(style) if one.hidden is not None), None)

    def raised(self, style: str) -> bool:
        """Its words are superscript."""
        return next((one.raised for one in self.chain(style) if one.raised is not None), False)

    def font(self, style: str) -> str:
        return next((one.font for one in self.chain(style) if one.font), "")

    def ruled(self, style: str) -> bool:
        return any(one.ruled for one in self.chain(style))

    def is_contents(self, style: str) -> bool:
        """A line of a table of contents."""
        names = (name.casefold() for one in self.chain(style) for name in (one.name, one.id))
        return any(_CONTENTS.fullmatch(name) for name in names)


def _style(element: Element) -> Style:
    paragraph, run = element.find(f"{W}pPr"), element.find(f"{W}rPr")
    numbers = paragraph.find(f"{W}numPr") if paragraph is not None else None
    table = element.find(f"{W}tblPr")
    raised = value_of(run, "vertAlign")
    return Style(
        id=element.get(W + "styleId") or "",
        name=value_of(element, "name") or "",
        base=value_of(element, "basedOn") or "",
        number=number_of(numbers, "numId"),
        depth=number_of(numbers, "ilvl"),
        outline=number_of(paragraph, "outlineLvl"),
        hidden=switch_of(run, "vanish"),
        raised=None if raised is None else raised == "superscript",
        font=value_of(run, "rFonts", key="ascii") or "",
        ruled=draws_lines(table.find(f"{W}tblBorders") if table is not None else None),
    )


def draws_lines(borders: Element | None) -> bool:
    """Whether any of the borders is to be seen."""
    return borders is not None and any(border.get(W + "val") not in (None, "nil", "none") for border in borders)


def _level_of_name(name: str) -> int:
    bare = name.casefold().strip()
    if match := _HEADING.fullmatch(bare):
        return min(int(match["level"]), DEEPEST)
    if bare in _TITLE:
        return 1
    if match := _UNITED_NATIONS.fullmatch(re.sub(r"[\s_]+", "", bare)):
        return _UNITED_NATIONS_LEVELS[match["level"].replace("/", "")]
    return 0
