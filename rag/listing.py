"""Which collections there are in a home, and how large each is."""

from __future__ import annotations

from dataclasses import replace

from rag.collection import open_collection
from rag.settings import Settings
from rag.shelf import FILE, Shelved, folder_of, names_in, size_of


def list_collections(settings: Settings) -> tuple[Shelved, ...]:
    """Every collection in the home of these settings, the one without a name first; one that holds nothing is left out."""
    found = []
    for name in ("", *names_in(settings.home)):
        one = replace(settings, collection=name)
        folder = folder_of(one)
        if settings.database or (folder / FILE).is_file():
            with open_collection(one) as collection:
                documents, paragraphs = collection.size()
            found.append(Shelved(name, documents, paragraphs, size_of(folder)))
    return tuple(found)
