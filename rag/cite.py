"""From a model's text with opaque keys to statements with citations: a pure function.

A key that was not handed out goes; a statement whose paragraphs do not carry it is dropped. Opaque keys (``[P1]``), since
documents print ``[7]`` and ``［2015］`` themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rag.document import Passage
from rag.matching import Matcher
from rag.naming import cite
from rag.sentences import sentence_spans, sentences
from rag.terms import normalise, terms

_KEYS = re.compile(r"[\[［【(（]\s*P\d+(?:\s*[,，、;；和]?\s*P\d+)*\s*[\]］】)）]", re.I)
_KEY = re.compile(r"P(\d+)", re.I)
_NUMBER = re.compile(r"\d+(?:[./]\d+)*")
_NEGATION = re.compile(r"不|没有|未|无|非|\b(?:not|no|never|without|nor|neither)\b|n't\b")
_QUOTED = re.compile(r"“([^”]{4,})”|「([^」]{4,})」")
_SUPPORTING_SHARE = 0.55
"""Share of a statement's terms that its paragraphs must hold where both are in one language."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a model's answer and the passages that it names, without its keys."""

    text: str
    passages: tuple[Passage, ...]


def read_claims(text: str, keys: Mapping[str, Passage]) -> tuple[Claim, ...]:
    """The sentences of a model's answer in order. ``keys`` are those handed out (``P1``)."""
    claims = []
    for line in text.splitlines():
        for sentence in _sentences_with_keys(line):
            named = [f"P{number}" for group in _KEYS.findall(sentence) for number in _KEY.findall(group)]
            words = _KEYS.sub("", sentence).strip(" -*•#\t")
            passages = tuple(dict.fromkeys(keys[key] for key in named if key in keys))
            if words:
                claims.append(Claim(words, passages))
    return tuple(claims)


def _sentences_with_keys(line: str) -> list[str]:
    """Sentences, each with the keys that stand before or behind its full stop."""
    found: list[str] = []
    for start, end in sentence_spans(line):
        piece = line[start:end]
        if found and (leading := re.match(rf"(?:\s*{_KEYS.pattern})+", piece, re.I)):
            found[-1] += leading.group()
            piece = piece[leading.end() :]
        if piece.strip():
            found.append(piece)
    return found


def unsupported(claim: Claim) -> str:
    """Why the cited paragraphs do not carry a claim: ``no citation``, ``quotation``, ``number``, ``negation``, ``words``; or ""."""
    if not claim.passages:
        return "no citation"
    carried = normalise(
        " ".join(f"{cite(passage.document, passage.paragraph, 'zh')} {_words(passage)}" for passage in claim.passages)
    )
    compact = carried.replace(" ", "")
    said = normalise(claim.text)
    for quoted in _QUOTED.findall(claim.text):
        if normalise(quoted[0] or quoted[1]).replace(" ", "") not in compact:
            return "quotation"
    numbers = set(_NUMBER.findall(carried)) | {term for term in terms(carried) if term.isdecimal()}
    if any(number not in numbers for number in _NUMBER.findall(said)):
        return "number"
    if _language(said) != _language(carried):
        return ""
    if _NEGATION.search(said) and not _NEGATION.search(carried):
        return "negation"
    held, wanted = set(terms(carried)), [term for term in terms(said) if len(term) > 1]
    share = sum(term in held for term in wanted) / len(wanted) if wanted else 0.0
    return "" if share >= _SUPPORTING_SHARE else "words"


def best_quote(passage: Passage, claim: str, matcher: Matcher) -> str:
    """The sentence of a paragraph that carries a claim best; between equals the one nearer to the question."""
    wanted = set(terms(claim))
    options = sentences(passage.paragraph.text) or (passage.paragraph.text,)
    return max(options, key=lambda option: (len(wanted & set(terms(option))), matcher.coverage(option)))


def _words(passage: Passage) -> str:
    return f"{passage.paragraph.lead_in} {passage.paragraph.text} {passage.document.title} {passage.document.author}"


def _language(text: str) -> str:
    han = len(re.findall(r"[㐀-鿿]", text))
    return "zh" if han > len(text) / 5 else "other"
