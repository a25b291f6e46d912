"""Which files a person means by the paths that they give."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.catalogue import NAME as CATALOGUE
from ingest.readers import READERS, reader_of
from rag import MissingPath, SourceError, UnreadableFile

_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, or a path inside a folder that is passed over."""

    path: Path
    readable: bool = True
    error: SourceError | None = None
    """Why a folder's content is not known."""


def absolute(path: Path | str) -> Path:
    """The path from the root, its symbolic links left as they are named and ``..`` taken out."""
    return Path(os.path.abspath(Path(path).expanduser()))  # noqa: PTH100 - Path.resolve would follow the links


def gone(path: Path | str) -> bool:
    """There is no such file. False where nobody can tell: a folder that may not be entered, a link in a circle."""
    try:
        os.stat(path)  # noqa: PTH116 - called for every document of a collection
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return True
    except OSError:
        return False
    return False


def walk(path: Path) -> Iterator[Found]:
    """The files under a path, in the natural order of their names (2 before 10), folder by folder.

    Hidden files are left out, and so is a link back up the tree. A folder within it that cannot be listed is told as its error.

    Raises:
        MissingPath, UnknownFormat, UnreadableFile: for the path itself.

    """
    if not _exists(path):
        raise MissingPath(path=path)
    if path.is_dir():
        yield from _walk_folder(path, frozenset())
        return
    reader_of(path)
    yield Found(path)


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """The key by which names are sorted: runs of digits count as numbers. Same for ``1`` and ``01``; the name decides then."""
    return (*(_weight(piece) for piece in _DIGITS.split(name.casefold()) if piece), (-1, 0, name))


def _weight(piece: str) -> tuple[int, int, str]:
    """Of two numbers, the one with more digits is larger; that holds however long they are."""
    if not piece.isdecimal():
        return 1, 0, piece
    digits = piece.lstrip("0")
    return 0, len(digits), digits


def _exists(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError) as error:
        raise UnreadableFile(path=path, reason=getattr(error, "strerror", None) or str(error)) from None
    return True


def _walk_folder(folder: Path, above: frozenset[tuple[int, int]]) -> Iterator[Found]:
    try:
        here = folder.stat()
        place = (here.st_dev, here.st_ino)
        if place in above:
            return
        with os.scandir(folder) as listing:
            # names only: a folder of a hundred thousand files is listed without asking for each of them
            entries = [(entry.name, _is_folder(entry)) for entry in listing if not entry.name.startswith(".")]
    except OSError as error:
        raise UnreadableFile(path=folder, reason=error.strerror or str(error)) from None
    for name, is_folder in sorted(entries, key=lambda entry: natural(entry[0])):
        path = folder / name
        if is_folder:
            try:
                yield from _walk_folder(path, above | {place})
            except UnreadableFile as error:
                yield Found(path, readable=False, error=error)
        elif name != CATALOGUE:
            yield Found(path, readable=path.suffix.lower() in READERS)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link in a circle; opening it says so
        return False
