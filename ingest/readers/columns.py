"""The order in which a page is read: by column where there are columns, blocks of full width between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.furniture import BARE_PAGE, JOB_LINE, PAGE_LINES, PAGE_OF
from ingest.readers.fragments import Fragment

_GUTTER = 0.9
"""Ems: no narrower space parts two columns."""
_FULL = 0.3
"""Share of a column's lines that are full at least: a masthead may stand in it, but cells of a table are all short."""
_EDGE = 2.4
"""Ems between two baselines: the head and the foot of a page stand so far from its text."""
_FEWEST = 4
"""Lines that each of two columns has."""
_NARROWEST = 0.22
"""Share of the region's width that each column takes."""


@dataclass(frozen=True, slots=True)
class Strip:
    """One printed line within its column: fragments from left to right."""

    fragments: tuple[Fragment, ...]
    column: tuple[int, int]
    """Which column of how many: ``(0, 1)`` is the full page, ``(1, 2)`` the right one of two."""
    opens: bool = False
    """The first line of its column."""

    @property
    def y(self) -> float:
        return max(self.fragments, key=lambda fragment: len(fragment.text)).y

    @property
    def left(self) -> float:
        return self.fragments[0].left

    @property
    def right(self) -> float:
        return max(fragment.right for fragment in self.fragments)

    @property
    def size(self) -> float:
        return max(self.fragments, key=lambda fragment: len(fragment.text)).size


def in_columns(fragments: Sequence[Fragment], *, gutters: Sequence[float]) -> list[Strip]:
    """The lines of a page in reading order.

    ``fragments`` come from top to bottom; ``gutters`` are where the columns of earlier pages parted (points): there, one
    line is enough of a column.
    """
    start, end = 0, len(fragments)
    while start < end and _is_number(fragments[start]):
        start += 1
    while end > start and _is_number(fragments[end - 1]):
        end -= 1
    head, foot = _strips(fragments[:start], (0, 1)), _strips(fragments[end:], (0, 1))
    return [*head, *_read(list(fragments[start:end]), (0, 1), gutters), *foot]


def _is_number(fragment: Fragment) -> bool:
    """The number of a page, which stands under (or over) no column."""
    return any(pattern.fullmatch(fragment.text) for pattern in (BARE_PAGE, PAGE_OF, *PAGE_LINES, JOB_LINE))


def gutters_of(strips: Sequence[Strip]) -> set[float]:
    """Where the right columns of a page begin, to the nearest four points."""
    lefts: dict[tuple[int, int], float] = {}
    for strip in strips:
        if strip.column[0]:
            lefts[strip.column] = min(strip.left, lefts.get(strip.column, strip.left))
    return {round(left / 4) * 4.0 for left in lefts.values()}


def _read(fragments: list[Fragment], column: tuple[int, int], gutters: Sequence[float]) -> list[Strip]:
    found = _columns(fragments, gutters)
    if found is None:
        return _strips(fragments, column)
    above, parts, below = found
    leftward = sum(f.leftward for part in parts for f in part) * 2 > sum(len(part) for part in parts)
    if leftward:
        parts = parts[::-1]
    strips = _read(above, column, gutters) if above else []
    for index, part in enumerate(parts):
        inner = _read(part, (index, len(parts)), gutters)
        strips += [replace(strip, opens=strip.opens or place == 0) for place, strip in enumerate(inner)]
    if below:
        inner = _read(below, column, gutters)
        strips += [replace(inner[0], opens=True), *inner[1:]]
    return strips


def _strips(fragments: Sequence[Fragment], column: tuple[int, int]) -> list[Strip]:
    """Fragments on one baseline as one line."""
    rows: list[list[Fragment]] = []
    for fragment in fragments:
        row = rows[-1] if rows else None
        if row is not None and abs(row[0].y - fragment.y) <= 0.3 * min(row[0].size, fragment.size):
            row.append(fragment)
        else:
            rows.append([fragment])
    return [Strip(tuple(sorted(row, key=lambda f: f.left)), column) for row in rows]


def _columns(
    fragments: list[Fragment], gutters: Sequence[float]
) -> tuple[list[Fragment], list[list[Fragment]], list[Fragment]] | None:
    """What stands above the columns, the columns, and what stands below them; None where there are none."""
    best: tuple[int, int, float] | None = None
    known = [gutter - 3.0 for gutter in gutters]
    for gutter in [*_candidates(fragments), *known]:
        fewest = 1 if gutter in known else _FEWEST
        for start, end in _runs(fragments, gutter):
            trimmed = _trimmed(fragments, start, end, gutter, fewest=fewest)
            if trimmed and (best is None or trimmed[1] - trimmed[0] > best[1] - best[0]):
                best = (*trimmed, gutter)
    if best is None:
        return None
    start, end, gutter = best
    inside = fragments[start:end]
    left = [fragment for fragment in inside if fragment.right <= gutter]
    right = [fragment for fragment in inside if fragment.left >= gutter]
    return fragments[:start], [left, right], fragments[end:]


def _candidates(fragments: Sequence[Fragment]) -> list[float]:
    """Where a gutter may run: the left edges at which several lines start, with air before them."""
    edges: dict[int, int] = {}
    for fragment in fragments:
        edges[round(fragment.left / 4)] = edges.get(round(fragment.left / 4), 0) + 1
    common = sorted((edge for edge, times in edges.items() if times >= 3), key=lambda edge: -edges[edge])[:8]
    return sorted({min(f.left for f in fragments if round(f.left / 4) == edge) - 1.0 for edge in common})


