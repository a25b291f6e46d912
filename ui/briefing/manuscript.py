"""A checked briefing laid out as lines, notes and sources: what all formats print, so that none says something else.

Everything that is printed passes ``clean`` here: characters that XML forbids, and those that turn the reading direction of
what follows, reach no file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final
from urllib.parse import quote as percent_encoded

from rag import Document, DocumentKind, Passage, document_name, kind_name, paragraph_label, status_name
from ui.briefing.blocks import MARKER, Block, Heading, OwnText, PinnedAnswer, PinnedParagraph, Quotation, Unasked
from ui.briefing.check import Checked, Evidence
from ui.messages import say

_OBEYED: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_BREAK: Final = re.compile(r"[\s\u2028\u2029]*[\n\r\t\x85\u2028\u2029]+[\s\u2028\u2029]*")
_ITEM: Final = re.compile(r"^\s*[-•·*–]\s+(?=\S)")
_SHOWN_IN_FULL: Final = 120
"""Characters of a pinned paragraph beyond which its footnote quotes the opening words: the whole stands right above."""
_RECORDED: Final = frozenset({DocumentKind.SUMMARY_RECORD, DocumentKind.VERBATIM_RECORD})
_POSITION: Final = frozenset({DocumentKind.LETTER, DocumentKind.NOTE_VERBALE})


class Style(StrEnum):
    """What a line is."""

    HEADING = "heading"
    SUBHEADING = "subheading"
    QUESTION = "question"
    TEXT = "text"
    ITEM = "item"
    OWN = "own"
    OWN_ITEM = "own-item"
    LEAD = "lead"
    """What leads to the quotation below it: the sentence above a bullet, the head of a table."""
    QUOTATION = "quotation"
    REFUSAL = "refusal"
    REMARK = "remark"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text. ``language``: of the document that it is quoted from; "" for what the briefing itself says."""

    text: str
    language: str = ""

    @property
    def right_to_left(self) -> bool:
        """Whether its first letter that has a direction runs from right to left."""
        strong = (unicodedata.bidirectional(each) for each in self.text)
        return next((each != "L" for each in strong if each in {"L", "R", "AL"}), False)


@dataclass(frozen=True, slots=True)
class Reference:
    """Where footnote ``number`` is called."""

    number: int


@dataclass(frozen=True, slots=True)
class Line:
    style: Style
    pieces: tuple[Words | Reference, ...]

    @property
    def right_to_left(self) -> bool:
        return next((each.right_to_left for each in self.pieces if isinstance(each, Words)), False)


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its citation, its quotation in the middle, the day of access; ``warning`` where it was not verified."""

    number: int
    pieces: tuple[Words, ...]
    warning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An entry of the list of sources."""

    name: Words
    title: Words | None
    facts: tuple[str, ...]
    cited: str
    url: str
    """Of the original by its symbol; "" where the document has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    title: str
    language: str
    dated: str
    warnings: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[Note, ...]
    sources: tuple[Source, ...]
    closing: str

    def say(self, key: str, **details: object) -> str:
        return say(key, self.language, **details)


def clean(text: str) -> str:
    """The text as one line without characters that a reader's program would obey or refuse."""
    return _OBEYED.sub("", _BREAK.sub(" ", text)).strip()


def spoken_date(day: date, language: str) -> str:
    """``2026年11月20日``, ``20 November 2026``."""
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else f"{day.day} {day:%B} {day.year}"


def lay_out(checked: Checked, *, today: date) -> Manuscript:
    """The manuscript of a briefing; ``today`` is the day on which its quotations were checked."""
    return _Writing(checked, today).manuscript()


