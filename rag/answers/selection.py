"""Which sentences answer, of those that were weighed, and lists taken whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from rag.answer import Hit
from rag.answers.weighing import Quotation, whole
from rag.document import ParagraphKind, Passage
from rag.questions import wording
from rag.questions.answer_type import Wanted
from rag.questions.question import MOST_COMPARED, Question
from rag.retrieval.context import context_of
from rag.retrieval.matching import Matcher
from rag.words.sentences import sentence_spans
from rag.words.terms import normalise

MOST_STATEMENTS = 3
MOST_IN_LIST = 30
NEARLY_AS_GOOD = 0.93
"""A further statement must have this share of the first one's evidence …"""
NEXT_REASON = 0.8
"""… (this, where a reason is asked for and it stands in the paragraph of the first) …"""
EQUAL = 0.98
"""… (this, where one date, number or name is asked for) …"""
AS_LIKELY = 1.5
"""… be no less likely by more log odds than these, where one date, number or name is asked for …"""
ALL_ASKED, NEARLY_OWN = 0.8, 0.9
"""… hold this share of the question in its own words, and this share of what the first one holds, where it stands in a
paragraph that is not yet cited …"""
MOST_ASKED, WELL_MET = 0.6, 0.7
"""… this share is enough in another document, where the first one has so much evidence (two documents may differ) …"""
SAME_WORDS, OWN_SHARE = 0.6, 0.8
"""… or say the same in so many of the same words, with this share of what the first one holds of the question …"""
STILL_LIKELY, MUCH_ALIKE = 3.0, 0.5
"""… in another document it is enough to be no less likely than this, and to say so much in the same words …"""
ADDS = 0.25
"""… or bring this share of the question's weight that no statement before it holds …"""
AS_MUCH = 0.85
"""A document that was not named speaks of what differs where a sentence has this share of the best one's evidence."""
PART_OF_BEST = 0.5
"""A document that was asked for with others is heard where its best sentence has this share of the best one's evidence."""
NAMED_LIST, UNNAMED_LIST = 0.5, 0.95
"""A list is taken whole where its lead-in has this share of the best sentence's coverage: named as what is asked, or not."""
STILL_GOOD = 0.75
"""… and have this share of the first one's evidence."""
_AROUND = frozenset({ParagraphKind.MASTHEAD, ParagraphKind.SIGNATURE, ParagraphKind.ADOPTION, ParagraphKind.FOOTNOTE})
"""Kinds of paragraph that stand around what a document says: not cited beside it where they are not asked for."""


_COUNTED_OFF = re.compile(
    r"^(?:第[一二三四五六七八九十]|其[一二三四五六]|[一二三四五六]是|首先|其次|再次|最后)[，,、：]?"
    r"|^(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|fifth(?:ly)?|lastly|finally),",
    re.IGNORECASE,
)
"""A sentence that is one of several points."""

