"""The MCP server, asked by the protocol's own client: on standard input and output, and over HTTP beside the page."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
from jsonschema import validate
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, TextContent

from tests.fakes import FakeAssistant
from tests.ui.conftest import served
from ui.programs.mcp_messages import MCP_MESSAGES
from ui.programs.mcp_server import tools

Told = TypeVar("Told")
Steps = Callable[[ClientSession], Awaitable[Told]]


@asynccontextmanager
async def over_http(url: str, *, http_client: httpx.AsyncClient | None = None) -> AsyncIterator[ClientSession]:
    async with (
        streamable_http_client(f"{url}/gradio_api/mcp/", http_client=http_client) as (incoming, outgoing, _),
        ClientSession(incoming, outgoing) as session,
    ):
        await session.initialize()
        yield session


@asynccontextmanager
async def over_stdio(command: str, home: Path, *, language: str) -> AsyncIterator[ClientSession]:
    server = StdioServerParameters(
        command=command, args=["mcp", "--home", str(home)], env={"PARACITE_LANGUAGE": language}
    )
    async with stdio_client(server) as (incoming, outgoing), ClientSession(incoming, outgoing) as session:
        await session.initialize()
        yield session


def waited_for(work: Coroutine[Any, Any, Told]) -> Told:
    """In a thread of its own: the browser of other tests keeps an event loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def through_http(url: str, steps: Steps[Told]) -> Told:
    async def run() -> Told:
        async with over_http(url) as session:
            return await steps(session)

    return waited_for(run())


