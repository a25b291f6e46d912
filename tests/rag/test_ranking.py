"""The order of the candidates: by learned weights, each sign in its own direction, and better than either leg."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from eval.dataset import Question, load_questions
from rag import RANKING_WEIGHTS, Assistant, Signs, weighed
from rag.questions.question import understand
from rag.retrieval.retriever import ParagraphRetriever
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def tuning() -> list[Question]:
    """Every third tuning question whose paragraphs are known."""
    every = [one for name in ("questions", "tuning") for one in load_questions(ROOT / "eval" / f"{name}.jsonl")]
    return [one for one in every if one.split == "tune" and one.gold and one.answerable and not one.turns][::3]


def shipped() -> Signs:
    return Signs(**json.loads(RANKING_WEIGHTS.read_text(encoding="utf-8")))


def test_the_weights_are_one_for_each_sign_and_words_with_what_is_held_weigh_one() -> None:
    written = json.loads(RANKING_WEIGHTS.read_text(encoding="utf-8"))
    assert list(written) == list(Signs._fields)
    assert written["words"] + written["held"] == pytest.approx(1)
    assert weighed(Signs(words=1, held=1)) == pytest.approx(1)


@pytest.mark.parametrize("name", Signs._fields)
def test_each_sign_speaks_in_its_own_direction(name: str) -> None:
    """Of two candidates alike in all else, the one that holds more stands before, and the one that holds it scattered behind."""
    middling = Signs(*[0.5] * len(Signs._fields))
    more = weighed(middling._replace(**{name: 1.0})) - weighed(middling)
    assert more < 0 if name == "scattered" else more > 0
    assert more == pytest.approx(0.5 * getattr(shipped(), name))


def test_the_order_follows_the_weights(assistant: Assistant, tuning: list[Question]) -> None:
    """What is handed on stands in the order of the signs, weighed; and weights that say the contrary turn the order."""
    retriever = ParagraphRetriever(collection=assistant.collection)
    for question in tuning[::8]:
        understood = understand(question.question, assistant.collection.directory)
        found = retriever.hits(understood, documents=question.documents, limit=10, folds=False)
        signs = dict(assistant.candidates(question.question, documents=question.documents))
        scores = [hit.score for hit in found]
        assert scores == sorted(scores, reverse=True)
        assert scores == pytest.approx([weighed(signs[hit.passage.key]) for hit in found])
        assert weighed(signs[found[0].passage.key], Signs(*(-each for each in shipped()))) == pytest.approx(-scores[0])


def test_signs_are_shares_and_what_is_scattered_is_a_part_of_what_is_held(
    assistant: Assistant, tuning: list[Question]
) -> None:
    some = "belarus-letter-2007-04-09"
    for documents in ((), (some,)):
        found = [each for one in tuning[::8] for each in assistant.candidates(one.question, documents=documents)]
        assert all(0 <= each.beside <= each.held <= 1 and 0 <= each.words <= 1 for _, each in found)
        assert all(0 <= each.scattered <= each.held for _, each in found)
        assert not documents or {key.rpartition("#")[0] for key, _ in found} == {some}
        assert documents or any(each.scattered for _, each in found)


def test_together_the_signs_find_more_than_each_leg_alone(assistant: Assistant, tuning: list[Question]) -> None:
    def found_first(score: Callable[[Signs], float]) -> tuple[int, int]:
        """Questions whose paragraph stands first, and among the first five."""
        first = five = 0
        for question, candidates in asked:
            keys = [key for key, _ in sorted(candidates, key=lambda each: -score(each[1]))]
            gold = {one.key for group in question.gold for one in group}
            first += keys[0] in gold
            five += not gold.isdisjoint(keys[:5])
        return first, five

    asked = [(one, assistant.candidates(one.question, documents=one.documents)) for one in tuning]
    together = found_first(weighed)
    assert together[0] >= 0.75 * len(asked)
    for leg in ("words", "similarity"):
        alone = found_first(lambda signs, leg=leg: getattr(signs, leg))  # type: ignore[misc]
        assert together[0] > alone[0], leg
        assert together[1] >= alone[1], leg
