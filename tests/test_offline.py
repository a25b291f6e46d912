"""No network at run time: ingesting, asking and serving reach nothing but this machine.

Two watchers. In Python, tests/offline/sitecustomize.py refuses and records every other address. And where the machine
allows a network namespace with nothing in it, the whole walk happens inside one, and the kernel counts who asked for a
way out, whatever language it is written in.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

OFFLINE = Path(__file__).with_name("offline")
TALKATIVE = {
    "LANGSMITH_TRACING": "true",
    "LANGCHAIN_TRACING_V2": "true",
    "LANGSMITH_API_KEY": "of-other-work",
    "GRADIO_ANALYTICS_ENABLED": "True",
    "GRADIO_SHARE": "True",
    "HF_HUB_OFFLINE": "0",
    "ANONYMIZED_TELEMETRY": "True",
}
"""What a person may have set for other work of theirs. It must not send the documents of this one anywhere."""
QUESTION = "比利时在死刑问题上承诺做什么？"


@dataclass(frozen=True)
class Walk:
    """What the walk saw, and what the guard refused in each process (the deliberate attempt of the walk included)."""

    seen: dict[str, Any]
    refused: list[str]
    namespace: str
    """``""`` where the walk happened in an empty namespace, else why it did not."""


def why_no_namespace() -> str:
    if shutil.which("unshare") is None:
        return "unshare is not installed"
    tried = subprocess.run(["unshare", "--net", "true"], capture_output=True, text=True, check=False)
    return "" if tried.returncode == 0 else f"no network namespace can be made: {tried.stderr.strip()}"


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory, command: str, corpus: Path) -> Walk:
    folder = tmp_path_factory.mktemp("offline")
    log, home = folder / "refused.txt", folder / "collection"
    reason = why_no_namespace()
    prefix, suffix = ([], []) if reason else (["unshare", "--net"], ["--empty-namespace"])
    walking = [sys.executable, str(OFFLINE / "walk.py"), command, str(home), str(corpus), QUESTION]
    done = subprocess.run(
        [*prefix, *walking, *suffix],
        env=os.environ | TALKATIVE | {"PYTHONPATH": str(OFFLINE), "NETWORK_GUARD_LOG": str(log)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    refused = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return Walk(json.loads(done.stdout.splitlines()[-1]), refused, reason)


def test_the_guard_refuses_another_machine(walk: Walk) -> None:
    assert [line for line in walk.refused if "192.0.2.1" in line and "walk.py" in line]


def test_nothing_in_python_reaches_out(walk: Walk) -> None:
    assert [line for line in walk.refused if "192.0.2.1" not in line] == []


def test_nothing_at_all_reaches_out(walk: Walk) -> None:
    if walk.namespace:
        pytest.skip(walk.namespace)
    assert walk.seen["control"] > 0, "the kernel did not count the deliberate attempt"
    assert walk.seen["refused_by_the_kernel"] == 0


def test_the_command_answers_without_a_network(walk: Walk) -> None:
    assert walk.seen["ingest"]["status"] == 0, walk.seen["ingest"]["err"]
    assert walk.seen["ask"]["status"] == 0, walk.seen["ask"]["err"]
    cited = json.loads(walk.seen["ask"]["out"])["citations"]
    assert "死刑" in cited[0]["quote"]


def test_the_page_and_its_service_answer_without_a_network(walk: Walk) -> None:
    assert walk.seen["page"]["length"] > 0
    assert walk.seen["page"]["elsewhere"] == []
    answer = walk.seen["service"][-1]
    assert not answer["refused"]
    assert "死刑" in answer["citations"][0]["quote"]
