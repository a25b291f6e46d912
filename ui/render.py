"""An answer and its sources as HTML: pure functions; all text passes ``ui.markup``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rag import Answer, Citation, Document, Hit, Paragraph, Passage, cite, paragraph_label
from ui.markup import both, kind_html, label_html, name_html, original_link, text, words
from ui.messages import say
from ui.plain_text import answer_text

_MARKER: Final = re.compile(r"\[(\d{1,3})\]")
_LIST_ITEM: Final = re.compile(r"^\s*(?:[-•·*]|\d{1,2}[.)])\s+(?=\S)")
_DOT: Final = '<span class="pc-dot" aria-hidden="true"> · </span>'
NEAREST: Final = 5
"""Paragraphs that a refusal shows."""


# --- the conversation ---------------------------------------------------------------------------------------------


def answer_html(answer: Answer, *, exchange: int) -> str:
    """One answer with its markers, its sources folded away for the panel, and what one can do with it."""
    body = _answer_body(answer)
    notice = f'<p class="pc-notice">{text(answer.notice)}</p>' if answer.notice else ""
    if answer.refused is not None:
        inside = f'<div class="pc-answer pc-refusal" lang="{text(answer.language)}">{body}{notice}</div>'
        return inside + _nearest(answer)
    folded = f'<div class="pc-sources" hidden>{sources_html(answer.citations)}</div>'
    actions = _actions(answer, exchange) if answer.complete else ""
    return f'<div class="pc-answer" lang="{text(answer.language)}">{body}</div>{notice}{actions}{folded}'


def _answer_body(answer: Answer) -> str:
    labels = {each.number: each for each in answer.citations}
    blocks: list[str] = []
    items: list[str] = []
    for line in _with_markers(answer, labels):
        if not line.strip():
            continue
        item = _LIST_ITEM.match(line)
        if item:
            items.append(f"<li>{line[item.end() :]}</li>")
            continue
        if items:
            blocks.append(f"<ul>{''.join(items)}</ul>")
            items = []
        blocks.append(f"<p>{line}</p>")
    if items:
        blocks.append(f"<ul>{''.join(items)}</ul>")
    return "".join(blocks)


def _with_markers(answer: Answer, citations: dict[int, Citation]) -> list[str]:
    """The lines of the answer, escaped, with its markers as buttons.

    The documents themselves print ``[7]``: what stands inside a statement's own words is never a marker.
    """
    pieces: list[str] = []
    rest = answer.text
    for statement in answer.statements:
        before, found, after = rest.partition(statement.text)
        if not found or _MARKER.search(statement.text) is None:
            continue
        pieces += [_mark(before, citations, answer.language), text(found)]
        rest = after
    return ("".join(pieces) + _mark(rest, citations, answer.language)).splitlines()


def _mark(plain: str, citations: dict[int, Citation], language: str) -> str:
    made: list[str] = []
    position = 0
    for match in _MARKER.finditer(plain):
        citation = citations.get(int(match[1]))
        if citation is None:
            continue
        made += [text(plain[position : match.start()]), _marker(citation, language)]
        position = match.end()
    return "".join(made) + text(plain[position:])


def _marker(citation: Citation, language: str) -> str:
    """It reads ``[1]``, so that a selection copied by hand keeps its markers; spoken, it says what it leads to."""
    label = paragraph_label(citation.paragraph, language)
    spoken = say("page.citation", language, number=citation.number, label=label)
    return (
        f'<button type="button" class="pc-cite" data-cite="{citation.number}" aria-label="{text(spoken)}">'
        f"[{citation.number}]</button>"
    )


def _actions(answer: Answer, exchange: int) -> str:
    copies = " ".join(f'data-copy-{each}="{text(answer_text(answer, each))}"' for each in ("zh", "en"))
    return (
        '<div class="pc-actions">'
        f'<button type="button" data-action="copy" {copies}>{words("page.copy")}</button>'
        f'<button type="button" data-action="sources" data-of="{exchange}">'
        f"{words('page.show_sources')}<span class='pc-count'>{len(answer.citations)}</span></button></div>"
    )


def _nearest(answer: Answer) -> str:
    if not answer.hits:
        return ""
    rows = "".join(_nearest_row(each) for each in answer.hits[:NEAREST])
    return f'<div class="pc-nearest"><h3>{words("answer.nearest")}</h3><ul>{rows}</ul></div>'


def _nearest_row(hit: Hit) -> str:
    passage = hit.passage
    return (
        f"<li>{_open_button(passage, 'pc-nearest-row')}<strong>{label_html(passage.paragraph)}</strong>"
        f'<span class="pc-of">{name_html(passage.document)}</span>'
        f'<span class="pc-excerpt" lang="{text(passage.document.language)}" dir="auto">{text(passage.paragraph.text)}</span>'
        "</button></li>"
    )


# --- the sources ----------------------------------------------------------------------------------------------------


def sources_html(citations: Iterable[Citation]) -> str:
    """The cards of the panel, one for each citation."""
    return "".join(source_card(each) for each in citations)


def source_card(citation: Citation) -> str:
    """One cited paragraph, whole, its quoted words marked, with all that a reader needs to judge and to cite it."""
    document, paragraph = citation.document, citation.paragraph
    citation_line = both(cite(document, paragraph, "zh"), cite(document, paragraph, "en"))
    return (
        f'<section class="pc-card" tabindex="-1" data-cite="{citation.number}" data-paragraph="{text(paragraph.id)}">'
        f'<header><span class="pc-number">{citation.number}</span><div class="pc-where">'
        f'<h3>{label_html(paragraph)}</h3><p class="pc-of">{name_html(document)}</p></div>{_verb(paragraph, document.language)}</header>'
        f"{_context(paragraph, document.language)}"
        f'<blockquote class="pc-text" lang="{text(document.language)}" dir="auto">'
        f"{highlighted(paragraph.text, citation.quote)}</blockquote>"
        f"{_speaker(document, paragraph)}"
        f'<p class="pc-citation">{citation_line}</p>'
        f"<footer>{_open_button(citation.passage, 'pc-open')}{words('page.open')}</button>{original_link(document)}"
        f'<span class="pc-unofficial">{words("page.unofficial")}</span></footer></section>'
    )


def highlighted(whole: str, quote: str) -> str:
    """The whole text, escaped, with the quote in it marked; a quote that does not stand in it marks nothing."""
    start = whole.find(quote) if quote else -1
    if start < 0:
        return text(whole)
    end = start + len(quote)
    return f"{text(whole[:start])}<mark>{text(whole[start:end])}</mark>{text(whole[end:])}"


def _context(paragraph: Paragraph, language: str) -> str:
    section = lead_in = ""
    if paragraph.section:
        steps = '<span aria-hidden="true"> › </span>'.join(text(each) for each in paragraph.section)
        section = f'<p class="pc-section" lang="{text(language)}" dir="auto">{steps}</p>'
    if paragraph.lead_in:
        lead_in = (
            f'<p class="pc-lead"><span class="pc-aloud">{words("page.led_in")}</span>'
            f'<span lang="{text(language)}" dir="auto">{text(paragraph.lead_in)}</span></p>'
        )
    return section + lead_in


def _speaker(document: Document, paragraph: Paragraph) -> str:
    """Who speaks, in what, when: a letter is the position of its sender, not of the Organization."""
    parts = [f'<span class="pc-kind">{kind_html(document)}</span>']
    if paragraph.speaker:
        parts.append(f'<b lang="{text(document.language)}" dir="auto">{text(paragraph.speaker)}</b>')
    elif document.author:
        parts.append(f'<span lang="{text(document.language)}" dir="auto">{text(document.author)}</span>')
    if document.date:
        parts.append(f'<time datetime="{text(document.date)}">{text(document.date)}</time>')
    return f'<p class="pc-speaker">{_DOT.join(parts)}</p>'


def _verb(paragraph: Paragraph, language: str) -> str:
    if not paragraph.verb:
        return ""
    return (
        f'<p class="pc-verb"><span class="pc-key">{words("page.verb")}</span> '
        f'<b lang="{text(language)}" dir="auto">{text(paragraph.verb)}</b></p>'
    )


def _open_button(passage: Passage, css: str) -> str:
    return (
        f'<button type="button" class="{css}" data-action="open" data-document="{text(passage.document.id)}" '
        f'data-paragraph="{text(passage.paragraph.id)}">'
    )
