"""The measure of sentences and the training of the selector: what counts as the answer, and a set with its answers taken out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from eval.sentence_training import Group, exported, fit, is_held_back, without_gold
from eval.sentences import Asked, measure
from rag import SIGNALS, Assistant
from rag.answers.selector import read_selector

RANK, LEXICAL, OWN, MOST = (SIGNALS.index(name) for name in ("rank", "lexical_first", "own", "most_own"))


def test_an_answer_stands_in_a_judged_document() -> None:
    asked = Asked("誰？", ("劉少奇",), frozenset({"a"}))
    assert asked.is_answered_by("a", "第一任書記是 劉 少奇。")
    assert not asked.is_answered_by("b", "第一任書記是劉少奇。")
    assert not asked.is_answered_by("a", "第一任書記是別人。")


def test_what_is_left_closes_up() -> None:
    table = np.zeros((3, len(SIGNALS)), dtype=np.float32)
    table[:, RANK] = table[:, LEXICAL] = (1, 1 / 2, 1 / 3)
    table[:, OWN] = (0.9, 0.2, 0.5)
    left = without_gold(Group("q", table, np.array([True, False, False]), np.array([True, False, False])))
    assert left[:, RANK].tolist() == left[:, LEXICAL].tolist() == [1, 1 / 2]
    assert left[:, MOST].tolist() == pytest.approx([-0.3, 0.0])


def test_questions_of_one_article_stay_together() -> None:
    assert len({is_held_back(f"1147-5-{number}") for number in range(9)}) == 1
    assert {is_held_back(f"{article}-1-1") for article in range(40)} == {True, False}


def test_trees_say_the_same_when_they_are_read_again(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    groups = []
    for number in range(60):
        table = (
            random.integers(0, 100, (12, len(SIGNALS))).astype(np.float32) / 100
        )  # no two values as near as rounding is
        table[0, OWN] = 1.0
        best = np.arange(12) == 0
        groups.append(Group(str(number), table, best, best))
    model = fit(groups)
    path = tmp_path / "trees.json"
    path.write_text(json.dumps(exported(model)), encoding="utf-8")
    read = read_selector(path)
    table = np.vstack([group.table for group in groups])
    close = np.isclose(read.logits(table), np.maximum(model.decision_function(table), -12), atol=0.01)
    assert close.mean() > 0.99
    assert sum(read.logits(group.table).argmax() == group.answers.argmax() for group in groups) > 50


def test_sentences_are_counted_end_to_end(assistant: Assistant) -> None:
    document = next(one for one in assistant.collection.documents() if "estonia" in one.id)
    member = document.member or document.id
    right = Asked("爱沙尼亚的会议由谁主持？", ("乌尔马斯·赖因萨卢",), frozenset({member}))
    wrong = Asked("爱沙尼亚的会议由谁主持？", ("张三",), frozenset({member}))
    tally = measure(assistant, [right, wrong], refusals=True)
    assert [str(tally.ranked[most]) for most in (1, 2, 3)] == ["1 of 2"] * 3
    assert str(tally.shown) == "1 of 2"
    assert str(tally.refused) == "2 of 2"
    assert len(list(tally.lines())) == 9
    assert len(tally.composing) == 2
    assert tally.seconds > 0
