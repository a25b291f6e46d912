"""Answers as HTML: what comes from a document is text, whatever it says."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from rag import Answer, Cell, Citation, Document, Locator, Paragraph, ParagraphKind, Passage, Refusal, Row, Statement
from tests.answers import NOTE, PARAGRAPHS, RESOLUTION, cited_answer, hit, refused_answer
from ui.page.conversation import Conversation
from ui.page.library import document_html
from ui.page.markup import text
from ui.page.parts import current_html, past_html, welcome_html
from ui.page.render import answer_html, highlighted, source_card
from ui.page.scope import Scope
from ui.page.shelf import shelf_html
from ui.programs.plain_text import answer_text

PLANTED = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![](https://evil.example/?q=1)",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "[link](javascript:alert(1))",
    "</blockquote></section><style>*{background:url(https://evil.example)}</style>",
    "${alert(1)} {{constructor}} `${1}`",
    "<!-- ",
    "&lt;b&gt;",
]
TAGS = set(
    re.findall(
        r"\S+",
        """a article b bdi blockquote button code dd del div dl dt footer form h1 h2 h3 h4 h5 h6 header i input label li mark
        option p path pre progress section select small span strong svg table tbody td textarea th time tr ul""",
    )
)
ATTRIBUTES = set(
    re.findall(
        r"\S+",
        """class lang hidden type tabindex role href target rel datetime aria-hidden aria-label aria-pressed autocomplete accept
        data-cite data-exchange data-state data-record data-source data-batch data-page data-zh data-en data-verdict data-from
        data-at dir scope data-document data-paragraph data-action data-of data-copy-zh data-copy-en data-to inputmode maxlength
        multiple name pattern rows selected value webkitdirectory d fill height stroke stroke-linecap stroke-linejoin
        stroke-width viewbox width""",
    )
)


class Strict(HTMLParser):
    """Refuses what the page never writes; collects the text that a reader sees."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attrs:
            assert name in ATTRIBUTES, name
            if name == "href":
                assert (value or "").startswith(("https://undocs.org/", "#"))

    def handle_data(self, data: str) -> None:
        self.seen.append(data)

    def handle_comment(self, data: str) -> None:
        pytest.fail("a comment")


def read(html: str) -> str:
    parser = Strict()
    parser.feed(html)
    parser.close()
    return "".join(parser.seen)


def planted_document(words: str) -> tuple[Document, Paragraph]:
    document = replace(
        RESOLUTION, id=words, symbol=words, title=words, author=words, organ=words, date=words, source=words, addressee=words,
        language=words, status=words,
    )  # fmt: skip
    paragraph = Paragraph(
        locator=Locator(id=words, kind=ParagraphKind.BULLET, part=words, path=(words,), bullet=1, heading=words),
        text=f"前文 {words} 后文",
        section=(words,),
        lead_in=words,
        verb=words,
        footnotes=(words,),
    )
    return document, paragraph


def planted_answer(words: str) -> Answer:
    document, paragraph = planted_document(words)
    citation = Citation(number=1, passage=Passage(document, paragraph), quote=words, score=1.0)
    return Answer(
        question=words, text=f"{words} [1]\n- {words} [1]", language=words, composer=words, notice=words,
        statements=(Statement(words, (1,)),), citations=(citation,),
    )  # fmt: skip


@pytest.mark.parametrize("words", PLANTED)
def test_what_a_document_says_reaches_the_page_as_text(words: str) -> None:
    document, paragraph = planted_document(words)
    answer = planted_answer(words)
    nearest = (replace(hit(NOTE, "8", 1.0), passage=Passage(document, paragraph)),)
    refused = replace(
        answer,
        refused=Refusal.NOTHING_CLOSE,
        citations=(),
        hits=nearest,
    )
    asked = Conversation().asked(words)
    for html in (
        answer_html(answer, exchange=1),
        answer_html(refused, exchange=1),
        source_card(answer.citations[0]),
        document_html(document, (paragraph,)),
        document_html(document, (paragraph,), original=True, pages=True),
        document_html(document, (paragraph,), lasting=False),
        shelf_html((document,), {}, Scope(words=words), formats=(words,)),
        welcome_html((document,), (words,), (words,)),
        current_html(asked),
        current_html(asked.answered(answer)),
        current_html(Conversation().asked(words, scope=Scope(words=words)).answered(answer), documents=(document,)),
        past_html(asked.answered(answer).asked(words)),
    ):
        assert words in read(html)


def test_the_parser_of_these_tests_sees_what_must_not_be() -> None:
    for html in PLANTED[:2]:
        with pytest.raises(AssertionError):
            read(html)


def test_markers_open_their_citation_and_the_sources_hold_it() -> None:
    html = answer_html(cited_answer(), exchange=3)
    assert html.count('class="pc-cite" data-cite="1"') == 1
    assert "程<button" in html
    assert 'aria-label="出处 [1]：附件第8段">[1]</button>。' in html
    assert html.count('class="pc-card"') == 2
    assert "<mark>比利时将与其合作伙伴一道，继续将死刑问题列入理事会议程</mark>" in html
    assert 'data-of="3"' in html


