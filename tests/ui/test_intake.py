"""Files that are handed to the page: laid aside, shown, stored, or gone without a trace; and the file of a document."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import FORMATS, read_documents, rehearse
from ingest import ingest as ingest_paths
from rag import open_collection, read_settings
from tests.answers import RESOLUTION
from tests.fakes import MemoryCollection
from ui.page.intake import (
    MOST_FILES,
    MOST_PREVIEWED,
    Batch,
    Ingestion,
    Intake,
    StrangeUpload,
    TooManyFiles,
    UnknownBatch,
    uploaded,
)
from ui.page.intake_parts import batch_html
from ui.page.original import OriginalGone, PageUndrawn, has_pages, original_file, page_picture
from ui.page.removal import NothingToUndo, Removals

DOCUMENTS = Path(__file__).resolve().parents[2] / "eval" / "structure" / "documents"
PDF = DOCUMENTS / "granary-report-zh.pdf"


@pytest.fixture
def collection() -> MemoryCollection:
    return MemoryCollection()


@pytest.fixture
def intake(collection: MemoryCollection, tmp_path: Path) -> Intake:
    lent = Ingestion(ingest_paths, rehearse, read_documents, FORMATS)  # type: ignore[arg-type]
    return Intake(collection, lent, home=tmp_path / "home", most=1_000_000)  # type: ignore[arg-type]


def laid(tmp_path: Path, **files: str) -> list[tuple[Path, str]]:
    found = []
    for number, (name, content) in enumerate(files.items()):
        path = tmp_path / f"upload-{number}"
        path.write_text(content, encoding="utf-8")
        found.append((path, name.replace("_", "/", 1).replace("_", ".")))
    return found


def finished(batch: Batch) -> Batch:
    patience = time.monotonic() + 30
    while batch.working:
        assert time.monotonic() < patience
        time.sleep(0.01)
    return batch


def test_nothing_is_stored_before_a_person_says_so(
    intake: Intake, collection: MemoryCollection, tmp_path: Path
) -> None:
    files = laid(
        tmp_path,
        a_letter_txt="信函\n\n1. 第一段。\n\n2. 第二段。\n",
        b_note_txt="照会\n\n1. 别的内容。\n",
        c_bad_xyz="?",
    )
    batch = finished(intake.begin(files))
    assert collection.held == {}
    assert "3 段" in batch_html(batch)
    letter = next(each.document.source for each in batch.report.sketches if each.document.source.endswith("letter.txt"))  # type: ignore[union-attr]
    (reading,) = intake.readings(batch, letter)
    assert "第二段" in reading.paragraphs[-1].text
    intake.leave_out(batch, letter)
    intake.store(batch)
    assert [Path(each.source).name for each in (finished(batch) and collection.documents())] == ["note.txt"]
    left = sorted(each.name for each in (tmp_path / "home").rglob("*") if each.is_file())
    assert left == ["note.txt"]


def test_a_preview_is_the_beginning_of_a_file_however_long_it_is(intake: Intake, tmp_path: Path) -> None:
    long = "".join(f"{number}. 第{number}项内容。\n\n" for number in range(1, MOST_PREVIEWED + 50))
    batch = finished(intake.begin(laid(tmp_path, a_long_txt=long)))
    (sketch,) = batch.report.sketches  # type: ignore[union-attr]
    assert sketch.paragraphs > MOST_PREVIEWED
    (reading,) = intake.readings(batch, sketch.document.source)
    assert len(reading.paragraphs) == MOST_PREVIEWED
    assert "第1项" in " ".join(each.text for each in reading.paragraphs[:2])


def test_what_is_discarded_leaves_no_file(intake: Intake, collection: MemoryCollection, tmp_path: Path) -> None:
    batch = finished(intake.begin(laid(tmp_path, a_txt="一段话。\n")))
    intake.discard(batch)
    assert [each for each in (tmp_path / "home").rglob("*") if each.is_file()] == []
    assert collection.held == {}
    with pytest.raises(UnknownBatch):
        intake.batch(batch.id)


@pytest.mark.parametrize(
    "name", ["../../etc/x.txt", "/abs/x.txt", "..\\..\\x.txt", "a/../../x.txt", "....", "a\x00b\u202e.txt"]
)
def test_a_name_leads_nowhere_else(name: str, intake: Intake, tmp_path: Path) -> None:
    (path, _), *_ = laid(tmp_path, one_txt="一段话。\n")
    batch = finished(intake.begin([(path, name)]))
    (file,) = [each for each in batch.folder.rglob("*") if each.is_file()]
    assert file.resolve().is_relative_to(batch.folder.resolve())
    with pytest.raises(UnknownBatch):
        list(intake.readings(batch, str(batch.folder / ".." / ".." / "x")))


def test_two_files_of_one_name_are_two(intake: Intake, tmp_path: Path) -> None:
    files = [(path, "x.txt") for path, _ in laid(tmp_path, a_txt="一。\n", b_txt="二。\n")]
    assert len(list(finished(intake.begin(files)).folder.iterdir())) == 2


def test_only_what_was_uploaded_here_is_taken(tmp_path: Path, intake: Intake) -> None:
    (path, _), *_ = laid(tmp_path, a_txt="一。\n")
    assert uploaded([{"path": str(path), "name": "a.txt"}], known={str(path)}) == [(path, "a.txt")]
    for strange in ([{"path": "/etc/passwd", "name": "x"}], ["x"], [{}]):
        with pytest.raises(StrangeUpload):
            uploaded(strange, known={str(path)})
    with pytest.raises(TooManyFiles):
        intake.begin([(path, "x.txt")] * (MOST_FILES + 1))


def test_a_batch_that_nobody_wanted_goes_after_a_day(intake: Intake, tmp_path: Path) -> None:
    home = tmp_path / "home" / "uploads"
    for name, age in (("old", 2 * 86_400), ("new", 60)):
        (home / name).mkdir(parents=True)
        mark = home / f"{name}.pending"
        mark.touch()
        os.utime(mark, (time.time() - age, time.time() - age))
    finished(intake.begin(laid(tmp_path, a_txt="一。\n")))
    assert not (home / "old").exists()
    assert (home / "new").exists()


def test_a_removed_document_comes_back_as_it_was(sample_copy: Path) -> None:
    with open_collection(read_settings(home=sample_copy)) as collection:
        removals = Removals(collection, is_upload=lambda _: False)
        before = collection.find_document("A/RES/67/169")
        paragraphs, noted = collection.paragraphs(before.id), collection.sources()
        token, _ = removals.remove("A/RES/67/169")
        assert collection.document(before.id) is None
        assert removals.undo(token) == before
        assert collection.document(before.id) == before
        assert collection.paragraphs(before.id) == paragraphs
        assert collection.sources() == noted
        with pytest.raises(NothingToUndo):
            removals.undo(token)


def test_a_page_is_drawn_and_what_cannot_be_is_told(tmp_path: Path) -> None:
    document = replace(RESOLUTION, source=str(PDF))
    assert has_pages(document)
    assert page_picture(document, 1).startswith("data:image/webp;base64,UklGR")
    with pytest.raises(PageUndrawn):
        page_picture(document, 999)
    with pytest.raises(OriginalGone):
        original_file(replace(RESOLUTION, source=str(tmp_path / "gone.pdf")))
    assert original_file(document)["name"] == PDF.name
