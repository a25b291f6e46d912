"""Word files: what a reader of the page sees is what is read, whatever the file keeps besides."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from ingest import read_document
from ingest.document import dissect
from ingest.readers import docx
from ingest.readers.archive import DamagedArchive, EncryptedArchive, NotAnArchive, OversizedArchive
from ingest.readers.docx_package import Package
from rag import EmptyFile, Reading, SourceError
from tests.ingest.docx_files import (
    HEADINGS,
    PATH,
    SEPARATORS,
    lvl,
    note,
    numbering,
    p,
    printed,
    r,
    reference,
    table,
    tc,
    texts,
    word_file,
)

CORPUS = Path(__file__).resolve().parents[2] / "eval" / "corpus"


def changed(kind: str, inside: str) -> str:
    return f'<w:{kind} w:id="1" w:author="A" w:date="2020-01-01T00:00:00Z">{inside}</w:{kind}>'


def field(code: str, *result: str, shows: bool = True) -> str:
    def sign(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inside = (sign("separate") if shows else "") + "".join(result)
    return sign("begin") + f"<w:r><w:instrText>{code}</w:instrText></w:r>" + inside + sign("end")


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (r("kept ") + changed("ins", r("in")) + changed("del", "<w:r><w:delText>out</w:delText></w:r>"), "kept in"),
        (changed("moveTo", r("here ")) + r("and ") + changed("moveFrom", r("there")), "here and"),
        (field(" PAGEREF x ", r("7")) + r(" pages"), "7 pages"),
        (field(" IF ", shows=False) + r("kept"), "kept"),
        (field(" IF " + "</w:instrText></w:r>" + field("REF a", r("code")) + "<w:r><w:instrText>", r("result")), "result"),
        ('<w:fldSimple w:instr="DATE">' + r("2 May") + "</w:fldSimple>", "2 May"),
        (field(' SYMBOL 42 \\f "Symbol" \\s 10 ', shows=False) + r("x"), "*x"),
        (r("seen") + r("hidden", "<w:vanish/>") + r(" again", '<w:vanish w:val="0"/>'), "seen again"),
        (r("styled") + r("hidden", '<w:rStyle w:val="Hid"/>'), "styled"),
        ('<w:sdt><w:sdtPr/><w:sdtContent>' + r("held") + "</w:sdtContent></w:sdt>", "held"),
        ('<w:hyperlink r:id="rId9">' + r("link") + "</w:hyperlink>" + '<w:smartTag>' + r(" tag") + "</w:smartTag>", "link tag"),
        ("<w:r><w:t>co</w:t><w:softHyphen/><w:t>operate, non</w:t><w:noBreakHyphen/><w:t>paper</w:t></w:r>", "cooperate, non-paper"),
        (r("one\u00adword\u200b and\u00a0two"), "oneword and two"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", "a    b"),
        ('<w:r><w:t>x </w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 2</w:t></w:r>', "x ≥ 2"),
        (r("m") + r("2", '<w:vertAlign w:val="superscript"/>') + r(" 1") + r("st", '<w:vertAlign w:val="superscript"/>'), "m² 1st"),
        ("<w:r><w:ruby><w:rt>" + r("kan") + "</w:rt><w:rubyBase>" + r("漢") + "</w:rubyBase></w:ruby></w:r>" + r("字"), "漢字"),
        ("<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>", "E=mc"),
        (r("said") + '<w:r><w:commentReference w:id="0"/></w:r>', "said"),
        (r("مجلس حقوق الإنسان", "<w:rtl/>"), "مجلس حقوق الإنسان"),
    ],
)  # fmt: skip
def test_words_are_those_of_the_page(content: str, expected: str) -> None:
    styles = '<w:style w:type="character" w:styleId="Hid"><w:name w:val="Hid"/><w:rPr><w:vanish/></w:rPr></w:style>'
    assert texts(p(content), styles=styles) == [expected]


@pytest.mark.parametrize("mark", ['<w:del w:id="1"/>', '<w:moveFrom w:id="1"/>', "<w:vanish/><w:specVanish/>"])
def test_a_paragraph_whose_end_is_deleted_runs_into_the_next(mark: str) -> None:
    body = p("One ", number=1, more=f"<w:rPr>{mark}</w:rPr>") + p("two.", number=1) + p("Three.", number=1)
    assert texts(body, numbering=numbering(lvl(0, "%1."))) == ["1. One two.", "2. Three."]


def test_a_deleted_paragraph_leaves_no_number() -> None:
    gone = p(changed("del", "<w:r><w:delText>out</w:delText></w:r>"), number=1, more='<w:rPr><w:del w:id="2"/></w:rPr>')
    assert texts(gone + p("First.", number=1), numbering=numbering(lvl(0, "%1."))) == ["1. First."]


def test_a_line_break_stays_in_its_paragraph() -> None:
    body = p("The first", "<w:r><w:br/></w:r>", "and the second line of one paragraph.") + p("Another.")
    (anatomy,) = dissect(word_file(body), path=PATH)
    assert [one.text for one in anatomy.reading.paragraphs] == [
        "The first and the second line of one paragraph.",
        "Another.",
    ]


def test_a_text_box_is_read_once_below_its_anchor() -> None:
    box = f"<w:txbxContent>{p('In the box.')}{p('Twice.')}</w:txbxContent>"
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(p("Anchor.", drawing) + p("After.")) == ["Anchor.", "In the box.", "Twice.", "After."]


# --- headings, pages, furniture --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "name", "level"),
    [
        ("Heading2", "heading 2", 2),
        ("2", "标题 2", 2),
        ("Titre1", "Titre 1", 1),
        ("Ttulo3", "Título 3", 3),
        ("a", "Заголовок 1", 1),
        ("b", "عنوان 1", 1),
        ("Title", "Title", 1),
        ("HChG", "_ H _Ch_G", 1),
        ("H1", "_ H _1", 2),
        ("H23G", "_ H _2/3_G", 3),
        ("SingleTxtG", "_ Single Txt_G", 0),
        ("TableHeading", "Table Heading", 0),
    ],
)
def test_headings_by_style(style: str, name: str, level: int) -> None:
    styles = f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/></w:style>'
    based = f'<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="{style}"/></w:style>'
    lines = printed(p("Introduction", style=style) + p("Scope", style="Own"), styles=styles + based).lines
    assert [line.level for line in lines] == [level, level]


def test_headings_by_outline_level() -> None:
    body = p("Scope", more='<w:outlineLvl w:val="1"/>') + p("Body", style="Heading1", more='<w:outlineLvl w:val="9"/>')
    assert [line.level for line in printed(body, styles=HEADINGS).lines] == [2, 0]


def test_a_clause_in_the_style_of_a_heading_is_a_paragraph() -> None:
    body = p("General", style="Heading1", number=1) + p("The seller delivers.", style="Heading2", number=1, level=1)
    lines = printed(body, styles=HEADINGS, numbering=numbering(lvl(0, "%1.") + lvl(1, "%1.%2"))).lines
    assert [(line.text, line.level) for line in lines] == [("1. General", 1), ("1.1 The seller delivers.", 0)]


def test_pages_are_those_that_the_program_saw() -> None:
    seen = "<w:r><w:lastRenderedPageBreak/></w:r>"
    hard = '<w:r><w:br w:type="page"/></w:r>'
    body = p("One.") + p(seen, "Two.") + p("Still two", seen, " and three.") + p(hard) + p(seen, "Four.")
    assert [line.page for line in printed(body).lines] == [1, 2, 2, 4]


def test_the_author_s_own_breaks_tell_pages_only_where_each_holds_one() -> None:
    hard = '<w:r><w:br w:type="page"/></w:r>'
    assert [line.page for line in printed(p("One.") + p(hard, "Two.")).lines] == [1, 2]
    assert {line.page for line in printed(p("Long. " * 900) + p(hard, "Which page?")).lines} == {1}


def test_headers_are_no_text_and_give_the_symbol() -> None:
    body = p("The number of members is ten.") + '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
    (anatomy,) = dissect(word_file(body, header1=p("A/HRC/31/L.5", "<w:r><w:tab/></w:r>", "Page 2")), path=PATH)
    assert [one.text for one in anatomy.reading.paragraphs] == ["The number of members is ten."]
    assert anatomy.reading.document.symbol == "A/HRC/31/L.5"
    assert ("running head", "Page 2") in [(one.kind, one.text) for one in anatomy.lifted]


def test_a_table_of_contents_is_lifted() -> None:
    contents = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    found = printed(p("1. Scope\t3", style="TOC1") + p("1. Scope", style="Heading1"), styles=contents + HEADINGS)
    assert [line.text for line in found.lines] == ["1. Scope"]
    assert [one.kind for one in found.lifted] == ["contents"]


# --- notes -----------------------------------------------------------------------------------------------------------


def test_notes_are_numbered_in_the_order_of_the_text() -> None:
    notes = SEPARATORS + note(5, " Later.") + note(2, " Earlier.")
    body = p("One", reference(2), " two", reference(5), ".") + p("Three.")
    assert texts(body, footnotes=notes) == ["One[^1] two[^2].", "[^1]: Earlier.", "[^2]: Later.", "Three."]


def test_a_deleted_note_does_not_count() -> None:
    body = p("One", changed("del", reference(1)), reference(2), ".")
    assert texts(body, footnotes=note(1, "Gone.") + note(2, "Kept.")) == ["One[^1].", "[^1]: Kept."]


def test_endnotes_have_numerals_of_their_own_and_settings_are_heeded() -> None:
    body = p("One", reference(1), " two", reference(1, "endnote"), ".")
    parts = {"footnotes": note(1, "Foot."), "endnotes": note(1, "End.", kind="endnote")}
    assert texts(body, **parts)[0] == "One[^1] two[^i]."
    settings = '<w:footnotePr><w:numFmt w:val="upperLetter"/><w:numStart w:val="3"/></w:footnotePr>'
    assert texts(body, **parts, settings=settings)[:2] == ["One[^C] two[^i].", "[^C]: Foot."]


def test_a_mark_that_comes_again_is_told_apart() -> None:
    body = p("One", reference(1), more="<w:sectPr/>") + p("Two", reference(2))
    settings = '<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>'
    found = texts(body, footnotes=note(1, "First.") + note(2, "Second."), settings=settings)
    assert found == ["One[^1]", "[^1]: First.", "Two[^1.2]", "[^1.2]: Second."]


def typed(identity: int, mark: str) -> str:
    reference = f'<w:footnoteReference w:customMarkFollows="1" w:id="{identity}"/>'
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>{reference}<w:t>{mark}</w:t></w:r>'


@pytest.mark.parametrize(
    ("mark", "expected"),
    [("*", ["Text*", "* Said."]), ("**", ["Text**", "** Said."]), ("a", ["Text[^a]", "[^a]: Said."])],
)
def test_a_typed_mark_is_kept(mark: str, expected: str) -> None:
    body = f'<w:footnote w:id="1">{p("<w:r><w:tab/></w:r>", mark, "<w:r><w:tab/></w:r>", "Said.")}</w:footnote>'
    assert texts(p("Text", typed(1, mark)), footnotes=body) == expected


def test_a_mark_typed_by_hand_ties_its_note() -> None:
    one = r("1", '<w:vertAlign w:val="superscript"/>')
    (anatomy,) = dissect(word_file(p("They agreed on it.", one) + p("The end.") + p(one, " By vote.")), path=PATH)
    assert [(x.id, x.text, x.footnotes) for x in anatomy.reading.paragraphs if x.footnotes or x.id == "fn1"] == [
        (anatomy.reading.paragraphs[0].id, "They agreed on it.", ("fn1",)),
        ("fn1", "By vote.", ()),
    ]


# --- tables ----------------------------------------------------------------------------------------------------------


def test_a_row_is_a_line_and_a_merged_cell_is_printed_once() -> None:
    rows = [
        ["State", "Vote"],
        [tc("Group A", '<w:vMerge w:val="restart"/>'), "Yes"],
        [tc("", "<w:vMerge/>"), "No"],
        [tc("Total 2", '<w:gridSpan w:val="2"/>')],
    ]
    lines = printed(p("Above.") + table(rows)).lines[1:]
    assert [line.text for line in lines] == ["State | Vote", "Group A | Yes", " | No", "Total 2"]
    assert all(line.verbatim and line.literal for line in lines)


def test_cells_are_read_to_the_end() -> None:
    inner = table([["x", "y"]])
    cell = p("First", number=1) + p("second") + inner + p("last")
    deleted = "<w:tr><w:trPr><w:del w:id='1'/></w:trPr>" + tc("out") + "</w:tr>"
    made = table([["a", cell], ["b", "c", p(reference(1))]]).removesuffix("</w:tbl>")
    found = texts(
        p("Above.") + made + deleted + "</w:tbl>", numbering=numbering(lvl(0, "%1.")), footnotes=note(1, "Noted.")
    )
    assert found == ["Above.", "a | 1. First second x y last", "b | c | [^1]", "[^1]: Noted."]


@pytest.mark.parametrize(
    "made",
    [
        table([["One"], ["Two"]]),
        table(
            [["United Nations", "A/HRC/RES/1/1"], ["Human Rights Council", p("Distr.: General") + p("8 April 2010")]]
        ),
        table([["One", "Two"]], ruled=False),
    ],
    ids=["one column", "masthead", "a row without lines"],
)
def test_a_table_that_only_lays_out_the_page_holds_lines(made: str) -> None:
    lines = printed(made + p("Text.")).lines
    assert not any(line.verbatim or "|" in line.text for line in lines)
    assert lines[-1].text == "Text."


# --- whole documents -------------------------------------------------------------------------------------------------


def laid_out(reading: Reading) -> bytes:
    """A resolution in the Organization's template: automatic numbers, a typed star, a masthead of a table and lines."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/></w:style>'
        for style, name in (("HChG", "_ H _Ch_G"), ("H1G", "_ H_1_G"), ("SingleTxtG", "_ Single Txt_G"))
    )
    by_id = {one.id: one for one in reading.paragraphs}
    title = "联合国人权事务高级专员的年度报告以及高级专员办事处和秘书长的报告"
    body = "".join(p(line) for line in ("人权理事会", "第十三届会议", "议程项目 2", title))
    body += p("人权理事会通过的决议", typed(2, "*"), style="HChG")
    body += p("13/23", style="H1G") + p("加强人权领域的国际合作", style="H1G")
    body += p("\u3000", r("人权理事会", "<w:i/>"), "，", style="SingleTxtG")
    for one in reading.paragraphs:
        if one.id.startswith("pp"):
            body += p(one.text, style="SingleTxtG")
        elif one.id.startswith("op"):
            body += p(one.text, style="SingleTxtG", number=1)
    body += p("2010年3月26日", "<w:r><w:br/></w:r>", "第44次会议") + p("[未经表决获得通过]")
    star = p("<w:r><w:tab/></w:r>", "*", "<w:r><w:tab/></w:r>", by_id["fn-star"].text)
    notes = f'{SEPARATORS}<w:footnote w:id="2">{star}</w:footnote>'
    return word_file(body, styles=styles, numbering=numbering(lvl(0, "%1.")), footnotes=notes)


