"""Locators: a paragraph's id and place, in the document's own counting. The table of ids is in docs of ``rag.Locator``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.markers import chinese_number
from rag import Locator, ParagraphKind


def masthead() -> Locator:
    return Locator(id="masthead", kind=ParagraphKind.MASTHEAD)


def adoption() -> Locator:
    return Locator(id="adoption", kind=ParagraphKind.ADOPTION)


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
    )


def bullet(parent: Locator, count: int) -> Locator:
    return Locator(
        id=f"{parent.id}.b{count}",
        kind=ParagraphKind.BULLET,
        part=parent.part,
        path=parent.path,
        ordinal=parent.ordinal,
        bullet=count,
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
        id=f"{parent.id}.p{count}", kind=ParagraphKind.UNNUMBERED, part=parent.part, path=parent.path, ordinal=count
    )


def _within(part: str, suffix: str) -> str:
    return f"{part}.{suffix}" if part else suffix


@dataclass(slots=True)
class Register:
    """Gives each locator of a document an id of its own: the part, then the section, tells equals apart."""

    taken: set[str] = field(default_factory=set)
    copies: dict[str, int] = field(default_factory=dict)

    def admit(self, locator: Locator, *, section_count: int = 0) -> Locator:
        """The locator, its id changed only where it is taken."""
        chosen = next(name for name in self._candidates(locator, section_count) if name not in self.taken)
        self.taken.add(chosen)
        return locator if chosen == locator.id else replace(locator, id=chosen)

    def _candidates(self, locator: Locator, section_count: int) -> Iterator[str]:
        yield locator.id
        if locator.part and not locator.id.startswith(f"{locator.part}."):
            yield f"{locator.part}.{locator.id}"
        if section_count:
            yield f"s{section_count}.{locator.id}"
        while True:
            self.copies[locator.id] = self.copies.get(locator.id, 1) + 1
            yield f"{locator.id}~{self.copies[locator.id]}"
