"""``python -m tests.layout [--print] [STEM …]``: lay out the sources of eval/structure in their formats, and write their gold.

PDFs are printed by LibreOffice from the Word layout, as users' are: where one is missing, and all with ``--print``.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.layout.plain import hard_text, markdown, plain_text
from tests.layout.source import Piece, Source, parse
from tests.layout.web import epub, html
from tests.layout.word import docx

STRUCTURE = Path(__file__).resolve().parents[2] / "eval" / "structure"
SOURCES = STRUCTURE / "sources"
COLUMNS = ("id", "kind", "part", "number", "text", "section", "lead_in", "verb", "speaker", "footnotes")
LISTED = ("wells", "allotment")
"""Their web pages count their numbers themselves."""
PRINTED = ("pdf", "columns.pdf")


def layouts(source: Source) -> dict[str, bytes]:
    """The bytes of every format of a source but PDF, by the end of the file's name."""
    makers = {
        "txt": lambda: plain_text(source).encode(),
        "hard.txt": lambda: hard_text(source).encode(),
        "md": lambda: markdown(source).encode(),
        "html": lambda: html(source, listed=source.name.startswith(LISTED)).encode(),
        "epub": lambda: epub(source),
        "docx": lambda: docx(source),
        "tracked.docx": lambda: docx(source, tracked=True),
    }
    return {name: makers[name]() for name in source.formats if name not in PRINTED}


def print_pdf(source: Source, names: list[str], folder: Path) -> None:
    """Print the PDFs of a source with LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("LibreOffice (soffice) is not installed: the PDFs stay as they are")
    with tempfile.TemporaryDirectory() as scratch:
        for name in names:
            stem = f"{source.name}.{name}".removesuffix(".pdf")
            paper = Path(scratch) / f"{stem}.docx"
            paper.write_bytes(docx(source, columns=2 if name.startswith("columns") else 1))
            profile = f"-env:UserInstallation={(Path(scratch) / 'profile').as_uri()}"
            command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", scratch, str(paper)]
            subprocess.run(command, check=True, capture_output=True, timeout=300)
            shutil.copy(Path(scratch) / f"{stem}.pdf", folder / f"{stem}.pdf")


def gold_table(source: Source, folder: Path) -> str:
    """The gold of a source as a table; a column for the pages of each PDF."""
    prints = [name for name in source.formats if name in PRINTED]
    pages = [pages_of(source, folder / f"{source.name}.{name}") for name in prints]
    made = io.StringIO()
    table = csv.writer(made, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
    table.writerow([*COLUMNS, *(f"page.{name}" for name in prints)])
    for place, piece in enumerate(source.gold):
        table.writerow([*row(piece), *(page[place] for page in pages)])
    return made.getvalue()


def row(piece: Piece) -> list[str]:
    return [
        *(piece.id, piece.kind, piece.part, piece.number, piece.words, piece.section, piece.lead_in, piece.verb),
        *(piece.speaker, piece.notes),
    ]


def pages_of(source: Source, path: Path) -> list[str]:
    """The page on which each paragraph's first words are printed: looked up in the print, without any rule of ours."""
    from pypdfium2 import PdfDocument

    with PdfDocument(path) as document:
        texts = [re.sub(r"\s+|\ufffe", "", page.get_textpage().get_text_bounded()) for page in document]
    found, page = [], 0
    for piece in source.gold:
        if piece.kind == "footnote":
            found.append("?")
            continue
        words = re.sub(r"\s+", "", piece.words)[:14]
        page = next((number for number in range(page, len(texts)) if words in texts[number]), page)
        found.append(str(page + 1) if words in texts[page] else "?")
    return found


def main(arguments: list[str]) -> None:
    again, stems = "--print" in arguments, [name for name in arguments if name != "--print"]
    documents, gold = STRUCTURE / "documents", STRUCTURE / "gold"
    record_path = STRUCTURE / "metadata.json"
    record = json.loads(record_path.read_text(encoding="utf-8"))
    for path in sorted(SOURCES.glob("*.txt")):
        if stems and path.stem not in stems:
            continue
        source = parse(path)
        for name, content in layouts(source).items():
            (documents / f"{source.name}.{name}").write_bytes(content)
        prints = [name for name in source.formats if name in PRINTED]
        if due := [name for name in prints if again or not (documents / f"{source.name}.{name}").exists()]:
            print_pdf(source, due, documents)
        (gold / f"{source.name}.tsv").write_text(gold_table(source, documents), encoding="utf-8")
        record[source.name] = source.meta
    record_path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
