"""What the command prints for a person. Text of documents is printed as text: no markup, no control characters."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from rag import (
    Answer,
    Document,
    ParaciteError,
    Paragraph,
    ParagraphKind,
    cite,
    document_name,
    kind_name,
    paragraph_label,
)
from ui.messages import say
from ui.plain_text import answer_text
from ui.spoken import printable

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 100
"""Columns: longer lines are hard to read, whatever the terminal would allow."""


class FailureLine(Protocol):
    """A file that could not be read, and why."""

    @property
    def path(self) -> Path | str: ...
    @property
    def error(self) -> ParaciteError: ...


class IngestReport(Protocol):
    """What ``ingest`` reports, as far as it is printed."""

    @property
    def added(self) -> Sequence[Document]: ...
    @property
    def replaced(self) -> Sequence[Document]: ...
    @property
    def unchanged(self) -> Sequence[Document]: ...
    @property
    def removed(self) -> Sequence[Document]: ...
    @property
    def failed(self) -> Sequence[FailureLine]: ...
    @property
    def skipped(self) -> Sequence[object]: ...
    @property
    def warnings(self) -> Sequence[str]: ...


def print_answer(answer: Answer, language: str) -> None:
    click.echo(printable(answer_text(answer, language)), nl=False)


def print_documents(documents: Sequence[tuple[Document, int]], language: str) -> None:
    """Each document with its number of paragraphs: its id, which the other commands take, and what it is."""
    from rich.padding import Padding
    from rich.text import Text

    console = _console()
    for document, count in documents:
        console.print(Text(printable(document.id), style="bold cyan"))
        name = document_name(document, language)
        if name != document.id:
            console.print(Padding(Text(printable(name)), (0, 0, 0, 4)))
        paragraphs = say("page.paragraphs.count", language, count=count)
        facts = (kind_name(document, language), document.date, document.language, paragraphs)
        console.print(Padding(Text(printable(" · ".join(fact for fact in facts if fact)), style="dim"), (0, 0, 0, 4)))


def print_document(document: Document, paragraphs: Sequence[Paragraph], language: str, *, whole: bool) -> None:
    """A document so that its reading can be checked at a glance: what was understood of it, then every paragraph."""
    from rich.text import Text

    console = _console()
    console.print(Text(printable(document_name(document, language)), style="bold"))
    console.print(Text(printable(document.id), style="cyan"))
    for name, value in _document_fields(document, language):
        console.print(Text.assemble((f"{name}  ", "dim"), printable(value)))
    section: tuple[str, ...] = ()
    for paragraph in paragraphs:
        if whole and paragraph.section != section:
            section = paragraph.section
            if section:
                console.print()
                console.print(Text(printable(" › ".join(section)), style="bold yellow"))
        _print_paragraph(console, document, paragraph, language, whole=whole)


def _print_paragraph(console: Console, document: Document, paragraph: Paragraph, language: str, *, whole: bool) -> None:
    from rich.padding import Padding
    from rich.text import Text

    label = paragraph_label(paragraph, language)
    console.print()
    console.print(Text.assemble((paragraph.id, "bold cyan"), f"  {printable(label)}  ", (paragraph.kind.value, "dim")))
    if not whole and paragraph.section:
        console.print(_aside("section", " › ".join(paragraph.section), language))
    if paragraph.lead_in:
        console.print(_aside("lead_in", paragraph.lead_in, language))
    quiet = paragraph.kind in (ParagraphKind.FOOTNOTE, ParagraphKind.MASTHEAD)
    console.print(Padding(Text(printable(paragraph.text), style="dim" if quiet else ""), (0, 0, 0, 4)))
    if paragraph.verb:
        console.print(_aside("verb", paragraph.verb, language))
    if paragraph.footnotes:
        console.print(_aside("footnotes", ", ".join(paragraph.footnotes), language))
    if not whole:
        console.print(_aside("citation", cite(document, paragraph, language), language))


def _aside(field: str, value: str, language: str) -> object:
    from rich.padding import Padding
    from rich.text import Text

    line = Text.assemble((f"{say(f'show.field.{field}', language)}  ", "dim"), (printable(value), "green"))
    return Padding(line, (0, 0, 0, 4))


def _document_fields(document: Document, language: str) -> list[tuple[str, str]]:
    values = {
        "kind": kind_name(document, language),
        "organ": document.organ,
        "author": document.author,
        "addressee": document.addressee,
        "date": document.date,
        "agenda_item": document.agenda_item,
        "status": document.status,
        "source": document.source,
    }
    return [(say(f"show.field.{field}", language), value) for field, value in values.items() if value]


def print_report(report: IngestReport, language: str) -> None:
    """What ingesting did, a line for each document but the unchanged ones, failures with their reasons last."""
    for outcome, documents in (("added", report.added), ("replaced", report.replaced), ("removed", report.removed)):
        for document in documents:
            name = document_name(document, language)
            line = f"{say(f'ingest.{outcome}', language)}  {document.id}" + (f"  {name}" if name != document.id else "")
            click.echo(printable(line))
    for path in report.skipped:
        click.echo(printable(f"{say('ingest.skipped', language)}  {path}"))
    for warning in report.warnings:
        click.echo(printable(say("command.warning", language, message=warning)), err=True)
    for failure in report.failed:
        line = f"{say('ingest.failed', language)}  {failure.error.message(language)}"
        click.echo(printable(line), err=True)
    counts = {name: len(getattr(report, name)) for name in ("added", "replaced", "unchanged", "removed", "failed")}
    click.echo(say("ingest.summary", language, **counts))


def _console() -> Console:
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    console.width = min(console.width, WIDEST)
    return console
