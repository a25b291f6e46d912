"""A question walks through here: understood, retrieved, judged, composed. Nothing close: refused, and no model is called."""

from __future__ import annotations

import os
import time
from collections.abc import Collection as Holder
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, Self

from rag.answer import Answer, Hit, Understood
from rag.answers.compose import NAME as EXTRACTIVE
from rag.answers.compose import Draft, compose
from rag.answers.evidence import THRESHOLD, probability, weigh_evidence
from rag.answers.examples import examples_of
from rag.answers.growing import first, growing, part_of, reason_of, refused
from rag.answers.lacking import left_out
from rag.answers.selection import Selection, select, select_each, sides
from rag.answers.signals import Sentence, read_sentences
from rag.answers.weighing import Quotation, readable, weigh, whole
from rag.chat.composer import ChatComposer
from rag.chat.model import ModelFailed
from rag.encoders.reranker import Reranker, without_reading
from rag.errors import EmptyCollection, EmptyQuestion, QuestionTooLong
from rag.language import LEFT_OUT, NOTICES, STOPPED, WORDS_ALONE
from rag.naming import sender_name, short_name
from rag.notices import Tell, tell_nobody
from rag.precedence import asking
from rag.questions.conversation import Referent, Turn, follow_up
from rag.questions.locate import Located, asks_whole, lists, locate
from rag.questions.question import Question, understand
from rag.questions.rewriting import Rewriter
from rag.questions.several import LEAST_SAID, Reach, clauses_in, one_after_another, questions_in, with_the_rest
from rag.questions.understood import one_version, read_out, searched_in, taken_back, within
from rag.retrieval.matching import Matcher
from rag.retrieval.ranking import Signs
from rag.settings import Settings
from rag.storage.collection import Collection, open_collection
from rag.words.terms import terms

LONGEST_QUESTION = 2000
"""Characters. A longer text is no question; it is refused with the remedy."""


