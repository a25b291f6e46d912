"""How well the retrieved paragraphs are ordered. Pure functions from a question and its hits.

``rr_at_10``    reciprocal rank of the first paragraph of gold (MRR of TREC-8, Voorhees 1999, is its mean)
``ndcg_at_10``  normalised discounted cumulative gain (Järvelin and Kekäläinen, 2002), each group of gold a gain of one, once

Of the final list and, as ``lexical_`` and ``dense_``, of what each leg put first.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from eval.dataset import Question
from rag import Hit

DEPTH = 10


def first_ranks(question: Question, keys: Sequence[str]) -> list[int]:
    """For each group of gold the rank (from 1) of its first paragraph; groups that are not found are left out."""
    ranks = {key: rank for rank, key in reversed(list(enumerate(keys, start=1)))}
    found = (min((ranks[gold.key] for gold in group if gold.key in ranks), default=0) for group in question.gold)
    return sorted(rank for rank in found if rank)


def reciprocal_rank(question: Question, keys: Sequence[str]) -> float:
    """From 0 to 1."""
    ranks = [rank for rank in first_ranks(question, keys) if rank <= DEPTH]
    return 1 / ranks[0] if ranks else 0.0


def gain(question: Question, keys: Sequence[str]) -> float:
    """From 0 to 1: nDCG at 10."""
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(DEPTH, len(question.gold)) + 1))
    reached = sum(1 / math.log2(rank + 1) for rank in set(first_ranks(question, keys)) if rank <= DEPTH)
    return reached / ideal if ideal else 0.0


def leg_keys(hits: Sequence[Hit], rank_of: Callable[[Hit], int | None], k: int) -> list[str]:
    """The paragraphs that one leg put among its first k, each at its rank; "" for those that are not in the final list."""
    keys = [""] * k
    for hit in hits:
        rank = rank_of(hit)
        if rank is not None and rank <= k:
            keys[rank - 1] = hit.passage.key
    return keys
