"""Text to search terms: one form for everything that a person may type differently.

Width, case, traditional and simplified characters and the spaces that typesetting leaves inside dates are made one; document
symbols stay whole; sessions and other ordinals become numbers; Han text becomes characters and pairs of neighbours, which
measured best of the dictionary-free segmentations (EMBEDDING notes: MRR 41.6 against 21.7 for dictionary words on
paraphrased questions), and other scripts become stems. For searching only: what is quoted is never taken from here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

_HAN = r"㐀-䶿一-鿿豈-﫿"
_NUMERAL = "〇零一二三四五六七八九十百千两"
_TOKEN = re.compile(
    rf"""
    (?P<symbol>[a-z]{{1,5}}(?:/[a-z0-9.()\-]+){{1,8}})
  | 第(?P<ordinal>[{_NUMERAL}]+|\d+)(?P<unit>届|次|号|条|段|章|项|部分)
  | (?P<year>[〇零一二三四五六七八九]{{4}})(?=年)
  | (?P<number>\d+(?:[/.]\d+)*)
  | (?P<han>[{_HAN}]+)
  | (?P<word>[^\W\d_{_HAN}]+(?:['’-][^\W\d_{_HAN}]+)*)
    """,
    re.VERBOSE,
)
_SPACE_IN_HAN = re.compile(rf"(?<=[{_HAN}\d])\s+(?=[{_HAN}])|(?<=[{_HAN}])\s+(?=\d)")
_LAST_PAIR = re.compile(r"(?:res|dec)/(\d+/\d+)$")
_DIGIT = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALE = {"十": 10, "百": 100, "千": 1000}


@cache
def _simplifier() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    """Measured: without this memory, stems are a third of what a question costs."""
    return str(_stemmer().stemWord(word))


def simplify(text: str) -> str:
    """Traditional characters to simplified ones, length kept."""
    return str(_simplifier().convert(text))


@lru_cache(maxsize=8192)
def normalise(text: str) -> str:
    """One form for searching: NFKC, simplified, lower case, no spaces between Han characters and digits."""
    text = simplify(unicodedata.normalize("NFKC", text)).lower()
    return _SPACE_IN_HAN.sub("", text)


def chinese_number(numeral: str) -> int:
    """八十 → 80, 一百二十三 → 123, 二〇一二 → 2012."""
    if not any(character in _SCALE for character in numeral):
        return int("".join(str(_DIGIT[character]) for character in numeral))
    total, pending = 0, 0
    for character in numeral:
        if character in _SCALE:
            total += (pending or 1) * _SCALE[character]
            pending = 0
        else:
            pending = _DIGIT[character]
    return total + pending


@lru_cache(maxsize=16384)
def terms(text: str) -> tuple[str, ...]:
    """The search terms of a text in order, repetitions kept."""
    found: list[str] = []
    for match in _TOKEN.finditer(normalise(text)):
        found.extend(_terms_of(match))
    return tuple(found)


def _without_closing(symbol: str) -> str:
    """A symbol without what closes the sentence or the brackets that it stands in: (see A/RES/67/169)."""
    symbol = symbol.rstrip(".-")
    while symbol.endswith(")") and symbol.count(")") > symbol.count("("):
        symbol = symbol[:-1].rstrip(".-")
    return symbol


def _terms_of(match: re.Match[str]) -> list[str]:
    kind, value = match.lastgroup, match.group()
    if kind == "symbol":
        symbol = _without_closing(value)
        tail = _LAST_PAIR.search(symbol)
        return [symbol, tail.group(1)] if tail else [symbol]
    if kind == "unit":
        numeral = match["ordinal"]
        number = int(numeral) if numeral.isdecimal() else chinese_number(numeral)
        return [f"第{number}{match['unit']}", str(number)]
    if kind == "year":
        return [str(chinese_number(value))]
    if kind == "han":
        return [*value, *(value[start : start + 2] for start in range(len(value) - 1))]
    if kind == "word":
        return [_stem(word) for word in re.split(r"['’-]", value) if word]
    return [value]