class Assistant:
    """Answers questions over one collection. Open one with open_assistant."""

    def __init__(self, settings: Settings, *, tell: Tell = tell_nobody) -> None:
        self.collection: Collection = open_collection(settings, tell=tell)
        self._chat = ChatComposer(settings) if settings.model else None
        self._rewrite = Rewriter(settings) if settings.model else None
        self._home = settings.home
        self._reranker = Reranker(settings, tell=tell) if settings.reranker else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.collection.close()

    def ask(
        self,
        question: str,
        *,
        documents: Sequence[str] = (),
        history: Sequence[Turn] = (),
        without: Holder[str] = (),
    ) -> Answer:
        """The complete answer. ``documents``: names of those that it is limited to; () for all. ``without``: codes of readings
        (``Answer.understood``) that the person takes back.

        Raises EmptyQuestion, QuestionTooLong, EmptyCollection, UnknownDocument, AmbiguousDocument.
        """
        *_, last = self.stream(question, documents=documents, history=history, without=without)
        return last

    def stream(
        self,
        question: str,
        *,
        documents: Sequence[str] = (),
        history: Sequence[Turn] = (),
        without: Holder[str] = (),
    ) -> Iterator[Answer]:
        """Growing answers; the last one is complete. Raises as ``ask`` does, before the first."""
        text, scope = self._checked(question), self._ids_of(documents)

        def answered(one: str, turns: Sequence[Turn], within: tuple[str, ...]) -> Iterator[Answer]:
            given = {"text": one, "scope": within or scope, "history": tuple(turns), "without": without}
            yield from self._chain.stream({**given, "started": time.perf_counter()})

        asked = questions_in(text)
        if len(asked) == 1:
            yield from with_the_rest(answered(text, history, ()), clauses_in(text), history, answered)
        else:
            yield from one_after_another(text, asked, history, answered, reach=self._reach)

    def _reach(self, text: str) -> Reach:
        question = understand(text, self.collection.directory)
        named = question.documents or question.leaning or question.absent
        if named or any(unit.state for unit in question.units):
            return Reach.OWN
        return Reach.EITHER if len("".join(question.content.split())) > LEAST_SAID[question.language] else Reach.BEFORE

    @asking()
    def search(
        self,
        question: str,
        *,
        documents: Sequence[str] = (),
        limit: int = 10,
        folds: bool = True,
        without: Holder[str] = (),
    ) -> tuple[Hit, ...]:
        """The paragraphs that a question is about, best first. Raises as ``ask`` does.

        ``folds``: paragraphs that recur from document to document are one hit, with the others as its twins.
        """
        text = self._checked(question)
        scope = self._ids_of(documents)
        understood, _ = self._understood(text, scope, without=without)
        return tuple(self._hits(understood, scope, limit=limit, folds=folds))

    def understood(
        self, question: str, *, documents: Sequence[str] = (), without: Holder[str] = ()
    ) -> tuple[Understood, ...]:
        """What a question is read as, without answering it. Raises as ``ask`` does."""
        return self._understood(self._checked(question), self._ids_of(documents), without=without)[1]

    def candidates(self, question: str, *, documents: Sequence[str] = ()) -> tuple[tuple[str, Signs], ...]:
        """All that both legs bring, best first: keys of paragraphs, and what speaks for each. Raises as ``ask`` does."""
        understood = understand(self._checked(question), self.collection.directory)
        found: tuple[tuple[str, Signs], ...] = self._retriever.signs(understood, documents=self._ids_of(documents))
        return found

    def sentences(self, question: str) -> tuple[Quotation, ...]:
        """The sentences of the paragraphs that are found, the likeliest to answer first. Raises as ``ask`` does."""
        return weigh(*self._read(question), self.collection)

    def signals(self, question: str) -> tuple[tuple[Sentence, ...], Any]:
        """What is found for a question sentence by sentence, and what speaks for each (see signals.py). Raises as ``ask`` does."""
        understood, hits, matcher = self._read(question)
        return read_sentences(understood, readable(hits), matcher, self.collection)

    def _read(self, question: str) -> tuple[Question, tuple[Hit, ...], Matcher]:
        understood, _ = self._understood(self._checked(question), ())
        return understood, tuple(self._hits(understood, ())), self._matcher(understood)

    def _matcher(self, question: Question) -> Matcher:
        lexical, _ = self.collection.indexes()
        return Matcher(question, lexical.inverse_document_frequency, self.collection.embedder.words)

    def examples(self, language: str, limit: int = 4) -> tuple[str, ...]:
        """Questions that this collection can answer, made from what its documents print."""
        found: list[str] = []
        for document in self.collection.documents():
            found.extend(examples_of(document, self.collection.paragraphs(document.id), language))
            if len(found) >= limit:
                break
        return tuple(found[:limit])

    # --- the chain: understand, retrieve, judge and compose ------------------------------------------------------------

    @cached_property
    def _chain(self) -> Any:
        from langchain_core.runnables import RunnableGenerator, RunnableLambda

        understood, located = RunnableLambda(self._understand), RunnableLambda(self._locate)
        retrieved, answered = RunnableLambda(self._retrieve), RunnableGenerator(self._answers)
        return understood | located | retrieved | answered

    @cached_property
    def _retriever(self) -> Any:
        from rag.retrieval.retriever import ParagraphRetriever

        return ParagraphRetriever(collection=self.collection, reranker=self._reranker)

    def _understand(self, request: dict[str, Any]) -> dict[str, Any]:
        question, readings = self._understood(
            request["text"], request["scope"], request["history"], without=request["without"]
        )
        return {**request, "question": question, "understood": readings}

    def _understood(
        self, text: str, scope: tuple[str, ...], history: Sequence[Turn] = (), *, without: Holder[str] = ()
    ) -> tuple[Question, tuple[Understood, ...]]:
        """The question against the documents within the scope, and what of it a person can take back."""
        directory = self.collection.directory
        followed = taken_back(
            follow_up(text, history, directory, self._referent, rewrite=self._rewrite),
            without,
            directory,
            follows=bool(history),
        )
        named = within(followed, scope)
        question = one_version(named, directory, without=without)
        return question, read_out(
            question, named, directory, self.collection.document, follows=bool(history), scope=scope
        )

    def _referent(self, document_id: str, language: str) -> Referent | None:
        document = self.collection.document(document_id)
        return Referent(short_name(document, language), sender_name(document, language)) if document else None

    def _locate(self, request: dict[str, Any]) -> dict[str, Any]:
        return {**request, "located": locate(request["question"], self.collection, request["scope"])}

    def _retrieve(self, request: dict[str, Any]) -> dict[str, Any]:
        return {**request, "hits": tuple(self._hits(request["question"], request["scope"]))}

    def _hits(
        self, question: Question, scope: tuple[str, ...], *, limit: int | None = None, folds: bool = True
    ) -> Iterable[Hit]:
        limit = limit or (self._retriever.limit + len(question.beyond) if question.beyond else None)
        wanted = searched_in(question, scope)
        if wanted is None:
            return ()
        found = self._retriever.invoke(question.text, question=question, documents=wanted, limit=limit, folds=folds)
        hits = (document.metadata["hit"] for document in found)
        return (hit for hit in hits if hit.passage.key not in question.beyond)

    def _answers(self, requests: Iterator[dict[str, Any]]) -> Iterator[Answer]:
        (request,) = requests
        question, started = request["question"], request["started"]
        timings = {"retrieval": (time.perf_counter() - started) * 1000}
        blank = Answer(
            question=request["text"],
            text="",
            language=question.language,
            composer=EXTRACTIVE,
            hits=request["hits"],
            rewritten=question.rewritten,
            understood=request["understood"],
            complete=False,
        )
        for answer in self._composed(question, blank, request["located"]):
            timings["total"] = (time.perf_counter() - started) * 1000
            if (away := self.collection.away) and not request["located"]:
                told = WORDS_ALONE[question.language].format(reason=away.message(question.language))
                yield replace(
                    answer, timings_ms={**answer.timings_ms, **timings}, notice=f"{answer.notice} {told}".strip()
                )
            else:
                yield replace(answer, timings_ms={**answer.timings_ms, **timings})

    def _composed(self, question: Question, blank: Answer, located: Located | None) -> Iterator[Answer]:
        matcher = self._matcher(question)
        if located and located.refusal:
            nearest = replace(blank, hits=first(located.passages, blank.hits))
            yield refused(nearest, located.refusal)
            return
        hits = blank.hits
        if located:
            blank = replace(blank, hits=first(located.passages, blank.hits))
            hits = blank.hits[: len(located.passages)]
            if asks_whole(question, located, matcher):
                chosen = Selection(tuple(whole(hit) for hit in hits), is_apart=question.compares)
                yield from growing(blank, compose(chosen, question.language), question)
                return
        weighed = weigh(question, hits, matcher, self.collection)
        if not located:
            # what a cross-encoder says has no part in it: the refusal is fitted on our own evidence
            plain = without_reading(hits)
            unread = weighed if plain == hits else weigh(question, plain, matcher, self.collection)
            blank = replace(blank, evidence=weigh_evidence(question, unread, matcher))
            if probability(blank.evidence) < THRESHOLD:
                yield refused(blank, reason_of(question))
                return
        yield from self._answered(question, blank, weighed, matcher)

    def _answered(
        self,
        question: Question,
        blank: Answer,
        weighed: Sequence[Quotation],
        matcher: Matcher,
    ) -> Iterator[Answer]:
        """The chat model's answer where one is configured and gives one; else the extractive one."""
        if self._chat:
            hits = tuple(dict.fromkeys(quotation.hit for quotation in weighed))
            try:
                yield from self._written(self._chat, question, blank, hits, matcher)
            except ModelFailed as failure:
                notice = NOTICES[question.language].format(model=self._chat.name, reason=failure)
                blank = replace(blank, notice=notice, unsupported=failure.unsupported)
            else:
                return
        if names := sides(question, weighed):
            found = (tuple(self._hits(question, (name,))) for name in names)
            each = [weigh(question, hits, matcher, self.collection) for hits in found]
            chosen = select_each(each)
        else:
            chosen = select(
                question, weighed, matcher, lambda name: lists(self.collection, name, without=question.beyond)
            )
        told_of = [quotation.passage for quotation in chosen.quotations]
        heard = {passage.document.id for passage in told_of}
        silent = [self._referent(name, question.language) for name in names if heard and name not in heard]
        if lacking := (*left_out(question, told_of, matcher), *(each.name for each in silent if each)):
            things = ("、" if question.language == "zh" else ", ").join(lacking)
            told = LEFT_OUT[question.language].format(things=things)
            blank = replace(blank, notice=f"{blank.notice} {told}".strip())
        yield from growing(blank, compose(chosen, question.language), question)

    def _written(
        self, chat: ChatComposer, question: Question, blank: Answer, hits: tuple[Hit, ...], matcher: Matcher
    ) -> Iterator[Answer]:
        """The chat model's answer, statement by statement; its own refusal is ours."""
        blank = replace(blank, composer=chat.name)
        draft = Draft()
        try:
            for draft in chat.stream(question, hits, matcher, words=self.collection.embedder.words):
                yield part_of(blank, draft, upto=len(draft.statements), complete=False)
        except ModelFailed as failure:
            if not draft.statements:
                raise
            # what was shown was checked and stands; the reader is told that it is not all
            blank = replace(blank, notice=STOPPED[question.language].format(model=chat.name, reason=failure))
        if draft.statements:
            whole = part_of(blank, draft, upto=len(draft.statements), complete=True)
            yield replace(whole, citations=chat.translated(whole.citations, question.language))
        else:
            yield refused(blank, reason_of(question))

    def _ids_of(self, documents: Sequence[str]) -> tuple[str, ...]:
        """Ids of the documents that are named; those named by their ids cost nothing, however many they are."""
        directory = self.collection.directory if documents else ()
        return tuple(name if name in directory else self.collection.find_document(name).id for name in documents)

    def _checked(self, question: str) -> str:
        text = question.strip()
        if not text or not terms(text):
            raise EmptyQuestion
        if len(text) > LONGEST_QUESTION:
            raise QuestionTooLong(length=len(text), limit=LONGEST_QUESTION)
        if not len(self.collection.directory) and not self.collection.documents():
            raise EmptyCollection(home=self._home)
        return text


def open_assistant(settings: Settings, *, tell: Tell = tell_nobody) -> Assistant:
    """An assistant over the collection of the settings; ``tell`` is given notices. Raises SettingsError, CollectionError."""
    # a person may trace other work of theirs: questions and paragraphs asked about here go nowhere
    os.environ["LANGSMITH_TRACING_V2"] = "false"
    return Assistant(settings, tell=tell)
