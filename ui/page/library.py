"""Documents as HTML: one whole, as its paragraphs, or the list of what the collection holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rag import Document, Paragraph, ParagraphKind, document_name, kind_name
from ui.briefing.panel import pin_paragraph_button
from ui.messages import LANGUAGES
from ui.page.markup import address, both, kind_html, label_html, name_html, original_link, text, words


def document_html(
    document: Document,
    paragraphs: Sequence[Paragraph],
    *,
    original: bool = False,
    pages: bool = False,
    lasting: bool = True,
) -> str:
    """A whole document as its paragraphs, each with its label beside it, under its headings.

    ``original``: its file can be handed out; ``pages``: and shown page by page; ``lasting``: it is in the collection, so that
    it can be linked to, asked alone and removed.
    """
    return (
        f'<article class="pc-document" data-document="{text(document.id)}"><header>'
        f'<h2 tabindex="-1">{name_html(document)}</h2>{_title(document)}{_facts(document)}'
        f'<p class="pc-links">{original_link(document)}<span class="pc-unofficial">{words("page.unofficial")}</span></p>'
        f"{_gestures(document, original=original, pages=pages) if lasting else ''}</header>"
        f"{_paragraph_rows(document, paragraphs, lasting=lasting)}</article>"
    )


def _facts(document: Document) -> str:
    facts = [("documents.kind", kind_html(document))]
    for key, value in (
        ("show.field.symbol", document.symbol),
        ("page.speaks", document.author),
        ("show.field.addressee", document.addressee),
        ("documents.date", document.date),
        ("show.field.session", str(document.session or "")),
        ("show.field.agenda_item", document.agenda_item),
        ("page.source_file", document.source.replace("\\", "/").rsplit("/", 1)[-1]),
        ("show.field.member", document.member),
    ):
        if value:
            facts.append((key, f'<span dir="auto">{text(value)}</span>'))
    rows = "".join(f"<div><dt>{words(key)}</dt><dd>{value}</dd></div>" for key, value in facts)
    return f'<dl class="pc-facts">{rows}</dl>'


def _gestures(document: Document, *, original: bool, pages: bool) -> str:
    """What one can do with a document."""
    name = text(document.id)
    buttons = [("only", "page.only_this")]
    buttons += [("sheets", "page.sheet.show")] if pages and original else []
    buttons += [("original", "page.original")] if original else []
    buttons.append(("remove", "page.remove"))
    made = "".join(
        f'<button type="button" data-action="{action}" data-document="{name}">{words(key)}</button>'
        for action, key in buttons
    )
    return f'<div class="pc-actions">{made}</div>'


def _title(document: Document) -> str:
    """The title as printed, where the document's name does not already say it in the language of the page."""
    if not document.title:
        return ""
    said_in = {each for each in LANGUAGES if document.title in document_name(document, each)}
    shown_in = " ".join(each for each in LANGUAGES if each not in said_in)
    css = "" if not said_in else f" {shown_in}"
    return (
        f'<p class="pc-title{css}" lang="{text(document.language)}" dir="auto">{text(document.title)}</p>'
        if shown_in
        else ""
    )


def _paragraph_rows(document: Document, paragraphs: Sequence[Paragraph], *, lasting: bool) -> str:
    language = text(document.language)
    notes = {each.id: each for each in paragraphs if each.kind is ParagraphKind.FOOTNOTE}
    made: list[str] = []
    section: tuple[str, ...] = ()
    page: int | None = None
    for paragraph in paragraphs:
        if paragraph.page not in {None, page}:
            page = paragraph.page
            made.append(f'<p class="pc-sheet" data-page="{page}">{words("page.sheet", page=page)}</p>')
        # Only the headings that changed are printed again: the outer one stays above its inner ones.
        shared = sum(1 for _ in _common(section, paragraph.section))
        for depth, heading in enumerate(paragraph.section[shared:], start=shared):
            level = min(3 + depth, 6)
            made.append(f'<h{level} class="pc-heading" lang="{language}" dir="auto">{text(heading)}</h{level}>')
        section = paragraph.section
        at = f' data-page="{paragraph.page}"' if paragraph.page else ""
        speaker = f'<b class="pc-says" dir="auto">{text(paragraph.speaker)}</b>' if paragraph.speaker else ""
        made.append(
            f'<div class="pc-paragraph pc-{_shape(paragraph)}" tabindex="-1" data-paragraph="{text(paragraph.id)}"{at}>'
            f'<p class="pc-label">{_label(document, paragraph, lasting=lasting)}{speaker}</p>'
            f'<p class="pc-text" lang="{language}" dir="auto">{text(paragraph.text)}</p>'
            f"{_footnotes(document, paragraph, notes)}</div>"
        )
    return "".join(made)


def _label(document: Document, paragraph: Paragraph, *, lasting: bool) -> str:
    """Where the paragraph stands; it is the paragraph's address, too."""
    if not lasting:
        return label_html(paragraph)
    place = f'<a class="pc-place" href="{text(address(document.id, paragraph.id))}">{label_html(paragraph)}</a>'
    return place + pin_paragraph_button(document.id, paragraph.id, bare=True)


def _footnotes(document: Document, paragraph: Paragraph, notes: Mapping[str, Paragraph]) -> str:
    """The notes whose mark it carries, said where they are needed."""
    found = [notes[name] for name in paragraph.footnotes if name in notes]
    if not found:
        return ""
    rows = "".join(
        f'<li><b>{label_html(each)}</b> <span lang="{text(document.language)}" dir="auto">{text(each.text)}</span></li>'
        for each in found
    )
    return f'<ul class="pc-notes">{rows}</ul>'


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


def library_rows(documents: Sequence[tuple[Document, int]]) -> str:
    """A row for each document, to open it with."""
    return "".join(
        f'<li><button type="button" data-action="open" data-document="{text(document.id)}">'
        f'<strong>{name_html(document)}</strong>{_topic(document)}<span class="pc-of">{_library_line(document, count)}</span></button></li>'
        for document, count in documents
    )


def add_by_command_html() -> str:
    return f'<p class="pc-hint">{words("page.empty.text")}</p><pre class="pc-command"><code>paracite ingest PATH</code></pre>'


def _topic(document: Document) -> str:
    """What a document known by its symbol is about."""
    if not (document.symbol and document.title) or document.title in document_name(document, "zh"):
        return ""
    return f'<span class="pc-topic" lang="{text(document.language)}" dir="auto">{text(document.title)}</span>'


def _library_line(document: Document, count: int) -> str:
    parts = [both(kind_name(document, "zh"), kind_name(document, "en"))]
    if document.date:
        parts.append(text(document.date))
    parts += [text(document.language), words("page.paragraphs.count", count=count)]
    return " · ".join(parts)
