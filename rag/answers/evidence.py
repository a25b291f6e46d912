"""Does anything that was found answer? A probability from a few pieces of evidence, fitted on the tuning halves of the evaluation
sets and on an encyclopaedia with and without the paragraphs that answer.

The coefficients are data (``rag/data/evidence.json``), written by ``python -m eval.calibration``. No similarity of the embedding
model is among the evidence by itself: the models' scales differ, and on the documents of the trade it told nothing more.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from rag.answers.weighing import EVIDENCE_SHARE, Quotation
from rag.questions.asking import EVIDENCE
from rag.questions.question import Question
from rag.retrieval.context import context_of
from rag.retrieval.matching import Matcher
from rag.words.glossary import mentions
from rag.words.terms import normalise

THRESHOLD = 0.2
"""Below this probability the assistant refuses."""
COEFFICIENTS = Path(__file__).parents[1] / "data" / "evidence.json"
_NUMBER = re.compile(r"\d+")


def weigh_evidence(question: Question, weighed: Sequence[Quotation], matcher: Matcher) -> Mapping[str, float]:
    """The evidence that the best sentence answers, by name; {} where nothing was found.

    ``said``: share of the question's weight in the sentence with what it is understood in; ``found``: the score of its paragraph;
    ``likely``: log odds of the trained selector that it answers, 0 where it is not in the question's language.

    1 or 0: ``missed``, the sentence lacks what is wanted (a date, a number of what is counted, a name); ``uncounted``, it cannot
    answer without (a number or a date; where a question is not in Chinese, only where no numeral stands in it, and never in a
    paragraph of the kind that is asked for: who signed, the signature); ``misdated``, a number or year that the question names is
    neither in the paragraph nor said of its document; ``stranger``, a state that the question names has nothing to do with it.
    """
    if not weighed or not matcher.total:
        return {}
    best = weighed[0]
    passage = best.passage
    document = passage.document
    plain = normalise(f"{context_of(passage)} {document.date} {passage.paragraph.text}")
    asked = {number for unit in question.units for number in _numbers(unit.surface)}
    states = [{unit.surface, *unit.phrases} for unit in question.units if unit.state]
    named = {name for mention in mentions(plain) for concept in mention.concepts for name in concept.names}
    expectation = question.expectation
    missed = expectation.demands and not expectation.met_by(best.text)
    counts = question.language != "zh" and _counts(best.text)
    placed = passage.paragraph.kind in question.kinds
    return {
        "said": matcher.share_of(best.matches),
        "found": best.hit.score,
        "likely": best.logit - EVIDENCE_SHARE * best.score if document.language == question.language else 0.0,
        "missed": float(missed),
        "uncounted": float(missed and expectation.is_strict and not counts and not placed),
        "misdated": float(not asked <= _numbers(plain) and not question.compares),
        "stranger": float(any(names.isdisjoint(named) for names in states) and not question.compares),
    }


def _numbers(plain: str) -> set[str]:
    """Each without the noughts before it; as figures, since a document may print some thousand of them in a row."""
    return {number.lstrip("0") for number in _NUMBER.findall(plain)}


def _counts(sentence: str) -> bool:
    """Does any numeral stand in the sentence, in figures or words?"""
    plain = normalise(sentence)
    return any(EVIDENCE[name].search(plain) for name in ("count", "date"))


def probability(evidence: Mapping[str, float]) -> float:
    """That the documents answer, from 0 to 1, where every other question cannot be answered."""
    if not evidence:
        return 0.0
    coefficients = _coefficients()
    total = coefficients["intercept"] + sum(coefficients[name] * value for name, value in evidence.items())
    return 1 / (1 + math.exp(-total))


@cache
def _coefficients() -> dict[str, float]:
    values = json.loads(COEFFICIENTS.read_text(encoding="utf-8"))
    return {str(name): float(value) for name, value in values.items()}
