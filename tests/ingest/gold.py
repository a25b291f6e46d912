"""The gold structure of the sample documents and of documents laid out for these tests, kept as data.

The rows of the documents that are compared here were written by the reader and then read through beside the printed files
(starts, ends, sections, lead-ins); the words between rest on test_a_paragraph_is_one_unbroken_stretch_of_the_print, which
reads the print without our rules. Those laid out from eval/structure/sources come from what a person wrote there.
"""

from __future__ import annotations

from pathlib import Path

from eval.structure.gold import GoldParagraph, cells_of, gold_path, read_gold
from rag import Paragraph

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "eval" / "structure"
CORPUS = sorted((ROOT / "eval" / "corpus").glob("*.txt"))
LAID_OUT = sorted(path for path in (HERE / "documents").iterdir() if (HERE / "gold" / f"{path.name}.tsv").exists())
"""Those with a gold of their own; the documents laid out from one source in many formats share theirs (test_layout_gold)."""
DOCUMENTS = [*CORPUS, *LAID_OUT]


def gold_of(path: Path) -> tuple[GoldParagraph, ...]:
    found = gold_path(HERE, path)
    assert found is not None
    return read_gold(found, path)


def seen_by(gold: GoldParagraph, paragraph: Paragraph) -> GoldParagraph:
    """A paragraph of a reading in the columns that its gold checks."""
    cells = cells_of(paragraph)
    return GoldParagraph(paragraph.id, paragraph.text, {name: cells[name] for name in gold.cells})
