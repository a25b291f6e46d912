"""The nouns of a briefing: its blocks in order, and the words that each block takes from the documents.

A briefing remembers where words stood and what they were, never the paragraph itself: whether they still stand there is seen
when it is exported (ui/briefing/check.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from rag import Answer, Citation, Passage, cite

MARKER: Final = re.compile(r"\[\^(\d{1,3})\]")
"""Where a citation stands in the text of an answer. Documents print ``[7]`` themselves; this form they do not."""
_ANSWER_MARKER: Final = re.compile(r"\s?\[(\d{1,3})\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words of a paragraph, with all that is needed to find them again, or to say what was cited where they are gone."""

    document: str
    """The document's id."""
    paragraph: str
    """The paragraph's id within it: ``op12``."""
    words: str
    """Verbatim, as they stood in the paragraph."""
    seen: str
    """The day on which they were taken, ISO 8601."""
    zh: str
    en: str
    """The full citation as it was then."""
    translation: str = ""
    """Of the words, by a chat model; "" where there is none."""

    @property
    def key(self) -> str:
        """The passage's key in a collection."""
        return f"{self.document}#{self.paragraph}"

    def citation(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1
    """1 or 2."""


@dataclass(frozen=True, slots=True)
class OwnText:
    """What the author of the briefing writes: paragraphs by lines, ``- `` begins an item."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedAnswer:
    """A question and its answer, whose markers ``[^1]`` count the quotations from 1."""

    question: str
    text: str
    quotations: tuple[Quotation, ...] = ()
    refused: bool = False
    """The documents did not answer; ``text`` says so."""
    notice: str = ""
    """What was said of how the answer came about."""
    model: str = ""
    """The chat model that wrote it; "" where it is made of the documents' own sentences."""
    edited: bool = False
    """Its text was changed by the author of the briefing."""
    language: str = ""
    """Of the question, ``zh`` or ``en``."""


@dataclass(frozen=True, slots=True)
class PinnedParagraph:
    quotation: Quotation


@dataclass(frozen=True, slots=True)
class Unasked:
    """A question that could not be asked, and why, in both languages."""

    question: str
    zh: str
    en: str


Block = Heading | OwnText | PinnedAnswer | PinnedParagraph | Unasked


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """What leaves as a file: blocks in order. ``language``: of its own words and of the citations, ``zh`` or ``en``."""

    language: str
    title: str = ""
    blocks: tuple[Block, ...] = ()

    def quotations(self) -> Iterator[Quotation]:
        """All words that it takes from documents, in order."""
        for block in self.blocks:
            if isinstance(block, PinnedAnswer):
                yield from block.quotations
            elif isinstance(block, PinnedParagraph):
                yield block.quotation


def quotation_of(passage: Passage, words: str, *, today: date, translation: str = "") -> Quotation:
    """These words of a passage."""
    document, paragraph = passage.document, passage.paragraph
    return Quotation(
        document=document.id,
        paragraph=paragraph.id,
        words=words,
        seen=today.isoformat(),
        zh=cite(document, paragraph, "zh"),
        en=cite(document, paragraph, "en"),
        translation=translation,
    )


def pin_paragraph(passage: Passage, *, today: date) -> PinnedParagraph:
    """A whole paragraph."""
    return PinnedParagraph(quotation_of(passage, passage.paragraph.text, today=today))


def pin_answer(answer: Answer, *, today: date) -> PinnedAnswer:
    """An answer as it stands, its citations taken along."""
    by_number = {each.number: each for each in answer.citations}
    return PinnedAnswer(
        question=answer.question,
        text=_marked(answer, by_number),
        quotations=tuple(
            quotation_of(each.passage, each.quote, today=today, translation=each.translation)
            for each in answer.citations
        ),
        refused=answer.refused is not None,
        notice=answer.notice,
        model="" if answer.composer == "extractive" or answer.refused else answer.composer,
        language=answer.language,
    )


def _marked(answer: Answer, citations: Mapping[int, Citation]) -> str:
    """The text with its markers as ``[^1]``; a ``[7]`` that a document prints within a statement stays what it is."""
    made, rest = "", answer.text
    for statement in answer.statements:
        before, found, after = rest.partition(statement.text)
        if found:
            made += _mark(before, citations) + found
            rest = after
    return made + _mark(rest, citations)


def _mark(text: str, citations: Mapping[int, Citation]) -> str:
    return _ANSWER_MARKER.sub(lambda found: f"[^{found[1]}]" if int(found[1]) in citations else found[0], text)
