"""Markdown: the same printed lines, with its headings, list signs and emphasis read as what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ingest.lines import Line, split_lines
from ingest.printed import Printed
from ingest.readers.front_matter import split_front_matter
from ingest.readers.text import decode_told

SUFFIXES = (".md", ".markdown")
_HEADING = re.compile(r"(?P<level>#{1,6})\s+(?P<text>.*?)(?:\s+#+)?$")
_UNDERLINE = re.compile(r"(?:=+|-{2,})")
_RULE = re.compile(r"(?:[-*_]\s*){3,}")
_FENCE = re.compile(r"(?:```|~~~)")
_ROW = re.compile(r"\|.*\S.*\|")
_ROW_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_ITEM = re.compile(r"(?:[-*+•]|\d{1,4}[.)]|\([a-z]{1,4}\)|\[\^[^\]]+\]:)\s+")


LONG_LINE = 10_000
"""In a line of more characters a pair of signs must stand near: no paragraph is so long."""


def read(content: bytes, *, path: Path) -> Iterator[Printed]:
    """The one document of a Markdown file; ``level`` is set on headings, ``literal`` where a paragraph starts."""
    text, doubts = decode_told(content, path=path)
    body, entry, remarks = split_front_matter(text)
    yield Printed(lines=tuple(_read(split_lines(body))), entry=entry, remarks=(*doubts, *remarks))


def _read(lines: tuple[Line, ...]) -> Iterator[Line]:
    fenced, after_heading = False, True
    index = 0
    while index < len(lines):
        line = lines[index]
        following = lines[index + 1] if index + 1 < len(lines) else None
        index += 1
        if _FENCE.match(line.text):
            fenced = not fenced
            after_heading = True
            continue
        if fenced:
            yield replace(line, literal=line.blanks > 0 or after_heading, verbatim=True)
            after_heading = False
            continue
        if _ROW.fullmatch(line.text):
            if not _ROW_RULE.fullmatch(line.text):
                cells = (clean(cell) for cell in re.split(r"(?<!\\)\|", line.text[1:-1]))
                yield replace(line, text=" | ".join(cells), literal=True, verbatim=True)
            after_heading = True
            continue
        if match := _HEADING.match(line.text):
            yield replace(line, text=clean(match["text"]) or line.text, level=len(match["level"]), literal=True)
            after_heading = True
            continue
        if _RULE.fullmatch(line.text):
            after_heading = True
            continue
        underlined = following is not None and not following.blanks and _UNDERLINE.fullmatch(following.text)
        if underlined and following is not None and not _ITEM.match(line.text) and (line.blanks or after_heading):
            yield replace(line, text=clean(line.text), level=1 if following.text[0] == "=" else 2, literal=True)
            index += 1
            after_heading = True
            continue
        text = re.sub(r"^(?:>\s?)+", "", line.text).strip()
        if text:
            starts = line.blanks > 0 or after_heading or bool(_ITEM.match(text))
            yield replace(line, text=clean(text), literal=starts)
            after_heading = False


def clean(text: str) -> str:
    """Words without Markdown's signs: emphasis, links, code, escapes. Footnote marks stay."""
    text = re.sub(r"!\[([^\]\[]{0,2000})\]\([^)\s]{0,2000}(?:\s+\"[^\"]*\")?\)", r"\1", text)
    text = re.sub(r"(?<!\\)\[([^\]\[^][^\]\[]{0,2000})\]\([^)\s]{0,2000}(?:\s+\"[^\"]*\")?\)", r"\1", text)
    text = re.sub(r"`([^`]+)`", r"\1", text)
    span = ".+?" if len(text) < LONG_LINE else ".{1,200}?"
    for sign in (r"\*\*\*", r"\*\*", r"\*"):
        text = re.sub(rf"(?<![\\*]){sign}(?=[^\s*])({span})(?<=[^\s*\\]){sign}(?!\*)", r"\1", text)
    for sign in ("___", "__", "_"):
        text = re.sub(rf"(?<![\w\\]){sign}(?=[^\s_])({span})(?<=[^\s_\\]){sign}(?!\w)", r"\1", text)
    text = re.sub(r"<br\s*/?>", " ", text)
    text = re.sub(r"</?(?:b|i|em|strong|u|sup|sub|span|p)\b[^>]*>", "", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+\-.!~>|])", r"\1", text).strip()
