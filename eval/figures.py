"""``python -m eval.figures README...``: the floors as a table, written between the marks of each README.

The floors are what the product reaches, and a build that reaches less fails: so these figures hold for every commit that
passes, and a test sees to it that they are the ones in the READMEs.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from eval.dataset import KINDS, SHIPPED_SET
from eval.floors import ALL, FLOORS_NAME, Floors, load_floors
from eval.wording import words

COLUMNS = ("wholly_right", "citation_recall", "citation_precision", "nugget_recall", "answered", "refused")
BLOCK = re.compile(r"(?<=<!-- figures: make figures -->\n).*?(?=<!-- /figures -->)", re.DOTALL)


def figures_table(floors: Floors, language: str) -> str:
    """The floors as a Markdown table in ``zh`` or ``en``, a row for each kind of question and one for all."""
    said = words(language)
    rows = [[said["kind"], *(said[column] for column in COLUMNS)], ["---", *("--:" for _ in COLUMNS)]]
    for kind in (*KINDS, ALL):
        if kind in floors:
            reached = (floors[kind].get(column) for column in COLUMNS)
            rows.append([said[kind], *(f"{count.n}/{count.m}" if count else said["none"] for count in reached)])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def with_figures(readme: str, floors: Floors, language: str) -> str:
    """The README's text with the table of the floors between its marks."""
    return BLOCK.sub(lambda _: figures_table(floors, language), readme)


def language_of(path: Path) -> str:
    """``README.zh-CN.md`` is Chinese, ``README.md`` English."""
    return "zh" if path.name.split(".")[1].startswith("zh") else "en"


def main(readmes: list[str]) -> None:
    floors = load_floors(SHIPPED_SET)
    for path in map(Path, readmes):
        path.write_text(with_figures(path.read_text(encoding="utf-8"), floors, language_of(path)), encoding="utf-8")
        sys.stdout.write(f"{path}: the figures of {FLOORS_NAME}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
