"""``catalogue.csv`` beside the documents: what a person knows of a file and its text does not say."""

from __future__ import annotations

import csv
import dataclasses
import io
from dataclasses import dataclass
from pathlib import Path

from ingest.readers.text import decode
from rag import DocumentKind, ParaciteError

NAME = "catalogue.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row. An empty field leaves what the text says."""

    symbol: str = ""
    title: str = ""
    date: str = ""
    language: str = ""
    kind: DocumentKind | None = None
    author: str = ""
    url: str = ""

    def fields(self) -> dict[str, str | DocumentKind | None]:
        """By the names that a Document gives them."""
        return dataclasses.asdict(self)


def entry_for(path: Path) -> Entry | None:
    """The row for a file in the catalogue of its folder, or None."""
    return read_catalogue(path.parent).get(path.name)


def read_catalogue(folder: Path) -> dict[str, Entry]:
    """Rows by file name. A folder without a catalogue, or with one that cannot be read, has no rows."""
    place = folder / NAME
    try:
        text = decode(place.read_bytes(), path=place)
    except (OSError, ParaciteError):
        return {}
    rows: dict[str, Entry] = {}
    for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff"))):
        fields = {
            (key or "").strip().lower(): (value or "").strip() for key, value in row.items() if isinstance(value, str)
        }
        if name := fields.get("file", ""):
            rows[name] = Entry(
                symbol=fields.get("symbol", ""),
                title=fields.get("title", ""),
                date=fields.get("date", ""),
                language=fields.get("language", ""),
                kind=_kind(fields.get("kind", "")),
                author=fields.get("author", ""),
                url=fields.get("url", ""),
            )
    return rows


def _kind(text: str) -> DocumentKind | None:
    normal = text.lower().replace("_", " ")
    return DocumentKind(normal) if normal in list(DocumentKind) else None
