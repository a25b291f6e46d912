"""The dense index: the only module that knows chromadb, in a folder of this machine or on a server that several share.

Distances become cosine similarities here. One process at a time may write a Chroma folder, and a process that has opened it
does not see what another one adds until it opens it anew (measured); on a server all see it at once. Following sees to both.
"""

from __future__ import annotations

import ctypes
import hashlib
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.errors import ChromaAway, ChromaLost, ChromaRefuses, ChromaUnknown, ChromaWithoutTenant
from rag.indexes.server_address import ServerAddress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NAME = "paragraphs"
_BATCH = 4000
"""Rows a call: above 5,461 Chroma refuses."""
_HNSW: Any = {
    "space": "cosine",
    "ef_construction": 96,
    "max_neighbors": 24,
    "ef_search": 1_000,
    "sync_threshold": 2_000,
}
"""Measured on 98,000 paragraphs of news: a wider search costs a millisecond and finds more than a wider construction, which
costs a third of the ingest. Each opening makes anew what came since the graph was last written: less than a second."""
_LARGE, _LARGE_EF_SEARCH = 400_000, 2_000
"""Windows from which the graph is searched more widely. Measured on a million: recall@10 .981 with the width above, .993 with twice
that, which costs 7 milliseconds a search more."""
_CONNECT_SECONDS, _ANSWER_SECONDS = 3.0, 60.0
_AGAIN_SECONDS = 2.0
"""So long a server that did not answer is not asked again: else every question would wait for it."""
_REFUSALS = {401, 403, 407}
_ARENA_MAX = -8
"""M_ARENA_MAX of glibc's malloc.h."""


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
    away: ChromaAway | None = None
    """Why the server did not answer the last search, which found nothing."""

    def __init__(self, folder: Path) -> None:
        """Open the folder, made where there is none. Raises ValueError where its files are damaged."""
        import chromadb
        from chromadb.api.shared_system_client import SharedSystemClient
        from chromadb.config import Settings as ChromaSettings

        _share_arenas()
        folder.mkdir(parents=True, exist_ok=True)
        SharedSystemClient.clear_system_cache()  # else this process keeps the vectors that it once loaded
        with self._told():
            client = chromadb.PersistentClient(str(folder), settings=ChromaSettings(anonymized_telemetry=False))
            self._collection: Any = client.get_or_create_collection(
                _NAME, embedding_function=None, configuration={"hnsw": _HNSW}
            )

    def add(self, windows: Sequence[Window]) -> None:
        """Add windows of paragraphs that are not in the index; zero vectors are left out."""
        rows = [window for window in windows if window.vector.any()]
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            with self._told():
                self._collection.upsert(
                    ids=[window.id for window in batch],
                    embeddings=[window.vector for window in batch],
                    metadatas=[{"document": window.document} for window in batch],
                )

    def remove(self, documents: Iterable[str]) -> None:
        """Remove all windows of these documents."""
        gone = list(documents)
        for start in range(0, len(gone), _BATCH):
            with self._told():
                self._collection.delete(where={"document": {"$in": gone[start : start + _BATCH]}})

    def search(self, vector: NDArray[np.float32], limit: int, documents: Sequence[str] = ()) -> list[tuple[str, float]]:
        """Passage keys (``document#paragraph``) with the cosine similarity of their nearest window, best first."""
        where = {"document": {"$in": list(documents)}} if documents else None
        try:
            with self._told():
                if not vector.any():
                    return []
                # with the metadata, which the ids hold too, it takes twice as long (measured)
                found = self._collection.query(
                    query_embeddings=[vector], n_results=limit, where=where, include=["distances"]
                )
        except ChromaAway as error:
            self.away = error
            return []
        except ValueError:
            self.failed = True
            return []
        self.away = None
        best: dict[str, float] = {}
        for window, distance in zip(found["ids"][0], found["distances"][0], strict=True):
            best.setdefault(window.rpartition("#")[0], 1.0 - float(distance))
        return sorted(best.items(), key=lambda pair: -pair[1])

    def settled(self) -> int:
        """Number of windows, after a change. A larger graph is searched more widely, from when it is next opened. Raises ValueError."""
        windows = self.count()
        wanted = _HNSW["ef_search"] if windows < _LARGE else _LARGE_EF_SEARCH
        with self._told():
            if self._collection.configuration_json["hnsw"]["ef_search"] != wanted:
                self._collection.modify(configuration={"hnsw": {"ef_search": wanted}})
        return windows

    def count(self) -> int:
        """Number of windows. Raises ValueError where the folder's files are damaged."""
        with self._told():
            return int(self._collection.count())

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What Chroma refuses, as ValueError: on damaged files it panics too, which is no Exception in Python."""
        from chromadb.errors import ChromaError

        try:
            yield
        except BaseException as error:
            if isinstance(error, ChromaError) or type(error).__name__ == "PanicException":
                raise ValueError(str(error)) from error
            raise


class ServedIndex(VectorIndex):
    """The same on a server. Whatever keeps the server from answering is a ChromaAway; damage there is a ValueError."""

    def __init__(self, server: ChromaServer, collection: Any) -> None:
        self._server = server
        self._collection = collection

    @contextmanager
    def _told(self) -> Iterator[None]:
        with self._server.told():
            yield


class AwayIndex(VectorIndex):
    """Stands in for an index whose server does not answer: it finds nothing, and says why."""

    def __init__(self, reason: ChromaAway) -> None:
        self.away = reason

    def search(self, vector: NDArray[np.float32], limit: int, documents: Sequence[str] = ()) -> list[tuple[str, float]]:  # noqa: ARG002
        return []

    def add(self, windows: Sequence[Window]) -> None:  # noqa: ARG002
        self._raise()

    def remove(self, documents: Iterable[str]) -> None:  # noqa: ARG002
        self._raise()

    def count(self) -> int:
        self._raise()
        return 0

    def _raise(self) -> None:
        if self.away is not None:
            raise self.away


class ChromaServer:
    """The Chroma collection of one collection and embedding model on a server, with what it is said to hold.

    Any method raises ChromaAway where the server cannot be asked, ValueError where the collection there is gone or damaged.
    """

    def __init__(self, address: ServerAddress, *, collection: str, source: str, fingerprint: str) -> None:
        """``collection``: letters for a person who looks at the server. ``source``: what tells one source of truth apart."""
        self._address = address
        self._family = f"paracite-{collection[:24]}-" if collection else "paracite-"
        self._family += f"{hashlib.sha256(source.encode()).hexdigest()[:20]}-"
        self.name = self._family + hashlib.sha256(fingerprint.encode()).hexdigest()[:12]
        self._client: Any = None
        self._silent: tuple[float, ChromaAway] | None = None

    def read(self) -> Mapping[str, Any] | None:
        """What was noted last; None where the server holds no such collection."""
        with self.told():
            from chromadb.errors import NotFoundError

            try:
                found = self._connected().get_collection(self.name, embedding_function=None)
            except NotFoundError:
                return None
            return dict(found.metadata or {})

    def note(self, facts: Mapping[str, int]) -> None:
        """Replace what is noted of the collection: where all who share the server see it."""
        with self.told():
            self._connected().get_collection(self.name, embedding_function=None).modify(metadata=dict(facts))

    def open(self) -> VectorIndex:
        with self.told():
            return ServedIndex(self, self._connected().get_collection(self.name, embedding_function=None))

    def begin_anew(self) -> None:
        """Make the collection empty; those of the same source and other embedding models go."""
        from chromadb.errors import NotFoundError

        with self.told():
            client = self._connected()
            try:
                for name in self._names(client):
                    client.delete_collection(name)
                client.create_collection(self.name, embedding_function=None, configuration={"hnsw": _HNSW})
            except NotFoundError as error:  # the server began anew without them
                raise self._without_tenant() from error

    def _without_tenant(self) -> ChromaAway:
        return ChromaWithoutTenant(
            server=self._address.url, tenant=self._address.tenant, database=self._address.database
        )

    def _names(self, client: Any) -> list[str]:
        found: list[str] = []
        while batch := client.list_collections(limit=500, offset=len(found)):
            found += [each.name for each in batch]
        return [name for name in found if name.startswith(self._family)]

    def _connected(self) -> Any:
        if self._silent and time.monotonic() < self._silent[0]:
            raise self._silent[1]
        if self._client is None:
            self._greet()
            self._client = self._opened()
        return self._client

    def _greet(self) -> None:
        """Chroma's own client waits without end, and its errors do not say who refused: ask once by ourselves."""
        import httpx

        url = f"{self._address.url}/api/v2/heartbeat"
        answer = httpx.get(url, headers=dict(self._address.headers), timeout=_CONNECT_SECONDS)
        if answer.status_code in _REFUSALS:
            raise ChromaRefuses(server=self._address.url, status=answer.status_code)
        if answer.status_code >= 500:
            raise ChromaLost(server=self._address.url, reason=f"HTTP {answer.status_code}")
        if answer.status_code != 200 or "nanosecond heartbeat" not in answer.text:
            raise ChromaUnknown(server=self._address.url, status=answer.status_code)

    def _opened(self) -> Any:
        import chromadb
        import httpx
        from chromadb.config import Settings as ChromaSettings
        from chromadb.errors import NotFoundError

        try:
            client: Any = chromadb.HttpClient(
                self._address.url,
                headers=dict(self._address.headers),
                tenant=self._address.tenant,
                database=self._address.database,
                settings=ChromaSettings(anonymized_telemetry=False),
            )
        except NotFoundError as error:
            raise self._without_tenant() from error
        client._server._session.timeout = httpx.Timeout(_ANSWER_SECONDS, connect=_CONNECT_SECONDS)
        return client

    @contextmanager
    def told(self) -> Iterator[None]:
        """Who does not answer, or refuses, as a ChromaAway; what Chroma says of the collection as ValueError."""
        import httpx
        from chromadb.errors import AuthorizationError, ChromaAuthError, ChromaError, QuotaError, RateLimitError

        try:
            yield
        except ChromaAway as error:
            self._forget(error)
            raise
        except (AuthorizationError, ChromaAuthError) as error:
            raise self._forget(ChromaRefuses(server=self._address.url, status=403)) from error
        except (RateLimitError, QuotaError) as error:
            raise self._forget(ChromaLost(server=self._address.url, reason=_short(error))) from error
        except ChromaError as error:
            raise ValueError(str(error)) from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise self._forget(ChromaLost(server=self._address.url, reason=_short(error))) from error
        except Exception as error:
            # chromadb raises bare Exceptions with the body of an answer that is no answer of Chroma's: a proxy's, say;
            # they are told, not carried on with
            raise self._forget(self._judged(error)) from error

    def _judged(self, error: Exception) -> ChromaAway:
        """Ask once more by ourselves, to say who refused."""
        import httpx

        try:
            self._greet()
        except ChromaAway as away:
            return away
        except httpx.HTTPError as lost:
            return ChromaLost(server=self._address.url, reason=_short(lost))
        return ChromaLost(server=self._address.url, reason=_short(error))

    def _forget(self, error: ChromaAway) -> ChromaAway:
        if self._silent is None or self._silent[1] is not error:
            self._silent = (time.monotonic() + _AGAIN_SECONDS, error)
        self._client = None
        return error


@cache
def _share_arenas() -> None:
    """What one of Chroma's threads frees, another may use: glibc gives each an arena of its own.

    Measured: with two arenas for all, 20,000 paragraphs more grow the process by 66 MB and not by 132, their vectors among
    them, for as much processor time.
    """
    if sys.platform == "linux" and hasattr(c := ctypes.CDLL(None), "mallopt"):
        c.mallopt(_ARENA_MAX, 2)


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
