"""``python -m eval.bench [SET] [--more N] [--only NAMES] [--json FILE]``: paracite beside two libraries' quickstarts.

The same documents, questions and machine, each system in a process of its own, one after the other. A question counts as found
where one of the texts that a system gives holds the words of its gold (the guard of the set), whatever the system's pieces are.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from eval.bench_systems import SYSTEMS, SystemFailed, text_files
from eval.dataset import SHIPPED_SET, Question, load_questions
from eval.errors import ResultUnwritable
from eval.measures import percentile
from eval.scale_texts import synthetic
from rag import ParaciteError, read_language

MOST: Final = 5
"""Texts that are looked at for a question."""
CORPUS: Final = Path(__file__).parent / "corpus"
_LINES: Final = (  # figure, decimals, Chinese, English
    ("found_first", 3, "首个结果即含答案所在文字", "gold among the first text"),
    ("found", 3, "前五个结果含答案所在文字", "gold among the first five"),
    ("characters", 0, "前五个结果的平均字数", "characters of the first five, mean"),
    ("rate", 0, "从零到可检索，字/秒", "from nothing to searchable, characters/s"),
    ("median", 1, "每个问题 p50，毫秒", "a question, p50, ms"),
    ("percentile_95", 1, "每个问题 p95，毫秒", "a question, p95, ms"),
    ("memory", 0, "内存峰值，MB", "most memory, MB"),
)


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0 measured, 2 it could not be."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description="并排比较 / Compare side by side.")
    parser.add_argument(
        "set", nargs="?", type=Path, default=SHIPPED_SET, help="评测集 / a set (default: the shipped one)"
    )
    parser.add_argument(
        "--more", type=int, default=20, metavar="N", help="另加 N 份生成的文件 / made-up documents beside the corpus"
    )
    parser.add_argument(
        "--only", default=",".join(SYSTEMS), metavar="NAMES", help=f"以逗号分隔 / of: {', '.join(SYSTEMS)}"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="把全部数字写入文件 / write every figure to FILE")
    parser.add_argument("--language", choices=("zh", "en"), help="表格的语言 / language of the table")
    chosen = parser.parse_args(arguments)
    language = chosen.language or read_language()
    names = [name for name in SYSTEMS if name.casefold() in chosen.only.casefold().split(",")]
    if not names:
        parser.error(f"--only: {', '.join(SYSTEMS)}")
    try:
        rows = compare(load_questions(chosen.set), names, more=chosen.more)
        sys.stdout.write(table(rows, language))
        if chosen.json:
            _write(chosen.json, rows)
    except ParaciteError as error:
        sys.stderr.write(error.message(language) + "\n")
        return 2
    return 0


def compare(questions: Sequence[Question], names: Sequence[str], *, more: int) -> dict[str, dict[str, float]]:
    """The figures of each system, on the answerable ones of these questions. Raises SystemFailed."""
    asked = [question for question in questions if question.answerable and question.gold and not question.turns]
    with tempfile.TemporaryDirectory(prefix="paracite-bench-") as place:
        folder = Path(place) / "documents"
        characters = write_documents(folder, more)
        found = {}
        for name in names:
            request = {
                "system": name,
                "folder": str(folder),
                "home": str(Path(place) / name),
                "questions": [question.question for question in asked],
                "most": MOST,
            }
            found[name] = figures(_answer_of(name, request), asked, characters=characters)
    return found


def write_documents(folder: Path, more: int) -> int:
    """The shipped corpus and so many made-up documents as text files; how many characters they have."""
    folder.mkdir(parents=True)
    for path in text_files(CORPUS):
        (folder / path.name).write_bytes(path.read_bytes())
    for number, reading in enumerate(islice(synthetic(0), more)):
        numbered = (f"{place}. {each.text}" for place, each in enumerate(reading.paragraphs, start=1))
        text = "\n\n".join((reading.document.title, *numbered))
        (folder / f"made-up-{number:04}.txt").write_text(text + "\n", encoding="utf-8")
    return sum(len(path.read_text(encoding="utf-8")) for path in text_files(folder))


def _answer_of(name: str, request: Mapping[str, Any]) -> dict[str, Any]:
    command = [sys.executable, "-m", "eval.bench_worker", json.dumps(request)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own module
    if done.returncode:
        raise SystemFailed(name=name, reason=" ".join(done.stderr.strip().splitlines()[-1:]))
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def figures(answer: Mapping[str, Any], asked: Sequence[Question], *, characters: int) -> dict[str, float]:
    """The figures of one system; shares are of the questions."""
    ranks = [rank_of(question, texts) for question, texts in zip(asked, answer["found"], strict=True)]
    return {
        "found_first": sum(rank == 1 for rank in ranks) / len(asked),
        "found": sum(rank is not None for rank in ranks) / len(asked),
        "characters": sum(len(text) for texts in answer["found"] for text in texts) / len(asked),
        "rate": characters / answer["seconds"],
        "median": percentile(answer["milliseconds"], 0.5),
        "percentile_95": percentile(answer["milliseconds"], 0.95),
        "memory": answer["memory"],
    }


def rank_of(question: Question, texts: Sequence[str]) -> int | None:
    """The place of the first text that holds the words of any of the gold paragraphs, white space apart."""
    wanted = ["".join(gold.quote.split()) for group in question.gold for gold in group]
    for rank, text in enumerate(texts, start=1):
        if any(quote in "".join(text.split()) for quote in wanted):
            return rank
    return None


def table(rows: Mapping[str, Mapping[str, float]], language: str) -> str:
    """Markdown: a line a measure, a column a system; beside each figure its ratio to that of the first system."""
    chosen = 0 if language == "zh" else 1
    first, *_ = rows.values()
    lines = [["", *rows], ["---", *("--:" for _ in rows)]]
    for figure, decimals, *said in _LINES:
        shown = [
            f"{row[figure]:,.{decimals}f}{_ratio(row[figure], first[figure], row is first)}" for row in rows.values()
        ]
        lines.append([said[chosen], *shown])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _ratio(value: float, of: float, itself: bool) -> str:
    return "" if itself or not of else f" (×{value / of:.2f})"


def _write(path: Path, rows: Mapping[str, Mapping[str, float]]) -> None:
    try:
        path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise ResultUnwritable(path=path, reason=error.strerror or type(error).__name__) from error


if __name__ == "__main__":
    sys.exit(main())
