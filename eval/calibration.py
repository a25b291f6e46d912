"""Fits the refusal: how likely it is, from the evidence that an answer carries, that the documents answer.

``python -m eval.calibration --home DIR [--home DIR …] [--beir FOLDER DIR …]`` asks the tuning halves of the shipped sets of the
collections that hold their documents, and questions of folders in the BEIR layout with the judged paragraph in the collection and
taken out of it; fits a logistic regression, prints what it reaches in ten-fold cross-validation, and writes the coefficients that
``rag`` reads. The test halves are never looked at.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from eval.beir import read_set
from eval.dataset import Question, load_questions
from rag import Answer, Assistant, open_assistant, read_settings

SETS = {
    "questions.jsonl": 1.0,
    "tuning.jsonl": 1.0,
    "near_misses.jsonl": 0.5,
    "paraphrases.jsonl": 0.05,
    "tongues.jsonl": 1.0,
}
"""Weight of a question by its set. The near misses and the paraphrases are put as far from the text as can be and must not decide alone."""
ENCYCLOPAEDIA = 1.0
"""Weight of a question of a BEIR folder."""
ASKED_OF_FOLDER = 60
COEFFICIENTS = Path(__file__).parents[1] / "rag" / "data" / "evidence.json"


class Gathered:
    """Evidence, whether the documents answer (1 or 0), weight and id of each question; those that name a paragraph have none."""

    def __init__(self) -> None:
        self.evidence: list[dict[str, float]] = []
        self.answered: list[int] = []
        self.weights: list[float] = []
        self.names: list[str] = []

    def add(self, answer: Answer, name: str, *, answerable: bool, weight: float) -> None:
        if answer.evidence and not answer.evidence["uncounted"]:
            self.evidence.append(dict(answer.evidence))
            self.answered.append(int(answerable))
            self.weights.append(weight)
            self.names.append(name)

    def of_shipped(self, assistant: Assistant) -> None:
        """The tuning questions of the shipped sets whose documents the collection holds."""
        held = {document.id for document in assistant.collection.documents()}
        for name, weight in SETS.items():
            questions = _tuning(name)
            if any({one.document for one in question.guarded_paragraphs} & held for question in questions):
                for question in questions:
                    answerable = question.expected_refusal is None
                    self.add(assistant.ask(question.question), question.id, answerable=answerable, weight=weight)

    def of_folder(self, assistant: Assistant, folder: Path) -> None:
        """Questions of a BEIR folder, each with what answers it in the collection, and taken out of it."""
        beir = read_set(folder)
        members = {document.member or document.id: document.id for document in assistant.collection.documents()}
        step = max(1, len(beir.queries) // ASKED_OF_FOLDER)
        for name, text in list(beir.queries.items())[::step]:
            others = tuple(one for member, one in members.items() if member not in beir.judged[name])
            self.add(assistant.ask(text), name, answerable=True, weight=ENCYCLOPAEDIA)
            self.add(assistant.ask(text, documents=others), f"{name} out", answerable=False, weight=ENCYCLOPAEDIA)


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
    parser.add_argument(
        "--home", action="append", required=True, help="a collection that holds documents of the shipped sets"
    )
    parser.add_argument("--beir", nargs=2, action="append", default=[], metavar=("FOLDER", "HOME"))
    parser.add_argument("--write", action="store_true", help="write the coefficients")
    arguments = parser.parse_args()
    gathered = Gathered()
    for home in arguments.home:
        with open_assistant(read_settings(home=home)) as assistant:
            gathered.of_shipped(assistant)
    for folder, home in arguments.beir:
        with open_assistant(read_settings(home=home)) as assistant:
            gathered.of_folder(assistant, Path(folder))
    answered, names = gathered.answered, gathered.names
    coefficients, held_out = fit(gathered.evidence, answered, gathered.weights)
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
