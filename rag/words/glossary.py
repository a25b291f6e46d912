"""Terms of the trade and names of states: what means the same in Chinese and English, and in other words.

The data are ``rag/data/*.tsv`` with the columns zh, en, synonyms_zh, synonyms_en (synonyms separated by ``|``); of capitals, the
state in place of synonyms_zh.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rag.words.terms import normalise, terms

_DATA = Path(__file__).parents[1] / "data"
_LONGEST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing with all its names, normalised for searching."""

    chinese: tuple[str, ...]
    english: tuple[str, ...]
    state: bool = False
    capital: bool = False
    """The names are those of a capital, and of the state that it speaks for."""

    @property
    def names(self) -> tuple[str, ...]:
        return self.chinese + self.english


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of one or more concepts at ``text[start:end]`` of a normalised text."""

    start: int
    end: int
    concepts: tuple[Concept, ...]


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one data file."""
    path = _DATA / f"{name}.tsv"
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)


@cache
def _names() -> dict[tuple[str, ...], tuple[Concept, ...]]:
    """Every name, as its stems (English) or its characters in one piece (Chinese), with its concepts."""
    found: dict[tuple[str, ...], list[Concept]] = {}
    for name in ("territories", "glossary"):
        for row in rows(name):
            concept = Concept(
                chinese=_split(row["zh"], row["synonyms_zh"]),
                english=_split(row["en"], row["synonyms_en"]),
                state=name == "territories",
            )
            for chinese in concept.chinese:
                found.setdefault((chinese,), []).append(concept)
            for english in concept.english:
                found.setdefault(terms(english), []).append(concept)
    _add_capitals(found)
    return {key: tuple(concepts) for key, concepts in found.items()}


def _add_capitals(found: dict[tuple[str, ...], list[Concept]]) -> None:
    """A capital speaks for its state (明斯克, Minsk: 白俄罗斯); the state's name is not searched for as its capital."""
    states = {row["zh"]: row for row in rows("territories")}
    for row in rows("capitals"):
        state = states[row["state"]]
        capital = Concept(
            chinese=(normalise(row["zh"]), *_split(state["zh"], state["synonyms_zh"])),
            english=(*_split(row["en"], row["synonyms_en"]), *_split(state["en"], state["synonyms_en"])),
            capital=True,
        )
        found.setdefault((capital.chinese[0],), []).append(capital)
        for english in _split(row["en"], row["synonyms_en"]):
            found.setdefault(terms(english), []).append(capital)


def _split(first: str, others: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(normalise(name.strip()) for name in (first, *others.split("|")) if name.strip()))


def mentions(text: str) -> tuple[Mention, ...]:
    """The longest names that stand in a normalised text, from left to right without overlap."""
    found: list[Mention] = []
    start = 0
    while start < len(text):
        mention = _chinese_at(text, start) or _english_at(text, start)
        if mention:
            found.append(mention)
        start = mention.end if mention else _next_start(text, start)
    return _places_apart(tuple(found))


def _places_apart(found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Beside its state's own name (白俄罗斯明斯克) a capital is a place and does not speak for the state."""
    named = {name for mention in found for concept in mention.concepts if concept.state for name in concept.names}
    if not named or not any(concept.capital for mention in found for concept in mention.concepts):
        return found
    kept = []
    for mention in found:
        concepts = tuple(each for each in mention.concepts if not (each.capital and named & set(each.names)))
        if concepts:
            kept.append(Mention(mention.start, mention.end, concepts))
    return tuple(kept)


def _chinese_at(text: str, start: int) -> Mention | None:
    if text[start].isascii():
        return None
    for length in _lengths().get(text[start : start + 2], ()):
        if concepts := _names().get((text[start : start + length],)):
            return Mention(start, min(len(text), start + length), concepts)
    return None


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """How long the Chinese names are that begin with these two characters, the longest first."""
    found: dict[str, set[int]] = {}
    for name in _names():
        if len(name) == 1 and not name[0].isascii() and len(name[0]) > 1:
            found.setdefault(name[0][:2], set()).add(len(name[0]))
    return {opening: tuple(sorted(lengths, reverse=True)) for opening, lengths in found.items()}


def _english_at(text: str, start: int) -> Mention | None:
    if not _is_latin(text[start]) or (start and _is_latin(text[start - 1])):
        return None
    ends: list[int] = []
    end = start
    while end < len(text) and len(ends) < _LONGEST_WORDS and (text[end].isascii() or _is_latin(text[end])):
        while end < len(text) and (_is_latin(text[end]) or text[end] in "'-"):
            end += 1
        if text[end - 2 : end] == "'s":
            ends.append(end - 2)
        ends.append(end)
        while end < len(text) and text[end] in " '’":
            end += 1
        if end < len(text) and not _is_latin(text[end]):
            break
    for end in reversed(ends):
        if concepts := _names().get(terms(text[start:end])):
            return Mention(start, end, concepts)
    return None


def _next_start(text: str, start: int) -> int:
    if not _is_latin(text[start]):
        return start + 1
    while start < len(text) and _is_latin(text[start]):
        start += 1
    return start


def _is_latin(character: str) -> bool:
    return character.isalpha() and character < "ɐ"
