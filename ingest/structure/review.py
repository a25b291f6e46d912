"""What a person should look at in a reading, told from its paragraphs alone."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.remarks import remark
from rag import DocumentKind, Paragraph, Remark


def remarks_on(paragraphs: Sequence[Paragraph], *, kind: DocumentKind) -> tuple[Remark, ...]:
    """The remarks on a reading."""
    return tuple(_gaps(paragraphs))


def _gaps(paragraphs: Sequence[Paragraph]) -> list[Remark]:
    """What a reader should check: numbers that are missing from a run of paragraph numbers."""
    remarks = []
    last = 0
    for paragraph in paragraphs:
        path = paragraph.locator.path
        if paragraph.kind.value not in ("operative", "numbered") or len(path) != 1 or not path[0].isdigit():
            continue
        number = int(path[0])
        if last and number > last + 1:
            missing = str(last + 1) if number == last + 2 else f"{last + 1}–{number - 1}"
            remarks.append(remark("number-gap", missing=missing, found=number))
        last = number
    return remarks
