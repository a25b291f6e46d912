"""Is everybody and everything that a statement names named in a cited paragraph, or by the document that it stands in?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.answer import Check
from rag.verification.names import Name, capitalised, names, persons
from rag.verification.places import displaced
from rag.verification.quotations import compact
from rag.verification.sides import Side
from rag.verification.wording import failed, held
from rag.words.terms import normalise

_CAPITALS = re.compile(r"(?:[A-ZÀ-ÞА-ЯЁ][\w’'-]*|(?<=\s)(?:of|on|for|and|the|to|de|del|la|des|du|po|in))(?:\s+|$)?")
_CAPITAL = re.compile(r"(?<!\w)[A-ZÀ-ÞА-ЯЁ]\w*")
"""Only English writes every word of a name so: ``Assemblée générale``, ``Генеральный секретарь``."""
_LEAST = 4
"""Letters of a word that must stand in the paragraph; its ending may be another."""


def check_names(said: Side, sides: Sequence[Side], printed: str) -> Iterator[Check]:
    """The checks of the names of a statement; the first that fails is the last. ``printed``: the statement as written."""
    within = all(side.language == said.language for side in sides)
    passed = []
    for name in _names_of(said, printed):
        there = [(side.text, other) for side in sides for other in names(side.text, side.language)]
        same = [(text, (other.start, other.end)) for text, other in there if name.things & other.things]
        others = (each for each in there if each[1].kind == name.kind and not name.things & each[1].things)
        rivals = [(text, (other.start, other.end)) for text, other in others]
        if not same and not any(_beside(name, side) for side in sides):
            yield failed("name", name.surface)
            return
        if within and (rival := displaced(said.text, (name.start, name.end), same=same, rivals=rivals)):
            yield failed("name", name.surface, rival)
            return
        passed.append(name.surface)
    if within:
        if stranger := _stranger(said, sides, printed):
            yield failed("name", stranger)
            return
        passed += persons(printed)
    if passed:
        yield held("name", *passed)


def _names_of(said: Side, printed: str) -> list[Name]:
    """The names; in a script that has capitals only where they are written so (``Council``, not ``council``)."""
    found = names(said.text, said.language)
    if said.language in ("zh", "ar"):
        return list(found)
    if said.language != "en":
        begin = frozenset(normalise(word) for word in _CAPITAL.findall(printed))
        return [name for name in found if re.split(r"[\s-]", name.surface, maxsplit=1)[0] in begin]
    capitals = normalise(" ".join(_CAPITALS.findall(printed)))
    return [name for name in found if re.sub(r"\s+", " ", name.surface) in re.sub(r"\s+", " ", capitals)]


def _beside(name: Name, side: Side) -> bool:
    return name.surface in side.text or name.surface in side.around or bool(name.things & side.things_around)


def _stranger(said: Side, sides: Sequence[Side], printed: str) -> str:
    """A person, or a word written with a capital, that neither the paragraph nor its document has; "" where there is none."""
    there = " ".join(f"{side.text} {side.around}" for side in sides)
    for person in persons(printed):
        if compact(normalise(person)) not in compact(there):
            return person
    if said.language in ("zh", "ar"):
        return ""
    for word in capitalised(printed):
        stem = normalise(word)
        if not re.search(rf"(?<!\w){re.escape(stem[: max(_LEAST, len(stem) - 2)])}", there):
            return word
    return ""
