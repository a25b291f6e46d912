"""A run as Markdown, for the summary of a job or a comment under a change: the verdict, one table, what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from eval.comparison import LESS_IS_BETTER, Comparison, Difference
from eval.dataset import EVERY_KIND
from eval.floors import hardest_hit, hardest_hit_kinds
from eval.measures import FIGURES, JUDGED, Count, Score, mean_figures, select, total
from eval.report.record import latencies
from eval.wording import words

if TYPE_CHECKING:
    from eval.command import Run

COLUMNS = ("wholly_right", "citation_recall", "citation_precision", "nugget_recall", "answered", "refused")
CHANGE_COLUMNS = ("before", "now", "interval", "detectable", "lost", "gained")
WORST = 3
"""Measures and kinds that are named as the hardest hit."""
NAMED = 30
"""Questions that are named in a row; the page names all."""


def summary_markdown(run: Run, language: str) -> str:
    """The whole summary, in ``zh`` or ``en``."""
    said = words(language)
    lines = [f"## {'✅' if run.passes else '❌'} {said['passes' if run.passes else 'fails']}: {_plain(run.name)}", ""]
    lines += _verdict(run, language)
    lines += [*_table(run.scores, language), ""]
    lines.append(said["latency"].format(**latencies(run.scores)))
    for line in judged_lines(run, language):
        lines += ["", _plain(line)]
    if run.comparison:
        lines += ["", *_changes(run.comparison, language)]
    return "\n".join(lines) + "\n"


def figure(one: Difference, value: float) -> str:
    """A share as a percentage, a figure in its unit."""
    return format(value, _form(one.measure))


def interval(one: Difference) -> str:
    """The interval of a change, with its signs; a dash where nothing changed."""
    if one.low == one.high == 0:
        return "–"
    form = f"+{_form(one.measure)}"
    return f"{one.low:{form}} … {one.high:{form}}"


def _form(measure: str) -> str:
    """How a value is written: a share as a percentage, what is from 0 to 1 with its decimals, the rest in whole units."""
    if measure not in FIGURES:
        return ".1%"
    return ".0f" if measure in LESS_IS_BETTER else ".3f"


def judged_lines(run: Run, language: str) -> Iterator[str]:
    """What a chat model thinks of the answers, and which it could not judge; nothing where none was asked."""
    if run.judged is None:
        return
    said, means = words(language), mean_figures(run.scores)
    told = " · ".join(f"{said[name]} {means[name]:.3f}" for name in JUDGED if name in means)
    yield said["judged"].format(model=run.judged.model, figures=told)
    if run.judged.unjudged:
        yield said["unjudged"].format(questions=", ".join(run.judged.unjudged))


def hardest_hit_line(run: Run, language: str) -> str:
    """Where to look first: the measures, and the kinds of question, that fell furthest below their floors; "" where none did."""
    said = words(language)
    worst = [
        label + ", ".join(said[name] for name in names[:WORST])
        for label, names in (("", hardest_hit(run.below)), (said["of_kinds"], hardest_hit_kinds(run.below)))
        if names
    ]
    return said["hardest_hit"].format(measures="; ".join(worst)) if worst else ""


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
    if worst := hardest_hit_line(run, language):
        yield f"- {worst}"
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
