"""The measurement of readings as one call: measure, print, compare with the floors, write the record."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console

from eval.errors import ResultFolderMissing, ResultUnwritable
from eval.structure.gold import StructureSet, write_draft
from eval.structure.measures import Below, Measured, macro, micro, shortfalls
from eval.structure.report import WIDTH, print_drafts, print_structure
from rag import Reading


def run_structure(chosen: StructureSet, measured: Iterable[Measured], *, json_path: Path | None, language: str) -> int:
    """Print what the documents of a set reached, in ``zh`` or ``en``.

    Gives 1 where a group is below a floor or a document could not be read, else 0. ``json_path`` gets everything, with each
    paragraph that is wrong. Raises ResultFolderMissing, ResultUnwritable.
    """
    if json_path and (json_path.is_dir() or not json_path.parent.is_dir()):
        raise ResultFolderMissing(path=json_path)
    results = tuple(measured)
    below = shortfalls(chosen, results)
    if json_path:
        _write(json_path, record(results, below))
    print_structure(_console(), chosen, results, below, language=language)
    return 1 if below or any(one.crash for one in results) else 0


def draft_gold(chosen: StructureSet, readings: Iterable[tuple[Path, Reading]], *, language: str) -> int:
    """Write a draft of the gold for documents that have none; a person has to read it before it counts."""
    drafts = [write_draft(chosen.folder, path, reading) for path, reading in readings]
    print_drafts(_console(), drafts, language=language)
    return 0


def record(results: Sequence[Measured], below: Sequence[Below]) -> dict[str, Any]:
    """Everything as JSON values."""
    groups = sorted({one.document.group for one in results})
    return {
        "documents": [
            {
                "document": one.document.path.name,
                "group": one.document.group,
                **asdict(micro([one])),
                "gold": one.gold,
                "read": one.read,
                "counts": {name: [count.n, count.m] for name, count in one.counts.items()},
                "lost": one.lost,
                "invented": one.invented,
                "crash": one.crash,
                "wrong": [asdict(each) for each in one.wrong],
            }
            for one in results
        ],
        "groups": {
            group: {
                "micro": asdict(micro([one for one in results if one.document.group == group])),
                "macro": asdict(macro([one for one in results if one.document.group == group])),
            }
            for group in groups
        },
        "below": [asdict(each) for each in below],
    }


def _console() -> Console:
    return Console() if sys.stdout.isatty() else Console(width=WIDTH)


def _write(path: Path, value: dict[str, Any]) -> None:
    try:
        path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise ResultUnwritable(path=path, reason=error.strerror or type(error).__name__) from error
