"""The JSON that the command prints and the service returns: public interface, so every shape is spelled out here.

Pure functions from the nouns of ``rag`` to plain dictionaries. Fields are added, never renamed or removed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rag import (
    Answer,
    Check,
    Citation,
    Document,
    Hit,
    ParaciteError,
    Paragraph,
    Remark,
    Row,
    Understood,
    cite,
    paragraph_label,
)
from ui.commands.ingesting import IngestReport, SketchLine

Json = dict[str, Any]


def document_summary(document: Document) -> Json:
    """Who speaks, in what, when: what a citation needs to say of its document."""
    return {
        "id": document.id,
        "symbol": document.symbol,
        "title": document.title,
        "kind": document.kind.value,
        "author": document.author,
        "date": document.date,
        "language": document.language,
    }


def document_object(document: Document) -> Json:
    """Everything that is known of a document; ``document_summary`` is its beginning."""
    return document_summary(document) | {
        "organ": document.organ,
        "addressee": document.addressee,
        "session": document.session,
        "agenda_item": document.agenda_item,
        "status": document.status,
        "url": document.url,
        "source": document.source,
        "member": document.member,
        "digest": document.digest,
        "parts": [{"key": part.key, "title": part.title} for part in document.parts],
    }


def paragraph_summary(paragraph: Paragraph) -> Json:
    """A paragraph as a citation shows it. ``id`` is unique within its document (``op12``); ``speaker`` is "" outside records."""
    return {
        "id": paragraph.id,
        "label_zh": paragraph_label(paragraph, "zh"),
        "label_en": paragraph_label(paragraph, "en"),
        "section": list(paragraph.section),
        "text": paragraph.text,
        "speaker": paragraph.speaker,
    }


def paragraph_object(paragraph: Paragraph) -> Json:
    """A paragraph as ``show`` prints it; ``number`` is null where the document prints none."""
    return {
        "id": paragraph.id,
        "kind": paragraph.kind.value,
        "number": paragraph.locator.number or None,
        "label_zh": paragraph_label(paragraph, "zh"),
        "label_en": paragraph_label(paragraph, "en"),
        "section": list(paragraph.section),
        "text": paragraph.text,
        "lead_in": paragraph.lead_in,
        "verb": paragraph.verb,
        "speaker": paragraph.speaker,
        "footnotes": list(paragraph.footnotes),
        "page": paragraph.page,
    }


def shown(document: Document, paragraphs: Iterable[Paragraph], *, remarks: Iterable[Remark] | None = None) -> Json:
    """The object of ``show --json``; ``remarks`` are there where a file was read on the spot."""
    found: Json = {
        "document": document_object(document),
        "paragraphs": [paragraph_object(each) for each in paragraphs],
    }
    return found if remarks is None else found | {"remarks": [remark_object(each) for each in remarks]}


def citation_object(citation: Citation) -> Json:
    return {
        "number": citation.number,
        "document": document_summary(citation.document),
        "paragraph": paragraph_summary(citation.paragraph),
        "quote": citation.quote,
        "translation": citation.translation,
        "citation_zh": cite(citation.document, citation.paragraph, "zh"),
        "citation_en": cite(citation.document, citation.paragraph, "en"),
        "score": citation.score,
    }


def hit_object(hit: Hit) -> Json:
    """A retrieved paragraph. ``score`` and ``fused`` compare within one question only; a rank is null where that leg missed it.

    ``reranked`` is null where no cross-encoder read it; ``twins`` say the same in nearly the same words, in other documents.
    """
    return {
        "document": document_summary(hit.passage.document),
        "paragraph": paragraph_summary(hit.passage.paragraph),
        "score": hit.score,
        "fused": hit.fused,
        "matched": [{"name": name, "share": share} for name, share in hit.matched],
        "lexical_rank": hit.lexical_rank,
        "lexical_score": hit.lexical_score,
        "dense_rank": hit.dense_rank,
        "similarity": hit.similarity,
        "reranked": hit.reranked,
        "twins": [
            {"document": document_summary(each.document), "paragraph": paragraph_summary(each.paragraph)}
            for each in hit.twins
        ],
    }


def answer_object(answer: Answer) -> Json:
    """The object of ``ask --json``. ``refusal_reason`` is null where the documents answer."""
    return {
        "question": answer.question,
        "answer": answer.text,
        "refused": answer.refused is not None,
        "refusal_reason": answer.refused.value if answer.refused is not None else None,
        "language": answer.language,
        "composer": answer.composer,
        "statements": [
            {
                "text": each.text,
                "citations": list(each.citations),
                "verified": [check_object(check) for check in each.verified],
            }
            for each in answer.statements
        ],
        "table": [row_object(row) for row in answer.table],
        "unsupported": [{"text": each.text, "reason": check_object(each.reason)} for each in answer.unsupported],
        "citations": [citation_object(each) for each in answer.citations],
        "passages": [hit_object(each) for each in answer.hits],
        "notice": answer.notice,
        "rewritten": answer.rewritten,
        "understood": [understood_object(each) for each in answer.understood],
        "timings_ms": dict(answer.timings_ms),
    }


def row_object(row: Row) -> Json:
    """What one document says in a comparison."""
    return {
        "document": row.name,
        "cells": [
            {"place": each.place, "lead_in": each.lead_in, "quote": each.quote, "citations": list(each.citations)}
            for each in row.cells
        ],
    }


def understood_object(reading: Understood) -> Json:
    """What the question was read as. ``code`` is what ``without`` takes back."""
    return {
        "code": reading.code,
        "zh": reading.zh,
        "en": reading.en,
        "effect_zh": reading.effect_zh,
        "effect_en": reading.effect_en,
    }


def search_object(question: str, hits: Iterable[Hit], understood: Iterable[Understood]) -> Json:
    """The object of ``search --json``."""
    return {
        "question": question,
        "understood": [understood_object(each) for each in understood],
        "passages": [hit_object(each) for each in hits],
    }


def check_object(check: Check) -> Json:
    """One thing in which a statement was held against its cited paragraphs."""
    return {"code": check.code, "zh": check.zh, "en": check.en}


def error_object(error: ParaciteError) -> Json:
    """An error as data: its name, which does not change, and its sentence in both languages."""
    return {"name": type(error).__name__, "zh": error.message("zh"), "en": error.message("en")}


def remark_object(remark: Remark) -> Json:
    return {"code": remark.code, "zh": remark.zh, "en": remark.en}


def sketch_object(sketch: SketchLine) -> Json:
    """A document as a rehearsal read it; ``kinds`` counts its paragraphs."""
    return {
        "outcome": str(sketch.outcome),
        "document": document_object(sketch.document),
        "paragraphs": sketch.paragraphs,
        "kinds": dict(sketch.kinds),
        "remarks": [remark_object(each) for each in sketch.remarks],
    }


def report_object(report: IngestReport) -> Json:
    """The object of ``ingest --json``. ``skips`` says why each path of ``skipped`` was; ``documents`` is there with ``--dry-run``."""
    outcomes = ("added", "replaced", "unchanged", "moved", "removed")
    found = {name: [document_summary(each) for each in getattr(report, name)] for name in outcomes} | {
        "failed": [{"path": str(each.path), "error": error_object(each.error)} for each in report.failed],
        "skipped": [each.path for each in report.skipped],
        "skips": [
            {"path": each.path, "member": each.member, "repeats": each.repeats, "reason": remark_object(each.reason)}
            for each in report.skipped
        ],
        "remarks": [{"path": path} | remark_object(remark) for path, remark in report.remarks],
        "dry_run": report.rehearsed,
        "paragraphs": report.paragraphs,
        "seconds": round(report.seconds, 3),
    }
    if report.rehearsed:
        found["documents"] = [sketch_object(each) for each in report.sketches]
    return found