def test_a_resolution_is_the_same_as_word_file_and_as_text() -> None:
    original = read_document(CORPUS / "hrc-resolution-13-23.txt")
    (anatomy,) = dissect(laid_out(original), path=PATH)
    reading = anatomy.reading

    def row(one: object) -> tuple[object, ...]:
        return tuple(getattr(one, name) for name in ("id", "kind", "section", "lead_in", "verb", "footnotes"))

    assert [row(one) for one in reading.paragraphs] == [row(one) for one in original.paragraphs]
    assert reading.document.words == original.document.words
    for name in ("symbol", "title", "organ", "session", "agenda_item", "date", "language", "kind"):
        assert getattr(reading.document, name) == getattr(original.document, name), name


def test_a_file_that_python_docx_wrote_is_read() -> None:
    """Another hand's package, with its own styles and numbering."""
    library = pytest.importorskip("docx", reason="python-docx, a tool of development, is not installed")
    made = library.Document()
    made.add_heading("Report", 0)
    made.add_heading("Findings", 1)
    for text in ("First.", "Second."):
        made.add_paragraph(text, style="List Number")
    made.add_paragraph("A point.", style="List Bullet")
    for cell, text in zip(made.add_table(1, 2, style="Table Grid").rows[0].cells, ("Left", "Right"), strict=True):
        cell.text = text
    buffer = io.BytesIO()
    made.save(buffer)
    (found,) = docx.read(buffer.getvalue(), path=PATH)
    assert [(line.text, line.level) for line in found.lines] == [
        ("Report", 1),
        ("Findings", 1),
        ("1. First.", 0),
        ("2. Second.", 0),
        ("• A point.", 0),
        ("Left | Right", 0),
    ]


