"""What an answer is worth: pure functions from a question, its Answer and the collection's texts to counts.

Every measure is a count ``n of m`` and the more the better; counts add up over questions (micro average).
What is missing counts as zero: an answerable question that cites nothing has precision 0 of 1, one that crashed has
zero of everything that was asked of it.

``citation_precision``  cited paragraphs that are gold or accepted, of those cited (each counted once per question)
``citation_recall``     groups of gold of which a paragraph is cited, of all groups
``nugget_recall``       nuggets whose words stand in the answer, of all nuggets (Voorhees 2003; all of ours are vital)
``recall_at_1``, ``recall_at_5``  groups of gold with a paragraph among the first k hits, of all groups or k, whichever is less
                        (capped recall as in BEIR, Thakur 2021: a list of eight cannot stand in five hits)
``answered``            answerable questions that were not refused: the rest are false refusals
``refused``             questions that the documents do not answer and that were refused, with no citation
``refused_with_reason``  as before, and for the reason that is expected
``verbatim``            citations whose quote is a substring of the cited paragraph as the collection holds it
``free_of_forbidden``   questions with forbidden texts whose answer holds none of them
``completed``           questions that did not crash
``wholly_right``        questions whose answer can be signed as it stands: everything required, nothing wrong
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from eval.dataset import Gold, Question, fold
from rag import Answer

MEASURES = (
    "wholly_right",
    "citation_recall",
    "citation_precision",
    "nugget_recall",
    "verbatim",
    "recall_at_1",
    "recall_at_5",
    "answered",
    "refused",
    "refused_with_reason",
    "free_of_forbidden",
    "completed",
)
OPEN_ENDED = ("citation_precision", "verbatim")
"""Measures whose m is the answer's own doing (how much it cites) and not the set's."""


@dataclass(frozen=True, slots=True)
class Count:
    """``n`` of ``m``. Adding two adds both."""

    n: int = 0
    m: int = 0

    def __add__(self, other: Self) -> Count:
        return Count(self.n + other.n, self.m + other.m)

    def __str__(self) -> str:
        return f"{self.n} of {self.m}"

    @property
    def share(self) -> float:
        """From 0 to 1; 0 where nothing was counted."""
        return self.n / self.m if self.m else 0.0

    @property
    def full(self) -> bool:
        return self.n == self.m

    def below(self, floor: Count) -> bool:
        """Whether the share is smaller than the floor's; exact, and nothing counted is below any floor above zero."""
        if not self.m:
            return floor.n > 0
        return self.n * floor.m < floor.n * self.m


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What asking one question gave: an Answer, or how it crashed."""

    question: Question
    answer: Answer | None
    milliseconds: float
    crash: str = ""
    """The error in one line; "" where the question was answered or refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One question's counts, and what was missing or wrong in its answer."""

    observation: Observation
    counts: Mapping[str, Count]
    missed_groups: tuple[tuple[Gold, ...], ...] = ()
    wrong_citations: tuple[str, ...] = ()
    """Keys of cited paragraphs that are neither gold nor accepted."""
    missed_nuggets: tuple[tuple[str, ...], ...] = ()
    forbidden_found: tuple[str, ...] = ()

    @property
    def question(self) -> Question:
        return self.observation.question

    @property
    def wholly_right(self) -> bool:
        return self.counts["wholly_right"].full


def cited_keys(answer: Answer | None) -> tuple[str, ...]:
    """Keys of the cited paragraphs, each once, in the order of their citations."""
    return tuple(dict.fromkeys(citation.passage.key for citation in answer.citations)) if answer else ()


def met_groups(question: Question, keys: Collection[str]) -> tuple[tuple[Gold, ...], ...]:
    """The groups of gold of which at least one paragraph is among the keys."""
    return tuple(group for group in question.gold if any(gold.key in keys for gold in group))


def citation_precision(question: Question, keys: Sequence[str]) -> Count:
    """Of the cited paragraphs, those that are gold or accepted; 0 of 1 where nothing is cited."""
    right = {gold.key for gold in question.guarded_paragraphs}
    return Count(sum(key in right for key in keys), max(1, len(keys)))


