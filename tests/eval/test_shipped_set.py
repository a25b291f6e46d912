"""The shipped set itself: well formed, balanced, guarded by words that stand in the corpus, and leaking nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from eval.command import collection_texts
from eval.dataset import KINDS, SHIPPED_SET, Question, check_gold, fold, load_questions
from eval.floors import load_floors
from eval.wording import REASONS, WORDS
from rag import Assistant

QUESTIONS = load_questions(SHIPPED_SET)
ANSWERABLE = [one for one in QUESTIONS if one.answerable]
CORPUS = SHIPPED_SET.parent / "corpus"
FILES = {"A/RES/67/169": "ga-resolution-67-169", "A/HRC/RES/13/23": "hrc-resolution-13-23"}
"""A document is called by its symbol where it has one, else by its file's name."""
SHARED_CHARACTERS_AT_MOST = 6
"""A name (人权理事会 has five) may stand in a paraphrase and in its paragraph; a phrase may not."""


def printed(document: str) -> str:
    """A document's text, folded, without the marks of Markdown."""
    path = CORPUS / f"{FILES.get(document, document)}.txt"
    return fold(path.read_text(encoding="utf-8").replace("**", ""))


PRINTED = {name: printed(name) for name in {gold.document for one in QUESTIONS for gold in one.guarded_paragraphs}}


def longest_common(one: str, other: str) -> int:
    """The length of the longest text that stands in both."""
    longest = 0
    for start in range(len(one)):
        while start + longest < len(one) and one[start : start + longest + 1] in other:
            longest += 1
    return longest


def test_it_asks_about_all_five_documents() -> None:
    assert len(PRINTED) == len(list(CORPUS.glob("*.txt"))) == 5


def test_each_kind_has_questions_half_of_them_in_each_split() -> None:
    counted = Counter((one.kind, one.split) for one in QUESTIONS)
    assert len(QUESTIONS) >= 90
    for kind in KINDS:
        assert counted[kind, "tune"] == counted[kind, "test"] >= 3


def test_no_question_is_asked_twice() -> None:
    asked = Counter(fold(one.question) for one in QUESTIONS)
    assert not [question for question, times in asked.items() if times > 1]


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda one: one.id)
def test_gold_quotes_stand_in_the_corpus(question: Question) -> None:
    assert not [gold for gold in question.guarded_paragraphs if fold(gold.quote) not in PRINTED[gold.document]]


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda one: one.id)
def test_nuggets_stand_in_the_documents_and_not_in_the_question(question: Question) -> None:
    texts = [PRINTED[document] for document in {gold.document for gold in question.required_paragraphs}]
    for nugget in question.nuggets:
        assert any(fold(one) in text for one in nugget for text in texts), nugget
        assert not any(fold(one) in fold(question.question) for one in nugget), nugget


@pytest.mark.parametrize("question", [one for one in ANSWERABLE if one.kind == "paraphrase"], ids=lambda one: one.id)
def test_a_paraphrase_uses_other_words_than_its_document(question: Question) -> None:
    shared = max(
        longest_common(fold(question.question), PRINTED[gold.document]) for gold in question.required_paragraphs
    )
    assert shared <= SHARED_CHARACTERS_AT_MOST


def test_no_question_copies_its_document() -> None:
    """The names of a body or a document are long; a whole clause is longer."""
    copied = {
        one.id: max(longest_common(fold(one.question), PRINTED[gold.document]) for gold in one.required_paragraphs)
        for one in ANSWERABLE
    }
    assert not {name: length for name, length in copied.items() if length > 16}


def test_hidden_instructions_forbid_what_they_ask_for() -> None:
    injected = [one for one in ANSWERABLE if one.kind == "injection"]
    assert injected
    for question in injected:
        assert question.forbidden
        assert any(fold(text) in fold(question.question) for text in question.forbidden)
        assert not [text for text in question.forbidden for held in PRINTED.values() if fold(text) in held]


def test_the_floors_can_be_read() -> None:
    load_floors(SHIPPED_SET)


def test_the_report_has_the_same_words_in_both_languages() -> None:
    assert WORDS["zh"].keys() == WORDS["en"].keys()
    assert REASONS["zh"].keys() == REASONS["en"].keys()


def test_gold_stands_in_the_paragraphs_of_the_ingested_corpus(assistant: Assistant) -> None:
    check_gold(QUESTIONS, collection_texts(assistant), path=Path("questions.jsonl"))
