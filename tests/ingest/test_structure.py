"""Every paragraph of the sample documents and of the laid-out ones, against the gold that was read beside their print."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from ingest import read_document
from ingest.document import dissect
from ingest.readers.text import decode
from tests.ingest.gold import CORPUS, DOCUMENTS, HERE, gold_of, seen_by

METADATA = json.loads((HERE / "metadata.json").read_text(encoding="utf-8"))
COUNTS = {
    "belarus-letter-2007-04-09.txt": {"masthead": 1, "unnumbered": 3 + 21, "signature": 1},
    "belgium-note-verbale-2022-06-21.txt": {
        "masthead": 1,
        "unnumbered": 3,
        "numbered": 27,
        "bullet": 18,
        "subparagraph": 6,
        "footnote": 1,
    },
    "estonia-letter-2020-09-14.txt": {"masthead": 1, "unnumbered": 2 + 7, "bullet": 8, "signature": 1},
    "ga-resolution-67-169.txt": {"masthead": 1, "preambular": 9, "operative": 14, "adoption": 1, "footnote": 5},
    "hrc-resolution-13-23.txt": {"masthead": 1, "preambular": 10, "operative": 15, "adoption": 1, "footnote": 1},
}


def names(paths: list[Path]) -> dict[str, object]:
    return {"argvalues": paths, "ids": [path.stem for path in paths]}


def printed(path: Path) -> str:
    """The file without white space, emphasis and superscripts: what is left must hold every paragraph in one piece."""
    return re.sub(r"[\s*¹²³⁴⁵]+", "", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", **names(DOCUMENTS))
def test_every_paragraph_is_the_one_in_the_gold(path: Path) -> None:
    gold, paragraphs = gold_of(path), read_document(path).paragraphs
    assert [paragraph.id for paragraph in paragraphs] == [row.id for row in gold]
    assert [seen_by(row, paragraph) for row, paragraph in zip(gold, paragraphs, strict=True)] == list(gold)


@pytest.mark.parametrize("path", **names(DOCUMENTS))
def test_the_masthead_gives_the_facts(path: Path) -> None:
    document = read_document(path).document
    found = {name: getattr(document, name) for name in METADATA[path.name]}
    found["parts"] = [[part.key, part.title] for part in document.parts]
    assert found == METADATA[path.name]


@pytest.mark.parametrize("path", **names(CORPUS))
def test_the_counts_are_those_of_the_table(path: Path) -> None:
    kinds = Counter(paragraph.kind.value for paragraph in read_document(path).paragraphs)
    assert kinds == COUNTS[path.name]


@pytest.mark.parametrize("path", **names(CORPUS))
def test_a_paragraph_is_one_unbroken_stretch_of_the_print(path: Path) -> None:
    """Nothing of a neighbour, a footnote or a page foot in it, and nothing of it left out: read without our rules."""
    text = printed(path)
    place = 0
    for paragraph in read_document(path).paragraphs:
        if paragraph.kind.value in ("masthead", "footnote"):
            continue
        words = re.sub(r"[\s*]+", "", paragraph.text)
        place = text.find(words, place)
        assert place >= 0, paragraph.id
        place += len(words)


@pytest.mark.parametrize("path", **names([path for path in DOCUMENTS if path.suffix == ".txt"]))
def test_every_character_is_in_a_paragraph_or_named_as_lifted(path: Path) -> None:
    content = path.read_bytes()
    anatomy = next(dissect(content, path=path))
    pieces = [paragraph.text for paragraph in anatomy.reading.paragraphs] + [piece.text for piece in anatomy.lifted]
    assert Counter("".join("".join(pieces).split())) == Counter("".join(decode(content, path=path).split()))


@pytest.mark.parametrize("path", **names(DOCUMENTS))
def test_ids_are_unique_and_texts_are_of_one_line(path: Path) -> None:
    paragraphs = read_document(path).paragraphs
    assert len({paragraph.id for paragraph in paragraphs}) == len(paragraphs)
    assert all(paragraph.text == paragraph.text.strip() and paragraph.text for paragraph in paragraphs)
    assert not any(re.search(r"[\n\r\f\t]", paragraph.text) for paragraph in paragraphs)


@pytest.mark.parametrize("path", **names(DOCUMENTS))
def test_every_footnote_of_a_paragraph_is_there(path: Path) -> None:
    paragraphs = read_document(path).paragraphs
    tied = {key for paragraph in paragraphs for key in paragraph.footnotes}
    assert tied == {paragraph.id for paragraph in paragraphs if paragraph.kind.value == "footnote"}


def test_print_is_kept_where_it_looks_wrong() -> None:
    """The heading of the annex names another sender than the letter does; it is shown as it is."""
    path = next(path for path in CORPUS if path.name.startswith("belarus"))
    annex = read_document(path).document.parts[1]
    assert annex.title.startswith("2007 年 4 月 9 日俄罗斯常驻联合国代表")


def test_a_missing_number_is_told() -> None:
    text = "标题\n\n1. 第一段有完整的句子。\n\n2. 第二段有完整的句子。\n\n4. 第四段有完整的句子。\n"
    reading = next(dissect(text.encode(), path=Path("gap.txt"))).reading
    assert [paragraph.id for paragraph in reading.paragraphs] == ["masthead", "1", "2", "4"]
    assert [remark.en for remark in reading.remarks] == ["Paragraph 3 was not found before paragraph 4."]
