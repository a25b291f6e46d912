"""The model composer: a chat model through LangChain, streamed, with every statement checked before it is shown."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from typing import Any

from rag.answer import Citation, Hit, Statement
from rag.cite import Claim, best_quote, read_claims, unsupported
from rag.compose import Draft
from rag.errors import ModelUnavailable
from rag.language import FAILURES, REFUSALS
from rag.matching import Matcher
from rag.naming import cite
from rag.prompts import HUMAN, PARAGRAPH, SYSTEM
from rag.question import Question
from rag.settings import Settings

MOST_PARAGRAPHS = 12


class ModelFailed(Exception):
    """The model gave nothing that can be shown; the extractive answer is given instead. Never reaches a user."""


class ChatComposer:
    """Statements written by a chat model from the retrieved paragraphs."""

    def __init__(self, settings: Settings) -> None:
        """Raises ModelUnavailable where the provider's package or its configuration is missing."""
        from langchain.chat_models import init_chat_model

        self.name = settings.model
        # no second try: it would take the time over again, and the extractive answer stands ready
        options: dict[str, Any] = {"timeout": settings.model_timeout, "max_retries": 0, "temperature": 0}
        if settings.model_base_url:
            options["base_url"] = settings.model_base_url
        try:
            self._model: Any = init_chat_model(settings.model, **options)
        except Exception as error:  # each provider raises its own; all mean that the model cannot be had
            raise ModelUnavailable(
                model=settings.model, reason=_first_line(error), variable="PARACITE_MODEL"
            ) from error
        self._timeout = settings.model_timeout

    def stream(self, question: Question, hits: Sequence[Hit], matcher: Matcher) -> Iterator[Draft]:
        """Growing drafts, a checked statement at a time. An empty last draft: the model says there is no answer.

        Raises ModelFailed where the model fails, is slow, or writes nothing that its paragraphs carry.
        """
        from langchain_core.prompts import ChatPromptTemplate

        keys = {f"P{number}": hit for number, hit in enumerate(hits[:MOST_PARAGRAPHS], start=1)}
        refusal = REFUSALS[question.language]
        prompt = ChatPromptTemplate.from_messages(
            [("system", SYSTEM[question.language]), ("human", HUMAN[question.language])]
        )
        values = {"refusal": refusal, "paragraphs": _material(keys, question.language), "question": question.text}
        text, shown, until = "", 0, time.monotonic() + self._timeout
        draft = Draft()
        try:
            for chunk in (prompt | self._model).stream(values):
                text += chunk.text if isinstance(chunk.text, str) else chunk.text()
                if time.monotonic() > until:
                    raise ModelFailed(FAILURES["slow"][question.language])
                claims = read_claims(_settled(text), {key: hit.passage for key, hit in keys.items()})[:-1]
                if len(claims) > shown and _add(draft, claims[shown:], keys, matcher):
                    yield draft
                shown = len(claims)
        except ModelFailed:
            raise
        except Exception as error:  # a provider's or the network's failure, of any class
            raise ModelFailed(_first_line(error)) from error
        claims = read_claims(text, {key: hit.passage for key, hit in keys.items()})
        _add(draft, claims[shown:], keys, matcher)
        if not draft.statements and refusal.rstrip("。.") not in text:
            raise ModelFailed(FAILURES["unsupported"][question.language])
        yield draft


def _material(keys: dict[str, Hit], language: str) -> str:
    return "\n".join(
        PARAGRAPH.format(
            key=key,
            citation=cite(hit.passage.document, hit.passage.paragraph, language),
            lead_in=hit.passage.paragraph.lead_in,
            text=hit.passage.paragraph.text,
        )
        for key, hit in keys.items()
    )


def _settled(text: str) -> str:
    """A growing answer without a key that is still being written; its last sentence may still get keys behind it."""
    return re.sub(r"[\[［【(（][^\]］】)）]{0,40}$", "", text)


def _add(draft: Draft, claims: Sequence[Claim], keys: dict[str, Hit], matcher: Matcher) -> bool:
    """Add the claims that their paragraphs carry; was any?"""
    scores = {hit.passage.key: hit.score for hit in keys.values()}
    before = len(draft.statements)
    for claim in claims:
        if unsupported(claim):
            continue
        numbers = []
        for passage in claim.passages:
            quote = best_quote(passage, claim.text, matcher)
            number = next(
                (known.number for known in draft.citations if known.passage == passage and known.quote == quote), 0
            )
            if not number:
                number = len(draft.citations) + 1
                draft.citations.append(Citation(number=number, passage=passage, quote=quote, score=scores[passage.key]))
            numbers.append(number)
        draft.statements.append(Statement(claim.text, tuple(numbers)))
        draft.lines.append(claim.text + " " + "".join(f"[{number}]" for number in numbers))
    return len(draft.statements) > before


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:200]
