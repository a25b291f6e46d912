"""How fast each format is read on one core, and how much memory a long PDF takes: ``python -m ingest.speed``.

One text, a report of numbered paragraphs, is laid out in every registered format that can be made here; the time is the
processor's, from bytes to paragraphs. Formats that another program reads (LibreOffice, Tesseract) are timed by the clock.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from html import escape
from pathlib import Path
from typing import Final

from ingest.document import read_documents
from ingest.readers import READERS
from rag import ParaciteError

_VOCABULARY: Final = (
    "harbour light buoy keeper register fishing delta storm channel pilot vessel signal coast island repair survey chart "
    "tide anchor wreck beacon cargo ferry mooring quay reef sailor shoal strait tow wharf winter answer bridge carry "
    "decline employ finance gather happen inform join kindle lower mend notice offer publish quarrel receive settle travel"
)
_WORDS_A_PARAGRAPH: Final = 60
_PER_SECTION: Final = 20
_ENTRIES: Final = 20
"""Documents that the text is cut into in a format of several documents a file."""
_TIMED: Final = 3
"""Each format is read so often; the best counts, since whatever else the machine does only adds."""


def paragraphs(count: int) -> Iterator[tuple[str, str]]:
    """(section heading or "", paragraph without its number): the text that is laid out."""
    chance = random.Random(91)  # noqa: S311 - the same text every time
    for number in range(1, count + 1):
        heading = f"{chr(65 + (number // _PER_SECTION) % 26)}. Harbours {number}" if number % _PER_SECTION == 1 else ""
        # no two lines may be alike: what is printed again and again at the edges of pages is taken for a running head
        words = chance.choices(_VOCABULARY.split(), k=_WORDS_A_PARAGRAPH)
        words[::12] = [f"{word}, {chance.randint(2, 9_999):,}" for word in words[::12]]
        yield heading, f"The Committee noted that the {' '.join(words)}."


def _text(count: int) -> bytes:
    lines = ["Report of the Committee on Harbours", ""]
    for number, (heading, text) in enumerate(paragraphs(count), start=1):
        lines += [heading, ""] if heading else []
        lines += [*_wrapped(f"{number}. {text}"), ""]
    return "\n".join(lines).encode()


def _wrapped(text: str) -> list[str]:
    import textwrap

    return textwrap.wrap(text, 90)


def _markdown(count: int) -> bytes:
    lines = ["# Report of the Committee on Harbours"]
    for number, (heading, text) in enumerate(paragraphs(count), start=1):
        lines += [f"## {heading}"] if heading else []
        lines.append(f"{number}. {text}")
    return "\n\n".join(lines).encode()


def _page(count: int) -> str:
    lines = ["<!doctype html><html lang=en><title>Report</title><body><h1>Report of the Committee on Harbours</h1>"]
    for number, (heading, text) in enumerate(paragraphs(count), start=1):
        lines += [f"<h2>{escape(heading)}</h2>"] if heading else []
        lines.append(f"<p>{number}. {escape(text)}</p>")
    return "\n".join((*lines, "</body></html>"))


def _html(count: int) -> bytes:
    return _page(count).encode()


def _mhtml(count: int) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Report"
    message.set_content("see the page")
    message.make_related()
    message.add_related(_page(count), subtype="html")
    return bytes(message)


def _entries(count: int) -> bytes:
    size = max(count // _ENTRIES, 1)
    texts = [text for _, text in paragraphs(count)]
    entries = (
        {"_id": str(start), "title": f"Harbour {start}", "text": "\n\n".join(texts[start : start + size])}
        for start in range(0, count, size)
    )
    return "".join(json.dumps(each) + "\n" for each in entries).encode()


def _epub(count: int) -> bytes:
    page = _page(count).replace(
        "<!doctype html><html lang=en>", '<html xmlns="http://www.w3.org/1999/xhtml" lang="en">'
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>Report</dc:title><dc:language>en</dc:language></metadata><manifest>"
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
        '<rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("a.opf", package)
        archive.writestr("a.xhtml", page)
    return made.getvalue()


def _docx(count: int) -> bytes:
    from docx import Document

    document = Document()
    document.add_heading("Report of the Committee on Harbours", 1)
    for heading, text in paragraphs(count):
        if heading:
            document.add_heading(heading, 2)
        document.add_paragraph(text, style="List Number")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _pdf(count: int) -> bytes:
    """About seven paragraphs a page, with a running head and page numbers."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfgen.canvas import Canvas

    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4)
    height, page = 0, 0
    for number, (heading, text) in enumerate(paragraphs(count), start=1):
        lines = simpleSplit(f"{number}. {text}", "Times-Roman", 11, A4[0] - 144)
        for line in [*([heading] if heading else []), *lines, ""]:
            if height <= 80:
                if page:
                    canvas.showPage()
                page, height = page + 1, 780
                canvas.setFont("Times-Roman", 11)
                canvas.drawString(72, 810, "A/91/204")
                canvas.drawString(290, 40, str(page))
            canvas.drawString(72, height, line)
            height -= 16
    canvas.save()
    return made.getvalue()