def test_a_bracketed_number_of_the_document_is_no_marker() -> None:
    answer = cited_answer()
    said = "参看脚注[1]和[2015]所列文件"
    answer = replace(answer, text=f"{said}。[1] 见[9]", statements=(Statement(said, (1,)),))
    html = answer_html(answer, exchange=1)
    assert html.count('class="pc-cite"') == 1
    assert said in read(html)
    assert "[9]" in read(html)


def test_a_list_is_a_list() -> None:
    html = answer_html(replace(cited_answer(), text="比利时承诺：\n- 甲 [1]\n- 乙 [2]\n此外 [1]"), exchange=1)
    assert html.count("<li>") == 2
    assert html.index("<ul>") < html.index("乙") < html.index("</ul>") < html.index("此外")


def test_a_refusal_shows_the_nearest_paragraphs_and_cites_nothing() -> None:
    html = answer_html(refused_answer(), exchange=1)
    assert "pc-cite" not in html
    assert "pc-card" not in html
    assert "不是出处" in read(html)
    assert "not citations" in read(html)
    assert html.count("pc-nearest-row") == 2


def test_a_growing_answer_has_no_copy_button_yet() -> None:
    assert 'data-action="copy"' not in answer_html(replace(cited_answer(), complete=False), exchange=1)
    assert 'data-action="copy"' in answer_html(cited_answer(), exchange=1)


@pytest.mark.parametrize(
    ("whole", "quote", "expected"),
    [
        ("甲乙丙", "乙", "甲<mark>乙</mark>丙"),
        ("甲乙丙", "丁", "甲乙丙"),
        ("甲乙丙", "", "甲乙丙"),
        ("a<b>c", "<b>", "a<mark>&lt;b&gt;</mark>c"),
    ],
)
def test_the_quote_is_marked_where_it_stands(whole: str, quote: str, expected: str) -> None:
    assert highlighted(whole, quote) == expected


def test_a_card_says_who_speaks_and_with_what_force() -> None:
    card = read(source_card(cited_answer().citations[1]))
    for expected in (
        "附件第20段，第8个要点",
        "20. 比利时承诺：",
        "承诺",
        "比利时常驻联合国代表团",
        "发文者的立场",
        "Not an official record",
    ):
        assert expected in card


def test_a_card_from_a_record_names_its_speaker() -> None:
    citation = cited_answer().citations[1]
    paragraph = replace(citation.paragraph, speaker="Ba先生（塞内加尔）")
    card = read(source_card(replace(citation, passage=replace(citation.passage, paragraph=paragraph))))
    assert "发言者：Ba先生（塞内加尔）" in card
    assert " · Ba先生（塞内加尔） · 2022-06-21" in card
    assert " · 比利时常驻联合国代表团 · " not in card


def test_a_symbol_links_to_its_original_and_a_letter_does_not() -> None:
    assert 'href="https://undocs.org/zh/A/RES/67/169"' in document_html(RESOLUTION, PARAGRAPHS[RESOLUTION.id])
    assert "undocs.org" not in document_html(NOTE, PARAGRAPHS[NOTE.id])


def test_a_document_prints_each_heading_once_and_every_paragraph() -> None:
    html = document_html(NOTE, PARAGRAPHS[NOTE.id])
    assert read(html).count("一. 四个专题领域") == 1
    assert html.count('data-paragraph="') == len(PARAGRAPHS[NOTE.id])


def test_an_empty_collection_says_how_to_fill_it() -> None:
    for html in (welcome_html((), (), ()), shelf_html((), {}, Scope())):
        assert "paracite ingest" in read(html)


def test_characters_that_turn_the_reading_direction_go() -> None:
    assert text("abc\u202egpj.exe\x00") == "abcgpj.exe"


@pytest.mark.parametrize(("language", "heading"), [("zh", "出处"), ("en", "Sources")])
def test_the_copied_answer_carries_its_citations(language: str, heading: str) -> None:
    copied = answer_text(cited_answer(), language)
    assert copied.startswith("比利时将与其合作伙伴一道，继续将死刑问题列入理事会议程[1]。")
    assert f"\n{heading}\n[1] " in copied
    assert "“继续向联合国人权事务高级专员办事处提供政治和财政支持”" in copied


def test_a_copied_refusal_claims_no_source() -> None:
    copied = answer_text(refused_answer(), "en")
    assert "[1]" not in copied
    assert "not citations" in copied


@pytest.mark.parametrize("words", PLANTED)
def test_documents_that_are_compared_are_rows_of_text(words: str) -> None:
    table = (Row(words, (Cell(words, "", words, (1,)),)), Row("B", (Cell("2", words, "b", (2,)),)))
    html = answer_html(replace(cited_answer(), table=table), exchange=0)
    seen = read(html)
    assert html.count("<tr>") == 2
    assert seen.count(words) == 4
    assert html.count('class="pc-cite" data-cite="2"') == 1


def test_a_translation_is_marked_as_ours_and_refusals_can_be_pinned() -> None:
    answer = cited_answer()
    first, *others = answer.citations
    translated = replace(answer, citations=(replace(first, translation="<b>Belgium</b> pledges"), *others))
    html = answer_html(translated, exchange=1)
    assert "not the document’s words: <b>Belgium</b> pledges" in read(html)
    assert html.count("pc-translation") == 1
    assert "not the document’s words: <b>Belgium</b> pledges" in answer_text(translated, "en")
    assert 'data-action="pin-answer"' in answer_html(refused_answer(), exchange=1)
