"""The same document as a PDF gives the same paragraphs; what is no readable PDF is told with its remedy."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from ingest.document import Anatomy, dissect
from ingest.layout import lay_out
from ingest.readers import pdf
from ingest.readers.bidi import in_reading_order
from ingest.readers.scans import DamagedPdf, LockedPdf, NoPages, NoTextLayer, NotPdf
from ingest.readers.text import read
from rag import EmptyFile, Paragraph, SourceError
from tests.ingest.typeset import Sheetmaker

ROOT = Path(__file__).resolve().parents[2]
RESOLUTIONS = [ROOT / "eval" / "corpus" / f"{name}.txt" for name in ("hrc-resolution-13-23", "ga-resolution-67-169")]
PRINTED = Path(__file__).parent / "data" / "pdf"
FILE = Path("document.pdf")
SENTENCE = "The library of the town opens at nine in the evening and closes at midnight."


def anatomy_of(content: bytes, path: Path = FILE) -> Anatomy:
    return next(dissect(content, path=path))


def paragraphs_of(content: bytes, path: Path = FILE) -> tuple[Paragraph, ...]:
    return anatomy_of(content, path).reading.paragraphs


def bare(paragraphs: tuple[Paragraph, ...]) -> dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Ids, words, sections and notes. White space apart: a line break beside Chinese swallows the space typed there."""
    return {
        paragraph.id: ("".join(paragraph.text.split()), paragraph.section, paragraph.footnotes)
        for paragraph in paragraphs
    }


def drawn(draw: Callable[[Any], None], **options: Any) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(420, 420), invariant=1, **options)
    canvas.setFont("Times-Roman", 11)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def set_again(path: Path, **options: Any) -> bytes:
    layout = lay_out(next(read(path.read_bytes(), path=path)).lines)
    notes = {note.mark: note.text for note in layout.notes}
    return Sheetmaker(notes=notes, head="A/RES/67/169", **options).pdf([block.text for block in layout.blocks])


@pytest.mark.parametrize("spaces", [True, False], ids=["spaces drawn", "no spaces drawn"])
@pytest.mark.parametrize(
    "options",
    [{}, {"columns": 2, "page": (520.0, 420.0)}, {"twice": True}, {"indent": 0.0}, {"page": (595.0, 842.0)}],
    ids=["one column", "two columns", "drawn twice", "no indent", "large pages"],
)
@pytest.mark.parametrize("path", RESOLUTIONS, ids=lambda path: path.stem)
def test_a_resolution_in_print_has_the_paragraphs_of_its_text(
    path: Path, options: dict[str, Any], spaces: bool
) -> None:
    """Running heads left and right, page numbers, notes at the foot, paragraphs over the edge of columns and pages."""
    before = paragraphs_of(path.read_bytes(), path)
    after = paragraphs_of(set_again(path, spaces=spaces, **options))
    assert bare(after) == bare(before)
    assert [paragraph.id for paragraph in after] == [paragraph.id for paragraph in before]


def test_each_paragraph_keeps_the_page_that_it_starts_on() -> None:
    content = set_again(RESOLUTIONS[1])
    with pypdfium2.PdfDocument(content) as document:
        pages = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    paragraphs = [paragraph for paragraph in paragraphs_of(content) if paragraph.id != "masthead"]
    assert {paragraph.page for paragraph in paragraphs} == set(
        range(1, len(pages))
    )  # the last page ends the last paragraph
    for paragraph in paragraphs:
        assert paragraph.page is not None
        assert "".join(paragraph.text.split())[:6] in pages[paragraph.page - 1]


def test_heads_and_page_numbers_are_lifted_and_named() -> None:
    content = set_again(RESOLUTIONS[1])
    with pypdfium2.PdfDocument(content) as document:
        pages = len(document)
    lifted = [(lifted.kind, lifted.text) for lifted in anatomy_of(content).lifted]
    assert [text for kind, text in lifted if kind == "running head"] == ["A/RES/67/169"] * (pages - 1)
    assert [text for kind, text in lifted if kind == "page number"] == [str(page) for page in range(1, pages + 1)]


