"""Markdown: the same printed lines, with its headings, list signs and emphasis read as what they mean."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.joining import join
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
_ROW_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+|\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?")
_LONG_COMMENT = re.compile(r"<!--.{0,20000}?-->", re.DOTALL)
_TAG = re.compile(r"</?(?:div|center|p|details|section|figure|table|tbody|tr|hr|br|img|a)\b[^<>]*>")
"""A line that is only a tag lays the page out."""
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|ndash|mdash|hellip|copy|sect|#\d{1,6}|#[xX][0-9a-fA-F]{1,6});")
_NOTE = re.compile(r"\[\^[^\]]+\]:")
_NUMBER = re.compile(r"(?P<label>\d{1,4})(?P<sign>[.)])\s+")
_ITEM = re.compile(r"(?:[-*+•]|\d{1,4}[.)]|\([a-z]{1,4}\)|\[\^[^\]]+\]:)\s+")


LONG_LINE = 10_000
"""In a line of more characters a pair of signs must stand near: no paragraph is so long."""


def read(content: bytes, *, path: Path) -> Iterator[Printed]:
    """The one document of a Markdown file; ``level`` is set on headings, ``literal`` where a paragraph starts."""
    text, doubts = decode_told(content, path=path)
    body, entry, remarks = split_front_matter(text)
    yield Printed(lines=tuple(_read(split_lines(_without_comments(body)))), entry=entry, remarks=(*doubts, *remarks))


def _without_comments(text: str) -> str:
    """Comments show nowhere; their line breaks stay."""
    return _LONG_COMMENT.sub(lambda match: "\n" * match.group().count("\n"), text) if "<!--" in text else text


def _read(lines: tuple[Line, ...]) -> Iterator[Line]:
    reader = _Reader()
    index = 0
    while index < len(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        index += reader.take(lines[index], following)
    yield from reader.printed


@dataclass(slots=True)
class _Reader:
    """Takes the lines one by one; ``printed``: what they print so far."""

    printed: list[Line] = field(default_factory=list)
    fence: str = ""
    """The sign that opened a block of code and closes it again."""
    opens: bool = True
    """The next line starts a paragraph whatever it is."""
    in_table: bool = False
    in_note: bool = False
    items: list[tuple[int, str, int]] = field(default_factory=list)
    """The open numbered items: their indent, the number as typed, the number as printed."""

    def take(self, line: Line, following: Line | None) -> int:
        """Take a line; how many lines it used up."""
        if self.fence or _FENCE.match(line.text):
            self._code(line)
            return 1
        if self._row(line, following) or _RULE.fullmatch(line.text) or _TAG.fullmatch(line.text):
            self.opens = True
            return 1
        if match := _HEADING.match(line.text):
            self._heading(line, match["text"], len(match["level"]))
            return 1
        underlined = following is not None and not following.blanks and _UNDERLINE.fullmatch(following.text)
        if underlined and following is not None and not _ITEM.match(line.text) and (line.blanks or self.opens):
            self._heading(line, line.text, 1 if following.text[0] == "=" else 2)
            return 2
        self._text(line)
        return 1

    def _code(self, line: Line) -> None:
        if not self.fence:
            self.fence = line.text[:3]
        elif line.text.startswith(self.fence) and not line.text.strip(self.fence[0]):
            self.fence = ""
        else:
            self.printed.append(replace(line, literal=line.blanks > 0 or self.opens, verbatim=True))
            self.opens = False
            return
        self.opens = True

    def _row(self, line: Line, following: Line | None) -> bool:
        """Print a row of a table; its rule is none. Pipes at the edges may be left out where the rule says what it is."""
        rule = bool(_ROW_RULE.fullmatch(line.text)) and (self.in_table or line.text.startswith("|"))
        heads = following is not None and not following.blanks and bool(_ROW_RULE.fullmatch(following.text))
        self.in_table = "|" in line.text and (heads or rule or (self.in_table and not line.blanks))
        if not (self.in_table or _ROW.fullmatch(line.text)):
            return False
        if not rule:
            inner = line.text.removeprefix("|")
            inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
            cells = (clean(cell) for cell in re.split(r"(?<!\\)\|", inner))
            self.printed.append(replace(line, text=" | ".join(cells), literal=True, verbatim=True))
        return True

    def _heading(self, line: Line, text: str, level: int) -> None:
        self.printed.append(replace(line, text=clean(text) or line.text, level=level, literal=True))
        self.opens, self.in_note = True, False
        self.items.clear()

    def _text(self, line: Line) -> None:
        text = re.sub(r"^(?:>\s?)+", "", line.text).strip()
        if not text:
            self.opens = True  # an empty line of a quotation
            return
        if self.in_note and line.indent >= 2 and self.printed:
            # what is set in under a footnote is the footnote's, its further paragraphs too
            self.printed[-1] = replace(self.printed[-1], text=join([self.printed[-1].text, clean(text)]))
            return
        apart = line.blanks > 0 or self.opens
        number = _NUMBER.match(text)
        # a number in the middle of a paragraph opens a list only if it is 1, as CommonMark has it; ``mending`` may know better
        starts = apart or (
            bool(_ITEM.match(text)) and (number is None or bool(self.items) or int(number["label"]) == 1)
        )
        if starts:
            self.in_note = bool(_NOTE.match(text))
            if number is not None:
                text = self._counted(line.indent, number) + text[number.end() :]
            elif apart and not line.indent:
                self.items.clear()
        self.printed.append(replace(line, text=clean(text.removesuffix("\\")), literal=starts))
        self.opens = False

    def _counted(self, indent: int, number: re.Match[str]) -> str:
        """The number as it is printed: the same one typed again counts on, and in another list it is set in brackets."""
        while self.items and self.items[-1][0] > indent:
            self.items.pop()
        label = number["label"]
        count = int(label)
        if self.items and indent - self.items[-1][0] < 2:
            _, typed, before = self.items.pop()
            count = before + 1 if typed == label else count
        nested = bool(self.items)
        self.items.append((indent, label, count))
        if nested:
            return f"({count}) "
        return number.group() if count == int(label) else f"{count}{number['sign']} "


def clean(text: str) -> str:
    """Words without Markdown's signs: emphasis, links, code, escapes. Footnote marks stay."""
    text = re.sub(r"!\[([^\]\[]{0,2000})\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s+\"[^\"]*\")?\)", r"\1", text)
    text = re.sub(
        r"(?<!\\)\[([^\]\[^][^\]\[]{0,2000})\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s+\"[^\"]*\")?\)", r"\1", text
    )
    text = re.sub(r"`([^`]+)`", r"\1", text)
    span = ".+?" if len(text) < LONG_LINE else ".{1,200}?"
    for sign in (r"\*\*\*", r"\*\*", r"\*"):
        text = re.sub(rf"(?<![\\*]){sign}(?=[^\s*])({span})(?<=[^\s*\\]){sign}(?!\*)", r"\1", text)
    for sign in ("___", "__", "_"):
        text = re.sub(rf"(?<![\w\\]){sign}(?=[^\s_])({span})(?<=[^\s_\\]){sign}(?!\w)", r"\1", text)
    text = re.sub(r"<br\s*/?>", " ", text)
    text = re.sub(r"<(https?://[^\s<>]+)>", r"\1", text)
    text = re.sub(r"</?(?:b|i|em|strong|u|sup|sub|span|p)\b[^>]*>", "", text)
    text = _ENTITY.sub(lambda match: html.unescape(match.group()).replace("\xa0", " "), text)
    return re.sub(r"\\([\\`*_{}\[\]()#+\-.!~>|])", r"\1", text).strip()
