"""The weights of the order are learned from what answers and what does not, and a document is never on both sides."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.beir import read_set
from eval.ranking_training import (
    Row,
    fit,
    fold_of,
    keep,
    main,
    of_folder,
    of_shipped,
    paraphrases,
    ranks,
    recall,
    report,
)
from ingest import ingest
from rag import Assistant, Signs, open_assistant, read_settings


def row(*candidates: tuple[Signs, int], about: str = "a", groups: int = 1, weight: float = 1.0) -> Row:
    return Row(
        "made", about, [list(signs) for signs, _ in candidates], [right for _, right in candidates], groups, weight
    )


HELD, SCATTERED, NEITHER = (
    Signs(words=0.5, held=0.9),
    Signs(words=0.5, held=0.9, scattered=0.6),
    Signs(words=0.5, held=0.4),
)


def made() -> list[Row]:
    return [row((HELD, 1), (SCATTERED, 0), (NEITHER, 0), about=str(each)) for each in range(40)]


def test_what_tells_an_answer_is_learned_and_nothing_learns_the_wrong_way() -> None:
    weights = fit(made())
    assert weights.held > 0
    assert weights.scattered < 0
    assert weights.words + weights.held == pytest.approx(1, abs=0.002)
    turned = fit(
        [row((NEITHER, 1), (SCATTERED._replace(similarity=0.1), 0), about=str(each)) for each in range(9)] + made()
    )
    assert min(turned._replace(scattered=0)) >= 0
    assert ranks(made()[0], weights) == [1]


def test_a_question_of_greater_weight_decides() -> None:
    similar, worded = Signs(similarity=0.9, held=0.6), Signs(words=0.9, held=0.5)
    for_words, for_meaning = row((worded, 1), (similar, 0)), row((worded, 0), (similar, 1))
    heavier = {"words": replace(for_words, weight=9.0), "meaning": replace(for_meaning, weight=9.0)}
    assert ranks(for_meaning, fit([for_words, heavier["meaning"]])) == [1]
    assert ranks(for_words, fit([heavier["words"], for_meaning])) == [1]


def test_nothing_to_learn_from_is_said() -> None:
    with pytest.raises(ValueError, match="neither"):
        fit([row((Signs(similarity=0.9), 1), (Signs(), 0))])
    with pytest.raises(ValueError, match="no question"):
        fit([row((HELD, 0), (NEITHER, 0)), row((HELD, 1))])


def test_each_group_of_gold_has_its_place_and_a_lost_one_has_none() -> None:
    asked = row((NEITHER, 2), (HELD, 1), (SCATTERED, 0), groups=3)
    weights = Signs(held=1.0, scattered=-0.5)
    assert ranks(asked, weights)[:2] == [1, 3]
    by_fold = dict.fromkeys(range(9), weights)
    assert recall([asked], by_fold, 1) == pytest.approx(1 / 3)
    assert recall([asked], by_fold, 5) == pytest.approx(2 / 3)


def test_questions_about_one_document_are_of_one_fold() -> None:
    assert len({fold_of(row((HELD, 1), about="1147")) for _ in range(3)}) == 1
    assert len({fold_of(each) for each in made()}) > 3
    assert "made, 40 questions, recall at 1 and 5: learned 1.000 1.000" in "\n".join(report(made()))


def test_the_tuning_questions_alone_are_asked(assistant: Assistant) -> None:
    rows = list(of_shipped(assistant))
    assert {each.source for each in rows} == {"questions.jsonl", "tuning.jsonl", "paraphrases.jsonl"}
    known = {document.id for document in assistant.collection.documents()}
    assert {each.about for each in rows} <= known
    assert sum(1 in each.right for each in rows) > 0.9 * len(rows)


def test_paraphrases_are_written_asked_kept_and_learned_from(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, kept = tmp_path / "paraphrases", tmp_path / "rows.jsonl"
    paraphrases(folder)
    assert len(read_set(folder).queries) == 84
    with open_assistant(read_settings(home=home)) as assistant:
        ingest(assistant.collection, [folder / "corpus.jsonl"])
        few = frozenset(f"p{number}-{column}" for number in range(6) for column in ("question", "english"))
        rows = list(of_folder(assistant, folder, named=few))
    assert [each.right.count(1) for each in rows] == [1] * 12
    keep(rows, kept)
    main(["--rows", str(kept)])
    printed = capsys.readouterr().out
    assert json.loads(printed[printed.index("{") :]) == fit(rows)._asdict()
