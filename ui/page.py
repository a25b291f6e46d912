"""The chat as Gradio blocks: which part of the page shows what, and which function each gesture calls.

Texts of documents reach ``gr.HTML`` as its *value* only. Its templates are compiled in the browser (a document that prints
``${…}`` inside a Handlebars loop would run), so no template here holds anything but ``${value}``.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import gradio as gr

from rag import Assistant, Collection, EmptyQuestion, ParaciteError
from ui.conversation import Conversation
from ui.library import document_html
from ui.messages import LANGUAGES, say
from ui.page_parts import (
    current_html,
    footer_html,
    header_html,
    library_part,
    panel_html,
    past_html,
    waiting_welcome_html,
    welcome_html,
)
from ui.programs import Programs
from ui.service import add_endpoints

ASKING_AT_ONCE = 8
_SPOKEN_BY_SCRIPT = (
    "page.question.label",
    "page.question.placeholder",
    "page.send",
    "page.stop",
    "page.copied",
    "page.panel",
    "page.conversation",
    "page.error.offline",
)

log = logging.getLogger("paracite")


def build_page(assistant: Assistant) -> gr.Blocks:
    """The page over one open assistant; it is mounted by ``ui.app``."""
    page: gr.Blocks
    with gr.Blocks(title="paracite", analytics_enabled=False, fill_width=True) as page:
        conversation = gr.State(Conversation())
        gr.HTML(header_html(), elem_id="pc-header", js_on_load=None, apply_default_css=False)
        with gr.Row(elem_id="pc-main"):
            with gr.Column(elem_id="pc-chat"):
                with gr.Column(elem_id="pc-scroll"):
                    past = _html("", "pc-past")
                    current = _html(waiting_welcome_html(), "pc-current")
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
                library = _html("", "pc-library-store")
                panel = gr.HTML(
                    panel_html(),
                    elem_id="pc-panel-frame",
                    apply_default_css=False,
                    js_on_load=page_file("page.js"),
                    server_functions=[document_opener(assistant.collection)],
                    words={key: {each: say(key, each) for each in LANGUAGES} for key in _SPOKEN_BY_SCRIPT},
                )

        def respond(asked: str, held: Conversation) -> Iterator[dict[Any, Any]]:
            for first, step in enumerate_steps(assistant, asked, held):
                shown = {conversation: step, current: current_html(step)}
                yield shown | ({question: "", past: past_html(step)} if first else {})

        def respond_to_example(event: gr.EventData, held: Conversation) -> Iterator[dict[Any, Any]]:
            yield from respond(str(event._data["question"]), held)

        def begin() -> dict[Any, Any]:
            documents = assistant.collection.documents()
            counts = assistant.collection.paragraph_counts()
            counted = [(each, counts.get(each.id, 0)) for each in documents]
            examples = [assistant.examples(each) if documents else () for each in LANGUAGES]
            return {
                conversation: Conversation(),
                past: "",
                current: welcome_html(documents, *examples),
                library: library_part(counted),
            }

        def halt(held: Conversation) -> dict[Any, Any]:
            step = held.stopped()
            return {conversation: step, past: past_html(step), current: current_html(step) if step.exchanges else ""}

        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        outputs = [conversation, past, current, question]
        asking: list[Any] = [
            gesture(
                respond,
                [question, conversation],
                outputs,
                concurrency_limit=ASKING_AT_ONCE,
                concurrency_id="ask",
                **quiet,
            )
            for gesture in (question.submit, send.click)
        ]
        asking.append(
            panel.select(
                respond_to_example,
                [conversation],
                outputs,
                concurrency_limit=ASKING_AT_ONCE,
                concurrency_id="ask",
                **quiet,
            )
        )
        stop.click(halt, [conversation], [conversation, past, current], cancels=asking, queue=False, **quiet)
        beginning: list[Any] = [conversation, past, current, library]
        page.load(begin, None, beginning, queue=False, **quiet)
        panel.clear(begin, None, beginning, cancels=asking, queue=False, **quiet)
        add_endpoints(Programs(assistant), at_once=ASKING_AT_ONCE)
    page.queue(default_concurrency_limit=ASKING_AT_ONCE, max_size=200)
    # After each event Gradio sums up all that it remembers (10,000 by default): a page left open would slow down by itself.
    page._queue.ANALYTICS_MAX_EVENTS = 100
    return page


def enumerate_steps(assistant: Assistant, asked: str, held: Conversation) -> Iterator[tuple[bool, Conversation]]:
    """The conversation as it grows by one question; True with the first step. It always ends with the exchange done."""
    step = held.stopped().asked(asked.strip())
    yield True, step
    try:
        if not asked.strip():
            raise EmptyQuestion
        for answer in assistant.stream(asked, history=held.turns()):
            step = step.answered(answer)
            yield False, step
    except ParaciteError as error:
        yield False, step.failed(error)
    except (
        Exception
    ):  # the border to a person: the log has the trace, the page a calm sentence, and the service goes on
        log.exception("a question could not be answered")
        yield False, step.broken()


def document_opener(collection: Collection) -> Any:
    """The function that the page's script calls to read a whole document."""

    def open_document(document_id: str) -> str:
        """HTML of the document, or of the sentence that says why it cannot be shown."""
        try:
            document = collection.find_document(document_id)
            return document_html(document, collection.paragraphs(document.id))
        except ParaciteError as error:
            from ui.markup import both

            return f'<p class="pc-hint">{both(error.message("zh"), error.message("en"))}</p>'

    return open_document


def page_file(name: str) -> str:
    """A style sheet or script that comes with the package."""
    return files("ui").joinpath(name).read_text(encoding="utf-8")


def _html(value: str, element: str) -> gr.HTML:
    return gr.HTML(value, elem_id=element, js_on_load=None, apply_default_css=False)
