"""``python -m eval.figures README...``: what the shipped sets reach as tables, written between the marks of each README.

The files of floors hold what was reached, and a build that reaches less fails (eval/floors.py says how much less): so these
figures hold for every commit that passes, and a test sees to it that they are the ones in the READMEs.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from eval.dataset import EVERY_KIND, SHIPPED_SET
from eval.floors import ALL, Floors, load_reached
from eval.suite import SHIPPED_SUITE
from eval.wording import words

COLUMNS = ("wholly_right", "citation_recall", "citation_precision", "nugget_recall", "answered", "refused")
BLOCK = re.compile(r"(?<=<!-- figures: make figures -->\n).*?(?=<!-- /figures -->)", re.DOTALL)
SETS = (SHIPPED_SET, SHIPPED_SUITE)


def shipped_figures() -> tuple[Floors, ...]:
    """What each shipped set reached."""
    return tuple(map(load_reached, SETS))


def figures_table(reached: Floors, language: str) -> str:
    """A Markdown table in ``zh`` or ``en``, a row for each kind of question and one for all."""
    said = words(language)
    rows = [[said["kind"], *(said[column] for column in COLUMNS)], ["---", *("--:" for _ in COLUMNS)]]
    for kind in (*EVERY_KIND, ALL):
        if kind in reached:
            counts = (reached[kind].get(column) for column in COLUMNS)
            rows.append([said[kind], *(f"{count.n}/{count.m}" if count else said["none"] for count in counts)])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def with_figures(readme: str, figures: Iterable[Floors], language: str) -> str:
    """The README's text with the tables between its marks, in this order; a README may show the first ones alone."""
    tables = iter(figures)
    return BLOCK.sub(lambda _: figures_table(next(tables), language), readme)


def language_of(path: Path) -> str:
    """``README.zh-CN.md`` is Chinese, ``README.md`` English."""
    return "zh" if path.name.split(".")[1].startswith("zh") else "en"


def main(readmes: list[str]) -> None:
    for path in map(Path, readmes):
        text = with_figures(path.read_text(encoding="utf-8"), shipped_figures(), language_of(path))
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path}: what {' and '.join(one.name for one in SETS)} reach\n")


if __name__ == "__main__":
    main(sys.argv[1:])
