"""Paragraphs that a question names go straight to the answer; one that does not exist is said not to exist."""

from __future__ import annotations

from collections.abc import Collection as Holder
from collections.abc import Iterable
from dataclasses import dataclass

from rag.answer import Refusal
from rag.document import Document, Paragraph, ParagraphKind, Passage
from rag.locators import LocatorReference, article_number, resolve
from rag.questions import wording
from rag.questions.question import Question, Unit, asks_for_text
from rag.retrieval.matching import Matcher
from rag.storage.collection import Collection

MOST_DOCUMENTS = 5
"""A paragraph number alone is answered with the paragraphs of so many documents at most."""
MOST_SEARCHED = 200
"""Documents in which a paragraph number alone is looked up: of more, too many have one."""
NEAREST = 3
"""Paragraphs shown of a document that has no paragraph of the number asked for."""
_COUNTED = {ParagraphKind.OPERATIVE, ParagraphKind.NUMBERED, ParagraphKind.UNNUMBERED, ParagraphKind.PREAMBULAR}
_ITEMS = {ParagraphKind.BULLET, ParagraphKind.SUBPARAGRAPH}


@dataclass(frozen=True, slots=True)
class Located:
    """The passages that a question names; or why there are none, with those whose numbers come nearest."""

    passages: tuple[Passage, ...] = ()
    refusal: Refusal | None = None


def locate(question: Question, collection: Collection, scope: tuple[str, ...]) -> Located | None:
    """None where the question names no paragraph, or names one without saying of which document."""
    lexical, _ = collection.indexes()
    if question.absent or any(not lexical.holds(number) for number in question.looked_for):
        return Located(refusal=Refusal.NO_SUCH_DOCUMENT)
    if question.documents and not any(not scope or name in scope for name in question.documents):
        return Located(refusal=Refusal.FILTERED_OUT)
    if not question.locators:
        return _by_kind(question, collection, scope)
    names = question.documents or scope or question.leaning
    documents = _held(collection, names, scope)
    if not names:
        return _anywhere(question, collection)
    found: dict[str, Passage] = {}
    for name in documents:
        paragraphs = collection.paragraphs(name)
        for reference in question.locators:
            for passage in _with_items(documents[name], resolve(reference, paragraphs), paragraphs, reference):
                found[passage.key] = passage
    if found:
        return Located(tuple(found.values()))
    if all(reference.article for reference in question.locators) and not any(
        article_number(paragraph.id) for name in documents for paragraph in collection.paragraphs(name)
    ):
        return None  # an article of something that the documents speak of
    nearest = [
        passage for name in documents for passage in _nearest(documents[name], collection.paragraphs(name), question)
    ]
    return Located(tuple(nearest), refusal=Refusal.NO_SUCH_PARAGRAPH)


def _held(collection: Collection, names: Iterable[str], scope: tuple[str, ...]) -> dict[str, Document]:
    """The documents of these ids that are held and within the scope."""
    found = (collection.document(name) for name in names if not scope or name in scope)
    return {document.id: document for document in found if document is not None}


def _by_kind(question: Question, collection: Collection, scope: tuple[str, ...]) -> Located | None:
    """Who signed, when was it adopted, to whom is it written: the paragraphs of that kind of the documents named."""
    kinds = question.kinds - {ParagraphKind.VOTE}
    names = question.documents or (question.leaning if question.compares else ())
    if not kinds or not names or any(_says_more(unit) for unit in question.units):
        return None
    found = [
        Passage(document, paragraph)
        for name, document in _held(collection, names, scope).items()
        for paragraph in collection.paragraphs(name)
        if paragraph.kind in kinds
    ]
    return Located(tuple(found)) if found else None


def _says_more(unit: Unit) -> bool:
    """Does a thing that the question speaks of ask for more than the date, the signature … of a document?"""
    return unit.surface not in wording.DOCUMENT_WORDS and (bool(unit.phrases) or len(unit.surface) > 3)


