"""Documents and paragraphs as rows: JSON of what they hold, without what is empty.

What a later version adds to a noun is read from an earlier row as empty.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from typing import Any

from rag.document import Document, DocumentKind, Locator, Paragraph, ParagraphKind, Part


def _defaults(noun: type) -> tuple[tuple[str, Any], ...]:
    return tuple((each.name, each.default if each.default is not MISSING else MISSING) for each in fields(noun))


_DOCUMENT, _PARAGRAPH, _LOCATOR = _defaults(Document), _defaults(Paragraph), _defaults(Locator)


def write_document(document: Document) -> str:
    """One line of JSON."""
    row = _filled(document, _DOCUMENT)
    if document.parts:
        row["parts"] = [{"key": part.key, "title": part.title} for part in document.parts]
    return json.dumps(row, ensure_ascii=False)


def write_paragraph(paragraph: Paragraph) -> str:
    """One line of JSON."""
    row = _filled(paragraph, _PARAGRAPH)
    row["locator"] = _filled(paragraph.locator, _LOCATOR)
    return json.dumps(row, ensure_ascii=False)


def read_document(text: str) -> Document:
    """Raises ValueError, KeyError or TypeError where the text is no document."""
    row = json.loads(text)
    if "kind" in row:
        row["kind"] = DocumentKind(row["kind"])
    if "parts" in row:
        row["parts"] = tuple(Part(**part) for part in row["parts"])
    return Document(**row)


def read_paragraph(text: str) -> Paragraph:
    """Raises ValueError, KeyError or TypeError where the text is no paragraph."""
    row = json.loads(text)
    locator = row["locator"]
    locator["kind"] = ParagraphKind(locator["kind"])
    if "path" in locator:
        locator["path"] = tuple(locator["path"])
    row["locator"] = Locator(**locator)
    for name in ("section", "footnotes"):
        if name in row:
            row[name] = tuple(row[name])
    return Paragraph(**row)


def _filled(noun: object, defaults: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    return {name: value for name, default in defaults if (value := getattr(noun, name)) != default}
