"""What speaks for an answer is read rightly, and none of it counts the wrong way."""

from __future__ import annotations

import pytest

from rag import Assistant, probability

READ = {
    "比利时在2016年担任什么职务？": {"misdated": 0, "stranger": 0},
    "比利时在1987年担任什么职务？": {"misdated": 1},
    "匈牙利参选人权理事会哪个任期？": {"stranger": 1},
    "比利时参选人权理事会哪个任期？": {"stranger": 0},
    "比利时何时批准《伊斯坦布尔公约》？": {"missed": 0, "uncounted": 0},
    "比利时每年给人权高专办捐多少钱？": {"missed": 1, "uncounted": 1},
}


@pytest.mark.parametrize(("question", "expected"), READ.items())
def test_what_the_best_sentence_lacks_is_seen(assistant: Assistant, question: str, expected: dict[str, int]) -> None:
    evidence = assistant.ask(question).evidence
    assert {name: evidence[name] for name in expected} == expected


def test_what_another_language_answers_is_not_held_against_it(assistant: Assistant) -> None:
    assert assistant.ask("What does Belgium pledge on the death penalty?").evidence["likely"] == 0
    assert assistant.ask("比利时在死刑问题上承诺做什么？").evidence["likely"] > 0


def test_evidence_counts_the_way_it_points(assistant: Assistant) -> None:
    evidence = assistant.ask("比利时在死刑问题上承诺做什么？").evidence
    assert len(evidence) == 7
    for name in evidence:
        more = probability({**evidence, name: evidence[name] + 1}) - probability(evidence)
        assert more > 0 if name in {"said", "found", "likely"} else more < 0, name


def test_nothing_found_is_no_evidence() -> None:
    assert probability({}) == 0
