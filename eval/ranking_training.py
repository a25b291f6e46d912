"""Learns the order of the candidates: what each sign of ``rag/retrieval/ranking.py`` weighs.

``python -m eval.ranking_training --home DIR [--home DIR …] --beir FOLDER DIR [--beir …] --held-out FILE --write``

1. The tuning questions of the shipped sets are asked of the collections ``--home`` that hold their documents: of ``eval/corpus``, of
   ``eval/structure/documents``, and of ``eval/corpus`` with some thousand paragraphs of news beside it.
2. The questions of folders in the BEIR layout, each of a collection that holds its ``corpus.jsonl``. The bundled embedding model was
   trained on some of these, and would be trusted too much on them: collect those with ``PARACITE_EMBEDDING`` set to a model of
   ``python -m rag.training … --hold-out questions``, ask with the same setting in a run of its own with ``--keep ROWS``, and
   name its ``held_out.json`` here: of a folder whose questions it names, only those are asked.
3. ``--paraphrases FOLDER`` writes ``rag/training/paraphrases.tsv`` as such a folder, its 42 sentences asked for in other words.

A conditional logit is fitted to all rows, of this run and of ``--rows FILE`` of others: of the candidates of a question, which is the
one that answers? Every sign but ``scattered`` may only speak for a candidate. Five-fold cross-validation, whole documents together, is
printed beside each sign alone. All of a collection is searched, also where a question names its document: there is more to tell apart.
Nothing is drawn at random, so the same rows give the same weights. Test halves are never read.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from eval.beir import read_set
from eval.dataset import load_questions
from rag import RANKING_WEIGHTS, Assistant, QuestionError, Signs, open_assistant, read_settings, weighed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SETS = {"questions.jsonl": 1.0, "tuning.jsonl": 1.0, "paraphrases.jsonl": 0.5, "tongues.jsonl": 1.0}
"""Weight of a question by its set. The paraphrases are put as far from the text as can be, and must not decide alone."""
AGAINST = "scattered"
FOLDER_COUNTS = 700
"""A folder counts as so many questions at most: thousands about an encyclopaedia must not drown the trade's."""
COMPARED = 40
"""Candidates of one question that are learned from, the best as they are ordered now."""
PENALTY = 1e-3
"""Ridge, on signs that are scaled to a deviation of 1."""
FOLDS = 5
PARAPHRASES = Path(__file__).parents[1] / "rag" / "training" / "paraphrases.tsv"


@dataclass(frozen=True, slots=True)
class Row:
    """The candidates for one question, best first as they are ordered now."""

    source: str
    about: str
    """The document or article that answers: what must not stand on both sides of a fold."""
    signs: list[list[float]]
    right: list[int]
    """For each candidate 0, or the number of the group of gold that it belongs to."""
    groups: int = 1
    weight: float = 1.0


def of_shipped(assistant: Assistant) -> Iterator[Row]:
    """The tuning questions of the shipped sets whose documents the collection holds."""
    held = {document.id for document in assistant.collection.documents()}
    for name, weight in SETS.items():
        for question in load_questions(Path(__file__).parent / name):
            gold = [{one.key for one in group} for group in question.gold]
            documents = {one.document for one in question.guarded_paragraphs}
            if (
                question.split != "tune"
                or not gold
                or not question.answerable
                or question.turns
                or not documents <= held
            ):
                continue
            found = assistant.candidates(question.question, documents=question.documents)
            right = [next((at for at, keys in enumerate(gold, start=1) if key in keys), 0) for key, _ in found]
            yield Row(name, question.gold[0][0].document, [list(signs) for _, signs in found], right, len(gold), weight)


