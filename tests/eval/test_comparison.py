"""A run against an earlier one: nothing changed is nothing found, a real loss fails, one lost question does not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.command import Wanted, evaluate, run_suite
from eval.comparison import compare, load_baseline
from eval.dataset import SHIPPED_SET, load_questions
from eval.errors import BaselineUnreadable, NothingToCompare
from eval.suite import Suite
from rag import Answer, Refusal
from tests.eval.answering import AlwaysRefuses, LeavesOutTheLast, RightAssistant

QUESTIONS = load_questions(SHIPPED_SET)


@pytest.fixture
def suite(tmp_path: Path) -> Suite:
    return Suite(path=tmp_path / "set.jsonl", questions=QUESTIONS)


@pytest.fixture
def baseline(suite: Suite, tmp_path: Path) -> Path:
    path = tmp_path / "baseline.json"
    assert run_suite(RightAssistant(QUESTIONS), suite, Wanted(json_path=path), "en") == 0
    return path


def test_the_same_product_changes_nothing_and_passes(
    suite: Suite, baseline: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = tmp_path / "now.json"
    assert run_suite(RightAssistant(QUESTIONS), suite, Wanted(baseline=baseline, json_path=result), "en") == 0
    told = json.loads(result.read_text(encoding="utf-8"))["comparison"]
    assert (told["newly_wrong"], told["newly_right"], told["not_compared"]) == ([], [], [])
    counted = [one for name, one in told["measures"].items() if name not in ("milliseconds",)]
    assert all(one["interval"] == [0, 0] and one["before"] == one["after"] for one in counted)
    assert 0.03 < told["measures"]["answered"]["smallest_detectable"] < 0.2
    assert "No measure of any question changed." in capsys.readouterr().out


class ForgetsSome(RightAssistant):
    """Refuses the first so many answerable questions."""

    lost = 1

    def answer(self, known: object) -> Answer:
        assert isinstance(known, type(QUESTIONS[0]))
        victims = [one for one in QUESTIONS if one.answerable][: self.lost]
        return self.refuse(known, Refusal.NOTHING_CLOSE) if known in victims else super().answer(known)


@pytest.mark.parametrize(("lost", "status"), [(1, 0), (2, 0), (20, 1)])
def test_noise_does_not_fail_the_gate_and_a_loss_does(
    suite: Suite, baseline: Path, lost: int, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = ForgetsSome(QUESTIONS)
    broken.lost = lost
    assert run_suite(broken, suite, Wanted(baseline=baseline), "zh") == status
    shown = capsys.readouterr().out
    assert ("并非偶然" in shown) is bool(status)
    assert "不再完全正确: fact-01" in shown


def test_the_verdict_depends_on_no_chance(suite: Suite, baseline: Path) -> None:
    scores = evaluate(LeavesOutTheLast(QUESTIONS), suite, "en")
    earlier = load_baseline(baseline)
    first, second = (compare(scores, earlier, path=baseline, seed=3) for _ in range(2))
    assert first == second
    assert {one.measure for one in first.losses} >= {"nugget_recall", "citation_recall", "wholly_right"}
    assert "refused" not in {one.measure for one in first.losses}
    other = compare(scores, earlier, path=baseline, seed=4)
    assert {one.measure for one in other.losses} == {one.measure for one in first.losses}


def test_a_gain_is_no_loss(suite: Suite, tmp_path: Path) -> None:
    path = tmp_path / "poor.json"
    assert run_suite(AlwaysRefuses(QUESTIONS), suite, Wanted(json_path=path), "en") == 0
    comparison = compare(evaluate(RightAssistant(QUESTIONS), suite, "en"), load_baseline(path), path=path)
    assert comparison.losses == ()
    assert len(comparison.newly_right) == sum(one.answerable for one in QUESTIONS)
    assert next(one for one in comparison.differences if one.measure == "answered").significant_gain


def test_reworded_and_new_questions_are_named_and_left_out(suite: Suite, baseline: Path) -> None:
    reworded = replace(QUESTIONS[0], question="换了说法的问题？")
    scores = evaluate(
        RightAssistant((reworded, *QUESTIONS[1:])), replace(suite, questions=(reworded, *QUESTIONS[1:])), "en"
    )
    comparison = compare(scores, load_baseline(baseline), path=baseline)
    assert comparison.unpaired == (reworded.id,)
    assert comparison.compared == len(QUESTIONS) - 1


def test_a_baseline_that_is_none_is_told_before_asking(suite: Suite, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text('{"results": [{}]}', encoding="utf-8")
    for path in (tmp_path / "none.json", tmp_path / "bad.json"):
        with pytest.raises(BaselineUnreadable, match="--json"):
            run_suite(RightAssistant(()), suite, Wanted(baseline=path), "en")
    (tmp_path / "empty.json").write_text('{"results": []}', encoding="utf-8")
    with pytest.raises(NothingToCompare):
        run_suite(RightAssistant(QUESTIONS), suite, Wanted(baseline=tmp_path / "empty.json"), "en")
