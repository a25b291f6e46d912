"""Locators: a paragraph's id and place, in the document's own counting. The table of ids is in docs of ``rag.Locator``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.markers import chinese_number
from rag import Locator, ParagraphKind


def masthead() -> Locator:
    return Locator(id="masthead", kind=ParagraphKind.MASTHEAD)


def adoption(part: str = "") -> Locator:
    return Locator(id="adoption", kind=ParagraphKind.ADOPTION, part=part)


def vote(stance: str, count: int, part: str, *, heading: str) -> Locator:
    """``vote.favour``; of a second vote of the document ``vote2.favour``. ``heading``: what was voted, as printed."""
    name = f"vote{count if count > 1 else ''}.{stance}"
    return Locator(id=_within(part, name), kind=ParagraphKind.VOTE, part=part, heading=heading)


def row(table: int, count: int, part: str, *, caption: str) -> Locator:
    """``table2.r3``; the head of a table is its row 0."""
    name = f"table{table}.r{count}"
    return Locator(
        id=_within(part, name), kind=ParagraphKind.ROW, part=part, table=table, bullet=count, heading=caption
    )


def signature(part: str, *, main: bool) -> Locator:
    """``signature`` of the document itself, ``annex.signature`` of a text that it carries."""
    return Locator(id="signature" if main else f"{part}.signature", kind=ParagraphKind.SIGNATURE, part=part)


def footnote(key: str, mark: str) -> Locator:
    return Locator(id=key, kind=ParagraphKind.FOOTNOTE, path=(mark,))


def preambular(ordinal: int, part: str) -> Locator:
    return Locator(id=f"pp{ordinal}", kind=ParagraphKind.PREAMBULAR, part=part, ordinal=ordinal)


def operative(number: str, part: str) -> Locator:
    return Locator(id=f"op{number}", kind=ParagraphKind.OPERATIVE, part=part, path=(number,))


def sole_operative(part: str) -> Locator:
    """The one operative paragraph of a resolution that therefore prints no number."""
    return Locator(id="op1", kind=ParagraphKind.OPERATIVE, part=part, ordinal=1)


def numbered(label: str, part: str) -> Locator:
    """``24``; ``一`` is typed ``1`` and ``第三条`` is typed ``art3``, the path keeps them as printed."""
    typed = label
    if label.startswith("第") and label.endswith("条"):
        typed = f"art{chinese_number(label[1:-1])}"
    elif chinese_number(label):
        typed = str(chinese_number(label))
    return Locator(id=typed, kind=ParagraphKind.NUMBERED, part=part, path=(label,))


def subparagraph(parent: Locator, label: str) -> Locator:
    return Locator(
        id=f"{parent.id}.{chinese_number(label) or label}",
        kind=ParagraphKind.SUBPARAGRAPH,
        part=parent.part,
        path=(*parent.path, label),
        ordinal=parent.ordinal,
        heading=parent.heading,
    )


def bullet(parent: Locator, count: int) -> Locator:
    return Locator(
        id=f"{parent.id}.b{count}",
        kind=ParagraphKind.BULLET,
        part=parent.part,
        path=parent.path,
        ordinal=parent.ordinal,
        bullet=count,
        heading=parent.heading if parent.path else "",
    )


def bullet_under_heading(part: str, *, count: int, count_in_part: int, heading: str) -> Locator:
    """``annex.b3``: the id counts through the part, so that it stays unique; ``bullet`` counts under the heading."""
    return Locator(
        id=_within(part, f"b{count_in_part}"), kind=ParagraphKind.BULLET, part=part, bullet=count, heading=heading
    )


def unnumbered(ordinal: int, part: str) -> Locator:
    return Locator(id=_within(part, f"p{ordinal}"), kind=ParagraphKind.UNNUMBERED, part=part, ordinal=ordinal)


def continuation(parent: Locator, count: int) -> Locator:
    """Words that follow the sub-paragraphs of a paragraph, or its block quotation: ``op5.p2``."""
    return Locator(
        id=f"{parent.id}.p{count}",
        kind=ParagraphKind.UNNUMBERED,
        part=parent.part,
        path=parent.path,
        ordinal=count,
        heading=parent.heading,
    )


def _within(part: str, suffix: str) -> str:
    return f"{part}.{suffix}" if part else suffix


@dataclass(slots=True)
class Register:
    """Gives each locator of a document an id of its own: the part, then the section, tells equals apart."""

    taken: set[str] = field(default_factory=set)
    copies: dict[str, int] = field(default_factory=dict)

    def admit(self, locator: Locator, *, section: str = "", heading: str = "") -> Locator:
        """The locator, its id changed only where it is taken.

        ``section``: the numbers of the headings above it (``s2.A``), ``heading``: the words of the last one. A paragraph
        that is told apart by its section is named by that heading too.
        """
        if "/" in locator.part and not locator.id.startswith(f"{locator.part}."):
            # of several resolutions in one file none is the document itself
            locator = replace(locator, id=f"{locator.part}.{locator.id}")
        chosen, sectioned = next(
            (name, sectioned) for name, sectioned in self._candidates(locator, section) if name not in self.taken
        )
        self.taken.add(chosen)
        if chosen == locator.id:
            return locator
        numbered = sectioned and locator.path and not locator.heading
        return replace(locator, id=chosen, heading=heading if numbered else locator.heading)

    def _candidates(self, locator: Locator, section: str) -> Iterator[tuple[str, bool]]:
        yield locator.id, False
        if locator.part and not locator.id.startswith(f"{locator.part}."):
            yield f"{locator.part}.{locator.id}", False
        if section:
            yield f"{section}.{locator.id}", True
            if locator.part:
                yield f"{locator.part}.{section}.{locator.id}", True
        while True:
            self.copies[locator.id] = self.copies.get(locator.id, 1) + 1
            yield f"{locator.id}~{self.copies[locator.id]}", bool(section)
