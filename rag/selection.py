"""Which words of the retrieved paragraphs answer: sentences with their evidence, and lists taken whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.answer import Hit
from rag.collection import context_of
from rag.document import ParagraphKind, Passage
from rag.matching import Matcher
from rag.question import Question, Wanted
from rag.sentences import sentence_spans
from rag.terms import normalise

HITS_READ = 12
"""Paragraphs whose sentences are weighed."""
MOST_STATEMENTS = 3
MOST_IN_LIST = 30
NEARLY_AS_GOOD = 0.86
"""A further statement must have this share of the first one's evidence …"""
ADDS = 0.22
"""… or bring this share of the question's weight that no statement before it holds."""
_TYPE_BONUS = 0.12
_HIT_SHARE = 0.35

_DATE = re.compile(
    r"\d{4}年|\d{1,2}月\d{1,2}日|\b\d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december)|\b(?:19|20)\d\d\b"
)
_NUMBER = re.compile(
    r"\d|[一二三四五六七八九十百]+(?:个|次|项|名|国|位|届|份|条|大)|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b"
)
_PERSON = re.compile(
    r"·|先生|女士|部长|大使|代表|特别报告员|主席|总统|秘书长|高级专员|\b(?:mr|ms|mrs|ambassador|minister)\b"
)
_EVIDENCE = {Wanted.DATE: _DATE, Wanted.NUMBER: _NUMBER, Wanted.PERSON: _PERSON}


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of one paragraph, ``paragraph.text[start:end]``, with the evidence that they answer."""

    hit: Hit
    start: int
    end: int
    score: float
    matches: tuple[float, ...] = ()

    @property
    def passage(self) -> Passage:
        return self.hit.passage

    @property
    def text(self) -> str:
        return self.passage.paragraph.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Selection:
    """What an answer is made of: statements, or the items of one list that ``lead`` leads in."""

    quotations: tuple[Quotation, ...]
    lead: Passage | None = None
    is_list: bool = False


def whole(hit: Hit, matches: tuple[float, ...] = ()) -> Quotation:
    """The paragraph itself."""
    return Quotation(hit, 0, len(hit.passage.paragraph.text), hit.score, matches)


def weigh(question: Question, hits: Sequence[Hit], matcher: Matcher) -> tuple[Quotation, ...]:
    """The sentences of the best paragraphs by their evidence, best first."""
    pattern = _EVIDENCE.get(question.wanted)
    found = []
    for hit in hits[:HITS_READ]:
        paragraph = hit.passage.paragraph
        if paragraph.kind is ParagraphKind.FOOTNOTE and hit is not hits[0]:
            continue
        context = context_of(hit.passage)
        spans = sentence_spans(paragraph.text)
        for start, end in spans:
            sentence = paragraph.text[start:end]
            around = f"{context} {paragraph.text}" if len(spans) > 1 else context
            matches = matcher.matches(sentence, around)
            covered = sum(matches) / matcher.total if matcher.total else 0.0
            bonus = _TYPE_BONUS if pattern and pattern.search(normalise(sentence)) else 0.0
            score = (1 - _HIT_SHARE) * covered + _HIT_SHARE * hit.score + bonus
            found.append(Quotation(hit, start, end, score, matches))
    return tuple(sorted(found, key=lambda quotation: -quotation.score))


def select(
    question: Question, weighed: Sequence[Quotation], matcher: Matcher, family: Callable[[Passage], tuple[Passage, ...]]
) -> Selection:
    """What to say. ``family`` gives the paragraphs of a list (its items) for a lead-in paragraph or one of its items."""
    if not weighed:
        return Selection(())
    best = weighed[0]
    if question.wanted is Wanted.LIST or _ends_open(best):
        items = family(best.passage)
        if items and (_ends_open(best) or _speaks_of_lead(best, matcher)):
            quotations = [whole(Hit(passage=item, score=best.hit.score)) for item in items[:MOST_IN_LIST]]
            return Selection(tuple(quotations), lead=best.passage, is_list=True)
    if question.compares and len(question.documents + question.leaning) > 1:
        return Selection(_one_for_each(question, weighed))
    return Selection(_further(weighed, matcher, limit=MOST_STATEMENTS))


def _ends_open(quotation: Quotation) -> bool:
    return quotation.passage.paragraph.text.rstrip().endswith((":", "："))


def _speaks_of_lead(best: Quotation, matcher: Matcher) -> bool:
    """Is the question met by what leads to the items, rather than by the one item?"""
    paragraph = best.passage.paragraph
    lead = f"{paragraph.lead_in} {paragraph.section[-1] if paragraph.section else ''}"
    context = context_of(best.passage)
    by_lead = matcher.coverage(lead, context)
    return by_lead >= 0.8 * matcher.coverage(paragraph.text, context)


def _one_for_each(question: Question, weighed: Sequence[Quotation]) -> tuple[Quotation, ...]:
    chosen: dict[str, Quotation] = {}
    for quotation in weighed:
        name = quotation.passage.document.id
        if name in question.documents + question.leaning and name not in chosen:
            chosen[name] = quotation
    best = max((quotation.score for quotation in chosen.values()), default=0.0)
    return tuple(quotation for quotation in chosen.values() if quotation.score >= 0.5 * best)


def _further(weighed: Sequence[Quotation], matcher: Matcher, *, limit: int) -> tuple[Quotation, ...]:
    chosen = [weighed[0]]
    held = list(weighed[0].matches)
    for quotation in weighed[1:]:
        if len(chosen) == limit:
            break
        gain = sum(max(0.0, new - old) for new, old in zip(quotation.matches, held, strict=True))
        adds = bool(matcher.total) and gain / matcher.total >= ADDS and quotation.score >= 0.6 * weighed[0].score
        if quotation.score >= NEARLY_AS_GOOD * weighed[0].score or adds:
            chosen.append(quotation)
            held = [max(new, old) for new, old in zip(quotation.matches, held, strict=True)]
    return tuple(chosen)
