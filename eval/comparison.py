"""A run against an earlier one of the same questions: what changed, and whether chance could have done it.

Paired bootstrap (Efron and Tibshirani 1993; for such tests Koehn 2004): questions are drawn with replacement, and both runs are
summed over the same draws. The interval is widened for the number of measures that are looked at (Bonferroni), so that a
measure that is lost by chance is not found among thirty. Seeds are fixed: the same two runs give the same verdict.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.errors import BaselineUnreadable, NothingToCompare
from eval.measures import FIGURES, MEASURES, Count, Score

DRAWS = 10_000
CERTAINTY = 0.95
POWER_QUANTILE = 0.84
"""Of the normal distribution: a difference of the smallest detectable size is found four times in five."""
SEED = 20_120
ROUNDED = 4
"""Decimals that a stored run keeps of a figure."""
LESS_IS_BETTER = ("milliseconds", "length")


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What a stored run says of one question."""

    question: str
    counts: Mapping[str, Count]
    figures: Mapping[str, float]
    wholly_right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One measure in both runs: shares from 0 to 1, or the means of a figure in its own unit."""

    measure: str
    before: float
    after: float
    low: float
    high: float
    detectable: float
    """The smallest loss that this many questions can show."""
    lost: tuple[str, ...]
    """Ids of questions that have less of it now."""
    gained: tuple[str, ...]
    gated: bool
    """May a loss of it fail the run? Counts may; figures (time, length) are told only."""

    @property
    def change(self) -> float:
        return self.after - self.before

    @property
    def significant_loss(self) -> bool:
        return self.gated and self.high < 0

    @property
    def significant_gain(self) -> bool:
        return self.gated and self.low > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All measures that both runs have."""

    baseline: str
    differences: tuple[Difference, ...]
    compared: int
    unpaired: tuple[str, ...]
    """Questions of this run that the baseline does not have, or words otherwise."""
    newly_wrong: tuple[str, ...]
    newly_right: tuple[str, ...]
    seed: int

    @property
    def losses(self) -> tuple[Difference, ...]:
        return tuple(one for one in self.differences if one.significant_loss)


