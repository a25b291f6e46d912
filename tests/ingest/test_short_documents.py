"""Short texts as people set them by hand: too few lines to measure a layout by, and still one right reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import dissect
from ingest.verbs import item_verb, operative_verb, preambular_verb
from rag import Reading


def read(text: str, name: str = "document.txt") -> Reading:
    return next(dissect(text.strip("\n").encode(), path=Path(name))).reading


def texts(text: str, name: str = "document.txt") -> dict[str, str]:
    """The words of each paragraph, without the masthead."""
    return {paragraph.id: paragraph.text for paragraph in read(text, name).paragraphs if paragraph.id != "masthead"}


HEAD = "大会\n\n75/310. 农村供水设施\n\n大会，\n\n"
CUT = {
    "two wrapped paragraphs among short ones": (
        f"{HEAD}回顾其第74/141号决议，\n\n1. 请各会员国每两年检查一次农村供水设施，并在检查后三个月内公布检\n修结果；\n\n"
        "2. 决定：\n\n(a) 设立工作组；\n\n(b) 审议报告。\n",
        {
            "pp1": "回顾其第74/141号决议，",
            "op1": "请各会员国每两年检查一次农村供水设施，并在检查后三个月内公布检修结果；",
            "op2": "决定：",
            "op2.a": "设立工作组；",
            "op2.b": "审议报告。",
        },
    ),
    "an item that ends with a comma": (
        f"{HEAD}回顾其决议，\n1. 敦促各方：\n(a) 防止暴力；\n(b) 消除残疾人面临的障碍，\n并提供援助；\n(c) 收集资料。\n",
        {
            "pp1": "回顾其决议，",
            "op1": "敦促各方：",
            "op1.a": "防止暴力；",
            "op1.b": "消除残疾人面临的障碍，并提供援助；",
            "op1.c": "收集资料。",
        },
    ),
    "a preamble whose second line opens with no verb": (
        f"{HEAD}回顾其第74/141号决议，\n特别是其中关于水的各段，\n表示关切设施的状况，\n1. 决定继续审议。\n",
        {
            "pp1": "回顾其第74/141号决议，特别是其中关于水的各段，",
            "pp2": "表示关切设施的状况，",
            "op1": "决定继续审议。",
        },
    ),
    "a memo of two paragraphs": (
        "内部备忘录\n\n自5月1日起，办公时间改为上午八时至下午四时，午\n休一小时。\n\n各司应报送值班名单。\n",
        {"p1": "自5月1日起，办公时间改为上午八时至下午四时，午休一小时。", "p2": "各司应报送值班名单。"},
    ),
    "an English line that goes on in a small letter": (
        "Letter dated 3 March 2021 from the Permanent Representative of Fiji addressed to the Secretary-General\n\n"
        "I have the honour to inform you that the Government of Fiji will host a\nmeeting in June.\n\nIt lasts a day.\n",
        {
            "letter.p1": "I have the honour to inform you that the Government of Fiji will host a meeting in June.",
            "letter.p2": "It lasts a day.",
        },
    ),
    "a heading directly above its text stays a heading": (
        "图书馆的夜晚\n\n导言\n许多城市的图书馆延长了开放时间。\n\n结论\n图书馆应当开放。\n",
        {"p1": "许多城市的图书馆延长了开放时间。", "p2": "图书馆应当开放。"},
    ),
    "an article of a law": (
        "图书馆条例\n\n第一条 本条例所称公共图书馆，是指向社会公众免费开放的文化机构，包括总馆\n和分馆。\n\n"
        "第二条 本条例自公布之日起施行。\n",
        {
            "art1": "本条例所称公共图书馆，是指向社会公众免费开放的文化机构，包括总馆和分馆。",
            "art2": "本条例自公布之日起施行。",
        },
    ),
}


@pytest.mark.parametrize(("text", "expected"), CUT.values(), ids=CUT)
def test_a_sentence_that_the_line_cuts_is_one_paragraph(text: str, expected: dict[str, str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    "printed",
    [
        "S/RES/2475 (2019)",
        "S/RES/2475(2019)",
        "S/RES/2475 (2019)    20 June 2019",
        "S/RES/2475 (2019)  2019年6月20日",
        "S/RES/2475 (2019)   Page 3",
        "第 3 页",
        "- 3 -",
        "Page 3",
        "19-10416 (C)",
        "*1910416*",
        "2/2   19-10416",
        "19-10416   2/2",
        "/...",
    ],
)
def test_what_the_page_prints_is_no_paragraph_even_once(printed: str) -> None:
    text = (
        "安全理事会\n\n第2475(2019)号决议\n\n安全理事会，\n\n回顾其以往各项决议，\n\n{}\n\n"
        "1. 敦促冲突各方采取措施；\n\n2. 决定继续处理此案。\n"
    )
    without = read(text.format("重申其承诺，"))
    reading = read(text.format(f"重申其承诺，\n\n{printed}"))
    assert reading.paragraphs == without.paragraphs
    assert reading.document.symbol == "S/RES/2475 (2019)"


def test_a_list_of_documents_is_no_running_head() -> None:
    found = texts("文件清单\n\n1. 委员会收到下列文件：\n\nA/75/1\n\nA/75/2\n\n2. 委员会审议了这些文件。\n")
    assert "A/75/1" in found.values()
    assert "A/75/2" in found.values()


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("表示严重关切武装冲突的影响，", "表示严重关切"),
        ("深表遗憾平民伤亡人数，", "深表遗憾"),
        ("表示注意到特别报告员的报告；", "表示注意到"),
        ("赞赏地注意到秘书长的报告；", "赞赏地注意到"),
        ("欢迎各国的努力；", "欢迎"),
        ("又决定继续处理；", "又决定"),
        ("还请秘书长提出报告；", "还请"),
        ("再次呼吁各方；", "再次呼吁"),
        ("强烈谴责一切袭击；", "强烈谴责"),
        ("又表示深切感谢各国；", "又表示深切感谢"),
        ("深感关切的是，许多社区没有图书馆，", "深感关切"),
        ("Notes with appreciation the report;", "Notes with appreciation"),
        ("Further decides to continue;", "Further decides"),
        ("Strongly condemns all attacks;", "Strongly condemns"),
        ("Expresses its deep concern at the attacks;", "Expresses its deep concern"),
        ("Recalling also its resolution 70/1,", "Recalling also"),
        ("Once again urges all States to act;", "Once again urges"),
        ("各国应当开放图书馆。", ""),
        ("受影响残疾人的数目；", ""),
    ],
)
def test_the_verb_is_whole(text: str, verb: str) -> None:
    assert (operative_verb(text) or preambular_verb(text)) == verb


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("受影响残疾人的数目；", ""),
        ("审议情况；", ""),
        ("支持者的名单；", ""),
        ("建议的措施；", ""),
        ("设立工作组；", "设立"),
        ("支持预警机制；", "支持"),
    ],
)
def test_an_item_without_a_verb_is_given_none(text: str, verb: str) -> None:
    assert item_verb(text) == verb


def test_a_decision_that_tells_is_a_decision() -> None:
    reading = read(
        "大会\n\n第七十五届会议\n\n75/571. 会议安排\n\n2021年6月8日，大会第八十二次全体会议决定举行高级别会议。\n"
    )
    document = reading.document
    assert (document.kind.value, document.symbol, document.title) == ("decision", "", "会议安排")
    assert (document.organ, document.date) == ("大会", "2021-06-08")
    assert [paragraph.id for paragraph in reading.paragraphs] == ["masthead", "p1"]


def test_a_decision_of_the_council_has_a_symbol_of_its_own() -> None:
    reading = read(
        "人权理事会2022年4月1日通过的决定\n\n49/115. 推迟实施活动\n\n人权理事会，\n\n回顾其决议，\n\n1. 决定推迟活动。\n"
    )
    assert (reading.document.symbol, reading.document.kind.value) == ("A/HRC/DEC/49/115", "decision")


def test_a_statement_of_the_president_keeps_its_first_sentence() -> None:
    reading = read(
        "联合国\n\nS/PRST/2021/10\n\n安全理事会主席的声明\n\n"
        "在2021年5月24日第8782次会议上，安全理事会主席代表安理会发表声明如下：\n\n“安全理事会欢迎秘书长的报告，并鼓励各国\n继续合作。\n\n"
        "“安全理事会将继续处理此案。”\n"
    )
    document = reading.document
    assert (document.symbol, document.title, document.author) == (
        "S/PRST/2021/10",
        "安全理事会主席的声明",
        "安全理事会主席",
    )
    assert [paragraph.text for paragraph in reading.paragraphs[1:]] == [
        "在2021年5月24日第8782次会议上，安全理事会主席代表安理会发表声明如下：",
        "“安全理事会欢迎秘书长的报告，并鼓励各国继续合作。",
        "“安全理事会将继续处理此案。”",
    ]


def test_a_summary_record_is_named_by_its_title_and_symbol() -> None:
    reading = read(
        "联合国\n\nA/C.3/75/SR.5\n\n大会\n\n第七十五届会议\n\n第5次会议简要记录\n\n2020年10月8日星期四举行\n\n"
        "上午10时05分宣布开会。\n\n1. 主席请委员会审议议程项目70。\n"
    )
    document = reading.document
    assert (document.symbol, document.title, document.kind.value) == (
        "A/C.3/75/SR.5",
        "第5次会议简要记录",
        "summary record",
    )
    assert [paragraph.id for paragraph in reading.paragraphs] == ["masthead", "p1", "1"]


def test_markdown_tables_code_and_nested_lists_are_paragraphs() -> None:
    text = "# 供水项目\n\n## 安装\n\n1. 下载\n2. 运行：\n\n```bash\n# pip install water\n```\n\n3. 完成\n\n## 数据\n\n"
    text += "- 设施\n  - 水井\n  - 水塔\n- 人员\n\n| 国家 | 设施 |\n|------|------|\n| 秘鲁 | 7 |\n\n每年更新。\n"
    assert texts(text, "readme.md") == {
        "1": "下载",
        "2": "运行：",
        "2.p2": "# pip install water",
        "3": "完成",
        "b1": "设施",
        "b1.b1": "水井",
        "b1.b2": "水塔",
        "b2": "人员",
        "table1.r0": "国家 | 设施",
        "table1.r1": "秘鲁 | 7",
        "p1": "每年更新。",
    }
    assert {paragraph.section for paragraph in read(text, "readme.md").paragraphs} == {(), ("安装",), ("数据",)}


@pytest.mark.parametrize(
    "content",
    [
        "标题\n\n图书馆\x00夜间开放。\n".encode(),
        "标题\n\n图书馆\x01\x02夜间开放。\n".encode(),
        "标题\n\n图书馆\ufeff夜间开放。\n".encode(),
    ],
    ids=["zero", "control", "byte order mark within"],
)
def test_a_stray_character_that_nobody_sees_is_dropped(content: bytes) -> None:
    assert next(dissect(content, path=Path("x.txt"))).reading.paragraphs[1].text == "图书馆夜间开放。"


def test_a_running_head_of_symbol_and_title_is_no_section() -> None:
    text = "联合国{gap}A/RES/75/310\n大会\n\n75/310. 农村供水设施\n\n大会，\n\n回顾其决议，\n\n"
    text += "1. 决定继续审议；\n\n*2107676*{gap}请回收\n\nA/RES/75/310{gap}农村供水设施\n\n2. 请秘书长提出报告。\n"
    reading = read(text.format(gap=" " * 30))
    assert [(p.id, p.text, p.section) for p in reading.paragraphs][1:] == [
        ("pp1", "回顾其决议，", ()),
        ("op1", "决定继续审议；", ()),
        ("op2", "请秘书长提出报告。", ()),
    ]
    assert reading.paragraphs[0].text.startswith("联合国 A/RES/75/310 大会")


def test_what_leads_a_list_in_is_not_of_the_masthead() -> None:
    assert texts("会议纪要\n时间：2023年5月6日\n\n会议讨论了下列事项：\n1. 供水\n2. 供电\n") == {
        "p1": "会议讨论了下列事项：",
        "1": "供水",
        "2": "供电",
    }


def test_a_report_on_something_has_no_author() -> None:
    reading = read("关于供水的报告\n\n一、导言\n\n本报告说明农村供水的情况。\n")
    assert (reading.document.kind.value, reading.document.author) == ("report", "")


@pytest.mark.parametrize(
    ("text", "verb"), [("Requests for assistance;", ""), ("Requests the parties to act;", "Requests")]
)
def test_an_english_noun_is_no_verb(text: str, verb: str) -> None:
    assert item_verb(text) == verb


def test_a_full_line_printed_twice_at_the_edges_of_pages_is_text() -> None:
    """Found by test_random_resolutions with more examples."""
    line = "图书馆应当在夜间开放并为妇女和儿童提供充分的便利条件而且不得收取任何费用各国"
    pages = [
        f"1. 各国认为，\n{line}",
        f"{line}\n都同意。\n\n2. 各国还认为，应当在全国范围内推广这一做法并且定期公布各地执行的情况。",
    ]
    found = texts("标题\n\n" + "\n\n1/2\n\f".join(pages) + "\n\n2/2\n")
    assert found["1"].count(line) == 2
