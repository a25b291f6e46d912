"""The chat as Gradio blocks: which part of the page shows what, and which function each gesture calls.

Texts of documents reach ``gr.HTML`` as its *value* only. Its templates are compiled in the browser (a document that prints
``${…}`` inside a Handlebars loop would run), so no template here holds anything but ``${value}``.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

import gradio as gr

from rag import Assistant, EmptyQuestion, ParaciteError
from ui.messages import LANGUAGES, MESSAGES
from ui.page.calls import Call, Lent, as_json, lookup
from ui.page.conversation import Conversation
from ui.page.libraries import Libraries
from ui.page.pacing import paced
from ui.page.parts import (
    current_html,
    footer_html,
    header_html,
    no_collection_html,
    panel_html,
    past_html,
    pending_html,
    scope_html,
    waiting_welcome_html,
    welcome_html,
)
from ui.page.record import read_codes, read_conversation
from ui.page.routing import routed_calls
from ui.page.scope import NothingChosen, Scope, read_scope
from ui.programs.door import Programs
from ui.programs.service import accept_earlier_calls, add_endpoints

ASKING_AT_ONCE = 3
"""Questions that are worked on at the same moment; the others wait their turn. Finding and quoting is work of the processor: more at
once would have all of them wait for one another (50 people, 2 cores: measured by ``python -m tests.load``)."""
WAITING_AT_ONCE = 40
"""The same where a chat model writes, since that is waiting and no work."""
SCRIPTS = ("page.js", "asking.js", "document.js", "conversations.js", "shelf.js", "briefing.js")
"""One script to the browser, in this order."""
PANEL = "pc-panel-frame"
"""The element whose script and functions these are."""
_SPOKEN = re.compile(r'"(page(?:\.[a-z_]+)+)"')
"""The script names its messages by their keys."""
_ASKED_IN = (
    "(question, conversation, scope) => "
    "[question, conversation, window.paracite ? (window.paracite.asked(question), window.paracite.scope()) : '']"
)
"""The question stands on the page at once; with it goes the scope."""
_HALTED = "() => { window.paracite.halted(); }"
_KEPT = """() => {
  try {
    const open = sessionStorage.getItem("paracite:open") || "";
    const all = JSON.parse(localStorage.getItem("paracite:conversations") || "[]");
    const named = new URLSearchParams(location.search).get("collection");
    const collection = named ?? JSON.parse(sessionStorage.getItem("paracite:collection") || "null");
    const own = ((all.find((each) => each.id === open) || {}).collection ?? null) === collection;
    return [JSON.stringify({ record: (own && localStorage.getItem("paracite:conversation:" + open)) || "", collection })];
  } catch { return [JSON.stringify({ collection: new URLSearchParams(location.search).get("collection") })]; }
}"""
"""What the browser kept of the conversation that was open in this tab, and the collection that it asks (ui/assets/shelf.js, too)."""

log = logging.getLogger("paracite")


@dataclass(frozen=True, slots=True)
class Parts:
    """What of the page changes or is listened to."""

    past: gr.HTML
    current: gr.HTML
    question: gr.Textbox
    send: gr.Button
    stop: gr.Button
    panel: gr.HTML


def build_page(libraries: Libraries, *, lent: Lent | None = None, at_once: int = ASKING_AT_ONCE) -> gr.Blocks:
    """The page over the collections of a home; app.py mounts it. Without what is ``lent`` it takes in no files or remarks."""
    page: gr.Blocks
    with gr.Blocks(title="paracite", analytics_enabled=False, fill_width=True) as page:
        parts = _draw(routed_calls(libraries, lent, uploads=lambda: page.upload_file_set))
        _listen(page, parts, libraries, adding=lent is not None, at_once=at_once)
        with libraries.lent() as served:
            add_endpoints(Programs(served, libraries), at_once=at_once)
    accept_earlier_calls(page)
    page.queue(default_concurrency_limit=at_once, max_size=200, status_update_rate=10)
    # After each event Gradio sums up all that it remembers (10,000 by default): a page left open would slow down by itself.
    page._queue.ANALYTICS_MAX_EVENTS = 100
    return page


def _draw(called: list[Call]) -> Parts:
    script = "\n".join(page_file(name) for name in SCRIPTS)
    spoken = {key: MESSAGES[key] for key in set(_SPOKEN.findall(script))}
    gr.HTML(header_html(), elem_id="pc-header", js_on_load=None, apply_default_css=False)
    with gr.Row(elem_id="pc-main"):
        with gr.Column(elem_id="pc-chat"):
            with gr.Column(elem_id="pc-scroll"):
                past = _html("", "pc-past")
                current = _html(waiting_welcome_html(), "pc-current")
                _html(pending_html(), "pc-pending")
            _html(scope_html(), "pc-above")
            with gr.Row(elem_id="pc-composer"):
                question = gr.Textbox(
                    elem_id="pc-question",
                    lines=1,
                    max_lines=6,
                    max_length=20_000,
                    container=False,
                    show_label=False,
                    scale=1,
                    autofocus=True,
                )
                send = gr.Button("↑", elem_id="pc-send", scale=0, min_width=44)
                stop = gr.Button("■", elem_id="pc-stop", scale=0, min_width=44)
            _html(footer_html(), "pc-foot")
        with gr.Column(elem_id="pc-panel"):
            panel = gr.HTML(
                panel_html(),
                elem_id=PANEL,
                apply_default_css=False,
                js_on_load=script,
                server_functions=list(called),
                words=spoken,
            )
    return Parts(past, current, question, send, stop, panel)


def _listen(page: gr.Blocks, parts: Parts, libraries: Libraries, *, adding: bool, at_once: int) -> None:
    """Which function each gesture calls. ``adding``: files can be added on the page.

    With each gesture the browser says which collection it asks; a conversation is of one.
    """
    conversation = gr.State(Conversation())
    scope, kept = gr.Textbox(visible=False), gr.Textbox(visible=False)  # what the script sends beside a gesture

    def shown(step: Conversation, *, first: bool) -> dict[Any, Any]:
        limited = any(not each.scope.is_open for each in step.exchanges)
        documents = libraries.collection(step.collection).documents() if limited else ()
        changed = {conversation: step, parts.current: current_html(step, documents=documents)}
        return changed | ({parts.past: past_html(step, documents=documents)} if first else {})

    def steps(asked: str, held: Conversation, chosen: Any, **how: Any) -> Iterator[dict[Any, Any]]:
        for first, step in _steps_in(libraries, asked, held, chosen, **how):
            yield shown(step, first=first)

    def respond(asked: str, held: Conversation, chosen: str) -> Iterator[dict[Any, Any]]:
        yield from steps(asked, held, as_json(chosen))

    def respond_here(event: gr.EventData, held: Conversation) -> Iterator[dict[Any, Any]]:
        """A question of the script's: an example, or with a ``number`` one that was asked before, as it stood or edited.

        What followed that one goes. ``alone``: it leans on nothing before it. ``without``: readings that are taken back.
        """
        given = event._data
        kept = held.before(int(given["number"])) if given.get("number") else held
        how = {"alone": bool(given.get("alone")), "without": read_codes(given.get("without"))}
        yield from steps(str(given["question"]), kept, given.get("scope"), **how)

    def begin(chosen: Any) -> dict[Any, Any]:
        """``record`` of a conversation that the browser kept, and its ``collection``."""
        step, welcome = _begun(libraries, as_json(chosen), adding=adding)
        if step.exchanges:
            return shown(step, first=True)
        return {conversation: step, parts.past: "", parts.current: welcome}

    def restore(event: gr.EventData) -> dict[Any, Any]:
        return begin(event._data)

    def halt(held: Conversation) -> dict[Any, Any]:
        step = held.stopped()
        return shown(step, first=True) if step.exchanges else begin({"collection": held.collection})

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    outputs = [conversation, parts.past, parts.current]
    asked: dict[str, Any] = {"concurrency_limit": at_once, "concurrency_id": "ask"} | quiet
    typed = [parts.question, conversation, scope]
    asking: list[Any] = [
        gesture(respond, typed, outputs, js=_ASKED_IN, **asked) for gesture in (parts.question.submit, parts.send.click)
    ]
    asking.append(parts.panel.select(respond_here, [conversation], outputs, **asked))
    halted = parts.stop.click(halt, [conversation], outputs, cancels=asking, queue=False, **quiet)
    halted.then(None, None, None, js=_HALTED, queue=False, **quiet)
    page.load(begin, [kept], outputs, js=_KEPT, queue=False, **quiet)
    parts.panel.restore(restore, None, outputs, cancels=asking, queue=False, **quiet)


def _steps_in(
    libraries: Libraries, asked: str, held: Conversation, chosen: Any, **how: Any
) -> Iterator[tuple[bool, Conversation]]:
    """``enumerate_steps`` in the collection that the browser asks; a conversation of another one is left."""
    name = collection_of(chosen)
    held = held if held.collection == name else Conversation(collection=name)
    try:
        with libraries.lent(name) as assistant:
            yield from enumerate_steps(assistant, asked, held, scope=read_scope(chosen), **how)
    except ParaciteError as error:  # the collection itself cannot be had
        yield True, held.stopped().asked(asked.strip()).failed(error)


def _begun(libraries: Libraries, chosen: Any, *, adding: bool) -> tuple[Conversation, str]:
    """The conversation that the browser kept; where there is none, what stands in its place."""
    name = collection_of(chosen)
    try:
        with libraries.lent(name) as assistant:
            documents = assistant.collection.documents()
            record = chosen.get("record") if isinstance(chosen, Mapping) else ""
            kept = replace(read_conversation(record, lookup(assistant.collection)), collection=name)
            if kept.exchanges:
                return kept, ""
            examples = [assistant.examples(each) if documents else () for each in LANGUAGES]
    except ParaciteError as error:
        return Conversation(collection=name), no_collection_html(error)
    return kept, welcome_html(documents, *examples, adding=adding)


def enumerate_steps(
    assistant: Assistant,
    asked: str,
    held: Conversation,
    *,
    scope: Scope | None = None,
    alone: bool = False,
    without: tuple[str, ...] = (),
) -> Iterator[tuple[bool, Conversation]]:
    """The conversation as it grows by one question; True with the first step. It always ends with the exchange done.

    ``alone``: the question is not read after those before it. ``without``: codes of readings that are taken back. One that takes
    the place of others is shown as open first (the same answer again would be no change); a new one the page shows by itself,
    and a step costs as much as half an answer.
    """
    chosen = scope or Scope()
    step = held.stopped().asked(asked.strip(), scope=chosen, without=without)
    first = not step.replaced
    if step.replaced:
        yield True, step
    try:
        if not asked.strip():
            raise EmptyQuestion
        documents = () if chosen.is_open else chosen.select(assistant.collection.documents())
        if not chosen.is_open and not documents:
            raise NothingChosen
        history = () if alone else held.turns()
        names = tuple(each.id for each in documents)
        for answer in paced(assistant.stream(asked, documents=names, history=history, without=without)):
            step = step.answered(answer)
            yield first, step
            first = False
    except ParaciteError as error:
        yield first, step.failed(error)
    except (
        Exception
    ):  # the border to a person: the log has the trace, the page a calm sentence, and the service goes on
        log.exception("a question could not be answered")
        yield first, step.broken()


def collection_of(chosen: object) -> str | None:
    """The collection that a browser asks; None for the served one."""
    name = chosen.get("collection") if isinstance(chosen, Mapping) else None
    return None if name is None else str(name)


def page_file(name: str) -> str:
    """A style sheet or script that comes with the package."""
    return files("ui.assets").joinpath(name).read_text(encoding="utf-8")


def _html(value: str, element: str) -> gr.HTML:
    return gr.HTML(value, elem_id=element, js_on_load=None, apply_default_css=False)
