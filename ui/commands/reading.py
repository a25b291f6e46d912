"""A document laid out so that a person can check its reading against the original at a glance.

A margin names each paragraph and, where the format has pages, the page that it starts on; the text is indented as it is nested;
what was understood of it (verb, speaker, footnotes) stands below it, a footnote below the paragraph that carries its mark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import click

from rag import Document, Paragraph, ParagraphKind, Remark, cite, document_name, kind_name, paragraph_label, status_name
from ui.commands.spoken import one_line, printable
from ui.commands.terminal import columns, text_width, wrapped
from ui.messages import say

_STEP: Final = 2
"""Columns of indentation a level."""
_WIDEST_ID: Final = 16
_BAR: Final = "│"
_LIKE_EACH_OTHER: Final = {ParagraphKind.OPERATIVE, ParagraphKind.NUMBERED, ParagraphKind.SUBPARAGRAPH}
"""Kinds that a label does not tell apart: both are paragraph 12."""


def print_document(
    document: Document, paragraphs: Sequence[Paragraph], language: str, *, remarks: Iterable[Remark] = ()
) -> None:
    """The whole document: what was understood of it, then every paragraph in order."""
    for line in document_lines(document, paragraphs, language, remarks=remarks, wide=columns()):
        click.echo(line)


def print_paragraph(document: Document, paragraph: Paragraph, language: str) -> None:
    """One paragraph with everything that is known of it, and its citation."""
    wide = columns()
    for line in _head(document, language, wide):
        click.echo(line)
    click.echo()
    kind = click.style(say(f"kind.{paragraph.kind.value}", language), dim=True)
    label = printable(paragraph_label(paragraph, language))
    click.echo(f"{click.style(printable(paragraph.id), fg='cyan', bold=True)}  {label}  {kind}")
    fields = {
        "section": " › ".join(paragraph.section),
        "page": str(paragraph.page or ""),
        "lead_in": paragraph.lead_in,
        "speaker": paragraph.speaker,
    }
    after = {
        "verb": paragraph.verb,
        "footnotes": ", ".join(paragraph.footnotes),
        "citation": cite(document, paragraph, language),
    }
    pad = " " * 4
    lines = [
        *_asides(fields, language, wide - 4),
        *wrapped(printable(paragraph.text), wide - 4),
        *_asides(after, language, wide - 4),
    ]
    for line in lines:
        click.echo(pad + line)


def document_lines(
    document: Document, paragraphs: Sequence[Paragraph], language: str, *, remarks: Iterable[Remark] = (), wide: int
) -> Iterator[str]:
    """The lines of ``print_document``, at most ``wide`` columns each."""
    yield from _head(document, language, wide)
    kinds = Counter(paragraph.kind for paragraph in paragraphs)
    counts = " · ".join(f"{say(f'kind.{kind.value}', language)} {count}" for kind, count in kinds.items())
    yield from _dim(f"{say('page.paragraphs.count', language, count=len(paragraphs))}: {counts}", wide)
    for remark in remarks:
        for line in wrapped(one_line(say("command.warning", language, message=remark.message(language))), wide):
            yield click.style(line, fg="yellow")
    yield from _Body(paragraphs, language, wide).lines()


def depth_of(paragraph: Paragraph) -> int:
    """How deep a paragraph is nested: 0 for one of the document's own, 1 for (a) and a bullet under it, 2 for (i)."""
    locator = paragraph.locator
    under = bool(locator.bullet and (locator.path or locator.ordinal or locator.heading))
    return max(len(locator.path) - 1, 0) + under


