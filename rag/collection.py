"""STUB, being written by the lead: the signatures are final."""
from __future__ import annotations
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self
from rag.document import Document, Paragraph, Reading
from rag.settings import Settings

@dataclass(frozen=True, slots=True)
class Change:
    """What storing one document did: ``added``, ``replaced`` or ``unchanged``."""
    outcome: str
    document: Document

class Collection:
    def documents(self) -> tuple[Document, ...]: "All documents, ordered by date then id."
    def find_document(self, reference: str) -> Document: "By id, symbol in any spelling, file name, or an unambiguous part of its title; raises UnknownDocument / AmbiguousDocument."
    def paragraphs(self, document_id: str) -> tuple[Paragraph, ...]: "In document order."
    def find_paragraph(self, document: Document, reference: str) -> Paragraph: "By id (op12), or number as a person types it (12, 第12段, para. 12, 27(c)); raises UnknownParagraph."
    def store(self, readings: Sequence[Reading], *, progress: Callable[[int, int], None] | None = None) -> tuple[Change, ...]: "Add or replace, each document whole, keyed by document.id."
    def remove(self, document_ids: Iterable[str]) -> None: ...
    def close(self) -> None: ...
    def __enter__(self) -> Self: return self
    def __exit__(self, *exc: object) -> None: self.close()

def open_collection(settings: Settings) -> Collection:
    raise NotImplementedError
