"""Which files a person means by the paths that they give."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.catalogue import NAME as CATALOGUE
from ingest.readers import FORMATS, reader_of
from rag import MissingPath, UnreadableFile


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, or a path inside a folder that is passed over."""

    path: Path
    readable: bool = True


def absolute(path: Path | str) -> Path:
    """The path from the root, its symbolic links left as they are named."""
    return Path(os.path.abspath(Path(path).expanduser()))  # noqa: PTH100 - Path.resolve would follow the links


def walk(path: Path) -> Iterator[Found]:
    """The files under a path, in order of their names. Hidden files are left out, and so is a link back up the tree.

    Raises:
        MissingPath, UnknownFormat, UnreadableFile: for the path itself. A bad folder within it is passed over.

    """
    if not _exists(path):
        raise MissingPath(path=path)
    if path.is_dir():
        yield from _walk_folder(path, frozenset())
        return
    reader_of(path)
    yield Found(path)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise UnreadableFile(path=path, reason=error.strerror or str(error)) from None


def _walk_folder(folder: Path, above: frozenset[Path]) -> Iterator[Found]:
    real = folder.resolve()
    if real in above:
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise UnreadableFile(path=folder, reason=error.strerror or str(error)) from None
    for entry in entries:
        if entry.name.startswith(".") or entry.name == CATALOGUE:
            continue
        if entry.is_dir():
            try:
                yield from _walk_folder(entry, above | {real})
            except UnreadableFile:
                yield Found(entry, readable=False)
        elif entry.is_file() or entry.is_symlink():
            yield Found(entry, readable=entry.suffix.lower() in FORMATS)
