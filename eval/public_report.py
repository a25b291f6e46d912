"""``python -m eval.public_report README... --test DIR --tuned DIR...``: what public sets reach, between the marks of each README.

Each DIR is a set in the BEIR layout, which stays where it is; ``paracite eval --beir`` measures it in a process of its own. Sets
of which the product saw questions while it was built are given as ``--tuned``, and the table says so.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from eval.beir import LISTS, PLAIN
from eval.errors import PublicSetFailed
from eval.figures import language_of
from eval.wording import words
from rag import ParaciteError, read_language

COLUMNS: Final = {"R@1": "R@1", "R@5": "R@5", "RR@10": "MRR@10", "nDCG@10": "nDCG@10"}
BLOCK: Final = re.compile(r"(?<=<!-- public: python -m eval.public_report -->\n).*?(?=<!-- /public -->)", re.DOTALL)


def results_table(records: Sequence[Mapping[str, Any]], language: str) -> str:
    """Runs (``--json``; ``tuned`` says whether the product saw the set) as one Markdown table: a row for each list of each set."""
    said = words(language)
    rows = [[said["public_set"], said["beir_list"], *COLUMNS.values()], ["---", "---", *("--:" for _ in COLUMNS)]]
    for record in records:
        note = said["public_tuned" if record["tuned"] else "public_test"]
        name = f"{record['set']} ({note.format(count=record['questions'])})"
        for ranked in (PLAIN, *LISTS):
            figures = record["measures"][ranked]
            rows.append([name, said[f"beir_{ranked}"], *(f"{figures[column]:.3f}" for column in COLUMNS)])
            name = ""
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def with_results(readme: str, table: str) -> str:
    """The README's text with the table between its marks."""
    return BLOCK.sub(lambda _: table, readme)


def measured(folder: Path, *, tuned: bool) -> dict[str, Any]:
    """One set, by the command. Raises PublicSetFailed."""
    with tempfile.TemporaryDirectory(prefix="paracite-public-") as place:
        result = Path(place) / "result.json"
        command = [sys.executable, "-m", "ui.cli", "eval", "--beir", str(folder), "--json", str(result)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
        if done.returncode:
            raise PublicSetFailed(path=folder, reason=" ".join(done.stderr.strip().splitlines()[-1:]))
        return {**json.loads(result.read_text(encoding="utf-8")), "tuned": tuned}


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0 measured, 2 it could not be."""
    parser = argparse.ArgumentParser(prog="python -m eval.public_report", description="公开评测集 / Public sets.")
    parser.add_argument(
        "readmes", nargs="*", type=Path, metavar="README", help="写入其标记之间 / written between its marks"
    )
    parser.add_argument(
        "--test", action="append", default=[], type=Path, metavar="DIR", help="未用于调整 / never tuned on"
    )
    parser.add_argument("--tuned", action="append", default=[], type=Path, metavar="DIR", help="曾用于调整 / tuned on")
    chosen = parser.parse_args(arguments)
    try:
        records = [measured(folder, tuned=False) for folder in chosen.test]
        records += [measured(folder, tuned=True) for folder in chosen.tuned]
    except ParaciteError as error:
        sys.stderr.write(error.message(read_language()) + "\n")
        return 2
    for path in chosen.readmes:
        table = results_table(records, language_of(path))
        path.write_text(with_results(path.read_text(encoding="utf-8"), table), encoding="utf-8")
    sys.stdout.write(results_table(records, read_language()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
