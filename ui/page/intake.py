"""Files that a person hands to the page: laid aside, read and shown, and only then stored.

A batch lies in a folder of its own below ``uploads`` in the home, so that no file is ever written over; what is not stored is
deleted. Reading and storing are ingestion's, lent by the command: this room does not know the other.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Final, Protocol
from uuid import uuid4

from rag import Collection, ParaciteError, Reading
from ui.commands.ingesting import IngestReport
from ui.errors import InterfaceError

FOLDER: Final = "uploads"
MOST_FILES: Final = 500
"""In one batch."""
MOST_PREVIEWED: Final = 500
"""Paragraphs of a file that are shown before it is stored: enough to see how it was read."""
_DOCUMENTS_PREVIEWED: Final = 20
_KEPT_SECONDS: Final = 24 * 3600.0
"""A batch that nobody stored or discarded (the page was closed) goes after a day."""
_MARK: Final = ".pending"


class UnknownBatch(InterfaceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "These files are no longer waiting here. Add them again.",
        "zh": "这批文件已不在等待区。请重新加入。",
    }


class TooManyFiles(InterfaceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{count} files were chosen; at most {limit} are taken at a time. Choose fewer, or run: paracite ingest FOLDER",
        "zh": "选了 {count} 个文件，一次最多 {limit} 个。请少选一些，或运行：paracite ingest FOLDER",
    }


class StrangeUpload(InterfaceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "A file of this batch was not uploaded here. Choose the files again.",
        "zh": "这批文件中有一个不是在此上传的。请重新选择文件。",
    }


class Read(Protocol):
    """The documents of one file, as ingestion gives them."""

    def __call__(self, path: Path, /, *, most: int) -> Iterator[Reading]: ...


class TakeIn(Protocol):
    """Files into a collection, or a rehearsal of that."""

    def __call__(
        self,
        collection: Collection,
        paths: Sequence[Path],
        /,
        *,
        most: int,
        progress: Callable[[int, int, str], None],
        stage: Callable[[str, int], None],
    ) -> IngestReport: ...


@dataclass(frozen=True, slots=True)
class Ingestion:
    """What another room lends."""

    ingest: TakeIn
    rehearse: TakeIn
    read: Read
    formats: tuple[str, ...]
    """Suffixes of the files that can be read."""


@dataclass(slots=True)
class Batch:
    """Files that were handed in together and what is being done with them."""

    id: str
    folder: Path
    stage: str = "reading"
    """``listing``, ``reading`` or ``storing``."""
    count: int = 0
    """Paragraphs of the stage, as far as it has come."""
    done: int = 0
    total: int = 0
    name: str = ""
    """The file that is being read."""
    report: IngestReport | None = None
    """Of the rehearsal, then of the storing."""
    stored: bool = False
    trouble: ParaciteError | None = None
    broken: bool = False
    """Something that nobody foresaw; its trace is in the log."""
    left_out: set[str] = field(default_factory=set)

    @property
    def working(self) -> bool:
        return self.report is None and self.trouble is None and not self.broken


class Intake:
    """The batches of one served collection."""

    def __init__(self, collection: Collection, ingestion: Ingestion, *, home: Path, most: int) -> None:
        self.formats = ingestion.formats
        self.most = most
        self._collection = collection
        self._ingestion = ingestion
        self._home = home / FOLDER
        self._batches: dict[str, Batch] = {}
        self._lock = threading.Lock()

    def begin(self, files: Sequence[tuple[Path, str]]) -> Batch:
        """Lay uploaded files (where they lie, and the path that they had) aside and begin to read them. Raises TooManyFiles."""
        if len(files) > MOST_FILES:
            raise TooManyFiles(count=len(files), limit=MOST_FILES)
        self._sweep()
        batch = Batch(uuid4().hex[:12], self._home / uuid4().hex[:12], total=len(files))
        batch.folder.mkdir(parents=True)
        self._mark(batch).touch()
        for path, name in files:
            place = _place(batch.folder, name)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, place)
        with self._lock:
            self._batches[batch.id] = batch
        self._work(batch, self._ingestion.rehearse)
        return batch

    def batch(self, name: object) -> Batch:
        """Raises UnknownBatch."""
        with self._lock:
            found = self._batches.get(str(name))
        if found is None:
            raise UnknownBatch
        return found

    def readings(self, batch: Batch, source: str) -> tuple[Reading, ...]:
        """How one of its files begins, before anything is stored. Raises UnknownBatch, SourceError."""
        return beginning(self._ingestion.read(self._file(batch, source), most=self.most))

    def leave_out(self, batch: Batch, source: str) -> None:
        """Do not store what one file holds."""
        batch.left_out.add(str(self._file(batch, source)))

    def store(self, batch: Batch) -> None:
        """Begin to store what was read."""
        if batch.working or batch.stored:
            return
        for source in batch.left_out:
            Path(source).unlink(missing_ok=True)
        batch.report, batch.stored, batch.done = None, True, 0
        self._work(batch, self._ingestion.ingest)

    def discard(self, batch: Batch) -> None:
        with self._lock:
            self._batches.pop(batch.id, None)
        if not batch.stored:
            shutil.rmtree(batch.folder, ignore_errors=True)
            self._mark(batch).unlink(missing_ok=True)

    def is_upload(self, path: Path) -> bool:
        """Whether a file came in through the page, and so is the page's to delete."""
        return path.is_relative_to(self._home)

    # --- inside ------------------------------------------------------------------------------------------------------

    def _work(self, batch: Batch, take_in: TakeIn) -> None:
        threading.Thread(target=self._take_in, args=(batch, take_in), daemon=True, name="intake").start()

    def _take_in(self, batch: Batch, take_in: TakeIn) -> None:
        def progress(done: int, total: int, name: str) -> None:
            batch.done, batch.total, batch.name = done, total, Path(name).name

        def stage(name: str, count: int) -> None:
            batch.stage, batch.count = name, count

        try:
            report = take_in(self._collection, [batch.folder], most=self.most, progress=progress, stage=stage)
        except ParaciteError as error:
            batch.trouble = error
        except Exception:  # the border to a person, as in ui/page/page.py
            import logging

            logging.getLogger("paracite").exception("files could not be taken in")
            batch.broken = True
        else:
            if batch.stored:
                self._tidy(batch, report)
            batch.report = report

    def _tidy(self, batch: Batch, report: IngestReport) -> None:
        """Files of which nothing was stored are not kept."""
        held = {document.source for document in (*report.added, *report.replaced, *report.unchanged, *report.moved)}
        for given in [*(each.path for each in report.failed), *(each.path for each in report.skipped)]:
            path = Path(given)
            if path.is_file() and self.is_upload(path) and str(path) not in held:
                path.unlink()
        self._mark(batch).unlink(missing_ok=True)

    def _file(self, batch: Batch, source: str) -> Path:
        path = Path(source)
        if ".." in path.parts or not path.is_relative_to(batch.folder) or not path.is_file():
            raise UnknownBatch
        return path

    def _mark(self, batch: Batch) -> Path:
        return batch.folder.with_name(batch.folder.name + _MARK)

    def _sweep(self) -> None:
        with self._lock:
            busy = {each.folder for each in self._batches.values()}
        for mark in self._home.glob(f"*{_MARK}"):
            folder = mark.with_name(mark.name.removesuffix(_MARK))
            if folder not in busy and time.time() - mark.stat().st_mtime > _KEPT_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)
                mark.unlink(missing_ok=True)


