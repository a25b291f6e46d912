"""Which paragraphs hold the very words of a question: BM25 over all of them, function words too, of the paragraph's own words.

The words leg searches what carries the subject, with its other names and in the context. Measured, that finds paraphrases best;
but of a question that is put in the words of a paragraph, the small words tell that paragraph from its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.lexical import LexicalIndex
from rag.terms import terms

CANDIDATES = 30
"""Paragraphs that are looked at for it, and brought where neither leg brings them."""
_TRUST = 2
"""How steeply it is trusted less where even the best paragraph holds little of the question's very words."""


class Verbatim:
    """The paragraphs that hold most of a question's very words."""

    def __init__(self, asking: str, lexical: LexicalIndex, documents: Sequence[str] = ()) -> None:
        """``asking``: the clauses that ask; with ``documents`` only theirs are looked at."""
        asked = dict.fromkeys(terms(asking), 1.0)
        self._scores = dict(lexical.search(asked, CANDIDATES, documents, context_weight=0.0))
        self._best = max(self._scores.values(), default=0.0)
        self._most = max(sum(lexical.inverse_document_frequency(term) for term in asked), self._best)
        self.keys = tuple(self._scores)
        """Best first."""

    def lost(self, key: str) -> float:
        """How far a paragraph stays behind the best, from 0 to 1: of all that the question's words weigh, by how much that holds.

        The best loses nothing, so that its score is what it is without this: whether anything answers is judged by it.
        """
        if not self._best:
            return 0.0
        trust = (self._best / self._most) ** _TRUST
        return float(trust * (self._best - self._scores.get(key, 0.0)) / self._most)
