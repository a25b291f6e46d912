"""Floors: the counts below which a build fails, kept in the repository beside the set they were measured on.

``floors.json`` beside a set ``questions.jsonl`` holds what was reached, for each kind (``all`` for the whole set) and measure, and
how much less is allowed: so many questions (of a measure that counts others: sentences, numbers) may be lost of each::

    {"set": "questions.jsonl", "less": 1, "floors": {"fact": {"citation_recall": "23 of 24"}, "all": {"verbatim": "140 of 140"}}}

They may also lie in ``STEM.floors.json``, which is looked for first: several sets share a folder then.
A count below its floor's share fails. Where m is given by the set (all measures but those in OPEN_ENDED) it must be
the same as when the floor was measured: otherwise the questions changed, and the floor says nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.dataset import EVERY_KIND
from eval.errors import MalformedFloors, ResultUnwritable, StaleFloors
from eval.measures import MEASURES, OPEN_ENDED, Count, Score, select, total

ALL = "all"
FLOORS_NAME = "floors.json"
ALLOWED = 1
"""Questions that may be lost of a measure, in floors that are written for the first time."""
Floors = Mapping[str, Mapping[str, Count]]
"""Floors by kind (or ``all``) and measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """A measure below its floor, and the questions of that kind which lost something in it."""

    kind: str
    measure: str
    floor: Count
    measured: Count
    questions: tuple[str, ...]


def floors_path(set_path: Path) -> Path:
    """Where the floors of a set lie, or would: ``STEM.floors.json`` where that is there, else ``floors.json``."""
    own = set_path.with_name(f"{set_path.stem}.{FLOORS_NAME}")
    return own if own.exists() else set_path.with_name(FLOORS_NAME)


def load_floors(set_path: Path) -> Floors:
    """The floors that lie beside a set and name it; {} where there are none. Raises MalformedFloors."""
    reached, less = _read(floors_path(set_path), set_path.name)
    return {
        kind: {measure: Count(max(0, count.n - less), count.m) for measure, count in measures.items()}
        for kind, measures in reached.items()
    }


def load_reached(set_path: Path) -> Floors:
    """What the set had reached when its floors were written; {} where it has none. Raises MalformedFloors."""
    return _read(floors_path(set_path), set_path.name)[0]


def _read(path: Path, set_name: str) -> tuple[Floors, int]:
    """What was reached, and how much less is allowed."""
    if not path.exists():
        return {}, ALLOWED
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MalformedFloors(path=path, reason="it is not readable JSON", reason_zh="不是可读的 JSON") from error
    if not isinstance(record, dict) or not isinstance(record.get("floors"), dict) or "set" not in record:
        raise MalformedFloors(
            path=path, reason="it needs the fields set and floors", reason_zh="必须有 set 和 floors 字段"
        )
    less = record.get("less", 0)
    if not isinstance(less, int) or less < 0:
        raise MalformedFloors(path=path, reason="less must be a number of questions", reason_zh="less 必须是题数")
    if record["set"] != set_name:
        return {}, ALLOWED
    return {kind: _kind_floors(path, kind, measures) for kind, measures in record["floors"].items()}, less


def _kind_floors(path: Path, kind: str, measures: object) -> dict[str, Count]:
    if kind not in (*EVERY_KIND, ALL) or not isinstance(measures, dict):
        raise MalformedFloors(path=path, reason=f"{kind} is no kind of question", reason_zh=f"{kind} 不是问题类别")
    floors = {}
    for measure, text in measures.items():
        found = re.fullmatch(r"(\d+) of (\d+)", text) if isinstance(text, str) else None
        if measure not in MEASURES or found is None or int(found[1]) > int(found[2]):
            raise MalformedFloors(
                path=path,
                reason=f"{kind}, {measure}: a floor is written as a known measure and “n of m”, with n at most m",
                reason_zh=f"{kind} 的 {measure}：下限应写作已知的指标和“n of m”，且 n 不大于 m",
            )
        floors[measure] = Count(int(found[1]), int(found[2]))
    return floors


def shortfalls(scores: Sequence[Score], floors: Floors, *, path: Path) -> tuple[Shortfall, ...]:
    """Every measure below its floor, in the order of the floors. Raises StaleFloors where the set has changed."""
    found = []
    for kind, measures in floors.items():
        chosen = select(scores, kind=None if kind == ALL else kind)
        sums = total(chosen)
        for measure, floor in measures.items():
            measured = sums[measure]
            if measure not in OPEN_ENDED and measured.m != floor.m:
                raise StaleFloors(path=path, kind=kind, measure=measure, floor=floor.m, now=measured.m)
            if measured.below(floor):
                losers = tuple(one.question.id for one in chosen if not one.counts[measure].full)
                found.append(Shortfall(kind=kind, measure=measure, floor=floor, measured=measured, questions=losers))
    return tuple(found)


def hardest_hit(below: Sequence[Shortfall]) -> tuple[str, ...]:
    """The measures below their floors over all questions, by how far they fell: the first is where to look.

    A crash comes before everything: whatever else fell, fell with it.
    """
    fallen = [
        (one.measure != "completed", one.measured.share - one.floor.share, one.measure)
        for one in below
        if one.kind == ALL
    ]
    return tuple(measure for *_, measure in sorted(fallen))


def hardest_hit_kinds(below: Sequence[Shortfall]) -> tuple[str, ...]:
    """The kinds of question of which fewer are wholly right than their floor says, by how far they fell."""
    fallen = [
        (one.measured.share - one.floor.share, one.kind)
        for one in below
        if one.measure == "wholly_right" and one.kind != ALL
    ]
    return tuple(kind for _, kind in sorted(fallen))


def measured_floors(scores: Sequence[Score]) -> dict[str, dict[str, str]]:
    """What the scores reach, in the form of the file: each kind and ``all``, each measure that counts something."""
    written = {}
    for kind in (*EVERY_KIND, ALL):
        sums = total(select(scores, kind=None if kind == ALL else kind))
        if counted := {measure: str(count) for measure, count in sums.items() if count.m}:
            written[kind] = counted
    return written


def write_floors(path: Path, scores: Sequence[Score], *, set_path: Path) -> None:
    """Write what was reached as the floors of the set; how much less is allowed stays what it was. Raises ResultUnwritable."""
    try:
        _, less = _read(path, set_path.name)
    except MalformedFloors:
        less = ALLOWED  # what cannot be read is written anew
    record = {"set": set_path.name, "less": less, "floors": measured_floors(scores)}
    try:
        path.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise ResultUnwritable(path=path, reason=error.strerror or type(error).__name__) from error
