"""Walk the body of a part: sections open and close, numbers, letters and bullets nest, and each paragraph gets its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest import locators
from ingest.furniture import Lifted
from ingest.lines import ends_with_colon, is_finished
from ingest.locators import Register
from ingest.markers import Marker, letter_number, roman_number
from ingest.mending import Block
from ingest.notes import Tied, Ties
from ingest.speeches import Floor, is_narrated
from ingest.structure.sections import Section, article_label, rank_of, section_number
from ingest.structure.tables import Table, TableNumbers, has_head
from ingest.structure.votes import VoteList
from rag import Locator, Paragraph, ParagraphKind

_DEEPEST = 99
LEAD_IN_LIMIT = 160
"""A lead-in of more characters is cut to its last sentence: it is context, and the paragraph itself can be opened."""


@dataclass(slots=True)
class Step:
    """A sub-paragraph that is open."""

    style: str
    label: str
    locator: Locator
    text: str
    printed: str
    """The label as printed: ``(b)``, ``б)``."""


@dataclass(slots=True)
class Walk:
    """What is open while the blocks of a document pass by, and the paragraphs made of them so far."""

    ties: Ties
    has_pages: bool = False
    register: Register = field(default_factory=Register)
    paragraphs: list[Paragraph] = field(default_factory=list)
    lifted: list[Lifted] = field(default_factory=list)
    part: str = ""
    sections: list[Section] = field(default_factory=list)
    just_headed: bool = False
    """No paragraph stands below the last heading yet."""
    untitled: bool = False
    """The heading directly above is a number alone."""
    section_count: int = 0
    parent: Paragraph | None = None
    """The paragraph that sub-paragraphs and bullets would belong to."""
    parent_marker: str = ""
    steps: list[Step] = field(default_factory=list)
    bullets: int = 0
    bullet_sign: str = ""
    bullet_owner: str = ""
    last_bullet: Locator | None = None
    bullet_indent: int = 0
    nested: int = 0
    """Bullets under the last bullet."""
    heading_bullets: int = 0
    part_bullets: int = 0
    ordinal: int = 0
    continuations: int = 1
    floor: Floor = field(default_factory=Floor)
    """Who speaks, in the record of a meeting."""
    tables: TableNumbers = field(default_factory=TableNumbers)
    article: Locator | None = None
    """The article of a law that is open; its paragraphs are its own."""
    article_rank: int = 0
    before_article: list[Paragraph] = field(default_factory=list)
    """The last paragraph above the article."""
    lawful: bool = False
    """Its articles are those of a law, and no headings of a report on one."""
    votes: int = 0
    tied: set[str] = field(default_factory=set)
    """The footnotes whose marks were found, in headings too."""

    def open_part(self, part: str) -> None:
        self.part, self.ordinal, self.part_bullets = part, 0, 0
        self.sections.clear()
        self.just_headed = self.untitled = False
        self.article = None
        self.close()

    def tie(self, text: str, block: Block) -> Tied:
        """The words of a block without the marks of footnotes, which are lifted."""
        tied = self.ties.tie(text, page=block.page)
        self.tied.update(tied.keys)
        self.lifted += [Lifted("footnote mark", mark, block.first.number) for mark in tied.marks]
        return tied

    def add(
        self, locator: Locator, text: str, block: Block, *, verb: str = "", lead_in: str = "", section: bool = True
    ) -> Paragraph:
        """Make a paragraph of these words."""
        tied = self.tie(text, block)
        heading = self.sections[-1].title if self.sections else ""
        self.untitled = self.just_headed = False
        admitted = self.register.admit(locator, section=self.section_key(), heading=heading)
        paragraph = Paragraph(
            locator=admitted,
            text=block.evenly_spaced(tied.text.strip() or text.strip()),
            section=tuple(each.title for each in self.sections) if section else (),
            lead_in=lead_in,
            verb=verb,
            speaker=self.floor.speaker_in(tied.text.strip(), admitted.kind),
            footnotes=tied.keys,
            page=block.page if block.page > 1 or self.has_pages else None,
        )
        self.paragraphs.append(paragraph)
        return paragraph

    def section_key(self) -> str:
        """The numbers of the open headings, ``s2.A``; where they have none, how many headings there were: ``s7``."""
        numbers = [section_number(section.title) for section in self.sections if not section.titles_number]
        if numbers and all(numbers):
            return "s" + ".".join(numbers)
        return f"s{self.section_count}" if self.section_count else ""

    def drop_marker(self, block: Block) -> None:
        if block.marker is not None:
            self.lifted.append(Lifted("number", block.marker.printed, block.first.number))

    def heading(self, block: Block) -> None:
        """Open a section; it closes those of its own rank and deeper."""
        tied = self.tie(block.text, block)
        self.lifted.append(Lifted("heading", tied.text, block.first.number))
        rank = block.level or rank_of(block.marker)
        plain = block.marker is None and not block.level
        titles = self.untitled and plain and bool(self.sections)
        if titles or (self.just_headed and plain and self.sections and self.sections[-1].rank >= rank):
            rank = self.sections[-1].rank + 1  # ``GENERAL PROVISIONS`` directly below ``PART I``; no heading is lost
        self.just_headed = True
        while self.sections and self.sections[-1].rank >= rank:
            self.sections.pop()
        self.sections.append(Section(rank, block.evenly_spaced(tied.text.strip()), titles_number=titles))
        self.untitled = block.marker is not None and not block.level and not block.body.strip()
        self.section_count += 1
        self.floor.close()
        self.close()
        # the title of an article may be set like its number, directly below it
        if rank < self.article_rank or (rank == self.article_rank and self.paragraphs[-1:] != self.before_article):
            self.article = None
        if self.lawful and (label := article_label(block)):
            self.article, self.article_rank = locators.article(label, self.part), rank
            self.before_article = self.paragraphs[-1:]

    def close(self) -> None:
        """What follows belongs to no paragraph above."""
        self.parent, self.parent_marker = None, ""
        self.steps.clear()
        self.bullets = self.heading_bullets = 0
        self.bullet_sign = self.bullet_owner = ""
        self.last_bullet = None
        self.continuations = 1

    def open_paragraph(self, paragraph: Paragraph, marker: Marker | None) -> None:
        """Sub-paragraphs and bullets that follow belong to this paragraph."""
        heading_bullets = self.heading_bullets
        self.close()
        self.heading_bullets = heading_bullets
        self.parent = paragraph
        self.parent_marker = marker.printed if marker else ""

    def subparagraph(self, block: Block, *, verb: str = "", upcoming: str = "") -> None:
        """``(c)`` under the open paragraph, ``(ii)`` under the open letter."""
        assert block.marker is not None  # noqa: S101 - the caller read the marker
        label = block.marker.label
        style = self._settle(label, block.marker.style, upcoming)
        owner = self.steps[-1].locator if self.steps else self.parent.locator if self.parent else None
        self.drop_marker(block)
        if owner is None:
            locator = locators.numbered(label, self.part)
            paragraph = self.add(locator, block.body, block, verb=verb)
        else:
            paragraph = self.add(
                locators.subparagraph(owner, label), block.body, block, verb=verb, lead_in=self.lead_in()
            )
        self.steps.append(Step(style, label, paragraph.locator, paragraph.text, block.marker.printed.strip()))
        self.bullet_owner = self.bullet_sign = ""
        self.last_bullet = None

    def bullet(self, block: Block) -> None:
        """A bullet under the open sub-paragraph or paragraph, else under the heading."""
        assert block.marker is not None  # noqa: S101 - the caller read the marker
        self.drop_marker(block)
        sign = block.marker.style
        # only a format whose lists nest by their indent is taken at its word: print sets bullets in as it likes
        deeper = block.first.literal and block.first.indent >= self.bullet_indent + 2
        if self.last_bullet is not None and self.bullet_sign and (sign != self.bullet_sign or deeper):
            self.nested += 1
            self.add(locators.bullet(self.last_bullet, self.nested), block.body, block, lead_in=self.lead_in())
            return
        self.nested, self.bullet_indent = 0, block.first.indent
        owner = self.steps[-1].locator if self.steps else self._bullet_parent()
        if owner is None:
            if not self.heading_bullets:
                self.bullet_sign = sign
            self.heading_bullets += 1
            self.part_bullets += 1
            locator = locators.bullet_under_heading(
                self.part,
                count=self.heading_bullets,
                count_in_part=self.part_bullets,
                heading=self.sections[-1].title if self.sections else "",
            )
            self.last_bullet = self.add(locator, block.body, block).locator
            return
        if self.bullet_owner != owner.id:
            self.bullets, self.bullet_owner, self.bullet_sign = 0, owner.id, sign
        self.bullets += 1
        made = self.add(locators.bullet(owner, self.bullets), block.body, block, lead_in=self.lead_in())
        self.last_bullet = made.locator

    def _bullet_parent(self) -> Locator | None:
        """The paragraph that leads in; one that ends its sentence and has no number leads nothing in."""
        if self.parent is None:
            return None
        if self.parent.kind is ParagraphKind.UNNUMBERED and is_finished(self.parent.text):
            return None
        return self.parent.locator

    def lead_in(self) -> str:
        """``20. 比利时承诺：``, and the open sub-paragraphs under it."""
        if self.parent is None:
            return ""
        chain = [self.parent_marker + last_sentence(self.parent.text)]
        chain += [f"{step.printed} {last_sentence(step.text)}" for step in self.steps]
        return " ".join(chain)

    def unnumbered(self, block: Block, *, verb: str = "") -> None:
        """A paragraph without a number of its own."""
        if self.floor.kind is not None and is_narrated(block.text):
            self.close()
        if self.parent is None and self.article is not None and self.article.id not in self.register.taken:
            made = self.add(self.article, block.text, block, verb=verb)
            self.article = made.locator
            self.open_paragraph(made, None)
            return
        if self.parent is not None and self.parent.locator.path and self.parent.kind is not ParagraphKind.UNNUMBERED:
            self.continuations += 1
            self.add(locators.continuation(self.parent.locator, self.continuations), block.text, block, verb=verb)
            return
        self.ordinal += 1
        paragraph = self.add(locators.unnumbered(self.ordinal, self.part), block.text, block, verb=verb)
        self.open_paragraph(paragraph, None)
        if not ends_with_colon(paragraph.text):
            self.bullet_owner = ""

    def vote(self, lists: Sequence[VoteList]) -> None:
        """The lists of one vote; what led to them is the sentence before."""
        self.votes += 1
        before = self.paragraphs[-1] if self.paragraphs else None
        lead_in = ""
        if before is not None and before.kind is not ParagraphKind.MASTHEAD:
            lead_in = last_sentence(re.sub(r"^.*(?=[\[［])", "", before.text, flags=re.DOTALL))
        for each in lists:
            text = each.text
            if text.endswith(("]", "］")) and not re.search(r"[\[［]", text):
                # it closes the note of adoption, not the list
                self.lifted.append(Lifted("bracket", text[-1], each.block.first.number))
                text = text[:-1].rstrip()
            locator = locators.vote(each.stance, self.votes, self.part, heading=each.heading)
            self.add(locator, text, each.block, lead_in=lead_in)

    def table(self, table: Table, blocks: Sequence[Block]) -> None:
        """The rows of a table, led in by its head, and by the paragraph that announces it."""
        number = self.tables.next(table, self.part)
        rows = blocks[table.rows : table.end]
        caption = ""
        if table.caption:
            tied = self.tie(" ".join(block.text for block in blocks[table.start : table.rows]), blocks[table.start])
            caption = tied.text.strip()
            self.lifted.append(Lifted("heading", caption, blocks[table.start].first.number))
        leads = [self.lead_in()] if self.parent is not None and ends_with_colon(self.parent.text) else []
        head = has_head(rows)
        if caption:
            self.sections.append(Section(_DEEPEST, caption))
        for count, block in enumerate(rows, start=0 if head else 1):
            locator = locators.row(number, count, self.part, caption=caption)
            lead_in = " ".join([*leads, rows[0].text] if head and count else leads)
            self.add(locator, block.text, block, lead_in=lead_in)
        if caption:
            self.sections.pop()

    def _settle(self, label: str, printed_style: str, upcoming: str) -> str:
        """Close the sub-paragraphs that this label does not stand under; the style that it counts in."""
        dotted = "." if printed_style == "a." else ""
        if printed_style in ("（一）", "一"):
            return self._close_to("chinese" if printed_style == "（一）" else "listed")
        if label.isdigit():
            return self._close_to("digit")
        for depth in range(len(self.steps) - 1, -1, -1):
            step = self.steps[depth]
            succeeds = (step.style == f"roman{dotted}" and roman_number(label) == roman_number(step.label) + 1) or (
                step.style == f"alpha{dotted}" and letter_number(label) == letter_number(step.label) + 1
            )
            if succeeds and not (label == "i" and upcoming == "ii" and step.style == "alpha"):
                del self.steps[depth:]
                return step.style
        if label == "i" or (roman_number(label) and len(label) > 1):
            return self._close_to(f"roman{dotted}")
        return self._close_to(f"alpha{dotted}")

    def _close_to(self, style: str) -> str:
        """Close the open sub-paragraph of this style and all under it; a new style nests."""
        for depth, step in enumerate(self.steps):
            if step.style == style:
                del self.steps[depth:]
                break
        return style


def last_sentence(text: str) -> str:
    """The whole text where it is short, else its last sentence."""
    if len(text) <= LEAD_IN_LIMIT:
        return text
    sentences = [piece for piece in re.split(r"(?<=[。！？；])|(?<=[.!?;])\s+", text) if piece]
    return sentences[-1].strip() if sentences else text
