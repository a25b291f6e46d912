"""Named moments at which a worker kills itself: before or after the n-th call of a step, or the n-th statement of SQL."""

from __future__ import annotations

import importlib
import os
import random
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.faults.zygote import Tell, Work

STEPS = (
    ("rag.storage.database", "bring_forward"),
    ("rag.storage.store", "put"),
    ("rag.storage.store", "Store.replace"),
    ("rag.storage.store", "Store.remove"),
    ("rag.storage.store", "Store.name_anew"),
    ("rag.storage.vector_records", "VectorRecords.add"),
    ("rag.storage.vector_records", "VectorRecords.switch"),
    ("rag.indexes.following", "Following.stored"),
    ("rag.indexes.following", "Following._taken_in"),
    ("shutil", "rmtree"),
    ("rag.indexes.places", "Places.prepare"),
    ("rag.indexes.places", "Places.use_prepared"),
    ("rag.indexes.lexical", "LexicalIndex.replace"),
    ("rag.indexes.vectors", "VectorIndex.__init__"),
    ("rag.indexes.vectors", "VectorIndex.add"),
    ("rag.indexes.vectors", "VectorIndex.remove"),
    ("rag.indexes.revisions", "Revisions.write"),
    ("pathlib", "Path.replace"),
    ("os", "fsync"),
)


@dataclass(frozen=True)
class Point:
    """Where a worker dies. ``step`` is one of STEPS, or ``("sql", "")``."""

    step: tuple[str, str]
    after: bool
    turn: int
    """At which call, counted from 1."""

    def __str__(self) -> str:
        return f"{'after' if self.after else 'before'} {'.'.join(filter(None, self.step))} no. {self.turn}"


def drawn(draw: random.Random) -> Point:
    """A point at random; half of them among the statements of SQL."""
    if draw.random() < 0.4:
        return Point(("sql", ""), after=draw.random() < 0.5, turn=draw.randint(1, 90))
    return Point(draw.choice(STEPS), after=draw.random() < 0.5, turn=draw.choice((1, 1, 1, 2, 2, 3, 4)))


def dying(work: Work, point: Point) -> Work:
    """The same work, which ends at this point; where it does not come by there, at its own end."""

    def doomed(tell: Tell) -> None:
        turns = iter(range(point.turn, 0, -1))

        def count() -> None:
            if next(turns, 0) == 1:
                os.kill(os.getpid(), signal.SIGKILL)

        if point.step[0] == "sql":
            _watch_statements(count, after=point.after)
        else:
            _wrap(point, count)
        work(tell)

    return doomed


def _watch_statements(count: Callable[[], None], *, after: bool) -> None:
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    @event.listens_for(Engine, "after_cursor_execute" if after else "before_cursor_execute")
    def _(*_: Any) -> None:
        count()


def _wrap(point: Point, count: Callable[[], None]) -> None:
    module, path = point.step
    *owners, name = path.split(".")
    owner: Any = importlib.import_module(module)
    for each in owners:
        owner = getattr(owner, each)
    step = getattr(owner, name)

    def wrapped(*arguments: Any, **named: Any) -> Any:
        if not point.after:
            count()
        result = step(*arguments, **named)
        if point.after:
            count()
        return result

    setattr(owner, name, wrapped)
