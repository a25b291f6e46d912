"""What is measured of a collection at one size: each measure is a function that gives figures by name (see eval/scale_table.py)."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from eval.errors import MeasurementFailed
from eval.scale_texts import PARAGRAPHS_A_DOCUMENT, questions, text_files
from eval.scale_worker import resident_megabytes, settings_of, store_into
from rag import Assistant, open_assistant

QUESTIONS: Final = 200
_WARMING: Final = 10
TURNS: Final = 3
"""How often what takes a process of its own is measured."""
_RECALLED: Final = 200
_NEAREST: Final = 10
_NARROW: Final = 10
_BROAD: Final = 200
"""Documents of a scope."""
_BETWEEN_SECONDS: Final = 0.02
"""Between two questions that are asked while documents come in."""
_SAME: Final = 1e-5
"""Similarities that differ by less are the same."""
_READ_FILES: Final = 200
_PATIENCE_SECONDS: Final = 30.0

Figures = dict[str, float]


def worker(request: dict[str, Any]) -> dict[str, Any]:
    """What another process measured (eval/scale_worker.py). Raises MeasurementFailed."""
    with _started(request) as process:
        return _result(process)


def ingested(home: str, collection: str, source: str, paragraphs: int) -> Figures:
    """So many paragraphs more, stored by another process: a rate by stage, shares, memory."""
    found = worker({"do": "store", "home": home, "collection": collection, "source": source, "paragraphs": paragraphs})
    return ingest_figures(found)


def ingest_figures(found: dict[str, Any]) -> Figures:
    """Rates and shares from what a process that stored has told."""
    count, seconds, stages = found["paragraphs"], found["seconds"], found["stages"]
    rates = {f"{stage}_rate": count / spent for stage, spent in stages.items() if spent}
    return {
        "ingested": count,
        "ingest_rate": count / seconds,
        **rates,
        "storing_share": 1 - stages.get("embedding", 0.0) / seconds,
        "memory_first": found["memory_first"],
        "memory_last": found["memory_last"],
        "memory_growth": (found["memory_last"] - found["memory_first"]) / max(1, count) * 1_000_000,
    }


def reading_rate() -> Figures:
    """Paragraphs a second from text files to paragraphs, by the command's rehearsal; its start is taken off."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small", Path(folder) / "large"
        for path, count in ((small, 1), (large, _READ_FILES)):
            path.mkdir()
            text_files(path, count)
        spent = [_rehearsed(path, Path(folder) / "home") for path in (small, large)]
    return {"reading_rate": (_READ_FILES - 1) * PARAGRAPHS_A_DOCUMENT / max(0.001, spent[1] - spent[0])}


def opened(home: str, collection: str, source: str) -> Figures:
    """Seconds to open and answer, and the memory for it, in a fresh process; the best of a few."""
    request = {"do": "open", "home": home, "collection": collection, "source": source}
    best = min((worker(request) for _ in range(TURNS)), key=lambda found: found["seconds"])
    return {
        "open_seconds": best["opened"],
        "open_answer_seconds": best["seconds"],
        "memory_asking": best["memory"] - best["base"],
    }


def disk(folder: Path, paragraphs: int) -> Figures:
    """Megabytes that the files take, and for a million paragraphs."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1_000_000
    return {"disk": size, "disk_million": size / paragraphs * 1_000_000}


def asked(assistant: Assistant, source: str, *, count: int) -> Figures:
    """Milliseconds of a search, whole: over all, within few documents, within many."""
    collection = assistant.collection
    held, _ = collection.size()
    wanted = questions(source, count + _WARMING, among=held)
    names = sorted(random.Random(7).sample([each.id for each in collection.documents()], min(held, _BROAD)))  # noqa: S311 - repeatable
    for question in wanted[:_WARMING]:
        assistant.search(question)
    found: Figures = {}
    for measure, scope in (("query", []), ("narrow", names[:_NARROW]), ("broad", names)):
        spent = [_milliseconds(assistant, question, scope) for question in wanted[_WARMING:]]
        found |= {f"{measure}_p50": _quantile(spent, 0.5), f"{measure}_p95": _quantile(spent, 0.95)}
    return found


def recalled(assistant: Assistant, source: str) -> Figures:
    """The share of the ten nearest windows' paragraphs that the dense index finds; exact search is the judge."""
    import numpy as np

    collection = assistant.collection
    held, _ = collection.size()
    wanted = questions(source, _RECALLED, among=held)
    vectors = np.stack([collection.embedder.encode_query(question) for question in wanted])
    nearest = _exact(assistant, vectors)
    _, dense = collection.indexes()
    shares = []
    for vector, exact in zip(vectors, nearest, strict=True):
        least = exact[-1][0]
        found = {key for key, similarity in dense.search(vector, _NEAREST) if similarity > least - _SAME}
        keys = {key for _, key in exact}
        shares.append(min(1.0, len(found) / len(keys)))
    return {"recall": float(np.mean(shares))}


