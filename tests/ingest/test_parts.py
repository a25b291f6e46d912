"""Parts of a document: annexes by their own numbers, letters within letters, several resolutions in one file, what is none of its text."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ingest.document import dissect
from rag import Reading, paragraph_label


def read(text: str, name: str = "document.txt") -> Reading:
    return next(dissect(text.strip("\n").encode(), path=Path(name))).reading


LETTER = """2021年3月5日甲国常驻联合国代表给秘书长的信

阁下：

谨随函转递两份文件(见附件一和附件二)，并请将本函及其附件作为大会文件分发为荷。

常驻代表
张三（签名）

附件一

2021年3月1日甲国外交部长给秘书长的信

秘书长先生：

我谨转递本国的决议。

外交部长
李四（签名）

附录

图书馆名册

1. 甲图书馆有书一万册。

附件二

91/5. 图书馆

大会，

回顾其各项决议，

1. 决定开放图书馆；

2. 请秘书长提出报告。
"""


def test_each_annex_goes_by_the_number_that_it_prints() -> None:
    reading = read(LETTER)
    assert [(part.key, part.title) for part in reading.document.parts[1:]] == [
        ("annex", "2021年3月1日甲国外交部长给秘书长的信"),
        ("appendix", "图书馆名册"),
        ("annex2", "91/5. 图书馆"),
    ]
    assert {each.id: paragraph_label(each, "zh") for each in reading.paragraphs if each.locator.part != "letter"} == {
        "masthead": "文首",
        "annex.p1": "附件第1段（原文无段号）",
        "annex.signature": "附件签署",
        "1": "附录第1段",
        "pp1": "附件二序言部分第1段",
        "op1": "附件二第1段",
        "op2": "附件二第2段",
    }


def test_a_letter_with_an_annexed_resolution_is_a_letter() -> None:
    document = read(LETTER).document
    assert (document.kind.value, document.symbol, document.title) == (
        "letter",
        "",
        "2021年3月5日甲国常驻联合国代表给秘书长的信",
    )


SALUTATIONS = {
    "阁下：": "2021年3月5日甲国常驻联合国代表给秘书长的信",
    "主席先生，": "2021年3月5日甲国常驻联合国代表给秘书长的信",
    "Excellency,": "Letter dated 3 March 2021 from the Permanent Representative of Fiji addressed to the Secretary-General",
    "Dear Madam,": "Letter dated 3 March 2021 from the Permanent Representative of Fiji addressed to the Secretary-General",
    "Mr. President:": "Letter dated 3 March 2021 from the Permanent Representative of Fiji addressed to the Secretary-General",
}


@pytest.mark.parametrize("greeting", SALUTATIONS)
def test_whom_a_letter_greets_is_none_of_its_paragraphs(greeting: str) -> None:
    reading = read(f"{SALUTATIONS[greeting]}\n\n{greeting}\n\nThe library is open.\n\nIt is free.\n")
    assert reading.document.title == SALUTATIONS[greeting]
    assert [(each.id, each.text) for each in reading.paragraphs] == [
        ("masthead", f"{SALUTATIONS[greeting]} {greeting}"),
        ("letter.p1", "The library is open."),
        ("letter.p2", "It is free."),
    ]


def test_a_message_is_named_by_its_subject_and_signed_by_its_leave() -> None:
    text = (
        "From: Ann <ann@example.org>\nTo: Bob <bob@example.org>\nSubject: The library\nDate: 5 May 2026\n\nDear Bob,\n\n"
        "The library is open at night.\n\nIt closes at ten.\n\nBest regards,\nAnn\n"
    )
    reading = read(text)
    assert reading.document.title == "The library"
    assert [(each.id, each.text) for each in reading.paragraphs][1:] == [
        ("p1", "The library is open at night."),
        ("p2", "It closes at ten."),
        ("signature", "Best regards, Ann"),
    ]


SESSION = """人权理事会

第十三届会议的报告

一、通过的决议

13/22. 图书馆

人权理事会，

回顾其各项决议，

1. 决定开放图书馆；

2. 请高级专员提出报告。

2010年3月25日
第42次会议
[未经表决通过。]

13/23. 档案馆

人权理事会，

又回顾其各项决议，

重申其承诺，

1. 决定开放档案馆：

(a) 白天；

(b) 夜间。

