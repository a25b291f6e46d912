"""As many paragraphs as a chat model's window holds, the best first; of one that is too long the sentences that answer best.

Tokens are estimated, by excess: tokenizers differ, and none of a provider's is here. A Han character counts as more than one
token, since older tokenizers cut rare ones into two or three.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answer import Hit
from rag.chat.planted import as_data, data_of
from rag.chat.prompts import PARAGRAPH
from rag.naming import cite
from rag.retrieval.matching import Matcher
from rag.words.sentences import sentence_spans

MOST_PARAGRAPHS = 12
SMALLEST_WINDOW = 8000
"""Tokens of a model that does not say how many it reads; local ones are often opened with no more."""
_ANSWER = 1200
"""Tokens that are left for the answer."""
_KEY_LIKE = re.compile(r"([\[［【(（])\s*(P\s*\d+)", re.I)
_TOKENS = ((re.compile(r"[㐀-鿿豈-﫿　-〿！-｠]"), 1.3), (re.compile(r"[Ͱ-ۿ]"), 0.7), (re.compile(r"[ -~À-ɏ]"), 0.35))
_OTHER = 1.5


@dataclass(frozen=True, slots=True)
class Packed:
    """The paragraphs that a model is given, by opaque key, and as they are shown to it."""

    keys: dict[str, Hit]
    text: str


def tokens(text: str) -> int:
    """About how many tokens a text is, rather too many than too few."""
    counted = [(len(pattern.findall(text)), weight) for pattern, weight in _TOKENS]
    rest = len(text) - sum(count for count, _ in counted)
    return round(sum(count * weight for count, weight in counted) + rest * _OTHER) + 1


def pack(hits: Sequence[Hit], matcher: Matcher, *, language: str, window: int, taken: int) -> Packed:
    """Fill a window of so many tokens, of which the instructions and the question have ``taken`` already."""
    left = max(window - taken - _ANSWER, window // 4)
    keys: dict[str, Hit] = {}
    lines: list[str] = []
    for hit in hits[:MOST_PARAGRAPHS]:
        key = f"P{len(keys) + 1}"
        data = data_of(hit.passage).paragraph.text
        if not data.strip():
            continue  # it says nothing but what a machine should do
        line = _line(key, hit, data, language)
        if tokens(line) > left:
            room = left - tokens(_line(key, hit, "", language))
            text = _best_sentences(data, matcher, room)
            if not text:
                continue
            line = _line(key, hit, text, language)
        left -= tokens(line)
        keys[key] = hit
        lines.append(line)
    return Packed(keys, "\n".join(lines))


def _line(key: str, hit: Hit, text: str, language: str) -> str:
    paragraph = hit.passage.paragraph
    return PARAGRAPH.format(
        key=key,
        citation=_plain(cite(hit.passage.document, paragraph, language)),
        lead_in=_plain(as_data(paragraph.lead_in)),
        text=_plain(text),
    )


def _plain(text: str) -> str:
    """One line, in which nothing looks like one of our keys: a document may print ``[P1]`` itself, or be made to."""
    return _KEY_LIKE.sub(r"\1·\2", re.sub(r"\s*[\r\n]+\s*", " ", text))


def _best_sentences(text: str, matcher: Matcher, room: int) -> str:
    """The sentences that speak most of what is asked, in the order of the paragraph, as many as there is room for."""
    spans = sorted(sentence_spans(text), key=lambda span: -matcher.coverage(text[span[0] : span[1]]))
    chosen: list[tuple[int, int]] = []
    for start, end in spans:
        cost = tokens(text[start:end]) + 2
        if cost <= room:
            room -= cost
            chosen.append((start, end))
    return " … ".join(text[start:end] for start, end in sorted(chosen))
