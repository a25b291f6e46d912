"""The progress bar of ``ingest``, on standard error and only where a person is looking."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePath

from ui.spoken import printable


@contextmanager
def reading_progress(title: str) -> Iterator[Callable[[int, int, str], None] | None]:
    """A function (done, total, name) that moves the bar; None where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.text import Text

    console = Console(stderr=True, markup=False, highlight=False)
    name_column = TextColumn("{task.fields[name]}", markup=False)
    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=32),
        MofNCompleteColumn(),
        name_column,
        console=console,
        transient=True,
    ) as bar:
        task = bar.add_task(title, total=None, name="")

        def move(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, name=Text(printable(PurePath(name).name)).plain)

        yield move
