"""How a draft becomes the answers that leave: growing statement by statement, or refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.answer import Answer, Hit, Refusal
from rag.answers.compose import Draft
from rag.document import Passage
from rag.language import REASONS, REFUSALS
from rag.questions.question import Question


def first(passages: Sequence[Passage], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits with these passages before all others."""
    known = {hit.passage.key: hit for hit in hits}
    named = [known.pop(passage.key, Hit(passage=passage, score=1.0)) for passage in passages]
    best = max((hit.score for hit in (*named, *known.values())), default=1.0)
    return (*(replace(hit, score=best) for hit in named), *known.values())


def reason_of(question: Question) -> Refusal:
    """Why a question has no answer of which nothing that was found speaks."""
    if question.absent:
        return Refusal.NO_SUCH_DOCUMENT
    return Refusal.NOTHING_MORE if question.beyond else Refusal.NOTHING_CLOSE


def refused(blank: Answer, reason: Refusal) -> Answer:
    """The fixed sentence, and why; that there is nothing more is a sentence of its own."""
    why = REASONS[reason][blank.language]
    return replace(
        blank,
        text=why if reason is Refusal.NOTHING_MORE else REFUSALS[blank.language],
        refused=reason,
        notice="" if reason is Refusal.NOTHING_MORE else why,
        complete=True,
    )


def growing(blank: Answer, draft: Draft, question: Question) -> Iterator[Answer]:
    """A finished draft, statement by statement."""
    if not draft.statements:
        yield refused(blank, reason_of(question))
        return
    for count in range(1, len(draft.statements)):
        yield part_of(blank, draft, upto=count, complete=False)
    yield part_of(blank, draft, upto=len(draft.statements), complete=True)


def part_of(blank: Answer, draft: Draft, *, upto: int, complete: bool) -> Answer:
    """The first statements of a draft. Lines without a statement (the lead of a list) come before them."""
    leads = len(draft.lines) - len(draft.statements)
    statements = tuple(draft.statements[:upto])
    last = max((number for statement in statements for number in statement.citations), default=0)
    return replace(
        blank,
        text="\n".join(draft.lines[: leads + upto]),
        statements=statements,
        table=draft.table(upto),
        citations=tuple(draft.citations[:last]),
        unsupported=(*blank.unsupported, *draft.unsupported),
        writing="" if complete else draft.writing,
        timings_ms={"first_token": draft.first_token} if draft.first_token else {},
        complete=complete,
    )