def beginning(readings: Iterator[Reading]) -> tuple[Reading, ...]:
    """The first documents of a file, with the first of their paragraphs: MOST_PREVIEWED in all."""
    found: list[Reading] = []
    left = MOST_PREVIEWED
    for each in islice(readings, _DOCUMENTS_PREVIEWED):
        found.append(replace(each, paragraphs=each.paragraphs[:left]))
        left -= len(found[-1].paragraphs)
        if not left:
            break
    return tuple(found)


def uploaded(value: object, *, known: Mapping[str, Any] | set[str]) -> list[tuple[Path, str]]:
    """What a browser says it uploaded, as (where it lies, the path that it had). Raises StrangeUpload for anything else."""
    files = []
    for each in value if isinstance(value, list) else []:
        path, name = (str(each.get(key, "")) for key in ("path", "name")) if isinstance(each, Mapping) else ("", "")
        if path not in known or not Path(path).is_file():
            raise StrangeUpload
        files.append((Path(path), name or Path(path).name))
    return files


def _place(folder: Path, name: str) -> Path:
    """Where a file of this name goes: below the folder whatever the name says, and never onto another."""
    steps = [step for step in PurePosixPath(name.replace("\\", "/")).parts if step not in {"/", "..", "."}]
    cleaned = [
        "".join(c for c in step if c.isprintable() and c not in ':*?"<>|').strip()[:120].lstrip(".") for step in steps
    ]
    wanted = folder.joinpath(*filter(None, cleaned)) if any(cleaned) else folder / "document"
    if any(parent.is_file() for parent in wanted.parents):
        wanted = folder / wanted.name
    place, number = wanted, 2
    while place.exists():
        place = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
        number += 1
    return place
