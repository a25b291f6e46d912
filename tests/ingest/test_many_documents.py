"""Several documents in one file: entries come, change and go; a run that was killed goes on where it stopped."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from ingest import ingest, rehearse, run, taking
from ingest.lines import split_lines
from ingest.printed import Printed
from ingest.readers import READERS
from tests.fakes import MemoryCollection

SUFFIX = ".entries"


def read_entries(content: bytes, *, path: Path) -> Iterator[Printed]:
    """A format of these tests: one JSON list (name, text) a line."""
    for line in content.splitlines():
        name, text = json.loads(line)
        if name == "damaged":
            raise IndexError("list index out of range")
        yield Printed(lines=split_lines(text), member=name, digest=sha256(line).hexdigest())


@pytest.fixture(autouse=True)
def _entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(READERS, SUFFIX, read_entries)


@pytest.fixture
def dissected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The entries that were read into paragraphs."""
    names: list[str] = []
    genuine = taking.anatomy_of

    def counting(printed: Printed, **details: object) -> object:
        names.append(printed.member)
        return genuine(printed, **details)  # type: ignore[arg-type]

    monkeypatch.setattr(taking, "anatomy_of", counting)
    return names


def write(path: Path, entries: dict[str, str] | Sequence[tuple[str, str]]) -> Path:
    pairs = entries.items() if isinstance(entries, dict) else entries
    path.write_text("".join(json.dumps(pair, ensure_ascii=False) + "\n" for pair in pairs), encoding="utf-8")
    return path


def texts(count: int) -> dict[str, str]:
    return {f"n{number}": f"这是第{number}则消息的全文，内容与别的消息都不相同。\n" for number in range(1, count + 1)}


def test_each_entry_is_a_document_and_the_same_file_again_costs_nothing(tmp_path: Path, dissected: list[str]) -> None:
    collection = MemoryCollection()
    path = write(tmp_path / f"news{SUFFIX}", texts(5))
    report = ingest(collection, [path])
    assert [(each.id, each.member) for each in report.added] == [(f"n{number}", f"n{number}") for number in range(1, 6)]
    dissected.clear()
    stores = collection.stores
    again = ingest(collection, [path])
    assert (len(again.unchanged), dissected, collection.stores) == (5, [], stores)


def test_an_entry_is_added_changed_and_removed_and_the_others_are_not_read(
    tmp_path: Path, dissected: list[str]
) -> None:
    collection = MemoryCollection()
    entries = texts(5)
    path = write(tmp_path / f"news{SUFFIX}", entries)
    ingest(collection, [path])
    dissected.clear()
    del entries["n2"]
    entries["n3"] = "这一则消息已经改写，与从前不同。\n"
    entries["n6"] = "这一则消息是新的，从前没有。\n"
    write(path, entries)
    report = ingest(collection, [path])
    assert {
        name: [each.id for each in getattr(report, name)] for name in ("added", "replaced", "removed", "unchanged")
    } == {
        "added": ["n6"],
        "replaced": ["n3"],
        "removed": ["n2"],
        "unchanged": ["n1", "n4", "n5"],
    }
    assert dissected == ["n3", "n6"]
    assert sorted(collection.held) == ["n1", "n3", "n4", "n5", "n6"]


class Killed(BaseException):
    """What a process that is killed does not outlive."""


@pytest.mark.parametrize("newer_rules", [False, True])
def test_a_run_that_was_killed_goes_on_where_it_stopped(
    tmp_path: Path, dissected: list[str], monkeypatch: pytest.MonkeyPatch, newer_rules: bool
) -> None:
    class Mortal(MemoryCollection):
        lives = 2

        def store(self, readings, /, *, finished=None):  # type: ignore[no-untyped-def]
            if not self.lives:
                raise Killed
            self.lives -= 1
            return super().store(readings, finished=finished)

    monkeypatch.setattr(run, "BATCH_DOCUMENTS", 4)
    collection = Mortal()
    path = write(tmp_path / f"news{SUFFIX}", texts(20))
    if newer_rules:  # everything is held already, as the rules before read it
        collection.lives = 100
        ingest(collection, [path])
        monkeypatch.setattr(taking, "RULES", taking.RULES + 1)
        monkeypatch.setattr(run, "BATCH_DOCUMENTS", 1)
        for each in collection.held.values():
            object.__setattr__(each.document, "author", "某人")  # so that reading it again changes it
        collection.lives = 8
        dissected.clear()
    with pytest.raises(Killed):
        ingest(collection, [path])
    assert len(dissected) < 20
    stored = 8
    collection.lives = 100
    embedded = len(collection.embedded)
    dissected.clear()
    report = ingest(collection, [path])
    assert dissected == [f"n{number}" for number in range(stored + 1, 21)]
    assert len(report.unchanged) == stored
    assert len(collection.embedded) - embedded == (0 if newer_rules else 12)
    assert len(collection.held) == 20
    assert len(ingest(collection, [path]).unchanged) == 20


