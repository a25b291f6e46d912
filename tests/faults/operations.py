"""What a worker does to a collection, telling before each change what it will be and after it that it is done."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as replace_fields
from itertools import count
from pathlib import Path
from typing import Any

from rag import Change, Collection, Document, Paragraph, Reading, Settings
from tests.faults.ledger import Changes, Ledger, Text, text_of
from tests.faults.texts import file_text, reading
from tests.faults.zygote import Tell, Work, run

_BATCHES = 3
"""Changes that one worker makes, one after the other."""


@dataclass
class Job:
    """A collection with all that the campaign knows of it."""

    folder: Path
    """Everything of this campaign lies below it."""
    settings: Settings
    """As the collection is opened now."""
    second: Settings
    """The same collection with the other embedding model."""
    draw: random.Random
    ledger: Ledger = field(default_factory=Ledger)
    numbers: Any = field(default_factory=lambda: count(1))
    short: bool = False
    """A few rounds of each kind are enough."""
    template: Path | None = None
    """A collection of the first version."""
    template_texts: dict[str, Text] = field(default_factory=dict)
    """What it holds."""

    @property
    def home(self) -> Path:
        return self.settings.home

    @property
    def files(self) -> Path:
        """The folder that is ingested."""
        (self.folder / "files").mkdir(exist_ok=True)
        return self.folder / "files"

    def held(self, kind: str, most: int) -> list[str]:
        """Some documents that are there: ``paper`` (stored as readings) or ``file`` (ingested)."""
        names = [name for name in self.ledger.held() if name.startswith(kind)]
        return self.draw.sample(names, min(most, len(names)))

    def new_readings(self, most: int) -> list[Reading]:
        return [reading(f"paper-{next(self.numbers):05d}", 1) for _ in range(self.draw.randint(1, most))]


class Announced:
    """A collection for ingestion, every change of which is told."""

    def __init__(self, collection: Collection, tell: Tell) -> None:
        self._collection = collection
        self._tell = tell

    def documents(self) -> tuple[Document, ...]:
        return self._collection.documents()

    def paragraphs(self, document_id: str, /) -> tuple[Paragraph, ...]:
        return self._collection.paragraphs(document_id)

    def sources(self) -> Mapping[str, str]:
        return self._collection.sources()

    def store(self, readings: Sequence[Reading], /, *, finished: Mapping[str, str] | None = None) -> tuple[Change, ...]:
        changes: Changes = {each.document.id: text_of(each) for each in readings}
        self._tell({"begin": changes})
        done = self._collection.store(readings, finished=finished)
        self._tell({"done": changes})
        return done

    def remove(self, document_ids: Iterable[str], /) -> None:
        changes: Changes = dict.fromkeys(document_ids)
        self._tell({"begin": changes})
        self._collection.remove(changes)
        self._tell({"done": changes})


def _opened(settings: Settings, act: Callable[[Announced], object]) -> Work:
    def work(tell: Tell) -> None:
        from rag import open_collection

        with open_collection(settings) as collection:
            act(Announced(collection, tell))
        tell({"closed": True})

    return work


def add(job: Job) -> Work:
    batches = [job.new_readings(4) for _ in range(_BATCHES)]
    return _opened(job.settings, lambda collection: [collection.store(batch) for batch in batches])


def replace(job: Job) -> Work:
    names = job.held("paper", 2 * _BATCHES)
    batches = [[reading(name, next(job.numbers)) for name in names[start::_BATCHES]] for start in range(_BATCHES)]
    return _opened(job.settings, lambda collection: [collection.store(batch) for batch in batches if batch])


def remove(job: Job) -> Work:
    names = job.held("paper", 2 * _BATCHES)
    batches = [names[start::_BATCHES] for start in range(_BATCHES)]
    return _opened(job.settings, lambda collection: [collection.remove(batch) for batch in batches if batch])


def ingest(job: Job) -> Work:
    """Files that are new, files that have changed, files that have gone but stay; a few a transaction."""
    for path in job.draw.sample(sorted(job.files.iterdir()), min(2, len(list(job.files.iterdir())))):
        path.write_text(file_text(path.stem, next(job.numbers)), encoding="utf-8")
    for _ in range(2):
        name = f"file-{next(job.numbers):05d}"
        (job.files / f"{name}.txt").write_text(file_text(name, 1), encoding="utf-8")
    return _opened(job.settings, lambda collection: _ingest(collection, job.files, prune=False))


def prune(job: Job) -> Work:
    """Some files are gone, one is new, one has another name."""
    for path in job.draw.sample(sorted(job.files.iterdir()), min(3, len(list(job.files.iterdir())))):
        path.unlink()
    name = f"file-{next(job.numbers):05d}"
    (job.files / f"{name}.txt").write_text(file_text(name, 1), encoding="utf-8")
    return _opened(job.settings, lambda collection: _ingest(collection, job.files, prune=True))


def _ingest(collection: Announced, folder: Path, *, prune: bool) -> None:
    import ingest.run
    from ingest import ingest as take_in

    ingest.run.BATCH_DOCUMENTS = 2
    report = take_in(collection, [folder], prune=prune)
    assert not report.failed, report.failed


def reindex(job: Job) -> Work:
    """To the other model. Small batches, so that a kill falls between two of them."""

    def work(tell: Tell) -> None:
        import rag.storage.reindexing
        from rag import open_collection

        rag.storage.reindexing._BATCH = 16
        with open_collection(job.second) as collection:
            collection.reindex()
        tell({"moved": True})

    return work


def catch_up(job: Job) -> Work:
    """Documents were stored and the process died before the indexes took them in; or an index has gone altogether."""
    if job.draw.random() < 0.5:
        leave_behind(job)
    else:
        for path in [path for path in job.home.iterdir() if path.name.startswith(("dense", "lexical", "indexes.json"))]:
            if job.draw.random() < 0.5:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    return _opened(job.settings, lambda collection: collection._collection.indexes())


def leave_behind(job: Job) -> None:
    """Documents in the store that the indexes lack, as a process leaves them that is killed after its transaction."""
    readings = [reading(name, next(job.numbers)) for name in job.held("paper", 2)] + job.new_readings(3)

    def work(tell: Tell) -> None:
        import os
        import signal

        import rag.indexes.following

        def dies(*_: object) -> None:
            tell({"done": {each.document.id: text_of(each) for each in readings}})
            os.kill(os.getpid(), signal.SIGKILL)

        rag.indexes.following.Following.stored = dies  # type: ignore[method-assign]
        _opened(job.settings, lambda collection: collection.store(readings))(tell)

    worker = run(work)
    hear(job.ledger, worker.said)
    assert worker.was_killed, worker.said


def migrate(job: Job) -> Work:
    """A collection of the first version is opened by this one. The job's home is such a collection."""
    assert job.template is not None
    shutil.rmtree(job.home, ignore_errors=True)
    shutil.copytree(job.template, job.home)
    return _opened(job.settings, lambda collection: collection._collection.indexes())


