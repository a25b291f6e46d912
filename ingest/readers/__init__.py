"""One reader per file format: bytes in, printed lines out. A reader is a module with ``SUFFIXES`` and ``read_lines``."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from ingest.lines import Line
from ingest.readers import markdown, text
from rag import UnknownFormat


class Reader(Protocol):
    """Turns the bytes of one format into printed lines; ``path`` is for messages only."""

    def __call__(self, content: bytes, *, path: Path) -> tuple[Line, ...]: ...


READERS: dict[str, Reader] = {
    **dict.fromkeys(text.SUFFIXES, text.read_lines),
    **dict.fromkeys(markdown.SUFFIXES, markdown.read_lines),
}
FORMATS = tuple(READERS)


def reader_of(path: Path) -> Reader:
    """The reader for this file's suffix; raises UnknownFormat."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnknownFormat(path=path, formats=", ".join(FORMATS))
    return reader
