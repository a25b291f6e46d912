"""A source as plain text: wrapped and paged as an export of a printed page is, or one paragraph a line; and as Markdown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from tests.layout.source import BREAK, MARK, Piece, Source

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
CLOSING = re.compile(r"[，。；：、）”》’」』!?;:,.)%\]⁰¹²³⁴-⁹؛،]+")
DEPTH_OF_SUBPARAGRAPH = re.compile(r"\.(?!p\d)")


def width(text: str) -> int:
    """Columns: two for a full-width character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def superscript(text: str) -> str:
    return MARK.sub(lambda match: match[1].translate(SUPERSCRIPTS), text)


def wrapped(text: str, *, columns: int, indent: int = 0, hang: int = 0) -> list[str]:
    """Lines of a paragraph, broken at plain spaces and between Chinese characters; none starts with closing punctuation or a mark."""
    lines, line = [], " " * indent
    for piece in re.findall(r"[“《（]*(?:[^ \u2e80-\u9fff\uff00-\uffef，。；：、“”《》]+| |.)", text):
        full = width(line) + width(piece) > columns and line.strip()
        if full and not CLOSING.fullmatch(piece):
            lines.append(line.rstrip())
            line = " " * hang + ("" if piece == " " else piece)
        else:
            line += piece
    return [*lines, line.rstrip()]


def plain_text(source: Source) -> str:
    """Paged where the source has a running head, with blank lines between paragraphs; else one paragraph a line."""
    if not source.running_head:
        return "\n\n".join(line for piece in source.body for line in piece.printed.split(BREAK)) + "\n"
    return paged(
        blocks(source, columns=76, indent=lambda piece: 5, gap=1),
        notes=source.notes,
        heads=heads(source),
        depth=46,
        columns=76,
        feed=True,
        foot=f"{{page}}/{{pages}}                         {source.head['job']}"
        if "job" in source.head
        else "{page}/{pages}",
    )


def hard_text(source: Source) -> str:
    """No blank line between paragraphs, short pages without form feeds: heads and footnotes stand in the middle of paragraphs."""
    indent = 4

    def depth(piece: Piece) -> int:
        return indent * (1 + len(DEPTH_OF_SUBPARAGRAPH.findall(piece.id)))

    return paged(
        blocks(source, columns=66, indent=depth, gap=0),
        notes=source.notes,
        heads=heads(source),
        depth=27,
        columns=66,
        feed=False,
        foot="- {page} -",
    )


def heads(source: Source) -> tuple[str, ...]:
    """What runs over the pages: the symbol, and the title where it is short enough (without its number)."""
    title = re.sub(r"^\d+/\d+\S* (?:- )?", "", source.title)
    return (source.running_head, title) if width(title) <= 60 else (source.running_head,)


def blocks(source: Source, *, columns: int, indent: Callable[[Piece], int], gap: int) -> list[str]:
    """The lines of the body."""
    lines: list[str] = []
    for piece in source.body:
        plain = piece.tag != "paragraph"
        apart = max(gap, 1) if plain else gap
        for text in superscript(piece.printed).split(BREAK):
            start = 0 if plain or piece.kind in ("adoption", "signature", "vote") else indent(piece)
            lines += [*wrapped(text, columns=columns, indent=start), *[""] * apart]
    return lines


def paged(
    lines: list[str],
    *,
    notes: Mapping[str, str],
    heads: tuple[str, ...],
    depth: int,
    columns: int,
    feed: bool,
    foot: str,
) -> str:
    """Break the lines into pages: heads from the second page on, the notes whose marks stand on a page at its foot, a number."""
    pages = [lines[start : start + depth] for start in range(0, len(lines), depth)]
    by_mark = {mark.translate(SUPERSCRIPTS): text for mark, text in notes.items()}
    printed = []
    for number, page in enumerate(pages, start=1):
        top = [*heads, ""] if number > 1 else []
        marks = re.findall(r"[⁰¹²³⁴-⁹]+", "\n".join(page))
        feet = [
            line for mark in marks if mark in by_mark for line in wrapped(f"{mark} {by_mark[mark]}", columns=columns)
        ]
        bottom = ["", "_" * 15, *feet] if feet else []
        last = foot.format(page=number, pages=len(pages))
        printed.append("\n".join([*top, *page, *bottom, "", last]) + "\n")
    return ("\f" if feed else "\n").join(printed)


def markdown(source: Source) -> str:
    """As a person writes it: ``#`` headings, ``-`` bullets, tables, ``[^1]`` footnotes."""
    lines: list[str] = []
    in_table = False
    for piece in source.body:
        text = piece.text.replace(BREAK, "\n\n")
        if piece.kind == "row":
            rule = "\n|" + " --- |" * (text.count("|") + 1) if piece.tag == "table head" else ""
            lines.append(f"| {text} |{rule}")
            in_table = True
            continue
        if in_table:
            lines[-1] += "\n"
            in_table = False
        if piece.tag == "contents":
            continue
        if piece.tag in ("title", "heading", "part", "part title"):
            level = {"title": 1, "part": 1, "part title": 2}.get(piece.tag, piece.level)
            lines.append("#" * level + f" {text}\n")
        elif piece.kind == "bullet":
            lines.append(f"- {text}\n")
        else:
            lines.append(f"{piece.marker} {text}\n" if piece.marker else f"{text}\n")
    lines += [f"[^{mark}]: {text}\n" for mark, text in source.notes.items()]
    return "\n".join(lines)
