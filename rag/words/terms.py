"""Text to search terms: one form for everything that a person may type differently.

Width, case, traditional and simplified characters and the spaces that typesetting leaves inside dates are made one; document
symbols stay whole; sessions and other ordinals become numbers; Han text becomes characters and pairs of neighbours, which
measured best of the dictionary-free segmentations (EMBEDDING notes: MRR 41.6 against 21.7 for dictionary words on
paraphrased questions), and other scripts become stems. For searching only: what is quoted is never taken from here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from operator import add
from typing import Any

_HAN = r"㐀-䶿一-鿿豈-﫿"
_NUMERAL = "〇零一二三四五六七八九十百千两"
_SYMBOL, _NUMBER = r"(?P<symbol>[a-z]{1,5}(?:/[a-z0-9.()\-]+){1,8})", r"(?P<number>\d+(?:[/.]\d+)*)"
_ORDER = rf"(?P<ordinal>[{_NUMERAL}]{{1,9}}|\d{{1,9}})(?P<unit>届|次|号|条|段|章|项|部分)"  # more figures than that count nothing
_DIGITS = "(?P<year>[〇零一二三四五六七八九]{4})"
_WORD = rf"(?P<word>[^\W\d_{_HAN}]+(?:['’-][^\W\d_{_HAN}]+)*)"
_TOKEN = re.compile(f"{_SYMBOL} | 第{_ORDER} | {_DIGITS}(?=年) | {_NUMBER} | (?P<han>[{_HAN}]+) | {_WORD}", re.VERBOSE)
_NOT_HAN = re.compile(f"{_SYMBOL} | {_NUMBER} | {_WORD}", re.VERBOSE)
_ORDINAL, _YEAR = re.compile(f"第(?<![{_HAN}]第){_ORDER}"), re.compile(f"(?<![{_HAN}]){_DIGITS}年")
"""Where the first of a text's ordinals and years stands: within a run of characters there is none."""
_LETTER = re.compile(rf"[^\W\d_{_HAN}]")
_HAN_RUN = re.compile(f"[{_HAN}]+")
_HAN_TERM = re.compile(f"[{_HAN}]{{1,2}}")
_SPACE_IN_HAN = re.compile(rf"\s(?:(?<=[{_HAN}]\s)\s*(?=[{_HAN}\d])|(?<=\d\s)\s*(?=[{_HAN}]))")
"""It begins with the space, so that a text is not looked at twice a character: a quarter of the time."""
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
    return normalise_once(text)


def normalise_once(text: str) -> str:
    """The same, of a text that will not come again."""
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
    """The search terms of a text in order, repetitions kept; those of short texts are remembered."""
    return tuple(terms_once(text))


def terms_once(text: str) -> list[str]:
    """The same, of a text that will not come again: remembered, those of a paragraph take twenty thousand bytes."""
    return terms_in(normalise_once(text))


def terms_in(plain: str) -> list[str]:
    """The same, of a text that is normalised already."""
    found: list[str] = []
    for match in _TOKEN.finditer(plain):
        if match.lastgroup == "han":
            run = match.group()
            found += run
            found += map(add, run, run[1:])
        else:
            found += _terms_of(match)
    return found


class Sought:
    """Some terms, and which of them a text holds: as ``terms`` has it, for a fifth of the time.

    A character and a pair of them stand in a text where they stand among its terms, unless they are part of an ordinal or a year.
    """

    def __init__(self, wanted: Iterable[str]) -> None:
        self._all = frozenset(wanted)
        self._han = tuple(term for term in self._all if _HAN_TERM.fullmatch(term))
        self._others = self._all.difference(self._han)
        self._numbers = tuple(term for term in self._others if not _LETTER.search(term))
        self._has_words = len(self._numbers) < len(self._others)

    def held(self, plain: str) -> frozenset[str]:
        """Those that stand in a text that is normalised already."""
        if ("第" in plain and _ORDINAL.search(plain)) or ("年" in plain and _YEAR.search(plain)):
            return self._all.intersection(terms_in(plain))
        found = frozenset(term for term in self._han if term in plain)
        # most Chinese texts hold neither Latin letters nor the figures of a number: they need not be cut
        if not (self._has_words and _LETTER.search(plain)) and not any(number in plain for number in self._numbers):
            return found
        return found | self._others.intersection(
            term for match in _NOT_HAN.finditer(plain) for term in _terms_of(match)
        )


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
    if kind == "word":
        return [_stem(word) for word in re.split(r"['’-]", value) if word]
    return [value]
