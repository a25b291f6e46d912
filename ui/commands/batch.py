"""Many questions at once: one after the other, or, where there are enough of them, side by side on all the machine's cores.

Each process opens the collection for itself, which takes about two seconds: threads would take turns at the interpreter, in which most
of a question's time is spent (measured).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any

from rag import Assistant, ParaciteError, Settings, open_assistant
from ui.programs.json_output import answer_object, error_object

ENOUGH = 60
"""Questions from which on it pays to open the collection several times."""
MOST_PROCESSES = 8
MOST_PARAGRAPHS = 200_000
"""Of a larger collection one copy is opened: each process holds its own."""
_AT_ONCE = 4
"""Questions that a process is handed together."""


_opened: tuple[Assistant, dict[str, Any]] | None = None
"""What this process answers from, where it is one of several."""


def answered(
    assistant: Assistant, questions: Sequence[str], how: dict[str, Any], settings: Settings
) -> Iterator[dict[str, Any]]:
    """What is printed for each question, in their order: its answer, or why it could not be asked.

    ``how``: the other arguments of ``Assistant.ask``.
    """
    processes = processes_for(assistant, questions, settings)
    if processes == 1:
        yield from (_line(assistant, question, how) for question in questions)
        return
    done = 0
    try:
        with ProcessPoolExecutor(processes, get_context("spawn"), initializer=_open, initargs=(settings, how)) as pool:
            for line in pool.map(_answer, questions, chunksize=_AT_ONCE):
                yield line
                done += 1
    except BrokenProcessPool:  # one was ended, for want of memory, say: this one answers the rest
        yield from (_line(assistant, question, how) for question in questions[done:])


def processes_for(assistant: Assistant, questions: Sequence[str], settings: Settings) -> int:
    """How many processes answer: one where few is asked, the collection is large, or a model that is paid for writes."""
    if len(questions) < ENOUGH or settings.model or settings.reranker:
        return 1
    if assistant.collection.size()[1] > MOST_PARAGRAPHS:
        return 1
    return min(MOST_PROCESSES, cores())


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _open(settings: Settings, how: dict[str, Any]) -> None:
    global _opened  # noqa: PLW0603 - a process of the pool has no other place to keep it
    _opened = open_assistant(settings), how


def _answer(question: str) -> dict[str, Any]:
    if _opened is None:
        raise RuntimeError("not a process of the pool")
    assistant, how = _opened
    return _line(assistant, question, how)


def _line(assistant: Assistant, question: str, how: dict[str, Any]) -> dict[str, Any]:
    try:
        return answer_object(assistant.ask(question, **how))
    except ParaciteError as error:
        return {"question": question, "error": error_object(error)}
