"""What a sentence must hold to answer: cases as data, each with a sentence that does and one that does not."""

from __future__ import annotations

import pytest

from rag.questions.answer_type import expected
from rag.words.terms import normalise

CASES = {
    "灯塔基金的数额是多少？": ("设立灯塔基金，数额为四百三十万美元。", "设立灯塔基金。"),
    "比利时捐款多少欧元？": ("比利时捐款 300 万欧元。", "比利时捐款三次。"),
    "这项公约有多少条款？": ("公约共有三十条款。", "公约值 30 欧元。"),
    "有几个会员国没有参加？": ("三个会员国没有参加。", "一些会员国没有参加。"),
    "会议在第几届？": ("第六十八届会议。", "会议有 68 人。"),
    "信是什么时候发出的？": ("2007 年 4 月 9 日的信。", "这封信。"),
    "当时的大会主席是谁？": ("主席安德烈·达普基乌纳斯。", "大会主席。"),
    "哪些国家共同主持？": ("爱沙尼亚和加拿大主持。", "一些会员国主持。"),
    "How many Member States took the floor?": ("32 个会员国作了发言。", "会员国于 9 月 4 日发言。"),
}


@pytest.mark.parametrize(("question", "sentences"), CASES.items())
def test_a_sentence_holds_what_is_wanted_or_not(question: str, sentences: tuple[str, str]) -> None:
    expectation = expected(normalise(question))
    assert expectation.is_strict
    assert expectation.met_by(sentences[0]) == 1.0
    assert expectation.met_by(sentences[1]) == 0.0
