"""The two indexes as this process has opened them: opened anew where others brought them forward, or where one is damaged."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from rag.document import Remark
from rag.errors import ChromaAway, CollectionBusy, CollectionUnreadable
from rag.indexes.lexical import LexicalIndex
from rag.indexes.places import Places
from rag.indexes.revisions import DENSE, LEXICAL, State
from rag.indexes.vectors import AwayIndex, VectorIndex
from rag.notices import Tell


class VectorsBehind(ChromaAway):
    """Somebody writes the vectors, and they cannot be opened in the midst of it: a question is answered by words alone."""

    templates: ClassVar[dict[str, str]] = {
        "en": "The vectors of the collection in {home} are being brought up to date by another process; until that is done, "
        "questions are answered by their words alone. Nothing is lost: ask again in a while.",
        "zh": "另一个进程正在更新 {home} 中文件库的向量；完成之前只按字词检索。内容没有丢失，请稍后再问。",
    }


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
        self.noted: State | None = None
        """What was noted of them when they were last asked for."""
        self._at: Path | None = None  # the folder they were opened in
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
        """What can be asked: as it was opened, or opened anew where another process brought it forward; else None.

        What is being built from nothing, or is amid a change of another process, is not opened: it may lack anything.
        """
        try:
            self._places.refresh()
        except CollectionBusy:
            return self._whole
        state = self.noted = self._places.read()
        if self.both is not None and any(each.failed for each in self.both):
            return self._mended(state)
        back = self.seen is not None and self.seen.away and state is not None and not state.away
        if state is None or state.amid or state.partial:
            return self._whole if state is not None and not back else None
        if state == self.seen and self._whole and not back and self._at == self._places.folder:
            return self.both
        with self.lock:
            return self._opened_anew(state)

    def _opened_anew(self, state: State) -> tuple[LexicalIndex, VectorIndex] | None:
        """As this state says; as they were, where somebody has begun to write them since it was read; None where damaged."""
        try:
            with self._places.still():
                if self._places.read() == state:
                    return self.both if self.reopened(state) else None
        except CollectionBusy:
            return self._whole
        return self._whole

    @property
    def _whole(self) -> tuple[LexicalIndex, VectorIndex] | None:
        """Both as they were opened, unless this process is building them from nothing."""
        return None if self.seen is not None and self.seen.partial else self.both

    def words(self) -> LexicalIndex | None:
        """The lexical index alone, where it is whole and the vectors are amid a change; else None."""
        try:
            state = None if self._places.read_only else self._places.read()
            return None if state is None or state.partial_words else self._places.words()
        except (OSError, ValueError):
            return None

    def _mended(self, state: State | None) -> tuple[LexicalIndex, VectorIndex] | None:
        """A search failed: opened anew, for another process may have been writing; where that was done already, None."""
        with self.lock:
            self.damaged = state is not None and state == self._suspect
            self._suspect = state
            self.both = self.seen = None
            unfit = state is None or state.amid or state.partial or self.damaged
            return None if state is None or unfit else self._opened_anew(state)

    def moved_to(self, model: int, state: State | None) -> State | None:
        """The state once the vectors that were prepared for a model have taken the place of the former ones, or None.

        Documents that changed meanwhile may be among them in part: as amid a change, those are taken in anew.
        """
        found = self._places.prepared(model)
        if found is None or state is None or state.model == model or state.amid or state.partial or self.damaged:
            return None
        with self.lock:
            fresh = replace(state, model=model, dense=found[0], windows=found[1])
            if not self.reopened(fresh, taken=True):
                return None
            self.seen = fresh = replace(fresh, amid=1)
            self._places.revisions.write(fresh)
            self._places.use_prepared(model)
        return fresh

    def begin_anew(self, model: int, former: State | None = None, kept: frozenset[str] = frozenset()) -> State:
        """Nothing stands in damaged indexes that the store does not hold. ``kept``: those of the former state."""
        former = former or State()
        with self.lock, self._places.changing():
            self.both = self.seen = self._suspect = None
            self.damaged = False
            self._places.clear(kept)
            state = State(model=model, away=former.away, partial_words=1, partial_vectors=1 - former.away)
            if LEXICAL in kept:
                words = former.lexical, former.paragraphs, former.partial_words
                state = replace(state, lexical=words[0], paragraphs=words[1], partial_words=words[2], amid=former.amid)
            if DENSE in kept:
                held = former.dense, former.windows, former.partial_vectors
                state = replace(state, dense=held[0], windows=held[1], partial_vectors=held[2], amid=former.amid)
            if (away := self._open(state)[1].away) and not state.away:
                state = replace(state, away=1, dense=0, windows=0, partial_vectors=0)
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
        if self.both is not None and state == self.seen and self._at == self._places.folder:
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
        self.both, self.seen, self._at = opened, state, self._places.folder
        if away := opened[1].away:
            self.tell_away(away)
        return opened

    def tell_away(self, away: ChromaAway) -> None:
        if not self._told_away:
            self._tell(Remark("away", zh=away.message("zh"), en=away.message("en")))
        self._told_away = True
