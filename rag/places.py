"""Where the two indexes of a collection lie: folders of this machine, and for the vectors perhaps a Chroma server."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Container
from pathlib import Path
from typing import Self

from rag.errors import ChromaAway, index_failure
from rag.lexical import LexicalIndex
from rag.revisions import DENSE, LEXICAL, Revisions, ServedRevisions, State, dense_folder
from rag.seal import is_sound
from rag.server_address import server_address
from rag.settings import Settings
from rag.shelf import folder_of, slug_of
from rag.vectors import AwayIndex, ChromaServer, VectorIndex


class Places:
    """Opens the indexes, empties them, and knows what is noted of them."""

    def __init__(self, home: Path, server: ChromaServer | None) -> None:
        self._home = home
        self._server = server
        self._served = ServedRevisions(home, server) if server else None
        self.revisions: Revisions = self._served or Revisions(home)
        self._copy: tempfile.TemporaryDirectory[str] | None = None

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
        if self._copy is not None:
            self._copy.cleanup()

    def open(self, state: State) -> tuple[LexicalIndex, VectorIndex]:
        """Both. Raises ValueError where one is damaged, CollectionUnreadable; a server that is away is none of these."""
        try:
            if not state.amid and state.lexical and not is_sound(self._home, self._sealed(state)):
                raise ValueError("an index file is not as it was written")
            folder = self._readable()
            return LexicalIndex(folder / LEXICAL), self._dense(folder, state)
        except OSError as error:
            raise index_failure(self._home, error) from error

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
        return self._served.begun() if self._served else self.revisions.read()

    def sound(self, state: State | None, *, model: int, suspected: bool) -> frozenset[str]:
        """Which of the two need not be built anew, though not both are as noted. Without a server: neither."""
        if state is None or self._server is None:
            return frozenset()
        found = set()
        try:
            if LexicalIndex(self._home / LEXICAL).count() == state.paragraphs or state.amid:
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

    def clear(self, kept: Container[str] = ()) -> None:
        """Empty the indexes, but for those that are kept."""
        if LEXICAL not in kept:
            # first what is noted: emptied folders under a note that says "amid a change" would pass for whole ones
            self.revisions.forget_here()
            shutil.rmtree(self._home / LEXICAL, ignore_errors=True)
        if self._server is None or DENSE not in kept:
            for folder in self._home.glob(f"{DENSE}*"):
                shutil.rmtree(folder, ignore_errors=True)
        if self._server is not None and DENSE not in kept:
            try:
                self._server.begin_anew()
            except ChromaAway:  # it is found empty or behind when it is back
                return

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
