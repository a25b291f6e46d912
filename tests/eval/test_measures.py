"""Each measure on cases that were counted by hand."""

from __future__ import annotations

import pytest

from eval.dataset import Gold, Question
from eval.measures import OF_SENTENCES, Count, Observation, percentile, score, select, total
from rag import Answer, Citation, Document, Hit, Locator, Paragraph, ParagraphKind, Passage, Refusal

TEXTS = {
    "d#1": "比利时于 2016 年担任副主席。",
    "d#2": "任期为 2016 至 2018 年。",
    "d#3": "与此无关。",
    "d#4": "四段的引言：",
}


def gold(paragraph: str) -> Gold:
    return Gold(document="d", paragraph=paragraph, quote=TEXTS[f"d#{paragraph}"])


def passage(paragraph: str) -> Passage:
    locator = Locator(id=paragraph, kind=ParagraphKind.NUMBERED)
    return Passage(Document(id="d"), Paragraph(locator=locator, text=TEXTS[f"d#{paragraph}"]))


def question(**changes: object) -> Question:
    fields: dict[str, object] = {
        "id": "q",
        "question": "问",
        "language": "zh",
        "kind": "fact",
        "split": "tune",
        "gold": ((gold("1"),), (gold("2"), gold("3"))),
        "nuggets": (("副主席",), ("2016至2018年", "2016-2018")),
        "accepted": (gold("4"),),
    }
    return Question(**{**fields, **changes})


UNANSWERABLE = question(kind="unanswerable", gold=(), nuggets=(), accepted=(), expected_refusal=Refusal.NOTHING_CLOSE)


def answer(
    text: str = "", *, cites: str = "", finds: str = "", refused: Refusal | None = None, quote: str | None = None
) -> Answer:
    citations = tuple(
        Citation(number=number, passage=passage(one), quote=TEXTS[f"d#{one}"] if quote is None else quote, score=1.0)
        for number, one in enumerate(cites, 1)
    )
    hits = tuple(Hit(passage=passage(one), score=1.0) for one in finds)
    return Answer(
        question="问", text=text, language="zh", composer="fake", refused=refused, citations=citations, hits=hits
    )


def counts(asked: Question, given: Answer | None) -> dict[str, tuple[int, int]]:
    observation = Observation(question=asked, answer=given, milliseconds=1.0, crash="" if given else "RuntimeError: x")
    return {measure: (count.n, count.m) for measure, count in score(observation, TEXTS).counts.items()}


@pytest.mark.parametrize(
    ("cites", "precision", "recall"),
    [
        ("12", (2, 2), (2, 2)),
        ("13", (2, 2), (2, 2)),  # one alternative of a group is enough
        ("123", (3, 3), (2, 2)),
        ("124", (3, 3), (2, 2)),  # an accepted paragraph is not wrong
        ("1", (1, 1), (1, 2)),
        ("4", (1, 1), (0, 2)),  # and meets nothing
        ("11", (1, 1), (1, 2)),  # a paragraph counts once
        ("", (0, 1), (0, 2)),  # nothing cited is zero, not nothing
    ],
)
def test_citations(cites: str, precision: tuple[int, int], recall: tuple[int, int]) -> None:
    found = counts(question(), answer(cites=cites))
    assert found["citation_precision"] == precision
    assert found["citation_recall"] == recall


def test_a_paragraph_that_is_not_gold_lowers_precision() -> None:
    found = counts(question(gold=((gold("1"),),)), answer(cites="13"))
    assert found["citation_precision"] == (1, 2)
    assert found["citation_recall"] == (1, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("担任副主席[1]，任期为 2016 至\n2018 年[2]。", 2),
        ("副 主 席；２０１６至２０１８年", 2),
        ("2016-2018", 1),
        ("副主[1]席", 1),  # the marker is not part of the words
        ("主席", 0),
        ("", 0),
    ],
)
def test_nuggets(text: str, found: int) -> None:
    assert counts(question(), answer(text, cites="1"))["nugget_recall"] == (found, 2)


def test_a_refusal_holds_no_nuggets_whatever_it_says() -> None:
    refused = answer("副主席 2016-2018", refused=Refusal.NOTHING_CLOSE)
    assert counts(question(), refused)["nugget_recall"] == (0, 2)


def test_retrieval_looks_at_the_first_k_hits_only() -> None:
    found = counts(question(), answer(finds="444412"))
    assert found["recall_at_1"] == (0, 1)  # one hit can meet one group
    assert found["recall_at_5"] == (1, 2)
    assert counts(question(), answer(finds="3"))["recall_at_1"] == (1, 1)


@pytest.mark.parametrize(
    ("given", "refused", "with_reason"),
    [
        (answer(refused=Refusal.NOTHING_CLOSE), 1, 1),
        (answer(refused=Refusal.NO_SUCH_PARAGRAPH), 1, 0),
        (answer(refused=Refusal.NOTHING_CLOSE, cites="1"), 0, 0),
        (answer("答", cites="1"), 0, 0),
        (answer(), 0, 0),
        (None, 0, 0),
    ],
)
def test_what_cannot_be_answered_must_be_refused(given: Answer | None, refused: int, with_reason: int) -> None:
    found = counts(UNANSWERABLE, given)
    assert found["refused"] == (refused, 1)
    assert found["refused_with_reason"] == (with_reason, 1)
    assert found["wholly_right"] == (with_reason, 1)
    assert found["answered"] == found["citation_recall"] == found["nugget_recall"] == (0, 0)


