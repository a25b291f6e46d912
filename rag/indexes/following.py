"""How the two indexes follow the store: what changed since their revision is taken in, in steps that end at a revision.

Whoever finds them behind brings them forward, one process at a time (``index.lock``); readers go on with the state before,
and who has none yet waits for it with a word. Where nothing may be written, a process brings a copy of its own forward. Every
step is noted in ``indexes.json``, so that after a kill the next one goes on where it stopped. Only damaged indexes are built
from nothing, and that is the same walk from revision 0. They belong to one machine; the store may be shared, and so may the
vectors, by a server: while it is away the words go on alone, and what it lacks is brought up when it is back.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from rag.encoders.likeness import Lexicon
from rag.errors import ChromaAway, CollectionBusy, CollectionError, CollectionUnreadable, index_failure
from rag.indexes.lexical import LexicalIndex
from rag.indexes.opened import Opened, VectorsBehind
from rag.indexes.places import Places
from rag.indexes.revisions import LEXICAL, State
from rag.indexes.vectors import AwayIndex, VectorIndex
from rag.notices import Tell, notice, progress_told, tell_nobody
from rag.precedence import give_way, is_asked
from rag.retrieval.context import entries_of
from rag.stopwatch import DENSE as DENSE_STAGE
from rag.stopwatch import LEXICAL as LEXICAL_STAGE
from rag.stopwatch import Stopwatch
from rag.storage.store import Changed, Store
from rag.storage.vector_records import VectorRecords
from rag.storage.writer import WriterLock

Both = tuple[LexicalIndex, VectorIndex]

_STEP = 5_000
"""Paragraphs that are taken in at a time, or a little more: some seconds."""
_UPSERT, _UPSERT_AMID_QUESTIONS = 1_000, 50
"""Windows a call to the dense index. A question of this process waits for one call; small ones cost twice as much each."""
_LONG = 5_000
"""Paragraphs of which a person is told that the indexes are being built, and how far that is."""
_AT_ONCE = 60
"""Changed documents and paragraphs that are taken in while a question waits; with more, it is answered from before."""
_PATIENCE_SECONDS = 1.5
"""So long it is left to the process that wrote to bring the indexes forward."""
_FRESH_SECONDS = 1.0
"""So long a process that has just opened them waits for who brings them forward, before it answers from before and says so."""
_LEG_SECONDS = 5.0
"""So long it waits for who writes the vectors, before it answers by words alone and says so."""
_WORD_SECONDS, _LOOK_SECONDS = 1.0, 0.2
"""After so long waiting is told of; so often the note is looked at meanwhile."""
_BULK_SECONDS = 5.0
_BULK_CHANGES = 3
"""More changes than these, each so soon after the other, are followed beside the work, not within it."""
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
        places: Places,
        store: Store,
        records: VectorRecords,
        lock: WriterLock,
        tell: Tell,
        stopwatch: Stopwatch,
        lexicon: Callable[[], Lexicon],
    ) -> None:
        self._home, self._lexicon = home, lexicon
        self._store, self._records = store, records
        self._index_lock = lock
        self._tell = tell
        self._stopwatch = stopwatch
        self._places = places
        self._indexes = Opened(home, places=places, tell=tell)
        self._lock = self._indexes.lock
        self._behind: tuple[State | None, float] = (None, 0.0)
        self._interim: VectorsBehind | None = None
        self._own = 0  # changes of this process that the indexes lack
        self._burst, self._stored = 0, 0.0  # how many changes came one upon the other, and when the last did
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def close(self) -> None:
        """Let go of the files."""
        self._indexes.close()

    @property
    def away(self) -> ChromaAway | None:
        """Why the last question was answered by words alone, or None."""
        return self._interim or self._indexes.away

    # --- reading -----------------------------------------------------------------------------------------------------

    def indexes(self, fingerprint: str) -> tuple[LexicalIndex, VectorIndex]:
        """Both indexes: at the store's revision, or at one shortly before while they are being brought forward.

        Each is whole at some revision; one that another process is building is waited for. While another process is amid a
        change of the vectors and these were not open, the words go on alone (see ``away``). Raises CollectionUnreadable or
        one of its kinds, CollectionBusy where there is nothing whole.
        """
        fresh = self._indexes.both is None
        patience, self._interim = 0.0 if self._interim else _LEG_SECONDS, None
        opened = self._indexes.usable()
        if opened is None:
            return self._awaited(fingerprint, patience=min(patience, self._index_lock.wait))
        if fresh and self._lags():  # as a killed process left it, say
            return self._caught_up(fingerprint, opened, seconds=_FRESH_SECONDS, tells=True)
        if self._indexes.noted is not None and self._indexes.noted.partial:
            return self._caught_up(fingerprint, opened, seconds=0.0, tells=False)
        if self._indexes.seen is not None and self._indexes.seen.revision < self._store.revision:
            self._bring_forward(fingerprint, self._indexes.seen, opened)
        return opened if self._indexes.both is None else self._indexes.both

    def _caught_up(self, fingerprint: str, opened: Both, *, seconds: float, tells: bool) -> Both:
        """Brought forward, or as they were where somebody else is at it or nothing may be written; ``tells`` of what they lack."""
        try:
            self.follow(fingerprint, seconds=seconds)
        except CollectionError:
            state = self._indexes.seen
            if tells and state is not None and (lacking := self._store.changed(since=state.revision)[1]):
                self._tell(notice("index-behind", documents=len(lacking)))
            return opened
        return opened if self._indexes.both is None else self._indexes.both

    def _awaited(self, fingerprint: str, *, patience: float) -> Both:
        """Nothing whole can be opened: made so here, or waited for while another process does; with the words, ``patience`` s."""
        began, told = time.monotonic(), False
        while True:
            try:
                self.follow(fingerprint, seconds=_LOOK_SECONDS)
                if self._indexes.both is not None:
                    return self._indexes.both
                raise CollectionBusy(home=self._home)  # a thread beside this one found them damaged
            except CollectionBusy:
                waited = time.monotonic() - began
                if (opened := self._indexes.usable()) is not None:
                    return self._caught_up(fingerprint, opened, seconds=0.0, tells=True) if self._lags() else opened
                if waited >= patience and (words := self._indexes.words()) is not None:
                    self._interim = VectorsBehind(home=self._home)
                    return words, AwayIndex(self._interim)
                if waited >= self._index_lock.wait:
                    raise
                if waited >= _WORD_SECONDS and not told:
                    self._tell(notice("index-awaited", seconds=round(self._index_lock.wait)))
                    told = True

    def _lags(self) -> bool:
        return self._indexes.seen is None or self._indexes.seen.revision < self._store.revision

    def _bring_forward(self, fingerprint: str, state: State, opened: Both) -> None:
        """Take in what is lacking: at once if it is little, else beside the question; or leave it to whoever wrote it."""
        if self._beside():
            return
        elsewhere = state.dense > state.lexical  # another machine brought up the vectors: nobody else will do the words
        if self._own or elsewhere or self._waited(state) >= _PATIENCE_SECONDS:
            if self._store.behind(since=state.revision) > _AT_ONCE:
                self._start(fingerprint)
                return
            self._caught_up(fingerprint, opened, seconds=0.0, tells=False)

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
        except CollectionError:
            return  # the state before still answers; the next question or change tries again

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
        state = self._indexes.seen
        return self._store.behind(since=state.revision if state else 0)

    def follow(self, fingerprint: str, *, seconds: float | None = None) -> None:
        """Bring both to the store's revision. Raises CollectionBusy where another process takes longer than ``seconds``."""
        with self._places.held(self._index_lock, seconds=seconds):
            own = self._own
            model = self._records.model(fingerprint) or 1
            try:
                try:
                    self._walk(fingerprint, model)
                except ValueError as error:
                    failure = index_failure(self._home, error)
                    if type(failure) is not CollectionUnreadable:
                        raise
                    self._indexes.begin_anew(model)  # damaged without looking so; twice, it is another fault
                    self._walk(fingerprint, model)
            except (OSError, ValueError) as error:
                raise index_failure(self._home, error) from error
            with self._lock:
                self._own -= 0 if self._indexes.away else own  # a server that is back is brought up at once

    def rebuild(self, fingerprint: str) -> None:
        """Both indexes from nothing. Raises as ``follow`` does."""
        with self._index_lock.held():
            self._indexes.begin_anew(self._records.model(fingerprint) or 1)
            self.follow(fingerprint)

    def _walk(self, fingerprint: str, model: int) -> None:
        state = self._places.begun()
        with self._lock:
            whole = state is not None and (state.away or state.model == model) and not self._indexes.damaged
            whole = whole and state is not None and self._indexes.reopened(state, taken=True)
        damaged = not whole and self._store.revision > 0 and (self._places.folder / LEXICAL).exists()
        if state is None or not whole:
            state = self._indexes.moved_to(model, state) or self._indexes.begin_anew(
                model, state, self._places.sound(state, model=model, suspected=self._indexes.damaged)
            )
        mixed = state.dense > state.lexical
        revision, changed = self._store.changed(since=state.revision)
        total = sum(change.paragraphs for change in changed)
        # who stores much sees how far that is, and the indexes are not far behind it
        long = total > _LONG + (2 * _BACKLOG if self._own else 0) or (damaged and bool(changed))
        if long:
            self._tell(notice("building", documents=len(changed)))
        tell_progress = progress_told(self._tell if long else tell_nobody)
        done, taken = 0, 0
        while done < len(changed) or state.revision < revision or state.amid or state.partial:
            step = _step(changed[done:])
            done += len(step)
            last = done >= len(changed)
            upto = revision if last else step[-1].revision
            with self._places.changing():
                state = self._taken_in(state, step, upto, fingerprint, mixed=mixed, last=last)
            taken += sum(change.paragraphs for change in step)
            tell_progress(taken, total)
        if long:
            self._tell(notice("built"))

    def _taken_in(
        self, state: State, step: Sequence[Changed], upto: int, fingerprint: str, *, mixed: bool, last: bool
    ) -> State:
        """One step: both indexes from a revision to a later one. ``mixed``: the dense one was ahead when the walk began.

        Amid a change at the beginning, they are so until the ``last``: what was half taken in may have changed since, and then
        it comes in any of the steps.
        """
        lexical, dense = self._indexes.now()
        behind = not state.away and (state.dense < upto or bool(state.amid))
        notes = self._places.revisions
        write = notes.write if behind else notes.write_here
        away: ChromaAway | None = None
        try:
            write(replace(state, amid=1))
        except ChromaAway as error:
            away = error
        ids = [change.document for change in step]
        if ids and (state.lexical < upto or state.amid):
            with self._stopwatch.timing(LEXICAL_STAGE):
                lexical.replace(ids, entries_of(self._store.held(ids), self._lexicon().cut))
        if behind and not away:
            worded = [change for change in step if change.words]
            gone = [change.document for change in worded if not change.new or state.amid or mixed]
            try:
                with self._stopwatch.timing(DENSE_STAGE):
                    self._take_vectors(dense, gone, [change.document for change in worded], fingerprint)
            except ChromaAway as error:
                away = error
        fresh = replace(state, lexical=max(upto, state.lexical), paragraphs=lexical.count(), dense=0, windows=0)
        if last:
            fresh = replace(fresh, amid=0, partial_words=0, partial_vectors=0)
        try:
            if not state.away and not away:
                fresh = replace(fresh, dense=max(upto, state.dense), windows=dense.settled())
                write(fresh)
        except ChromaAway as error:
            away = error
        if away:
            self._indexes.tell_away(away)
            fresh = replace(fresh, away=1, dense=0, windows=0, partial_vectors=0)
        with self._lock:
            if fresh.away:
                notes.write_here(fresh)
                self._indexes.both = lexical, AwayIndex(away or dense.away or ChromaAway(reason="away"))
            self._indexes.seen = fresh
        return fresh

    def _take_vectors(self, dense: VectorIndex, gone: list[str], ids: list[str], fingerprint: str) -> None:
        dense.remove(gone)
        windows = self._records.windows(ids, fingerprint=fingerprint)
        while batch := list(islice(windows, _UPSERT_AMID_QUESTIONS if is_asked() else _UPSERT)):
            give_way()
            dense.add(batch)


def _step(changed: Sequence[Changed]) -> Sequence[Changed]:
    """The first of them, cut between two revisions."""
    end = paragraphs = 0
    while end < len(changed) and (paragraphs < _STEP or changed[end].revision == changed[end - 1].revision):
        paragraphs += changed[end].paragraphs
        end += 1
    return changed[:end]
