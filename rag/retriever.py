"""Which paragraphs a question is about: two legs, one score, as a LangChain retriever.

The score is the share of the question's weight that a paragraph holds (BM25, and coverage) plus a little similarity, less what
stands scattered. Reciprocal rank fusion was measured to make a good lexical leg worse by ten points beside a light model.
The shares were chosen on the tuning questions, with 5,000 news paragraphs and without, and on the development part of DRCD.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from rag import wording
from rag.answer import Hit
from rag.collection import Collection
from rag.context import context_of
from rag.grouping import grouped, one_version, represented
from rag.matching import Matcher
from rag.question import Question, understand
from rag.reranker import Reranker
from rag.terms import normalise
from rag.togetherness import togetherness

CANDIDATES = 60
"""How many paragraphs each leg brings."""
LIMIT = 20
"""How many paragraphs are handed on, where no other number is asked for."""
WORDS_SHARE = 0.3
COVERAGE_SHARE = 0.7
SCATTERED = 0.4
"""Of what a paragraph covers, so much is lost where it stands in no two sentences that follow one another (togetherness.py)."""
LOOKED_INTO = 30
"""Paragraphs that are looked into for that."""
SIMILARITY_SHARE = 0.15
SIMILARITY_SHARE_ACROSS = 0.2
"""Where question and documents share few words (a question in English, Chinese documents)."""
LEANING = 0.15
"""For a document that the question points to without naming it."""
ASKED_KIND, UNASKED_KIND = 0.35, -0.15
"""For a signature, an adoption note, a masthead or a footnote where the question asks for one, and where it does not."""


class ParagraphRetriever(BaseRetriever):
    """Paragraphs of a collection for a question. ``invoke`` gives LangChain documents whose metadata hold the Hit."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    collection: Collection
    reranker: Reranker | None = None
    limit: int = LIMIT

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain's signature
        question: Question | None = None,
        documents: Sequence[str] = (),
        limit: int | None = None,
        folds: bool = True,
        **_: Any,
    ) -> list[LangChainDocument]:
        question = question or understand(query, self.collection.directory)
        return [
            LangChainDocument(
                id=hit.passage.key,
                page_content=hit.passage.paragraph.text,
                metadata={"document": hit.passage.document.id, "paragraph": hit.passage.paragraph.id, "hit": hit},
            )
            for hit in self.hits(question, documents=documents, limit=limit, folds=folds)
        ]

    def hits(
        self, question: Question, *, documents: Sequence[str] = (), limit: int | None = None, folds: bool = True
    ) -> tuple[Hit, ...]:
        """The best paragraphs, best first, ``limit`` at most; with ``documents`` only theirs.

        Paragraphs that recur from document to document are one hit (see grouping.py) where ``folds``. Of several documents that
        the question asks for, each has its best paragraph among them.
        """
        found = self._found(question, documents)
        read = self.reranker.candidates if self.reranker else 0
        # what a cross-encoder puts behind is there still: whether anything answers is judged without it
        most = limit or max(self.limit, read)
        asked = question.documents + question.leaning if question.compares else ()
        asked = tuple(name for name in asked if not documents or name in documents)
        if len(asked) > 1:
            held = {hit.passage.document.id for hit in found}
            found += tuple(hit for name in asked if name not in held for hit in self._found(question, (name,))[:1])
        if folds:
            found = one_version(found, question.language, apart=(*question.documents, *documents))
            found = grouped(found, limit=max(most, read), apart=asked)
        if self.reranker:
            found = self.reranker.rerank(question.text, found)
        if len(asked) > 1:  # none of them is cut off; the order stays that of the scores
            found = tuple(sorted(represented(found, asked)[:most], key=lambda hit: -hit.score))
        return found[:most]

    def _found(self, question: Question, documents: Sequence[str]) -> tuple[Hit, ...]:
        lexical, dense = self.collection.indexes()
        matcher = Matcher(question, lexical.inverse_document_frequency, self.collection.embedder.words)
        by_words = lexical.search(matcher.search_weights(), CANDIDATES, documents)
        embedder = self.collection.embedder
        vector = embedder.encode_query(_words_to_embed(question) if embedder.is_static else question.text)
        by_meaning = dense.search(vector, CANDIDATES, documents)
        return _fuse(self.collection, question, matcher, by_words, by_meaning)


def _words_to_embed(question: Question) -> str:
    """The subject of the question; for a question in a Latin script with the Chinese names of what it speaks of."""
    if question.language == "zh":
        return question.content or question.text
    names = [next((phrase for phrase in unit.phrases if not phrase.isascii()), "") for unit in question.units]
    return f"{question.content} {' '.join(name for name in names if name)}".strip() or question.text


def _fuse(
    collection: Collection,
    question: Question,
    matcher: Matcher,
    by_words: Sequence[tuple[str, float]],
    by_meaning: Sequence[tuple[str, float]],
) -> tuple[Hit, ...]:
    lexical = {key: (rank, score) for rank, (key, score) in enumerate(by_words, start=1)}
    dense = {key: (rank, score) for rank, (key, score) in enumerate(by_meaning, start=1)}
    passages = collection.passages(dict.fromkeys([*lexical, *dense]))
    furthest = min((score for _, score in by_meaning), default=0.0)
    most = max(matcher.lexical_total, by_words[0][1] if by_words else 0.0)
    share = SIMILARITY_SHARE if question.language == "zh" else SIMILARITY_SHARE_ACROSS
    leant_to = frozenset(question.leaning)
    hits = []
    for key, passage in passages.items():
        lexical_rank, lexical_score = lexical.get(key, (None, 0.0))
        dense_rank, similarity = dense.get(key, (None, furthest))
        words = lexical_score / most if most else 0.0
        fused = WORDS_SHARE * words + share * similarity
        matches = matcher.matches(passage.paragraph.text, context_of(passage))
        leaning = LEANING if passage.document.id in leant_to else 0.0
        kind = passage.paragraph.kind
        leaning += (ASKED_KIND if kind in question.kinds else UNASKED_KIND) if kind in wording.KIND_CUES else 0.0
        score = fused + COVERAGE_SHARE * matcher.share_of(matches) + leaning
        hits.append(
            Hit(
                passage=passage,
                score=score,
                fused=fused,
                matched=matcher.named(matches),
                lexical_rank=lexical_rank,
                lexical_score=lexical_score,
                dense_rank=dense_rank,
                similarity=similarity,
            )
        )
    return _gathered(sorted(hits, key=_order), matcher)


def _gathered(hits: Sequence[Hit], matcher: Matcher) -> tuple[Hit, ...]:
    """The first hits less what stands scattered in them, in their new order; then the others."""
    own = matcher.own_weights()
    first = []
    for hit in hits[:LOOKED_INTO]:
        lost = 1 - togetherness(normalise(hit.passage.paragraph.text), own)
        if lost:
            shares = zip(hit.matched, matcher.weights, strict=True)
            covered = matcher.share_of([share * weight for (_, share), weight in shares])
            first.append(replace(hit, score=hit.score - SCATTERED * covered * lost))
        else:
            first.append(hit)
    return (*sorted(first, key=_order), *hits[LOOKED_INTO:])


def _order(hit: Hit) -> tuple[float, str]:
    return -hit.score, hit.passage.key
