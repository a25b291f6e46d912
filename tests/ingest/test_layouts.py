"""The same words in another layout are the same paragraphs."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.document import dissect
from ingest.joining import join
from ingest.layout import lay_out
from ingest.lines import width
from ingest.readers.text import read
from tests.ingest.gold import CORPUS

Change = Callable[[str], str]


def without_line_end_spaces(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n"))


def without_blank_lines(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip())


def in_double_spacing(text: str) -> str:
    return without_line_end_spaces(text).replace("\n", "\n\n")


def with_windows_line_ends(text: str) -> str:
    return text.replace("\n", "\r\n")


def without_any_of_them(text: str) -> str:
    return without_blank_lines(without_line_end_spaces(text))


def with_full_width_indents(text: str) -> str:
    return re.sub(r"(?m)^[ \t]+", lambda match: "\u3000" * max(1, len(match.group()) // 2), text)


def with_page_number_lines(text: str) -> str:
    lines = text.split("\n")
    pages = ["\n".join([*lines[start : start + 30], "", "- {} -", ""]) for start in range(0, len(lines), 30)]
    return "\n".join(page.replace("- {} -", f"- {number} -") for number, page in enumerate(pages, start=1))


def with_form_feeds(text: str) -> str:
    lines = text.split("\n")
    return "\f".join("\n".join(lines[start : start + 30]) + "\n" for start in range(0, len(lines), 30))


CHANGES = [
    with_full_width_indents,
    with_page_number_lines,
    with_form_feeds,
    without_line_end_spaces,
    without_blank_lines,
    in_double_spacing,
    with_windows_line_ends,
    without_any_of_them,
]


def paragraphs_of(text: str, path: Path) -> dict[str, tuple[str, tuple[str, ...]]]:
    reading = next(dissect(text.encode(), path=path)).reading
    return {paragraph.id: (paragraph.text, paragraph.section) for paragraph in reading.paragraphs}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_white_space_changes_nothing(path: Path, change: Change) -> None:
    text = path.read_text(encoding="utf-8")
    assert paragraphs_of(change(text), path) == paragraphs_of(text, path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_the_encoding_changes_nothing(path: Path, encoding: str) -> None:
    text = path.read_text(encoding="utf-8")
    reading = next(dissect(text.encode(encoding), path=path)).reading
    assert [paragraph.text for paragraph in reading.paragraphs] == [
        entry[0] for entry in paragraphs_of(text, path).values()
    ]


def wrapped(text: str, *, columns: int, indent: int) -> list[str]:
    """Set a paragraph in lines: Latin words are not broken, closing punctuation starts no line."""
    lines, line = [], " " * indent
    for piece in re.findall(r"[!-~]+|\s|.", text):
        if width(line) + width(piece) > columns and line.strip() and piece not in "，。；：、）”》":
            lines.append(line.rstrip())
            line = "" if piece == " " else piece
        else:
            line += piece
    return [*lines, line]


def set_again(path: Path, choice: random.Random) -> str:
    """The blocks of a document in another width, with other page breaks, heads and page numbers."""
    columns, indent = choice.choice([50, 60, 66, 72, 80]), choice.choice([1, 2, 4])
    gap, head, depth = choice.choice([0, 1]), choice.choice(["", "symbol", "fraction"]), choice.choice([20, 30, 40])
    printed: list[str] = []
    for block in lay_out(next(read(path.read_bytes(), path=path)).lines).blocks:
        printed += [*wrapped(block.text, columns=columns, indent=indent), *[""] * gap]
    pages: list[str] = []
    for count, line in enumerate(printed, start=1):
        pages.append(line)
        if head == "symbol" and count % depth == 0:
            pages += ["", f"- {count // depth} -", "\fA/99/123", ""]
        elif head == "fraction" and count % depth == 0:
            pages += ["", f"{count // depth}/99", "\f"]
    return "\n".join(pages)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_other_widths_and_page_breaks_change_nothing(path: Path, seed: int) -> None:
    before = paragraphs_of(path.read_text(encoding="utf-8"), path)
    after = paragraphs_of(set_again(path, random.Random(seed)), path)  # noqa: S311 - no secret

    def bare(entries: dict[str, tuple[str, tuple[str, ...]]]) -> dict[str, str]:
        # the notes are not set again, so their marks stay in the words
        return {
            name: re.sub(r"[\s*¹²³⁴⁵]+", "", text) for name, (text, _) in entries.items() if not name.startswith("fn")
        }

    assert bare(after) == bare(before)


@pytest.mark.parametrize(("indent", "gap"), [(0, 1), (2, 0), (4, 1)])
@pytest.mark.parametrize("columns", [30, 38, 60, 10**9])
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_narrow_columns_and_one_line_for_each_paragraph_change_nothing(
    path: Path, columns: int, indent: int, gap: int
) -> None:
    blocks = lay_out(next(read(path.read_bytes(), path=path)).lines).blocks
    printed = [[*wrapped(block.text, columns=columns, indent=indent), *[""] * gap] for block in blocks]
    before = paragraphs_of(path.read_text(encoding="utf-8"), path)
    after = paragraphs_of("\n".join(line for lines in printed for line in lines), path)

    def bare(entries: dict[str, tuple[str, tuple[str, ...]]]) -> dict[str, str]:
        return {name: re.sub(r"[\s*¹²³⁴⁵]+", "", text) for name, (text, _) in entries.items() if name[:2] != "fn"}

    assert bare(after) == bare(before)


@pytest.mark.parametrize("columns", [38, 60])
@pytest.mark.parametrize("path", [path for path in CORPUS if "resolution" in path.stem], ids=lambda path: path.stem)
def test_verbs_and_numbers_alone_tell_the_paragraphs_of_a_resolution(path: Path, columns: int) -> None:
    """No indent and no blank line: what is left is how paragraphs open."""
    blocks = lay_out(next(read(path.read_bytes(), path=path)).lines).blocks
    text = "\n".join(line for block in blocks for line in wrapped(block.text, columns=columns, indent=0))
    before = paragraphs_of(path.read_text(encoding="utf-8"), path)
    after = paragraphs_of(text, path)
    assert [name for name in after if name[:2] != "fn"] == [name for name in before if name[:2] != "fn"]


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        (["中小会", "员国"], "中小会员国"),
        (["in the", "period"], "in the period"),
        (["2003-", "2005"], "2003-2005"),
        (["2003-2005", "年任期"], "2003-2005年任期"),
        (["2008年 12 月", "18日第 63/180号决议"], "2008年 12 月18日第 63/180号决议"),
        (["第 61/180", "号决议"], "第 61/180号决议"),
        (["《1990", "年化学品公约》"], "《1990年化学品公约》"),
        (["安全理事会", "“阿里亚办法”公开会议"], "安全理事会“阿里亚办法”公开会议"),
        (["the so-called", "“Arria” meeting"], "the so-called “Arria” meeting"),
        (["it said,", "and left"], "it said, and left"),
        (["the co\u00ad", "operation"], "the cooperation"),
        (["A/HRC/", "13/56"], "A/HRC/13/56"),
        (["many communi-", "ties lack water"], "many communities lack water"),
        (["with appre-", "ciation the report"], "with appreciation the report"),
        (["the organi-", "zations of"], "the organizations of"),
        (["the Secretary-", "General"], "the Secretary-General"),
        (["self-", "reliance"], "self-reliance"),
        (["seventy-", "seventh"], "seventy-seventh"),
        (["gender-", "based violence"], "gender-based violence"),
        (["child-", "sized"], "child-sized"),
        (["LGBTQI+", "友好型"], "LGBTQI+友好型"),
    ],
)
def test_a_line_break_is_joined_by_the_script_around_it(pieces: list[str], whole: str) -> None:
    assert join(pieces) == whole
