"""A manuscript as PDF, by WeasyPrint: line breaking, shaping and both directions are Pango's, footnotes stand on their page."""

from __future__ import annotations

import io
import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from typing import Any, Final

from ui.briefing.errors import PdfUnavailable
from ui.briefing.html import html
from ui.briefing.manuscript import Manuscript

_LACKING: Final = re.compile(r"\(U\+([0-9A-F]+)\)")
_ONE_AT_A_TIME: Final = threading.Lock()
"""What the library tells of missing characters belongs to the one file that is being laid out."""


def pdf(manuscript: Manuscript) -> tuple[bytes, tuple[str, ...]]:
    """The file, and the characters for which no font of this machine has a shape. Raises PdfUnavailable."""
    with _ONE_AT_A_TIME, _listening() as lacking:
        try:
            with redirect_stdout(io.StringIO()):  # where Pango is missing, the library prints its own advice there
                import weasyprint
        except OSError as error:  # the Python part is there, Pango is not
            raise PdfUnavailable(reason=str(error).splitlines()[0][:160]) from error
        document = weasyprint.HTML(string=html(manuscript, paged=True), url_fetcher=_fetch_nothing)
        return document.write_pdf(pdf_tags=True), tuple(dict.fromkeys(lacking))


def _fetch_nothing(url: str, *_: Any, **__: Any) -> Any:
    """The file holds all that it shows; nothing is read from the disk or from the network for it."""
    raise ValueError(f"not fetched: {url}")


@contextmanager
def _listening() -> Iterator[list[str]]:
    """The characters that are told to be lacking while the block lasts."""
    found: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.extend(chr(int(code, 16)) for code in _LACKING.findall(record.getMessage()))

    ear, logger = Ear(), logging.getLogger("weasyprint")
    before = logger.propagate
    logger.addHandler(ear)
    logger.propagate = False
    try:
        yield found
    finally:
        logger.removeHandler(ear)
        logger.propagate = before
