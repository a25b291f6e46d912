"""An answer as plain text: what the terminal prints and what the page's copy button copies."""

from __future__ import annotations

from rag import Answer, Citation, Hit, cite
from ui.messages import say

EXCERPT = 90
"""Characters of a paragraph that only shows where one might read on."""


def answer_text(answer: Answer, language: str) -> str:
    """The answer with its markers, then its numbered citations (or the nearest paragraphs) in ``language``."""
    blocks = [answer.text]
    if answer.notice:
        blocks.append(say("command.notice", language, message=answer.notice))
    if answer.citations:
        lines = "\n".join(citation_line(each, language) for each in answer.citations)
        blocks.append(f"{say('answer.sources', language)}\n{lines}")
    elif answer.hits:
        lines = "\n".join(nearest_line(each, language) for each in answer.hits[:5])
        blocks.append(f"{say('answer.nearest', language)}\n{lines}")
    return "\n\n".join(blocks) + "\n"


def citation_line(citation: Citation, language: str) -> str:
    """``[1] 大会第67/169号决议第12段：“……”``."""
    between = "：" if language == "zh" else ": "
    ours = f"\n    {say('page.translation', language)} {citation.translation}" if citation.translation else ""
    return (
        f"[{citation.number}] {cite(citation.document, citation.paragraph, language)}{between}“{citation.quote}”{ours}"
    )


def nearest_line(hit: Hit, language: str) -> str:
    passage = hit.passage
    between = "：" if language == "zh" else ": "
    return f"–  {cite(passage.document, passage.paragraph, language)}{between}{excerpt(passage.paragraph.text)}"


def excerpt(text: str, length: int = EXCERPT) -> str:
    """The beginning of a text, with an ellipsis where something is left out."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
