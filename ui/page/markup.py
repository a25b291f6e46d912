"""How text becomes HTML: escaped, and our own words in both languages. The whole page is made with these.

Everything that comes from a document, a file name, a question or a model passes ``text``: it reaches the page as text.
Every word of ours is there twice, in Chinese and in English, and the style sheet shows one: switching the language
needs no request and works in the middle of a stream.
"""

from __future__ import annotations

import re
from html import escape
from typing import Final
from urllib.parse import quote as percent_encoded

from rag import Document, DocumentKind, Paragraph, document_name, kind_name, paragraph_label, status_name
from ui.messages import say

_SENDERS_POSITION: Final = frozenset({DocumentKind.LETTER, DocumentKind.NOTE_VERBALE})
_ARABIC: Final = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RIGHT_TO_LEFT: Final = re.compile(rf"[{_ARABIC}](?:[{_ARABIC}\s\d.,:;'\"()/«»–-]*[{_ARABIC}])?")
"""From the first letter of such a script to the last, with the figures and marks between them."""


def text(value: str) -> str:
    """Text as HTML text, safe as an attribute's value too. Characters that turn the reading direction go."""
    return escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]", "", value), quote=True)


def both(zh: str, en: str) -> str:
    """The same thing in Chinese and English; the style sheet shows one. Equal words are said once."""
    if zh == en:
        return prose(zh)
    return f'<span class="zh" lang="zh">{prose(zh)}</span><span class="en" lang="en">{prose(en)}</span>'


def prose(value: str) -> str:
    """Text as ``text`` gives it, with words that run from right to left set apart, so that they turn nothing around them."""
    made: list[str] = []
    position = 0
    for match in _RIGHT_TO_LEFT.finditer(value):
        made += [text(value[position : match.start()]), f'<bdi dir="rtl">{text(match[0])}</bdi>']
        position = match.end()
    return "".join(made) + text(value[position:])


def address(document_id: str, paragraph_id: str = "") -> str:
    """The address of a document or paragraph within the page: ``#/A/RES/67/169/op12``."""
    steps = [percent_encoded(document_id, safe="/")] + (
        [percent_encoded(paragraph_id, safe="")] if paragraph_id else []
    )
    return "#/" + "/".join(steps)


def words(key: str, **details: object) -> str:
    """A message of the catalogue in both languages."""
    return both(say(key, "zh", **details), say(key, "en", **details))


def kind_html(document: Document) -> str:
    kind = both(kind_name(document, "zh"), kind_name(document, "en"))
    if document.kind in _SENDERS_POSITION:
        kind += f"<small>{words('page.position')}</small>"
    elif document.kind is DocumentKind.SUMMARY_RECORD:
        kind += f"<small>{words('page.reported')}</small>"
    if document.status:
        kind += f'<small class="pc-status">{both(status_name(document, "zh"), status_name(document, "en"))}</small>'
    return kind


def original_link(document: Document) -> str:
    """A plain link to the document by its symbol: nothing is asked of that site before a person follows it."""
    if not document.symbol:
        return ""
    address = f"https://undocs.org/{percent_encoded(document.language)}/{percent_encoded(document.symbol, safe='/')}"
    return (
        f'<a class="pc-original" href="{text(address)}" target="_blank" rel="noopener noreferrer">'
        f'{words("page.undocs")}<span aria-hidden="true"> ↗</span></a>'
    )


def label_html(paragraph: Paragraph) -> str:
    return both(paragraph_label(paragraph, "zh"), paragraph_label(paragraph, "en"))


def name_html(document: Document) -> str:
    return both(document_name(document, "zh"), document_name(document, "en"))
