"""Printed pages become the lines of a document: indents, blank lines, ends of paragraphs and footnotes by their places.

Pages are taken one by one; of each only its lines are kept, so that a file may have thousands of them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from ingest.furniture import BARE_PAGE, JOB_LINE, PAGE_LINES, PAGE_OF, RULE_LINE, SYMBOL_LINE, Lifted
from ingest.lines import INVISIBLE, Line, is_chinese, width
from ingest.markers import marker_of
from ingest.readers.columns import gutters_of, in_columns
from ingest.readers.footnotes import marked_feet
from ingest.readers.fragments import Fragment, fragments_of
from ingest.readers.glyphs import Sheet
from ingest.readers.rows import Row, rows_of
from ingest.readers.running import set_off, without_running

_GAP = 1.28
"""Of the usual distance between two lines: a wider one is a space between paragraphs."""
_LOOK_AHEAD = 4
"""Pages that are looked at together: a first page may be too short to show its columns."""
_EDGE_LINES = 3
"""So many lines at the head and at the foot of a page may be furniture."""
_FEWEST = 3
"""So many first lines show that paragraphs are indented."""
_MARGIN_LINES = 8
"""So many lines tell where the left edge of the text is."""


@dataclass(slots=True)
class Pages:
    """Takes the pages of a file in order, and gives its lines."""

    rows: list[Row] = field(default_factory=list)
    recognised: set[int] = field(default_factory=set)
    """Pages whose words were recognised: they may lie aslant, or shifted."""

    gutters: set[float] = field(default_factory=set)
    """Where the columns of the pages taken so far part."""

    waiting: list[tuple[Sheet, list[Fragment]]] = field(default_factory=list)
    """The first pages, until enough are there to tell whether their text runs in columns."""

    def take(self, sheet: Sheet) -> bool:
        """Add a page; whether anything stands on it."""
        fragments = fragments_of(sheet)
        if sheet.words:
            self.recognised.add(sheet.page)
        self.waiting.append((sheet._replace(glyphs=[]), fragments))
        if sheet.page > _LOOK_AHEAD:
            self._settle()
        return bool(fragments)

    def _settle(self) -> None:
        for _, fragments in self.waiting:
            self.gutters |= gutters_of(in_columns(fragments, gutters=()))
        for sheet, fragments in self.waiting:
            strips = in_columns(fragments, gutters=sorted(self.gutters))
            self.rows += rows_of(strips, page=sheet.page, rules=sheet.rules)
        self.waiting.clear()

    def lines(self) -> tuple[tuple[Line, ...], tuple[Lifted, ...]]:
        """The lines of all pages taken, and the running heads that were taken out of them."""
        self._settle()
        if not self.rows:
            return (), ()
        body = _body_size(self.rows)
        rows = marked_feet(self.rows, body=body)
        rows, running = without_running(rows, pitch=_pitch(rows, body))
        return _Setting(rows, body=body, recognised=self.recognised).lines(), running


@dataclass(slots=True)
class _Setting:
    """How the rows of a file are set: their margins, their distance, and what a column of type is wide."""

    rows: Sequence[Row]
    body: float
    recognised: set[int]
    unit: float = 1.0
    pitch: float = 1.0
    inset: int = -9
    """Columns that the first lines of paragraphs are set in by; -9 where they are not."""
    aside: set[int] = field(default_factory=set)
    """Indices of rows that are not of the running text: heads and feet of pages, footnotes."""
    heads: set[int] = field(default_factory=set)
    """Indices of rows that a gap sets off at the head or foot of their page: furniture perhaps."""
    edges: dict[tuple[object, ...], tuple[float, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wide = [
            (row.right - row.left) / width(row.text) for row in self.rows if width(row.text) >= 20 and not row.cells
        ]
        self.unit = median(wide) if wide else self.body / 2
        self.pitch = _pitch(self.rows, self.body)
        self.aside, self.heads = _aside(self.rows, pitch=self.pitch)
        groups: defaultdict[tuple[object, ...], list[Row]] = defaultdict(list)
        for index, row in enumerate(self.rows):
            for key in _keys(row):
                if len(key) == 1 or not (
                    index in self.aside or row.cells or abs(row.size - self.body) >= 0.2 * self.body
                ):
                    groups[key].append(row)
        for key, members in groups.items():
            if len(members) >= _MARGIN_LINES or len(key) == 1:
                self.edges[key] = _edges(members, self.body)
        insets = Counter(
            self._indent(row)
            for above, row, below in zip(self.rows, self.rows[1:], self.rows[2:], strict=False)
            if above.page == row.page == below.page
            and not row.opens
            and not below.opens
            and self._indent(row) >= 2
            and not self._indent(above)
            and not self._indent(below)
            and marker_of(above.text) is None  # else the line may hang from its number
        )
        common = max(insets, key=lambda inset: insets[inset], default=0)
        self.inset = common if insets[common] >= _FEWEST else -9

    def lines(self) -> tuple[Line, ...]:
        lines: list[Line] = []
        above: Row | None = None
        for index, row in enumerate(self.rows):
            before = self.rows[index - 1] if index else None
            new_page = before is not None and before.page != row.page
            lines.append(
                Line(
                    number=index + 1,
                    # a soft hyphen that no line ends on is not printed
                    text=row.text[:-1].replace("\u00ad", "").translate(INVISIBLE) + row.text[-1:].translate(INVISIBLE),
                    indent=self._indent(row),
                    blanks=0 if index in self.aside else self._blanks(above, row),
                    page=row.page,
                    opens_page=new_page,
                    trailing=self._ends_paragraph(above, row, self._following(index)),
                    lifted_before=row.opens and not new_page and before is not None,
                    verbatim=row.cells,
                    foot=row.foot,
                )
            )
            above = above if index in self.aside else row
        return tuple(line for line in lines if line.text)

    def _following(self, index: int) -> Row | None:
        """The next row of the running text (of the notes, for a note)."""
        row = self.rows[index]
        reach = range(index + 1, min(index + 24, len(self.rows)))
        near = [i for i in reach if i not in self.aside or (self.rows[i].foot and row.foot)]
        if not near:
            return None
        below = self.rows[near[0]]
        if below.page != row.page and near[0] in self.heads and len(near) > 1:
            # it may be a title that runs over no other page: only what holds for the row under it too is told
            return replace(below, head=max(below.head, self.rows[near[1]].head))
        return below

    def _edges_of(self, row: Row) -> tuple[float, float]:
        keys = _keys(row)
        # a scanned page may be shifted: its own edges; a printed one has those of all pages like it
        order = keys if row.page in self.recognised else keys[1:]
        return next(self.edges[key] for key in order if key in self.edges)

    def _indent(self, row: Row) -> int:
        left, right = self._edges_of(row)
        away = right - row.right if row.leftward else row.left - left
        return max(0, round(away / self.unit)) if away > 0.6 * self.unit else 0

    def _blanks(self, above: Row | None, row: Row) -> int:
        if above is None or above.page != row.page or row.opens:
            return 0
        usual = max(self.pitch, 1.1 * row.size if row.size > 1.1 * self.body else 0.0)
        if row.foot and above.foot:
            usual = self.pitch * min(1.0, row.size / self.body)
        distance = above.y - row.y
        return max(1, round(distance / usual) - 1) if distance > _GAP * usual else 0

    def _ends_paragraph(self, above: Row | None, row: Row, below: Row | None) -> bool:
        """The line was broken on purpose, as far as its place and the next one's show it."""
        if below is None or row.cells:
            return True
        together = below.page == row.page and not below.opens
        if together and self._is_centred(row) and self._is_centred(below) and not self._blanks(row, below):
            return False
        if together and self._blanks(row, below):
            return True
        left, right = self._edges_of(row)
        slack = 0.5 * row.size if not _ends_chinese(row.text) else 0.9 * row.size
        head = below.head
        room = row.left - left if row.leftward else right - row.right
        if room > head + slack:
            return True
        inset = self._indent(below)
        usual = abs(inset - self.inset) <= 1  # and no hanging line of a list
        # a block set in has its lines below one another; a first line stands out
        first = above is not None and self._indent(above) < self._indent(row)
        return usual and (self._indent(row) + 2 <= inset or first)

    def _is_centred(self, row: Row) -> bool:
        left, right = self._edges_of(row)
        before, behind = row.left - left, right - row.right
        return min(before, behind) > 2 * row.size and abs(before - behind) < max(row.size, 0.1 * (before + behind))


