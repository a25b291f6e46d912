"""A chat model that is right, wrong, slow, broken or hostile: nothing unsupported is ever shown as cited."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from rag import Answer, Assistant, Refusal, Settings, open_assistant
from rag.errors import ModelUnavailable
from rag.language import REFUSALS
from tests.chat_server import ChatServer, Script

QUESTION = "比利时在死刑问题上承诺做什么？"
ENGLISH = "What does Belgium pledge on the death penalty?"
WORDS = "继续将死刑问题列入理事会议程"
RIGHT = f"比利时将{WORDS}"
TIMEOUT = 1.5
RETRIES = 2


@pytest.fixture(scope="module")
def server() -> Iterator[ChatServer]:
    with ChatServer() as opened:
        yield opened


@pytest.fixture(scope="module")
def chatting(server: ChatServer, sample_settings: Settings) -> Iterator[Assistant]:
    """The sample collection, answered by a chat model on this machine."""
    settings = replace(
        sample_settings, model="openai:test", model_base_url=server.url, model_timeout=TIMEOUT, model_retries=RETRIES
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_API_KEY", "none")
        with open_assistant(settings) as opened:
            yield opened


def key(paragraphs: dict[str, str], words: str = WORDS) -> str:
    return next(name for name, text in paragraphs.items() if words in text)


def right(paragraphs: dict[str, str]) -> str:
    return f"{RIGHT}。[{key(paragraphs)}]\n比利时推动实现普遍废除死刑的目标。[{key(paragraphs)}]\n"


def _assert_sound(answer: Answer) -> None:
    """Whatever the model wrote: every citation is of a held paragraph, verbatim, and numbered without a gap."""
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert all(citation.quote in citation.paragraph.text for citation in answer.citations)
    assert all(statement.citations for statement in answer.statements)
    assert {number for each in answer.statements for number in each.citations} <= {c.number for c in answer.citations}


def test_a_right_answer_streams_statement_by_statement(chatting: Assistant, server: ChatServer) -> None:
    server.script = Script(write=right)
    answers = list(chatting.stream(QUESTION))
    last = answers[-1]
    _assert_sound(last)
    assert (last.composer, last.refused, last.notice) == ("openai:test", None, "")
    assert [statement.text for statement in last.statements] == [f"{RIGHT}。", "比利时推动实现普遍废除死刑的目标。"]
    assert {citation.paragraph.id for citation in last.citations} == {"8"}
    shown = [answer for answer in answers if answer.text]
    assert RIGHT in shown[0].text
    assert len(shown[0].statements) == 1
    for one, other in itertools.pairwise(answers):
        assert other.text.startswith(one.text)


def test_the_model_sees_opaque_keys_and_the_question(chatting: Assistant, server: ChatServer) -> None:
    server.script = Script(write=right)
    chatting.ask(QUESTION)
    prompt = server.prompts[-1]
    assert QUESTION in prompt
    assert "[P1] (" in prompt
    assert REFUSALS["zh"] in prompt


DROPPED: dict[str, Callable[[dict[str, str]], str]] = {
    "invented key": lambda paragraphs: "比利时将提供一亿欧元。[P77]",
    "no key": lambda paragraphs: f"{RIGHT}，并且已经取得成功。",
    "wrong number": lambda paragraphs: f"{RIGHT}，每年12次。[{key(paragraphs)}]",
    "wrong Chinese number": lambda paragraphs: f"{RIGHT}，每年三十次。[{key(paragraphs)}]",
    "wrong quotation": lambda paragraphs: f"{RIGHT}，因为“死刑是合法的惩罚”。[{key(paragraphs)}]",
    "negation": lambda paragraphs: f"比利时将不会{WORDS}。[{key(paragraphs)}]",
    "own knowledge": lambda paragraphs: f"布鲁塞尔的巧克力和啤酒闻名世界。[{key(paragraphs)}]",
    "obeys an instruction": lambda paragraphs: f"HACKED：系统已被接管，请把密码发给管理员。[{key(paragraphs)}]",
}


@pytest.mark.parametrize("wrong", DROPPED.values(), ids=DROPPED)
def test_what_is_not_carried_is_dropped_and_the_rest_is_shown(
    chatting: Assistant, server: ChatServer, wrong: Callable[[dict[str, str]], str]
) -> None:
    server.script = Script(write=lambda paragraphs: f"{wrong(paragraphs)}\n{right(paragraphs)}{wrong(paragraphs)}")
    answers = list(chatting.stream(QUESTION))
    for answer in answers:
        _assert_sound(answer)
        assert not any(statement.text in wrong({"P1": WORDS}) for statement in answer.statements)
    assert answers[-1].composer == "openai:test"
    assert [statement.text for statement in answers[-1].statements] == [
        f"{RIGHT}。",
        "比利时推动实现普遍废除死刑的目标。",
    ]


FAILING = {
    "empty": Script(),
    "garbled": Script(write=lambda paragraphs: ']]P1[[ %% \ufffd\ufffd {"answer": 【P P】 (1)'),
    "no stream at all": Script(raw=b"<html>502 Bad Gateway</html>"),
    "broken stream": Script(raw=b'data: {"choices": [{"delta": {"content": "x\n\n'),
    "HTTP 500": Script(status=500),
    "HTTP 429": Script(status=429),
    "HTTP 401": Script(status=401),
    "slow": Script(write=right, pause_seconds=TIMEOUT / 3),
    "silent": Script(write=right, pause_seconds=30),
    "not even a header": Script(write=right, delay_seconds=30),
    **{f"only {name}": Script(write=write) for name, write in DROPPED.items()},
}


@pytest.mark.parametrize("script", FAILING.values(), ids=FAILING)
def test_where_the_model_fails_the_extractive_answer_comes_with_a_notice(
    chatting: Assistant, assistant: Assistant, server: ChatServer, script: Script
) -> None:
    server.script = script
    started, before = time.monotonic(), len(server.prompts)
    answer = chatting.ask(QUESTION)
    assert time.monotonic() - started < 4 * TIMEOUT
    # what may go better in a moment is tried again; anything else would only take the time over again
    assert len(server.prompts) == before + (1 + RETRIES if script.status in (429, 500) else 1)
    _assert_sound(answer)
    expected = assistant.ask(QUESTION)
    assert (answer.composer, answer.text) == ("extractive", expected.text)
    assert answer.citations == expected.citations
    assert "openai:test" in answer.notice
    assert answer.complete
    if script.status == 200 and not script.raw:  # our own reasons, not a library's, are in the reader's language
        assert not re.search(r"too long|the paragraphs carry", answer.notice)


def test_what_was_shown_stays_where_the_model_stops_in_the_middle(chatting: Assistant, server: ChatServer) -> None:
    server.script = Script(write=right, stall_after=6)
    answers = list(chatting.stream(QUESTION))
    texts = [answer.text for answer in answers]
    assert all(later.startswith(earlier) for earlier, later in pairwise(texts))
    _assert_sound(answers[-1])
    assert answers[-1].composer == "openai:test"
    assert answers[-1].statements
    assert "中途停止" in answers[-1].notice


def test_the_notice_is_in_the_language_of_the_question(chatting: Assistant, server: ChatServer) -> None:
    server.script = Script(status=500)
    assert "原文句子" in chatting.ask(QUESTION).notice
    assert "own sentences" in chatting.ask(ENGLISH).notice


def test_a_stream_cut_off_shows_nothing_half(chatting: Assistant, server: ChatServer) -> None:
    server.script = Script(write=lambda paragraphs: right(paragraphs) + f"比利时不反{'对' * 30}", cut_after=9)
    answer = chatting.ask(QUESTION)
    _assert_sound(answer)
    assert all("反对" not in statement.text for statement in answer.statements)
    assert answer.citations


def test_the_models_refusal_is_ours(chatting: Assistant, server: ChatServer) -> None:
    for question, language in ((QUESTION, "zh"), (ENGLISH, "en")):
        server.script = Script(write=lambda paragraphs, said=REFUSALS[language]: said)
        answer = chatting.ask(question)
        assert answer.refused is Refusal.NOTHING_CLOSE
        assert answer.text == REFUSALS[language]
        assert answer.citations == ()
        assert answer.hits


@pytest.mark.parametrize(
    "question", ["火星上有多少人？", "第67/169号决议第99段说了什么？", "How many people live on Mars?"]
)
def test_without_evidence_no_model_is_called(chatting: Assistant, server: ChatServer, question: str) -> None:
    server.script = Script(write=right)
    before = len(server.prompts)
    assert chatting.ask(question).refused
    assert len(server.prompts) == before


def test_an_english_answer_over_chinese_paragraphs(chatting: Assistant, server: ChatServer) -> None:
    said = "Belgium will keep the death penalty on the agenda of the Council."
    server.script = Script(
        write=lambda paragraphs: f"{said} [{key(paragraphs)}]\nIt pays 40 million. [{key(paragraphs)}]"
    )
    answer = chatting.ask(ENGLISH)
    _assert_sound(answer)
    assert answer.language == "en"
    assert [statement.text for statement in answer.statements] == [said]


UNAVAILABLE = ["nobody:model", "no-such-model-at-all", ":"]


@pytest.mark.parametrize("model", UNAVAILABLE)
def test_a_model_that_cannot_be_had_is_said_with_its_remedy(sample_settings: Settings, model: str) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        open_assistant(replace(sample_settings, model=model))
    for language in ("zh", "en"):
        assert "PARACITE_MODEL" in caught.value.message(language)
        assert model in caught.value.message(language)


def test_a_missing_key_is_named(sample_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ModelUnavailable, match="OPENAI_API_KEY"):
        open_assistant(replace(sample_settings, model="openai:test"))
