"""The headings that are open above a paragraph: how deep each stands, and which number it prints."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest import locators
from ingest.markers import Marker, MarkerKind, chinese_number, marker_of, word_number
from ingest.mending import Block

RANKS = {
    "第…章": 10,
    "I": 20,
    "一": 20,
    "A": 30,
    "（一）": 30,
    "()": 50,
    "第…条": 35,
    "number": 40,
    "decimal": 45,
    "": 60,
}
"""How deep a heading of each numbering stands; a file's own levels (Markdown) are used as they are."""
_WIDER = re.compile(r"[编部]|^(?:Part|Title|Titre|Título|Часть|Раздел|الباب|الجزء)", re.IGNORECASE)
_NARROWER = re.compile(r"节|^(?:Section|Sección)", re.IGNORECASE)


class Section(NamedTuple):
    """A heading that is open."""

    rank: int
    title: str
    titles_number: bool = False
    """It belongs to the number that stands alone above it."""


def article_label(block: Block) -> str:
    """``第二条``, ``Article 2`` at the head of a block, whether print or the format makes it a heading; "" where none is."""
    marker = marker_of(block.text) if block.level else block.marker
    return marker.label if marker is not None and marker.kind is MarkerKind.ARTICLE else ""


def section_number(title: str) -> str:
    """``二、各国的措施`` → ``2``, ``A. Scope`` → ``A``, ``第三章`` → ``ch3``; "" where the heading prints none."""
    marker = marker_of(title)
    if marker is None or marker.kind is MarkerKind.BULLET:
        return ""
    if marker.kind is MarkerKind.ARTICLE:
        return locators.article(marker.label, "").id
    if marker.style == "第…章":
        if counted := word_number(marker.label):
            return f"ch{counted}"
        number = re.sub(r"[^一二三四五六七八九十百\dIVXLC]|^[^\W\d]{2,}(?=[IVXLC\d])", "", marker.label)
        return f"ch{chinese_number(number) or number}"
    return str(chinese_number(marker.label) or marker.label)


def rank_of(marker: Marker | None) -> int:
    """How deep a heading with this marker stands; of print, where no format says its level."""
    if marker is None:
        return RANKS[""]
    if marker.kind in (MarkerKind.NUMBER, MarkerKind.DECIMAL):
        return RANKS[marker.kind.value] + marker.label.count(".")
    if marker.style == "第…章":
        above, below = re.search(_WIDER, marker.label), re.search(_NARROWER, marker.label)
        return RANKS[marker.style] + (-2 if above else 2 if below else 0)
    return RANKS.get(marker.style, RANKS[""])