def said(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


async def walk(session: ClientSession) -> dict[str, Any]:
    """One call of every tool, as an assistant program makes them, each result held against its schema."""
    offered = {tool.name: tool for tool in (await session.list_tools()).tools}
    calls: dict[str, dict[str, Any]] = {
        "list_documents": {},
        "ask": {"question": "比利时在死刑问题上承诺做什么？"},
        "search": {"question": "死刑", "limit": 2},
        "show": {"document": "A/RES/67/169", "paragraph": "12"},
    }
    found = {}
    for name, arguments in calls.items():
        result = await session.call_tool(name, arguments)
        assert not result.isError, said(result)
        assert result.structuredContent is not None
        validate(result.structuredContent, offered[name].outputSchema or False)
        assert json.loads(said(result)) == result.structuredContent
        found[name] = result.structuredContent
    assert set(offered) == set(found)
    return found


def test_on_standard_input_and_output(command: str, sample_home: Path) -> None:
    """The command itself over the sample documents: every citation can be followed to its paragraph."""

    async def run() -> tuple[dict[str, Any], str]:
        async with over_stdio(command, sample_home, language="zh") as session:
            found = await walk(session)
            citation = found["ask"]["citations"][0]
            shown = await session.call_tool(
                "show", {"document": citation["document"], "paragraph": citation["paragraph"]}
            )
            assert shown.structuredContent is not None
            assert citation["quote"] in shown.structuredContent["paragraphs"][0]["text"]
            refused = await session.call_tool("ask", {"question": "火星上有多少人？"})
            assert refused.structuredContent is not None
            assert refused.structuredContent["citations"] == []
            assert refused.structuredContent["nearest"]
            return found, (await session.list_tools()).tools[0].description or ""

    found, description = waited_for(run())
    assert len(found["list_documents"]["documents"]) == 5
    (first, *_) = found["ask"]["citations"]
    statement = found["ask"]["statements"][0]
    assert statement["citations"] == [1]
    assert {"verbatim"} <= {each["code"] for each in statement["verified"]}
    assert all(each["zh"] and each["en"] for each in statement["verified"])
    assert (found["ask"]["unsupported"], first["translation"]) == ([], "")
    assert first["number"] == 1
    assert (first["label_zh"], first["label_en"]) == ("附件第8段", "annex, para. 8")
    assert "普遍废除死刑" in first["quote"]
    assert found["show"]["link"] == "https://undocs.org/zh/A/RES/67/169"
    assert description == MCP_MESSAGES["mcp.ask"]["zh"]


def test_the_command_ends_well_when_its_input_does_and_prints_nothing_of_its_own(
    command: str, sample_home: Path
) -> None:
    arguments = [command, "mcp", "--home", str(sample_home)]
    done = subprocess.run(arguments, input="", capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_over_http_the_same_tools_give_the_same_results(fake_page: str) -> None:
    found = through_http(fake_page, walk)
    assert [each["number"] for each in found["ask"]["citations"]] == [1, 2]
    assert [each["paragraph"] for each in found["search"]["passages"]] == ["8", "20.b8"]
    assert [each["label_en"] for each in found["show"]["paragraphs"]] == ["para. 12"]


def test_an_answer_is_told_while_it_grows() -> None:
    heard: list[str] = []

    async def note(progress: float, total: float | None, message: str | None) -> None:
        heard.append(message or "")

    async def ask(session: ClientSession) -> CallToolResult:
        return await session.call_tool("ask", {"question": "比利时？"}, progress_callback=note)

    with served(FakeAssistant(pause_seconds=0.1)) as url:
        result = through_http(url, ask)
    assert len(heard) >= 2
    assert result.structuredContent is not None
    assert result.structuredContent["answer"] == heard[-1]
    assert [len(each) for each in heard] == sorted(len(each) for each in heard)


@pytest.mark.parametrize(
    ("tool", "arguments", "problem"),
    [
        ("ask", {"question": "  "}, "问题是空的"),
        ("ask", {"question": "甲", "documents": ["nothing"]}, "List them with"),
        ("ask", {}, "'question' is a required property"),
        ("ask", {"question": "甲", "file": "/etc/passwd"}, "unexpected"),
        ("search", {"question": "甲", "limit": 100_000}, "maximum"),
        ("show", {"document": "nothing"}, "List them with"),
        ("show", {"document": "A/RES/67/169", "paragraph": "99"}, "See its paragraphs"),
        ("begin", {}, "no tool begin"),
        ("ask", {"question": "boom"}, "unexpected happened"),
    ],
)
def test_what_is_wrong_is_said(tool: str, arguments: dict[str, Any], problem: str, fake_page: str) -> None:
    async def call(session: ClientSession) -> CallToolResult:
        return await session.call_tool(tool, arguments)

    result = through_http(fake_page, call)
    assert result.isError
    assert problem in said(result)
    assert "Traceback" not in said(result)


def test_a_long_document_is_read_in_parts(fake_page: str) -> None:
    async def read(session: ClientSession) -> list[str]:
        found: list[str] = []
        start: int | None = 1
        while start is not None:
            part = await session.call_tool("show", {"document": "A/RES/67/169", "start": start, "limit": 2})
            assert part.structuredContent is not None
            found += [each["paragraph"] for each in part.structuredContent["paragraphs"]]
            start = part.structuredContent["next_start"]
        return found

    assert through_http(fake_page, read) == ["pp1", "op12", "fn1"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_tool_and_each_of_its_parameters_is_described(language: str) -> None:
    offered = tools(language)
    for tool in offered:
        assert tool.title
        assert len(tool.description or "") > 20
        assert all(each["description"] for each in tool.inputSchema["properties"].values())
        assert tool.annotations is not None
        assert tool.annotations.readOnlyHint
    described = {f"mcp.parameter.{name}" for tool in offered for name in tool.inputSchema["properties"]}
    described |= {f"mcp.{tool.name}" for tool in offered} | {f"mcp.{tool.name}.title" for tool in offered}
    assert MCP_MESSAGES.keys() - described == {"help.mcp", "mcp.instructions", "mcp.unknown", "mcp.unexpected"}


def test_an_empty_collection_says_how_to_fill_it() -> None:
    async def ask(session: ClientSession) -> CallToolResult:
        return await session.call_tool("ask", {"question": "比利时？"})

    with served(FakeAssistant(empty=True)) as url:
        assert "paracite ingest" in said(through_http(url, ask))
