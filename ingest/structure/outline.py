"""The outline of a document: its parts, their mastheads and titles, and the walk through each body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest import locators
from ingest.furniture import SYMBOL_LINE, Lifted
from ingest.joining import join
from ingest.layout import Layout
from ingest.lines import dangles, ends_with_colon, ends_with_comma, width
from ingest.markers import MarkerKind
from ingest.mending import Block
from ingest.notes import Ties
from ingest.remarks import remark
from ingest.standing import is_bare_caption, matches_title, plain, stands_alone
from ingest.structure.blocks import (
    is_body,
    is_caption,
    is_heading,
    is_numbered_heading,
    is_open,
    is_section_name,
    is_signature,
)
from ingest.structure.prose import walk_prose
from ingest.structure.resolution import walk_resolution
from ingest.structure.walk import Walk
from ingest.verbs import is_organ_line, operative_verb, preambular_verb
from ingest.vocabulary import DECIDED, LETTER_TITLES, NOTE_TITLES, REPORT_TITLES, STATEMENT_TITLES, SUMMARY_TITLES
from rag import DocumentKind, Paragraph, Part, Remark

_PART_KEYS = {DocumentKind.LETTER: "letter", DocumentKind.NOTE_VERBALE: "note"}
_ADOPTED = re.compile(
    r"(?:大会|理事会|委员会)(?:通过的)?(?P<kind>决议|决定)|第.{1,20}号(?P<kind2>决议|决定)|[Rr]esolution\b.*\badopted"
)
_NUMBERED_TITLE = re.compile(r"\d{1,4}/\d{1,4}[A-Z]?\s*[.．、]?(?:\s|[^\x00-\x7f])")
_TITLE_REACH = 30
"""A title stands among the first so many blocks."""


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


def outline(layout: Layout) -> Outline:
    """Find the parts of a document and walk through each."""
    blocks = layout.blocks
    kind = kind_of(blocks)
    starts = _part_starts(blocks)
    head_end = masthead_end(blocks[: starts[0]] if starts else blocks, kind)
    walk = Walk(ties=Ties(layout.notes), has_pages=layout.pages > 1)
    head = blocks[:head_end]
    masthead = _masthead(walk, head)
    main_key = _PART_KEYS.get(kind, "")
    parts = [Part(key=main_key, title=title_of(head, kind))] if main_key else []
    main = blocks[head_end : starts[0] if starts else len(blocks)]
    walk.open_part(main_key)
    enacts = any(is_organ_line(block.text) for block in head) or any(
        block.marker is not None and block.marker.kind is MarkerKind.NUMBER for block in main
    )
    if kind is DocumentKind.RESOLUTION or (kind is DocumentKind.DECISION and enacts):
        walk_resolution(walk, main)
    else:
        walk_prose(walk, main, signed=bool(main_key), main=True)
    for count, (start, end) in enumerate(zip(starts, [*starts[1:], len(blocks)], strict=False), start=1):
        key = "annex" if count == 1 else f"annex{count}"
        parts.append(Part(key=key, title=_walk_annex(walk, blocks[start:end], key)))
    for note in layout.notes:
        walk.paragraphs.append(
            Paragraph(
                locator=walk.register.admit(locators.footnote(note.key, note.mark)),
                text=note.text,
                page=note.page if layout.pages > 1 else None,
            )
        )
    adoption = next((p.text for p in walk.paragraphs if p.id == "adoption"), "")
    return Outline(
        kind=kind,
        masthead=masthead,
        title=title_of(head, kind),
        paragraphs=tuple(walk.paragraphs),
        parts=tuple(parts),
        adoption=adoption,
        lifted=(*layout.lifted, *walk.lifted),
        remarks=_remarks(walk.paragraphs),
    )


def kind_of(blocks: Sequence[Block]) -> DocumentKind:
    """What a document is, by its organ line or title."""
    for block in blocks[: _TITLE_REACH * 2]:
        if is_organ_line(block.text):
            before = " ".join(b.text for b in blocks[: blocks.index(block)])
            decision = "决定" in before and "决议" not in before
            return DocumentKind.DECISION if decision else DocumentKind.RESOLUTION
    head = [block for block in blocks[:_TITLE_REACH] if block.marker is None and is_open(block)]
    for kind, patterns in (
        (DocumentKind.LETTER, LETTER_TITLES),
        (DocumentKind.NOTE_VERBALE, NOTE_TITLES),
        (DocumentKind.SUMMARY_RECORD, SUMMARY_TITLES),
    ):
        if any(_is_title(block, patterns) for block in head):
            return kind
    verbs = [b for b in blocks if b.marker and b.marker.kind is MarkerKind.NUMBER and operative_verb(b.body)]
    if any(_is_title(block, REPORT_TITLES) for block in blocks[: masthead_end(blocks, DocumentKind.OTHER)]):
        return DocumentKind.REPORT
    numbers = [b for b in blocks if b.marker and b.marker.kind is MarkerKind.NUMBER]
    if len(verbs) * 2 > len(numbers) and any(_ADOPTED.search(plain(b.text)) for b in head):
        return DocumentKind.RESOLUTION
    return DocumentKind.DECISION if _is_told_decision(blocks) else DocumentKind.OTHER


def _is_told_decision(blocks: Sequence[Block]) -> bool:
    """``75/571. Title`` over a paragraph that tells what an organ decided: no organ line, no preamble."""
    first = next((index for index, block in enumerate(blocks) if is_body(block)), None)
    if first is None or not any(_NUMBERED_TITLE.match(plain(block.text)) for block in blocks[:first]):
        return False
    return any(re.match(rf".{{0,40}}{pattern}", blocks[first].text) for pattern in DECIDED)


def _is_title(block: Block, patterns: Sequence[str]) -> bool:
    return matches_title(block.text, patterns)


def masthead_end(blocks: Sequence[Block], kind: DocumentKind) -> int:
    """One past the last block of the masthead."""
    if kind in (DocumentKind.RESOLUTION, DocumentKind.DECISION):
        for index, block in enumerate(blocks):
            if is_organ_line(block.text):
                return index + 1
        for index, block in enumerate(blocks):
            opens = preambular_verb(block.text) and ends_with_comma(plain(block.text))
            if opens or (block.marker is not None and block.marker.kind is MarkerKind.NUMBER):
                return index
        return _title_end(blocks)
    patterns = {DocumentKind.LETTER: LETTER_TITLES, DocumentKind.NOTE_VERBALE: NOTE_TITLES}.get(kind, ())
    for index, block in enumerate(blocks[:_TITLE_REACH]):
        if _is_title(block, patterns):
            return index + 1
    return _title_end(blocks)


def _title_end(blocks: Sequence[Block]) -> int:
    """One past the lines of a title: they end where a section or a paragraph starts."""
    end = next((i for i, b in enumerate(blocks) if is_body(b) or is_numbered_heading(b)), 0)
    levels = [block.level for block in blocks[:end]]
    if any(levels):
        # the format says what is a heading: the first one is the title, a second one opens a section
        first = next(i for i, level in enumerate(levels) if level)
        if first and levels[first] > 1:
            return first  # the lines above it are the title
        return next((i for i in range(first + 1, end) if levels[i]), end)
    if end >= 2 and blocks[end].marker is not None and ends_with_colon(blocks[end - 1].text):
        return end - 1  # what leads a list in
    if end >= 2 and (is_section_name(blocks[end - 1].text) or _is_section_style(blocks, end)):
        return end - 1
    return end


def _is_section_style(blocks: Sequence[Block], end: int) -> bool:
    """The last line above the body looks like the headings within the body: it heads a section too."""
    level = blocks[end - 1].level
    later = [
        block
        for i, block in enumerate(blocks)
        if i > end and block.marker is None and block.level == level and is_heading(blocks, i)
    ]
    if not later:
        return False
    last, indent = blocks[end - 1], {block.first.indent for block in later}
    if last.first.blanks < min(block.first.blanks for block in later):
        return False
    longest = max(width(block.text) for block in later)
    return width(last.text) <= max(2 * longest, 12) and last.first.indent in indent


def _part_starts(blocks: Sequence[Block]) -> list[int]:
    """Where annexes start: captions after the first paragraph of the document itself."""
    first = next((index for index, block in enumerate(blocks) if is_body(block)), len(blocks))
    return [
        index for index, block in enumerate(blocks) if index > first and is_caption(block) and index + 1 < len(blocks)
    ]


def _walk_annex(walk: Walk, blocks: Sequence[Block], key: str) -> str:
    """Walk through an annex; its title."""
    body = blocks[1:]
    end = _title_end(body)
    walk.open_part(key)
    titles = []
    for block in (blocks[0], *body[:end]):
        text = plain(block.text)
        walk.lifted.append(Lifted("part title", block.text, block.first.number))
        titles.append(text)
    organ = next((i for i, b in enumerate(body) if is_organ_line(b.text)), None)
    if organ is not None and all(not is_body(b) for b in body[:organ]):
        walk_resolution(walk, body[organ:])
    else:
        walk_prose(walk, body[end:], signed=False, main=False)
    named = [title for title in titles if not is_bare_caption(title)]
    return " ".join(named or titles)


def _masthead(walk: Walk, head: Sequence[Block]) -> tuple[str, ...]:
    """Add the masthead as one paragraph; its lines."""
    if not head:
        return ()
    lines: list[str] = []
    for block in head:
        if lines and (dangles(lines[-1]) and not block.marker):
            lines[-1] = join([lines[-1], block.text])
        else:
            lines.append(block.text)
    # columns of a printed masthead are no words: their white space is one space
    walk.add(locators.masthead(), re.sub(r"\s{2,}", " ", " ".join(lines)), head[0], section=False)
    return tuple(plain(line) for line in lines)


def title_of(head: Sequence[Block], kind: DocumentKind) -> str:
    """The title as printed: a resolution's stands last above the organ line, any other's last in the masthead."""
    lines = [block for block in head if not is_organ_line(block.text)]
    if not lines:
        return ""
    if kind in (DocumentKind.RESOLUTION, DocumentKind.DECISION):
        named = [block for block in lines if not _is_adoption_line(block.text)]
        return plain((named or lines)[-1].text)
    levelled = [block for block in lines if block.level]
    if levelled:
        return plain(min(levelled, key=lambda block: block.level).text)
    if kind in _PART_KEYS:
        return plain(lines[-1].text)
    for patterns in (SUMMARY_TITLES, STATEMENT_TITLES):
        if named := [block for block in lines if _is_title(block, patterns)]:
            return plain(named[0].text)
    if kind is DocumentKind.REPORT and len(lines) > 1 and not stands_alone(lines[-2].text):
        return plain(lines[-2].text)
    unlike = [block for block in lines if not is_signature(block)]
    if any(SYMBOL_LINE.search(block.text) for block in unlike):
        # a masthead of the Organization stands above the title
        unlike = [block for block in unlike if not stands_alone(block.text)][-1:] or unlike
    return plain(unlike[0].text) if kind is DocumentKind.OTHER and unlike else plain(lines[-1].text)


def _is_adoption_line(text: str) -> bool:
    """``2031年5月6日安全理事会第9999次会议通过``, ``[根据第三委员会的报告通过]``: how it was adopted, not what it is called."""
    bare = plain(text)
    return bool(re.search(r"(?:会议|大会|理事会)通过$|^[\[［].*[\]］]$|^Adopted by ", bare))


def _remarks(paragraphs: Sequence[Paragraph]) -> tuple[Remark, ...]:
    """What a reader should check: numbers that are missing from a run of paragraph numbers."""
    remarks = []
    last = 0
    for paragraph in paragraphs:
        path = paragraph.locator.path
        if paragraph.kind.value not in ("operative", "numbered") or len(path) != 1 or not path[0].isdigit():
            continue
        number = int(path[0])
        if last and number > last + 1:
            missing = str(last + 1) if number == last + 2 else f"{last + 1}–{number - 1}"
            remarks.append(remark("number-gap", missing=missing, found=number))
        last = number
    return tuple(remarks)
