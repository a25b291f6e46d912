"""What a folder may hold besides documents: one clear sentence each, and the rest of the batch goes on."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import contents, errors, ingest, read_document
from ingest.errors import FileChanging, FileTooLarge, SpecialFile, UnreadableDocument
from ingest.files import natural, walk
from ingest.printed import Printed
from ingest.readers import READERS
from rag import MissingPath, ParaciteError, SourceError, UnreadableFile
from tests.fakes import MemoryCollection
from tests.ingest.test_pipeline import article, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good file, which every batch must take in."""
    write(tmp_path / "folder" / "good.txt", article("夜晚"))
    return tmp_path / "folder"


def failures(folder: Path, **options: int) -> dict[str, type[ParaciteError]]:
    """What failed, by file name; the good file was taken in, and every sentence names its file in both languages."""
    report = ingest(MemoryCollection(), [folder], **options)  # type: ignore[arg-type]
    assert [document.id for document in report.added] == ["good"]
    for failure in report.failed:
        for language in ("zh", "en"):
            assert str(failure.path) in failure.error.message(language)
    return {Path(failure.path).name: type(failure.error) for failure in report.failed}


def test_a_pipe_and_a_socket_are_not_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(folder / "pipe.txt")
    monkeypatch.chdir(folder)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")
        (folder / "device.txt").symlink_to(os.devnull)
        assert failures(folder) == {"pipe.txt": SpecialFile, "socket.txt": SpecialFile, "device.txt": SpecialFile}


def test_links_in_a_circle(folder: Path) -> None:
    (folder / "a.txt").symlink_to(folder / "b.txt")
    (folder / "b.txt").symlink_to(folder / "a.txt")
    (folder / "self").symlink_to(folder)
    (folder / "round").symlink_to(folder / "round")
    assert failures(folder) == {"a.txt": UnreadableFile, "b.txt": UnreadableFile}


def test_a_large_file_is_refused_before_it_is_read(folder: Path) -> None:
    with (folder / "large.txt").open("wb") as file:
        file.truncate(1_000_000_000)
    assert failures(folder) == {"large.txt": FileTooLarge}
    with pytest.raises(FileTooLarge, match="1,000 MB; files of up to 512 MB are read"):
        read_document(folder / "large.txt")
    assert failures(folder, most=600_000_000) == {"large.txt": FileTooLarge}


def test_a_file_that_grows_past_the_limit_while_it_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "x" * 10)

    class Growing:
        left = 5

        def read(self, size: int) -> bytes:
            self.left -= 1
            return b"x" * 10 if self.left else b""

    with pytest.raises(FileTooLarge):
        list(contents._chunks(Growing(), path=path, most=25))  # type: ignore[arg-type]


def test_a_file_that_is_written_while_it_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(folder / "growing.txt", article("早晨"))
    genuine = contents._chunks

    def chunks(file, *, path, most):  # type: ignore[no-untyped-def]
        yield from genuine(file, path=path, most=most)
        if path.name == "growing.txt":
            with path.open("a", encoding="utf-8") as more:
                more.write("还有一行。\n")

    monkeypatch.setattr(contents, "_chunks", chunks)
    assert failures(folder) == {"growing.txt": FileChanging}
    with pytest.raises(FileChanging):
        read_document(path)


def test_a_file_that_vanishes_after_it_was_listed(folder: Path) -> None:
    vanishing = write(folder / "a-vanishing.txt", article("早晨"))

    def vanish(done: int, total: int, path: str) -> None:
        if path == str(vanishing):
            vanishing.unlink()

    report = ingest(MemoryCollection(), [folder], progress=vanish)
    assert [document.id for document in report.added] == ["good"]
    assert [type(failure.error) for failure in report.failed] == [MissingPath]


@pytest.mark.parametrize("fault", [RecursionError, MemoryError, IndexError("list index out of range"), KeyError("x")])
@pytest.mark.parametrize("late", [False, True], ids=["at once", "amid its documents"])
def test_whatever_a_reader_raises_fails_one_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception, late: bool
) -> None:
    def broken(content: bytes, *, path: Path) -> Iterator[Printed]:
        if late:
            yield from READERS[".txt"](article("早晨").encode(), path=path)
        raise fault

    monkeypatch.setitem(READERS, ".broken", broken)
    path = write(folder / "x.broken", "x")
    report = ingest(MemoryCollection(), [folder])
    assert "good" in [document.id for document in report.added]
    ((failed),) = report.failed
    name = fault.__name__ if isinstance(fault, type) else type(fault).__name__
    assert isinstance(failed.error, UnreadableDocument)
    assert all(name in failed.error.message(language) for language in ("zh", "en"))
    assert failed.error.__cause__ is not None
    if not late:
        with pytest.raises(UnreadableDocument):
            read_document(path)


