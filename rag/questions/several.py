"""Several questions in one message (比利时反对死刑吗？支持国际刑事法院吗？): each is answered in its order, under its own words.

One may lean on those before it, as a turn of a conversation does. What is not answered is named beside the answer. Two in one
sentence (设立于何时，为什么？) are one question first, and what its answer leaves open is asked once more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from rag.answer import Answer, Citation, Statement
from rag.language import UNANSWERED, language_of
from rag.questions import wording
from rag.questions.answer_type import expected, gives_number
from rag.questions.conversation import Turn
from rag.words.terms import normalise, terms

MOST_QUESTIONS = 6
"""Of a text with more of them none is taken apart: it is pasted, not asked."""
LEAST_SAID = {"zh": 4, "en": 12}
"""Letters of its subject that a question must have more of to be looked for everywhere, by language."""

_ASKED = re.compile(r"[?？؟]+[”’」』)）]*\s*")
_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|《[^》]*》|\"[^\"]*\"|（[^）]*）|\([^)]*\)")
_MARKER = re.compile(r"\[(\d+)\]")

_ASKING_ZH = re.compile(r"什么|谁|哪|几[个项次份年天]|多少|多久|多长|为何|何时|何处|怎[么样]|如何")
_ASKING_EN = re.compile(r"\b(?:what|who|whom|whose|which|when|where|why|how)\b", re.IGNORECASE)
_JOINT_ZH = re.compile(r"[，,](?:并且|而且|以及|又|还有)?")
_JOINT_EN = re.compile(
    r"(?:,| and|, and) (?=(?:(?:for|since|until|on|in|by|from|to|at|with|under) )?"
    r"(?:what|who|whom|whose|which|when|where|why|how)\b(?! (?:of|to|the|an?|its?|they|this|these|he|she)\b))",
    re.IGNORECASE,
)
_LEAST_CLAUSE = {"zh": 4, "en": 3}
"""Characters, or words, of what asks first: it says what all is about."""
_HOW_LONG = re.compile(r"多久|多长时间|\bhow long\b", re.IGNORECASE)
_DURATION = re.compile(
    r"(?:\d|[一二三四五六七八九十两半])\s*(?:个)?(?:多)?(?:年|月|周|星期|天|日内|小时|分钟)|"
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|twenty|thirty|forty|sixty|ninety)[- ]"
    r"(?:year|month|week|day|hour|minute)s?\b",
    re.IGNORECASE,
)
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


def clauses_in(question: str) -> tuple[str, ...]:
    """What one sentence asks, each with its own question word (开放阅览室国际日是哪天，为什么设立？); () where it asks one thing."""
    plain = _QUOTED.sub(lambda match: "." * len(match.group()), question)
    chinese = language_of(question) == "zh"
    joint, asking = (_JOINT_ZH, _ASKING_ZH) if chinese else (_JOINT_EN, _ASKING_EN)
    places = [match.span() for match in joint.finditer(plain)]
    bounds = [0, *(place for span in places for place in span), len(question)]
    pieces = [question[start:end].strip() for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
    said = pieces[0] if chinese else pieces[0].split()
    if not 1 < len(pieces) <= MOST_QUESTIONS or len(said) < _LEAST_CLAUSE["zh" if chinese else "en"]:
        return ()
    return tuple(pieces) if all(asking.search(piece) and terms(piece) for piece in pieces) else ()


def with_the_rest(
    answers: Iterator[Answer], clauses: Sequence[str], history: Sequence[Turn], ask: Ask
) -> Iterator[Answer]:
    """Growing answers to a sentence, and then what it asks and they left open; that of which nothing is said is named.

    A clause is asked of the documents that were cited, after the one before it, unless the words that are quoted give it already.
    """
    whole: Answer | None = None
    for whole in answers:
        yield replace(whole, complete=whole.complete and not clauses)
    if whole is None or not clauses:
        return
    turns, refusals = list(history), []
    for clause in clauses:
        cited = tuple(dict.fromkeys(one.document.id for one in whole.citations))
        if not _is_met(clause, whole):
            *_, part = ask(clause, tuple(turns), cited)
            wants = expected(normalise(clause))
            if part.refused is None and whole.refused is not None:
                whole = replace(part, question=whole.question)
            elif part.refused is None and (_is_told(part, whole) or not wants.demands or _is_met(clause, part)):
                whole = _behind(whole, _unsaid(part, whole), "") if not _is_told(part, whole) else whole
            elif wants.pattern is not None:  # of the others nobody can tell that the words quoted do not say it
                refusals.append(replace(part, question=clause))
        paragraphs = tuple(dict.fromkeys(one.passage.key for one in whole.citations))
        turns.append(Turn(clause, whole.text, cited, paragraphs))
    if whole.refused is None:
        left = [part for part in refusals if not _is_met(part.question, whole)]
        whole = replace(whole, notice=_named(whole, left))
    yield replace(whole, complete=True)


def _is_met(clause: str, whole: Answer) -> bool:
    """Do the words that are quoted hold what a clause asks for?"""
    wants = expected(normalise(clause))
    quotes = [one.quote for one in whole.citations]
    return (wants.demands and any(wants.met_by(quote) >= 1 for quote in quotes)) or _is_given(clause, whole)


def _is_told(part: Answer, whole: Answer) -> bool:
    """Is a quotation of it quoted already?"""
    known = [(one.passage.key, one.quote) for one in whole.citations]
    return any(key == one.passage.key and one.quote in quote for one in part.citations for key, quote in known)


def _unsaid(part: Answer, whole: Answer) -> Answer:
    """The answer without the sentences that are quoted already, of quotations that go on."""
    for citation in part.citations:
        known = (one.quote for one in whole.citations if one.passage.key == citation.passage.key)
        if said := next((quote for quote in known if citation.quote.startswith(quote)), ""):
            rest = citation.quote.removeprefix(said).strip()
            before, _, behind = part.text.partition(citation.quote)
            part = replace(
                part,
                text=before + rest + behind,
                statements=tuple(
                    replace(one, text=rest) if one.text == citation.quote else one for one in part.statements
                ),
                citations=tuple(replace(one, quote=rest) if one is citation else one for one in part.citations),
            )
    return part


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
    plain = normalise(question)
    rest = re.sub(r"\W", "", _HOW_LONG.sub("", plain))
    lasts = bool(_HOW_LONG.search(plain)) and len(rest) <= LEAST_SAID[language_of(question)]  # says nothing besides
    quotes = [citation.quote for citation in whole.citations]
    return any(gives_number(plain, quote) or (lasts and _DURATION.search(quote)) for quote in quotes)


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
    said = f"{question}\n{words}" if question else words
    if whole is None:
        return replace(part, text=said, table=())
    hits = {hit.passage.key: hit for hit in (*part.hits, *whole.hits)}
    order = dict.fromkeys(hit.passage.key for hit in (*whole.hits, *part.hits))
    understood = {one.code: one for one in (*part.understood, *whole.understood)}
    return replace(
        part,
        question=question or whole.question,
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
