"""YAML front matter: what it declares goes over what the text says, and the text is always read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ingest.document import dissect, read_document
from ingest.entry import Entry
from ingest.readers.front_matter import split_front_matter
from rag import DocumentKind

TEXT = "# 城市里的夜间图书馆\n\n2031年4月5日，许多城市的图书馆延长了开放时间，读者说，下班以后终于有地方读书了。\n"


def declared(block: str) -> Entry:
    return split_front_matter(f"---\n{block}\n---\n{TEXT}")[1]


@pytest.mark.parametrize(
    ("block", "entry"),
    [
        ("title: No", Entry(title="No")),
        ("symbol: A/RES/67/169\nlang: zh-CN", Entry(symbol="A/RES/67/169", language="zh")),
        ("date: 2031-4-5", Entry(date="2031-04-05")),
        ("date: 2031-04-05T10:00:00Z", Entry(date="2031-04-05")),
        ("date: 2031年4月5日", Entry(date="2031-04-05")),
        ("authors:\n  - A. One\n  - name: B. Two\n", Entry(author="A. One; B. Two")),
        ("kind: report\nurl: https://example.org/x#y\nlayout: post\ntags: [a, b]", Entry(kind=DocumentKind.REPORT, url="https://example.org/x#y")),
        ("# a comment\nTitle: 'A: b'", Entry(title="A: b")),
        ("title: !!python/object/apply:os.system [exit]", Entry(title="exit")),  # nothing is made but texts
        ("", Entry()),
    ],
)  # fmt: skip
def test_a_block_declares(block: str, entry: Entry) -> None:
    assert declared(block) == entry


@pytest.mark.parametrize("suffix", [".md", ".txt"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_declared_goes_over_the_printed_and_the_catalogue_over_both(tmp_path: Path, suffix: str, mark: str) -> None:
    path = tmp_path / f"doc{suffix}"
    path.write_text(f"{mark}---\r\ntitle: Declared\r\ndate: 2030-01-02\r\n...\r\n{TEXT}", encoding="utf-8", newline="")
    reading = read_document(path)
    assert (reading.document.title, reading.document.date) == ("Declared", "2030-01-02")
    assert all("Declared" not in paragraph.text for paragraph in reading.paragraphs)
    (tmp_path / "catalogue.csv").write_text(f"file,title\ndoc{suffix},Catalogued\n", encoding="utf-8")
    assert (read_document(path).document.title, read_document(path).document.date) == ("Catalogued", "2030-01-02")


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "block",
    [
        "title: [unclosed",
        "title: 'x\n",
        "a: b: c",
        "title: x\n\t- y",
        BOMB + "title: *i",
        "title: " + "[" * 5000,
        "title: @x",
    ],
)
def test_a_block_that_cannot_be_read_is_told_and_the_text_is_read(block: str) -> None:
    started = time.perf_counter()
    reading = next(dissect(f"---\n{block}\n---\n{TEXT}".encode(), path=Path("x.md"))).reading
    assert [remark.code for remark in reading.remarks] == ["front-matter"]
    assert (reading.document.title, len(reading.paragraphs)) == ("城市里的夜间图书馆", 2)
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize("field", ["date: soon", "date: 2031-13-45", "kind: novel"])
def test_a_value_that_means_nothing_is_told(field: str) -> None:
    _, entry, remarks = split_front_matter(f"---\n{field}\ntitle: Kept\n---\n{TEXT}")
    assert entry == Entry(title="Kept")
    assert [remark.code for remark in remarks] == ["useless-field"]
    assert all(field.split(": ")[1] in text for text in (remarks[0].zh, remarks[0].en))


@pytest.mark.parametrize(
    "text",
    [
        "---\nProse between two rules, not data.\n---\nMore prose.",
        "Title\n---\nx: y\n---\n",
        "---\ntitle: never closed\n",
        " ---\na: b\n---\n",
    ],
)
def test_what_is_no_front_matter_stays_text(text: str) -> None:
    assert split_front_matter(text) == (text, Entry(), ())


def test_line_numbers_stay() -> None:
    rest, _, _ = split_front_matter("---\ntitle: x\n---\nfourth line")
    assert rest.split("\n").index("fourth line") == 3
