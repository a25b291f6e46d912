"""An answer taken apart into sentences and the citations that each carries, and what the cited paragraphs say to each.

After ALCE (Gao and others, 2023): a sentence is supported where its citations together carry it, and a citation is precise where
it carries its sentence alone or the others do not suffice without it. ALCE asks a language model whether text carries a
sentence; here its words, numbers, dates and negations are compared, so that the judge runs offline and judges every run alike.
ALCE's sentences come from NLTK, which takes three Chinese sentences for one; these end at 。！？； as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.dataset import fold
from rag import Answer, Citation

CARRIED = 0.8
"""The share of a sentence's words (pairs of characters in Chinese) that a text must hold to carry it."""
NEAR = 0.6
"""The share from which a sentence of the paragraph is taken for the one that is repeated."""
_MARKED = re.compile(r"(.+?)((?:\s*[\[［【]\d+(?:[、,，]\s*\d+)*[\]］】])+|$)", re.DOTALL)
_NUMBERS_OF_MARKERS = re.compile(r"\d+")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_DATE = re.compile(
    r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月(?:\s*(?P<d>\d{1,2})\s*日)?"
    rf"|(?P<d2>\d{{1,2}})\s+(?P<m2>{'|'.join(_MONTHS)})(?:\s+(?P<y2>\d{{4}}))?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[\u0020,，\u00a0]\d{3}(?!\d))*(?:\.\d+)?")
