"""What a collection keeps beside its documents, what it does not do twice, and what it says where it cannot go on."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from rag import (
    Collection,
    Remark,
    SettingsError,
    UnknownDocument,
    list_collections,
    open_assistant,
    open_collection,
    read_settings,
)
from rag.errors import (
    BadDatabase,
    BadName,
    CollectionBusy,
    CollectionDamaged,
    CollectionReadOnly,
    DatabaseUnreachable,
    DiskFull,
    NewerCollection,
)
from rag.following import Following
from rag.lexical import LexicalIndex
from rag.shelf import slug_of
from rag.vectors import VectorIndex
from tests.fakes import reading
from tests.rag.first_layout import first_layout
from tests.rag.keeping import (
    FORESTS,
    LIGHTS,
    QUESTION,
    found,
    found_in,
    in_another_process,
    indexed,
    stored,
    without_privilege,
)


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


# --- beside the documents ------------------------------------------------------------------------------------------------


def test_notes_on_files_come_and_go_with_their_documents(anywhere: Path) -> None:
    with open_collection(read_settings(home=anywhere)) as collection:
        collection.store([LIGHTS, FORESTS], finished={"lights.txt": "a", "forests.txt": "b", "no-document.txt": "c"})
        assert collection.sources() == {"lights.txt": "a", "forests.txt": "b", "no-document.txt": "c"}
        collection.store([], finished={"lights.txt": "d"})
        collection.remove(["forests"])
        assert collection.sources() == {"lights.txt": "d", "no-document.txt": "c"}
        moved = replace(LIGHTS, document=replace(LIGHTS.document, source="elsewhere/lights.txt"))
        collection.store([moved], finished={"elsewhere/lights.txt": "e"})
        assert collection.sources() == {"elsewhere/lights.txt": "e", "no-document.txt": "c"}
    with open_collection(read_settings(home=anywhere)) as collection:
        assert collection.sources()["elsewhere/lights.txt"] == "e"


def test_a_file_is_kept_while_one_of_its_documents_is_left(anywhere: Path) -> None:
    both = [replace(each, document=replace(each.document, source="both.jsonl")) for each in (LIGHTS, FORESTS)]
    with open_collection(read_settings(home=anywhere)) as collection:
        collection.store(both, finished={"both.jsonl": "a"})
        collection.remove(["lights"])
        assert collection.sources() == {"both.jsonl": "a"}
        collection.remove(["forests"])
        assert collection.sources() == {}


def test_paragraphs_are_counted_without_being_read(anywhere: Path) -> None:
    with open_collection(read_settings(home=anywhere)) as collection:
        assert collection.paragraph_counts() == {}
        collection.store([LIGHTS, FORESTS])
        collection.store([reading("lights", ["一段。"])])
        assert collection.paragraph_counts() == {"lights": 1, "forests": 1}
        assert collection.size() == (2, 2)


def test_a_new_header_embeds_nothing_and_leaves_the_vectors_alone(
    anywhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = replace(LIGHTS, document=replace(LIGHTS.document, title="航标的维护", source="moved/lights.txt"))
    with open_assistant(read_settings(home=anywhere)) as assistant:
        collection = assistant.collection
        embedder = counted(collection)
        collection.store([LIGHTS])
        assert len(embedder.given) == 2
        touched: list[object] = []
        monkeypatch.setattr(VectorIndex, "add", lambda self, windows: touched.append(windows))
        monkeypatch.setattr(VectorIndex, "remove", lambda self, documents: touched.extend(documents))
        assert [change.outcome for change in collection.store([named])] == ["replaced"]
        assert (len(embedder.given), touched) == (2, [])
        assert collection.find_document("航标的维护").id == "lights"
        with pytest.raises(UnknownDocument):
            collection.find_document("灯塔的维护")
        assert "四百三十万美元" in found(assistant, "航标的维护")
        changed = reading("lights", ["沿海国每年至少检修灯塔两次。", "设立灯塔基金，数额为五百万美元。"])
        collection.store([changed])
        assert embedder.given[2:] == [changed.paragraphs[1].text]


def test_of_two_readings_of_one_document_the_last_counts(anywhere: Path) -> None:
    with open_collection(read_settings(home=anywhere)) as collection:
        collection.store([reading("lights", ["第一版。"]), reading("lights", ["第二版。", "新的一段。"])])
        assert [each.text for each in collection.paragraphs("lights")] == ["第二版。", "新的一段。"]
        assert indexed(collection) == (2, 2)


def test_names_are_looked_up_alike_in_any_spelling(anywhere: Path) -> None:
    with open_collection(read_settings(home=anywhere)) as collection:
        odd = replace(FORESTS, document=replace(FORESTS.document, title="100%_森林\\报告", symbol="A/HRC/1"))
        collection.store([LIGHTS, odd])
        for name in ("a/hrc/1", "Ａ／ＨＲＣ／１", "0%_森林\\报", "FORESTS.TXT"):
            assert collection.find_document(name).id == "forests"
        with pytest.raises(UnknownDocument):
            collection.find_document("0__森林")


# --- layouts -------------------------------------------------------------------------------------------------------------


def test_a_collection_of_the_first_version_opens_and_keeps_everything(home: Path, tmp_path: Path) -> None:
    with open_collection(read_settings(home=tmp_path / "present")) as present:
        present.store([LIGHTS, FORESTS])
        first_layout(home, present)
        documents, paragraphs = present.documents(), present.paragraphs("lights")
    with open_assistant(read_settings(home=home)) as assistant:
        embedder = counted(assistant.collection)
        collection = assistant.collection
        assert [replace(each, words="") for each in documents] == list(collection.documents())
        assert collection.paragraphs("lights") == paragraphs
        assert collection.paragraph_counts() == {"lights": 2, "forests": 1}
        assert collection.find_document("灯塔的维护").id == "lights"
        assert indexed(collection) == (3, 3)
        assert "四百三十万美元" in found(assistant)
        assert embedder.given == []
        collection.store([reading("tides", ["潮汐表每年印刷九千册。"])])
        assert indexed(collection) == (4, 4)
    assert "九千册" in found_in(home, "潮汐表每年印刷多少册？")


def test_a_layout_of_a_later_version_is_refused_and_left_alone(home: Path) -> None:
    stored(home, LIGHTS)
    with sqlite3.connect(home / "paracite.sqlite3") as database:
        database.execute("UPDATE facts SET value = '999' WHERE name = 'layout'")
    with pytest.raises(NewerCollection, match=r"999.*Update paracite"):
        open_collection(read_settings(home=home))
    with sqlite3.connect(home / "paracite.sqlite3") as database:
        database.execute("UPDATE facts SET value = '2' WHERE name = 'layout'")
    assert "四百三十万美元" in found_in(home)


def test_names_are_made_anew_where_documents_come_to_be_called_otherwise(anywhere: Path) -> None:
    with open_collection(read_settings(home=anywhere)) as collection:
        collection.store([LIGHTS])
        with collection._database.writing() as connection:
            connection.exec_driver_sql("UPDATE facts SET value = '0' WHERE name = 'naming'")
            connection.exec_driver_sql("DELETE FROM names")
    with open_collection(read_settings(home=anywhere)) as collection:
        assert collection.find_document("灯塔的维护").id == "lights"
        assert collection.find_document("lights.txt").id == "lights"


# --- how the indexes follow ----------------------------------------------------------------------------------------------


def test_indexes_that_are_behind_take_in_what_changed_and_no_more(
    anywhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(anywhere, LIGHTS, FORESTS, reading("old", ["旧的一段。"]))
    with monkeypatch.context() as patch:  # as where the process is killed before the indexes follow
        patch.setattr(Following, "stored", lambda self, fingerprint: None)
        with open_collection(read_settings(home=anywhere)) as collection:
            collection.store([reading("tides", ["潮汐表每年印刷九千册。"]), reading("lights", ["灯塔归各国管理。"])])
            collection.remove(["old"])
    taken: list[str] = []
    replaced = LexicalIndex.replace

    def spy(self: LexicalIndex, documents: list[str], entries: object) -> None:
        taken.extend(documents)
        replaced(self, documents, entries)  # type: ignore[arg-type]

    monkeypatch.setattr(LexicalIndex, "replace", spy)
    with open_assistant(read_settings(home=anywhere)) as assistant:
        assert "九千册" in found(assistant, "潮汐表每年印刷多少册？")
        assert "检修" not in found(assistant, "检修灯塔两次")
        assert indexed(assistant.collection) == (3, 3)
    assert sorted(taken) == ["lights", "old", "tides"]


def test_a_rebuild_is_told_and_killed_amid_it_goes_on(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        stored(home, reading(f"paper-{number}", [f"第{number}份文件说的是灯塔。"]))
    (home / "indexes.json").unlink()
    monkeypatch.setattr("rag.following._STEP", 2)
    steps = iter(range(10))

    def dies(self: VectorIndex, windows: list[object]) -> None:
        if next(steps) == 2:
            raise KeyboardInterrupt
        added(self, windows)  # type: ignore[arg-type]

    added = VectorIndex.add
    told: list[Remark] = []
    with monkeypatch.context() as patch:
        patch.setattr(VectorIndex, "add", dies)
        with (
            pytest.raises(KeyboardInterrupt),
            open_collection(read_settings(home=home), tell=told.append) as collection,
        ):
            collection.indexes()
    assert [each.code for each in told] == ["building"]
    assert "6" in told[0].zh
    assert "6" in told[0].en
    assert json.loads((home / "indexes.json").read_text())["lexical"] == 4
    with open_collection(read_settings(home=home)) as collection:
        assert indexed(collection) == (6, 6)


def test_vectors_that_are_gone_without_a_word_are_built_again(home: Path) -> None:
    with open_collection(read_settings(home=home)) as collection:
        collection.store(
            [reading("buoys", [f"第{number}号航标位于港口以东{number}海里。" for number in range(1, 1301)])]
        )
    for path in (home / "dense").glob("*/data_level0.bin"):
        path.write_bytes(b"\xff" * path.stat().st_size)
    for path in (home / "dense").glob("*/*.pickle"):
        path.write_bytes(b"garbage")
    with open_assistant(read_settings(home=home)) as assistant:
        for _ in range(3):
            hits = assistant.search("第817号航标位于港口以东多少海里？")
            assert hits[0].passage.paragraph.id == "817"
        assert hits[0].dense_rank is not None
        assert indexed(assistant.collection) == (1300, 1300)


def test_many_changes_in_a_row_cost_few_steps_of_the_indexes(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commits: list[float] = []
    replaced = LexicalIndex.replace

    def spy(self: LexicalIndex, documents: list[str], entries: object) -> None:
        commits.append(time.monotonic())
        replaced(self, documents, entries)  # type: ignore[arg-type]

    monkeypatch.setattr(LexicalIndex, "replace", spy)
    with open_collection(read_settings(home=home)) as collection:
        started = time.monotonic()
        for number in range(40):
            collection.store([reading(f"paper-{number}", [f"第{number}份文件说的是灯塔。"])])
        assert len(commits) <= 6 + 2 * (time.monotonic() - started)
        deadline = time.monotonic() + 2
        while indexed(collection) != (40, 40):
            assert time.monotonic() < deadline
            time.sleep(0.02)
    with open_collection(read_settings(home=home)) as collection:
        assert indexed(collection) == (40, 40)


def test_a_question_does_not_wait_for_a_writer_in_its_own_process(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(home, LIGHTS)
    amid, go_on = threading.Event(), threading.Event()
    added = VectorIndex.add

    def slow(self: VectorIndex, windows: list[object]) -> None:
        amid.set()
        assert go_on.wait(20)
        added(self, windows)  # type: ignore[arg-type]

    with open_assistant(read_settings(home=home)) as assistant:
        assert "四百三十万美元" in found(assistant)
        monkeypatch.setattr(VectorIndex, "add", slow)
        tides = reading("tides", ["潮汐表每年印刷九千册。"])
        writer = threading.Thread(
            target=assistant.collection.store,
            args=(
                [
                    tides,
                    replace(LIGHTS, paragraphs=LIGHTS.paragraphs[:1], document=replace(LIGHTS.document, digest="x")),
                ],
            ),
        )
        writer.start()
        assert amid.wait(20)
        started = time.monotonic()
        words = found(assistant)
        assert time.monotonic() - started < 2
        assert "检修灯塔" in words
        assert "四百三十万美元" not in words  # it is gone from the store: the indexes may know it, nobody cites it
        go_on.set()
        writer.join()
        assert "九千册" in found(assistant, "潮汐表每年印刷多少册？")


# --- company -------------------------------------------------------------------------------------------------------------


def test_waiting_is_told(home: Path) -> None:
    home.mkdir(parents=True)
    lock = FileLock(str(home / "write.lock"), thread_local=False)
    lock.acquire()
    threading.Timer(1.4, lambda: lock.release(force=True)).start()
    told: list[Remark] = []
    with open_collection(read_settings(home=home), tell=told.append) as collection:
        collection.store([LIGHTS])
    assert [each.code for each in told] == ["waiting"]
    assert "60" in told[0].en
    assert "60" in told[0].zh


def test_writers_on_two_machines_meet_in_the_database(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARACITE_DATABASE", database)
    here, there = read_settings(home=tmp_path / "here"), replace(read_settings(home=tmp_path / "there"), wait=0.2)
    with open_collection(here) as one, open_assistant(there) as other:
        one.store([LIGHTS])
        assert "四百三十万美元" in found(other)  # its own indexes, from the shared store
        with one._writer.held(), pytest.raises(CollectionBusy, match="PARACITE_WAIT"):
            other.collection.store([FORESTS])
        other.collection.store([FORESTS])
        assert {each.id for each in one.documents()} == {"lights", "forests"}


# --- where it cannot go on -----------------------------------------------------------------------------------------------


def both_say(error: object, *words: str) -> None:
    for language in ("zh", "en"):
        message = error.message(language)  # type: ignore[attr-defined]
        assert all(word in message for word in words), message


@pytest.mark.parametrize("address", ["nonsense", "mysql://user:secret@host/name", "sqlite:///x.db"])
def test_a_database_of_another_kind_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("PARACITE_DATABASE", address)
    with pytest.raises(BadDatabase) as caught:
        open_collection(read_settings(home=home))
    both_say(caught.value, "PARACITE_DATABASE", "postgresql+psycopg://")
    assert "secret" not in str(caught.value)


def test_a_database_that_does_not_answer_is_said_without_its_password(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARACITE_DATABASE", "postgresql+psycopg://user:secret@127.0.0.1:1/name")
    settings = read_settings(home=home)
    assert "secret" not in repr(settings)
    with pytest.raises(DatabaseUnreachable) as caught:
        open_collection(settings)
    both_say(caught.value, "PARACITE_DATABASE", "127.0.0.1:1/name")
    assert "secret" not in caught.value.message("en") + caught.value.message("zh")


def test_a_full_disk_is_said_and_costs_nothing_stored(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(home, LIGHTS)
    with open_collection(read_settings(home=home)) as collection:
        monkeypatch.setattr(LexicalIndex, "replace", _no_room)
        with pytest.raises(DiskFull) as caught:
            collection.store([FORESTS])
        both_say(caught.value, str(home))
    monkeypatch.undo()
    assert "三成" in found_in(home, "沙漠边缘的森林面积")


def _no_room(*_: object) -> None:
    raise OSError(28, "No space left on device")


FULL = """
import resource, signal, sys
from pathlib import Path
import rag.collection
from rag import open_collection, read_settings
from tests.fakes import FakeEmbedder, reading
rag.collection.Embedder = FakeEmbedder
home = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open_collection(read_settings(home=home)) as collection:
    size = (home / "paracite.sqlite3-wal").stat().st_size + 100_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    try:
        collection.store([reading("giant", [f"第{n}座灯塔的守护人住在岛上。" * 40 for n in range(200)])])
    except Exception as error:
        print(type(error).__name__)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print([each.id for each in collection.documents()])
