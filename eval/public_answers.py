"""The questions of a public set, asked: does the answer hold a right answer, and does it cite a document that answers?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from eval.dataset import fold
from eval.measures import Count, answer_words
from eval.public import PublicSet
from rag import Assistant, ParaciteError

ASKED_AT_MOST: Final = 300
"""Questions that are answered; all of them are searched."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Counts over the questions that were answered."""

    held: Count
    """Right answers that the answers hold, word for word, of those that a right answer needs (str-em of ALCE; one of each where a
    set gives alternatives); 0 of 0 where the set's answers cannot be told by their words."""
    cited: Count
    """Answers that cite a document of gold."""
    refused: Count


def answer_all(assistant: Assistant, public: PublicSet) -> Answered | None:
    """Ask an even sample of the questions; None where the set has no answers."""
    names = [name for name in public.beir.queries if name in public.answers]
    if not names:
        return None
    chosen = names[:: max(1, -(-len(names) // ASKED_AT_MOST))]
    held, cited, refused = Count(), 0, 0
    for name in chosen:
        groups, said = public.answers[name], ""
        try:
            answer = assistant.ask(public.beir.queries[name])
        except ParaciteError:
            pass  # a question that cannot be asked is not answered
        else:
            said = answer_words(answer)
            found = {citation.document.member or citation.document.id for citation in answer.citations}
            cited += bool(found & public.beir.judged[name].keys())
            refused += answer.refused is not None
        held += Count(sum(any(fold(one) in said for one in group) for group in groups), len(groups))
    return Answered(held, Count(cited, len(chosen)), Count(refused, len(chosen)))
