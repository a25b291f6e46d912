"""One form for what people type differently, and the terms that are searched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.words.terms import chinese_number, normalise, terms

SAME = {
    "width": ("２０１２年第６７／１６９号决议（草案）", "2012年第67/169号决议(草案)"),
    "traditional": ("關於記者與會員國的決議", "关于记者与会员国的决议"),
    "case": ("A/HRC/Res/13/23", "a/hrc/RES/13/23"),
    "spaces in a date": ("2007 年 4 月 9 日", "2007年4月9日"),
    "a line break in a date": ("2008年 12 月\n18日", "2008年12月18日"),
    "a full-width space": ("第\u3000八\u3000段", "第八段"),
    "a space in a number of a resolution": ("第 13/23 号", "第13/23号"),
}


@pytest.mark.parametrize(("typed", "printed"), SAME.values(), ids=SAME)
def test_what_is_typed_differently_is_one(typed: str, printed: str) -> None:
    assert normalise(typed) == normalise(printed)
    assert terms(typed) == terms(printed)


def test_spaces_between_latin_words_stay() -> None:
    assert normalise("Member States of 大会") == "member states of 大会"


@given(st.text(max_size=60))
def test_one_form_is_its_own_form(text: str) -> None:
    once = normalise(text)
    assert terms(text) == terms(once)


SYMBOLS = {
    "A/RES/67/169": ["a/res/67/169", "67/169"],
    "（A/RES/67/169）。": ["a/res/67/169", "67/169"],
    "(see A/HRC/RES/13/23).": ["see", "a/hrc/res/13/23", "13/23"],
    "A/C.3/77/L.10/Rev.1.": ["a/c.3/77/l.10/rev.1"],
    "S/RES/1325(2000)": ["s/res/1325(2000)"],
    "第67/169号": ["第", "67/169", "号"],
    "3.5": ["3.5"],
}


@pytest.mark.parametrize(("text", "found"), SYMBOLS.items())
def test_symbols_and_numbers_stay_whole(text: str, found: list[str]) -> None:
    assert list(terms(text)) == found


ORDINALS = [
    ("第八十届", "第80届", "80th session"),
    ("第一百二十三次", "第123次", "123rd meeting"),
    ("第六十七届会议", "第67届会议", "67th"),
    ("二〇一二年", "2012年", "in 2012"),
]


@pytest.mark.parametrize(("words", "digits", "english"), ORDINALS)
def test_an_ordinal_is_found_by_its_number(words: str, digits: str, english: str) -> None:
    assert terms(words) == terms(digits)
    numbers = [term for term in terms(english) if term.isdecimal()]
    assert numbers
    assert set(numbers) <= set(terms(words))


def test_other_ordinals_are_other_terms() -> None:
    assert not set(terms("第八十届")) & set(terms("第十八届"))


NUMERALS = {
    "〇": 0,
    "七": 7,
    "十": 10,
    "十五": 15,
    "二十": 20,
    "八十一": 81,
    "百": 100,
    "一百零八": 108,
    "两百": 200,
    "三百四十五": 345,
    "一千零一": 1001,
    "一千二百三十四": 1234,
    "二〇一二": 2012,
}


@pytest.mark.parametrize(("numeral", "value"), NUMERALS.items())
def test_chinese_numerals(numeral: str, value: int) -> None:
    assert chinese_number(numeral) == value


def test_han_text_is_characters_and_pairs_and_words_are_stems() -> None:
    assert terms("会员国") == ("会", "员", "国", "会员", "员国")
    assert terms("Pledges, pledged") == terms("pledge pledging")
    assert terms("Member-States’") == terms("member states")
    assert terms("，。 — “”") == ()


@pytest.mark.parametrize(
    "run", ["7" * 5000, "٣" * 5000, "八" * 5000, "七" * 5000 + "十"], ids=["figures", "Arabic figures", "eight", "ten"]
)
@pytest.mark.parametrize("form", ["第{}届会议", "第{}条", "{}年", "第{0}/{0}号"])
def test_a_run_of_thousands_of_figures_is_no_number_and_breaks_nothing(form: str, run: str) -> None:
    assert terms(form.format(run))
    assert terms(f"{form.format(run)}，会员国")[-3:] == ("国", "会员", "员国")
