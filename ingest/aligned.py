"""Tables that a plain text sets by spaces or tabs: their lines become rows, as those of any other format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.lines import Line, ends_with_colon, ends_with_comma, is_finished, width
from ingest.markers import marker_of

SEPARATOR = " | "
_GAP = re.compile(r" {2,}")
TAB = 4
"""Spaces that a tab becomes."""
FEWEST_ROWS = 2
"""Lines of three and more cells that make a table."""
FEWEST_PAIRS = 4
"""Lines of two cells that do; fewer may be a masthead, a signature, a form."""
_SLACK = 2
_LEADERS = re.compile(r"(?:[.…·]\s?){4,}|\|")
WIDEST_CELL = 60


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a line, each with the columns in which it starts and ends."""

    texts: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    tabbed: bool


def with_rows(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, those of tables as rows: cells parted by `` | ``, one line that nothing continues."""
    ends = (is_finished, ends_with_comma, ends_with_colon)
    body = next((i for i, line in enumerate(lines) if any(ended(line.text) for ended in ends)), len(lines))
    told = list(lines)
    index = body
    while index < len(lines):
        first = _cells_of(lines[index])
        if first is None:
            index += 1
            continue
        run = [first]
        while index + len(run) < len(lines):
            line = lines[index + len(run)]
            following = _cells_of(line) if line.blanks == lines[index + 1].blanks and not line.opens_page else None
            if following is None or len(following.texts) != len(first.texts) or not _aligned([*run, following]):
                break
            run.append(following)
        if len(run) >= (FEWEST_ROWS if len(first.texts) > 2 else FEWEST_PAIRS):
            for place, cells in enumerate(run, start=index):
                told[place] = replace(lines[place], text=SEPARATOR.join(cells.texts), verbatim=True)
        index += len(run)
    return tuple(told)


def _cells_of(line: Line) -> _Cells | None:
    if line.verbatim or line.literal or line.level or line.foot or "  " not in line.text or _LEADERS.search(line.text):
        return None
    marker = marker_of(line.text)
    if marker is not None and len(marker.printed) - len(marker.printed.rstrip()) >= len("  "):
        return None  # the gap parts a number from its paragraph
    texts, starts, ends, place = [], [], [], 0
    gaps = list(_GAP.finditer(line.text))
    for start, end in zip(
        (0, *(gap.end() for gap in gaps)), (*(gap.start() for gap in gaps), len(line.text)), strict=True
    ):
        text = line.text[start:end]
        place = line.indent + width(line.text[:start])
        texts.append(text)
        starts.append(place)
        ends.append(place + width(text))
    if any(width(text) > WIDEST_CELL for text in texts):
        return None
    tabbed = all(len(gap.group()) % TAB == 0 for gap in gaps)
    return _Cells(tuple(texts), tuple(starts), tuple(ends), tabbed)


def _aligned(run: Sequence[_Cells]) -> bool:
    """The cells of each column stand below one another, at their left, right or middle; tabs need not."""
    if all(cells.tabbed for cells in run):
        return True
    for column in range(len(run[0].texts)):
        starts = [cells.starts[column] for cells in run]
        ends = [cells.ends[column] for cells in run]
        middles = [start + end for start, end in zip(starts, ends, strict=True)]
        if min(_spread(starts), _spread(ends), _spread(middles) // 2) > _SLACK:
            return False
    return True


def _spread(places: Sequence[int]) -> int:
    return max(places) - min(places)
