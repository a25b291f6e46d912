"""Does anything that was found answer? A probability from a few pieces of evidence, which count differently for the documents of
the trade and for plain text: those are asked for in other words than their own, and this in its own.

Fitted apart, on the tuning halves of the evaluation sets, and on an encyclopaedia with and without the paragraphs that answer
(measured: with one fit for both, at one false refusal in twenty, fifteen in a hundred fewer of DRCD's questions without an answer
were refused, and of the trade's no more).
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
from rag.document import DocumentKind
from rag.questions.asking import EVIDENCE
from rag.questions.question import Question
from rag.retrieval.context import context_of
from rag.retrieval.matching import Matcher
from rag.words.glossary import mentions
from rag.words.terms import normalise

TRADE, PLAIN = "trade", "plain"
"""What the best sentence stands in: a document of the trade, or text of no such kind in the language of the question."""
THRESHOLD = 0.25
"""Below this probability the assistant refuses: of the questions for tuning that can be answered, in cross-validation one in twenty or
fewer, on documents of the trade and in an encyclopaedia; other texts are harder than those.
"""
COEFFICIENTS = Path(__file__).parents[1] / "data" / "evidence.json"
_NUMBER = re.compile(r"\d+")


def weigh_evidence(question: Question, weighed: Sequence[Quotation], matcher: Matcher) -> Mapping[str, float]:
    """The evidence that the best sentence answers, by name; {} where nothing was found.

    ``said``: share of the question's weight in the sentence with what it is understood in; ``found``: the score of its paragraph;
    ``likely``: log odds of the trained selector that it answers, 0 where it is not in the question's language.

    1 or 0: ``missed``, the sentence lacks what is wanted (a date, a number of what is counted, a name); ``uncounted``, it cannot
    answer without (a number or a date; where a question is not in Chinese, only where no numeral stands in it, and never in a
    paragraph of the kind that is asked for: who signed, the signature); ``misdated``, a number or year that the question names is
    neither in the paragraph nor said of its document; ``stranger``, a state that the question names has nothing to do with it;
    ``plain``, it stands in plain text (see ``sort_of``), which speaks for nothing and decides what the others count.
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
    same_language = document.language == question.language
    return {
        "said": matcher.share_of(best.matches),
        "found": best.hit.score,
        "likely": best.logit - EVIDENCE_SHARE * best.score if same_language else 0.0,
        "missed": float(missed),
        "uncounted": float(missed and expectation.is_strict and not counts and not placed),
        "misdated": float(not asked <= _numbers(plain) and not question.compares),
        "stranger": float(any(names.isdisjoint(named) for names in states) and not question.compares),
        "plain": float(same_language and document.kind is DocumentKind.OTHER),
    }


def _numbers(plain: str) -> set[str]:
    """Each without the noughts before it; as figures, since a document may print some thousand of them in a row."""
    return {number.lstrip("0") for number in _NUMBER.findall(plain)}


def _counts(sentence: str) -> bool:
    """Does any numeral stand in the sentence, in figures or words?"""
    plain = normalise(sentence)
    return any(EVIDENCE[name].search(plain) for name in ("count", "date"))


def sort_of(evidence: Mapping[str, float]) -> str:
    """TRADE or PLAIN: which coefficients hold."""
    return PLAIN if evidence["plain"] else TRADE


def probability(evidence: Mapping[str, float]) -> float:
    """That the documents answer, from 0 to 1, where every other question cannot be answered."""
    if not evidence:
        return 0.0
    coefficients = _coefficients()[sort_of(evidence)]
    total = coefficients["intercept"] + sum(
        coefficients[name] * value for name, value in evidence.items() if name != PLAIN
    )
    return 1 / (1 + math.exp(-total))


@cache
def _coefficients() -> dict[str, dict[str, float]]:
    told = json.loads(COEFFICIENTS.read_text(encoding="utf-8"))
    return {sort: {str(name): float(value) for name, value in told[sort].items()} for sort in (TRADE, PLAIN)}
