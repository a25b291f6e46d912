"""Plain text: bytes of an unknown encoding to printed lines."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from ingest.lines import split_lines
from ingest.printed import Printed
from ingest.readers.encodings import SAMPLE, Guess, is_plausible, recognise
from ingest.readers.front_matter import split_front_matter
from ingest.remarks import remark
from rag import BinaryFile, EmptyFile, Remark, UnknownEncoding

SUFFIXES = (".txt", ".text")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
    b"7z\xbc\xaf",
)
_STRAY = 3
"""So many control characters may have strayed into a short text."""


def read(content: bytes, *, path: Path) -> Iterator[Printed]:
    """The one document of a text file."""
    text, doubts = decode_told(content, path=path)
    body, entry, remarks = split_front_matter(text)
    yield Printed(lines=split_lines(body), entry=entry, remarks=(*doubts, *remarks))


def decode(content: bytes, *, path: Path) -> str:
    """The text of a file. Raises as ``decode_told`` does."""
    return decode_told(content, path=path)[0]


def decode_told(content: bytes, *, path: Path) -> tuple[str, tuple[Remark, ...]]:
    """The text of a file, and a remark where its encoding is not certain.

    UTF-8, UTF-16, UTF-32 and the legacy encodings of the six languages are told apart by what the bytes can mean.

    Raises:
        EmptyFile: it holds nothing but white space.
        BinaryFile: it is no text in any encoding.
        UnknownEncoding: it may be text, but no encoding gives words.

    """
    if not content.strip(b" \t\r\n\f\v\x00") or content in [bom for bom, _ in _BOMS]:
        raise EmptyFile(path=path)
    if content.startswith(_MAGIC):
        raise BinaryFile(path=path)
    found = _decode(content, path=path)
    if not found.text.strip("\ufeff\u200b \t\r\n\f\v\u3000\xa0"):
        raise EmptyFile(path=path)
    return found.text, () if found.sure else (remark("unsure-encoding", encoding=found.encoding.upper()),)


def _decode(content: bytes, *, path: Path) -> Guess:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            try:
                return Guess(1, encoding, content.decode(encoding))
            except UnicodeDecodeError:
                raise UnknownEncoding(path=path) from None
    zeros = content.count(b"\x00", 0, SAMPLE)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_wide(content, path=path) if zeros else _decode_legacy(content, path=path)
    if zeros > max(_STRAY, len(content[:SAMPLE]) * 0.01):
        return _decode_wide(content, path=path)
    if _control_share(text) > 0.02:
        raise BinaryFile(path=path)
    return Guess(1, "utf-8", text)


def _decode_wide(content: bytes, *, path: Path) -> Guess:
    """UTF-16 without a byte order mark: every second byte of its spaces, digits and line breaks is zero."""
    even = content[: len(content) // 2 * 2]
    sides = (even[0:SAMPLE:2].count(0), even[1:SAMPLE:2].count(0))
    # ASCII has its zeros behind the character in one order and before it in the other
    for encoding in ("utf-16-be", "utf-16-le") if sides[0] > sides[1] else ("utf-16-le", "utf-16-be"):
        try:
            text = even.decode(encoding)
        except UnicodeDecodeError:
            continue
        if is_plausible(text):
            return Guess(1, encoding, text)
    raise BinaryFile(path=path)


def _decode_legacy(content: bytes, *, path: Path) -> Guess:
    if found := recognise(content):
        return found
    sample = content[:SAMPLE]
    high = sum(byte >= 0x80 or (byte < 0x20 and byte not in b"\t\r\n\f\v") for byte in sample)
    control = sum(byte < 0x20 and byte not in b"\t\r\n\f\v\x1b" for byte in sample)
    if control > len(sample) * 0.01 or high > len(sample) * 0.95:
        raise BinaryFile(path=path)
    raise UnknownEncoding(path=path)


def _control_share(text: str) -> float:
    sample = text[:SAMPLE]
    found = sum(unicodedata.category(c) == "Cc" and c not in "\t\r\n\f\v\x1b\x85" for c in sample)
    return found / len(sample) if found > _STRAY else 0.0