def import_file(job: Job) -> Work:
    """A file that another collection was exported to: some documents are new, of some there is another text here."""
    readings = job.new_readings(4) + [reading(name, next(job.numbers)) for name in job.held("paper", 4)]
    other, file = replace_fields(job.settings, home=job.folder / "exported"), job.folder / "exported.paracite"

    def export(tell: Tell) -> None:
        from rag import open_collection
        from rag.upkeep.keeping import export_collection

        with open_collection(other) as collection:
            collection.store(readings)
            export_collection(collection, file, force=True)
        tell({"closed": True})

    shutil.rmtree(other.home, ignore_errors=True)
    worker = run(export)
    assert worker.told("closed"), worker.said
    changes: Changes = {each.document.id: text_of(each) for each in readings}

    def work(tell: Tell) -> None:
        from rag import open_collection
        from rag.upkeep.keeping import import_collection

        with open_collection(job.settings) as collection:
            tell({"begin": changes})
            import_collection(collection, file, consent=lambda _: True)
            tell({"done": changes})
        tell({"closed": True})

    return work


OPERATIONS: dict[str, Callable[[Job], Work]] = {
    "add": add,
    "replace": replace,
    "remove": remove,
    "ingest": ingest,
    "prune": prune,
    "reindex": reindex,
    "import": import_file,
    "catch-up": catch_up,
    "migrate": migrate,
}


def hear(ledger: Ledger, said: Iterable[Mapping[str, Any]]) -> None:
    """Take down what a worker has said of its changes."""
    for each in said:
        for key, note in (("begin", ledger.begin), ("done", ledger.acknowledge)):
            if key in each:
                note({name: text and tuple(map(tuple, text)) for name, text in each[key].items()})
