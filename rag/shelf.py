"""Several collections by name: each its own folder below one home. The one without a name lies in the home itself."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from rag.errors import BadName
from rag.settings import Settings

_FOLDER = "collections"
_NAME = "name.txt"
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Shelved:
    """A collection that there is, with its size."""

    name: str
    """"" for the one without a name."""
    folder: Path
    documents: int
    paragraphs: int
    size_bytes: int
    """Of all its files on this machine."""


def slug_of(name: str) -> str:
    """The folder's name of a collection, the same for every spelling of its name in Unicode; "" for the one without.

    Raises BadName.
    """
    plain = _plain(name)
    if not plain:
        return ""
    if len(plain) > _LONGEST or not any(character.isalnum() for character in plain):
        raise BadName(name=name, limit=_LONGEST)
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40]
    if stem == plain:
        return stem
    return f"{stem or 'c'}-{hashlib.sha256(plain.encode()).hexdigest()[:10]}"


def folder_of(settings: Settings) -> Path:
    """Where the collection of these settings lies. Raises BadName."""
    slug = slug_of(settings.collection)
    return settings.home / _FOLDER / slug if slug else settings.home


def label(folder: Path, name: str) -> None:
    """Write a named collection's name beside it, as it was first written."""
    if name and folder.is_dir() and not (folder / _NAME).exists():
        (folder / _NAME).write_text(unicodedata.normalize("NFC", name).strip(), encoding="utf-8")


def named(settings: Settings) -> list[tuple[str, Path, Settings]]:
    """Name, folder and settings of every collection in the home, the one without a name first."""
    found = [("", settings.home, replace(settings, collection=""))]
    for folder in sorted((settings.home / _FOLDER).glob("*/")):
        if (folder / _NAME).is_file():
            name = (folder / _NAME).read_text(encoding="utf-8").strip()
            found.append((name, folder, replace(settings, collection=name)))
    return found


def size_of(folder: Path, *, nested: bool) -> int:
    """Bytes of the files of a collection; ``nested``: without the named collections that lie below it."""
    return sum(
        path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and not (nested and path.relative_to(folder).parts[0] == _FOLDER)
    )


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
