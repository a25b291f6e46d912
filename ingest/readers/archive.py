"""ZIP containers (DOCX, EPUB, ODT): looked through before anything in them is inflated, and inflated in bounded pieces.

SourceError
├── NotAnArchive        the file is no ZIP container, whatever its name says
├── DamagedArchive      it ends too soon, or an entry does not fit its checksum
├── EncryptedArchive    it wants a password
└── OversizedArchive    it would unpack to more than any document holds
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import IO, ClassVar

from rag import EmptyFile, SourceError

ENTRIES_AT_MOST = 20_000
"""Files in one container. A long EPUB has some thousands (a chapter and its pictures each)."""
INFLATED_AT_MOST = 1 << 30
"""Bytes of all entries together, unpacked: a word-processor file full of pictures has tens of megabytes."""
ENTRY_AT_MOST = 256 << 20
"""Bytes of one entry, unpacked. The XML of a thousand printed pages has about ten megabytes."""
RATIO_FROM = 64 << 20
RATIO_AT_MOST = 500
"""An entry of more than RATIO_FROM bytes may be so many times as large unpacked. Office XML shrinks 10 to 30 times; a bomb
made by deflate about 1,000 times. Small entries may shrink as they like: a million empty paragraphs have 6 MB in 12 kB."""
PIECE = 1 << 16
"""Bytes that are inflated at a time."""

_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What DOCX, EPUB and ODT may use. Others (bzip2, LZMA) cannot be inflated in pieces, and no writer of documents uses them."""
_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError, OSError)
"""What the standard library raises over a container that is torn or was made to mislead."""


class NotAnArchive(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} is no {suffix} file, whatever its name says. Open it in the program that made it and save it as "
        "{suffix} once more, or give it the ending of its true format.",
        "zh": "{path} 虽以 {suffix} 为扩展名，内容却不是这种格式。请用原来的程序打开并重新另存为 {suffix}，或改用与内容相符的扩展名。",
    }


class DamagedArchive(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} is damaged or incomplete ({reason}). Download or copy it again, then ingest it once more.",
        "zh": "{path} 已损坏或不完整（{reason}）。请重新下载或复制后再加入。",
    }


class EncryptedArchive(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} is protected by a password. Open it, save it without the password, and ingest it once more.",
        "zh": "{path} 设有密码保护。请打开文件，取消密码后另存，再加入。",
    }


class OversizedArchive(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} was not unpacked: it would grow to {found}, and at most {limit} is accepted. If it is a real document, "
        "take the pictures out of it or divide it.",
        "zh": "未解压 {path}：解压后将达到 {found}，最多接受 {limit}。如果确是文件，请删去其中的图片或拆分后再加入。",
    }


def open_archive(content: bytes, *, path: Path) -> zipfile.ZipFile:
    """The container, with nothing inflated yet. Read its entries by ``read_entry`` or ``open_entry`` only.

    Raises:
        EmptyFile, NotAnArchive, DamagedArchive, EncryptedArchive, OversizedArchive: with ``path``.

    """
    if not content.strip(b"\x00"):
        raise EmptyFile(path=path)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
    except _BROKEN:
        if content.startswith(b"PK"):
            raise DamagedArchive(path=path, reason="ZIP") from None
        raise NotAnArchive(path=path, suffix=path.suffix.lower()) from None
    if len(entries) > ENTRIES_AT_MOST:
        raise OversizedArchive(path=path, found=f"{len(entries):,} files", limit=f"{ENTRIES_AT_MOST:,}")
    total = 0
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise EncryptedArchive(path=path)
        total += entry.file_size
        most = ENTRY_AT_MOST
        if entry.file_size > RATIO_FROM:
            most = min(most, max(RATIO_FROM, entry.compress_size * RATIO_AT_MOST))
        if entry.file_size > most:
            raise OversizedArchive(path=path, found=_megabytes(entry.file_size), limit=_megabytes(most))
    if total > INFLATED_AT_MOST:
        raise OversizedArchive(path=path, found=_megabytes(total), limit=_megabytes(INFLATED_AT_MOST))
    return archive


def open_entry(archive: zipfile.ZipFile, name: str, *, path: Path) -> IO[bytes]:
    """A stream of one entry's bytes, for parsers that read in pieces: it never gives more than the directory declares.

    Its ``read`` raises the same errors as this.

    Raises:
        KeyError: there is no such entry.
        DamagedArchive: it cannot be inflated.

    """
    entry = archive.getinfo(name)
    try:
        if entry.compress_type not in _READABLE:
            raise NotImplementedError
        return _Entry(archive.open(entry), path=path, name=name)  # type: ignore[return-value]
    except _BROKEN:
        raise DamagedArchive(path=path, reason=name) from None


def read_entry(archive: zipfile.ZipFile, name: str, *, path: Path) -> bytes:
    """All bytes of one entry, not more than the directory declares. Raises as ``open_entry`` does."""
    with open_entry(archive, name, path=path) as stream:
        return stream.read()


class _Entry:
    """Inflates in pieces: asked for all at once, the standard library inflates before it counts."""

    def __init__(self, stream: IO[bytes], *, path: Path, name: str) -> None:
        self._stream, self._path, self._name = stream, path, name

    def __enter__(self) -> _Entry:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._stream.close()

    def read(self, size: int = -1) -> bytes:
        """So many bytes, fewer at the end; all that are left where ``size`` is below zero."""
        pieces: list[bytes] = []
        left = size
        while size < 0 or left > 0:
            try:
                piece = self._stream.read(PIECE if size < 0 else min(PIECE, left))
            except _BROKEN:
                raise DamagedArchive(path=self._path, reason=self._name) from None
            if not piece:
                break
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):,.0f} MB"
