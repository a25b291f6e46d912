"""An answer to a part of what was asked says what is missing; one to all of it says nothing of the kind."""

from __future__ import annotations

import pytest

from rag import Assistant

PARTS = {
    "比利时将死刑和航天列入理事会议程吗？": ("航天", "zh"),
    "What does Belgium pledge on the death penalty and astronauts?": ("astronauts", "en"),
    "比利时在死刑问题上承诺做什么？": ("", "zh"),
    "比利时如何看待和平与发展？": ("", "zh"),
}


@pytest.mark.parametrize(("question", "expected"), PARTS.items())
def test_what_is_missing_is_named(assistant: Assistant, question: str, expected: tuple[str, str]) -> None:
    missing, language = expected
    answer = assistant.ask(question)
    assert not answer.refused
    assert answer.language == language
    assert (missing in answer.notice) if missing else not answer.notice
