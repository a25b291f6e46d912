"""The dense index: the only module that knows chromadb.

Distances become cosine similarities here. One process at a time may write a Chroma folder, and a process that has opened it
does not see what another one adds until it opens it anew (measured); Collection sees to both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NAME = "paragraphs"
_BATCH = 4000
"""Rows a call: above 5,461 Chroma refuses."""
_HNSW: Any = {"space": "cosine", "ef_construction": 200, "max_neighbors": 32, "ef_search": 200}


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of one paragraph with its vector: what the dense index holds."""

    document: str
    paragraph: str
    number: int
    text: str
    vector: NDArray[np.float32]

    @property
    def id(self) -> str:
        return f"{self.document}#{self.paragraph}#{self.number}"


class VectorIndex:
    """Windows of paragraphs by cosine similarity, in a Chroma folder. What damage shows only later is a ValueError too."""

    failed: bool = False
    """Has a search failed? It found nothing then: the words of a question still answer it."""

    def __init__(self, folder: Path) -> None:
        """Open the folder, made where there is none. Raises ValueError where its files are damaged."""
        import chromadb
        from chromadb.api.shared_system_client import SharedSystemClient
        from chromadb.config import Settings as ChromaSettings

        folder.mkdir(parents=True, exist_ok=True)
        SharedSystemClient.clear_system_cache()  # else this process keeps the vectors that it once loaded
        with _told():
            client = chromadb.PersistentClient(str(folder), settings=ChromaSettings(anonymized_telemetry=False))
            self._client: Any = client
            self._collection: Any = client.get_or_create_collection(
                _NAME, embedding_function=None, configuration={"hnsw": _HNSW}
            )

    def clear(self) -> None:
        """Empty the index."""
        self._client.delete_collection(_NAME)
        self._collection = self._client.create_collection(_NAME, embedding_function=None, configuration={"hnsw": _HNSW})

    def add(self, windows: Sequence[Window]) -> None:
        """Add windows of paragraphs that are not in the index; zero vectors are left out."""
        rows = [window for window in windows if window.vector.any()]
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            with _told():
                self._collection.upsert(
                    ids=[window.id for window in batch],
                    embeddings=[window.vector for window in batch],
                    metadatas=[{"document": window.document, "paragraph": window.paragraph} for window in batch],
                )

    def remove(self, documents: Iterable[str]) -> None:
        """Remove all windows of these documents."""
        gone = list(documents)
        for start in range(0, len(gone), _BATCH):
            with _told():
                self._collection.delete(where={"document": {"$in": gone[start : start + _BATCH]}})

    def search(self, vector: NDArray[np.float32], limit: int, documents: Sequence[str] = ()) -> list[tuple[str, float]]:
        """Passage keys (``document#paragraph``) with the cosine similarity of their nearest window, best first."""
        where = {"document": {"$in": list(documents)}} if documents else None
        try:
            with _told():
                if not vector.any() or not self._collection.count():
                    return []
                found = self._collection.query(
                    query_embeddings=[vector], n_results=limit, where=where, include=["metadatas", "distances"]
                )
        except ValueError:
            self.failed = True
            return []
        best: dict[str, float] = {}
        for metadata, distance in zip(found["metadatas"][0], found["distances"][0], strict=True):
            best.setdefault(f"{metadata['document']}#{metadata['paragraph']}", 1.0 - float(distance))
        return sorted(best.items(), key=lambda pair: -pair[1])

    def count(self) -> int:
        """Number of windows. Raises ValueError where the folder's files are damaged."""
        with _told():
            return int(self._collection.count())


@contextmanager
def _told() -> Iterator[None]:
    """What Chroma refuses, as ValueError."""
    from chromadb.errors import ChromaError

    try:
        yield
    except ChromaError as error:
        raise ValueError(str(error)) from error
