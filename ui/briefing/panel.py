"""The briefing as the page meets it: what its script (briefing.js) calls, and the buttons that pin."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from rag import Collection, UnknownParagraph
from ui.briefing.blocks import pin_answer, pin_paragraph
from ui.briefing.errors import BriefingUnreadable
from ui.briefing.export import MEDIA_TYPES, Exported, export
from ui.briefing.saved import block_object, briefing_object, parse_briefing
from ui.messages import LANGUAGES, say
from ui.page.markup import text, words
from ui.page.record import read_conversation

Json = dict[str, Any]

_PIN: Final = (
    '<svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true"><path d="M9 4.5h6l-.8 6 3.3 3.2v1.3H6.5v-1.3l3.3-3.2z'
    'M12 15v5" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" stroke-linecap="round"/></svg>'
)
_SHEET: Final = (
    '<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true"><path d="M6 4h12v16H6zM9 8.5h6M9 12h6M9 15.5h3.5" '
    'fill="none" stroke="currentColor" stroke-width="1.7" stroke-linejoin="round" stroke-linecap="round"/></svg>'
)


def briefing_calls(collection: Collection) -> list[Callable[[Any], Json]]:
    """Functions of one JSON value, as in ui/page/calls.py; what a person can mend is raised as a ParaciteError."""

    def find(document: str, paragraph: str) -> Any:
        key = f"{document}#{paragraph}"
        return collection.passages([key]).get(key)

    def pin_exchange(record: Any) -> Json:
        """``block``: the answer of an exchange that the page shows, given its record."""
        kept = read_conversation(f'{{"exchanges":[{record}]}}', find)
        answers = [each.answer for each in kept.exchanges if each.answer is not None]
        if not answers:
            raise BriefingUnreadable(reason="no answer")
        return {"block": block_object(pin_answer(answers[0], today=_today()))}

    def pin_passage(given: Any) -> Json:
        """``block``: a whole paragraph, given its ``document`` and its own id."""
        document, paragraph = str(given["document"]), str(given["paragraph"])
        passage = find(document, paragraph)
        if passage is None:
            raise UnknownParagraph(document=document, reference=paragraph)
        return {"block": block_object(pin_paragraph(passage, today=_today()))}

    def export_briefing(given: Any) -> Json:
        """``content`` (base64) and ``type`` of the file, given the ``briefing`` as JSON and a ``format``.

        ``told``: what its reader must know, in each language.
        """
        exported = export(
            parse_briefing(str(given["briefing"])), collection, format=str(given["format"]), today=_today()
        )
        return {
            "content": b64encode(exported.content).decode(),
            "type": MEDIA_TYPES[str(given["format"])],
            "told": [{language: _told(exported, language)[at] for language in LANGUAGES} for at in _numbers(exported)],
        }

    def open_briefing(content: Any) -> Json:
        """``briefing``: what a saved file holds."""
        return {"briefing": briefing_object(parse_briefing(str(content)))}

    return [pin_exchange, pin_passage, export_briefing, open_briefing]


def _told(exported: Exported, language: str) -> list[str]:
    told = [each.told(language) for each in exported.troubles]
    if exported.lacking:
        told.append(say("briefing.lacking", language, characters=" ".join(exported.lacking[:20])))
    return told


def _numbers(exported: Exported) -> range:
    return range(len(exported.troubles) + bool(exported.lacking))


def _today() -> date:
    return date.today()


# --- buttons ---------------------------------------------------------------------------------------------------------


def briefing_button() -> str:
    """Opens the briefing, and says how much is in it."""
    return (
        f'<button type="button" data-action="briefing" class="pc-tool">{_SHEET}<span>{words("page.briefing")}</span>'
        '<b class="pc-count pc-pinned" hidden></b></button>'
    )


def pin_answer_button(exchange: int) -> str:
    return f'<button type="button" data-action="pin-answer" data-of="{exchange}">{words("page.briefing.pin")}</button>'


def pin_paragraph_button(document_id: str, paragraph_id: str, *, bare: bool = False) -> str:
    """``bare``: only its picture is drawn; what it does is said aloud."""
    said = words("page.briefing.pin")
    inside = f'{_PIN}<span class="pc-aloud">{said}</span>' if bare else said
    return (
        f'<button type="button" class="{"pc-pin" if bare else "pc-pinning"}" data-action="pin-paragraph" '
        f'data-from="{text(document_id)}" data-at="{text(paragraph_id)}">{inside}</button>'
    )
