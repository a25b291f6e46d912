"""``paracite eval`` with a set of one's own: begun, looked through, run with its own documents, and held to its floors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ui import cli

DOCUMENT = """石桥检查报告（2031年3月）

镇公所于2031年3月检查了石桥。桥长62米，有5个桥孔，建于1874年。

检查人员认为，桥上的车辆总重不应超过8吨。护栏有三处断裂，应在入冬前修好。
"""
ASKED = {
    "id": "fact-01",
    "kind": "fact",
    "split": "test",
    "language": "zh",
    "question": "石桥有几个桥孔？",
    "gold": [[{"document": "bridge", "paragraph": "p1", "quote": "有5个桥孔"}]],
    "nuggets": [["5个桥孔"]],
    "expected_refusal": None,
}
REFUSED = {
    **ASKED,
    "id": "unanswerable-01",
    "kind": "unanswerable",
    "question": "打印机卡纸了怎么办？",
    "gold": [],
    "nuggets": [],
    "expected_refusal": "nothing close",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A person's own set with its document."""
    (tmp_path / "set" / "documents").mkdir(parents=True)
    (tmp_path / "set" / "documents" / "bridge.txt").write_text(DOCUMENT, encoding="utf-8")
    write(tmp_path / "set", ASKED, REFUSED)
    manifest = {"name": "bridge", "questions": ["questions.jsonl"], "documents": ["documents"]}
    (tmp_path / "set" / "set.json").write_text(json.dumps(manifest), encoding="utf-8")
    return tmp_path / "set"


def write(folder: Path, *questions: dict[str, object]) -> None:
    lines = [json.dumps(one, ensure_ascii=False) for one in questions]
    (folder / "questions.jsonl").write_text("\n".join(lines), encoding="utf-8")


def run(folder: Path, *arguments: str, language: str = "en") -> Result:
    home = folder.parent / "home"
    return CliRunner().invoke(
        cli.paracite, ["eval", *arguments, "--home", str(home)], env={"PARACITE_LANGUAGE": language}
    )


def test_a_set_runs_with_its_own_documents_and_is_held_to_its_floors(folder: Path) -> None:
    floors, report = folder / "set.floors.json", folder.parent / "report"
    first = run(folder, str(folder), "--write-floors", str(floors), "--report", str(report))
    assert first.exit_code == 0, first.output
    assert {one.name for one in report.iterdir()} == {
        "results.json",
        "junit.xml",
        "summary.md",
        "report.html",
        "samples.jsonl",
    }
    assert not (folder.parent / "home").exists(), "a set with documents leaves the person's collection alone"
    record = json.loads(floors.read_text(encoding="utf-8"))
    written = record["floors"]
    assert (written["all"]["wholly_right"], record["less"]) == ("2 of 2", 1), "what is reached, less one question"

    again = run(folder, str(folder), "--baseline", str(report / "results.json"))
    assert again.exit_code == 0, again.output
    assert "No measure of any question changed." in again.output
    assert "Every measure is at its floor or above." in again.output

    written["all"]["citation_precision"] = "2 of 2"
    write(folder, {**ASKED, "gold": [[{"document": "bridge", "paragraph": "p2", "quote": "不应超过8吨"}]]}, REFUSED)
    floors.write_text(json.dumps({"set": "set.json", "floors": written}), encoding="utf-8")
    below = run(folder, str(folder), language="zh")
    assert below.exit_code == 1
    assert "低于下限" in below.output
    assert "降幅最大" in below.output


def test_lint_names_the_question_and_leaves_with_1(folder: Path) -> None:
    assert run(folder, "lint", str(folder)).exit_code == 0
    write(folder, {**ASKED, "gold": [[{"document": "bridge", "paragraph": "p2", "quote": "有5个桥孔"}]]}, REFUSED)
    result = run(folder, "lint", str(folder))
    assert result.exit_code == 1
    assert "[stale-gold] fact-01" in result.output
    assert "now stands in bridge#p1" in result.output
    assert run(folder, str(folder)).exit_code == 2, "no score is given where gold is stale"
    write(folder, {**ASKED, "kind": "riddle"}, {**REFUSED, "language": "fr"})
    both = run(folder, "lint", str(folder), language="zh")
    assert both.exit_code == 1
    assert both.output.count("[malformed]") == 2


def test_init_writes_a_set_once(folder: Path, sample_home: Path, tmp_path: Path) -> None:
    target = tmp_path / "evaluation"
    arguments = ["eval", "init", str(target), "--home", str(sample_home)]
    first = CliRunner().invoke(cli.paracite, arguments, env={"PARACITE_LANGUAGE": "en"})
    assert first.exit_code == 0, first.output
    assert (target / "set.json").exists()
    second = CliRunner().invoke(cli.paracite, arguments, env={"PARACITE_LANGUAGE": "zh"})
    assert second.exit_code == 2
    assert "已有文件" in second.output


@pytest.mark.parametrize("arguments", [["lint", "one", "two"], ["one", "two"], ["--form", "riddle", "x"]])
def test_what_cannot_be_meant_is_a_usage_error(folder: Path, arguments: list[str]) -> None:
    result = run(folder, *arguments)
    assert result.exit_code == 2
    assert "--help" in result.output
    assert "Traceback" not in result.output
