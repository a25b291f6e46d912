"""What other programs may ask: the one implementation under the HTTP endpoints (service.py) and the MCP tools (mcp_server.py).

Everything goes in and comes out as plain JSON values, in the shapes of json_output.py. What the caller can mend is raised as a
ParaciteError; each door tells it in its own way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

from rag import Assistant, Collection, ParaciteError
from ui.page.libraries import Libraries
from ui.page.pacing import paced
from ui.programs.json_output import Json, answer_object, document_object, error_object, hit_object, shown

LARGEST_SEARCH: Final = 100
"""Paragraphs that one search gives at most."""


@dataclass(frozen=True, slots=True)
class Programs:
    """The four questions that a program may put to an open assistant, and its health."""

    assistant: Assistant
    others: Libraries | None = None
    """The collections of the home, where others may be asked by their names."""

    def ask(
        self,
        question: str,
        documents: Sequence[str] = (),
        *,
        without: Sequence[str] = (),
        collection: str | None = None,
    ) -> Iterator[Json]:
        """Growing answers, each the whole so far, in the shape of ``ask --json``; the last one has ``complete`` set.

        ``documents``: ids, symbols or file names to look in, () for all; ``without``: codes of readings (``understood``) that do
        not hold; ``collection``: its name, "" for the one without, None for the served one. Raises as Assistant.ask does, and
        UnknownCollection.
        """
        with self._lent(collection) as assistant:
            names = _ids(assistant, documents)
            for answer in paced(assistant.stream(question, documents=names, without=tuple(without))):
                yield answer_object(answer) | {"complete": answer.complete}

    def search(
        self,
        question: str,
        documents: Sequence[str] = (),
        *,
        limit: int = 10,
        without: Sequence[str] = (),
        collection: str | None = None,
    ) -> Json:
        """``question`` and its ``passages``, best first, at most ``limit`` (1 to 100): the shape of ``search --json``."""
        most = max(1, min(int(limit), LARGEST_SEARCH))
        with self._lent(collection) as assistant:
            names = _ids(assistant, documents)
            hits = assistant.search(question, documents=names, limit=most, without=tuple(without))
        return {"question": question, "passages": [hit_object(each) for each in hits]}

    def show(self, document: str, paragraph: str = "", *, collection: str | None = None) -> Json:
        """A document as its paragraphs, or one of them: the shape of ``show --json``.

        Raises UnknownDocument, AmbiguousDocument, UnknownParagraph, UnknownCollection.
        """
        with self._lent(collection) as assistant:
            held = assistant.collection
            known = held.find_document(document)
            one = (held.find_paragraph(known, paragraph),) if paragraph else None
            return shown(known, held.paragraphs(known.id) if one is None else one)

    def documents(self, *, collection: str | None = None) -> Json:
        """What is in the collection: the shape of ``documents --json``."""
        with self._lent(collection) as assistant:
            return _listed(assistant.collection)

    def health(self) -> tuple[bool, Json]:
        """Whether the collection can be read, and what there is to say of it."""
        found: Json = {"status": "ok", "version": version("paracite"), "collection": "open"}
        try:
            documents, paragraphs = self.assistant.collection.size()
        except ParaciteError as error:
            return False, found | {"status": "unavailable", "collection": "unreadable", "error": error_object(error)}
        return True, found | {"documents": documents, "paragraphs": paragraphs}

    def _lent(self, collection: str | None) -> AbstractContextManager[Assistant]:
        return (self.others or Libraries(self.assistant)).lent(collection)


def _ids(assistant: Assistant, documents: Sequence[str]) -> tuple[str, ...]:
    return tuple(assistant.collection.find_document(each).id for each in documents)


def _listed(collection: Collection) -> Json:
    counts = collection.paragraph_counts()
    rows = [document_object(each) | {"paragraphs": counts.get(each.id, 0)} for each in collection.documents()]
    return {"documents": rows}
