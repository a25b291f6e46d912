"""Documents whose file is gone from a folder: which they are, and their removal once somebody has agreed."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.files import gone
from ingest.report import Outcome
from ingest.run import Run
from rag import Document, SourceError


@dataclass(frozen=True, slots=True)
class Pruning:
    """What ``prune`` is about to remove."""

    documents: tuple[Document, ...]
    emptied: tuple[Path, ...] = ()
    """Folders all of whose documents have lost their file: one that is not mounted looks like that."""


def prune(run: Run, folders: Sequence[Path], *, consent: Callable[[Pruning], bool] | None = None) -> None:
    """Remove the documents whose file lay in one of these folders and is gone.

    ``consent`` is asked once, before, where anything would be removed; it may raise a SourceError, which is then reported.
    """
    lost: dict[str, None] = {}
    emptied: list[Path] = []
    sources = run.holdings.sources()
    for folder in folders:
        below = [source for source in sources if source.startswith(f"{str(folder).rstrip(os.sep)}{os.sep}")]
        missing = [source for source in below if gone(source)]
        lost.update(dict.fromkeys(missing))
        if missing and len(missing) == len(below):
            emptied.append(folder)
    documents = tuple(document for source in lost for document in run.holdings.of(source).values())
    if not documents:
        return
    try:
        agreed = consent is None or run.rehearses or consent(Pruning(documents, tuple(emptied)))
    except SourceError as error:
        run.fail(str(error.details.get("path", "")), error)
        return
    for document in documents if agreed else ():
        run.tell(Outcome.REMOVED, document)
        run.leave(document)
        run.store_if_full()
    run.store()
