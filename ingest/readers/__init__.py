"""One reader per file format: bytes in, printed documents out. A reader is a module with ``SUFFIXES`` and ``read``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from ingest.printed import Printed
from ingest.readers import docx, epub, html, jsonl, markdown, mhtml, ocr, office, pdf, text
from rag import UnknownFormat


class Reader(Protocol):
    """Turns the bytes of one format into the documents that they print; ``path`` is for messages only."""

    def __call__(self, content: bytes, *, path: Path) -> Iterator[Printed]: ...


READERS: dict[str, Reader] = {
    suffix: module.read
    for module in (text, markdown, pdf, ocr, html, docx, office, epub, jsonl, mhtml)
    for suffix in module.SUFFIXES
}
FORMATS = tuple(READERS)


def reader_of(path: Path) -> Reader:
    """The reader for this file's suffix; raises UnknownFormat."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnknownFormat(path=path, formats=", ".join(FORMATS))
    return reader
