"""``paracite feedback export``: what people said of answers, as cases of an evaluation set."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ui.commands.options import debug_option, home_option
from ui.commands.spoken import Session, SpokenCommand, SpokenOption
from ui.messages import say
from ui.page.feedback import ExportUnwritable, FeedbackBook, evaluation_cases


@click.command("feedback", cls=SpokenCommand)
@click.argument("action", metavar="export", type=click.Choice(["export"]))
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--drafts", cls=SpokenOption, metavar="FILE", type=click.Path(path_type=Path), help="help.option.drafts")
@home_option
@debug_option
@click.pass_obj
def feedback(session: Session, action: str, path: Path, drafts: Path | None) -> None:  # noqa: ARG001 - there is one action
    cases = list(evaluation_cases(FeedbackBook(session.settings().home).all()))
    whole = [case for ready, case in cases if ready]
    unfinished = [case for ready, case in cases if not ready]
    _write(path, whole)
    session.note(say("feedback.exported", session.language, count=len(whole), path=path))
    if drafts is not None:
        _write(drafts, unfinished)
        session.note(say("feedback.drafts.written", session.language, count=len(unfinished), path=drafts))
    elif unfinished:
        session.note(say("feedback.drafts", session.language, count=len(unfinished)))


def _write(path: Path, cases: list[dict[str, Any]]) -> None:
    """One case a line; a file that is there is never written over."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.writelines(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)
    except OSError as error:
        raise ExportUnwritable(path=path, reason=error.strerror or error) from error
