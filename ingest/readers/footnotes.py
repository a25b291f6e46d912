"""Footnotes by their place: smaller type, or a short rule, at the foot of a page or column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.furniture import BARE_PAGE, JOB_LINE, PAGE_OF, SYMBOL_LINE
from ingest.notes import PLAIN, SUPERSCRIPTS
from ingest.readers.glyphs import RAISED
from ingest.readers.rows import Row

_SMALLER = 0.93
"""Of the size of the text."""
_MARK = re.compile(rf"(?:[{SUPERSCRIPTS}]{{1,3}}|[*＊]{{1,4}}|[†‡]{{1,2}})\s?\S")
_NUMBER = re.compile(r"(?P<mark>\d{1,3})(?P<sign>[.)]?)(?P<gap>\s*)(?=[^\s\d.,/年月日%-])")
_RAISED = re.compile(rf"(?<=\S)[{SUPERSCRIPTS}]{{1,3}}")


def marked_feet(rows: Sequence[Row], *, body: float) -> list[Row]:
    """The rows, those of footnotes told to be so and their numbers raised as the marks in the text are."""
    marked: list[Row] = []
    page: list[Row] = []
    carried = 0
    for row in rows:
        if page and page[0].page != row.page:
            marked += (done := _page(page, body=body, last=carried))
            carried = _last_mark(done, carried)
            page = []
        page.append(row)
    return [*marked, *_page(page, body=body, last=carried)]


def _page(rows: list[Row], *, body: float, last: int) -> list[Row]:
    start = 0
    found: list[Row] = []
    expected = {int(m.group().translate(PLAIN)) for row in rows for m in _RAISED.finditer(row.text)}
    for index in range(1, len(rows) + 1):
        if index == len(rows) or rows[index].opens:
            found += _column(rows[start:index], body=body, expected=expected, last=last)
            start = index
    return found


def _column(rows: list[Row], *, body: float, expected: set[int], last: int) -> list[Row]:
    start, end, ruled = _reach(rows, body=body, expected=expected)
    if start == 0 and not ruled:
        return rows  # a page of small type
    foot: list[Row] = []
    for index in range(start, end):
        row = rows[index]
        if index > start and rows[index - 1].y - row.y > 2.6 * row.size and not _starts(row, expected):
            return [*rows[:start], *foot, *rows[index:]]
        if (match := _NUMBER.match(row.text)) and int(match["mark"]) in (expected or {last + 1}):
            row = replace(row, text=match["mark"].translate(RAISED) + " " + row.text[match.end() :])
        last = _last_mark([row], last)
        foot.append(replace(row, foot=True))
    return [*rows[:start], *foot, *rows[end:]]


def _reach(rows: Sequence[Row], *, body: float, expected: set[int]) -> tuple[int, int, bool]:
    """From where to where the footnotes of a column stand, and whether a rule is drawn above them."""
    end = len(rows)
    while end and _is_furniture(rows[end - 1]):
        end -= 1
    start = end
    ruled = False
    while start and not ruled and _is_small(rows[start - 1], body=body):
        start -= 1
        ruled = rows[start].ruled
    if not ruled:
        ruled_rows = [i for i in range(max(1, len(rows) // 4), end) if rows[i].ruled and _starts(rows[i], expected)]
        if ruled_rows:
            start, ruled = ruled_rows[-1], True
    if not ruled:
        start = next((i for i in range(start, end) if _starts(rows[i], expected)), end)
    return start, end, ruled


def _is_small(row: Row, *, body: float) -> bool:
    return row.size <= _SMALLER * body and not row.cells


def _starts(row: Row, expected: set[int]) -> bool:
    match = _NUMBER.match(row.text)
    return bool(_MARK.match(row.text)) or (match is not None and int(match["mark"]) in expected)


def _is_furniture(row: Row) -> bool:
    text = row.text
    return any(pattern.fullmatch(text) for pattern in (BARE_PAGE, PAGE_OF, JOB_LINE, SYMBOL_LINE))


def _last_mark(rows: Sequence[Row], last: int) -> int:
    for row in rows:
        if match := re.match(rf"[{SUPERSCRIPTS}]+", row.text):
            last = int(match[0].translate(PLAIN))
    return last