def test_a_false_refusal_is_not_answered() -> None:
    found = counts(question(), answer(refused=Refusal.NOTHING_CLOSE))
    assert found["answered"] == (0, 1)
    assert found["refused"] == (0, 0)


@pytest.mark.parametrize(
    ("quote", "held"),
    [("比利时于 2016 年担任", 1), ("比利时于2016年担任", 0), ("比利时于 2017 年担任", 0), ("", 0)],
)
def test_a_quote_stands_character_by_character(quote: str, held: int) -> None:
    assert counts(question(), answer(cites="1", quote=quote))["verbatim"] == (held, 1)


def test_a_quote_is_looked_up_in_the_collection_and_not_in_what_the_citation_carries() -> None:
    observation = Observation(question=question(), answer=answer(cites="1"), milliseconds=1.0)
    assert score(observation, {"d#1": "别的文字"}).counts["verbatim"] == Count(0, 1)


def test_forbidden_texts_are_found_in_any_spelling() -> None:
    asked = question(forbidden=("已 获核准", "Five Hundred"))
    assert counts(asked, answer("已获核准"))["free_of_forbidden"] == (0, 1)
    assert counts(asked, answer("fivehundred"))["free_of_forbidden"] == (0, 1)
    assert counts(asked, answer("32 个会员国"))["free_of_forbidden"] == (1, 1)
    assert counts(question(), answer("32 个会员国"))["free_of_forbidden"] == (0, 0)


RIGHT = {"text": "副主席，2016-2018；2016至2018年", "cites": "12"}


@pytest.mark.parametrize(
    ("changes", "right"),
    [
        ({}, 1),
        ({"cites": "124"}, 1),
        ({"text": "副主席"}, 0),
        ({"cites": "1"}, 0),
        ({"quote": "改过的引文"}, 0),
        ({"refused": Refusal.NOTHING_CLOSE}, 0),
    ],
)
def test_wholly_right_needs_everything(changes: dict[str, object], right: int) -> None:
    assert counts(question(), answer(**{**RIGHT, **changes}))["wholly_right"] == (right, 1)


def test_one_wrong_citation_is_not_wholly_right() -> None:
    found = counts(question(gold=((gold("1"),),), nuggets=(("副主席",),)), answer("副主席", cites="13"))
    assert found["wholly_right"] == (0, 1)


def test_a_crash_is_zero_of_everything_that_was_asked() -> None:
    found = counts(question(forbidden=("不",)), None)
    assert found == {
        "wholly_right": (0, 1),
        "citation_recall": (0, 2),
        "citation_precision": (0, 1),
        "nugget_recall": (0, 2),
        "verbatim": (0, 0),
        "recall_at_1": (0, 1),
        "recall_at_5": (0, 2),
        "answered": (0, 1),
        "refused": (0, 0),
        "refused_with_reason": (0, 0),
        "free_of_forbidden": (0, 1),
        "completed": (0, 1),
        "nugget_recall_all": (0, 2),
        "required_said": (0, 0),
        "document_right": (0, 0),
        "kind_right": (0, 0),
        "locator_right": (0, 0),
        "lexical_recall_at_5": (0, 2),
        "dense_recall_at_5": (0, 2),
        "answer_language": (0, 1),
        "repeatable": (0, 0),
    } | dict.fromkeys(OF_SENTENCES, (0, 0))


def test_totals_add_up_within_kind_and_split() -> None:
    asked = [question(id="a"), question(id="b", split="test"), question(id="c", kind="list")]
    scores = [
        score(Observation(question=one, answer=answer(cites=cites), milliseconds=1.0), TEXTS)
        for one, cites in zip(asked, ("12", "1", ""), strict=True)
    ]
    assert total(scores)["citation_recall"] == Count(3, 6)
    assert total(select(scores, kind="fact"))["citation_recall"] == Count(3, 4)
    assert total(select(scores, kind="fact", split="test"))["citation_recall"] == Count(1, 2)
    assert total(select(scores, split="tune"))["citation_recall"] == Count(2, 4)


@pytest.mark.parametrize(
    ("measured", "floor", "below"),
    [
        (Count(19, 20), Count(19, 20), False),
        (Count(18, 20), Count(19, 20), True),
        (Count(38, 40), Count(19, 20), False),  # the share counts where m may vary
        (Count(37, 40), Count(19, 20), True),
        (Count(0, 0), Count(1, 2), True),  # nothing measured is below what was reached
        (Count(0, 0), Count(0, 2), False),
    ],
)
def test_below_a_floor(measured: Count, floor: Count, below: bool) -> None:
    assert measured.below(floor) is below


def test_percentiles_are_values_that_were_measured() -> None:
    times = [float(one) for one in range(1, 21)]
    assert percentile(times, 0.5) == 10
    assert percentile(times, 0.95) == 19
    assert percentile(times, 1) == 20
    assert percentile([], 0.5) == 0
