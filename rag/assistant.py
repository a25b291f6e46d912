"""STUB, being written by the lead: the signatures are final."""
from __future__ import annotations
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self
from rag.answer import Answer, Hit
from rag.collection import Collection
from rag.settings import Settings

@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of a conversation."""
    question: str
    answer: str
    documents: tuple[str, ...] = ()
    "Ids of the documents that the answer cited."

class Assistant:
    collection: Collection
    def ask(self, question: str, *, documents: Sequence[str] = (), history: Sequence[Turn] = ()) -> Answer: "documents: ids that the answer is limited to; () for all. Raises QuestionError, CollectionError, UnknownDocument."
    def stream(self, question: str, *, documents: Sequence[str] = (), history: Sequence[Turn] = ()) -> Iterator[Answer]: "Growing Answers; the last has complete=True."
    def search(self, question: str, *, documents: Sequence[str] = (), limit: int = 10) -> tuple[Hit, ...]: ...
    def examples(self, language: str, limit: int = 4) -> tuple[str, ...]: "Questions that this collection can answer, made from its documents."
    def close(self) -> None: ...
    def __enter__(self) -> Self: return self
    def __exit__(self, *exc: object) -> None: self.close()

def open_assistant(settings: Settings) -> Assistant:
    raise NotImplementedError
