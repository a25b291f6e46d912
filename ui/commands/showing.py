"""``show``: a document of the collection by any of its names; else a file of that path, read on the spot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import click

from rag import (
    AmbiguousDocument,
    Collection,
    Document,
    Paragraph,
    Reading,
    UnknownDocument,
    UnknownParagraph,
    paragraph_label,
)
from ui.commands.reading import print_document, print_paragraph
from ui.commands.spoken import Session, text_of
from ui.messages import say
from ui.programs.json_output import Json, shown

Read = Callable[[Path], Iterator[Reading]]


def show_document(
    session: Session,
    reference: str,
    paragraph: str | None,
    *,
    opened: AbstractContextManager[Collection | None],
    read: Read,
    source_of: Callable[[Path], str],
) -> Iterator[tuple[Json, Callable[[], None]]]:
    """Each document found, as JSON and as a function that prints it.

    ``opened`` gives the collection where there is one, ``read`` the documents of a file, ``source_of`` the path that a
    collection keeps of a file. Raises UnknownDocument, AmbiguousDocument, UnknownParagraph, SourceError.
    """
    language, path = session.language, Path(reference)
    wanted = None if paragraph is None else text_of(paragraph)
    with opened as collection:
        held = list(_held(collection, text_of(reference), path, source_of))
        if collection is not None and held:
            for document in held if wanted is None else held[:1]:
                one = () if wanted is None else (collection.find_paragraph(document, wanted),)
                paragraphs = one or collection.paragraphs(document.id)
                reading = Reading(document=document, paragraphs=paragraphs)
                yield shown(document, paragraphs), _printer(reading, language, whole=wanted is None)
            return
    session.note(say("show.read", language, path=path))
    for reading in _readings(read(path), path, wanted):
        found = shown(reading.document, reading.paragraphs, remarks=reading.remarks)
        yield found, _printer(reading, language, whole=wanted is None)


def _printer(reading: Reading, language: str, *, whole: bool) -> Callable[[], None]:
    def print_it() -> None:
        if whole:
            print_document(reading.document, reading.paragraphs, language, remarks=reading.remarks)
            click.echo()
        else:
            print_paragraph(reading.document, reading.paragraphs[0], language)

    return print_it


def _held(
    collection: Collection | None, reference: str, path: Path, source_of: Callable[[Path], str]
) -> Iterable[Document]:
    """The document of this name, or those of this file; none where the file can be read instead."""
    is_file = _is_file(path)
    if collection is None:
        if not is_file:
            raise UnknownDocument(reference=reference)
        return ()
    try:
        return (collection.find_document(reference),)
    except (UnknownDocument, AmbiguousDocument):
        if not is_file:
            raise
    source = source_of(path)
    return tuple(each for each in collection.documents() if each.source == source)


def _is_file(path: Path) -> bool:
    try:
        return path.exists() and not path.is_dir()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _readings(readings: Iterable[Reading], path: Path, paragraph: str | None) -> Iterator[Reading]:
    """The documents whole; or the first that has this paragraph, with nothing but it."""
    if paragraph is None:
        yield from readings
        return
    for reading in readings:
        if found := _named(reading.paragraphs, paragraph):
            yield replace(reading, paragraphs=(found,))
            return
    raise UnknownParagraph(document=path, reference=paragraph)


def _named(paragraphs: Sequence[Paragraph], reference: str) -> Paragraph | None:
    """The first paragraph of this id, label or number."""
    wanted = _key(reference)
    for each in paragraphs:
        names = (each.id, each.locator.number, paragraph_label(each, "zh"), paragraph_label(each, "en"))
        if wanted in map(_key, names):
            return each
    return None


def _key(name: str) -> str:
    return "".join(name.split()).casefold()
