"""Resolutions at random, printed at random, are read back whole."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ingest.document import dissect
from ingest.lines import width

PREAMBULAR = ("回顾", "又回顾", "重申", "注意到", "深为关切", "铭记", "认识到", "强调")
OPERATIVE = ("决定", "请", "敦促", "吁请", "鼓励", "又请", "欢迎", "强烈谴责")
WORDS = (
    *(
        "各国",
        "会员国",
        "图书馆",
        "国际合作",
        "夜间开放",
        "充分落实",
        "妇女和儿童",
        "秘书长",
        "《联合国宪章》",
        "“阿里亚办法”",
    ),
    *(
        "2023-2025 年",
        "第 60/251 号决议",
        "2008年 12 月18日",
        "第20(1)条",
        "12.5 万",
        "COVID-19",
        "以及",
        "，",
        "、",
        "(见附件)",
    ),
)
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Printed:
    """A resolution: what each paragraph says, and the page that says it."""

    paragraphs: dict[str, str]
    text: str


@st.composite
def sentences(draw: st.DrawFn, verbs: tuple[str, ...]) -> str:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=8, max_size=30))
    words = [
        word for before, word in zip(["，", *words], words, strict=False) if not (word in "，、" and before in "，、")
    ]
    return draw(st.sampled_from(verbs)) + "".join(words).strip("，、") + "的各项工作"


@st.composite
def resolutions(draw: st.DrawFn) -> Printed:
    columns = draw(st.sampled_from([50, 64, 70, 80]))
    indent, gap = draw(st.sampled_from([(1, 0), (2, 1), (4, 0), (0, 1), (4, 1)]))
    paragraphs: dict[str, str] = {}
    lines = ["大会", "第九十一届会议", "议程项目 12(a)", "91/204. 图书馆的夜间开放", ""]
    lines += [" " * indent + "大会，", *[""] * gap]
    notes: list[str] = []

    def add(name: str, marker: str, words: str) -> None:
        paragraphs[name] = words
        if draw(st.integers(0, 4)) == 0:
            notes.append(f"第 {len(notes) + 1}/1 号决议。")
            words = f"{words[:-1]}{str(len(notes)).translate(SUPERSCRIPTS)}{words[-1]}"
        lines.extend([*wrapped(marker + words, columns=columns, indent=indent), *[""] * gap])

    for count in range(1, draw(st.integers(2, 6)) + 1):
        add(f"pp{count}", "", draw(sentences(PREAMBULAR)) + "，")
    total = draw(st.integers(3, 8))
    for count in range(1, total + 1):
        letters = draw(st.integers(0, 3))
        end = "：" if letters else "。" if count == total else "；"
        add(f"op{count}", f"{count}. ", draw(sentences(OPERATIVE)) + end)
        for letter in "abc"[:letters]:
            last = count == total and letter == "abc"[letters - 1]
            add(f"op{count}.{letter}", f"({letter}) ", draw(sentences(OPERATIVE)) + ("。" if last else "；"))
    lines += ["2036 年 5 月 6 日", "第 44 次全体会议"]
    paragraphs["adoption"] = "2036 年 5 月 6 日 第 44 次全体会议"
    paragraphs |= {f"fn{count}": note for count, note in enumerate(notes, start=1)}
    return Printed(paragraphs, paged(lines, notes, depth=draw(st.integers(8, 40)), feed=draw(st.booleans())))


def wrapped(text: str, *, columns: int, indent: int) -> list[str]:
    """Latin words and numbers are not broken; no line starts with closing punctuation or a note mark."""
    lines, line = [], " " * indent
    for piece in re.findall(r"[!-~]+|\s|.", text):
        if width(line) + width(piece) > columns and line.strip() and not re.match(r"[，。；：、）”》⁰¹²³⁴-⁹]", piece):
            lines.append(line)
            line = "" if piece == " " else piece
        else:
            line += piece
    return [*lines, line]


def paged(lines: list[str], notes: list[str], *, depth: int, feed: bool) -> str:
    """Break the lines into pages: a running head, the notes whose marks the page carries, a page number."""
    pages = [lines[start : start + depth] for start in range(0, len(lines), depth)]
    text = ""
    for number, page in enumerate(pages, start=1):
        head = ["A/RES/91/204", "图书馆的夜间开放", ""] if number > 1 else []
        marks = [int(unicodedata.normalize("NFKC", mark)) for mark in re.findall(r"[⁰¹²³⁴-⁹]+", "".join(page))]
        foot = ["", *(f"{str(mark).translate(SUPERSCRIPTS)} {notes[mark - 1]}" for mark in marks)] if marks else []
        text += (
            ("\f" if feed and number > 1 else "")
            + "\n".join([*head, *page, *foot, "", f"{number}/{len(pages)}"])
            + "\n"
        )
    return text


@settings(max_examples=80, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
@given(resolutions())
def test_a_resolution_is_read_back_whole(printed: Printed) -> None:
    reading = next(dissect(printed.text.encode(), path=Path("random.txt"))).reading
    found = {paragraph.id: paragraph.text for paragraph in reading.paragraphs if paragraph.id != "masthead"}
    expected = printed.paragraphs

    def bare(texts: dict[str, str]) -> dict[str, str]:
        return {name: re.sub(r"\s+", "", text) for name, text in texts.items()}

    assert bare(found) == bare(expected)
    assert (reading.document.id, reading.document.title) == ("A/RES/91/204", "图书馆的夜间开放")
    assert {key for p in reading.paragraphs for key in p.footnotes} == {
        name for name in expected if name.startswith("fn")
    }
