"""A briefing as JSON: what the browser keeps, what is saved and opened again. Read strictly: it comes from outside."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from ui.briefing.blocks import Block, Briefing, Heading, OwnText, PinnedAnswer, PinnedParagraph, Quotation, Unasked
from ui.briefing.errors import BriefingTooLong, BriefingUnreadable, TooManyBlocks

FORMAT: Final = "paracite-briefing"
VERSION: Final = 1
MOST_BLOCKS: Final = 2_000
MOST_CHARACTERS: Final = 4_000_000
_NAMES: Final[dict[type[Block], str]] = {
    Heading: "heading",
    OwnText: "text",
    PinnedAnswer: "answer",
    PinnedParagraph: "paragraph",
    Unasked: "unasked",
}
_LANGUAGES: Final = ("zh", "en")

Json = dict[str, Any]


def briefing_object(briefing: Briefing) -> Json:
    """``{"format", "version", "language", "title", "blocks": [{"type": …}]}``; fields are added, never renamed or removed."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "language": briefing.language,
        "title": briefing.title,
        "blocks": [block_object(each) for each in briefing.blocks],
    }


def block_object(block: Block) -> Json:
    """The block's fields, and its ``type``: heading, text, answer, paragraph or unasked."""
    return {"type": _NAMES[type(block)]} | asdict(block)


def briefing_json(briefing: Briefing) -> str:
    return json.dumps(briefing_object(briefing), ensure_ascii=False, indent=2) + "\n"


def parse_briefing(text: str) -> Briefing:
    """The briefing of a saved file. Raises BriefingUnreadable, BriefingTooLong, TooManyBlocks."""
    if len(text) > MOST_CHARACTERS:
        raise BriefingTooLong(found=f"{len(text):,}", most=f"{MOST_CHARACTERS:,}")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BriefingUnreadable(reason=f"no JSON: {error}"[:120]) from error
    return read_briefing(found)


def read_briefing(found: Any) -> Briefing:
    """The briefing of an object in the shape of ``briefing_object``. Raises BriefingUnreadable, BriefingTooLong, TooManyBlocks."""
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise BriefingUnreadable(reason=f'"format" is not "{FORMAT}"')
    if found.get("version") != VERSION:
        raise BriefingUnreadable(reason=f'"version" is not {VERSION}')
    blocks = found.get("blocks")
    if not isinstance(blocks, list):
        raise BriefingUnreadable(reason='"blocks" is no list')
    if len(blocks) > MOST_BLOCKS:
        raise TooManyBlocks(found=f"{len(blocks):,}", most=f"{MOST_BLOCKS:,}")
    language = _text(found, "language")
    if language not in _LANGUAGES:
        raise BriefingUnreadable(reason='"language" is neither "zh" nor "en"')
    return Briefing(language=language, title=_text(found, "title"), blocks=tuple(_block(each) for each in blocks))


def _block(found: Any) -> Block:
    kind = found.get("type") if isinstance(found, dict) else None
    match kind:
        case "heading":
            return Heading(_text(found, "text"), 2 if found.get("level") == 2 else 1)
        case "text":
            return OwnText(_text(found, "text"))
        case "paragraph":
            return PinnedParagraph(_quotation(found.get("quotation")))
        case "unasked":
            return Unasked(_text(found, "question"), _text(found, "zh"), _text(found, "en"))
        case "answer":
            quotations = found.get("quotations")
            if not isinstance(quotations, list):
                raise BriefingUnreadable(reason='"quotations" is no list')
            return PinnedAnswer(
                question=_text(found, "question"),
                text=_text(found, "text"),
                quotations=tuple(_quotation(each) for each in quotations),
                refused=found.get("refused") is True,
                notice=_text(found, "notice"),
                model=_text(found, "model"),
                edited=found.get("edited") is True,
                language=_text(found, "language"),
            )
        case _:
            raise BriefingUnreadable(reason="a block of an unknown type")


def _quotation(found: Any) -> Quotation:
    if not isinstance(found, dict):
        raise BriefingUnreadable(reason="a quotation is no object")
    seen = _text(found, "seen")
    try:
        date.fromisoformat(seen)
    except ValueError as error:
        raise BriefingUnreadable(reason='"seen" is no date') from error
    return Quotation(
        document=_text(found, "document"),
        paragraph=_text(found, "paragraph"),
        words=_text(found, "words"),
        seen=seen,
        zh=_text(found, "zh"),
        en=_text(found, "en"),
        translation=_text(found, "translation"),
    )


def _text(found: Json, name: str) -> str:
    value = found.get(name, "")
    if not isinstance(value, str):
        raise BriefingUnreadable(reason=f'"{name}" is no text')
    return value
