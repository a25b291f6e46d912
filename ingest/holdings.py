"""What the collection holds, as a run knows it: by id, by file and entry, by words, by the bytes of a file.

It follows what the run decides at once, though the collection stores in batches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ingest.document import RULES
from ingest.files import gone
from ingest.noted import Note
from rag import Document


class Holdings:
    """Every lookup costs the same however large the collection is."""

    def __init__(self, documents: Iterable[Document], sources: Mapping[str, str]) -> None:
        self._by_id: dict[str, Document] = {}
        self._by_source: dict[str, dict[str, Document]] = {}
        self._by_words: dict[str, dict[str, str]] = {}
        self._by_digest: dict[str, dict[str, None]] = {}
        self._notes: dict[str, Note] = {}
        for document in documents:
            self.hold(document)
        for source, text in sources.items():
            if note := Note.from_text(text):
                self.note(source, note)

    def __iter__(self) -> Iterator[Document]:
        return iter(tuple(self._by_id.values()))

    def get(self, document_id: str) -> Document | None:
        return self._by_id.get(document_id)

    def of(self, source: str) -> dict[str, Document]:
        """The documents of a file by their entries; the entry of a file that is one document is ""."""
        return dict(self._by_source.get(source, {}))

    def sources(self) -> tuple[str, ...]:
        """The files that documents are held from."""
        return tuple(self._by_source)

    def noted(self, source: str) -> Note | None:
        """What is noted of a file."""
        return self._notes.get(source)

    def hold(self, document: Document) -> None:
        """The document is held from now on, under its id and in the place of its entry."""
        self.forget(document.id)
        self._by_id[document.id] = document
        self._by_source.setdefault(document.source, {})[document.member] = document
        if document.words:
            self._by_words.setdefault(document.words, {}).setdefault(document.source, document.id)

    def forget(self, document_id: str) -> None:
        """The document is held no more."""
        document = self._by_id.pop(document_id, None)
        if document is None:
            return
        members = self._by_source.get(document.source, {})
        if (other := members.get(document.member)) is not None and other.id == document_id:
            del members[document.member]
        if not members:
            self._by_source.pop(document.source, None)
        places = self._by_words.get(document.words, {})
        if places.get(document.source) == document_id:
            del places[document.source]
        if not places:
            self._by_words.pop(document.words, None)

    def note(self, source: str, note: Note) -> None:
        """The file was read, or is being read."""
        self.drop_note(source)
        self._notes[source] = note
        self._by_digest.setdefault(note.digest, {})[source] = None

    def drop_note(self, source: str) -> None:
        if former := self._notes.pop(source, None):
            places = self._by_digest.get(former.digest, {})
            places.pop(source, None)
            if not places:
                self._by_digest.pop(former.digest, None)

    def copies(self, source: str, digest: str) -> tuple[str, ...]:
        """Other files of the same bytes, read to their end by these rules, from which documents are held."""
        return tuple(
            other
            for other in self._by_digest.get(digest, ())
            if other != source and other in self._by_source and self._current(other)
        )

    def twins(self, document: Document) -> Iterator[Document]:
        """Documents of the same words from other files."""
        for source, document_id in tuple(self._by_words.get(document.words, {}).items()):
            if source != document.source and document_id in self._by_id:
                yield self._by_id[document_id]

    def still_repeats(self, source: str, note: Note) -> bool:
        """The files that this one was found to repeat are as they were then, and held."""
        for other, digest in note.repeats.items():
            theirs = self._notes.get(other)
            if other == source or theirs is None or theirs.digest != digest or not theirs.finished:
                return False
            if other not in self._by_source or gone(other):
                return False
        return bool(note.repeats or self._by_source.get(source))

    def _current(self, source: str) -> bool:
        note = self._notes[source]
        return note.finished and note.rules == RULES
