"""From a model's text with opaque keys to statements with citations: a pure function.

A key that was not handed out goes; a statement whose paragraphs do not carry it is dropped. Opaque keys (``[P1]``), since
documents print ``[7]`` and ``［2015］`` themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rag.chat.planted import data_of
from rag.document import Passage
from rag.retrieval.matching import Matcher
from rag.verification.statement import Verdict, verify
from rag.verification.words import Words
from rag.words.sentences import sentence_spans, sentences
from rag.words.terms import normalise, terms

_KEYS = re.compile(r"[\[［【(（]\s*P\d+(?:\s*[,，、;；和]?\s*P\d+)*\s*[\]］】)）]", re.I)
_MARKER = re.compile(r"[\[［【]\s*\d{1,2}\s*[\]］】]")
_KEY = re.compile(r"P(\d+)", re.I)


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
            passages = tuple(dict.fromkeys(keys[key] for key in named if key in keys))
            words = _without_markers(_KEYS.sub("", sentence), passages).strip(" -*•#\t")
            if words:
                claims.append(Claim(words, passages))
    return tuple(claims)


def _without_markers(text: str, passages: tuple[Passage, ...]) -> str:
    """A ``[1]`` of the model's own would pass for one of our citations; one that a paragraph prints stays."""
    printed = normalise(" ".join(passage.paragraph.text for passage in passages))
    return _MARKER.sub(lambda match: match.group() if normalise(match.group()) in printed else "", text)


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


def carried(claim: Claim, words: Words | None = None) -> tuple[tuple[Passage, ...], Verdict]:
    """Which of the paragraphs that a claim names carry it, and how that was verified.

    Those that carry it alone, where there are such; else all of them together. None carries what fails, and what a paragraph
    says to a machine carries nothing.
    """
    alone = [(passage, verify(claim.text, (data_of(passage),), words=words)) for passage in claim.passages]
    holding = [(passage, verdict) for passage, verdict in alone if verdict.holds]
    if holding:
        return tuple(passage for passage, _ in holding), holding[0][1]
    together = alone[0][1] if len(alone) == 1 else verify(claim.text, tuple(map(data_of, claim.passages)), words=words)
    return (claim.passages if together.holds else ()), together


def unsupported(claim: Claim) -> str:
    """The code of the first check that fails (see rag.answer.Check); "" where the paragraphs carry the claim."""
    reason = carried(claim)[1].reason
    return reason.code if reason else ""


def best_quote(passage: Passage, claim: str, matcher: Matcher) -> str:
    """The sentence of a paragraph that carries a claim best; between equals the one nearer to the question."""
    wanted = set(terms(claim))
    options = sentences(passage.paragraph.text) or (passage.paragraph.text,)
    return max(options, key=lambda option: (len(wanted & set(terms(option))), matcher.coverage(option)))
