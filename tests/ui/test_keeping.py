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


def test_a_collection_goes_to_a_file_comes_back_and_is_examined(
    paracite: Command, corpus: Path, home: Path, tmp_path: Path
) -> None:
    file, other = tmp_path / "all.paracite", tmp_path / "other"
    run = paracite("export", file, home=home)
    assert run.returncode == 2
    assert "paracite ingest" in run.stderr
    assert not home.exists()
    assert paracite("ingest", sorted(corpus.glob("*.txt"))[0], home=home).returncode == 0
    run = paracite("export", file, home=home)
    assert run.returncode == 0, run.stderr
    assert "1 documents" in run.stderr
    run = paracite("import", file, home=other)
    assert run.returncode == 0, run.stderr
    assert "1 documents to add, 0 to replace" in run.stderr
    assert "0 texts were embedded anew" in run.stderr
    run = paracite("doctor", "--json", home=other)
    assert run.returncode == 0, run.stdout
    assert {each["state"] for each in json.loads(run.stdout)["findings"]} == {"well"}
    file.write_bytes(file.read_bytes()[:-100])
    run = paracite("import", file, home=other)
    assert run.returncode == 2
    assert "paracite export" in run.stderr
    (other / "paracite.sqlite3").write_bytes(b"garbage" * 1000)
    run = paracite("doctor", home=other)
    assert run.returncode == 1
    assert "problem" in run.stdout
    assert "--repair" in run.stdout
