"""A question that leans on earlier turns, written out by the chat model so that it stands alone.

What it writes is held against what was said: a number, date, symbol, state or name that neither the question nor the
conversation has is the model's own, and then the rules (conversation.py) read the question instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.chat.model import ChatModel, ModelFailed
from rag.chat.prompts import REWRITE, REWRITE_HUMAN, TURN
from rag.language import language_of
from rag.settings import Settings
from rag.verification.facts import facts
from rag.verification.names import capitalised, persons
from rag.words.glossary import mentions
from rag.words.terms import normalise, terms

if TYPE_CHECKING:
    from rag.questions.conversation import Turn

SECONDS = 10.0
"""The model is waited for no longer; the rules cost nothing."""
_TURNS, _LONGEST_ANSWER = 4, 600
"""How much of the conversation it is shown: turns, and characters of each answer."""
_LONGER = 200
"""Characters that a question may grow by."""
_KEPT, _GIVEN = 0.5, 0.7
"""Share of the question's terms that stay, and of the terms written that were said before."""
_QUOTED = re.compile(r"[“「《\"]([^”」》\"]{2,})[”」》\"]")


class Rewriter:
    """Asks the chat model of the settings."""

    def __init__(self, settings: Settings) -> None:
        """Raises ModelUnavailable where the provider's package or its configuration is missing."""
        self._model = ChatModel(replace(settings, model_timeout=min(SECONDS, settings.model_timeout), model_retries=0))

    def __call__(self, question: str, history: Sequence[Turn]) -> str:
        """The question as it stands alone; "" where the model fails, is slow, or adds something of its own."""
        language = language_of(question)
        turns = history[-_TURNS:]
        said = "\n".join(
            TURN[language].format(question=turn.question, answer=turn.answer[:_LONGEST_ANSWER]) for turn in turns
        )
        human = REWRITE_HUMAN[language].format(conversation=said, question=question)
        try:
            written = "".join(self._model.stream(REWRITE[language], human, language)).strip()
        except ModelFailed:
            return ""
        given = "\n".join([question, *(f"{turn.question}\n{turn.answer}" for turn in turns)])
        return written if is_carried(written, question, given) else ""


def is_carried(written: str, question: str, given: str) -> bool:
    """Is what was written the question, with nothing that is not ``given``: the question and what was said before it?"""
    if not written or "\n" in written or len(written) > len(question) + _LONGER:
        return False
    if language_of(written) != language_of(question) or not terms(written):
        return False
    plain, known = normalise(written), normalise(given)
    if any(not any(fact.agrees(other) for other in facts(known)) for fact in facts(plain)):
        return False
    concepts = {concept for mention in mentions(known) for concept in mention.concepts}
    if any(not concepts.issuperset(mention.concepts) for mention in mentions(plain)):
        return False
    named = (*persons(written), *capitalised(written), *_QUOTED.findall(written))
    if any(normalise(name) not in known for name in named):
        return False
    own, said, before = set(terms(plain)), set(terms(normalise(question))), set(terms(known))
    return len(own & before) >= _GIVEN * len(own) and len(own & said) >= _KEPT * len(said)
