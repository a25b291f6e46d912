"""A file of many questions: side by side in several processes, and told as if one had answered after the other."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from rag import Assistant, Settings
from ui.commands import batch

QUESTIONS = [
    "比利时支持国际刑事法院吗？",
    "长" * 5000,
    "67/169号决议第8段说了什么？",
    "谁赢得了2022年世界杯？",
    "What does Belgium say about the death penalty?",
]


def without_times(line: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in line.items() if name != "timings_ms"}


def test_several_processes_say_what_one_says_in_the_same_order(
    assistant: Assistant, sample_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = list(batch.answered(assistant, QUESTIONS, {}, sample_settings))
    monkeypatch.setattr(batch, "processes_for", lambda *_: 2)
    together = list(batch.answered(assistant, QUESTIONS, {}, sample_settings))
    assert [line["question"] for line in together] == QUESTIONS
    assert "error" in together[1]
    assert [without_times(line) for line in together] == [without_times(line) for line in alone]


def is_ended(*_: object) -> None:
    """As the system ends a process for want of memory."""
    os._exit(137)


def test_what_processes_that_are_ended_leave_is_answered_by_this_one(
    assistant: Assistant, sample_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "processes_for", lambda *_: 2)
    monkeypatch.setattr(batch, "_open", is_ended)
    lines = list(batch.answered(assistant, QUESTIONS[2:4], {}, sample_settings))
    assert [line["question"] for line in lines] == QUESTIONS[2:4]


def test_few_questions_or_a_model_that_is_paid_for_are_one_process(
    assistant: Assistant, sample_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "cores", lambda: 4)
    many = ["问"] * batch.ENOUGH
    assert batch.processes_for(assistant, many, sample_settings) == 4
    assert batch.processes_for(assistant, many[1:], sample_settings) == 1
    assert batch.processes_for(assistant, many, replace(sample_settings, model="openai:any")) == 1
    monkeypatch.setattr(batch, "MOST_PARAGRAPHS", 1)
    assert batch.processes_for(assistant, many, sample_settings) == 1
