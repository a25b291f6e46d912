"""Printed lines become blocks: each a heading or a paragraph, whole; page furniture and footnotes are lifted out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.aligned import with_rows
from ingest.furniture import Lifted, lift_furniture
from ingest.lines import Line, measure
from ingest.mending import Block, mend
from ingest.notes import Note, lift_notes
from ingest.numbering import with_their_words
from ingest.toc import lift_contents


@dataclass(frozen=True, slots=True)
class Layout:
    """A file's blocks in order, its footnotes, and everything that was lifted out, by kind."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    lifted: tuple[Lifted, ...]
    pages: int = 1
    lines: tuple[Line, ...] = ()
    """As the reader gave them."""


def lay_out(lines: Sequence[Line]) -> Layout:
    """Mend the lines of a file."""
    kept, furniture = lift_furniture(lines)
    kept, contents = lift_contents(kept)
    kept = with_rows(with_their_words(kept))
    kept, notes, marks = lift_notes(kept, measure(kept), furniture)
    blocks, emphasis = mend(kept, measure(kept))
    pages = lines[-1].page if lines else 1
    return Layout(
        blocks=blocks, notes=notes, lifted=(*furniture, *contents, *marks, *emphasis), pages=pages, lines=tuple(lines)
    )
