"""Paragraphs that recur from one document to the next: one stands for all; and every document that was asked for is heard.

A resolution of every year repeats most of the last one's paragraphs. Two paragraphs of different documents are twins where nearly
all their terms are the same, **and** what differs says little: no number or date (延长一年, 延长三年), no name, no negation, and no word
that stands in another's place (敦促, 呼吁). In doubt they are not twins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache

from rag.answer import Hit
from rag.document import Passage
from rag.words.glossary import mentions
from rag.words.terms import normalise, terms_once

ALIKE = 0.75
"""Share of all their terms that two texts have in common (Jaccard), from which on they are compared word by word."""
SHORT = 12
"""Characters. A text shorter than this is no twin of anything but its equal."""
LEVEL = 0.02
"""Scores that differ by no more than this are equal; of equals the newest document's paragraph stands."""
READ = 20
"""So many more hits than are asked for are looked through for twins."""

_HAN = "㐀-䶿一-鿿"
_COUNTING = frozenset("第〇零一二三四五六七八九十百千两届次号条段章项部分")
_PIECE = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+")
_IDIOM = re.compile(
    r"进一步|十分(?!之)|一切|一致|统一|一贯|一道|唯一|一些|一旦|同一|一般|一直|一再|一定|一起|多边|双边|千方百计|万众"
)
_NUMBER = re.compile(
    r"\d+(?:[.,/]\d+)*|[〇零一二三四五六七八九十百千万亿两半双]+"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|first|second|third|twice|annual|biennial)\b"
)
_TELLING = frozenset("不未没无非勿莫否禁每首末前后上下新原暂永") | frozenset(
    (
        "not",
        "no",
        "nor",
        "never",
        "without",
        "until",
        "ne",
        "pas",
        "ni",
        "sans",
        "sin",
        "nunca",
        "не",
        "нет",
        "без",
        "لا",
        "لم",
    )
)
"""Words that turn what a sentence says, or when it holds."""
_SMALL = frozenset("的了和与及并或在于对为以将该其此这那等还也又再已所之地得是有向从由而且则就都各") | frozenset(
    (
        "a",
        "an",
        "the",
        "and",
        "of",
        "to",
        "in",
        "on",
        "for",
        "by",
        "with",
        "its",
        "their",
        "this",
        "that",
        "these",
        "those",
    )
)
_AGAIN = frozenset(("as", "also", "again", "once", "further", "moreover"))
_IDLE = _SMALL | _AGAIN
"""Words in whose place another may stand, or none."""
_CAPITALISED = re.compile(r"(?<=[^\s.!?:;“\"(\[])\s+([A-ZÀ-ÞА-Я][\w'’-]+)")
_TITLE = re.compile(r"《([^》]+)》")
_PRINTED_NUMBER = re.compile(r"^\s*(?:\d+[.．、]|[（(]\w{1,3}[)）])\s*")


def grouped(hits: Sequence[Hit], *, limit: int, apart: Collection[str] = ()) -> tuple[Hit, ...]:
    """The best hits in order, ``limit`` at most, each with its twins in other documents, which stand no longer by themselves.

    The paragraph that stands for a group has the best score; of equals it is the newest. Documents in ``apart`` were each asked
    for: a paragraph of theirs stands by itself.
    """
    groups: list[list[Hit]] = []
    for hit in hits[: limit + READ]:
        group = next((each for each in groups if _belongs(hit, each, apart)), None)
        if group is not None:
            group.append(hit)
        elif len(groups) < limit:
            groups.append([hit])
    return tuple(_standing(group) for group in groups)


def one_version(hits: Sequence[Hit], language: str, *, apart: Collection[str] = ()) -> tuple[Hit, ...]:
    """Of a paragraph's language versions one: in this language where there is one, else the best; with the best one's score.

    The versions of a document have one symbol, and their paragraphs the same ids. Documents in ``apart`` were asked for as they are.
    """
    versions: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        document = hit.passage.document
        named = document.symbol and document.id not in apart
        versions.setdefault((document.symbol if named else f"#{document.id}", hit.passage.paragraph.id), []).append(hit)
    kept = []
    for group in versions.values():
        own = next((hit for hit in group if hit.passage.document.language == language), group[0])
        kept.append(own if own is group[0] else replace(own, score=max(hit.score for hit in group)))
    return tuple(sorted(kept, key=lambda hit: -hit.score))


