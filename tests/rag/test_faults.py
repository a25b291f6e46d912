"""The fault campaign (``python -m tests.faults``) in a short form, and that it notices what it is for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import rag.indexes.vectors
from rag import open_collection, read_settings
from rag.errors import DiskFull
from rag.indexes.places import Places
from rag.indexes.seal import is_sound
from tests.faults.checking import checker, mixtures
from tests.faults.damage import FAULTS
from tests.faults.disks import FAULTS as DISKS
from tests.faults.ledger import Ledger, text_of
from tests.faults.texts import sentence
from tests.rag.keeping import FORESTS, LIGHTS, ROOT, in_another_process, stored

KILLS = 12
KILLED = ("add", "replace", "remove", "ingest", "prune", "reindex", "import", "catch-up", "migrate", "waiting")
OTHERS = (*FAULTS, *DISKS)


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came of it, by kind. The seed is another one every time: a failure says which."""
    report = tmp_path_factory.mktemp("faults") / "report.json"
    only = [part for kind in (*KILLED, *OTHERS) for part in ("--only", kind)]
    command = [
        sys.executable,
        "-m",
        "tests.faults",
        "--kills",
        str(KILLS),
        "--rounds",
        "0",
        "--json",
        str(report),
        *only,
    ]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert report.exists(), run.stderr[-3000:]
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    sys.stdout.write(run.stdout)
    return found


@pytest.mark.parametrize("kind", KILLED)
def test_nothing_is_lost_when_a_process_is_killed(campaign: dict[str, Any], kind: str) -> None:
    assert campaign[kind]["kills"] >= 1
    assert campaign[kind]["faults"] == []


@pytest.mark.parametrize("kind", OTHERS)
def test_nothing_is_lost_by_other_faults(campaign: dict[str, Any], kind: str) -> None:
    assert campaign[kind]["rounds"] >= 1
    assert campaign[kind]["faults"] == []


def found_by_check(home: Path, ledger: Ledger) -> list[str]:
    said: list[dict[str, Any]] = []
    checker(read_settings(home=home), ledger.possible, alone=True)(said.append)
    faults: list[str] = said[-1]["faults"]
    return faults


def test_the_campaign_notices_a_loss_an_old_text_and_what_should_be_gone(home: Path) -> None:
    stored(home, LIGHTS, FORESTS)
    ledger = Ledger()
    ledger.acknowledge({"lights": text_of(LIGHTS), "forests": text_of(FORESTS)})
    assert found_by_check(home, ledger) == []
    ledger.acknowledge({"tides": (("1", "潮汐表每年印刷九千册。"),)})
    assert found_by_check(home, ledger) == ["tides: LOST in the store"]
    ledger.acknowledge({"tides": None, "forests": None})
    assert found_by_check(home, ledger) == ["forests: a removed document is there in the store"]
    ledger.begin({"forests": text_of(FORESTS), "lights": text_of(FORESTS)})
    assert found_by_check(home, ledger) == []
    ledger.acknowledge({"lights": text_of(FORESTS)})
    assert "mixture or old text" in found_by_check(home, ledger)[0]


def test_the_campaign_notices_a_mixture_of_versions() -> None:
    one, two = sentence("paper-00001", 1, 1), sentence("paper-00001", 2, 2)
    assert mixtures([("paper-00001", one), ("paper-00001", one)]) == []
    assert mixtures([("paper-00001", one), ("paper-00001", two)])
    assert mixtures([("paper-00002", one)])


@pytest.mark.parametrize("damage", ["flip", "cut", "gone"])
@pytest.mark.parametrize("folder", ["lexical", "dense"])
def test_an_index_file_that_was_touched_is_noticed_before_it_is_opened(
    home: Path, folder: str, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(rag.indexes.vectors._HNSW, "sync_threshold", 2)  # Chroma writes its graph out at once
    monkeypatch.setitem(rag.indexes.vectors._HNSW, "batch_size", 2)
    with open_collection(read_settings(home=home)) as collection:
        collection.store([LIGHTS, FORESTS])
    assert is_sound(home, ("lexical", "dense"))
    files = [path for path in (home / folder).rglob("*") if path.is_file() and "sqlite" not in path.name]
    path = max((path for path in files if not path.name.endswith(".lock")), key=lambda each: each.stat().st_size)
    data = bytearray(path.read_bytes())
    if damage == "flip":
        data[len(data) // 2] ^= 1
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(data[:-1] if damage == "cut" else data)
    assert not is_sound(home, ("lexical", "dense"))
    ledger = Ledger()
    ledger.acknowledge({"lights": text_of(LIGHTS), "forests": text_of(FORESTS)})
    assert found_by_check(home, ledger) == []
    assert is_sound(home, ("lexical", "dense"))


def test_a_rebuild_that_fails_once_all_is_emptied_is_begun_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(home, LIGHTS, FORESTS)
    note = home / "indexes.json"
    note.write_text(json.dumps(json.loads(note.read_text(encoding="utf-8")) | {"amid": 1}), encoding="utf-8")
    for path in (home / "lexical").glob("meta.json"):
        path.write_bytes(b"garbage")
    clear = Places.clear

    def clears_and_fails(self: Places, *kept: Any) -> None:
        clear(self, *kept)
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, open_collection(read_settings(home=home)) as collection:
        patch.setattr(Places, "clear", clears_and_fails)
        with pytest.raises(DiskFull):
            collection.indexes()
    for folder in ("lexical", "dense"):  # as a process leaves them that gets a little further
        (home / folder).mkdir(exist_ok=True)
    ledger = Ledger()
    ledger.acknowledge({"lights": text_of(LIGHTS), "forests": text_of(FORESTS)})
    assert found_by_check(home, ledger) == []


def test_opening_a_small_collection_leaves_it_sound(home: Path) -> None:
    stored(home, LIGHTS)  # so few that Chroma has not written its graph out, and makes its files anew at each opening
    program = (
        "import sys\nfrom rag import open_assistant, read_settings\n"
        "with open_assistant(read_settings(home=sys.argv[1]), tell=lambda remark: print(remark.en)) as assistant:\n"
        "    assistant.search('灯塔基金的数额是多少？')\n"
    )
    for _ in range(3):
        done = in_another_process(program, home)
        assert (done.stdout, done.returncode) == ("", 0), done.stderr
    assert is_sound(home, ("lexical", "dense"))
