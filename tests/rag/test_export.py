"""A collection as one file: whole there and back, between a file and PostgreSQL, and nothing believed that is damaged."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from rag import Collection, export_collection, import_collection, open_assistant, open_collection, read_settings
from rag.upkeep.file_errors import FileTaken, FileUnusable, NoPortableFile, PortableDamaged, PortableNewer
from rag.upkeep.importing import Import
from rag.upkeep.portable import PortableFile
from tests.fakes import reading
from tests.rag.keeping import FORESTS, LIGHTS, QUESTION, found, indexed

TIDES = reading("tides", ["潮汐表每年印刷九千册。"])


def take_in(collection: Collection, path: Path) -> Import | None:
    return import_collection(collection, path, consent=lambda _: True)


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    path = tmp_path / "all.paracite"
    with open_collection(replace(read_settings(home=tmp_path / "source"), database="")) as collection:
        collection.store([LIGHTS, FORESTS], finished={"lights.txt": "a note"})
        manifest = export_collection(collection, path)
    assert (manifest.documents, manifest.paragraphs, manifest.vectors) == (2, 3, 3)
    return path


class Never:
    """An embedding model that embeds nothing; its words are there."""

    def __init__(self, inner: object) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> object:
        if name.startswith("encode"):
            raise AssertionError("the vectors of the file should do")
        return getattr(self._inner, name)


def test_there_and_back_nothing_is_embedded_anew(anywhere: Path, exported: Path, tmp_path: Path) -> None:
    with open_assistant(read_settings(home=anywhere)) as assistant:
        embedder = assistant.collection.embedder
        assistant.collection._embedder = Never(embedder)  # type: ignore[assignment]
        assert take_in(assistant.collection, exported) == Import(2, 0, 0, 3, 0)
        assistant.collection._embedder = embedder
        assert assistant.collection.sources() == {"lights.txt": "a note"}
        assert "四百三十万美元" in found(assistant)
        assert indexed(assistant.collection) == (3, 3)
        assert take_in(assistant.collection, exported) == Import(0, 0, 2, 0, 0)
        again = tmp_path / "again.paracite"
        export_collection(assistant.collection, again)
    with zipfile.ZipFile(exported) as first, zipfile.ZipFile(again) as second:
        for name in ("documents.jsonl", "files.jsonl", "vectors.npy", "manifest.json"):
            assert first.read(name) == second.read(name)


def test_a_collection_that_holds_something_is_added_to_after_it_was_said(anywhere: Path, exported: Path) -> None:
    other = reading("lights", ["灯塔归各国管理。"], title="另一个文本")
    with open_assistant(read_settings(home=anywhere)) as assistant:
        collection = assistant.collection
        collection.store([other, TIDES])
        told: list[Import] = []
        assert import_collection(collection, exported, consent=lambda each: bool(told.append(each))) is None
        assert told == [Import(1, 1, 0, 3)]
        assert collection.size() == (2, 2)
        assert take_in(collection, exported) == Import(1, 1, 0, 3, 0)
        assert [each.id for each in collection.documents()] == ["forests", "lights", "tides"]
        assert "归各国管理" not in found(assistant, "灯塔归谁管理？")
        assert indexed(collection) == (4, 4)


def test_another_model_s_vectors_are_made_anew(home: Path, exported: Path, tmp_path: Path) -> None:
    def other(said: dict[str, object]) -> None:
        said["model"] = {"fingerprint": "hub:other", "description": "{}", "dimension": 256}

    path = doctored(exported, tmp_path / "other.paracite", manifest=other)
    with open_assistant(read_settings(home=home)) as assistant:
        assert take_in(assistant.collection, path) == Import(2, 0, 0, 3, 3)
        assert all(hit.dense_rank for hit in assistant.search(QUESTION, limit=1))


def test_a_file_that_is_there_is_not_written_over(exported: Path, home: Path) -> None:
    before = exported.read_bytes()
    with open_collection(read_settings(home=home)) as collection:
        with pytest.raises(FileTaken, match="--force"):
            export_collection(collection, exported)
        assert exported.read_bytes() == before
        assert export_collection(collection, exported, force=True).documents == 0
        with pytest.raises(FileUnusable):
            export_collection(collection, exported.parent / "missing" / "x")
        assert take_in(collection, exported) == Import(0, 0, 0, 0, 0)
    assert not list(exported.parent.glob(".*.new"))


def doctored(
    path: Path,
    target: Path,
    *,
    manifest: Callable[[dict[str, object]], None] = lambda _: None,
    members: Callable[[str, bytes], bytes] = lambda _, content: content,
) -> Path:
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            content = members(name, source.read(name))
            if name == "manifest.json":
                said = json.loads(content)
                manifest(said)
                content = json.dumps(said).encode()
            archive.writestr(name, content)
    return target


def test_every_flipped_byte_and_every_cut_is_found(exported: Path, home: Path, tmp_path: Path) -> None:
    whole = exported.read_bytes()
    with open_collection(read_settings(home=home)) as collection:
        collection.store([TIDES])
        for place in range(0, len(whole), 97):
            (tmp_path / "x").write_bytes(whole[:place])
            with pytest.raises((PortableDamaged, NoPortableFile)):
                take_in(collection, tmp_path / "x")
        with zipfile.ZipFile(exported) as archive:
            entries = archive.infolist()
        for entry in entries:
            start = entry.header_offset + 30 + len(entry.filename) + 20
            for place in range(start, start + entry.compress_size - 20, 61):
                flipped = bytearray(whole)
                flipped[place] ^= 0x10
                (tmp_path / "x").write_bytes(flipped)
                with pytest.raises((PortableDamaged, NoPortableFile)) as caught:
                    take_in(collection, tmp_path / "x")
                assert "x" in caught.value.message("zh")
        assert [each.id for each in collection.documents()] == ["tides"]
        assert indexed(collection) == (1, 1)


def test_what_is_said_wrongly_is_not_believed(exported: Path, home: Path, tmp_path: Path) -> None:
    def newer(said: dict[str, object]) -> None:
        said["format"] = 99

    def more(said: dict[str, object]) -> None:
        said["counts"]["documents"] = 3  # type: ignore[index]

    def stranger(said: dict[str, object]) -> None:
        said["kind"] = "something else"

    with open_collection(read_settings(home=home)) as collection:
        for number, (change, error) in enumerate(
            ((newer, PortableNewer), (more, PortableDamaged), (stranger, NoPortableFile))
        ):
            with pytest.raises(error):
                take_in(collection, doctored(exported, tmp_path / str(number), manifest=change))
        with pytest.raises(PortableDamaged):
            take_in(collection, doctored(exported, tmp_path / "m", members=lambda _, each: each.replace(b"0", b"1", 1)))
        (tmp_path / "text").write_text("灯塔", encoding="utf-8")
        for path in (tmp_path / "text", tmp_path):
            with pytest.raises((NoPortableFile, FileUnusable)):
                take_in(collection, path)
        assert collection.size() == (0, 0)


def test_a_file_made_to_fill_the_disk_is_refused_unread(exported: Path, tmp_path: Path) -> None:
    size = 40_000_000

    def bloated(said: dict[str, object]) -> None:
        said["members"]["documents.jsonl"] = {"bytes": size, "sha256": "0"}  # type: ignore[index]

    def zeros(name: str, content: bytes) -> bytes:
        return bytes(size) if name == "documents.jsonl" else content

    path = doctored(exported, tmp_path / "bomb", manifest=bloated, members=zeros)
    assert path.stat().st_size < 100_000
    with pytest.raises(PortableDamaged, match="40,000,000"):
        PortableFile(path)


def test_a_fault_amid_it_leaves_the_collection_as_it_was(
    anywhere: Path, exported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_collection(read_settings(home=anywhere)) as collection:
        collection.store([TIDES])

        def dies(*_: object) -> int:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr("rag.upkeep.importing._embed", dies)
            with pytest.raises(KeyboardInterrupt):
                take_in(collection, exported)
        assert [each.id for each in collection.documents()] == ["tides"]
        assert take_in(collection, exported) == Import(2, 0, 0, 3, 0)
