"""What a person should look at is told, once, in both languages; a sound document is read without a remark."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import dissect, read_document
from ingest.furniture import Lifted
from ingest.ledger import first_missing, missing
from ingest.lines import split_lines
from ingest.structure.review import SAME_KIND
from rag import Locator, Paragraph, ParagraphKind, Remark
from tests.ingest.gold import DOCUMENTS

HEAD = "大会\n\n91/5. 图书馆\n\n大会，\n\n"
PREAMBLE = "回顾其各项决议，\n\n"


def remarks_of(text: str, name: str = "document.txt") -> tuple[Remark, ...]:
    return next(dissect(text.encode(), path=Path(name))).reading.remarks


def codes(text: str, name: str = "document.txt") -> list[str]:
    return [remark.code for remark in remarks_of(text, name)]


def numbered(*numbers: int) -> str:
    return "标题\n\n" + "".join(f"{number}. 这是第 {number} 段，有完整的句子。\n\n" for number in numbers)


CASES = {
    "a number is left out": (numbered(1, 2, 4), ["number-gap"], "Paragraph 3 was not found before paragraph 4."),
    "several are": (numbered(1, 5), ["number-gap"], "Paragraph 2–4 was not found before paragraph 5."),
    "one stands twice": (numbered(1, 2, 2, 3), ["number-repeats"], "The number of paragraph 2 stands twice."),
    "one goes back": (
        "标题\n\n## 甲\n\n4. 四。\n\n5. 五。\n\n3. 三。\n",
        ["number-backwards"],
        "Paragraph 3 follows paragraph 5",
    ),
    "an article is left out": (
        "图书馆法\n\n第一条 这是一。\n\n第三条 这是三。\n",
        ["number-gap"],
        "Paragraph 2 was not",
    ),
    "the first operative paragraph is": (f"{HEAD}{PREAMBLE}3. 请秘书长报告。\n", ["number-gap"], "Paragraph 1–2 was"),
    "no preamble": (f"{HEAD}1. 决定开放图书馆；\n\n2. 请秘书长报告。\n", ["no-preamble"], "no preamble"),
    "no operative part": (f"{HEAD}{PREAMBLE}又回顾其各项决定，\n", ["no-operative"], "no operative paragraph"),
    "a note without its mark": ("# 标题\n\n图书馆夜间开放。\n\n[^1]: 见附表。\n", ["note-without-mark"], "footnote 1"),
    "a mark without its note": ("# 标题\n\n图书馆夜间开放。[^2]\n", ["mark-without-note"], "[^2]"),
    "a superscript without its note": ("标题\n\n图书馆夜间开放。³ 它们免费。\n", ["mark-without-note"], "mark ³ in p1"),
    "a very long paragraph": (
        "标题\n\n" + "图书馆夜间开放，" * 500 + "完。\n",
        ["long-paragraph"],
        "p1 is 4002 characters long",
    ),
    "nothing but headings": ("# 图书馆\n\n## 夜间\n", ["only-headings"], "Only headings"),
    "another language": (
        "标题\n\n图书馆夜间开放。\n\n"
        + "读者可以借书。" * 40
        + "\n\n"
        + "The readers of the town may borrow books. " * 8
        + "\n",
        ["other-language"],
        "1 paragraph(s), p3 for one",
    ),
}


@pytest.mark.parametrize(("text", "expected", "said"), CASES.values(), ids=CASES)
def test_each_is_told(text: str, expected: list[str], said: str) -> None:
    found = remarks_of(text, "document.md" if "#" in text else "document.txt")
    assert [remark.code for remark in found] == expected
    assert said in found[0].en
    assert found[0].zh != found[0].en


SOUND = {
    "numbers that start anew in an annex": "报告\n\n1. 一是甲。\n\n2. 二是乙。\n\n附件\n\n1. 一是丙。\n\n2. 二是丁。\n",
    "numbers that start anew under a heading": "报告\n\n一、甲\n\n1. 一是甲。\n\n2. 二是乙。\n\n二、乙\n\n1. 一是丙。\n\n2. 二是丁。\n",
    "an extract": numbered(12, 13, 14),
    "units and powers": "标题\n\n面积为 30 m²，即 3 km²。\n",
    "a decision": f"{HEAD.replace('大会，', '大会，')}".replace("91/5. 图书馆", "决定\n\n91/501. 图书馆")
    + "1. 决定推迟会议。\n",
    "a quotation": "标题\n\n他说：“Libraries are open to all readers of the town.” 大家同意，并且继续讨论各项问题。\n",
}


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_a_sound_text_is_left_alone(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=[path.stem for path in DOCUMENTS])
def test_no_document_of_the_gold_is_remarked_on(path: Path) -> None:
    assert [remark.en for remark in read_document(path).remarks] == []


def test_many_of_a_kind_are_summed_up() -> None:
    found = codes(numbered(*range(1, 40, 3)))
    assert found == ["number-gap"] * SAME_KIND + ["more-of-the-kind"]


def test_words_that_no_paragraph_holds_are_missed() -> None:
    lines = split_lines("图书馆夜间开放。\n读者可以进入。\n第 3 页\n")
    paragraphs = [Paragraph(locator=Locator(id="p1", kind=ParagraphKind.UNNUMBERED), text="图书馆夜间开放。")]
    lifted = [Lifted("page number", "第 3 页", 3)]
    assert missing(lines, paragraphs, lifted) == len("读者可以进入")
    line = first_missing(lines, paragraphs, lifted)
    assert line is not None
    assert line.text == "读者可以进入。"
    paragraphs.append(Paragraph(locator=Locator(id="p2", kind=ParagraphKind.UNNUMBERED), text="读者可以进入。"))
    assert missing(lines, paragraphs, lifted) == 0
    assert first_missing(lines, paragraphs, lifted) is None


def test_a_hyphen_that_a_line_break_put_into_a_word_is_no_loss() -> None:
    lines = split_lines("many communi-\nties lack water.\n")
    paragraphs = [
        Paragraph(locator=Locator(id="p1", kind=ParagraphKind.UNNUMBERED), text="many communities lack water.")
    ]
    assert missing(lines, paragraphs, []) == 0
