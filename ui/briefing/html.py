"""A manuscript as one HTML file that asks for nothing: no script, no picture, no font from anywhere.

Read on a screen, its notes stand at the end, each with the way back; laid out on pages (ui/briefing/pdf.py), each stands at the
foot of the page that calls it.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib.resources import files
from typing import Final

from ui.briefing.manuscript import Line, Manuscript, Note, Reference, Source, Style, Words

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_TAGS: Final = {
    Style.HEADING: "h2",
    Style.SUBHEADING: "h3",
    Style.QUESTION: "h4",
    Style.ITEM: "li",
    Style.OWN_ITEM: "li",
    Style.QUOTATION: "blockquote",
}
_CODES: Final = {"zh": "zh-Hans"}


def html(manuscript: Manuscript, *, paged: bool = False) -> str:
    """The whole file. ``paged``: notes stand where they are called, for a layout that moves them to the foot of the page."""
    notes = {each.number: each for each in manuscript.notes} if paged else {}
    title, language = escape(manuscript.title), _CODES.get(manuscript.language, manuscript.language)
    style = (
        files("ui.assets").joinpath("briefing_print.css" if paged else "briefing_file.css").read_text(encoding="utf-8")
    )
    shared = files("ui.assets").joinpath("briefing_text.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="generator" content="paracite">'
        f"<title>{title}</title>\n<style>{shared}{style}</style></head>\n<body>\n<main>\n"
        f'<header><h1 dir="auto">{title}</h1><p class="dated">{escape(manuscript.dated)}</p></header>\n'
        f"{_warnings(manuscript)}{''.join(_body(manuscript.lines, notes))}"
        f'{_sources(manuscript)}<p class="closing">{escape(manuscript.closing)}</p>\n'
        f"{'' if paged else _notes(manuscript)}</main>\n</body>\n</html>\n"
    )


def _warnings(manuscript: Manuscript) -> str:
    if not manuscript.warnings:
        return ""
    told = "".join(f'<li dir="auto">{escape(each)}</li>' for each in manuscript.warnings)
    return f'<aside class="warnings"><p>{manuscript.say("briefing.warnings")}</p><ul>{told}</ul></aside>\n'


def _body(lines: tuple[Line, ...], notes: dict[int, Note]) -> Iterator[str]:
    in_list = False
    for line in lines:
        tag = _TAGS.get(line.style, "p")
        if in_list is not (tag == "li"):
            in_list = not in_list
            yield "<ul>\n" if in_list else "</ul>\n"
        inside = "".join(_piece(each, notes) for each in line.pieces)
        language = next((each.language for each in line.pieces if isinstance(each, Words)), "")
        spoken = (
            f' lang="{escape(_CODES.get(language, language))}"' if line.style is Style.QUOTATION and language else ""
        )
        direction = ' dir="rtl"' if line.right_to_left else ""
        yield f'<{tag} class="{line.style}"{spoken}{direction}>{inside}</{tag}>\n'
    if in_list:
        yield "</ul>\n"


def _piece(piece: Words | Reference, notes: dict[int, Note]) -> str:
    if isinstance(piece, Reference):
        number = piece.number
        if number in notes:
            return f'<span class="foot" dir="ltr">{_note_text(notes[number])}</span>'
        return f'<sup><a href="#note-{number}" id="call-{number}" role="doc-noteref">{number}</a></sup>'
    if not piece.language:
        return escape(piece.text)
    direction = "rtl" if piece.right_to_left else "ltr"
    return (
        f'<bdi lang="{escape(_CODES.get(piece.language, piece.language))}" dir="{direction}">{escape(piece.text)}</bdi>'
    )


def _note_text(note: Note) -> str:
    told = f' <strong class="warning">⚠ {escape(note.warning)}</strong>' if note.warning else ""
    return "".join(_piece(each, {}) for each in note.pieces) + told


def _notes(manuscript: Manuscript) -> str:
    if not manuscript.notes:
        return ""
    back = escape(manuscript.say("briefing.back"))
    rows = "".join(
        f'<li id="note-{each.number}">{_note_text(each)} <a href="#call-{each.number}" role="doc-backlink" '
        f'aria-label="{back}" title="{back}">↩</a></li>\n'
        for each in manuscript.notes
    )
    return f'<section role="doc-endnotes"><h2>{manuscript.say("briefing.notes")}</h2><ol>\n{rows}</ol></section>\n'


def _sources(manuscript: Manuscript) -> str:
    if not manuscript.sources:
        return ""
    rows = "".join(_source(each, manuscript) for each in manuscript.sources)
    return f'<section class="sources"><h2>{manuscript.say("briefing.sources")}</h2><ol>\n{rows}</ol></section>\n'


def _source(source: Source, manuscript: Manuscript) -> str:
    title = f'<p class="title">{_piece(source.title, {})}</p>' if source.title is not None else ""
    facts = f"<p>{' · '.join(f'<bdi>{escape(each)}</bdi>' for each in source.facts)}</p>" if source.facts else ""
    address = escape(source.url)
    link = (
        f'<p>{escape(manuscript.say("briefing.original"))}<a href="{address}" rel="noreferrer">{address}</a></p>'
        if source.url
        else ""
    )
    return f'<li><p class="name"><bdi>{escape(source.name.text)}</bdi></p>{title}{facts}<p>{escape(source.cited)}</p>{link}</li>\n'