@dataclass(slots=True)
class _Writing:
    """A manuscript that is being written: its notes so far."""

    checked: Checked
    today: date
    led: tuple[str, str] = ("", "")
    """The lead-in that stands above the block before, and its document: rows of one table, items of one list share it."""
    notes: list[Note] = field(default_factory=list)

    @property
    def language(self) -> str:
        return self.checked.briefing.language

    def manuscript(self) -> Manuscript:
        briefing, language = self.checked.briefing, self.language
        lines = tuple(line for block in briefing.blocks for line in self._lines(block))
        return Manuscript(
            title=clean(briefing.title) or say("briefing.untitled", language),
            language=language,
            dated=say("briefing.dated", language, date=spoken_date(self.today, language)),
            warnings=tuple(clean(each.told(language)) for each in self.checked.troubles),
            lines=lines,
            notes=tuple(self.notes),
            sources=tuple(self._sources()),
            closing=say("briefing.unofficial", language),
        )

    def _lines(self, block: Block) -> Iterator[Line]:
        before, self.led = self.led, ("", "")
        match block:
            case Heading():
                yield _line(Style.HEADING if block.level == 1 else Style.SUBHEADING, block.text)
            case OwnText():
                for text in block.text.splitlines():
                    if text.strip():
                        item = _ITEM.match(text)
                        yield _line(Style.OWN_ITEM if item else Style.OWN, text[item.end() if item else 0 :])
            case Unasked():
                yield _line(Style.QUESTION, block.question)
                yield _line(Style.WARNING, block.zh if self.language == "zh" else block.en)
            case PinnedAnswer():
                yield from self._answer(block)
            case PinnedParagraph():
                evidence = self.checked.evidence[block.quotation]
                words = self._words(evidence)
                lead = _lead(evidence.passage)
                if lead[0] and lead != before:
                    yield Line(Style.LEAD, (Words(clean(lead[0]), words.language),))
                self.led = lead
                note = self._note(evidence, in_full=len(block.quotation.words) <= _SHOWN_IN_FULL)
                yield Line(Style.QUOTATION, (words, note))
                yield from self._warned((block.quotation,))

    def _answer(self, answer: PinnedAnswer) -> Iterator[Line]:
        if answer.question.strip():
            yield _line(Style.QUESTION, answer.question)
        plain = Style.REFUSAL if answer.refused else Style.TEXT
        for text in answer.text.splitlines():
            if text.strip():
                item = _ITEM.match(text)
                pieces = tuple(self._pieces(text[item.end() if item else 0 :], answer.quotations))
                yield Line(Style.ITEM if item else plain, pieces)
        if answer.edited:
            yield _line(Style.REMARK, say("briefing.edited", self.language))
        if answer.model:
            yield _line(Style.REMARK, say("briefing.model", self.language, model=answer.model))
        if answer.notice:
            yield _line(Style.REMARK, answer.notice)
        yield from self._warned(answer.quotations)

    def _pieces(self, text: str, quotations: Sequence[Quotation]) -> Iterator[Words | Reference]:
        """The text with a note for each marker that has a quotation; any other marker stays text."""
        position = 0
        for found in MARKER.finditer(text):
            number = int(found[1])
            if not 1 <= number <= len(quotations):
                continue
            if before := clean(text[position : found.start()]):
                yield Words(before)
            yield self._note(self.checked.evidence[quotations[number - 1]], in_full=True)
            position = found.end()
        if rest := clean(text[position:]):
            yield Words(rest)

    def _warned(self, quotations: Sequence[Quotation]) -> Iterator[Line]:
        for each in dict.fromkeys(quotations):
            if told := self.checked.evidence[each].told(self.language):
                yield _line(Style.WARNING, told)

    def _words(self, evidence: Evidence) -> Words:
        language = evidence.passage.document.language if evidence.passage else ""
        return Words(clean(evidence.quotation.words), language)

    def _note(self, evidence: Evidence, *, in_full: bool) -> Reference:
        quotation, language, passage = evidence.quotation, self.language, evidence.passage
        verified = evidence.trouble is None
        day = self.today if verified else date.fromisoformat(quotation.seen)
        words = self._words(evidence)
        if not in_full:
            words = Words(_opening(words.text), words.language)
        before, _, after = say("briefing.note", language, quotation="\0", date=spoken_date(day, language)).partition(
            "\0"
        )
        named = clean(f"{quotation.citation(language)}{_symbol_aside(quotation, passage, language)}")
        number = len(self.notes) + 1
        told = "" if verified else clean(evidence.told(language))
        if quotation.translation:
            after += f" {say('page.translation', language)} {clean(quotation.translation)}"
        self.notes.append(Note(number, (Words(named + before), words, Words(after)), told))
        return Reference(number)

    def _sources(self) -> Iterator[Source]:
        cited: dict[str, list[Passage]] = {}
        for each in self.checked.evidence.values():
            if each.passage is not None and each.trouble is None:
                cited.setdefault(each.passage.document.id, []).append(each.passage)
        for passages in cited.values():
            document = passages[0].document
            labels = dict.fromkeys(paragraph_label(each.paragraph, self.language) for each in passages)
            yield _source(document, tuple(labels), self.language)


