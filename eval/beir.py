"""Retrieval sets in the BEIR layout: how well each leg, the fusion and the final list find the judged documents.

Layout (Thakur and others, 2021): ``corpus.jsonl`` (read by ``paracite ingest``), ``queries.jsonl`` (``_id``, ``text``) and
``qrels/<split>.tsv`` (query, document, score, under a line of headings). Measures as ir-measures computes them: recall,
reciprocal rank and nDCG with the usual cuts; a question that finds nothing counts as zero.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from eval.errors import ResultUnwritable, UnreadableBenchmark
from eval.measures import percentile
from rag import Assistant, Hit, ParaciteError

if TYPE_CHECKING:
    from eval.public_answers import Answered

MEASURES = ("R@1", "R@5", "R@10", "RR@10", "nDCG@10")
"""By the names of ir-measures."""
LISTS = ("lexical", "dense", "fused", "final")
"""The list of each leg, of the two together, and the one that answers are made from."""
PLAIN = "bm25"
"""What they are held against (bm25.py)."""
PERCENTILES = {"median": 0.5, "percentile_95": 0.95}
DEPTH = 100
"""Paragraphs asked for: both legs' candidates."""

Run = dict[str, dict[str, float]]
"""Document scores by question."""


@dataclass(frozen=True, slots=True)
class BeirSet:
    """The questions of a set and what was judged to answer them."""

    name: str
    queries: Mapping[str, str]
    judged: Mapping[str, Mapping[str, int]]
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Texts of which each is a right answer, where the set has them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run over a set reached."""

    questions: int
    figures: Mapping[str, Mapping[str, float]]
    """Measures by list (see LISTS)."""
    milliseconds: tuple[float, ...]
    """Time of each question, in order."""


def read_set(folder: Path) -> BeirSet:
    """Questions and judgements of a folder. Raises UnreadableBenchmark."""
    try:
        queries, answers = {}, {}
        for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines():
            if line.strip():
                row = json.loads(line)
                queries[str(row["_id"])] = str(row["text"])
                if right := (row.get("metadata") or {}).get("answers"):
                    answers[str(row["_id"])] = tuple(map(str, right))
        tables = sorted((folder / "qrels").glob("*.tsv"))
        table = next((path for path in tables if path.stem == "test"), tables[0] if tables else None)
        if table is None:
            raise UnreadableBenchmark(path=folder, reason="qrels/*.tsv")
        judged: dict[str, dict[str, int]] = {}
        for line in table.read_text(encoding="utf-8").splitlines()[1:]:
            query, document, relevance = line.split("\t")
            judged.setdefault(query, {})[document] = int(relevance)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableBenchmark(path=folder, reason=error) from error
    asked = {name: text for name, text in queries.items() if name in judged}
    if not asked:
        raise UnreadableBenchmark(path=folder, reason="queries.jsonl, qrels")
    return BeirSet(folder.name, asked, judged, {name: answers[name] for name in asked if name in answers})


def run_set(assistant: Assistant, beir: BeirSet, *, progress: Callable[[int, int], None] | None = None) -> Outcome:
    """Search with every question of a set, and measure the four lists."""
    runs: dict[str, Run] = {name: {} for name in LISTS}
    times = []
    for done, (name, text) in enumerate(beir.queries.items()):
        if progress is not None:
            progress(done, len(beir.queries))
        started = time.perf_counter()
        try:
            hits = assistant.search(text, limit=2 * DEPTH, folds=False)
        except ParaciteError:
            hits = ()  # a question that cannot be asked finds nothing
        times.append((time.perf_counter() - started) * 1000)
        runs["lexical"][name] = _by_document((hit, -hit.lexical_rank) for hit in hits if hit.lexical_rank)
        runs["dense"][name] = _by_document((hit, -hit.dense_rank) for hit in hits if hit.dense_rank)
        runs["fused"][name] = _by_document((hit, hit.fused) for hit in hits)
        runs["final"][name] = _by_document((hit, hit.score) for hit in hits)
    return Outcome(len(beir.queries), {name: measure(run, beir.judged) for name, run in runs.items()}, tuple(times))


def measure(run: Run, judged: Mapping[str, Mapping[str, int]]) -> dict[str, float]:
    """The measures of one run, each the mean over all judged questions of the run."""
    import ir_measures

    judged = {name: judged[name] for name in run}
    if not any(run.values()):
        return dict.fromkeys(MEASURES, 0.0)
    wanted = [ir_measures.parse_measure(name) for name in MEASURES]
    found = ir_measures.calc_aggregate(wanted, judged, {name: scores for name, scores in run.items() if scores})
    return {str(name): float(value) for name, value in found.items()}


def _by_document(scored: Iterable[tuple[Hit, float]]) -> dict[str, float]:
    """The best score of each document, by the name that it has in its file."""
    found: dict[str, float] = {}
    for hit, score in scored:
        document = hit.passage.document
        name = document.member or document.id
        found[name] = max(score, found.get(name, float("-inf")))
    return found


def print_outcome(outcome: Outcome, *, name: str, language: str) -> None:
    """One table: a row a list, a column a measure."""
    from rich.console import Console
    from rich.table import Table

    from eval.report.console import WIDTH
    from eval.wording import words

    said = words(language)
    console = Console() if sys.stdout.isatty() else Console(width=WIDTH)
    table = Table(title=said["beir_title"].format(name=name, count=outcome.questions), title_justify="left")
    table.add_column(said["beir_list"])
    for column in MEASURES:
        table.add_column(column, justify="right")
    for row in (PLAIN, *LISTS):
        table.add_row(said[f"beir_{row}"], *(f"{outcome.figures[row][column]:.3f}" for column in MEASURES))
    console.print(table)
    times = {name: f"{percentile(outcome.milliseconds, share):.0f}" for name, share in PERCENTILES.items()}
    console.print(said["beir_times"].format(**times), highlight=False)


def write_outcome(outcome: Outcome, path: Path, *, name: str, answered: Answered | None = None) -> None:
    """The run as JSON. Raises ResultUnwritable."""
    record = {
        "set": name,
        "questions": outcome.questions,
        "measures": {row: dict(figures) for row, figures in outcome.figures.items()},
        "milliseconds": {name: percentile(outcome.milliseconds, share) for name, share in PERCENTILES.items()},
        "answers": answered
        and {
            measure: {"n": count.n, "m": count.m, "share": round(count.share, 4)}
            for measure, count in (
                ("held", answered.held),
                ("cited", answered.cited),
                ("refused", answered.refused),
            )
        },
    }
    try:
        path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise ResultUnwritable(path=path, reason=error.strerror or type(error).__name__) from error
