"""What the tests of a collection share: a few small documents, and a collection written and asked in one call."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rag import Assistant, Collection, Reading, open_assistant, open_collection, read_settings
from tests.fakes import reading

ROOT = Path(__file__).resolve().parents[2]
LIGHTS = reading("lights", ["沿海国每年至少检修灯塔两次。", "设立灯塔基金，数额为四百三十万美元。"], title="灯塔的维护")
FORESTS = reading("forests", ["沙漠边缘的森林面积增加了三成。"], title="森林的恢复")
QUESTION = "灯塔基金的数额是多少？"


def stored(home: Path, *readings: Reading) -> list[str]:
    with open_collection(read_settings(home=home)) as collection:
        return [change.outcome for change in collection.store(readings)]


def found(assistant: Assistant, question: str = QUESTION) -> str:
    """The words of all paragraphs that are found; whether they are judged to answer is tested elsewhere."""
    return "".join(hit.passage.paragraph.text for hit in assistant.search(question, limit=50))


def found_in(home: Path, question: str = QUESTION) -> str:
    with open_assistant(read_settings(home=home)) as assistant:
        return found(assistant, question)


def indexed(collection: Collection) -> tuple[int, int]:
    lexical, dense = collection.indexes()
    return lexical.count(), dense.count()


def in_another_process(program: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, str(home)], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )


@contextmanager
def without_privilege() -> Iterator[None]:
    """Root may write everywhere: as somebody else for a while."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


class CountingEmbedder:
    """The bundled model, which tells what it is given."""

    def __init__(self, collection: Collection) -> None:
        self._inner = collection.embedder
        self.given: list[str] = []

    def encode_documents(self, texts: list[str]) -> object:
        self.given += texts
        return self._inner.encode_documents(texts)

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)


def counted(collection: Collection) -> CountingEmbedder:
    counter = CountingEmbedder(collection)
    collection._embedder = counter  # type: ignore[assignment]
    return counter


def both_say(error: object, *words: str) -> None:
    for language in ("zh", "en"):
        message = error.message(language)  # type: ignore[attr-defined]
        assert all(word in message for word in words), message
