"""What the command prints for a person. Text of documents is printed as text: no markup, no control characters."""

from __future__ import annotations

import re
import shutil
import sys
import unicodedata
from collections.abc import Sequence
from typing import Final

import click

from rag import Answer, Document, document_name, kind_name
from ui.commands.spoken import printable
from ui.messages import say
from ui.programs.plain_text import answer_text

WIDEST: Final = 100
"""Columns: longer lines are hard to read, whatever the terminal would allow."""
INDENT: Final = 4
_CLOSING: Final = frozenset("，。；：、？！）》”’」』…")
_PIECE: Final = re.compile(r"\s+|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+|.", re.DOTALL)


def print_answer(answer: Answer, language: str) -> None:
    for line in answer_text(answer, language).splitlines():
        print_line(line)


def print_documents(documents: Sequence[tuple[Document, int]], language: str) -> None:
    """Each document with its number of paragraphs: its id, which the other commands take, and what it is."""
    for document, count in documents:
        print_line(document.id, fg="cyan", bold=True)
        name = document_name(document, language)
        if name != document.id:
            print_line(name, indent=INDENT)
        paragraphs = say("page.paragraphs.count", language, count=count)
        facts = (kind_name(document, language), document.date, document.language, paragraphs)
        print_line(" · ".join(fact for fact in facts if fact), indent=INDENT, dim=True)


def print_line(
    text: str, *, indent: int = 0, fg: str | None = None, bold: bool | None = None, dim: bool | None = None
) -> None:
    for line in wrapped(printable(text), columns() - indent):
        click.echo(" " * indent + click.style(line, fg=fg, bold=bold, dim=dim))


def columns() -> int:
    """Columns to write in; a pipe gets every paragraph on one line, which is what ``grep`` wants."""
    return min(shutil.get_terminal_size().columns, WIDEST) if sys.stdout.isatty() else sys.maxsize


def wrapped(text: str, columns: int) -> list[str]:
    """The text in lines of at most ``columns``, a Chinese character taking two and allowing a break on either side of it.

    Closing punctuation never begins a line: it may stand one column over.
    """
    lines: list[str] = []
    for source in text.splitlines() or [""]:
        line, width = "", 0
        for piece in _PIECE.findall(source):
            size = text_width(piece)
            if line and width + size > columns and piece not in _CLOSING:
                lines.append(line.rstrip())
                line, width = "", 0
                piece = piece.lstrip()  # noqa: PLW2901 - the space at which the line was broken
                size = len(piece) and size
            line, width = line + piece, width + size
        lines.append(line.rstrip())
    return lines


def text_width(text: str) -> int:
    """Columns of a text in a terminal: a Chinese character takes two, a combining mark none."""
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text
    )
