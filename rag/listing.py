"""Which collections there are in a home, and how large each is."""

from __future__ import annotations

from dataclasses import replace

from rag.collection import open_collection
from rag.settings import Settings
from rag.shelf import FILE, Shelved, folder_of, names_in, size_of, slug_of


def list_collections(settings: Settings) -> tuple[Shelved, ...]:
    """Every collection in the home of these settings and in their database, the one without a name first.

    One that holds nothing is left out.
    """
    found = []
    for name in ("", *_names(settings)):
        one = replace(settings, collection=name)
        folder = folder_of(one)
        if settings.database or (folder / FILE).is_file():
            with open_collection(one) as collection:
                documents, paragraphs = collection.size()
            found.append(Shelved(name, documents, paragraphs, size_of(folder)))
    return tuple(found)


def _names(settings: Settings) -> list[str]:
    names = {slug_of(name): name for name in names_in(settings.home)}
    if settings.database:
        from rag.database import Database

        database = Database(home=settings.home, address=settings.database)
        try:
            names |= {slug_of(name): name for name in database.names()}
        finally:
            database.close()
    return sorted(names.values())
