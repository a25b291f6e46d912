"""The words of several printed lines as one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from ingest.hyphens import goes_on
from ingest.lines import chinese_share, is_chinese


def join(pieces: Iterable[str], *, known: Set[str] = frozenset()) -> str:
    """The words of several lines as one line.

    A line break next to Chinese is nothing; between words of other scripts or numbers it is a space, except after a hyphen
    or slash that holds a word or symbol together (``2003-⏎2005``). A hyphen that only the break put into a word goes with
    it. ``known``: the document's words (``words_of``), by which such hyphens are told.
    """
    text = ""
    for piece in pieces:
        if not text or not piece:
            text += piece
            continue
        last, first = text[-1], piece[0]
        if last == "\u00ad" or (last in "-\u2010" and goes_on(f"{text[:-1]}-", piece, known=known)):
            text = text[:-1] + piece
        elif _joined_without_space(text, last, first):
            text += piece
        else:
            text += " " + piece
    return text


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?!-?\w|-$)")
"""A whole word with its hyphens; none that a line's end cuts."""


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """The words of a document in small letters, where one of its lines ends in a hyphen; else none is asked for."""
    held = list(lines)
    if not any(line.endswith(("-", "\u2010")) for line in held):
        return frozenset()
    return frozenset(word.lower() for line in held for word in _WORD.findall(line))


def _joined_without_space(text: str, last: str, first: str) -> bool:
    if last in "“‘—…·" or first in "”’—…·":
        # these marks belong to both scripts: their neighbours decide
        latin = chinese_share(text[-40:] + first) < 0.3
        closes = last == "“" and text.count("„") >= text.count("“")  # „Russian and German“
        return (last in "“‘" and not closes) or first in "”’" or not latin
    if is_chinese(last) or is_chinese(first):
        return not ((first in "“‘" and not is_chinese(last)) or (last in "”’" and not is_chinese(first)))
    return last in "-/" and len(text) > 1 and text[-2].isalnum() and first.isalnum()


LONG_LINE = 10_000


def without_emphasis(text: str) -> str:
    """Markdown's bold signs gone; single stars stay, since they may be the mark of a footnote."""
    if "**" not in text and "__" not in text:
        return text
    # in a line longer than any paragraph the two signs must stand near: time must not grow with its square
    span = ".+?" if len(text) < LONG_LINE else ".{1,200}?"
    text = re.sub(rf"\*\*(?=\S)({span})(?<=\S)\*\*", r"\1", text)
    return re.sub(rf"(?<!\w)__(?=\S)({span})(?<=\S)__(?!\w)", r"\1", text)
