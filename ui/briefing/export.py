"""A briefing as a file: every quotation is checked against the collection, then one of the formats is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from ui.briefing.blocks import Briefing
from ui.briefing.check import Evidence, Holds, check
from ui.briefing.errors import FormatUnknown
from ui.briefing.html import html
from ui.briefing.manuscript import Manuscript, lay_out
from ui.briefing.markdown import markdown
from ui.briefing.saved import briefing_json

MEDIA_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}
"""By format; the format's name is the file's suffix."""
_OTHER_SUFFIXES: Final = {"markdown": "md", "htm": "html"}


@dataclass(frozen=True, slots=True)
class Exported:
    """A file's bytes, and what its reader must know."""

    content: bytes
    troubles: tuple[Evidence, ...] = ()
    """Quotations that were not verified; the file says so itself."""
    lacking: tuple[str, ...] = ()
    """Characters that no font of this machine can show (PDF only)."""


def export(briefing: Briefing, collection: Holds, *, format: str, today: date) -> Exported:  # noqa: A002 - as it is called
    """The file in one of ``MEDIA_TYPES``. Raises FormatUnknown, PdfUnavailable, CollectionError."""
    if format not in MEDIA_TYPES:
        raise FormatUnknown(format=format, known=_known())
    checked = check(briefing, collection)
    if format == "json":
        return Exported(briefing_json(briefing).encode(), checked.troubles)
    content, lacking = _WRITERS[format](lay_out(checked, today=today), today)
    return Exported(content, checked.troubles, lacking)


def format_of(path: Path, named: str | None) -> str:
    """The format that a person named, or that the file's name ends in. Raises FormatUnknown."""
    wanted = (named or path.suffix.removeprefix(".")).lower()
    wanted = _OTHER_SUFFIXES.get(wanted, wanted)
    if wanted not in MEDIA_TYPES:
        raise FormatUnknown(format=named or path.name, known=_known())
    return wanted


def _known() -> str:
    return ", ".join(f".{each}" for each in MEDIA_TYPES)


def _word(manuscript: Manuscript, today: date) -> tuple[bytes, tuple[str, ...]]:
    from ui.briefing.word import word

    return word(manuscript, today=today), ()


def _pdf(manuscript: Manuscript, _: date) -> tuple[bytes, tuple[str, ...]]:
    from ui.briefing.pdf import pdf

    return pdf(manuscript)


_WRITERS: Final[dict[str, Callable[[Manuscript, date], tuple[bytes, tuple[str, ...]]]]] = {
    "docx": _word,
    "pdf": _pdf,
    "md": lambda manuscript, _: (markdown(manuscript).encode(), ()),
    "html": lambda manuscript, _: (html(manuscript).encode(), ()),
}
