"""Letters, notes verbales, reports, articles, annexes: numbered and unnumbered paragraphs under headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest import locators
from ingest.lines import ends_with_colon, is_finished, width
from ingest.markers import Marker, MarkerKind, leading_number
from ingest.mending import Block
from ingest.structure.blocks import is_heading, is_open, is_signature
from ingest.structure.sections import article_label
from ingest.structure.tables import table_at
from ingest.structure.votes import vote_lists
from ingest.structure.walk import Walk

_LOOK_AHEAD = 8
CLOSING = re.compile(
    r"(?:此致|敬礼|顺颂|顺祝|谨上|敬上|祝好)|(?:(?:Best|Kind|Warm) regards|Regards|Sincerely|Yours|Respectfully|With best wishes)\b"
    r"|(?:Cordialement|Bien à vous|Salutations)\b|(?:Atentamente|Cordialmente|Saludos)\b|(?:С уважением)\b|(?:مع أطيب|وتفضلوا)"
)
"""How a message or letter takes its leave."""
_CLOSING_LINES = 8
_CLOSES_TREATY = re.compile(
    r"in witness whereof|in faith whereof|en foi de quoi|en fe de lo cual|en testimonio de lo cual|в удостоверение чего"
    r"|в подтверждение чего|وإثباتا|وإشهادا|(?:下列|下面|以下).{0,30}(?:代表|签字人|签署人).{0,40}(?:以昭信守|为证|签署|签字)"
    r"|[为為]此，.{0,40}[签簽]",
    re.IGNORECASE,
)
"""What follows the last article of a treaty and is none of its paragraphs."""
_FORMULA_COLUMNS = 40
_SEALED = re.compile(r".{0,20}[(（](?:盖章|蓋章|公章|签章|簽章|签字|簽字|签名)[^)）]{0,6}[)）]\s*[:：]")
"""``甲方（盖章）：``: where the parties to a contract sign."""
_SET_OFF = 16
"""Columns by which a signature is set to the right of the text."""


def walk_prose(walk: Walk, blocks: Sequence[Block], *, signed: bool, main: bool) -> None:
    """Add the paragraphs of a part. ``signed``: its last short lines are a signature (a letter's are)."""
    walk.lawful = articles_are_a_laws(blocks)
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
        _unmarked(walk, blocks, index)
    elif marker.kind is MarkerKind.BULLET:
        walk.bullet(block)
    elif marker.kind is MarkerKind.LETTER or (
        marker.kind is MarkerKind.NUMBER and marker.style == ")" and _hangs(walk, marker)
    ):
        walk.subparagraph(block, upcoming=upcoming_letter(blocks, index))
    elif marker.style == "一" and walk.article is not None and (walk.steps or _leads_in(walk)):
        walk.subparagraph(block)  # ``一、`` in an article is one of its items
    elif marker.kind is MarkerKind.NUMBER and walk.article is not None and _is_item_of_article(walk):
        walk.subparagraph(block)
    else:
        walk.drop_marker(block)
        if marker.kind is MarkerKind.ARTICLE:
            locator = locators.article(marker.label, walk.part)
        elif walk.article is not None and (marker.kind is MarkerKind.NUMBER or marker.style in ("I", "一")):
            locator = locators.numbered_in(walk.article, marker.label)
        else:
            locator = locators.numbered(marker.label, walk.part)
        made = walk.add(locator, block.body, block)
        walk.open_paragraph(made, marker)
        if marker.kind is MarkerKind.ARTICLE and walk.lawful:
            walk.article = made.locator


def _unmarked(walk: Walk, blocks: Sequence[Block], index: int) -> None:
    block = blocks[index]
    if walk.article is not None and _CLOSES_TREATY.match(block.text):
        walk.article = None
        walk.close()
    if _leads_in_anew(blocks, index):
        walk.close()  # ``To donors:`` over a list that starts again at 1
    walk.unnumbered(block)


def _leads_in_anew(blocks: Sequence[Block], index: int) -> bool:
    following = blocks[index + 1].marker if index + 1 < len(blocks) else None
    anew = following is not None and following.kind is MarkerKind.NUMBER and following.label == "1"
    return anew and ends_with_colon(blocks[index].text)


def _hangs(walk: Walk, marker: Marker) -> bool:
    """``1)`` under a paragraph that leads in; ``2)`` behind the paragraph 1 counts on with it."""
    if walk.parent is None:
        return False
    path = walk.parent.locator.path
    if path and walk.parent_marker.rstrip().endswith((")", "）")):
        return False
    if path and path[0].isdecimal() and not walk.steps:
        return leading_number(marker.label) != int(path[0]) + 1
    return bool(path or walk.steps) or not is_finished(walk.parent.text)


def _is_item_of_article(walk: Walk) -> bool:
    """``1.`` under ``（一）``, or directly under an article that leads a list in."""
    if walk.steps:
        return walk.steps[0].style in ("chinese", "digit")
    return walk.parent is not None and walk.parent.locator == walk.article and _leads_in(walk)


def _leads_in(walk: Walk) -> bool:
    return walk.parent is not None and ends_with_colon(walk.parent.text)


def articles_are_a_laws(blocks: Sequence[Block]) -> bool:
    """Its articles hold their own paragraphs; a report on a treaty counts on through headings that name its articles."""
    inside, found = False, False
    for block in blocks:
        if article_label(block):
            inside = found = True
        elif inside and block.marker is not None and block.marker.kind is MarkerKind.NUMBER:
            if block.marker.label != "1":
                return False
            inside = False
    return found


def signature_span(blocks: Sequence[Block], *, signed: bool) -> tuple[int, int]:
    """Where the signature stands: first block, one past the last; empty at the end where there is none."""
    found = [index for index, block in enumerate(blocks) if is_signature(block)]
    if not found and (closing := _closing_formula(blocks)):
        return closing, len(blocks)
    if not found and not signed:
        return len(blocks), len(blocks)
    start = found[0] if found else len(blocks)
    end = found[-1] + 1 if found else len(blocks)
    while start > 0 and _is_closing_line(blocks[start - 1]):
        start -= 1
    while end < len(blocks) and _goes_on_signing(blocks[end], blocks[end - 1]):
        end += 1
    return start, end


def _goes_on_signing(block: Block, above: Block) -> bool:
    """The signer's office, however many lines it takes below the name; what stands apart and further out is a title."""
    if block.first.blanks and above.first.indent - block.first.indent > _SET_OFF:
        return False
    below = not block.first.blanks and block.first.indent >= above.first.indent > _SET_OFF
    return _is_closing_line(block) or (below and block.marker is None and is_open(block))


def _closing_formula(blocks: Sequence[Block]) -> int:
    """Where ``Best regards,`` stands with nothing but a name below it; 0 where it does not."""
    found = 0
    for index in range(len(blocks) - 1, max(0, len(blocks) - _CLOSING_LINES), -1):
        text = blocks[index].evenly_spaced(blocks[index].text)
        if _SEALED.match(text) or (CLOSING.match(text) and width(text) <= _FORMULA_COLUMNS):
            rest = blocks[index + 1 :]
            if all(_is_closing_line(each) or CLOSING.match(each.text) or _SEALED.match(each.text) for each in rest):
                found = index
                continue
            break
    return found


def _is_closing_line(block: Block) -> bool:
    """The signer's rank, name or place: a few words that are no sentence."""
    return block.marker is None and not block.level and is_open(block) and width(block.text) <= 70
