"""What the page's script calls: each a function of one JSON value that gives HTML or a JSON object.

What a person can mend comes back as ``{"trouble": HTML}``; nothing is raised at a browser.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Any

from rag import Collection, Document, ParaciteError, Passage, UnknownDocument, document_name
from ui.briefing.panel import briefing_calls
from ui.messages import LANGUAGES, say
from ui.page.feedback import FeedbackBook, Verdict
from ui.page.intake import MOST_PREVIEWED, Batch, Ingestion, Intake, uploaded
from ui.page.intake_parts import batch_html
from ui.page.library import document_html
from ui.page.markup import both, text, words
from ui.page.original import has_original, has_pages, original_file, page_picture
from ui.page.record import exchange_of, read_conversation
from ui.page.removal import Removals
from ui.page.scope import read_scope
from ui.page.shelf import listed_html, scope_names, shelf_html
from ui.programs.plain_text import answer_text

Json = dict[str, Any]
Call = Callable[[Any], Json]

log = logging.getLogger("paracite")


@dataclass(frozen=True, slots=True)
class Lent:
    """What the page needs besides an assistant, to take in files and remarks."""

    home: Path
    ingestion: Ingestion
    most: int
    """Bytes of the largest file that is taken in."""
    collection: str = ""
    """The name of the collection."""
    elsewhere: Callable[[str], Ingestion] | None = None
    """The same ingestion into another collection of the home."""

    def for_collection(self, name: str) -> Lent | None:
        """The same for another collection; None where none can take in files."""
        return replace(self, ingestion=self.elsewhere(name), collection=name) if self.elsewhere else None


def calls(collection: Collection, lent: Lent | None, *, uploads: Callable[[], set[str]]) -> list[Call]:
    """Every function that the script may call. ``uploads``: the paths of files that browsers have uploaded here."""
    intake = None if lent is None else Intake(collection, lent.ingestion, home=lent.home, most=lent.most)
    name = lent.collection if lent else ""
    made = [*_reading_calls(collection), *_shelf_calls(collection, intake, name=name), *briefing_calls(collection)]
    if lent is not None and intake is not None:
        made += [*_intake_calls(intake, uploads), *_keeping_calls(lent)]
    return [_told(each) for each in made]


def _told(call: Call) -> Call:
    @wraps(call)
    def told(given: Any) -> Json:
        try:
            return call(given)
        except ParaciteError as error:
            return {"trouble": both(error.message("zh"), error.message("en"))}
        except Exception:  # the border to a person, as in ui/page/page.py
            log.exception("the page asked for something that failed")
            return {"trouble": words("page.error.unexpected")}

    return told


def lookup(collection: Collection) -> Callable[[str, str], Passage | None]:
    """Finds a passage by document and paragraph; None where there is none."""

    def find(document: str, paragraph: str) -> Passage | None:
        key = f"{document}#{paragraph}"
        return collection.passages([key]).get(key)

    return find


# --- reading ----------------------------------------------------------------------------------------------------------


def _reading_calls(collection: Collection) -> list[Call]:
    def open_document(reference: Any) -> Json:
        """``html``, ``document``, ``paragraph`` ("" for the whole) and ``pages``, for an id or an address (``A/RES/67/169/op12``)."""
        document, paragraph = _find(collection, str(reference))
        original = has_original(document)
        html = document_html(
            document, collection.paragraphs(document.id), original=original, pages=original and has_pages(document)
        )
        return {"html": html, "document": document.id, "paragraph": paragraph}

    def draw_page(given: Any) -> Json:
        document = collection.find_document(str(given["document"]))
        return {"url": page_picture(document, int(given["page"]))}

    def hand_out(document: Any) -> Json:
        return dict(original_file(collection.find_document(str(document))))

    def conversation_text(given: Any) -> Json:
        """A kept conversation as Markdown, in the ``language`` of the page."""
        language = "zh" if given["language"] == "zh" else "en"
        kept = read_conversation(given["record"], lookup(collection))
        parts = [f"# {_one_line(str(given['title']))}"]
        for each in kept.exchanges:
            said = (
                answer_text(each.answer, language)
                if each.answer
                else each.trouble[LANGUAGES.index(language)]
                if each.trouble
                else ""
            )
            parts += [f"## {_one_line(each.question)}", said.strip()]
        return {"text": "\n\n".join([*parts, f"---\n{say('page.footer', language)}"]) + "\n"}

    return [open_document, draw_page, hand_out, conversation_text]


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _find(collection: Collection, reference: str) -> tuple[Document, str]:
    """A document, and the id of one of its paragraphs, by ``DOCUMENT`` or ``DOCUMENT/PARAGRAPH``."""
    try:
        return collection.find_document(reference), ""
    except UnknownDocument:
        head, slash, tail = reference.rpartition("/")
        if not (slash and head and tail):
            raise
        document = collection.find_document(head)
        return document, collection.find_paragraph(document, tail).id


# --- the library ------------------------------------------------------------------------------------------------------


def _shelf_calls(collection: Collection, intake: Intake | None, *, name: str) -> list[Call]:
    removals = Removals(collection, is_upload=intake.is_upload if intake else lambda _: False)

    def open_library(scope: Any) -> Json:
        formats = intake.formats if intake else ()
        html = shelf_html(collection.documents(), collection.paragraph_counts(), read_scope(scope), formats=formats)
        title = f'<h3 class="pc-shelf-name" dir="auto">{text(name)}</h3>' if name else ""
        return {"html": title + html, "most": intake.most if intake else 0}

    def list_documents(scope: Any) -> Json:
        return {"html": listed_html(collection.documents(), collection.paragraph_counts(), read_scope(scope))}

    def name_scope(scope: Any) -> Json:
        """What a scope comes to, in both languages."""
        return dict(scope_names(collection.documents(), read_scope(scope)))

    def remove_document(reference: Any) -> Json:
        token, document = removals.remove(str(reference))
        return {"said": _named("page.removed", document), "undo": token}

    def put_back(token: Any) -> Json:
        document = removals.undo(str(token))
        return {"said": _named("page.put_back", document), "document": document.id}

    return [open_library, list_documents, name_scope, remove_document, put_back]


def _named(key: str, document: Document) -> str:
    return both(*(say(key, each, name=document_name(document, each)) for each in LANGUAGES))


# --- files ------------------------------------------------------------------------------------------------------------


def _intake_calls(intake: Intake, uploads: Callable[[], set[str]]) -> list[Call]:
    def begin_intake(files: Any) -> Json:
        return _state(intake.begin(uploaded(files, known=uploads())))

    def intake_state(batch: Any) -> Json:
        return _state(intake.batch(batch))

    def store_intake(batch: Any) -> Json:
        found = intake.batch(batch)
        intake.store(found)
        return _state(found)

    def discard_intake(batch: Any) -> Json:
        intake.discard(intake.batch(batch))
        return {}

    def leave_out(given: Any) -> Json:
        found = intake.batch(given["batch"])
        intake.leave_out(found, str(given["source"]))
        return _state(found)

    def preview_intake(given: Any) -> Json:
        readings = intake.readings(intake.batch(given["batch"]), str(given["source"]))
        shown = [document_html(each.document, each.paragraphs, lasting=False) for each in readings]
        if sum(len(each.paragraphs) for each in readings) == MOST_PREVIEWED:
            shown.append(f'<p class="pc-hint">{words("page.add.preview.more", count=MOST_PREVIEWED)}</p>')
        return {"html": "".join(shown)}

    return [begin_intake, intake_state, store_intake, discard_intake, leave_out, preview_intake]


def _state(batch: Batch) -> Json:
    found: Json = {"id": batch.id, "working": batch.working, "stored": batch.stored}
    if not batch.working:
        return found | {"html": batch_html(batch)}
    counted = (
        f" · {words('page.paragraphs.count', count=batch.count)}" if batch.count and batch.stage != "listing" else ""
    )
    return found | {
        "done": batch.done,
        "total": batch.total,
        "html": f'{words(f"ingest.stage.{batch.stage}")}{counted} <span dir="auto">{text(batch.name)}</span>',
    }


# --- what people say --------------------------------------------------------------------------------------------------


def _keeping_calls(lent: Lent) -> list[Call]:
    book = FeedbackBook(lent.home)

    def give_feedback(given: Any) -> Json:
        """``record`` of the exchange, ``verdict``, ``note``."""
        record = exchange_of(str(given["record"]))
        if record is not None:
            book.add(Verdict(given["verdict"]), answer=record, note=str(given["note"]), collection=lent.collection)
        return {"said": words("page.feedback.thanks")}

    return [give_feedback]


def as_json(value: Any) -> Any:
    """What a browser sent as text, or None where it is no JSON."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return None
