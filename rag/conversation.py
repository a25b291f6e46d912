"""Earlier turns, and questions that lean on them (那第二段呢？ 它还承诺了什么？). Rules only; the history is the caller's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.directory import Directory
from rag.question import Question, understand


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of a conversation."""

    question: str
    answer: str
    documents: tuple[str, ...] = ()
    """Ids of the documents that the answer cited."""


_FOLLOWS = re.compile(
    r"^(?:那么?|还有|另外|此外|and\b|what about|how about)|它|他们|她们|该国|该文件|该决议|这份|这项|上述|其(?!他|中|余)|"
    r"\b(?:it|its|they|their|this|that)\b"
)


_ITS = re.compile(r"它|该国|该文件|该决议|\b(?:it|its)\b")


def follow_up(question: Question, history: Sequence[Turn], directory: Directory) -> Question:
    """A question that leans on an earlier turn takes over its documents, and its subject where it has none of its own."""
    if not history or question.documents or not _FOLLOWS.search(question.text.casefold()):
        return question
    last = history[-1]
    inherited = tuple(name for name in last.documents if name in directory)
    if question.locators:
        return replace(question, documents=inherited[:1])
    if _ITS.search(question.text.casefold()) and not question.leaning and len(inherited) == 1:
        question = replace(question, documents=inherited)  # who speaks is settled: the one of whom the last answer told
    own = "".join(unit.surface for unit in question.units)
    if len(own) > 1 and len(question.content.replace(" ", "")) > 4:  # one character is left of 这样 or 该国, no subject
        return replace(question, leaning=tuple(dict.fromkeys((*question.leaning, *inherited))))
    earlier = understand(last.question, directory)
    return replace(
        question,
        units=tuple(dict.fromkeys((*question.units, *earlier.units))),
        content=f"{question.content} {earlier.content}".strip(),
        leaning=tuple(dict.fromkeys((*question.leaning, *inherited))),
    )
