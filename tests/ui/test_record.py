"""What the browser keeps of a conversation, and what a scope or a record from a browser may be: anything."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from rag import Cell, Check, Passage, Row, Statement, Unsupported
from tests.answers import NOTE, RESOLUTION, cited_answer, refused_answer
from tests.fakes import FakeCollection
from ui.page.calls import lookup
from ui.page.conversation import Conversation
from ui.page.record import exchange_record, read_conversation
from ui.page.scope import Scope, read_scope

CHECK = Check("number", "数字相符", "the figures agree")


def find(document: str, paragraph: str) -> Passage | None:
    return lookup(FakeCollection())(document, paragraph)  # type: ignore[arg-type]


def kept(conversation: Conversation) -> str:
    return f'{{"exchanges":[{",".join(exchange_record(each) for each in conversation.exchanges)}]}}'


def test_a_conversation_is_read_back_as_it_was() -> None:
    answer = replace(
        cited_answer(), rewritten="比利时承诺什么？", unsupported=(Unsupported("没有的话", CHECK),), notice="提示"
    )
    translated = tuple(replace(each, translation=f"ours {each.number}") for each in answer.citations)
    answer = replace(
        answer,
        statements=tuple(replace(each, verified=(CHECK,)) for each in answer.statements),
        table=(Row("甲国的信函", (Cell("第1段", "甲国：", "反对。", (1, 2)),)), Row("乙国的信函", ())),
        citations=translated,
    )
    conversation = (
        Conversation()
        .asked("甲", scope=Scope(kinds=("letter",)))
        .answered(answer)
        .asked("火星")
        .answered(refused_answer())
    )
    first, second = read_conversation(kept(conversation), find).exchanges
    assert first.answer is not None
    for name in ("text", "statements", "table", "unsupported", "rewritten", "notice"):
        assert getattr(first.answer, name) == getattr(answer, name)
    assert [replace(each, score=1.0) for each in first.answer.citations] == [
        replace(each, score=1.0) for each in translated
    ]
    assert (first.scope, first.gone, first.done) == (Scope(kinds=("letter",)), (), True)
    assert second.answer is not None
    assert second.answer.refused is refused_answer().refused
    assert len(second.answer.hits) == 2


def test_a_paragraph_that_is_gone_or_reads_otherwise_is_said_to_be() -> None:
    record = json.loads(kept(Conversation().asked("甲").answered(cited_answer())))
    first, second = record["exchanges"][0]["citations"]
    first["document"], second["quote"] = "nowhere", "比利时没有这样说"
    (exchange,) = read_conversation(json.dumps(record), find).exchanges
    assert exchange.gone == (1, 2)
    assert exchange.answer is not None
    assert [each.paragraph.text for each in exchange.answer.citations] == [first["quote"], "比利时没有这样说"]


def test_characters_that_turn_the_reading_direction_come_through_a_page() -> None:
    record = exchange_record(
        Conversation().asked("a\u202eb\u2028c").stopped().asked("x\u202ey").failed(_trouble()).exchanges[-1]
    )
    assert "\u202e" not in record
    assert json.loads(record)["question"] == "x\u202ey"


def _trouble():  # type: ignore[no-untyped-def]
    from rag import EmptyQuestion

    return EmptyQuestion()


@pytest.mark.parametrize(
    "junk", [None, "", "{", "[]", '{"exchanges": 3}', '{"exchanges": [{"question": 1}]}', '{"exchanges": [{}]}', 7]
)
def test_what_is_no_record_is_no_conversation(junk: object) -> None:
    assert read_conversation(junk, find) == Conversation()


def test_a_statement_of_a_record_cites_what_there_is() -> None:
    record = json.loads(kept(Conversation().asked("甲").answered(cited_answer())))
    record["exchanges"][0]["statements"].append({"text": "无出处", "citations": [9]})
    (exchange,) = read_conversation(json.dumps(record), find).exchanges
    assert exchange.answer is not None
    assert [each.text for each in exchange.answer.statements] == [each.text for each in cited_answer().statements]
    assert all(isinstance(each, Statement) for each in exchange.answer.statements)


@pytest.mark.parametrize(
    ("scope", "ids"),
    [
        (Scope(), [RESOLUTION.id, NOTE.id]),
        (Scope(kinds=("resolution",)), [RESOLUTION.id]),
        (Scope(languages=("en",)), []),
        (Scope(since="2013"), [NOTE.id]),
        (Scope(until="2012"), [RESOLUTION.id]),
        (Scope(words="比利时"), [NOTE.id]),
        (Scope(words="67/169 加強"), [RESOLUTION.id]),
        (Scope(words="belgium VERBALE"), [NOTE.id]),
        (Scope(documents=(NOTE.id,), since="2030"), []),
    ],
)
def test_a_scope_holds_what_meets_all_of_it(scope: Scope, ids: list[str]) -> None:
    assert [each.id for each in scope.select((RESOLUTION, NOTE))] == ids
    assert read_scope(scope.record()) == scope


@pytest.mark.parametrize(
    "junk", [None, "x", [], 3, {"kinds": "letter", "since": "soon", "words": 7, "documents": [1, None]}]
)
def test_what_is_no_scope_limits_nothing(junk: object) -> None:
    assert read_scope(junk).is_open
