"""Laws, treaties and contracts: articles hold their paragraphs, chains of numbers nest, numbers that start anew are told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import dissect
from rag import Reading, paragraph_label


def read(text: str, name: str = "document.txt") -> Reading:
    return next(dissect(text.strip("\n").encode(), path=Path(name))).reading


def ids(text: str, name: str = "document.txt") -> list[str]:
    return [each.id for each in read(text, name).paragraphs if each.id != "masthead"]


def labels(text: str, language: str) -> dict[str, str]:
    return {each.id: paragraph_label(each, language) for each in read(text).paragraphs}


LAW = """图书馆法

第一编 通则

第一章 总则

第一条 为了促进图书馆事业，制定本法。

第二条 本法所称图书馆，是指下列机构：

（一）公共图书馆；

（二）学校图书馆，包括：

1. 小学图书馆；

2. 中学图书馆。

前款所列机构由国家管理。

第二条之一 图书馆应当有馆舍。

第二章 设立

第一节 条件

第三条 设立图书馆，应当有经费。

第二节 程序

第四条 设立图书馆，应当登记。
"""


def test_the_articles_of_a_chinese_law_hold_its_items() -> None:
    assert ids(LAW) == [
        *("art1", "art2", "art2.1", "art2.2", "art2.2.1", "art2.2.2", "art2.p2", "art2-1", "art3", "art4"),
    ]
    found = labels(LAW, "zh")
    assert [found[each] for each in ("art2.2", "art2.2.1", "art2.p2", "art2-1")] == [
        *("第二条第(二)项", "第二条第(二)项第1目", "第二条第2款", "第二条之一"),
    ]
    assert labels(LAW, "en")["art2.p2"] == "art. 2, 2nd para."
    item = next(each for each in read(LAW).paragraphs if each.id == "art2.2.1")
    assert item.lead_in == "第二条 本法所称图书馆，是指下列机构： （二） 学校图书馆，包括："
    assert read(LAW).remarks == ()


def test_chapters_stand_above_sections_and_below_parts() -> None:
    sections = {each.id: each.section for each in read(LAW).paragraphs}
    assert sections["art2"] == ("第一编 通则", "第一章 总则")
    assert sections["art3"] == ("第一编 通则", "第二章 设立", "第一节 条件")
    assert sections["art4"] == ("第一编 通则", "第二章 设立", "第二节 程序")


TREATY = """CONVENTION ON LIBRARIES

The States Parties to this Convention,

Recalling the Charter of the United Nations,

Have agreed as follows:

PART I

Article 1

For the purposes of this Convention, a library is a place with books.

Article 2

1. Each State Party shall open its libraries:

(a) at night;

(b) on Sundays.

2. No fee shall be charged.

Article 3

1. Each State Party shall report.

2. The report shall be public.

PART II

Article 4. Final clauses

This Convention is open for signature.

It is deposited with the Secretary-General.
"""


def test_the_paragraphs_of_a_treaty_belong_to_their_articles() -> None:
    found = ids(TREATY)
    assert found[-9:] == [
        *("art1", "art2.1", "art2.1.a", "art2.1.b", "art2.2", "art3.1", "art3.2", "art4", "art4.p2"),
    ]
    assert labels(TREATY, "en")["art2.1.a"] == "art. 2, para. 1 (a)"
    assert labels(TREATY, "zh")["art2.1.a"] == "第2条第1款第(a)项"
    sections = {each.id: each.section for each in read(TREATY).paragraphs}
    assert sections["art3.2"] == ("PART I", "Article 3")
    assert sections["art4"] == ("PART II", "Article 4. Final clauses")


def test_the_preamble_of_a_treaty_is_no_title() -> None:
    reading = read(TREATY)
    assert reading.paragraphs[0].text == "CONVENTION ON LIBRARIES The States Parties to this Convention,"
    assert [each.text for each in reading.paragraphs[1:3]] == [
        "Recalling the Charter of the United Nations,",
        "Have agreed as follows:",
    ]


def test_a_report_counts_on_through_headings_that_name_articles() -> None:
    text = (
        "Report of the committee\n\nIntroduction\n\n1. The committee met.\n\nArticle 2\n\n2. It discussed fees.\n\n"
        "3. It found none.\n\nArticle 3\n\n4. It discussed reports.\n"
    )
    assert ids(text) == ["1", "2", "3", "4"]


CONTRACT = """SERVICE AGREEMENT

This Agreement is made on 5 May 2026 between the Town and the Library.

BACKGROUND

(A) The Town owns a building.

(B) The Library lends books.

1. DEFINITIONS

1.1 In this Agreement:

