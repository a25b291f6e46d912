"""``rehearse``: everything is read, nothing is stored, and what would become of each is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import ingest, rehearse
from tests.fakes import MemoryCollection
from tests.ingest.test_again import wrapped
from tests.ingest.test_pipeline import article, resolution, write


class Untouchable(MemoryCollection):
    """May be looked at only."""

    def freeze(self) -> None:
        self.store = self.remove = self._forbidden  # type: ignore[assignment, method-assign]

    @staticmethod
    def _forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a rehearsal writes nothing")


def test_without_a_collection(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", resolution())
    write(tmp_path / "b.txt", "1. 第一段的内容在此。\n\n2. 第二段的内容在此。\n\n5. 第五段的内容在此。\n")
    write(tmp_path / "c.csv", "a,b\n")
    report = rehearse(None, [tmp_path])
    assert report.rehearsed
    first = report.sketches[0]
    assert (first.outcome, first.document.id, dict(first.kinds)) == (
        "added",
        "A/RES/91/5",
        {"preambular": 1, "operative": 2, "masthead": 1},
    )
    assert first.paragraphs == 4
    assert report.paragraphs == sum(each.paragraphs for each in report.sketches)
    assert [remark.code for remark in report.sketches[1].remarks] == ["number-gap"]
    assert len(report.skipped) == 1


def test_every_outcome_is_foretold_and_none_is_stored(tmp_path: Path) -> None:
    collection = Untouchable()
    write(tmp_path / "same.txt", article("夜晚"))
    write(tmp_path / "changed.txt", article("早晨"))
    write(tmp_path / "old name.txt", article("中午"))
    write(tmp_path / "lost.txt", article("傍晚"))
    write(tmp_path / "wrapped.txt", wrapped(30))
    ingest(collection, [tmp_path])
    held = dict(collection.held)
    collection.freeze()

    write(tmp_path / "changed.txt", article("清晨"))
    write(tmp_path / "copy.txt", article("夜晚"))
    write(tmp_path / "new.txt", article("午夜"))
    write(tmp_path / "empty.txt", "")
    write(tmp_path / "wrapped.txt", wrapped(36))
    write(tmp_path / "z other text.txt", wrapped(30).replace("敦促", "请"))
    (tmp_path / "old name.txt").rename(tmp_path / "new name.txt")
    (tmp_path / "lost.txt").unlink()
    told = rehearse(collection, [tmp_path], prune=True)
    names = {
        name: [Path(each.source).name for each in getattr(told, name)]
        for name in ("added", "replaced", "unchanged", "moved", "removed")
    }
    assert names == {
        "added": ["new.txt"],
        "replaced": ["changed.txt"],
        "unchanged": ["same.txt", "wrapped.txt"],
        "moved": ["new name.txt"],
        "removed": ["lost.txt"],
    }
    assert [Path(each.path).name for each in told.skipped] == ["copy.txt"]
    assert {Path(each.path).name: type(each.error).__name__ for each in told.failed} == {
        "empty.txt": "EmptyFile",
        "z other text.txt": "SymbolTaken",
    }
    assert sorted(each.outcome for each in told.sketches) == [
        "added",
        "failed",
        "moved",
        "replaced",
        "skipped",
        "unchanged",
        "unchanged",
    ]
    assert collection.held == held

    # what was foretold comes to pass
    del collection.store, collection.remove
    done = ingest(collection, [tmp_path], prune=True)
    for name in names:
        assert [each.id for each in getattr(done, name)] == [each.id for each in getattr(told, name)]


def test_a_run_needs_a_collection(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        ingest(None, [tmp_path])  # type: ignore[arg-type]
