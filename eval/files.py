"""What a run leaves behind: JSON, JUnit XML, a summary in Markdown, a page, and samples for a judge, each written whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from eval.comparison import Earlier
from eval.errors import ResultUnwritable
from eval.junit import junit_xml
from eval.page import page_html
from eval.record import run_record
from eval.summary import summary_markdown

if TYPE_CHECKING:
    from eval.command import Run

RESULT, JUNIT, SUMMARY, PAGE = "results.json", "junit.xml", "summary.md", "report.html"
SAMPLES = "samples.jsonl"
"""The answered questions as ragas reads them (``EvaluationDataset.from_jsonl``): its judges need a chat model and a library whose
dependencies are older than ours, so they run in an environment of their own."""


def write_result(path: Path, run: Run) -> None:
    """The run as JSON: what ``--baseline`` of a later run reads. Raises ResultUnwritable."""
    record = run_record(run.scores, run.below, set_name=run.name, comparison=run.comparison)
    _write(path, json.dumps(record, ensure_ascii=False, indent=1) + "\n")


def write_report(folder: Path, run: Run, language: str, *, earlier: Mapping[str, Earlier]) -> None:
    """All five files, in a folder that is made where there is none. Raises ResultUnwritable."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise ResultUnwritable(path=folder, reason=error.strerror or type(error).__name__) from error
    write_result(folder / RESULT, run)
    _write(folder / JUNIT, junit_xml(run))
    _write(folder / SUMMARY, summary_markdown(run, language))
    _write(folder / SAMPLES, samples(run))
    _write(folder / PAGE, page_html(run, language, earlier=earlier))


def samples(run: Run) -> str:
    """A line for each question that was answered: what was asked, said, cited, and should be said."""
    lines = []
    for score in run.scores:
        answer, question = score.observation.answer, score.question
        if answer is None or answer.refused is not None or not question.answerable:
            continue
        sample = {
            "user_input": question.question,
            "response": answer.text,
            "retrieved_contexts": list(dict.fromkeys(citation.paragraph.text for citation in answer.citations)),
            "reference_contexts": [gold.quote for gold in question.required_paragraphs],
            "reference": "；".join(nugget[0] for nugget in question.nuggets),
        }
        lines.append(json.dumps(sample, ensure_ascii=False) + "\n")
    return "".join(lines)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ResultUnwritable(path=path, reason=error.strerror or type(error).__name__) from error
