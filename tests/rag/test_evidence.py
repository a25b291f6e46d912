"""What speaks for an answer is read rightly, and none of it counts the wrong way."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import ingest
from rag import Assistant, open_assistant, open_collection, probability, read_settings
from tests.conftest import CORPUS

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
    assert assistant.ask("比利时承诺尽快批准哪些公约和议定书？").evidence["likely"] > 0


@pytest.mark.parametrize("plain", [0.0, 1.0])
def test_evidence_counts_the_way_it_points(assistant: Assistant, plain: float) -> None:
    evidence = {**assistant.ask("比利时在死刑问题上承诺做什么？").evidence, "plain": plain}
    assert len(evidence) == 8
    for name in evidence.keys() - {"plain"}:
        more = probability({**evidence, name: evidence[name] + 1}) - probability(evidence)
        assert more >= 0 if name in {"said", "found", "likely"} else more <= 0, name
        assert more or (plain and name in {"said", "missed", "uncounted"}), name


def test_plain_text_is_told_from_the_documents_of_the_trade(home: Path, tmp_path: Path) -> None:
    """A note of no known kind, asked in its own language and in another, beside a letter that is one."""
    note = tmp_path / "note.txt"
    note.write_text("灯塔\n\n北角灯塔建于1871年，塔高三十二米，由石匠老周设计。\n", encoding="utf-8")
    with open_collection(read_settings(home=home)) as collection:
        ingest(collection, [note, CORPUS / "estonia-letter-2020-09-14.txt"])
    with open_assistant(read_settings(home=home)) as assistant:
        own, other = assistant.ask("北角灯塔建于哪一年？"), assistant.ask("When was the 北角灯塔 built?")
        letter = assistant.ask("爱沙尼亚的会议是谁主持的？")
    assert [each.evidence["plain"] for each in (own, other, letter)] == [1, 0, 0]
    assert own.citations
    assert own.refused is None


def test_each_sort_of_text_has_its_own_coefficients() -> None:
    """What lacks a date is no answer in a letter; in an encyclopaedia, asked in its own words, what was found says nearly all."""
    names = ("said", "found", "likely", "missed", "uncounted", "misdated", "stranger")
    met = dict.fromkeys(names, 0.0) | {"said": 0.8, "found": 1.0}
    missed = met | {"missed": 1.0, "uncounted": 1.0}
    loss = [probability({**met, "plain": plain}) - probability({**missed, "plain": plain}) for plain in (0.0, 1.0)]
    assert loss[0] > 0.3 > loss[1]
    assert probability({**met, "found": 0.3, "plain": 1.0}) < 0.1 < probability({**met, "found": 0.3, "plain": 0.0})


def test_nothing_found_is_no_evidence() -> None:
    assert probability({}) == 0