def test_the_strict_variant_of_the_format_is_read() -> None:
    """The same elements under other addresses: Word writes it on demand."""
    content, buffer = word_file(p("Text.", number=1), numbering=numbering(lvl(0, "%1."))), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            text = (
                old.read(name)
                .decode()
                .replace("schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml")
            )
            new.writestr(
                name,
                text.replace("schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument"),
            )
    (found,) = docx.read(buffer.getvalue(), path=PATH)
    assert [line.text for line in found.lines] == ["1. Text."]


# --- bad input -------------------------------------------------------------------------------------------------------


def rezipped(content: bytes, **changes: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name.rpartition("/")[2].partition(".")[0], old.read(name).decode()))
    return buffer.getvalue()


GOOD = word_file(p("Text."))
LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]>" + f"<w:document xmlns:w='{docx.W[1:-1]}'><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"  # fmt: skip  # noqa: E501
DEEP = f"<w:document xmlns:w='{docx.W[1:-1]}'>" + "<w:sdt>" * 5000 + "</w:sdt>" * 5000 + "</w:document>"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyFile),
        (b"Only words.", NotAnArchive),
        (GOOD[: len(GOOD) // 2], DamagedArchive),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), EncryptedArchive),
        (rezipped(GOOD, document="<w:document"), DamagedArchive),
        (rezipped(GOOD, document=LAUGHS), DamagedArchive),
        (rezipped(GOOD, document=DEEP), DamagedArchive),
        (rezipped(GOOD, document=" " * (80 << 20)), OversizedArchive),
        (rezipped(GOOD).replace(b"word/document.xml", b"word/dokument.xml"), NotAnArchive),
    ],
    ids=["empty", "text", "truncated", "encrypted", "torn", "entities", "deep", "bomb", "no document"],
)
def test_bad_files_end_in_one_clear_sentence(content: bytes, error: type[SourceError]) -> None:
    with pytest.raises(error) as caught:
        list(docx.read(content, path=PATH))
    assert all(str(PATH) in caught.value.message(language) for language in ("zh", "en"))


def test_a_million_empty_paragraphs_are_read_one_by_one() -> None:
    content = word_file(p("First.") + "<w:p/>" * 1_000_000 + p("Last."))
    start = time.process_time()
    (found,) = docx.read(content, path=PATH)
    assert [line.text for line in found.lines] == ["First.", "Last."]
    assert time.process_time() - start < 60
    held = [len(block.getparent()) for block in docx.blocks(Package(word_file("<w:p/>" * 50_000), path=PATH))]
    assert max(held) < 10_000, "blocks that were read are not freed"


def test_a_field_that_never_ends_swallows_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert texts("".join(p(begin, "lost") + p(f"Kept {n}.") for n in range(60)))[-1] == "Kept 59."


def test_a_web_page_under_the_name_of_a_word_file_is_read_as_one() -> None:
    (found,) = docx.read(b"<html><body><p>The Council met.</p></body></html>", path=PATH)
    assert [line.text for line in found.lines] == ["The Council met."]
