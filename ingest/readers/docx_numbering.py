"""Automatic numbers: what a word processor prints before a paragraph, counted as it counts.

A paragraph names a list (``numId``) and a level; the list takes its levels from an abstract definition, which several lists
may share and then count through, unless a list starts a level anew (ECMA-376, part 1, 17.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.markers import MarkerKind, marker_of
from ingest.readers.docx_numerals import numeral, padded
from ingest.readers.docx_package import W, number_of, switch_of, value_of
from ingest.readers.docx_symbols import without_private

if TYPE_CHECKING:
    from ingest.readers.docx_package import Element
    from ingest.readers.docx_styles import Styles

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_LINKS = 8
"""So many definitions may refer to one another in turn."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    text: str = ""
    """``%1.%2``"""
    number_format: str = "decimal"
    pattern: str = ""
    """First numbers of a format of its own: ``001, 002``."""
    start: int = 1
    restart: int | None = None
    """Counted anew behind this level (from 1) and those above it; 0: never; None: behind any level above."""
    legal: bool = False
    """All its numbers are printed in digits."""
    style: str = ""
    """The paragraph style that stands for this level."""
    font: str = ""
    hidden: bool = False
    picture: bool = False


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]
    """Levels that this list starts anew, and where."""
    begun: set[int] = field(default_factory=set)
    """Those that it has started."""

    def start(self, depth: int) -> int:
        return self.starts.get(depth, self.levels.get(depth, Level()).start)


@dataclass(slots=True)
class Numbering:
    """Counts the paragraphs of one document in their order."""

    lists: dict[int, _List] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    """Of each abstract definition: the last number at each level."""

    def level_of_style(self, number: int, style: str) -> int | None:
        """The level that a list keeps for a style."""
        found = self.lists.get(number)
        return next((depth for depth, level in found.levels.items() if level.style == style), None) if found else None

    def count(self, number: int, depth: int) -> str:
        """Count one paragraph; what is printed before its words: ``12.``, ``(a)``, ``第三条``, ``•``; "" for nothing."""
        found = self.lists.get(number)
        if found is None or not 0 <= depth < LEVELS:
            return ""
        counts = self.counts.setdefault(found.abstract, [None] * LEVELS)
        if depth in found.starts and depth not in found.begun:
            found.begun.add(depth)
            counts[depth] = None
        for above in range(depth):
            # a level that is passed over counts as begun, as if an empty paragraph stood there
            if counts[above] is None:
                counts[above] = found.start(above)
        before = counts[depth]
        counts[depth] = found.start(depth) if before is None else before + 1
        for lower in range(depth + 1, LEVELS):
            restart = found.levels.get(lower, Level()).restart
            if restart is None or depth < restart:
                counts[lower] = None
        return _printed(found, depth, counts)


def _printed(found: _List, depth: int, counts: list[int | None]) -> str:
    level = found.levels.get(depth, Level())
    if level.hidden:
        return ""
    if level.number_format == "bullet":
        return _bullet(level)

    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        named = found.levels.get(place, Level())
        count = found.start(place) if counts[place] is None else counts[place] or 0
        if level.legal and named.number_format != "none":
            return str(count)
        return padded(count, named.pattern) if named.pattern else numeral(count, named.number_format)

    printed = _PLACE.sub(number, level.text).replace("\t", " ").strip()
    # a bare ``12`` before a sentence would read as a part of it: the number that the format counts is one beyond doubt
    return f"{printed}." if re.fullmatch(r"\d{1,3}", printed) else printed


def _bullet(level: Level) -> str:
    """The sign as printed, where it is one that reads as a bullet."""
    sign = without_private(level.text, level.font).strip()
    if not sign and not level.picture:
        return ""
    if sign == "o":
        return "◦"  # the hollow bullet of a font without one
    marker = marker_of(f"{sign} x")
    return sign if marker is not None and marker.kind is MarkerKind.BULLET else "•"


def read_numbering(root: Element | None, styles: Styles) -> Numbering:
    """The lists that a file defines."""
    if root is None:
        return Numbering()
    abstracts = {one.get(W + "abstractNumId") or "": one for one in root.iter(f"{W}abstractNum")}
    defined = {one.get(W + "numId") or "": one for one in root.iter(f"{W}num")}
    linked = {link: key for key, one in abstracts.items() if (link := value_of(one, "styleLink"))}
    levels = {key: _levels(one) for key, one in abstracts.items()}
    lists: dict[int, _List] = {}
    for key, one in defined.items():
        if not key.isdecimal():
            continue
        abstract = value_of(one, "abstractNumId") or ""
        for _ in range(_LINKS):
            link = value_of(abstracts.get(abstract), "numStyleLink")
            if not link:
                break
            named = styles.numbering(link)
            through = value_of(defined.get(str(named[0])), "abstractNumId") if named else None
            abstract = linked.get(link) or through or abstract
        own = dict(levels.get(abstract, {}))
        starts: dict[int, int] = {}
        for override in one.iter(f"{W}lvlOverride"):
            depth = _depth(override)
            replaced = override.find(f"{W}lvl")
            if replaced is not None:
                own[depth] = _level(replaced)
            start = number_of(override, "startOverride")
            if start is not None:
                starts[depth] = start
                own[depth] = replace(own.get(depth, Level()), start=start)
        lists[int(key)] = _List(abstract, own, starts)
    return Numbering(lists)


def _levels(abstract: Element) -> dict[int, Level]:
    return {_depth(one): _level(one) for one in abstract.findall(f"{W}lvl")}


def _depth(element: Element) -> int:
    text = element.get(W + "ilvl") or "0"
    return int(text) if text in "012345678" and len(text) == 1 else LEVELS


def _level(element: Element) -> Level:
    # a format of its own stands beside its nearest relative, for programs that do not know it
    formats = [one.get(W + "val") or "decimal" for one in element.iter(f"{W}numFmt")]
    pattern = next((one.get(W + "format") or "" for one in element.iter(f"{W}numFmt") if one.get(W + "format")), "")
    run = element.find(f"{W}rPr")
    start = number_of(element, "start")
    return Level(
        text=value_of(element, "lvlText") or "",
        number_format=next((one for one in formats if one != "custom"), "decimal"),
        pattern=pattern if "custom" in formats and re.match(r"0\d", pattern) else "",
        start=start or 0,
        restart=number_of(element, "lvlRestart"),
        legal=bool(switch_of(element, "isLgl")),
        style=value_of(element, "pStyle") or "",
        font=value_of(run, "rFonts", key="ascii") or "",
        hidden=bool(switch_of(run, "vanish")),
        picture=element.find(f"{W}lvlPicBulletId") is not None,
    )
