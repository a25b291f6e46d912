"""The commands about whole collections: ``paracite collections``, ``paracite reindex``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import click

from rag import list_collections, open_collection
from ui.messages import say
from ui.options import debug_option, home_option, json_option
from ui.spoken import Session, SpokenCommand, one_line


@click.command("collections", cls=SpokenCommand)
@json_option
@home_option
@debug_option
@click.pass_obj
def collections(session: Session, as_json: bool) -> None:
    found = list_collections(session.settings())
    if as_json:
        rows = [
            {"name": each.name, "documents": each.documents, "paragraphs": each.paragraphs, "bytes": each.size_bytes}
            for each in found
        ]
        click.echo(json.dumps({"collections": rows}, ensure_ascii=False, indent=2))
        return
    for each in found:
        name = one_line(each.name) or say("collections.nameless", session.language)
        click.echo(
            say(
                "collections.row",
                session.language,
                name=name,
                documents=f"{each.documents:,}",
                paragraphs=f"{each.paragraphs:,}",
                megabytes=f"{each.size_bytes / 1e6:,.1f}",
            )
        )


@click.command("reindex", cls=SpokenCommand)
@home_option
@debug_option
@click.pass_obj
def reindex(session: Session) -> None:
    with (
        open_collection(session.settings(), tell=session.tell) as collection,
        _bar(say("reindex.progress", session.language)) as progress,
    ):
        count = collection.reindex(progress=progress)
    session.note(say("reindex.done", session.language, count=f"{count:,}"))


@contextmanager
def _bar(title: str) -> Iterator[Callable[[int, int], None] | None]:
    """A function (done, of all) that moves a bar; None where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


KEEPING_COMMANDS: Final = (collections, reindex)
