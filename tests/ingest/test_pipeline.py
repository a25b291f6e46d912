"""Files and folders into a collection: what is added, replaced, left, removed, and what is told of each failure."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ingest import ingest, read_document
from ingest.catalogue import BadCatalogue
from rag import BinaryFile, CollectionError, EmptyFile, MissingPath, SourceError, SymbolTaken, UnknownFormat
from tests.fakes import MemoryCollection
from tests.ingest.gold import CORPUS

RESOLUTION = "大会\n\n{number}. {title}\n\n大会，\n\n回顾其各项决议，\n\n1. 决定开放图书馆；\n\n2. 请秘书长提出报告。\n"


def resolution(title: str = "图书馆", number: str = "91/5") -> str:
    return RESOLUTION.format(number=number, title=title)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def article(title: str) -> str:
    return f"{title}\n\n这是一篇关于{title}的文章。\n"


def test_the_sample_is_added_and_then_left_alone() -> None:
    collection = MemoryCollection()
    first = ingest(collection, [CORPUS[0].parent])
    assert [document.id for document in first.added] == [
        "belarus-letter-2007-04-09",
        "belgium-note-verbale-2022-06-21",
        "estonia-letter-2020-09-14",
        "A/RES/67/169",
        "A/HRC/RES/13/23",
    ]
    assert (first.failed, first.skipped, first.remarks) == ((), (), ())
    stores = collection.stores
    second = ingest(collection, [CORPUS[0].parent, CORPUS[0]])
    assert len(second.unchanged) == 5
    assert (second.added, second.replaced, collection.stores) == ((), (), stores)


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", article("夜晚"))
    write(tmp_path / "b.txt", "  \n")
    (tmp_path / "c.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    write(tmp_path / "d.md", "# 标题\n\n这是一段文字。\n")
    write(tmp_path / "e.csv", "a,b\n")
    write(tmp_path / ".hidden.txt", article("隐藏"))
    report = ingest(MemoryCollection(), [tmp_path, tmp_path / "nothing.txt", tmp_path / "e.csv"])
    assert [document.id for document in report.added] == ["a", "d"]
    assert {Path(failure.path).name: type(failure.error) for failure in report.failed} == {
        "b.txt": EmptyFile,
        "c.txt": BinaryFile,
        "nothing.txt": MissingPath,
        "e.csv": UnknownFormat,
    }
    assert [(skip.path, skip.reason.code) for skip in report.skipped] == [(str(tmp_path / "e.csv"), "unknown-format")]


def test_a_changed_file_replaces_its_document(tmp_path: Path) -> None:
    collection = MemoryCollection()
    path = write(tmp_path / "a.txt", article("夜晚"))
    ingest(collection, [path])
    write(path, article("早晨"))
    report = ingest(collection, [path])
    assert [document.title for document in report.replaced] == ["早晨"]
    assert [document.title for document in collection.documents()] == ["早晨"]


def test_a_file_that_now_says_another_symbol_leaves_nothing_behind(tmp_path: Path) -> None:
    collection = MemoryCollection()
    path = write(tmp_path / "a.txt", resolution(number="91/5"))
    ingest(collection, [path])
    write(path, resolution(number="91/6"))
    report = ingest(collection, [path])
    assert [document.id for document in report.replaced] == ["A/RES/91/6"]
    assert [document.id for document in collection.documents()] == ["A/RES/91/6"]


@pytest.mark.parametrize("text", [resolution(), article("夜晚")], ids=["symbol", "no symbol"])
def test_a_renamed_file_is_the_same_document(tmp_path: Path, text: str) -> None:
    collection = MemoryCollection()
    ingest(collection, [write(tmp_path / "a.txt", text)])
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    report = ingest(collection, [tmp_path])
    assert (len(report.added), len(report.replaced), len(report.moved), len(report.failed)) == (0, 0, 1, 0)
    assert [document.source for document in collection.documents()] == [str(tmp_path / "b.txt")]


def test_two_files_of_one_name_in_two_folders_are_two_documents(tmp_path: Path) -> None:
    for folder, title in (("x", "夜晚"), ("y", "早晨"), ("x/y", "中午")):
        write(tmp_path / folder / "报告.txt", article(title))
    collection = MemoryCollection()
    report = ingest(collection, [tmp_path])
    assert sorted(document.title for document in report.added) == ["中午", "夜晚", "早晨"]
    assert len(collection.documents()) == 3
    assert "报告" in {document.id for document in collection.documents()}
    assert len(ingest(collection, [tmp_path]).unchanged) == 3


def test_a_copy_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", resolution())
    write(tmp_path / "b.txt", resolution())
    report = ingest(MemoryCollection(), [tmp_path])
    assert [document.id for document in report.added] == ["A/RES/91/5"]
    assert [(skip.path, skip.repeats) for skip in report.skipped] == [(str(tmp_path / "b.txt"), "A/RES/91/5")]
    assert str(tmp_path / "a.txt") in report.skipped[0].reason.zh


def test_another_text_of_one_symbol_is_a_failure_that_names_the_first(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", resolution())
    write(tmp_path / "b.txt", resolution(title="夜间图书馆"))
    report = ingest(MemoryCollection(), [tmp_path])
    assert [type(failure.error) for failure in report.failed] == [SymbolTaken]
    assert str(tmp_path / "a.txt") in report.failed[0].error.message("zh")


def test_another_language_of_one_symbol_is_a_document_of_its_own(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", resolution())
    write(
        tmp_path / "b.txt",
        "General Assembly\n\n91/5. Libraries\n\nThe General Assembly,\n\nRecalling the resolutions of the Assembly,\n\n"
        "1. Decides to open the libraries;\n\n2. Requests the Secretary-General to report.\n",
    )
    collection = MemoryCollection()
    ingest(collection, [tmp_path])
    assert [document.id for document in collection.documents()] == ["A/RES/91/5", "A/RES/91/5@en"]
    assert len(ingest(collection, [tmp_path]).unchanged) == 2


def test_prune_removes_what_is_gone_from_the_folder_and_nothing_else(tmp_path: Path) -> None:
    collection = MemoryCollection()
    for place in ("in/a.txt", "in/b.txt", "out/c.txt"):
        write(tmp_path / place, article(place))
    ingest(collection, [tmp_path / "in", tmp_path / "out"])
    (tmp_path / "in" / "a.txt").unlink()
    shutil.rmtree(tmp_path / "out")
    assert ingest(collection, [tmp_path / "in"]).removed == ()
    report = ingest(collection, [tmp_path / "in"], prune=True)
    assert [document.id for document in report.removed] == ["a"]
    assert [document.id for document in collection.documents()] == ["b", "c"]


def test_a_link_back_up_the_tree_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "x" / "a.txt", article("夜晚"))
    (tmp_path / "x" / "up").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    report = ingest(MemoryCollection(), [tmp_path])
    assert [document.id for document in report.added] == ["a"]
    assert [type(failure.error) for failure in report.failed] == [MissingPath]


def test_progress_counts_the_files(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        write(tmp_path / name, article(name))
    told: list[tuple[int, int, str]] = []
    ingest(MemoryCollection(), [tmp_path], progress=lambda *step: told.append(step))
    assert told == [(0, 2, str(tmp_path / "a.txt")), (1, 2, str(tmp_path / "b.txt")), (2, 2, "")]


def test_a_fault_of_the_collection_is_not_blamed_on_a_file(tmp_path: Path) -> None:
    class Broken(MemoryCollection):
        def store(self, readings: object, /, *, finished: object = None) -> tuple[()]:
            raise CollectionError(reason="the disk is full")

    with pytest.raises(CollectionError):
        ingest(Broken(), [write(tmp_path / "a.txt", article("夜晚"))])


def test_a_catalogue_supplies_what_the_text_lacks(tmp_path: Path) -> None:
    write(tmp_path / "信.txt", article("夜晚"))
    write(
        tmp_path / "catalogue.csv",
        "file,symbol,title,date,language,kind,author,url\n信.txt,A/91/12,夜间图书馆,2036-01-02,zh,letter,某国,https://x.org/1\n",
    )
    collection = MemoryCollection()
    (document,) = ingest(collection, [tmp_path]).added
    assert (document.id, document.symbol, document.title, document.date) == (
        "A/91/12",
        "A/91/12",
        "夜间图书馆",
        "2036-01-02",
    )
    assert (document.kind.value, document.author, document.url) == ("letter", "某国", "https://x.org/1")
    write(tmp_path / "catalogue.csv", "file,symbol,title\n信.txt,A/91/12,另一个标题\n")
    assert [document.title for document in ingest(collection, [tmp_path]).replaced] == ["另一个标题"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("name;symbol\n信.txt;A/91/12\n".encode(), BadCatalogue),
        (b"\n", EmptyFile),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), BinaryFile),
        (b"file,symbol\n" + b"x" * 200_000 + b",A/1/1\n", BadCatalogue),
    ],
    ids=["no column file", "empty", "no text", "a field beyond all measure"],
)
def test_a_catalogue_that_cannot_be_used_is_told_once(tmp_path: Path, content: bytes, error: type[SourceError]) -> None:
    write(tmp_path / "a.txt", article("夜晚"))
    write(tmp_path / "b.txt", article("早晨"))
    (tmp_path / "catalogue.csv").write_bytes(content)
    report = ingest(MemoryCollection(), [tmp_path])
    assert len(report.added) == 2
    assert [(type(failure.error), failure.path) for failure in report.failed] == [
        (error, str(tmp_path / "catalogue.csv"))
    ]
    for language in ("zh", "en"):
        assert str(tmp_path / "catalogue.csv") in report.failed[0].error.message(language)
    assert str(tmp_path / "catalogue.csv") in read_document(tmp_path / "a.txt").remarks[0].en
