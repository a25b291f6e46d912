"""What ingestion tells of everything that was given to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rag import Document, ParaciteError, Remark


class Outcome(StrEnum):
    """What became of a document."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    MOVED = "moved"
    """The same words from another file, since the one it came from is gone."""
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be taken in, and why; the error's message names the remedy."""

    path: str
    error: ParaciteError


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """A file, or an entry of one, that was passed over for a good reason."""

    path: str
    reason: Remark
    member: str = ""
    """Which entry of the file; "" where it is the file."""
    repeats: str = ""
    """The id of the document that it repeats, where that is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """One document as a rehearsal (``--dry-run``) read it: enough to see whether it was understood."""

    outcome: str
    """An Outcome, ``skipped`` or ``failed``."""
    document: Document
    kinds: Mapping[str, int]
    """Paragraphs by ``ParagraphKind``."""
    remarks: tuple[Remark, ...] = ()

    @property
    def paragraphs(self) -> int:
        return sum(self.kinds.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of everything that was given."""

    added: tuple[Document, ...] = ()
    replaced: tuple[Document, ...] = ()
    unchanged: tuple[Document, ...] = ()
    moved: tuple[Document, ...] = ()
    """Documents whose file has another place or name now."""
    removed: tuple[Document, ...] = ()
    failed: tuple[Failure, ...] = ()
    skipped: tuple[Skip, ...] = ()
    """Paths inside a folder that no reader knows, and files that repeat another's text."""
    remarks: tuple[tuple[str, Remark], ...] = ()
    """What a person should look at, each with the file it is about."""
    sketches: tuple[Sketch, ...] = ()
    """Of a rehearsal: every document that was read, in order."""
    rehearsed: bool = False
    """Nothing was stored: this is what would become of it."""
    paragraphs: int = 0
    """Paragraphs of the documents that were added or replaced."""
    seconds: float = 0.0
