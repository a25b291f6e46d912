"""What ``ingest`` prints for a person: what became of each file, what a rehearsal foretells, and the question before pruning."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final, Protocol

import click

from rag import Document, ParaciteError, Remark, document_name, kind_name
from ui.commands.spoken import one_line, printable
from ui.messages import say

OUTCOMES: Final = ("added", "replaced", "moved", "removed")
"""What is told of each document; of those that are unchanged only their number is told."""
LISTED: Final = 3
"""So many documents of one file, or entries of it passed over, have a line of their own; of more their number is told."""
NAMED: Final = 20
"""So many documents are named before they are removed."""


class FailureLine(Protocol):
    """A file that could not be read, and why."""

    @property
    def path(self) -> Path | str: ...
    @property
    def error(self) -> ParaciteError: ...


class SkipLine(Protocol):
    """A file, or an entry of one, that was passed over, and why."""

    @property
    def path(self) -> str: ...
    @property
    def member(self) -> str: ...
    @property
    def reason(self) -> Remark: ...
    @property
    def repeats(self) -> str: ...


class SketchLine(Protocol):
    """A document as a rehearsal read it."""

    @property
    def outcome(self) -> str: ...
    @property
    def document(self) -> Document: ...
    @property
    def kinds(self) -> Mapping[str, int]: ...
    @property
    def remarks(self) -> Sequence[Remark]: ...
    @property
    def paragraphs(self) -> int: ...


class PruningLine(Protocol):
    """What is about to be removed."""

    @property
    def documents(self) -> Sequence[Document]: ...
    @property
    def emptied(self) -> Sequence[Path]: ...


class IngestReport(Protocol):
    """What ``ingest`` reports, as far as it is printed."""

    @property
    def added(self) -> Sequence[Document]: ...
    @property
    def replaced(self) -> Sequence[Document]: ...
    @property
    def unchanged(self) -> Sequence[Document]: ...
    @property
    def moved(self) -> Sequence[Document]: ...
    @property
    def removed(self) -> Sequence[Document]: ...
    @property
    def failed(self) -> Sequence[FailureLine]: ...
    @property
    def skipped(self) -> Sequence[SkipLine]: ...
    @property
    def remarks(self) -> Sequence[tuple[str, Remark]]: ...
    @property
    def sketches(self) -> Sequence[SketchLine]: ...
    @property
    def rehearsed(self) -> bool: ...
    @property
    def paragraphs(self) -> int: ...
    @property
    def seconds(self) -> float: ...


def print_report(report: IngestReport, language: str) -> None:
    """What ingesting did, or a rehearsal foretells; failures with their reasons last, then the sums."""
    if report.rehearsed:
        _print_sketches(report.sketches, language)
        _print_documents("removed", report.removed, language, rehearsed=True)
    else:
        for outcome in OUTCOMES:
            _print_documents(outcome, getattr(report, outcome), language, rehearsed=False)
    _print_skipped(report, language)
    sketched = {sketch.document.source for sketch in report.sketches}
    for path, remark in report.remarks:
        if path not in sketched:
            message = f"{one_line(path)}: {remark.message(language)}"
            click.echo(printable(say("command.warning", language, message=message)), err=True)
    for failure in report.failed:
        line = f"{say('ingest.failed', language)}  {failure.error.message(language)}"
        click.echo(one_line(line), err=True)
    click.echo(summary(report, language))


def summary(report: IngestReport, language: str) -> str:
    """The sums, in one line; what did not happen and is rare is left out."""
    counts = {name: len(getattr(report, name)) for name in ("added", "replaced", "unchanged", "removed", "failed")}
    sentences = [say("ingest.summary", language, **counts)]
    if report.moved or report.skipped:
        sentences.append(
            say("ingest.summary.also", language, moved=len(report.moved), skipped=len(report.skipped)),
        )
    if report.rehearsed:
        sentences.append(say("ingest.summary.rehearsed", language, paragraphs=f"{report.paragraphs:,}"))
    elif report.paragraphs:
        paragraphs, seconds = f"{report.paragraphs:,}", f"{report.seconds:,.1f}"
        sentences.append(say("ingest.summary.paragraphs", language, paragraphs=paragraphs, seconds=seconds))
    return ("" if language == "zh" else " ").join(sentences)


def named(document: Document, language: str) -> str:
    """The id, which the other commands take, and the name where it is another."""
    name = document_name(document, language)
    return one_line(document.id + (f"  {name}" if name != document.id else ""))


def consenting(
    language: str, *, yes: bool, refusal: Callable[..., ParaciteError], before: Callable[[], None]
) -> Callable[[PruningLine], bool]:
    """Whether to remove what has lost its file: a person is asked, a script goes on.

    But neither ``--yes`` nor a person having said so, a folder that has lost every file is let be (``refusal``): it may not be
    mounted. ``before`` is called before anything is said.
    """

    def consent(pruning: PruningLine) -> bool:
        ask = not yes and sys.stdin.isatty() and sys.stderr.isatty()
        before()
        if pruning.emptied and not yes and not ask:
            folder = pruning.emptied[0]
            raise refusal(path=folder, count=sum(is_below(each, folder) for each in pruning.documents))
        return agree_to_prune(pruning.documents, language, ask=ask)

    def is_below(document: Document, folder: Path) -> bool:
        return Path(document.source).is_relative_to(folder)

    return consent


def agree_to_prune(documents: Sequence[Document], language: str, *, ask: bool) -> bool:
    """Say what will be removed and, where ``ask``, wait for a person's yes. Everything goes to standard error."""
    click.echo(say("ingest.prune.announced", language, count=len(documents)), err=True)
    for document in documents[:NAMED]:
        click.echo(f"  {named(document, language)}  {one_line(document.source)}", err=True)
    if len(documents) > NAMED:
        click.echo("  " + say("ingest.prune.more", language, count=len(documents) - NAMED), err=True)
    if not ask:
        return True
    click.echo(say("ingest.prune.question", language) + " ", err=True, nl=False)
    answer = sys.stdin.readline().strip().lower()
    agreed = answer in {"y", "yes", "是", "好"}
    if not agreed:
        click.echo(say("ingest.prune.kept", language), err=True)
    return agreed


