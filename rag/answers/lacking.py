"""What a question asks for beside what is answered: of two things side by side the one that no quoted paragraph speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rag.document import Passage
from rag.questions import wording
from rag.questions.question import Question
from rag.retrieval.context import context_of
from rag.retrieval.matching import Matcher
from rag.words.terms import normalise

_SPOKEN_OF, _UNSPOKEN = 0.5, 0.25
"""Share of a thing's weight that a paragraph holds which speaks of it, at least, and which does not, at most."""


def left_out(question: Question, passages: Sequence[Passage], matcher: Matcher) -> tuple[str, ...]:
    """Things of the question (死刑和难民: 难民), as it says them, of which none of the quoted paragraphs speaks while one speaks of
    the thing beside it. States are left out of account: whose a document is, its paragraphs need not say.
    """
    plain = normalise(question.text)
    held = [0.0] * len(matcher.units)
    for passage in passages:
        found = matcher.matches(passage.paragraph.text, context_of(passage))
        held = [
            max(share, one / weight if weight else 1.0)
            for share, one, weight in zip(held, found, matcher.weights, strict=True)
        ]
    places = sorted(
        (place, unit.surface, share, unit.state)
        for unit, share in zip(matcher.units, held, strict=True)
        if (place := plain.find(unit.surface)) >= 0
    )
    missing: dict[str, None] = {}
    for first, second in pairwise(places):
        between = plain[first[0] + len(first[1]) : second[0]]
        if first[3] or second[3] or not wording.AND.fullmatch(between):
            continue
        for one, other in ((first, second), (second, first)):
            if one[2] <= _UNSPOKEN and other[2] >= _SPOKEN_OF:
                missing[one[1]] = None
    return tuple(missing)
