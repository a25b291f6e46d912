"""Ingesting again: what has not changed costs a digest, what was moved, copied or laid out anew is known again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import Pruning, document, ingest, taking
from ingest.errors import EveryFileGone
from ingest.printed import Printed
from ingest.readers import READERS
from tests.fakes import MemoryCollection
from tests.ingest.test_pipeline import article, resolution, write

PARAGRAPHS = (
    "大会，",
    "回顾其关于海上航行安全的各项决议，特别是其中关于灯塔、航标和沿海无线电台的规定，并注意到上述各项规定在许多沿海国家尚未得到充分执行，",
    "1. 敦促沿海国每年至少检修灯塔和航标两次，并在检修之后三个月以内公布检修结果，供各国海员查阅，其中应列明每座灯塔的位置和射程；",
    "2. 请秘书长为灯塔和航标的维护设立一个自愿信托基金，由各会员国自愿捐款，优先用于帮助小岛屿发展中国家更换老旧的设备。",
)


def wrapped(columns: int, *, title: str = "91/204. 灯塔与航标的维护") -> str:
    """One text, printed in lines of so many characters."""
    lines = ("\n".join(each[start : start + columns] for start in range(0, len(each), columns)) for each in PARAGRAPHS)
    return "\n\n".join(("大会", title, *lines)) + "\n"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that a reader was called for."""
    names: list[str] = []

    for suffix, reader in tuple(READERS.items()):

        def counting(content: bytes, *, path: Path, reader=reader) -> Iterator[Printed]:  # type: ignore[no-untyped-def]
            names.append(path.name)
            return reader(content, path=path)  # type: ignore[no-any-return]

        monkeypatch.setitem(READERS, suffix, counting)
    return names


def test_the_same_folder_again_calls_no_reader_and_writes_nothing(tmp_path: Path, read: list[str]) -> None:
    write(tmp_path / "a.txt", article("夜晚"))
    write(tmp_path / "b.txt", wrapped(30))
    write(tmp_path / "copy.txt", wrapped(30))
    write(tmp_path / "rewrapped.txt", wrapped(36))
    collection = MemoryCollection()
    assert len(ingest(collection, [tmp_path]).added) == 2
    assert sorted(read) == ["a.txt", "b.txt", "rewrapped.txt"]  # the copy is known by its bytes
    read.clear()
    stores = collection.stores
    again = ingest(collection, [tmp_path])
    assert (len(again.unchanged), len(again.skipped), again.paragraphs) == (2, 2, 0)
    assert (read, collection.stores) == ([], stores)


