"""JSON lines in the layout of a BEIR corpus: one document a line, with ``_id``, ``title`` and ``text``."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from ingest.lines import INVISIBLE, split_lines
from ingest.printed import Printed
from ingest.readers.front_matter import entry_from
from ingest.readers.text import decode
from ingest.remarks import remark
from rag import EmptyFile, SourceError

SUFFIXES = (".jsonl",)
LONGEST_ID = 200
NAMED = 5
"""So many line numbers of lines that are no documents are told."""


class NotACorpus(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} holds no document that can be read: each line must be a JSON object with “_id” and “text”, and may have "
        "“title” (the BEIR corpus layout). Line {line} is not.",
        "zh": "{path} 中没有可以读取的文件：每行应是一个含 “_id” 和 “text” 的 JSON 对象，可另有 “title”（BEIR 语料格式）。"
        "第 {line} 行不是。",
    }


def read(content: bytes, *, path: Path) -> Iterator[Printed]:
    """The documents of a file, one a line, read as they are asked for.

    A line that is no document (no JSON, no ``_id`` or ``text``, an ``_id`` that stands further up) is left out, and the last
    document carries the remark that says so.

    Raises:
        EmptyFile, NotACorpus, BinaryFile, UnknownEncoding: with ``path``.

    """
    bad: list[int] = []
    seen: set[str] = set()
    last: Printed | None = None
    for number, line in _lines(content, path=path):
        printed = _document(line)
        if printed is None or printed.member in seen:
            bad.append(number)
            continue
        seen.add(printed.member)
        if last is not None:
            yield last
        last = printed
    if last is None:
        if bad:
            raise NotACorpus(path=path, line=bad[0])
        raise EmptyFile(path=path)
    if bad:
        lines = ", ".join(map(str, bad[:NAMED])) + (" …" if len(bad) > NAMED else "")
        last = replace(last, remarks=(*last.remarks, remark("lines-left-out", count=len(bad), lines=lines)))
    yield last


def _lines(content: bytes, *, path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, by their number."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = decode(content, path=path).encode()
    content = content.removeprefix(b"\xef\xbb\xbf")
    number = start = 0
    while start < len(content):
        number += 1
        end = content.find(b"\n", start)
        end = len(content) if end < 0 else end
        line = content[start:end].strip(b" \t\r\x00")
        start = end + 1
        if line:
            if number == 1 and not _is_utf8(line):
                yield from _lines(decode(content, path=path).encode(), path=path)
                return
            yield number, line


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _document(line: bytes) -> Printed | None:
    """The document of one line; None where the line is none."""
    try:
        fields = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):  # a line may nest as deep as it is long
        return None
    if not isinstance(fields, dict):
        return None
    member, text = _name(fields.get("_id")), fields.get("text")
    if not member or not isinstance(text, str) or not (lines := split_lines(_whole(text))):
        return None
    metadata = fields.get("metadata")
    declared = {**(metadata if isinstance(metadata, dict) else {}), **fields}
    declared.pop("text")
    entry, remarks = entry_from({str(key): value for key, value in declared.items()})
    return Printed(lines=lines, member=member, digest=hashlib.sha256(line).hexdigest(), entry=entry, remarks=remarks)


def _name(value: object) -> str:
    """An ``_id`` as a name that can be shown and typed; a very long one is cut and told apart by its digest."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    try:
        text = str(value)
    except ValueError:  # a number of thousands of digits
        return ""
    name = " ".join(_whole(text).translate(INVISIBLE).split())
    if len(name) <= LONGEST_ID:
        return name
    return f"{name[: LONGEST_ID - 9]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def _whole(text: str) -> str:
    """Halves of characters, which JSON can escape and nothing can store, as the sign for what is unreadable."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)
