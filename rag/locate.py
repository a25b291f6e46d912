"""Paragraphs that a question names go straight to the answer; one that does not exist is said not to exist."""

from __future__ import annotations

from dataclasses import dataclass

from rag.answer import Refusal
from rag.collection import Collection
from rag.document import Document, Paragraph, ParagraphKind, Passage
from rag.locators import LocatorReference, resolve
from rag.question import Question

_ITEMS = {ParagraphKind.BULLET, ParagraphKind.SUBPARAGRAPH}


@dataclass(frozen=True, slots=True)
class Located:
    """The passages that a question names, or why there are none."""

    passages: tuple[Passage, ...] = ()
    refusal: Refusal | None = None


def locate(question: Question, collection: Collection, scope: tuple[str, ...]) -> Located | None:
    """None where the question names no paragraph, or names one without saying of which document."""
    if question.absent:
        return Located(refusal=Refusal.NO_SUCH_DOCUMENT) if question.locators or not question.units else None
    documents = {document.id: document for document in collection.documents()}
    names = question.documents or scope or question.leaning or (tuple(documents) if len(documents) == 1 else ())
    if not question.locators or not names:
        return None
    found: dict[str, Passage] = {}
    for name in names:
        paragraphs = collection.paragraphs(name)
        for reference in question.locators:
            for passage in _with_items(documents[name], resolve(reference, paragraphs), paragraphs, reference):
                found[passage.key] = passage
    if found:
        return Located(tuple(found.values()))
    return Located(refusal=Refusal.NO_SUCH_PARAGRAPH)


def family(collection: Collection, passage: Passage) -> tuple[Passage, ...]:
    """The items of the list that a paragraph leads in or belongs to; () where it is no part of one."""
    paragraphs = collection.paragraphs(passage.document.id)
    return tuple(Passage(passage.document, paragraph) for paragraph in _items(passage.paragraph, paragraphs))


def _with_items(
    document: Document, paragraph: Paragraph | None, paragraphs: tuple[Paragraph, ...], reference: LocatorReference
) -> list[Passage]:
    if paragraph is None:
        return []
    items = [] if paragraph.kind in _ITEMS or reference.bullet else _items(paragraph, paragraphs)
    return [Passage(document, member) for member in (paragraph, *items)]


def _items(paragraph: Paragraph, paragraphs: tuple[Paragraph, ...]) -> list[Paragraph]:
    if paragraph.kind in _ITEMS:
        return [other for other in paragraphs if other.kind is paragraph.kind and _same_list(other, paragraph)]
    return [other for other in paragraphs if other.kind in _ITEMS and other.lead_in and _leads(paragraph, other)]


def _same_list(one: Paragraph, other: Paragraph) -> bool:
    if one.locator.part != other.locator.part or one.locator.heading != other.locator.heading:
        return False
    if one.kind is ParagraphKind.SUBPARAGRAPH:
        return one.locator.path[:-1] == other.locator.path[:-1]
    return one.locator.path == other.locator.path and one.lead_in == other.lead_in


def _leads(paragraph: Paragraph, item: Paragraph) -> bool:
    above = item.locator.path[:-1] if item.kind is ParagraphKind.SUBPARAGRAPH else item.locator.path
    if paragraph.locator.path:
        return item.locator.part == paragraph.locator.part and above == paragraph.locator.path
    return item.locator.part == paragraph.locator.part and not above and item.lead_in.endswith(paragraph.text[-12:])
