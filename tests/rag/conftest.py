"""One embedding model for all tests of this room: loading it costs more than most of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

import rag.collection
from rag.embedding import Embedder


@pytest.fixture(scope="session", autouse=True)
def one_embedder() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rag.collection, "Embedder", cache(Embedder))
        yield
