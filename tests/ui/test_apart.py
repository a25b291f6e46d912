"""Files are taken in by a process of its own, and everything is as if they were not."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from ingest import ingest, read_documents
from rag import Collection, MissingPath, Reading, SettingsError, open_collection, read_settings
from tests.fakes import reading
from ui.page.apart import TakenInNoFurther, apart, read_apart


def kill_myself(collection: Collection, paths: Sequence[Path], **_: Any) -> Any:
    """What happens to a process for which the memory is not enough."""
    os.kill(os.getpid(), signal.SIGKILL)


def say_who(collection: Collection, paths: Sequence[Path], *, stage: Callable[[str, int], None], **_: Any) -> int:
    stage("reading", os.nice(0))
    return os.getpid()


def read_there(path: Path, *, most: int) -> Iterator[Reading]:
    """Who reads, and how willingly others are let go first."""
    yield reading(f"{os.getpid()} {os.nice(0)} {path.name} {most}", ["一段。"])


def break_down(path: Path, *, most: int) -> Iterator[Reading]:
    """A file that is too much for the memory."""
    os.kill(os.getpid(), signal.SIGKILL)
    yield reading("never", [])


def unheard(*_: object) -> None:
    pass


def test_what_is_stored_there_is_seen_here(home: Path, tmp_path: Path) -> None:
    settings = read_settings(home=home)
    (tmp_path / "law.txt").write_text("第一条 各国应合作。\n\n第二条 各国应互相尊重。\n", encoding="utf-8")
    steps: list[tuple[int, int, str]] = []
    stages: list[str] = []
    with open_collection(settings) as collection:
        report = apart(ingest, settings)(
            collection,
            [tmp_path / "law.txt"],
            most=10**6,
            progress=lambda *step: steps.append(step),
            stage=lambda name, _: stages.append(name),
        )
        assert [each.id for each in report.added] == [each.id for each in collection.documents()] == ["law"]
        assert len(collection.paragraphs("law")) == report.paragraphs > 1
    assert steps[-1][:2] == (1, 1)
    assert {"reading", "storing"} <= set(stages)


def test_it_is_another_process_that_lets_others_go_first(home: Path) -> None:
    levels: list[int] = []
    settings = read_settings(home=home)
    with open_collection(settings) as collection:
        who: Any = apart(say_who, settings)(  # type: ignore[arg-type]
            collection, [], most=1, progress=unheard, stage=lambda _, level: levels.append(level)
        )
    assert who != os.getpid()
    assert levels > [os.nice(0)]


def test_a_preview_is_read_by_another_process_and_may_break_down_there(tmp_path: Path) -> None:
    (found,) = read_apart(read_there)(tmp_path / "x.txt", most=7)  # type: ignore[arg-type]
    process, level, name, most = found.document.id.split()
    assert int(process) != os.getpid()
    assert int(level) > os.nice(0)
    assert (name, most) == ("x.txt", "7")
    with pytest.raises(TakenInNoFurther):
        read_apart(break_down)(tmp_path / "x.txt", most=7)  # type: ignore[arg-type]
    with pytest.raises(MissingPath):
        read_apart(read_documents)(tmp_path / "gone.txt", most=7)


def test_what_goes_wrong_there_is_told_here(home: Path, tmp_path: Path) -> None:
    told: dict[str, Any] = {"most": 1, "progress": unheard, "stage": unheard}
    (tmp_path / "file").touch()
    with open_collection(read_settings(home=home)) as collection:
        with pytest.raises(TakenInNoFurther, match="exit status -9"):
            apart(kill_myself, read_settings(home=home))(collection, [], **told)
        with pytest.raises(SettingsError):
            apart(ingest, read_settings(home=tmp_path / "file"))(collection, [], **told)
