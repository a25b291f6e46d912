"""How quotations are put together: who says it once, and items under the paragraph that leads to them."""

from __future__ import annotations

from rag import Cell, Document, Hit, Locator, Paragraph, ParagraphKind, Passage, Row
from rag.answers.compose import compose
from rag.answers.selection import Selection, whole

LAW = Document(id="lighthouses", title="灯塔条例")
LEAD = Paragraph(locator=Locator(id="art3", kind=ParagraphKind.NUMBERED, path=("第三条",)), text="看守人包括下列人员：")
ITEMS = tuple(
    Paragraph(
        locator=Locator(id=f"art3.{number}", kind=ParagraphKind.SUBPARAGRAPH, path=("第三条", printed)),
        text=words,
        lead_in=f"第三条 {LEAD.text}",
    )
    for number, printed, words in ((1, "一", "职工；"), (2, "二", "渔民。"))
)


def written(*paragraphs: Paragraph) -> str:
    hits = tuple(Hit(passage=Passage(LAW, paragraph), score=1.0) for paragraph in paragraphs)
    return compose(Selection(tuple(whole(hit) for hit in hits)), "zh").text


def test_items_under_their_lead_are_a_list() -> None:
    assert written(LEAD, *ITEMS) == "《灯塔条例》（第三条）：看守人包括下列人员： [1]\n• 职工 [2]\n• 渔民。 [3]"


def test_an_item_alone_says_what_leads_to_it() -> None:
    assert LEAD.text in written(ITEMS[0])


def compared(language: str) -> tuple[str, tuple[Row, ...]]:
    other = Document(id="keepers", title="看守规则")
    said = Paragraph(locator=Locator(id="2", kind=ParagraphKind.NUMBERED, path=("2",)), text="看守人不得离开。")
    hits = (Hit(passage=Passage(LAW, ITEMS[0]), score=1.0), Hit(passage=Passage(other, said), score=1.0))
    draft = compose(Selection(tuple(whole(hit) for hit in hits), is_apart=True), language)
    return draft.text, draft.table(len(draft.statements))


def test_documents_that_are_compared_are_rows_of_a_table() -> None:
    text, table = compared("zh")
    assert text.count("\n") == 3
    assert table == (
        Row("《灯塔条例》", (Cell("第三条第(一)项", "第三条 看守人包括下列人员：", "职工", (1,)),)),
        Row("《看守规则》", (Cell("第2段", "", "看守人不得离开。", (2,)),)),
    )
    assert [row.name for row in compared("en")[1]] == ["“灯塔条例”", "“看守规则”"]


def test_what_is_not_compared_has_no_table() -> None:
    hits = tuple(Hit(passage=Passage(LAW, item), score=1.0) for item in ITEMS)
    assert compose(Selection(tuple(whole(hit) for hit in hits)), "zh").table(2) == ()
