"""How the two indexes follow the store: what changed since their revision is taken in, in steps that end at a revision.

Whoever finds them behind brings them forward, one process at a time (``index.lock``); readers go on with the state before.
Every step is noted in ``indexes.json``, so that after a kill the next one goes on where it stopped. Only damaged indexes are
built from nothing, and that is the same walk from revision 0. They belong to one machine; the store may be shared.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from rag.context import entries_of
from rag.errors import CollectionBusy, CollectionError, CollectionUnreadable, index_failure
from rag.lexical import LexicalIndex
from rag.notices import Tell, notice
from rag.revisions import DENSE, LEXICAL, Revisions, State, dense_folder
from rag.stopwatch import DENSE as DENSE_STAGE
from rag.stopwatch import LEXICAL as LEXICAL_STAGE
from rag.stopwatch import Stopwatch
from rag.store import Changed, Store
from rag.vector_records import VectorRecords
from rag.vectors import VectorIndex
from rag.writer import WriterLock

Progress = Callable[[int, int], None]
"""Told (documents done, of all)."""

_STEP = 4_000
"""Documents that are taken in at a time."""
_UPSERT, _UPSERT_AMID_QUESTIONS = 1_000, 100
"""Windows a call to the dense index. A question of this process waits for one call; small ones cost twice as much each."""
_ASKED_SECONDS = 30.0
"""So long after a question another one is reckoned with."""
_LONG = 2_000
"""Documents of which a person is told that the indexes are being built."""
_AT_ONCE = 60
"""Changed documents and paragraphs that are taken in while a question waits; with more, it is answered from before."""
_PATIENCE_SECONDS = 1.5
"""So long it is left to the process that wrote to bring the indexes forward."""
_BULK_SECONDS = 1.0
_BULK_CHANGES = 3
"""More changes than these, one within a second of the other, are followed beside the work, not within it."""
_PAUSE_SECONDS = 0.5
"""Between two steps beside the work: a commit of the lexical index costs a tenth of a second, however small."""
_BACKLOG = 5_000
"""Documents and paragraphs that may be waiting; then whoever stores waits too."""


class Following:
    """The indexes of a collection in this process."""

    def __init__(
        self,
        home: Path,
        *,
        store: Store,
        records: VectorRecords,
        lock: WriterLock,
        tell: Tell,
        stopwatch: Stopwatch,
    ) -> None:
        self._home = home
        self._store = store
        self._records = records
        self._index_lock = lock
        self._tell = tell
        self._stopwatch = stopwatch
        self._revisions = Revisions(home)
        self._lock = threading.RLock()
        self._opened: tuple[LexicalIndex, VectorIndex] | None = None
        self._seen: State | None = None
        self._behind: tuple[State | None, float] = (None, 0.0)
        self._own = 0  # changes of this process that the indexes lack
        self._burst, self._stored = 0, 0.0  # how many changes came one upon the other, and when the last did
        self._asked = float("-inf")
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._suspect: State | None = None  # as it was when a search failed
        self._damaged = False
        self._copy: tempfile.TemporaryDirectory[str] | None = None

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._opened = self._seen = None
            if self._copy is not None:
                self._copy.cleanup()

    # --- reading -----------------------------------------------------------------------------------------------------

    def indexes(self, fingerprint: str) -> tuple[LexicalIndex, VectorIndex]:
        """Both indexes: at the store's revision, or at one shortly before while they are being brought forward.

        Raises CollectionUnreadable or one of its kinds, CollectionBusy.
        """
        fresh = self._opened is None
        self._asked = time.monotonic()
        opened = self._usable()
        if opened is None:
            self.follow(fingerprint)
            opened = self._opened
        elif fresh and self._lags():  # as a killed process left it, say
            try:
                self.follow(fingerprint, seconds=0.0)
            except CollectionError:  # somebody is at it, or nothing may be written here: the state before answers
                return opened
            opened = self._opened
        elif self._seen is not None and self._seen.revision < self._store.revision:
            self._bring_forward(fingerprint, self._seen)
            opened = self._opened
        if opened is None:
            raise CollectionBusy(home=self._home)
        return opened

    def _lags(self) -> bool:
        return self._seen is None or self._seen.revision < self._store.revision

    def _usable(self) -> tuple[LexicalIndex, VectorIndex] | None:
        """What can be asked: as it was opened, or opened anew where another process brought it forward; else None."""
        state = self._revisions.read()
        if self._opened is not None and self._opened[1].failed:
            return self._mended(state)
        if state is not None and self._opened is not None and (state == self._seen or state.amid):
            return self._opened
        with self._lock:
            return self._opened if state is not None and self._reopened(state) else None

    def _mended(self, state: State | None) -> tuple[LexicalIndex, VectorIndex] | None:
        """A search failed: opened anew, for another process may have been writing; where that was done already, None."""
        with self._lock:
            self._damaged = state is not None and state == self._suspect
            self._suspect = state
            self._opened = self._seen = None
            return None if state is None or self._damaged or not self._reopened(state) else self._opened

    def _bring_forward(self, fingerprint: str, state: State) -> None:
        """Take in what is lacking: at once if it is little, else beside the question; or leave it to whoever wrote it."""
        if self._beside():
            return
        if self._own or self._waited(state) >= _PATIENCE_SECONDS:
            if self._store.behind(since=state.revision) > _AT_ONCE:
                self._start(fingerprint)
                return
            try:
                self.follow(fingerprint, seconds=0.0)
            except CollectionError:  # somebody is at it, or nothing may be written here: the state before answers
                return

    def _waited(self, state: State) -> float:
        """Seconds since the indexes were first seen behind in this state."""
        if self._behind[0] != state:
            self._behind = (state, time.monotonic())
        return time.monotonic() - self._behind[1]

    # --- beside the work ---------------------------------------------------------------------------------------------

    def _beside(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _start(self, fingerprint: str) -> None:
        with self._lock:
            if not self._beside() and not self._closing.is_set():
                self._thread = threading.Thread(target=self._follow_beside, args=(fingerprint,), daemon=True)
                self._thread.start()

    def _follow_beside(self, fingerprint: str) -> None:
        try:
            self.follow(fingerprint, seconds=0.0)
            while not self._closing.wait(_PAUSE_SECONDS) and self._own:
                self.follow(fingerprint, seconds=0.0)
        except CollectionError:  # the state before still answers; the next question or change tries again
            return

    # --- writing -----------------------------------------------------------------------------------------------------

    def stored(self, fingerprint: str) -> None:
        """The store was changed by this process. Change upon change, the indexes follow about once a second."""
        now = time.monotonic()
        with self._lock:
            self._own += 1
        self._burst = self._burst + 1 if now - self._stored < _BULK_SECONDS else 1
        if self._burst <= _BULK_CHANGES or self._backlog() > _BACKLOG:
            self.follow(fingerprint)
        else:
            self._start(fingerprint)
        self._stored = time.monotonic()

    def settle(self, fingerprint: str) -> None:
        """Wait for what is done beside the work, and do what is left of it. Raises as ``follow`` does."""
        if self._thread is not None:
            self._thread.join()
        if self._own:
            self.follow(fingerprint)

    def finish(self, fingerprint: str) -> None:
        """Bring the indexes to what this process stored. What cannot be done now is done when they are next opened."""
        self._closing.set()
        if self._thread is not None:
            self._thread.join()
        if self._own:
            try:
                self.follow(fingerprint, seconds=0.0)
            except CollectionError:  # the store holds it all; and the fault was raised to whoever stored
                return

    def _backlog(self) -> int:
        state = self._seen
        return self._store.behind(since=state.revision if state else 0)

    def follow(self, fingerprint: str, *, seconds: float | None = None, progress: Progress | None = None) -> None:
        """Bring both to the store's revision. Raises CollectionBusy where another process takes longer than ``seconds``."""
        with self._index_lock.held(seconds=seconds):
            own = self._own
            model = self._records.model(fingerprint) or 1
            try:
                try:
                    self._walk(fingerprint, model, progress)
                except ValueError as error:
                    failure = index_failure(self._home, error)
                    if type(failure) is not CollectionUnreadable:
                        raise
                    self._begin_anew(model)  # damaged without looking so; what is damaged twice has another fault
                    self._walk(fingerprint, model, progress)
            except (OSError, ValueError) as error:
                raise index_failure(self._home, error) from error
            with self._lock:
                self._own -= own

    def _walk(self, fingerprint: str, model: int, progress: Progress | None) -> None:
        state = self._revisions.read()
        with self._lock:
            whole = state is not None and state.model == model and not self._damaged
            whole = whole and state is not None and self._reopened(state, taken=True)
        damaged = not whole and self._store.revision > 0 and (self._home / LEXICAL).exists()
        if state is None or not whole:
            state = self._begin_anew(model)
        revision, changed = self._store.changed(since=state.revision)
        long = len(changed) > _LONG or (damaged and bool(changed))
        if long:
            self._tell(notice("building", documents=len(changed)))
        done = 0
        while done < len(changed) or state.revision < revision or state.amid:
            step = _step(changed[done:])
            done += len(step)
            upto = revision if done >= len(changed) else step[-1].revision
            state = self._taken_in(state, step, upto, fingerprint)
            if progress:
                progress(done, len(changed))
        if long:
            self._tell(notice("built"))

    def _taken_in(self, state: State, step: Sequence[Changed], upto: int, fingerprint: str) -> State:
        """One step: both indexes from a revision to a later one."""
        lexical, dense = self._now()
        self._revisions.write(replace(state, amid=1))
        ids = [change.document for change in step]
        if ids:
            with self._stopwatch.timing(LEXICAL_STAGE):
                lexical.replace(ids, entries_of(self._store.held(ids)))
            worded = [change for change in step if change.words]
            with self._stopwatch.timing(DENSE_STAGE):
                dense.remove([change.document for change in worded if not change.new or state.amid])
                windows = self._records.windows([change.document for change in worded], fingerprint=fingerprint)
                while batch := list(islice(windows, self._at_a_time())):
                    dense.add(batch)
        rows = {"paragraphs": lexical.count(), "windows": dense.count()}
        fresh = State(lexical=upto, dense=upto, model=state.model, **rows)
        with self._lock:
            self._revisions.write(fresh)
            self._seen = fresh
        return fresh

    def _at_a_time(self) -> int:
        return _UPSERT_AMID_QUESTIONS if time.monotonic() - self._asked < _ASKED_SECONDS else _UPSERT

    def _begin_anew(self, model: int) -> State:
        """Nothing stands in damaged indexes that the store does not hold."""
        with self._lock:
            self._opened = self._seen = self._suspect = None
            self._damaged = False
            for folder in (self._home / LEXICAL, *self._home.glob(f"{DENSE}*")):
                shutil.rmtree(folder, ignore_errors=True)
            state = State(model=model)
            self._open(state)
            self._revisions.write(state)
        return state

    # --- opening -----------------------------------------------------------------------------------------------------

    def _now(self) -> tuple[LexicalIndex, VectorIndex]:
        if self._opened is None:
            raise CollectionUnreadable(home=self._home, reason="closed")
        return self._opened

    def _reopened(self, state: State, *, taken: bool = False) -> bool:
        """Are both open as this state says? Opened anew where needed; False where one is damaged or lacks rows.

        ``taken``: the right to write them is held, so that nobody is amid a change.
        """
        if self._opened is not None and self._seen is not None and state == self._seen:
            return True
        former = self._opened, self._seen
        try:
            lexical, dense = self._open(state)
            rows = (lexical.count(), dense.count())
        except ValueError:
            self._opened, self._seen = (None, None) if taken else former
            return False
        if not state.amid and rows != (state.paragraphs, state.windows):
            self._opened, self._seen = former
            return False
        return True

    def _open(self, state: State) -> tuple[LexicalIndex, VectorIndex]:
        """Open both. Raises ValueError where one is damaged, CollectionUnreadable."""
        try:
            folder = self._readable()
            opened = LexicalIndex(folder / LEXICAL), VectorIndex(folder / dense_folder(state.model))
        except OSError as error:
            raise index_failure(self._home, error) from error
        self._opened, self._seen = opened, state
        return opened

    def _readable(self) -> Path:
        """Where the indexes can be opened: neither of their libraries opens a folder that it may not write."""
        if os.access(self._home, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            return self._home
        if self._copy is None:
            self._copy = tempfile.TemporaryDirectory(prefix="paracite-")
        for folder in (self._home / LEXICAL, *self._home.glob(f"{DENSE}*")):
            target = Path(self._copy.name) / folder.name
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(folder, target, copy_function=shutil.copyfile)
            for path in (target, *target.rglob("*")):
                path.chmod(0o700)
        return Path(self._copy.name)


def _step(changed: Sequence[Changed]) -> Sequence[Changed]:
    """The first of them, cut between two revisions."""
    end = min(_STEP, len(changed))
    while 0 < end < len(changed) and changed[end].revision == changed[end - 1].revision:
        end += 1
    return changed[:end]
