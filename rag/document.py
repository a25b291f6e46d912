"""The nouns of a collection: a document, its paragraphs, and where each paragraph stands.

All are immutable. Text is kept as printed, with line breaks gone; nothing here is corrected or translated.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ParagraphKind(StrEnum):
    """What a citable paragraph is in the eyes of the document that prints it."""

    MASTHEAD = "masthead"
    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    NUMBERED = "numbered"
    SUBPARAGRAPH = "subparagraph"
    BULLET = "bullet"
    UNNUMBERED = "unnumbered"
    SIGNATURE = "signature"
    ADOPTION = "adoption"
    FOOTNOTE = "footnote"


class DocumentKind(StrEnum):
    """What a document is; it decides who speaks in it and how it is cited."""

    RESOLUTION = "resolution"
    DECISION = "decision"
    LETTER = "letter"
    NOTE_VERBALE = "note verbale"
    REPORT = "report"
    SUMMARY_RECORD = "summary record"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """Where a paragraph stands, in the document's own counting.

    ``id`` is unique within its document: ``op12``, ``pp3``, ``24``, ``27.c``, ``20.b7``, ``letter.p2``, ``annex.b3``.
    """

    id: str
    kind: ParagraphKind
    part: str = ""
    """The part that holds the paragraph: "" (the document itself), ``letter``, ``note``, ``annex``, ``annex2`` …"""
    path: tuple[str, ...] = ()
    """Printed numbers, outermost first: ("12",), ("27", "c"). Empty where the document prints none."""
    ordinal: int = 0
    """Counted by us where the document prints no number (from 1, within its part); 0 where it does."""
    bullet: int = 0
    """Which bullet under its paragraph or heading (from 1); 0 where the paragraph is no bullet."""
    heading: str = ""
    """The heading that a bullet stands under where no paragraph leads it in."""

    @property
    def number(self) -> str:
        """The number as printed, ``27(c)``; "" where the document prints none."""
        return self.path[0] + "".join(f"({step})" for step in self.path[1:]) if self.path else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One citable paragraph, whole: its own words, and the context that it is understood in."""

    locator: Locator
    text: str
    section: tuple[str, ...] = ()
    """Headings above it, outermost first."""
    lead_in: str = ""
    """The sentence that leads to a bullet or sub-paragraph, as printed (``20. 比利时承诺：``)."""
    verb: str = ""
    """The operative or preambular verb, as printed."""
    footnotes: tuple[str, ...] = ()
    """Ids (``fn3``) of the footnotes whose mark the paragraph carries."""
    page: int | None = None

    @property
    def id(self) -> str:
        return self.locator.id

    @property
    def kind(self) -> ParagraphKind:
        return self.locator.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A letter and its annex are two parts of one document, and not always of one kind."""

    key: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is known of a document apart from its paragraphs. A field that the text does not give is empty."""

    id: str
    """Its symbol where it has one; else the stem of its file name."""
    symbol: str = ""
    title: str = ""
    kind: DocumentKind = DocumentKind.OTHER
    organ: str = ""
    """The organ that adopted it, or to whose president it is addressed, as printed: 大会, 人权理事会, Security Council."""
    author: str = ""
    """Who speaks in it, as printed: 大会, 比利时常驻联合国代表团."""
    addressee: str = ""
    session: int | None = None
    agenda_item: str = ""
    date: str = ""
    """ISO 8601 (2012-12-20), or "" ."""
    language: str = "zh"
    status: str = ""
    """draft, revised, corrected, addendum, or ""."""
    url: str = ""
    source: str = ""
    """Path of the file that it was read from."""
    digest: str = ""
    """SHA-256 (hexadecimal) of the file's bytes."""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader and the structure rules made of one file."""

    document: Document
    paragraphs: tuple[Paragraph, ...]
    warnings: tuple[str, ...] = ()
    """Each one sentence, in English."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with the document that it stands in."""

    document: Document
    paragraph: Paragraph

    @property
    def key(self) -> str:
        """Unique in a collection."""
        return f"{self.document.id}#{self.paragraph.id}"
