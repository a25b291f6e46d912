"""``python -m eval.scale [--news FILE] [--synthetic N] [--sizes …] [--home DIR] [--json FILE]``: how the cost grows.

A collection grows from size to size; at each one everything is measured that eval/scale_measures.py knows. What is measured
is kept in the home beside the collection, so that with the same ``--home`` a command that was stopped goes on. ``--again DIR …``
measures what lies in such homes once more, as large as it is, and shows all their figures in one table.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from eval.errors import BadSizes, ResultUnwritable
from eval.scale_measures import ingested, measured, reading_rate
from eval.scale_table import table
from eval.scale_worker import settings_of
from rag import ParaciteError, open_collection, read_language

SIZES: Final = (1_000, 10_000, 100_000, 1_000_000)
MEANWHILE: Final = 10_000
"""Paragraphs that come in while questions are asked, in a collection that has as many already."""
_STATE: Final = "scale.json"


@dataclass(frozen=True, slots=True)
class Plan:
    """One growing collection: its name, its source (eval/scale_texts.py), and the sizes at which it is measured."""

    name: str
    source: str
    sizes: tuple[int, ...]


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0 measured, 2 it could not be."""
    parser = argparse.ArgumentParser(prog="python -m eval.scale", description="规模测量 / Measure how the cost grows.")
    parser.add_argument("--news", type=Path, metavar="FILE", help="新闻 .jsonl(.xz)：_id、text / news as JSON lines")
    parser.add_argument(
        "--synthetic",
        type=int,
        default=max(SIZES),
        metavar="N",
        help="生成的段落数上限，0 为不用 / made-up paragraphs at most",
    )
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="在哪些段落数时测量 / sizes, in paragraphs")
    parser.add_argument(
        "--home", metavar="DIR", help="文件夹；再次给出则继续 / a folder; given again, it goes on (default: temporary)"
    )
    parser.add_argument(
        "--again",
        nargs="+",
        type=Path,
        default=(),
        metavar="DIR",
        help="重新测量这些文件夹，合为一表，不再入库 / measure these folders again, one table, nothing comes in",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="把全部数字写入文件 / write every figure to FILE")
    parser.add_argument("--language", choices=("zh", "en"), help="表格的语言 / language of the table")
    chosen = parser.parse_args(arguments)
    language = chosen.language or read_language()
    try:
        sizes = read_sizes(chosen.sizes)
        made_up = tuple(size for size in sizes if size <= chosen.synthetic)
        plans = [Plan("made-up", "", made_up)] if made_up else []
        if chosen.news:
            plans.insert(0, Plan("news", str(chosen.news.absolute()), sizes))
        if chosen.again:
            rows = [row for home in chosen.again for row in measured_again(plans, home.absolute())]
        elif chosen.home:
            rows = run(plans, Path(chosen.home).absolute())
        else:
            with tempfile.TemporaryDirectory(prefix="paracite-scale-") as home:
                rows = run(plans, Path(home))
        sys.stdout.write(table(rows, language))
        if chosen.json:
            _write(chosen.json, rows)
    except ParaciteError as error:
        sys.stderr.write(error.message(language) + "\n")
        return 2
    return 0


def read_sizes(text: str) -> tuple[int, ...]:
    """Raises BadSizes."""
    try:
        sizes = tuple(sorted({int(each) for each in text.split(",")}))
    except ValueError as error:
        raise BadSizes(sizes=text) from error
    if not sizes or sizes[0] <= 0:
        raise BadSizes(sizes=text)
    return sizes


def run(plans: list[Plan], home: Path) -> list[dict[str, Any]]:
    """A row of figures for each plan and size; those that were measured before are taken from the home's notes."""
    home.mkdir(parents=True, exist_ok=True)
    rows = _noted(home)
    reading = (
        next((row["reading_rate"] for row in rows if "reading_rate" in row), None) or reading_rate()["reading_rate"]
    )
    for plan in plans:
        for size in plan.sizes:
            row = next((row for row in rows if (row["source"], row["size"]) == (plan.name, size)), None)
            if row is None:
                grown = _grown(plan, size, home)
                if grown is None:
                    break
                row = {"source": plan.name, "size": size, "reading_rate": reading, **grown}
                rows.append(row)
                _write(home / _STATE, rows)  # hours of it, with a million: they stay whatever becomes of the rest
            if "paragraphs" not in row:
                row |= _asked(plan, row, home)
                _write(home / _STATE, rows)
    return rows


def measured_again(plans: list[Plan], home: Path) -> list[dict[str, Any]]:
    """The rows that are noted in a home, of each plan the last one measured anew: the collection is as large as it was then.

    One of which nothing is noted yet as large as it is, since its measurement was stopped, is a row of its own.
    """
    rows = _noted(home)
    for plan in plans:
        for folder in _folders(home, plan):
            held = _held(plan, home)
            mine = [row for row in rows if row["source"] == plan.name and row.get("paragraphs", held) == held]
            if not mine:
                mine = [{"source": plan.name, "size": held}]
                rows += mine
            row = max(mine, key=lambda row: int(row["size"]))
            meanwhile = MEANWHILE if "paragraphs" not in row or "within_p95" in row else 0
            row |= measured(str(home), plan.name, plan.source, folder, meanwhile=meanwhile)
            _write(home / _STATE, rows)
    return rows


def _noted(home: Path) -> list[dict[str, Any]]:
    notes = home / _STATE
    return list(json.loads(notes.read_text(encoding="utf-8"))) if notes.exists() else []


def _folders(home: Path, plan: Plan) -> list[Path]:
    """Where its collection lies, if there is one."""
    return [path.parent for path in home.rglob("*.sqlite3") if plan.name in path.parent.name]


def _held(plan: Plan, home: Path) -> int:
    """Its paragraphs."""
    with open_collection(settings_of(str(home), plan.name)) as collection:
        return collection.size()[1]


def _grown(plan: Plan, size: int, home: Path) -> dict[str, Any] | None:
    """How it came to be as large; None where the source has no more documents than are held."""
    held = _held(plan, home)
    if held >= size:
        return {}
    _say(f"{plan.name}: {held} → {size}")
    figures = ingested(str(home), plan.name, plan.source, size - held)
    return figures if figures["ingested"] else None


def _asked(plan: Plan, row: dict[str, Any], home: Path) -> dict[str, Any]:
    """What is measured of it as it is."""
    size = row["size"]
    _say(f"{plan.name}: {size}")
    meanwhile = MEANWHILE if MEANWHILE <= size <= _held(plan, home) else 0
    return measured(str(home), plan.name, plan.source, _folders(home, plan)[0], meanwhile=meanwhile)


def _say(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"{time.strftime('%H:%M:%S')} {text}\n")


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    try:
        path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise ResultUnwritable(path=path, reason=error.strerror or type(error).__name__) from error


if __name__ == "__main__":
    sys.exit(main())
