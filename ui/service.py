"""The named endpoints for other programs (``gradio_client``, curl): ``/ask``, ``/search``, ``/show``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import gradio as gr
from gradio.events import api as add_endpoint

from rag import Assistant, ParaciteError
from ui.json_output import answer_object, hit_object, shown

Result = TypeVar("Result")
LARGEST_SEARCH = 100


def add_endpoints(assistant: Assistant, *, at_once: int) -> None:
    """Must be called inside the page's blocks."""

    def ask(question: str, documents: list[str] | None = None) -> Iterator[dict[str, Any]]:
        """Ask the documents a question.

        Streams growing answers in the shape of ``paracite ask --json``; the last one is the whole. ``documents`` (ids or
        symbols) limits where to look. An error is {"error": {"name", "zh", "en"}} in the client's exception text.
        """
        scope = _told(lambda: [assistant.collection.find_document(each).id for each in documents or ()])
        stream = assistant.stream(question, documents=scope)
        while (answer := _told(lambda: next(stream, None))) is not None:
            yield answer_object(answer)

    def search(question: str, limit: int = 10) -> list[dict[str, Any]]:
        """The paragraphs nearest to a question, best first, without composing an answer."""
        hits = _told(lambda: assistant.search(question, limit=max(1, min(int(limit), LARGEST_SEARCH))))
        return [hit_object(each) for each in hits]

    def show(document: str, paragraph: str | None = None) -> dict[str, Any]:
        """A document as its paragraphs, or one of them: the shape of ``paracite show --json``."""
        collection = assistant.collection

        def found() -> dict[str, Any]:
            known = collection.find_document(document)
            if paragraph:
                return shown(known, (collection.find_paragraph(known, paragraph),))
            return shown(known, collection.paragraphs(known.id))

        return _told(found)

    for endpoint in (ask, search, show):
        add_endpoint(endpoint, api_name=endpoint.__name__, concurrency_limit=at_once)


def _told(action: Callable[[], Result]) -> Result:
    """The action's result; what a user can mend reaches the client as its sentence."""
    try:
        return action()
    except ParaciteError as error:
        raise gr.Error(f"{error.message('en')} / {error.message('zh')}", print_exception=False) from error