"Books" means printed books;

1.2 Headings do not count.

2. OPENING

2.1 The Library shall open:

2.1.1 on weekdays; and

2.1.2 on Sundays.

2.2 Clause 2.1 applies to holidays.

SCHEDULE 1

Fees

1. A reader pays nothing.

SCHEDULE 2

Opening hours

1. From 9 to 5.
"""


def test_a_contract_keeps_its_clauses_recitals_and_schedules() -> None:
    reading = read(CONTRACT)
    assert ids(CONTRACT) == [
        *("p1", "A", "B", "1.1", "1.1.p2", "1.2", "2.1", "2.1.1", "2.1.2", "2.2", "1", "schedule2.1"),
    ]
    assert [(part.key, part.title) for part in reading.document.parts] == [
        ("schedule", "SCHEDULE 1 Fees"),
        ("schedule2", "SCHEDULE 2 Opening hours"),
    ]
    assert labels(CONTRACT, "en")["schedule2.1"] == "schedule 2, para. 1"


ANEW = """Annual report

I. Introduction

1. This is the report.

II. Findings

A. Libraries in towns

1. Towns have many.

2. They are open:

(a) at night.

B. Libraries in the country

1. The country has few.

2. They are closed.
"""


def test_numbers_that_start_anew_go_by_their_section() -> None:
    assert ids(ANEW) == ["1", "sII.A.1", "sII.A.2", "sII.A.2.a", "sII.B.1", "sII.B.2"]
    english, chinese = labels(ANEW, "en"), labels(ANEW, "zh")
    assert english["sII.B.2"] == "“B. Libraries in the country”, para. 2"
    assert chinese["sII.A.2.a"] == "“A. Libraries in towns”第2(a)段"
    assert english["1"] == "para. 1"
    assert len(set(english.values())) == len(english)
    assert read(ANEW).remarks == ()


def test_numbers_that_run_on_through_sections_stay_as_they_are() -> None:
    text = (
        "报告\n\n一、甲\n\n1. 一是甲。\n\n2. 二是乙。\n\n二、乙\n\n3. 三是丙。\n\n附件\n\n1. 一是丁。\n\n2. 二是戊。\n"
    )
    assert ids(text) == ["1", "2", "3", "annex.1", "annex.2"]


NESTED = {
    "letters after z": (
        "报告\n\n1. 各国：\n\n" + "".join(f"({a}) 图书馆；\n\n" for a in [*"abcdefghijklmnopqrstuvwxyz", "aa", "bb"]),
        ["1", *(f"1.{a}" for a in "abcdefghijklmnopqrstuvwxyz"), "1.aa", "1.bb"],
    ),
    "roman under letters": (
        "报告\n\n1. 各国：\n\n(a) 开放：\n\n(i) 白天；\n\n(ii) 夜间；\n\n(b) 免费。\n",
        ["1", "1.a", "1.a.i", "1.a.ii", "1.b"],
    ),
    "roman under h": (
        "报告\n\n1. 各国：\n\n"
        + "".join(f"({a}) 图书馆；\n\n" for a in "abcdefgh")
        + "(i) 白天；\n\n(ii) 夜间；\n\n(i) 免费。\n",
        ["1", *(f"1.{a}" for a in "abcdefgh"), "1.h.i", "1.h.ii", "1.i"],
    ),
    "Chinese chain": (
        "报告\n\n1. 各国：\n\n（一）开放：\n\n① 白天；\n\n② 夜间；\n\n（二）免费。\n",
        ["1", "1.1", "1.1.1", "1.1.2", "1.2"],
    ),
    "words after the items": (
        "报告\n\n1. 各国：\n\n(a) 开放；\n\n(b) 免费。\n\n各国也应当报告。\n\n2. 完。\n",
        ["1", "1.a", "1.b", "1.p2", "2"],
    ),
    "numbers put in between": (
        "Report of the committee\n\n1. One is open.\n\n1 bis. It is free.\n\n2. Two is closed.\n",
        ["1", "1bis", "2"],
    ),
    "the same in Chinese": ("报告\n\n1. 一是甲。\n\n1之二、一是乙。\n\n2. 二是丙。\n", ["1", "1-2", "2"]),
    "decimals": ("手册\n\n1. 导言\n\n1.1 一是甲。\n\n1.1.1 一是乙。\n\n1.2 一是丙。\n", ["1.1", "1.1.1", "1.2"]),
}


@pytest.mark.parametrize(("text", "expected"), NESTED.values(), ids=NESTED)
def test_chains_nest(text: str, expected: list[str]) -> None:
    assert ids(text) == expected
