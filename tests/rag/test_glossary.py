"""The data of the trade are well formed: who adds a line is told what is wrong with it."""

import re
from pathlib import Path

import pytest
from opencc import OpenCC

from rag.words.glossary import mentions
from rag.words.terms import normalise

DATA = Path(__file__).resolve().parents[2] / "rag" / "data"
HAN = re.compile(r"[〇一-鿿]")
HEADER = ["zh", "en", "synonyms_zh", "synonyms_en"]


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (DATA / name).read_text(encoding="utf-8").split("\n")[:-1]]


def names(row: list[str], *, chinese: bool) -> list[str]:
    head, others = (row[0], row[2]) if chinese else (row[1], row[3])
    return [head, *others.split("|")] if others else [head]


@pytest.fixture(params=["glossary.tsv", "territories.tsv"])
def entries(request: pytest.FixtureRequest) -> list[list[str]]:
    read = rows(request.param)
    assert read[0] == HEADER
    return read[1:]


def test_every_line_has_four_columns_and_both_head_words(entries: list[list[str]]) -> None:
    assert [row for row in entries if len(row) != 4 or not row[0] or not row[1]] == []


def test_no_name_is_empty_padded_or_said_twice_in_its_entry(entries: list[list[str]]) -> None:
    wrong = []
    for row in entries:
        for chinese in (True, False):
            said = names(row, chinese=chinese)
            folded = [name.lower() for name in said]
            if any(name != name.strip() or not name for name in said) or len(set(folded)) < len(folded):
                wrong.append(row[0])
    assert wrong == []


def test_head_words_stand_once_and_in_order(entries: list[list[str]]) -> None:
    heads = [row[0] for row in entries]
    assert heads == sorted(set(heads))


def test_chinese_is_chinese_simplified_and_english_is_not_chinese(entries: list[list[str]]) -> None:
    converter = OpenCC("t2s")
    wrong = []
    for row in entries:
        wrong += [name for name in names(row, chinese=True) if not HAN.search(name) or converter.convert(name) != name]
        wrong += [name for name in names(row, chinese=False) if HAN.search(name) or not re.search("[A-Za-z]", name)]
    assert wrong == []


def test_there_is_enough_of_it() -> None:
    assert len(rows("glossary.tsv")) > 1000
    assert len(rows("territories.tsv")) > 195


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("安理会", "Security Council"),
        ("薪酬", "wages"),
        ("薪酬", "工资"),
        ("记者", "新闻工作者"),
        ("主权国家", "会员国"),
        ("拐卖", "贩运人口"),
        ("难民署", "UNHCR"),
        ("承诺", "pledge"),
        ("处决", "死刑"),
    ],
)
def test_what_people_say_stands_beside_what_texts_say(one: str, other: str) -> None:
    together = [{*names(row, chinese=True), *names(row, chinese=False)} for row in rows("glossary.tsv")[1:]]
    assert any({one, other} <= said for said in together)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("比利时", "Belgian"),
        ("白俄罗斯", "Belarus"),
        ("大韩民国", "South Korea"),
        ("科特迪瓦", "Ivory Coast"),
        ("联合王国", "UK"),
    ],
)
def test_states_have_their_people_and_their_other_names(chinese: str, english: str) -> None:
    together = [{*names(row, chinese=True), *names(row, chinese=False)} for row in rows("territories.tsv")[1:]]
    assert any({chinese, english} <= said for said in together)


def test_capitals_are_those_of_states_that_are_named_here() -> None:
    read = rows("capitals.tsv")
    assert read[0] == ["zh", "en", "state", "synonyms_en"]
    states = {row[0] for row in rows("territories.tsv")[1:]}
    heads = [row[0] for row in read[1:]]
    assert len(heads) > 100
    assert heads == sorted(set(heads))
    assert [row for row in read[1:] if len(row) != 4 or row[2] not in states or not re.search("[A-Za-z]", row[1])] == []


def test_a_capital_speaks_for_its_state_and_a_state_not_for_its_capital() -> None:
    for text, city, state in (("首尔当局怎么说", "首尔", "韩国"), ("What did Ottawa promise?", "ottawa", "加拿大")):
        plain = normalise(text)
        (mention,) = (each for each in mentions(plain) if plain[each.start : each.end] == city)
        assert state in mention.concepts[0].chinese
        assert not any(concept.state for concept in mention.concepts)
    (mention,) = mentions("加拿大")
    assert "ottawa" not in {name for concept in mention.concepts for name in concept.names}


def test_beside_the_name_of_its_state_a_capital_is_a_place() -> None:
    (mention,) = mentions("加拿大渥太华")
    assert mention.concepts[0].state
    assert len(mentions("法国和渥太华")) == 2
