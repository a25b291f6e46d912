"""The extractive composer: sentences of the paragraphs, verbatim, each with its citation and with who says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rag.answer import Cell, Citation, Row, Statement, Unsupported
from rag.answers.selection import Selection
from rag.answers.weighing import Quotation
from rag.document import Document, DocumentKind, Paragraph, ParagraphKind, Passage
from rag.naming import kind_name, paragraph_label, short_name
from rag.verification.statement import verify

NAME = "extractive"


@dataclass(slots=True)
class Draft:
    """An answer being written: its lines, statements and citations so far."""

    lines: list[str] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    unsupported: list[Unsupported] = field(default_factory=list)
    """What was written and could not be supported."""
    parts: list[tuple[str, str, str]] = field(default_factory=list)
    """Of each statement the name of its document, its place there and its lead-in, where documents are compared."""
    writing: str = ""
    """What a chat model is writing now and nobody has checked yet."""
    first_token: float = 0.0
    """Milliseconds until a chat model wrote its first word; 0 where none did."""

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def table(self, upto: int) -> tuple[Row, ...]:
        """The first ``upto`` statements, a row for each document."""
        rows: dict[tuple[str, str], list[Cell]] = {}
        for (name, place, lead_in), statement in zip(self.parts, self.statements[:upto], strict=False):
            document = self.citations[statement.citations[0] - 1].document.id  # two may be called the same
            rows.setdefault((document, name), []).append(Cell(place, lead_in, statement.text, statement.citations))
        return tuple(Row(name, tuple(cells)) for (_, name), cells in rows.items())

    def cite(self, quotation: Quotation, quote: str) -> int:
        """The number of the citation of these words, given anew or taken again."""
        for citation in self.citations:
            if citation.passage.key == quotation.passage.key and quote in citation.quote:
                return citation.number
        number = len(self.citations) + 1
        self.citations.append(Citation(number=number, passage=quotation.passage, quote=quote, score=quotation.score))
        return number

    def say(self, lead: str, quotation: Quotation, *, item: bool = False) -> None:
        """Add one statement."""
        quote = quotation.text.rstrip("；;，, ")
        verdict = verify(quote, (quotation.passage,))
        if verdict.reason:  # cut so that it says something else
            self.unsupported.append(Unsupported(quote, verdict.reason))
            return
        number = self.cite(quotation, quote)
        self.statements.append(Statement(quote, (number,), verdict.checks))
        self.lines.append(f"{'• ' if item else ''}{lead}{quote} [{number}]")


def compose(selection: Selection, language: str) -> Draft:
    """Write the selection down. Statements of one paragraph that follow one another are one quotation."""
    draft = Draft()
    if selection.is_list:
        draft.lines.append(_list_lead(selection.quotations[0].passage, language))
        for quotation in selection.quotations:
            draft.say("", quotation, item=True)
        return draft
    above: Passage | None = None
    quotations = joined(selection.quotations)
    if selection.is_apart and len({quotation.passage.document.id for quotation in quotations}) > 1:
        return _in_parts(quotations, language)
    for quotation in quotations:
        if above is not None and _leads(above, quotation.passage):
            draft.say("", quotation, item=True)  # who says it, and what leads to it, stands right above
            continue
        draft.say(_lead(quotation.passage, language), quotation)
        above = quotation.passage
    return draft


def _in_parts(quotations: Sequence[Quotation], language: str) -> Draft:
    """A part for each document: who says it once, and under it where and what."""
    draft = Draft()
    of_document: dict[str, list[Quotation]] = {}
    for quotation in quotations:
        of_document.setdefault(quotation.passage.document.id, []).append(quotation)
    for part in of_document.values():
        name = _called(part[0].passage.document, language)
        heading = f"{name}：\n" if language == "zh" else f"{name}:\n"
        for quotation in part:
            place, behind = _place(quotation.passage.paragraph, language)
            said = len(draft.statements)
            draft.say(f"{heading}• {place}{'：' if language == 'zh' else ': '}{behind}", quotation)
            if len(draft.statements) > said:
                draft.parts.append((name, place, _plain_lead(quotation.passage.paragraph)))
                heading = ""
    return draft


def _leads(above: Passage, item: Passage) -> bool:
    """Is the paragraph above the one that leads to this item?"""
    lead_in = item.paragraph.lead_in
    held = above.document.id == item.document.id and above.paragraph.locator.part == item.paragraph.locator.part
    return held and bool(lead_in) and lead_in.endswith(above.paragraph.text[-12:])


def joined(quotations: Sequence[Quotation]) -> list[Quotation]:
    """Neighbouring sentences of one paragraph as one quotation, in the order in which the best of each was chosen."""
    found: list[Quotation] = []
    for quotation in quotations:
        for place, other in enumerate(found):
            if other.passage.key == quotation.passage.key and _touch(other, quotation):
                start, end = min(other.start, quotation.start), max(other.end, quotation.end)
                found[place] = Quotation(other.hit, start, end, other.score, other.matches)
                break
        else:
            found.append(quotation)
    return found


def _touch(one: Quotation, other: Quotation) -> bool:
    first, second = sorted((one, other), key=lambda quotation: quotation.start)
    return not one.passage.paragraph.text[first.end : second.start].strip()


def _lead(passage: Passage, language: str) -> str:
    """Who says it and where: ``比利时的普通照会（附件第24段）：``, with the lead-in of an item."""
    name, (place, behind) = _called(passage.document, language), _place(passage.paragraph, language)
    return f"{name}（{place}）：{behind}" if language == "zh" else f"{name} ({place}): {behind}"


def _place(paragraph: Paragraph, language: str) -> tuple[str, str]:
    """Where (``附件第24段``, ``第3段，Diop先生（塞内加尔）``), and the lead-in of an item."""
    label, lead_in = paragraph_label(paragraph, language), _plain_lead(paragraph)
    if language == "zh":
        said = f"，{paragraph.speaker}" if paragraph.speaker else ""
        return f"{label.replace('（', '，').replace('）', '')}{said}", _opened(lead_in)
    said = f", {paragraph.speaker}" if paragraph.speaker else ""
    return f"{label.replace(' (unnumbered)', ', unnumbered')}{said}", f"{lead_in} … " if lead_in else ""


_BY_SYMBOL = {DocumentKind.REPORT, DocumentKind.SUMMARY_RECORD, DocumentKind.VERBATIM_RECORD}


def _called(document: Document, language: str) -> str:
    """What a document is called before what it says: short, and of what kind it is (``报告A/87/206``)."""
    if document.kind in _BY_SYMBOL and document.symbol:
        kind = kind_name(document, language)
        name = f"{kind}{document.symbol}" if language == "zh" else f"{kind} {document.symbol}"
    else:
        name = short_name(document, language)
    return name if language == "zh" else name[:1].upper() + name[1:]


def _opened(lead_in: str) -> str:
    return f"{lead_in}……" if lead_in else ""


def _list_lead(item: Passage, language: str) -> str:
    """``比利时的普通照会（附件第20段）：比利时承诺：``"""
    paragraph = item.paragraph
    heading = paragraph.locator.heading or (paragraph.section[-1] if paragraph.section else "")
    said = _plain_lead(paragraph) or (f"“{heading}”" if heading else "")
    name = _called(item.document, language)
    place = _place_of_list(paragraph, language)
    colon = "：" if language == "zh" else ": "
    if place:
        name = f"{name}（{place}）" if language == "zh" else f"{name} ({place})"
    return f"{name}{colon}{said.rstrip('：: ')}{colon}".rstrip() if said else f"{name}{colon}".rstrip()


def _place_of_list(item: Paragraph, language: str) -> str:
    """The label of the numbered paragraph that leads to an item: ``附件第20段``; "" where none does."""
    locator = item.locator
    path = locator.path[:-1] if locator.kind is ParagraphKind.SUBPARAGRAPH else locator.path
    if not path:
        return ""
    above = replace(locator, kind=ParagraphKind.NUMBERED, path=path, bullet=0)
    return paragraph_label(replace(item, locator=above), language)


def _plain_lead(paragraph: Paragraph) -> str:
    """The lead-in without its printed number."""
    return re.sub(r"^(?:\d+[.．、]|[（(]\w+[)）])\s*", "", paragraph.lead_in)
