"""Documents that are laid out from one source in many formats: all of them are read as the gold has it, and alike."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from eval.structure import load_set, measure
from eval.structure.gold import stem_of
from eval.structure.measures import macro, micro, shortfalls
from ingest import read_document
from tests.layout.__main__ import PRINTED, SOURCES, STRUCTURE, gold_table, layouts
from tests.layout.source import parse

SET = load_set(None)
SHARED = [document for document in SET.documents if (SOURCES / f"{stem_of(document.path)}.txt").exists()]
STEMS = sorted({stem_of(document.path) for document in SHARED})


def test_every_shape_is_there() -> None:
    endings = {document.path.name.split(".", 1)[1] for document in SHARED}
    assert endings == {"txt", "hard.txt", "md", "html", "epub", "docx", "tracked.docx", "pdf", "columns.pdf"}
    assert len(STEMS) >= 15
    assert {path.suffix for path in SET.without_gold} == set()


@pytest.mark.parametrize("document", SHARED, ids=lambda document: document.path.name)
def test_paragraphs_and_ids_are_those_of_the_gold(document) -> None:  # type: ignore[no-untyped-def]
    found = measure(document, read_document(document.path))
    wrong = [each for each in found.wrong if each.measure in ("boundary", "locator", "kind", "footnotes", "page")]
    assert wrong == []


@pytest.mark.parametrize("stem", STEMS)
def test_every_format_gives_the_same_words_under_the_same_ids(stem: str) -> None:
    """``Document.words`` is a digest of ids and words: it is one for all formats of a document."""
    digests = defaultdict(list)
    for document in SHARED:
        if stem_of(document.path) == stem:
            digests[read_document(document.path).document.words].append(document.path.name)
    assert len(digests) == 1, dict(digests)


def test_the_set_is_at_its_floors() -> None:
    results = [measure(document, read_document(document.path)) for document in SET.documents]
    assert shortfalls(SET, results) == ()
    rest = [one for one in results if one.document.group == "laid out"]
    assert min(micro(rest).boundary_f1, macro(rest).boundary_f1) >= 0.98


@pytest.mark.parametrize("path", sorted(SOURCES.glob("*.txt")), ids=lambda path: path.stem)
def test_the_documents_and_their_gold_are_what_the_source_makes(path: Path) -> None:
    """``python -m tests.layout`` writes them; a PDF is printed by another program, and only its words are compared."""
    source = parse(path)
    for name, content in layouts(source).items():
        assert (STRUCTURE / "documents" / f"{source.name}.{name}").read_bytes() == content, name
    gold = (STRUCTURE / "gold" / f"{source.name}.tsv").read_text(encoding="utf-8")
    assert gold == gold_table(source, STRUCTURE / "documents")
    for name in PRINTED:
        if name in source.formats:
            words = print_of(STRUCTURE / "documents" / f"{source.name}.{name}")
            missing = [piece.id for piece in source.gold if re.sub(r"\W", "", piece.words)[:12] not in words]
            assert missing == []


def print_of(path: Path) -> str:
    from pypdfium2 import PdfDocument

    with PdfDocument(path) as document:
        return re.sub(r"\W", "", "".join(page.get_textpage().get_text_bounded() for page in document))
