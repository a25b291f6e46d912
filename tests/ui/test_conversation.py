"""A conversation grows by immutable steps; a stream may be stopped between any two of them."""

from __future__ import annotations

from dataclasses import replace

from rag import EmptyQuestion
from tests.answers import cited_answer
from tests.fakes import FakeAssistant
from ui.page.conversation import LONGEST, REMEMBERED, Conversation
from ui.page.page import enumerate_steps


def test_answered_questions_are_what_a_follow_up_refers_to() -> None:
    conversation = (
        Conversation().asked("甲").answered(cited_answer("甲")).asked("乙").failed(EmptyQuestion()).asked("丙")
    )
    (turn,) = conversation.turns()
    assert (turn.question, turn.documents) == ("甲", ("belgium-note-verbale-2022-06-21",))


def test_a_long_conversation_forgets_its_beginning() -> None:
    conversation = Conversation()
    for number in range(LONGEST + 5):
        conversation = conversation.asked(str(number)).answered(cited_answer(str(number)))
    assert len(conversation.exchanges) == LONGEST
    assert [turn.question for turn in conversation.turns()] == [
        str(each) for each in range(LONGEST + 5 - REMEMBERED, LONGEST + 5)
    ]


def test_a_stopped_answer_stands_as_far_as_it_came() -> None:
    growing = Conversation().asked("甲").answered(replace(cited_answer("甲"), complete=False))
    (exchange,) = growing.stopped().exchanges
    assert exchange.done
    assert exchange.answer is not None
    assert exchange.answer.complete
    assert Conversation().asked("甲").stopped() == Conversation()


def test_what_a_question_was_to_take_the_place_of_stands_until_it_has_words() -> None:
    before = Conversation().asked("甲").answered(cited_answer("甲")).asked("乙").answered(cited_answer("乙"))
    again = before.before(1).asked("甲")
    assert [each.question for each in again.exchanges] == ["甲"]
    assert again.stopped() == before
    answered = again.answered(replace(cited_answer("甲"), complete=False)).stopped()
    assert [each.question for each in answered.exchanges] == ["甲"]
    assert answered.replaced == ()


def test_only_a_question_that_takes_another_s_place_is_shown_before_it_has_words() -> None:
    (first, fresh), *_ = enumerate_steps(FakeAssistant(), "甲", Conversation())  # type: ignore[arg-type]
    assert first
    assert fresh.exchanges[-1].answer is not None
    (first, again), *rest = enumerate_steps(FakeAssistant(), "甲", fresh.before(1))  # type: ignore[arg-type]
    assert (first, again.exchanges[-1].answer) == (True, None)
    assert not any(each for each, _ in rest)


def test_the_assistant_is_told_the_earlier_turns_of_this_person_only() -> None:
    assistant = FakeAssistant()
    *_, (_, first) = enumerate_steps(assistant, "甲", Conversation())  # type: ignore[arg-type]
    *_, (_, second) = enumerate_steps(assistant, "乙", first)  # type: ignore[arg-type]
    *_, (_, other) = enumerate_steps(assistant, "丙", Conversation())  # type: ignore[arg-type]
    assert [[turn.question for turn in history] for history in assistant.histories] == [[], ["甲"], []]
    assert all(step.exchanges[-1].done for step in (first, second, other))


def test_an_error_becomes_a_calm_sentence_in_both_languages() -> None:
    for question, said in (("  ", "empty"), ("boom", "unexpected")):
        *_, (_, last) = enumerate_steps(FakeAssistant(), question, Conversation())  # type: ignore[arg-type]
        trouble = last.exchanges[-1].trouble
        assert trouble is not None
        assert said in trouble[1]
        assert trouble[0] != trouble[1]
        assert "nobody foresaw" not in "".join(trouble)
