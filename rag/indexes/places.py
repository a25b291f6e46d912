"""Where the two indexes of a collection lie: folders of this machine, and for the vectors perhaps a Chroma server."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from rag.errors import ChromaAway, CollectionBusy, index_failure
from rag.indexes.lexical import LexicalIndex
from rag.indexes.prepared import forget, prepare, prepared
from rag.indexes.private_copy import PrivateCopy
from rag.indexes.revisions import DENSE, LEXICAL, Revisions, ServedRevisions, State, dense_folder
from rag.indexes.seal import is_sound
from rag.indexes.server_address import server_address
from rag.indexes.vectors import AwayIndex, ChromaServer, VectorIndex, Window
from rag.settings import Settings
from rag.storage.shelf import folder_of, slug_of
from rag.storage.writer import WriterLock, still

_CHANGING = "changing.lock"
"""Held by who writes the indexes while they are amid a change, shared by who opens them."""
_OPENING_SECONDS = 60.0
"""So long those who are opening them are waited for: a million vectors take a few seconds."""


class Places:
    """Opens the indexes, empties them, and knows what is noted of them."""

    def __init__(self, home: Path, server: ChromaServer | None) -> None:
        self._home = home
        self._server = server
        self._served = ServedRevisions(home, server) if server else None
        self._shared: Revisions = self._served or Revisions(home)
        self._copy = PrivateCopy(home)
        self._copied: State | None = None  # what was noted at home of what lies in the copy
        self._own: Revisions | None = None  # what is noted of the copy, which this process may bring forward
        self._right = threading.RLock()

    @classmethod
    def of(cls, settings: Settings, *, source: Callable[[], str], fingerprint: Callable[[], str]) -> Self:
        """Those of a collection; on a server under a name of its own for each source of truth and embedding model.

        Raises BadServer, BadHeaders.
        """
        address, server = server_address(settings), None
        if address:
            name = slug_of(settings.collection)
            server = ChromaServer(address, collection=name, source=source(), fingerprint=fingerprint())
        return cls(folder_of(settings), server)

    @property
    def served(self) -> bool:
        """Are the vectors on a server?"""
        return self._server is not None

    def close(self) -> None:
        """Let go of the files."""
        self._copy.close()
        self._own = None

    # --- where nothing may be written --------------------------------------------------------------------------------

    @property
    def read_only(self) -> bool:
        """May the folder only be read? Then what this process opens is a copy."""
        return not os.access(self._home, os.W_OK, effective_ids=os.access in os.supports_effective_ids)

    @property
    def folder(self) -> Path:
        """Where the indexes lie that this process opens."""
        return self._copy.folder or self._home

    @property
    def revisions(self) -> Revisions:
        """What is noted there."""
        return self._own or self._shared

    def read(self) -> State | None:
        """What is noted: of the copy, where there is one and nobody has changed the indexes since it was made."""
        noted = self._shared.read()
        return self._own.read() if self._own is not None and noted == self._copied else noted

    def refresh(self) -> None:
        """Make the copy where one is needed and none is as the indexes are now. Raises as ``private`` does, at once."""
        if self.read_only or self._copy.folder is not None:
            with self.private(seconds=0.0):
                return

    @contextmanager
    def private(self, *, seconds: float) -> Iterator[None]:
        """The right to write the copy, which is made anew where the indexes were changed. Raises CollectionBusy and others."""
        if not self._right.acquire(timeout=seconds):
            raise CollectionBusy(home=self._home)
        try:
            noted = self._shared.read()
            if not self.read_only:  # it may be written again
                self._copy.close()
                self._own = None
            elif self._copy.folder is None or noted != self._copied:
                copy = self._copy.make()
                self._copied = self._shared.read()
                self._own = None if self._served else Revisions(copy)
            yield
        except OSError as error:
            raise index_failure(self._home, error) from error
        finally:
            self._right.release()

    @contextmanager
    def held(self, lock: WriterLock, *, seconds: float | None) -> Iterator[None]:
        """The right to write the indexes, or where they may only be read, the copy. ``seconds``: as WriterLock.held has it."""
        if self.read_only and not self.served:
            with self.private(seconds=lock.wait if seconds is None else seconds):
                yield
        else:
            with lock.held(seconds=seconds):
                self.refresh()
                yield

    # --- opening -----------------------------------------------------------------------------------------------------

    @contextmanager
    def still(self) -> Iterator[None]:
        """Nobody writes meanwhile what this process opens. Raises CollectionBusy where somebody does.

        Chroma reads the whole graph when it is opened. Measured: one that is written out at the same time ends the process that
        reads it with a segmentation fault.
        """
        with nullcontext() if self.served else still(self.folder / _CHANGING):
            yield

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Nobody opens meanwhile what this process writes. Raises CollectionBusy where somebody does not come to an end, OSError."""
        lock = FileLock(str(self.folder / _CHANGING))
        try:
            lock.acquire(timeout=_OPENING_SECONDS)
        except Timeout as error:
            raise CollectionBusy(home=self._home) from error
        try:
            yield
        finally:
            lock.release()

    def open(self, state: State) -> tuple[LexicalIndex, VectorIndex]:
        """Both. Raises ValueError where one is damaged, CollectionUnreadable; a server that is away is none of these."""
        try:
            if not state.amid and state.lexical and not is_sound(self.folder, self._sealed(state)):
                raise ValueError("an index file is not as it was written")
            return self.words(), self._dense(self.folder, state)
        except OSError as error:
            raise index_failure(self._home, error) from error

    def words(self) -> LexicalIndex:
        """The lexical index alone: each of its changes is one commit. Raises ValueError where it is damaged, OSError."""
        return LexicalIndex(self.folder / LEXICAL)

    def _sealed(self, state: State) -> tuple[str, ...]:
        return (LEXICAL,) if self._server else (LEXICAL, dense_folder(state.model))

    def _dense(self, folder: Path, state: State) -> VectorIndex:
        if self._server is None:
            return VectorIndex(folder / dense_folder(state.model))
        try:
            return self._server.open()
        except ChromaAway as error:
            return AwayIndex(error)

    def begun(self) -> State | None:
        """What is noted, as a writer needs it: on a server the vectors of another machine are no less whole for it."""
        return self._served.begun() if self._served else self.read()

    def sound(self, state: State | None, *, model: int, suspected: bool) -> frozenset[str]:
        """Which of the two need not be built anew, though not both are as noted. Without a server: neither."""
        if state is None or self._server is None:
            return frozenset()
        found = set()
        try:
            if self.words().count() == state.paragraphs or state.amid:
                found.add(LEXICAL)
        except (OSError, ValueError):
            found.discard(LEXICAL)
        try:
            whole = state.model == model and not suspected
            if state.away or (whole and (self._server.open().count() == state.windows or state.amid)):
                found.add(DENSE)
        except ChromaAway:
            found.add(DENSE)
        except ValueError:
            found.discard(DENSE)
        return frozenset(found)

    def prepare(self, windows: Iterable[Window], *, model: int, revision: int) -> None:
        """Index the vectors of a model to come, where it can be done beside those that answer: not on a server."""
        if self._server is None:
            try:
                prepare(self._home, windows, model=model, revision=revision)
            except (OSError, ValueError) as error:
                raise index_failure(self._home, error) from error

    def prepared(self, model: int) -> tuple[int, int] | None:
        """Revision and number of the windows that were indexed so; None where there are none."""
        return None if self._server else prepared(self._home, model=model)

    def use_prepared(self, model: int) -> None:
        """From now on they are the collection's. Raises OSError."""
        forget(self._home, model=model)

    def clear(self, kept: Container[str] = ()) -> None:
        """Empty the indexes, but for those that are kept."""
        if LEXICAL not in kept:
            # first what is noted: emptied folders under a note that says "amid a change" would pass for whole ones
            self.revisions.forget_here()
            shutil.rmtree(self.folder / LEXICAL, ignore_errors=True)
        if self._server is None or DENSE not in kept:
            for folder in self.folder.glob(f"{DENSE}*"):
                shutil.rmtree(folder, ignore_errors=True)
        if self._server is not None and DENSE not in kept:
            try:
                self._server.begin_anew()
            except ChromaAway:  # it is found empty or behind when it is back
                return
