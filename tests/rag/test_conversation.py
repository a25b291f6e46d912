"""The language of a question, and questions that lean on the one before."""

from __future__ import annotations

import pytest

from rag import Assistant, Turn
from rag.language import language_of

LANGUAGES = {
    "比利时承诺什么？": "zh",
    "What does Belgium pledge?": "en",
    "A/RES/67/169第10段说了什么？": "zh",
    "OHCHR是什么？": "zh",
    "NGO是谁？": "zh",
    "Belgium在死刑问题上承诺做什么？": "zh",
    "What is 人权?": "en",
    "What does 比利时 pledge on the death penalty?": "en",
    "WHO SIGNED?": "en",
    "A/RES/67/169": "en",
    "死刑": "zh",
    "比利時承諾什麼": "zh",
}


@pytest.mark.parametrize(("text", "language"), LANGUAGES.items())
def test_language_of_a_question(text: str, language: str) -> None:
    assert language_of(text) == language


def turn(assistant: Assistant, question: str) -> Turn:
    answer = assistant.ask(question)
    assert not answer.refused
    documents = tuple(dict.fromkeys(citation.document.id for citation in answer.citations))
    return Turn(question=question, answer=answer.text, documents=documents)


FOLLOWED = [
    ("第67/169号决议第12段说了什么？", "那第10段呢？", "A/RES/67/169", "op10"),
    ("What does paragraph 12 of resolution 67/169 say?", "And what about paragraph 10?", "A/RES/67/169", "op10"),
    ("第13/23号决议第3段说了什么？", "它的序言部分第2段呢？", "A/HRC/RES/13/23", "pp2"),
]


@pytest.mark.parametrize(("first", "then", "document", "paragraph"), FOLLOWED)
def test_a_paragraph_is_of_the_document_spoken_of(
    assistant: Assistant, first: str, then: str, document: str, paragraph: str
) -> None:
    answer = assistant.ask(then, history=[turn(assistant, first)])
    assert {(citation.document.id, citation.paragraph.id) for citation in answer.citations} == {(document, paragraph)}


def test_a_subject_is_taken_over_where_there_is_none(assistant: Assistant) -> None:
    history = [turn(assistant, "比利时在死刑问题上承诺做什么？")]
    answer = assistant.ask("它为什么这样做？", history=history)
    belgian = history[0].documents[0]
    assert answer.hits[0].passage.document.id == belgian
    assert "死刑" in answer.hits[0].passage.paragraph.text
    alone = assistant.ask("它为什么这样做？")
    assert "死刑" not in alone.hits[0].passage.paragraph.text


def test_a_named_document_is_not_overruled(assistant: Assistant) -> None:
    history = [turn(assistant, "第67/169号决议第12段说了什么？")]
    answer = assistant.ask("那第13/23号决议第3段呢？", history=history)
    assert {citation.document.id for citation in answer.citations} == {"A/HRC/RES/13/23"}


def test_a_question_of_its_own_is_left_alone(assistant: Assistant) -> None:
    question = "爱沙尼亚的信函第2段说了什么？"
    history = [turn(assistant, "比利时在死刑问题上承诺做什么？")]
    assert assistant.ask(question, history=history).text == assistant.ask(question).text
    off = "火星上有多少人？"
    assert assistant.ask(off, history=history).refused


def test_a_document_that_is_gone_is_not_taken_over(assistant: Assistant) -> None:
    gone = Turn(question="第99/9号决议第3段说了什么？", answer="……", documents=("A/RES/99/9",))
    answer = assistant.ask("那第10段呢？", history=[gone])
    assert "A/RES/99/9" not in {hit.passage.document.id for hit in answer.hits}