def _runs(fragments: Sequence[Fragment], gutter: float) -> list[tuple[int, int]]:
    """Stretches of the page that nothing crosses at this place: from, to (index)."""
    runs: list[tuple[int, int]] = []
    start = 0
    for index, fragment in enumerate(fragments):
        if fragment.left < gutter < fragment.right:
            runs.append((start, index))
            start = index + 1
    runs.append((start, len(fragments)))
    return [(start, end) for start, end in runs if end - start >= 2]


def _trimmed(
    fragments: Sequence[Fragment], start: int, end: int, gutter: float, *, fewest: int
) -> tuple[int, int] | None:
    """The part of a stretch in which two columns stand beside each other; None where they are no columns of prose."""
    # a fragment on the baseline of one that crosses is of its line
    while start < end and start and _same_line(fragments[start - 1], fragments[start]):
        start += 1
    while end > start and end < len(fragments) and _same_line(fragments[end - 1], fragments[end]):
        end -= 1
    left = [i for i in range(start, end) if fragments[i].right <= gutter]
    right = [i for i in range(start, end) if fragments[i].left >= gutter]
    if len(left) < fewest or len(right) < fewest:
        return None
    top = min(fragments[left[0]].y, fragments[right[0]].y) + 0.6 * fragments[left[0]].size
    first = next(i for i in range(start, end) if fragments[i].y <= top)
    last = _tail(fragments, left, right, end)
    first, last = _without_edges(fragments, first, last, gutter)
    left = [i for i in left if first <= i < last]
    right = [i for i in right if first <= i < last]
    if len(left) < fewest or len(right) < fewest:
        return None
    if fewest > 1 and not _is_prose([fragments[i] for i in left], [fragments[i] for i in right]):
        return None
    return first, last


def _same_line(one: Fragment, other: Fragment) -> bool:
    return abs(one.y - other.y) <= 0.3 * min(one.size, other.size)


def _without_edges(fragments: Sequence[Fragment], first: int, last: int, gutter: float) -> tuple[int, int]:
    """Without the lines at the head and foot of the page that a wide gap parts from the columns; notes under both stay."""
    steps = [i for i in range(first + 1, last) if not _same_line(fragments[i - 1], fragments[i])]
    wide = [i for i in steps if fragments[i - 1].y - fragments[i].y > _EDGE * fragments[i].size]
    heads = [i for i in wide if steps.index(i) < 2 and steps.index(i) < len(steps) // 2]
    feet = [i for i in wide if steps.index(i) >= max(len(steps) - 3, len(steps) // 2)]
    start = heads[-1] if heads else first
    ends = [foot for foot in feet if foot > start and not _stands_in_columns(fragments, start, foot, last, gutter)]
    return start, (ends[0] if ends else last)


def _stands_in_columns(fragments: Sequence[Fragment], first: int, foot: int, last: int, gutter: float) -> bool:
    """What is under the gap starts where the columns start, on both sides."""
    for right in (False, True):
        side = [f for f in fragments[first:foot] if (f.left >= gutter) == right]
        under = [f for f in fragments[foot:last] if (f.left >= gutter) == right]
        if not side or not under:
            return False
        edge = min(f.left for f in side)
        if not any(abs(f.left - edge) <= 1.5 * f.size for f in under):
            return False
    return True


def _tail(fragments: Sequence[Fragment], left: list[int], right: list[int], end: int) -> int:
    """Where the columns end: what stands under one of them behind a gap, above something of full width, is not theirs."""
    if end >= len(fragments):
        return end
    shorter = left if fragments[left[-1]].y > fragments[right[-1]].y else right
    bottom = fragments[shorter[-1]].y
    below = [i for i in range(shorter[-1] + 1, end) if fragments[i].y < bottom - 0.3 * fragments[i].size]
    widest, place = 0.0, end
    for index in below:
        gap = fragments[index - 1].y - fragments[index].y
        if gap > 1.6 * fragments[index].size and gap > widest:
            widest, place = gap, index
    return place


def _is_prose(left: Sequence[Fragment], right: Sequence[Fragment]) -> bool:
    """Two columns of running text: as wide as text is, with air between them, and not cells of a table."""
    low, high = min(f.left for f in left), max(f.right for f in right)
    gutter = min(f.left for f in right) - max(f.right for f in left)
    size = sorted(f.size for f in left)[len(left) // 2]
    if gutter < _GUTTER * size:
        return False
    apart = _apart(left, right)
    shares = []
    for side in (left, right):
        edge, end = min(f.left for f in side), max(f.right for f in side)
        if end - edge < _NARROWEST * (high - low) or end - edge < 7 * size:
            return False
        lines: dict[int, float] = {}
        for f in side:
            lines[round(f.y)] = lines.get(round(f.y), 0.0) + f.right - f.left
        full = sum(width >= 0.75 * (end - edge) for width in lines.values())
        shares.append(full / len(lines) if full >= _FEWEST else 0.0)
    # cells of a table stand on the same baselines, columns of text seldom do for long
    return min(shares) >= _FULL or (max(shares) >= 2 * _FULL and apart)


def _apart(left: Sequence[Fragment], right: Sequence[Fragment]) -> bool:
    """Most lines of the one side have no line of the other beside them."""
    alone = sum(not any(_same_line(one, other) for other in right) for one in left)
    return alone * 2 > len(left)
