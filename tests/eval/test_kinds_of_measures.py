"""The measures beside citations and nuggets, counted by hand, and how a question with turns and filters is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from eval.asking import AGAIN, ask_all
from eval.dataset import Gold, Question
from eval.measures import Observation, mean_figures, score
from eval.ranking import first_ranks, gain, reciprocal_rank
from rag import Answer, Citation, Document, Hit, Locator, Paragraph, ParagraphKind, Passage, Refusal, Turn


def passage(key: str) -> Passage:
    document, name = key.split("#")
    locator = Locator(id=name, kind=ParagraphKind.NUMBERED)
    return Passage(Document(id=document), Paragraph(locator=locator, text=f"{key}的文字。"))


def gold(key: str) -> Gold:
    document, name = key.split("#")
    return Gold(document=document, paragraph=name, quote="文字")


def question(**changes: Any) -> Question:
    fields: dict[str, Any] = {
        "id": "q",
        "question": "问",
        "language": "zh",
        "kind": "fact",
        "split": "tune",
        "gold": ((gold("d#annex.p8"),),),
        "nuggets": (("文字",),),
    }
    return Question(**{**fields, **changes})


def answer(*cites: str, finds: Sequence[Hit] = (), **changes: Any) -> Answer:
    citations = tuple(
        Citation(number=number, passage=passage(key), quote=passage(key).paragraph.text, score=1.0)
        for number, key in enumerate(cites, 1)
    )
    text = "\n".join(f"{one.quote} [{one.number}]" for one in citations)
    fields: dict[str, Any] = {"text": text, "citations": citations, "hits": tuple(finds), "refused": None}
    return Answer(question="问", language="zh", composer="fake", **{**fields, **changes})


def counts(asked: Question, given: Answer, again: Answer | None = None) -> dict[str, tuple[int, int]]:
    texts = {key: passage(key).paragraph.text for key in ("d#annex.p8", "d#annex.p9", "d#letter.p2", "e#annex.p8")}
    observation = Observation(question=asked, answer=given, milliseconds=2.0, again=again)
    return {name: (count.n, count.m) for name, count in score(observation, texts).counts.items()}


@pytest.mark.parametrize(
    ("cited", "document", "kind"),
    [
        ("d#annex.p8", (1, 1), (1, 1)),
        ("d#annex.p9", (1, 1), (1, 1)),  # the wrong paragraph, of the right kind
        ("d#letter.p2", (1, 1), (0, 1)),  # the letter taken for its annex
        ("e#annex.p8", (0, 1), (0, 0)),  # another document
    ],
)
def test_symbol_and_kind_are_told_apart(cited: str, document: tuple[int, int], kind: tuple[int, int]) -> None:
    found = counts(question(), answer(cited))
    assert (found["document_right"], found["kind_right"]) == (document, kind)


def test_a_named_paragraph_counts_as_locator() -> None:
    assert counts(question(kind="locator"), answer("d#annex.p8"))["locator_right"] == (1, 1)
    assert counts(question(kind="locator"), answer("d#annex.p9"))["locator_right"] == (0, 1)
    refused = question(kind="no_such_paragraph", gold=(), nuggets=(), expected_refusal=Refusal.NO_SUCH_PARAGRAPH)
    given = answer(text="所收文件没有这一段。", refused=Refusal.NO_SUCH_PARAGRAPH)
    assert counts(refused, given)["locator_right"] == (1, 1)
    assert counts(refused, replace(given, refused=Refusal.NOTHING_CLOSE))["locator_right"] == (0, 1)


def test_okay_nuggets_count_apart_from_vital_ones() -> None:
    found = counts(question(okay_nuggets=(("别的",), ("文字",))), answer("d#annex.p8"))
    assert found["nugget_recall"] == (1, 1)
    assert found["nugget_recall_all"] == (2, 3)
    assert found["wholly_right"] == (1, 1)


def test_a_required_text_that_is_missing_is_not_wholly_right() -> None:
    found = counts(question(required=("不同意", "的文字")), answer("d#annex.p8"))
    assert found["required_said"] == (1, 2)
    assert found["wholly_right"] == (0, 1)


def test_where_a_refusal_is_accepted_it_is_as_right_as_the_answer() -> None:
    refusal = answer(text="所收文件没有回答。", refused=Refusal.NOTHING_CLOSE)
    found = counts(question(refusal_accepted=True), refusal)
    assert found["wholly_right"] == found["answered"] == found["citation_recall"] == (1, 1)
    assert counts(question(), refusal)["wholly_right"] == (0, 1)
    assert counts(question(refusal_accepted=True), answer("e#annex.p8"))["wholly_right"] == (0, 1)


def test_a_leg_counts_what_it_ranked_itself() -> None:
    hit = Hit(passage=passage("d#annex.p8"), score=1.0, lexical_rank=6, dense_rank=2)
    found = counts(question(), answer("d#annex.p8", finds=[hit]))
    assert (found["lexical_recall_at_5"], found["dense_recall_at_5"]) == ((0, 1), (1, 1))


def test_the_same_answer_twice_is_repeatable() -> None:
    first = answer("d#annex.p8")
    assert counts(question(), first, first)["repeatable"] == (1, 1)
    assert counts(question(), first, answer("d#annex.p9"))["repeatable"] == (0, 1)
    assert counts(question(), first)["repeatable"] == (0, 0)


def test_ranks_of_alternatives_and_groups() -> None:
    asked = question(gold=((gold("d#a"), gold("d#b")), (gold("d#c"),)))
    hits = [Hit(passage=passage(key), score=1.0) for key in ("d#x", "d#b", "d#a", "d#c")]
    keys = [hit.passage.key for hit in hits]
    assert first_ranks(asked, keys) == [2, 4]
    assert reciprocal_rank(asked, keys) == 0.5
    assert gain(asked, keys[1:2] + keys[3:]) == pytest.approx(1.0)
    assert gain(asked, []) == reciprocal_rank(asked, []) == 0.0


def test_figures_are_means_over_those_that_have_them() -> None:
    refused = Observation(question=question(), answer=answer(refused=Refusal.NOTHING_CLOSE), milliseconds=2.0)
    said = Observation(question=question(), answer=answer("d#annex.p8"), milliseconds=4.0)
    means = mean_figures(score(one, {}) for one in (refused, said))
    assert means["milliseconds"] == 3.0
    assert means["length"] == len(answer("d#annex.p8").text)


def test_each_leg_is_ranked_by_itself() -> None:
    finds = (
        Hit(passage=passage("d#annex.p9"), score=2.0, lexical_rank=1, dense_rank=2),
        Hit(passage=passage("d#annex.p8"), score=1.0, lexical_rank=4, dense_rank=1),
    )
    asked = Observation(question=question(), answer=answer("d#annex.p8", finds=finds), milliseconds=2.0)
    figures = score(asked, {}).figures
    assert [figures[f"{of}rr_at_10"] for of in ("", "lexical_", "dense_")] == [0.5, 0.25, 1.0]
    assert figures["lexical_ndcg_at_10"] < figures["ndcg_at_10"] < figures["dense_ndcg_at_10"] == 1.0
    named = score(replace(asked, question=question(kind="locator")), {}).figures
    assert "lexical_rr_at_10" not in named, "what is named is looked up, not searched for"


class Listening:
    """Remembers how it was asked."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, tuple[str, ...], tuple[Turn, ...]]] = []

    def ask(self, text: str, *, documents: Sequence[str] = (), history: Sequence[Turn] = ()) -> Answer:
        self.heard.append((text, tuple(documents), tuple(history)))
        if text == "崩":
            raise RuntimeError("gone")
        return answer("d#annex.p8")


