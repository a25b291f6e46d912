"""The named endpoints for other programs (``gradio_client``, curl): ``/ask``, ``/search``, ``/show``, ``/documents``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

import gradio as gr
from gradio.events import api as add_endpoint

from rag import ParaciteError
from ui.programs.door import Programs

Result = TypeVar("Result")
_ADDED: Final = {"ask": 2, "search": 3, "show": 1, "documents": 1}
"""How many of an endpoint's last parameters (``without``, ``collection``, of a search ``documents``) came after its first version."""


def add_endpoints(programs: Programs, *, at_once: int) -> None:
    """Must be called inside the page's blocks. An endpoint's docstring is what the service says of it (/gradio_api/info)."""

    def ask(
        question: str,
        documents: list[str] | None = None,
        without: list[str] | None = None,
        collection: str | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Ask the documents a question, in Chinese or English.

        Streams growing answers in the shape of `paracite ask --json`, with `complete`, which is true in the last one.
        `documents` (ids, symbols or file names) limits where to look; null looks everywhere. What can be mended (an empty
        question, an unknown document) ends the stream with an error that says how, in English and Chinese. `understood` says
        what the question was read as; `without` is a list of its codes that do not hold. `collection` names another collection
        of this home; null asks the one that is served.
        """
        answers = _told(lambda: programs.ask(question, documents or (), without=without or (), collection=collection))
        while (answer := _told(lambda: next(answers, None))) is not None:
            yield answer

    def search(
        question: str,
        limit: int = 10,
        documents: list[str] | None = None,
        without: list[str] | None = None,
        collection: str | None = None,
    ) -> list[dict[str, Any]]:
        """The paragraphs nearest to a question, best first, without composing an answer.

        At most `limit` (1 to 100) of them, each in the shape of the `passages` of `paracite ask --json`. `documents`,
        `without` and `collection` as in /ask.
        """
        how: Any = {"limit": limit, "without": without or (), "collection": collection}
        passages: list[dict[str, Any]] = _told(lambda: programs.search(question, documents or (), **how))["passages"]
        return passages

    def show(document: str, paragraph: str | None = None, collection: str | None = None) -> dict[str, Any]:
        """A document as its paragraphs, or one of them: the shape of `paracite show --json`.

        `document` is an id, a symbol in any spelling, a file name or an unambiguous part of the title; `paragraph` is an id
        (`op12`) or what a person writes (`12`, `27(c)`); null shows the whole document.
        `collection` as in /ask.
        """
        return _told(lambda: programs.show(document, paragraph or "", collection=collection))

    def documents(collection: str | None = None) -> dict[str, Any]:
        """What is in the collection, each document with its number of paragraphs: the shape of `paracite documents --json`.

        `collection` as in /ask.
        """
        return _told(lambda: programs.documents(collection=collection))

    for endpoint in (ask, search, show, documents):
        described = " ".join((endpoint.__doc__ or "").split())
        add_endpoint(endpoint, api_name=endpoint.__name__, api_description=described, concurrency_limit=at_once)


def accept_earlier_calls(page: gr.Blocks) -> None:
    """Programs that send their arguments as a plain list may know nothing of those that were added later; these are then null."""
    strict = page.validate_inputs

    def filled_up(block_fn: Any, inputs: list[Any]) -> None:
        missing = len(block_fn.inputs) - len(inputs)
        if 0 < missing <= _ADDED.get(str(block_fn.api_name), 0):
            inputs.extend([None] * missing)
        strict(block_fn, inputs)

    page.validate_inputs = filled_up  # type: ignore[method-assign]


def _told(action: Callable[[], Result]) -> Result:
    """The action's result; what a user can mend reaches the client as its sentence."""
    try:
        return action()
    except ParaciteError as error:
        raise gr.Error(f"{error.message('en')} / {error.message('zh')}", print_exception=False) from error
