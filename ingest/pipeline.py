"""Files and folders into a collection, and a report of what became of each. One bad file never stops the rest."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from ingest.contents import MOST_BYTES
from ingest.files import Found, absolute, walk
from ingest.pruning import Pruning, prune
from ingest.readers import FORMATS
from ingest.report import Report
from ingest.run import Run, Store
from ingest.taking import take_in
from rag import SourceError


def ingest(
    collection: Store,
    paths: Iterable[Path | str],
    *,
    prune: bool = False,
    consent: Callable[[Pruning], bool] | None = None,
    most: int = MOST_BYTES,
    progress: Callable[[int, int, str], None] | None = None,
    stage: Callable[[str, int], None] | None = None,
) -> Report:
    """Read files and folders into a collection.

    A file that was read to its end before, and whose bytes and catalogue row are the same, costs one digest. ``prune`` removes
    the documents whose file lay in one of the given folders and is gone; ``consent`` is asked before. ``most``: bytes of the
    largest file that is read. ``progress`` is told (files done, files in all, path), ``stage`` what is being done:
    ``listing`` (files found), ``reading`` (paragraphs so far) or ``storing`` (paragraphs).
    What is wrong with one file is in the report; what is wrong with the collection (CollectionError) is raised.
    """
    return _ingest(Run(collection, most=most, stage=stage), paths, pruned=prune, consent=consent, progress=progress)


def rehearse(
    collection: Store | None,
    paths: Iterable[Path | str],
    *,
    prune: bool = False,
    most: int = MOST_BYTES,
    progress: Callable[[int, int, str], None] | None = None,
    stage: Callable[[str, int], None] | None = None,
) -> Report:
    """What ``ingest`` would do: every file is read, nothing is stored. ``collection`` is None where there is none yet."""
    run = Run(collection, most=most, rehearse=True, stage=stage)
    return _ingest(run, paths, pruned=prune, consent=None, progress=progress)


def _ingest(
    run: Run,
    paths: Iterable[Path | str],
    *,
    pruned: bool,
    consent: Callable[[Pruning], bool] | None,
    progress: Callable[[int, int, str], None] | None,
) -> Report:
    started = time.monotonic()
    files, folders = _find(run, [absolute(path) for path in paths])
    run.at("reading", 0)
    for done, path in enumerate(files):
        if progress is not None:
            progress(done, len(files), path)
        try:
            take_in(run, Path(path))
        except SourceError as error:
            run.fail(path, error)
        run.store_if_full()
    run.store()
    if pruned:
        prune(run, folders, consent=consent)
    if progress is not None:
        progress(len(files), len(files), "")
    return run.report(seconds=time.monotonic() - started)


def _find(run: Run, given: Sequence[Path]) -> tuple[list[str], list[Path]]:
    """Every file once, in the order given, and the given folders that could be listed; the rest is in the report."""
    files: dict[str, None] = {}
    folders: list[Path] = []
    for path in given:
        try:
            for found in walk(path):
                if found.readable:
                    files[str(found.path)] = None
                else:
                    _pass_over(run, found)
                if len(files) % 1_000 == 0:
                    run.at("listing", len(files))
        except SourceError as error:
            run.fail(str(path), error)
        else:
            if path.is_dir():
                folders.append(path)
    return list(files), folders


def _pass_over(run: Run, found: Found) -> None:
    if found.error is not None:
        run.fail(str(found.path), found.error)
    else:
        run.skip(str(found.path), "unknown-format", suffix=found.path.suffix or "—", formats=", ".join(FORMATS))