def test_turns_are_asked_before_and_filters_go_along() -> None:
    listening = Listening()
    asked = question(turns=("一", "二"), documents=("d",))
    list(ask_all(listening, [asked]))  # type: ignore[arg-type]
    first, second, last = listening.heard[:3]
    assert [one[0] for one in (first, second, last)] == ["一", "二", "问"]
    assert {one[1] for one in listening.heard} == {("d",)}
    assert [len(one[2]) for one in (first, second, last)] == [0, 1, 2]
    assert last[2][1].documents == ("d",)


def test_every_question_is_observed_once_and_some_are_asked_again() -> None:
    asked = [question(id=f"q{place}", question=f"问{place}") for place in range(2 * AGAIN + 1)]
    listening = Listening()
    seen = list(ask_all(listening, asked))  # type: ignore[arg-type]
    assert sorted(one.question.id for one in seen) == sorted(one.id for one in asked)
    assert [one.question.id for one in seen if one.again] == [f"q{2 * AGAIN}", f"q{AGAIN}", "q0"]


def test_a_crash_in_an_earlier_turn_is_a_crash_of_the_question() -> None:
    [seen] = ask_all(Listening(), [question(turns=("崩",))])  # type: ignore[arg-type]
    assert seen.answer is None
    assert seen.crash == "RuntimeError: gone"
