"""The documents of a collection as they are held in memory: kept up with the store by what changed, not read anew."""

from __future__ import annotations

import threading
import time

from rag.document import Document
from rag.storage.directory import Directory, Listing, listing_of
from rag.storage.store import Store

_SHARE = 10
"""A directory whose making took so long is made anew at the earliest after so many times as long."""


class Holdings:
    """All documents by id, in order, and as questions know them. Methods raise CollectionUnreadable or one of its kinds."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.RLock()
        self._revision = -1
        self._by_id: dict[str, Document] = {}
        self._ordered: tuple[Document, ...] | None = ()
        self._listings: dict[str, Listing] = {}
        self._directory = Directory(())
        self._listed: dict[str, Document] = self._by_id
        self._not_before = 0.0

    def by_id(self) -> dict[str, Document]:
        """Never changed: after a change of the collection it is another."""
        with self._lock:
            self._follow()
            return self._by_id

    def ordered(self) -> tuple[Document, ...]:
        """By date, then id."""
        with self._lock:
            self._follow()
            if self._ordered is None:
                self._ordered = tuple(sorted(self._by_id.values(), key=lambda each: (each.date, each.id)))
            return self._ordered

    def directory(self) -> Directory:
        """As questions know them. While very many documents come in, it may lag behind by a second or two."""
        with self._lock:
            documents = self.ordered()
            started = time.monotonic()
            if self._listed is not self._by_id and started >= self._not_before:
                for document in documents:
                    if document.id not in self._listings:
                        self._listings[document.id] = listing_of(document)
                self._directory = Directory(self._listings[document.id] for document in documents)
                self._listed = self._by_id
                now = time.monotonic()
                self._not_before = now + _SHARE * (now - started)
            return self._directory

    def _follow(self) -> None:
        revision, changed = self._store.headers(since=self._revision)
        if revision == self._revision:
            return
        fresh = dict(self._by_id) if self._revision >= 0 else {}
        for name, document in changed.items():
            self._listings.pop(name, None)
            if document is None:
                fresh.pop(name, None)
            else:
                fresh[name] = document
        if changed or self._revision < 0:
            self._by_id, self._ordered = fresh, None
        self._revision = revision
