"""How one word may be spelled in print: apostrophes, ё and е, alefs and vowel signs, traditional characters; and patterns
that allow for it.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable

from rag import simplify

_VOWEL_SIGNS = "[\u064b-\u0652\u0670\u0640]*"
"""Arabic vowel signs and the stroke that stretches a word: they may stand behind any letter."""
_SAME = {"’": "[’']", "'": "[’']", " ": r"\s+", "е": "[её]", "ё": "[её]", "Е": "[ЕЁ]", "œ": "(?:œ|oe)"}
_SAME |= dict.fromkeys("اأإآ", "[اأإآ]") | dict.fromkeys("يى", "[يى]")
_FOLDED = str.maketrans({"ё": "е", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "’": "'", "\u0640": None})


def spelled(word: str) -> str:
    """A pattern for one word or phrase."""
    return "".join(
        _SAME.get(character, re.escape(character)) + (_VOWEL_SIGNS if "\u0600" <= character <= "\u06ff" else "")
        for character in word
    )


def choice(words: Iterable[str]) -> str:
    """A pattern for any of these, the longest first; to be put into a group."""
    return "|".join(spelled(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def folded(text: str) -> str:
    """A word for looking up: small letters without accents, vowel signs and variants."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text.lower()).translate(_FOLDED))
    return unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.combining(c)))


def ascii_digits(text: str) -> str:
    """``٦٧`` → ``67``; everything else as it is."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


_HAN = re.compile(r"[\u3400-\u9fff]")


@functools.lru_cache(maxsize=16384)
def simplified(text: str) -> str:
    """The text in simplified characters, each in the place of its traditional one: for matching, never for quoting."""
    return text.translate(_traditional()) if not text.isascii() and _HAN.search(text) else text


@functools.cache
def _traditional() -> dict[int, str]:
    """Traditional character → simplified, one by one, so that places in a text stay what they are."""
    characters = [chr(code) for code in range(0x3400, 0xA000)]
    folded_ones = simplify("\n".join(characters)).split("\n")
    return {ord(a): b for a, b in zip(characters, folded_ones, strict=True) if a != b and len(b) == 1}
