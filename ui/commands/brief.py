"""``paracite brief``: a file of questions, or a saved briefing, becomes a Word file, a PDF, Markdown, HTML or JSON."""

from __future__ import annotations

import errno
import os
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from rag import (
    EmptyCollection,
    MissingPath,
    ParaciteError,
    UnreadableFile,
    collection_exists,
    open_assistant,
    open_collection,
)
from ui.briefing.blocks import Block, Briefing, Heading, PinnedAnswer, Unasked, pin_answer
from ui.briefing.errors import BriefingTaken, BriefingUnreadable, BriefingUnwritable, NoQuestions, SavedIsAnswered
from ui.briefing.export import MEDIA_TYPES, Exported, export, format_of
from ui.briefing.saved import parse_briefing
from ui.commands.options import debug_option, home_option
from ui.commands.progress import reading_progress
from ui.commands.question_lines import read_lines
from ui.commands.spoken import USER_ERROR, Session, SpokenCommand, SpokenOption, text_of
from ui.messages import say

if TYPE_CHECKING:
    from rag import Assistant

_HEADING: Final = re.compile(r"([#＃]+)\s*(.*)")

Move = Callable[[int, int, str], None]


@click.command("brief", cls=SpokenCommand)
@click.argument("questions", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    cls=SpokenOption,
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="help.option.output",
)
@click.option(
    "--format",
    "named",
    cls=SpokenOption,
    type=click.Choice(tuple(MEDIA_TYPES), case_sensitive=False),
    help="help.option.format",
)
@click.option("--language", cls=SpokenOption, type=click.Choice(("zh", "en")), help="help.option.language")
@click.option("--title", cls=SpokenOption, metavar="TEXT", help="help.option.title")
@click.option("--document", "references", cls=SpokenOption, multiple=True, metavar="D", help="help.option.document")
@click.option("--force", cls=SpokenOption, is_flag=True, help="help.option.force")
@home_option
@debug_option
@click.pass_obj
def brief(  # noqa: PLR0917 - click's signature
    session: Session,
    questions: Path,
    output: Path,
    named: str | None,
    language: str | None,
    title: str | None,
    references: tuple[str, ...],
    force: bool,
) -> int:
    """The briefing is written whatever could not be asked or verified; both are said in it, and here, and end in status 2."""
    wanted = format_of(output, named)
    _examine(output, force=force)
    settings, today = session.settings(), date.today()
    if questions.suffix.lower() == ".json":
        if references:
            raise SavedIsAnswered(path=questions)
        briefing = _renamed(_saved(questions), language, title)
        if not collection_exists(settings):
            raise EmptyCollection(home=settings.home)
        with open_collection(settings, tell=session.tell) as collection:
            exported = export(briefing, collection, format=wanted, today=today)
    else:
        lines = read_lines(questions)
        if all(_HEADING.match(line) for line in lines):
            raise NoQuestions(path=questions)
        with open_assistant(settings, tell=session.tell) as assistant:
            scope = [assistant.collection.find_document(text_of(each)).id for each in references]
            with reading_progress(say("brief.progress", session.language)) as move:
                blocks = _asked(session, assistant, lines, scope, today=today, move=move)
            spoken = language or _language_of(blocks) or session.language
            briefing = Briefing(language=spoken, title=text_of(title or ""), blocks=blocks)
            exported = export(briefing, assistant.collection, format=wanted, today=today)
    _write(output, exported.content, force=force)
    return _told(session, output, exported, briefing)


def _asked(
    session: Session,
    assistant: Assistant,
    lines: Sequence[str],
    scope: Sequence[str],
    *,
    today: date,
    move: Move | None,
) -> tuple[Block, ...]:
    """A block for each line. A question that cannot be asked is one too; an empty collection ends the whole."""
    blocks: list[Block] = []
    for number, line in enumerate(lines):
        if move:
            move(number, len(lines), line)
        if heading := _HEADING.match(line):
            blocks.append(Heading(heading[2], 1 if len(heading[1]) == 1 else 2))
            continue
        try:
            blocks.append(pin_answer(assistant.ask(line, documents=scope), today=today))
        except EmptyCollection:
            raise
        except ParaciteError as error:
            session.fail(error.message(session.language))
            blocks.append(Unasked(line, error.message("zh"), error.message("en")))
    return tuple(blocks)


def _language_of(blocks: Sequence[Block]) -> str:
    """The language of most questions; "" where none could be asked."""
    spoken = Counter(each.language for each in blocks if isinstance(each, PinnedAnswer) and each.language)
    return spoken.most_common(1)[0][0] if spoken else ""


def _saved(path: Path) -> Briefing:
    try:
        return parse_briefing(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise MissingPath(path=path) from error
    except UnicodeDecodeError as error:
        raise BriefingUnreadable(reason="not UTF-8") from error
    except OSError as error:
        raise UnreadableFile(path=path, reason=error.strerror or str(error)) from error


def _renamed(briefing: Briefing, language: str | None, title: str | None) -> Briefing:
    return replace(
        briefing, language=language or briefing.language, title=briefing.title if title is None else text_of(title)
    )


def _examine(path: Path, *, force: bool) -> None:
    """What would stop the writing stops it before anything is asked. Raises BriefingTaken, BriefingUnwritable."""
    if path.is_dir():
        raise BriefingUnwritable(path=path, reason=os.strerror(errno.EISDIR))
    if path.exists() and not force:
        raise BriefingTaken(path=path)
    if not path.parent.is_dir():
        raise BriefingUnwritable(path=path, reason=os.strerror(errno.ENOENT))


def _write(path: Path, content: bytes, *, force: bool) -> None:
    """The file is there whole or not at all. Raises BriefingTaken, BriefingUnwritable."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with fresh.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists() and not force:  # somebody made it meanwhile
            raise BriefingTaken(path=path)
        fresh.replace(path)
    except OSError as error:
        raise BriefingUnwritable(path=path, reason=error.strerror or str(error)) from error
    finally:
        fresh.unlink(missing_ok=True)


def _told(session: Session, output: Path, exported: Exported, briefing: Briefing) -> int:
    """What was written, and what of it wants a person's eye; the exit status."""
    language = session.language
    for evidence in exported.troubles:
        session.note(say("command.warning", language, message=evidence.told(language)))
    if exported.lacking:
        shown = " ".join(exported.lacking[:20])
        session.note(say("command.warning", language, message=say("briefing.lacking", language, characters=shown)))
    answers = [each for each in briefing.blocks if isinstance(each, PinnedAnswer)]
    refused = sum(each.refused for each in answers)
    counts = {"answers": len(answers) - refused, "refused": refused, "quotations": len(list(briefing.quotations()))}
    session.note(say("brief.done", language, path=output, **counts))
    unasked = any(isinstance(each, Unasked) for each in briefing.blocks)
    return USER_ERROR if unasked or exported.troubles else 0
