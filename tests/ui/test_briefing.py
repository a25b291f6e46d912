"""A briefing: what is in it, and that its quotations are checked."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from rag import ParaciteError, Passage, Statement
from tests.answers import NOTE, PARAGRAPHS, RESOLUTION, cited_answer, passage, refused_answer
from tests.fakes import FakeCollection
from tests.ui.briefings import ARABIC, PINNED, RUSSIAN, TODAY, Held, briefing, notes_of, text_of, whole
from ui.briefing import errors as briefing_errors
from ui.briefing.blocks import (
    OwnText,
    PinnedAnswer,
    PinnedParagraph,
    Quotation,
    pin_answer,
    pin_paragraph,
    quotation_of,
)
from ui.briefing.check import check
from ui.briefing.errors import DocumentGone, ParagraphGone, WordsChanged
from ui.briefing.export import export
from ui.briefing.saved import briefing_json, parse_briefing


def troubled() -> tuple[tuple[type[ParaciteError], Quotation], ...]:
    good = quotation_of(passage(NOTE, "8"), PARAGRAPHS[NOTE.id][0].text, today=PINNED)
    return (
        (WordsChanged, replace(good, words="比利时已经废除死刑。")),
        (WordsChanged, replace(good, words="")),
        (ParagraphGone, replace(good, paragraph="999")),
        (DocumentGone, replace(good, document="gone")),
    )


@pytest.mark.parametrize(("trouble", "quotation"), troubled())
def test_a_quotation_that_no_longer_stands_is_named(trouble: type[ParaciteError], quotation: Quotation) -> None:
    made = briefing(PinnedParagraph(quotation), language="en", title="T")
    (found,) = check(made, FakeCollection()).troubles
    assert found.trouble is trouble
    assert quotation.en in found.told("en")
    assert quotation.zh in found.told("zh")


@pytest.mark.parametrize("kind", ["docx", "md", "html"])
@pytest.mark.parametrize(("trouble", "quotation"), troubled())
def test_the_file_itself_says_so(kind: str, trouble: type[ParaciteError], quotation: Quotation) -> None:
    good = quotation_of(passage(RESOLUTION, "op12"), PARAGRAPHS[RESOLUTION.id][1].text, today=PINNED)
    pinned = PinnedAnswer(question="问", text="答[^1]，又答[^2]。", quotations=(quotation, good))
    exported = export(briefing(pinned), FakeCollection(), format=kind, today=TODAY)
    assert [each.quotation for each in exported.troubles] == [quotation]
    told = text_of(exported.content, kind)
    # above all, beside the answer, in the footnote
    assert told.count("未能核实：") == 3
    assert told.count("2026年11月20日查阅") == 1  # the unverified one was seen when it was pinned
    assert told.count("2026年11月18日查阅") == 1


def test_verified_quotations_leave_no_warning() -> None:
    made, held = whole()
    for kind in ("docx", "md", "html", "json"):
        exported = export(made, held, format=kind, today=TODAY)
        assert exported.troubles == ()
        assert "未能核实" not in text_of(exported.content, "md" if kind == "json" else kind)


def test_a_refusal_is_said_and_cites_nothing() -> None:
    exported = export(
        briefing(pin_answer(refused_answer(), today=PINNED)), FakeCollection(), format="docx", today=TODAY
    )
    assert notes_of(exported.content) == {}
    assert refused_answer().text in text_of(exported.content, "docx")


def test_what_a_document_prints_like_a_marker_is_none() -> None:
    """``[2]`` within a statement's own words is the document's."""
    words = "见脚注[2]和[1]所列"
    held = Held(words + "。", language="zh")
    answer = replace(
        cited_answer(),
        text=f"{words} [1]\n{words}[2]。",
        statements=(Statement(words, (1,)), Statement(words, (2,))),
        citations=tuple(replace(each, passage=held.planted[0], quote=words) for each in cited_answer().citations),
    )
    pinned = pin_answer(answer, today=PINNED)
    assert pinned.text == f"{words}[^1]\n{words}[^2]。"
    assert len(notes_of(export(briefing(pinned), held, format="docx", today=TODAY).content)) == 2


def test_a_chat_model_and_an_edit_are_told() -> None:
    pinned = replace(pin_answer(replace(cited_answer(), composer="openai:tiny"), today=PINNED), edited=True)
    told = export(briefing(pinned), FakeCollection(), format="md", today=TODAY).content.decode()
    assert "openai:tiny" in told
    assert "经编者修改" in told


def test_the_sources_name_each_document_once_with_who_speaks() -> None:
    made, held = whole("en")
    told = export(made, held, format="md", today=TODAY).content.decode()
    sources = told.partition("## Sources")[2].partition("[^1]:")[0]
    assert sources.count("- **") == 3
    assert "position of its sender" in sources
    assert "Cited: annex, para. 8; annex, para. 20, 8th bullet" in sources
    assert "<https://undocs.org/zh/A/RES/67/169>" in sources
    assert "belgium-note-verbale-2022-06-21.txt" in sources.replace("\\_", "_")


def test_a_long_pinned_paragraph_stands_whole_above_a_note_with_its_opening() -> None:
    words = "会员国应当合作，" * 40
    held = Held(words, language="zh")
    content = export(briefing(pin_paragraph(held.planted[0], today=PINNED)), held, format="docx", today=TODAY).content
    assert words in text_of(content, "docx")
    (note,) = notes_of(content).values()
    assert 60 < len(note) < 220
    assert words.startswith(note.partition("“")[2].partition(" …")[0])


def test_what_leads_to_items_stands_above_them_once() -> None:
    item = passage(NOTE, "20.b8")
    other = Passage(NOTE, replace(item.paragraph, locator=replace(item.paragraph.locator, id="20.b9"), text="第二项；"))
    held = FakeCollection()
    held.passages = lambda keys: {each.key: each for each in (item, other)}  # type: ignore[method-assign]
    pins = tuple(pin_paragraph(each, today=PINNED) for each in (item, other))
    told = text_of(export(briefing(*pins), held, format="docx", today=TODAY).content, "docx")
    assert told.count("20. 比利时承诺：") == 1
    assert told.index("20. 比利时承诺：") < told.index(item.paragraph.text) < told.index(other.paragraph.text)
    apart = briefing(pins[0], OwnText("另一方面，"), pins[1])
    assert text_of(export(apart, held, format="md", today=TODAY).content, "md").count("> 20\\. 比利时承诺：") == 2


def test_a_translation_stands_behind_the_quotation_and_says_whose_it_is() -> None:
    answer = cited_answer()
    first, *others = answer.citations
    pinned = pin_answer(replace(answer, citations=(replace(first, translation="它会坚持。"), *others)), today=PINNED)
    made = parse_briefing(briefing_json(briefing(pinned)))
    told = export(made, FakeCollection(), format="md", today=TODAY).content.decode()
    assert told.count("模型译文，不是原文： 它会坚持。") == 1


def test_pdf_holds_the_words_and_says_what_no_font_can_show() -> None:
    import pypdfium2

    made, held = whole()
    rare = "\U0001f1fa\ue000"  # a private character: no font has it
    made = replace(made, blocks=(*made.blocks, OwnText(rare)))
    try:
        exported = export(made, held, format="pdf", today=TODAY)
    except briefing_errors.PdfUnavailable as error:
        pytest.skip(error.message("en"))
    document = pypdfium2.PdfDocument(exported.content)
    told = "".join(page.get_textpage().get_text_bounded() for page in document)
    plain = re.sub(r"\s", "", told)
    for words in (
        "继续将死刑问题列入理事会议程",
        "附件第20段，第8个要点",
        RUSSIAN.replace(" ", ""),
        "2026年11月20日查阅",
    ):
        assert words in plain
    assert "\ue000" in exported.lacking
    assert not set(exported.lacking) & set(ARABIC + RUSSIAN)


def test_without_pango_the_remedy_is_said_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "weasyprint.py").write_text("print('advice')\nraise OSError(\"cannot load library 'pango'\\nmore\")\n")
    monkeypatch.syspath_prepend(tmp_path)
    for name in [each for each in sys.modules if each.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(briefing_errors.PdfUnavailable) as caught:
        export(briefing(OwnText("x")), FakeCollection(), format="pdf", today=TODAY)
    assert "apt install libpango-1.0-0" in caught.value.message("en")
    assert "cannot load library 'pango')" in caught.value.message("en")
    assert capsys.readouterr().out == ""
