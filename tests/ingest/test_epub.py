"""EPUB: chapters in the order of the spine, notes across files, and books that cannot be read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from ingest.document import dissect
from ingest.readers.archive import DamagedArchive, NotAnArchive
from ingest.readers.epub import ProtectedBook, read
from rag import EmptyFile, SourceError

PATH = Path("book.epub")
CONTAINER = (
    "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"
    "<rootfile full-path='OEBPS/book.opf' media-type='application/oebps-package+xml'/></rootfiles></container>"
)
CHAPTERS = {
    "cover.xhtml": "<p>COVER</p>",
    "nav.xhtml": "<nav epub:type='toc'><ol><li><a href='two.xhtml'>TOC</a></li></ol></nav>",
    "text/two%20b.xhtml": "<h1>Second</h1><p>Later words<a epub:type='noteref' href='../notes.xhtml#n2'>1</a>.</p>",
    "text/one.xhtml": "<h1>First</h1><p>Early words<sup><a id='r' href='../notes.xhtml#n1'>1</a></sup>.</p><ol><li>item</li></ol>",
    "notes.xhtml": "<aside epub:type='footnote' id='n1'><p><a href='text/one.xhtml#r'>1</a> One.</p></aside>"
    "<aside epub:type='footnote' id='n2'><p>Two.</p></aside>",
}
METADATA = (
    "<dc:title>A Book of Wells</dc:title><dc:creator>A. Author</dc:creator><dc:creator>B. Author</dc:creator>"
    "<dc:language>en-GB</dc:language><dc:date>2031-02-03T00:00:00Z</dc:date>"
)


def book(
    *,
    chapters: dict[str, str] = CHAPTERS,
    metadata: str = METADATA,
    spine: tuple[str, ...] = ("notes.xhtml", "cover.xhtml", "nav.xhtml", "text/one.xhtml", "text/two%20b.xhtml"),
    more: dict[str, str] | None = None,
) -> bytes:
    order = list(chapters)
    items = references = ""
    for number, name in enumerate(chapters):
        properties = "properties='nav'" if name.startswith("nav") else ""
        items += f"<item id='i{number}' href='{name}' media-type='application/xhtml+xml' {properties}/>"
    for name in spine:
        linear = "no" if name.startswith("notes") else "yes"
        references += f"<itemref idref='i{order.index(name) if name in order else 99}' linear='{linear}'/>"
    package = (
        "<?xml version='1.0' encoding='utf-8'?><package xmlns='http://www.idpf.org/2007/opf' version='3.0'>"
        f"<metadata xmlns:dc='http://purl.org/dc/elements/1.1/'>{metadata}</metadata><manifest>{items}</manifest>"
        f"<spine>{references}</spine><guide><reference type='cover' href='cover.xhtml'/></guide></package>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for name, text in {"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": package, **(more or {})}.items():
            archive.writestr(name, text)
        for name, body in chapters.items():
            archive.writestr(
                f"OEBPS/{name.replace('%20', ' ')}",
                "<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title/>"
                f"<script src='x.js'/></head><body>{body}</body></html>",
            )
    return buffer.getvalue()


def test_a_book_is_read_in_the_order_of_its_spine() -> None:
    lines = next(read(book(), path=PATH)).lines
    assert [(line.level, line.text) for line in lines] == [
        (1, "First"),
        (0, "Early words[^1]."),
        (0, "1. item"),
        (1, "Second"),
        (0, "Later words[^1.2]."),
        (0, "[^1]: One."),
        (0, "[^1.2]: Two."),
    ]


def test_its_metadata_are_the_book_s() -> None:
    document = next(dissect(book(), path=PATH)).reading.document
    assert (document.title, document.author) == ("A Book of Wells", "A. Author; B. Author")
    assert (document.language, document.date) == ("en", "2031-02-03")


def test_a_title_that_the_text_prints_is_read_from_the_text() -> None:
    metadata = "<dc:title>81/77. A Book of Wells</dc:title>"
    chapters = {"one.xhtml": "<h1>A Book of Wells</h1><p>Words of the book are here.</p>"}
    content = book(chapters=chapters, spine=("one.xhtml",), metadata=metadata)
    assert next(dissect(content, path=PATH)).reading.document.title == "A Book of Wells"


def test_a_missing_chapter_is_told_and_the_rest_is_read() -> None:
    content = io.BytesIO(book())
    kept = io.BytesIO()
    with zipfile.ZipFile(content) as whole, zipfile.ZipFile(kept, "w") as part:
        for name in whole.namelist():
            if "two" not in name:
                part.writestr(name, whole.read(name))
    printed = next(read(kept.getvalue(), path=PATH))
    assert [line.text for line in printed.lines][:2] == ["First", "Early words[^1]."]
    assert [(each.code, "two b.xhtml" in each.en) for each in printed.remarks] == [("chapters-missing", True)]


ENCRYPTED = (
    "<encryption xmlns='urn:oasis:names:tc:opendocument:xmlns:container'>"
    "<EncryptedData xmlns='http://www.w3.org/2001/04/xmlenc#'><CipherData><CipherReference URI='{}'/></CipherData>"
    "</EncryptedData></encryption>"
)


def test_scrambled_fonts_are_no_protection() -> None:
    content = book(more={"META-INF/encryption.xml": ENCRYPTED.format("OEBPS/fonts/a.otf")})
    assert next(read(content, path=PATH)).lines


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (book(more={"META-INF/encryption.xml": ENCRYPTED.format("OEBPS/text/one.xhtml")}), ProtectedBook),
        (book()[:-400], DamagedArchive),
        (b"no archive", NotAnArchive),
        (b"", EmptyFile),
        (book(chapters={"one.xhtml": "<img src='x.png'/>"}, spine=("one.xhtml",)), EmptyFile),
        (book(chapters={}, spine=()), EmptyFile),
        (book(more={"OEBPS/book.opf": "not <xml"}), SourceError),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_book_that_cannot_be_read_is_told(content: bytes, error: type[SourceError]) -> None:
    with pytest.raises(error) as caught:
        list(dissect(content, path=PATH))
    assert all(str(PATH) in caught.value.message(language) for language in ("zh", "en"))


def test_entities_of_a_package_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", encoding="utf-8")
    package = (
        f"<!DOCTYPE p [<!ENTITY x SYSTEM 'file://{secret}'>]><package xmlns='http://www.idpf.org/2007/opf'>"
        "<metadata xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>A&x;B</dc:title></metadata>"
        "<manifest><item id='a' href='text/one.xhtml' media-type='application/xhtml+xml'/></manifest>"
        "<spine><itemref idref='a'/></spine></package>"
    )
    source = io.BytesIO(book())
    made = io.BytesIO()
    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(made, "w") as other:
        for name in whole.namelist():
            other.writestr(name, package if name.endswith(".opf") else whole.read(name))
    printed = next(read(made.getvalue(), path=PATH))
    assert printed.lines
    assert "SECRET" not in repr(printed)
