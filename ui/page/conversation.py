"""One person's conversation with the page, kept for as long as the page is open."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rag import Answer, ParaciteError, Turn
from ui.messages import say
from ui.page.scope import Scope

LONGEST = 50
"""Exchanges that stay on the page; earlier ones go, so that a page left open for weeks stays quick."""
REMEMBERED = 6
"""Turns that a follow-up question is understood by."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what has come of it so far."""

    question: str
    answer: Answer | None = None
    trouble: tuple[str, str] | None = None
    """What went wrong, in Chinese and English."""
    done: bool = False
    scope: Scope = field(default_factory=Scope)
    """Which documents were asked."""
    without: tuple[str, ...] = ()
    """Codes of what it was read as (rag's ``Understood``) and what the person took back."""
    gone: tuple[int, ...] = ()
    """Of an answer that was kept and read again: citations whose paragraph is no longer in the collection, or no longer says so."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The exchanges, oldest first. Each step gives a new one: a stream may be stopped between any two."""

    exchanges: tuple[Exchange, ...] = ()
    collection: str | None = None
    """The name of the collection that is asked; None for the one that is served."""
    replaced: tuple[Exchange, ...] = ()
    """What a question that is asked again takes the place of, until its first words: stopped before those, it stands again."""

    def turns(self) -> tuple[Turn, ...]:
        """What a follow-up may refer to: the answered questions before the one that is open."""
        answered = [each for each in self.exchanges if each.done and each.answer is not None]
        return tuple(_turn(each.question, each.answer) for each in answered[-REMEMBERED:] if each.answer is not None)

    def asked(self, question: str, *, scope: Scope | None = None, without: tuple[str, ...] = ()) -> Conversation:
        opened = Exchange(question, scope=scope or Scope(), without=without)
        return replace(self, exchanges=(*self.exchanges[-LONGEST + 1 :], opened))

    def before(self, number: int) -> Conversation:
        """Without the exchange of this number (from 1) and all that came after it."""
        kept = max(0, number - 1)
        return replace(self, exchanges=self.exchanges[:kept], replaced=self.exchanges[kept:])

    def answered(self, answer: Answer) -> Conversation:
        return self._with_last(replace(self.exchanges[-1], answer=answer, done=answer.complete))

    def failed(self, error: ParaciteError) -> Conversation:
        trouble = (error.message("zh"), error.message("en"))
        return self._with_last(replace(self.exchanges[-1], trouble=trouble, done=True))

    def broken(self) -> Conversation:
        """Something that nobody foresaw; its trace is in the log."""
        trouble = (say("page.error.unexpected", "zh"), say("page.error.unexpected", "en"))
        return self._with_last(replace(self.exchanges[-1], trouble=trouble, done=True))

    def stopped(self) -> Conversation:
        """What was shown when the person stopped it stands; a question without any answer yet is withdrawn, as if never asked."""
        if not self.exchanges or self.exchanges[-1].done:
            return self
        last = self.exchanges[-1]
        if last.answer is None:
            return replace(self, exchanges=(*self.exchanges[:-1], *self.replaced), replaced=())
        return self._with_last(replace(last, answer=replace(last.answer, complete=True), done=True))

    def _with_last(self, exchange: Exchange) -> Conversation:
        return replace(self, exchanges=(*self.exchanges[:-1], exchange), replaced=())


def _turn(question: str, answer: Answer) -> Turn:
    documents = tuple(dict.fromkeys(each.document.id for each in answer.citations))
    paragraphs = tuple(dict.fromkeys(each.passage.key for each in answer.citations))
    return Turn(question, answer.text, documents, paragraphs)
