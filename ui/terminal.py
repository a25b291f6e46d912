"""What the command prints for a person. Text of documents is printed as text: no markup, no control characters."""

from __future__ import annotations

import re
import shutil
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

import click

from rag import (
    Answer,
    Document,
    ParaciteError,
    Paragraph,
    Remark,
    cite,
    document_name,
    kind_name,
    paragraph_label,
)
from ui.messages import say
from ui.plain_text import answer_text
from ui.spoken import printable

WIDEST: Final = 100
"""Columns: longer lines are hard to read, whatever the terminal would allow."""
INDENT: Final = 4
_CLOSING: Final = frozenset("，。；：、？！）》”’」』…")
_PIECE: Final = re.compile(r"\s+|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+|.", re.DOTALL)


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
    def remarks(self) -> Sequence[tuple[str, Remark]]: ...


def print_answer(answer: Answer, language: str) -> None:
    for line in answer_text(answer, language).splitlines():
        print_line(line)


def print_documents(documents: Sequence[tuple[Document, int]], language: str) -> None:
    """Each document with its number of paragraphs: its id, which the other commands take, and what it is."""
    for document, count in documents:
        print_line(document.id, fg="cyan", bold=True)
        name = document_name(document, language)
        if name != document.id:
            print_line(name, indent=INDENT)
        paragraphs = say("page.paragraphs.count", language, count=count)
        facts = (kind_name(document, language), document.date, document.language, paragraphs)
        print_line(" · ".join(fact for fact in facts if fact), indent=INDENT, dim=True)


def print_document(document: Document, paragraphs: Sequence[Paragraph], language: str, *, whole: bool) -> None:
    """A document so that its reading can be checked at a glance: what was understood of it, then every paragraph."""
    print_line(document_name(document, language), bold=True)
    print_line(document.id, fg="cyan")
    for field, value in _document_fields(document, language):
        _aside(field, value, language, indent=0)
    section: tuple[str, ...] = ()
    for paragraph in paragraphs:
        if whole and paragraph.section != section:
            section = paragraph.section
            if section:
                click.echo()
                print_line(" › ".join(section), fg="yellow", bold=True)
        _print_paragraph(document, paragraph, language, whole=whole)


def _print_paragraph(document: Document, paragraph: Paragraph, language: str, *, whole: bool) -> None:
    click.echo()
    label = f"{printable(paragraph_label(paragraph, language))}  "
    kind = click.style(say(f"kind.{paragraph.kind.value}", language), dim=True)
    click.echo(f"{click.style(printable(paragraph.id), fg='cyan', bold=True)}  {label}{kind}")
    if not whole and paragraph.section:
        _aside("section", " › ".join(paragraph.section), language)
    if paragraph.lead_in:
        _aside("lead_in", paragraph.lead_in, language)
    if paragraph.speaker:
        _aside("speaker", paragraph.speaker, language)
    print_line(paragraph.text, indent=INDENT)
    if paragraph.verb:
        _aside("verb", paragraph.verb, language)
    if paragraph.footnotes:
        _aside("footnotes", ", ".join(paragraph.footnotes), language)
    if not whole:
        _aside("citation", cite(document, paragraph, language), language)


def _aside(field: str, value: str, language: str, *, indent: int = INDENT) -> None:
    print_line(f"{say(f'show.field.{field}', language)}  {value}", indent=indent, dim=True)


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
    return [(field, value) for field, value in values.items() if value]


def print_report(report: IngestReport, language: str) -> None:
    """What ingesting did, a line for each document but the unchanged ones, failures with their reasons last."""
    for outcome, documents in (("added", report.added), ("replaced", report.replaced), ("removed", report.removed)):
        for document in documents:
            name = document_name(document, language)
            line = f"{say(f'ingest.{outcome}', language)}  {document.id}" + (f"  {name}" if name != document.id else "")
            click.echo(printable(line))
    for path in report.skipped:
        click.echo(printable(f"{say('ingest.skipped', language)}  {path}"))
    for path, remark in report.remarks:
        message = f"{path}: {remark.message(language)}"
        click.echo(printable(say("command.warning", language, message=message)), err=True)
    for failure in report.failed:
        line = f"{say('ingest.failed', language)}  {failure.error.message(language)}"
        click.echo(printable(line), err=True)
    counts = {name: len(getattr(report, name)) for name in ("added", "replaced", "unchanged", "removed", "failed")}
    click.echo(say("ingest.summary", language, **counts))


def print_line(
    text: str, *, indent: int = 0, fg: str | None = None, bold: bool | None = None, dim: bool | None = None
) -> None:
    for line in wrapped(printable(text), _columns() - indent):
        click.echo(" " * indent + click.style(line, fg=fg, bold=bold, dim=dim))


def _columns() -> int:
    """Columns to write in; a pipe gets every paragraph on one line, which is what ``grep`` wants."""
    return min(shutil.get_terminal_size().columns, WIDEST) if sys.stdout.isatty() else sys.maxsize


def wrapped(text: str, columns: int) -> list[str]:
    """The text in lines of at most ``columns``, a Chinese character taking two and allowing a break on either side of it.

    Closing punctuation never begins a line: it may stand one column over.
    """
    lines: list[str] = []
    for source in text.splitlines() or [""]:
        line, width = "", 0
        for piece in _PIECE.findall(source):
            size = sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in piece)
            if line and width + size > columns and piece not in _CLOSING:
                lines.append(line.rstrip())
                line, width = "", 0
                piece = piece.lstrip()  # noqa: PLW2901 - the space at which the line was broken
                size = len(piece) and size
            line, width = line + piece, width + size
        lines.append(line.rstrip())
    return lines
