"""A collection and its embedding model: another one is refused, or moved to, and nothing is lost."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rag import open_assistant, open_collection, read_settings
from rag.errors import OtherEmbedding
from rag.settings import BUNDLED_EMBEDDING
from tests.fakes import reading
from tests.rag.keeping import FORESTS, LIGHTS, QUESTION, counted, found, found_in, indexed, stored


def test_another_embedding_is_refused_and_nothing_is_lost(anywhere: Path, tmp_path: Path) -> None:
    stored(anywhere, LIGHTS)
    other = Path(shutil.copytree(BUNDLED_EMBEDDING, tmp_path / "other"))
    settings = replace(read_settings(home=anywhere), embedding=str(other))
    with open_assistant(settings) as assistant:
        with pytest.raises(OtherEmbedding, match="PARACITE_EMBEDDING"):
            assistant.ask(QUESTION)
        with pytest.raises(OtherEmbedding):
            assistant.collection.store([FORESTS])
        assert [document.id for document in assistant.collection.documents()] == ["lights"]
    assert "四百三十万美元" in found_in(anywhere)


def test_a_newer_bundled_model_takes_over_by_itself(home: Path) -> None:
    stored(home, LIGHTS, FORESTS)
    with sqlite3.connect(home / "paracite.sqlite3") as database:
        database.execute("UPDATE facts SET value = 'bundled:0000000000000000' WHERE name = 'fingerprint'")
        database.execute("UPDATE models SET fingerprint = 'bundled:0000000000000000'")
        database.execute("UPDATE vectors SET vector = zeroblob(length(vector))")
    with open_assistant(read_settings(home=home)) as assistant:
        assert "四百三十万美元" in found(assistant)
        assert all(hit.similarity for hit in assistant.search(QUESTION, limit=2))
        assert not assistant.collection._store.fact("fingerprint").endswith("0000")
    with sqlite3.connect(home / "paracite.sqlite3") as database:
        assert len(database.execute("SELECT DISTINCT model FROM vectors").fetchall()) == 1


def test_the_model_is_described_beside_its_vectors(anywhere: Path) -> None:
    with open_collection(read_settings(home=anywhere)) as collection:
        collection.store([LIGHTS])
        known = collection._records.described(collection._wanted_fingerprint())
    assert known["dimension"] == 256
    assert known["normalised"] is True
    assert known["files"]
    assert known["modules.json"]
    assert "prompts" in known["config_sentence_transformers.json"]  # type: ignore[operator]


def test_a_collection_moves_to_another_model_and_goes_on_after_a_kill(
    anywhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rag.settings import BUNDLED_EMBEDDING

    other = Path(shutil.copytree(BUNDLED_EMBEDDING, tmp_path / "other"))
    new = replace(read_settings(home=anywhere), embedding=str(other))
    stored(anywhere, LIGHTS, FORESTS)
    monkeypatch.setattr("rag.storage.reindexing._BATCH", 1)
    with open_assistant(read_settings(home=anywhere)) as former:
        assert "四百三十万美元" in found(former)
        with open_collection(new) as collection:
            embedder = counted(collection)
            encode = embedder.encode_documents

            def dies(texts: list[str]) -> object:
                if len(embedder.given) == 2:
                    raise KeyboardInterrupt
                return encode(texts)

            monkeypatch.setattr(embedder, "encode_documents", dies)
            with pytest.raises(KeyboardInterrupt):
                collection.reindex()
            assert len(embedder.given) == 2
        assert "四百三十万美元" in found(former)  # the old model still answers
        with open_assistant(new) as assistant:
            embedder = counted(assistant.collection)
            told: list[tuple[int, int]] = []
            assert assistant.collection.reindex(progress=lambda done, of: told.append((done, of))) == 1
            assert (len(embedder.given), told[-1]) == (1, (1, 1))
            assert "四百三十万美元" in found(assistant)
            assert all(hit.similarity for hit in assistant.search(QUESTION, limit=2))
            assert indexed(assistant.collection) == (3, 3)
            assert assistant.collection.reindex() == 0
        with pytest.raises(Exception, match="paracite reindex"):
            former.ask(QUESTION)


def test_vectors_of_a_model_to_come_are_indexed_before_it_takes_over(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rag.indexes.opened import Opened
    from rag.indexes.places import Places
    from rag.settings import BUNDLED_EMBEDDING

    new = replace(read_settings(home=home), embedding=str(shutil.copytree(BUNDLED_EMBEDDING, tmp_path / "other")))
    tides = reading("tides", ["潮汐表每年印刷九千册。"])
    shorter = reading(FORESTS.document.id, ["沙漠边缘的森林面积减少了两成。"])
    stored(home, LIGHTS, FORESTS, tides)
    prepare = Places.prepare

    def meanwhile(self: Places, *arguments: Any, **named: Any) -> None:
        stored(
            home, reading("tides", ["潮汐表改为每年印刷七千册。"])
        )  # among what is prepared, and changed again after
        prepare(self, *arguments, **named)
        assert (home / "dense-2" / "prepared.json").exists()
        stored(home, shorter)
        with open_assistant(read_settings(home=home)) as former:
            assert "七千册" in found(former, "潮汐表每年印刷多少册？")

    monkeypatch.setattr(Places, "prepare", meanwhile)
    with open_assistant(new) as assistant:
        with monkeypatch.context() as patch:
            patch.setattr(Opened, "begin_anew", None)  # nothing is built from nothing
            assistant.collection.reindex()
        assert sorted(path.name for path in home.glob("dense*")) == ["dense-2"]
        assert not (home / "dense-2" / "prepared.json").exists()
        windows = list(assistant.collection.vectors())
        assert indexed(assistant.collection) == (len(windows), len(windows))
        assert "七千册" in found(assistant, "潮汐表每年印刷多少册？")
        assert "两成" in found(assistant, "沙漠边缘的森林面积减少了多少？")
        assert all(hit.similarity for hit in assistant.search("森林面积减少了多少？", limit=2))