def test_an_entry_that_cannot_be_read_ends_its_file_and_removes_nothing(tmp_path: Path) -> None:
    collection = MemoryCollection()
    path = write(tmp_path / f"news{SUFFIX}", texts(3))
    ingest(collection, [path])
    write(path, [("n1", texts(1)["n1"]), ("damaged", ""), ("n3", "")])
    (tmp_path / "good.txt").write_text("夜晚\n\n这是一篇文章。\n", encoding="utf-8")
    report = ingest(collection, [path, tmp_path / "good.txt"])
    assert [type(each.error).__name__ for each in report.failed] == ["UnreadableDocument"]
    assert "IndexError" in report.failed[0].error.message("zh")
    assert (len(report.added), report.removed, len(collection.held)) == (1, (), 4)


def test_entries_that_say_the_same_are_all_kept_and_of_one_name_the_first(tmp_path: Path) -> None:
    path = write(tmp_path / f"news{SUFFIX}", [("a", "夜里下雨了。"), ("b", "夜里下雨了。"), ("a", "早晨"), ("c", " ")])
    collection = MemoryCollection()
    report = ingest(collection, [path])
    assert [each.id for each in report.added] == ["a", "b"]
    assert [(each.member, each.reason.code) for each in report.skipped] == [
        ("a", "repeated-entry"),
        ("c", "empty-entry"),
    ]


def test_two_files_with_entries_of_one_name_hold_two_documents(tmp_path: Path) -> None:
    collection = MemoryCollection()
    for name in ("x", "y"):
        write(tmp_path / f"{name}{SUFFIX}", {"1": f"{name} 的第一则消息，全文在此。"})
    report = ingest(collection, [tmp_path / f"x{SUFFIX}", tmp_path / f"y{SUFFIX}"])
    assert [each.id for each in report.added] == ["1", "y/1"]


def test_entries_that_another_file_repeats_are_held_once_and_never_lost(tmp_path: Path) -> None:
    collection = MemoryCollection()
    first = write(tmp_path / f"x{SUFFIX}", texts(3))
    second = write(tmp_path / f"y{SUFFIX}", texts(4))
    report = ingest(collection, [first, second])
    assert (len(report.added), len(report.skipped)) == (4, 3)
    assert len(ingest(collection, [first, second]).unchanged) == 4
    first.unlink()
    report = ingest(collection, [tmp_path], prune=True)
    assert report.removed == ()  # the folder is searched for known formats before anything is pruned
    assert {each.source for each in collection.documents()} == {str(second)}
    assert len(collection.held) == 4


def test_a_renamed_file_keeps_all_its_documents(tmp_path: Path, dissected: list[str]) -> None:
    collection = MemoryCollection()
    path = write(tmp_path / f"x{SUFFIX}", texts(4))
    ingest(collection, [path])
    dissected.clear()
    path.rename(tmp_path / f"z{SUFFIX}")
    report = ingest(collection, [tmp_path / f"z{SUFFIX}"])
    assert ([each.id for each in report.moved], dissected) == (["n1", "n2", "n3", "n4"], [])
    assert {each.source for each in collection.documents()} == {str(tmp_path / f"z{SUFFIX}")}


def test_a_batch_is_never_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []

    class Counting(MemoryCollection):
        def store(self, readings, /, *, finished=None):  # type: ignore[no-untyped-def]
            sizes.append(len(readings))
            return super().store(readings, finished=finished)

    monkeypatch.setattr(run, "BATCH_DOCUMENTS", 8)
    ingest(Counting(), [write(tmp_path / f"x{SUFFIX}", texts(50))])
    assert (max(sizes), sum(sizes)) == (8, 50)


def test_the_cost_of_an_entry_does_not_grow_with_their_number(tmp_path: Path) -> None:
    def seconds(count: int) -> float:
        path = write(tmp_path / f"x{count}{SUFFIX}", dict.fromkeys((f"n{number}" for number in range(count)), "雨。"))
        started = time.process_time()
        rehearse(None, [path])
        return (time.process_time() - started) / count

    small = min(seconds(200) for _ in range(3))
    assert seconds(3_000) < 4 * small
