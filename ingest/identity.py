"""Which document a reading is: one that is held, one that another file repeats, or a new one, and under which id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ingest.document import name_of
from ingest.entry import Entry
from ingest.files import gone
from ingest.holdings import Holdings
from rag import Document, Paragraph, Reading, SymbolTaken

_OWN = ("id", "source", "member", "digest", "words")
"""What a header says of the file rather than of the document."""


def twin_of(document: Document, holdings: Holdings) -> Document | None:
    """The document of the same words that another file holds, a file that still exists before one that is gone."""
    lost: Document | None = None
    for other in holdings.twins(document):
        if not told_apart(document, other):
            if not gone(other.source):
                return other
            lost = lost or other
    return lost


def told_apart(document: Document | Entry, other: Document) -> bool:
    """The same words, and yet two documents: under two symbols, of two dates (a form that is sent again)."""
    return any(
        getattr(document, name) and getattr(other, name) and getattr(document, name) != getattr(other, name)
        for name in ("symbol", "date")
    )


def alike(held: Document, paragraphs: tuple[Paragraph, ...], reading: Reading) -> bool:
    """The reading is the held document laid out anew: nothing but white space and pages differs."""
    own = {name: getattr(held, name) for name in _OWN}
    return (
        held.words == reading.document.words
        and _bare_header(replace(reading.document, **own)) == _bare_header(held)
        and len(paragraphs) == len(reading.paragraphs)
        and all(_bare(one) == _bare(other) for one, other in zip(paragraphs, reading.paragraphs, strict=True))
    )


def with_pages_of(reading: Reading, paragraphs: tuple[Paragraph, ...]) -> Reading:
    """The held paragraphs under the new header, on the pages on which they now stand."""
    paged = (
        replace(held, page=fresh.page) if held.page != fresh.page else held
        for held, fresh in zip(paragraphs, reading.paragraphs, strict=True)
    )
    return replace(reading, paragraphs=tuple(paged))


def identified(reading: Reading, *, former: Document | None, holdings: Holdings) -> Reading:
    """The reading under an id that no other file holds. A document that was held keeps its id while its symbol stays.

    Raises SymbolTaken where another file that still exists holds another text of the same symbol and language.
    """
    document = reading.document
    if former is not None and _same_symbol(former, document) and _is_free(former.id, document, former, holdings):
        return _under(reading, former.id)
    for name in _names(document):
        other = _rival(name, document, former, holdings)
        if other is None:
            return _under(reading, name)
        if document.symbol and other.language == document.language:
            break
    if document.symbol:
        raise SymbolTaken(path=document.source, symbol=document.symbol, other=(other or document).source)
    return _under(reading, f"{document.id}-{document.digest[:8]}")


def _names(document: Document) -> Iterator[str]:
    """What a document may be called, the shortest first."""
    yield document.id
    if document.symbol:
        yield f"{document.symbol}@{document.language}"
        return
    path = Path(document.source)
    places = [name_of(part) for part in path.parts[:-1] if part != path.anchor]
    if document.member:
        places.append(name_of(path.stem))  # the file tells two entries of one name apart, then the folders
    for depth in range(1, len(places) + 1):
        yield f"{'/'.join(places[-depth:])}/{document.id}"


def _rival(name: str, document: Document, former: Document | None, holdings: Holdings) -> Document | None:
    """Who holds this id and may keep it: an entry of a file that still exists, not the one that is being read anew."""
    other = holdings.get(name)
    if other is None or (former is not None and other.id == former.id):
        return None
    if (other.source, other.member) == (document.source, document.member):
        return None
    return None if other.source != document.source and gone(other.source) else other


def _is_free(name: str, document: Document, former: Document, holdings: Holdings) -> bool:
    return _rival(name, document, former, holdings) is None


def _same_symbol(held: Document, document: Document) -> bool:
    return held.symbol == document.symbol and (not held.symbol or held.language == document.language)


def _under(reading: Reading, name: str) -> Reading:
    return reading if reading.document.id == name else replace(reading, document=replace(reading.document, id=name))


def _bare_header(document: Document) -> Document:
    return replace(
        document,
        title=_packed(document.title),
        author=_packed(document.author),
        addressee=_packed(document.addressee),
        organ=_packed(document.organ),
        parts=tuple(replace(part, title=_packed(part.title)) for part in document.parts),
    )


def _bare(paragraph: Paragraph) -> Paragraph:
    return replace(
        paragraph,
        locator=replace(paragraph.locator, heading=_packed(paragraph.locator.heading)),
        text=_packed(paragraph.text),
        section=tuple(_packed(heading) for heading in paragraph.section),
        lead_in=_packed(paragraph.lead_in),
        speaker=_packed(paragraph.speaker),
        verb=_packed(paragraph.verb),
        page=None,
    )


def _packed(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())