def _print_documents(outcome: str, documents: Sequence[Document], language: str, *, rehearsed: bool) -> None:
    word = _word(outcome, language, rehearsed=rehearsed)
    for source, group in groupby(documents, key=lambda document: document.source):
        together = list(group)
        if len(together) > LISTED:
            count = say("ingest.documents.of", language, count=f"{len(together):,}", path=one_line(source))
            click.echo(f"{word}  {count}")
            continue
        for document in together:
            place = f"  → {one_line(source)}" if outcome == "moved" else ""
            click.echo(f"{word}  {named(document, language)}{place}")


def _print_sketches(sketches: Sequence[SketchLine], language: str) -> None:
    for sketch in sketches:
        document = sketch.document
        word = click.style(_word(sketch.outcome, language, rehearsed=True), bold=True)
        click.echo(f"{word}  {named(document, language)}  {click.style(one_line(document.source), dim=True)}")
        facts = (kind_name(document, language), document.symbol, document.date, document.language)
        kinds = " · ".join(f"{say(f'kind.{kind}', language)} {count}" for kind, count in sketch.kinds.items())
        count = say("page.paragraphs.count", language, count=sketch.paragraphs)
        click.echo(f"    {one_line(' · '.join(fact for fact in (*facts, count) if fact))}")
        click.echo(f"    {kinds}")
        for remark in sketch.remarks:
            message = one_line(say("command.warning", language, message=remark.message(language)))
            click.echo("    " + click.style(message, fg="yellow"))


def _print_skipped(report: IngestReport, language: str) -> None:
    word = _word("skipped", language, rehearsed=False)
    for path, group in groupby(report.skipped, key=lambda skip: skip.path):
        together = list(group)
        for skip in together[:LISTED]:
            member = f" ({one_line(skip.member)})" if skip.member else ""
            click.echo(f"{word}  {one_line(path)}{member}  {one_line(skip.reason.message(language))}")
        if len(together) > LISTED:
            more = say("ingest.skipped.more", language, count=f"{len(together) - LISTED:,}", path=one_line(path))
            click.echo(f"{word}  {more}")


def _word(outcome: str, language: str, *, rehearsed: bool) -> str:
    told = rehearsed and outcome in OUTCOMES
    return say(f"ingest.would.{outcome}" if told else f"ingest.{outcome}", language)
