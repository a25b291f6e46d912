"""Example questions for a collection, made from what its documents print."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.document import Document, Paragraph, ParagraphKind
from rag.naming import short_name


def examples_of(document: Document, paragraphs: Sequence[Paragraph], language: str) -> list[str]:
    """One or two questions from a document's own headings, lists and numbered paragraphs."""
    chinese = language == "zh"
    name = short_name(document, language)
    for paragraph in paragraphs:
        if paragraph.kind is ParagraphKind.BULLET and paragraph.locator.bullet == 1:
            said = (paragraph.lead_in or paragraph.locator.heading).rstrip("：: ")
            said = re.sub(r"^\d+\.\s*", "", said)
            if said and len(said) <= 20 and chinese:
                return [f"{name}：“{said}”包括哪些内容？"]
    numbered = [
        paragraph for paragraph in paragraphs if paragraph.kind in {ParagraphKind.OPERATIVE, ParagraphKind.NUMBERED}
    ]
    if numbered:
        middle = numbered[len(numbered) // 2].locator.number
        return [f"{name}第{middle}段说了什么？" if chinese else f"What does paragraph {middle} of {name} say?"]
    return []
