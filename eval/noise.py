"""``python -m eval.noise --beside FILE [SET …] [--paragraphs N] [--json FILE]``: does what is asked for stay found among other texts?

Retrieval over the sample documents alone and again with N paragraphs of other texts beside them (JSON lines with ``_id`` and ``text``,
plain or .xz: news, say), for each half and language of each set: the share of gold groups with a paragraph among the first k.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from eval.bench import CORPUS
from eval.bench_systems import Paracite
from eval.dataset import Question, load_questions
from eval.errors import ResultUnwritable
from eval.scale_texts import news
from eval.scale_worker import batches
from rag import Assistant, ParaciteError, open_assistant, read_language, read_settings

PARAGRAPHS: Final = 5_000
CUTS: Final = (1, 5, 10)
SETS: Final = ("paraphrases.jsonl",)
_SAID: Final = {
    "zh": {"set": "评测集", "alone": "仅样本文件", "beside": "另有 {count:,} 段", "groups": "组数"},
    "en": {"set": "set", "alone": "documents alone", "beside": "beside {count:,} paragraphs", "groups": "groups"},
}
Shares = dict[str, tuple[float, ...]]
"""By ``set, half, language``: the groups, then the share found at each of CUTS."""


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0 measured, 2 it could not be."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.noise", description="混入其他文本后的检索 / Found among other texts."
    )
    parser.add_argument("set", nargs="*", type=Path, metavar="SET", help="评测集 / sets (default: the paraphrases)")
    parser.add_argument(
        "--beside", type=Path, required=True, metavar="FILE", help="其他文本 / other texts, .jsonl(.xz)"
    )
    parser.add_argument("--paragraphs", type=int, default=PARAGRAPHS, metavar="N", help="段落数 / how many paragraphs")
    parser.add_argument("--json", type=Path, metavar="FILE", help="把全部数字写入文件 / write every figure to FILE")
    parser.add_argument("--language", choices=("zh", "en"), help="表格的语言 / language of the table")
    chosen = parser.parse_args(arguments)
    language = chosen.language or read_language()
    sets = chosen.set or [Path(__file__).with_name(name) for name in SETS]
    try:
        questions = {path.stem: load_questions(path) for path in sets}
        alone, beside, count = compare(questions, chosen.beside, paragraphs=chosen.paragraphs)
        sys.stdout.write(table(alone, beside, count=count, language=language))
        if chosen.json:
            _write(chosen.json, {"paragraphs": count, "cuts": CUTS, "alone": alone, "beside": beside})
    except ParaciteError as error:
        sys.stderr.write(error.message(language) + "\n")
        return 2
    return 0


def compare(questions: Mapping[str, Sequence[Question]], other: Path, *, paragraphs: int) -> tuple[Shares, Shares, int]:
    """The shares without and with the other texts, and how many paragraphs those are. Raises UnreadableNews, SystemFailed."""
    next(news(other, 0), None)  # what cannot be read is told before the long part
    with tempfile.TemporaryDirectory(prefix="paracite-noise-") as place:
        home = Path(place)
        Paracite(home).read(CORPUS)
        with open_assistant(read_settings(home=home)) as assistant:
            before = assistant.collection.size()[1]
            alone = found(assistant, questions)
            for batch in batches(news(other, 0), paragraphs):
                assistant.collection.store(batch)
            assistant.collection.settle()
            return alone, found(assistant, questions), assistant.collection.size()[1] - before


def found(assistant: Assistant, questions: Mapping[str, Sequence[Question]]) -> Shares:
    """The shares of each set's halves by language; a question of a conversation, or that nothing answers, is left out."""
    ranks: dict[str, list[int | None]] = {}
    for name, those in questions.items():
        for question in those:
            if question.answerable and question.gold and not question.turns:
                hits = assistant.search(question.question, documents=question.documents, limit=max(CUTS))
                of = ranks.setdefault(f"{name}, {question.split}, {question.language}", [])
                of.extend(ranks_of(question, [hit.passage.key for hit in hits]))
    return {
        name: (len(those), *(sum(rank is not None and rank <= cut for rank in those) / len(those) for cut in CUTS))
        for name, those in sorted(ranks.items())
    }


def ranks_of(question: Question, keys: Sequence[str]) -> list[int | None]:
    """For each gold group the place of the first of its paragraphs among these, from 1; None where there is none."""
    places = {key: place for place, key in reversed(list(enumerate(keys, start=1)))}
    met = ([places[gold.key] for gold in group if gold.key in places] for group in question.gold)
    return [min(group, default=None) for group in met]


def table(alone: Shares, beside: Shares, *, count: int, language: str) -> str:
    """Markdown: a line a half, the shares at each cut without and with the other texts."""
    said = _SAID[language]
    with_others = said["beside"].format(count=count)
    heads = [f"{name}, R@{cut}" for name in (said["alone"], with_others) for cut in CUTS]
    lines = [[said["set"], said["groups"], *heads], ["---", *("--:" for _ in (0, *heads))]]
    for name, (groups, *shares) in alone.items():
        lines.append([name, f"{groups:.0f}", *(f"{share:.3f}" for share in (*shares, *beside[name][1:]))])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _write(path: Path, record: Mapping[str, object]) -> None:
    try:
        path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise ResultUnwritable(path=path, reason=error.strerror or type(error).__name__) from error


if __name__ == "__main__":
    sys.exit(main())
