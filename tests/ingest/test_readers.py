"""Files as they come: encodings, and what is no document."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from ingest import read_document
from ingest.readers.markdown import clean
from rag import BinaryFile, EmptyFile, MissingPath, SourceError, UnknownEncoding, UnknownFormat, UnreadableFile

TEXT = "图书馆的夜晚\n\n许多城市的图书馆延长了开放时间，读者说，下班以后终于有地方读书了。\n"
TRADITIONAL = "圖書館的夜晚\n\n許多城市的圖書館延長了開放時間，讀者說，下班以後終於有地方讀書了。\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TEXT, "utf-8"),
        (TEXT, "utf-8-sig"),
        (TEXT, "utf-16"),
        (TEXT, "utf-16-le"),
        (TEXT, "utf-16-be"),
        (TEXT, "utf-32"),
        (TEXT, "gb18030"),
        (TEXT, "gbk"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "utf-8"),
        ("A title\n\nThe café in the library opens at nine o’clock, says the town.\n", "cp1252"),
        ("A title\n\nThe library opens at nine, says the town.\n", "ascii"),
    ],
)
def test_an_encoding_is_recognised(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "document.txt"
    path.write_bytes(text.encode(encoding))
    title, _, words = text.strip().partition("\n\n")
    paragraphs = read_document(path).paragraphs
    assert [(paragraph.id, paragraph.text) for paragraph in paragraphs] == [("masthead", title), ("p1", words)]


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("empty.txt", b"", EmptyFile),
        ("blank.txt", b" \n\t\r\n \f\n", EmptyFile),
        ("mark.txt", b"\xef\xbb\xbf", EmptyFile),
        ("mark16.txt", b"\xff\xfe", EmptyFile),
        ("wide-blank.txt", "\u3000\u3000\n\u200b".encode(), EmptyFile),
        ("rules.txt", b"________________\n\n----------------\n", EmptyFile),
        ("empty.md", b"---\ntitle: x\n---\n", EmptyFile),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, BinaryFile),
        ("document.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", BinaryFile),
        ("archive.md", b"PK\x03\x04" + bytes(range(256)) * 4, BinaryFile),
        ("noise.txt", random.Random(7).randbytes(5000), BinaryFile),  # noqa: S311 - no secret
        ("zeros.txt", b"\x00\x01\x02\x03" * 500, BinaryFile),
        ("control.txt", b"\x01\x02\x03\x04abc" * 300, BinaryFile),
        ("table.csv", b"a,b\n", UnknownFormat),
        ("none", b"text", UnknownFormat),
    ],
)
def test_what_is_no_document_is_told(tmp_path: Path, name: str, content: bytes, error: type[SourceError]) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(error) as caught:
        read_document(path)
    assert caught.value.details["path"] == path
    for language in ("zh", "en"):
        assert str(path) in caught.value.message(language)


def test_a_torn_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "torn.txt"
    path.write_bytes(b"\xff\xfe" + "图书馆".encode("utf-16-le") + b"\x00\xd8\x41")
    with pytest.raises(UnknownEncoding):
        read_document(path)


def test_a_missing_path_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingPath):
        read_document(tmp_path / "nothing.txt")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(UnreadableFile):
        read_document(tmp_path / "folder.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read every file")
def test_a_forbidden_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "closed.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(UnreadableFile):
        read_document(path)


def test_a_long_file_is_read_in_time_that_grows_with_it(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("标题\n\n" + "\n\n".join(f"{n}. 图书馆的第{n}段文字，说的是夜间开放。" for n in range(1, 1000)) * 3)
    started = time.perf_counter()
    assert len(read_document(path).paragraphs) > 900
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("**重申**通过国际合作", "重申通过国际合作"),
        ("*Recalls* its resolution", "Recalls its resolution"),
        ("_Recalls_ the file_name_here", "Recalls the file_name_here"),
        ("see [the text](https://example.org/a_b) here", "see the text here"),
        ("1\\. not a list", "1. not a list"),
        ("a `code` word", "a code word"),
        ("暂定项目表* 项目", "暂定项目表* 项目"),
        ("注[^1]。", "注[^1]。"),
    ],
)
def test_markdown_signs_are_read_as_what_they_mean(printed: str, words: str) -> None:
    assert clean(printed) == words
