"""A collection moves to another embedding model: in batches that stay after a kill, while the old model answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from rag.indexes.following import Following
from rag.indexes.places import Places
from rag.notices import Tell, progress_told
from rag.storage.store import Store
from rag.storage.vector_records import VectorRecords
from rag.storage.writer import WriterLock

if TYPE_CHECKING:
    from rag.encoders.embedding import Embedder
    from rag.indexes.vectors import Window

_BATCH = 512
"""Texts that are embedded and committed together."""


def move(
    *,
    store: Store,
    records: VectorRecords,
    places: Places,
    following: Following,
    writer: WriterLock,
    preparing: WriterLock,
    embedder: Embedder,
    fingerprint: str,
    description: str,
    tell: Tell,
    progress: Callable[[int, int], None] | None,
) -> int:
    """Embed what lacks a vector of this model, then switch to it in one transaction; number of texts embedded.

    Others may store documents meanwhile, under the old model; the last few texts are embedded while they wait. The vectors are
    indexed before the switch too, so that after it nobody waits for more than what changed meanwhile. ``preparing``: two that
    move the collection at once do this one after the other. ``progress`` is told of the embedding,
    ``tell`` how far the indexing is.
    """
    done, total = 0, records.lacking(fingerprint=fingerprint)

    def embed(*, after: str = "") -> int:
        count = 0
        while texts := records.texts_lacking(_BATCH, after=after, fingerprint=fingerprint):
            vectors = dict(zip(texts, embedder.encode_documents(list(texts.values())), strict=True))
            with writer.held():
                records.add(vectors, fingerprint=fingerprint, description=description)
            after = max(texts)
            count += len(texts)
            if progress:
                progress(min(total, done + count), total)
        return count

    done += embed()
    model = records.model(fingerprint)
    if model is not None and fingerprint != store.fact("fingerprint"):
        with preparing.held():
            revision = store.revision
            windows = _told(records.windows(fingerprint=fingerprint), tell, records.count(fingerprint=fingerprint))
            places.prepare(windows, model=model, revision=revision)
    with writer.held():
        done += embed()
        records.switch(fingerprint=fingerprint, description=description)
    following.follow(fingerprint)
    return done


def _told(windows: Iterator[Window], tell: Tell, total: int) -> Iterator[Window]:
    """The same, and how many of them have passed."""
    progress = progress_told(tell)
    for done, window in enumerate(windows):
        progress(done, total)
        yield window
