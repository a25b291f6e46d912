"""Fits the refusal: how likely it is, from the evidence that an answer carries, that the documents answer.

``python -m eval.calibration --home DIR [--home DIR …] --beir FOLDER DIR [--beir …] --write`` asks the tuning halves of the shipped
sets of the collections that hold their documents, as they are and of other years, and questions of folders in the BEIR layout with
the judged paragraph in the collection and left out of it; fits a logistic regression, prints what it reaches in ten-fold
cross-validation, and writes the coefficients that ``rag`` reads. The test halves are never looked at.

The sentence selector was trained on some of the same questions and is too sure of them. So what it says of a shipped question is
here said by one that was trained on the others, and of a folder those questions are asked that it was not trained on.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from eval.beir import read_set
from eval.dataset import load_questions
from eval.sentence_training import SETS as TRAINED_ON
from eval.sentence_training import fit as fit_selector
from eval.sentence_training import gather
from rag import REFUSAL_COEFFICIENTS, REFUSAL_THRESHOLD, Assistant, open_assistant, read_settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SETS = {
    "questions.jsonl": 1.0,
    "tuning.jsonl": 1.0,
    "near_misses.jsonl": 0.5,
    "paraphrases.jsonl": 0.1,
    "tongues.jsonl": 1.0,
}
"""Weight of a question by its set. The near misses and the paraphrases are put as far from the text as can be and must not decide alone."""
SHIPPED_SHARE = 2.0
"""What the shipped questions weigh together, of what those of an encyclopaedia do."""
ASKED_OF_FOLDER = 200
FOLDS, SELECTORS = 10, 3
YEARS_OFF = 11
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
THRESHOLDS = (0.1, 0.15, REFUSAL_THRESHOLD, 0.25, 0.3, 0.4, 0.5)


@dataclass(frozen=True, slots=True)
class Case:
    """One question that was asked of a collection."""

    name: str
    source: str
    """The set that it is of."""
    is_shipped: bool
    is_answerable: bool
    evidence: dict[str, float]
    weight: float = 1.0


def of_shipped(assistant: Assistant, selectors: Sequence[Any]) -> Iterator[Case]:
    """The tuning questions of the shipped sets whose documents the collection holds. ``selectors``: see ``selector_of``."""
    held = {document.id for document in assistant.collection.documents()}
    is_held = False
    for source, weight in SETS.items():
        questions = [one for one in load_questions(Path(__file__).parent / source) if one.split == "tune"]
        if named := {one.document for question in questions for one in question.guarded_paragraphs}:
            is_held = bool(named & held)  # a set that names none is of the documents of the one before
        if not is_held:
            continue
        for question in questions:
            for text in dict.fromkeys((question.question, misdated(question.question))):
                evidence = dict(assistant.ask(text).evidence)
                if not evidence:
                    continue  # a paragraph is named: nothing is weighed
                if source in TRAINED_ON and evidence["likely"]:
                    evidence["likely"] = likely_by(selectors[part_of(question.id)], assistant, text)
                asked_as_is = text == question.question
                told = source if asked_as_is else f"{source}, of another year"
                is_answerable = asked_as_is and question.expected_refusal is None
                yield Case(question.id, told, True, is_answerable, evidence, weight)


def of_folder(assistant: Assistant, folder: Path, *, every: int) -> Iterator[Case]:
    """Questions of a BEIR folder that the selector was not trained on, with what answers in the collection, and left out of it."""
    beir = read_set(folder)
    members = {document.member or document.id: document.id for document in assistant.collection.documents()}
    unknown = [name for place, name in enumerate(beir.queries) if place % every]
    for name in unknown[:: max(1, len(unknown) // ASKED_OF_FOLDER)]:
        text = beir.queries[name]
        others = tuple(one for member, one in members.items() if member not in beir.judged[name])
        for documents in ((), others):
            if evidence := dict(assistant.ask(text, documents=documents).evidence):
                yield Case(name, folder.name, False, not documents, evidence)


def misdated(question: str) -> str:
    """The question asked of other years: documents that answer it say nothing of those."""
    return _YEAR.sub(lambda match: str(int(match.group()) - YEARS_OFF), question)


def part_of(name: str) -> int:
    """Which of the selectors was not trained on a shipped question."""
    return crc32(name.encode()) % SELECTORS


def likely_by(selector: Any, assistant: Assistant, question: str) -> float:
    """What another selector says of the sentence that answers."""
    best = assistant.sentences(question)[0]
    sentences, table = assistant.signals(question)
    places = [(one.hit.passage.key, one.start, one.end) for one in sentences]
    row = places.index((best.passage.key, best.start, best.end))
    return float(selector.decision_function(table[row : row + 1])[0])


def weights_of(cases: Sequence[Case]) -> NDArray[np.float64]:
    """What each case counts: answerable and unanswerable questions the same, whatever the sets happen to hold of each."""
    import numpy as np

    weights: NDArray[np.float64] = np.array([case.weight for case in cases])
    kinds = [(case.is_shipped, case.is_answerable) for case in cases]
    for kind in set(kinds):
        chosen = np.array([one == kind for one in kinds])
        weights[chosen] *= (SHIPPED_SHARE if kind[0] else 1.0) / weights[chosen].sum()
    weights *= len(cases) / weights.sum()
    return weights


def fit(cases: Sequence[Case]) -> tuple[dict[str, float], NDArray[np.float64]]:
    """The coefficients, and the probability of each case where it had no part in the fit (nor the same question otherwise asked)."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict

    names = list(cases[0].evidence)
    table = np.array([[case.evidence[name] for name in names] for case in cases])
    truth = np.array([case.is_answerable for case in cases])
    weights = weights_of(cases)
    model = LogisticRegression(C=3.0, max_iter=2000)
    held_out = cross_val_predict(
        model,
        table,
        truth,
        cv=GroupKFold(FOLDS),
        groups=[case.name for case in cases],
        method="predict_proba",
        params={"sample_weight": weights},
    )[:, 1]
    model.fit(table, truth, sample_weight=weights)
    coefficients = {"intercept": model.intercept_[0], **dict(zip(names, model.coef_[0], strict=True))}
    return {name: round(float(value), 3) for name, value in coefficients.items()}, held_out


