"""A run as one page that needs nothing else: the verdict, the plots, the measures, and every question with what it cites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from eval.comparison import Earlier
from eval.dataset import EVERY_KIND, SPLITS
from eval.floors import ALL
from eval.measures import GROUPS, MEASURES, Count, Score, mean_figures, select, total
from eval.report.page_question import question_html
from eval.report.page_words import page_words
from eval.report.plots import Bar, Change, bars, brier, calibration_error, changes, histogram, reliability
from eval.report.record import latencies
from eval.report.summary import figure, hardest_hit_line, interval, judged_lines
from eval.wording import words
from rag import probability

if TYPE_CHECKING:
    from eval.command import Run

FOLDER = Path(__file__).parent
FIRST = {group[0]: heading for heading, group in GROUPS.items()}
"""The heading before a measure of the table."""
TILES = ("wholly_right", "citation_recall", "citation_precision", "nugget_recall", "verbatim", "answered", "refused")
NAMED = 8
"""Questions that a line of the verdict names."""
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)


def page_html(run: Run, language: str, *, earlier: Mapping[str, Earlier]) -> str:
    """The whole page in ``zh`` or ``en``; ``earlier``: the baseline's questions, {} where there is none."""
    said = page_words(language)
    style, script = ((FOLDER / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    parts = (
        _verdict(run, language),
        _tiles(run.scores, language),
        *(f'<p class="quiet">{escape(line)}</p>' for line in judged_lines(run, language)),
        f'<div class="plots">{"".join(_plots(run, language, earlier))}</div>',
        f'<h2>{said["measures"]}</h2><p class="quiet">{said["measures_told"]}</p>{_measures(run, language)}',
        f'<h2 id="questions">{said["questions"]}</h2><p class="quiet">{said["held_back"]}</p>',
        _filters(run, language),
        *(question_html(score, run.comparison, language) for score in run.scores),
    )
    title = escape(f"{said['heading']}: {run.name}")
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-Hans" if language == "zh" else "en"}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>{title}</title><style>{style}</style></head>\n'
        f"<body><main>{''.join(parts)}</main><script>{script}</script></body></html>\n"
    )


def _verdict(run: Run, language: str) -> str:
    said = words(language)
    lines = []
    if worst := hardest_hit_line(run, language):
        lines.append(f"<b>{escape(worst)}</b>")
    if run.crashed:
        lines.append(f"<b>{escape(said['crashed'].format(questions=', '.join(run.crashed)))}</b>")
    for loss in run.comparison.losses if run.comparison else ():
        change = f"{figure(loss, loss.before)} → {figure(loss, loss.after)} ({interval(loss)})"
        lines.append(f"{said['loss_short']} {said[loss.measure]}: {change} {_names(loss.lost)}")
    lines += (
        f"{said['below_short']} {said[one.kind]} · {said[one.measure]}: {_count(one.measured)} &lt; {_count(one.floor)} "
        f"{_names(one.questions)}"
        for one in sorted(run.below, key=lambda one: one.kind != ALL)
    )
    listed = f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>" if lines else ""
    state, kind = ("passes", "verdict") if run.passes else ("fails", "verdict fails")
    told = escape(said["title"].format(name=run.name, count=len(run.scores)).strip())
    return f'<div class="{kind}"><h1>{said[state]}</h1><p class="quiet">{told}</p>{listed}</div>'


def _names(names: Sequence[str]) -> str:
    """Ids of questions, the first ones; all where one points."""
    more = f" … (+{len(names) - NAMED})" if len(names) > NAMED else ""
    every = escape(", ".join(names), quote=True)
    return f'<span class="quiet" title="{every}">{escape(", ".join(names[:NAMED]))}{more}</span>'


def _count(count: Count) -> str:
    return f"{count.n}/{count.m}"


def _tiles(scores: Sequence[Score], language: str) -> str:
    said, sums, means = words(language), total(scores), mean_figures(scores)
    tiles = [(said[name], f"{sums[name].share:.0%}", _count(sums[name])) for name in TILES if sums[name].m]
    tiles.append(
        (
            said["rr_at_10"],
            f"{means.get('rr_at_10', 0.0):.2f}",
            said["ndcg_at_10"] + f" {means.get('ndcg_at_10', 0.0):.2f}",
        )
    )
    made = (
        f'<div class="tile"><b>{share}</b>{escape(name)} <span>{escape(told)}</span></div>'
        for name, share, told in tiles
    )
    return f'<div class="tiles">{"".join(made)}</div>'


def _plots(run: Run, language: str, earlier: Mapping[str, Earlier]) -> Iterator[str]:
    said = page_words(language)
    legend = [said[name] for name, there in (("floor_legend", run.floors), ("baseline_legend", earlier)) if there]
    yield _plot(said["by_kind"], _by_kind(run, language, earlier), told=" · ".join(legend))
    pairs = [
        (probability(one.observation.answer.evidence), one.question.answerable)
        for one in run.scores
        if one.observation.answer and one.observation.answer.evidence
    ]
    if pairs:
        drawn = reliability(pairs, title=said["calibration"], across=said["sure"], up=said["true"])
        figures = {"error": f"{calibration_error(pairs):.3f}", "brier": f"{brier(pairs):.3f}"}
        told = said["calibration_figures"].format(count=len(pairs), **figures)
        yield _plot(said["calibration"], drawn, told=told, kind="plot beside")
    times, marks = [one.observation.milliseconds for one in run.scores], latencies(run.scores)
    named = [(said[name], marks[name]) for name in ("median", "percentile_95")]
    yield _plot(said["latency"], histogram(times, title=said["latency"], unit=said["ms"], marks=named))
    if run.comparison:
        yield _plot(said["before_after"], *_before_after(run, language), kind="plot wide")


def _plot(heading: str, drawn: str, told: str = "", *, kind: str = "plot") -> str:
    below = f'<p class="quiet">{escape(told)}</p>' if told else ""
    return f'<section class="{kind}"><h3>{escape(heading)}</h3><div>{drawn}{below}</div></section>'


def _by_kind(run: Run, language: str, earlier: Mapping[str, Earlier]) -> str:
    said, of_page = words(language), page_words(language)
    rows = []
    for kind in (None, *EVERY_KIND):
        chosen = select(run.scores, kind=kind)
        if not chosen:
            continue
        floor = (run.floors or {}).get(kind or ALL, {}).get("wholly_right")
        then = [earlier[one.question.id].wholly_right for one in chosen if one.question.id in earlier]
        rows.append(
            Bar(
                label=said[kind or "all"],
                count=total(chosen)["wholly_right"],
                floor=floor.share if floor else None,
                before=sum(then) / len(then) if then else None,
            )
        )
    return bars(rows, floor=of_page["floor"], before=of_page["baseline"])


def _before_after(run: Run, language: str) -> tuple[str, str]:
    said, of_page = words(language), page_words(language)
    comparison = run.comparison
    if comparison is None:
        return "", ""
    changed = [one for one in comparison.differences if one.gated and (one.lost or one.gained)]
    if not changed:
        return "", of_page["no_change"].format(name=comparison.baseline)
    rows = [
        Change(
            label=said[one.measure],
            change=one.change,
            low=one.low,
            high=one.high,
            verdict="lost" if one.significant_loss else "gained" if one.significant_gain else "",
            told=f"{said[one.measure]}: {figure(one, one.before)} → {figure(one, one.after)} ({interval(one)})",
        )
        for one in changed
    ]
    told = of_page["before_after_told"].format(name=comparison.baseline, count=comparison.compared)
    return changes(rows, title=of_page["before_after"]), told


def _measures(run: Run, language: str) -> str:
    said = words(language)
    sums = total(run.scores)
    before = {one.measure: one for one in run.comparison.differences} if run.comparison else {}
    missed = {one.measure for one in run.below if one.kind == ALL}
    heads = [said["measure"], "n / m", "%", page_words(language)["floor"]]
    heads += [said["before"], said["interval"], said["detectable"]] if before else []
    rows = []
    for measure in MEASURES:
        if measure in FIRST:
            rows.append(
                f'<tr><th colspan="{len(heads)}" scope="rowgroup">{page_words(language)[FIRST[measure]]}</th></tr>'
            )
        count = sums[measure]
        if not count.m:
            continue
        floor = (run.floors or {}).get(ALL, {}).get(measure)
        cells = [escape(said[measure]), _count(count), f"{count.share:.1%}", _count(floor) if floor else said["none"]]
        if before:
            one = before.get(measure)
            cells += (
                [figure(one, one.before), interval(one), figure(one, one.detectable)] if one else [said["none"]] * 3
            )
        kind = ' class="below"' if measure in missed else ""
        rows.append(f"<tr>{''.join(f'<td{kind}>{cell}</td>' for cell in cells)}</tr>")
    head = "".join(f"<th>{escape(cell)}</th>" for cell in heads)
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'


def _filters(run: Run, language: str) -> str:
    said, of_page = words(language), page_words(language)
    kinds = {one.question.kind for one in run.scores}
    wrong = any(not one.wholly_right for one in run.scores)
    outcomes = ["wrong", "right", *(["newly_wrong", "newly_right", "changed"] if run.comparison else [])]
    return (
        f'<form role="search"><input name="words" type="search" placeholder="{escape(of_page["words"])}" '
        f'aria-label="{escape(of_page["words"])}">'
        + _select("kind", of_page["every_kind"], [(kind, said[kind]) for kind in EVERY_KIND if kind in kinds])
        + _select("language", of_page["every_language"], [(name, of_page[name]) for name in ("zh", "en")])
        + _select("split", of_page["every_split"], [(name, said[name]) for name in SPLITS])
        + _select(
            "outcome",
            of_page["every_outcome"],
            [(name, of_page[name]) for name in outcomes],
            chosen="wrong" if wrong else "",
        )
        + "<output></output></form>"
    )


def _select(name: str, every: str, choices: Sequence[tuple[str, str]], *, chosen: str = "") -> str:
    made = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
        for value, text in choices
    )
    return (
        f'<select name="{name}" aria-label="{escape(every)}"><option value="">{escape(every)}</option>{made}</select>'
    )
