"""Several questions in one message, each answered in its order; and what is cited beside what answers one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag import Assistant
from rag.questions.several import Reach, clauses_in, one_after_another, questions_in, with_the_rest

TAKEN_APART = {
    "比利时反对死刑吗？它支持国际刑事法院吗？": ("比利时反对死刑吗？", "它支持国际刑事法院吗？"),
    "Who signed it? When? Answer briefly.": ("Who signed it?", "When? Answer briefly."),
    "谁问过“为什么？”这个问题？": ("谁问过“为什么？”这个问题？",),
    "开过什么会议？哪些决议提到了它？": ("开过什么会议？哪些决议提到了它？",),
    "比利时承诺什么？？": ("比利时承诺什么？？",),
}


@pytest.mark.parametrize(("message", "questions"), TAKEN_APART.items())
def test_a_message_is_taken_apart_where_it_asks_twice(message: str, questions: tuple[str, ...]) -> None:
    assert questions_in(message) == questions


def test_each_is_answered_and_what_is_not_is_named(assistant: Assistant) -> None:
    asked = ("比利时对死刑有什么主张？", "比利时支持国际刑事法院吗？", "谁赢得了2022年世界杯？")
    *growing, answer = assistant.stream("".join(asked))
    lines = answer.text.splitlines()
    assert lines.index(asked[0]) < lines.index(asked[1])
    assert asked[2] not in answer.text
    assert asked[2] in answer.notice
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    for statement in answer.statements:
        quotes = [answer.citations[number - 1].quote for number in statement.citations]
        assert statement.text in quotes
        assert f"{statement.text} [{statement.citations[0]}]" in answer.text
    assert {citation.paragraph.id for citation in answer.citations} >= {"8", "7"}
    assert all(answer.text.startswith(one.text) and not one.complete for one in growing)


@pytest.mark.parametrize(
    ("second", "named"), [("分布在多少个国家？", False), ("有多少个地区？", True), ("人口是多少？", True)]
)
def test_what_the_quoted_words_give_already_is_not_called_unanswered(
    assistant: Assistant, second: str, named: bool
) -> None:
    first, refusal = assistant.ask("67/169号决议第8段说了什么？"), assistant.ask("谁赢得了2022年世界杯？")
    quoted = replace(first, citations=(replace(first.citations[0], quote="介绍38个国家12 600座乡村粮仓的现状。"),))
    given = {"介绍了多少座粮仓？": quoted, second: replace(refusal, question=second)}
    *_, answer = one_after_another(
        "".join(given), tuple(given), (), lambda question, *_: iter([given[question]]), reach=lambda _: Reach.OWN
    )
    assert (second in answer.notice) is named


def test_where_none_is_answered_all_is_refused(assistant: Assistant) -> None:
    answer = assistant.ask("火星上有多少人口？谁赢得了世界杯？")
    assert answer.refused
    assert not answer.citations


def test_a_later_question_is_of_the_document_of_the_one_before(assistant: Assistant) -> None:
    answer = assistant.ask("哪些国家共同提案了阿里亚办法会议？有多少会员国发言？")
    assert {citation.document.id for citation in answer.citations} == {"estonia-letter-2020-09-14"}


def test_one_that_says_nearly_nothing_is_asked_of_no_other_document(assistant: Assistant) -> None:
    answer = assistant.ask("比利时的照会是写给谁的？落款日期是哪天？")
    assert {citation.document.id for citation in answer.citations} == {"belgium-note-verbale-2022-06-21"}


ONE_PARAGRAPH = {
    "When did Belgium last serve as a member of the Human Rights Council?": {"4"},
    "Which United Nations experts have already visited Belarus, according to its 2007 letter?": {"annex.p4"},
    "哪些人在白俄罗斯人权问题“阿里亚办法”会议上作了通报？": {"annex.p2"},
}


@pytest.mark.parametrize(("question", "paragraphs"), ONE_PARAGRAPH.items())
def test_what_only_sounds_like_it_is_not_cited_beside_what_answers(
    assistant: Assistant, question: str, paragraphs: set[str]
) -> None:
    assert {citation.paragraph.id for citation in assistant.ask(question).citations} == paragraphs


def test_what_two_documents_say_is_cited_from_both(assistant: Assistant) -> None:
    answer = assistant.ask("《维也纳宣言和行动纲领》是哪年哪天通过的？")
    assert {citation.document.id for citation in answer.citations} == {"A/RES/67/169", "A/HRC/RES/13/23"}


CLAUSES = {
    "通过于何时，由谁提出？": ("通过于何时", "由谁提出？"),
    "比利时承诺什么，并且为什么？": ("比利时承诺什么", "为什么？"),
    "How many states spoke, and for how long?": ("How many states spoke", "for how long?"),
    "Who briefed the Council and what did they ask for?": ("Who briefed the Council", "what did they ask for?"),
    "在人权方面，比利时承诺什么？": (),
    "为什么，何时？": (),
    "What does Belgium say about women and how the Council works?": (),
    "谁说过“做什么，怎么做”？": (),
    "比利时承诺什么？": (),
}


@pytest.mark.parametrize(("question", "clauses"), CLAUSES.items())
def test_a_sentence_asks_twice_where_each_clause_has_its_question_word(question: str, clauses: tuple[str, ...]) -> None:
    assert clauses_in(question) == clauses


@pytest.mark.parametrize(
    ("clause", "quote", "is_named"),
    [
        ("为什么设立？", "因为各国需要合作。", False),
        ("为什么设立？", "没有答案", True),
        ("多久之内？", "没有答案", False),
    ],
)
def test_what_a_sentence_leaves_open_is_asked_once_more_and_named_where_nothing_is_said(
    assistant: Assistant, clause: str, quote: str, is_named: bool
) -> None:
    first = assistant.ask("67/169号决议第8段说了什么？")
    first = replace(first, citations=(replace(first.citations[0], quote="在六个月内设立两个机构。"),))
    refusal = assistant.ask("谁赢得了2022年世界杯？")
    other = assistant.ask("67/169号决议第9段说了什么？")
    said = replace(other.statements[0], text=quote)
    found = replace(
        other, text=f"{quote} [1]", statements=(said,), citations=(replace(other.citations[0], quote=quote),)
    )
    answers = {"设立什么": refusal, clause: refusal if quote == "没有答案" else found}
    *growing, last = with_the_rest(
        iter([first]), ("设立什么", clause), (), lambda question, *_: iter([answers[question]])
    )
    assert not any(one.complete for one in growing)
    assert last.complete
    assert last.text.startswith(first.text)
    assert (clause in last.notice) is is_named
    assert (quote in last.text) is (quote != "没有答案")


def test_a_quotation_that_goes_on_is_not_said_twice(assistant: Assistant) -> None:
    answer = assistant.ask("阿里亚办法会议是哪天举行的，谁主持了会议？")
    assert answer.citations
    quotes = [(one.passage.key, one.quote) for one in answer.citations]
    assert not any(one != other and one[0] == other[0] and one[1] in other[1] for one in quotes for other in quotes)
