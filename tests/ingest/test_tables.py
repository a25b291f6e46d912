"""Rows of tables: each is a paragraph that is led in by the table's head, and no cell is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import dissect
from rag import Paragraph, ParagraphKind, Reading, paragraph_label


def read(text: str, name: str = "document.md") -> Reading:
    return next(dissect(text.encode(), path=Path(name))).reading


def rows_of(reading: Reading) -> dict[str, Paragraph]:
    return {each.id: each for each in reading.paragraphs if each.kind is ParagraphKind.ROW}


REPORT = """# 图书馆的报告

## 一、导言

1. 各国的图书馆数目如下：

表2 各国的图书馆

| 国家 | 数目 | 年份 |
|------|------|------|
| 秘鲁 | 7 | 2020 |
| 智利 | 9 | 2021 |

2. 这些图书馆夜间开放。

## 二、经费

| 来源 | 金额 |
|------|------|
| 捐款 | 100 |

## 附件

| 名称 | 页 |
|------|----|
| 名册 | 3 |
"""


def test_each_row_is_a_paragraph_with_the_head_as_its_lead_in() -> None:
    reading = read(REPORT)
    rows = rows_of(reading)
    assert {name: (each.text, each.lead_in) for name, each in rows.items() if "table2" in name} == {
        "table2.r0": ("国家 | 数目 | 年份", "1. 各国的图书馆数目如下："),
        "table2.r1": ("秘鲁 | 7 | 2020", "1. 各国的图书馆数目如下： 国家 | 数目 | 年份"),
        "table2.r2": ("智利 | 9 | 2021", "1. 各国的图书馆数目如下： 国家 | 数目 | 年份"),
    }
    assert rows["table2.r2"].section == ("一、导言", "表2 各国的图书馆")
    assert (rows["table2.r2"].locator.table, rows["table2.r2"].locator.bullet) == (2, 2)
    assert rows["table2.r2"].locator.heading == "表2 各国的图书馆"
    assert [each.id for each in reading.paragraphs if each.kind is ParagraphKind.NUMBERED] == ["1", "2"]


def test_a_table_without_a_number_is_counted_past_the_printed_ones() -> None:
    rows = rows_of(read(REPORT))
    assert rows["table1.r1"].text == "捐款 | 100"
    assert rows["table1.r1"].lead_in == "来源 | 金额"
    assert rows["table1.r1"].section == ("二、经费",)
    assert rows["annex.table3.r1"].locator.part == "annex"


@pytest.mark.parametrize(
    ("row", "zh", "en"),
    [
        ("table2.r0", "表2表头", "table 2, head"),
        ("table2.r2", "表2第2行", "table 2, row 2"),
        ("annex.table3.r1", "附件表3第1行", "annex, table 3, row 1"),
    ],
)
def test_a_row_is_named_by_its_table(row: str, zh: str, en: str) -> None:
    paragraph = rows_of(read(REPORT))[row]
    assert (paragraph_label(paragraph, "zh"), paragraph_label(paragraph, "en")) == (zh, en)


CAPTIONS = {
    "Table 4. Staff by region": (4, "Table 4. Staff by region"),
    "**Table III**\n\nStaff by region\n\n(Thousands)": (3, "Table III Staff by region (Thousands)"),
    "Tableau 5 : Effectifs": (5, "Tableau 5 : Effectifs"),
    "Cuadro 6. Personal": (6, "Cuadro 6. Personal"),
    "Таблица 7. Персонал": (7, "Таблица 7. Персонал"),
    "表三 人员": (3, "表三 人员"),
    "Table 2.1 Staff": (1, "Table 2.1 Staff"),
}


@pytest.mark.parametrize("caption", CAPTIONS)
def test_a_caption_gives_the_table_its_number_and_heading(caption: str) -> None:
    number, heading = CAPTIONS[caption]
    text = (
        f"# Report\n\n## Staff\n\nThe staff is small.\n\n{caption}\n\n| Region | Staff |\n|---|---|\n| Africa | 12 |\n"
    )
    row = rows_of(read(text))[f"table{number}.r1"]
    assert (row.text, row.locator.heading, row.section) == ("Africa | 12", heading, ("Staff", heading))


def test_a_table_without_a_head_counts_from_its_first_row() -> None:
    text = "# Report\n\nIt is small.\n\n| Africa | 12 |\n| Asia | 30 |\n"
    assert {name: each.lead_in for name, each in rows_of(read(text)).items()} == {"table1.r1": "", "table1.r2": ""}


def test_every_cell_is_in_some_paragraph() -> None:
    reading = read(REPORT)
    cells = [cell.strip() for line in REPORT.splitlines() if line.startswith("| ") for cell in line[1:-1].split("|")]
    assert len(cells) > 10
    assert all(any(cell in each.text for each in rows_of(reading).values()) for cell in cells)


def test_a_line_of_code_is_no_table() -> None:
    reading = read("# Manual\n\nRun it.\n\n```\ncat names | sort\n```\n\nIt prints the names.\n")
    assert rows_of(reading) == {}
    assert [each.text for each in reading.paragraphs][-2:] == ["cat names | sort", "It prints the names."]
