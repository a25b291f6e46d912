"""What stands on a page: characters (or words that were recognised) with their places, before anything is a line."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple


class Glyph(NamedTuple):
    """One character as drawn, or one word as recognised. Points from the lower left corner, ``y`` is the baseline."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool = False
    raised: bool = False


class Sheet(NamedTuple):
    """One page: what is drawn on it, its horizontal rules (left, right, y), and what was left out."""

    page: int
    """Its place in the file, from 1."""
    glyphs: list[Glyph]
    rules: list[tuple[float, float, float]]
    words: bool = False
    """Each glyph is a whole word: recognised, not drawn."""
    unknown: int = 0
    """Characters that the file does not tell the meaning of."""
    turned: int = 0
    """Characters left out because they run another way than the text: stamps in the margin, watermarks."""


_BULLETS = dict.fromkeys([0xF0B7, 0xF0A7, 0xF0D8, 0xF0FC, 0xF0A8], "•")
"""Bullets of the symbol fonts, which have no code point of their own."""
_VARIANTS = re.compile(r"[\u2e80-\u2fdf\ufb00-\ufb06\ufb50-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc]")
"""Radicals, Latin ligatures and Arabic letters by their shape: a font's names for ordinary characters."""
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def plain_text(character: str) -> str:
    """The ordinary characters that a drawn one stands for."""
    if character < "\u2e80":
        return " " if character in "\t\u00a0" else character
    code = ord(character)
    if code in _BULLETS:
        return _BULLETS[code]
    if _VARIANTS.match(character):
        return unicodedata.normalize("NFKC", character)
    return character


def is_unknown(character: str) -> bool:
    """A glyph that the file gives no meaning: of a font without a table, or of somebody's private set."""
    code = ord(character)
    return code in (0, 0xFFFD, 0xFFFE, 0xFFFF) or (0xE000 <= code <= 0xF8FF and code not in _BULLETS)
