"""Who does it, and to whom? ``The Company shall pay the Town`` has every word of ``The Town shall pay the Company``.

Told by the order of words, so only of languages in which order tells it. What stands left and right of the same words in the
paragraph stands right and left of them in the statement; where one of the two is passive, that is as it should be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.verification.sides import Side
from rag.verification.words import CLAUSE, Unit, units

_PASSIVE = {
    "zh": re.compile(r"[由被]|[为受][^，。；]{1,12}所"),
    "en": re.compile(r"(?<!\w)by(?!\w)"),
    "fr": re.compile(r"(?<!\w)par(?!\w)"),
    "es": re.compile(r"(?<!\w)por(?!\w)"),
}
"""By language: what makes the second the one who does it. The others tell roles by the endings of words."""
_TOWARDS = frozenset("向对给比")
"""Light words of Chinese that alone part two roles: 甲方向乙方."""


def exchanged(said: Side, sides: Sequence[Side]) -> str:
    """The words of a clause of the statement that have changed places, as it prints them; "" where none have."""
    passive = _PASSIVE.get(said.language)
    if passive is None:
        return ""
    theirs = [
        clause
        for side in sides
        if side.language == said.language
        for clause in _clauses(side.text, side.language, passive)
    ]
    for mine, is_passive in _clauses(said.text, said.language, passive):
        rivals = [_keys(other) for other, other_passive in theirs if other_passive == is_passive]
        for left, right in _turns(mine, rivals, said.language):
            told = _keys(mine[left:right])
            if not any(_stands(told, _keys(other)) for other, _ in theirs):
                return said.text[mine[left].start : mine[right - 1].end]
    return ""


def _clauses(text: str, language: str, passive: re.Pattern[str]) -> Iterator[tuple[list[Unit], bool]]:
    """The units of each clause that bear the order of its roles, and whether it is passive."""
    start = 0
    for end in (*(match.start() for match in CLAUSE.finditer(text)), len(text)):
        found = [
            unit
            for unit in units(text, language)
            if start <= unit.start < end and (not unit.light or unit.key in _TOWARDS or unit.key.isdecimal())
        ]
        if len(found) > 2:
            yield found, passive.search(text, start, end) is not None
        start = end


def _keys(found: Sequence[Unit]) -> list[str]:
    return [unit.key for unit in found]


def _stands(told: Sequence[str], clause: Sequence[str]) -> bool:
    size = len(told)
    return any(clause[at : at + size] == told for at in range(len(clause) - size + 1))


def _turns(mine: Sequence[Unit], rivals: Sequence[Sequence[str]], language: str) -> Iterator[tuple[int, int]]:
    """Spans of the statement's clause that a clause of the paragraph has with its two ends changed over."""
    said = _keys(mine)
    for theirs in rivals:
        for start in range(1, len(said) - 1):
            for at in range(1, len(theirs) - 1):
                if said[start] != theirs[at] or said[start - 1] == theirs[at - 1]:
                    continue
                size = _alike(said[start:], theirs[at:])
                mover = _longest(said[:start], theirs[at + size :])
                moved = _longest(theirs[:at], said[start + size :])
                first, last = start - mover, start + size + moved
                if said[start - 1].isdecimal() or said[last - 1].isdecimal():
                    continue  # the check of values knows what a number belongs to
                if mover and moved and (language != "zh" or _are_words(said, first, start, start + size, last)):
                    yield first, last


def _are_words(said: Sequence[str], first: int, start: int, end: int, last: int) -> bool:
    """Are the two ends words of Chinese, or do both go on, or begin, with the same character: 甲方 and 乙方?"""
    if start - first > 1 and last - end > 1:
        return True
    shared = (last < len(said) and said[start] == said[last]) or (first > 0 and said[first - 1] == said[end - 1])
    return shared and end - start > 1


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    size = 0
    while size < min(len(one), len(other)) and one[size] == other[size]:
        size += 1
    return size


def _longest(ends: Sequence[str], begins: Sequence[str]) -> int:
    """How many units the one ends with that the other begins with."""
    return next((size for size in range(min(len(ends), len(begins)), 0, -1) if ends[-size:] == begins[:size]), 0)
