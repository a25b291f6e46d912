"""A briefing: what is in it, that its quotations are checked, and that nothing of a document is obeyed by the file's reader."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from rag import Assistant, Document, Locator, ParaciteError, Paragraph, ParagraphKind, Passage, Statement
from tests.fakes import NOTE, PARAGRAPHS, RESOLUTION, FakeCollection, cited_answer, passage, refused_answer
from tests.ui.test_messages import missing
from ui import briefing_errors
from ui.briefing import (
    Block,
    Briefing,
    Heading,
    OwnText,
    PinnedAnswer,
    PinnedParagraph,
    Quotation,
    Unasked,
    pin_answer,
    pin_paragraph,
    quotation_of,
)
from ui.briefing_check import check
from ui.briefing_errors import (
    BriefingTooLong,
    BriefingUnreadable,
    DocumentGone,
    FormatUnknown,
    ParagraphGone,
    TooManyBlocks,
    WordsChanged,
)
from ui.briefing_export import MEDIA_TYPES, export, format_of
from ui.briefing_json import briefing_json, briefing_object, parse_briefing, read_briefing

TODAY = date(2026, 11, 20)
PINNED = date(2026, 11, 18)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ARABIC = "وإذ تسترشد بمقاصد ميثاق الأمم المتحدة (1945) ومبادئه،"
RUSSIAN = "вновь подтверждая решимость поощрять международное сотрудничество,"
PLANTED = (
    "=cmd|' /C calc'!A0 <script>alert(1)</script> ![x](https://elsewhere.example/x.png) [y](javascript:alert(1)) "
    "`c` *b* _i_ # h | & ]]> \x00\x08\x0b\x1b\x7f\ud800\ufffe\u202egnp.exe [^1] \u2028end"
)
HARMLESS = "gnp.exe"


class Held(FakeCollection):
    """The sample documents, and one whose paragraphs are given."""

    def __init__(self, *texts: str, language: str = "en", title: str = "Planted") -> None:
        super().__init__()
        document = Document(id="planted", title=title, language=language, source="planted.txt")
        numbered = enumerate(texts, start=1)
        self.planted = tuple(
            Passage(
                document,
                Paragraph(locator=Locator(id=str(at), kind=ParagraphKind.NUMBERED, path=(str(at),)), text=each),
            )
            for at, each in numbered
        )

    def document(self, document_id: str) -> Document | None:
        return self.planted[0].document if document_id == "planted" and self.planted else super().document(document_id)

    def passages(self, keys: Iterable[str]) -> dict[str, Passage]:
        wanted = set(keys)
        return super().passages(wanted) | {each.key: each for each in self.planted if each.key in wanted}


def briefing(*blocks: Block, language: str = "zh", title: str = "关于死刑的简报") -> Briefing:
    return Briefing(language=language, title=title, blocks=blocks)


def whole(language: str = "zh") -> tuple[Briefing, Held]:
    """A briefing with a block of each kind, and the collection that holds its words."""
    held = Held(ARABIC, RUSSIAN, language="ar")
    blocks = (
        Heading("要点"),
        OwnText("比利时的立场。\n- 第一点\n- 第二点"),
        pin_answer(cited_answer(), today=PINNED),
        *(pin_paragraph(each, today=PINNED) for each in held.planted),
        Heading("其他", 2),
        pin_paragraph(passage(RESOLUTION, "op12"), today=PINNED),
        pin_answer(refused_answer(), today=PINNED),
        Unasked("？" * 9, "问题过长。", "The question is too long."),
    )
    return briefing(*blocks, language=language), held


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def notes_of(content: bytes) -> dict[int, str]:
    """The footnotes of a Word file, by number; marks of direction are no words."""
    root = etree.fromstring(parts_of(content)["word/footnotes.xml"])
    return {
        int(note.get(f"{WORD}id")): "".join(note.itertext(f"{WORD}t")).strip().replace("\u200e", "")
        for note in root.iter(f"{WORD}footnote")
        if note.get(f"{WORD}type") is None
    }


# --- the Word file ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_footnote_is_called_once_and_holds_citation_quotation_and_day(language: str) -> None:
    made, held = whole(language)
    content = export(made, held, format="docx", today=TODAY).content
    notes = notes_of(content)
    body = etree.fromstring(parts_of(content)["word/document.xml"])
    called = [int(each.get(f"{WORD}id")) for each in body.iter(f"{WORD}footnoteReference")]
    assert called == sorted(notes) == list(range(1, 6))
    for number, quotation in enumerate(made.quotations(), start=1):
        assert quotation.citation(language) in notes[number]
        assert f"“{quotation.words}”" in notes[number]
        assert ("2026年11月20日查阅" if language == "zh" else "accessed 20 November 2026") in notes[number]
        (found,) = held.passages([quotation.key]).values()
        assert quotation.words in found.paragraph.text
    assert "A/RES/67/169" in notes[5]


def test_the_parts_of_the_word_file_are_tied_together() -> None:
    made, held = whole()
    parts = parts_of(export(made, held, format="docx", today=TODAY).content)
    for name, content in parts.items():
        etree.fromstring(content)
        assert b"\x00" not in content, name
    types = parts["[Content_Types].xml"].decode()
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    inside = {each.get("Target") for each in relations if each.get("TargetMode") != "External"}
    assert "footnotes.xml" in inside
    for target in inside:
        assert f"word/{target}" in parts
        assert f"/word/{target}" in types
    used = set(re.findall(rb'r:id="([^"]+)"', parts["word/document.xml"]))
    assert used <= {each.get("Id").encode() for each in relations}
    known = set(re.findall(rb'w:styleId="([^"]+)"', parts["word/styles.xml"]))
    wanted = set(re.findall(rb'<w:[pr]Style w:val="([^"]+)"', parts["word/document.xml"] + parts["word/footnotes.xml"]))
    assert wanted <= known
    assert re.search(rb'<w:footnote w:id="-1"/><w:footnote w:id="0"/>', parts["word/settings.xml"])


ORDER = {
    "pPr": (
        *(
            "pStyle",
            "keepNext",
            "keepLines",
            "pageBreakBefore",
            "framePr",
            "widowControl",
            "numPr",
            "suppressLineNumbers",
            "pBdr",
        ),
        *("shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE"),
        *(
            "autoSpaceDN",
            "bidi",
            "adjustRightInd",
            "snapToGrid",
            "spacing",
            "ind",
            "contextualSpacing",
            "mirrorIndents",
        ),
        *(
            "suppressOverlap",
            "jc",
            "textDirection",
            "textAlignment",
            "textboxTightWrap",
            "outlineLvl",
            "divId",
            "cnfStyle",
            "rPr",
        ),
    ),
    "rPr": (
        *(
            "rStyle",
            "rFonts",
            "b",
            "bCs",
            "i",
            "iCs",
            "caps",
            "smallCaps",
            "strike",
            "dstrike",
            "outline",
            "shadow",
            "emboss",
        ),
        *(
            "imprint",
            "noProof",
            "snapToGrid",
            "vanish",
            "webHidden",
            "color",
            "spacing",
            "w",
            "kern",
            "position",
            "sz",
            "szCs",
        ),
        *(
            "highlight",
            "u",
            "effect",
            "bdr",
            "shd",
            "fitText",
            "vertAlign",
            "rtl",
            "cs",
            "em",
            "lang",
            "eastAsianLayout",
        ),
    ),
    "pBdr": ("top", "left", "bottom", "right", "between", "bar"),
    "style": (
        *(
            "name",
            "aliases",
            "basedOn",
            "next",
            "link",
            "autoRedefine",
            "hidden",
            "uiPriority",
            "semiHidden",
            "unhideWhenUsed",
        ),
        *("qFormat", "locked", "personal", "rsid", "pPr", "rPr", "tblPr"),
    ),
    "lvl": (
        "start",
        "numFmt",
        "lvlRestart",
        "pStyle",
        "isLgl",
        "suff",
        "lvlText",
        "lvlPicBulletId",
        "lvlJc",
        "pPr",
        "rPr",
    ),
    "sectPr": ("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "cols"),
    "settings": (
        *("zoom", "defaultTabStop", "characterSpacingControl", "footnotePr", "endnotePr", "compat", "themeFontLang"),
    ),
}
"""The sequences of ISO/IEC 29500: Word calls a file damaged whose elements stand otherwise."""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_elements_stand_in_the_order_that_word_demands(language: str) -> None:
    made, held = whole(language)
    wrong = replace(next(made.quotations()), words="nowhere")
    made = replace(made, blocks=(*made.blocks, PinnedParagraph(wrong)))  # a warning, too
    seen = set()
    for name, content in parts_of(export(made, held, format="docx", today=TODAY).content).items():
        for element in etree.fromstring(content).iter():
            wanted = ORDER.get(etree.QName(element).localname) if str(element.tag).startswith(WORD) else None
            if wanted is None:
                continue
            children = [etree.QName(child).localname for child in element]
            seen.update(children)
            assert children == sorted(set(children), key=wanted.index), f"{name}: {children}"
    assert {"bidi", "rtl", "lang", "pBdr", "numPr", "footnotePr", "jc"} <= seen


def test_another_library_opens_the_word_file() -> None:
    made, held = whole()
    opened = docx.Document(io.BytesIO(export(made, held, format="docx", today=TODAY).content))
    styles = [each.style.name for each in opened.paragraphs if each.style]
    assert styles[:3] == ["Title", "Subtitle", "Heading 1"]
    assert styles.count("List Bullet") == 2
    assert opened.core_properties.title == made.title


def test_what_reads_from_right_to_left_is_marked_so() -> None:
    made, held = whole()
    body = etree.fromstring(parts_of(export(made, held, format="docx", today=TODAY).content)["word/document.xml"])
    turned = [each for each in body.iter(f"{WORD}p") if each.find(f"{WORD}pPr/{WORD}bidi") is not None]
    assert ["".join(each.itertext(f"{WORD}t")) for each in turned] == [ARABIC]
    assert turned[0].find(f"{WORD}r/{WORD}rPr/{WORD}rtl") is not None
    page = export(made, held, format="html", today=TODAY).content.decode()
    assert f'<bdi lang="ar" dir="rtl">{ARABIC}</bdi>' in page


def test_the_word_file_survives_libreoffice(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no LibreOffice on this machine (Debian: apt-get install libreoffice-writer-nogui)")
    made, held = whole()
    source = tmp_path / "in.docx"
    source.write_bytes(export(made, held, format="docx", today=TODAY).content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    to_word = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "out"), str(source)]
    subprocess.run([program, profile, "--headless", *to_word], check=True, capture_output=True, timeout=120)
    again = notes_of((tmp_path / "out" / "in.docx").read_bytes())
    assert len(again) == 5
    for number, quotation in zip(sorted(again), made.quotations(), strict=True):
        assert quotation.words in again[number]
        assert quotation.zh in again[number]


# --- verification ----------------------------------------------------------------------------------------------------


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


def text_of(content: bytes, kind: str) -> str:
    """What a person reads in the file."""
    if kind == "md":
        return content.decode()
    if kind == "html":
        return str(lxml_html.fromstring(content.decode()).text_content())
    parts = parts_of(content)
    return "\n".join(
        "".join(etree.fromstring(parts[f"word/{each}.xml"]).itertext()) for each in ("document", "footnotes")
    )


def test_verified_quotations_leave_no_warning() -> None:
    made, held = whole()
    for kind in ("docx", "md", "html", "json"):
        exported = export(made, held, format=kind, today=TODAY)
        assert exported.troubles == ()
        assert "未能核实" not in text_of(exported.content, "md" if kind == "json" else kind)


# --- what is in it ---------------------------------------------------------------------------------------------------


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


# --- nothing is obeyed -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def planted() -> tuple[Briefing, Held]:
    held = Held(PLANTED, title=PLANTED)
    blocks: tuple[Block, ...] = (
        Heading(PLANTED),
        OwnText(f"{PLANTED}\n- {PLANTED}\n12. {PLANTED}"),
        pin_paragraph(held.planted[0], today=PINNED),
        PinnedAnswer(
            question=PLANTED,
            text=f"1. {PLANTED}[^1]",
            quotations=(quotation_of(held.planted[0], PLANTED, today=PINNED),),
            notice=PLANTED,
            model=PLANTED,
        ),
        Unasked(PLANTED, PLANTED, PLANTED),
    )
    return Briefing(language="en", title=PLANTED, blocks=blocks), held


def test_planted_text_is_legal_in_the_word_file(planted: tuple[Briefing, Held]) -> None:
    exported = export(*planted, format="docx", today=TODAY)
    assert exported.troubles == ()
    for content in parts_of(exported.content).values():
        etree.fromstring(content)
    body = parts_of(exported.content)["word/document.xml"].decode()
    assert HARMLESS in text_of(exported.content, "docx")
    assert "\u202e" not in body
    assert set(re.findall(r"<w:(?:instrText|fldSimple|object|pict|altChunk)\b", body)) == set()
    docx.Document(io.BytesIO(exported.content))


def test_planted_text_is_text_in_html(planted: tuple[Briefing, Held]) -> None:
    page = export(*planted, format="html", today=TODAY).content.decode()
    root = lxml_html.fromstring(page)
    assert {each.tag for each in root.iter() if isinstance(each.tag, str)} <= {
        *(
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "main",
            "header",
            "section",
            "h1",
            "h2",
            "h3",
            "h4",
            "p",
            "ul",
            "ol",
        ),
        *("li", "blockquote", "sup", "a", "bdi", "strong"),
    }
    assert {each.get("href")[:1] for each in root.iter("a")} == {"#"}
    assert "<script>alert(1)</script>" in root.text_content()
    assert "url(" not in page
    assert "default-src &#x27;none&#x27;" in page


def test_planted_text_is_text_in_markdown(planted: tuple[Briefing, Held]) -> None:
    source = export(*planted, format="md", today=TODAY).content.decode()
    tokens = [
        token
        for block in MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(source)
        for token in (block, *(block.children or ()))
    ]
    kinds = {token.type for token in tokens}
    assert not kinds & {
        "html_block",
        "html_inline",
        "image",
        "link_open",
        "code_inline",
        "table_open",
        "fence",
        "code_block",
    }
    assert kinds & {"bullet_list_open"}
    assert "ordered_list_open" not in kinds  # “12.” at the start of a line is the document's own
    told = "".join(token.content for token in tokens if token.type == "text")
    assert "<script>alert(1)</script> ![x](https://elsewhere.example/x.png)" in told


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


# --- saved and opened ------------------------------------------------------------------------------------------------


def test_a_saved_briefing_is_opened_as_it_was() -> None:
    made, _ = whole()
    assert parse_briefing(briefing_json(made)) == made


def broken() -> list[Any]:
    good = briefing_object(whole()[0])
    return [
        None,
        [],
        {},
        good | {"format": "other"},
        good | {"version": 2},
        good | {"language": "fr"},
        good | {"blocks": None},
        good | {"blocks": [3]},
        good | {"blocks": [{"type": "script"}]},
        good | {"title": 3},
        good | {"blocks": [{"type": "paragraph", "quotation": {"seen": "today"}}]},
        good | {"blocks": [{"type": "answer", "question": "", "text": "", "quotations": "x"}]},
    ]


@pytest.mark.parametrize("found", broken())
def test_what_is_no_briefing_is_refused(found: Any) -> None:
    with pytest.raises(BriefingUnreadable):
        read_briefing(found)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '"x"'])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(BriefingUnreadable):
        parse_briefing(text)


def test_a_briefing_without_bounds_is_refused() -> None:
    good = briefing_object(briefing(OwnText("x")))
    with pytest.raises(TooManyBlocks):
        read_briefing(good | {"blocks": good["blocks"] * 2_001})
    with pytest.raises(BriefingTooLong):
        parse_briefing(" " * 4_000_001)


@pytest.mark.parametrize(
    ("name", "named", "kind"),
    [
        ("a.docx", None, "docx"),
        ("a.MD", None, "md"),
        ("a.markdown", None, "md"),
        ("a.htm", None, "html"),
        ("a", "pdf", "pdf"),
    ],
)
def test_the_suffix_says_the_format(name: str, named: str | None, kind: str) -> None:
    assert format_of(Path(name), named) == kind


def test_an_unknown_format_is_named_with_the_known_ones() -> None:
    with pytest.raises(FormatUnknown) as caught:
        format_of(Path("briefing.xls"), None)
    for each in MEDIA_TYPES:
        assert f".{each}" in caught.value.message("en")


@pytest.mark.parametrize(
    "error",
    [each for each in vars(briefing_errors).values() if isinstance(each, type) and issubclass(each, ParaciteError)],
)
def test_every_error_of_a_briefing_speaks_both_languages(error: type[ParaciteError]) -> None:
    if error.templates is not ParaciteError.templates:
        assert missing(error.templates) == []


# --- the command -----------------------------------------------------------------------------------------------------

Paracite = Callable[..., "subprocess.CompletedProcess[str]"]


def test_a_file_of_questions_becomes_a_word_file(
    paracite: Paracite, sample_home: Path, tmp_path: Path, assistant: Assistant
) -> None:
    questions, target = tmp_path / "questions.txt", tmp_path / "out.docx"
    lines = ("# 决议", "第67/169号决议第12段说了什么？", "", "## 另", "火星上有多少人？", "问" * 3000)
    questions.write_text("\ufeff" + "\n".join(lines), encoding="utf-8")
    done = paracite("brief", questions, "-o", target, home=sample_home)
    assert done.returncode == 2  # one question is too long to be asked: it is said here and there
    assert "1 answered, 1 not answered" in done.stderr
    told = text_of(target.read_bytes(), "docx")
    assert "请缩短" in told
    assert "第67/169号决议第12段说了什么？" in told
    assert "所收文件没有回答这个问题" in told
    (note,) = notes_of(target.read_bytes()).values()
    quote = note.partition("“")[2].rpartition("”")[0]
    (found,) = assistant.collection.passages([f"{RESOLUTION.id}#op12"]).values()
    assert len(quote) > 30
    assert quote in found.paragraph.text
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".new"] == []

    before = target.read_bytes()
    refused = paracite("brief", questions, "-o", target, home=sample_home)
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert target.read_bytes() == before


def test_a_saved_briefing_is_checked_and_written_anew(
    paracite: Paracite, sample_home: Path, tmp_path: Path, assistant: Assistant
) -> None:
    saved, target = tmp_path / "b.json", tmp_path / "b.md"
    (found_there,) = assistant.collection.passages([f"{NOTE.id}#8"]).values()
    pinned = replace(pin_answer(cited_answer(), today=PINNED), text="答[^1]")
    pinned = replace(pinned, quotations=(quotation_of(found_there, found_there.paragraph.text, today=PINNED),))
    saved.write_text(briefing_json(briefing(pinned)), encoding="utf-8")
    done = paracite("brief", saved, "-o", target, "--language", "en", "--title", "T", home=sample_home)
    assert done.returncode == 0, done.stderr
    assert target.read_text(encoding="utf-8").startswith("# T\n")
    assert "annex, para. 8" in target.read_text(encoding="utf-8")
    narrowed = paracite("brief", saved, "-o", tmp_path / "c.md", "--document", NOTE.id, home=sample_home)
    assert (narrowed.returncode, "--document" in narrowed.stderr) == (2, True)
    found = json.loads(saved.read_text(encoding="utf-8"))
    found["blocks"][0]["quotations"][0]["words"] = "比利时已经废除死刑。"
    saved.write_text(json.dumps(found), encoding="utf-8")
    done = paracite("brief", saved, "-o", target, "--force", home=sample_home)
    assert done.returncode == 2
    assert "no longer holds these words" in done.stderr
    assert "未能核实" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "output", "said"),
    [
        ("# only a heading\n\n＃ 另一标题", "o.docx", "holds no question"),
        ("比利时承诺什么？", "o.xls", ".docx"),
        ("比利时承诺什么？", "nowhere/o.md", "cannot be written"),
        (None, "o.md", "questions.txt"),
    ],
)
def test_what_cannot_be_done_says_the_remedy(
    content: str | None, output: str, said: str, *, paracite: Paracite, sample_home: Path, tmp_path: Path
) -> None:
    questions = tmp_path / "questions.txt"
    if content is not None:
        questions.write_text(content, encoding="utf-8")
    done = paracite("brief", questions, "-o", tmp_path / output, home=sample_home)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / output).exists()
    assert done.stdout == ""
