"""The outline of a document: its parts, their mastheads and titles, and the walk through each body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest import locators
from ingest.furniture import Lifted
from ingest.joining import join
from ingest.layout import Layout
from ingest.lines import dangles
from ingest.markers import MarkerKind
from ingest.mending import Block
from ingest.notes import Ties
from ingest.speeches import opens_speech
from ingest.standing import plain
from ingest.structure.head import is_salutation, kind_of, masthead_end, title_of
from ingest.structure.parts import segments_of, walk_part
from ingest.structure.prose import walk_prose
from ingest.structure.resolution import walk_resolution
from ingest.structure.review import remarks_on
from ingest.structure.tables import SEPARATOR, cells_of, is_row
from ingest.structure.votes import apart
from ingest.structure.walk import Walk
from ingest.verbs import is_organ_line
from rag import DocumentKind, Paragraph, Part, Remark

_PART_KEYS = {DocumentKind.LETTER: "letter", DocumentKind.NOTE_VERBALE: "note"}
_SPEECHES = 4
"""So many speeches make a record of a text that does not say what it is."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A document as its paragraphs, with what stands above them and what was lifted out on the way."""

    kind: DocumentKind
    masthead: tuple[str, ...]
    """The masthead's blocks, as printed without footnote marks."""
    title: str
    paragraphs: tuple[Paragraph, ...]
    parts: tuple[Part, ...]
    adoption: str
    lifted: tuple[Lifted, ...]
    remarks: tuple[Remark, ...] = ()


def outline(layout: Layout, *, paged: bool = False) -> Outline:
    """Find the parts of a document and walk through each."""
    blocks = apart(layout.blocks)
    segments = segments_of(blocks)
    before = blocks[: segments[0].start] if segments else blocks
    kind = kind_of(before)
    head_end = masthead_end(before, kind)
    walk = Walk(ties=Ties(layout.notes), has_pages=paged or layout.pages > 1)
    walk.floor.kind = _record_kind(blocks, kind)
    walk.tables.reserve(blocks)
    head = blocks[:head_end]
    main_key = _PART_KEYS.get(kind, "")
    if main_key and head and head_end < len(before) and is_salutation(before[head_end].text):
        head_end += 1  # whom a letter greets is none of its paragraphs
    masthead = _masthead(walk, blocks[:head_end])
    title = _without_marks(title_of(head, kind), walk.paragraphs)
    parts = [Part(key=main_key, title=title)] if main_key else []
    main = before[head_end:]
    walk.open_part(main_key)
    enacts = any(is_organ_line(block.text) for block in head) or any(
        block.marker is not None and block.marker.kind is MarkerKind.NUMBER for block in main
    )
    if kind is DocumentKind.RESOLUTION or (kind is DocumentKind.DECISION and enacts):
        walk_resolution(walk, main)
    else:
        walk_prose(walk, main, signed=bool(main_key), main=True)
    for segment in segments:
        named = walk_part(walk, blocks[segment.start : segment.end], segment.key)
        parts.append(Part(key=segment.key, title=named))
    if not walk.paragraphs:
        masthead = _masthead(walk, blocks)  # nothing but headings: they are what the document says
    for note in layout.notes:
        walk.paragraphs.append(
            Paragraph(
                locator=walk.register.admit(locators.footnote(note.key, note.mark)),
                text=note.text,
                page=note.page if walk.has_pages else None,
            )
        )
    adoption = next((p.text for p in walk.paragraphs if p.id == "adoption"), "")
    lifted = (*layout.lifted, *walk.lifted)
    paragraphs = tuple(walk.paragraphs)
    return Outline(
        kind=kind,
        masthead=masthead,
        title=title,
        paragraphs=paragraphs,
        parts=tuple(parts),
        adoption=adoption,
        lifted=lifted,
        remarks=remarks_on(paragraphs, kind=kind, lines=layout.lines, lifted=lifted, tied=walk.tied),
    )


def _without_marks(title: str, masthead: Sequence[Paragraph]) -> str:
    """The title without the figures that were found to be marks of footnotes in the masthead."""
    words = "".join(" ".join(paragraph.text for paragraph in masthead).split())
    bare = re.sub(r"\d{1,2}$", "", title)
    if "".join(title.split()) not in words and "".join(bare.split()) in words:
        return bare
    return title


def _record_kind(blocks: Sequence[Block], kind: DocumentKind) -> DocumentKind | None:
    """How speakers are told in it; None where nobody speaks."""
    if kind in (DocumentKind.SUMMARY_RECORD, DocumentKind.VERBATIM_RECORD):
        return kind
    speeches = sum(opens_speech(block.text) for block in blocks)
    if kind is DocumentKind.OTHER and speeches >= _SPEECHES and speeches * 5 >= len(blocks):
        return DocumentKind.VERBATIM_RECORD
    return None


def _masthead(walk: Walk, head: Sequence[Block]) -> tuple[str, ...]:
    """Add the masthead as one paragraph; its lines."""
    if not head:
        return ()
    lines: list[str] = []
    for block in head:
        if is_row(block) and SEPARATOR in block.text:
            lines += [cell for cell in cells_of(block.text) if cell]  # a masthead that is laid out as a table
        elif lines and (dangles(lines[-1]) and not block.marker):
            lines[-1] = join([lines[-1], block.text])
        else:
            lines.append(block.text)
    # columns of a printed masthead are no words: their white space is one space
    walk.add(locators.masthead(), re.sub(r"\s{2,}", " ", " ".join(lines)), head[0], section=False)
    return tuple(plain(line) for line in lines)
