"""The refusal is fitted: both outcomes count the same, and a question is judged by a fit that never saw it."""

from __future__ import annotations

import random

import pytest

from eval.calibration import Case, fit, misdated, report, weights_of


def cases(count: int = 200) -> list[Case]:
    drawn = random.Random(7)  # noqa: S311 - made-up figures
    made = []
    for number in range(count):
        answerable = number % 4 != 0
        evidence = {"said": drawn.gauss(0.8 if answerable else 0.4, 0.1), "missed": float(drawn.random() < 0.3)}
        made.append(Case(f"q{number}", "some", number < count // 2, answerable, evidence, weight=1.0 + number % 2))
    return made


def test_both_outcomes_and_both_sources_count_what_they_should() -> None:
    made = cases()
    weights = weights_of(made)
    totals = {
        kind: sum(
            float(weight)
            for case, weight in zip(made, weights, strict=True)
            if (case.is_shipped, case.is_answerable) == kind
        )
        for kind in ((True, True), (True, False), (False, True), (False, False))
    }
    assert totals[True, True] == pytest.approx(totals[True, False])
    assert totals[False, True] == pytest.approx(totals[False, False])
    assert totals[True, True] == pytest.approx(2 * totals[False, True])


def test_what_tells_them_apart_is_found_and_reported() -> None:
    made = cases()
    coefficients, held_out = fit(made)
    assert coefficients["said"] > 5 > abs(coefficients["missed"])
    right = sum((value > 0.5) == case.is_answerable for case, value in zip(made, held_out, strict=True))
    assert right >= 0.95 * len(made)
    told = "\n".join(report(made, held_out))
    assert "Brier score 0.0" in told
    assert "refused of unanswerable of 50" in told


def test_a_question_asked_of_two_collections_is_held_out_of_both() -> None:
    """Whoever had seen a question with its answer would know that it is without it here."""
    names = [f"q{number}" for number in range(40)]
    made = [
        Case(name, "some", True, answerable, {each: float(each == name) for each in names})
        for name in names
        for answerable in (True, False)
    ]
    _, held_out = fit(made)
    assert held_out == pytest.approx(0.5, abs=0.02)


def test_a_question_is_asked_of_other_years() -> None:
    assert misdated("2016年和1998年，第61/180号决议") == "2005年和1987年，第61/180号决议"
    assert misdated("第12015号文件") == "第12015号文件"
