"""Fifty people ask at once, and a large file comes in beside them: ``python -m tests.load`` (a minute or two).

Ends with status 1 where somebody met an error, or waited longer for the first words than is promised.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.load.crowd import Crowd, crowd, percentile, take_in, upload

PROMISED = 2.0
"""Seconds until the first words, at the 95th percentile."""
CORPUS = Path(__file__).resolve().parents[2] / "eval" / "corpus"


@contextmanager
def serving(home: Path) -> Iterator[tuple[str, int]]:
    """``paracite serve`` over the sample documents: its address and process."""
    command = [str(Path(sys.executable).with_name("paracite")), "--home", str(home)]
    subprocess.run([*command, "ingest", str(CORPUS)], check=True, capture_output=True)
    process = subprocess.Popen([*command, "serve", "--port", "0"], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        lines = []
        for line in process.stderr:
            lines.append(line)
            if found := re.search(r"http://\S+:\d+", line):
                yield found[0], process.pid
                break
        else:
            raise SystemExit("the page did not start:\n" + "".join(lines))
    finally:
        process.terminate()
        process.wait(timeout=30)


def processor_seconds(process: int) -> float:
    """Of the server, all its threads."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def megabytes(process: int) -> float:
    """Resident memory."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


async def beside_an_upload(url: str, *, people: int, rounds: int, size: int) -> tuple[Crowd, str]:
    """The file is uploaded and read while they ask; whether it was read to its end is not waited for."""

    async def hand_in() -> float:
        path, took = await upload(url, size=size)
        reading.append(asyncio.create_task(take_in(url, path)))
        return took

    reading: list[asyncio.Task[None]] = []
    took, found = await asyncio.gather(hand_in(), crowd(url, people=people, rounds=rounds))
    state = "read" if reading[0].done() else "being read"
    reading[0].cancel()
    return found, f"uploaded in {took:.1f} s, {state}"


def report(name: str, found: Crowd, *, wall: float, processor: float) -> bool:
    """One line; whether what is promised was kept."""
    kept = not found.troubles and found.first_words(0.95) < PROMISED
    parts = [
        f"{len(found.asked)} questions, {len(found.troubles)} errors",
        f"first words p50 {found.first_words(0.5):.2f} s, p95 {found.first_words(0.95):.2f} s",
        f"whole answer p95 {found.done(0.95):.2f} s",
        f"opening the page p95 {percentile(found.opened, 0.95):.2f} s",
        f"page, health and a document meanwhile p95 {percentile(found.looked, 0.95):.2f} s",
        f"server {processor / len(found.asked) * 1000:.0f} ms of processor a question, {processor / wall:.2f} cores of "
        f"{len(os.sched_getaffinity(0))} (load of the machine {os.getloadavg()[0]:.1f})",
        *found.troubles[:3],
    ]
    say(f"{name}: {'kept' if kept else 'NOT KEPT'}\n" + "\n".join(f"    {each}" for each in parts))
    return kept


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=4, help="questions that each person asks")
    parser.add_argument("--megabytes", type=int, default=200, help="size of the file that comes in beside them")
    chosen = parser.parse_args()
    size, asking = chosen.megabytes * 1_000_000, {"people": chosen.people, "rounds": chosen.rounds}
    kept = []
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as (url, process):
        asyncio.run(crowd(url, people=2))  # what loads at the first question is not what is measured
        begin = megabytes(process)
        for name in ("alone", f"beside {chosen.megabytes} MB"):
            started, used = time.perf_counter(), processor_seconds(process)
            if name == "alone":
                found, what = asyncio.run(crowd(url, **asking)), ""
            else:
                found, what = asyncio.run(beside_an_upload(url, size=size, **asking))
            wall, processor = time.perf_counter() - started, processor_seconds(process) - used
            kept.append(report(f"{chosen.people} people, {name} {what}".strip(), found, wall=wall, processor=processor))
        say(f"memory of the server: {begin:.0f} MB before, {megabytes(process):.0f} MB after")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
