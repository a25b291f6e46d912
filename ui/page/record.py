"""An exchange as the browser keeps it, and read back: what was said, and which paragraphs it cited.

Paragraphs are looked up again, so that a kept answer shows what the collection holds now; a citation whose paragraph is gone
or reads otherwise says so. What comes from a browser may be anything: what is no record is no exchange.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Annotated, Any, Final

from pydantic import BaseModel, Field, ValidationError

from rag import (
    Answer,
    Cell,
    Check,
    Citation,
    Document,
    Hit,
    Locator,
    Paragraph,
    ParagraphKind,
    Passage,
    Refusal,
    Row,
    Statement,
    Understood,
    Unsupported,
)
from ui.page.conversation import LONGEST, Conversation, Exchange
from ui.page.scope import read_scope

_MOST_CHARACTERS: Final = 4_000_000
_NEAREST: Final = 5
_DIRECTIONS: Final = re.compile(r"[\x7f\u2028-\u202e\u2066-\u2069]")
Text = Annotated[str, Field(max_length=50_000)]
Codes = Annotated[list[Annotated[str, Field(max_length=1_000)]], Field(max_length=50)]
Lookup = Callable[[str, str], Passage | None]


class KeptCitation(BaseModel):
    document: Text
    paragraph: Text
    quote: Text
    translation: Text = ""


class KeptCheck(BaseModel):
    code: Annotated[str, Field(max_length=100)]
    zh: Text
    en: Text
    holds: bool = True


class KeptStatement(BaseModel):
    text: Text
    citations: Annotated[list[int], Field(max_length=100)]
    verified: Annotated[list[KeptCheck], Field(max_length=100)] = []


class KeptCell(BaseModel):
    place: Text
    lead_in: Text = ""
    quote: Text
    citations: Annotated[list[int], Field(max_length=100)]


class KeptRow(BaseModel):
    name: Text
    cells: Annotated[list[KeptCell], Field(max_length=100)]


class KeptUnsupported(BaseModel):
    text: Text
    reason: KeptCheck


class KeptUnderstood(BaseModel):
    code: Annotated[str, Field(max_length=1_000)]
    zh: Text
    en: Text
    effect_zh: Text
    effect_en: Text


class KeptPlace(BaseModel):
    document: Text
    paragraph: Text


class KeptExchange(BaseModel):
    """One exchange. ``trouble`` is what went wrong, in Chinese and English; then there is no answer."""

    question: Text
    text: Text = ""
    language: Annotated[str, Field(max_length=10)] = "zh"
    composer: Annotated[str, Field(max_length=200)] = ""
    refused: Refusal | None = None
    notice: Text = ""
    statements: Annotated[list[KeptStatement], Field(max_length=500)] = []
    table: Annotated[list[KeptRow], Field(max_length=100)] = []
    citations: Annotated[list[KeptCitation], Field(max_length=500)] = []
    unsupported: Annotated[list[KeptUnsupported], Field(max_length=100)] = []
    rewritten: Text = ""
    understood: Annotated[list[KeptUnderstood], Field(max_length=50)] = []
    without: Codes = []
    nearest: Annotated[list[KeptPlace], Field(max_length=_NEAREST)] = []
    trouble: Annotated[list[Text], Field(max_length=2)] = []
    scope: dict[str, Any] = {}


class KeptConversation(BaseModel):
    exchanges: Annotated[list[KeptExchange], Field(max_length=LONGEST)]


def exchange_record(exchange: Exchange) -> str:
    """The JSON of a finished exchange, on one line, without characters that turn the reading direction."""
    record: dict[str, Any] = {"question": exchange.question}
    if not exchange.scope.is_open:
        record["scope"] = exchange.scope.record()
    if exchange.without:
        record["without"] = list(exchange.without)
    if exchange.trouble is not None:
        record["trouble"] = list(exchange.trouble)
    elif exchange.answer is not None:
        record |= _answer_record(exchange.answer)
    plain = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return _DIRECTIONS.sub(lambda match: f"\\u{ord(match[0]):04x}", plain)


def _answer_record(answer: Answer) -> dict[str, Any]:
    return {
        "text": answer.text,
        "language": answer.language,
        "composer": answer.composer,
        "refused": answer.refused.value if answer.refused else None,
        "notice": answer.notice,
        "rewritten": answer.rewritten,
        "understood": [asdict(each) for each in answer.understood],
        "statements": [
            {
                "text": each.text,
                "citations": list(each.citations),
                "verified": [asdict(check) for check in each.verified],
            }
            for each in answer.statements
        ],
        "table": [asdict(each) for each in answer.table],
        "unsupported": [asdict(each) for each in answer.unsupported],
        "citations": [
            {"document": each.document.id, "paragraph": each.paragraph.id, "quote": each.quote}
            | ({"translation": each.translation} if each.translation else {})
            for each in answer.citations
        ],
        "nearest": [_place(each) for each in answer.hits[:_NEAREST]] if answer.refused else [],
    }


def _place(hit: Hit) -> dict[str, str]:
    return {"document": hit.passage.document.id, "paragraph": hit.passage.paragraph.id}


def read_conversation(kept: object, lookup: Lookup) -> Conversation:
    """The conversation that a browser kept (JSON); ``lookup`` finds a passage by document and paragraph. Anything else: none."""
    if not isinstance(kept, str) or not 0 < len(kept) <= _MOST_CHARACTERS:
        return Conversation()
    try:
        found = KeptConversation.model_validate_json(kept)
    except ValidationError:
        return Conversation()
    return Conversation(tuple(_exchange(each, lookup) for each in found.exchanges))


def read_codes(value: object) -> tuple[str, ...]:
    """Codes of readings from what a browser sent; what is none is passed over."""
    if not isinstance(value, list):
        return ()
    return tuple(dict.fromkeys(each for each in value[:50] if isinstance(each, str) and 0 < len(each) <= 1_000))


def exchange_of(kept: str) -> dict[str, Any] | None:
    """The record of one exchange, checked; None for anything else."""
    try:
        found = KeptExchange.model_validate_json(kept[:_MOST_CHARACTERS])
    except ValidationError:
        return None
    return found.model_dump(mode="json")


def _exchange(kept: KeptExchange, lookup: Lookup) -> Exchange:
    scope, without = read_scope(kept.scope), tuple(kept.without)
    if len(kept.trouble) == 2:
        return Exchange(
            kept.question, trouble=(kept.trouble[0], kept.trouble[1]), done=True, scope=scope, without=without
        )
    gone: list[int] = []
    citations: list[Citation] = []
    for number, each in enumerate(kept.citations, start=1):
        found = lookup(each.document, each.paragraph)
        stands = found is not None and each.quote in found.paragraph.text
        passage = found if found is not None and stands else _as_it_was(each, found)
        if not stands:
            gone.append(number)
        citations.append(
            Citation(number=number, passage=passage, quote=each.quote, score=0.0, translation=each.translation)
        )
    nearest = [lookup(each.document, each.paragraph) for each in kept.nearest]
    answer = Answer(
        question=kept.question,
        text=kept.text,
        language="zh" if kept.language == "zh" else "en",
        composer=kept.composer,
        refused=kept.refused,
        rewritten=kept.rewritten,
        understood=tuple(Understood(**each.model_dump()) for each in kept.understood),
        statements=tuple(_statements(kept.statements, most=len(citations))),
        table=tuple(_rows(kept.table, most=len(citations))),
        unsupported=tuple(Unsupported(each.text, _check(each.reason)) for each in kept.unsupported),
        citations=tuple(citations),
        hits=tuple(Hit(passage=each, score=0.0) for each in nearest if each is not None),
        notice=kept.notice,
    )
    return Exchange(kept.question, answer=answer, done=True, scope=scope, without=without, gone=tuple(gone))


def _statements(kept: Iterable[KeptStatement], *, most: int) -> Iterable[Statement]:
    for each in kept:
        numbers = tuple(number for number in each.citations if 1 <= number <= most)
        if numbers:
            yield Statement(each.text, numbers, tuple(_check(check) for check in each.verified))


def _rows(kept: Iterable[KeptRow], *, most: int) -> Iterable[Row]:
    for row in kept:
        cells = (
            Cell(each.place, each.lead_in, each.quote, tuple(n for n in each.citations if 1 <= n <= most))
            for each in row.cells
        )
        yield Row(row.name, tuple(cells))


def _check(kept: KeptCheck) -> Check:
    return Check(kept.code, kept.zh, kept.en, kept.holds)


def _as_it_was(citation: KeptCitation, passage: Passage | None) -> Passage:
    """A stand-in that says no more than the answer did: the words that were quoted, and where."""
    document = passage.document if passage else Document(id=citation.document, title=citation.document)
    kind = passage.paragraph.kind if passage else ParagraphKind.UNNUMBERED
    path = (citation.paragraph,)
    locator = passage.paragraph.locator if passage else Locator(id=citation.paragraph, kind=kind, path=path)
    return Passage(document, Paragraph(locator=locator, text=citation.quote))