def test_libreoffice_in_two_columns_in_russian() -> None:
    text = PRINTED / "resolution-ru.txt"
    before, after = paragraphs_of(text.read_bytes(), text), paragraphs_of((PRINTED / "resolution-ru.pdf").read_bytes())
    assert [(p.id, p.text, p.footnotes) for p in after[1:]] == [(p.id, p.text, p.footnotes) for p in before[1:]]
    assert [p.id for p in after if p.footnotes] == [p.id for p in before if p.footnotes] != []


def test_chromium_in_arabic() -> None:
    texts = [paragraph.text for paragraph in paragraphs_of((PRINTED / "resolution-ar.pdf").read_bytes())]
    assert texts[0] == "الجمعية العامة،"
    assert texts[1] == (
        "إذ تشير إلى قرارها 66/152 المؤرخ 19 كانون الأول/ديسمبر 2011 (A/RES/66/152) وإلى جميع القرارات الأخرى ذات الصلة بشأن "
        "تعزيز التعاون الدولي في ميدان حقوق الإنسان، ولا سيما الإعلان العالمي،"
    )
    assert texts[2].endswith("هو أحد مقاصد الأمم المتحدة (المادة 1) ومسؤولية جميع الدول الأعضاء؛")


def test_chromium_with_headings_and_a_table() -> None:
    paragraphs = paragraphs_of((PRINTED / "survey-en.pdf").read_bytes())
    rows = [paragraph.text for paragraph in paragraphs if " | " in paragraph.text]
    assert rows == ["Town | Hours | Visitors", "Aarberg | 14 | 1,200", "Brunnen | 20 | 3,450", "Castelo | 9 | 870"]
    assert [p.section[-1:] for p in paragraphs if p.text.startswith(("The cost", "Visitors in"))] == [
        ("1. Costs",),
        ("2. Visitors",),
    ]
    assert [p.page for p in paragraphs if p.text.startswith(("Many towns", "Families"))] == [1, 2]


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        (["ا", "ل", "ا", " ", "6", "6", "/", "1", "5", "2", " ", "ن", "م"], "من 66/152 الا"),
        (["ب", " ", ")", "A", "/", "R", "E", "S", "/", "6", "6", "(", " ", "أ"], "أ (A/RES/66) ب"),
        (["،", "ب", " ", "1", "2", ",", "5"], "12,5 ب،"),
    ],
)
def test_arabic_is_read_from_right_to_left_and_its_numbers_are_not(printed: list[str], read_as: str) -> None:
    assert in_reading_order(printed) == read_as


def test_a_word_broken_by_its_line_is_whole_and_a_real_hyphen_stays() -> None:
    lines = [
        "The General Assembly requested the Secretary-",
        "General to report on the work of the communi-",
        "ties in the field of libraries, and on read-",
        "ing rooms that are open in the evening hours,",
        "and invited all of the organi-",
        "zations to take part in the work.",
    ]

    def draw(canvas: Any) -> None:
        for place, line in enumerate(lines):
            canvas.drawString(50, 350 - 14 * place, line)

    text = paragraphs_of(drawn(draw))[-1].text
    for words in ("Secretary-General", "the communities", "reading rooms", "the organizations"):
        assert words in text


def test_letter_spaced_type_and_ligatures_are_words() -> None:
    def draw(canvas: Any) -> None:
        words = canvas.beginText(50, 350)
        words.setFont("Times-Roman", 14)
        words.setCharSpace(4)
        words.textLine("REPORT OF THE COMMITTEE")
        words.setCharSpace(0)
        words.setFont("Times-Roman", 11)
        words.textLine("")
        words.textLine("The of\ufb01ce of the committee is open to the public.")
        canvas.drawText(words)

    text = " ".join(paragraph.text for paragraph in paragraphs_of(drawn(draw)))
    assert "REPORT OF THE COMMITTEE" in text


