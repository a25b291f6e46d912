"""MHTML: a web page that a browser saved with its pictures in one file."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from ingest.printed import Printed
from ingest.readers.html import decode_page, printed_page
from rag import EmptyFile

SUFFIXES = (".mhtml", ".mht")
_PAGES = ("text/html", "application/xhtml+xml")


def read(content: bytes, *, path: Path) -> Iterator[Printed]:
    """The page of the file: its first part that is HTML. Raises EmptyFile where no part is, else as HTML files do."""
    message = message_from_bytes(content)
    page = next((part for part in message.walk() if part.get_content_type() in _PAGES), None)
    body = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(body, bytes) or not body.strip():
        raise EmptyFile(path=path)
    address = str(message.get("Snapshot-Content-Location") or page.get("Content-Location") or "").strip()
    url = address if address.startswith(("http://", "https://")) and len(address.split()) == 1 else ""
    yield printed_page(_decoded(page, body, path=path), url=url)


def _decoded(page: Message, body: bytes, *, path: Path) -> str:
    """The part's own declaration goes before the page's: the browser wrote the part anew."""
    charset = page.get_content_charset()
    if charset:
        try:
            return body.decode(charset)
        except (UnicodeDecodeError, LookupError):
            pass
    return decode_page(body, path=path)[0]
