"""Which revision of the store the two indexes hold: ``indexes.json`` beside them, replaced in one step."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

_NAME = "indexes.json"
LEXICAL, DENSE = "lexical", "dense"


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

    @property
    def revision(self) -> int:
        """The revision of the store that both hold."""
        return min(self.lexical, self.dense)


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
        present = whole and all((self._home / name).is_dir() for name in (LEXICAL, dense_folder(state.model)))
        return state if present else None

    def write(self, state: State) -> None:
        """Replace what was written."""
        fresh = self._home / f"{_NAME}.new"
        with fresh.open("w", encoding="utf-8") as file:
            file.write(json.dumps(asdict(state)))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._home / _NAME)
