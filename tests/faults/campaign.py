"""The campaign from its arguments to its report."""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path

from tests.faults import damage, disks, kills, serving
from tests.faults.kills import Tally
from tests.faults.operations import OPERATIONS
from tests.faults.zygote import prepare

_KILLS = (*OPERATIONS, "waiting", "serve")
_OTHERS = damage.FAULTS | disks.FAULTS
_KINDS = (*_KILLS, *_OTHERS)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="the same seed draws the same moments")
    parser.add_argument("--kills", type=int, default=300, metavar="N", help="kill -9 so often (default 300)")
    parser.add_argument("--only", action="append", default=[], metavar="OPERATION")
    parser.add_argument(
        "--rounds", type=int, default=1, metavar="N", help="damage each file in each way so often; 0: short"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the report there too")
    parser.add_argument("--keep", action="store_true", help="leave the collections for study")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="paracite-faults-"))
    started = time.monotonic()
    try:
        tallies = _campaign(folder, options)
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    text = report(tallies, seed=options.seed, seconds=time.monotonic() - started)
    sys.stdout.write(f"{text}\n")
    if options.json:
        # asdict would count the pairs of a Counter anew (Python before 3.12)
        rows = {
            kind: asdict(replace(tally, notes=Counter())) | {"notes": dict(tally.notes)}
            for kind, tally in tallies.items()
        }
        options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=2), encoding="utf-8")
    return 1 if any(tally.faults for tally in tallies.values()) else 0


def _campaign(folder: Path, options: argparse.Namespace) -> dict[str, Tally]:
    second = prepare(folder, page=not options.only or "serve" in options.only)
    job = kills.new_job(folder / "kills", second, seed=options.seed)
    job.short = options.rounds == 0
    draw = random.Random(options.seed)  # noqa: S311 - no secret
    tallies = {kind: Tally() for kind in _KINDS if not options.only or kind in options.only}
    killing = {kind: tally for kind, tally in tallies.items() if kind in _KILLS}
    while killing and sum(tally.kills for tally in killing.values()) < options.kills:
        kind = min(killing, key=lambda name: (killing[name].kills, killing[name].rounds, draw.random()))
        if kind == "waiting":
            kills.kill_before_another(job, tallies[kind])
        elif kind == "serve":
            serving.kill_the_server(job, tallies[kind])
        else:
            kills.kill_once(job, kind, tallies[kind])
    for kind, befall in _OTHERS.items():
        if kind in tallies:
            befall(job, tallies[kind])
    if "index files" in tallies:
        damage.index_files(job, tallies["index files"], rounds=options.rounds)
    return tallies


def report(tallies: dict[str, Tally], *, seed: int, seconds: float) -> str:
    """One line a kind, what was remarked, and the faults."""
    lines = [f"{'':14}{'rounds':>8}{'kills':>8}{'faults':>8}{'asked':>8}{'slowest reopening':>20}"]
    for kind, each in tallies.items():
        counts = f"{each.rounds:8}{each.kills:8}{len(each.faults):8}{each.asked:8}"
        lines.append(f"{kind:14}{counts}{each.slowest:18.2f} s")
    every = list(tallies.values())
    lines += [f"{kind}: {note} ({count}x)" for kind, each in tallies.items() for note, count in each.notes.items()]
    lines += [f"FAULT {fault}" for each in every for fault in each.faults]
    kills_made, faults = sum(each.kills for each in every), sum(len(each.faults) for each in every)
    lost = sum("LOST" in fault or "NOT FOUND" in fault for each in every for fault in each.faults)
    slowest = max((each.slowest for each in every), default=0.0)
    lines.append(
        f"{kills_made} kills, {sum(each.rounds for each in every)} rounds, documents lost {lost}, faults {faults}, "
        f"slowest reopening {slowest:.2f} s; seed {seed}, {seconds:.0f} s"
    )
    return "\n".join(lines)
