"""What is told of pages that were recognised: how sure the words are, and which pages were given up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.readers.recognition import LOW, Recognised
from ingest.remarks import remark
from rag import Remark


@dataclass(slots=True)
class Confidences:
    """Of each recognised page, how sure its words are (0 to 100)."""

    pages: dict[int, float] = field(default_factory=dict)
    given_up: list[int] = field(default_factory=list)

    def add(self, page: int, found: Recognised) -> None:
        self.pages[page] = found.confidence

    def remarks(self, *, language: str) -> tuple[Remark, ...]:
        told: list[Remark] = []
        if self.pages:
            mean = sum(self.pages.values()) / len(self.pages)
            pages = page_list(self.pages)
            told.append(remark("recognised", pages=pages, confidence=f"{mean:.0f}", language=language))
        if low := [page for page, confidence in self.pages.items() if confidence < LOW]:
            worst = min(self.pages[page] for page in low)
            told.append(remark("recognised-badly", pages=page_list(low), confidence=f"{worst:.0f}"))
        if self.given_up:
            told.append(remark("recognition-failed", pages=page_list(self.given_up)))
        return tuple(told)


def page_list(pages: Iterable[int]) -> str:
    """``1–3, 7``."""
    ordered: Sequence[int] = sorted(set(pages))
    starts = [page for before, page in pairwise([-1, *ordered]) if page != before + 1]
    runs = []
    for start in starts:
        end = start
        while end + 1 in set(ordered):
            end += 1
        runs.append(str(start) if start == end else f"{start}–{end}")
    return ", ".join(runs)
