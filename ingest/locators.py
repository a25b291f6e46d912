"""Locators: a paragraph's id and place, in the document's own counting. The table of ids is in docs of ``rag.Locator``."""

from __future__ import annotations

import re
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
    typed, printed = _inserted(number)
    return Locator(id=f"op{typed}", kind=ParagraphKind.OPERATIVE, part=part, path=(printed,))


def sole_operative(part: str) -> Locator:
    """The one operative paragraph of a resolution that therefore prints no number."""
    return Locator(id="op1", kind=ParagraphKind.OPERATIVE, part=part, ordinal=1)


def numbered(label: str, part: str) -> Locator:
    """``24``; ``一`` is typed ``1``, the path keeps it as printed."""
    typed, printed = _inserted(label)
    typed = str(chinese_number(label)) if chinese_number(label) else typed
    return Locator(id=typed, kind=ParagraphKind.NUMBERED, part=part, path=(printed,))


def _inserted(label: str) -> tuple[str, str]:
    """A number that was put in between, as an id and as printed: ``12bis`` and ``12 bis``, ``12-2`` and ``12之二``."""
    if match := re.fullmatch(r"(\d+)(bis|ter|quater)", label):
        return label, f"{match[1]} {match[2]}"
    if match := re.fullmatch(r"(\d+)之(.)", label):
        return f"{match[1]}-{chinese_number(match[2])}", label
    return label, label


_ARTICLE = re.compile(r"第(?P<zh>.+)条(?:之(?P<after>.+))?|(?P<word>\D+?)(?P<number>\d+)(?P<more>.*)")


def article(label: str, part: str) -> Locator:
    """``第三条之一`` is typed ``art3-1``, ``Article 12 bis`` ``art12bis``; the path keeps them as printed."""
    if first := re.fullmatch(r"(?i)(artículo|article)\s?(premier|primero)", label):
        return Locator(id="art1", kind=ParagraphKind.NUMBERED, part=part, path=(f"{first[1]} 1",))
    if code := re.fullmatch(r"(\D*?)([LRD])\.?(\d[\d\-]*)", label.replace(" ", "")):
        return Locator(
            id=f"art{code[2]}{code[3]}",
            kind=ParagraphKind.NUMBERED,
            part=part,
            path=(f"{code[1]} {code[2]}. {code[3]}",),
        )
    match = _ARTICLE.fullmatch(re.sub(r"(?<=\d)(?:er|ère)$", "", label))
    if match is None:
        return numbered(label, part)
    if match["zh"]:
        after = f"-{chinese_number(match['after'])}" if match["after"] else ""
        typed, printed = f"{chinese_number(match['zh'])}{after}", label
    else:
        typed = f"{match['number']}{match['more']}".replace(" ", "")
        printed = " ".join(each for each in (match["word"].strip(), match["number"], match["more"].strip()) if each)
    return Locator(id=f"art{typed}", kind=ParagraphKind.NUMBERED, part=part, path=(printed,))


def numbered_in(parent: Locator, label: str) -> Locator:
    """``art2.1``: paragraph 1 of article 2, in a law that numbers anew in each article."""
    return Locator(id=f"{parent.id}.{label}", kind=ParagraphKind.NUMBERED, part=parent.part, path=(*parent.path, label))


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
        # under a bullet of a heading that bullet's own number
        ordinal=parent.bullet if parent.bullet and not (parent.path or parent.ordinal) else parent.ordinal,
        bullet=count,
        heading=parent.heading,
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


_NOWHERE = "#"


def _is_counted(locator: Locator) -> bool:
    return locator.kind in (ParagraphKind.NUMBERED, ParagraphKind.OPERATIVE) and len(locator.path) == 1


@dataclass(slots=True)
class Register:
    """Gives each locator of a document an id of its own: the part, then the section, tells equals apart."""

    taken: set[str] = field(default_factory=set)
    copies: dict[str, int] = field(default_factory=dict)
    anew: str = _NOWHERE
    """The part in which numbers started anew under a heading: what follows goes by its section too."""

    def admit(self, locator: Locator, *, section: str = "", heading: str = "") -> Locator:
        """The locator, its id changed only where it is taken.

        ``section``: the numbers of the headings above it (``s2.A``), ``heading``: the words of the last one. A paragraph
        that is told apart by its section is named by that heading too.
        """
        if "/" in locator.part and not locator.id.startswith(f"{locator.part}."):
            # of several resolutions in one file none is the document itself
            locator = replace(locator, id=f"{locator.part}.{locator.id}")
        first = locator.path == ("1",)
        names = self._candidates(
            locator, section, anew=_is_counted(locator) and not first and self.anew == locator.part
        )
        chosen, sectioned = next((name, sectioned) for name, sectioned in names if name not in self.taken)
        self.taken.add(chosen)
        if _is_counted(locator) and first:
            self.anew = locator.part if sectioned else _NOWHERE
        if chosen == locator.id:
            return locator
        numbered = sectioned and locator.path and not locator.heading
        return replace(locator, id=chosen, heading=heading if numbered else locator.heading)

    def _candidates(self, locator: Locator, section: str, *, anew: bool) -> Iterator[tuple[str, bool]]:
        if not (anew and section):
            yield locator.id, False
        if not anew and locator.part and not locator.id.startswith(f"{locator.part}."):
            yield f"{locator.part}.{locator.id}", False
        if section:
            yield f"{section}.{locator.id}", True
            if locator.part:
                yield f"{locator.part}.{section}.{locator.id}", True
        while True:
            self.copies[locator.id] = self.copies.get(locator.id, 1) + 1
            yield f"{locator.id}~{self.copies[locator.id]}", bool(section)
