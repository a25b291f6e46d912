"""The words' leg: of several names the best counts, and the context counts for what the paragraph does not say itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag import Assistant
from rag.indexes.lexical import CONTEXT_WEIGHT, Entry, LexicalIndex
from rag.questions.question import understand
from rag.retrieval.matching import OTHER_NAME, Matcher

QUESTIONS = (
    "主权国家应当如何保护新闻工作者？",
    "比利时在死刑问题上承诺做什么？",
    "What did Belgium promise about the death penalty?",
)


def indexed(folder: Path, *entries: tuple[str, str, str]) -> LexicalIndex:
    """Paragraphs by name, text and context, among others that hold none of their words."""
    index = LexicalIndex(folder)
    others = [(f"其他{number}", "海浪拍打着岸边的岩石。", "") for number in range(20)]
    index.replace([], [Entry(name, "1", text, context) for name, text, context in (*entries, *others)])
    return index


def test_of_several_names_the_one_counts_that_a_paragraph_holds_best(tmp_path: Path) -> None:
    """Added up, a text that calls one thing by all its names stood before the one that says all that is asked."""
    index = indexed(
        tmp_path, ("答", "水手修理了灯塔。", ""), ("名", "航标与望楼与塔台与照明。", ""), ("半", "灯塔在那里。", "")
    )
    other = [{"航标": 0.9}, {"望楼": 0.9}, {"塔台": 0.9}, {"照明": 0.9}]
    asked = {"水手": 1.0}
    found = dict(index.search(asked, 10, named=[[{"灯塔": 1.0}, *other]]))
    assert list(found) == ["答#1", "半#1", "名#1"]
    alone = dict(index.search({"航标": 0.9}, 10))
    assert found["名#1"] == pytest.approx(alone["名#1"], rel=0.01)
    added_up = dict(index.search(asked | {term: weight for name in other for term, weight in name.items()}, 10))
    assert next(iter(added_up)) == "名#1"


def test_the_context_counts_for_what_the_paragraph_does_not_say_itself(tmp_path: Path) -> None:
    index = indexed(
        tmp_path, ("只文", "灯塔亮了。", ""), ("都有", "灯塔亮了。", "灯塔"), ("只境", "它亮了整夜。", "灯塔")
    )
    found = dict(index.search({"灯塔": 1.0}, 10))
    assert found["只文#1"] == pytest.approx(found["都有#1"], rel=0.01)
    assert 0 < found["只境#1"] < found["只文#1"]
    assert 0 < CONTEXT_WEIGHT < 1


@pytest.mark.parametrize("text", QUESTIONS)
def test_another_name_counts_as_much_as_the_questions_own_at_most(assistant: Assistant, text: str) -> None:
    lexical, _ = assistant.collection.indexes()
    importance = lexical.inverse_document_frequency
    question = understand(text, assistant.collection.directory)
    matcher = Matcher(question, importance, assistant.collection.embedder.words)
    alone, named = matcher.sought()
    assert named, "the glossary knows other names of something that is asked"
    sought = [set(alone), *(set(names[0]) for names in named)]
    assert {term for unit in question.units for term in unit.terms} <= set().union(*sought)
    for own, *others in named:
        if any(set(own) <= set(unit.terms) for unit in question.units) and all(map(lexical.holds, own)):
            whole = max(sum(map(importance, unit.terms)) for unit in question.units if set(own) <= set(unit.terms))
            assert all(
                sum(boost * importance(term) for term, boost in other.items()) <= OTHER_NAME * whole + 1e-6
                for other in others
            )


def test_what_could_be_found_is_what_the_collection_holds(assistant: Assistant) -> None:
    """A word that stands nowhere takes nothing from what the others say: an English question would find nothing by words."""
    lexical, _ = assistant.collection.indexes()
    asked = understand("What did Belgium promise?", assistant.collection.directory)
    matcher = Matcher(asked, lexical.inverse_document_frequency, assistant.collection.embedder.words)
    alone, named = matcher.sought()
    most = matcher.most(alone, named)
    assert most > 0
    assert matcher.most(alone | {"zyzzyva": 1.0}, named) == most
    assert matcher.most(alone | {"人": 1.0}, named) > most
    assert matcher.most({}, [[{"人": 1.0}, {"权": 0.5}]]) == matcher.most({"人": 1.0}, [])


def test_in_a_large_index_all_is_added_up_and_the_question_s_own_name_counts_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only so can what is not among the best be passed over."""
    index = indexed(
        tmp_path, ("自", "水手修理了灯塔。", ""), ("他", "水手修理了航标。", ""), ("境", "它亮了整夜。", "灯塔")
    )
    asked: dict[str, float] = {"水手": 1.0}
    named: list[list[dict[str, float]]] = [[{"灯塔": 1.0}, {"航标": 0.9}], [{}, {"不在此处": 0.9}]]
    compared = dict(index.search(asked, 10, named=named))
    assert list(compared)[:2] == ["自#1", "他#1"]
    monkeypatch.setattr("rag.indexes.lexical.MOST_COMPARED", 10)
    added = dict(index.search(asked, 10, named=named))
    assert list(added) == ["自#1", "他#1", "境#1"]
    assert added["自#1"] == pytest.approx(compared["自#1"], rel=0.01)
    assert added["他#1"] < compared["他#1"]
    assert added["境#1"] < compared["境#1"]
