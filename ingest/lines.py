"""A printed line and what can be told from it alone: its width, its ending, how it joins the next."""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.vocabulary import ABBREVIATIONS, CONJUNCTIONS, DANGLING, choice

TERMINAL = frozenset("。！？；.!?;…؟؛۔")
COMMAS = frozenset("，,،")
CLOSERS = "”’」』）)］]》〉»›\"'*_"
INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(9), *range(0x0E, 0x20), 0x7F])
INVISIBLE |= dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Zero-width and control characters: dropped, since nobody can see, type or quote them. Those in the second line only tell
a screen which way to write: text is kept in the order in which it is read."""
BREAKS = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]")


_END_REACH = 40
_END_MARK = re.compile(
    r"(?:[¹²³⁰⁴-⁹]+|\[\^[^\]\s]{1,20}\]|(?<=[。；，：！？」』》؛،])\d{1,3}|(?<=[\u0620-\u064a؛،.])\(\d{1,3}\)"
    # not the number in SR.5, Rev.1, Add.2
    r"|(?<=[a-z][.;,:])(?<!Rev\.)(?<!Add\.)(?<!Corr\.)(?<!No\.)\d{1,3})$"
)


_END_MARKS = frozenset("¹²³⁰⁴⁵⁶⁷⁸⁹])")
"""What a mark ends with, if not with a digit."""
_CLOSING = CLOSERS + " \u202f"
"""``fin. »``: French sets its closing quotation marks apart."""
_LAST_BUT_ONE = re.compile(rf"[；;؛]\s*(?:{choice(CONJUNCTIONS)})$")
"""``; and``: the end of the last but one item of a list."""
_ABBREVIATED = re.compile(rf"(?:(?<!\w)(?:{choice(ABBREVIATIONS)})|(?:^|[\s(.])[A-ZА-ЯÀ-Þ]\.)$")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line that is not blank. ``number`` and ``page`` count from 1, columns count a Chinese character as 2."""

    number: int
    text: str
    indent: int = 0
    blanks: int = 0
    """Blank lines between it and the line before."""
    page: int = 1
    opens_page: bool = False
    """A form feed stands before it."""
    trailing: bool = False
    """It ends with white space: the paragraph mark of an exported page, in files that have it at all."""
    level: int = 0
    """1 to 6 where the format itself says that it is a heading."""
    lifted_before: bool = False
    """Page furniture or footnotes stood between it and the line before."""
    literal: bool = False
    """The format itself ended the paragraph before it (Markdown)."""
    verbatim: bool = False
    """The format itself says that it is no heading: code, a row of a table."""
    counted: bool = False
    """The format itself counts the number, letter or bullet that it opens with: no sentence can open so by chance."""
    foot: bool = False
    """It stands in the block of footnotes at the foot of its page: print shows it by its place and its smaller type."""

    @property
    def right(self) -> int:
        """The column in which it ends."""
        return self.indent + width(self.text)


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text that are not blank."""
    lines: list[Line] = []
    number, blanks = 0, 0
    for page, sheet in enumerate(text.translate(INVISIBLE).split("\f"), start=1):
        opens = page > 1
        for raw in BREAKS.split(sheet):
            number += 1
            printed = raw.replace("\t", "    ").replace("\u00a0", " ")
            bare = printed.strip()
            if not bare:
                blanks += 1
                continue
            indent = width(printed[: len(printed) - len(printed.lstrip())])
            trailing = printed != printed.rstrip()
            lines.append(Line(number, bare, indent, blanks, page, opens_page=opens, trailing=trailing))
            blanks, opens = 0, False
    return tuple(lines)


@functools.lru_cache(maxsize=65536)
def width(text: str) -> int:
    """Columns that a text takes: 2 for a full-width character, 1 for any other."""
    return len(text) if text.isascii() else sum(2 if is_wide(character) else 1 for character in text)


def is_wide(character: str) -> bool:
    # Greek, Cyrillic, Arabic letters are "ambiguous" only to East Asian typewriters
    return (
        character > "\u00ff"
        and not "\u0370" <= character < "\u1100"
        and unicodedata.east_asian_width(character) in "WFA"
    )


def is_chinese(character: str) -> bool:
    """A character that is written without spaces around it: ideographs, Chinese and full-width punctuation."""
    return (
        "\u2e80" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\ufe30" <= character <= "\ufe4f"
        or "\uff00" <= character <= "\uffef"
        or "\U00020000" <= character <= "\U0003ffff"
        or character in "“”‘’—…·"
    )


def chinese_share(text: str) -> float:
    """Ideographs among all letters and ideographs, from 0 to 1."""
    ideographs = sum("\u3400" <= character <= "\u9fff" for character in text)
    letters = sum(character.isalpha() for character in text)
    return ideographs / letters if letters else 0.0


def bare_end(text: str) -> str:
    """The text without closing quotes, brackets and note marks at its end."""
    return without_end_mark(text).rstrip(_CLOSING)


def without_end_mark(text: str) -> str:
    """The text without the mark of a footnote at its end: ``。¹``, ``。[^1]``, ``。1``."""
    text = text.rstrip()
    if text[-1:] not in _END_MARKS and not text[-1:].isdecimal():
        return text
    return text[:-_END_REACH] + _END_MARK.sub("", text[-_END_REACH:])


@functools.lru_cache(maxsize=65536)
def is_finished(text: str) -> bool:
    """A sentence ends here."""
    stripped = without_end_mark(text)
    if not stripped:
        return False
    end = stripped.rstrip(_CLOSING) or stripped
    if end[-1] not in TERMINAL:
        return bool(_LAST_BUT_ONE.search(end[-_END_REACH:]))
    if end[-1] == ".":
        return not _ABBREVIATED.search(end[-_END_REACH:])
    return True


def ends_with_comma(text: str) -> bool:
    """It ends so; in old Chinese texts the word that leads to the next paragraph may stand behind the comma (``，又``)."""
    end = bare_end(text)
    if end.endswith("又"):
        end = end[:-1].rstrip()
    return bool(end) and end[-1] in COMMAS


def ends_with_colon(text: str) -> bool:
    return bare_end(text).endswith(("：", ":"))


def dangles(text: str) -> bool:
    """The line ends on a word that cannot end a heading or a sentence, or in the middle of one."""
    return text.endswith(DANGLING) or bool(re.search(r"[^\W\d_]-$", text))


_CHUNK = re.compile(r"(?:«\s)?[!-~\u00a1-\u1fff][!-~\u00a1-\u1fff’]*(?:\s[»:;!?%](?!\S))?")
"""French sets these signs apart from their word, and never on another line."""


def first_chunk(text: str) -> int:
    """Columns of the first piece of a line that a typesetter would not break."""
    match = _CHUNK.match(text)
    return len(match.group()) if match else 2


NARROWEST, WIDEST = 24, 200
"""Columns that a wrapped text may have."""
ENOUGH = 8
"""Broken lines that a file must show before their ends are measured."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How a file is laid out, measured over all its lines."""

    wrapped: bool
    """Paragraphs run over several lines."""
    columns: int
    """Where a full line ends."""
    base: int
    """Indent of a line that continues a paragraph."""
    indented: bool
    """Paragraphs start with an indent."""
    separator: int
    """So many blank lines (and more) stand only between paragraphs."""
    marked_ends: bool
    """White space at a line's end marks the end of a paragraph."""
    spaced: bool = False
    """Blank lines do stand between most paragraphs."""
    literal: bool = False
    """The format itself tells where paragraphs start (Markdown)."""
    full_from: int = 0
    """Where a line and the next one's first piece reach at least, in a line that was broken because it was full."""
    widest: int = 0
    """Columns of the widest line."""

    def is_full(self, line: Line, following: Line) -> bool:
        """The next line's first piece would not have fitted any more (proportional type: give or take a tenth)."""
        if line.indent > self.base + max(12, self.columns // 4):
            return False  # set to the right: where it ends says nothing
        return line.right + first_chunk(following.text) >= self.full_from

    def may_be_broken(self, line: Line, following: Line) -> bool:
        """The same, in a file that shows too few broken lines to be measured: the widest line says what is full."""
        if not NARROWEST <= self.widest <= WIDEST:
            return False
        return line.right + first_chunk(following.text) > self.widest - max(2, self.widest // 20)


def measure(lines: Sequence[Line]) -> Profile:
    """The profile of a file."""
    pairs = [(line, following) for line, following in itertools.pairwise(lines) if not following.level]
    rights = sorted(line.right for line in lines)
    columns = rights[int(len(rights) * 0.85)] if rights else 0
    wide = [(a, b) for a, b in pairs if a.right >= columns * 0.8]
    goes_on = [
        # a capital below a blank line opens something: the line above it was a title
        (a, b)
        for a, b in wide
        if not (b.blanks and b.text[0].isupper())
        and not (is_finished(a.text) or ends_with_comma(a.text) or ends_with_colon(a.text))
    ]
    overlong = sum(right > columns * 1.3 for right in rights)
    wrapped = (
        NARROWEST <= columns <= WIDEST
        and len(goes_on) >= max(1, len(lines) // 12, len(wide) // 4)
        and overlong <= len(lines) * 0.06
    )
    if not wrapped:
        literal = any(line.literal for line in lines)
        return Profile(
            *(False, columns),
            base=0,
            indented=False,
            separator=1,
            marked_ends=False,
            literal=literal,
            widest=rights[-1] if rights else 0,
        )
    base = _mode([b.indent for _, b in goes_on])
    after_end = [b for a, b in pairs if is_finished(a.text)]
    indented = (
        sum(b.indent > base for b in after_end) >= max(2, len(after_end) // 6)
        and sum(b.indent > base for _, b in goes_on) <= len(goes_on) // 5
    )
    # the masthead's lines stand apart for other reasons
    start = next((line.number for line in lines if is_finished(line.text) or ends_with_comma(line.text)), 0)
    gaps = sorted(
        b.blanks
        for a, b in goes_on
        if a.number > start and b.indent <= base and not b.lifted_before and not b.opens_page
    )
    separator = gaps[int(len(gaps) * 0.8)] + 1 if gaps else 1
    return Profile(
        wrapped=True,
        columns=columns,
        base=base,
        indented=indented,
        separator=separator,
        marked_ends=_ends_are_marked(lines, columns),
        spaced=sum(b.blanks >= separator for b in after_end) >= max(2, len(after_end) / 3),
        literal=any(line.literal for line in lines),
        full_from=_full_from(goes_on, columns),
        widest=rights[-1],
    )


def _full_from(broken: Sequence[tuple[Line, Line]], columns: int) -> int:
    """How far the broken lines of a file reach with the piece that follows them: type of one width leaves no slack."""
    loose = columns - max(6, columns // 10) + 1
    if len(broken) < ENOUGH:
        return loose
    reaches = sorted(a.right + first_chunk(b.text) for a, b in broken)
    return max(loose, min(columns, reaches[len(reaches) // 20]))


def _ends_are_marked(lines: Sequence[Line], columns: int) -> bool:
    marked = [line for line in lines if line.trailing]
    plain = [line for line in lines if not line.trailing]
    if min(len(marked), len(plain)) < max(3, len(lines) // 10):
        return False
    finished = sum(_ends_clause(line.text) for line in marked)
    # titles and mastheads end early and without punctuation; so does no line of a paragraph
    titles = sum(line.right < 0.6 * columns and not _ends_clause(line.text) for line in marked)
    unfinished = sum(not is_finished(line.text) for line in plain)
    return unfinished >= 0.8 * len(plain) and finished >= max(3, 0.5 * (len(marked) - titles))


def _ends_clause(text: str) -> bool:
    return is_finished(text) or ends_with_comma(text)


def _mode(values: Sequence[int]) -> int:
    return max(sorted(set(values)), key=values.count)
