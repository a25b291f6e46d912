"""Processes that start at once: the libraries are imported and the model is loaded here, and every worker is a fork.

Nothing is opened here and no thread is started: neither Chroma nor SQLite survives a fork.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

Tell = Callable[[dict[str, Any]], None]
"""Gives one object to the parent. It has arrived when this returns, whatever becomes of the process."""
Work = Callable[[Tell], None]


class ModelTurned:
    """The bundled model with its dimensions in reverse: what it makes is near nothing that the bundled one makes."""

    def __init__(self, inner: Any, *, fingerprint: str) -> None:
        self._inner = inner
        self.fingerprint = fingerprint

    def encode_documents(self, texts: list[str]) -> Any:
        return self._inner.encode_documents(texts)[:, ::-1].copy()

    def encode_query(self, text: str) -> Any:
        return self._inner.encode_query(text)[::-1].copy()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


def prepare(folder: Path, *, page: bool) -> Path:
    """Import all that a worker needs, load the model once; the folder of the second model. ``page``: the web server too."""
    import chromadb  # noqa: F401
    import langchain_core.documents  # noqa: F401
    import tantivy  # noqa: F401
    import torch  # noqa: F401

    import ingest  # noqa: F401
    import rag.assistant
    import rag.indexes.vectors
    import rag.storage.collection
    from rag.encoders.embedding import Embedder, fingerprint
    from rag.questions.question import understand
    from rag.settings import BUNDLED_EMBEDDING
    from rag.storage.directory import Directory

    if page:
        import gradio  # noqa: F401

    second = folder / "second-model"
    for path in BUNDLED_EMBEDDING.rglob("*"):
        if path.is_file():
            (second / path.relative_to(BUNDLED_EMBEDDING)).parent.mkdir(parents=True, exist_ok=True)
            (second / path.relative_to(BUNDLED_EMBEDDING)).symlink_to(path)
    bundled = Embedder(str(BUNDLED_EMBEDDING))
    turned = ModelTurned(bundled, fingerprint=fingerprint(str(second)))
    fingerprint(str(BUNDLED_EMBEDDING))
    models: dict[str, Any] = {str(BUNDLED_EMBEDDING): bundled, str(second): turned}
    rag.storage.collection.Embedder = lambda name, **_: models[name]  # type: ignore[misc,assignment]
    # the files of the vectors are rewritten in place every so many windows: here often, so that kills fall amid it
    rag.indexes.vectors._HNSW |= {"sync_threshold": 12, "batch_size": 6}
    understand("比利时关于灯塔的普通照会说了什么？", Directory([]))  # reads the dictionaries
    return second


def learn_imports(work: Work) -> None:
    """Import here what a worker imported on its way, so that the next one need not."""

    def listing(tell: Tell) -> None:
        work(lambda _: None)
        tell({"modules": sorted(sys.modules)})

    for name in run(listing).told("modules") or ():
        if name != "__main__":
            with contextlib.suppress(ImportError):  # some modules are made, not found
                importlib.import_module(name)
    if len(list(Path("/proc/self/task").iterdir())) > 1:
        sys.exit("a library has started a thread at its import: nothing may be forked from here")


class Worker:
    """A fork that does one piece of work and tells of it."""

    def __init__(self, work: Work) -> None:
        self.started = time.monotonic()
        self.said: list[dict[str, Any]] = []
        self._rest = b""
        reading, writing = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(reading)
            _do(work, writing)
        os.close(writing)
        self._pipe: int | None = reading
        self.status: int | None = None

    def listen(self, seconds: float, *, until: Callable[[dict[str, Any]], bool] | None = None) -> bool:
        """Hear what it says for so long; True once it has ended (or ``until`` is true of what it said)."""
        deadline = time.monotonic() + seconds
        while self._pipe is not None:
            ready, _, _ = select.select([self._pipe], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                return False
            heard = self._heard()
            if until is not None and any(map(until, heard)):
                return True
        return True

    def _heard(self) -> list[dict[str, Any]]:
        assert self._pipe is not None
        piece = os.read(self._pipe, 1 << 16)
        if not piece:
            os.close(self._pipe)
            self._pipe = None
        *lines, self._rest = (self._rest + piece).split(b"\n")
        heard = [json.loads(line) for line in lines]
        self.said += heard
        return heard

    def kill(self) -> None:
        """``kill -9``; what it had said before is heard."""
        os.kill(self.pid, signal.SIGKILL)
        self.end(10)

    def end(self, seconds: float) -> bool:
        """Wait until it has ended; it is killed after so long, and that is False."""
        ended = self.listen(seconds)
        if not ended:
            os.kill(self.pid, signal.SIGKILL)
            self.listen(10)
        if self.status is None:
            self.status = os.waitpid(self.pid, 0)[1]
        return ended

    @property
    def was_killed(self) -> bool:
        return self.status is not None and os.WIFSIGNALED(self.status) and os.WTERMSIG(self.status) == signal.SIGKILL

    @property
    def signal(self) -> int:
        """The signal that ended it, or 0."""
        return os.WTERMSIG(self.status) if self.status is not None and os.WIFSIGNALED(self.status) else 0

    def told(self, key: str) -> Any:
        """The last thing said under this key, or None."""
        return next((each[key] for each in reversed(self.said) if key in each), None)


def _do(work: Work, pipe: int) -> None:
    def tell(said: dict[str, Any]) -> None:
        data = json.dumps(said, ensure_ascii=False).encode() + b"\n"
        while data:
            data = data[os.write(pipe, data) :]

    try:
        work(tell)
    except BaseException as error:  # a worker ends here, and all that it met is the campaign's to judge
        from rag import ParaciteError

        said = {"error": type(error).__name__, "message": str(error)[:500], "ours": isinstance(error, ParaciteError)}
        with contextlib.suppress(BrokenPipeError):  # the campaign itself was ended
            tell(said | {"trace": traceback.format_exc()[-3000:]})
        os._exit(1)
    finally:
        os._exit(0)


def run(work: Work, *, seconds: float = 60.0) -> Worker:
    """Do a piece of work to its end in a process of its own."""
    worker = Worker(work)
    worker.end(seconds)
    return worker