_DENIALS_ZH = re.compile(r"不|未|没有|無|无|并非|拒绝|禁止")
_DENIALS_EN = re.compile(
    r"\b(?:not|no|never|without|nobody|nothing|neither|nor|refused?|cannot)\b|n't\b", re.IGNORECASE
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[a-z]{3}")
_NAMES = re.compile(r"“[^”]*”|《[^》]*》")
"""Titles stand in the language of their document."""
_LABEL = re.compile(
    r"第\s*(\d+)\s*(?:段|条|项|行)|\b(?:paras?|arts?|articles?|clauses?)\.?\s+(\d+)|(\d+)(?:st|nd|rd|th) para"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, or of a paragraph; ``numbers``: the citations that it carries."""

    text: str
    numbers: tuple[int, ...] = ()
    lead: str = ""
    """What stands before it in its line: who says it, and where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What the cited paragraphs say to one sentence."""

    sentence: Sentence
    carried: bool
    quoted: bool
    """Do the quotes of its citations carry it, apart from the rest of their paragraphs?"""
    precise: tuple[bool, ...]
    """Of each of its citations."""
    numbers: tuple[bool, ...]
    """Of each number: does it stand in a cited paragraph?"""
    dates: tuple[bool, ...]
    denial: bool | None
    """Does it deny where its paragraph denies? None where no sentence of theirs is near, or is in another language."""
    labels: tuple[bool, ...]
    """Of each paragraph number in the lead: is it that of a cited paragraph?"""


def split(text: str) -> list[str]:
    """The sentences of a text in Chinese or a Latin script; a decimal point or a short abbreviation (Mr.) ends none."""
    pieces = re.split(r"(?<=[。！？!?；;])\s*|(?<=[^\s.]{3}\.)\s+(?=[A-Z“‘•])|\n+", text)
    return [piece.strip() for piece in pieces if piece and fold(piece)]


def sentences(answer: Answer) -> Iterator[Sentence]:
    """The sentences of an answer that states something. A citation carries what stands before it in its line, back to the last."""
    claims = [one.text for one in answer.statements]
    for line in answer.text.splitlines():
        for text, marks in _MARKED.findall(line.strip()):
            if not fold(text):
                continue
            numbers = tuple(dict.fromkeys(int(each) for each in _NUMBERS_OF_MARKERS.findall(marks)))
            if not numbers and text.rstrip().endswith(("：", ":")):
                continue  # the head of a list states nothing itself
            claim = max((one for one in claims if text.rstrip().endswith(one)), key=len, default=text)
            lead = text.rstrip()[: -len(claim)] if claim != text else ""
            for piece in split(claim):
                yield Sentence(piece, numbers, lead)


def supports(answer: Answer | None) -> tuple[Support, ...]:
    """Each sentence of an answer against what it cites; () for a refusal or a crash."""
    if answer is None or answer.refused is not None:
        return ()
    cited = {citation.number: citation for citation in answer.citations}
    return tuple(_support(sentence, cited) for sentence in sentences(answer))


def _support(sentence: Sentence, cited: dict[int, Citation]) -> Support:
    citations = [cited[number] for number in sentence.numbers if number in cited]
    texts = [_context(citation) for citation in citations]
    whole = "\n".join(texts)
    carried = bool(citations) and carries(whole, sentence.text)
    precise = []
    for place in range(len(sentence.numbers)):
        if place >= len(texts) or not carried:
            precise.append(False)
            continue
        others = "\n".join(texts[:place] + texts[place + 1 :])
        precise.append(carries(texts[place], sentence.text) or not carries(others, sentence.text))
    held_dates = set(dates(whole))
    held_numbers = set(numbers(whole))
    ids = {number for citation in citations for number in re.findall(r"\d+", citation.paragraph.id)}
    return Support(
        sentence=sentence,
        carried=carried,
        quoted=bool(citations) and carries("\n".join(citation.quote for citation in citations), sentence.text),
        precise=tuple(precise),
        numbers=tuple(number in held_numbers for number in numbers(sentence.text)),
        dates=tuple(date in held_dates for date in dates(sentence.text)),
        denial=_denial(sentence.text, [citation.paragraph.text for citation in citations]),
        labels=tuple("".join(label) in ids for label in _LABEL.findall(sentence.lead)),
    )


def _context(citation: Citation) -> str:
    """A cited paragraph with what it is understood in."""
    paragraph = citation.paragraph
    return "\n".join(
        (paragraph.lead_in, *paragraph.section, paragraph.speaker, paragraph.text, citation.document.title)
    )


def carries(text: str, sentence: str) -> bool:
    """Does a text say what the sentence says, as far as words can tell?"""
    if fold(sentence) in fold(text):
        return True
    words = units(sentence)
    if not words:
        return False
    held = units(text)
    return len(words & held) >= CARRIED * len(words) and set(numbers(sentence)) <= set(numbers(text))


def units(text: str) -> set[str]:
    """Pairs of Chinese characters, and words of other scripts."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    found = set(re.findall(r"[^\W\d_\u3400-\u9fff]+", plain))
    for run in re.findall(r"[\u3400-\u9fff]+", "".join(plain.split())):
        found |= {run[place : place + 2] for place in range(len(run) - 1)} or {run}
    return found


def dates(text: str) -> list[str]:
    """Dates as ``2007-4-9``, whatever the language; a month alone as ``2007-4-``."""
    plain = unicodedata.normalize("NFKC", text)
    found = []
    for match in _DATE.finditer(plain):
        if match["m"]:
            found.append(f"{match['y']}-{int(match['m'])}-{int(match['d']) if match['d'] else ''}")
        elif match["y2"]:
            found.append(f"{match['y2']}-{_MONTHS.index(match['m2'].casefold()) + 1}-{int(match['d2'])}")
    return found


def numbers(text: str) -> list[str]:
    """The numbers of a text outside its dates, without the marks between thousands."""
    plain = _DATE.sub(" ", unicodedata.normalize("NFKC", text))
    return [re.sub(r"[\s,，]", "", number) for number in _NUMBER.findall(plain)]


def _denial(sentence: str, texts: Sequence[str]) -> bool | None:
    words = units(sentence)
    candidates = [piece for text in texts for piece in (*split(text), text)]
    if not words or not candidates:
        return None
    best = max(candidates, key=lambda piece: len(words & units(piece)) / max(1, len(words | units(piece))))
    if len(words & units(best)) < NEAR * len(words) or bool(_HAN.search(best)) != bool(_HAN.search(sentence)):
        return None
    return denies(sentence) == denies(best)


def denies(text: str) -> bool:
    """Does a text say that something is not so?"""
    return bool((_DENIALS_ZH if _HAN.search(text) else _DENIALS_EN).search(text))


def frame(answer: Answer) -> str:
    """What an answer says in its own words: the sentence of a refusal, or what leads to its statements."""
    if answer.refused is not None:
        return answer.text
    leads = [line for line in answer.text.splitlines() if line.rstrip().endswith(("：", ":"))]
    return "\n".join((*(sentence.lead for sentence in sentences(answer)), *leads))


def in_language(answer: Answer, language: str) -> bool:
    """Does the answer speak the language, in what it says in its own words?"""
    own = frame(answer)
    if answer.language != language:
        return False
    if not own.strip():
        return True
    own = _NAMES.sub(" ", own)
    return bool(_HAN.search(own) if language == "zh" else _LATIN_WORD.search(own))
