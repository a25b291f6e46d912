"""Sentences of prose in the six languages, as spans, so that a quotation stays a piece of its paragraph."""

from __future__ import annotations

import re
from functools import lru_cache

_END = re.compile(
    r"""
    (?:[。！？!؟۔]|؛(?=\s)|\?(?![A-Za-z0-9_.%-]+=))+(?:\s?»|[”’」』）)"'›])*  # signs that end, and what closes
  | (?:(?<=[a-zß-öø-ÿœа-яё0-9)\]”"»])|(?<=[A-ZА-ЯЁ]{2}))\.(?:\s?»|["”)])*
    (?=\s+["“«(¿¡]?\s?[A-ZÀ-ÞŒА-ЯЁ])  # a full stop before a capital
  # and before a word or number of Arabic, which has no capitals
  | (?<=[\u0620-\u065f])\.["”»)]*(?=\s+["“«(]?[\u0620-\u064a0-9])
  | (?<=[0-9)\]”"»])\.["”»)]*(?=\s+["“«(]?[\u0620-\u064a])
    """,
    re.VERBOSE,
)
_ABBREVIATION = re.compile(
    r"\b(?:No|Nos|para|paras|art|arts|Mr|Mrs|Ms|Dr|St|vol|chap|sect|Add|Corr|Rev|e\.g|i\.e|cf|al|U\.N"
    r"|(?-i:MM?|P)|Mgr|par|al[ií]n|cap|caps|n[úu]ms?|p[áa]rrs?|p[áa]gs?|Sr|Sra|Sres|Srta|Dra|Excm[oa]|EE\.\s?UU|pp?"
    r"|г|гг|ст|стр|п|пп|подп|гл|см|ср|им|т\.\s?е|т\.\s?д|т\.\s?п|др|тыс|долл|руб|св|напр|(?-i:[А-ЯЁ])"
    r"|(?:أ|د|م|ص))\.$",
    re.I,
)
_OPENERS, _CLOSERS = "“‘「『（(《«", "”’」』）)》»"

WINDOW_CHARACTERS = 160
"""About what one window of a long paragraph holds: two or three sentences measured best for short vectors."""


@lru_cache(maxsize=8192)
def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Spans [start, end) of the sentences of a paragraph; together they cover all but the spaces between them."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if _ABBREVIATION.search(text[start:end]) or _inside_brackets(text[start:end]):
            continue
        spans.append((start, end))
        start = end + len(text[end:]) - len(text[end:].lstrip())
    if text[start:].strip():
        spans.append((start, len(text.rstrip())))
    return tuple(spans)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph, each a verbatim piece of it."""
    return tuple(text[start:end] for start, end in sentence_spans(text))


def windows(text: str) -> tuple[str, ...]:
    """Overlapping runs of sentences for embedding: one where the paragraph is short, else cut at sentence ends."""
    spans = sentence_spans(text)
    if len(text) <= WINDOW_CHARACTERS or len(spans) <= 2:
        return (text,)
    found: list[str] = []
    first = 0
    while first < len(spans):
        last = first
        while last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= WINDOW_CHARACTERS:
            last += 1
        found.append(text[spans[first][0] : spans[last][1]])
        if last + 1 >= len(spans):
            break
        first = max(first + 1, last)
    return tuple(found)


def _inside_brackets(text: str) -> bool:
    return sum(text.count(mark) for mark in _OPENERS) > sum(text.count(mark) for mark in _CLOSERS)
