"""What a run leaves behind: four files that say the same, and in which a hostile text is only a text."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eval.command import Wanted, run_suite
from eval.dataset import SHIPPED_SET, Question, load_questions
from eval.errors import ResultFolderMissing
from eval.report.page_words import PAGE_WORDS
from eval.report.plots import binned, brier, calibration_error
from eval.suite import Suite
from rag import Answer
from tests.eval.answering import Crashes, NeverRefuses, RightAssistant

HOSTILE = '</script><script>alert("1")</script><img src=x onerror=alert(1)>|`*_\x00\x1b'
QUESTIONS = load_questions(SHIPPED_SET)


class Elements(HTMLParser):
    """Every element of a page, and what it would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def written(
    folder: Path, assistant: RightAssistant, questions: tuple[Question, ...] = QUESTIONS, **wanted: Path
) -> int:
    suite = Suite(path=folder / "set.jsonl", questions=questions)
    return run_suite(assistant, suite, Wanted(report=folder / "report", **wanted), "en")


def text(folder: Path, name: str) -> str:
    return (folder / "report" / name).read_text(encoding="utf-8")


def test_the_four_files_tell_one_verdict(tmp_path: Path) -> None:
    assert written(tmp_path, Crashes(QUESTIONS)) == 1
    crashed = [one.id for one in QUESTIONS if one.kind == "list"]
    assert [one["id"] for one in json.loads(text(tmp_path, "results.json"))["results"] if one["crash"]] == crashed
    errors = ET.fromstring(text(tmp_path, "junit.xml")).findall(".//testcase/error")  # noqa: S314 - our own
    assert len(errors) == len(crashed)
    summary, page = text(tmp_path, "summary.md"), text(tmp_path, "report.html")
    assert summary.startswith("## ❌ The gate fails")
    assert "The gate fails" in page
    for name in crashed:
        assert name in summary
        assert name in page


def test_samples_for_a_judge_hold_what_was_said_and_cited(tmp_path: Path) -> None:
    written(tmp_path, RightAssistant(QUESTIONS))
    lines = [json.loads(line) for line in text(tmp_path, "samples.jsonl").splitlines()]
    assert [line["user_input"] for line in lines] == [one.question for one in QUESTIONS if one.answerable]
    assert all(line["response"] and line["retrieved_contexts"] and line["reference"] for line in lines)


def test_junit_counts_its_cases_and_skips_what_a_floor_may_allow(tmp_path: Path) -> None:
    assert written(tmp_path, NeverRefuses(QUESTIONS)) == 0
    suites = ET.fromstring(text(tmp_path, "junit.xml"))  # noqa: S314 - our own
    questions = next(one for one in suites if one.get("name") == "questions")
    assert questions.get("tests") == str(len(QUESTIONS))
    assert questions.get("failures") == "0"
    assert questions.get("skipped") == str(sum(not one.answerable for one in QUESTIONS))


def test_the_page_holds_every_question_and_fetches_nothing(tmp_path: Path) -> None:
    written(tmp_path, RightAssistant(QUESTIONS))
    page = text(tmp_path, "report.html")
    elements = Elements()
    elements.feed(page)
    shown = [attributes for tag, attributes in elements.seen if tag == "details"]
    assert len(shown) == len(QUESTIONS)
    assert {one["data-kind"] for one in shown} == {one.kind for one in QUESTIONS}
    assert not [each for _, attributes in elements.seen for each in attributes if each in ("src", "href", "onclick")]
    assert "url(" not in page
    plots = [tag for tag, attributes in elements.seen if tag == "svg" or attributes.get("class") == "bars"]
    assert plots == ["table", "svg"], "by kind, and the time; there is nothing to calibrate"
    assert page.count("<mark>") >= sum(len(one.gold) for one in QUESTIONS)


def test_a_hostile_text_is_only_a_text(tmp_path: Path) -> None:
    class Hostile(RightAssistant):
        def answer(self, known: Question) -> Answer:
            right = super().answer(known)
            return replace(right, text=f"{right.text}\n{HOSTILE} [1]")

    nasty = replace(QUESTIONS[0], id=f"q{HOSTILE}", question=f"问{HOSTILE}")
    questions = (nasty, *QUESTIONS[1:9])
    written(tmp_path, Hostile(questions), questions)
    elements = Elements()
    elements.feed(text(tmp_path, "report.html"))
    assert [tag for tag, _ in elements.seen if tag in ("script", "img")] == ["script"]
    ET.fromstring(text(tmp_path, "junit.xml"))  # noqa: S314 - our own
    assert "<script>" not in text(tmp_path, "summary.md")


def test_before_and_after_are_on_the_page(tmp_path: Path) -> None:
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    written(tmp_path / "first", RightAssistant(QUESTIONS))
    baseline = tmp_path / "first" / "report" / "results.json"
    assert written(tmp_path / "second", NeverRefuses(QUESTIONS), baseline=baseline) == 1
    page, summary = text(tmp_path / "second", "report.html"), text(tmp_path / "second", "summary.md")
    assert "Before and after" in page
    assert "no longer right" in page
    assert "unanswerable-01" in summary.split("No longer wholly right", 1)[1]
    failed = ET.fromstring(text(tmp_path / "second", "junit.xml"))  # noqa: S314 - our own
    assert {case.get("name") for case in failed.iter("testcase") if case.find("failure") is not None} >= {"refused"}


def test_a_report_needs_a_folder_that_can_be_made(tmp_path: Path) -> None:
    with pytest.raises(ResultFolderMissing):
        run_suite(
            RightAssistant(()),
            Suite(path=tmp_path / "s", questions=QUESTIONS),
            Wanted(report=tmp_path / "a" / "b"),
            "en",
        )


def test_the_page_speaks_both_languages() -> None:
    assert PAGE_WORDS["zh"].keys() == PAGE_WORDS["en"].keys()


def test_calibration_is_none_where_what_is_said_holds() -> None:
    honest = [(0.75, place % 4 != 0) for place in range(40)]
    assert calibration_error(honest) == pytest.approx(0.0)
    assert calibration_error([(0.95, False)] * 10) == pytest.approx(0.95)
    assert brier([(1.0, True), (0.0, False)]) == 0.0
    assert binned([(1.0, True), (0.05, False)]) == [(0.05, 0.0, 1), (1.0, 1.0, 1)]
