"""The model composer: a chat model through LangChain, streamed, with every statement checked before it is shown.

What streams is checked statements. A sentence is held back until it is whole and has its keys; then it is verified
(rag.verification.statement) and shown with its citation, or goes among the unsupported. What the model is writing meanwhile is passed on as
``Draft.writing``: never a part of the answer's text, never with a citation.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.answer import Citation, Hit, Statement, Unsupported
from rag.answers.compose import Draft
from rag.chat.cite import Claim, best_quote, carried, read_claims
from rag.chat.model import ChatModel, ModelFailed
from rag.chat.packing import Packed, pack, tokens
from rag.chat.prompts import HUMAN, QUOTATION, SYSTEM, TRANSLATE
from rag.document import Passage
from rag.language import FAILURES, REFUSALS
from rag.questions.question import Question
from rag.retrieval.matching import Matcher
from rag.settings import Settings
from rag.verification.sides import language_of_words
from rag.verification.statement import same_values
from rag.verification.words import Words
from rag.words.terms import normalise

_BETWEEN_GLIMPSES = 0.25
"""Seconds between two drafts that show nothing new but what is being written."""
_KEY = re.compile(r"[\[［【(（]\s*P[\d\sP,，、;；和]*[\]］】)）]?|[\[［【]\s*\d{0,2}\s*[\]］】]?$", re.I)
_NUMBERED = re.compile(r"^\s*[\[［【]\s*Q(\d+)\s*[\]］】]\s*(.+)$", re.I | re.M)


class ChatComposer:
    """Statements written by a chat model from the retrieved paragraphs."""

    def __init__(self, settings: Settings) -> None:
        """Raises ModelUnavailable where the provider's package or its configuration is missing."""
        self._model = ChatModel(settings)
        self.name = settings.model

    def stream(
        self, question: Question, hits: Sequence[Hit], matcher: Matcher, *, words: Words | None = None
    ) -> Iterator[Draft]:
        """Growing drafts, a checked statement at a time. An empty last draft: the model says there is no answer.

        ``words``: vectors of words, for the verification. Raises ModelFailed where the model fails, is slow, or writes nothing
        that its paragraphs carry.
        """
        refusal = REFUSALS[question.language]
        system = SYSTEM[question.language].format(refusal=refusal)
        taken = tokens(system) + tokens(question.text)
        packed = pack(hits, matcher, language=question.language, window=self._model.window, taken=taken)
        human = HUMAN[question.language].format(paragraphs=packed.text, question=question.text)
        writer = _Writer(packed, matcher, words)
        started = glimpsed = time.monotonic()
        for piece in self._model.stream(system, human, question.language):
            now = time.monotonic()
            if not writer.draft.first_token:
                writer.draft.first_token = (now - started) * 1000
                glimpsed = 0.0
            if writer.take(piece) or now - glimpsed > _BETWEEN_GLIMPSES:
                glimpsed = now
                yield writer.draft
        writer.finish()
        if not writer.draft.statements and not writer.says_only(refusal):
            failure = ModelFailed(FAILURES["unsupported"][question.language])
            failure.unsupported = tuple(writer.draft.unsupported)
            raise failure
        yield writer.draft

    def translated(self, citations: tuple[Citation, ...], language: str) -> tuple[Citation, ...]:
        """The citations, those in another language with a translation: ours, not the document's.

        Only a translation that has the values and states of the original; none where the model fails: the original stands.
        """
        foreign = [each for each in citations if language_of_words(normalise(each.quote), "") != language]
        if not foreign:
            return citations
        lines = "\n".join(QUOTATION.format(key=f"Q{each.number}", text=each.quote) for each in foreign)
        try:
            text = "".join(self._model.stream(TRANSLATE[language], lines, language))
        except ModelFailed:
            return citations
        written = {int(number): line.strip() for number, line in _NUMBERED.findall(text)}
        sound = {
            each.number: written[each.number]
            for each in foreign
            if each.number in written and same_values(each.quote, written[each.number], language)
        }
        return tuple(replace(each, translation=sound.get(each.number, "")) for each in citations)


class _Writer:
    """What a model has written so far, and the draft of what of it was checked."""

    def __init__(self, packed: Packed, matcher: Matcher, words: Words | None) -> None:
        self.draft = Draft()
        self.text = ""
        self._packed, self._matcher, self._words = packed, matcher, words
        self._passages = {key: hit.passage for key, hit in packed.keys.items()}
        self._scores = {hit.passage.key: hit.score for hit in packed.keys.values()}
        self._read = 0

    def take(self, piece: str) -> bool:
        """Add a piece; was a statement added to the draft?"""
        self.text += piece
        claims = read_claims(_settled(self.text), self._passages)
        whole = claims if self.text.endswith("\n") else claims[:-1]  # more keys may follow the last sentence
        added = self._add(whole[self._read :])
        self._read = max(self._read, len(whole))
        self.draft.writing = _KEY.sub("", claims[-1].text) if len(claims) > len(whole) else ""
        return added

    def finish(self) -> None:
        """Nothing more comes: the last sentence is whole."""
        self._add(read_claims(self.text, self._passages)[self._read :])
        self.draft.writing = ""

    def says_only(self, refusal: str) -> bool:
        """Did the model say that there is no answer, and nothing else?"""
        plain = refusal.rstrip("。.")
        return bool(self.draft.unsupported) and all(plain in each.text for each in self.draft.unsupported)

    def _add(self, claims: Sequence[Claim]) -> bool:
        """Add the claims that their paragraphs carry; was any?"""
        before = len(self.draft.statements)
        for claim in claims:
            passages, verdict = carried(claim, self._words)
            if verdict.reason:
                self.draft.unsupported.append(Unsupported(claim.text, verdict.reason))
                continue
            if any(statement.text == claim.text for statement in self.draft.statements):
                continue
            numbers = []
            for passage in passages:
                quote = best_quote(passage, claim.text, self._matcher)
                numbers.append(self._cited(passage.key, quote) or self._cite(passage, quote))
            self.draft.statements.append(Statement(claim.text, tuple(numbers), verdict.checks))
            self.draft.lines.append(claim.text + " " + "".join(f"[{number}]" for number in numbers))
        return len(self.draft.statements) > before

    def _cited(self, key: str, quote: str) -> int:
        cited = (each.number for each in self.draft.citations if each.passage.key == key and each.quote == quote)
        return next(cited, 0)

    def _cite(self, passage: Passage, quote: str) -> int:
        number = len(self.draft.citations) + 1
        score = self._scores[passage.key]
        self.draft.citations.append(Citation(number=number, passage=passage, quote=quote, score=score))
        return number


def _settled(text: str) -> str:
    """A growing answer without a key that is still being written; its last sentence may still get keys behind it."""
    return re.sub(r"[\[［【(（][^\]］】)）]{0,40}$", "", text)
