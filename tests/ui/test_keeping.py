"""The commands about whole collections, as a person runs them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Command = Callable[..., "subprocess.CompletedProcess[str]"]


def test_collections_are_kept_apart_listed_and_moved(paracite: Command, corpus: Path, home: Path) -> None:
    one, *others = sorted(corpus.glob("*.txt"))
    assert paracite("ingest", one, home=home).returncode == 0
    for each in others[:2]:
        run = paracite("ingest", each, "--collection", "海事 1", home=home)
        assert run.returncode == 0, run.stderr
    run = paracite("collections", "--json", home=home)
    assert run.returncode == 0, run.stderr
    listed = json.loads(run.stdout)["collections"]
    assert [(each["name"], each["documents"]) for each in listed] == [("", 1), ("海事 1", 2)]
    run = paracite("collections", home=home)
    assert "海事 1: 2 documents" in run.stdout
    run = paracite("reindex", "--collection", "海事 1", home=home)
    assert run.returncode == 0
    assert "0 texts" in run.stderr
