"""Questions go first: work of the same process gives way to them between two of its steps.

Threads of one process take turns at the interpreter, and a search waits for the vectors that are being added: beside ingestion that
does not give way, a question was measured to take a second, most of it waiting. What gave way goes on for as long as it waited,
so that half the time at least is its own, however many ask.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_PATIENCE_SECONDS = 0.2
"""So long it waits at most: the question may itself be waiting for the work."""
_RECENT_SECONDS = 30.0
"""So long after a question another one is reckoned with."""


class _Precedence(threading.local):
    """How many questions this thread is answering, one within the other; and of all threads:"""

    own = 0


class _All:
    def __init__(self) -> None:
        self.asking = 0
        self.asked = float("-inf")
        self.busy_until = 0.0
        self.changed = threading.Condition()


_thread, _all = _Precedence(), _All()


@contextmanager
def asking() -> Iterator[None]:
    """A question is being answered by this thread."""
    _thread.own += 1
    with _all.changed:
        _all.asking += 1
        _all.asked = time.monotonic()
    try:
        yield
    finally:
        _thread.own -= 1
        with _all.changed:
            _all.asking -= 1
            _all.changed.notify_all()


def give_way() -> None:
    """Called between two steps of long work, each of some hundredths of a second at most: questions are waited for, a moment."""
    if not _all.asking or _thread.own or (began := time.monotonic()) < _all.busy_until:
        return
    with _all.changed:
        _all.changed.wait_for(lambda: not _all.asking, timeout=_PATIENCE_SECONDS)
    ended = time.monotonic()
    _all.busy_until = ended + (ended - began)


def is_asked() -> bool:
    """Was there a question lately, so that steps had better be short?"""
    return time.monotonic() - _all.asked < _RECENT_SECONDS
