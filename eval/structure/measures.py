"""Readings against gold.

A paragraph is *boundary-exact* where the reading has a paragraph of exactly its words, white space taken out, in its turn:
it starts and ends where the gold's does, and nothing is lost or put in between. Precision, recall and F1 count exact
segments, as chunks are counted since CoNLL-2000 (Tjong Kim Sang and Buchholz, “Introduction to the CoNLL-2000 shared task:
chunking”): half a paragraph is none. Gold and reading are laid side by side in order (difflib), so a paragraph out of place is not found.

Every other measure is n of m over the gold paragraphs; a paragraph that was not found counts as wrong in each of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from eval.measures import Count
from eval.structure.gold import CHECKED, GoldDocument, GoldParagraph, StructureSet, cells_of
from rag import Paragraph, Reading

MEASURES = ("locator", *CHECKED, "metadata")


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is not as the gold has it. ``measure`` is ``boundary`` where a paragraph is missing or too many."""

    measure: str
    paragraph: str
    expected: str
    got: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one document reached."""

    document: GoldDocument
    exact: int
    gold: int
    read: int
    counts: Mapping[str, Count]
    lost: int
    """Characters of the gold that no paragraph has, white space apart."""
    invented: int
    """Characters of paragraphs that the gold does not have."""
    wrong: tuple[Wrong, ...]
    crash: str = ""
    """Why it could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Shares of a group, from 0 to 1. A measure of which nothing is counted is not among them."""

    precision: float
    recall: float
    boundary_f1: float
    by_measure: Mapping[str, float]

    def of(self, measure: str) -> float:
        """One measure by its name; 1 where nothing is counted, since nothing is wrong."""
        if measure in ("precision", "recall", "boundary_f1"):
            return float(getattr(self, measure))
        return self.by_measure.get(measure, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """A measure of a group that is under its floor, in the sum (micro) or the mean of documents (macro)."""

    group: str
    measure: str
    average: str
    reached: float
    floor: float


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def measure(document: GoldDocument, reading: Reading | None, *, crash: str = "") -> Measured:
    """Compare one reading with its gold; None (with the reason in ``crash``) counts as nothing read."""
    paragraphs = reading.paragraphs if reading else ()
    pairs = aligned(document.paragraphs, paragraphs)
    counts: dict[str, Count] = {}
    wrong: list[Wrong] = []
    for gold, read in pairs:
        if gold is None or read is None:
            wrong.append(_unmatched(gold, read))
        if gold is not None:
            _compare(gold, read, counts, wrong)
    for name, expected in document.metadata.items():
        got = _fact(reading, name)
        _tally(counts, "metadata", got == expected)
        if got != expected:
            wrong.append(Wrong("metadata", name, str(expected), str(got)))
    said = Counter("".join(bare(gold.text) for gold in document.paragraphs))
    found = Counter("".join(bare(read.text) for read in paragraphs))
    return Measured(
        document=document,
        exact=sum(gold is not None and read is not None for gold, read in pairs),
        gold=len(document.paragraphs),
        read=len(paragraphs),
        counts=counts,
        lost=(said - found).total(),
        invented=(found - said).total(),
        wrong=tuple(wrong),
        crash=crash,
    )


def aligned(
    gold: Sequence[GoldParagraph], read: Sequence[Paragraph]
) -> tuple[tuple[GoldParagraph | None, Paragraph | None], ...]:
    """Gold and reading side by side: equal words are a pair, all else stands alone."""
    matcher = SequenceMatcher(None, [bare(one.text) for one in gold], [bare(one.text) for one in read], autojunk=False)
    pairs: list[tuple[GoldParagraph | None, Paragraph | None]] = []
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            pairs += zip(gold[start:end], read[first:last], strict=True)
        else:
            pairs += [(one, None) for one in gold[start:end]] + [(None, one) for one in read[first:last]]
    return tuple(pairs)


def bare(text: str) -> str:
    return "".join(text.split())


def _compare(gold: GoldParagraph, read: Paragraph | None, counts: dict[str, Count], wrong: list[Wrong]) -> None:
    got = {"locator": read.id, **cells_of(read)} if read else {}
    for name, expected in {"locator": gold.id, **gold.cells}.items():
        if not expected and read is not None and not got[name]:
            continue  # nothing there, and nothing found: no merit
        if not expected and read is None:
            continue
        right = read is not None and bare(got[name]) == bare(expected)
        _tally(counts, name, right)
        if not right and read is not None:
            wrong.append(Wrong(name, gold.id, expected, got[name]))


def _tally(counts: dict[str, Count], name: str, right: bool) -> None:
    counts[name] = counts.get(name, Count()) + Count(int(right), 1)


def _unmatched(gold: GoldParagraph | None, read: Paragraph | None) -> Wrong:
    if gold is not None:
        return Wrong("boundary", gold.id, gold.text, "")
    return Wrong("boundary", read.id if read else "", "", read.text if read else "")


def _fact(reading: Reading | None, name: str) -> object:
    if reading is None:
        return None
    if name == "parts":
        return [[part.key, part.title] for part in reading.document.parts]
    value: object = getattr(reading.document, name, None)
    return value.value if isinstance(value, Enum) else value


def micro(documents: Sequence[Measured]) -> Shares:
    """All paragraphs of a group in one heap."""
    exact, gold, read = (sum(getattr(one, name) for one in documents) for name in ("exact", "gold", "read"))
    counts: dict[str, Count] = {}
    for one in documents:
        for name, count in one.counts.items():
            counts[name] = counts.get(name, Count()) + count
    precision, recall = exact / read if read else 0.0, exact / gold if gold else 0.0
    shares = {name: count.share for name, count in counts.items()}
    return Shares(precision=precision, recall=recall, boundary_f1=f1(precision, recall), by_measure=shares)


def macro(documents: Sequence[Measured]) -> Shares:
    """The mean over documents, each weighing the same."""
    each = [micro([one]) for one in documents]
    names = {name for one in each for name in one.by_measure}
    return Shares(
        precision=_mean(one.precision for one in each),
        recall=_mean(one.recall for one in each),
        boundary_f1=_mean(one.boundary_f1 for one in each),
        by_measure={name: _mean(one.by_measure[name] for one in each if name in one.by_measure) for name in names},
    )


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0.0


def shortfalls(chosen: StructureSet, results: Sequence[Measured]) -> tuple[Below, ...]:
    """Every floor that a group does not reach, whichever way it is averaged."""
    found = []
    for group, floors in chosen.floors.items():
        members = [one for one in results if one.document.group == group]
        for average, shares in (("micro", micro(members)), ("macro", macro(members))):
            for measure, floor in floors.items():
                reached = shares.of(measure)
                if reached < floor:
                    found.append(Below(group=group, measure=measure, average=average, reached=reached, floor=floor))
    return tuple(found)