def test_what_is_not_on_the_page_or_runs_another_way_is_left_out() -> None:
    def draw(canvas: Any) -> None:
        canvas.setCropBox((0, 0, 420, 420))
        canvas.drawString(50, 350, SENTENCE)
        canvas.drawString(500, 350, "Outside of the page.")
        canvas.rotate(90)
        canvas.drawString(100, -20, "Stamped in the margin: for the archive of the secretariat only")

    anatomy = anatomy_of(drawn(draw))
    assert [paragraph.text for paragraph in anatomy.reading.paragraphs] == [SENTENCE]
    assert [remark.code for remark in anatomy.reading.remarks] == ["text-turned"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_turned_is_read_upright(turn: int) -> None:
    def draw(canvas: Any) -> None:
        canvas.translate(210, 210)
        canvas.rotate(turn)
        canvas.drawString(-180, 100, SENTENCE)
        canvas.drawString(-180, 86, "Readers may stay until the last lamp is put out.")

    text = " ".join(paragraph.text for paragraph in paragraphs_of(drawn(draw)))
    assert text == f"{SENTENCE} Readers may stay until the last lamp is put out."


def test_the_invisible_text_of_a_scan_is_read_and_a_leftover_is_not() -> None:
    def hidden(canvas: Any, y: float, words: str) -> None:
        text = canvas.beginText(50, y)
        text.setTextRenderMode(3)
        text.textLine(words)
        canvas.drawText(text)

    def scan(canvas: Any) -> None:
        hidden(canvas, 350, SENTENCE)

    def leftover(canvas: Any) -> None:
        canvas.drawString(50, 350, SENTENCE)
        hidden(canvas, 300, "never to be seen")

    for draw in (scan, leftover):
        assert [paragraph.text for paragraph in paragraphs_of(drawn(draw))] == [SENTENCE]


def picture(canvas: Any) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (60, 60), 128)), 0, 0, 420, 420)


def no_pages() -> bytes:
    buffer = io.BytesIO()
    with pypdfium2.PdfDocument.new() as document:
        document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyFile),
        (b"An ordinary text of some length.", NotPdf),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type", DamagedPdf),
        (drawn(lambda canvas: canvas.drawString(50, 50, SENTENCE))[:400], DamagedPdf),
        (drawn(lambda canvas: canvas.drawString(50, 50, SENTENCE), encrypt=StandardEncryption("secret")), LockedPdf),
        (no_pages(), NoPages),
        (drawn(lambda canvas: canvas.showPage()), EmptyFile),
        (drawn(picture), NoTextLayer),
    ],
    ids=["empty", "text", "torn head", "torn body", "encrypted", "no pages", "blank page", "scan"],
)
def test_what_cannot_be_read_is_told_with_the_remedy(
    content: bytes, error: type[SourceError], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find_recogniser", lambda: None)
    with pytest.raises(error) as caught:
        list(dissect(content, path=FILE))
    for language in ("zh", "en"):
        message = caught.value.message(language)
        assert str(FILE) in message
        assert "{" not in message
    if error is NoTextLayer:
        assert re.search(r"Tesseract.*again", caught.value.message("en"))


def test_what_only_its_owner_may_change_is_read() -> None:
    """Encrypted without a user password: everybody may open it."""
    content = drawn(
        lambda canvas: canvas.drawString(50, 50, SENTENCE), encrypt=StandardEncryption("", ownerPassword="secret")
    )
    assert [paragraph.text for paragraph in paragraphs_of(content)] == [SENTENCE]


def test_pages_without_text_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_recogniser", lambda: None)

    def draw(canvas: Any) -> None:
        canvas.drawString(50, 350, SENTENCE)
        for _ in range(2):
            canvas.showPage()
            picture(canvas)

    reading = anatomy_of(drawn(draw)).reading
    assert [paragraph.text for paragraph in reading.paragraphs] == [SENTENCE]
    assert [remark.code for remark in reading.remarks] == ["pages-without-text"]
    assert "2–3" in reading.remarks[0].zh
    assert "2–3" in reading.remarks[0].en


def test_a_glyph_that_stands_for_the_same_letter_twice_keeps_both() -> None:
    """LibreOffice prints ff as one glyph; pdfium gives its two letters one place, as if it were drawn twice to look bold."""
    (printed,) = pdf.read((PRINTED / "ligature-en.pdf").read_bytes(), path=FILE)
    assert "Reaffirming its effective and official offer" in " ".join(line.text for line in printed.lines)
