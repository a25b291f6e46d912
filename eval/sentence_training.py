"""Trains the sentence selector: which sentence of what was found answers, and whether any does.

``python -m eval.sentence_training --home DIR --beir FOLDER DIR [--beir …] --write`` asks the tuning questions of the shipped sets
of the collections ``--home`` (of ``eval/corpus``, of ``eval/structure/documents``), and the questions of each folder in the BEIR
layout of a collection that holds its ``corpus.jsonl``. Each question is learned twice: with what was found, and with the paragraphs
that hold the answer taken out, where no sentence answers. A fifth of the questions, whole articles together, is held back and
reported. scikit-learn is needed here alone; ``rag/answers/selector.py`` reads the trees with numpy.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from eval.beir import read_set
from eval.dataset import fold, load_questions
from rag import SELECTOR_TREES, SIGNALS, Assistant, QuestionError, Sentence, open_assistant, read_settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SETS = ("questions.jsonl", "tuning.jsonl", "tongues.jsonl")
SHIPPED_WEIGHT = 4.0
"""How much a question of the shipped sets counts, of one of an encyclopaedia: there are few of them, and they are the trade's."""
MOST_NEGATIVES = 40
"""Sentences of one question that do not answer and are learned from, at random."""
HELD_BACK = 5
"""Every so manieth article is held back."""
LEAVES, ROUNDS, RATE = 12, 160, 0.08


@dataclass(frozen=True, slots=True)
class Group:
    """The sentences found for one question: their signals, which of them answer, and which stand in a paragraph that does."""

    name: str
    table: NDArray[np.float32]
    answers: NDArray[np.bool_]
    gold: NDArray[np.bool_]
    weight: float = 1.0