def test_newer_rules_read_again(tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt", article("夜晚"))
    collection = MemoryCollection()
    ingest(collection, [path])
    for module in (document, taking):
        monkeypatch.setattr(module, "RULES", document.RULES + 1)
    assert len(ingest(collection, [path]).unchanged) == 1  # read, and found to be the same
    assert read == ["a.txt", "a.txt"]
    ingest(collection, [path])
    assert read == ["a.txt", "a.txt"]


@pytest.mark.parametrize("text", [resolution(), article("夜晚")], ids=["symbol", "no symbol"])
def test_a_renamed_file_keeps_its_document_and_is_not_read(tmp_path: Path, read: list[str], text: str) -> None:
    collection = MemoryCollection()
    (before,) = ingest(collection, [write(tmp_path / "a.txt", text)]).added
    embedded = len(collection.embedded)
    (tmp_path / "far").mkdir()
    (tmp_path / "a.txt").rename(tmp_path / "far" / "b.txt")
    report = ingest(collection, [tmp_path], prune=True)
    assert [(each.id, each.source) for each in report.moved] == [(before.id, str(tmp_path / "far" / "b.txt"))]
    assert (report.added, report.replaced, report.removed, report.skipped) == ((), (), (), ())
    assert (read, len(collection.embedded)) == (["a.txt"], embedded)
    assert len(ingest(collection, [tmp_path]).unchanged) == 1


def test_a_file_that_was_renamed_and_laid_out_anew_keeps_its_document(tmp_path: Path) -> None:
    collection = MemoryCollection()
    (before,) = ingest(collection, [write(tmp_path / "a.txt", wrapped(30, title="灯塔"))]).added
    embedded = len(collection.embedded)
    (tmp_path / "a.txt").unlink()
    write(tmp_path / "b.txt", wrapped(36, title="灯塔"))
    report = ingest(collection, [tmp_path])
    assert [each.id for each in report.moved] == [before.id]
    assert len(collection.documents()) == 1
    assert len(collection.embedded) == embedded


def test_another_layout_of_the_same_words_is_unchanged(tmp_path: Path) -> None:
    collection = MemoryCollection()
    path = write(tmp_path / "a.txt", wrapped(30))
    ingest(collection, [path])
    embedded = len(collection.embedded)
    write(path, wrapped(36))
    report = ingest(collection, [path])
    assert (len(report.unchanged), report.replaced, len(collection.embedded)) == (1, (), embedded)
    write(path, wrapped(36).replace("敦促", "请"))
    assert len(ingest(collection, [path]).replaced) == 1


def test_the_same_words_in_another_format_are_the_same_document(tmp_path: Path) -> None:
    collection = MemoryCollection()
    write(tmp_path / "a.txt", resolution())
    write(tmp_path / "b.md", resolution())
    report = ingest(collection, [tmp_path])
    assert len(report.added) == 1
    assert [(Path(skip.path).name, skip.repeats) for skip in report.skipped] == [("b.md", "A/RES/91/5")]
    (tmp_path / "a.txt").unlink()
    later = ingest(collection, [tmp_path], prune=True)
    assert ([each.id for each in later.moved], later.removed) == (["A/RES/91/5"], ())
    assert [Path(each.source).name for each in collection.documents()] == ["b.md"]


def test_what_a_copy_repeats_may_change_and_the_copy_is_then_read(tmp_path: Path) -> None:
    collection = MemoryCollection()
    first = write(tmp_path / "a.txt", article("夜晚"))
    second = write(tmp_path / "b.txt", article("夜晚"))
    ingest(collection, [tmp_path])
    write(first, article("早晨"))
    ingest(collection, [tmp_path])
    report = ingest(collection, [tmp_path])
    assert {each.title: each.source for each in collection.documents()} == {
        "早晨": str(first),
        "夜晚": str(second),
    }
    assert len(report.unchanged) == 2


def test_two_forms_of_two_dates_are_two_documents(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", article("夜晚"))
    write(tmp_path / "b.txt", article("夜晚"))
    write(tmp_path / "catalogue.csv", "file,date\na.txt,2036-01-01\nb.txt,2036-02-01\n")
    collection = MemoryCollection()
    assert len(ingest(collection, [tmp_path]).added) == 2
    assert len(ingest(collection, [tmp_path]).unchanged) == 2


def test_a_changed_catalogue_labels_anew_without_reading(tmp_path: Path, read: list[str]) -> None:
    write(tmp_path / "a.txt", article("夜晚"))
    catalogue = write(tmp_path / "catalogue.csv", "file,title\na.txt,甲\n")
    collection = MemoryCollection()
    ingest(collection, [tmp_path])
    embedded = len(collection.embedded)
    write(catalogue, "file,title,author\na.txt,乙,某国\n")
    report = ingest(collection, [tmp_path])
    assert [(each.title, each.author) for each in report.replaced] == [("乙", "某国")]
    assert (read, len(collection.embedded), report.paragraphs) == (["a.txt"], embedded, 0)
    assert collection.documents() == report.replaced
    # a field that the catalogue no longer gives is what the text says: that has to be read
    write(catalogue, "file,author\na.txt,某国\n")
    assert [each.title for each in ingest(collection, [tmp_path]).replaced] == ["夜晚"]
    assert read == ["a.txt", "a.txt"]


def test_a_row_for_no_file_is_remarked(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", article("夜晚"))
    write(tmp_path / "catalogue.csv", "file,title\na.txt,甲\nb.txt,乙\n")
    ((path, remark),) = ingest(MemoryCollection(), [tmp_path]).remarks
    assert (path, remark.code) == (str(tmp_path / "catalogue.csv"), "catalogue-no-file")
    assert all(
        "b.txt" in remark.message(language) and "a.txt" not in remark.message(language) for language in ["zh", "en"]
    )


def test_names_stand_in_their_natural_order(tmp_path: Path) -> None:
    for number in (10, 2, 1):
        write(tmp_path / f"第{number}章.txt", article(f"第{number}夜"))
    told: list[str] = []
    ingest(MemoryCollection(), [tmp_path], progress=lambda done, total, path: told.append(Path(path).name))
    assert told == ["第1章.txt", "第2章.txt", "第10章.txt", ""]


# --- pruning ----------------------------------------------------------------------------------------------------------


def test_prune_asks_before_it_removes(tmp_path: Path) -> None:
    collection = MemoryCollection()
    for name in ("a", "b"):
        write(tmp_path / f"{name}.txt", article(name))
    ingest(collection, [tmp_path])
    (tmp_path / "a.txt").unlink()
    asked: list[Pruning] = []

    def refuse(pruning: Pruning) -> bool:
        asked.append(pruning)
        return False

    report = ingest(collection, [tmp_path], prune=True, consent=refuse)
    assert ([each.id for each in asked[0].documents], asked[0].emptied) == (["a"], ())
    assert (report.removed, len(collection.documents())) == ((), 2)
    assert len(ingest(collection, [tmp_path], prune=True, consent=lambda pruning: True).removed) == 1
    (tmp_path / "b.txt").unlink()

    def guard(pruning: Pruning) -> bool:
        raise EveryFileGone(path=pruning.emptied[0], count=len(pruning.documents))

    report = ingest(collection, [tmp_path], prune=True, consent=guard)
    assert [type(failure.error) for failure in report.failed] == [EveryFileGone]
    assert (report.removed, len(collection.documents())) == ((), 1)


def test_prune_of_a_folder_that_is_missing_removes_nothing(tmp_path: Path) -> None:
    collection = MemoryCollection()
    write(tmp_path / "in" / "a.txt", article("夜晚"))
    ingest(collection, [tmp_path / "in"])
    (tmp_path / "in").rename(tmp_path / "elsewhere")
    report = ingest(collection, [tmp_path / "in"], prune=True)
    assert ([type(each.error).__name__ for each in report.failed], report.removed) == (["MissingPath"], ())
    assert len(collection.documents()) == 1


def test_prune_lets_be_what_cannot_be_seen(tmp_path: Path) -> None:
    """A link in a circle stands for every place that cannot be looked into; the administrator may look everywhere else."""
    collection = MemoryCollection()
    path = write(tmp_path / "a.txt", article("夜晚"))
    write(tmp_path / "b.txt", article("早晨"))
    ingest(collection, [tmp_path])
    path.unlink()
    path.symlink_to(path)
    assert ingest(collection, [tmp_path], prune=True).removed == ()
