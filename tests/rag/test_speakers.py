"""Who speaks in a record is found by a search and said in an answer."""

from __future__ import annotations

from rag import Document, DocumentKind, Locator, Paragraph, ParagraphKind, Passage
from rag.answers.compose import _lead
from rag.retrieval.context import context_of

RECORD = Document(id="r", symbol="A/C.3/81/SR.12", title="第12次会议简要记录", kind=DocumentKind.SUMMARY_RECORD)
SAID = Passage(
    RECORD,
    Paragraph(
        locator=Locator(id="3", kind=ParagraphKind.NUMBERED, path=("3",)),
        text="他还说，图书馆应当免费。",
        speaker="Ba先生（塞内加尔）",
    ),
)


def test_a_paragraph_is_searched_with_its_speaker() -> None:
    assert "Ba先生（塞内加尔）" in context_of(SAID)


def test_an_answer_says_who_said_it() -> None:
    assert _lead(SAID, "zh").endswith("（第3段，Ba先生（塞内加尔））：")
    assert _lead(SAID, "en").endswith("(para. 3, Ba先生（塞内加尔）): ")
