"""A paragraph's number as people write it leads to that paragraph, or to none."""

from __future__ import annotations

import pytest

from rag import Assistant, Locator, Paragraph, ParagraphKind, paragraph_label
from rag.errors import UnknownParagraph
from rag.locators import read_locator, read_locators, resolve

KINDS = ParagraphKind


def _paragraph(identifier: str, kind: ParagraphKind, **where: object) -> Paragraph:
    return Paragraph(locator=Locator(id=identifier, kind=kind, **where), text="。")  # type: ignore[arg-type]


RESOLUTION = (
    _paragraph("masthead", KINDS.MASTHEAD),
    *(_paragraph(f"pp{number}", KINDS.PREAMBULAR, ordinal=number) for number in range(1, 13)),
    *(_paragraph(f"op{number}", KINDS.OPERATIVE, path=(str(number),)) for number in range(1, 25)),
    _paragraph("op3.a", KINDS.SUBPARAGRAPH, path=("3", "a")),
    _paragraph("op3.a.ii", KINDS.SUBPARAGRAPH, path=("3", "a", "ii")),
    _paragraph("fn3", KINDS.FOOTNOTE, path=("3",)),
    _paragraph("adoption", KINDS.ADOPTION),
)
NOTE = (
    *(_paragraph(f"note.p{number}", KINDS.UNNUMBERED, part="note", ordinal=number) for number in range(1, 4)),
    *(_paragraph(str(number), KINDS.NUMBERED, part="annex", path=(str(number),)) for number in range(1, 28)),
    *(_paragraph(f"20.b{bullet}", KINDS.BULLET, part="annex", path=("20",), bullet=bullet) for bullet in range(1, 19)),
    _paragraph("27.c", KINDS.SUBPARAGRAPH, part="annex", path=("27", "c")),
    _paragraph("annex2.1", KINDS.NUMBERED, part="annex2", path=("1",)),
)
LETTER = (
    *(_paragraph(f"letter.p{number}", KINDS.UNNUMBERED, part="letter", ordinal=number) for number in range(1, 3)),
    *(_paragraph(f"annex.p{number}", KINDS.UNNUMBERED, part="annex", ordinal=number) for number in range(1, 9)),
    *(
        _paragraph(
            f"annex.b{bullet}", KINDS.BULLET, part="annex", bullet=bullet, heading="会议的建议 (Recommendations)"
        )
        for bullet in range(1, 9)
    ),
    _paragraph("signature", KINDS.SIGNATURE, part="letter"),
)

WRITTEN = {
    # operative paragraphs
    "第10段": (RESOLUTION, "op10"),
    "第 10 段": (RESOLUTION, "op10"),
    "第１０段": (RESOLUTION, "op10"),
    "第十段": (RESOLUTION, "op10"),
    "第二十四段": (RESOLUTION, "op24"),
    "执行部分第10段": (RESOLUTION, "op10"),
    "執行部分第十段": (RESOLUTION, "op10"),
    "第67/169号决议第10段说了什么？": (RESOLUTION, "op10"),
    "OP10": (RESOLUTION, "op10"),
    "op 10": (RESOLUTION, "op10"),
    "para. 10": (RESOLUTION, "op10"),
    "para 10": (RESOLUTION, "op10"),
    "Paragraph 10": (RESOLUTION, "op10"),
    "请问para. 10说了什么": (RESOLUTION, "op10"),
    "决议op10是什么": (RESOLUTION, "op10"),
    "根据footnote 3": (RESOLUTION, "fn3"),
    "看fn3吧": (RESOLUTION, "fn3"),
    "paragraphs 10 and 11": (RESOLUTION, "op10"),
    "operative paragraph 10": (RESOLUTION, "op10"),
    "the tenth operative paragraph": (RESOLUTION, "op10"),
    "the 10th paragraph": (RESOLUTION, "op10"),
    "第3(a)段": (RESOLUTION, "op3.a"),
    "para. 3 (a)": (RESOLUTION, "op3.a"),
    "OP3(a)": (RESOLUTION, "op3.a"),
    "第3(a)(ii)段": (RESOLUTION, "op3.a.ii"),
    "para. 3 (a) (ii)": (RESOLUTION, "op3.a.ii"),
    # the preamble
    "序言部分第3段": (RESOLUTION, "pp3"),
    "序言部分第三段": (RESOLUTION, "pp3"),
    "序言第三段": (RESOLUTION, "pp3"),
    "序言部分的第3段": (RESOLUTION, "pp3"),
    "PP3": (RESOLUTION, "pp3"),
    "third preambular para.": (RESOLUTION, "pp3"),
    "3rd preambular paragraph": (RESOLUTION, "pp3"),
    "preambular paragraph 12": (RESOLUTION, "pp12"),
    "12th preambular para.": (RESOLUTION, "pp12"),
    # footnotes and ids
    "脚注3": (RESOLUTION, "fn3"),
    "脚註三": (RESOLUTION, "fn3"),
    "footnote 3": (RESOLUTION, "fn3"),
    "fn3": (RESOLUTION, "fn3"),
    # annexes, lettered sub-paragraphs, bullets
    "附件第24段": (NOTE, "24"),
    "附件中的第24段": (NOTE, "24"),
    "annex, para. 24": (NOTE, "24"),
    "paragraph 24 of the annex": (NOTE, "24"),
    "普通照会第24段": (NOTE, "24"),
    "paragraph 24 of the note verbale": (NOTE, "24"),
    "附件二第1段": (NOTE, "annex2.1"),
    "annex 2, para. 1": (NOTE, "annex2.1"),
    "附件第27(c)段": (NOTE, "27.c"),
    "附件第27（c）段": (NOTE, "27.c"),
    "第27段(c)项": (NOTE, "27.c"),
    "第27段c项": (NOTE, "27.c"),
    "annex, para. 27 (c)": (NOTE, "27.c"),
    "paragraph 27(c)": (NOTE, "27.c"),
    "附件第20段，第7个要点": (NOTE, "20.b7"),
    "第20段的第七个要点": (NOTE, "20.b7"),
    "annex, para. 20, 7th bullet": (NOTE, "20.b7"),
    "the seventh bullet under paragraph 20": (NOTE, "20.b7"),
    "20.b7": (NOTE, "20.b7"),
    "附件“会议的建议”第3个要点": (LETTER, "annex.b3"),
    "annex, “Recommendations”, 3rd bullet": (LETTER, "annex.b3"),
    'annex, "Recommendations", third bullet': (LETTER, "annex.b3"),
    # what the document does not number
    "信函第2段（原文无段号）": (LETTER, "letter.p2"),
    "letter, 2nd para. (unnumbered)": (LETTER, "letter.p2"),
    "附件第2段（原文无段号）": (LETTER, "annex.p2"),
    "annex, 2nd para. (unnumbered)": (LETTER, "annex.p2"),
    "the second paragraph of the annex": (LETTER, "annex.p2"),
    "来函第8段": (LETTER, "annex.p8"),
}


