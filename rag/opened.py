"""The two indexes as this process has opened them: opened anew where others brought them forward, or where one is damaged."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

from rag.document import Remark
from rag.errors import ChromaAway, CollectionUnreadable
from rag.lexical import LexicalIndex
from rag.notices import Tell
from rag.places import Places
from rag.revisions import DENSE, LEXICAL, State
from rag.vectors import AwayIndex, VectorIndex


class Opened:
    """Both indexes of a collection, and what is noted of them."""

    def __init__(self, home: Path, *, places: Places, tell: Tell) -> None:
        self._home = home
        self._places = places
        self._tell = tell
        self.lock = threading.RLock()
        self.both: tuple[LexicalIndex, VectorIndex] | None = None
        self.seen: State | None = None
        """What was noted of them when they were opened, or when this process last wrote them."""
        self._suspect: State | None = None  # as it was when a search failed
        self.damaged = False
        self._told_away = False

    def close(self) -> None:
        """Let go of the files."""
        with self.lock:
            self.both = self.seen = None
            self._places.close()

    @property
    def away(self) -> ChromaAway | None:
        """Why the last question was answered by words alone, where a server keeps the vectors; else None."""
        return self.both[1].away if self.both else None

    def usable(self) -> tuple[LexicalIndex, VectorIndex] | None:
        """What can be asked: as it was opened, or opened anew where another process brought it forward; else None."""
        state = self._places.revisions.read()
        if self.both is not None and any(each.failed for each in self.both):
            return self._mended(state)
        back = self.seen is not None and self.seen.away and state is not None and not state.away
        if state is not None and self.both is not None and (state == self.seen or state.amid) and not back:
            return self.both
        with self.lock:
            return self.both if state is not None and self.reopened(state) else None

    def _mended(self, state: State | None) -> tuple[LexicalIndex, VectorIndex] | None:
        """A search failed: opened anew, for another process may have been writing; where that was done already, None."""
        with self.lock:
            self.damaged = state is not None and state == self._suspect
            self._suspect = state
            self.both = self.seen = None
            return None if state is None or self.damaged or not self.reopened(state) else self.both

    def begin_anew(self, model: int, former: State | None = None, kept: frozenset[str] = frozenset()) -> State:
        """Nothing stands in damaged indexes that the store does not hold. ``kept``: those of the former state."""
        former = former or State()
        with self.lock:
            self.both = self.seen = self._suspect = None
            self.damaged = False
            self._places.clear(kept)
            state = State(model=model, away=former.away)
            if LEXICAL in kept:
                state = replace(state, lexical=former.lexical, paragraphs=former.paragraphs, amid=former.amid)
            if DENSE in kept:
                state = replace(state, dense=former.dense, windows=former.windows, amid=former.amid)
            if (away := self._open(state)[1].away) and not state.away:
                state = replace(state, away=1, dense=0, windows=0)
                self.both, self.seen = (self.now()[0], AwayIndex(away)), state
            (self._places.revisions.write_here if DENSE in kept else self._places.revisions.write)(state)
        return state

    def now(self) -> tuple[LexicalIndex, VectorIndex]:
        if self.both is None:
            raise CollectionUnreadable(home=self._home, reason="closed")
        return self.both

    def reopened(self, state: State, *, taken: bool = False) -> bool:
        """Are both open as this state says? Opened anew where needed; False where one is damaged or lacks rows.

        ``taken``: the right to write them is held, so that nobody is amid a change.
        """
        if self.both is not None and self.seen is not None and state == self.seen:
            return True
        former = self.both, self.seen
        try:
            lexical, dense = self._open(state)
            rows = (lexical.count(), state.windows if dense.away else dense.count())
        except ChromaAway:
            rows = (lexical.count(), state.windows)
        except ValueError:
            self.both, self.seen = (None, None) if taken else former
            return False
        if not state.amid and rows != (state.paragraphs, state.windows):
            self.both, self.seen = former
            return False
        return True

    def _open(self, state: State) -> tuple[LexicalIndex, VectorIndex]:
        """Open both. Raises ValueError where one is damaged, CollectionUnreadable."""
        opened = self._places.open(state)
        self.both, self.seen = opened, state
        if away := opened[1].away:
            self.tell_away(away)
        return opened

    def tell_away(self, away: ChromaAway) -> None:
        if not self._told_away:
            self._tell(Remark("away", zh=away.message("zh"), en=away.message("en")))
        self._told_away = True
