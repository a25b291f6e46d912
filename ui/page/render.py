"""An answer and its sources as HTML: pure functions; all text passes ``ui.page.markup``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from rag import Answer, Check, Citation, Document, Hit, Paragraph, Passage, Statement, cite, paragraph_label
from ui.briefing.panel import pin_answer_button, pin_paragraph_button
from ui.messages import say
from ui.page.markup import address, both, kind_html, label_html, name_html, original_link, prose, text, words
from ui.programs.plain_text import answer_text

_MARKER: Final = re.compile(r"\[(\d{1,3})\]")
_LIST_ITEM: Final = re.compile(r"^\s*(?:[-•·*]|\d{1,2}[.)])\s+(?=\S)")
_DOT: Final = '<span class="pc-dot" aria-hidden="true"> · </span>'
_VERDICTS: Final = (
    ("right", "page.feedback.right"),
    ("wrong", "page.feedback.wrong"),
    ("wrong evidence", "page.feedback.wrong_evidence"),
    ("incomplete", "page.feedback.incomplete"),
)
NEAREST: Final = 5
"""Paragraphs that a refusal shows."""


# --- the conversation ---------------------------------------------------------------------------------------------


def answer_html(answer: Answer, *, exchange: int, gone: Collection[int] = ()) -> str:
    """One answer with its markers, its sources folded away for the panel, and what one can do with it.

    ``gone``: numbers of citations whose paragraph is not what it was when the answer was kept.
    """
    body = _answer_body(answer)
    notice = f'<p class="pc-notice">{prose(answer.notice)}</p>' if answer.notice else ""
    actions = _actions(answer, exchange) if answer.complete else ""
    if answer.refused is not None:
        inside = f'<div class="pc-answer pc-refusal" lang="{text(answer.language)}">{body}{notice}</div>'
        return inside + _nearest(answer) + actions
    folded = f'<div class="pc-sources" hidden>{sources_html(answer.citations, answer.statements, gone=gone)}</div>'
    checked = _checked(answer) + _unsupported(answer) if answer.complete else ""
    return f'<div class="pc-answer" lang="{text(answer.language)}">{body}</div>{notice}{checked}{actions}{folded}'


def _checked(answer: Answer) -> str:
    """That every statement was held against its paragraphs; what each was checked for stands on its cards."""
    if not answer.statements or not all(each.verified for each in answer.statements):
        return ""
    said = words("page.verified.count", count=len(answer.statements))
    return f'<p class="pc-checked"><b><span aria-hidden="true">✓ </span>{said}</b></p>'


def _unsupported(answer: Answer) -> str:
    """What a composer wrote besides, with the reason why it is no part of the answer; it is never shown as cited."""
    if not answer.unsupported:
        return ""
    rows = "".join(
        f'<li><del dir="auto">{text(each.text)}</del> <span class="pc-of">{both(each.reason.zh, each.reason.en)}</span></li>'
        for each in answer.unsupported
    )
    return f'<div class="pc-unsupported"><h3>{words("page.unsupported")}</h3><ul>{rows}</ul></div>'


def _answer_body(answer: Answer) -> str:
    labels = {each.number: each for each in answer.citations}
    if answer.table:
        return _table(answer, labels)
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


def _table(answer: Answer, citations: dict[int, Citation]) -> str:
    """Documents that are compared: a row for each, with where it says what."""
    colon = "：" if answer.language == "zh" else ": "
    rows = ""
    for row in answer.table:
        items = ""
        for cell in row.cells:
            markers = "".join(_marker(citations[number], answer.language) for number in cell.citations)
            led = f"{cell.lead_in} … " if cell.lead_in else ""
            items += (
                f'<li><span class="pc-of">{prose(cell.place)}</span>{colon}{prose(led + cell.quote)} {markers}</li>'
            )
        rows += f'<tr><th scope="row">{prose(row.name)}</th><td><ul>{items}</ul></td></tr>'
    return f'<table class="pc-compared"><tbody>{rows}</tbody></table>'


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
        pieces += [_mark(before, citations, answer.language), prose(found)]
        rest = after
    return ("".join(pieces) + _mark(rest, citations, answer.language)).splitlines()


def _mark(plain: str, citations: dict[int, Citation], language: str) -> str:
    made: list[str] = []
    position = 0
    for match in _MARKER.finditer(plain):
        citation = citations.get(int(match[1]))
        if citation is None:
            continue
        made += [prose(plain[position : match.start()]), _marker(citation, language)]
        position = match.end()
    return "".join(made) + prose(plain[position:])


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
    sources = (
        f'<button type="button" data-action="sources" data-of="{exchange}">'
        f"{words('page.show_sources')}<span class='pc-count'>{len(answer.citations)}</span></button>"
        if answer.citations
        else ""
    )
    return (
        f'<div class="pc-actions"><button type="button" data-action="copy" {copies}>{words("page.copy")}</button>{sources}'
        f"{pin_answer_button(exchange) if answer.citations or answer.refused else ''}"
        f'<button type="button" data-action="again" data-of="{exchange}">{words("page.again")}</button>'
        f"</div>{_feedback(exchange)}"
    )


def _feedback(exchange: int) -> str:
    """Right, wrong, wrong evidence, incomplete; a note with it."""
    verdicts = "".join(
        f'<button type="button" data-action="verdict" data-verdict="{verdict}" aria-pressed="false">{words(key)}</button>'
        for verdict, key in _VERDICTS
    )
    return (
        f'<div class="pc-feedback" data-of="{exchange}"><div class="pc-verdicts" role="group">'
        f'<span class="pc-key">{words("page.feedback")}</span>{verdicts}</div>'
        f'<form class="pc-remark" hidden><label><span>{words("page.feedback.note")}</span>'
        f'<textarea rows="2" maxlength="4000"></textarea></label>'
        f'<button type="submit" class="pc-primary">{words("page.feedback.send")}</button></form>'
        '<p class="pc-thanks" role="status"></p></div>'
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


def sources_html(
    citations: Iterable[Citation], statements: Sequence[Statement] = (), *, gone: Collection[int] = ()
) -> str:
    """The cards of the panel, one for each citation, with what the statements that it carries were checked for."""
    return "".join(source_card(each, _checks(each.number, statements), gone=each.number in gone) for each in citations)


def _checks(number: int, statements: Sequence[Statement]) -> tuple[Check, ...]:
    found = (check for each in statements if number in each.citations for check in each.verified)
    return tuple(dict.fromkeys(found))


def source_card(citation: Citation, checks: Sequence[Check] = (), *, gone: bool = False) -> str:
    """One cited paragraph, whole, its quoted words marked, with all that a reader needs to judge and to cite it."""
    document, paragraph = citation.document, citation.paragraph
    citation_line = both(cite(document, paragraph, "zh"), cite(document, paragraph, "en"))
    lost = f'<p class="pc-notice">{words("page.gone")}</p>' if gone else ""
    page = f'<span class="pc-page">{words("page.sheet", page=paragraph.page)}</span>' if paragraph.page else ""
    return (
        f'<section class="pc-card" tabindex="-1" data-cite="{citation.number}" data-paragraph="{text(paragraph.id)}">'
        f'<header><span class="pc-number">{citation.number}</span><div class="pc-where">'
        f'<h3>{label_html(paragraph)}</h3><p class="pc-of">{name_html(document)}</p></div>{_verb(paragraph, document.language)}</header>'
        f"{lost}{_context(paragraph, document.language)}"
        f'<blockquote class="pc-text" lang="{text(document.language)}" dir="auto">'
        f"{highlighted(paragraph.text, citation.quote)}</blockquote>{_translation(citation)}"
        f"{_verified(checks)}{_speaker(document, paragraph)}{_notes(document, paragraph)}"
        f'<p class="pc-citation">{citation_line}</p>'
        f"<footer>{_open_button(citation.passage, 'pc-open')}{words('page.open')}</button>"
        f"{'' if gone else pin_paragraph_button(document.id, paragraph.id)}{page}{original_link(document)}"
        f'<span class="pc-unofficial">{words("page.unofficial")}</span></footer></section>'
    )


def _translation(citation: Citation) -> str:
    """What a chat model made of the quoted words; never without the word that it is not the document's."""
    if not citation.translation:
        return ""
    return (
        f'<p class="pc-translation"><span class="pc-key">{words("page.translation")}</span> '
        f'<span dir="auto">{text(citation.translation)}</span></p>'
    )


def _verified(checks: Sequence[Check]) -> str:
    if not checks:
        return ""
    said = [both(each.zh, each.en) for each in checks]
    return f'<p class="pc-checked"><b>✓ {words("page.verified")}</b> {_DOT.join(said)}</p>'


def _notes(document: Document, paragraph: Paragraph) -> str:
    """The footnotes whose mark it carries, each to be read in the document."""
    if not paragraph.footnotes:
        return ""
    links = ", ".join(
        f'<a class="pc-place" href="{text(address(document.id, each))}">{text(each.removeprefix("fn"))}</a>'
        for each in paragraph.footnotes
    )
    return f'<p class="pc-speaker"><span class="pc-key">{words("page.footnotes")}</span> {links}</p>'


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
