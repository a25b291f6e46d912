"""A copy of the indexes for this process alone, where their folder may only be read: neither library opens such a folder.

What the store holds and the indexes lack is taken in there, and is gone when the process ends.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from rag.indexes.revisions import DENSE, LEXICAL
from rag.storage.writer import still

_LOCK = "index.lock"


class PrivateCopy:
    """Copies one after the other, each in place of the last, all gone when it is closed."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._above: tempfile.TemporaryDirectory[str] | None = None
        self._number = 0
        self.folder: Path | None = None
        """Where the last copy lies."""

    def make(self) -> Path:
        """Copy what is there now. Raises CollectionBusy while somebody writes it, OSError."""
        if self._above is None:
            self._above = tempfile.TemporaryDirectory(prefix="paracite-")
        self._number += 1
        fresh = Path(self._above.name) / str(self._number)
        fresh.mkdir()
        with still(self._home / _LOCK):
            for path in (self._home / LEXICAL, *self._home.glob(f"{DENSE}*")):
                if path.is_dir():
                    shutil.copytree(path, fresh / path.name, copy_function=shutil.copyfile)
            for path in self._home.glob("*.json"):  # what is noted of them, and their checksums
                shutil.copyfile(path, fresh / path.name)
        for path in fresh.rglob("*"):
            path.chmod(0o700)
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.folder = fresh
        return fresh

    def close(self) -> None:
        """Remove it."""
        if self._above is not None:
            self._above.cleanup()
        self._above = self.folder = None