def _lead(passage: Passage | None) -> tuple[str, str]:
    """What leads to the paragraph, and its document's id; ("", "") where nothing does."""
    lead_in = passage.paragraph.lead_in if passage else ""
    return (lead_in, passage.document.id) if passage and lead_in else ("", "")


def _line(style: Style, text: str) -> Line:
    return Line(style, (Words(clean(text)),))


def _symbol_aside(quotation: Quotation, passage: Passage | None, language: str) -> str:
    """The symbol in brackets where the citation does not hold it already; "" for a document that has none."""
    symbol = passage.document.symbol if passage else ""
    if not symbol or symbol in quotation.citation(language):
        return ""
    return f"（{symbol}）" if language == "zh" else f" ({symbol})"


def _opening(words: str) -> str:
    """The first words, cut at the end of a clause or word where there is one."""
    part = words[:_SHOWN_IN_FULL]
    if len(part) == len(words):
        return words
    cut = max(part.rfind(mark) for mark in " ，。；、")
    return (part[:cut] if cut > _SHOWN_IN_FULL // 2 else part).rstrip(" ，,。；;、") + " …"


def _source(document: Document, labels: Sequence[str], language: str) -> Source:
    name = document_name(document, language)
    if document.symbol and document.symbol not in name:
        name += f"（{document.symbol}）" if language == "zh" else f" ({document.symbol})"
    known = kind_name(document, language) if document.kind is not DocumentKind.OTHER else ""
    remark = "page.position" if document.kind in _POSITION else "page.reported" if document.kind in _RECORDED else ""
    status = status_name(document, language)
    day = _day(document.date, language)
    file = document.source.replace("\\", "/").rsplit("/", 1)[-1]
    facts = (
        known,
        status,
        document.author,
        day,
        _language_name(document.language, language),
        say(remark, language) if remark else "",
        say("briefing.file", language, name=file) if file else "",
    )
    between = "；" if language == "zh" else "; "
    return Source(
        name=Words(clean(name)),
        title=Words(clean(document.title), document.language)
        if document.title and document.title not in name
        else None,
        facts=tuple(clean(each) for each in facts if each),
        cited=say("briefing.cited", language, labels=clean(between.join(labels))),
        url=_address(document),
    )


def _day(iso: str, language: str) -> str:
    try:
        return spoken_date(date.fromisoformat(iso), language)
    except ValueError:
        return iso


def _language_name(code: str, language: str) -> str:
    known = {"zh", "en", "fr", "es", "ru", "ar"}
    return say(f"briefing.language.{code}", language) if code in known else code


def _address(document: Document) -> str:
    """Of the original by its symbol. Nothing is asked of that site."""
    if not document.symbol:
        return ""
    place = f"{percent_encoded(document.language, safe='')}/{percent_encoded(document.symbol, safe='/')}"
    return f"https://undocs.org/{place}"
