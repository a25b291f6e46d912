"""Signs that a word-processor file names by their place in a symbol font, as the characters that they look like."""

from __future__ import annotations

_PRIVATE = 0xF000
"""Word keeps the characters of symbol fonts at U+F000 and above."""
_SYMBOL_20 = " !∀#∃%&∋()*+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_A0 = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪"
_SYMBOL = (
    {0x20 + place: sign for place, sign in enumerate(_SYMBOL_20)}
    | {0xA0 + place: sign for place, sign in enumerate(_SYMBOL_A0)}
    | {0xF1 + place: sign for place, sign in enumerate("〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭")}
)
_WINGDINGS = {
    0x20: " ",
    0x28: "☎",
    0x2A: "✉",
    0x46: "☞",
    0x4A: "☺",
    0x6C: "●",
    0x6D: "❍",
    0x6E: "■",
    0x6F: "□",
    0x70: "□",
    0x71: "❑",
    0x72: "❒",
    0x73: "◆",
    0x74: "◆",
    0x75: "◆",
    0x76: "❖",
    0x77: "◆",
    0x9F: "•",
    0xA1: "○",
    0xA7: "▪",
    0xA8: "□",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x96: "•", 0x97: "●", 0xA3: "□"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_UNKNOWN_FONT = {0xB7: "•", 0xA7: "▪", 0x6E: "■", 0xD8: "➢", 0xFC: "✓", 0x2D: "–"}
"""The commonest bullets, where the file does not name the font."""


def sign_of(code: int, font: str) -> str:
    """The character for a code of a font; "" where the font is a symbol font and has no such sign here."""
    place = code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + 0xFF else code
    table = _FONTS.get(font.strip().lower())
    if table is not None:
        return table.get(place, "")
    if place != code:
        return _UNKNOWN_FONT.get(place, "")
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF else ""


def without_private(text: str, font: str) -> str:
    """The text with the signs of symbol fonts as ordinary characters; one that is not known stays as it is."""
    if not any("\uf000" <= character <= "\uf0ff" for character in text):
        return text
    return "".join(
        (sign_of(ord(character), font) or character) if "\uf000" <= character <= "\uf0ff" else character
        for character in text
    )
