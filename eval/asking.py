"""Ask every question of a set, one after the other, and keep what came back: an Answer, or the crash."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from eval.dataset import Question
from eval.measures import Observation
from rag import Assistant


def collection_texts(assistant: Assistant) -> dict[str, str]:
    """The text of every paragraph of the collection, by ``Passage.key``."""
    collection = assistant.collection
    return {
        f"{document.id}#{paragraph.id}": paragraph.text
        for document in collection.documents()
        for paragraph in collection.paragraphs(document.id)
    }


def ask_all(assistant: Assistant, questions: Iterable[Question]) -> Iterator[Observation]:
    """One observation for each question, in order; the time is wall-clock time around ``ask``."""
    for question in questions:
        started = time.perf_counter()
        answer, crash = None, ""
        try:
            answer = assistant.ask(question.question)
        except Exception as error:  # a crash of the product is what is measured here: it is listed, and fails the run
            crash = f"{type(error).__name__}: {error}".splitlines()[0]
        elapsed = (time.perf_counter() - started) * 1000
        yield Observation(question=question, answer=answer, milliseconds=elapsed, crash=crash)
