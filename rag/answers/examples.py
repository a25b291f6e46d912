"""Example questions for a collection, made from what its documents print."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.document import Document, Paragraph, ParagraphKind
from rag.naming import short_name

_ADDRESSED = re.compile(
    r"^(敦促|吁请|邀请|请|鼓励)([^，；。：与就向在对及和]{2,8}?)(?=采取|继续|支持|探讨|建立|与|就|向|考虑|加强|提供|确保)"
)
"""An operative paragraph that asks somebody for something: 敦促各国采取…"""
_LONGEST_LEAD = 20


def examples_of(document: Document, paragraphs: Sequence[Paragraph], language: str) -> list[str]:
    """A question or none from a document's own lists, operative verbs and numbered paragraphs."""
    chinese = language == "zh"
    name = short_name(document, language)
    for paragraph in paragraphs:
        if paragraph.kind is ParagraphKind.BULLET and paragraph.locator.bullet == 1 and chinese:
            said = re.sub(r"^\d+\.\s*", "", paragraph.lead_in or paragraph.locator.heading).rstrip("：: ")
            if said and len(said) <= _LONGEST_LEAD:
                return [f"{name}：“{said}”包括哪些内容？"]
        if paragraph.kind is ParagraphKind.OPERATIVE and chinese and (asks := _ADDRESSED.match(paragraph.text)):
            return [f"{name}{asks[1]}{asks[2]}做什么？"]
    numbered = [
        paragraph for paragraph in paragraphs if paragraph.kind in {ParagraphKind.OPERATIVE, ParagraphKind.NUMBERED}
    ]
    if numbered:
        middle = numbered[len(numbered) // 2].locator.number
        name = f"the {name}" if name[:1].islower() else name
        return [f"{name}第{middle}段说了什么？" if chinese else f"What does paragraph {middle} of {name} say?"]
    return []
