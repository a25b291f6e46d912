"""What a run over a public set reached: retrieval, and whether the answers hold a right answer."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.dataset import fold
from eval.measures import Count, answer_words
from eval.public import PublicSet
from rag import Assistant, ParaciteError

ASKED_AT_MOST = 300
"""Questions that are answered; all of them are searched."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Counts over the questions that were answered."""

    held: Count
    """Answers that hold a right answer, word for word (ALCE's str-em; SQuAD's exact match asks for nothing beside it)."""
    cited: Count
    """Answers that cite a document of gold."""
    refused: Count


def answer_all(assistant: Assistant, public: PublicSet) -> Answered | None:
    """Ask an even sample of the questions; None where the set has no answers."""
    if not public.answers:
        return None
    names = list(public.beir.queries)
    chosen = names[:: max(1, -(-len(names) // ASKED_AT_MOST))]
    held = cited = refused = 0
    for name in chosen:
        try:
            answer = assistant.ask(public.beir.queries[name])
        except ParaciteError:
            continue  # a question that cannot be asked is not answered
        words = answer_words(answer)
        held += any(fold(one) in words for one in public.answers[name])
        found = {citation.document.member or citation.document.id for citation in answer.citations}
        cited += bool(found & public.beir.judged[name].keys())
        refused += answer.refused is not None
    return Answered(Count(held, len(chosen)), Count(cited, len(chosen)), Count(refused, len(chosen)))


def results_table(paths: Sequence[Path]) -> str:
    """Stored runs (``--json``) as one Markdown table, a row a set."""
    columns = ("R@1", "R@5", "R@10", "RR@10", "nDCG@10")
    lines = [
        f"| set | questions | {' | '.join(columns)} | answer held | gold cited | ms |",
        f"|---|--:|{'--:|' * (len(columns) + 3)}",
    ]
    for path in paths:
        record = json.loads(path.read_text(encoding="utf-8"))
        final: Mapping[str, float] = record["measures"]["final"]
        answers = record.get("answers") or {}
        held, cited = (f"{answers[name]['share']:.3f}" if name in answers else "–" for name in ("held", "cited"))
        cells = [f"{final[column]:.3f}" for column in columns]
        median = f"{record['milliseconds']['median']:.0f}"
        lines.append(f"| {record['set']} | {record['questions']} | {' | '.join(cells)} | {held} | {cited} | {median} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(results_table([Path(each) for each in sys.argv[1:]]))
