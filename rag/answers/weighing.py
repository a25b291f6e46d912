"""How likely each sentence of the retrieved paragraphs is to answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.answer import Hit
from rag.answers.selector import open_selector
from rag.answers.signals import read_sentences
from rag.document import Paragraph, ParagraphKind, Passage
from rag.questions import wording
from rag.questions.question import Question
from rag.retrieval.matching import Matcher
from rag.words.terms import normalise

if TYPE_CHECKING:
    from rag.storage.collection import Collection

HITS_READ = 12
"""Paragraphs whose sentences are weighed."""
EVIDENCE_SHARE = 16.0
"""Log odds that the whole evidence is worth beside what the trained selector says."""
_TYPE_BONUS = 0.12
_NOT_YET = 0.12
"""Taken from a promise where what is done was asked for, given to it where what is to come was."""
_ASKS = 0.12
"""Taken from a sentence in which somebody asks: it does not answer."""
_SAYS_NOTHING = 0.4
"""Taken from what says nothing of what a document says: its head, where nothing in it is asked for, and who has the floor."""
_STANCE = 0.12
"""Given to the list of those who voted as was asked, taken from the others."""
_HIT_SHARE = 0.35
_REQUESTED = re.compile(
    r"(?:请|要求|敦促|呼吁|吁请).{1,20}(?:做|采取)(?:些|了)?(?:什么|哪)|\b(?:asks?|asked|requests?|requested|urges?)\b.* to do\b"
)
_REQUESTS = re.compile(r"请|要求|敦促|呼吁|促请|\b(?:request|ask|urge|call(?:s|ed)? (?:up)?on|invite|demand)")
_REQUEST = 0.12
"""Given to what somebody is requested, where that is asked for."""
_FLOOR = re.compile(
    r"代表[^。，]{1,40}发言。$|(?:感谢|谢谢)(?:你|您|主席|[^。，]{1,12}(?:通报|发言))"
    r"|\bspeaking (?:also )?on behalf of [^.]*\.$|\bthank(?:s|ed)? (?:you|the president|the chair)",
    re.IGNORECASE,
)
_FLOOR_ASKED = re.compile(r"发言|感谢|谢|\bspoke|\bspeak|\bthank|behalf")
"""A sentence of a record in which somebody is given the floor or thanked for it; and a question for that."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of one paragraph, ``paragraph.text[start:end]``, with the evidence that they answer."""

    hit: Hit
    start: int
    end: int
    score: float
    matches: tuple[float, ...] = ()
    own: float = 0.0
    """Share of the question's weight in these words alone, without what they are understood in."""
    logit: float = 0.0
    """What they are ordered by: log odds of the trained selector (selector.py) and the evidence together."""

    @property
    def passage(self) -> Passage:
        return self.hit.passage

    @property
    def text(self) -> str:
        return self.passage.paragraph.text[self.start : self.end]


def whole(hit: Hit, matches: tuple[float, ...] = ()) -> Quotation:
    """The paragraph itself."""
    return Quotation(hit, 0, len(hit.passage.paragraph.text), hit.score, matches)


def weigh(question: Question, hits: Sequence[Hit], matcher: Matcher, collection: Collection) -> tuple[Quotation, ...]:
    """The sentences of the best paragraphs, the likeliest to answer first.

    The trained selector and the evidence order them together: trained mostly on an encyclopaedia, it alone put the documents of
    the trade in a worse order than the evidence does, and the two together are as good as the better one on both (measured).
    """
    plain = question.asking or normalise(question.text)
    stances = {stance for stance, words in wording.STANCES.items() if words.search(plain)}
    asks_who = question.expectation.demands or bool(_FLOOR_ASKED.search(plain))
    requested = bool(_REQUESTED.search(plain))
    asks_done, asks_promised = bool(wording.DONE.search(plain)), bool(wording.PROMISED.search(plain))
    sentences, table = read_sentences(question, readable(hits), matcher, collection)
    found = []
    for one, logit in zip(sentences, open_selector().logits(table).tolist(), strict=True):
        bonus = _TYPE_BONUS * question.expectation.met_by(one.text) if question.expectation.demands else 0.0
        if (asks_done or asks_promised) and wording.TO_COME.search(one.text):
            bonus += _NOT_YET * (asks_promised - asks_done)
        if wording.IS_ASKED.search(one.text) and not wording.ASKING.search(plain):
            bonus -= _ASKS
        if requested and _REQUESTS.search(one.text):
            bonus += _REQUEST
        paragraph = one.hit.passage.paragraph
        if not asks_who and _is_formal(one.text, paragraph) and paragraph.kind not in question.kinds:
            bonus -= _SAYS_NOTHING
        if len(stances) == 1 and paragraph.kind is ParagraphKind.VOTE and paragraph.kind in question.kinds:
            bonus += _STANCE if paragraph.id.rpartition(".")[2] in stances else -_STANCE
        score = (1 - _HIT_SHARE) * matcher.share_of(one.matches) + _HIT_SHARE * one.hit.score + bonus
        order = logit + EVIDENCE_SHARE * score
        found.append(Quotation(one.hit, one.start, one.end, score, one.matches, own=one.own, logit=order))
    return tuple(sorted(found, key=lambda quotation: -quotation.logit))


def _is_formal(text: str, paragraph: Paragraph) -> bool:
    return paragraph.kind is ParagraphKind.MASTHEAD or bool(paragraph.speaker and _FLOOR.search(text))


def readable(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Those whose sentences are weighed: a footnote only where it is the best of all."""
    return tuple(
        hit for hit in hits[:HITS_READ] if hit.passage.paragraph.kind is not ParagraphKind.FOOTNOTE or hit is hits[0]
    )
