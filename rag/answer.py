"""The nouns of an answer: hits, citations, statements, and the answer itself.

Only an Answer leaves rag. It holds no markup: the page, the terminal and the evaluation each render it their own way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rag.document import Document, Paragraph, Passage


class Refusal(StrEnum):
    """Why the documents do not answer."""

    NOTHING_CLOSE = "nothing close"
    NO_SUCH_PARAGRAPH = "no such paragraph"
    NO_SUCH_DOCUMENT = "no such document"
    FILTERED_OUT = "filtered out"
    """The question names a document that the person's own filter shuts out."""
    NOTHING_MORE = "nothing more"
    """What else there is was asked, and the conversation has cited all that answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A retrieved passage with what each leg thought of it. Ranks count from 1; None where a leg did not return it."""

    passage: Passage
    score: float
    """The final score, comparable within one question only."""
    unread: float | None = None
    """What the score was before a cross-encoder read the paragraph; None where none did."""
    reranked: float | None = None
    """What the cross-encoder made of it, from 0 to 1; None where none read it."""
    twins: tuple[Passage, ...] = ()
    """Paragraphs of other documents that say the same in nearly the same words (a resolution of every year), newest first."""
    fused: float = 0.0
    """The two legs together, before the question's words are looked for in the paragraph and its context."""
    matched: tuple[tuple[str, float], ...] = ()
    """What the question speaks of, with the share of it (0 to 1) that the paragraph or its context holds."""
    lexical_rank: int | None = None
    lexical_score: float = 0.0
    dense_rank: int | None = None
    similarity: float = 0.0
    """Cosine similarity, from -1 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Marker ``[number]`` of an answer: the paragraph, and the words in it that carry the statement."""

    number: int
    passage: Passage
    quote: str
    """A verbatim substring of the paragraph's text."""
    score: float
    translation: str = ""
    """The quote in the language of the answer, by the chat model: ours, not the document's; "" where it needs none or has none."""

    @property
    def document(self) -> Document:
        return self.passage.document

    @property
    def paragraph(self) -> Paragraph:
        return self.passage.paragraph


@dataclass(frozen=True, slots=True)
class Check:
    """One thing in which a statement was held against its cited paragraphs, in one sentence a language."""

    code: str
    """``verbatim``, ``quotation``, ``number``, ``date``, ``session``, ``symbol``, ``name``, ``verb``, ``modal``, ``negation``,
    ``words``, ``meaning``; of those that fail also ``no citation``, ``opposite``, ``tense``, ``link``."""
    zh: str
    en: str
    holds: bool = True

    def message(self, language: str) -> str:
        """The sentence in ``zh`` or ``en`` (any other language is served English)."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of an answer and the numbers of the citations that carry it (never empty)."""

    text: str
    citations: tuple[int, ...]
    verified: tuple[Check, ...] = ()
    """How it was held against the paragraphs that it cites; all of these checks hold."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a document says in a table: where, in which words, and the numbers of the citations that carry them."""

    place: str
    lead_in: str
    """What leads to an item of a list (``比利时承诺：``); "" else."""
    quote: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One of the documents that a table sets beside each other."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Unsupported:
    """What a composer wrote and its paragraphs do not carry. It is no part of the answer's text and has no citation."""

    text: str
    reason: Check
    """The first check that fails."""


@dataclass(frozen=True, slots=True)
class Understood:
    """One thing that a question was read as (understood.py), which a person can take back by its code."""

    code: str
    zh: str
    en: str
    effect_zh: str
    effect_en: str
    """What follows from it for what is found."""

    def message(self, language: str) -> str:
        """What it was read as, in ``zh`` or ``en`` (any other language is served English)."""
        return self.zh if language == "zh" else self.en

    def effect(self, language: str) -> str:
        return self.effect_zh if language == "zh" else self.effect_en


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What leaves rag. While it is streamed, each Answer continues the one before; the last has ``complete`` set."""

    question: str
    text: str
    """The whole answer with its markers: ``比利时承诺……[1]``. The fixed sentence where refused."""
    language: str
    """``zh`` or ``en``: the language of the question, and of the frame of the answer."""
    composer: str
    """``extractive``, or ``provider:model`` of a chat model."""
    rewritten: str = ""
    """What a question that leans on an earlier one was read as; "" where it stands alone."""
    understood: tuple[Understood, ...] = ()
    """What the question was read as, what limits it first."""
    refused: Refusal | None = None
    statements: tuple[Statement, ...] = ()
    table: tuple[Row, ...] = ()
    """The same statements document by document, where several are compared; () else."""
    citations: tuple[Citation, ...] = ()
    """In order of their numbers, from 1 without a gap. Empty where refused."""
    unsupported: tuple[Unsupported, ...] = ()
    """What the composer wrote besides and could not be supported, with the reasons; never shown as cited."""
    hits: tuple[Hit, ...] = ()
    """The retrieved passages, best first."""
    writing: str = ""
    """While a chat model writes: the sentence that nobody has checked yet. Never a part of ``text``; "" once complete."""
    notice: str = ""
    """A sentence to the reader about how this answer came about (the chat model failed, say), or ""."""
    evidence: Mapping[str, float] = field(default_factory=dict)
    """What speaks for an answer being there (see evidence.py); {} where a named paragraph was asked for."""
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    complete: bool = True