class _Body:
    """The paragraphs of one document on their way to the screen."""

    def __init__(self, paragraphs: Sequence[Paragraph], language: str, wide: int) -> None:
        self.paragraphs, self.language, self.wide = paragraphs, language, wide
        self.notes = {each.id: each for each in paragraphs if each.kind is ParagraphKind.FOOTNOTE}
        self.tied = {name for each in paragraphs for name in each.footnotes}
        self.shown: set[str] = set()
        self.above: dict[int, str] = {}
        """The last paragraph at each depth, and the last lead-in that was printed: neither need be printed once more."""
        self.page: int | None = None
        self.speaker = ""
        self.id_width = min(max((text_width(each.id) for each in paragraphs), default=0), _WIDEST_ID)
        pages = [text_width(self._page_name(each.page)) for each in paragraphs if each.page]
        self.page_width = max(pages) + 1 if pages else 0

    def lines(self) -> Iterator[str]:
        section: tuple[str, ...] = ()
        for paragraph in self.paragraphs:
            if paragraph.kind is ParagraphKind.FOOTNOTE and paragraph.id in self.tied:
                continue  # it stands below the paragraph that carries its mark
            if paragraph.section != section:
                section = paragraph.section
                yield from self._heading(section)
            yield ""
            yield from self._one(paragraph, depth_of(paragraph))
            for name in paragraph.footnotes:
                if name in self.notes and name not in self.shown:
                    self.shown.add(name)
                    yield from self._one(self.notes[name], depth_of(paragraph) + 1)

    def _heading(self, section: tuple[str, ...]) -> Iterator[str]:
        if section:
            yield ""
            for line in wrapped(one_line(" › ".join(section)), self.wide):
                yield click.style(line, fg="yellow", bold=True)

    def _one(self, paragraph: Paragraph, depth: int) -> Iterator[str]:
        footnote = paragraph.kind is ParagraphKind.FOOTNOTE
        room = max(self.wide - self.page_width - self.id_width - 3 - depth * _STEP, 20)
        before: dict[str, str] = {}
        lead_in = _bare(paragraph.lead_in)
        if lead_in and not any(said and lead_in.endswith(said) for said in self.above.values()):
            before["lead_in"] = paragraph.lead_in
        self.above[-1] = lead_in
        if paragraph.speaker and paragraph.speaker != self.speaker:
            before["speaker"] = paragraph.speaker
        self.speaker = paragraph.speaker or self.speaker
        if not footnote:
            self.above[depth] = _bare(paragraph.text)
        text = wrapped(printable(paragraph.text), room)
        lines = [
            *_asides(before, self.language, room),
            *(click.style(line, dim=True) if footnote else line for line in _marked(text, paragraph.verb)),
            *_dim(self._understood(paragraph), room),
        ]
        margin = self._margin(paragraph)
        for line in lines:
            yield f"{margin}{click.style(_BAR, dim=True)} {' ' * (depth * _STEP)}{line}".rstrip()
            margin = " " * (self.page_width + self.id_width + 1)

    def _margin(self, paragraph: Paragraph) -> str:
        page = ""
        if paragraph.page and paragraph.page != self.page:
            self.page = paragraph.page
            page = self._page_name(paragraph.page)
        name = printable(paragraph.id)
        return (
            click.style(page + " " * (self.page_width - text_width(page)), dim=True)
            + click.style(name, fg="cyan", bold=True)
            + " " * (max(self.id_width - text_width(name), 0) + 1)
        )

    def _page_name(self, page: int | None) -> str:
        return say("show.page", self.language, page=page) if page else ""

    def _understood(self, paragraph: Paragraph) -> str:
        """What the rules made of it, in one line."""
        facts = [paragraph_label(paragraph, self.language)]
        if paragraph.kind in _LIKE_EACH_OTHER:
            facts.insert(0, say(f"kind.{paragraph.kind.value}", self.language))
        if paragraph.verb:
            facts.append(f"{say('show.field.verb', self.language)}  {paragraph.verb}")
        if paragraph.footnotes:
            names = (
                name if name in self.notes else say("show.footnote.missing", self.language, name=name)
                for name in paragraph.footnotes
            )
            facts.append(f"{say('show.field.footnotes', self.language)}  {', '.join(names)}")
        if paragraph.kind is ParagraphKind.FOOTNOTE and paragraph.id not in self.tied:
            facts.append(say("show.footnote.untied", self.language))
        return " · ".join(facts)


def _head(document: Document, language: str, wide: int) -> Iterator[str]:
    name = document_name(document, language)
    for line in wrapped(one_line(name), wide):
        yield click.style(line, bold=True)
    yield click.style(one_line(document.id), fg="cyan")
    values = {
        "kind": kind_name(document, language),
        "symbol": document.symbol if document.symbol != document.id else "",
        "title": document.title if document.title not in name else "",
        "organ": document.organ,
        "author": document.author,
        "addressee": document.addressee,
        "session": str(document.session or ""),
        "agenda_item": document.agenda_item,
        "date": document.date,
        "language": document.language,
        "status": status_name(document, language),
        "member": document.member,
        "url": document.url,
        "source": document.source,
    }
    yield from _asides(values, language, wide)


def _asides(fields: dict[str, str], language: str, wide: int) -> Iterator[str]:
    for field, value in fields.items():
        if value:
            yield from _dim(f"{say(f'show.field.{field}', language)}  {value}", wide)


def _dim(text: str, wide: int) -> Iterator[str]:
    for line in wrapped(one_line(text), wide):
        yield click.style(line, dim=True)


def _marked(lines: Sequence[str], verb: str) -> Iterator[str]:
    """The lines, the first place of the verb underlined where one line holds it whole."""
    for line in lines:
        before, found, after = line.partition(verb) if verb else (line, "", "")
        yield f"{before}{click.style(found, bold=True, underline=True)}{after}" if found else line
        verb = "" if found else verb


def _bare(text: str) -> str:
    return "".join(text.split())