def report(cases: Sequence[Case], held_out: NDArray[np.float64]) -> Iterator[str]:
    """What was reached: refusals by set and threshold, Brier score and expected calibration error (ten bins; Guo 2017)."""
    import numpy as np

    truth, weights = np.array([case.is_answerable for case in cases]), weights_of(cases)
    for is_shipped, told in ((True, "shipped sets"), (False, "encyclopaedia")):
        chosen = np.array([case.is_shipped is is_shipped for case in cases])
        given, right, counts = held_out[chosen], truth[chosen], weights[chosen]
        bins = np.minimum(9, (given * 10).astype(int))
        gaps = [abs(((given - right) * counts)[bins == each].sum()) for each in range(10)]
        brier = ((given - right) ** 2 * counts).sum() / counts.sum()
        yield f"{told}: Brier score {brier:.3f}, expected calibration error {sum(gaps) / counts.sum():.3f}"
    for source in dict.fromkeys(case.source for case in cases):
        for is_answerable, told in ((False, "refused of unanswerable"), (True, "false refusals")):
            chosen = np.array([(case.source, case.is_answerable) == (source, is_answerable) for case in cases])
            if chosen.any():
                shares = (f"{bound:.2f}: {(held_out[chosen] < bound).mean():.3f}" for bound in THRESHOLDS)
                yield f"{source}, {told} of {chosen.sum()} at {', '.join(shares)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--home", action="append", required=True, help="a collection that holds documents of the shipped sets"
    )
    parser.add_argument("--beir", nargs=2, action="append", required=True, metavar=("FOLDER", "HOME"))
    parser.add_argument("--every", type=int, default=3, help="the selector was trained on every so manieth question")
    parser.add_argument("--write", action="store_true", help="write the coefficients")
    arguments = parser.parse_args()
    groups = gather(arguments.home, arguments.beir, every=arguments.every)
    selectors = [fit_selector([one for one in groups if part_of(one.name) != part]) for part in range(SELECTORS)]
    cases: list[Case] = []
    for home in arguments.home:
        with open_assistant(read_settings(home=home)) as assistant:
            cases.extend(of_shipped(assistant, selectors))
    for folder, home in arguments.beir:
        with open_assistant(read_settings(home=home)) as assistant:
            cases.extend(of_folder(assistant, Path(folder), every=arguments.every))
    coefficients, held_out = fit(cases)
    print("\n".join(report(cases, held_out)))  # noqa: T201 - this command's output
    print(json.dumps(coefficients, indent=1))  # noqa: T201
    if arguments.write:
        REFUSAL_COEFFICIENTS.write_text(json.dumps(coefficients, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
