"""The vectors on a Chroma server, a real one: shared by processes, behind a proxy, away, back, and begun anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import rag.indexes.vectors
from rag import Remark, Settings, open_assistant, open_collection, read_settings
from rag.errors import BadHeaders, BadServer, ChromaAway
from rag.indexes.server_address import server_address
from rag.indexes.vectors import ServedIndex
from tests.fakes import reading
from tests.rag.chroma import LET_IN, Server, proxy
from tests.rag.keeping import FORESTS, LIGHTS, QUESTION, found, indexed

TIDES = reading("tides", ["潮汐表每年印刷九千册。"])


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("chroma"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that was away is asked again at once."""
    monkeypatch.setattr(rag.indexes.vectors, "_AGAIN_SECONDS", 0.0)


@pytest.fixture
def settings(anywhere: Path, chroma: Server) -> Settings:
    return replace(read_settings(home=anywhere), chroma=chroma.url)


def by_vector(assistant: object, question: str = QUESTION) -> bool:
    return all(hit.dense_rank is not None for hit in assistant.search(question, limit=1))  # type: ignore[attr-defined]


def test_the_server_keeps_the_vectors_and_every_process_sees_them(settings: Settings, tmp_path: Path) -> None:
    with open_assistant(settings) as writer, open_assistant(settings) as reader:
        writer.collection.store([LIGHTS, FORESTS])
        assert "四百三十万美元" in found(reader)
        assert by_vector(reader)
        writer.collection.store([TIDES])
        writer.collection.remove(["forests"])
        _, dense = reader.collection.indexes()
        assert isinstance(dense, ServedIndex)
        assert dense.count() == 3
        assert indexed(writer.collection) == (3, 3)
        assert not list(settings.home.glob("dense*"))
    if settings.database:  # another machine: nothing here, the vectors are not taken in again
        elsewhere = replace(settings, home=tmp_path / "elsewhere")
        with open_assistant(elsewhere) as other:
            seen: list[object] = []
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(ServedIndex, "add", lambda self, windows: seen.append(windows))
                assert "四百三十万美元" in found(other)
            assert seen == []
            assert by_vector(other)
            other.collection.store([reading("lights", ["灯塔基金改为五百万美元。"])])
            assert indexed(other.collection) == (2, 2)
        with open_assistant(settings) as writer:
            assert "五百万美元" in found(writer)
            assert indexed(writer.collection) == (2, 2)


def test_collections_and_models_keep_apart_on_one_server(anywhere: Path, chroma: Server, tmp_path: Path) -> None:
    settings = replace(read_settings(home=anywhere), chroma=chroma.url)
    others = [replace(settings, collection="海事"), replace(settings, home=tmp_path / "x", database="")]
    with open_collection(settings) as first:
        first.store([LIGHTS])
        for other in others:
            with open_collection(other) as second:
                second.store([FORESTS])
                assert indexed(second) == (1, 1)
        assert indexed(first) == (2, 2)


def test_a_server_that_goes_away_costs_nothing_and_is_brought_up_when_it_is_back(
    anywhere: Path, tmp_path: Path
) -> None:
    server = Server(tmp_path)
    server.start()
    told: list[Remark] = []
    settings = replace(read_settings(home=anywhere), chroma=server.url)
    try:
        with open_assistant(settings, tell=told.append) as assistant:
            assistant.collection.store([LIGHTS])
            assert not assistant.ask(QUESTION).notice
            server.stop()
            answer = assistant.ask(QUESTION)
            assert "四百三十万美元" in answer.text
            assert "PARACITE_CHROMA" in answer.notice
            assert server.url in answer.notice
            assistant.collection.store([FORESTS])
            assistant.collection.remove(["lights"])
            assert "三成" in found(assistant, "沙漠边缘的森林面积")
            server.start()
            assert "三成" in found(assistant, "沙漠边缘的森林面积")
            assistant.collection.store([TIDES])
            assistant.collection.settle()  # change upon change is followed beside the work
            assert indexed(assistant.collection) == (2, 2)
            assert by_vector(assistant, "沙漠边缘的森林面积")
            assert assistant.collection.away is None
            server.stop()
            server.start("empty")  # without what it held
            assert by_vector(assistant, "沙漠边缘的森林面积")
            assert indexed(assistant.collection) == (2, 2)
        server.stop()
        with open_assistant(settings, tell=told.append) as assistant:  # opened while it is away
            assert "三成" in found(assistant, "沙漠边缘的森林面积")
            assert assistant.collection.away
    finally:
        server.stop()
    assert {each.code for each in told} >= {"away"}


