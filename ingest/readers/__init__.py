"""One reader per file format: bytes in, printed lines out. A reader is a module with ``SUFFIXES`` and ``read_lines``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ingest.lines import Line
from ingest.readers import markdown, text
from rag import UnknownFormat

READERS = (text, markdown)
FORMATS = tuple(suffix for reader in READERS for suffix in reader.SUFFIXES)


def reader_of(path: Path) -> Callable[..., tuple[Line, ...]]:
    """The ``read_lines`` of the reader for this file's suffix; raises UnknownFormat."""
    for reader in READERS:
        if path.suffix.lower() in reader.SUFFIXES:
            return reader.read_lines
    raise UnknownFormat(path=path, formats=", ".join(FORMATS))
