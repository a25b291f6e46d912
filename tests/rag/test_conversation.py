"""The language of a question, and questions that lean on the one before."""

from __future__ import annotations

import pytest

from rag import Answer, Assistant, Refusal, Turn
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


READ_AS = [
    ("第67/169号决议第12段说了什么？", "那第10段呢？", "大会第67/169号决议第10段说了什么？"),
    (
        "What does paragraph 12 of resolution 67/169 say?",
        "And what about paragraph 10?",
        "What about paragraph 10 of General Assembly resolution 67/169?",
    ),
    ("比利时在死刑问题上承诺做什么？", "它还承诺了什么？", "比利时还承诺了什么？"),
    ("比利时在死刑问题上承诺做什么？", "那白俄罗斯呢？", "白俄罗斯在死刑问题上承诺做什么？"),
    ("白俄罗斯2003年共同提出了哪项决议？", "2006年呢？", "白俄罗斯2006年共同提出了哪项决议？"),
    ("What did Belarus propose in 2003?", "And in 2006?", "What did Belarus propose in 2006?"),
    ("爱沙尼亚的信是什么时候写的？", "是写给谁的？", "是写给谁的（爱沙尼亚的信函）？"),
    ("比利时在死刑问题上承诺做什么？", "火星上有多少人？", ""),
    ("比利时在死刑问题上承诺做什么？", "第13/23号决议第3段说了什么？", ""),
]


@pytest.mark.parametrize(("first", "then", "read_as"), READ_AS)
def test_what_a_question_was_read_as_is_told(assistant: Assistant, first: str, then: str, read_as: str) -> None:
    assert assistant.ask(then, history=[turn(assistant, first)]).rewritten == read_as


def test_a_chain_is_read_from_its_beginning(assistant: Assistant) -> None:
    history = [turn(assistant, "第67/169号决议第12段说了什么？")]
    then = "那第10段呢？"
    answer = assistant.ask(then, history=history)
    history.append(Turn(question=then, answer=answer.text, documents=(answer.citations[0].document.id,)))
    assert assistant.ask("那第11段呢？", history=history).rewritten == "大会第67/169号决议第11段说了什么？"


def test_nothing_is_left_of_another_conversation(assistant: Assistant) -> None:
    alone = assistant.ask("那第10段呢？")
    assistant.ask("那第10段呢？", history=[turn(assistant, "第67/169号决议第12段说了什么？")])
    again = assistant.ask("那第10段呢？")
    assert (again.text, again.rewritten, again.citations) == (alone.text, alone.rewritten, alone.citations)


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


def talk(assistant: Assistant, *questions: str) -> list[Answer]:
    history: list[Turn] = []
    answers = []
    for question in questions:
        answer = assistant.ask(question, history=history)
        documents = tuple(dict.fromkeys(citation.document.id for citation in answer.citations))
        history.append(Turn(question, answer.text, documents, tuple(each.passage.key for each in answer.citations)))
        answers.append(answer)
    return answers


MORE = [
    ("比利时承诺了什么？", "它还承诺了什么？", "还有呢？"),
    ("What does resolution 13/23 ask of member states?", "What else does it ask?", "What else?"),
    ("会议对白俄罗斯提出了哪些建议？", "还提出了什么建议？", "除此之外还有什么？"),
]


@pytest.mark.parametrize("questions", MORE)
def test_what_else_there_is_was_not_cited_before(assistant: Assistant, questions: tuple[str, ...]) -> None:
    answers = talk(assistant, *questions)
    cited = [
        citation.passage.key
        for answer in answers
        for citation in {one.passage.key: one for one in answer.citations}.values()
    ]
    assert len(cited) == len(set(cited))
    assert not answers[1].refused
    first = {citation.document.id for citation in answers[0].citations}
    assert {citation.document.id for citation in answers[1].citations} <= first


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("比利时在死刑问题上承诺做什么？", "还有谁提到死刑？", "没有更多内容"),
        (
            "What does Belgium pledge on the death penalty?",
            "Who else mentions the death penalty?",
            "there is nothing more",
        ),
    ],
)
def test_where_nothing_is_left_it_says_so(assistant: Assistant, first: str, then: str, told: str) -> None:
    _, answer = talk(assistant, first, then)
    assert answer.refused is Refusal.NOTHING_MORE
    assert told in answer.text
    assert not answer.citations
