"""What a question was read as, and the question asked again without it."""

from __future__ import annotations

import pytest

from rag import Assistant, Refusal, Turn

RESOLUTION = "A/RES/67/169"
NOTE = "belgium-note-verbale-2022-06-21"


def codes(assistant: Assistant, question: str, *without: str) -> list[str]:
    return [each.code for each in assistant.understood(question, without=without)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (f"{RESOLUTION} 第12段说了什么？", [f"document:{RESOLUTION}", "paragraph"]),
        ("Who signed the note verbale of Belgium?", [f"document:{NOTE}", "kind:signature", "shape"]),
        ("白俄罗斯何时致函？", ["sender", "kind:masthead", "shape"]),
        ("大会关于国际合作的决议呼吁什么？", ["organ"]),
        ("两项决议分别要求什么？", ["several"]),
        ("第99/99号决议说了什么？", ["absent"]),
        ("死刑", []),
    ],
)
def test_every_reading_of_a_question_is_told_and_can_be_taken_back(
    question: str, expected: list[str], assistant: Assistant
) -> None:
    found = assistant.understood(question)
    assert [each.code for each in found] == expected
    for each in found:
        assert each.message("zh") != each.message("en")
        assert each.effect("zh") != each.effect("en")
        assert each.code not in codes(assistant, question, each.code)
    assert assistant.ask(question).understood == found
    assert assistant.ask(question, without=expected).understood == ()


def test_without_its_document_a_question_is_asked_of_all(assistant: Assistant) -> None:
    question = "比利时的普通照会谈到国际合作吗？"
    held = {hit.passage.document.id for hit in assistant.search(question, limit=60)}
    free = {hit.passage.document.id for hit in assistant.search(question, without=[f"document:{NOTE}"], limit=60)}
    assert held == {NOTE}
    assert len(free) > 1


def test_without_its_paragraph_a_question_is_searched_for(assistant: Assistant) -> None:
    answer = assistant.ask(f"{RESOLUTION} 第99段说了什么？")
    assert answer.refused is Refusal.NO_SUCH_PARAGRAPH
    again = assistant.ask(f"{RESOLUTION} 第99段说了什么？", without=["paragraph"])
    assert again.refused is not Refusal.NO_SUCH_PARAGRAPH


def test_what_is_not_here_is_looked_for_all_the_same(assistant: Assistant) -> None:
    question = "第99/99号决议对死刑说了什么？"
    assert assistant.ask(question).refused is Refusal.NO_SUCH_DOCUMENT
    assert assistant.ask(question, without=["absent"]).refused is not Refusal.NO_SUCH_DOCUMENT


def test_documents_of_the_turn_before_are_a_reading_of_their_own(assistant: Assistant) -> None:
    before = (Turn("比利时的普通照会说了什么？", "…", (NOTE,)),)
    question = "那么它对死刑问题和国际合作还作了哪些承诺？"
    leans = assistant.ask(question, history=before)
    assert any(each.code in {"earlier", "sender", f"document:{NOTE}"} for each in leans.understood)
    every = [each.code for each in leans.understood]
    assert assistant.ask(question, history=before, without=every).understood == ()


def test_a_code_that_is_none_of_the_question_changes_nothing(assistant: Assistant) -> None:
    question = f"{RESOLUTION} 第12段说了什么？"
    assert assistant.ask(question, without=["document:nowhere", "sender"]).text == assistant.ask(question).text
