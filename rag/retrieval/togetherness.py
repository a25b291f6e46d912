"""Whether what a text holds of a question stands together in it or scattered.

A paragraph of ten sentences holds many words of many questions; the one that answers holds them side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

_END = re.compile(r"[。!?;\n]+|(?<=[a-zа-я])\.\s+")


def togetherness(plain: str, weights: Iterable[tuple[str, float]]) -> float:
    """Of the weight of the terms that a text holds, the share that its best two sentences in a row hold, from 0 to 1.

    1 for a text of two sentences, and for one that holds nothing. ``plain``: the text, normalised; ``weights``: the question's terms
    (see terms.py) and what each counts.
    """
    sentences = [part for part in _END.split(plain) if part.strip()]
    if len(sentences) <= 2:
        return 1.0
    total, windows = 0.0, [0.0] * (len(sentences) - 1)
    for term, weight in weights:
        holding = [term in sentence for sentence in sentences]
        if not any(holding):
            continue
        total += weight
        for place, (first, second) in enumerate(pairwise(holding)):
            if first or second:
                windows[place] += weight
    return max(windows) / total if total else 1.0