def of_folder(assistant: Assistant, folder: Path, *, named: frozenset[str]) -> Iterator[Row]:
    """The questions of a folder in the BEIR layout; where ``named`` names some of them, those."""
    beir = read_set(folder)
    members = {document.id: document.member or document.id for document in assistant.collection.documents()}
    wanted = [name for name in beir.queries if name in named] or list(beir.queries)
    for name in wanted:
        try:
            found = assistant.candidates(beir.queries[name])
        except QuestionError:
            continue  # nothing is asked
        right = [int(beir.judged[name].get(members[key.rpartition("#")[0]], 0) > 0) for key, _ in found]
        article = next(iter(beir.judged[name])).split("-")[0]
        yield Row(
            folder.name,
            article,
            [list(signs) for _, signs in found],
            right,
            weight=min(1.0, FOLDER_COUNTS / len(wanted)),
        )


def paraphrases(folder: Path) -> None:
    """The 42 sentences and their 84 questions as a folder in the BEIR layout."""
    with PARAPHRASES.open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    asked = [
        (f"p{at}-{column}", f"p{at}", line[column])
        for at, line in enumerate(lines)
        for column in ("question", "english")
    ]
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    texts = ({"_id": f"p{at}", "title": "", "text": line["text"]} for at, line in enumerate(lines))
    questions = ({"_id": name, "text": text} for name, _, text in asked)
    for name, rows in (("corpus.jsonl", texts), ("queries.jsonl", questions)):
        (folder / name).write_text(
            "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8"
        )
    judged = "".join(f"{name}\t{text}\t1\n" for name, text, _ in asked)
    (folder / "qrels" / "test.tsv").write_text(f"query-id\tcorpus-id\tscore\n{judged}", encoding="utf-8")


def fit(rows: Sequence[Row]) -> Signs:
    """The weights under which the candidates that answer are likeliest; words and what is held weigh 1 together.

    Raises ValueError if in no row a candidate that answers stands beside one that does not, or if those two say nothing.
    """
    import numpy as np
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    choices = [choice for row in rows for choice in _choices(row)]
    if not choices:
        message = "no question has both a candidate that answers and one that does not"
        raise ValueError(message)
    right, wrong = np.vstack([each[0] for each in choices]), np.vstack([each[1] for each in choices])
    of_right = np.repeat(np.arange(len(choices)), [len(each[0]) for each in choices])
    of_wrong = np.repeat(np.arange(len(choices)), [len(each[1]) for each in choices])
    scale = np.vstack([right, wrong]).std(axis=0) + 1e-9
    right, wrong = right / scale, wrong / scale
    weight = np.array([each[2] for each in choices])
    weight /= weight.sum()

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        given_right, given_wrong = right @ weights, wrong @ weights
        most = np.full(len(choices), -np.inf)
        np.maximum.at(most, of_right, given_right)
        np.maximum.at(most, of_wrong, given_wrong)
        for_right, for_wrong = np.exp(given_right - most[of_right]), np.exp(given_wrong - most[of_wrong])
        chosen = np.maximum(np.bincount(of_right, for_right, len(choices)), 1e-300)
        every = chosen + np.bincount(of_wrong, for_wrong, len(choices))
        told = float(weight @ np.log(every / chosen)) + PENALTY * float(weights @ weights)
        pulled = weight[of_right] * for_right * (1 / every[of_right] - 1 / chosen[of_right])
        pushed = weight[of_wrong] * for_wrong / every[of_wrong]
        return told, pulled @ right + pushed @ wrong + 2 * PENALTY * weights

    bounds = [(None, 0) if name == AGAINST else (0, None) for name in Signs._fields]
    start = np.zeros(len(Signs._fields))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500}).x / scale
    fitted = Signs(*found.tolist())
    if not fitted.words + fitted.held:
        message = "neither the words nor what is held tells an answer from another candidate"
        raise ValueError(message)
    return Signs(*(round(each / (fitted.words + fitted.held), 3) for each in fitted))


def _choices(row: Row) -> Iterator[tuple[Any, Any, float]]:
    """For each group of gold that was found: the signs of what answers, of what does not, and what the choice counts."""
    import numpy as np

    table, right = np.array(row.signs).reshape(-1, len(Signs._fields)), np.array(row.right, dtype=int)
    wrong = table[:COMPARED][right[:COMPARED] == 0]
    for group in range(1, row.groups + 1):
        if len(wrong) and (right == group).any():
            yield table[right == group], wrong, row.weight / row.groups**0.5


