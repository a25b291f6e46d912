"""Documents as HTML: one whole, as its paragraphs, or the list of what the collection holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rag import Document, Paragraph, ParagraphKind, document_name, kind_name
from ui.markup import both, kind_html, label_html, name_html, original_link, text, words
from ui.messages import LANGUAGES


def document_html(document: Document, paragraphs: Sequence[Paragraph]) -> str:
    """A whole document as its paragraphs, each with its label beside it, under its headings."""
    facts = [("documents.kind", kind_html(document))]
    if document.author:
        facts.append(("page.speaks", text(document.author)))
    if document.addressee:
        facts.append(("show.field.addressee", text(document.addressee)))
    if document.date:
        facts.append(("documents.date", text(document.date)))
    if document.source:
        facts.append(("page.source_file", text(document.source.replace("\\", "/").rsplit("/", 1)[-1])))
    rows = "".join(f"<div><dt>{words(key)}</dt><dd>{value}</dd></div>" for key, value in facts)
    title = _title(document)
    return (
        f'<article class="pc-document"><header><h2 tabindex="-1">{name_html(document)}</h2>{title}'
        f'<dl class="pc-facts">{rows}</dl><p class="pc-links">{original_link(document)}'
        f'<span class="pc-unofficial">{words("page.unofficial")}</span></p></header>'
        f"{_paragraph_rows(document, paragraphs)}</article>"
    )


def _title(document: Document) -> str:
    """The title as printed, where the document's name does not already say it in the language of the page."""
    if not document.title:
        return ""
    said_in = {each for each in LANGUAGES if document_name(document, each) == document.title}
    shown_in = " ".join(each for each in LANGUAGES if each not in said_in)
    css = "" if not said_in else f" {shown_in}"
    return (
        f'<p class="pc-title{css}" lang="{text(document.language)}" dir="auto">{text(document.title)}</p>'
        if shown_in
        else ""
    )


def _paragraph_rows(document: Document, paragraphs: Sequence[Paragraph]) -> str:
    language = text(document.language)
    made: list[str] = []
    section: tuple[str, ...] = ()
    for paragraph in paragraphs:
        # Only the headings that changed are printed again: the outer one stays above its inner ones.
        shared = sum(1 for _ in _common(section, paragraph.section))
        for depth, heading in enumerate(paragraph.section[shared:], start=shared):
            level = min(3 + depth, 6)
            made.append(f'<h{level} class="pc-heading" lang="{language}" dir="auto">{text(heading)}</h{level}>')
        section = paragraph.section
        made.append(
            f'<div class="pc-paragraph pc-{_shape(paragraph)}" tabindex="-1" data-paragraph="{text(paragraph.id)}">'
            f'<p class="pc-label">{label_html(paragraph)}</p>'
            f'<p class="pc-text" lang="{language}" dir="auto">{text(paragraph.text)}</p></div>'
        )
    return "".join(made)


def _common(left: tuple[str, ...], right: tuple[str, ...]) -> Iterable[str]:
    for one, other in zip(left, right, strict=False):
        if one != other:
            return
        yield one


def _shape(paragraph: Paragraph) -> str:
    if paragraph.kind in (ParagraphKind.BULLET, ParagraphKind.SUBPARAGRAPH, ParagraphKind.ROW):
        return "inner"
    if paragraph.kind in (
        ParagraphKind.MASTHEAD,
        ParagraphKind.FOOTNOTE,
        ParagraphKind.ADOPTION,
        ParagraphKind.SIGNATURE,
        ParagraphKind.VOTE,
    ):
        return "aside"
    return "body"


def library_html(documents: Sequence[tuple[Document, int]]) -> str:
    """The documents of the collection, each with its number of paragraphs."""
    rows = "".join(
        f'<li><button type="button" data-action="open" data-document="{text(document.id)}">'
        f'<strong>{name_html(document)}</strong>{_topic(document)}<span class="pc-of">{_library_line(document, count)}</span></button></li>'
        for document, count in documents
    )
    hint = f'<p class="pc-hint">{words("page.library.hint")}</p>' if documents else _how_to_add()
    return f'{hint}<ul class="pc-library">{rows}</ul>'


def _topic(document: Document) -> str:
    """What a document known by its symbol is about."""
    if not (document.symbol and document.title):
        return ""
    return f'<span class="pc-topic" lang="{text(document.language)}" dir="auto">{text(document.title)}</span>'


def _library_line(document: Document, count: int) -> str:
    parts = [both(kind_name(document, "zh"), kind_name(document, "en"))]
    if document.date:
        parts.append(text(document.date))
    parts.append(words("page.paragraphs.count", count=count))
    return " · ".join(parts)


def _how_to_add() -> str:
    return f'<p class="pc-hint">{words("page.empty.text")}</p><pre class="pc-command"><code>paracite ingest PATH</code></pre>'
