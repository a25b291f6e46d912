"""Files on their way into the collection, as HTML: what was read of each, and what became of it."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Final

from rag import Document, Remark
from ui.commands.ingesting import OUTCOMES, SketchLine
from ui.messages import say
from ui.page.intake import Batch
from ui.page.markup import both, kind_html, name_html, text, words

_LISTED: Final = 100


def batch_html(batch: Batch) -> str:
    """What is to be seen of a batch that nothing is being done with: read and not stored yet, or stored."""
    if batch.broken or batch.trouble is not None:
        told = (say("page.error.unexpected", "zh"), say("page.error.unexpected", "en"))
        if batch.trouble is not None:
            told = (batch.trouble.message("zh"), batch.trouble.message("en"))
        return f'<div class="pc-trouble" role="alert"><p>{both(*told)}</p></div>{_gestures(batch, storable=0)}'
    rows = _stored_rows(batch) if batch.stored else _read_rows(batch)
    storable = 0 if batch.stored else _storable(batch)
    key = "page.add.stored" if batch.stored else "page.add.ready" if storable else "page.add.nothing"
    return (
        f'<div class="pc-batch" data-batch="{text(batch.id)}"><p class="pc-hint" role="status">{words(key)}</p>'
        f'<ul class="pc-taken">{rows}</ul>{_gestures(batch, storable=storable)}</div>'
    )


def _storable(batch: Batch) -> int:
    if batch.report is None:
        return 0
    found = (each for each in batch.report.sketches if each.outcome in OUTCOMES)
    return sum(each.document.source not in batch.left_out for each in found)


def _gestures(batch: Batch, *, storable: int) -> str:
    if batch.stored:
        done = words("page.add.done")
        return f'<div class="pc-actions"><button type="button" class="pc-primary" data-action="library">{done}</button></div>'
    store = ""
    if storable:
        label = words("page.add.store", count=storable)
        store = f'<button type="button" class="pc-primary" data-action="intake-store">{label}</button>'
    return (
        f'<div class="pc-actions">{store}'
        f'<button type="button" data-action="intake-discard">{words("page.add.discard")}</button></div>'
    )


def _read_rows(batch: Batch) -> str:
    report = batch.report
    if report is None:
        return ""
    why = {(each.path, each.member): each.reason for each in report.skipped}
    made: list[str] = []
    for source, group in groupby(report.sketches, key=lambda sketch: sketch.document.source):
        for number, sketch in zip(range(_LISTED), group, strict=False):
            reason = why.get((source, sketch.document.member)) if sketch.outcome not in OUTCOMES else None
            gestures = _file_gestures(batch, sketch) if number == 0 else ""
            made.append(
                _sketch_row(
                    sketch, out=source in batch.left_out, gestures=gestures, told=_reasons(batch, sketch, reason)
                )
            )
    return "".join(made) + _other_rows(batch, {each.document.source for each in report.sketches})


def _sketch_row(sketch: SketchLine, *, out: bool, gestures: str, told: str) -> str:
    key = f"ingest.would.{sketch.outcome}" if sketch.outcome in OUTCOMES else f"ingest.{sketch.outcome}"
    return (
        f'<li class="pc-row-{"left" if out else text(sketch.outcome)}">'
        f'<span class="pc-outcome">{words("page.add.left_out" if out else key)}</span>{_document_line(sketch.document)}'
        f'<span class="pc-of">{words("page.paragraphs.count", count=sketch.paragraphs)}</span>{told}{gestures}</li>'
    )


def _file_gestures(batch: Batch, sketch: SketchLine) -> str:
    """What one can do with a file of the batch; they stand with its first document."""
    source = sketch.document.source
    actions = [("intake-preview", "page.add.preview")]
    if sketch.outcome in OUTCOMES and source not in batch.left_out:
        actions.append(("intake-leave", "page.add.leave_out"))
    buttons = "".join(
        f'<button type="button" data-action="{action}" data-source="{text(source)}">{words(key)}</button>'
        for action, key in actions
    )
    return f'<div class="pc-actions">{buttons}</div>'


def _reasons(batch: Batch, sketch: SketchLine, skipped: Remark | None) -> str:
    """What a person should look at in a document, and why it would be passed over."""
    remarks = [*([skipped] if skipped else []), *sketch.remarks][:5]
    told = [both(_told(batch, each.zh), _told(batch, each.en)) for each in remarks]
    return "".join(f'<p class="pc-reason">{each}</p>' for each in told)


def _stored_rows(batch: Batch) -> str:
    report = batch.report
    if report is None:
        return ""
    made = [
        f'<li class="pc-row-{outcome}"><span class="pc-outcome">{words(f"ingest.{outcome}")}</span>'
        f'<button type="button" class="pc-link" data-action="open" data-document="{text(document.id)}">'
        f"{_document_line(document)}</button></li>"
        for outcome in ("added", "replaced", "moved", "unchanged", "removed")
        for document in getattr(report, outcome)[:_LISTED]
    ]
    return "".join(made) + _other_rows(batch, set())


def _other_rows(batch: Batch, told: set[str]) -> str:
    """Files of which nothing can be stored, each with its reason."""
    report = batch.report
    if report is None:
        return ""
    made = [
        f'<li class="pc-row-failed"><span class="pc-outcome">{words("ingest.failed")}</span>'
        f'<b dir="auto">{_name(batch, str(each.path))}</b>'
        f'<p class="pc-reason">{both(_told(batch, each.error.message("zh")), _told(batch, each.error.message("en")))}</p></li>'
        for each in report.failed[:_LISTED]
    ]
    made += [
        f'<li class="pc-row-skipped"><span class="pc-outcome">{words("ingest.skipped")}</span><b dir="auto">{_name(batch, each.path)}</b>'
        f'<p class="pc-reason">{both(_told(batch, each.reason.zh), _told(batch, each.reason.en))}</p></li>'
        for each in report.skipped[:_LISTED]
        if each.path not in told or each.member
    ]
    return "".join(made)


def _document_line(document: Document) -> str:
    date = f" · {text(document.date)}" if document.date else ""
    file = f'<span class="pc-of" dir="auto">{text(Path(document.source).name)}</span>'
    return f'<b>{name_html(document)}</b>{file}<span class="pc-of">{kind_html(document)} · {text(document.language)}{date}</span>'


def _name(batch: Batch, path: str) -> str:
    place = Path(path)
    return text(str(place.relative_to(batch.folder)) if place.is_relative_to(batch.folder) else place.name)


def _told(batch: Batch, message: str) -> str:
    """A message without the place on this machine where the file was laid aside."""
    return message.replace(f"{batch.folder}/", "").replace(f"{batch.folder}\\", "")
