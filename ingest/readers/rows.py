"""The fragments of one printed line become a row: words with spaces, or cells of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.furniture import RULE_LINE
from ingest.joining import join
from ingest.readers.columns import Strip
from ingest.readers.fragments import Fragment

_CELL = 1.0
"""Ems between two cells, at least."""
_FEWEST = 3
"""Rows that make a table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line with its place. Points; ``y`` is the baseline, ``head`` the width of its first unbreakable piece."""

    text: str
    left: float
    right: float
    y: float
    size: float
    page: int
    column: tuple[int, int]
    head: float
    bold: bool = False
    leftward: bool = False
    opens: bool = False
    """The first line of its column."""
    ruled: bool = False
    """A short rule, drawn or typed, stands directly above it."""
    cells: bool = False
    """A row of a table, its cells parted by `` | ``."""
    foot: bool = False
    """It stands among the footnotes of its page."""


def rows_of(strips: Sequence[Strip], *, page: int, rules: Sequence[tuple[float, float, float]]) -> list[Row]:
    """The rows of a page, in reading order."""
    tables = _tables(strips)
    rows: list[Row] = []
    for index, strip in enumerate(strips):
        if index in tables:
            rows.append(_row(strip.fragments, strip, page=page, cells=True))
            continue
        for place, group in enumerate(_groups(strip)):
            row = _row(group, strip, page=page, opens=strip.opens and place == 0)
            rows.append(row)
    return [_ruled(row, rows[index - 1] if index else None, rules) for index, row in enumerate(rows)]


def _row(fragments: Sequence[Fragment], strip: Strip, *, page: int, opens: bool = False, cells: bool = False) -> Row:
    leftward = sum(len(f.text) for f in fragments if f.leftward) * 2 > sum(len(f.text) for f in fragments)
    ordered = fragments[::-1] if leftward else fragments
    longest = max(fragments, key=lambda fragment: len(fragment.text))
    text = " | ".join(f.text for f in ordered) if cells else join(f.text for f in ordered)
    return Row(
        text=text,
        left=min(f.left for f in fragments),
        right=max(f.right for f in fragments),
        y=longest.y,
        size=longest.size,
        page=page,
        column=strip.column,
        head=ordered[0].head,
        bold=longest.bold,
        leftward=leftward,
        opens=opens or (cells and strip.opens),
        cells=cells,
    )


def _groups(strip: Strip) -> list[list[Fragment]]:
    """Fragments that are one text; what stands far apart on one line are two: an organ and a date, a symbol and a page."""
    if _is_justified(strip):
        return [list(strip.fragments)]
    groups: list[list[Fragment]] = []
    for fragment in strip.fragments:
        near = bool(groups) and fragment.left - groups[-1][-1].right <= _far(groups[-1][-1], fragment)
        if near:
            groups[-1].append(fragment)
        else:
            groups.append([fragment])
    leftward = sum(f.leftward for f in strip.fragments) * 2 > len(strip.fragments)
    return groups[::-1] if leftward else groups


def _is_justified(strip: Strip) -> bool:
    """Single words driven apart to fill a narrow column: all gaps are alike."""
    fragments = strip.fragments
    if any(" " in fragment.text for fragment in fragments):
        return False
    gaps = [right.left - left.right for left, right in pairwise(fragments)]
    if len(gaps) < _FEWEST - 1:
        return strip.column[1] > 1 and len(gaps) == 1 and gaps[0] < 0.5 * (strip.right - strip.left)
    return max(gaps) - min(gaps) < 0.3 * strip.size


def _far(left: Fragment, right: Fragment) -> float:
    """Points that may stand between two pieces of one text: behind a number or bullet, a tab stop."""
    label = right if right.leftward else left
    short = len(label.text) <= 6
    return (5.0 if short else 3.0) * max(left.size, right.size)


def _tables(strips: Sequence[Strip]) -> set[int]:
    """Lines that are rows of a table: three and more in a row whose cells start (or end) below one another."""
    found: set[int] = set()
    start = 0
    while start < len(strips):
        end = start
        while (
            end < len(strips)
            and len(_cells(strips[end])) >= 2
            and (end == start or _aligned(strips[end - 1], strips[end]))
        ):
            end += 1
        if end - start >= _FEWEST and not _is_list(strips[start:end]):
            found |= set(range(start, end))
        start = max(end, start + 1)
    return found


def _cells(strip: Strip) -> list[Fragment]:
    fragments = strip.fragments
    if all(b.left - a.right >= _CELL * max(a.size, b.size) for a, b in pairwise(fragments)):
        return list(fragments)
    return []


def _aligned(above: Strip, below: Strip) -> bool:
    if above.column != below.column or below.opens:
        return False
    slack = 0.5 * max(above.size, below.size)
    pairs = [
        min(abs(a.left - b.left), abs(a.right - b.right), abs(a.left + a.right - b.left - b.right) / 2) <= slack
        for b in below.fragments[1:]
        for a in above.fragments[1:]
    ]
    shared = sum(pairs)
    return shared >= max(1, min(len(above.fragments), len(below.fragments)) - 1)


def _is_list(strips: Sequence[Strip]) -> bool:
    """Numbers or bullets with their texts behind a tab stop: a list, not a table."""
    return all(len(strip.fragments) == 2 and len(strip.fragments[0].text) <= 6 for strip in strips)


def _ruled(row: Row, above: Row | None, rules: Sequence[tuple[float, float, float]]) -> Row:
    if above is not None and above.page == row.page and RULE_LINE.fullmatch(above.text):
        return replace(row, ruled=True)  # typed, not drawn
    ceiling = above.y if above is not None and above.y > row.y else row.y + 40
    for left, right, y in rules:
        if (
            row.y + 0.5 * row.size < y < ceiling
            and left < row.left + 3 * row.size
            and right - left < 260
            and right > row.left
        ):
            return replace(row, ruled=True)
    return row
