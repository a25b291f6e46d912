"""Files that were cut short, flipped, left behind, moved or copied: the next open answers over every document."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.faults.checking import checker
from tests.faults.kills import Tally, verify
from tests.faults.ledger import Ledger
from tests.faults.operations import OPERATIONS, Job, hear, leave_behind
from tests.faults.zygote import Tell, Worker, run

_TEN_YEARS = 10 * 365 * 86_400.0


def _cut_short(job: Job, path: Path) -> None:
    os.truncate(path, job.draw.randrange(path.stat().st_size) if path.stat().st_size else 0)


def _emptied(job: Job, path: Path) -> None:
    os.truncate(path, 0)


def _one_bit(job: Job, path: Path) -> None:
    _flip(job, path, bits=1)


def _many_bits(job: Job, path: Path) -> None:
    _flip(job, path, bits=200)


def _zeros(job: Job, path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def _gone(job: Job, path: Path) -> None:
    path.unlink()


def _flip(job: Job, path: Path, *, bits: int) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(bits if data else 0):
        data[job.draw.randrange(len(data))] ^= 1 << job.draw.randrange(8)
    path.write_bytes(data)


DAMAGES = (_cut_short, _emptied, _one_bit, _many_bits, _zeros, _gone)


def index_files(job: Job, tally: Tally, *, rounds: int) -> None:
    """Each file of both indexes, and the note on them, damaged in each way; ``rounds`` times over."""
    pairs = [(name, damage) for _ in range(rounds) for name in _files(job.home) for damage in DAMAGES]
    for name, damage in pairs:
        found = [path for path in _index_files(job.home) if name in {path.name, path.suffix}]
        if not found:
            continue
        damage(job, job.draw.choice(found))
        _verified(job, tally, f"{name}{damage.__name__.replace('_', ' ')}")


def some_index_files(job: Job, tally: Tally) -> None:
    """A few of these at random."""
    for _ in range(4):
        path, damage = job.draw.choice(_index_files(job.home)), job.draw.choice(DAMAGES)
        damage(job, path)
        _verified(job, tally, f"{path.name}{damage.__name__.replace('_', ' ')}")


def _files(home: Path) -> list[str]:
    """Kinds of files: by name, or by suffix where the name is a number that the library drew."""
    kinds = {path.suffix if len(path.stem) == 32 else path.name for path in _index_files(home)}
    return sorted(kinds)


def _index_files(home: Path) -> list[Path]:
    every = [path for path in home.rglob("*") if path.is_file() and not path.name.endswith(".lock")]
    return sorted(path for path in every if not path.name.startswith("paracite.sqlite3"))


def _verified(job: Job, tally: Tally, what: str) -> None:
    tally.rounds += 1
    if not verify(job, tally, what=what):  # what stays wrong is counted once
        for path in job.home.iterdir():
            if path.name.startswith(("dense", "lexical", "indexes")):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        verify(job, tally, what=f"built again after {what}")


def log_files(job: Job, tally: Tally) -> None:
    """SQLite's files beside the store, after a kill.

    ``-shm`` can be made again from ``-wal``. Of ``-wal`` itself what is damaged is lost, for it is the only copy: then each
    document has one of the texts that it once had, whole, and the collection opens.
    """
    for damage in (_gone, _emptied, _many_bits):
        leave_behind(job)
        if (path := job.home / "paracite.sqlite3-shm").exists():
            damage(job, path)
        _verified(job, tally, f"-shm{damage.__name__.replace('_', ' ')}")
    for damage in (_gone, _cut_short, _many_bits):
        before = dict(job.ledger.stable())
        leave_behind(job)
        path = job.home / "paracite.sqlite3-wal"
        if path.exists():
            damage(job, path)
        after = job.ledger.stable()
        job.ledger.possible = {name: [before.get(name), after.get(name)] for name in {*before, *after}}
        _verified(job, tally, f"-wal{damage.__name__.replace('_', ' ')}")
        if job.ledger.stable() != after:
            tally.notes["the last transactions were in the damaged -wal, and are gone"] += 1


def locks_left_behind(job: Job, tally: Tally) -> None:
    for name in ("write.lock", "index.lock", "changing.lock"):
        (job.home / name).write_text("12345\n", encoding="utf-8")
    _operated(job, tally, "replace", "lock files of a process that is gone")


def moved(job: Job, tally: Tally) -> None:
    """The home at another path; the indexes go with it."""
    target = job.folder / f"moved-{next(job.numbers)}"
    job.home.rename(target)
    job.settings, job.second = replace(job.settings, home=target), replace(job.second, home=target)
    _operated(job, tally, "add", "a home that was moved")


def copied(job: Job, tally: Tally) -> None:
    """The home copied while a writer is at work: the copy opens with whole documents, or says that it is damaged."""
    either = Ledger()
    either.possible = dict(job.ledger.possible)
    worker = Worker(OPERATIONS["replace"](job))
    worker.listen(5, until=lambda said: "begin" in said)
    worker.listen(job.draw.uniform(0.0, 0.2))
    copy = job.folder / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(job.home, copy, copy_function=_copied_if_there)
    worker.end(30)
    hear(job.ledger, worker.said)
    hear(either, [each for each in worker.said if "begin" in each])  # the copy was made before, amid or after
    checked = run(checker(replace(job.settings, home=copy), either.possible, alone=True))
    if checked.told("error"):
        tally.notes[f"the copy was refused: {checked.told('error')}"] += 1
        if not checked.told("ours"):
            _fault(tally, f"a copy: {checked.told('trace')}")
    for fault in checked.told("faults") or ():
        _fault(tally, f"a copy: {fault}")
    _verified(job, tally, "a home that was copied while in use")


def _copied_if_there(source: str, target: str) -> None:
    with contextlib.suppress(FileNotFoundError):  # gone since the folder was listed
        shutil.copyfile(source, target)


def clock(job: Job, tally: Tally) -> None:
    """The clock was set back by ten years: every file is from the future, and what is written now is older than it."""
    ahead = time.time() + _TEN_YEARS
    for path in job.home.rglob("*"):
        os.utime(path, (ahead, ahead))
    for name in ("replace", "add", "ingest", "remove"):
        work = OPERATIONS[name](job)

        def earlier(tell: Tell, work: object = work) -> None:
            now = time.time
            time.time = lambda: now() - _TEN_YEARS
            work(tell)  # type: ignore[operator]

        worker = run(earlier)
        hear(job.ledger, worker.said)
        if worker.told("error"):
            _fault(tally, f"clock set back: {worker.told('trace')}")
    _verified(job, tally, "clock set back")


def versions(job: Job, tally: Tally) -> None:
    """A later version was here: its store is refused and left as it is; its notes on the indexes are not believed."""
    from rag.storage.schema import LAYOUT

    store = job.home / "paracite.sqlite3"
    _set_layout(store, LAYOUT + 1)
    checked = run(checker(job.settings, job.ledger.possible, alone=True))
    if checked.told("error") != "NewerCollection":
        _fault(tally, f"a later layout was not refused: {checked.said}")
    _set_layout(store, LAYOUT)
    notes = job.home / "indexes.json"
    notes.write_text(json.dumps(json.loads(notes.read_text(encoding="utf-8")) | {"later": 1}), encoding="utf-8")
    _operated(job, tally, "replace", "a later version was here")


def _set_layout(store: Path, number: int) -> None:
    database = sqlite3.connect(store)
    with database:
        database.execute("UPDATE facts SET value = ? WHERE name = 'layout'", (str(number),))
    database.close()


def _operated(job: Job, tally: Tally, operation: str, what: str) -> None:
    worker = run(OPERATIONS[operation](job))
    hear(job.ledger, worker.said)
    if not worker.told("closed"):
        _fault(tally, f"{what}: {worker.told('error')}: {worker.told('message')}")
    _verified(job, tally, what)


def _fault(tally: Tally, fault: str) -> None:
    tally.faults.append(fault)
    sys.stderr.write(f"FAULT {fault}\n")


FAULTS: dict[str, Callable[[Job, Tally], None]] = {
    "index files": some_index_files,
    "log files": log_files,
    "locks left": locks_left_behind,
    "home moved": moved,
    "home copied": copied,
    "clock back": clock,
    "two versions": versions,
}
