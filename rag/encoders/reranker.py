"""A cross-encoder puts the best paragraphs in order: it reads each together with the question.

It is the person's choice (``PARACITE_RERANKER``), and never in the way: where it cannot be had, fails or is slow, the order without it
stands, and that is told once. What it makes of a paragraph is added to our score, not put in its place: with made-up cross-encoders
of every quality, a poor one then did far less harm. No real one could be had to measure what a good one gains.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import replace

from rag.answer import Hit
from rag.document import Paragraph
from rag.encoders.pretrained import PairReader
from rag.encoders.saved_model import find_model, first_line
from rag.errors import ModelUnavailable
from rag.notices import Tell, notice
from rag.settings import Settings

VARIABLE = "PARACITE_RERANKER"
WEIGHT = 0.5
"""Of what it makes of a paragraph (0 to 1), against our score."""
_BATCH = 4
"""Paragraphs between two looks at the clock."""


class Reranker:
    """The cross-encoder of the settings, opened when first needed."""

    def __init__(self, settings: Settings, *, tell: Tell) -> None:
        self.name = settings.reranker
        self.candidates = settings.reranker_candidates
        """How many paragraphs it reads for one question."""
        self._seconds = settings.reranker_timeout
        self._tell = tell
        self._told: set[str] = set()
        self._reader: PairReader | None = None
        self._gone = False
        self._lock = threading.Lock()

    def rerank(self, question: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """The first of the hits in its order, each with what it made of it; then the others as they were."""
        reader = self._opened()
        if reader is None or len(hits) < 2:
            return tuple(hits)
        first, others = hits[: self.candidates], hits[self.candidates :]
        scores = self._read(reader, question, [hit.passage.paragraph for hit in first])
        if scores is None:
            return tuple(hits)
        read = [
            replace(hit, unread=hit.score, reranked=score, score=hit.score + WEIGHT * score)
            for hit, score in zip(first, scores, strict=True)
        ]
        read.sort(key=lambda hit: (-hit.score, hit.passage.key))
        return (*read, *others)

    def _opened(self) -> PairReader | None:
        with self._lock:
            if self._reader is None and not self._gone:
                try:
                    self._reader = PairReader(find_model(self.name, variable=VARIABLE), variable=VARIABLE)
                except ModelUnavailable as error:
                    self._gone = True  # another try would take as long, with every question
                    self._tell(
                        replace(
                            notice("reranker-unavailable", reason=""), zh=error.message("zh"), en=error.message("en")
                        )
                    )
            return self._reader

    def _read(self, reader: PairReader, question: str, paragraphs: Sequence[Paragraph]) -> list[float] | None:
        until = time.monotonic() + self._seconds
        scores: list[float] = []
        try:
            for start in range(0, len(paragraphs), _BATCH):
                if time.monotonic() > until:
                    self._tell_once("reranker-slow", seconds=f"{self._seconds:g}")
                    return None
                scores += reader.read(question, [whole_text(each) for each in paragraphs[start : start + _BATCH]])
        except (RuntimeError, MemoryError, ValueError, IndexError) as error:  # torch's, out of memory for the most part
            self._tell_once("reranker-failed", reason=first_line(error))
            return None
        return scores

    def _tell_once(self, code: str, **details: str) -> None:
        if code not in self._told:
            self._told.add(code)
            self._tell(notice(code, model=self.name, **details))


def whole_text(paragraph: Paragraph) -> str:
    """A paragraph with what leads to it, as it is read beside a question."""
    heading = paragraph.section[-1] if paragraph.section else ""
    return " ".join(part for part in (heading, paragraph.lead_in, paragraph.text) if part)


def without_reading(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits as they were before a cross-encoder read them, with their former scores and in their former order."""
    if all(hit.unread is None for hit in hits):
        return tuple(hits)
    former = [hit if hit.unread is None else replace(hit, score=hit.unread) for hit in hits]
    return tuple(sorted(former, key=lambda hit: -hit.score))
