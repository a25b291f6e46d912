"""Several collections by name: each its own folder below one home. The one without a name lies in the home itself."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from rag.errors import BadName
from rag.settings import Settings

FILE = "paracite.sqlite3"
"""The source of truth in a collection's folder."""
_FOLDER = "collections"
_NAME = "name.txt"
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Shelved:
    """A collection that there is, with its size."""

    name: str
    """"" for the one without a name."""
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


def collection_exists(settings: Settings) -> bool:
    """Whether there is a collection to look into; looking does not make one. (A database is taken to hold one.)"""
    return bool(settings.database) or (folder_of(settings) / FILE).is_file()


def label(folder: Path, name: str) -> None:
    """Write a named collection's name beside it, as it was first written."""
    if name and folder.is_dir() and not (folder / _NAME).exists():
        (folder / _NAME).write_text(unicodedata.normalize("NFC", name).strip(), encoding="utf-8")


def names_in(home: Path) -> list[str]:
    """The names of the named collections below a home, sorted."""
    return sorted(path.read_text(encoding="utf-8").strip() for path in (home / _FOLDER).glob(f"*/{_NAME}"))


def size_of(folder: Path) -> int:
    """Bytes of the files of a collection, without the named ones that lie below it."""
    return sum(
        path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] != _FOLDER
    )


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
