"""What an answer is worth: pure functions from a question, its Answer and the collection's texts to counts.

Every measure is a count ``n of m`` and the more the better; counts add up over questions (micro average).
What is missing counts as zero: an answerable question that cites nothing has precision 0 of 1, one that crashed has
zero of everything that was asked of it. eval/FORMAT.md explains each measure and names where it comes from; those of single
sentences are in grounding.py, those of the order of what was found in ranking.py.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from eval.dataset import Gold, Question, fold
from eval.grounding import Support, in_language, supports
from eval.ranking import DEPTH, gain, leg_keys, reciprocal_rank
from rag import Answer, Hit

GROUPS = {
    "of_answers": (
        "wholly_right",
        "nugget_recall",
        "nugget_recall_all",
        "required_said",
        "free_of_forbidden",
        "answer_language",
    ),
    "of_citations": (
        "citation_recall",
        "citation_precision",
        "document_right",
        "kind_right",
        "locator_right",
        "labels_right",
        "verbatim",
    ),
    "of_sentences": (
        "sentence_recall",
        "sentence_precision",
        "quote_support",
        "numbers_agree",
        "dates_agree",
        "negation_agrees",
    ),
    "of_refusals": ("answered", "refused", "refused_with_reason"),
    "of_retrieval": ("recall_at_1", "recall_at_5", "lexical_recall_at_5", "dense_recall_at_5"),
    "of_runs": ("completed", "repeatable"),
}
"""The measures by what they are measures of."""
MEASURES = tuple(measure for group in GROUPS.values() for measure in group)
OF_SENTENCES = (*GROUPS["of_sentences"], "labels_right")
OPEN_ENDED = ("citation_precision", "verbatim", "document_right", "kind_right", "repeatable", *OF_SENTENCES)
"""Measures whose m is the answer's own doing (how much it cites, and says) and not the set's."""
JUDGED = ("faithfulness", "answer_relevancy", "context_precision")
"""From 0 to 1, where a chat model was asked to judge (judged.py)."""
LEGS: Mapping[str, Callable[[Hit], int | None]] = {
    "lexical": lambda hit: hit.lexical_rank,
    "dense": lambda hit: hit.dense_rank,
}
RANKINGS = tuple(
    f"{of}{measure}" for of in ("", *(f"{leg}_" for leg in LEGS)) for measure in ("rr_at_10", "ndcg_at_10")
)
"""Of the final list, and of each leg."""
FIGURES = (*RANKINGS, "length", "milliseconds", *JUDGED)
"""What is no count: means over questions, reported and compared, without floors."""


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
    again: Answer | None = None
    """What the same question gave when it was asked once more after all others; None where it was not."""


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
    missed_required: tuple[str, ...] = ()
    unsupported: tuple[str, ...] = ()
    """Sentences that what they cite does not carry."""
    figures: Mapping[str, float] = field(default_factory=dict)
    """By the names of FIGURES; those that say nothing of this question are left out."""

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
    said = supports(answer)
    counts |= _of_sentences(said)
    counts["answer_language"] = Count(int(answer is not None and in_language(answer, question.language)), 1)
    if answer is not None and observation.again is not None:
        counts["repeatable"] = Count(int(_same(answer, observation.again)), 1)
    found = tuple(text for text in question.forbidden if answer is not None and fold(text) in fold(answer.text))
    if question.forbidden:
        counts["free_of_forbidden"] = Count(int(answer is not None and not found), 1)
    missed = tuple(text for text in question.required if answer is None or fold(text) not in fold(answer.text))
    counts["required_said"] = Count(len(question.required) - len(missed), len(question.required))
    scored = _score_answer if question.answerable else _score_refusal
    return replace(
        scored(observation, counts, clean=not found and not missed),
        forbidden_found=found,
        missed_required=missed,
        unsupported=tuple(one.sentence.text for one in said if not one.carried),
        figures=_figures(observation),
    )


def _of_sentences(said: Sequence[Support]) -> dict[str, Count]:
    judged: dict[str, list[bool]] = {
        "sentence_recall": [one.carried for one in said],
        "sentence_precision": [each for one in said for each in one.precise],
        "quote_support": [one.quoted for one in said],
        "numbers_agree": [each for one in said for each in one.numbers],
        "dates_agree": [each for one in said for each in one.dates],
        "negation_agrees": [one.denial for one in said if one.denial is not None],
        "labels_right": [each for one in said for each in one.labels],
    }
    return {measure: Count(sum(values), len(values)) for measure, values in judged.items()}


def _same(answer: Answer, again: Answer) -> bool:
    return (answer.text, answer.refused, cited_keys(answer)) == (again.text, again.refused, cited_keys(again))


def _figures(observation: Observation) -> dict[str, float]:
    question, answer = observation.question, observation.answer
    figures = {"milliseconds": observation.milliseconds}
    if question.answerable:
        hits = answer.hits if answer else ()
        lists = {"": [hit.passage.key for hit in hits]}
        if question.kind != "locator":  # what is named is looked up, not searched for
            lists |= {f"{leg}_": leg_keys(hits, rank_of, DEPTH) for leg, rank_of in LEGS.items()}
        for of, keys in lists.items():
            figures |= {f"{of}rr_at_10": reciprocal_rank(question, keys), f"{of}ndcg_at_10": gain(question, keys)}
    if answer is not None and answer.refused is None:
        figures["length"] = float(len(answer.text))
    return figures


def _score_refusal(observation: Observation, counts: dict[str, Count], *, clean: bool) -> Score:
    question, answer = observation.question, observation.answer
    refused = answer is not None and answer.refused is not None and not answer.citations
    for_reason = refused and answer is not None and answer.refused == question.expected_refusal
    counts["refused"] = Count(int(refused), 1)
    counts["refused_with_reason"] = Count(int(for_reason), 1)
    counts["wholly_right"] = Count(int(for_reason and clean), 1)
    if question.kind == "no_such_paragraph":
        counts["locator_right"] = Count(int(for_reason), 1)
    return Score(observation=observation, counts=counts, wrong_citations=cited_keys(answer))


def _score_answer(observation: Observation, counts: dict[str, Count], *, clean: bool) -> Score:
    question, answer = observation.question, observation.answer
    keys = cited_keys(answer)
    groups, nuggets = met_groups(question, keys), found_nuggets(question, answer_words(answer))
    answered = answer is not None and answer.refused is None
    if not answered and answer is not None and question.refusal_accepted:
        groups, nuggets, answered = question.gold, question.nuggets, True
        counts["citation_precision"] = Count()
    else:
        counts["citation_precision"] = citation_precision(question, keys)
    said_well = sum(any(fold(one) in answer_words(answer) for one in nugget) for nugget in question.okay_nuggets)
    counts |= {
        "citation_recall": Count(len(groups), len(question.gold)),
        "nugget_recall": Count(len(nuggets), len(question.nuggets)),
        "nugget_recall_all": Count(len(nuggets) + said_well, len(question.nuggets) + len(question.okay_nuggets)),
        "recall_at_1": recall_at(question, answer, 1),
        "recall_at_5": recall_at(question, answer, 5),
        "answered": Count(int(answered), 1),
        "document_right": _right_documents(question, keys),
        "kind_right": _right_kinds(question, keys),
    }
    if question.kind == "locator":
        counts["locator_right"] = counts["citation_recall"]
    else:
        counts |= _legs(question, answer)
    complete = all(counts[one].full for one in ("citation_recall", "citation_precision", "nugget_recall", "verbatim"))
    counts["wholly_right"] = Count(int(answered and complete and clean), 1)
    right = {gold.key for gold in question.guarded_paragraphs}
    return Score(
        observation=observation,
        counts=counts,
        missed_groups=tuple(group for group in question.gold if group not in groups),
        wrong_citations=tuple(key for key in keys if key not in right),
        missed_nuggets=tuple(nugget for nugget in question.nuggets if nugget not in nuggets),
    )


def _right_documents(question: Question, keys: Sequence[str]) -> Count:
    """Cited paragraphs that stand in a document which holds gold: is the symbol right, whatever the paragraph?"""
    held = {gold.document for gold in question.guarded_paragraphs}
    return Count(sum(key.rsplit("#", 1)[0] in held for key in keys), len(keys))


def _right_kinds(question: Question, keys: Sequence[str]) -> Count:
    """Of those in the right document, the ones of the part and kind of a paragraph of gold: ``annex.p8`` is not ``letter.p2``."""
    kinds: dict[str, set[str]] = {}
    for gold in question.guarded_paragraphs:
        kinds.setdefault(gold.document, set()).add(_kind(gold.paragraph))
    cited = [key.rsplit("#", 1) for key in keys]
    inside = [(document, _kind(paragraph)) for document, paragraph in cited if document in kinds]
    return Count(sum(kind in kinds[document] for document, kind in inside), len(inside))


def _kind(paragraph: str) -> str:
    """The kind and part of a paragraph as its id has them: ``annex.p#``, ``op#``, ``#``."""
    return re.sub(r"\d+", "#", paragraph).split("#.", 1)[0].rstrip("#") + "#"


def _legs(question: Question, answer: Answer | None) -> dict[str, Count]:
    hits = answer.hits if answer else ()
    reachable = min(5, len(question.gold))
    found = {leg: len(met_groups(question, leg_keys(hits, rank_of, 5))) for leg, rank_of in LEGS.items()}
    return {f"{leg}_recall_at_5": Count(min(reachable, groups), reachable) for leg, groups in found.items()}


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


def mean_figures(scores: Iterable[Score]) -> dict[str, float]:
    """The mean of each figure over the questions that have it."""
    held: dict[str, list[float]] = {}
    for one in scores:
        for name, value in one.figures.items():
            held.setdefault(name, []).append(value)
    return {name: sum(values) / len(values) for name, values in held.items()}


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile: the smallest value that at least ``share`` of the values do not exceed; 0 for none."""
    if not values:
        return 0.0
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]