def answer_words(answer: Answer | None) -> str:
    """The answer's text, folded, without its markers; "" where it was refused or there is none."""
    if answer is None or answer.refused is not None:
        return ""
    text = answer.text
    for citation in answer.citations:
        text = text.replace(f"[{citation.number}]", "")
    return fold(text)


def found_nuggets(question: Question, words: str) -> tuple[tuple[str, ...], ...]:
    """The nuggets of which one alternative stands in the folded text."""
    return tuple(nugget for nugget in question.nuggets if any(fold(one) in words for one in nugget))


def recall_at(question: Question, answer: Answer | None, k: int) -> Count:
    """Groups of gold with a paragraph among the first k hits; m is the groups or k, whichever is less."""
    keys = {hit.passage.key for hit in answer.hits[:k]} if answer else set()
    reachable = min(k, len(question.gold))
    return Count(min(reachable, len(met_groups(question, keys))), reachable)


def verbatim(answer: Answer | None, texts: Mapping[str, str]) -> Count:
    """Citations whose quote is not empty and stands in the cited paragraph as ``texts`` (by Passage.key) has it."""
    citations = answer.citations if answer else ()
    held = sum(bool(one.quote) and one.quote in texts.get(one.passage.key, "") for one in citations)
    return Count(held, len(citations))


def score(observation: Observation, texts: Mapping[str, str]) -> Score:
    """All measures of one question. ``texts`` maps Passage.key to the paragraph's text for the whole collection."""
    question, answer = observation.question, observation.answer
    counts = {measure: Count() for measure in MEASURES}
    counts["completed"] = Count(int(answer is not None), 1)
    counts["verbatim"] = verbatim(answer, texts)
    found = tuple(text for text in question.forbidden if answer is not None and fold(text) in fold(answer.text))
    if question.forbidden:
        counts["free_of_forbidden"] = Count(int(answer is not None and not found), 1)
    if question.answerable:
        return _score_answer(observation, counts, found)
    refused = answer is not None and answer.refused is not None and not answer.citations
    for_reason = refused and answer is not None and answer.refused == question.expected_refusal
    counts["refused"] = Count(int(refused), 1)
    counts["refused_with_reason"] = Count(int(for_reason), 1)
    counts["wholly_right"] = Count(int(for_reason and not found), 1)
    return Score(observation=observation, counts=counts, wrong_citations=cited_keys(answer), forbidden_found=found)


def _score_answer(observation: Observation, counts: dict[str, Count], forbidden_found: tuple[str, ...]) -> Score:
    question, answer = observation.question, observation.answer
    keys = cited_keys(answer)
    groups = met_groups(question, keys)
    nuggets = found_nuggets(question, answer_words(answer))
    answered = answer is not None and answer.refused is None
    counts |= {
        "citation_precision": citation_precision(question, keys),
        "citation_recall": Count(len(groups), len(question.gold)),
        "nugget_recall": Count(len(nuggets), len(question.nuggets)),
        "recall_at_1": recall_at(question, answer, 1),
        "recall_at_5": recall_at(question, answer, 5),
        "answered": Count(int(answered), 1),
    }
    complete = all(counts[one].full for one in ("citation_recall", "citation_precision", "nugget_recall", "verbatim"))
    counts["wholly_right"] = Count(int(answered and complete and not forbidden_found), 1)
    right = {gold.key for gold in question.guarded_paragraphs}
    return Score(
        observation=observation,
        counts=counts,
        missed_groups=tuple(group for group in question.gold if group not in groups),
        wrong_citations=tuple(key for key in keys if key not in right),
        missed_nuggets=tuple(nugget for nugget in question.nuggets if nugget not in nuggets),
        forbidden_found=forbidden_found,
    )


def total(scores: Iterable[Score]) -> dict[str, Count]:
    """The sum of each measure over the scores."""
    sums = {measure: Count() for measure in MEASURES}
    for one in scores:
        for measure, count in one.counts.items():
            sums[measure] += count
    return sums


def select(scores: Iterable[Score], *, kind: str | None = None, split: str | None = None) -> tuple[Score, ...]:
    """The scores of one kind, of one split, or both; None takes all."""
    return tuple(
        one
        for one in scores
        if (kind is None or one.question.kind == kind) and (split is None or one.question.split == split)
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile: the smallest value that at least ``share`` of the values do not exceed; 0 for none."""
    if not values:
        return 0.0
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]
