"""A run as Markdown, for the summary of a job or a comment under a change: the verdict, one table, what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from eval.comparison import Comparison, Difference
from eval.dataset import EVERY_KIND
from eval.floors import hardest_hit
from eval.measures import FIGURES, Count, Score, select, total
from eval.record import latencies
from eval.wording import words

if TYPE_CHECKING:
    from eval.command import Run

COLUMNS = ("wholly_right", "citation_recall", "citation_precision", "nugget_recall", "answered", "refused")
CHANGE_COLUMNS = ("before", "now", "interval", "detectable", "lost", "gained")
NAMED = 30
"""Questions that are named in a row; the page names all."""


def summary_markdown(run: Run, language: str) -> str:
    """The whole summary, in ``zh`` or ``en``."""
    said = words(language)
    lines = [f"## {'✅' if run.passes else '❌'} {said['passes' if run.passes else 'fails']}: {_plain(run.name)}", ""]
    lines += _verdict(run, language)
    lines += [*_table(run.scores, language), ""]
    lines.append(said["latency"].format(**latencies(run.scores)))
    if run.comparison:
        lines += ["", *_changes(run.comparison, language)]
    return "\n".join(lines) + "\n"


def figure(one: Difference, value: float) -> str:
    """A share as a percentage, a figure in its unit."""
    if one.measure not in FIGURES:
        return f"{value:.1%}"
    return f"{value:.3f}" if one.measure.endswith("_at_10") else f"{value:.0f}"


def interval(one: Difference) -> str:
    """The interval of a change, with its signs."""
    if one.measure not in FIGURES:
        return f"{one.low:+.1%} … {one.high:+.1%}"
    return (
        f"{one.low:+.3f} … {one.high:+.3f}" if one.measure.endswith("_at_10") else f"{one.low:+.0f} … {one.high:+.0f}"
    )


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return "".join(f"\\{each}" if each in "\\`*_{}[]()<>#+!|~" else each for each in text).replace("\n", " ")


def _names(names: Sequence[str]) -> str:
    more = f" … (+{len(names) - NAMED})" if len(names) > NAMED else ""
    return ", ".join(f"`{name.replace('`', '')}`" for name in names[:NAMED]) + more


def _count(count: Count, none: str) -> str:
    return f"{count.n}/{count.m}" if count.m else none


def _verdict(run: Run, language: str) -> Iterator[str]:
    said = words(language)
    for one in run.below:
        measured, floor = _count(one.measured, said["none"]), _count(one.floor, said["none"])
        yield f"- **{said['below_short']}** {said[one.kind]} · {said[one.measure]}: {measured} < {floor}. {_names(one.questions)}"
    if worst := hardest_hit(run.below):
        yield f"- {said['hardest_hit'].format(measures=', '.join(said[measure] for measure in worst[:3]))}"
    for loss in run.comparison.losses if run.comparison else ():
        before, after = figure(loss, loss.before), figure(loss, loss.after)
        yield f"- **{said['loss_short']}** {said[loss.measure]}: {before} → {after} ({interval(loss)}). {_names(loss.lost)}"
    if run.crashed:
        yield f"- **{said['crashed'].format(questions=_names(run.crashed))}**"
    if not run.passes:
        yield ""


def _table(scores: Sequence[Score], language: str) -> Iterator[str]:
    said = words(language)
    yield f"| {said['kind']} | {said['questions']} | {' | '.join(said[column] for column in COLUMNS)} |"
    yield f"|---|--:|{'--:|' * len(COLUMNS)}"
    for kind in (*EVERY_KIND, None):
        if chosen := select(scores, kind=kind):
            sums = total(chosen)
            cells = " | ".join(_count(sums[column], said["none"]) for column in COLUMNS)
            mark = "" if kind else "**"
            yield f"| {mark}{said[kind or 'all']}{mark} | {len(chosen)} | {cells} |"


def _changes(comparison: Comparison, language: str) -> Iterator[str]:
    said = words(language)
    changed = [one for one in comparison.differences if one.lost or one.gained]
    yield f"### {said['changes_title'].format(name=_plain(comparison.baseline), count=comparison.compared)}"
    yield ""
    if not changed:
        yield said["no_change"]
        return
    yield f"| {' | '.join(said[name] for name in ('measure', *CHANGE_COLUMNS))} |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for one in changed:
        cells = (
            said[one.measure],
            figure(one, one.before),
            figure(one, one.after),
            interval(one),
            figure(one, one.detectable),
            str(len(one.lost)),
            str(len(one.gained)),
        )
        yield f"| {' | '.join(cells)} |"
    for label, names in (("newly_wrong", comparison.newly_wrong), ("newly_right", comparison.newly_right)):
        if names:
            yield ""
            yield f"{said[label]}: {_names(names)}"
