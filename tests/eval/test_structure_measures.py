"""The measures of readings against gold, on readings whose faults are known."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.structure import draft_gold, load_set, measure, run_structure
from eval.structure.errors import MalformedGold, SetWithoutDocuments
from eval.structure.measures import macro, micro
from rag import Document, Locator, Paragraph, ParagraphKind, Part, Reading

ROWS = [
    ("masthead", "masthead", "大会决议 大会，", "", "", ""),
    ("pp1", "preambular", "回顾其第 1/1 号决议，", "回顾", "", "fn1"),
    ("op1", "operative", "决定开放图书馆；", "决定", "", ""),
    ("op2", "operative", "请秘书长提出报告。", "请", "", ""),
    ("fn1", "footnote", "第1/1号决议。", "", "", ""),
]


def paragraph(row: tuple[str, ...]) -> Paragraph:
    name, kind, text, verb, _, notes = row
    locator = Locator(id=name, kind=ParagraphKind(kind))
    return Paragraph(locator=locator, text=text, verb=verb, footnotes=tuple(notes.split()))


READING = Reading(
    document=Document(id="A/RES/1/2", symbol="A/RES/1/2", parts=(Part(key="annex", title="办法"),)),
    paragraphs=tuple(paragraph(row) for row in ROWS),
)
FACTS = {"symbol": "A/RES/1/2", "kind": "other", "parts": [["annex", "办法"]]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A set of one document, as a user writes it."""
    for name in ("documents", "gold"):
        (tmp_path / name).mkdir()
    (tmp_path / "documents" / "resolution.txt").write_text("…", encoding="utf-8")
    lines = ["id\tkind\ttext\tverb\tsection\tfootnotes", *("\t".join(row) for row in ROWS)]
    (tmp_path / "gold" / "resolution.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "metadata.json").write_text(json.dumps({"resolution": FACTS}), encoding="utf-8")
    return tmp_path


def changed(*paragraphs: Paragraph) -> Reading:
    return replace(READING, paragraphs=paragraphs)


def test_a_reading_like_the_gold_is_right_in_everything(folder: Path) -> None:
    found = measure(load_set(folder).documents[0], READING)
    shares = micro([found])
    assert (shares.precision, shares.recall, shares.boundary_f1) == (1.0, 1.0, 1.0)
    assert set(shares.by_measure) == {"locator", "kind", "verb", "footnotes", "metadata"}
    assert all(value == 1.0 for value in shares.by_measure.values())
    assert (found.wrong, found.lost, found.invented) == ((), 0, 0)


def test_white_space_does_not_count(folder: Path) -> None:
    first, second, *rest = READING.paragraphs
    found = measure(load_set(folder).documents[0], changed(first, replace(second, text="回顾其第1/1 号决 议，"), *rest))
    assert found.exact == 5


def test_half_a_paragraph_is_none(folder: Path) -> None:
    """One paragraph cut in two: one of five is missing, and two of six are too many."""
    head, preamble, first, *rest = READING.paragraphs
    halves = (replace(first, text="决定开放"), replace(first, text="图书馆；"))
    found = measure(load_set(folder).documents[0], changed(head, preamble, *halves, *rest))
    shares = micro([found])
    assert (shares.precision, shares.recall) == (4 / 6, 4 / 5)
    assert shares.boundary_f1 == pytest.approx(2 * (4 / 6) * (4 / 5) / (4 / 6 + 4 / 5))
    assert [(each.measure, each.paragraph) for each in found.wrong] == [("boundary", "op1")] * 3
    assert found.counts["locator"].m == 5
    assert found.counts["locator"].n == 4
    assert (found.counts["verb"].n, found.counts["verb"].m) == (2, 3)


def test_paragraphs_run_together_are_both_missing(folder: Path) -> None:
    head, preamble, first, second, note = READING.paragraphs
    one = replace(first, text=first.text + second.text)
    assert measure(load_set(folder).documents[0], changed(head, preamble, one, note)).exact == 3


def test_a_wrong_id_is_no_wrong_boundary(folder: Path) -> None:
    *rest, note = READING.paragraphs
    other = replace(note, locator=replace(note.locator, id="fn2"))
    found = measure(load_set(folder).documents[0], changed(*rest, other))
    assert (found.exact, found.counts["locator"].n, found.counts["locator"].m) == (5, 4, 5)


def test_a_verb_where_there_is_none_is_wrong(folder: Path) -> None:
    head, *rest = READING.paragraphs
    found = measure(load_set(folder).documents[0], changed(replace(head, verb="大会"), *rest))
    assert (found.counts["verb"].n, found.counts["verb"].m) == (3, 4)


def test_characters_lost_and_invented_are_counted(folder: Path) -> None:
    *rest, note = READING.paragraphs
    found = measure(load_set(folder).documents[0], changed(*rest, replace(note, text="第1/1号决议甲乙")))
    assert (found.lost, found.invented) == (1, 2)


def test_a_question_mark_is_not_checked(folder: Path) -> None:
    gold = folder / "gold" / "resolution.tsv"
    gold.write_text(gold.read_text(encoding="utf-8").replace("决定\t", "?\t", 1), encoding="utf-8")
    head, preamble, first, *rest = READING.paragraphs
    found = measure(load_set(folder).documents[0], changed(head, preamble, replace(first, verb="甲"), *rest))
    assert (found.counts["verb"].n, found.counts["verb"].m) == (2, 2)


def test_metadata_counts_the_fields_of_the_gold(folder: Path) -> None:
    found = measure(load_set(folder).documents[0], replace(READING, document=Document(id="x", symbol="A/1")))
    assert (found.counts["metadata"].n, found.counts["metadata"].m) == (1, 3)


def test_what_cannot_be_read_is_all_missing(folder: Path) -> None:
    found = measure(load_set(folder).documents[0], None, crash="no text")
    assert (found.exact, found.read, micro([found]).boundary_f1) == (0, 0, 0.0)
    assert found.counts["locator"].share == 0.0
    assert found.lost > 0


def test_the_mean_weighs_documents_alike_and_the_sum_paragraphs(folder: Path) -> None:
    document = load_set(folder).documents[0]
    short = replace(document, paragraphs=document.paragraphs[:1])
    right = measure(document, READING)
    nothing = measure(short, None)
    assert macro([right, nothing]).recall == 0.5
    assert micro([right, nothing]).recall == 5 / 6


def test_pages_are_those_of_the_format(folder: Path) -> None:
    gold = folder / "gold" / "resolution.tsv"
    lines = gold.read_text(encoding="utf-8").splitlines()
    gold.write_text("\n".join([lines[0] + "\tpage.pdf", *(f"{line}\t2" for line in lines[1:])]), encoding="utf-8")
    (folder / "documents" / "resolution.pdf").write_bytes(b"%PDF")
    by_name = {each.path.name: each for each in load_set(folder).documents}
    paged = changed(*(replace(each, page=2) for each in READING.paragraphs))
    assert measure(by_name["resolution.pdf"], paged).counts["page"].share == 1.0
    assert "page" not in measure(by_name["resolution.txt"], paged).counts


def test_floors_decide_the_exit_status(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = {"groups": {"mine": {"documents": "documents", "floors": {"boundary_f1": 0.9, "verb": 0.3}}}}
    (folder / "set.json").write_text(json.dumps(plan), encoding="utf-8")
    chosen = load_set(folder)
    assert run_structure(chosen, [measure(chosen.documents[0], READING)], json_path=None, language="en") == 0
    assert "at its floor or above" in capsys.readouterr().out
    half = changed(*READING.paragraphs[:2])
    record = folder / "record.json"
    assert run_structure(chosen, [measure(chosen.documents[0], half)], json_path=record, language="zh") == 1
    said = capsys.readouterr().out
    assert "低于下限" in said
    assert "段落边界F1" in said
    written = json.loads(record.read_text(encoding="utf-8"))
    assert {(each["measure"], each["average"]) for each in written["below"]} == {
        ("boundary_f1", "micro"),
        ("boundary_f1", "macro"),
    }


def test_a_draft_is_no_gold_until_it_is_renamed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter = folder / "documents" / "letter.txt"
    letter.write_text("…", encoding="utf-8")
    chosen = load_set(folder)
    assert chosen.without_gold == (letter,)
    assert draft_gold(chosen, [(letter, READING)], language="en") == 0
    assert "not what is right" in capsys.readouterr().out
    draft = folder / "gold" / "letter.txt.draft.tsv"
    assert load_set(folder).without_gold == (letter,)
    draft.rename(folder / "gold" / "letter.txt.tsv")
    drafted = next(each for each in load_set(folder).documents if each.path == letter)
    assert measure(drafted, READING).wrong == ()


@pytest.mark.parametrize(
    "table", ["id\tkind\nmasthead\tmasthead\n", "id\ttext\nmasthead\n", "id\ttext\nmasthead\ta\tb\n"]
)
def test_a_broken_table_is_named(folder: Path, table: str) -> None:
    (folder / "gold" / "resolution.tsv").write_text(table, encoding="utf-8")
    with pytest.raises(MalformedGold, match=r"resolution\.tsv"):
        load_set(folder)


def test_a_folder_without_documents_is_told(tmp_path: Path) -> None:
    with pytest.raises(SetWithoutDocuments):
        load_set(tmp_path)
