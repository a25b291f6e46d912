"""The catalogues of all folders that a run meets, each read once."""

from __future__ import annotations

from pathlib import Path

from ingest.catalogue import NAME, read_catalogue
from ingest.entry import Entry
from ingest.files import gone, natural
from ingest.remarks import remark
from ingest.report import Failure
from rag import Remark, SourceError

_NAMED = 5
"""So many missing files are named in a remark; the others are counted."""


class Catalogues:
    """What the catalogues say of files, and what is wrong with the catalogues."""

    def __init__(self) -> None:
        self._rows: dict[Path, dict[str, Entry]] = {}
        self.failed: list[Failure] = []
        self.remarks: list[tuple[str, Remark]] = []

    def entry(self, path: Path) -> Entry | None:
        """The row for a file; None where its folder's catalogue has none, or cannot be read."""
        folder = path.parent
        if folder not in self._rows:
            self._rows[folder] = self._read(folder)
        return self._rows[folder].get(path.name)

    def _read(self, folder: Path) -> dict[str, Entry]:
        place = str(folder / NAME)
        try:
            rows = read_catalogue(folder)
        except SourceError as error:
            # told once for the folder; its documents are read without it
            self.failed.append(Failure(place, error))
            return {}
        missing = sorted((name for name in rows if gone(folder / name)), key=natural)
        if missing:
            names = ", ".join(missing[:_NAMED]) + (" …" if len(missing) > _NAMED else "")
            self.remarks.append((place, remark("catalogue-no-file", count=len(missing), names=names)))
        return rows
