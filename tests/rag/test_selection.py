"""Which sentences answer: lists by their own lead, votes by how they were cast, documents beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag import (
    Assistant,
    Document,
    DocumentKind,
    Locator,
    Paragraph,
    ParagraphKind,
    Reading,
    open_assistant,
    read_settings,
)
from tests.rag.keeping import stored

CAUSES = "故障的原因有："
WELLS = Reading(
    document=Document(id="wells", title="水井报告", language="zh"),
    paragraphs=(
        Paragraph(
            locator=Locator(id="1", kind=ParagraphKind.NUMBERED, path=("1",)),
            text=f"水井的水面平均在地下18米。{CAUSES}",
        ),
        *(
            Paragraph(
                locator=Locator(id=f"1.{letter}", kind=ParagraphKind.SUBPARAGRAPH, path=("1", letter)),
                text=words,
                lead_in=CAUSES,
            )
            for letter, words in (("a", "水泵损坏；"), ("b", "井壁塌陷。"))
        ),
    ),
)
VOTE = Reading(
    document=Document(id="ice", title="冰川的保护", language="zh"),
    paragraphs=tuple(
        Paragraph(
            locator=Locator(id=f"vote.{stance}", kind=ParagraphKind.VOTE, heading=label), text=f"{label}：{states}"
        )
        for stance, label, states in (
            ("favour", "赞成", "智利、秘鲁"),
            ("against", "反对", "加拿大"),
            ("abstaining", "弃权", "瑞士"),
        )
    ),
)
RECORD = Reading(
    document=Document(id="record", title="灯塔委员会", language="zh"),
    paragraphs=tuple(
        Paragraph(
            locator=Locator(id=str(number), kind=ParagraphKind.NUMBERED, path=(str(number),)),
            text=text,
            speaker=speaker,
        )
        for number, speaker, text in (
            (1, "奥女士（挪威）", "奥女士（挪威）同时代表冰岛和丹麦发言。她说，灯塔的登记册应当公开。"),
            (2, "田先生（日本）", "田先生感谢主席的通报。他想谈两点。第一，浮标太少。第二，雾笛太轻。会议随后结束。"),
        )
    ),
)
LETTER = Reading(
    document=Document(
        id="letter",
        title="Letter dated 8 July 2032 from the Permanent Representative of Norway to the United Nations",
        kind=DocumentKind.LETTER,
        language="en",
        author="Permanent Representative of Norway to the United Nations",
    ),
    paragraphs=(
        Paragraph(
            locator=Locator(id="masthead", kind=ParagraphKind.MASTHEAD),
            text="Letter from the Permanent Representative of Norway addressed to the President of the Harbour Council",
        ),
        Paragraph(
            locator=Locator(id="p1", kind=ParagraphKind.UNNUMBERED, ordinal=1),
            text="My Government requests the Harbour Council to inspect the beacon.",
        ),
    ),
)
MARCH, OCTOBER = (
    Reading(
        document=Document(id=name, title=f"石桥检查（{name}）", language="zh"),
        paragraphs=(
            Paragraph(
                locator=Locator(id="p1", kind=ParagraphKind.UNNUMBERED, ordinal=1),
                text=f"石桥长{length}米，有{arches}个桥孔。",
            ),
        ),
    )
    for name, length, arches in (("三月", 62, 5), ("十月", 58, 6))
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home: Path = tmp_path_factory.mktemp("selection")
    stored(home, WELLS, VOTE, RECORD, LETTER, MARCH, OCTOBER)
    with open_assistant(read_settings(home=home)) as assistant:
        yield assistant


def cited(assistant: Assistant, question: str) -> list[str]:
    return [citation.passage.key for citation in assistant.ask(question).citations]


def test_a_list_is_whole_where_its_lead_answers_and_not_where_the_sentence_before_does(opened: Assistant) -> None:
    assert cited(opened, "水井故障的原因有哪些？") == ["wells#1.a", "wells#1.b"]
    assert cited(opened, "水井的水面平均在地下多少米？") == ["wells#1"]


@pytest.mark.parametrize(
    ("question", "stance"),
    [
        ("哪些国家对冰川的保护投了赞成票？", "favour"),
        ("哪个国家对冰川的保护投了反对票？", "against"),
        ("哪个国家在冰川的保护表决中弃权？", "abstaining"),
        ("Who voted against the protection of glaciers?", "against"),
        ("Who abstained in the vote on glaciers?", "abstaining"),
    ],
)
def test_a_vote_is_told_as_it_was_cast(opened: Assistant, question: str, stance: str) -> None:
    assert cited(opened, question) == [f"ice#vote.{stance}"]


def test_documents_that_say_it_differently_are_both_cited(opened: Assistant) -> None:
    assert set(cited(opened, "石桥有几个桥孔？")) == {"三月#p1", "十月#p1"}


@pytest.mark.parametrize("question", ["两次石桥检查的桥孔数有什么不同？", "比较石桥的桥孔数。"])
def test_what_differs_is_told_document_by_document(opened: Assistant, question: str) -> None:
    table = opened.ask(question).table
    assert len(table) == 2
    assert {cell.quote for row in table for cell in row.cells} == {"石桥长62米，有5个桥孔。", "石桥长58米，有6个桥孔。"}


def test_what_leads_to_a_list_is_no_answer_without_it(opened: Assistant) -> None:
    assert cited(opened, "水井发生故障的原因是什么？") == ["wells#1.a", "wells#1.b"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("挪威代表对登记册说了什么？", "她说，灯塔的登记册应当公开。"),
        ("奥女士还代表哪些国家发言？", "奥女士（挪威）同时代表冰岛和丹麦发言。"),
        ("田先生谈了哪两点？", "他想谈两点。第一，浮标太少。第二，雾笛太轻。"),
        ("What does Norway ask the Harbour Council to do?", LETTER.paragraphs[1].text),
    ],
)
def test_what_is_said_answers_and_not_who_has_the_floor(opened: Assistant, question: str, said: str) -> None:
    assert [citation.quote for citation in opened.ask(question).citations] == [said]
