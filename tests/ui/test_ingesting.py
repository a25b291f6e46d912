"""``ingest`` as a person meets it: a rehearsal, the question before pruning, names that a terminal would obey."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.fakes import MemoryCollection
from tests.ingest.test_pipeline import article, resolution, write
from ui import cli
from ui.commands import ingesting, progress

Invoke = Callable[..., Result]


@pytest.fixture
def collection(monkeypatch: pytest.MonkeyPatch) -> MemoryCollection:
    held = MemoryCollection()
    monkeypatch.setattr(cli, "open_collection", lambda settings, **_: nullcontext(held))
    return held


@pytest.fixture
def invoke(collection: MemoryCollection, tmp_path: Path) -> Invoke:
    def run(*arguments: str | Path, language: str = "en", **environment: str) -> Result:
        settings = {"PARACITE_LANGUAGE": language, "PARACITE_HOME": str(tmp_path / "home")} | environment
        return CliRunner().invoke(cli.paracite, ["ingest", *map(str, arguments)], env=settings)

    return run


def test_a_rehearsal_shows_what_would_be_stored(tmp_path: Path, invoke: Invoke, collection: MemoryCollection) -> None:
    write(tmp_path / "in" / "a.txt", resolution())
    write(tmp_path / "in" / "b.txt", "1. 第一段的内容在此。\n\n2. 第二段的内容在此。\n\n5. 第五段的内容在此。\n")
    write(tmp_path / "in" / "c.xyz", "?")
    write(tmp_path / "in" / "d.txt", "")
    for language, expected in (
        (
            "zh",
            (
                "将加入  A/RES/91/5",
                "决议 · A/RES/91/5 · zh",
                "序言段 1 · 执行段 2",
                "注意：",
                "跳过",
                "没有存入任何内容",
            ),
        ),
        (
            "en",
            (
                "would be added  A/RES/91/5",
                "resolution · A/RES/91/5 · zh",
                "operative 2",
                "Warning: ",
                "skipped",
                "nothing was",
            ),
        ),
    ):
        result = invoke(tmp_path / "in", "--dry-run", language=language)
        assert result.exit_code == 2  # d.txt is empty
        for words in expected:
            assert words in result.stdout
        assert "d.txt" in result.stderr
    told = json.loads(invoke(tmp_path / "in", "--dry-run", "--json").stdout)
    assert told["dry_run"] is True
    first = told["documents"][0]
    assert (first["outcome"], first["document"]["id"], first["paragraphs"]) == ("added", "A/RES/91/5", 4)
    assert told["documents"][1]["remarks"][0]["zh"]
    assert (collection.held, collection.stores) == ({}, 0)
    assert not (tmp_path / "home").exists()


def test_the_json_of_a_run(tmp_path: Path, invoke: Invoke) -> None:
    write(tmp_path / "in" / "a.txt", resolution())
    write(tmp_path / "in" / "b.txt", resolution())
    told = json.loads(invoke(tmp_path / "in", "--json").stdout)
    assert set(told) == {
        *("added", "replaced", "unchanged", "moved", "removed", "failed", "skipped", "skips", "remarks"),
        *("dry_run", "paragraphs", "seconds"),
    }
    assert told["skipped"] == [str(tmp_path / "in" / "b.txt")]
    assert told["skips"][0]["repeats"] == "A/RES/91/5"
    assert set(told["skips"][0]["reason"]) == {"code", "zh", "en"}
    (tmp_path / "in" / "a.txt").rename(tmp_path / "in" / "0.txt")
    assert [each["id"] for each in json.loads(invoke(tmp_path / "in", "--json").stdout)["moved"]] == ["A/RES/91/5"]


def test_the_summary_counts_what_happened(tmp_path: Path, invoke: Invoke) -> None:
    write(tmp_path / "in" / "a.txt", resolution())
    write(tmp_path / "in" / "b.txt", resolution())
    *_, last = invoke(tmp_path / "in").stdout.splitlines()
    assert re.fullmatch(
        r"1 added, 0 replaced, 0 unchanged, 0 removed, 0 failed\. Also 0 moved, 1 skipped\. "
        r"4 paragraphs stored in \d+\.\d s\.",
        last,
    )


def test_the_size_of_files_is_a_setting(tmp_path: Path, invoke: Invoke) -> None:
    write(tmp_path / "a.txt", "大" * 2_000)
    assert "Split it, or raise PARACITE_MAX_FILE_MB" in invoke(tmp_path / "a.txt", PARACITE_MAX_FILE_MB="0.005").stderr
    assert invoke(tmp_path / "a.txt", PARACITE_MAX_FILE_MB="0.5").exit_code == 0
    assert "PARACITE_MAX_FILE_MB" in invoke(tmp_path / "a.txt", PARACITE_MAX_FILE_MB="much").stderr


def test_a_name_that_breaks_lines_is_printed_in_one(tmp_path: Path, invoke: Invoke) -> None:
    write(tmp_path / "in" / "a\nb\x1b[31m.txt", "")
    write(tmp_path / "in" / "c\nd\x1b[31m.xyz", "")
    write(tmp_path / "in" / "e\nf\x1b[31m.txt", article("夜晚"))
    result = invoke(tmp_path / "in")
    assert "\x1b" not in result.output
    assert r"a\nb\x1b[31m.txt" in result.stderr
    assert r"c\nd\x1b[31m.xyz" in result.stdout
    assert len(result.stdout.splitlines()) == 3  # added, skipped, the sums
    assert len(invoke(tmp_path / "in", "--json").stderr.splitlines()) == 1


# --- pruning ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def lost(tmp_path: Path, invoke: Invoke) -> Path:
    """A folder that has lost one of its two files."""
    for name in ("a", "b"):
        write(tmp_path / "in" / f"{name}.txt", article(name))
    assert invoke(tmp_path / "in").exit_code == 0
    (tmp_path / "in" / "a.txt").unlink()
    return tmp_path / "in"


def answering(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    """A person at a terminal who types this."""

    class Terminal:
        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            return answer

        def __getattr__(self, name: str) -> Any:
            raise AssertionError(name)

    class Streams:
        stdin = stderr = Terminal()

    monkeypatch.setattr(ingesting, "sys", Streams)


def test_a_script_prunes_and_says_what(lost: Path, invoke: Invoke, collection: MemoryCollection) -> None:
    result = invoke(lost, "--prune")
    assert (result.exit_code, sorted(collection.held)) == (0, ["b"])
    assert "have lost their file and will be removed from the collection (1)" in result.stderr
    assert str(lost / "a.txt") in result.stderr
    assert "removed  a" in result.stdout


@pytest.mark.parametrize(("answer", "left"), [("y\n", ["b"]), ("是\n", ["b"]), ("n\n", ["a", "b"]), ("", ["a", "b"])])
def test_a_person_is_asked(  # noqa: PLR0917 - pytest's signature
    answer: str,
    left: list[str],
    lost: Path,
    invoke: Invoke,
    collection: MemoryCollection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answering(monkeypatch, answer)
    result = invoke(lost, "--prune")
    assert "Remove them? [y/N]" in result.stderr
    assert sorted(collection.held) == left
    assert ("Nothing was removed" in result.stderr) == (len(left) == 2)


def test_yes_asks_nobody(
    lost: Path, invoke: Invoke, collection: MemoryCollection, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, "n\n")
    assert "Remove them?" not in invoke(lost, "--prune", "--yes").stderr
    assert sorted(collection.held) == ["b"]


def test_a_folder_that_lost_everything_is_let_be(lost: Path, invoke: Invoke, collection: MemoryCollection) -> None:
    (lost / "b.txt").unlink()
    for language, words in (("en", "add --yes"), ("zh", "请加上 --yes")):
        result = invoke(lost, "--prune", language=language)
        assert result.exit_code == 2
        assert words in result.stderr
        assert sorted(collection.held) == ["a", "b"]
    assert invoke(lost, "--prune", "--yes").exit_code == 0
    assert collection.held == {}


# --- the bar ----------------------------------------------------------------------------------------------------------


def test_the_bar_says_what_is_done_and_does_not_flicker(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        stderr = type("E", (), {"isatty": staticmethod(lambda: True)})()

    monkeypatch.setattr(progress, "sys", Terminal)
    names: list[str] = []
    from rich.progress import Progress

    genuine = Progress.update
    monkeypatch.setattr(
        Progress,
        "update",
        lambda self, task, **fields: (
            (names.append(fields["name"]) if "name" in fields else None) or genuine(self, task, **fields)
        ),
    )
    with progress.ingest_progress("zh") as bar:
        bar.stage("listing", 1_000)
        bar.stage("reading", 0)
        for number in range(500):
            bar.files(number, 500, f"/x/{number}.txt")
        bar.stage("storing", 12_345)
        bar.stop()
    assert 1 <= len(names) < 20


def test_nobody_looks_at_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.ingest_progress("zh") as bar:
        bar.files(0, 1, "x")
        bar.stage("reading", 1)
        bar.stop()
    assert capsys.readouterr() == ("", "")
