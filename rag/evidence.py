"""Does anything that was found answer? A calibrated probability, fitted on the tuning halves of the evaluation sets.

The coefficients are data (``rag/data/evidence.json``), written by ``python -m eval.calibration``.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from rag.answer import Hit
from rag.asking import EVIDENCE
from rag.context import context_of
from rag.matching import Matcher
from rag.question import Question
from rag.selection import Quotation
from rag.terms import normalise

THRESHOLD = 0.25
"""Below this probability the assistant refuses."""
_READ = 8
_SPOKEN_OF = 0.4
"""A paragraph speaks of a thing in which it holds this share of its weight."""
_NUMBERED = re.compile(r"\d")
_COEFFICIENTS = Path(__file__).parent / "data" / "evidence.json"


def weigh_evidence(
    question: Question, hits: Sequence[Hit], weighed: Sequence[Quotation], matcher: Matcher
) -> Mapping[str, float]:
    """The evidence that the best sentence answers, by name; {} where nothing was found.

    Shares of the question's weight: ``covered`` by the best paragraph with its context, ``quoted`` by the best sentence
    alone, ``lacking`` of the heaviest thing that the paragraph does not speak of, ``united`` by the best paragraphs
    together, ``unheard`` of what the collection knows under no name and nothing found is like. ``spoken``: share of things
    (each counted once) that the paragraph speaks of. ``near``: cosine similarity.

    1 or 0: ``unasked``, the paragraph does not speak of what is asked for by its name (哪些制裁); ``misdated``, a number or year
    that the question names is not there; ``missed``, the best
    sentence lacks what is wanted (a date, a number of what is counted, a name); ``uncounted``, the same of a
    number or a date (where a question is not in Chinese, only where no numeral stands in it); ``held``, it has it; ``placed``, the
    paragraph is of the kind that is asked for (who signed: the signature); ``stranger``, a state that the question names has
    nothing to do with the paragraph.
    """
    if not weighed or not matcher.total:
        return {}
    best = weighed[0]
    passage = best.passage
    total = matcher.total
    inside = matcher.matches(passage.paragraph.text, context_of(passage))
    together = [
        max(found)
        for found in zip(
            *(matcher.matches(hit.passage.paragraph.text, context_of(hit.passage)) for hit in hits[:_READ]), strict=True
        )
    ]
    expectation = question.expectation
    met = expectation.met_by(best.text) if expectation.demands else None
    things = list(zip(matcher.units, inside, matcher.weights, strict=True))
    return {
        "covered": sum(inside) / total,
        "quoted": matcher.coverage(best.text),
        "lacking": max(weight - match for _, match, weight in things) / total,
        "united": sum(together) / total,
        "unheard": sum(
            weight - match
            for unit, match, weight in zip(matcher.units, together, matcher.weights, strict=True)
            if not matcher.is_heard_of(unit)
        )
        / total,
        "spoken": sum(match > 0.5 * weight for _, match, weight in things) / len(things),
        "near": max(hit.similarity for hit in hits),
        "score": best.score,
        "missed": float(met == 0),
        "uncounted": float(
            met == 0 and expectation.is_strict and not (question.language != "zh" and _counts(best.text))
        ),
        "held": met or 0.0,
        "unasked": float(
            any(unit.surface in question.asked and match < _SPOKEN_OF * weight for unit, match, weight in things)
        ),
        "misdated": float(
            any(_NUMBERED.search(unit.surface) and match < _SPOKEN_OF * weight for unit, match, weight in things)
        ),
        "placed": float(passage.paragraph.kind in question.kinds),
        "stranger": float(
            any(unit.state and match < _SPOKEN_OF * weight for unit, match, weight in things) and not question.compares
        ),
    }


def _counts(sentence: str) -> bool:
    """Does any numeral stand in the sentence, in figures or words?"""
    plain = normalise(sentence)
    return any(EVIDENCE[name].search(plain) for name in ("count", "date"))


def probability(evidence: Mapping[str, float]) -> float:
    """That the documents answer, from 0 to 1."""
    if not evidence or (evidence["uncounted"] and not evidence["placed"]):
        return 0.0  # no number of what is counted, no date: whatever else the sentence speaks of, it does not answer
    coefficients = _coefficients()
    total = coefficients["intercept"] + sum(coefficients.get(name, 0.0) * value for name, value in evidence.items())
    return 1 / (1 + math.exp(-total))


@cache
def _coefficients() -> dict[str, float]:
    values = json.loads(_COEFFICIENTS.read_text(encoding="utf-8"))
    return {str(name): float(value) for name, value in values.items()}
