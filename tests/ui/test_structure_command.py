"""``paracite eval --structure``: documents are read and measured without a collection."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ui import cli

STRUCTURE = Path(__file__).resolve().parents[2] / "eval" / "structure"
NAME = "handbook-en.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A person's own set: one document of ours and its gold."""
    for part in ("documents", "gold"):
        (tmp_path / part).mkdir()
    shutil.copy(STRUCTURE / "documents" / NAME, tmp_path / "documents")
    shutil.copy(STRUCTURE / "gold" / f"{NAME}.tsv", tmp_path / "gold")
    plan = {"groups": {"mine": {"documents": "documents", "floors": {"boundary_f1": 1.0, "locator": 1.0}}}}
    (tmp_path / "set.json").write_text(json.dumps(plan), encoding="utf-8")
    return tmp_path


def run(*arguments: str, language: str = "en") -> Result:
    return CliRunner().invoke(cli.paracite, ["eval", *arguments], env={"PARACITE_LANGUAGE": language})


def test_a_set_at_its_floors_leaves_with_0(folder: Path, tmp_path: Path) -> None:
    record = tmp_path / "record.json"
    result = run("--structure", str(folder), "--json", str(record))
    assert result.exit_code == 0, result.output
    assert "Every measure is at its floor or above." in result.stdout
    [document] = json.loads(record.read_text(encoding="utf-8"))["documents"]
    assert (document["document"], document["boundary_f1"], document["counts"]["locator"]) == (NAME, 1.0, [7, 7])


def test_a_set_below_its_floor_leaves_with_1_and_names_the_paragraph(folder: Path) -> None:
    gold = folder / "gold" / f"{NAME}.tsv"
    gold.write_text(gold.read_text(encoding="utf-8").replace("two films.", "two films and a book."), encoding="utf-8")
    result = run("--structure", str(folder), language="zh")
    assert result.exit_code == 1
    assert "低于下限" in result.stdout
    assert "2.1.b2" in result.stdout


def test_an_unreadable_document_is_nothing_read_and_leaves_with_1(folder: Path) -> None:
    (folder / "documents" / NAME).write_bytes(b"")
    result = run("--structure", str(folder))
    assert result.exit_code == 1
    assert "could not be read" in result.stdout
    assert "Traceback" not in result.output


def test_a_folder_that_is_no_set_leaves_with_2(tmp_path: Path) -> None:
    result = run("--structure", str(tmp_path))
    assert result.exit_code == 2
    assert "holds no documents" in result.stderr


def test_drafts_are_written_for_what_has_no_gold(folder: Path) -> None:
    (folder / "gold" / f"{NAME}.tsv").unlink()
    result = run("--draft-gold", str(folder))
    assert result.exit_code == 0, result.output
    draft = folder / "gold" / f"{NAME}.draft.tsv"
    assert "2.1.b2\tbullet" in draft.read_text(encoding="utf-8")
    assert "says what was read, not what is right" in result.stdout.replace("\n", " ")
