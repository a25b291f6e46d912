"""Fits the refusal: how likely it is, from the evidence that an answer carries, that the documents answer.

``python -m eval.calibration --home DIR`` asks the tuning halves of the shipped sets, fits a logistic regression, prints what it
reaches in ten-fold cross-validation, and writes the coefficients that ``rag`` reads. The test halves are never looked at.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from eval.dataset import Question, load_questions
from rag import Assistant, open_assistant, read_settings

SETS = {"questions.jsonl": 1.0, "tuning.jsonl": 1.0, "near_misses.jsonl": 0.5, "paraphrases.jsonl": 0.05}
"""Weight of a question by its set. The near misses and the paraphrases are put as far from the text as can be and must not decide alone."""
COEFFICIENTS = Path(__file__).parents[1] / "rag" / "data" / "evidence.json"


def gather(assistant: Assistant) -> tuple[list[dict[str, float]], list[int], list[float], list[str]]:
    """Evidence, whether the documents answer (1 or 0), weight and id of each tuning question that names no paragraph."""
    evidence, answered, weights, names = [], [], [], []
    for name, weight in SETS.items():
        for question in _tuning(name):
            answer = assistant.ask(question.question)
            if answer.evidence and not answer.evidence["uncounted"]:
                evidence.append(dict(answer.evidence))
                answered.append(0 if question.expected_refusal else 1)
                weights.append(weight)
                names.append(question.id)
    return evidence, answered, weights, names


def _tuning(name: str) -> list[Question]:
    return [question for question in load_questions(Path(__file__).parent / name) if question.split == "tune"]


def fit(evidence: list[dict[str, float]], answered: list[int], weights: list[float]) -> tuple[dict[str, float], Any]:
    """The coefficients and the cross-validated probabilities."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_predict

    names = sorted(evidence[0])
    table = np.array([[one[name] for name in names] for one in evidence])
    truth = np.array(answered)
    shares = np.array(weights)
    for value in (0, 1):  # both outcomes count the same, whatever the sets happen to hold of each
        shares[truth == value] /= shares[truth == value].sum()
    shares *= len(answered)
    model = LogisticRegression(C=3.0, max_iter=2000)
    held_out = cross_val_predict(
        model, table, answered, cv=10, method="predict_proba", params={"sample_weight": shares}
    )[:, 1]
    model.fit(table, answered, sample_weight=shares)
    coefficients = {"intercept": float(model.intercept_[0])}
    coefficients |= {name: float(value) for name, value in zip(names, model.coef_[0], strict=True)}
    return {name: round(value, 3) for name, value in coefficients.items()}, held_out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", required=True, help="a collection that holds the sample documents")
    parser.add_argument("--write", action="store_true", help="write the coefficients")
    arguments = parser.parse_args()
    with open_assistant(read_settings(home=arguments.home)) as assistant:
        evidence, answered, weights, names = gather(assistant)
    coefficients, held_out = fit(evidence, answered, weights)
    for threshold in (0.2, 0.3, 0.35, 0.4, 0.5, 0.6):
        for disguised, truth, label in (
            (False, 0, "refused of unanswerable"),
            (False, 1, "false refusals"),
            (True, 1, "… of paraphrases"),
        ):
            chosen = [
                value < threshold
                for value, given, name in zip(held_out, answered, names, strict=True)
                if given == truth and name.startswith("para-") is disguised
            ]
            print(f"{threshold:.2f} {label}: {sum(chosen)} of {len(chosen)}")  # noqa: T201 - this command's output
    print(json.dumps(coefficients, indent=1))  # noqa: T201
    if arguments.write:
        COEFFICIENTS.write_text(json.dumps(coefficients, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
