"""The vectors of a model that a collection is about to move to, built beside those that answer meanwhile.

What is complete is noted within the folder itself, so that whoever empties the folder takes the note with it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from rag.indexes.revisions import dense_folder
from rag.indexes.vectors import VectorIndex, Window

_NOTE = "prepared.json"
_AT_A_TIME = 1_000


def prepare(home: Path, windows: Iterable[Window], *, model: int, revision: int) -> None:
    """Build them from nothing. ``revision``: one of the store that these windows are not older than. Raises OSError, ValueError."""
    folder = home / dense_folder(model)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        index = VectorIndex(folder)
        rows = iter(windows)
        while batch := list(islice(rows, _AT_A_TIME)):
            index.add(batch)
        fresh = folder / f"{_NOTE}.new"
        fresh.write_text(json.dumps({"revision": revision, "windows": index.count()}), encoding="utf-8")
        fresh.replace(folder / _NOTE)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)  # the disk may be full
        raise


def prepared(home: Path, *, model: int) -> tuple[int, int] | None:
    """The revision and the number of windows that were noted; None where nothing complete is there."""
    try:
        found = json.loads((home / dense_folder(model) / _NOTE).read_text(encoding="utf-8"))
        return int(found["revision"]), int(found["windows"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget(home: Path, *, model: int) -> None:
    """They are in use from now on, and change; those of other models are of no use any more. Raises OSError."""
    kept = home / dense_folder(model)
    (kept / _NOTE).unlink(missing_ok=True)
    for folder in home.glob(f"{dense_folder(1)}*"):
        if folder != kept:
            shutil.rmtree(folder, ignore_errors=True)
