"""Older word-processor files, through LibreOffice where it is installed; and what is said where it is not."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from ingest import read_document
from ingest.document import dissect
from ingest.readers import office
from ingest.readers.archive import EncryptedArchive, NotAnArchive
from ingest.readers.office import OfficeFailed, OfficeMissing, OfficeTooSlow, convert, find_office, format_of
from rag import EmptyFile
from tests.ingest.docx_files import PATH, p, word_file
from tests.ingest.test_archive import zipped
from tests.ingest.test_docx import CORPUS

needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice (soffice) is not installed")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.text"


def rich_text(lines: list[str]) -> bytes:
    """RTF as an old word processor writes it: ideographs by their numbers, numbered paragraphs in a list of its own."""

    def escaped(text: str) -> str:
        return "".join(one if one.isascii() else f"\\u{ord(one) - (65536 if ord(one) > 32767 else 0)}?" for one in text)

    numbers = (
        r"{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc0\leveljc0\levelfollow0\levelstartat1"
        r"{\leveltext\'02\'00.;}{\levelnumbers\'01;}}\listid1}}{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}"
    )
    listed = r"\ls1\ilvl0"
    body = "".join(
        rf"\pard{listed if line.startswith('#') else ''} {escaped(line.lstrip('#'))}\par" + "\n" for line in lines
    )
    return (r"{\rtf1\ansi\uc1{\fonttbl{\f0 Times;}}" + numbers + "\n" + body + "}").encode("ascii")


@needs_office
def test_an_rtf_file_gives_the_paragraphs_of_its_text() -> None:
    original = read_document(CORPUS / "hrc-resolution-13-23.txt")
    of_kind = [one for one in original.paragraphs if one.id.startswith(("pp", "op"))]
    head = [
        "人权理事会",
        "第十三届会议",
        "议程项目 2",
        "人权理事会通过的决议",
        "13/23",
        "加强人权领域的国际合作",
        "人权理事会，",
    ]
    lines = [*head, *(("#" if one.id.startswith("op") else "") + one.text for one in of_kind)]
    (anatomy,) = dissect(rich_text(lines), path=Path("resolution.rtf"))
    found = [one for one in anatomy.reading.paragraphs if one.id.startswith(("pp", "op"))]
    assert [(one.id, one.text, one.verb) for one in found] == [(one.id, one.text, one.verb) for one in of_kind]
    assert anatomy.reading.document.symbol == "A/HRC/RES/13/23"


@needs_office
def test_a_file_that_cannot_be_opened_is_said_to_be_damaged() -> None:
    """Left to itself, LibreOffice opens it as plain text: bytes would be stored as words."""
    for names in (b"", "WordDocument\x001Table".encode("utf-16-le")):
        with pytest.raises(OfficeFailed, match=r"save it as \.docx"):
            convert(OLE + names + b"\x01" * 3000, path=Path("a.doc"), suffix=".doc")


def test_without_libreoffice_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(office, "_PLACES", ())
    with pytest.raises(OfficeMissing) as caught:
        list(office.read(rich_text(["Text."]), path=Path("a.doc")))
    assert "Install LibreOffice" in caught.value.message("en")
    assert "安装 LibreOffice" in caught.value.message("zh")
    assert ".rtf" in caught.value.message("en"), "what the file is, not what it is called"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for LibreOffice")
def test_a_converter_that_hangs_is_stopped_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alive = tmp_path / "alive"
    stand_in = tmp_path / "soffice"
    stand_in.write_text(f"#!/bin/sh\n(sleep 3; touch {alive}) &\nsleep 30\n")
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    start = time.monotonic()
    with pytest.raises(OfficeTooSlow):
        convert(b"{\\rtf1 x}", path=Path("a.rtf"), suffix=".rtf", seconds=0.5)
    assert time.monotonic() - start < 3
    time.sleep(3.2 - (time.monotonic() - start))
    assert not alive.exists(), "what it had started goes on"


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (OLE + b"\x00" * 100, ".doc"),
        (b"{\\rtf1 Text}", ".rtf"),
        (b"\xffWPC\x10", ".wpd"),
        (word_file(p("Text.")), ".docx"),
        (zipped({"mimetype": OPEN_DOCUMENT, "content.xml": b"<x/>"}), ".odt"),
        (b"<html>", ""),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, suffix: str) -> None:
    assert format_of(content, path=Path("a.doc")) == suffix


def test_a_word_file_under_an_older_name_is_read() -> None:
    (found,) = office.read(word_file(p("Text.")), path=Path("a.doc"))
    assert [line.text for line in found.lines] == ["Text."]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyFile),
        (b"Only words.", NotAnArchive),
        (zipped({"mimetype": b"application/epub+zip"}), NotAnArchive),
        (zipped({"mimetype": OPEN_DOCUMENT, "META-INF/manifest.xml": b"<encryption-data/>"}), EncryptedArchive),
    ],
)
def test_bad_files_end_in_one_clear_sentence(content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        list(office.read(content, path=PATH.with_suffix(".doc")))
