"""``kill -9`` at random moments of everything that writes, and what a fresh process then finds."""

from __future__ import annotations

import random
import shutil
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from rag import Settings, read_settings
from tests.faults.checking import checker, reader
from tests.faults.ledger import Ledger
from tests.faults.operations import OPERATIONS, Job, hear, leave_behind
from tests.faults.points import drawn, dying
from tests.faults.zygote import Tell, Work, Worker, learn_imports, run

_BY_POINT = 0.35
"""Share of the kills that fall at a named point; the others fall after a time."""
_READ_ALONG = 0.3
"""Share of the rounds in which a reader asks all the while."""
_MOST_HELD = 40
"""Documents; above this, a round removes instead of adding."""


@dataclass
class Tally:
    """What came of the rounds of one kind."""

    rounds: int = 0
    kills: int = 0
    asked: int = 0
    """Questions of readers meanwhile."""
    slowest: float = 0.0
    """Seconds until a fresh process had opened the collection and could answer."""
    faults: list[str] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    """How long an operation took that was not killed."""


def new_job(folder: Path, second: Path, *, seed: int) -> Job:
    """A fresh collection below a folder, with some documents in it."""
    folder.mkdir(parents=True)
    settings = read_settings(home=folder / "home")
    job = Job(
        folder=folder,
        settings=settings,
        second=replace(settings, embedding=str(second)),
        draw=random.Random(seed),  # noqa: S311 - no secret
    )
    for name in ("add", "ingest", "add"):
        worker = run(OPERATIONS[name](job))
        assert worker.told("closed"), worker.said
        hear(job.ledger, worker.said)
    learn_imports(checker(job.settings, job.ledger.possible, alone=True))
    return job


def verify(job: Job, tally: Tally, *, what: str, alone: bool = True) -> bool:
    """Open the collection in a fresh process and look for every document; faults go into the tally.

    Only ``alone`` is what was in flight decided. SQLite writes a transaction into its log and then into the index of the log
    that open processes share; one that is killed between the two has acknowledged nothing, and its change stays unseen while
    another process has the collection open, but is recovered, whole, by the first one that opens it alone.
    """
    worker = _found_with(job, alone=alone)
    faults = list(worker.told("faults") or [])
    if worker.told("seconds") is None:
        said = f"{worker.told('error')}: {worker.told('message')}\n{worker.told('trace') or ''}"
        faults.append(f"could not be opened: {said}" if worker.told("error") else f"died of signal {worker.signal}")
    else:
        tally.slowest = max(tally.slowest, worker.told("seconds"))
        tally.notes.update(f"told: {each.split('.')[0][:60]}" for each in worker.told("notices"))
        if alone:
            job.ledger.settle(
                {name: tuple((place, words) for place, words in text) for name, text in worker.told("found").items()}
            )
    if faults:  # what broke once may have broken many documents
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        tally.faults.append(f"{what}: {faults[0]}{more}")
        sys.stderr.write(f"FAULT {tally.faults[-1]}\n")
    return not faults


def _found_with(job: Job, *, alone: bool) -> Worker:
    """A move to another model is complete or has not been: exactly one of the two models answers."""
    worker = run(checker(job.settings, job.ledger.possible, alone=alone))
    if worker.told("error") == "OtherEmbedding":
        job.settings, job.second = job.second, job.settings
        worker = run(checker(job.settings, job.ledger.possible, alone=alone))
    return worker


def kill_once(job: Job, operation: str, tally: Tally) -> None:
    """One round: the operation begins, is killed, and a fresh process must find everything."""
    job = prepared(job, operation)
    work = OPERATIONS[operation](job)
    typical = max(tally.seconds[-5:], default=0.0)
    by_point = typical and job.draw.random() < _BY_POINT
    point = drawn(job.draw)
    watcher = _reader(job, operation) if job.draw.random() < _READ_ALONG else None
    worker = Worker(dying(work, point) if by_point else work)
    what = f"{operation}, whole"
    if not typical or by_point:
        worker.end(60)
        what = f"{operation}, {point}" if by_point else what
        if not worker.was_killed and not by_point:
            tally.seconds.append(time.monotonic() - worker.started)
    else:
        moment = job.draw.uniform(0.0, 1.05 * typical)
        what = f"{operation}, {moment * 1000:.0f} ms"
        if worker.listen(moment):
            worker.end(10)
        else:
            worker.kill()
    tally.rounds += 1
    tally.kills += worker.was_killed
    if worker.told("error") or worker.signal not in {0, signal.SIGKILL}:
        tally.faults.append(f"{what}: {worker.told('error')}: {worker.told('message')} (signal {worker.signal})")
        sys.stderr.write(f"FAULT {tally.faults[-1]}\n{worker.told('trace') or ''}\n")
    hear(job.ledger, worker.said)
    whole = verify(job, tally, what=what, alone=watcher is None)
    if watcher is not None:
        _dismissed(watcher, tally, what)
        whole = whole and verify(job, tally, what=f"{what}, once the reader had gone")
    if not whole:
        _keep_for_study(job, tally, operation)


