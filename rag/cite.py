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
from rag.terms import chinese_number, normalise, terms

_KEYS = re.compile(r"[\[［【(（]\s*P\d+(?:\s*[,，、;；和]?\s*P\d+)*\s*[\]］】)）]", re.I)
_MARKER = re.compile(r"[\[［【]\s*\d{1,2}\s*[\]］】]")
_KEY = re.compile(r"P(\d+)", re.I)
_NUMBER = re.compile(r"\d+(?:[./]\d+)*")
_CHINESE_NUMBER = re.compile(
    r"(?<![之百千])(?:[〇零一二三四五六七八九十百千两]{2,}|(?<=第)[一二三四五六七八九十]|[二三四五六七八九十两](?=[个名项次年月日天国届倍岁]))"
    r"|(?<=百分之)[〇零一二三四五六七八九十百]+"
)
"""Chinese numerals that count or date; not the 一 of 统一, nor 千百 of a saying that has no value."""
_NEGATED = re.compile(
    r"(?:不得?|没有|未(?!来)|\b(?:not|never|no|without)\s+(?:(?:to|be|been|any|the|an?)\s+)*)(?P<what>[㐀-鿿]{2}|[a-z]{3,})"
)
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
    if not _numbers(said) <= _numbers(carried) | {term for term in terms(carried) if term.isdecimal()}:
        return "number"
    if _NEGATION.search(said) and not _NEGATION.search(carried):
        return "negation"
    if _language(said) != _language(carried):
        return ""
    if _affirms_what_is_negated(said, carried):
        return "negation"
    held, wanted = set(terms(carried)), [term for term in terms(said) if len(term) > 1]
    share = sum(term in held for term in wanted) / len(wanted) if wanted else 0.0
    return "" if share >= _SUPPORTING_SHARE else "words"


def best_quote(passage: Passage, claim: str, matcher: Matcher) -> str:
    """The sentence of a paragraph that carries a claim best; between equals the one nearer to the question."""
    wanted = set(terms(claim))
    options = sentences(passage.paragraph.text) or (passage.paragraph.text,)
    return max(options, key=lambda option: (len(wanted & set(terms(option))), matcher.coverage(option)))


def _numbers(text: str) -> set[str]:
    """The numbers of a normalised text, however written: 30, 67/169, 三十."""
    return {*_NUMBER.findall(text), *(str(chinese_number(numeral)) for numeral in _CHINESE_NUMBER.findall(text))}


def _affirms_what_is_negated(said: str, carried: str) -> bool:
    """Does a text say plainly what the other says only with a negation (建立, where 不建立 stands)?"""
    for match in _NEGATED.finditer(carried):
        what = match["what"]
        if what in _NEGATED.sub("", said) and what not in _NEGATED.sub("", carried):
            return True
    return False


def _words(passage: Passage) -> str:
    return f"{passage.paragraph.lead_in} {passage.paragraph.text} {passage.document.title} {passage.document.author}"


def _language(text: str) -> str:
    han = len(re.findall(r"[㐀-鿿]", text))
    return "zh" if han > len(text) / 5 else "other"
