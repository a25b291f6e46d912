"""One system of ``python -m eval.bench`` in a process of its own: what it costs and what it finds, as one JSON object.

``python -m eval.bench_worker '{"system": "LangChain", "folder": …, "home": …, "questions": […], "most": 5}'``.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eval.bench_systems import SYSTEMS
from rag import ParaciteError


def measured(request: Mapping[str, Any]) -> dict[str, Any]:
    """Seconds from nothing to searchable, milliseconds and found texts of each question, and the most memory (megabytes).

    The first question is asked once beforehand: opening is no part of what a question costs.
    """
    system = SYSTEMS[request["system"]](Path(request["home"]))
    started = time.perf_counter()
    system.read(Path(request["folder"]))
    seconds = time.perf_counter() - started
    questions, most = request["questions"], request["most"]
    system.find(questions[0], most)
    milliseconds, found = [], []
    for question in questions:
        started = time.perf_counter()
        texts = system.find(question, most)
        milliseconds.append((time.perf_counter() - started) * 1000)
        found.append(list(texts))
    return {"seconds": seconds, "milliseconds": milliseconds, "found": found, "memory": most_memory()}


def most_memory() -> float:
    """The most memory that this process, or one that it started, ever had; megabytes."""
    import resource

    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return peak / (1_000_000 if sys.platform == "darwin" else 1_000)


def main(argument: str) -> int:
    """The exit status."""
    try:
        result = measured(json.loads(argument))
    except (ParaciteError, ImportError) as error:
        sys.stderr.write(f"{error.message('en') if isinstance(error, ParaciteError) else error}\n")
        return 2
    sys.stdout.write(json.dumps(result) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