MAKERS: Final[dict[str, Callable[[int], bytes]]] = {
    ".txt": _text,
    ".md": _markdown,
    ".html": _html,
    ".mhtml": _mhtml,
    ".epub": _epub,
    ".docx": _docx,
    ".pdf": _pdf,
    ".jsonl": _entries,
}
_PER_PAGE: Final = 7


def measure(path: Path) -> tuple[int, float]:
    """(paragraphs, seconds of processor time) of reading one file once."""
    started = time.process_time()
    found = sum(len(reading.paragraphs) for reading in read_documents(path))
    return found, time.process_time() - started


def table(folder: Path, *, count: int) -> Iterator[str]:
    """The lines of the table; a format that cannot be made or read here says why."""
    yield f"{'format':8} {'MB':>7} {'paragraphs':>11} {'seconds':>8} {'MB/s':>7} {'paragraphs/s':>13}"
    for suffix in READERS:
        if suffix not in MAKERS:
            continue
        path = folder / f"report{suffix}"
        try:
            path.write_bytes(MAKERS[suffix](count))
            times = [measure(path) for _ in range(_TIMED)]
        except (ImportError, ParaciteError) as error:
            yield f"{suffix:8} {error}"
            continue
        found, seconds = times[0][0], min(each for _, each in times)
        size = path.stat().st_size / 1_000_000
        yield f"{suffix:8} {size:7.2f} {found:11,} {seconds:8.2f} {size / seconds:7.2f} {found / seconds:13,.0f}"


def peak(path: Path) -> str:
    """The memory that reading a file takes, measured in a process of its own."""
    command = [sys.executable, "-m", "ingest.speed", "--peak-of", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603 - ourselves


def _peak_here(path: Path) -> str:
    from ingest.readers import reader_of

    reader_of(path)
    before = _peak_kilobytes()
    started = time.monotonic()
    found = sum(len(reading.paragraphs) for reading in read_documents(path))
    after = _peak_kilobytes()
    size = path.stat().st_size / 1_000_000
    return (
        f"{size:.1f} MB, {found:,} paragraphs, {time.monotonic() - started:.1f} s; peak memory {after / 1_000:,.0f} MB, "
        f"of which {(after - before) / 1_000:,.0f} MB for reading"
    )


def _peak_kilobytes() -> int:
    status = Path("/proc/self/status")
    if status.exists():  # what resource tells on Linux begins with the peak of the process that started this one
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    peak_now = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak_now // 1_000 if sys.platform == "darwin" else peak_now


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m ingest.speed", description=__doc__)
    parser.add_argument("--paragraphs", type=int, default=2_000, help="paragraphs of the text (default: 2000)")
    parser.add_argument("--pages", type=int, default=2_000, help="pages of the long PDF; 0: none (default: 2000)")
    parser.add_argument("--peak-of", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    out = sys.stdout.write
    if options.peak_of:
        out(_peak_here(options.peak_of) + "\n")
        return
    with tempfile.TemporaryDirectory() as name:
        for line in table(Path(name), count=options.paragraphs):
            out(line + "\n")
            sys.stdout.flush()
        if options.pages and ".pdf" in READERS:
            path = Path(name) / "long.pdf"
            path.write_bytes(_pdf(options.pages * _PER_PAGE))
            out(f"PDF of about {options.pages:,} pages: {peak(path)}\n")


if __name__ == "__main__":
    main()
