"""Which revision of the store the two indexes hold: ``indexes.json`` beside them, replaced in one step.

Where a Chroma server keeps the vectors, what they hold is noted with them, since several machines may share it.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from rag.errors import ChromaAway
from rag.indexes.seal import seal
from rag.indexes.vectors import ChromaServer

_NAME = "indexes.json"
LEXICAL, DENSE = "lexical", "dense"
_NOTED = ("dense", "windows", "model", "amid", "partial_vectors")
"""What a server is told of its part."""


def dense_folder(model: int) -> str:
    """The folder of the dense index of an embedding model, by the model's number in the store."""
    return DENSE if model <= 1 else f"{DENSE}-{model}"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What stands in the folders of the indexes."""

    lexical: int = 0
    """The revision of the store that the lexical index holds; 0 before the first."""
    dense: int = 0
    paragraphs: int = 0
    """Rows of the lexical index."""
    windows: int = 0
    """Rows of the dense index."""
    model: int = 1
    """The embedding model of the dense index."""
    amid: int = 0
    """1 while a change of the indexes is under way: they may hold some of what came after their revision."""

    partial_words: int = 0
    """1 while the lexical index is built from nothing and holds a part of what was stored."""
    partial_vectors: int = 0
    """The same of the dense index."""
    away: int = 0
    """1 where the server of the dense index does not answer: what it holds is not known."""

    @property
    def revision(self) -> int:
        """The revision of the store that both hold."""
        return self.lexical if self.away else min(self.lexical, self.dense)

    @property
    def partial(self) -> bool:
        """Is one of them being built from nothing, so that it must not be asked as if it were whole?"""
        return bool(self.partial_words or self.partial_vectors)


class Revisions:
    """The State of the indexes in a folder."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def read(self) -> State | None:
        """What was written last; None where nothing was, where it is garbled, or where an index's folder is gone."""
        try:
            found = json.loads((self._home / _NAME).read_text(encoding="utf-8"))
            state = State(**found)
        except (OSError, ValueError, TypeError):
            return None
        whole = all(type(value) is int for value in asdict(state).values())
        return state if whole and all((self._home / name).is_dir() for name in self._folders(state)) else None

    def _folders(self, state: State) -> tuple[str, ...]:
        return LEXICAL, dense_folder(state.model)

    def forget_here(self) -> None:
        """Nothing is noted on this machine any more. This needs no room on the disk."""
        (self._home / _NAME).unlink(missing_ok=True)

    def write(self, state: State) -> None:
        """Replace what was written. Raises ChromaAway where it is noted on a server too."""
        self.write_here(state)

    def write_here(self, state: State) -> None:
        """The same, on this machine alone."""
        if not state.amid and state.lexical:
            seal(self._home, self._folders(state))
        fresh = self._home / f"{_NAME}.new"
        with fresh.open("w", encoding="utf-8") as file:
            file.write(json.dumps(asdict(state)))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._home / _NAME)


class ServedRevisions(Revisions):
    """The State of a lexical index in a folder and of a dense one on a server."""

    def __init__(self, home: Path, server: ChromaServer) -> None:
        super().__init__(home)
        self._server = server

    def read(self) -> State | None:
        """None where nothing was written on this machine. Raises ValueError where the server's collection is damaged."""
        here = super().read()
        return None if here is None else self._joined(here)

    def begun(self) -> State:
        """The same, where nothing was written too."""
        return self._joined(super().read() or State())

    def write(self, state: State) -> None:
        """On the server too, unless it is away: one process at a time has the right."""
        self.write_here(state)
        if not state.away:
            self._server.note({name: getattr(state, name) for name in _NOTED})

    def write_here(self, state: State) -> None:
        super().write_here(replace(state, dense=0, windows=0, partial_vectors=0))

    def _folders(self, state: State) -> tuple[str, ...]:  # noqa: ARG002
        return (LEXICAL,)

    def _joined(self, here: State) -> State:
        try:
            noted = self._server.read() or {}
        except ChromaAway:
            return replace(here, dense=0, windows=0, partial_vectors=0, away=1)
        known = {name: int(noted.get(name, 0)) for name in ("dense", "windows", "amid")}
        return replace(
            here,
            dense=known["dense"],
            windows=known["windows"],
            model=int(noted.get("model", here.model)),
            # a collection that was made and of which nothing is noted yet holds nothing
            partial_vectors=int(noted.get("partial_vectors", 0)) if noted else 1,
            amid=max(here.amid, known["amid"]),
            away=0,
        )
