"""Which collections there are in a home, and how large each is."""

from __future__ import annotations

from dataclasses import replace

from rag.errors import BadName
from rag.settings import Settings
from rag.storage.collection import open_collection
from rag.storage.shelf import FILE, Shelved, collection_exists, folder_of, names_in, size_of, slug_of


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


def find_collection(settings: Settings, name: str) -> str | None:
    """The name of a collection as it was first written, however it is spelled here; None where there is none. Looking makes none.

    The one of these settings is there even if it holds nothing yet.
    """
    try:
        slug = slug_of(name)
    except BadName:
        return None
    if slug == slug_of(settings.collection):
        return settings.collection
    if not slug:
        return "" if collection_exists(replace(settings, collection="")) else None
    found = next((each for each in _names(settings) if slug_of(each) == slug), None)
    held = found is not None and (
        settings.database or (folder_of(replace(settings, collection=found)) / FILE).is_file()
    )
    return found if held else None


def _names(settings: Settings) -> list[str]:
    names = {slug_of(name): name for name in names_in(settings.home)}
    if settings.database:
        from rag.storage.database import Database

        database = Database(home=settings.home, address=settings.database)
        try:
            names |= {slug_of(name): name for name in database.names()}
        finally:
            database.close()
    return sorted(names.values())
