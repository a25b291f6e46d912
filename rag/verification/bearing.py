"""Do the verbs of a statement keep their force, its modals their degree, and its negations their place?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.answer import Check
from rag.verification.force import Force, forces
from rag.verification.places import CLAUSE_END, displaced, fit, without
from rag.verification.sides import Side, crossing, opposing
from rag.verification.wording import failed, held

_Place = tuple[str, tuple[int, int]]
_PUT_IN = 3.0
"""How far, in characters, the surroundings must agree for a word of force to have been put in where none stands."""
_LEFT_OUT = 2.0
_DENIED = re.compile(r"\s*(?:(?:to|be|been|being|any|the|an?|have|has)\s+)*(?P<what>[㐀-鿿]{2}|[^\W\d_㐀-鿿]{4,})")
_DENIES = 40
"""Characters of one clause that a negation reaches over."""


def check_force(said: Side, sides: Sequence[Side]) -> Iterator[Check]:
    """The checks of the words of force of a statement; the first that fails is the last."""
    within = all(side.language == said.language for side in sides)
    theirs = [(side, force) for side in sides for force in forces(side.text, side.language)]
    passed: dict[str, list[str]] = {}
    for force in sorted(forces(said.text, said.language), key=lambda force: (force.kind != "negation", force.start)):
        if failure := _against(force, said, sides, theirs, within=within):
            yield failure
            return
        if force.kind in ("verb", "modal", "negation"):
            passed.setdefault(force.kind, []).append(said.text[force.start : force.end])
    denied = (_left_out(said, sides) if within else "") or _turned(said, sides)
    if denied:
        yield failed("negation", denied)
        return
    yield from (held(kind, *printed) for kind, printed in passed.items())


def _against(
    force: Force, said: Side, sides: Sequence[Side], theirs: Sequence[tuple[Side, Force]], *, within: bool
) -> Check | None:
    """The check that one word of force fails, or None."""
    printed, span = said.text[force.start : force.end], (force.start, force.end)
    same = _places((s, o) for s, o in theirs if o.kind == force.kind and crossing(force, o, within=within))
    rivals = _places((s, o) for s, o in theirs if opposing(force, o, within=within))
    if _has_none(force, same, rivals, theirs, said, within=within):
        instead = rivals[0][0][slice(*rivals[0][1])] if len(rivals) == 1 else ""
        return failed(force.kind, printed, instead)
    if within and force.kind != "negation" and (rival := displaced(said.text, span, same=same, rivals=rivals)):
        return failed(force.kind, printed, rival)
    if within and force.kind != "verb" and _put_in(said, force, sides, same):
        return failed(force.kind, printed)
    return None


def _places(found: Iterator[tuple[Side, Force]]) -> list[_Place]:
    return [(side.text, (force.start, force.end)) for side, force in found]


def _has_none(
    force: Force,
    same: Sequence[_Place],
    rivals: Sequence[_Place],
    theirs: Sequence[tuple[Side, Force]],
    said: Side,
    *,
    within: bool,
) -> bool:
    """Does the paragraph have no such word where the statement needs one?"""
    if force.kind == "negation":
        return not any(other.negates for _, other in theirs)
    if same:
        return False
    if force.kind == "verb":
        return True
    if force.kind == "modal":
        # another language may say it without a modal: 将, will
        return within or any(other.kind == "modal" for _, other in theirs)
    if force.kind == "tense":
        # what the paragraph promises, asks or plans is not done yet
        return within and "done" in force.forces and _is_to_come(said.text[force.end : force.end + 2], theirs)
    return bool(rivals)


def _is_to_come(what: str, theirs: Sequence[tuple[Side, Force]]) -> bool:
    """Does the paragraph speak of this, and promise, ask or plan it, while nothing in it is done?"""
    texts = {side.text for side, _ in theirs}
    if any("了" in text or "过" in text for text in texts) or not any(what in text for text in texts):
        return False
    coming = frozenset(["to come", "commit", "request", "urge", "call", "early"])
    return any(other.forces & coming for _, other in theirs)


def _put_in(said: Side, force: Force, sides: Sequence[Side], same: Sequence[_Place]) -> bool:
    """Does the paragraph have what stands around a word of force, but without any such word?"""
    span = (force.start, force.end)
    best = max((fit(said.text, span, text, place) for text, place in same), default=0.0)
    for side in sides:
        taken = [
            (other.start, other.end)
            for other in forces(side.text, side.language)
            if other.kind == force.kind or (force.negates and other.negates)
        ]
        if force.negates:
            best = max(best, *(fit(said.text, span, side.text, place) for place in taken), 0.0)
        if without(said.text, span, side.text, taken) >= max(_PUT_IN, best + 1.0):
            return True
    return force.kind == "negation" and _stands_undenied(said, force, sides)


def _stands_undenied(said: Side, force: Force, sides: Sequence[Side]) -> bool:
    """Does the paragraph have what the statement denies, and nowhere behind a negation?"""
    match = _DENIED.match(said.text, force.end)
    if match is None:
        return False
    found = False
    for side in sides:
        negating = [other for other in forces(side.text, side.language) if other.negates]
        for place in re.finditer(re.escape(match["what"]), side.text):
            found = True
            if any(
                0 <= place.start() - other.end <= _DENIES
                and not CLAUSE_END.search(side.text[other.end : place.start()])
                for other in negating
            ):
                return False
    return found


def _left_out(said: Side, sides: Sequence[Side]) -> str:
    """What the paragraph says only with a negation, and the statement at the same place without one; "" where nothing is."""
    mine = [(force.start, force.end) for force in forces(said.text, said.language) if force.negates]
    for side in sides:
        negating = [force for force in forces(side.text, side.language) if force.negates]
        taken = [(force.start, force.end) for force in negating]
        for force in negating:
            span = (force.start, force.end)
            there = without(side.text, span, said.text, mine)
            if force.kind == "verb" or there < _LEFT_OUT:
                continue
            kept = max((fit(side.text, span, said.text, place) for place in mine), default=0.0)
            plain = max(without(side.text, span, other.text, taken) for other in sides)
            if there > kept and there > plain:
                return side.text[force.start : force.end + 6].strip()
    return ""


def _turned(said: Side, sides: Sequence[Side]) -> str:
    """A verb that the statement denies and the paragraph does not, or the other way round; "" where there is none."""
    for force, denied in said.polarity():
        there = [
            other_denied
            for side in sides
            for other, other_denied in side.polarity()
            if crossing(force, other, within=False)
        ]
        if there and all(each != denied for each in there):
            return said.text[max(0, force.start - 4) : force.end].strip()
    return ""