def load_baseline(path: Path) -> dict[str, Earlier]:
    """The questions of a stored run, by id. Raises BaselineUnreadable."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return {str(one["id"]): _earlier(one) for one in record["results"]}
    except OSError as error:
        raise BaselineUnreadable(path=path, reason=error.strerror or type(error).__name__) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BaselineUnreadable(path=path, reason=type(error).__name__) from error


def _earlier(record: Mapping[str, Any]) -> Earlier:
    counts = {name: Count(int(each["n"]), int(each["m"])) for name, each in record["counts"].items()}
    figures = {name: float(value) for name, value in record.get("figures", {}).items()}
    return Earlier(
        question=str(record["question"]),
        counts=counts,
        figures=figures,
        wholly_right=bool(record["wholly_right"]),
    )


def compare(scores: Sequence[Score], baseline: Mapping[str, Earlier], *, path: Path, seed: int = SEED) -> Comparison:
    """What changed since the baseline, over the questions that both asked in the same words. Raises NothingToCompare."""
    pairs = [
        (one, baseline[one.question.id])
        for one in scores
        if one.question.id in baseline and baseline[one.question.id].question == one.question.question
    ]
    if not pairs:
        raise NothingToCompare(path=path)
    paired = {one.question.id for one, _ in pairs}
    weights = _draws(len(pairs), seed)
    counted = [
        measure
        for measure in MEASURES
        if any(one.counts[measure].m for one, _ in pairs)
        and any(before.counts.get(measure, Count()).m for _, before in pairs)
    ]
    differences = [_of_counts(measure, pairs, weights, looked_at=len(counted)) for measure in counted]
    differences += [found for figure in FIGURES if (found := _of_figures(figure, pairs, weights)) is not None]
    return Comparison(
        baseline=path.name,
        differences=tuple(differences),
        compared=len(pairs),
        unpaired=tuple(one.question.id for one in scores if one.question.id not in paired),
        newly_wrong=tuple(one.question.id for one, before in pairs if before.wholly_right and not one.wholly_right),
        newly_right=tuple(one.question.id for one, before in pairs if not before.wholly_right and one.wholly_right),
        seed=seed,
    )


def _draws(size: int, seed: int) -> Any:
    """How often each question was drawn, a row a draw."""
    import numpy as np

    return np.random.default_rng(seed).multinomial(size, [1 / size] * size, size=DRAWS).astype(float)


def _of_counts(measure: str, pairs: Sequence[tuple[Score, Earlier]], weights: Any, *, looked_at: int) -> Difference:
    import numpy as np

    now = [one.counts[measure] for one, _ in pairs]
    then = [before.counts.get(measure, Count()) for _, before in pairs]
    table = np.array([[a.n, a.m, b.n, b.m] for a, b in zip(now, then, strict=True)], dtype=float)
    sums, drawn = table.sum(axis=0), weights @ table
    with np.errstate(divide="ignore", invalid="ignore"):
        changes = np.nan_to_num(drawn[:, 0] / drawn[:, 1]) - np.nan_to_num(drawn[:, 2] / drawn[:, 3])
    tail = (1 - CERTAINTY) / 2 / looked_at
    low, high = np.quantile(changes, [tail, 1 - tail])
    asked = sum(1 for a, b in zip(now, then, strict=True) if a.m or b.m)
    return Difference(
        measure=measure,
        before=float(sums[2] / sums[3]),
        after=float(sums[0] / sums[1]),
        low=float(low),
        high=float(high),
        detectable=_detectable(asked, float(changes.std()), tail),
        lost=tuple(one.question.id for one, before in pairs if _less(one, before, measure)),
        gained=tuple(one.question.id for one, before in pairs if _more(one, before, measure)),
        gated=True,
    )


def _detectable(asked: int, deviation: float, tail: float) -> float:
    """The smallest loss that the interval keeps apart from none.

    Where nothing changed there is no spread to go by: the fewest questions wholly lost of which nearly every draw holds one.
    """
    from statistics import NormalDist

    fewest = next((lost for lost in range(1, asked + 1) if (1 - lost / asked) ** asked < tail), asked)
    spread = (NormalDist().inv_cdf(1 - tail) + POWER_QUANTILE) * deviation
    return max(fewest / asked if asked else 1.0, spread)


def _of_figures(figure: str, pairs: Sequence[tuple[Score, Earlier]], weights: Any) -> Difference | None:
    import numpy as np

    held = [
        (place, round(one.figures[figure], ROUNDED), before.figures[figure])
        for place, (one, before) in enumerate(pairs)
        if figure in one.figures and figure in before.figures
    ]
    if not held:
        return None
    places = [place for place, _, _ in held]
    table = np.array([[now, then] for _, now, then in held])
    chosen = weights[:, places]
    drawn = (chosen @ table) / np.maximum(chosen.sum(axis=1, keepdims=True), 1)
    changes = drawn[:, 0] - drawn[:, 1]
    low, high = np.quantile(changes, [(1 - CERTAINTY) / 2, (1 + CERTAINTY) / 2])
    sign = -1 if figure in LESS_IS_BETTER else 1
    timed = figure == "milliseconds"  # differs in every question, of every run
    worse = [] if timed else [pairs[place][0].question.id for place, now, then in held if sign * (now - then) < 0]
    better = [] if timed else [pairs[place][0].question.id for place, now, then in held if sign * (now - then) > 0]
    return Difference(
        measure=figure,
        before=float(table[:, 1].mean()),
        after=float(table[:, 0].mean()),
        low=float(low),
        high=float(high),
        detectable=float((1.96 + POWER_QUANTILE) * changes.std()),
        lost=tuple(worse),
        gained=tuple(better),
        gated=False,
    )


def _share(count: Count) -> float:
    return count.share if count.m else math.nan


def _less(one: Score, before: Earlier, measure: str) -> bool:
    return _share(one.counts[measure]) < _share(before.counts.get(measure, Count()))


def _more(one: Score, before: Earlier, measure: str) -> bool:
    return _share(one.counts[measure]) > _share(before.counts.get(measure, Count()))
