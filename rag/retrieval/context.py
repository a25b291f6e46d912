"""What a paragraph is understood in: who speaks in what document, and under which headings. Searched, never quoted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rag.document import Document, Paragraph, Passage
from rag.indexes.lexical import Entry, Kept
from rag.naming import document_name, kind_name, paragraph_label, sender_state, short_name
from rag.words.terms import normalise


def context_of(passage: Passage) -> str:
    """The context of one paragraph."""
    return _context(_document_context(passage.document), passage.document, passage.paragraph)


def _context(shared: str, document: Document, paragraph: Paragraph) -> str:
    part = next((part.title for part in document.parts if part.key == paragraph.locator.part), "")
    place = (part, *paragraph.section, paragraph.speaker, paragraph.lead_in, paragraph_label(paragraph, "zh"))
    return " ".join((shared, *place))


def _document_context(document: Document) -> str:
    """The part of the context that all paragraphs of a document share."""
    names = (document_name(document, "zh"), short_name(document, "en"), kind_name(document, "zh"))
    return " ".join((*names, sender_state(document), document.title, document.author))


def as_kept(passage: Passage) -> Kept:
    """One paragraph as the lexical index keeps it, its words not cut yet: for one that the index does not hold."""
    return Kept(normalise(passage.paragraph.text), normalise(context_of(passage)), b"", passage.paragraph.kind.value)


def entries_of(held: Iterable[tuple[Document, Iterable[Paragraph]]], cut: Callable[[str], bytes]) -> Iterator[Entry]:
    """Documents with their paragraphs as the lexical index sees them. ``cut``: a text's words (see Lexicon.cut)."""
    for document, paragraphs in held:
        shared = _document_context(document)
        for paragraph in paragraphs:
            context = _context(shared, document, paragraph)
            yield Entry(document.id, paragraph.id, paragraph.text, context, cut(paragraph.text), paragraph.kind.value)
