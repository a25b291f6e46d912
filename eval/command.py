"""The evaluation as one call: load the set, check its gold, ask, score, compare with the floors and an earlier run, report."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track

from eval.asking import ask_all, collection_texts
from eval.comparison import SEED, Comparison, compare, load_baseline
from eval.dataset import check_gold
from eval.errors import ResultFolderMissing
from eval.floors import Floors, Shortfall, floors_path, load_floors, shortfalls, write_floors
from eval.judged import Judge, Judged
from eval.measures import Score, score
from eval.report.console import WIDTH, print_report
from eval.report.files import write_report, write_result
from eval.suite import Suite
from eval.wording import words
from rag import Assistant, read_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a run is to leave behind, and against what it is held."""

    json_path: Path | None = None
    report: Path | None = None
    """A folder for the page, the JSON, the JUnit file and the summary."""
    baseline: Path | None = None
    """What an earlier run wrote as JSON."""
    floors: Path | None = None
    """Where what is reached is written as floors; nothing is compared with floors then."""
    seed: int = SEED
    judge: Path | None = None
    """The environment in which a chat model judges the answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A set that was asked, and the verdict."""

    name: str
    scores: tuple[Score, ...]
    below: tuple[Shortfall, ...]
    floors: Floors | None
    """{} where the set has none, None where nothing was to be compared with any."""
    comparison: Comparison | None = None
    judged: Judged | None = None
    """None where no chat model was asked."""

    @property
    def crashed(self) -> tuple[str, ...]:
        return tuple(one.question.id for one in self.scores if not one.counts["completed"].full)

    @property
    def passes(self) -> bool:
        """No floor missed, nothing crashed, nothing lost to the baseline beyond chance."""
        return not self.below and not self.crashed and not (self.comparison and self.comparison.losses)


def run_suite(assistant: Assistant, suite: Suite, wanted: Wanted, language: str) -> int:
    """Run a set, print the report in ``zh`` or ``en``, and leave behind what is wanted.

    Gives 0, or 1 where a measure is below its floor, a question crashed, or something was lost to the baseline beyond chance. A set
    has floors where a file of floors that names it lies beside it. Raises EvaluationError where no honest score can be given: the
    command exits with 2 then.
    """
    for path in (wanted.json_path, wanted.report, wanted.floors):
        _check_writable(path, folder=path is wanted.report)
    earlier = load_baseline(wanted.baseline) if wanted.baseline else {}
    floors = None if wanted.floors else load_floors(suite.path)
    judge = Judge(wanted.judge, read_settings()) if wanted.judge else None
    scores = evaluate(assistant, suite, language)
    scores, judged = judge.judge(scores) if judge else (scores, None)
    below = shortfalls(scores, floors or {}, path=floors_path(suite.path))
    comparison = compare(scores, earlier, path=wanted.baseline, seed=wanted.seed) if wanted.baseline else None
    run = Run(name=suite.name, scores=scores, below=below, floors=floors, comparison=comparison, judged=judged)
    if wanted.json_path:
        write_result(wanted.json_path, run)
    if wanted.report:
        write_report(wanted.report, run, language, earlier=earlier)
    if wanted.floors:
        write_floors(wanted.floors, scores, set_path=suite.path)
    console = Console() if sys.stdout.isatty() else Console(width=WIDTH)
    print_report(console, run, language)
    for path in filter(None, (wanted.report, wanted.floors)):
        console.print(words(language)["written_to"].format(path=path), highlight=False, soft_wrap=True)
    return 0 if run.passes else 1


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


def _check_writable(path: Path | None, *, folder: bool) -> None:
    if path and ((path.exists() and path.is_dir() is not folder) or not path.parent.is_dir()):
        raise ResultFolderMissing(path=path)
