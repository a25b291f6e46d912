"""The evaluation as one call: load the set, check its gold, ask, score, compare with the floors and an earlier run, report."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track

from eval.asking import ask_all, collection_texts
from eval.comparison import SEED, Comparison, Earlier, compare, load_baseline
from eval.dataset import SHIPPED_SET, check_gold
from eval.errors import ResultFolderMissing
from eval.files import write_report, write_result
from eval.floors import Floors, Shortfall, floors_path, load_floors, shortfalls, write_floors
from eval.measures import Score, score
from eval.report import WIDTH, print_comparison, print_report
from eval.suite import Suite, load_suite
from eval.wording import words
from rag import Assistant


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a run is to leave behind, and against what it is held."""

    json_path: Path | None = None
    report: Path | None = None
    """A folder for the page, the JSON, the JUnit file and the summary."""
    baseline: Path | None = None
    """What an earlier run wrote as JSON."""
    floors: Path | None = None
    """Where what is reached, less one question, is written as floors; nothing is compared with floors then."""
    seed: int = SEED


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A set that was asked, and the verdict."""

    name: str
    scores: tuple[Score, ...]
    below: tuple[Shortfall, ...]
    floors: Floors | None
    """{} where the set has none, None where nothing was to be compared with any."""
    comparison: Comparison | None = None

    @property
    def crashed(self) -> tuple[str, ...]:
        return tuple(one.question.id for one in self.scores if not one.counts["completed"].full)

    @property
    def passes(self) -> bool:
        """No floor missed, nothing crashed, nothing lost to the baseline beyond chance."""
        return not self.below and not self.crashed and not (self.comparison and self.comparison.losses)


def run_evaluation(assistant: Assistant, set_path: Path | None, json_path: Path | None, language: str) -> int:
    """Run a set (None: the shipped questions on the sample documents) and print the report in ``zh`` or ``en``.

    Gives 0, or 1 where a measure is below its floor or a question crashed. A set has floors where a ``floors.json`` that
    names it lies beside it. Raises EvaluationError where no honest score can be given: the command exits with 2 then.
    """
    return run_suite(assistant, load_suite(set_path or SHIPPED_SET), Wanted(json_path=json_path), language)


def run_suite(assistant: Assistant, suite: Suite, wanted: Wanted, language: str) -> int:
    """The same for a suite that was loaded, with all that a run can leave behind. Gives 1 for a significant loss too."""
    for path in (wanted.json_path, wanted.report, wanted.floors):
        _check_writable(path, folder=path is wanted.report)
    earlier = load_baseline(wanted.baseline) if wanted.baseline else {}
    floors = None if wanted.floors else load_floors(suite.path)
    scores = evaluate(assistant, suite, language)
    run = _judged(suite, scores, floors, earlier, wanted)
    if wanted.json_path:
        write_result(wanted.json_path, run)
    if wanted.report:
        write_report(wanted.report, run, language, earlier=earlier)
    if wanted.floors:
        write_floors(wanted.floors, scores, set_path=suite.path, less=1)
    _report(run, language)
    for path in filter(None, (wanted.report, wanted.floors)):
        _console().print(words(language)["written_to"].format(path=path), highlight=False, soft_wrap=True)
    return 0 if run.passes else 1


def _judged(
    suite: Suite, scores: tuple[Score, ...], floors: Floors | None, earlier: Mapping[str, Earlier], wanted: Wanted
) -> Run:
    below = shortfalls(scores, floors or {}, path=floors_path(suite.path))
    comparison = compare(scores, earlier, path=wanted.baseline, seed=wanted.seed) if wanted.baseline else None
    return Run(name=suite.name, scores=scores, below=below, floors=floors, comparison=comparison)


def run_measurement(assistant: Assistant, set_path: Path | None, floors: Path, language: str) -> int:
    """Run a set, print the report, and write what was reached to ``floors`` as the set's new floors."""
    suite = load_suite(set_path or SHIPPED_SET)
    _check_writable(floors, folder=False)
    scores = evaluate(assistant, suite, language)
    write_floors(floors, scores, set_path=suite.path)
    run = Run(name=suite.name, scores=scores, below=(), floors=None)
    _report(run, language)
    _console().print(words(language)["written"].format(path=floors), highlight=False)
    return 1 if run.crashed else 0


def evaluate(assistant: Assistant, suite: Suite, language: str) -> tuple[Score, ...]:
    """The scores of a set's questions, in its order, with a progress bar where standard error is a terminal."""
    texts = collection_texts(assistant)
    check_gold(suite.questions, texts, path=suite.path)
    observations = track(
        ask_all(assistant, suite.questions),
        description=words(language)["asking"],
        total=len(suite.questions),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    scores = {observation.question.id: score(observation, texts) for observation in observations}
    return tuple(scores[question.id] for question in suite.questions)


def _console() -> Console:
    return Console() if sys.stdout.isatty() else Console(width=WIDTH)


def _report(run: Run, language: str) -> None:
    console = _console()
    if run.comparison:
        print_comparison(console, run.comparison, language)
    print_report(console, run.scores, run.below, run.floors, set_name=run.name, language=language)


def _check_writable(path: Path | None, *, folder: bool) -> None:
    if path and ((path.exists() and path.is_dir() is not folder) or not path.parent.is_dir()):
        raise ResultFolderMissing(path=path)