def test_whatever_the_rules_raise_fails_one_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ingest import document

    genuine = document.outline

    def outline(layout, **how):  # type: ignore[no-untyped-def]
        found = genuine(layout, **how)
        if "早晨" in found.paragraphs[0].text or "早晨" in found.title:
            raise RecursionError
        return found

    monkeypatch.setattr(document, "outline", outline)
    write(folder / "bad.txt", article("早晨"))
    assert failures(folder) == {"bad.txt": UnreadableDocument}


def test_ctrl_c_is_not_taken_for_a_bad_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(content: bytes, *, path: Path) -> Iterator[Printed]:
        raise KeyboardInterrupt

    monkeypatch.setitem(READERS, ".txt", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ingest(MemoryCollection(), [folder])


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read every folder")
def test_a_folder_that_may_not_be_read(folder: Path) -> None:
    (folder / "closed").mkdir(mode=0)
    assert failures(folder) == {"closed": UnreadableFile}


def test_a_folder_that_cannot_be_listed_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "closed").mkdir()
    genuine = os.scandir

    def scandir(path: Path):  # type: ignore[no-untyped-def]
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return genuine(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert failures(folder) == {"closed": UnreadableFile}


@pytest.mark.parametrize(
    "name",
    [
        "..two dots.txt",
        "a..b.txt",
        "CON.txt",
        "aux.md",
        "a:b?.txt",
        "a\nb.txt",
        "\x1b[31mred\x07.txt",
        " x .txt",
        "\udcff.txt",
    ],
)
def test_unusual_names_are_names(folder: Path, name: str) -> None:
    write(folder / name, article("早晨"))
    collection = MemoryCollection()
    report = ingest(collection, [folder])
    expected = 1 if name.startswith(".") else 2  # hidden files are left out
    assert (len(report.added), report.failed) == (expected, ())
    assert not any(character.isspace() for document in report.added for character in document.id)
    again = ingest(collection, [folder])
    assert (len(again.unchanged), again.failed) == (expected, ())


def test_dots_in_a_path_are_taken_out(folder: Path) -> None:
    collection = MemoryCollection()
    ingest(collection, [folder / ".." / "folder" / "good.txt"])
    assert [document.source for document in collection.documents()] == [str(folder / "good.txt")]
    assert len(ingest(collection, [folder]).unchanged) == 1


def test_a_name_that_no_file_can_have(folder: Path) -> None:
    report = ingest(MemoryCollection(), [folder / "a\0b.txt", folder / ("x" * 300 + ".txt"), folder])
    assert [type(failure.error) for failure in report.failed] == [UnreadableFile, UnreadableFile]
    assert len(report.added) == 1


def test_a_large_folder_is_listed_in_natural_order_without_asking_for_each_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1_000):
        (folder / f"{number}.txt").touch()
    asked: list[object] = []
    genuine = Path.stat
    monkeypatch.setattr(Path, "stat", lambda self, **options: asked.append(self) or genuine(self, **options))
    names = [found.path.name for found in walk(folder)]
    assert names == [*(f"{number}.txt" for number in range(1_000)), "good.txt"]
    assert len(asked) < 5


@pytest.mark.parametrize("form", ["第{}条", "第{}章", "{}.", "({})", "表{}", "附件{}", "[^{}]:", "{}年5月6日"])
@pytest.mark.parametrize("run", ["7" * 5000, "八" * 5000], ids=["figures", "numerals"])
def test_a_line_of_thousands_of_figures_is_text_like_any_other(folder: Path, form: str, run: str) -> None:
    line = f"{form.format(run)} 此处无编号"
    (folder / "codes.md").write_text(
        f"编号\n\n{line}\n\n{form.format(run)}\n\n2. 粮仓共有二十六座。\n", encoding="utf-8"
    )
    texts = [paragraph.text for paragraph in read_document(folder / "codes.md").paragraphs]
    assert any(run in text and "此处无编号" in text for text in texts)
    assert "粮仓共有二十六座。" in texts[-1]


def test_numbers_in_names_count() -> None:
    ordered = ["9", "10", "A1", "a2", "a10", "a10b", "x٣", "x²", "第2章", "第10章", "第" + "9" * 5_000]
    assert sorted(set(ordered), key=natural) == ordered


@pytest.mark.parametrize(
    "error",
    [each for each in vars(errors).values() if isinstance(each, type) and each.__module__ == errors.__name__],
)
def test_every_error_speaks_both_languages(error: type[SourceError]) -> None:
    assert set(error.templates) == {"zh", "en"}
    assert any("\u4e00" <= character <= "\u9fff" for character in error.templates["zh"])
    assert not any("\u4e00" <= character <= "\u9fff" for character in error.templates["en"])