@pytest.mark.parametrize(("written", "document", "meant"), [(key, *value) for key, value in WRITTEN.items()])
def test_as_it_is_written(written: str, document: tuple[Paragraph, ...], meant: str) -> None:
    reference = read_locator(written)
    assert reference
    found = resolve(reference, document)
    assert found
    assert found.id == meant


ABSENT = {
    "第99段": RESOLUTION,
    "序言部分第13段": RESOLUTION,
    "para. 25": RESOLUTION,
    "第10(a)段": RESOLUTION,
    "脚注9": RESOLUTION,
    "附件第10段": RESOLUTION,
    "附件第28段": NOTE,
    "第20段第19个要点": NOTE,
    "para. 20, 19th bullet": NOTE,
    "附件三第1段": NOTE,
    "执行部分第1段": LETTER,
    "附件第9段": LETTER,
    "附件“结论”第3个要点": LETTER,
}


@pytest.mark.parametrize(("written", "document"), ABSENT.items())
def test_no_such_paragraph(written: str, document: tuple[Paragraph, ...]) -> None:
    reference = read_locator(written)
    assert reference
    assert resolve(reference, document) is None


NO_LOCATOR = [
    "2012年12月20日",
    "第六十七届会议",
    "第67/169号决议",
    "69(b)",
    "the parade of 10 states",
    "The first annex",
    "比利时承诺什么？",
]


@pytest.mark.parametrize("text", NO_LOCATOR)
def test_other_numbers_are_no_paragraphs(text: str) -> None:
    assert read_locator(text) is None


def test_a_bare_number_counts_only_where_it_is_asked_for() -> None:
    assert read_locator("12") is None
    for written in ("12", " １２ ", "十二"):
        reference = read_locator(written, bare=True)
        assert reference
        assert reference.path == ("12",)
    lettered = read_locator("27 (c)", bare=True)
    assert lettered
    assert lettered.path == ("27", "c")
    assert read_locator("12 months", bare=True) is None


SEVERAL = {
    "第10至12段": (None, "", "10 11 12"),
    "第10段至第12段": (None, "", "10 11 12"),
    "第10-12段": (None, "", "10 11 12"),
    "第十到十二段": (None, "", "10 11 12"),
    "第3、5和7段": (None, "", "3 5 7"),
    "第10和第11段": (None, "", "10 11"),
    "序言部分第2至3段": (KINDS.PREAMBULAR, "", "2 3"),
    "附件第24、25段": (None, "annex", "24 25"),
    "paragraphs 10 to 12": (None, "", "10 11 12"),
    "paras. 10-12": (None, "", "10 11 12"),
    "paragraphs 3, 5, and 7 of the annex": (None, "annex", "3 5 7"),
    "operative paragraphs 10 and 11": (KINDS.OPERATIVE, "", "10 11"),
    "第1至900段": (None, "", "1 900"),
}


