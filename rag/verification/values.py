"""Does every number, day, session and symbol of a statement stand in a cited paragraph, and at the same place?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rag.answer import Check
from rag.verification.facts import Fact, facts
from rag.verification.places import displaced
from rag.verification.sides import Side
from rag.verification.wording import failed, held

_CLAUSE_END = re.compile(r"[，。；：,;:!?！？،؛؟（）()]")
_HEAD = 3
"""Letters of the head of a clause."""
_CLEARLY = 2
"""How many more pairs of characters (or words) of its clause a value must share with the clause of another one."""


def check_values(said: Side, sides: Sequence[Side]) -> Iterator[Check]:
    """The checks of the values of a statement; the first that fails is the last."""
    within = all(side.language == said.language for side in sides)
    passed: dict[str, list[str]] = {}
    for fact in facts(said.text):
        printed = said.text[fact.start : fact.end].strip()
        same = [(side, other) for side in sides for other in facts(side.text) if fact.agrees(other)]
        rivals = [(side, o) for side in sides for o in facts(side.text) if o.kind == fact.kind and not fact.agrees(o)]
        if not same and not any(_beside(fact, side) for side in sides):
            yield failed(fact.kind, printed)
            return
        if within:
            span = (fact.start, fact.end)
            rival = displaced(said.text, span, same=_places(same), rivals=_places(rivals))
            rival = rival or _attached_elsewhere(said, fact, same, rivals)
            if rival and not _headed_alike(said, fact, same, rivals):
                yield failed(fact.kind, printed, rival.strip())
                return
        passed.setdefault(fact.kind, []).append(printed)
    yield from (held(kind, *printed) for kind, printed in passed.items())


def _places(found: Sequence[tuple[Side, Fact]]) -> list[tuple[str, tuple[int, int]]]:
    return [(side.text, (fact.start, fact.end)) for side, fact in found]


def _beside(fact: Fact, side: Side) -> bool:
    """Is the value one of the document's or of the citation: its symbol, day, session, the number of the paragraph?"""
    return fact.kind != "number" and any(fact.agrees(other) for other in facts(side.citation))


def _attached_elsewhere(
    said: Side, fact: Fact, same: Sequence[tuple[Side, Fact]], rivals: Sequence[tuple[Side, Fact]]
) -> str:
    """The value in whose clause stands what the statement says with this one; "" where there is none.

    Only where statement and paragraph have one value to the clause: of several none can be told to belong to a word.
    """
    mine = _clause(said.text, fact)
    if not same or mine is None:
        return ""
    wanted = _pairs(mine, said.language)
    there = [
        len(wanted & _pairs(clause, said.language)) for side, o in same if (clause := _clause(side.text, o)) is not None
    ]
    if len(there) < len(same):
        return ""
    for side, other in rivals:
        clause = _clause(side.text, other)
        if clause is not None and len(wanted & _pairs(clause, said.language)) >= max(there) + _CLEARLY:
            return side.text[other.start : other.end]
    return ""


def _headed_alike(
    said: Side, fact: Fact, same: Sequence[tuple[Side, Fact]], rivals: Sequence[tuple[Side, Fact]]
) -> bool:
    """Does the clause begin as that of the same value does, and no other's? It may fill in what that one leaves out.

    ``石砌粮仓的使用年限为112年，土坯粮仓为26年``: the second clause, told by itself, says ``使用年限`` too.
    """
    head = _head(said.text, fact)
    if len(head) < _HEAD:
        return False
    return any(_head(side.text, o).startswith(head) for side, o in same) and not any(
        _head(side.text, o).startswith(head) for side, o in rivals
    )


def _head(text: str, fact: Fact) -> str:
    """The first letters of the clause that a value stands in."""
    before = [match.end() for match in _CLAUSE_END.finditer(text, 0, fact.start)]
    clause = text[before[-1] if before else 0 : fact.start]
    return "".join(character for character in clause if character.isalnum())[:_HEAD]


def _clause(text: str, fact: Fact) -> str | None:
    """The words around a value up to the next signs; None where another value stands among them."""
    before = [match.end() for match in _CLAUSE_END.finditer(text, 0, fact.start)]
    after = _CLAUSE_END.search(text, fact.end)
    start, end = (before[-1] if before else 0), (after.start() if after else len(text))
    if any(start <= other.start < end for other in facts(text) if other != fact):
        return None
    return text[start : fact.start] + "\n" + text[fact.end : end]


def _pairs(clause: str, language: str) -> frozenset[str]:
    if language != "zh":
        return frozenset(word for word in re.findall(r"\w{4,}", clause))
    letters = [character for character in clause if character.isalnum() or character == "\n"]
    return frozenset(one + other for one, other in pairwise(letters) if "\n" not in one + other)