2010年3月26日
第43次会议
[经记录表决，以25票对16票、5票弃权通过。表决情况如下：
赞成：甲国、乙国
反对：丙国
弃权：丁国]
"""


def test_each_of_several_resolutions_keeps_its_own_numbers() -> None:
    reading = read(SESSION)
    assert [each.id for each in reading.paragraphs] == [
        "masthead",
        *("13/22.pp1", "13/22.op1", "13/22.op2", "13/22.adoption"),
        *("13/23.pp1", "13/23.pp2", "13/23.op1", "13/23.op1.a", "13/23.op1.b", "13/23.adoption"),
        *("13/23.vote.favour", "13/23.vote.against", "13/23.vote.abstaining"),
    ]
    assert [(part.key, part.title) for part in reading.document.parts] == [
        ("13/22", "13/22. 图书馆"),
        ("13/23", "13/23. 档案馆"),
    ]
    labels = [paragraph_label(each, "zh") for each in reading.paragraphs]
    assert len(set(labels)) == len(labels)
    assert labels[8] == "第13/23号，第1(a)段"
    assert (reading.document.kind.value, reading.document.symbol) == ("report", "")
    assert reading.remarks == ()


CONTENTS = {
    "leaders": (
        "Annual report\n\nContents\n\nI. Introduction ............ 3\nII. Findings\n   A. Libraries in towns ............ 4\n"
        "   B. Libraries in the country\n      and on islands . . . . . . . . 7\nIII. Conclusions ......... 9\n\n"
        "I. Introduction\n\n1. This is the report.\n\nII. Findings\n\n2. Towns have many.\n",
        ["1", "2"],
        7,
    ),
    "columns": (
        "报告\n\n目录\n                  段次   页次\n一、导言           1-3     3\n二、结果           4-8     5\n"
        "三、结论           9-12    8\n\n"
        "一、导言\n\n1. 本报告说明情况。\n\n二、结果\n\n2. 结果很好。\n",
        ["1", "2"],
        5,
    ),
    "Chinese leaders": (
        "报告\n\n目　录\n\n一、导言……………………1\n\n二、结果……………………2\n\n三、结论……………………3\n\n"
        "一、导言\n\n1. 本报告说明情况。\n",
        ["1"],
        4,
    ),
}


@pytest.mark.parametrize(("text", "expected", "count"), CONTENTS.values(), ids=CONTENTS)
def test_a_table_of_contents_is_lifted_and_not_lost(text: str, expected: list[str], count: int) -> None:
    anatomy = next(dissect(text.encode(), path=Path("report.txt")))
    assert [each.id for each in anatomy.reading.paragraphs][1:] == expected
    assert sum(piece.kind == "contents" for piece in anatomy.lifted) == count
    pieces = [each.text for each in anatomy.reading.paragraphs] + [piece.text for piece in anatomy.lifted]
    assert Counter("".join("".join(pieces).split())) == Counter("".join(text.split()))


@pytest.mark.parametrize(
    "text",
    [
        "申请表\n\n请填写下列各项。\n\n姓名 ..........\n\n国籍 ..........\n\n日期 ..........\n\n谢谢。\n",
        "报告\n\n下列各馆开放。\n\n目录\n\n本馆的目录印在书上。\n\n读者可以查阅。\n",
    ],
    ids=["a form", "a heading"],
)
def test_what_only_looks_like_one_stays(text: str) -> None:
    anatomy = next(dissect(text.encode(), path=Path("form.txt")))
    assert not any(piece.kind == "contents" for piece in anatomy.lifted)


def test_a_file_of_headings_keeps_them() -> None:
    reading = read("# 图书馆\n\n## 夜间\n", "headings.md")
    assert [(each.id, each.text) for each in reading.paragraphs] == [("masthead", "图书馆 夜间")]


def test_a_masthead_that_is_laid_out_as_a_table_is_a_masthead() -> None:
    text = "| 联合国 | A/91/12 |\n| 大会 | Distr.: General |\n\n图书馆的报告\n\n1. 本报告说明情况。\n"
    reading = read(text, "report.md")
    assert [each.id for each in reading.paragraphs] == ["masthead", "1"]
    assert reading.paragraphs[0].text == "联合国 A/91/12 大会 Distr.: General 图书馆的报告"
    assert reading.document.symbol == "A/91/12"
