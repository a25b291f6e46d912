"""Letters, notes verbales, reports, articles, annexes: numbered and unnumbered paragraphs under headings."""

from __future__ import annotations

from collections.abc import Sequence

from ingest import locators
from ingest.lines import width
from ingest.markers import MarkerKind
from ingest.mending import Block
from ingest.structure.blocks import is_heading, is_open, is_signature
from ingest.structure.tables import table_at
from ingest.structure.votes import vote_lists
from ingest.structure.walk import Walk

_LOOK_AHEAD = 8


def walk_prose(walk: Walk, blocks: Sequence[Block], *, signed: bool, main: bool) -> None:
    """Add the paragraphs of a part. ``signed``: its last short lines are a signature (a letter's are)."""
    start, end = signature_span(blocks, signed=signed)
    walk_body(walk, blocks[:start])
    if start < end:
        text = " ".join(block.text for block in blocks[start:end])
        walk.add(locators.signature(walk.part, main=main), text, blocks[start], section=False)
    walk_body(walk, blocks[end:])


def walk_body(walk: Walk, blocks: Sequence[Block]) -> None:
    """Add the headings, tables, votes and paragraphs of a body."""
    index = 0
    while index < len(blocks):
        if (end := special(walk, blocks, index)) > index:
            index = end
            continue
        block = blocks[index]
        if is_heading(blocks, index):
            walk.heading(block)
        else:
            paragraph(walk, blocks, index)
        index += 1


def special(walk: Walk, blocks: Sequence[Block], index: int) -> int:
    """Add the table or the vote that starts at this block; one past its end, ``index`` where there is none."""
    if table := table_at(blocks, index):
        walk.table(table, blocks)
        return table.end
    lists, end = vote_lists(blocks, index)
    if lists:
        walk.vote(lists)
    return end


def upcoming_letter(blocks: Sequence[Block], index: int) -> str:
    """The letter of the next lettered block, before the next number: ``(ii)`` behind an ``(i)`` tells what it counts."""
    for block in blocks[index + 1 : index + 1 + _LOOK_AHEAD]:
        if block.marker is not None and block.marker.kind is MarkerKind.LETTER:
            return block.marker.label
        if block.marker is not None and block.marker.kind is not MarkerKind.BULLET:
            return ""
    return ""


def paragraph(walk: Walk, blocks: Sequence[Block], index: int) -> None:
    """Add one block as the paragraph that its marker says."""
    block = blocks[index]
    marker = block.marker
    if marker is None:
        walk.unnumbered(block)
    elif marker.kind is MarkerKind.BULLET:
        walk.bullet(block)
    elif marker.kind is MarkerKind.LETTER or (
        marker.kind is MarkerKind.NUMBER and marker.style == ")" and walk.parent is not None
    ):
        walk.subparagraph(block, upcoming=upcoming_letter(blocks, index))
    else:
        walk.drop_marker(block)
        made = walk.add(locators.numbered(marker.label, walk.part), block.body, block)
        walk.open_paragraph(made, marker)


def signature_span(blocks: Sequence[Block], *, signed: bool) -> tuple[int, int]:
    """Where the signature stands: first block, one past the last; empty at the end where there is none."""
    found = [index for index, block in enumerate(blocks) if is_signature(block)]
    if not found and not signed:
        return len(blocks), len(blocks)
    start = found[0] if found else len(blocks)
    end = found[-1] + 1 if found else len(blocks)
    while start > 0 and _is_closing_line(blocks[start - 1]):
        start -= 1
    while end < len(blocks) and _is_closing_line(blocks[end]):
        end += 1
    return start, end


def _is_closing_line(block: Block) -> bool:
    """The signer's rank, name or place: a few words that are no sentence."""
    return block.marker is None and not block.level and is_open(block) and width(block.text) <= 70
