"""Whether a value of a statement stands where the paragraph has it: two numbers of one paragraph may have changed places.

A place is told by what stands around it. Of all the places of a paragraph, the one whose surroundings agree most with those
in the statement should hold the same value; where another value fits clearly better, this one was put in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_REACH = 14
_ENOUGH, _MARGIN = 3.0, 1.0
"""How many characters (thirds of a word) around a rival must agree, and how many more than around the same value."""
CLAUSE_END = re.compile(r"[，。；：,.;:!?！？،؛؟]")
"""Punctuation that parts clauses, of the six languages."""
_LATIN = 0.34
"""What a letter weighs beside a Han character."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A text without its spaces and signs, and for each place of the text the place in it."""

    letters: str
    places: tuple[int, ...]


@lru_cache(maxsize=4096)
def skeleton(text: str) -> Skeleton:
    letters: list[str] = []
    places = []
    for character in text:
        places.append(len(letters))
        if character.isalnum():
            letters.append(character)
    return Skeleton("".join(letters), (*places, len(letters)))


def fit(one: str, span: tuple[int, int], other: str, place: tuple[int, int]) -> float:
    """How far the surroundings of a span of one text agree with those of a span of the other; in Han characters."""
    mine, theirs = skeleton(one), skeleton(other)
    return _fit(
        mine.letters,
        (mine.places[span[0]], mine.places[span[1]]),
        theirs.letters,
        (theirs.places[place[0]], theirs.places[place[1]]),
    )


def displaced(
    one: str,
    span: tuple[int, int],
    *,
    same: Iterable[tuple[str, tuple[int, int]]],
    rivals: Iterable[tuple[str, tuple[int, int]]],
) -> str:
    """The rival that fits clearly better than the same value does, as (text, span) prints it; "" where none does."""
    best_same = max((fit(one, span, text, place) for text, place in same), default=0.0)
    best, printed = 0.0, ""
    for text, place in rivals:
        if (score := fit(one, span, text, place)) > best:
            best, printed = score, text[place[0] : place[1]]
    return printed if best >= _ENOUGH and best >= best_same + _MARGIN else ""


def without(one: str, span: tuple[int, int], other: str, occupied: Iterable[tuple[int, int]]) -> float:
    """How well the surroundings of a span agree with a place of the other text where nothing of the kind stands.

    A word of the kind stands there also where it comes earlier in the same clause: ``不得在值守期间离开``.
    """
    mine, theirs = skeleton(one), skeleton(other)
    left, right = mine.places[span[0]], mine.places[span[1]]
    follows = mine.letters[right : right + 2]
    taken: set[int] = set()
    for _, end in occupied:
        stop = CLAUSE_END.search(other, end)
        taken.update(range(theirs.places[end], theirs.places[stop.start() if stop else len(other)]))
    best, at = 0.0, theirs.letters.find(follows) if len(follows) == 2 else -1
    while at >= 0:
        if at not in taken:
            best = max(best, _fit(mine.letters, (left, right), theirs.letters, (at, at)))
        at = theirs.letters.find(follows, at + 1)
    return best


def _fit(one: str, span: tuple[int, int], other: str, place: tuple[int, int]) -> float:
    total = 0.0
    left, right = span[0] - 1, place[0] - 1
    for _ in range(_REACH * 2):
        if left < 0 or right < 0 or one[left] != other[right]:
            break
        total += _LATIN if one[left] < "⺀" else 1.0
        left, right = left - 1, right - 1
    left, right = span[1], place[1]
    for _ in range(_REACH * 2):
        if left >= len(one) or right >= len(other) or one[left] != other[right]:
            break
        total += _LATIN if one[left] < "⺀" else 1.0
        left, right = left + 1, right + 1
    return min(total, float(_REACH))
