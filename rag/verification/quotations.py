"""Words that are claimed to be the paragraph's own: quotations, and statements that are nothing but a piece of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from rag.answer import Check
from rag.document import Passage
from rag.verification.force import forces
from rag.verification.sides import language_of_words
from rag.verification.wording import failed, held
from rag.words.terms import normalise

QUOTED = re.compile(r"“([^”]{2,})”|「([^」]{2,})」|『([^』]{2,})』|«\s?([^»]{2,}?)\s?»|\"([^\"]{2,})\"")
_EDGES = " \t\n。．.；;，,：:、！!？?•-–—*"
_ONE_SIGN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "「": '"', "」": '"'})


def compact(text: str) -> str:
    """A text for comparing quotations: one width, one form of quotation marks, no white space."""
    return re.sub(r"\s+", "", _one_width(text))


def check_quotations(text: str, passages: Sequence[Passage]) -> Iterator[Check]:
    """Does each quotation stand, exactly, in a cited paragraph, in what leads to it, or in the title or headings above it?"""
    quoted = [next(filter(None, groups)) for groups in QUOTED.findall(text)]
    for quotation in quoted:
        wanted = compact(quotation).strip(_EDGES)
        if not any(wanted in compact(printed) for passage in passages for printed in _printed(passage)):
            yield failed("quotation", quotation)
    if quoted:
        yield held("quotation")


def verbatim(text: str, passages: Sequence[Passage]) -> Check | None:
    """The check of a statement that is a piece of one paragraph, cut off from no negation, modal or part of a word; else None."""
    said = compact(text.strip(_EDGES))
    for passage in passages:
        printed = _one_width(passage.paragraph.text)
        places = [place for place, character in enumerate(printed) if not character.isspace()]
        at = "".join(printed[place] for place in places).find(said) if said else -1
        if at < 0:
            continue
        start, end = places[at], places[at + len(said) - 1] + 1
        if not _cuts_a_word(printed, start, end) and not _cuts_off(printed[:start], passage.document.language):
            return held("verbatim")
    return None


def _printed(passage: Passage) -> tuple[str, ...]:
    paragraph = passage.paragraph
    return (paragraph.text, paragraph.lead_in, passage.document.title, *paragraph.section)


def _one_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_ONE_SIGN)


def _cuts_a_word(printed: str, start: int, end: int) -> bool:
    """20 is not said by 2026, nor ``able`` by ``unable``."""
    pairs = (printed[max(0, start - 1) : start + 1], printed[end - 1 : end + 1])
    return any(len(pair) == 2 and (pair.isdigit() or (pair.isalpha() and max(pair) < "⺀")) for pair in pairs)


def _cuts_off(before: str, language: str) -> bool:
    """Does a negation or modal stand directly before, whose sense is lost with it?"""
    near = normalise(before[-24:]).rstrip()
    return any(
        force.end == len(near) and (force.negates or force.kind == "modal") and force.kind != "verb"
        for force in forces(near, language_of_words(normalise(before), language))
    )
