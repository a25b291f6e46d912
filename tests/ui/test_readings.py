"""What a question was read as, on the terminal, in JSON, kept by the browser, and in what other programs may say."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from rag import Understood
from tests.answers import cited_answer
from tests.fakes import FakeAssistant, FakeCollection
from ui import cli
from ui.page.calls import lookup
from ui.page.conversation import Conversation
from ui.page.parts import current_html
from ui.page.record import exchange_record, read_conversation
from ui.programs.door import Programs
from ui.programs.mcp_server import tools

QUESTION = "比利时的普通照会是谁签署的？"
READ = Understood("sender", "发文方：<b>甲</b>", "Sender: <b>A</b>", "排在前面", "come first")


def run(home: Path, *arguments: str, language: str) -> str:
    done = CliRunner().invoke(cli.paracite, ["--home", str(home), *arguments], env={"PARACITE_LANGUAGE": language})
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "读作 段落种类：签署（这种段落优先；kind:signature）"),
     ("en", "read as Kind of paragraph: signature (such paragraphs are preferred; kind:signature)")],
)  # fmt: skip
def test_search_explains_what_it_read_and_can_do_without(language: str, said: str, sample_home: Path) -> None:
    assert said in run(sample_home, "search", QUESTION, "--explain", language=language)
    without = run(sample_home, "search", QUESTION, "--explain", "--without", "kind:signature", language=language)
    assert "kind:signature" not in without
    assert "shape" in without


def test_the_json_of_a_question_says_what_it_was_read_as(sample_home: Path) -> None:
    for command in ("search", "ask"):
        found = json.loads(run(sample_home, command, QUESTION, "--json", "--without", "shape", language="en"))
        assert [each["code"] for each in found["understood"]] == [
            "document:belgium-note-verbale-2022-06-21",
            "kind:signature",
        ]


def test_the_browser_keeps_what_was_read_and_what_was_taken_back() -> None:
    answer = replace(cited_answer(), understood=(READ,))
    step = Conversation(collection="甲").asked("问", without=("shape", "paragraph")).answered(answer)
    record = f'{{"exchanges":[{exchange_record(step.exchanges[0])}]}}'
    (exchange,) = read_conversation(record, lookup(FakeCollection())).exchanges  # type: ignore[arg-type]
    assert exchange.without == ("shape", "paragraph")
    assert exchange.answer is not None
    assert exchange.answer.understood == (READ,)
    shown = current_html(step)
    assert 'data-code="sender"' in shown
    assert "<b>甲" not in shown
    assert step.collection == "甲"


def test_other_programs_may_take_readings_back_and_name_a_collection() -> None:
    assistant = FakeAssistant()
    list(Programs(assistant).ask("问", without=["shape"]))  # type: ignore[arg-type]
    assert assistant.withouts == [("shape",)]
    for language in ("zh", "en"):
        for tool in tools(language):
            taken = tool.inputSchema["properties"]
            assert taken["collection"]["description"]
            assert ("without" in taken) == (tool.name in {"ask", "search"})
