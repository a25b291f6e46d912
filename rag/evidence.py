"""Does anything that was found answer? A probability from what the best paragraph holds of the question."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answer import Hit
from rag.collection import context_of
from rag.matching import Matcher
from rag.question import Question

THRESHOLD = 0.5
"""Below this the assistant refuses."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer being there, each from 0 to 1."""

    coverage: float
    """Share of the question's weight in the best paragraph with its context."""
    own: float
    """The same without the context."""
    missing: float
    """Share of the question's weight of the heaviest thing that the best paragraphs do not speak of at all."""
    similarity: float
    """Cosine similarity of the nearest window."""

    @property
    def probability(self) -> float:
        """That the documents answer (logistic; fitted on the tuning half of the evaluation set)."""
        return 1 / (
            1 + math.exp(-(-2.2 + 4.0 * self.coverage + 3.0 * self.own + 2.0 * self.similarity - 5.0 * self.missing))
        )


def weigh_evidence(question: Question, hits: Sequence[Hit], matcher: Matcher) -> Evidence:
    """The evidence of the retrieved paragraphs, best first."""
    if not hits or not matcher.total:
        return Evidence(0.0, 0.0, 1.0, max((hit.similarity for hit in hits), default=0.0))
    best = (0.0, 0.0, 1.0)
    for hit in hits[:5]:
        text, context = hit.passage.paragraph.text, context_of(hit.passage)
        matches = matcher.matches(text, context)
        covered = sum(matches) / matcher.total
        gaps = [weight - match for weight, match in zip(matcher.weights, matches, strict=True)]
        missing = max(gaps) / matcher.total
        best = max(best, (covered, matcher.coverage(text), missing))
    return Evidence(*best, similarity=max(hit.similarity for hit in hits))
