"""ZIP containers: bombs, torn files and passwords are refused before anything is inflated."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from ingest.readers.archive import (
    ENTRIES_AT_MOST,
    ENTRY_AT_MOST,
    DamagedArchive,
    EncryptedArchive,
    NotAnArchive,
    OversizedArchive,
    open_archive,
    open_entry,
    read_entry,
)
from rag import EmptyFile, SourceError

PATH = Path("decision.docx")


def zipped(entries: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def declare(content: bytes, *, size: int) -> bytes:
    """The same container whose directory says that its first entry has so many bytes."""
    place = content.index(b"PK\x01\x02") + 24
    return content[:place] + struct.pack("<I", size) + content[place + 4 :]


def test_a_sound_container_is_read() -> None:
    archive = open_archive(zipped({"a.xml": b"words", "b.xml": b""}), path=PATH)
    assert read_entry(archive, "a.xml", path=PATH) == b"words"
    with open_entry(archive, "a.xml", path=PATH) as stream:
        assert (stream.read(2), stream.read(9), stream.read(9)) == (b"wo", b"rds", b"")
    with pytest.raises(KeyError):
        read_entry(archive, "c.xml", path=PATH)


@pytest.mark.parametrize("content", [b"", b"\x00" * 50])
def test_nothing_is_empty(content: bytes) -> None:
    with pytest.raises(EmptyFile):
        open_archive(content, path=PATH)


@pytest.mark.parametrize("content", [b"Only words.", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, b"<html></html>"])
def test_what_is_no_container_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(NotAnArchive, match=r"is no \.docx file"):
        open_archive(content, path=PATH)


def test_a_torn_container_is_damaged() -> None:
    content = zipped({"a.xml": b"words" * 100, "b.xml": b"more"})
    for end in (4, 30, len(content) // 2, len(content) - 10):
        with pytest.raises(DamagedArchive):
            open_archive(content[:end], path=PATH)


def test_a_broken_entry_is_damaged() -> None:
    content = bytearray(zipped({"a.xml": b"words that are stored as they are"}, method=zipfile.ZIP_STORED))
    content[content.index(b"stored")] ^= 1
    with pytest.raises(DamagedArchive, match=r"a\.xml"):
        read_entry(open_archive(bytes(content), path=PATH), "a.xml", path=PATH)


def test_a_method_that_documents_do_not_use_is_refused() -> None:
    archive = open_archive(zipped({"a.xml": b"words"}, method=zipfile.ZIP_LZMA), path=PATH)
    with pytest.raises(DamagedArchive):
        read_entry(archive, "a.xml", path=PATH)


def test_a_password_is_named() -> None:
    content = bytearray(zipped({"a.xml": b"words"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EncryptedArchive):
        open_archive(bytes(content), path=PATH)


def test_a_bomb_is_not_inflated() -> None:
    bomb = zipped({"a.xml": b"\x00" * (100 << 20)})
    tracemalloc.start()
    try:
        with pytest.raises(OversizedArchive, match="100 MB"):
            open_archive(bomb, path=PATH)
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "content",
    [
        declare(zipped({"a.xml": b"words"}), size=ENTRY_AT_MOST + 1),
        zipped({f"{number}": b"" for number in range(ENTRIES_AT_MOST + 1)}, method=zipfile.ZIP_STORED),
    ],
    ids=["one large entry", "many entries"],
)
def test_a_container_beyond_the_limits_is_refused(content: bytes) -> None:
    with pytest.raises(OversizedArchive):
        open_archive(content, path=PATH)


def test_a_directory_that_lies_about_the_size_gains_nothing() -> None:
    """It declares 10 bytes, and 40 MB are in it: no more than a piece is ever inflated."""
    archive = open_archive(declare(zipped({"a.xml": b"\x00" * (40 << 20)}), size=10), path=PATH)
    tracemalloc.start()
    try:
        with pytest.raises(DamagedArchive):
            read_entry(archive, "a.xml", path=PATH)
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
    finally:
        tracemalloc.stop()


def test_office_xml_of_a_million_empty_paragraphs_is_no_bomb() -> None:
    content = zipped({"word/document.xml": b'<w:p w:rsidR="00000000"/>' * 1_000_000})
    assert open_archive(content, path=PATH).namelist() == ["word/document.xml"]


@pytest.mark.parametrize("error", [NotAnArchive, DamagedArchive, EncryptedArchive, OversizedArchive])
def test_each_error_stands_in_both_languages(error: type[SourceError]) -> None:
    details = {"path": PATH, "suffix": ".docx", "reason": "ZIP", "found": "2 GB", "limit": "1 GB"}
    chinese, english = error(**details).message("zh"), error(**details).message("en")
    assert "请" in chinese
    assert "{" not in chinese + english
    assert english != chinese
