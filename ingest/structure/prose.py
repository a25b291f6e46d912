"""Letters, notes verbales, reports, articles, annexes: numbered and unnumbered paragraphs under headings."""

from __future__ import annotations

from collections.abc import Sequence

from ingest import locators
from ingest.lines import width
from ingest.markers import MarkerKind
from ingest.mending import Block
from ingest.structure.blocks import is_heading, is_open, is_signature
from ingest.structure.walk import Walk


def walk_prose(walk: Walk, blocks: Sequence[Block], *, signed: bool, main: bool) -> None:
    """Add the paragraphs of a part. ``signed``: its last short lines are a signature (a letter's are)."""
    start, end = signature_span(blocks, signed=signed)
    _walk_body(walk, blocks[:start])
    if start < end:
        text = " ".join(block.text for block in blocks[start:end])
        walk.add(locators.signature(walk.part, main=main), text, blocks[start], section=False)
    _walk_body(walk, blocks[end:])


def _walk_body(walk: Walk, blocks: Sequence[Block]) -> None:
    for index, block in enumerate(blocks):
        if is_heading(blocks, index):
            walk.heading(block)
        else:
            paragraph(walk, block)


def paragraph(walk: Walk, block: Block) -> None:
    """Add one block as the paragraph that its marker says."""
    marker = block.marker
    if marker is None:
        walk.unnumbered(block)
    elif marker.kind is MarkerKind.BULLET:
        walk.bullet(block)
    elif marker.kind is MarkerKind.LETTER or (
        marker.kind is MarkerKind.NUMBER and marker.style == ")" and walk.parent is not None
    ):
        walk.subparagraph(block)
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
