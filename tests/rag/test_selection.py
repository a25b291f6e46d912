"""Which sentences answer: lists by their own lead, votes by how they were cast, documents beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag import Assistant, Document, Locator, Paragraph, ParagraphKind, Reading, open_assistant, read_settings
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
    stored(home, WELLS, VOTE, MARCH, OCTOBER)
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
