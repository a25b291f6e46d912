"""Plots as inline SVG (bars as a table): colours and fonts are the page's, every mark has a title to point at, and nothing is fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from eval.measures import Count, percentile

ROW, LABEL, PLOT, END = 26, 300, 330, 96
"""Pixels: the height of a row, and the widths of its label, its plot and its figure."""
SQUARE = 260
BINS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row of a plot of shares; ``before`` is the same in the baseline."""

    label: str
    count: Count
    floor: float | None = None
    before: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The change of a share with its interval; ``verdict`` is ``lost``, ``gained`` or ""."""

    label: str
    change: float
    low: float
    high: float
    verdict: str
    told: str
    """The figures in words."""


def bars(rows: Sequence[Bar], *, floor: str, before: str) -> str:
    """Shares as bars from 0 to 1, with a tick for the floor and a ring for the baseline: a table, which narrow screens fold."""
    made = []
    for row in rows:
        share = 100 * row.count.share
        parts = [f'<i class="{"fill full" if row.count.full else "fill"}" style="width:{share:.1f}%"></i>']
        if row.floor is not None:
            parts.append(
                f'<i class="tick" style="left:{100 * row.floor:.1f}%" title="{escape(floor)}: {row.floor:.1%}"></i>'
            )
        if row.before is not None:
            parts.append(
                f'<i class="ring" style="left:{100 * row.before:.1f}%" title="{escape(before)}: {row.before:.1%}"></i>'
            )
        bar = f'<div class="track" title="{share:.1f}%">{"".join(parts)}</div>'
        made.append(f"<tr><th>{escape(row.label)}</th><td>{bar}</td><td>{row.count.n}/{row.count.m}</td></tr>")
    return f'<table class="bars"><tbody>{"".join(made)}</tbody></table>'


def changes(rows: Sequence[Change], *, title: str) -> str:
    """Each change as a point with its interval, left of the middle where something was lost."""
    width, height = LABEL + PLOT + END, ROW * len(rows) + 24
    most = max((abs(edge) for row in rows for edge in (row.low, row.high, row.change)), default=0.0) or 0.01
    middle, scale = LABEL + PLOT / 2, PLOT / 2 / most
    parts = [f'<line class="diagonal" x1="{middle}" x2="{middle}" y1="0" y2="{height - 20}"/>']
    parts += (
        _text(middle + edge * scale, height - 4, f"{edge:+.1%}", anchor="middle", extra="tick")
        for edge in (-most, 0.0, most)
    )
    for place, row in enumerate(rows):
        y = place * ROW + 14
        start, end = middle + row.low * scale, middle + row.high * scale
        parts.append(_text(LABEL - 8, y + 4, row.label, anchor="end"))
        parts.append(f'<line class="track-line" x1="{LABEL}" x2="{LABEL + PLOT}" y1="{y}" y2="{y}"/>')
        parts.append(f'<line class="way {row.verdict}" x1="{start:.1f}" x2="{end:.1f}" y1="{y}" y2="{y}"/>')
        point = f'<circle class="after {row.verdict}" cx="{middle + row.change * scale:.1f}" cy="{y}" r="5">'
        parts.append(f"{point}<title>{escape(row.told)}</title></circle>")
        parts.append(_text(LABEL + PLOT + 14, y + 4, f"{row.change:+.1%}", extra="figure"))
    return _svg(width, height, title, parts)


def reliability(pairs: Sequence[tuple[float, bool]], *, title: str, across: str, up: str) -> str:
    """How often the documents do answer, against how sure the product was (a reliability diagram: Guo and others 2017)."""
    left, top = 44, 28
    parts = [
        f'<rect class="track" x="{left}" y="{top}" width="{SQUARE}" height="{SQUARE}"/>',
        f'<line class="diagonal" x1="{left}" y1="{top + SQUARE}" x2="{left + SQUARE}" y2="{top}"/>',
    ]
    points = []
    for mean, share, size in binned(pairs):
        x, y = left + SQUARE * mean, top + SQUARE * (1 - share)
        points.append(f"{x:.1f},{y:.1f}")
        told = f"{across} {mean:.2f}, {up} {share:.2f}, n={size}"
        radius = 3 + 9 * (size / len(pairs)) ** 0.5
        parts.append(
            f'<circle class="point" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"><title>{escape(told)}</title></circle>'
        )
    if points:
        parts.insert(2, f'<polyline class="curve" points="{" ".join(points)}"/>')
    for share in (0.0, 0.5, 1.0):
        parts.append(_text(left - 6, top + SQUARE * (1 - share) + 4, f"{share:.0%}", anchor="end", extra="tick"))
        parts.append(_text(left + SQUARE * share, top + SQUARE + 16, f"{share:.0%}", anchor="middle", extra="tick"))
    parts.append(_text(left, top - 10, up, extra="tick"))
    parts.append(_text(left + SQUARE / 2, top + SQUARE + 34, across, anchor="middle", extra="tick"))
    return _svg(left + SQUARE + 28, top + SQUARE + 42, title, parts)


def binned(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """Ten bins of the probability: their mean, the share that came true, and how many; empty bins are left out."""
    found = []
    for tenth in range(10):
        held = [(sure, true) for sure, true in pairs if min(9, int(sure * 10)) == tenth]
        if held:
            found.append((sum(s for s, _ in held) / len(held), sum(t for _, t in held) / len(held), len(held)))
    return found


def calibration_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """The expected calibration error over ten bins, from 0 to 1."""
    return sum(abs(mean - share) * size for mean, share, size in binned(pairs)) / len(pairs) if pairs else 0.0


def brier(pairs: Sequence[tuple[float, bool]]) -> float:
    """The mean squared difference between what was thought and what is (Brier 1950), from 0 to 1."""
    return sum((sure - true) ** 2 for sure, true in pairs) / len(pairs) if pairs else 0.0


def histogram(values: Sequence[float], *, title: str, unit: str, marks: Sequence[tuple[str, float]]) -> str:
    """How many values fall where; what lies above the 99th percentile is in the last column. ``marks``: lines with a name."""
    top = max(percentile(values, 0.99), 1e-9)
    edges = [top * place / BINS for place in range(BINS + 1)]
    columns = [sum(low <= value < high for value in values) for low, high in pairwise(edges)]
    columns[-1] += sum(value >= top for value in values)
    width, height, left = 480, 160, 24
    step = (width - left - 14) / BINS
    parts = [f'<line class="diagonal" x1="{left}" x2="{width - 14}" y1="{height}" y2="{height}"/>']
    for place, count in enumerate(columns):
        tall = (height - 44) * count / max(columns)
        told = f"{edges[place]:.0f}–{edges[place + 1]:.0f} {unit}: {count}"
        parts.append(
            f'<rect class="bar" x="{left + place * step + 1:.1f}" y="{height - tall:.1f}" width="{step - 2:.1f}" height="{tall:.1f}">'
            f"<title>{escape(told)}</title></rect>"
        )
    for row, (name, value) in enumerate(marks):
        x = left + (width - left - 14) * min(1.0, value / top)
        anchor = "end" if x > width * 0.6 else "start"
        parts.append(f'<line class="floor" x1="{x:.1f}" x2="{x:.1f}" y1="{8 + 16 * row}" y2="{height}"/>')
        shift = -5 if anchor == "end" else 5
        parts.append(_text(x + shift, 18 + 16 * row, f"{name} {value:.0f} {unit}", anchor=anchor, extra="tick"))
    for share in (0.0, 0.5, 1.0):
        x = left + (width - left - 14) * share
        anchor = "start" if share == 0 else "middle" if share < 1 else "end"
        parts.append(_text(x, height + 18, f"{top * share:.0f} {unit}", anchor=anchor, extra="tick"))
    return _svg(width, height + 26, title, parts)


def _text(x: float, y: float, text: str, *, anchor: str = "start", extra: str = "") -> str:
    kind = f' class="{extra}"' if extra else ""
    return f'<text{kind} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(width: float, height: float, title: str, parts: Sequence[str]) -> str:
    body = "".join(parts)
    return (
        f'<svg role="img" aria-label="{escape(title, quote=True)}" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'style="max-width:{width:.0f}px"><title>{escape(title)}</title>{body}</svg>'
    )
