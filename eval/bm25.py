"""Plain BM25, which what the product finds is held against: characters and their pairs, words of other scripts, and nothing else.

As Lucene has it (Robertson and Zaragoza 2009), over title and text, without a dictionary, other spellings or any knowledge of documents.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

K1, B = 1.2, 0.75
_RUN = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+")


def terms(text: str) -> list[str]:
    """Han characters and their pairs; words of other scripts, folded."""
    found = []
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).casefold()):
        if "\u3400" <= run[0] <= "\u9fff":
            found += [*run, *map("".join, pairwise(run))]
        else:
            found.append(run)
    return found


def search(corpus: Path, queries: Mapping[str, str], *, depth: int) -> dict[str, dict[str, float]]:
    """For each query the best documents of a ``corpus.jsonl`` (``_id``, ``title``, ``text``) with their scores, so many at most."""
    import numpy as np

    rows = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines() if line.strip()]
    counted = [Counter(terms(f"{row.get('title', '')} {row['text']}")) for row in rows]
    names = [str(row["_id"]) for row in rows]
    sizes = np.array([sum(counts.values()) for counts in counted], dtype=float)
    norms = K1 * (1 - B + B * sizes / sizes.mean())
    postings: dict[str, tuple[list[int], list[int]]] = {}
    for place, counts in enumerate(counted):
        for term, times in counts.items():
            places, often = postings.setdefault(term, ([], []))
            places.append(place)
            often.append(times)

    def best(query: str) -> dict[str, float]:
        scores: Any = np.zeros(len(rows))
        for term in terms(query):
            if term in postings:
                places, often = (np.array(each) for each in postings[term])
                weight = np.log(1 + (len(rows) - len(places) + 0.5) / (len(places) + 0.5))
                scores[places] += weight * often / (often + norms[places])
        order = np.argsort(-scores, kind="stable")[:depth]
        return {names[place]: float(scores[place]) for place in order if scores[place] > 0}

    return {name: best(query) for name, query in queries.items()}
