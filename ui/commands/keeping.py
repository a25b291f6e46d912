"""The commands about whole collections: ``collections``, ``reindex``, ``export``, ``import``, ``doctor``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

import click

from rag import (
    EmptyCollection,
    Finding,
    collection_exists,
    examine_collection,
    export_collection,
    import_collection,
    list_collections,
    open_collection,
)
from ui.commands.options import debug_option, home_option, json_option
from ui.commands.spoken import Session, SpokenCommand, SpokenOption, one_line
from ui.messages import say


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


class Importing(Protocol):
    """What taking in a file does, as far as it is said."""

    @property
    def added(self) -> int: ...
    @property
    def replaced(self) -> int: ...
    @property
    def unchanged(self) -> int: ...
    @property
    def paragraphs(self) -> int: ...


@click.command("export", cls=SpokenCommand)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", cls=SpokenOption, is_flag=True, help="help.option.force")
@home_option
@debug_option
@click.pass_obj
def export(session: Session, file: Path, force: bool) -> None:
    settings = session.settings()
    if not collection_exists(settings):
        raise EmptyCollection(home=settings.home)
    with (
        open_collection(settings, tell=session.tell) as collection,
        _bar(say("export.progress", session.language)) as progress,
    ):
        done = export_collection(collection, file, force=force, progress=progress)
    counts = {"documents": f"{done.documents:,}", "paragraphs": f"{done.paragraphs:,}"}
    megabytes = f"{file.stat().st_size / 1e6:,.1f}"
    session.note(say("export.done", session.language, path=file, megabytes=megabytes, **counts))


@click.command("import", cls=SpokenCommand)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", cls=SpokenOption, is_flag=True, help="help.option.yes_replace")
@home_option
@debug_option
@click.pass_obj
def import_(session: Session, file: Path, yes: bool) -> None:
    with (
        open_collection(session.settings(), tell=session.tell) as collection,
        _bar(say("import.progress", session.language)) as progress,
    ):
        done = import_collection(
            collection, file, consent=lambda foreseen: _agreed(session, foreseen, yes=yes), progress=progress
        )
    key = "import.done" if done else "import.kept"
    session.note(say(key, session.language, embedded=f"{done.embedded:,}" if done else "0"))


def _agreed(session: Session, foreseen: Importing, *, yes: bool) -> bool:
    """Say what will happen; a person is asked before anything of theirs is replaced, a script goes on."""
    counts = {name: f"{getattr(foreseen, name):,}" for name in ("added", "replaced", "unchanged", "paragraphs")}
    session.note(say("import.foreseen", session.language, **counts))
    if yes or not foreseen.replaced or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    click.echo(say("import.question", session.language) + " ", err=True, nl=False)
    return sys.stdin.readline().strip().lower() in {"y", "yes", "是", "好"}


@click.command("doctor", cls=SpokenCommand)
@click.option("--repair", cls=SpokenOption, is_flag=True, help="help.option.repair")
@json_option
@home_option
@debug_option
@click.pass_obj
def doctor(session: Session, repair: bool, as_json: bool) -> int:
    found: list[Finding] = []
    for each in examine_collection(session.settings(), tell=session.tell, repair=repair):
        found.append(each)
        if not as_json:
            state = say(_STATES[_state(each)], session.language)
            click.echo(one_line(f"{state}  {each.remark.message(session.language)}"))
    if as_json:
        rows = [
            {"check": each.check, "state": _state(each), "zh": each.remark.zh, "en": each.remark.en} for each in found
        ]
        click.echo(json.dumps({"findings": rows}, ensure_ascii=False, indent=2))
    return int(any(_state(each) == "ill" for each in found))


def _state(each: Finding) -> str:
    return "well" if each.well else "mended" if each.mended else "ill"


_STATES: Final = {"well": "doctor.well", "mended": "doctor.mended", "ill": "doctor.ill"}


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


KEEPING_COMMANDS: Final = (collections, reindex, export, import_, doctor)