def _nearest(document: Document, paragraphs: tuple[Paragraph, ...], question: Question) -> list[Passage]:
    """The paragraphs whose numbers come nearest to the one that is not there."""
    reference = question.locators[0]
    kinds = {reference.kind} if reference.kind and reference.kind not in _ITEMS else _COUNTED

    def number(paragraph: Paragraph) -> int:
        locator = paragraph.locator
        if reference.article:
            return article_number(locator.id)
        return int(locator.path[0]) if locator.path and locator.path[0].isdecimal() else locator.ordinal

    counted = [paragraph for paragraph in paragraphs if paragraph.kind in kinds and number(paragraph)]
    wanted = article_number(reference.id) if reference.article else reference.number
    counted.sort(key=lambda paragraph: abs(number(paragraph) - wanted))
    return [Passage(document, paragraph) for paragraph in counted[:NEAREST]]


def _anywhere(question: Question, collection: Collection) -> Located | None:
    """A paragraph named without its document: those of the few documents that have one, where nothing else is asked."""
    documents = collection.documents()
    if len(documents) > MOST_SEARCHED:
        return None
    found = [
        Passage(document, paragraph)
        for document in documents
        for paragraph in [resolve(question.locators[0], collection.paragraphs(document.id))]
        if paragraph
    ]
    if len(documents) == 1 and not found and not question.locators[0].article:
        return Located(refusal=Refusal.NO_SUCH_PARAGRAPH)
    return Located(tuple(found)) if 0 < len(found) <= MOST_DOCUMENTS and not question.units else None


def asks_whole(question: Question, located: Located, matcher: Matcher) -> bool:
    """Is the named paragraph itself the answer, rather than one of its sentences?"""
    if len(located.passages) > 1 or asks_for_text(question.text):
        return True
    text = located.passages[0].paragraph.text
    return len(text) <= 120 or matcher.coverage(text) < 0.2


def lists(
    collection: Collection, document_id: str, *, without: Holder[str] = frozenset()
) -> tuple[tuple[Passage, ...], ...]:
    """The lists of a document, each as its items; ``without``: keys of items that are left out (``Passage.key``)."""
    found: dict[tuple[object, ...], list[Passage]] = {}
    document = collection.document(document_id)
    for paragraph in collection.paragraphs(document_id) if document else ():
        if document and paragraph.kind in _ITEMS:
            item = Passage(document, paragraph)
            if item.key not in without:
                found.setdefault(_list_key(paragraph), []).append(item)
    return tuple(_with_nested(items, found) for items in found.values() if len(items) > 1)


def _with_nested(items: list[Passage], found: dict[tuple[object, ...], list[Passage]]) -> tuple[Passage, ...]:
    """A list with the lists under its items, each behind the item that leads to it."""
    whole: list[Passage] = []
    for item in items:
        whole.append(item)
        locator = item.paragraph.locator
        if item.paragraph.kind is ParagraphKind.SUBPARAGRAPH and locator.path:
            key = (item.paragraph.kind, locator.part, locator.heading, locator.path, "")
            whole += _with_nested(found[key], found) if key in found else ()
    return tuple(whole)


def _list_key(paragraph: Paragraph) -> tuple[object, ...]:
    locator = paragraph.locator
    above = locator.path[:-1] if paragraph.kind is ParagraphKind.SUBPARAGRAPH else locator.path
    lead = "" if paragraph.kind is ParagraphKind.SUBPARAGRAPH else paragraph.lead_in
    return paragraph.kind, locator.part, locator.heading, above, lead


def _with_items(
    document: Document, paragraph: Paragraph | None, paragraphs: tuple[Paragraph, ...], reference: LocatorReference
) -> list[Passage]:
    if paragraph is None:
        return []
    items = [] if paragraph.kind in _ITEMS or reference.bullet else _items(paragraph, paragraphs)
    return [Passage(document, member) for member in (paragraph, *items)]


def _items(paragraph: Paragraph, paragraphs: tuple[Paragraph, ...]) -> list[Paragraph]:
    if paragraph.kind in _ITEMS:
        return [
            other for other in paragraphs if other.kind is paragraph.kind and _list_key(other) == _list_key(paragraph)
        ]
    return [other for other in paragraphs if other.kind in _ITEMS and other.lead_in and _leads(paragraph, other)]


def _leads(paragraph: Paragraph, item: Paragraph) -> bool:
    above = item.locator.path[:-1] if item.kind is ParagraphKind.SUBPARAGRAPH else item.locator.path
    if paragraph.locator.path:
        return item.locator.part == paragraph.locator.part and above == paragraph.locator.path
    return item.locator.part == paragraph.locator.part and not above and item.lead_in.endswith(paragraph.text[-12:])
