"""How quotations are put together: who says it once, and items under the paragraph that leads to them."""

from __future__ import annotations

from rag import Document, Hit, Locator, Paragraph, ParagraphKind, Passage
from rag.compose import compose
from rag.selection import Selection, whole

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
