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
    VOTE = "vote"
    """Who voted how: the states in favour, against, abstaining."""
    ROW = "row"
    """One row of a table; its lead-in is the table's head."""


class DocumentKind(StrEnum):
    """What a document is; it decides who speaks in it and how it is cited."""

    RESOLUTION = "resolution"
    DECISION = "decision"
    LETTER = "letter"
    NOTE_VERBALE = "note verbale"
    REPORT = "report"
    SUMMARY_RECORD = "summary record"
    VERBATIM_RECORD = "verbatim record"
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
    """Printed numbers, outermost first: ("12",), ("27", "c"). Empty where the document prints none.

    One path names a paragraph in all language versions: the letters of other alphabets are the Latin letter by which every
    version is cited (``б)`` and ``(ب)`` are "b"), and the Chinese numerals of old resolutions are figures (``一.`` is "1").
    """
    ordinal: int = 0
    """Counted by us where the document prints no number (from 1, within its part); 0 where it does."""
    bullet: int = 0
    """Which bullet under its paragraph or heading, or which row of its table (from 1); 0 where it is neither."""
    heading: str = ""
    """The heading that a bullet stands under where no paragraph leads it in (``ordinal``: of a bullet under a bullet, the
    upper one); of a vote, what was voted (``赞成``)."""
    table: int = 0
    """Which table of the document a row stands in (from 1); 0 where it is no row."""

    @property
    def number(self) -> str:
        """The number as it is cited, ``27(c)``; "" where the document prints none."""
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
    speaker: str = ""
    """Who speaks in it, as printed, in the record of a meeting: ``Diop先生（塞内加尔）``, ``The President``."""
    footnotes: tuple[str, ...] = ()
    """Ids (``fn3``) of the footnotes whose mark the paragraph carries."""
    page: int | None = None
    """The page of the file on which it starts (from 1); None where the format has no pages."""

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
    """draft, revised, corrected, addendum, several of them parted by ``, ``, or ""."""
    url: str = ""
    source: str = ""
    """Path of the file that it was read from."""
    member: str = ""
    """Which entry of its file it is (the ``_id`` of a line of a ``.jsonl`` file); "" where the file is one document."""
    digest: str = ""
    """SHA-256 (hexadecimal) of the file's bytes, or of its entry's."""
    words: str = ""
    """SHA-256 (hexadecimal) of its paragraphs' ids and text without white space: what a change of layout leaves as it is."""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a reading that a person should look at, in one sentence a language."""

    code: str
    """What kind of remark it is, for programs: ``number-gap``, ``unsure-encoding``."""
    zh: str
    en: str

    def message(self, language: str) -> str:
        """The sentence in ``zh`` or ``en`` (any other language is served English)."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader and the structure rules made of one document."""

    document: Document
    paragraphs: tuple[Paragraph, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with the document that it stands in."""

    document: Document
    paragraph: Paragraph

    @property
    def key(self) -> str:
        """Unique in a collection."""
        return f"{self.document.id}#{self.paragraph.id}"


@dataclass(frozen=True, slots=True)
class Change:
    """What storing one document did: ``added``, ``replaced`` or ``unchanged``."""

    outcome: str
    document: Document