def _aside(rows: Sequence[Row], *, pitch: float) -> tuple[set[int], set[int]]:
    """Footnotes and the rules above them, and what stands at the head or foot of several pages, page numbers apart.

    Then all that stands off at the edge of its page.
    """
    places: defaultdict[int, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        places[row.page].append(index)
    heads = {index for members in places.values() for index in set_off(rows, members, pitch=pitch)}
    times = Counter((re.sub(r"\d+", "#", rows[index].text), round(rows[index].y / 6)) for index in heads)
    fewest = max(2, len(places) // 4)
    found = {
        index for index in heads if times[re.sub(r"\d+", "#", rows[index].text), round(rows[index].y / 6)] >= fewest
    }
    heights = [sorted(members, key=lambda index: -rows[index].y) for members in places.values()]
    edges = {index for members in heights for index in {*members[:_EDGE_LINES], *members[-_EDGE_LINES:]}}
    patterns = (BARE_PAGE, PAGE_OF, JOB_LINE, SYMBOL_LINE, *PAGE_LINES)
    found |= {index for index in edges if any(pattern.fullmatch(rows[index].text) for pattern in patterns)}
    found |= {index for index, row in enumerate(rows) if row.foot or RULE_LINE.fullmatch(row.text)}
    return found, heads


def _ends_chinese(text: str) -> bool:
    return bool(text) and is_chinese(text[-1])


def _keys(row: Row) -> tuple[tuple[object, ...], ...]:
    """Rows that share their edges, the nearest first: of this page, of all left or all right pages, of the file."""
    return (row.page, row.column), (row.page % 2, row.column), ("all", row.column), ("file",)


def _edges(rows: Sequence[Row], body: float) -> tuple[float, float]:
    """The left and right edge of the text that these rows are set in."""
    text = [row for row in rows if abs(row.size - body) < 0.2 * body and not row.foot] or list(rows)
    rest = [
        row
        for row in text
        if len(row.text) > 1 and not SYMBOL_LINE.fullmatch(row.text) and not JOB_LINE.fullmatch(row.text)
    ] or text
    fewest = max(2, len(rest) // 12) if len(rest) >= _MARGIN_LINES else 1
    lefts = Counter(round(row.left / 2) for row in rest)
    rights = Counter(round(row.right / 2) for row in rest)
    # neighbours count together: an edge may lie between two bins
    left = min(
        (edge for edge in lefts if lefts[edge] + lefts[edge + 1] + lefts[edge - 1] >= fewest), default=min(lefts)
    )
    right = max(
        (edge for edge in rights if rights[edge] + rights[edge + 1] + rights[edge - 1] >= fewest), default=max(rights)
    )
    # lines of uneven length end at no common place: the longest ones tell how wide the column is
    longest = sorted(row.right for row in rest)[-fewest]
    return (
        min(row.left for row in rest if abs(round(row.left / 2) - left) <= 1),
        max(longest, *(row.right for row in rest if abs(round(row.right / 2) - right) <= 1)),
    )


def _body_size(rows: Sequence[Row]) -> float:
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[round(row.size * 2) / 2] += len(row.text)
    return max(sizes, key=lambda size: sizes[size]) or 1.0


def _pitch(rows: Sequence[Row], body: float) -> float:
    """The distance between two lines of one paragraph."""
    text = [row for row in rows if not row.foot and abs(row.size - body) < 0.2 * body]
    full = sorted(row.right - row.left for row in text)[len(text) * 3 // 4] if text else 0.0
    within, all_of_them = Counter[float](), Counter[float]()
    for above, row in pairwise(rows):
        if above.page == row.page and not row.opens and not row.foot and abs(row.size - body) < 0.2 * body:
            distance = round((above.y - row.y) * 2) / 2
            if 0.9 * body <= distance <= 3.2 * body:
                all_of_them[distance] += 1
                within[distance] += above.right - above.left >= 0.8 * full  # it goes on
    distances = within if within.total() >= _FEWEST else all_of_them
    if not distances:
        return 1.3 * body
    common = max(distances.values())
    # of two distances that are common, the narrower one is within paragraphs
    return min(distance for distance, times in distances.items() if times and times * 3 >= common)
