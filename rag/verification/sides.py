"""The two sides of a check: what is said and what is to carry it, each normalised and in its language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.verification.force import Force, forces, opposed
from rag.verification.names import names
from rag.verification.places import CLAUSE_END
from rag.words.terms import normalise

_DUTY = frozenset(["shall", "should", "must"])
"""Modals that languages divide otherwise: 应 is should and shall, 须 is shall and must."""
_BAN = frozenset(["may-not", "should-not"])
"""So too where they forbid: 不应 is both."""
_DENYING_REACH = {"zh": 2, "other": 22}
"""Characters between a negation and the verb that it denies."""
_SMALL = {
    "en": re.compile(
        r"(?<!\w)(?:the|of|and|to|in|that|for|is|on|with|by|its|be|are|which|this|was|from|as|at|an|or|it|has|have|not|shall)(?!\w)"
    ),
    "fr": re.compile(
        r"(?<!\w)(?:le|la|les|des|du|et|un|une|dans|pour|sur|par|est|aux|au|ou|avec|ce|cette|ces|qui|que|sont|ne|pas|à|[ldn])(?=\s|['’])"
    ),
    "es": re.compile(
        r"(?<!\w)(?:el|la|los|las|del|y|un|una|en|para|por|con|se|lo|al|que|su|sus|como|es|más|esta|este|entre|sobre|ha)(?!\w)"
    ),
}


@dataclass(frozen=True, slots=True)
class Side:
    """A normalised text with what else belongs to it (``around``: title, sender, citation)."""

    text: str
    language: str
    around: str
    things_around: frozenset[str]
    citation: str
    """What names the paragraph and its document: of what stands around, only these values may be said of it."""

    @classmethod
    def of(cls, text: str, language: str, *, around: str = "", citation: str = "") -> Side:
        beside = normalise(around)
        things = frozenset(
            thing for tongue in {"zh", "en", language} for name in names(beside, tongue) for thing in name.things
        )
        return cls(normalise(text), language, beside, things, normalise(citation))

    def polarity(self) -> Iterator[tuple[Force, bool]]:
        """The verbs, each with whether it is denied."""
        found = forces(self.text, self.language)
        reach = _DENYING_REACH["zh" if self.language == "zh" else "other"]
        for force in found:
            if force.kind == "verb":
                yield (
                    force,
                    any(
                        (other.kind == "negation" or other.forces & _BAN)
                        and 0 <= force.start - other.end <= reach
                        and not CLAUSE_END.search(self.text[other.end : force.start])
                        for other in found
                    ),
                )


def language_of_words(text: str, hint: str) -> str:
    """By the script of most letters; of Latin script by its small words, and by the hint where they tell nothing."""
    letters = [character for character in text if character.isalpha()]
    total = len(letters) or 1
    if sum("㐀" <= character <= "鿿" for character in letters) > total / 5:
        return "zh"
    if sum("Ѐ" <= character <= "ӿ" for character in letters) > total / 2:
        return "ru"
    if sum("؀" <= character <= "ۿ" for character in letters) > total / 2:
        return "ar"
    counts = {tongue: len(found) for tongue, small in _SMALL.items() if (found := small.findall(text))}
    return (
        max(counts, key=lambda tongue: (counts[tongue], tongue == hint)) if counts else hint if hint in _SMALL else "en"
    )


def crossing(one: Force, other: Force, *, within: bool) -> bool:
    """May one word stand for the other? Across languages (not ``within`` one) duties are not told apart."""
    if one.forces & other.forces:
        return True
    return not within and any(one.forces & alike and other.forces & alike for alike in (_DUTY, _BAN))


def opposing(one: Force, other: Force, *, within: bool) -> bool:
    """Are the two of one kind and of different force, so that one put for the other changes what is said?"""
    if one.kind != other.kind or crossing(one, other, within=within):
        return False
    return one.kind != "opposite" or bool(opposed(one.forces) & other.forces)
