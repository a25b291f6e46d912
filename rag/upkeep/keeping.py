"""What is done with a whole collection: written to one file, taken in from one, examined."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from rag.notices import Tell, tell_nobody
from rag.settings import Settings
from rag.storage.collection import Collection
from rag.upkeep.diagnosis import Finding

if TYPE_CHECKING:
    from rag.upkeep.importing import Import
    from rag.upkeep.portable import Manifest, Progress


def export_collection(
    collection: Collection, path: Path, *, force: bool = False, progress: Progress | None = None
) -> Manifest:
    """A whole collection as one file, which is there whole or not at all; what is said of it.

    ``force``: replace a file that is there. ``progress`` is told (documents written, of all). Raises FileTaken, FileUnusable.
    """
    from rag.upkeep.portable import write_portable

    return write_portable(collection._database, path, force=force, progress=progress)


def import_collection(
    collection: Collection, path: Path, *, consent: Callable[[Import], bool], progress: Progress | None = None
) -> Import | None:
    """Add or replace by id the documents of a file that was exported, in one transaction; None where not consented to.

    ``consent`` is told what would happen. ``progress`` is told (documents stored, of all). Raises NoPortableFile,
    PortableNewer, PortableDamaged, FileUnusable, DiskFull, CollectionBusy, OtherEmbedding.
    """
    from rag.upkeep.importing import import_file
    from rag.upkeep.portable import PortableFile

    with closing(PortableFile(path)) as file:
        return import_file(collection, file, consent=consent, progress=progress)


def examine_collection(settings: Settings, *, tell: Tell = tell_nobody, repair: bool = False) -> Iterator[Finding]:
    """Is the collection well? What was looked at, one by one. Without ``repair`` nothing that was stored is changed."""
    from rag.upkeep.doctor import examine

    yield from examine(settings, tell=tell, repair=repair)
