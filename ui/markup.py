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

from rag import Document, DocumentKind, Paragraph, document_name, kind_name, paragraph_label
from ui.messages import say

_SENDERS_POSITION: Final = frozenset({DocumentKind.LETTER, DocumentKind.NOTE_VERBALE})
_STATUSES: Final = frozenset({"draft", "revised", "corrected", "addendum"})


def text(value: str) -> str:
    """Text as HTML text, safe as an attribute's value too. Characters that turn the reading direction go."""
    return escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]", "", value), quote=True)


def both(zh: str, en: str) -> str:
    """The same thing in Chinese and English; the style sheet shows one. Equal words are said once."""
    if zh == en:
        return text(zh)
    return f'<span class="zh" lang="zh">{text(zh)}</span><span class="en" lang="en">{text(en)}</span>'


def words(key: str, **details: object) -> str:
    """A message of the catalogue in both languages."""
    return both(say(key, "zh", **details), say(key, "en", **details))


def kind_html(document: Document) -> str:
    kind = both(kind_name(document, "zh"), kind_name(document, "en"))
    if document.kind in _SENDERS_POSITION:
        kind += f"<small>{words('page.position')}</small>"
    elif document.kind is DocumentKind.SUMMARY_RECORD:
        kind += f"<small>{words('page.reported')}</small>"
    if document.status in _STATUSES:
        kind += f'<small class="pc-status">{words(f"page.{document.status}")}</small>'
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
