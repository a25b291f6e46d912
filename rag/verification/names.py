"""Names in a text, whatever the language: states, organs and treaties by the glossary, persons and places by how they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rag.words.glossary import mentions, rows
from rag.words.terms import normalise

_HAN = "㐀-鿿"
_TITLED = re.compile(
    rf"(?P<name>[{_HAN}]{{1,6}}(?:[·•‧・][{_HAN}]{{1,8}})+|(?<![{_HAN}])[{_HAN}]{{2,4}}(?=先生|女士|大使|部长))"
)
_PERSON = re.compile(
    r"(?:Mr|Ms|Mrs|Mme|M|Sr|Sra|Dr|г-н|г-жа|Ambassador|Sir|Dame)\.?\s+(?P<name>[^\W\d_][\w’'-]+(?:\s+[A-ZА-ЯЁÀ-Þ][\w’'-]+)*)"
)
_CAPITALISED = re.compile(r"(?<![\w’'-])[A-ZÀ-ÞА-ЯЁ][\w’'-]*[a-zß-ÿа-яё][\w’'-]*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…»”\"(\[]\s*|\n\s*)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name at ``text[start:end]``; ``things`` are all that it may be called, one key for each thing."""

    surface: str
    things: frozenset[str]
    start: int
    end: int
    kind: str


@lru_cache(maxsize=4096)
def names(text: str, language: str) -> tuple[Name, ...]:
    """States, organs, treaties and bodies in a normalised text."""
    if language in ("fr", "es", "ru", "ar"):
        return tuple(_states_of(text, language))
    proper = _proper()
    found = []
    for mention in mentions(text):
        surface = text[mention.start : mention.end]
        things = frozenset(concept.english[0] for concept in mention.concepts if concept.state)
        kind = "state"
        if not things:
            things = frozenset(name for concept in mention.concepts for name in concept.english[:1] if name in proper)
            kind = "body"
        if things:
            found.append(Name(surface, things, mention.start, mention.end, kind))
    return tuple(found)


def persons(text: str) -> tuple[str, ...]:
    """Persons, as the text (not normalised) marks them: ``斯文·于尔根松``, ``Mr. Ekanem``."""
    marked = [match["name"] for match in _TITLED.finditer(text)]
    return (*marked, *(match["name"] for match in _PERSON.finditer(text)))


def capitalised(text: str) -> tuple[str, ...]:
    """Words that a sentence (not normalised) of Latin or Cyrillic script writes with a capital without standing first."""
    return tuple(
        match.group() for match in _CAPITALISED.finditer(text) if not _SENTENCE_START.search(text[: match.start()])
    )


@cache
def _proper() -> frozenset[str]:
    """English head words that are written with a capital, though no sentence starts there: names, not terms."""
    heads = (row["en"] for row in rows("glossary") if re.search(r"(?:^|\s)[A-Z][a-z]+", row["en"]))
    return frozenset(normalise(head) for head in heads if not re.search(r"\b(?:States|Parties|Members?)\b", head))


def _states_of(text: str, language: str) -> list[Name]:
    table, pattern = _state_names(language)
    return [
        Name(
            match["name"],
            frozenset([table[match["name"]][0]]),
            match.start("name"),
            match.end(),
            table[match["name"]][1],
        )
        for match in pattern.finditer(text)
    ]


@cache
def _state_names(language: str) -> tuple[dict[str, tuple[str, str]], re.Pattern[str]]:
    """Of each name the English one and its kind, and the pattern of all of them."""
    table: dict[str, tuple[str, str]] = {}
    for data, kind in (("body_names", "body"), ("state_names", "state")):
        for row in rows(data):
            for name in filter(None, row[language].split("|")):
                table[normalise(name)] = (normalise(row["en"]), kind)
    choices = "|".join(re.escape(name) for name in sorted(table, key=len, reverse=True))
    joined = r"(?<!\w)[وبلك]?" if language == "ar" else r"(?<!\w)"
    return table, re.compile(rf"{joined}(?P<name>{choices})(?!\w)")