def gather_beir(assistant: Assistant, folder: Path, *, every: int) -> Iterator[Group]:
    """A question of a BEIR folder whose ``metadata.answers`` say the words that answer; every so manieth."""
    import numpy as np

    beir = read_set(folder)
    for place, line in enumerate((folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()):
        if place % every or not line.strip():
            continue
        row = json.loads(line)
        answers = [fold(answer) for answer in row["metadata"]["answers"]]
        judged = beir.judged.get(str(row["_id"]), {})
        try:
            sentences, table = assistant.signals(row["text"])
        except QuestionError:
            continue  # nothing is asked
        gold = np.array([_member(one) in judged for one in sentences], dtype=bool)
        right = np.array([any(answer in fold(one.text) for answer in answers) for one in sentences], dtype=bool)
        yield Group(str(row["_id"]), table, right & gold, gold)


def gather_shipped(assistant: Assistant, path: Path) -> Iterator[Group]:
    """The tuning questions of a shipped set; a sentence answers that holds a nugget, or is all of a paragraph of gold."""
    import numpy as np

    held = {document.id for document in assistant.collection.documents()}
    for question in load_questions(path):
        keys = {one.key for one in question.guarded_paragraphs}
        if question.split != "tune" or not {one.document for one in question.guarded_paragraphs} <= held:
            continue
        sentences, table = assistant.signals(question.question)
        gold = np.array([one.hit.passage.key in keys for one in sentences], dtype=bool)
        nuggets = [fold(one) for nugget in question.nuggets for one in nugget]
        said = np.array(
            [
                any(nugget in fold(one.text) for nugget in nuggets) or one.text == one.hit.passage.paragraph.text
                for one in sentences
            ],
            dtype=bool,
        )
        yield Group(question.id, table, said & gold, gold, SHIPPED_WEIGHT)


def gather(homes: Sequence[str], folders: Sequence[tuple[str, str]], *, every: int) -> list[Group]:
    """The questions of the shipped sets, asked of collections, and of folders in the BEIR layout, each of its collection."""
    groups: list[Group] = []
    for home in homes:
        with open_assistant(read_settings(home=home)) as assistant:
            for name in SETS:
                groups.extend(gather_shipped(assistant, Path(__file__).parent / name))
    for folder, home in folders:
        with open_assistant(read_settings(home=home)) as assistant:
            groups.extend(gather_beir(assistant, Path(folder), every=every))
    return groups


def without_gold(group: Group) -> NDArray[np.float32]:
    """The signals as they would be had the paragraphs that hold the answer not been there."""
    table = group.table[~group.gold].copy()
    if len(table):
        own, most = SIGNALS.index("own"), SIGNALS.index("most_own")
        table[:, most] = table[:, own] - table[:, own].max()
        for name in ("rank", "lexical_first", "dense_first"):  # each place in a list is told as one over it
            column = SIGNALS.index(name)
            gone = {_place_of(value) for value in group.table[group.gold, column].tolist() if value}
            closed = [_closed_up(value, gone) for value in table[:, column].tolist()]
            table[:, column] = closed
    return table


def _place_of(value: float) -> int:
    return round(1 / value)


def _closed_up(value: float, gone: set[int]) -> float:
    return 1 / (_place_of(value) - sum(place < _place_of(value) for place in gone)) if value else 0.0


def _twice(group: Group) -> Iterator[tuple[NDArray[np.float32], NDArray[np.bool_]]]:
    import numpy as np

    rest = without_gold(group)
    yield group.table, group.answers
    yield rest, np.zeros(len(rest), dtype=bool)


def fit(groups: Sequence[Group]) -> Any:
    """Boosted trees over the sentences of these groups, each learned with and without what answers."""
    import numpy as np
    from sklearn.ensemble import HistGradientBoostingClassifier

    random = np.random.default_rng(0)
    tables, truths, weights = [], [], []
    for group in groups:
        for table, truth in _twice(group):
            kept = truth | (random.random(len(table)) < MOST_NEGATIVES / max(1, len(table)))
            tables.append(table[kept])
            truths.append(truth[kept])
            weights.append(np.full(int(kept.sum()), group.weight))
    model = HistGradientBoostingClassifier(
        max_iter=ROUNDS,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        max_depth=6,
        min_samples_leaf=40,
        l2_regularization=2.0,
        early_stopping=False,
        random_state=0,
    )
    return model.fit(np.vstack(tables), np.concatenate(truths), sample_weight=np.concatenate(weights))


def is_held_back(name: str) -> bool:
    """Is the question's article among those that are only reported? Questions of one article stay together."""
    return crc32(name.rsplit("-", 1)[0].rsplit("_QUERY", 1)[0].encode()) % HELD_BACK == 0


def exported(model: Any) -> dict[str, Any]:
    """The trees as plain data (see rag/answers/selector.py); a leaf leads to itself."""
    trees = []
    depth = 1
    for (tree,) in model._predictors:  # scikit-learn has no other door to its trees
        nodes = tree.nodes
        depth = max(depth, int(nodes["depth"].max()))
        leaf = nodes["is_leaf"].astype(bool)
        own = range(len(nodes))
        trees.append(
            {
                "feature": [0 if leaf[place] else int(nodes["feature_idx"][place]) for place in own],
                "threshold": [0.0 if leaf[place] else round(float(nodes["num_threshold"][place]), 7) for place in own],
                "left": [place if leaf[place] else int(nodes["left"][place]) for place in own],
                "right": [place if leaf[place] else int(nodes["right"][place]) for place in own],
                "value": [round(float(nodes["value"][place]), 5) if leaf[place] else 0.0 for place in own],
            }
        )
    intercept = round(float(model._baseline_prediction.ravel()[0]), 5)
    return {"signals": list(SIGNALS), "intercept": intercept, "depth": depth + 1, "trees": trees}


def reached(groups: Sequence[Group], model: Any) -> dict[str, float]:
    """Shares of questions whose answer is the best sentence, among two, three; and of those refused at 5 and 10 % false refusals."""
    import numpy as np

    best: list[float] = []
    nothing: list[float] = []
    found = dict.fromkeys((1, 2, 3), 0)
    for group in groups:
        scores = model.decision_function(group.table) if len(group.table) else np.zeros(0)
        order = np.argsort(-scores, kind="stable")
        for count in found:
            found[count] += int(group.answers[order[:count]].any())
        if group.answers.any():
            best.append(float(scores.max()))
        rest = without_gold(group)
        nothing.append(float(model.decision_function(rest).max()) if len(rest) else -12.0)
    shares = {f"among {count}": number / len(groups) for count, number in found.items()}
    for share in (0.05, 0.1):
        bound = float(np.quantile(best, share))
        shares[f"refused at {share:.0%} false refusals"] = sum(one < bound for one in nothing) / len(nothing)
    return {name: round(value, 3) for name, value in shares.items()}


def _member(sentence: Sentence) -> str:
    document = sentence.hit.passage.document
    return document.member or document.id


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--home", action="append", required=True, help="a collection that holds documents of the shipped sets"
    )
    parser.add_argument("--beir", nargs=2, action="append", default=[], metavar=("FOLDER", "HOME"))
    parser.add_argument("--every", type=int, default=3, help="ask every so manieth question of a folder")
    parser.add_argument("--write", action="store_true", help="write the trees")
    arguments = parser.parse_args()
    groups = gather(arguments.home, arguments.beir, every=arguments.every)
    held_back = [group for group in groups if is_held_back(group.name)]
    print(reached(held_back, fit([group for group in groups if not is_held_back(group.name)])))  # noqa: T201
    if arguments.write:
        SELECTOR_TREES.write_text(json.dumps(exported(fit(groups)), separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
