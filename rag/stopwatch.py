"""Where the time of a collection goes: seconds by stage, for whoever measures (``python -m eval.scale``)."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

EMBEDDING, STORING, LEXICAL, DENSE = "embedding", "storing", "lexical", "dense"


class Stopwatch:
    """Seconds by stage, added up over all threads; stages that run side by side are counted side by side."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}
        self._lock = threading.Lock()

    @contextmanager
    def timing(self, stage: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            with self._lock:
                self._seconds[stage] = self._seconds.get(stage, 0.0) + time.perf_counter() - started

    @property
    def seconds(self) -> Mapping[str, float]:
        with self._lock:
            return dict(self._seconds)
