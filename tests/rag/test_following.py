"""How the indexes follow the store: by what changed and no more, in few steps, and after a kill."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from rag import Remark, open_assistant, open_collection, read_settings
from rag.indexes.following import Following
from rag.indexes.lexical import LexicalIndex
from rag.indexes.vectors import VectorIndex
from tests.fakes import reading
from tests.rag.keeping import FORESTS, LIGHTS, found, indexed, stored


def test_indexes_that_are_behind_take_in_what_changed_and_no_more(
    anywhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(anywhere, LIGHTS, FORESTS, reading("old", ["旧的一段。"]))
    with monkeypatch.context() as patch:  # as where the process is killed before the indexes follow
        patch.setattr(Following, "stored", lambda self, fingerprint: None)
        with open_collection(read_settings(home=anywhere)) as collection:
            collection.store([reading("tides", ["潮汐表每年印刷九千册。"]), reading("lights", ["灯塔归各国管理。"])])
            collection.remove(["old"])
    taken: list[str] = []
    replaced = LexicalIndex.replace

    def spy(self: LexicalIndex, documents: list[str], entries: object) -> None:
        taken.extend(documents)
        replaced(self, documents, entries)  # type: ignore[arg-type]

    monkeypatch.setattr(LexicalIndex, "replace", spy)
    with open_assistant(read_settings(home=anywhere)) as assistant:
        assert "九千册" in found(assistant, "潮汐表每年印刷多少册？")
        assert "检修" not in found(assistant, "检修灯塔两次")
        assert indexed(assistant.collection) == (3, 3)
    assert sorted(taken) == ["lights", "old", "tides"]


def test_a_rebuild_is_told_and_killed_amid_it_goes_on(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        stored(home, reading(f"paper-{number}", [f"第{number}份文件说的是灯塔。"]))
    (home / "indexes.json").unlink()
    monkeypatch.setattr("rag.indexes.following._STEP", 2)
    steps = iter(range(10))

    def dies(self: VectorIndex, windows: list[object]) -> None:
        if next(steps) == 2:
            raise KeyboardInterrupt
        added(self, windows)  # type: ignore[arg-type]

    added = VectorIndex.add
    told: list[Remark] = []
    with monkeypatch.context() as patch:
        patch.setattr(VectorIndex, "add", dies)
        with (
            pytest.raises(KeyboardInterrupt),
            open_collection(read_settings(home=home), tell=told.append) as collection,
        ):
            collection.indexes()
    assert [each.code for each in told] == ["building"]
    assert "6" in told[0].zh
    assert "6" in told[0].en
    assert json.loads((home / "indexes.json").read_text())["lexical"] == 4
    with open_collection(read_settings(home=home)) as collection:
        assert indexed(collection) == (6, 6)


def test_a_long_way_behind_is_told_with_a_bar_even_of_few_documents(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def behind(*names: str) -> list[Remark]:
        with monkeypatch.context() as patch:
            patch.setattr(Following, "stored", lambda self, fingerprint: None)
            for name in names:
                stored(home, reading(name, [f"{name}第{number}条说的是灯塔。" for number in range(5)]))
        told: list[Remark] = []
        with open_assistant(read_settings(home=home), tell=told.append) as assistant:
            found(assistant, "灯塔")
        return told

    monkeypatch.setattr("rag.notices._OFTEN_SECONDS", 0.0)
    monkeypatch.setattr("rag.indexes.following._LONG", 12)
    monkeypatch.setattr("rag.indexes.following._STEP", 5)
    assert behind("one", "two") == []
    told = behind("three", "four", "five")
    assert [each.code for each in told] == ["building", "progress", "progress", "built"]
    assert [each.en.count("#") for each in told[1:3]] == [10, 20]
    assert told[2].zh.endswith("66%")


def test_vectors_that_are_gone_without_a_word_are_built_again(home: Path) -> None:
    with open_collection(read_settings(home=home)) as collection:
        collection.store(
            [reading("buoys", [f"第{number}号航标位于港口以东{number}海里。" for number in range(1, 1301)])]
        )
    for path in (home / "dense").glob("*/data_level0.bin"):
        path.write_bytes(b"\xff" * path.stat().st_size)
    for path in (home / "dense").glob("*/*.pickle"):
        path.write_bytes(b"garbage")
    with open_assistant(read_settings(home=home)) as assistant:
        for _ in range(3):
            hits = assistant.search("第817号航标位于港口以东多少海里？")
            assert hits[0].passage.paragraph.id == "817"
        assert hits[0].dense_rank is not None
        assert indexed(assistant.collection) == (1300, 1300)


def test_many_changes_in_a_row_cost_few_steps_of_the_indexes(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commits: list[float] = []
    replaced = LexicalIndex.replace

    def spy(self: LexicalIndex, documents: list[str], entries: object) -> None:
        commits.append(time.monotonic())
        replaced(self, documents, entries)  # type: ignore[arg-type]

    monkeypatch.setattr(LexicalIndex, "replace", spy)
    with open_collection(read_settings(home=home)) as collection:
        started = time.monotonic()
        for number in range(40):
            collection.store([reading(f"paper-{number}", [f"第{number}份文件说的是灯塔。"])])
        assert len(commits) <= 6 + 2 * (time.monotonic() - started)
        deadline = time.monotonic() + 2
        while indexed(collection) != (40, 40):
            assert time.monotonic() < deadline
            time.sleep(0.02)
    with open_collection(read_settings(home=home)) as collection:
        assert indexed(collection) == (40, 40)
