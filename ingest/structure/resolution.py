"""Resolutions and decisions: organ line, preamble, operative paragraphs, adoption note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest import locators
from ingest.furniture import Lifted
from ingest.lines import ends_with_colon, ends_with_comma, is_finished
from ingest.markers import MarkerKind, chinese_number
from ingest.mending import Block
from ingest.standing import DATE_OR_MEETING, VOTE_NOTE, is_adoption_note, judged, plain
from ingest.structure.blocks import is_heading, is_open, is_short
from ingest.structure.prose import special, upcoming_letter, walk_body
from ingest.structure.votes import vote_lists
from ingest.structure.walk import Walk
from ingest.verbs import is_organ_line, item_verb, operative_verb, preambular_verb


def walk_resolution(walk: Walk, blocks: Sequence[Block]) -> None:
    """Add the paragraphs that follow the organ line."""
    blocks = _counted_in_chinese(blocks)
    end = adoption_start(blocks)
    body = blocks[:end]
    numbered = any(block.marker is not None and block.marker.kind is MarkerKind.NUMBER for block in body)
    enacting = Enacting(walk, unnumbered=not numbered)
    index = 0
    while index < len(body):
        if (passed := special(walk, body, index)) > index:
            index = passed
            continue
        enacting.take(body, index)
        index += 1
    if end < len(blocks):
        _adoption(walk, blocks[end:])


def _counted_in_chinese(blocks: Sequence[Block]) -> Sequence[Block]:
    """``一. 凡秘书长……；``: old resolutions number their paragraphs so; they are cited in figures, as in other languages.

    Where figures number the paragraphs, ``一、`` numbers sections.
    """
    markers = [block.marker for block in blocks if block.marker is not None]
    if any(marker.kind is MarkerKind.NUMBER for marker in markers):
        return blocks
    return [
        replace(
            block,
            marker=replace(
                block.marker, kind=MarkerKind.NUMBER, label=str(chinese_number(block.marker.label)), style=""
            ),
        )
        if block.marker is not None and block.marker.style == "一" and not is_open(block)
        else block
        for block in blocks
    ]


@dataclass(slots=True)
class Enacting:
    """Where a resolution stands while its blocks pass by."""

    walk: Walk
    unnumbered: bool
    preamble: bool = True
    preambular: int = 0

    def take(self, body: Sequence[Block], index: int) -> None:
        """Add one block: the organ line, a heading, or a paragraph of the preamble or the operative part."""
        walk, block = self.walk, body[index]
        marker = block.marker
        if is_organ_line(block.text):
            walk.lifted.append(Lifted("organ line", block.text, block.first.number))
            self.preamble, self.preambular = True, 0
            walk.section_count += 1
        elif marker is not None and marker.kind is MarkerKind.NUMBER:
            walk.drop_marker(block)
            made = walk.add(
                locators.operative(marker.label, walk.part), block.body, block, verb=operative_verb(block.body)
            )
            walk.open_paragraph(made, marker)
            self.preamble = False
        elif marker is not None and marker.kind is MarkerKind.LETTER:
            walk.subparagraph(block, verb=item_verb(block.body), upcoming=upcoming_letter(body, index))
        elif marker is not None and marker.kind is MarkerKind.BULLET:
            walk.bullet(block)
        elif _is_section(body, index):
            walk.heading(block)
        else:
            self._unmarked(block)

    def _unmarked(self, block: Block) -> None:
        walk, text = self.walk, plain(block.text)
        if self.preamble and self.unnumbered and _is_sole_operative(block):
            made = walk.add(locators.sole_operative(walk.part), block.text, block, verb=operative_verb(text))
            walk.open_paragraph(made, None)
            self.preamble = False
        elif self.preamble and ends_with_colon(text) and operative_verb(text) and not preambular_verb(text):
            # what is enacted as a whole, ``Adopts the following declaration:``, over the text itself
            self.preamble = False
            walk.unnumbered(block, verb=operative_verb(text))
        elif self.preamble or (ends_with_comma(text) and preambular_verb(text) and not walk.steps):
            self.preambular += 1
            made = walk.add(
                locators.preambular(self.preambular, walk.part), block.text, block, verb=preambular_verb(text)
            )
            walk.open_paragraph(made, None)
        else:
            walk.unnumbered(block)


def _adoption(walk: Walk, blocks: Sequence[Block]) -> None:
    """The note that tells when and how it was adopted, and who voted how."""
    place = next((index for index in range(len(blocks)) if vote_lists(blocks, index)[0]), len(blocks))
    text = " ".join(block.text for block in blocks[:place])
    walk.sections.clear()
    if text:
        walk.add(locators.adoption(walk.part), text, blocks[0], section=False)
    if place < len(blocks):
        walk.close()
        walk_body(walk, blocks[place:])


def adoption_start(blocks: Sequence[Block]) -> int:
    """Index of the first block of the adoption note: nothing numbered follows it."""
    start = len(blocks)
    for index in range(len(blocks) - 1, 0, -1):
        block = blocks[index]
        if block.marker is not None and block.marker.kind is MarkerKind.NUMBER:
            break
        text = judged(block.text)
        if DATE_OR_MEETING.fullmatch(text.rstrip(",，، ")) or VOTE_NOTE.match(text) or _tells_adoption(block):
            start = index
    return start


def _tells_adoption(block: Block) -> bool:
    """``Adopted unanimously at the 4213th meeting.``, without brackets."""
    return block.marker is None and not block.level and is_short(block) and is_adoption_note(block.text)


def _is_section(blocks: Sequence[Block], index: int) -> bool:
    block = blocks[index]
    if preambular_verb(plain(block.body)) and not block.level and _is_sentence_long(block):
        return False
    return is_heading(blocks, index)


def _is_sentence_long(block: Block) -> bool:
    """Long enough for a paragraph that lost its punctuation."""
    return len(block.text) > 25


def _is_sole_operative(block: Block) -> bool:
    """In a resolution that numbers no paragraph: the one that ends with a full stop."""
    text = plain(block.text)
    closes = is_finished(text) and not text.endswith(("；", ";"))
    return (
        bool(operative_verb(text))
        and (closes or (not is_open(block) and text.endswith(("：", ":"))))
        and (is_short(block) or closes)
    )
