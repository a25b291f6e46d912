"""Which revision of the store the two indexes hold: ``indexes.json`` beside them, replaced in one step."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

_NAME = "indexes.json"


class Revisions:
    """Whole numbers by name, about the folders of the indexes: the revision that each holds, and how many rows."""

    def __init__(self, home: Path, folders: Sequence[str]) -> None:
        self._home = home
        self._folders = tuple(folders)

    def read(self) -> dict[str, int]:
        """What was written last; {} where nothing was, where it is garbled, or where a folder is gone."""
        try:
            state = json.loads((self._home / _NAME).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        whole = isinstance(state, dict) and all(isinstance(value, int) for value in state.values())
        present = all((self._home / name).is_dir() for name in self._folders)
        return state if whole and present else {}

    def write(self, state: dict[str, int]) -> None:
        """Replace what was written."""
        fresh = self._home / f"{_NAME}.new"
        fresh.write_text(json.dumps(state), encoding="utf-8")
        fresh.replace(self._home / _NAME)
