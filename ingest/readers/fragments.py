"""Characters become fragments of lines: what stands on one baseline without a wide gap."""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.lines import is_chinese
from ingest.readers.bidi import in_reading_order, runs_leftward
from ingest.readers.glyphs import RAISED, Glyph, Sheet

APART = 0.9
"""Ems: a wider gap may be the space between two columns or cells."""
_SAME_BASELINE = 0.12
"""Of an em: type on one line may stand so much higher or lower."""
_SMALL = 0.88
"""A raised figure is not larger than this share of the type around it."""
_LOWEST, _HIGHEST = 0.12, 0.75
"""Ems that it is raised by."""
_SPACE, _DRAWN_SPACE, _WIDE_SPACE = 0.17, 0.35, 0.75
"""Ems of a gap between words: on a page that draws no spaces, on one that does, and beside a Chinese character."""
_DRAWN = 0.02
"""Share of a page's characters that are spaces, where spaces are drawn."""
_OPENING = frozenset("（《〈“‘「『〔【")
"""Signs that no line ends on."""
_CLINGING = frozenset("»:;!?%")
"""Signs that French sets apart from their word, and never on the next line."""
_TWICE = 0.12
"""Of an em: the same character so near is the same, drawn twice to look bold."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of one printed line. Points; ``y`` is the baseline, ``head`` the width of its first unbreakable piece."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool = False
    leftward: bool = False
    head: float = 0.0

    @property
    def top(self) -> float:
        return self.y + 0.8 * self.size

    @property
    def bottom(self) -> float:
        return self.y - 0.25 * self.size


def fragments_of(sheet: Sheet) -> list[Fragment]:
    """The fragments of a page, from top to bottom and from left to right."""
    found: list[Fragment] = []
    blank = sum(not glyph.text.strip() for glyph in sheet.glyphs)
    space = _DRAWN_SPACE if blank > _DRAWN * len(sheet.glyphs) else _SPACE
    for row in _rows(sheet.glyphs):
        pieces = (_fragment(piece, words=sheet.words, space=space) for piece in _pieces(row, words=sheet.words))
        found.extend(fragment for fragment in pieces if fragment)
    return sorted(found, key=lambda fragment: (-fragment.y, fragment.left))


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs by baseline, small raised and lowered ones among the type that they belong to."""
    levels: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (-glyph.y, glyph.left)):
        if levels and abs(levels[-1][0].y - glyph.y) <= _SAME_BASELINE * max(glyph.size, 1):
            levels[-1].append(glyph)
        else:
            levels.append([glyph])
    for level in levels:
        level.sort(key=lambda glyph: glyph.left)
    lefts = [[glyph.left for glyph in level] for level in levels]
    sizes = [max(glyph.size for glyph in level) for level in levels]
    largest = max(sizes, default=0.0)
    kept: list[list[Glyph]] = [[] for _ in levels]
    for place, level in enumerate(levels):
        for glyph in level:
            if glyph.size > _SMALL * largest:
                kept[place].append(glyph)  # most glyphs: none is larger
                continue
            home, raised = _home(glyph, place, levels, lefts, sizes)
            kept[home].append(glyph._replace(raised=raised) if raised else glyph)
    for row in kept:
        row.sort(key=lambda glyph: glyph.left)
    return [row for row in kept if row]


def _home(
    glyph: Glyph, place: int, levels: list[list[Glyph]], lefts: list[list[float]], sizes: list[float]
) -> tuple[int, bool]:
    """The row that a glyph belongs to, and whether it stands raised there."""
    for step in (1, -1):
        other = place + step
        while 0 <= other < len(levels):
            rise = (glyph.y - levels[other][0].y) * step
            if rise > _HIGHEST * 3 * glyph.size:
                break
            small = glyph.size <= _SMALL * sizes[other]
            neighbour = _neighbour(glyph, levels[other], lefts[other]) if small else None
            if neighbour is not None and glyph.size <= _SMALL * neighbour.size:
                share = rise / neighbour.size
                if (_LOWEST if step == 1 else 0.02) <= share <= (_HIGHEST if step == 1 else 0.4):
                    return other, step == 1
            other += step
    return place, False


def _neighbour(glyph: Glyph, level: list[Glyph], lefts: list[float]) -> Glyph | None:
    """The larger glyph directly beside this one on another baseline."""
    reach = 2.2 * glyph.size
    place = bisect.bisect_left(lefts, glyph.left)
    near = [
        other
        for other in level[max(0, place - 2) : place + 3]
        if other.text.strip() and other.left - glyph.right < reach and glyph.left - other.right < reach
    ]
    return max(near, key=lambda other: other.size, default=None)


def _pieces(row: Sequence[Glyph], *, words: bool) -> list[list[Glyph]]:
    """A row cut where the gap is wide."""
    pieces: list[list[Glyph]] = []
    right, space = 0.0, False
    for glyph in row:
        if not glyph.text.strip():
            space = True
            if pieces:
                pieces[-1].append(glyph)
            continue
        apart = (1.4 if words else APART) * glyph.size
        if not pieces or glyph.left - right > apart + (0.3 * glyph.size if space else 0.0):
            pieces.append([glyph])
            right = glyph.right
        else:
            pieces[-1].append(glyph)
            right = max(right, glyph.right)
        space = False
    return pieces


