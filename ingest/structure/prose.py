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
    end = signature_start(blocks, signed=signed)
    for index, block in enumerate(blocks[:end]):
        if is_heading(blocks[:end], index):
            walk.heading(block)
        else:
            paragraph(walk, block)
    if end < len(blocks):
        closing = blocks[end:]
        text = " ".join(block.text for block in closing)
        walk.add(locators.signature(walk.part, main=main), text, closing[0], section=False)


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


def signature_start(blocks: Sequence[Block], *, signed: bool) -> int:
    """Index of the first block of the signature; the number of blocks where there is none."""
    start = len(blocks)
    for index in range(len(blocks) - 1, -1, -1):
        if is_signature(blocks[index]):
            start = index
            break
    if start == len(blocks) and not signed:
        return start
    while start > 0 and _is_closing_line(blocks[start - 1]):
        start -= 1
    return start


def _is_closing_line(block: Block) -> bool:
    """The signer's rank, name or place: a few words that are no sentence."""
    return block.marker is None and not block.level and is_open(block) and width(block.text) <= 70