def ranks(row: Row, weights: Signs) -> list[int]:
    """Where the first of each group of gold stands under these weights, from 1; a great number where none was found."""
    scores = [weighed(Signs(*signs), weights) for signs in row.signs]
    order = sorted(range(len(scores)), key=lambda at: -scores[at])
    stands = [row.right[at] for at in order]
    return [stands.index(group) + 1 if group in stands else 10**6 for group in range(1, row.groups + 1)]


def recall(rows: Sequence[Row], weights: Mapping[int, Signs], first: int) -> float:
    """The share of groups of gold with a paragraph among the first. ``weights``: those of each fold."""
    found = [rank <= first for row in rows for rank in ranks(row, weights[fold_of(row)])]
    return sum(found) / len(found)


def fold_of(row: Row) -> int:
    """Which fold a row is of; rows about one document are of one."""
    return crc32(row.about.encode()) % FOLDS


def report(rows: Sequence[Row]) -> Iterator[str]:
    """Recall at 1 and 5, by source: of the learned order where it had not seen the document, and of each leg alone."""
    learned = {part: fit([row for row in rows if fold_of(row) != part]) for part in range(FOLDS)}
    alone = {name: dict.fromkeys(range(FOLDS), Signs(**{name: 1.0})) for name in ("words", "similarity", "held")}
    shipped = dict.fromkeys(range(FOLDS), Signs(**json.loads(RANKING_WEIGHTS.read_text(encoding="utf-8"))))
    for source in dict.fromkeys(row.source for row in rows):
        chosen = [row for row in rows if row.source == source]
        told = (
            f"{name} {recall(chosen, weights, 1):.3f} {recall(chosen, weights, 5):.3f}"
            for name, weights in {"learned": learned, "shipped": shipped, **alone}.items()
        )
        yield f"{source}, {len(chosen)} questions, recall at 1 and 5: {'; '.join(told)}"


def keep(rows: Sequence[Row], path: Path) -> None:
    """Rows as JSON lines, for ``--rows``."""
    path.write_text("".join(f"{json.dumps(asdict(row))}\n" for row in rows), encoding="utf-8")


def main(given: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--home", action="append", default=[], help="a collection that holds documents of the shipped sets"
    )
    parser.add_argument("--beir", nargs=2, action="append", default=[], metavar=("FOLDER", "HOME"))
    parser.add_argument("--held-out", type=Path, help="the held_out.json beside a model: the questions to ask")
    parser.add_argument("--rows", type=Path, action="append", default=[], help="rows that another run kept")
    parser.add_argument("--keep", type=Path, help="where the rows are kept, as JSON lines")
    parser.add_argument(
        "--paraphrases", type=Path, metavar="FOLDER", help="write the paraphrases as a folder, and no more"
    )
    parser.add_argument("--write", action="store_true", help="write the weights")
    arguments = parser.parse_args(given)
    if arguments.paraphrases:
        paraphrases(arguments.paraphrases)
        return
    named = json.loads(arguments.held_out.read_text(encoding="utf-8")) if arguments.held_out else []
    rows = [
        Row(**json.loads(line)) for path in arguments.rows for line in path.read_text(encoding="utf-8").splitlines()
    ]
    for home in arguments.home:
        with open_assistant(read_settings(home=home)) as assistant:
            rows.extend(of_shipped(assistant))
    for folder, home in arguments.beir:
        with open_assistant(read_settings(home=home)) as assistant:
            rows.extend(of_folder(assistant, Path(folder), named=frozenset(name for each in named for name in each)))
    if arguments.keep:
        keep(rows, arguments.keep)
    weights = fit(rows)
    print("\n".join(report(rows)))  # noqa: T201 - this command's output
    print(json.dumps(weights._asdict(), indent=1))  # noqa: T201
    if arguments.write:
        RANKING_WEIGHTS.write_text(json.dumps(weights._asdict(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