@pytest.mark.parametrize(("written", "meant"), SEVERAL.items())
def test_a_range_or_list_names_each(written: str, meant: tuple[ParagraphKind | None, str, str]) -> None:
    kind, part, numbers = meant
    found = read_locators(written)
    assert [reference.path for reference in found] == [(number,) for number in numbers.split()]
    assert {(reference.kind, reference.part) for reference in found} == {(kind, part)}


def test_several_are_read_from_left_to_right() -> None:
    text = "比较序言部分第2段、第10段和para. 3 (a)"
    assert [(found.kind, found.path) for found in read_locators(text)] == [
        (KINDS.PREAMBULAR, ("2",)),
        (None, ("10",)),
        (None, ("3", "a")),
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_printed_label_leads_back_to_its_paragraph(assistant: Assistant, language: str) -> None:
    collection = assistant.collection
    assert collection.size() == (5, 159)
    for document in collection.documents():
        for paragraph in collection.paragraphs(document.id):
            label = paragraph_label(paragraph, language)
            assert collection.find_paragraph(document, label).id == paragraph.id, label
            reference = read_locator(label)
            if reference:
                found = resolve(reference, collection.paragraphs(document.id))
                assert found == paragraph, label


def test_a_paragraph_that_is_not_there_is_said_to_be_unknown(assistant: Assistant) -> None:
    document = assistant.collection.find_document("A/RES/67/169")
    for reference in ("99", "op99", "第99段", "", "段", "signature"):
        with pytest.raises(UnknownParagraph) as caught:
            assistant.collection.find_paragraph(document, reference)
        assert "paracite show A/RES/67/169" in caught.value.message("zh")


REPORT = (
    _paragraph("table1.r0", KINDS.ROW, table=1),
    *(_paragraph(f"table2.r{row}", KINDS.ROW, table=2, bullet=row) for row in range(1, 5)),
    _paragraph("appendix.table1.r1", KINDS.ROW, part="appendix", table=1, bullet=1),
    _paragraph("3.b3", KINDS.BULLET, path=("3",), bullet=3),
    _paragraph("vote.favour", KINDS.VOTE, heading="In favour"),
    _paragraph("vote.against", KINDS.VOTE, heading="反对"),
    _paragraph("appendix.1", KINDS.NUMBERED, part="appendix", path=("1",)),
    _paragraph("schedule2.1", KINDS.NUMBERED, part="schedule2", path=("1",)),
)
OTHER_KINDS = {
    "表2第3行": "table2.r3",
    "表二的第三行": "table2.r3",
    "表1表头": "table1.r0",
    "附录表1第1行": "appendix.table1.r1",
    "table 2, row 3": "table2.r3",
    "row 4 of table 2": "table2.r4",
    "table 1, head": "table1.r0",
    "appendix, table 1, row 1": "appendix.table1.r1",
    "recorded vote (In favour)": "vote.favour",
    "表决记录（反对）": "vote.against",
    "附录第1段": "appendix.1",
    "appendix, para. 1": "appendix.1",
    "附表二第1段": "schedule2.1",
    "schedule 2, para. 1": "schedule2.1",
    "第3段第3个要点": "3.b3",
}


@pytest.mark.parametrize(("written", "meant"), OTHER_KINDS.items())
def test_rows_votes_and_other_parts(written: str, meant: str) -> None:
    reference = read_locator(written)
    assert reference
    found = resolve(reference, REPORT)
    assert found
    assert found.id == meant


@pytest.mark.parametrize("written", ["表2第9行", "table 3, row 1", "recorded vote (Abstaining)"])
def test_no_such_row_or_vote(written: str) -> None:
    reference = read_locator(written)
    assert reference
    assert resolve(reference, REPORT) is None


@pytest.mark.parametrize("text", ["who voted in favour?", "谁投了赞成票？", "the table of contents", "代表第三行"])
def test_what_only_sounds_like_a_row_or_vote_names_none(text: str) -> None:
    assert read_locator(text) is None


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("第三条规定了什么", "art3"),
        ("第十二条第二款", "art12.2"),
        ("第二条第(一)项", "art2.1"),
        ("第三条之一", "art3-1"),
        ("《宪章》第一条第三项", "art1.3"),
        ("Article 12 (2) (a)", "art12.2.a"),
        ("what does art. 4 say", "art4"),
    ],
)
def test_articles_of_a_law_are_named_as_ingestion_names_them(text: str, identifier: str) -> None:
    (reference,) = read_locators(text)
    assert reference.article
    assert reference.id == identifier


@pytest.mark.parametrize("text", ["会议的第三条建议是什么", "the third article of clothing"])
def test_an_item_of_a_list_is_no_article(text: str) -> None:
    assert not any(reference.article for reference in read_locators(text))
