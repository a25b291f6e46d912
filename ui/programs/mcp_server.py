"""The MCP server: four tools over the programs' door (ui/programs/door.py), the same on stdio and on the web service.

The web service's transport is Gradio's (``mcp_server=True``), which would hand every result over as the text of a Python object;
``lend_tools`` gives it these tools instead, whose results are structured and have a schema.
"""

from __future__ import annotations

import functools
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final, TextIO

from rag import ParaciteError
from ui.messages import say
from ui.programs.door import LARGEST_SEARCH, Programs
from ui.programs.mcp_results import AskResult, ListResult, SearchResult, ShowResult, asked, listed, searched, shown_from

if TYPE_CHECKING:
    from mcp.server.lowlevel import Server
    from mcp.types import CallToolResult, Tool

PAGE_OF_PARAGRAPHS: Final = 100
"""Paragraphs of a document that one call of ``show`` gives, unless it asks for another number."""

log = logging.getLogger("paracite")

Schema = dict[str, Any]
Progress = Callable[[int, str], None]
_TEXT: Final[Schema] = {"type": "string"}
_DOCUMENTS: Final[Schema] = {"type": "array", "items": {"type": "string"}, "default": []}
_TOOLS: Final[Mapping[str, tuple[type, Mapping[str, Schema], tuple[str, ...]]]] = {
    "ask": (
        AskResult,
        {"question": _TEXT, "documents": _DOCUMENTS, "without": _DOCUMENTS, "collection": _TEXT},
        ("question",),
    ),
    "search": (
        SearchResult,
        {
            "question": _TEXT,
            "limit": {"type": "integer", "minimum": 1, "maximum": LARGEST_SEARCH, "default": 10},
            "documents": _DOCUMENTS,
            "without": _DOCUMENTS,
            "collection": _TEXT,
        },
        ("question",),
    ),
    "show": (
        ShowResult,
        {
            "document": _TEXT,
            "paragraph": _TEXT | {"default": ""},
            "start": {"type": "integer", "minimum": 1, "default": 1},
            "limit": {"type": "integer", "minimum": 1, "maximum": 1000, "default": PAGE_OF_PARAGRAPHS},
            "collection": _TEXT,
        },
        ("document",),
    ),
    "list_documents": (ListResult, {"matching": _TEXT | {"default": ""}, "collection": _TEXT}, ()),
}
"""Each tool with the class of its result, what it takes, and what of that it must be given."""


def build_server(programs: Programs, *, language: str) -> Server[Any, Any]:
    """An MCP server whose tools are described in ``language``; run it on any transport."""
    import anyio
    from mcp.server.lowlevel import Server
    from mcp.types import CallToolResult, TextContent

    server: Server[Any, Any] = Server(
        "paracite", version=str(programs.health()[1]["version"]), instructions=say("mcp.instructions", language)
    )

    async def list_tools() -> list[Tool]:
        return tools(language)

    async def call_tool(name: str, arguments: dict[str, Any]) -> CallToolResult:
        context = server.request_context
        token = context.meta.progressToken if context.meta else None

        def told(step: int, message: str) -> None:
            if token is not None:
                send = functools.partial(
                    context.session.send_progress_notification,
                    token,
                    step,
                    message=message,
                    related_request_id=str(context.request_id),
                )
                anyio.from_thread.run(send)

        if name not in _TOOLS:
            return _failed(say("mcp.unknown", language, name=name, names=", ".join(_TOOLS)))
        try:
            found = await anyio.to_thread.run_sync(_call, programs, name, arguments, told)
        except ParaciteError as error:
            return _failed(f"{error.message('en')} / {error.message('zh')}")
        except Exception:  # the border to another program: the log has the trace, the client a calm sentence
            log.exception("the tool %s failed", name)
            return _failed(say("mcp.unexpected", language))
        text = json.dumps(found, ensure_ascii=False)
        return CallToolResult(content=[TextContent(type="text", text=text)], structuredContent=found)

    server.list_tools()(list_tools)  # type: ignore[no-untyped-call]
    server.call_tool()(call_tool)
    return server


def tools(language: str) -> list[Tool]:
    """The four tools, described in ``language``."""
    from mcp.types import Tool, ToolAnnotations
    from pydantic import TypeAdapter

    return [
        Tool(
            name=name,
            title=say(f"mcp.{name}.title", language),
            description=say(f"mcp.{name}", language),
            inputSchema={
                "type": "object",
                "properties": {
                    each: schema | {"description": say(f"mcp.parameter.{each}", language)}
                    for each, schema in parameters.items()
                },
                "required": list(required),
                "additionalProperties": False,
            },
            outputSchema=TypeAdapter(result).json_schema(),
            annotations=ToolAnnotations(
                readOnlyHint=True, destructiveHint=False, idempotentHint=True, openWorldHint=False
            ),
        )
        for name, (result, parameters, required) in _TOOLS.items()
    ]


def lend_tools(page_server: Server[Any, Any], programs: Programs, *, language: str) -> None:
    """Give a server that somebody else runs (Gradio's) our tools, and nothing but them."""
    ours = build_server(programs, language=language)
    page_server.request_handlers.clear()
    page_server.request_handlers.update(ours.request_handlers)
    page_server.name, page_server.version, page_server.instructions = ours.name, ours.version, ours.instructions


def serve_stdio(programs: Programs, *, language: str) -> None:
    """Answer on standard input and output until the client closes them."""
    import anyio
    from mcp.server.stdio import stdio_server

    server = build_server(programs, language=language)

    async def run(requests: TextIO, responses: TextIO) -> None:
        async with stdio_server(anyio.wrap_file(requests), anyio.wrap_file(responses)) as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    with _streams() as (requests, responses):
        anyio.run(run, requests, responses)


@contextmanager
def _streams() -> Iterator[tuple[TextIO, TextIO]]:
    """Standard input and output for the protocol alone; what a library prints meanwhile goes to standard error."""
    protocol = os.dup(1)
    sys.stdout.flush()
    os.dup2(2, 1)
    try:
        with (
            os.fdopen(os.dup(0), encoding="utf-8", errors="replace") as requests,
            os.fdopen(os.dup(protocol), "w", encoding="utf-8") as responses,
        ):
            yield requests, responses
    finally:
        sys.stdout.flush()
        os.dup2(protocol, 1)
        os.close(protocol)


def _failed(problem: str) -> CallToolResult:
    from mcp.types import CallToolResult, TextContent

    return CallToolResult(content=[TextContent(type="text", text=problem)], isError=True)


def _call(programs: Programs, name: str, arguments: Mapping[str, Any], told: Progress) -> dict[str, Any]:
    """Run one tool; the arguments have passed its schema."""
    found: AskResult | SearchResult | ShowResult | ListResult
    where: Any = {"collection": arguments.get("collection")}
    how = where | {"without": arguments.get("without", ())}
    if name == "ask":
        answer: dict[str, Any] = {}
        answers = programs.ask(arguments["question"], arguments.get("documents", ()), **how)
        for step, answer in enumerate(answers, start=1):
            told(step, answer["answer"])
        found = asked(answer)
    elif name == "search":
        limit = arguments.get("limit", 10)
        found = searched(programs.search(arguments["question"], arguments.get("documents", ()), limit=limit, **how))
    elif name == "show":
        shown = programs.show(arguments["document"], arguments.get("paragraph", ""), **where)
        found = shown_from(shown, arguments.get("start", 1), arguments.get("limit", PAGE_OF_PARAGRAPHS))
    else:
        found = listed(programs.documents(**where), arguments.get("matching", ""))
    return asdict(found)
