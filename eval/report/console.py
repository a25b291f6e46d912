"""The run on the terminal: tables by kind and split, the questions that failed, and what is below its floor.

Failing questions of the split ``tune`` are shown with what was expected and got. Those of ``test`` are only named:
whoever improves the product by looking at them has no test left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from eval.comparison import Comparison
from eval.dataset import EVERY_KIND, SPLITS, Gold
from eval.measures import MEASURES, RANKINGS, Count, Score, cited_keys, mean_figures, select, total
from eval.report.record import latencies
from eval.report.summary import figure, hardest_hit_line, interval, judged_lines
from eval.wording import reason_name, words

if TYPE_CHECKING:
    from eval.command import Run

ANSWER_COLUMNS = ("wholly_right", "citation_recall", "citation_precision", "nugget_recall")
SEARCH_COLUMNS = ("recall_at_1", "recall_at_5", "false_refusals", "refused", "refused_with_reason")
OVERALL = tuple(one for one in MEASURES if one not in (*ANSWER_COLUMNS, *SEARCH_COLUMNS, "answered"))
"""What the tables leave out; they show false refusals where others count answers."""
WIDTH = 120
"""Columns where the output is no terminal (a log of a build): rich would fold the tables at 80."""
SHOWN_CHARACTERS = 200
"""How much of a failed answer is shown; the JSON has all of it."""


def print_report(console: Console, run: Run, language: str) -> None:
    """Print the whole report, in ``zh`` or ``en``."""
    said, scores = words(language), run.scores
    if run.comparison:
        print_comparison(console, run.comparison, language)
    console.print(said["title"].format(count=len(scores), name=run.name), style="bold", highlight=False)
    console.print(_table(scores, ANSWER_COLUMNS, "answers_table", language))
    console.print()
    console.print(_table(scores, SEARCH_COLUMNS, "search_table", language))
    console.print()
    sums = total(scores)
    for measure in OVERALL:
        if not sums[measure].m:
            continue
        line = said["also"].format(measure=said[measure], count=_figure(sums[measure], said["none"]))
        console.print(line, highlight=False)
    means = mean_figures(scores)
    for name in RANKINGS:
        console.print(said["also"].format(measure=said[name], count=f"{means.get(name, 0.0):.3f}"), highlight=False)
    console.print(said["also"].format(measure=said["length"], count=f"{means.get('length', 0.0):.0f}"), highlight=False)
    console.print(said["latency"].format(**latencies(scores)), highlight=False)
    for line in judged_lines(run, language):
        console.print(line, highlight=False, soft_wrap=True)
    for part in (*_failures(scores, language), *_verdict(run, language)):
        console.print(part, highlight=False, soft_wrap=True)


def print_comparison(console: Console, comparison: Comparison, language: str) -> None:
    """What changed since the baseline: the measures that did, whether chance could have done it, and the questions."""
    said = words(language)
    title = said["changes_title"].format(name=comparison.baseline, count=comparison.compared)
    changed = [one for one in comparison.differences if one.lost or one.gained]
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    table.add_column(said["measure"], no_wrap=True)
    for column in ("before", "now", "interval", "detectable", "lost", "gained"):
        table.add_column(said[column], justify="right", no_wrap=True)
    for one in changed:
        style = "bold red" if one.significant_loss else "green" if one.significant_gain else ""
        numbers = (figure(one, one.before), figure(one, one.after), interval(one), figure(one, one.detectable))
        table.add_row(said[one.measure], *numbers, str(len(one.lost)), str(len(one.gained)), style=style)
    console.print(table if changed else Text(f"{title}\n{said['no_change']}"))
    for one in comparison.losses:
        line = said["loss"].format(measure=said[one.measure], questions=", ".join(one.lost) or said["none"])
        console.print(Text(line, style="bold red"), soft_wrap=True)
    for label, names in (("newly_wrong", comparison.newly_wrong), ("newly_right", comparison.newly_right)):
        if names:
            console.print(Text(f"{said[label]}: {', '.join(names)}"), soft_wrap=True)
    if comparison.unpaired:
        console.print(Text(said["unpaired"].format(questions=", ".join(comparison.unpaired))), soft_wrap=True)
    console.print()


def _figure(count: Count, none: str) -> str:
    return f"{count.n}/{count.m} {count.share:.0%}" if count.m else none


def _table(scores: Sequence[Score], columns: Sequence[str], title: str, language: str) -> Table:
    said = words(language)
    table = Table(title=said[title], title_justify="left", box=None, pad_edge=False, header_style="bold")
    table.add_column(said["kind"], no_wrap=True)
    table.add_column(said["split"], no_wrap=True)
    table.add_column(said["questions"], justify="right")
    for column in columns:
        table.add_column(said[column], justify="right")
    for kind in (*EVERY_KIND, None):
        for split in SPLITS:
            if chosen := select(scores, kind=kind, split=split):
                sums = total(chosen)
                sums["false_refusals"] = Count(sums["answered"].m - sums["answered"].n, sums["answered"].m)
                figures = [_figure(sums[column], said["none"]) for column in columns]
                style = "" if kind else "bold"
                table.add_row(said[kind or "all"], said[split], str(len(chosen)), *figures, style=style)
    return table


def _failures(scores: Sequence[Score], language: str) -> Iterator[RenderableType]:
    said = words(language)
    failed = [one for one in select(scores, split="tune") if not one.wholly_right]
    yield Text("\n" + said["failures"].format(split=said["tune"], count=len(failed)), style="bold")
    for one in failed:
        yield Text(failure_text(one, language))
    if held_back := [one.question.id for one in select(scores, split="test") if not one.wholly_right]:
        yield Text(said["held_back"].format(names=", ".join(held_back)))


def failure_text(score: Score, language: str) -> str:
    """One failed question in a few lines: the question, what was expected, what came, what is missing or wrong."""
    said = words(language)
    lines = [f"{score.question.id}  {score.question.question}"]
    lines.append(f"    {said['expected']}: {expected_text(score, language)}")
    lines.append(f"    {said['got']}: {_got(score, language)}")
    if answer := score.observation.answer:
        lines.append(f"    {said['said']}: {_shortened(answer.text)}")
    lines += [f"    {line}" for line in missing_lines(score, language)]
    return "\n".join(lines)


def missing_lines(score: Score, language: str) -> list[str]:
    """What is missing or wrong in an answer, a line a matter."""
    said = words(language)
    some = len(score.missed_groups) < len(score.question.gold)
    alternatives = [_alternatives(group, language) for group in score.missed_groups] if some else []
    matters = (
        ("missing", alternatives),
        ("also_wrong", list(score.wrong_citations)),
        ("missed_words", [said["any_of"].join(nugget) for nugget in score.missed_nuggets]),
        ("forbidden_words", list(score.forbidden_found)),
        ("required_words", list(score.missed_required)),
        ("unsupported", list(score.unsupported)),
    )
    return [f"{said[label]}: {'; '.join(found)}" for label, found in matters if found]


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN_CHARACTERS else line[:SHOWN_CHARACTERS] + "…"


def _alternatives(group: Sequence[Gold], language: str) -> str:
    return words(language)["any_of"].join(gold.key for gold in group)


def expected_text(score: Score, language: str) -> str:
    """What a right answer does, in words."""
    said = words(language)
    if score.question.expected_refusal:
        return said["refusal"].format(reason=reason_name(score.question.expected_refusal.value, language))
    groups = [_alternatives(group, language) for group in score.question.gold]
    return said["cites"].format(paragraphs="; ".join(groups))


def _got(score: Score, language: str) -> str:
    said = words(language)
    answer = score.observation.answer
    if answer is None:
        return said["crash"].format(crash=score.observation.crash)
    if answer.refused:
        return said["refusal"].format(reason=reason_name(answer.refused.value, language))
    keys = cited_keys(answer)
    return said["cites"].format(paragraphs="; ".join(keys)) if keys else said["cites_nothing"]


def _verdict(run: Run, language: str) -> Iterator[RenderableType]:
    said = words(language)
    if run.crashed:
        yield Text(said["crashed"].format(questions=", ".join(run.crashed)), style="bold red")
    for one in run.below:
        line = said["below"].format(
            kind=said[one.kind],
            measure=said[one.measure],
            measured=_figure(one.measured, said["none"]),
            floor=_figure(one.floor, said["none"]),
            questions=", ".join(one.questions) or said["none"],
        )
        yield Text(line, style="bold red")
    if worst := hardest_hit_line(run, language):
        yield Text(worst, style="bold")
    if run.floors is not None and not run.floors:
        yield Text(said["no_floors"])
    elif run.floors and not run.below:
        yield Text(said["above"], style="green")
