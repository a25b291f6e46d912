"""Several collections in one home: their names, their folders, and that they keep apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rag import SettingsError, list_collections, open_assistant, open_collection, read_settings
from rag.errors import BadName
from rag.storage.shelf import slug_of
from tests.fakes import reading
from tests.rag.keeping import FORESTS, LIGHTS, both_say, found


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
