"""In what order the candidates stand: a weighted sum of what speaks for each. The weights are learned, and kept as data.

``python -m eval.ranking_training`` writes ``rag/data/ranking.json`` from questions whose paragraphs are known. A sum, and of few
signs: what it learned on some hundred questions holds for other texts.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

RANKING_WEIGHTS = Path(__file__).parents[1] / "data" / "ranking.json"


class Signs(NamedTuple):
    """What speaks for a candidate, each about from 0 to 1."""

    words: float = 0.0
    """Its BM25, of the most that a paragraph could have."""
    similarity: float = 0.0
    """Cosine of its nearest window."""
    held: float = 0.0
    """Share of the question's weight that it holds, or its context."""
    beside: float = 0.0
    """What of that the context alone holds: who speaks, under which headings."""
    scattered: float = 0.0
    """What of what it holds stands in no two sentences that follow one another (togetherness.py). This speaks against it."""
    leant: float = 0.0
    """1 where the question points to its document without naming it."""
    kind_asked: float = 0.0
    """1 where the question asks for a paragraph of its kind: a signature, say."""


def weighed(signs: Signs, weights: Signs | None = None) -> float:
    """Their sum, each times its weight, of the shipped weights where no others are given. Words and what is held weigh 1 together."""
    return sum(weight * value for weight, value in zip(weights or _weights(), signs, strict=True))


@cache
def _weights() -> Signs:
    return Signs(**json.loads(RANKING_WEIGHTS.read_text(encoding="utf-8")))