"""


def test_no_room_for_the_log_leaves_what_there_was(home: Path) -> None:
    stored(home, LIGHTS)
    run = in_another_process(FULL, home)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[-1] == "['lights']", run.stdout + run.stderr
    assert run.stdout.splitlines()[0] in {"DiskFull", "CollectionDamaged", "CollectionUnreadable"}
    assert "四百三十万美元" in found_in(home)


def test_a_damaged_store_names_the_doctor(home: Path) -> None:
    stored(home, LIGHTS)
    (home / "paracite.sqlite3").write_bytes(b"garbage" * 1000)
    with pytest.raises(CollectionDamaged) as caught:
        open_collection(read_settings(home=home))
    both_say(caught.value, "paracite doctor", str(home))


@pytest.mark.parametrize("files", [0o444, 0o644])
def test_a_read_only_collection_answers_and_takes_nothing_in(files: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "collection"
        stored(home, LIGHTS)
        found_in(home)
        every = [Path(folder), home, *home.rglob("*")]
        for path in every:
            path.chmod(0o555 if path.is_dir() else files)
        with without_privilege(), open_assistant(read_settings(home=home)) as assistant:
            assert "四百三十万美元" in found(assistant)
            with pytest.raises(CollectionReadOnly) as caught:
                assistant.collection.store([FORESTS])
            both_say(caught.value, str(home), "--home DIR")
        for path in every:
            path.chmod(0o755)
    assert "只能读取" in caught.value.message("zh")


# --- another model -------------------------------------------------------------------------------------------------------


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
    monkeypatch.setattr("rag.reindexing._BATCH", 1)
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
    from rag.opened import Opened
    from rag.places import Places
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


# --- several collections -------------------------------------------------------------------------------------------------


def test_named_collections_keep_apart(anywhere: Path) -> None:
    settings = read_settings(home=anywhere)
    with open_collection(settings) as nameless, open_collection(replace(settings, collection="海事 Команда")) as named:
        nameless.store([LIGHTS])
        named.store([FORESTS, reading("tides", ["潮汐表每年印刷九千册。"])])
    with open_assistant(replace(settings, collection="海事  команда")) as assistant:  # the same name, spelt otherwise
        assert "三成" in found(assistant, "沙漠边缘的森林面积")
        assert "四百三十万美元" not in found(assistant)
    listed = list_collections(settings)
    assert [(each.name, each.documents, each.paragraphs) for each in listed] == [("", 1, 2), ("海事 Команда", 2, 2)]
    assert all(each.size_bytes > 10_000 for each in listed)
    if settings.database:  # another machine, which has made none of them
        elsewhere = replace(settings, home=anywhere.with_name("elsewhere"))
        assert [(each.name, each.documents) for each in list_collections(elsewhere)] == [("", 1), ("海事 Команда", 2)]


@pytest.mark.parametrize("name", ["team", "海事", "../../etc", "a/b", "CON", "é" * 100, "a b", "🚢1"])
def test_any_name_makes_a_safe_folder(name: str) -> None:
    slug = slug_of(name)
    assert slug.isascii()
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert 0 < len(slug) < 60


def test_names_that_differ_make_folders_that_differ() -> None:
    names = ["a b", "a-b", "a_b", "海事", "海 事", "команда", "a"]
    assert len({slug_of(name) for name in names}) == len(names)
    assert slug_of("Ａ B") == slug_of("a  b")


@pytest.mark.parametrize("name", ["..", "/", "🚢", "x" * 101])
def test_a_name_that_is_none_is_refused(home: Path, name: str) -> None:
    with pytest.raises(BadName) as caught:
        open_collection(replace(read_settings(home=home), collection=name))
    both_say(caught.value, "100")


def test_the_collection_is_chosen_by_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARACITE_COLLECTION", "maritime")
    assert read_settings().collection == "maritime"
    assert read_settings(collection="other").collection == "other"
    monkeypatch.setenv("PARACITE_WAIT", "0")
    with pytest.raises(SettingsError, match="PARACITE_WAIT"):
        read_settings()
