"""What a block is, judged by its own words and its neighbours: heading, caption of an annex, closing line, body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.furniture import SYMBOL_LINE
from ingest.lines import ends_with_colon, ends_with_comma, is_finished, width
from ingest.markers import MarkerKind, leading_number
from ingest.mending import Block
from ingest.standing import is_agenda_line, is_caption_text, judged, plain
from ingest.verbs import preambular_verb
from ingest.vocabulary import SECTION_NAMES, SIGNED, choice

HEADING_COLUMNS = 160
"""A heading of more columns (80 Chinese characters) is a sentence that lost its full stop."""
LEAD_IN_COLUMNS = 40
"""A line of more columns that ends with a colon is a sentence; ``主席：`` is not."""
_NUMBER_REACH = 30
"""So many blocks above, the last numbered paragraph stands at most."""
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
    if index and _names_agenda_item(blocks[index - 1]) and not block.first.blanks and block.marker is None:
        return is_open(block) and width(block.text) <= CAPTION_COLUMNS and following is not None
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
    if block.marker.kind is MarkerKind.LETTER:
        return _heads_numbered(blocks, index)
    if block.marker.kind in (MarkerKind.NUMBER, MarkerKind.DECIMAL):
        # a numbered heading stands over words, a numbered item beside the next item
        deeper = (
            block.marker.kind is MarkerKind.NUMBER
            and following.marker is not None
            and (following.marker.kind is MarkerKind.DECIMAL)
        )
        return (
            deeper
            or _is_counted_past(blocks, index)
            or (following.marker is None and is_body(following) and width(block.text) <= HEADING_COLUMNS // 2)
        )
    return False


def _names_agenda_item(block: Block) -> bool:
    """``Agenda item 14``: what stands directly below it is its title, however long."""
    return block.marker is None and is_agenda_line(judged(block.text))


def _heads_numbered(blocks: Sequence[Block], index: int) -> bool:
    """``(a) Philippines`` between two numbered paragraphs, of which nothing leads it in."""
    above, following = blocks[index - 1] if index else None, blocks[index + 1]
    if above is None or following.marker is None or following.marker.kind is not MarkerKind.NUMBER:
        return False
    counted = above.marker is not None and above.marker.kind is MarkerKind.LETTER
    return (
        not counted
        and not ends_with_colon(above.text)
        and (is_finished(plain(above.text)) or is_numbered_heading(above))
    )


def _is_counted_past(blocks: Sequence[Block], index: int) -> bool:
    """``2. The way home`` between the paragraphs 6 and 7: they count on as if it were not there."""
    numbers = [
        leading_number(block.marker.label)
        for block in (*blocks[max(0, index - _NUMBER_REACH) : index], blocks[index + 1])
        if block.marker is not None and block.marker.kind is MarkerKind.NUMBER and block.marker.label[0].isdecimal()
    ]
    following = blocks[index + 1].marker
    counted = following is not None and following.kind is MarkerKind.NUMBER
    return counted and len(numbers) > 1 and numbers[-1] == numbers[-2] + 1


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
