"""A set of documents with their gold: which file, which paragraphs, which facts. README.md describes the files."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.structure.errors import MalformedGold, SetWithoutDocuments
from rag import Paragraph, Reading

SHIPPED = Path(__file__).parent
UNCHECKED = "?"
"""A cell that says nothing: what stands there in the reading is neither right nor wrong."""
DRAFT = ".draft.tsv"
REQUIRED = ("id", "text")
CHECKED = ("kind", "part", "number", "section", "lead_in", "verb", "speaker", "footnotes", "page")
"""Columns that may be left out: what a table does not name is not checked."""


@dataclass(frozen=True, slots=True)
class GoldParagraph:
    """``cells`` holds the columns that are checked, by name; "" says that there is nothing, as a person found."""

    id: str
    text: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """A file and what is to be read in it."""

    path: Path
    group: str
    paragraphs: tuple[GoldParagraph, ...]
    metadata: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureSet:
    """The documents of a folder, its floors, and the files in it that have no gold."""

    folder: Path
    documents: tuple[GoldDocument, ...]
    floors: Mapping[str, Mapping[str, float]]
    """By group and measure, shares from 0 to 1."""
    without_gold: tuple[Path, ...]


def load_set(folder: Path | None) -> StructureSet:
    """Read the gold of a folder; None is the shipped set. Raises SetWithoutDocuments, MalformedGold."""
    folder = folder or SHIPPED
    plan = _json(folder / "set.json", {"groups": {"documents": {"documents": "documents"}}})
    metadata = _json(folder / "metadata.json", {})
    documents: list[GoldDocument] = []
    without: list[Path] = []
    floors = {}
    for group, entry in plan["groups"].items():
        floors[group] = entry.get("floors", {})
        place = (folder / entry["documents"]).resolve()
        for path in sorted(place.iterdir()) if place.is_dir() else ():
            gold = gold_path(folder, path)
            if gold is None:
                without.append(path)
            else:
                paragraphs = read_gold(gold, path)
                facts = metadata.get(path.name, metadata.get(stem_of(path), {}))
                documents.append(GoldDocument(path=path, group=group, paragraphs=paragraphs, metadata=facts))
    if not documents and not without:
        raise SetWithoutDocuments(path=folder)
    return StructureSet(folder=folder, documents=tuple(documents), floors=floors, without_gold=tuple(without))


def stem_of(path: Path) -> str:
    """What the formats of one document share: the name up to its first dot."""
    return path.name.split(".", 1)[0]


def gold_path(folder: Path, path: Path) -> Path | None:
    """The gold of a file: under its whole name, or under the stem that its formats share."""
    names = (f"{path.name}.tsv", f"{stem_of(path)}.tsv")
    return next((found for name in names if (found := folder / "gold" / name).is_file()), None)


def read_gold(gold: Path, document: Path) -> tuple[GoldParagraph, ...]:
    """The rows of a table. A column ``page.pdf`` is the page in the file of the stem that ends so. Raises MalformedGold."""
    ending = document.name.split(".", 1)[-1]
    try:
        with gold.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise MalformedGold(path=gold, reason="not readable as UTF-8", reason_zh="无法按 UTF-8 读取") from error
    found = []
    for line, row in enumerate(rows, start=2):
        # a short row has None where a cell is missing, a long one has its rest under None
        if None in row or None in row.values() or any(name not in row for name in REQUIRED):
            raise MalformedGold(
                path=gold,
                reason=f"line {line} has not a cell for each column, id and text among them",
                reason_zh=f"第 {line} 行的单元格与列数不符，或缺少 id、text 列",
            )
        cells = {name: row[name] for name in CHECKED if name in row}
        if (page := row.get(f"page.{ending}")) is not None:
            cells["page"] = page
        found.append(GoldParagraph(row["id"], row["text"], {k: v for k, v in cells.items() if v != UNCHECKED}))
    return tuple(found)


def cells_of(paragraph: Paragraph) -> dict[str, str]:
    """A paragraph of a reading in the words of the table."""
    return {
        "kind": paragraph.kind.value,
        "part": paragraph.locator.part,
        "number": paragraph.locator.number,
        "section": " › ".join(paragraph.section),
        "lead_in": paragraph.lead_in,
        "verb": paragraph.verb,
        "speaker": paragraph.speaker,
        "footnotes": " ".join(paragraph.footnotes),
        "page": "" if paragraph.page is None else str(paragraph.page),
    }


def write_draft(folder: Path, path: Path, reading: Reading) -> Path:
    """Write what was read as a draft, ``gold/NAME.draft.tsv``: no gold until a person has read it beside the document."""
    draft = folder / "gold" / f"{path.name}{DRAFT}"
    draft.parent.mkdir(exist_ok=True)
    names = ("id", "kind", "part", "number", "text", *CHECKED[3:])
    lines = ["\t".join(names)]
    for paragraph in reading.paragraphs:
        cells = {"id": paragraph.id, "text": paragraph.text} | cells_of(paragraph)
        lines.append("\t".join(" ".join(cells[name].split()) for name in names))
    draft.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return draft


def _json(path: Path, otherwise: dict[str, Any]) -> dict[str, Any]:
    if not path.exists():
        return otherwise
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MalformedGold(path=path, reason="not readable JSON", reason_zh="不是可读的 JSON") from error
    if not isinstance(record, dict):
        raise MalformedGold(path=path, reason="not a JSON object", reason_zh="不是 JSON 对象")
    return record