Lists = tuple[tuple[Passage, ...], ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What an answer is made of: statements, or the items of one list."""

    quotations: tuple[Quotation, ...]
    is_list: bool = False
    is_apart: bool = False
    """Was each of several documents asked for?"""


def select(
    question: Question, weighed: Sequence[Quotation], matcher: Matcher, lists: Callable[[str], Lists]
) -> Selection:
    """What to say. ``lists`` gives the lists of a document, each as its items."""
    if not weighed:
        return Selection(())
    if _asks_several(question) and (listed := _whole_list(question, weighed, matcher, lists)):
        return listed
    best = max(weighed, key=lambda quotation: quotation.score)
    for leading in dict.fromkeys((best, weighed[0])):
        if _ends_open(leading):
            for items in lists(leading.passage.document.id):
                if items[0].paragraph.lead_in.endswith(leading.text[-12:]) and _meets(question, items):
                    return _list_of(leading, items)
            if question.beyond:  # what it leads to was cited already
                return select(question, [one for one in weighed if one is not leading], matcher, lists)
    if question.wanted is Wanted.LIST and (points := _points(weighed[0])):
        return Selection((points,))
    return Selection(_further(question, weighed, matcher))


def _points(best: Quotation) -> Quotation | None:
    """All the points of a paragraph that counts them off (我想谈三点。第一，…第二，…), with what announces them; None where the
    best sentence is none of these.
    """
    text = best.passage.paragraph.text
    spans = sentence_spans(text)
    counted = [place for place, (start, end) in enumerate(spans) if _COUNTED_OFF.search(text[start:end])]
    run = range(max(0, counted[0] - 1), counted[-1] + 1) if len(counted) > 1 else range(0)
    if not any(spans[place] == (best.start, best.end) for place in run):
        return None
    return replace(best, start=spans[run[0]][0], end=spans[run[-1]][1])


def _asks_several(question: Question) -> bool:
    """Is a list asked for, or several people?"""
    people = question.wanted is Wanted.PERSON and wording.ASKED_PEOPLE.search(question.asking)
    return question.wanted is Wanted.LIST or bool(people)


def _meets(question: Question, items: Sequence[Passage]) -> bool:
    """Does an item, or what leads to it, hold what is asked for (a date, a number of what is counted)?"""
    if not question.expectation.is_strict:
        return True
    texts = (items[0].paragraph.lead_in, *(item.paragraph.text for item in items))
    return any(question.expectation.met_by(text) for text in texts)


def sides(question: Question, weighed: Sequence[Quotation]) -> tuple[str, ...]:
    """Ids of the documents of which each is asked: those that the question names, or, where it names none and asks how they
    differ, those that speak of it as much as the best one. () where no more than one is asked.
    """
    if question.locators:
        return ()
    named = question.documents
    names = named if len(named) > 1 else named + question.leaning
    if not names and weighed and wording.DIFFERS.search(question.asking):
        first = weighed[0]
        found = dict.fromkeys(
            one.passage.document.id
            for one in weighed
            if one.own >= OWN_SHARE * first.own and one.score >= AS_MUCH * first.score
        )
        names = tuple(found)[:MOST_COMPARED]
    elif not question.compares:
        return ()
    return names if len(names) > 1 else ()


def select_each(groups: Sequence[Sequence[Quotation]]) -> Selection:
    """What to say of several documents: the best of each. ``groups``: the weighed sentences of each document."""
    best = max((group[0].score for group in groups if group), default=0.0)
    kept = [group for group in groups if group and group[0].score >= PART_OF_BEST * best]
    chosen = tuple(quotation for group in kept for quotation in _just_as_good(group))
    return Selection(chosen, is_apart=True)


def _whole_list(
    question: Question, weighed: Sequence[Quotation], matcher: Matcher, lists: Callable[[str], Lists]
) -> Selection | None:
    """The list whose lead-in or heading speaks of what the question asks for, where it meets the question well."""
    best = max(weighed, key=lambda quotation: quotation.score)  # a lead is held against what holds most of the question
    top = matcher.coverage(best.text, context_of(best.passage))
    found: tuple[float, tuple[Passage, ...]] | None = None
    for name in dict.fromkeys(quotation.passage.document.id for quotation in weighed):
        for items in lists(name):
            lead = _lead_words(items[0])
            named = any(
                match > 0.5 * weight
                for unit, match, weight in zip(matcher.units, matcher.matches(lead), matcher.weights, strict=True)
                if unit.surface in question.asked
            )
            covered = matcher.coverage(lead, context_of(items[0]))
            enough = (NAMED_LIST if named else UNNAMED_LIST) * top
            if matcher.coverage(lead) > 0.1 and covered >= enough and (found is None or covered > found[0]):
                found = (covered, items)
    return _list_of(best, found[1]) if found else None


def _lead_words(item: Passage) -> str:
    paragraph = item.paragraph
    return " ".join((paragraph.lead_in, paragraph.locator.heading, paragraph.section[-1] if paragraph.section else ""))


def _list_of(best: Quotation, items: Sequence[Passage]) -> Selection:
    quotations = tuple(whole(Hit(passage=item, score=best.hit.score)) for item in items[:MOST_IN_LIST])
    return Selection(quotations, is_list=True)


def _ends_open(quotation: Quotation) -> bool:
    return quotation.text.rstrip().endswith((":", "："))


def _just_as_good(weighed: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """Of one document beside others: the best sentence, and those that are no worse."""
    first = weighed[0]
    found = (
        one
        for one in weighed[1:]
        if not _ends_open(one)
        and one.score >= EQUAL * first.score
        and one.logit >= first.logit - AS_LIKELY
        and (one.passage.key == first.passage.key or one.own >= OWN_SHARE * first.own)
    )
    return (first, *islice(found, MOST_STATEMENTS - 1))


def _further(question: Question, weighed: Sequence[Quotation], matcher: Matcher) -> tuple[Quotation, ...]:
    """The best sentence, and those that are as good or bring what it lacks."""
    first = weighed[0]
    chosen = [first]
    held = list(first.matches)
    for quotation in weighed[1:]:
        if len(chosen) == MOST_STATEMENTS:
            break
        if _ends_open(quotation):
            continue
        gain = sum(max(0.0, new - old) for new, old in zip(quotation.matches, held, strict=True))
        adds = bool(matcher.total) and gain / matcher.total >= ADDS and quotation.score >= STILL_GOOD * first.score
        cited = any(quotation.passage.key == one.passage.key for one in chosen)
        enough = _enough(question, first, quotation)
        level = quotation.score >= enough * first.score
        level = level and (enough < EQUAL or quotation.logit >= first.logit - AS_LIKELY)
        level = level and (cited or _answers_too(question, first, quotation))
        if level or _says_alike(first, quotation) or (adds and (cited or quotation.own >= ALL_ASKED)):
            chosen.append(quotation)
            held = [max(new, old) for new, old in zip(quotation.matches, held, strict=True)]
    return tuple(chosen)


def _answers_too(question: Question, first: Quotation, other: Quotation) -> bool:
    """Does a sentence of another paragraph answer beside the first, so that one who signs would cite both?

    Only what says the same, or says by itself all that was asked: measured on the questions for tuning, of the other sentences
    that were nearly as good, one in four answered, and nearly all of those because the first did not.
    """
    kind = other.passage.paragraph.kind
    if kind in _AROUND and kind not in question.kinds and kind is not first.passage.paragraph.kind:
        return False
    expectation = question.expectation
    if expectation.demands and expectation.met_by(other.text) < expectation.met_by(first.text):
        return False
    if _likeness(first.text, other.text) >= SAME_WORDS and other.own >= OWN_SHARE * first.own:
        return True
    elsewhere = other.passage.document.id != first.passage.document.id and first.score >= WELL_MET
    asked = max(MOST_ASKED if elsewhere else ALL_ASKED, NEARLY_OWN * first.own)
    return other.own >= asked and other.logit >= first.logit - AS_LIKELY


def _says_alike(first: Quotation, other: Quotation) -> bool:
    """Does another document say much the same, which may be a confirmation or a contradiction? One who signs must see both."""
    return (
        other.passage.document.id != first.passage.document.id
        and other.own >= NEARLY_OWN * first.own
        and other.score >= NEARLY_OWN * first.score
        and other.logit >= first.logit - STILL_LIKELY
        and _likeness(first.text, other.text) >= MUCH_ALIKE
    )


def _likeness(one: str, other: str) -> float:
    """Share of the shorter one's pairs of neighbouring letters that stand in the other, too."""
    pairs = [_pairs(normalise(text)) for text in (one, other)]
    return len(pairs[0] & pairs[1]) / max(1, min(map(len, pairs)))


def _pairs(plain: str) -> set[str]:
    letters = "".join(letter for letter in plain if letter.isalnum())
    return {letters[place : place + 2] for place in range(len(letters) - 1)}


def _enough(question: Question, first: Quotation, other: Quotation) -> float:
    """The share of the first one's evidence that a further sentence must have."""
    if question.wanted is Wanted.REASON and other.passage.key == first.passage.key:
        return NEXT_REASON
    return (
        EQUAL
        if question.wanted in {Wanted.DATE, Wanted.NUMBER, Wanted.PERSON, Wanted.NAME, Wanted.REASON, Wanted.SYMBOL}
        else NEARLY_AS_GOOD
    )