def prepared(job: Job, operation: str) -> Job:
    """Where the operation has something to do; for a migration a collection of its own."""
    if operation == "migrate":
        return _first_version(job)
    if operation in {"add", "import"} and len(job.ledger.held()) > _MOST_HELD:
        hear(job.ledger, run(OPERATIONS["remove"](job)).said)
        hear(job.ledger, run(OPERATIONS["remove"](job)).said)
    if operation in {"remove", "replace"} and len(job.held("paper", 9)) < 6:
        hear(job.ledger, run(OPERATIONS["add"](job)).said)
    if operation == "prune" and len(job.held("file", 9)) < 5:
        hear(job.ledger, run(OPERATIONS["ingest"](job)).said)
    if operation == "reindex" and job.draw.random() < 0.3:
        leave_behind(job)
    return job


def _reader(job: Job, operation: str) -> Worker:
    bears = {"reindex": ("OtherEmbedding",), "migrate": ("UnknownDocument",)}.get(operation, ())
    touched = {"remove", "prune", "replace", "ingest", "import"}
    stable = job.ledger.stable()
    if operation in touched:  # what the operation is about to touch is its own secret: only whole texts are looked for
        stable = {}
    work = reader(job.settings, stable, seed=job.draw.randrange(1 << 30), bears=bears)
    watcher = Worker(work)
    if operation != "migrate":  # there the reader may be the one that brings it forward
        watcher.listen(5, until=lambda said: "asked" in said)
    return watcher


def _dismissed(watcher: Worker, tally: Tally, what: str) -> None:
    if watcher.listen(0.0):
        watcher.end(5)
        tally.faults.append(f"{what}: a reader died: signal {watcher.signal}, {watcher.told('error')}")
        sys.stderr.write(f"FAULT {tally.faults[-1]}\n{watcher.told('trace') or ''}\n")
    else:
        watcher.kill()
    tally.asked += watcher.told("asked") or 0
    for each in watcher.said:
        if "fault" in each:
            tally.faults.append(f"{what}: {each['fault']}")
            sys.stderr.write(f"FAULT {tally.faults[-1]}\n")


def _keep_for_study(job: Job, tally: Tally, operation: str) -> None:
    """The broken collection stays beside, and a whole one takes its place: one fault is not counted twice."""
    kept = job.folder / f"broken-{len(tally.faults)}-{operation}"
    shutil.copytree(job.home, kept, dirs_exist_ok=True)
    if operation == "migrate":
        return
    shutil.rmtree(job.home)
    shutil.rmtree(job.files)
    job.ledger.possible.clear()
    for name in ("add", "ingest", "add"):
        hear(job.ledger, run(OPERATIONS[name](job)).said)


# --- a collection of the first version -----------------------------------------------------------------------------------


def _first_version(job: Job) -> Job:
    """A job on a copy of a collection as version 0.1.0 made it, with the documents of the template."""
    own = replace_job(job, job.folder / "old" / "home")
    if job.template is None:
        job.template = job.folder / "old" / "template"
        made = replace_job(job, job.folder / "old" / "made")
        made.settings.home.mkdir(parents=True)
        worker = run(OPERATIONS["add"](made))
        hear(made.ledger, worker.said)
        assert run(_written_as_first(made.settings, job.template)).told("closed")
        job.template_texts = made.ledger.stable()
    own.template = job.template
    own.ledger.acknowledge(job.template_texts)
    return own


def replace_job(job: Job, home: Path) -> Job:
    settings = replace(job.settings, home=home, embedding=read_settings().embedding)
    second = replace(settings, embedding=({job.settings.embedding, job.second.embedding} - {settings.embedding}).pop())
    return replace(job, settings=settings, second=second, ledger=Ledger(), template=None)


def _written_as_first(settings: Settings, target: Path) -> Work:
    def work(tell: Tell) -> None:
        from rag import open_collection
        from tests.rag.first_layout import first_layout

        with open_collection(settings) as collection:
            first_layout(target, collection)
        tell({"closed": True})

    return work


# --- one writer killed while another waits -------------------------------------------------------------------------------


def kill_before_another(job: Job, tally: Tally) -> None:
    """Two writers: the one that is at it is killed, the one that waits must go on and finish."""
    job = prepared(job, "replace")
    works: list[Work] = [OPERATIONS["replace"](job), OPERATIONS["add"](job)]
    first = Worker(works[0])
    first.listen(5, until=lambda said: "begin" in said)
    second = Worker(works[1])
    moment = job.draw.uniform(0.0, 0.5)
    first.listen(moment)
    first.kill()
    tally.rounds += 1
    tally.kills += first.was_killed
    ended = second.end(60)
    hear(job.ledger, first.said)
    hear(job.ledger, second.said)
    if not ended or not second.told("closed"):
        tally.faults.append(f"the one that waited did not go on: {second.told('error')} {second.told('message')}")
        sys.stderr.write(f"FAULT {tally.faults[-1]}\n{second.told('trace') or ''}\n")
    if not verify(job, tally, what=f"a writer killed before another, {moment * 1000:.0f} ms"):
        _keep_for_study(job, tally, "waiting")
