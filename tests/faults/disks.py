"""A disk that fills up amid a change, and a disk that may only be read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tests.faults.checking import checker
from tests.faults.kills import Tally, prepared, verify
from tests.faults.operations import OPERATIONS, Job, hear, leave_behind
from tests.faults.zygote import Tell, Work, run

_SIZE = 24_000_000
_ON_A_FULL_DISK = ("replace", "ingest", "catch-up", "add", "remove", "prune", "reindex", "add")


def full(job: Job, tally: Tally) -> None:
    """Each operation on a disk with little room left. What was acknowledged answers then, or once there is room again."""
    with _small_disk(job) as disk:
        if disk is None:
            tally.notes["no small disk could be mounted: files may grow to a limit instead"] += 1
            _limited(job, tally)
            return
        with _at_home(job, disk / "home"):
            for operation in _ON_A_FULL_DISK[:3] if job.short else _ON_A_FULL_DISK:
                prepared(job, operation)
                work = OPERATIONS[operation](job)
                _fill(disk, job.draw.choice((0, 4_096, 20_000, 60_000, 150_000, 400_000)))
                worker = run(work)
                hear(job.ledger, worker.said)
                _judge(
                    tally,
                    f"full disk, {operation}",
                    worker.told("error"),
                    ours=worker.told("ours"),
                    signal=worker.signal,
                )
                checked = run(checker(job.settings, job.ledger.possible, alone=True))
                if checked.told("error") == "OtherEmbedding":
                    checked = run(checker(job.second, job.ledger.possible, alone=True))
                _judge(
                    tally,
                    f"full disk, asked after {operation}",
                    checked.told("error"),
                    ours=checked.told("ours"),
                    signal=checked.signal,
                )
                for fault in checked.told("faults") or ():
                    if "vector" not in fault and "indexes hold" not in fault:
                        _fault(tally, f"full disk, asked after {operation}: {fault}")
                        break
                (disk / "ballast").unlink()
                tally.rounds += 1
                verify(job, tally, what=f"room again after a full disk, {operation}")


def _judge(tally: Tally, what: str, error: str | None, *, ours: bool, signal: int) -> None:
    if signal or (error and not ours):
        _fault(tally, f"{what}: {error or f'signal {signal}'}, which names no remedy")
    elif error:
        tally.notes[f"{what.partition(',')[0]}: {error}"] += 1


def _fault(tally: Tally, fault: str) -> None:
    tally.faults.append(fault)
    sys.stderr.write(f"FAULT {fault}\n")


def _fill(disk: Path, left: int) -> None:
    """All but so many bytes."""
    space = os.statvfs(disk)
    with (disk / "ballast").open("wb") as file:
        file.write(b"\0" * max(0, space.f_bavail * space.f_frsize - left))


def _limited(job: Job, tally: Tally) -> None:
    """Where nothing may be mounted: no file may grow beyond a limit, which programs meet as an error of writing."""
    import resource
    import signal

    for operation in ("add", "replace"):
        prepared(job, operation)
        work = OPERATIONS[operation](job)
        largest = (job.home / "paracite.sqlite3").stat().st_size

        def bounded(tell: Tell, work: Work = work, largest: int = largest) -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
            work(tell)

        worker = run(bounded)
        hear(job.ledger, worker.said)
        _judge(
            tally,
            f"files that may not grow, {operation}",
            worker.told("error"),
            ours=worker.told("ours"),
            signal=worker.signal,
        )
        tally.rounds += 1
        verify(job, tally, what=f"after files could not grow, {operation}")


def read_only(job: Job, tally: Tally) -> None:
    """Nothing may be written: by another user, and on a disk that was mounted so. Also as a killed writer left it."""
    for killed in (False, True):
        if killed:
            leave_behind(job)
        job.folder.parent.chmod(0o755)
        with _unwritable(job):
            tally.rounds += 1
            _asked_read_only(job, tally, f"folders without the right to write{', after a kill' * killed}", nobody=True)
        verify(job, tally, what="writable again")
        with _small_disk(job) as disk:
            if disk is None:
                tally.notes["no disk could be mounted for reading only"] += 1
                continue
            with _at_home(job, disk / "home"):
                if killed:
                    leave_behind(job)
                subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
                tally.rounds += 1
                _asked_read_only(job, tally, f"a disk for reading only{', after a kill' * killed}", nobody=False)
                subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)


def _asked_read_only(job: Job, tally: Tally, what: str, *, nobody: bool) -> None:
    def as_another(work: Work) -> Work:
        def lowered(tell: Tell) -> None:
            if nobody and os.getuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            work(tell)

        return lowered

    checked = run(as_another(checker(job.settings, job.ledger.possible, alone=True)))
    faults = list(checked.told("faults") or ())
    for fault in faults[:1]:
        _fault(tally, f"{what}: {fault}")
    if checked.told("error") or checked.signal:
        _fault(
            tally, f"{what}: not answered: {checked.told('error')}: {checked.told('message')} (signal {checked.signal})"
        )
    written = run(as_another(OPERATIONS["add"](job)))
    _judge(tally, f"{what}, add", written.told("error"), ours=written.told("ours"), signal=written.signal)
    if written.told("done"):
        _fault(tally, f"{what}: a change was acknowledged")


@contextmanager
def _unwritable(job: Job) -> Iterator[None]:
    every = [job.home, *job.home.rglob("*")]
    modes = {path: path.stat().st_mode for path in every}
    for path in every:
        path.chmod(0o555 if path.is_dir() else 0o444)
    above = [
        path for path in (job.folder, *job.folder.parents) if path.stat().st_uid == os.getuid() and path != Path("/")
    ]
    former = {path: path.stat().st_mode for path in above}
    for path in above:
        path.chmod(former[path] | 0o055)
    try:
        yield
    finally:
        for path, mode in {**modes, **former}.items():
            if path.exists():
                path.chmod(mode)


@contextmanager
def _at_home(job: Job, home: Path) -> Iterator[None]:
    """The collection on another disk for a while."""
    shutil.copytree(job.home, home)
    settings, second = job.settings, job.second
    job.settings, job.second = replace(settings, home=home), replace(second, home=home)
    try:
        yield
    finally:
        shutil.rmtree(settings.home)
        shutil.copytree(home, settings.home)
        job.settings, job.second = replace(job.settings, home=settings.home), replace(job.second, home=settings.home)


@contextmanager
def _small_disk(job: Job) -> Iterator[Path | None]:
    """A disk in memory; None where this user may mount nothing."""
    place = job.folder / f"disk-{next(job.numbers)}"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "none", str(place)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    try:
        yield place if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(place)], check=False)


FAULTS: dict[str, Callable[[Job, Tally], None]] = {"full disk": full, "read-only": read_only}
