"""Checksums of the index files, written down whenever both indexes are whole, and compared before they are opened.

Neither library compares any itself. Measured: a flipped bit in the graph of the vectors ends the process with a segmentation
fault, and one in a segment of the words is a panic or a wrong answer. Chroma's own SQLite file is left out: it changes with
every call, and SQLite tells what is wrong with it.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_NAME = "seals.json"
_LARGE = 256_000_000
"""Bytes in all, above which only files are read whose size or time is another: a second a gigabyte is too long to open."""
_PIECE = 1 << 20
_GRAPH, _KEPT = ".bin", "index_metadata.pickle"
"""Chroma's graph of the vectors, and what says that it was written out: before some thousand changes its files hold nothing,
and are made anew, with whatever stood in memory, by each process that opens them."""
_CHANGING = (".lock", ".sqlite3", ".sqlite3-journal", ".sqlite3-wal", ".sqlite3-shm")


@dataclass(frozen=True, slots=True)
class _Seal:
    size: int
    time: int
    """Nanoseconds: of the last change."""
    checksum: int
    """CRC-32."""


def seal(home: Path, folders: Iterable[str]) -> None:
    """Write down what the files in these folders are now. Raises OSError."""
    former = _read(home) or {}
    seals = {}
    for name, path in _files(home, folders):
        about, known = path.stat(), former.get(name)
        if known is None or (known.size, known.time) != (about.st_size, about.st_mtime_ns):
            known = _Seal(about.st_size, about.st_mtime_ns, _checksum(path))
        seals[name] = known
    if seals != former:
        fresh = home / f"{_NAME}.new"
        rows = {name: [each.size, each.time, each.checksum] for name, each in seals.items()}
        fresh.write_text(json.dumps(rows), encoding="utf-8")
        fresh.replace(home / _NAME)


def is_sound(home: Path, folders: Iterable[str]) -> bool:
    """Are the files in these folders as they were sealed? True where nothing was ever sealed."""
    seals = _read(home)
    if seals is None:
        return True
    wanted = {name: each for name, each in seals.items() if name.split("/")[0] in set(folders)}
    trusting = sum(each.size for each in wanted.values()) > _LARGE
    return all(_is_as_sealed(home / name, each, trusting=trusting) for name, each in wanted.items())


def _is_as_sealed(path: Path, known: _Seal, *, trusting: bool) -> bool:
    try:
        about = path.stat()
        if about.st_size != known.size:
            return False
        return (trusting and about.st_mtime_ns == known.time) or _checksum(path) == known.checksum
    except OSError:  # gone, or on a part of the disk that cannot be read
        return False


def _files(home: Path, folders: Iterable[str]) -> Iterator[tuple[str, Path]]:
    for folder in folders:
        for path in sorted((home / folder).rglob("*")):
            if path.is_file() and not path.name.endswith(_CHANGING) and _is_kept(path):
                yield path.relative_to(home).as_posix(), path


def _is_kept(path: Path) -> bool:
    return path.suffix != _GRAPH or (path.parent / _KEPT).exists()


def _checksum(path: Path) -> int:
    found = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            found = zlib.crc32(piece, found)
    return found


def _read(home: Path) -> dict[str, _Seal] | None:
    """What was sealed; None where nothing was, or where that is garbled."""
    try:
        rows = json.loads((home / _NAME).read_text(encoding="utf-8"))
        return {str(name): _Seal(*map(int, row)) for name, row in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return None
