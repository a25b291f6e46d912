"""Several questions in one message (比利时反对死刑吗？支持国际刑事法院吗？): each is answered in its order, under its own words.

One may lean on those before it, as a turn of a conversation does. What is not answered is named beside the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from rag.answer import Answer, Citation, Statement
from rag.language import UNANSWERED
from rag.questions import wording
from rag.questions.answer_type import gives_number
from rag.questions.conversation import Turn
from rag.words.terms import normalise, terms

MOST_QUESTIONS = 6
"""Of a text with more of them none is taken apart: it is pasted, not asked."""
LEAST_SAID = {"zh": 4, "en": 12}
"""Letters of its subject that a question must have more of to be looked for everywhere, by language."""

_ASKED = re.compile(r"[?？؟]+[”’」』)）]*\s*")
_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|《[^》]*》|\"[^\"]*\"|（[^）]*）|\([^)]*\)")
_MARKER = re.compile(r"\[(\d+)\]")

_IT = re.compile(r"它|其|\b(?:it|them)\b", re.IGNORECASE)


class Reach(StrEnum):
    """Of what a question behind another is asked."""

    OWN = "own"
    """It names a document or a state."""
    EITHER = "either"
    """It names none, and says enough to be looked for everywhere where those of the question before do not answer."""
    BEFORE = "before"
    """It says nearly nothing by itself (落款日期是哪天？): only of the documents of the one before."""


Ask = Callable[[str, Sequence[Turn], tuple[str, ...]], Iterator[Answer]]
"""Growing answers to one question, after earlier turns, of the documents with these ids (() for all that may be asked)."""


def questions_in(text: str) -> tuple[str, ...]:
    """The questions of a message, in order; the message itself where it asks one. What is said before or behind stays with its question."""
    plain = _QUOTED.sub(lambda match: "." * len(match.group()), text)  # a question that is quoted is not asked
    ends = [match.end() for match in _ASKED.finditer(plain)]
    pieces = [text[start:end].strip() for start, end in zip([0, *ends], ends, strict=False)]
    if not 1 < len(pieces) <= MOST_QUESTIONS or not all(map(terms, pieces)):
        return (text,)
    if any(wording.MENTIONS.search(piece) and _IT.search(piece) for piece in pieces[1:]):
        return (text,)  # what is mentioned is what the question before asks for, whatever it is
    return (*pieces[:-1], f"{pieces[-1]} {text[ends[-1] :]}".strip())


def one_after_another(
    text: str, questions: Sequence[str], history: Sequence[Turn], ask: Ask, *, reach: Callable[[str], Reach]
) -> Iterator[Answer]:
    """The growing answer to all of them; refused where none is answered.

    One that names neither a document nor a state is asked first of the documents that the one before was answered from.
    """
    turns = list(history)
    of_before: tuple[str, ...] = ()
    whole: Answer | None = None
    refusals: list[Answer] = []
    for question in questions:
        last: Answer | None = None
        for scope in _scopes(reach(question), of_before):
            for last in ask(question, tuple(turns), scope):
                if last.text and last.refused is None:
                    yield replace(_behind(whole, last, question), question=text, complete=False)
            if last is not None and last.refused is None:
                break
        if last is None:
            continue
        cited = tuple(dict.fromkeys(one.document.id for one in last.citations))
        paragraphs = tuple(dict.fromkeys(one.passage.key for one in last.citations))
        turns.append(Turn(question, last.text, cited, paragraphs))
        of_before = cited or of_before
        if last.refused is None:
            whole = _behind(whole, last, question)
        elif whole is None or not _is_given(question, whole):
            refusals.append(last)
    if whole is None:
        yield replace(refusals[0], question=text)
        return
    yield replace(whole, question=text, notice=_named(whole, refusals), complete=True)


def _is_given(question: str, whole: Answer) -> bool:
    """Do the words that are quoted already give the number of the very thing that is counted? Then it is answered, not refused."""
    return any(gives_number(normalise(question), citation.quote) for citation in whole.citations)


def _scopes(reach: Reach, of_before: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    if not of_before or reach is Reach.OWN:
        return ((),)
    return (of_before,) if reach is Reach.BEFORE else (of_before, ())


def _named(whole: Answer, refusals: Sequence[Answer]) -> str:
    if not refusals:
        return whole.notice
    between, marks = ("、", "“{}”") if whole.language == "zh" else ("; ", "“{}”")
    things = between.join(marks.format(refusal.question) for refusal in refusals)
    return f"{whole.notice} {UNANSWERED[whole.language].format(questions=things)}".strip()


def _behind(whole: Answer | None, part: Answer, question: str) -> Answer:
    """What was answered so far with one more answer behind it, its citations numbered on."""
    citations: list[Citation] = list(whole.citations) if whole else []
    numbers: dict[int, int] = {}
    for citation in part.citations:
        known = [
            one.number for one in citations if one.passage.key == citation.passage.key and one.quote == citation.quote
        ]
        numbers[citation.number] = known[0] if known else len(citations) + 1
        if not known:
            citations.append(replace(citation, number=len(citations) + 1))
    words = _renumbered(part, numbers)
    statements = tuple(
        Statement(one.text, tuple(numbers[number] for number in one.citations), one.verified) for one in part.statements
    )
    said = f"{question}\n{words}"
    if whole is None:
        return replace(part, text=said, table=())
    hits = {hit.passage.key: hit for hit in (*part.hits, *whole.hits)}
    order = dict.fromkeys(hit.passage.key for hit in (*whole.hits, *part.hits))
    understood = {one.code: one for one in (*part.understood, *whole.understood)}
    return replace(
        part,
        text=f"{whole.text}\n{said}",
        language=whole.language,
        rewritten=" ".join(filter(None, (whole.rewritten, part.rewritten))),
        statements=(*whole.statements, *statements),
        table=(),
        citations=tuple(citations),
        unsupported=(*whole.unsupported, *part.unsupported),
        hits=tuple(hits[key] for key in order),
        understood=tuple(understood.values()),
        notice=" ".join(dict.fromkeys(filter(None, (whole.notice, part.notice)))),
        timings_ms={
            name: whole.timings_ms.get(name, 0.0) + part.timings_ms.get(name, 0.0)
            for name in {*whole.timings_ms, *part.timings_ms}
        },
    )


def _renumbered(part: Answer, numbers: dict[int, int]) -> str:
    """Its text with other numbers. Documents print ``[7]`` themselves: within a statement's own words nothing is a marker."""
    pieces: list[str] = []
    rest = part.text
    for statement in part.statements:
        before, found, behind = rest.partition(statement.text)
        if found:
            pieces += [_marked(before, numbers), found]
            rest = behind
    return "".join(pieces) + _marked(rest, numbers)


def _marked(words: str, numbers: dict[int, int]) -> str:
    return _MARKER.sub(lambda match: f"[{numbers.get(int(match[1]), match[1])}]", words)
