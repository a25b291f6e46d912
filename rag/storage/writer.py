"""The right to change a collection: one process at a time, and within it one thread; and the right that nobody changes it meanwhile."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from rag.errors import CollectionBusy, CollectionReadOnly
from rag.notices import Tell, notice

if TYPE_CHECKING:
    from rag.storage.database import Database

_QUIET_SECONDS = 1.0
"""Waiting that is not worth a word."""
_POLL_SECONDS = 0.05


class WriterLock:
    """Held by a thread, which may take it again: a lock file in the folder; under PostgreSQL an advisory lock too."""

    def __init__(
        self, path: Path, *, wait: float, tell: Tell, database: Database | None = None, key: str = "write"
    ) -> None:
        """``wait``: seconds that others are waited for. ``database``: where writers on other machines are met, under this key."""
        self._home = path.parent
        self.wait = wait
        self._tell = tell
        self._database = database if database and database.is_postgres else None
        self._key = key
        self._threads = threading.RLock()
        self._file = FileLock(str(path), thread_local=False)
        self._depth = 0

    @contextmanager
    def held(self, *, seconds: float | None = None) -> Iterator[None]:
        """Hold it; waits ``seconds``, by default what was set. Raises CollectionBusy, CollectionReadOnly."""
        wait = self.wait if seconds is None else seconds
        deadline = time.monotonic() + wait
        if not self._threads.acquire(timeout=wait):
            raise CollectionBusy(home=self._home)
        try:
            with ExitStack() as stack:
                if self._depth == 0:
                    self._enter(stack, deadline, wait)
                self._depth += 1
                try:
                    yield
                finally:
                    self._depth -= 1
        finally:
            self._threads.release()

    def _enter(self, stack: ExitStack, deadline: float, wait: float) -> None:
        quiet_until = time.monotonic() + _QUIET_SECONDS
        told = wait <= _QUIET_SECONDS
        while not self._taken(stack):
            now = time.monotonic()
            if now >= deadline:
                raise CollectionBusy(home=self._home)
            if not told and now >= quiet_until:
                self._tell(notice("waiting", seconds=round(wait)))
                told = True
            time.sleep(_POLL_SECONDS)

    def _taken(self, stack: ExitStack) -> bool:
        with ExitStack() as tried:
            try:
                tried.enter_context(self._file.acquire(timeout=0))
            except Timeout:
                return False
            except OSError as error:
                raise CollectionReadOnly(home=self._home, reason=error.strerror or error) from error
            if self._database and not tried.enter_context(self._database.locked(self._key)):
                return False
            stack.push(tried.pop_all())
        return True


@contextmanager
def still(path: Path) -> Iterator[None]:
    """Nobody has this lock meanwhile: it is shared, for which it need only be read. Raises CollectionBusy."""
    if sys.platform == "win32" or not path.is_file():
        yield
        return
    import fcntl

    try:
        lock = path.open("rb")
    except PermissionError:  # nobody else lets us know either
        yield
        return
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CollectionBusy(home=path.parent) from error
        yield