def _fragment(glyphs: Sequence[Glyph], *, words: bool, space: float) -> Fragment | None:
    drawn = _once([glyph for glyph in glyphs if glyph.text.strip()])
    if not drawn:
        return None
    spaces = sorted((glyph.left + glyph.right) / 2 for glyph in glyphs if not glyph.text.strip())
    gaps = [right.left - left.right for left, right in pairwise(drawn)]
    # letter-spaced type: the gap that is everywhere is no space
    track = max(-0.05 * drawn[0].size, median(gaps)) if len(gaps) > 3 and not words else 0.0
    pieces = [_shown(drawn[0])]
    for left, right in pairwise(drawn):
        if words:
            parted = not (_chinese(left.text[-1]) or _chinese(right.text[0]))
        else:
            parted = _is_space_between(left, right, track=track, printed=spaces, space=space)
        if parted:
            pieces.append(" ")
        pieces.append(_shown(right))
    text = "".join(pieces)
    leftward = runs_leftward(text)
    if leftward:
        text = in_reading_order(pieces)
    main = [glyph for glyph in drawn if not glyph.raised] or drawn
    size = median(sorted(glyph.size for glyph in main))
    return Fragment(
        text=re.sub(r"\s+", " ", text).strip(),
        left=drawn[0].left,
        right=max(glyph.right for glyph in drawn),
        y=main[0].y,
        size=size,
        bold=sum(glyph.bold for glyph in main) * 2 > len(main),
        leftward=leftward,
        head=_head(drawn, spaces, leftward=leftward, words=words),
    )


def _shown(glyph: Glyph) -> str:
    return glyph.text.translate(RAISED) if glyph.raised and glyph.text.isdigit() else glyph.text


def _chinese(character: str) -> bool:
    """Written without spaces around it; quotation marks and dashes are of any script."""
    return character > "\u2e7f" and is_chinese(character) and character not in "“”‘’—…·"


def _is_space_between(left: Glyph, right: Glyph, *, track: float, printed: Sequence[float], space: float) -> bool:
    """Words part here: a space is drawn, or the gap is as wide as one."""
    gap = right.left - left.right
    size = max(min(left.size, right.size), 1.0)
    place = bisect.bisect_left(printed, left.left + 0.3 * (left.right - left.left))
    if place < len(printed) and printed[place] < right.right - 0.3 * (right.right - right.left):
        return gap > -0.2 * size
    if left.raised != right.raised:
        return False
    if gap <= track + space * size:
        return False
    chinese = _chinese(left.text[-1]) + _chinese(right.text[0])
    # where no space is drawn at all, the air between a numeral and a character may be one
    wide = chinese == 2 or (chinese and space == _DRAWN_SPACE)
    return gap > track + (_WIDE_SPACE if wide else space) * size


def _once(glyphs: list[Glyph]) -> list[Glyph]:
    """Without what is drawn twice; marks over and under a letter go with their letter."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        near = kept[-3:] if kept and glyph.left - kept[-1].left < _TWICE * glyph.size else ()
        if any(
            other.text == glyph.text
            and abs(other.left - glyph.left) < _TWICE * glyph.size
            and abs(other.right - glyph.right) < _TWICE * glyph.size
            for other in near
        ):
            continue
        if kept and glyph.text > "\u02ff" and unicodedata.combining(glyph.text[0]):
            middle = (glyph.left + glyph.right) / 2
            index = max(
                range(max(0, len(kept) - 3), len(kept)), key=lambda i: -abs((kept[i].left + kept[i].right) / 2 - middle)
            )
            kept[index] = kept[index]._replace(text=kept[index].text + glyph.text)
            continue
        if kept and kept[-1].left == glyph.left and glyph.text in "اأإآ" and kept[-1].text == "ل":
            kept[-1] = kept[-1]._replace(text="ل" + glyph.text)  # one shape for two letters
            continue
        if kept and kept[-1].left == glyph.left and kept[-1].text in "اأإآ" and glyph.text == "ل":
            kept[-1] = kept[-1]._replace(text="ل" + kept[-1].text)
            continue
        kept.append(glyph)
    return kept


def _head(glyphs: Sequence[Glyph], spaces: Sequence[float], *, leftward: bool, words: bool) -> float:
    """The width of the first piece that a typesetter would not break: a word, or a Chinese character and its stop."""
    if leftward:
        glyphs = glyphs[::-1]
    first = glyphs[0]
    if words or (_chinese(first.text[0]) and first.text not in _OPENING):
        width = abs(first.right - first.left)
        return min(width, first.size * 2) if words and _chinese(first.text[0]) else width
    end = first
    for left, right in pairwise(glyphs):
        if left.text in _OPENING:
            end = right
            if _chinese(right.text[0]) and right.text not in _OPENING:
                break
            continue
        low, high = sorted(((left.left + left.right) / 2, (right.left + right.right) / 2))
        spaced = any(low < space < high for space in spaces)
        if spaced and (left.text == "«" or right.text in _CLINGING):
            end = right
            continue
        if spaced or _chinese(right.text[0]):
            break
        if max(right.left - left.right, left.left - right.right) > _SPACE * right.size:
            break
        end = right
    return max(end.right, first.right) - min(end.left, first.left)
