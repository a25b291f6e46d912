"""The refusal is fitted: both outcomes count the same, and a question is judged by a fit that never saw it."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from eval.calibration import Case, fit, misdated, report, weights_of


def cases(count: int = 200) -> list[Case]:
    drawn = random.Random(7)  # noqa: S311 - made-up figures
    made = []
    for number in range(count):
        answerable = number % 4 != 0
        evidence = {"said": drawn.gauss(0.8 if answerable else 0.4, 0.1), "missed": float(drawn.random() < 0.3)}
        evidence["found"] = -evidence["said"]  # points the wrong way
        evidence["plain"] = float(number < count // 2)
        made.append(Case(f"q{number}", "some", answerable, evidence, weight=1.0 + number % 2))
    return made


def test_both_outcomes_count_the_same() -> None:
    made = cases()
    weights = weights_of(made)
    totals = [weights[[case.is_answerable is kind for case in made]].sum() for kind in (True, False)]
    assert totals == pytest.approx([len(made) / 2] * 2)
    assert weights[1] == pytest.approx(2 * weights[2])


def test_what_tells_them_apart_is_found_and_reported() -> None:
    made = cases()
    coefficients, held_out = fit(made)
    assert set(coefficients) == {"plain", "trade"}
    for each in coefficients.values():
        assert each["said"] > 5 > abs(each["missed"])
        assert each["missed"] <= 0 == each["found"]
    right = sum((value > 0.5) == case.is_answerable for case, value in zip(made, held_out, strict=True))
    assert right >= 0.95 * len(made)
    told = "\n".join(report(made, held_out))
    assert "Brier score 0.0" in told
    assert "refused of unanswerable of 50" in told
    assert "some: area under the curve 1.0" in told or "some: area under the curve 0.99" in told


def test_what_counts_in_one_sort_of_text_has_no_part_in_the_other() -> None:
    made = cases()
    turned = [replace(case, is_answerable=not case.is_answerable) if case.evidence["plain"] else case for case in made]
    assert fit(turned)[0]["trade"] == fit(made)[0]["trade"]
    assert fit(turned)[0]["plain"]["said"] == 0


def test_a_question_asked_of_two_collections_is_held_out_of_both() -> None:
    """Whoever had seen a question with its answer would know that it is without it here."""
    names = [f"q{number}" for number in range(40)]
    made = [
        Case(name, "some", answerable, {"plain": 1.0} | {each: float(each == name) for each in names})
        for name in names
        for answerable in (True, False)
    ]
    _, held_out = fit(made)
    assert held_out == pytest.approx(0.5, abs=0.02)


def test_a_question_is_asked_of_other_years() -> None:
    assert misdated("2016年和1998年，第61/180号决议") == "2005年和1987年，第61/180号决议"
    assert misdated("第12015号文件") == "第12015号文件"
