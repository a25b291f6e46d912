"""One embedding model for all tests of this room: loading it costs more than most of them. A PostgreSQL server likewise."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path

import pytest

import rag.storage.collection
from rag.encoders.embedding import Embedder
from tests.rag import postgres

GIVEN_POSTGRES = os.environ.get("PARACITE_TEST_POSTGRES", "")
"""The URL of a server on which databases may be made, with ``{name}`` for the database. Read before it is cleaned away."""
_NUMBERS = count()


@pytest.fixture(scope="session", autouse=True)
def one_embedder() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rag.storage.collection, "Embedder", cache(Embedder))
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server, with ``{name}`` for the database."""
    if GIVEN_POSTGRES:
        yield GIVEN_POSTGRES
        return
    binaries = postgres.programs()
    if binaries is None:
        pytest.skip("no PostgreSQL: install Debian's postgresql, or set PARACITE_TEST_POSTGRES")
    with postgres.server(binaries) as url:
        yield url


@pytest.fixture
def database(postgres_server: str) -> Iterator[str]:
    """The URL of an empty database."""
    name = f"paracite_{os.getpid()}_{next(_NUMBERS)}"
    postgres.execute(postgres_server, f"CREATE DATABASE {name}")
    yield postgres_server.format(name=name)
    postgres.execute(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def anywhere(request: pytest.FixtureRequest, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home for an empty collection whose source of truth is a file, and one whose is a PostgreSQL database."""
    if request.param == "postgresql":
        monkeypatch.setenv("PARACITE_DATABASE", request.getfixturevalue("database"))
    return home
