"""What stands at the same place of several pages: running heads and feet, told by place and words together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from ingest.furniture import BARE_PAGE, PAGE_OF, SYMBOL_LINE, Lifted
from ingest.lines import ends_with_comma, is_finished
from ingest.readers.rows import Row

_EDGE_LINES = 4
"""So many lines at the head and at the foot of a page may be furniture."""
_NEAR = 3.0
"""Points by which the place may differ."""
_NEIGHBOURS = 4
"""Places before and behind at which a running head is looked for again."""
_FEW_PAGES = 5
"""In a file of so many pages, what stands twice may run."""
_SHARE = 0.4
"""Of the pages from its first to its last, it stands on so many at least: on every second, and some show pictures."""
_APART, _WIDER = 1.45, 1.2
"""Ems between its baseline and the text's, at least; of the distance between two lines of the text."""


def without_running(rows: Sequence[Row], *, pitch: float) -> tuple[list[Row], tuple[Lifted, ...]]:
    """The rows without those that recur, and those as lifted (``line`` counts the rows from 1).

    A symbol stays where it stands first: it may be the masthead's own. ``pitch``: points between two lines of the text.
    """
    pages: defaultdict[int, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        pages[row.page].append(index)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for members in pages.values():
        for index in set_off(rows, members, pitch=pitch):
            places["".join(rows[index].text.split())].append(index)
    found: set[int] = set()
    for members in places.values():
        same = _recurring(rows, members, pages=len(pages))
        symbol = bool(SYMBOL_LINE.fullmatch(rows[members[0]].text))
        found.update(same[1:] if symbol and same[:1] == members[:1] and rows[members[0]].page == rows[0].page else same)
    lifted = tuple(Lifted("running head", rows[index].text, index + 1) for index in sorted(found))
    return [row for index, row in enumerate(rows) if index not in found], lifted


def _recurring(rows: Sequence[Row], members: Sequence[int], *, pages: int) -> list[int]:
    """Those that stand at one place of page after page (of every second one): words may recur for other reasons."""
    # only near pages are compared: a file may have thousands
    same = [
        one
        for place, one in enumerate(members)
        if any(
            other != one and _same_place(rows[one], rows[other])
            for other in members[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS + 1]
        )
    ]
    if not same or SYMBOL_LINE.fullmatch(rows[same[0]].text):
        return same
    span = rows[same[-1]].page - rows[same[0]].page + 1
    enough = len(same) > 2 or pages <= _FEW_PAGES
    return same if enough and len(same) >= _SHARE * span else []


def set_off(rows: Sequence[Row], members: Sequence[int], *, pitch: float) -> set[int]:
    """Lines above and below the text of a page that are parted from it and from nothing but their like."""
    ordered = sorted(members, key=lambda index: -rows[index].y)
    found: set[int] = set()
    for edge in (ordered, ordered[::-1]):
        pending: list[int] = []
        for index, inner in pairwise(edge[: _EDGE_LINES + 1]):
            if not _may_run(rows[index]):
                break
            pending.append(index)
            if abs(rows[index].y - rows[inner].y) > max(_APART * rows[index].size, _WIDER * pitch):
                found.update(pending)
                pending = []
    return found


def _may_run(row: Row) -> bool:
    if row.foot or row.cells or BARE_PAGE.fullmatch(row.text) or PAGE_OF.fullmatch(row.text):
        return not (row.foot or row.cells)
    return len(row.text) <= 200 and not is_finished(row.text) and not ends_with_comma(row.text)


def _same_place(one: Row, other: Row) -> bool:
    level = abs(one.y - other.y) <= _NEAR
    mirrored = one.page % 2 != other.page % 2
    beside = abs(one.left - other.left) <= _NEAR or abs(one.right - other.right) <= _NEAR
    return one.page != other.page and level and (beside or mirrored)
