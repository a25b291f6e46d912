"""``catalogue.csv`` beside the documents: what a person knows of a file and its text does not say."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import ClassVar

from ingest.entry import Entry, entry_of
from ingest.readers.text import decode
from rag import SourceError, UnreadableFile

NAME = "catalogue.csv"


class BadCatalogue(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} is no catalogue that can be read, so nothing in it was used. Save it as comma-separated text "
        "(UTF-8) whose first line names the columns; one of them must be: file.",
        "zh": "{path} 不是可以读取的目录文件，其中内容均未采用。请另存为逗号分隔的文本（UTF-8），第一行写列名，"
        "其中必须有一列名为 file。",
    }


def entry_for(path: Path) -> Entry | None:
    """The row for a file in the catalogue of its folder, or None. Raises as ``read_catalogue`` does."""
    return read_catalogue(path.parent).get(path.name)


def read_catalogue(folder: Path) -> dict[str, Entry]:
    """Rows by file name; a folder without a catalogue has none.

    Raises:
        UnreadableFile, EmptyFile, BinaryFile, UnknownEncoding, BadCatalogue: with the ``path`` of the catalogue.

    """
    place = folder / NAME
    try:
        content = place.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise UnreadableFile(path=place, reason=error.strerror or str(error)) from None
    text = decode(content, path=place).lstrip("\ufeff")
    try:
        reader = csv.DictReader(io.StringIO(text))
        table = [{_name(key): value for key, value in row.items()} for row in reader]
    except csv.Error:
        raise BadCatalogue(path=place) from None
    if "file" not in {_name(column) for column in reader.fieldnames or ()}:
        raise BadCatalogue(path=place)
    rows: dict[str, Entry] = {}
    for row in table:
        fields = {key: value.strip() for key, value in row.items() if isinstance(value, str)}
        if name := fields.get("file", ""):
            rows[name] = entry_of(fields)
    return rows


def _name(column: str | None) -> str:
    return (column or "").strip().lower()
