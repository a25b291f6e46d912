"""Pictures of pages: recognised where Tesseract is installed, refused with the remedy where it is not."""

from __future__ import annotations

import io
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageFile
from reportlab.pdfgen.canvas import Canvas

from ingest.document import Anatomy, dissect
from ingest.readers import ocr, pdf
from ingest.readers.recognised import page_list
from ingest.readers.recognition import Recogniser, find_recogniser
from ingest.readers.scans import (
    DamagedPicture,
    NoTextLayer,
    NothingRecognised,
    PictureTooLarge,
    RecognitionMissing,
)
from rag import EmptyFile, SourceError

SCAN = Path(__file__).parent / "data" / "pdf" / "scan-zh.png"
HERE = find_recogniser()
LANGUAGES = HERE.languages if HERE else frozenset()


def needs(*languages: str) -> Any:
    missing = sorted(set(languages) - LANGUAGES)
    return pytest.mark.skipif(
        bool(missing), reason=f"Tesseract's language data are not installed: {', '.join(missing)}"
    )


LINES = (
    "The General Assembly decides to open the library of the town in the",
    "evening, and invites the readers of all ages to take part in the work",
    "that this will bring to the people who live in its neighbourhood.",
    "The members of the council are requested to report on the cost of the",
    "lamps, and on the number of the visitors, in the month of September.",
)


def english_page(lines: Sequence[str] = LINES) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(420, 200), invariant=1)
    canvas.setFont("Times-Roman", 12)
    for place, line in enumerate(lines):
        canvas.drawString(30, 160 - 16 * place, line)
    canvas.save()
    return buffer.getvalue()


def photographed(content: bytes, *, turn: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(content) as document:
        return document[0].render(scale=200 / 72, grayscale=True).to_pil().rotate(turn, expand=True)


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def anatomy_of(content: bytes, name: str) -> Anatomy:
    return next(dissect(content, path=Path(name)))


@needs("eng", "osd")
@pytest.mark.parametrize("turn", [0, 180])
def test_an_english_page_is_read_whichever_way_it_lies(turn: int) -> None:
    content = saved(photographed(english_page(), turn=turn), "PNG", dpi=(200, 200))
    reading = anatomy_of(content, "page.png").reading
    text = " ".join(paragraph.text for paragraph in reading.paragraphs)
    assert text == " ".join(LINES)
    assert [remark.code for remark in reading.remarks] == ["recognised"]
    assert "eng" in reading.remarks[0].en


@needs("chi_sim", "chi_tra", "osd")
def test_a_chinese_page_is_read_without_spaces_and_in_its_paragraphs() -> None:
    reading = anatomy_of(SCAN.read_bytes(), "scan.png").reading
    texts = [paragraph.text for paragraph in reading.paragraphs]
    begins = (
        "又忆及2001年8月31日至9月8日在南非德班召开",
        "重申普遍定期审议作为重要机制在促进",
        "忆及理事会2008年9月28日第6/17号决议，",
    )
    for begin in begins:
        assert any(text.startswith(begin) for text in texts), begin
    assert "chi_sim" in reading.remarks[0].zh


@needs("eng")
def test_a_scan_as_pdf_is_recognised_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    content = saved(photographed(english_page()), "PDF", resolution=200)
    reading = anatomy_of(content, "scan.pdf").reading
    assert " ".join(paragraph.text for paragraph in reading.paragraphs) == " ".join(LINES)
    monkeypatch.setattr(pdf, "find_recogniser", lambda: None)
    with pytest.raises(NoTextLayer):
        anatomy_of(content, "scan.pdf")


@needs("eng")
def test_the_frames_of_a_tiff_are_pages() -> None:
    second = photographed(english_page(["1. The council will open the reading room on Sundays too."]))
    content = saved(photographed(english_page()), "TIFF", save_all=True, append_images=[second], dpi=(200, 200))
    last = anatomy_of(content, "pages.tiff").reading.paragraphs[-1]
    assert (last.id, last.page, last.text) == ("1", 2, "The council will open the reading room on Sundays too.")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyFile),
        (b"\x89PNG\r\n\x1a\n and no more", DamagedPicture),
        (saved(Image.new("1", (9000, 11000), 1), "PNG"), PictureTooLarge),
        (saved(Image.new("1", (14000, 14000), 1), "PNG"), PictureTooLarge),
        (saved(Image.new("L", (200, 200), 255), "PNG")[:-30], DamagedPicture),
    ],
    ids=["empty", "no picture", "too large", "far too large", "torn"],
)
def test_what_is_no_picture_of_a_page_is_told(
    content: bytes, error: type[SourceError], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "find_recogniser", lambda: Recogniser("tesseract", frozenset({"eng"})))
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as another library may have left it
    with pytest.raises(error) as caught:
        anatomy_of(content, "picture.png")
    assert "picture.png" in caught.value.message("zh")


def test_without_the_program_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_recogniser", lambda: None)
    with pytest.raises(RecognitionMissing) as caught:
        anatomy_of(saved(Image.new("L", (200, 200), 255), "PNG"), "picture.png")
    for language in ("zh", "en"):
        assert "Tesseract" in caught.value.message(language)


def test_a_page_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\nexec sleep 30\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    slow = Recogniser(str(program), frozenset({"eng"}), seconds=0.2)
    monkeypatch.setattr(ocr, "find_recogniser", lambda: slow)
    with pytest.raises(NothingRecognised):
        anatomy_of(saved(Image.new("L", (200, 200), 255), "PNG"), "picture.png")


@pytest.mark.parametrize(
    ("pages", "told"), [([1], "1"), ([3, 1, 2], "1–3"), ([1, 2, 4, 7, 8], "1–2, 4, 7–8"), ([], "")]
)
def test_pages_are_told_in_runs(pages: list[int], told: str) -> None:
    assert page_list(pages) == told
