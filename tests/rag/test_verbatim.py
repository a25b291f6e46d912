"""Of a question that is put in a paragraph's own words, the small words count too."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.lexical import Entry, LexicalIndex
from rag.verbatim import CANDIDATES, Verbatim

ASKED = "他为什么要把灯塔建在港口的北边？"
SAME_SUBJECT = "灯塔建于港口北边。"
"""The words of the subject, none of the small ones."""
NEARLY = "他之所以要把灯塔建在港口的北边，是因为那里的水最深。"


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    index = LexicalIndex(tmp_path)
    others = [Entry("别的", f"op{number}", f"第{number}年天气很好。", "他为什么要把") for number in range(60)]
    index.replace([], [Entry("甲", "op1", SAME_SUBJECT, ""), Entry("乙", "op1", NEARLY, ""), *others])
    return index


def test_the_paragraph_of_the_very_words_goes_first_and_loses_nothing(index: LexicalIndex) -> None:
    verbatim = Verbatim(ASKED, index)
    assert verbatim.keys[:2] == ("乙#op1", "甲#op1")
    assert verbatim.lost("乙#op1") == 0
    assert 0 < verbatim.lost("甲#op1") < verbatim.lost("没有#op1") <= 1


def test_what_only_stands_in_the_context_is_not_held(index: LexicalIndex) -> None:
    assert index.search({"为什": 1.0}, 5), "the words leg finds it there"
    assert not [key for key in Verbatim("为什么要把", index).keys if key.startswith("别的")]


def test_only_the_documents_that_are_asked_for_are_looked_at(index: LexicalIndex) -> None:
    assert Verbatim(ASKED, index, ("甲",)).keys == ("甲#op1",)
    assert len(Verbatim("天气很好", index).keys) == CANDIDATES


def test_where_the_best_holds_little_it_is_trusted_less_than_in_proportion(index: LexicalIndex) -> None:
    little = Verbatim(f"{ASKED}谁参加了春天举行的渔业会议并且投了反对票？", index)
    absent = "没有#op1"
    assert 0 < little.lost(absent) < Verbatim(ASKED, index).lost(absent) / 4


def test_nothing_is_lost_where_no_paragraph_holds_a_word(index: LexicalIndex) -> None:
    verbatim = Verbatim("whither?", index)
    assert verbatim.keys == ()
    assert verbatim.lost("甲#op1") == 0
    assert Verbatim("", index).lost("甲#op1") == 0
