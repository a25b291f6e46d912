"""What the MCP tools return: the objects of ui/programs/json_output.py cut down to what a language model needs to cite.

The output schemas that clients are shown are made of these classes, so a schema cannot say something else than the result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote as percent_encoded

from ui.programs.json_output import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document, as a citation names it."""

    document: str
    """Its id: what the tools take as ``document``."""
    symbol: str
    title: str
    kind: str
    author: str
    date: str
    language: str
    link: str
    """Where the original can be read, or ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundParagraph(Source):
    """A paragraph of a document; ``label`` is its number as one writes it, in both languages."""

    paragraph: str
    label_zh: str
    label_en: str
    section: list[str]
    speaker: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedParagraph(FoundParagraph):
    """The paragraph behind the marker ``[number]``; ``quote`` stands word for word in ``text``."""

    number: int
    quote: str
    translation: str
    """Of the quote, by a chat model and not the document's; "" where there is none."""
    citation_zh: str
    citation_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldAgainst:
    """One thing in which a statement was held against the paragraphs that it cites."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedStatement:
    """A statement of the answer, the numbers of its citations, and what it was checked for; all of these checks hold."""

    text: str
    citations: list[int]
    verified: list[HeldAgainst]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What was written besides and is no part of the answer, with the check that fails."""

    text: str
    reason: HeldAgainst


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAs:
    """What the question was read as, and what follows from it; ``code`` goes into ``without`` where it is wrong."""

    code: str
    zh: str
    en: str
    effect_zh: str
    effect_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskResult:
    """An answer; where ``refused``, the documents do not answer and ``nearest`` is for orientation only."""

    question: str
    answer: str
    refused: bool
    refusal_reason: str | None
    language: str
    notice: str
    understood: list[ReadAs]
    statements: list[CheckedStatement]
    unsupported: list[LeftOut]
    citations: list[CitedParagraph]
    nearest: list[FoundParagraph]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """Paragraphs, best first."""

    question: str
    passages: list[FoundParagraph]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownParagraph:
    paragraph: str
    kind: str
    number: str | None
    label_zh: str
    label_en: str
    section: list[str]
    speaker: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowResult(Source):
    """A document with its paragraphs from number ``start`` on; ``next_start`` is null where they are all there."""

    paragraphs: list[ShownParagraph]
    total_paragraphs: int
    next_start: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDocument(Source):
    organ: str
    status: str
    paragraphs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListResult:
    documents: list[HeldDocument]
    total_documents: int


def asked(answer: Json) -> AskResult:
    """The last of ``Programs.ask``."""
    return AskResult(
        **{name: answer[name] for name in ("question", "answer", "refused", "refusal_reason", "language", "notice")},
        understood=[ReadAs(**each) for each in answer["understood"]],
        statements=[
            CheckedStatement(**each | {"verified": [HeldAgainst(**check) for check in each["verified"]]})
            for each in answer["statements"]
        ],
        unsupported=[
            LeftOut(text=each["text"], reason=HeldAgainst(**each["reason"])) for each in answer["unsupported"]
        ],
        citations=[_cited(each) for each in answer["citations"]],
        nearest=[_found(each) for each in answer["passages"]] if answer["refused"] else [],
    )


def searched(found: Json) -> SearchResult:
    return SearchResult(question=found["question"], passages=[_found(each) for each in found["passages"]])


def shown_from(found: Json, start: int, limit: int) -> ShowResult:
    """``limit`` paragraphs of ``Programs.show`` from the ``start``-th on (from 1)."""
    paragraphs = found["paragraphs"]
    part = paragraphs[start - 1 : start - 1 + limit]
    behind = start + len(part)
    names = ("kind", "number", "label_zh", "label_en", "section", "speaker", "text")
    return ShowResult(
        **_source(found["document"]),
        paragraphs=[ShownParagraph(paragraph=each["id"], **{name: each[name] for name in names}) for each in part],
        total_paragraphs=len(paragraphs),
        next_start=behind if behind <= len(paragraphs) else None,
    )


def listed(found: Json, matching: str) -> ListResult:
    """The documents of ``Programs.documents`` whose id, title, author or kind holds ``matching`` ("" for all)."""
    wanted = matching.strip().casefold()
    rows = [
        HeldDocument(**_source(each), organ=each["organ"], status=each["status"], paragraphs=each["paragraphs"])
        for each in found["documents"]
        if not wanted
        or any(wanted in str(each[name]).casefold() for name in ("id", "symbol", "title", "author", "kind"))
    ]
    return ListResult(documents=rows, total_documents=len(found["documents"]))


def link_to(document: Json) -> str:
    """Where a person reads the original: the address that the document came with, else undocs.org by its symbol, else ""."""
    url = str(document.get("url", ""))
    if url.startswith(("https://", "http://")):
        return url
    if not document["symbol"]:
        return ""
    language, symbol = percent_encoded(document["language"]), percent_encoded(document["symbol"], safe="/")
    return f"https://undocs.org/{language}/{symbol}"


def _source(document: Json) -> dict[str, Any]:
    names = ("symbol", "title", "kind", "author", "date", "language")
    return {"document": document["id"], **{name: document[name] for name in names}, "link": link_to(document)}


def _found(hit: Json) -> FoundParagraph:
    return FoundParagraph(**_paragraph(hit))


def _cited(citation: Json) -> CitedParagraph:
    names = ("number", "quote", "translation", "citation_zh", "citation_en")
    return CitedParagraph(**_paragraph(citation), **{name: citation[name] for name in names})


def _paragraph(found: Json) -> dict[str, Any]:
    paragraph = found["paragraph"]
    names = ("label_zh", "label_en", "section", "speaker", "text")
    return {
        **_source(found["document"]),
        "paragraph": paragraph["id"],
        **{name: paragraph[name] for name in names},
    }
