"""What a block is, judged by its own words and its neighbours: heading, caption of an annex, closing line, body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.furniture import SYMBOL_LINE
from ingest.lines import ends_with_colon, ends_with_comma, is_finished, width
from ingest.markers import MarkerKind
from ingest.mending import Block
from ingest.standing import is_caption_text, judged, plain
from ingest.verbs import preambular_verb
from ingest.vocabulary import SECTION_NAMES, SIGNED, choice

HEADING_COLUMNS = 160
"""A heading of more columns (80 Chinese characters) is a sentence that lost its full stop."""
LEAD_IN_COLUMNS = 40
"""A line of more columns that ends with a colon is a sentence; ``主席：`` is not."""
CAPTION_COLUMNS = 300
"""A caption repeats the whole title of the letter that it is annexed to."""
_SIGNED = re.compile(rf"[(（]\s*(?:{choice(SIGNED)})\s*[)）]|^[(（]?Signed[)）]?\b")


def is_open(block: Block) -> bool:
    """It ends like a heading: no sentence, list item or lead-in ends so."""
    text = plain(block.text)
    return not is_finished(text) and not ends_with_comma(text) and not ends_with_colon(text)


def is_short(block: Block) -> bool:
    return width(block.text) <= HEADING_COLUMNS


def is_caption(block: Block) -> bool:
    """What follows the block is an annex."""
    return block.marker is None and width(block.text) <= CAPTION_COLUMNS and is_caption_text(block.text)


def is_signature(block: Block) -> bool:
    return bool(_SIGNED.search(judged(block.text))) and width(block.text) <= 100


def is_section_name(text: str) -> bool:
    return judged(text) in SECTION_NAMES or judged(text).title() in SECTION_NAMES


def is_numbered_heading(block: Block) -> bool:
    """``一. 四个专题领域``: a section number before words that are no sentence."""
    return (
        block.marker is not None
        and block.marker.kind in (MarkerKind.SECTION, MarkerKind.ARTICLE)
        and is_open(block)
        and is_short(block)
    )


def is_body(block: Block) -> bool:
    """A paragraph or list item, where the alternative is a line of a title."""
    if block.level:
        return False
    if block.first.verbatim:
        return True
    if block.marker is not None:
        return not is_numbered_heading(block)
    if ends_with_comma(block.text) and width(block.text) >= LEAD_IN_COLUMNS // 2 and preambular_verb(block.text):
        return True  # the preamble of a treaty
    clauses = re.search(r"[，،]|,\s", block.text)
    leads_in = ends_with_colon(block.text) and clauses is not None and width(block.text) >= LEAD_IN_COLUMNS
    return is_finished(plain(block.text)) or leads_in or not is_short(block)


def is_heading(blocks: Sequence[Block], index: int) -> bool:
    """Whether a block heads what follows it in its part."""
    block = blocks[index]
    if block.level:
        return True
    if is_caption(block) or SYMBOL_LINE.fullmatch(block.text) or block.first.verbatim:
        return False
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if is_numbered_heading(block):
        return following is not None or (block.marker is not None and block.marker.kind is MarkerKind.SECTION)
    if following is None or not is_open(block) or not is_short(block):
        return False
    if block.marker is None:
        return not _is_list(blocks, index)
    if block.marker.style == "（一）":
        before = blocks[index - 1].marker if index else None
        sibling = before is not None and before.style == "（一）" and not is_open(blocks[index - 1])
        heads = following.marker is None or following.marker.kind in (MarkerKind.NUMBER, MarkerKind.DECIMAL)
        return heads and not sibling and (following.marker is not None or is_body(following))
    if block.marker.kind in (MarkerKind.NUMBER, MarkerKind.DECIMAL):
        # a numbered heading stands over words, a numbered item beside the next item
        deeper = (
            block.marker.kind is MarkerKind.NUMBER
            and following.marker is not None
            and (following.marker.kind is MarkerKind.DECIMAL)
        )
        return deeper or (following.marker is None and is_body(following) and width(block.text) <= HEADING_COLUMNS // 2)
    return False


def _is_list(blocks: Sequence[Block], index: int) -> bool:
    """Four and more short lines in a row are a list or a table; only the last of them can head what follows."""
    start = end = index
    while start > max(0, index - 3) and _is_bare_line(blocks[start - 1]):
        start -= 1
    while end < min(len(blocks) - 1, index + 3) and _is_bare_line(blocks[end + 1]):
        end += 1
    return end - start >= 3 and not (index == end and end + 1 < len(blocks))


def _is_bare_line(block: Block) -> bool:
    return block.marker is None and not block.level and not block.first.verbatim and is_open(block) and is_short(block)