def _exact(assistant: Assistant, vectors: Any) -> list[list[tuple[float, str]]]:
    """(similarity, passage key) of the nearest windows for each vector, nearest first, in bounded memory."""
    import numpy as np

    best: list[list[tuple[float, str]]] = [[] for _ in vectors]

    def weigh(windows: list[Any]) -> None:
        similar = vectors @ np.stack([window.vector for window in windows]).T
        top = np.argsort(-similar, axis=1)[:, :_NEAREST]
        for number, row in enumerate(top):
            found = [
                (float(similar[number, place]), f"{windows[place].document}#{windows[place].paragraph}")
                for place in row
            ]
            best[number] = sorted(best[number] + found, key=lambda pair: -pair[0])[:_NEAREST]

    chunk: list[Any] = []
    for window in assistant.collection.vectors():
        chunk.append(window)
        if len(chunk) == 20_000:
            weigh(chunk)
            chunk = []
    if chunk:
        weigh(chunk)
    return best


def asked_meanwhile(home: str, name: str, source: str, folder: Path, *, paragraphs: int) -> Figures:
    """p95 of questions while so many paragraphs come in: by a thread of the process that asks, then by another process.

    They come into a copy, so that the collection is as large as it was when it is measured again.
    """
    with tempfile.TemporaryDirectory(dir=home, prefix="copy-") as copy:
        shutil.copytree(folder, Path(copy) / folder.relative_to(home))
        request = {"do": "store", "home": copy, "collection": name, "source": source, "paragraphs": paragraphs}
        with open_assistant(settings_of(copy, name)) as assistant:
            wanted = questions(source, QUESTIONS, among=assistant.collection.size()[0])
            assistant.search(wanted[0])
            thread = threading.Thread(target=store_into, args=(assistant.collection, source, paragraphs))
            within = _until(thread.is_alive, assistant, wanted, start=thread.start)
            thread.join()
            with _started(request) as process:
                beside = _until(lambda: process.poll() is None, assistant, wanted)
                _result(process)
    return {
        "within_p50": _quantile(within, 0.5),
        "within_p95": _quantile(within, 0.95),
        "beside_p50": _quantile(beside, 0.5),
        "beside_p95": _quantile(beside, 0.95),
        "asked_meanwhile": len(within) + len(beside),
    }


def seen(assistant: Assistant, home: str, name: str, source: str) -> Figures:
    """Seconds from another process' acknowledgement of a document until a search here finds it; the worst of a few."""
    waits = []
    for turn in range(TURNS):
        identifier = f"fresh-{os.getpid()}-{turn}-{time.time_ns()}"
        word = f"zq{time.time_ns()}x"
        request = {"home": home, "collection": name, "source": source, "id": identifier}
        with _started({**request, "do": "one", "text": f"{word}应于明年之前得到审查。"}) as process:
            until = time.monotonic() + _PATIENCE_SECONDS
            while time.monotonic() < until:
                hits = assistant.search(f"{word}应于何时得到审查？", limit=3)
                if any(hit.passage.document.id == identifier for hit in hits):
                    break
                time.sleep(_BETWEEN_SECONDS)
            answered = time.time()
            waits.append(max(0.0, answered - _result(process)["acknowledged"]))
        worker({**request, "do": "forget"})
    return {"seen_seconds": max(waits)}


def measured(home: str, name: str, source: str, folder: Path, *, meanwhile: int) -> Figures:
    """All of it, of the collection as it is; ``meanwhile``: paragraphs that come in during the last of the measures, or 0."""
    with open_assistant(settings_of(home, name)) as assistant:
        documents, paragraphs = assistant.collection.size()
        found: Figures = {"documents": documents, "paragraphs": paragraphs, **disk(folder, paragraphs)}
    found |= opened(home, name, source)
    found["memory_million"] = found["memory_asking"] / paragraphs * 1_000_000
    with open_assistant(settings_of(home, name)) as assistant:
        found |= asked(assistant, source, count=QUESTIONS)
        found |= recalled(assistant, source)
        found |= seen(assistant, home, name, source)
        found["memory_measuring"] = resident_megabytes()
    if meanwhile:
        found |= asked_meanwhile(home, name, source, folder, paragraphs=meanwhile)
    return found


def _until(
    going: Callable[[], bool], assistant: Assistant, wanted: Sequence[str], *, start: Callable[[], object] | None = None
) -> list[float]:
    """Milliseconds of the questions that are asked as long as it goes on."""
    if start:
        start()
    spent: list[float] = []
    while going():
        spent.append(_milliseconds(assistant, wanted[len(spent) % len(wanted)], ()))
        time.sleep(_BETWEEN_SECONDS)
    return spent


def _milliseconds(assistant: Assistant, question: str, scope: Sequence[str]) -> float:
    started = time.perf_counter()
    assistant.search(question, documents=scope)
    return (time.perf_counter() - started) * 1000


def _quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def _rehearsed(folder: Path, home: Path) -> float:
    command = [sys.executable, "-m", "ui.cli", "ingest", "--dry-run", "--home", str(home), str(folder)]
    started = time.perf_counter()
    finished = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own command
    if finished.returncode:
        raise MeasurementFailed(reason=_last_line(finished.stderr))
    return time.perf_counter() - started


def _started(request: dict[str, Any]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "eval.scale_worker", json.dumps(request)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own


def _result(process: subprocess.Popen[str]) -> dict[str, Any]:
    printed, told = process.communicate()
    if process.returncode:
        raise MeasurementFailed(reason=_last_line(told))
    return dict(json.loads(printed.splitlines()[-1]))


def _last_line(text: str) -> str:
    return text.strip().splitlines()[-1] if text.strip() else "?"
