"""Ask every question of a set, one after the other, and keep what came back: an Answer, or the crash."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace

from eval.dataset import Question
from eval.measures import Observation
from rag import Assistant, Turn


def collection_texts(assistant: Assistant) -> dict[str, str]:
    """The text of every paragraph of the collection, by ``Passage.key``."""
    collection = assistant.collection
    return {
        f"{document.id}#{paragraph.id}": paragraph.text
        for document in collection.documents()
        for paragraph in collection.paragraphs(document.id)
    }


AGAIN = 8
"""Every so manieth question is asked once more, after all others: nothing that was asked in between may change an answer."""


def ask_all(assistant: Assistant, questions: Iterable[Question]) -> Iterator[Observation]:
    """One observation for each question, in order; the time is wall-clock time around ``ask``.

    What must not depend on the order is asked again at the end, last one first; those observations come last of all, and stand
    for the earlier ones of the same question.
    """
    asked = []
    for place, question in enumerate(questions):
        observation = observe(assistant, question)
        if place % AGAIN == 0:
            asked.append(observation)
        else:
            yield observation
    for observation in reversed(asked):
        yield replace(observation, again=observe(assistant, observation.question).answer)


def observe(assistant: Assistant, question: Question) -> Observation:
    """Ask one question after the earlier turns of its conversation."""
    answer, crash, elapsed = None, "", 0.0
    try:
        history: tuple[Turn, ...] = ()
        for turn in question.turns:
            earlier = assistant.ask(turn, documents=question.documents, history=history)
            cited = dict.fromkeys(citation.document.id for citation in earlier.citations)
            keys = tuple(dict.fromkeys(citation.passage.key for citation in earlier.citations))
            history += (Turn(question=turn, answer=earlier.text, documents=tuple(cited), paragraphs=keys),)
        started = time.perf_counter()
        answer = assistant.ask(question.question, documents=question.documents, history=history)
        elapsed = (time.perf_counter() - started) * 1000
    except Exception as error:  # a crash of the product is what is measured here: it is listed, and fails the run
        crash = f"{type(error).__name__}: {error}".splitlines()[0]
    return Observation(question=question, answer=answer, milliseconds=elapsed, crash=crash)
