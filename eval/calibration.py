"""Fits the refusal: how likely it is, from the evidence that an answer carries, that the documents answer.

``python -m eval.calibration --home DIR [--home DIR …] --beir FOLDER DIR [--beir …] --write`` asks the tuning halves of the shipped
sets of the collections that hold their documents, as they are and of other years, and questions of folders in the BEIR layout with
the judged paragraph in the collection and left out of it; fits a logistic regression for documents of the trade and one for plain
text, prints what they reach in ten-fold cross-validation, whole articles together, and writes the coefficients that ``rag`` reads.
Each piece of evidence may only count the way it points. The test halves are never looked at.

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
from rag import REFUSAL_COEFFICIENTS, REFUSAL_THRESHOLD, Assistant, open_assistant, read_settings, sort_of

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
FOR = frozenset({"said", "found", "likely"})
"""Evidence that may only speak for an answer; the rest may only speak against one."""
PENALTY = 3.0
"""Ridge, on evidence that is scaled to a deviation of 1."""
ASKED_OF_FOLDER = 400
FOLDS, SELECTORS = 10, 3
YEARS_OFF = 11
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
THRESHOLDS = (0.1, 0.2, REFUSAL_THRESHOLD, 0.3, 0.35, 0.4, 0.5, 0.6)
FALSE_REFUSALS = (0.03, 0.05, 0.1)


@dataclass(frozen=True, slots=True)
class Case:
    """One question that was asked of a collection."""

    name: str
    """The question, or the article that it is about: what must not stand on both sides of a fold."""
    source: str
    """The set that it is of."""
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
                yield Case(question.id, told, is_answerable, evidence, weight)


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
                yield Case(next(iter(beir.judged[name])).split("-")[0], folder.name, not documents, evidence)


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
    truth = np.array([case.is_answerable for case in cases])
    for kind in set(truth.tolist()):
        weights[truth == kind] /= weights[truth == kind].sum()
    weights *= len(cases) / weights.sum()
    return weights


def fit(cases: Sequence[Case]) -> tuple[dict[str, dict[str, float]], NDArray[np.float64]]:
    """The coefficients of each sort of text (``rag.sort_of``), and the probability of each case where nothing of its name had a part
    in the fit.
    """
    import numpy as np
    from sklearn.model_selection import GroupKFold

    sorts = [sort_of(case.evidence) for case in cases]
    held_out = np.zeros(len(cases))
    coefficients = {}
    for sort in dict.fromkeys(sorts):
        chosen = np.flatnonzero([one == sort for one in sorts])
        these = [cases[place] for place in chosen.tolist()]
        names, table = _table(these)
        for known, asked in GroupKFold(FOLDS).split(these, groups=[case.name for case in these]):
            told = _fitted([these[place] for place in known])
            logits = table[asked] @ [told[name] for name in names] + told["intercept"]
            held_out[chosen[asked]] = 1 / (1 + np.exp(-logits))
        coefficients[sort] = {name: round(value, 3) for name, value in _fitted(these).items()}
    return coefficients, held_out


def _table(cases: Sequence[Case]) -> tuple[list[str], NDArray[np.float64]]:
    """The evidence that is weighed, by name; shape (cases, names)."""
    import numpy as np

    names = [name for name in cases[0].evidence if name != "plain"]
    return names, np.array([[case.evidence[name] for name in names] for case in cases])


def _fitted(cases: Sequence[Case]) -> dict[str, float]:
    """A logistic regression of which no coefficient points the wrong way."""
    import numpy as np
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    names, table = _table(cases)
    middle, scale = table.mean(axis=0), table.std(axis=0) + 1e-9
    scaled = np.hstack([np.ones((len(cases), 1)), (table - middle) / scale])
    signs = np.where([case.is_answerable for case in cases], 1.0, -1.0)
    weights = weights_of(cases)

    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins, pulled = signs * (scaled @ values), PENALTY * np.r_[0.0, values[1:]]
        slopes = -weights * signs / (1 + np.exp(np.minimum(margins, 500)))
        return float(weights @ np.logaddexp(0, -margins) + pulled @ values / 2), slopes @ scaled + pulled

    bounds = [(None, None), *((0, None) if name in FOR else (None, 0) for name in names)]
    start = np.zeros(len(bounds))
    intercept, *values = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x / np.r_[1.0, scale]
    found = dict(zip(names, map(float, values), strict=True))
    return {"intercept": float(intercept - middle @ values), **found}


def report(cases: Sequence[Case], held_out: NDArray[np.float64]) -> Iterator[str]:
    """What was reached: Brier score and expected calibration error (ten bins; Guo 2017) by sort of text, refusals by set: how many at
    how many false ones, and at each threshold.
    """
    import numpy as np

    truth = np.array([case.is_answerable for case in cases])
    sorts = np.array([sort_of(case.evidence) for case in cases])
    for sort in dict.fromkeys(sorts.tolist()):
        chosen = np.flatnonzero(sorts == sort)
        given, right, counts = held_out[chosen], truth[chosen], weights_of([cases[place] for place in chosen.tolist()])
        bins = np.minimum(9, (given * 10).astype(int))
        gaps = [abs(((given - right) * counts)[bins == each].sum()) for each in range(10)]
        brier = ((given - right) ** 2 * counts).sum() / counts.sum()
        error = sum(gaps) / counts.sum()
        yield f"{sort}: Brier score {brier:.3f}, expected calibration error {error:.3f}"
    for source in dict.fromkeys(case.source for case in cases):
        of_set = np.array([case.source == source for case in cases])
        refused, answered = held_out[of_set & ~truth], held_out[of_set & truth]
        if len(refused) and len(answered):
            bounds = [(share, np.quantile(answered, share)) for share in FALSE_REFUSALS]
            shares = ", ".join(f"{(refused < bound).mean():.3f} at {share:.0%}" for share, bound in bounds)
            area = ((refused[:, None] < answered).mean() + (refused[:, None] <= answered).mean()) / 2
            yield f"{source}: area under the curve {area:.3f}; refused of unanswerable {shares} false refusals"
        for values, told in ((refused, "refused of unanswerable"), (answered, "false refusals")):
            if len(values):
                each = (f"{bound:.2f}: {(values < bound).mean():.3f}" for bound in THRESHOLDS)
                yield f"{source}, {told} of {len(values)} at {', '.join(each)}"


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
