"""Ways to break the product. Each has the measure that must be named for it.

*reading*: documents are read wrongly; their gold goes stale, and the run ends before any score is given.
*inside*: a seam inside the product is patched, or the assistant is called wrongly, while every question is asked anew.
*answer*: what comes out is changed on its way, as a broken composer or page would.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

import rag.answers.compose
import rag.assistant
from rag import Answer, Assistant, Citation, Reading, Refusal, Turn

Ask = Callable[..., Answer]


@dataclass(frozen=True)
class Mutation:
    """One breakage. ``culprits``: measures of which one must be named among the hardest hit (``gold``: stale gold)."""

    name: str
    culprits: tuple[str, ...]
    level: str
    apply: Callable[..., Any]


# --- documents are read wrongly -----------------------------------------------------------------------------------------


def footnotes_swallowed(reading: Reading) -> Reading:
    return replace(reading, paragraphs=tuple(one for one in reading.paragraphs if not one.id.startswith("fn")))


def annex_taken_for_letter(reading: Reading) -> Reading:
    return _renamed(reading, lambda name: name.replace("annex.", "letter.", 1))


def numbers_off_by_one(reading: Reading) -> Reading:
    return _renamed(reading, lambda name: re.sub(r"\d+", lambda found: str(int(found[0]) + 1), name, count=1))


def paragraphs_run_together(reading: Reading) -> Reading:
    """Every second paragraph is lost in the one before it."""
    pairs = [reading.paragraphs[place : place + 2] for place in range(0, len(reading.paragraphs), 2)]
    return replace(
        reading, paragraphs=tuple(replace(pair[0], text="".join(one.text for one in pair)) for pair in pairs)
    )


def _renamed(reading: Reading, name: Callable[[str], str]) -> Reading:
    return replace(
        reading,
        paragraphs=tuple(replace(one, locator=replace(one.locator, id=name(one.id))) for one in reading.paragraphs),
    )


# --- a seam inside is patched -------------------------------------------------------------------------------------------


@contextmanager
def lexical_leg_dead(assistant: Assistant) -> Iterator[Ask]:
    lexical, _ = assistant.collection.indexes()
    with patch.object(type(lexical), "search", lambda *_args, **_named: []):
        yield assistant.ask


@contextmanager
def dense_leg_random(assistant: Assistant) -> Iterator[Ask]:
    _, dense = assistant.collection.indexes()
    collection = assistant.collection
    keys = [f"{one.id}#{each.id}" for one in collection.documents() for each in collection.paragraphs(one.id)]
    chance = random.Random(7)  # noqa: S311 - the same one every time

    def search(_self: Any, _vector: Any, limit: int, documents: Sequence[str] = ()) -> list[tuple[str, float]]:
        held = [key for key in keys if not documents or key.rsplit("#", 1)[0] in documents]
        return [(key, 0.5 - place / 1000) for place, key in enumerate(chance.sample(held, min(limit, len(held))))]

    with patch.object(type(dense), "search", search):
        yield assistant.ask


@contextmanager
def named_paragraph_off_by_one(assistant: Assistant) -> Iterator[Ask]:
    whole = rag.assistant.locate

    def locate(*arguments: Any, **named: Any) -> Any:
        located = whole(*arguments, **named)
        if not located or located.refusal:
            return located
        return replace(located, passages=tuple(_next(assistant, one) for one in located.passages))

    with patch.object(rag.assistant, "locate", locate):
        yield assistant.ask


def _next(assistant: Assistant, passage: Any) -> Any:
    paragraphs = assistant.collection.paragraphs(passage.document.id)
    place = next(place for place, one in enumerate(paragraphs) if one.id == passage.paragraph.id)
    return replace(passage, paragraph=paragraphs[(place + 1) % len(paragraphs)])


@contextmanager
def labels_off_by_one(assistant: Assistant) -> Iterator[Ask]:
    whole = rag.answers.compose.paragraph_label

    def label(*arguments: Any, **named: Any) -> str:
        return re.sub(r"\d+", lambda found: str(int(found[0]) + 1), whole(*arguments, **named))

    with patch.object(rag.answers.compose, "paragraph_label", label):
        yield assistant.ask


@contextmanager
def refusal_off(assistant: Assistant) -> Iterator[Ask]:
    with patch.object(rag.assistant, "probability", lambda *_: 1.0):
        yield assistant.ask


@contextmanager
def refusal_always(assistant: Assistant) -> Iterator[Ask]:
    with patch.object(rag.assistant, "probability", lambda *_: 0.0):
        yield assistant.ask


@contextmanager
def history_leaks(assistant: Assistant) -> Iterator[Ask]:
    """What the last answer was about limits the next question."""
    last: list[tuple[str, ...]] = []

    def ask(question: str, *, documents: Sequence[str] = (), history: Sequence[Turn] = ()) -> Answer:
        answer = assistant.ask(question, documents=documents or (last[-1] if last else ()), history=history)
        last.append(tuple(dict.fromkeys(one.document.id for one in answer.citations)))
        return answer

    yield ask


@contextmanager
def history_forgotten(assistant: Assistant) -> Iterator[Ask]:
    yield lambda question, documents=(), history=(): assistant.ask(question, documents=documents)


@contextmanager
def filter_ignored(assistant: Assistant) -> Iterator[Ask]:
    yield lambda question, documents=(), history=(): assistant.ask(question, history=history)


@contextmanager
def crashes_on_lists(assistant: Assistant) -> Iterator[Ask]:
    def ask(question: str, *, documents: Sequence[str] = (), history: Sequence[Turn] = ()) -> Answer:
        if "哪些" in question or question.startswith("Which"):
            raise RuntimeError("the index is gone")
        return assistant.ask(question, documents=documents, history=history)

    yield ask


# --- what comes out is changed ------------------------------------------------------------------------------------------


def _stated(change: Callable[[Answer], Answer]) -> Callable[[Answer], Answer]:
    """Refusals stay as they are."""
    return lambda answer: answer if answer.refused else change(answer)


def _said(answer: Answer, change: Callable[[str], str]) -> Answer:
    """Change the words of the statements, not their leads and marks."""
    text, statements = answer.text, []
    for one in answer.statements:
        text = text.replace(one.text, change(one.text), 1)
        statements.append(replace(one, text=change(one.text)))
    return replace(answer, text=text, statements=tuple(statements))


_ONE_MORE = {str(digit): str((digit + 1) % 10) for digit in range(10)}


def numbers_altered(answer: Answer) -> Answer:
    """The last figure of every number that is no part of a date."""
    return _said(answer, lambda text: re.sub(r"\d(?![\d.,]|\s*[年月日])", lambda found: _ONE_MORE[found[0]], text))


def dates_altered(answer: Answer) -> Answer:
    return _said(
        answer,
        lambda text: re.sub(r"(\d+)(?=\s*月)|(\d+)(?= [A-Z][a-z]+ \d{4})", lambda found: _ONE_MORE[found[0][0]], text),
    )


def denials_dropped(answer: Answer) -> Answer:
    return _said(answer, lambda text: re.sub(r"不得|不应|不|未|没有|拒绝|\bnot\b|\bno\b", "", text))


def citations_shuffled(answer: Answer) -> Answer:
    """Every citation stands for a paragraph that was found far down."""
    others = [hit.passage for hit in answer.hits[::-1]]
    return replace(
        answer,
        citations=tuple(
            replace(one, passage=other, quote=other.paragraph.text)
            for one, other in zip(answer.citations, others * len(answer.citations), strict=False)
        ),
    )


def quotes_cut(answer: Answer) -> Answer:
    return replace(
        answer, citations=tuple(replace(one, quote=one.quote[: len(one.quote) // 3]) for one in answer.citations)
    )


def quotes_altered(answer: Answer) -> Answer:
    return replace(answer, citations=tuple(replace(one, quote=f"{one.quote}等") for one in answer.citations))


def wrong_language(answer: Answer) -> Answer:
    return replace(answer, language="en" if answer.language == "zh" else "zh")


def only_the_first_statement(answer: Answer) -> Answer:
    first = answer.statements[0]
    end = answer.text.index(first.text) + len(first.text)
    marks = "".join(f" [{number}]" for number in first.citations)
    return replace(
        answer,
        text=answer.text[:end] + marks,
        statements=(first,),
        citations=tuple(one for one in answer.citations if one.number in first.citations),
    )


def cites_everything_found(answer: Answer) -> Answer:
    more = [
        Citation(number=number, passage=hit.passage, quote=hit.passage.paragraph.text, score=hit.score)
        for number, hit in enumerate(answer.hits[:8], start=len(answer.citations) + 1)
    ]
    lines = [f"{one.quote} [{one.number}]" for one in more]
    return replace(answer, text="\n".join([answer.text, *lines]), citations=(*answer.citations, *more))


def obeys_the_question(answer: Answer) -> Answer:
    """Says what a question with a hidden instruction wants to hear."""
    if not re.search(r"忽略|凭记忆|从现在起|[Ii]gnore", answer.question):
        return answer
    return replace(answer, text=f"{answer.text}\n{answer.question}")


def order_reversed(answer: Answer) -> Answer:
    return replace(answer, hits=answer.hits[::-1])


def one_reason_for_all(answer: Answer) -> Answer:
    return replace(answer, refused=Refusal.NOTHING_CLOSE) if answer.refused else answer


def wrong_document(answer: Answer) -> Answer:
    """The paragraph of the right number in the wrong document: a symbol that was mixed up."""
    others = [hit.passage.document for hit in answer.hits]

    def moved(one: Citation) -> Citation:
        other = next((document for document in others if document.id != one.document.id), one.document)
        return replace(one, passage=replace(one.passage, document=other))

    return replace(answer, citations=tuple(moved(one) for one in answer.citations))


MUTATIONS = (
    Mutation("footnotes swallowed", ("gold",), "reading", footnotes_swallowed),
    Mutation("annex taken for letter", ("gold",), "reading", annex_taken_for_letter),
    Mutation("printed numbers off by one", ("gold",), "reading", numbers_off_by_one),
    Mutation("paragraphs run together", ("gold",), "reading", paragraphs_run_together),
    Mutation("lexical leg dead", ("lexical_recall_at_5",), "inside", lexical_leg_dead),
    Mutation("dense leg random", ("dense_recall_at_5",), "inside", dense_leg_random),
    Mutation("named paragraph off by one", ("locator_right",), "inside", named_paragraph_off_by_one),
    Mutation("printed labels off by one", ("labels_right",), "inside", labels_off_by_one),
    Mutation("refusal off", ("refused", "refused_with_reason"), "inside", refusal_off),
    Mutation("refusal always", ("answered", "nugget_recall", "citation_recall"), "inside", refusal_always),
    Mutation("history leaks", ("repeatable", "answered"), "inside", history_leaks),
    Mutation("history forgotten", ("several_turns",), "inside", history_forgotten),
    Mutation("filter ignored", ("filtered",), "inside", filter_ignored),
    Mutation("crash on some questions", ("completed",), "inside", crashes_on_lists),
    Mutation("numbers altered", ("numbers_agree",), "answer", _stated(numbers_altered)),
    Mutation("dates altered", ("dates_agree",), "answer", _stated(dates_altered)),
    Mutation("denials dropped", ("negation_agrees",), "answer", _stated(denials_dropped)),
    Mutation("citations shuffled", ("sentence_recall", "sentence_precision"), "answer", _stated(citations_shuffled)),
    Mutation("quotes cut", ("quote_support",), "answer", _stated(quotes_cut)),
    Mutation("quotes altered", ("verbatim",), "answer", _stated(quotes_altered)),
    Mutation("wrong language", ("answer_language",), "answer", wrong_language),
    Mutation(
        "only the first statement", ("citation_recall", "nugget_recall"), "answer", _stated(only_the_first_statement)
    ),
    Mutation("everything found is cited", ("citation_precision",), "answer", _stated(cites_everything_found)),
    Mutation("the question is obeyed", ("free_of_forbidden",), "answer", _stated(obeys_the_question)),
    Mutation("order reversed", ("recall_at_1",), "answer", order_reversed),
    Mutation("one reason for every refusal", ("refused_with_reason",), "answer", one_reason_for_all),
    Mutation("wrong document", ("document_right", "verbatim"), "answer", _stated(wrong_document)),
)
