"""The evaluation as one call: load the set, check its gold, ask, score, report, compare with the floors."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track

from eval.asking import ask_all, collection_texts
from eval.dataset import SHIPPED_SET, check_gold, load_questions
from eval.errors import ResultFolderMissing, ResultUnwritable
from eval.floors import FLOORS_NAME, Floors, Shortfall, load_floors, shortfalls, write_floors
from eval.measures import Score, score
from eval.record import run_record
from eval.report import WIDTH, print_report
from eval.wording import words
from rag import Assistant


def run_evaluation(assistant: Assistant, set_path: Path | None, json_path: Path | None, language: str) -> int:
    """Run a set (None: the shipped one) and print the report in ``zh`` or ``en``.

    Gives 0, or 1 where a measure is below its floor or a question crashed. A set has floors where a ``floors.json`` that
    names it lies beside it. Raises EvaluationError where no honest score can be given: the command exits with 2 then.
    """
    path = set_path or SHIPPED_SET
    _check_writable(json_path)
    floors = load_floors(path)
    scores = evaluate(assistant, path, language)
    below = shortfalls(scores, floors, path=path.with_name(FLOORS_NAME))
    if json_path:
        _write_json(json_path, scores, below, set_name=path.name)
    _report(scores, below, floors, set_name=path.name, language=language)
    return 1 if below or any(one.observation.crash for one in scores) else 0


def run_measurement(assistant: Assistant, set_path: Path | None, floors_path: Path, language: str) -> int:
    """Run a set, print the report, and write what was reached to ``floors_path`` as the set's new floors."""
    path = set_path or SHIPPED_SET
    _check_writable(floors_path)
    scores = evaluate(assistant, path, language)
    write_floors(floors_path, scores, set_path=path)
    _report(scores, (), None, set_name=path.name, language=language)
    _console().print(words(language)["written"].format(path=floors_path), highlight=False)
    return 1 if any(one.observation.crash for one in scores) else 0


def evaluate(assistant: Assistant, path: Path, language: str) -> tuple[Score, ...]:
    """The scores of a set's questions, in its order, with a progress bar where standard error is a terminal."""
    questions = load_questions(path)
    texts = collection_texts(assistant)
    check_gold(questions, texts, path=path)
    observations = track(
        ask_all(assistant, questions),
        description=words(language)["asking"],
        total=len(questions),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    return tuple(score(observation, texts) for observation in observations)


def _console() -> Console:
    return Console() if sys.stdout.isatty() else Console(width=WIDTH)


def _report(
    scores: Sequence[Score], below: Sequence[Shortfall], floors: Floors | None, *, set_name: str, language: str
) -> None:
    print_report(_console(), scores, below, floors, set_name=set_name, language=language)


def _check_writable(path: Path | None) -> None:
    if path and (path.is_dir() or not path.parent.is_dir()):
        raise ResultFolderMissing(path=path)


def _write_json(path: Path, scores: Sequence[Score], below: Sequence[Shortfall], *, set_name: str) -> None:
    record = run_record(scores, below, set_name=set_name)
    try:
        path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise ResultUnwritable(path=path, reason=error.strerror or type(error).__name__) from error
