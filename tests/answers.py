"""Two sample documents, and an answer and a refusal about them."""

from __future__ import annotations

from rag import (
    Answer,
    Citation,
    Document,
    DocumentKind,
    Hit,
    Locator,
    Paragraph,
    ParagraphKind,
    Passage,
    Refusal,
    Statement,
)

RESOLUTION = Document(
    id="A/RES/67/169",
    symbol="A/RES/67/169",
    title="加强人权领域的国际合作",
    kind=DocumentKind.RESOLUTION,
    organ="大会",
    author="大会",
    session=67,
    agenda_item="69(b)",
    date="2012-12-20",
    url="https://undocs.org/zh/A/RES/67/169",
    source="ga-resolution-67-169.txt",
)

NOTE = Document(
    id="belgium-note-verbale-2022-06-21",
    title="2022年6月21日比利时常驻联合国代表团给大会主席的普通照会",
    kind=DocumentKind.NOTE_VERBALE,
    organ="大会",
    author="比利时常驻联合国代表团",
    addressee="大会主席",
    session=77,
    date="2022-06-21",
    source="belgium-note-verbale-2022-06-21.txt",
)

_PLEDGES = ("二. 在人权理事会和整个联合国促进和保护人权",)

_AREAS = ("一. 四个专题领域", "A. 加强问责制和法治")

PARAGRAPHS = {
    RESOLUTION.id: (
        Paragraph(
            locator=Locator(id="pp1", kind=ParagraphKind.PREAMBULAR, ordinal=1),
            text="重申决心按照《联合国宪章》，特别是第一条第三项，促进国际合作，以加强各会员国之间在人权领域的真诚合作，",
            verb="重申",
            footnotes=("fn1",),
        ),
        Paragraph(
            locator=Locator(id="op12", kind=ParagraphKind.OPERATIVE, path=("12",)),
            text="12. 请秘书长与联合国人权事务高级专员协商，向大会第六十八届会议提交报告；",
            verb="请",
        ),
        Paragraph(
            locator=Locator(id="fn1", kind=ParagraphKind.FOOTNOTE, path=("1",)), text="A/CONF.157/24(Part I)，第三章。"
        ),
    ),
    NOTE.id: (
        Paragraph(
            locator=Locator(id="8", kind=ParagraphKind.NUMBERED, part="annex", path=("8",)),
            text="比利时将与其合作伙伴一道，继续将死刑问题列入理事会议程，以便从人权角度就这一问题展开实质性辩论，"
            "推动实现普遍废除死刑的目标。",
            section=_AREAS,
        ),
        Paragraph(
            locator=Locator(id="20.b8", kind=ParagraphKind.BULLET, part="annex", path=("20",), bullet=8),
            text="继续向联合国人权事务高级专员办事处提供政治和财政支持，同时尊重和维护其独立性；",
            section=_PLEDGES,
            lead_in="20. 比利时承诺：",
            verb="承诺",
        ),
    ),
}


def passage(document: Document, paragraph_id: str) -> Passage:
    """A passage of the sample above."""
    return Passage(document, next(each for each in PARAGRAPHS[document.id] if each.id == paragraph_id))


def hit(document: Document, paragraph_id: str, score: float) -> Hit:
    return Hit(passage=passage(document, paragraph_id), score=score, lexical_rank=1, dense_rank=1, similarity=score)


def cited_answer(question: str = "比利时在死刑问题上承诺做什么？") -> Answer:
    """An answer of two statements with a citation each."""
    hits = (hit(NOTE, "8", 0.91), hit(NOTE, "20.b8", 0.64), hit(RESOLUTION, "op12", 0.2))
    statements = (
        Statement("比利时将与其合作伙伴一道，继续将死刑问题列入理事会议程", (1,)),
        Statement("继续向联合国人权事务高级专员办事处提供政治和财政支持", (2,)),
    )
    return Answer(
        question=question,
        text="".join(f"{each.text}[{each.citations[0]}]。" for each in statements),
        language="zh",
        composer="extractive",
        statements=statements,
        citations=tuple(
            Citation(number=each.citations[0], passage=found.passage, quote=each.text, score=found.score)
            for each, found in zip(statements, hits, strict=False)
        ),
        hits=hits,
        timings_ms={"total": 1.0},
    )


def refused_answer(question: str = "火星上有多少人？") -> Answer:
    return Answer(
        question=question,
        text="所给文件没有回答这个问题。",
        language="zh",
        composer="extractive",
        refused=Refusal.NOTHING_CLOSE,
        hits=(hit(RESOLUTION, "op12", 0.2), hit(NOTE, "8", 0.1)),
        timings_ms={"total": 1.0},
    )