def _belongs(hit: Hit, group: Sequence[Hit], apart: Collection[str]) -> bool:
    documents = {each.passage.document.id for each in group}
    own = hit.passage.document.id
    if own in documents or own in apart or documents & set(apart):
        return False
    return all(_twins(hit.passage, each.passage) for each in group)


def _twins(one: Passage, other: Passage) -> bool:
    first, second = one.paragraph, other.paragraph
    return (
        first.kind is second.kind
        and one.document.language == other.document.language
        and are_twins(first.text, second.text)
        and are_twins(_PRINTED_NUMBER.sub("", first.lead_in), _PRINTED_NUMBER.sub("", second.lead_in))
    )


def _standing(group: list[Hit]) -> Hit:
    if len(group) == 1:
        return group[0]
    best = max(hit.score for hit in group)
    level = [hit for hit in group if best - hit.score <= LEVEL]
    standing = max(level, key=lambda hit: (hit.passage.document.date, hit.score))
    others = sorted(
        (hit.passage for hit in group if hit is not standing),
        key=lambda passage: (passage.document.date, passage.key),
        reverse=True,
    )
    return replace(standing, twins=tuple(others), score=best)


def represented(hits: Sequence[Hit], documents: Sequence[str]) -> tuple[Hit, ...]:
    """The best paragraph of each of these documents first, in the order of their scores; then the others as they were."""
    first: dict[str, Hit] = {}
    for hit in hits:
        if hit.passage.document.id in documents:
            first.setdefault(hit.passage.document.id, hit)
    leading = list(first.values())
    keys = {hit.passage.key for hit in leading}
    return (*leading, *(hit for hit in hits if hit.passage.key not in keys))


@lru_cache(maxsize=4096)
def are_twins(one: str, other: str) -> bool:
    """Do two paragraphs say the same in nearly the same words?"""
    if one == other:
        return True
    if min(len(one), len(other)) < SHORT or _likeness(one, other) < ALIKE or _facts(one) != _facts(other):
        return False
    first, second = _pieces(one), _pieces(other)
    changes = SequenceMatcher(a=first, b=second, autojunk=False).get_opcodes()
    return all(_is_idle(first[a:b], second[c:d]) for kind, a, b, c, d in changes if kind != "equal")


def _likeness(one: str, other: str) -> float:
    former, latter = _characters(one), _characters(other)
    both = len(former & latter)
    either = len(former) + len(latter) - both
    # each character that only one of them has is a term that only one has: most pairs are told apart by that, uncut
    if either - both > (1 - ALIKE) * (either + len(normalise(one)) + len(normalise(other))):
        return 0.0
    first, second = _terms(one), _terms(other)
    fewer, more = sorted((len(first), len(second)))
    if fewer < ALIKE * more:
        return 0.0
    common = len(first & second)
    return common / (len(first) + len(second) - common)


@lru_cache(maxsize=2048)
def _characters(text: str) -> frozenset[str]:
    """The Han characters of a text, but for those that ordinals and years are made of: there they are no terms."""
    return frozenset(each for each in set(normalise(text)) if "㐀" <= each <= "鿿") - _COUNTING


@lru_cache(maxsize=2048)
def _terms(text: str) -> frozenset[str]:
    return frozenset(terms_once(text))


def _pieces(text: str) -> list[str]:
    return _PIECE.findall(normalise(text))


def _is_idle(taken: Sequence[str], given: Sequence[str]) -> bool:
    """Does a change say nothing? Words may be added or left out; what stands in another's place is another thing."""
    if any(piece in _TELLING for piece in (*taken, *given)):
        return False
    return all(piece in _IDLE for piece in taken) or all(piece in _IDLE for piece in given)


@lru_cache(maxsize=2048)
def _facts(text: str) -> tuple[Counter[str], frozenset[str]]:
    """The numbers of a text, and the names in it that can be known: of states, of treaties, of what is capitalised."""
    plain = normalise(text)
    numbers = Counter(_NUMBER.findall(_IDIOM.sub(" ", plain)))
    states = {concept.names[0] for each in mentions(plain) for concept in each.concepts if concept.state}
    return numbers, frozenset(states | set(_CAPITALISED.findall(text)) | set(_TITLE.findall(text)))
