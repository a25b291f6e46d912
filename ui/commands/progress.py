"""The progress bar of ``ingest``, on standard error and only where a person is looking."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from ui.commands.spoken import one_line
from ui.messages import say

if TYPE_CHECKING:
    from rich.progress import Progress

_HELD: Final = 0.25
"""Seconds that a file's name stays: a hundred names a second are a flicker, not a message."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How the bar is moved."""

    files: Callable[[int, int, str], None]
    """Files done, files in all, the path of the file that is next."""
    stage: Callable[[str, int], None]
    """``listing``, ``reading`` or ``storing``, and how many files or paragraphs."""
    stop: Callable[[], None]
    """Take the bar away: something else is to be said."""


@contextmanager
def ingest_progress(language: str) -> Iterator[Bar]:
    """A bar that says what is being done; where standard error is no terminal, one that nobody sees."""
    stages = {name: say(f"ingest.stage.{name}", language) for name in ("listing", "reading", "storing")}
    with _drawn(stages["listing"]) as bar:
        if bar is None:
            yield Bar(lambda *_: None, lambda *_: None, lambda: None)
            return
        task = bar.task_ids[0]

        def stage(name: str, count: int) -> None:
            told = say("page.paragraphs.count", language, count=f"{count:,}") if count and name != "listing" else ""
            bar.update(task, description=stages[name], count=told)
            if name == "listing":
                bar.update(task, completed=count)

        yield Bar(_counting(bar), stage, bar.stop)


@contextmanager
def reading_progress(title: str) -> Iterator[Callable[[int, int, str], None] | None]:
    """A function (done, total, name) that moves the bar; None where standard error is no terminal."""
    with _drawn(title) as bar:
        yield None if bar is None else _counting(bar)


def _counting(bar: Progress) -> Callable[[int, int, str], None]:
    named = 0.0
    task = bar.task_ids[0]

    def move(done: int, total: int, name: str) -> None:
        nonlocal named
        now = time.monotonic()
        bar.update(task, completed=done, total=total)
        if now - named >= _HELD:
            named = now
            bar.update(task, name=one_line(PurePath(name).name))

    return move


@contextmanager
def _drawn(title: str) -> Iterator[Progress | None]:
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.table import Column

    console = Console(stderr=True, markup=False, highlight=False)
    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[count]}", markup=False),
        # one line whatever the name: a bar that wraps jumps
        TextColumn("{task.fields[name]}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis")),
        console=console,
        transient=True,
    ) as bar:
        bar.add_task(title, total=None, name="", count="")
        yield bar
