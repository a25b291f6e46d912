"""Plain text: bytes of an unknown encoding to printed lines."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from ingest.lines import split_lines
from ingest.printed import Printed
from rag import BinaryFile, EmptyFile, UnknownEncoding

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
_SAMPLE = 200_000
"""Bytes that an encoding is judged by."""
_STRAY = 3
"""So many control characters may have strayed into a short text."""


def read(content: bytes, *, path: Path) -> Iterator[Printed]:
    """The one document of a text file."""
    yield Printed(lines=split_lines(decode(content, path=path)))


def decode(content: bytes, *, path: Path) -> str:
    """The text of a file. UTF-8, UTF-16, UTF-32, GB18030 and Big5 are told apart by what the bytes can mean.

    Raises:
        EmptyFile: it holds nothing but white space.
        BinaryFile: it is no text in any encoding.
        UnknownEncoding: it may be text, but no encoding gives words.

    """
    if not content.strip(b" \t\r\n\f\v\x00") or content in [bom for bom, _ in _BOMS]:
        raise EmptyFile(path=path)
    if content.startswith(_MAGIC):
        raise BinaryFile(path=path)
    text = _decode(content, path=path)
    if not text.strip("\ufeff\u200b \t\r\n\f\v\u3000\xa0"):
        raise EmptyFile(path=path)
    return text


def _decode(content: bytes, *, path: Path) -> str:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                raise UnknownEncoding(path=path) from None
    zeros = content.count(b"\x00", 0, _SAMPLE)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_wide(content, path=path) if zeros else _decode_legacy(content, path=path)
    if zeros > max(_STRAY, len(content[:_SAMPLE]) * 0.01):
        return _decode_wide(content, path=path)
    if _control_share(text) > 0.02:
        raise BinaryFile(path=path)
    return text


def _decode_wide(content: bytes, *, path: Path) -> str:
    """UTF-16 without a byte order mark: every second byte of its spaces, digits and line breaks is zero."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = content[: len(content) // 2 * 2].decode(encoding)
        except UnicodeDecodeError:
            continue
        if is_plausible(text):
            return text
    raise BinaryFile(path=path)


def _decode_legacy(content: bytes, *, path: Path) -> str:
    sample = content[:_SAMPLE]
    candidates: list[tuple[float, str, str]] = []
    for encoding in ("gb18030", "big5hkscs"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if is_plausible(text):
            candidates.append((_common_share(text), encoding, text))
    if candidates:
        return max(candidates)[2]
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_exclusion=["utf_7"]).best()
    if best is not None and best.encoding not in ("gb18030", "big5"):
        try:
            text = content.decode(best.encoding)
        except (UnicodeDecodeError, LookupError):
            text = ""
        if is_plausible(text):
            return text
    high = sum(byte >= 0x80 or (byte < 0x20 and byte not in b"\t\r\n\f\v") for byte in sample)
    control = sum(byte < 0x20 and byte not in b"\t\r\n\f\v\x1b" for byte in sample)
    if control > len(sample) * 0.01 or high > len(sample) * 0.95:
        raise BinaryFile(path=path)
    raise UnknownEncoding(path=path)


def is_plausible(text: str) -> bool:
    """Mostly letters, ideographs, punctuation and spaces; hardly any control, private or unassigned character."""
    sample = text[:_SAMPLE]
    if not sample:
        return False
    strange = sum(
        unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs") and character not in "\t\r\n\f\v"
        for character in sample
    )
    scripts = sum(_is_expected(character) for character in sample)
    return strange <= len(sample) * 0.005 and scripts >= len(sample) * 0.85


def _is_expected(character: str) -> bool:
    return (
        character.isspace()
        or "\x20" <= character <= "\u024f"
        or "\u0370" <= character <= "\u06ff"
        or "\u2000" <= character <= "\u22ff"
        or "\u2460" <= character <= "\u27bf"
        or "\u3000" <= character <= "\u30ff"
        or "\u4e00" <= character <= "\u9fff"
        or "\uff00" <= character <= "\uffef"
    )


def _common_share(text: str) -> float:
    """Share of the commonest Chinese characters and marks: high in the right encoding, near zero in a wrong one."""
    sample = text[:_SAMPLE]
    wide = [character for character in sample if character > "\u2000"]
    return sum(character in _COMMON for character in wide) / len(wide) if wide else 0.0


_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民"
    "這個國們來時對會發動產種說過學權議聯條與關於員務處經濟組織機構"
    "，。、；：（）《》“”「」"
    "权议联合条与关于员务处经济组织机构决理事第安全"
)


def _control_share(text: str) -> float:
    sample = text[:_SAMPLE]
    found = sum(unicodedata.category(c) == "Cc" and c not in "\t\r\n\f\v\x1b\x85" for c in sample)
    return found / len(sample) if found > _STRAY else 0.0
