"""The gold structure of the sample documents and of documents laid out for these tests, kept as data.

The rows were written by the reader and then read through beside the printed files (starts, ends, sections, lead-ins);
the lengths rest on test_a_paragraph_is_one_unbroken_stretch_of_the_print, which reads the print without our rules.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from rag import Paragraph

HERE = Path(__file__).parent / "data"
ROOT = Path(__file__).resolve().parents[2]
CORPUS = sorted((ROOT / "eval" / "corpus").glob("*.txt"))
LAID_OUT = sorted((HERE / "documents").iterdir())
DOCUMENTS = [*CORPUS, *LAID_OUT]


@dataclass(frozen=True)
class Row:
    """One paragraph as it should be read; ``first`` and ``last`` are its first and last twelve characters."""

    id: str
    kind: str
    part: str
    number: str
    length: int
    first: str
    last: str
    section: str
    lead_in: str
    verb: str
    footnotes: str


def gold_of(path: Path) -> list[Row]:
    with (HERE / "gold" / f"{path.name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Row(**{**row, "length": int(row["length"])}) for row in rows]


def row_of(paragraph: Paragraph) -> Row:
    return Row(
        id=paragraph.id,
        kind=paragraph.kind.value,
        part=paragraph.locator.part,
        number=paragraph.locator.number,
        length=len(paragraph.text),
        first=paragraph.text[:12].strip(),
        last=paragraph.text[-12:].strip(),
        section=" › ".join(paragraph.section),
        lead_in=paragraph.lead_in,
        verb=paragraph.verb,
        footnotes=" ".join(paragraph.footnotes),
    )