def test_a_proxy_asks_for_a_header_that_is_never_shown(settings: Settings, chroma: Server) -> None:
    told: list[Remark] = []
    with proxy(chroma) as (url, keeper):
        with open_collection(replace(settings, chroma=url), tell=told.append) as collection:
            collection.store([LIGHTS])
        assert "401" in told[0].en
        assert "PARACITE_CHROMA_HEADERS" in told[0].zh
        let_in = replace(settings, chroma=url, chroma_headers=f"Authorization: {LET_IN}\nX-Team: maritime")
        assert LET_IN not in repr(let_in)
        with open_assistant(let_in, tell=told.append) as assistant:
            assert by_vector(assistant)
            keeper.breaks_after = 0  # lost in the midst of an upsert
            assistant.collection.store([FORESTS])
            assert "三成" in found(assistant, "沙漠边缘的森林面积")
            keeper.breaks_after = None
            assert by_vector(assistant, "沙漠边缘的森林面积")
            assistant.collection.store([TIDES])
            assert indexed(assistant.collection) == (4, 4)
    assert not any(LET_IN in each.zh + each.en for each in told)


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"chroma_tenant": "nobody"}, "PARACITE_CHROMA_TENANT"),
        ({"chroma_database": "no-database"}, "PARACITE_CHROMA_DATABASE"),
        ({"chroma": "http://127.0.0.1:1"}, "PARACITE_CHROMA"),
    ],
)
def test_what_is_wrong_is_named_and_the_words_answer(
    home: Path, chroma: Server, changed: dict[str, str], word: str
) -> None:
    settings = replace(replace(read_settings(home=home), chroma=chroma.url), **changed)  # type: ignore[arg-type]
    with open_assistant(settings) as assistant:
        assistant.collection.store([LIGHTS])
        assert "四百三十万美元" in found(assistant)
        away = assistant.collection.away
        assert isinstance(away, ChromaAway)
        assert word in away.message("zh")
        assert word in away.message("en")


@pytest.mark.parametrize(("status", "word"), [(404, "v2"), (200, "v2"), (503, "503"), (403, "PARACITE_CHROMA_HEADERS")])
def test_another_service_at_the_address_is_told(home: Path, chroma: Server, status: int, word: str) -> None:
    with proxy(chroma) as (url, keeper):
        keeper.always = status
        with open_collection(replace(read_settings(home=home), chroma=url)) as collection:
            collection.store([LIGHTS])
            collection.indexes()
            assert collection.away is not None
            assert word in collection.away.message("en")
            assert word in collection.away.message("zh")


@pytest.mark.parametrize("address", ["localhost:8000", "ftp://host", "http://", "http://host:port", "https://h/?q=1"])
def test_an_address_that_is_none_is_refused(home: Path, address: str) -> None:
    with pytest.raises(BadServer):
        open_collection(replace(read_settings(home=home), chroma=address))


@pytest.mark.parametrize("text", ["no colon", "{", '{"a": 1}', "[1]", "na me: x", "Name: 中文"])
def test_headers_that_are_none_are_refused(home: Path, text: str) -> None:
    with pytest.raises(BadHeaders):
        server_address(replace(read_settings(home=home), chroma="http://h:1", chroma_headers=text))


def test_an_address_is_read(home: Path) -> None:
    settings = replace(
        read_settings(home=home), chroma="https://me:se%20cret@h:1/chroma/", chroma_headers='{"X-A": "b"}'
    )
    address = server_address(settings)
    assert address is not None
    assert address.url == "https://h:1/chroma"
    assert dict(address.headers) == {"X-A": "b", "Authorization": "Basic bWU6c2UgY3JldA=="}
    assert "bWU6" not in repr(address)
