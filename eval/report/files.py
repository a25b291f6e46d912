"""What a run leaves behind: JSON, JUnit XML, a summary in Markdown, a page, and samples for a judge, each written whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from eval.comparison import Earlier
from eval.errors import ResultUnwritable
from eval.judged import samples
from eval.report.junit import junit_xml
from eval.report.page import page_html
from eval.report.record import run_record
from eval.report.summary import summary_markdown

if TYPE_CHECKING:
    from eval.command import Run

RESULT, JUNIT, SUMMARY, PAGE = "results.json", "junit.xml", "summary.md", "report.html"
SAMPLES = "samples.jsonl"
"""What a judge is shown (judged.py), in the fields that ragas reads too (``EvaluationDataset.from_jsonl``)."""


def write_result(path: Path, run: Run) -> None:
    """The run as JSON: what ``--baseline`` of a later run reads. Raises ResultUnwritable."""
    _write(path, json.dumps(run_record(run), ensure_ascii=False, indent=1) + "\n")


def write_report(folder: Path, run: Run, language: str, *, earlier: Mapping[str, Earlier]) -> None:
    """All five files, in a folder that is made where there is none. Raises ResultUnwritable."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise ResultUnwritable(path=folder, reason=error.strerror or type(error).__name__) from error
    write_result(folder / RESULT, run)
    _write(folder / JUNIT, junit_xml(run))
    _write(folder / SUMMARY, summary_markdown(run, language))
    _write(folder / SAMPLES, samples(run.scores))
    _write(folder / PAGE, page_html(run, language, earlier=earlier))


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ResultUnwritable(path=path, reason=error.strerror or type(error).__name__) from error
