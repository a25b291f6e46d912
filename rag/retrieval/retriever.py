"""Which paragraphs a question is about: two legs, one score, as a LangChain retriever.

Each leg brings its best; what speaks for each of those is weighed and added up (ranking.py). Reciprocal rank fusion was measured to
make a good lexical leg worse by ten points beside a light model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from rag.answer import Hit
from rag.document import Passage
from rag.encoders.reranker import Reranker
from rag.indexes.lexical import Kept
from rag.precedence import asking
from rag.questions import wording
from rag.questions.question import Question, understand
from rag.retrieval.context import as_kept
from rag.retrieval.grouping import READ, grouped, one_version, represented
from rag.retrieval.matching import Matcher
from rag.retrieval.ranking import Signs, weighed
from rag.retrieval.togetherness import togetherness
from rag.storage.collection import Collection

CANDIDATES = 60
"""How many paragraphs each leg brings."""
LIMIT = 20
"""How many paragraphs are handed on, where no other number is asked for."""
FUSED_SIMILARITY = 0.02
"""What the similarity counts beside the words in the plain fusion of the two legs, which is told and measured, not ranked by."""
LOOKED_INTO = 30
"""Paragraphs that are looked into for whether what they hold stands together."""


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

    @asking()
    def hits(
        self, question: Question, *, documents: Sequence[str] = (), limit: int | None = None, folds: bool = True
    ) -> tuple[Hit, ...]:
        """The best paragraphs, best first, ``limit`` at most; with ``documents`` only theirs.

        Paragraphs that recur from document to document are one hit (see grouping.py) where ``folds``. Of several documents that
        the question asks for, each has its best paragraph among them.
        """
        read = self.reranker.candidates if self.reranker else 0
        # what a cross-encoder puts behind is there still: whether anything answers is judged without it
        most = limit or max(self.limit, read)
        asked = question.documents + question.leaning if question.compares else ()
        asked = tuple(name for name in asked if not documents or name in documents)
        ranking = self._ranked(question, documents)
        looked_at = max(most, read) + READ
        found = ranking.hits(len(ranking.scored) if len(asked) > 1 else 2 * looked_at)
        if len(asked) > 1:
            held = {hit.passage.document.id for hit in found}
            lacking = (name for name in asked if name not in held)
            found += tuple(hit for name in lacking for hit in self._ranked(question, (name,)).hits(1))
        if folds:
            apart = (*question.documents, *documents)
            folded = one_version(found, question.language, apart=apart)
            if len(folded) < looked_at and len(found) < len(ranking.scored):  # versions in six languages, say
                folded = one_version(ranking.hits(len(ranking.scored)), question.language, apart=apart)
            found = grouped(folded, limit=max(most, read), apart=asked)
        if self.reranker:
            found = self.reranker.rerank(question.text, found)
        if len(asked) > 1:  # none of them is cut off; the order stays that of the scores
            found = tuple(sorted(represented(found, asked)[:most], key=lambda hit: -hit.score))
        return found[:most]

    def signs(self, question: Question, *, documents: Sequence[str] = ()) -> tuple[tuple[str, Signs], ...]:
        """All candidates, by key, and what speaks for each: what the weights are learned from. Every one is looked into."""
        ranking = self._ranked(question, documents, looked_into=2 * CANDIDATES)
        return tuple((each.key, each.signs) for each in ranking.scored)

    def _ranked(self, question: Question, documents: Sequence[str], *, looked_into: int = LOOKED_INTO) -> Ranking:
        lexical, dense = self.collection.indexes()
        embedder = self.collection.embedder
        matcher = Matcher(question, lexical.inverse_document_frequency, embedder.words)
        alone, named = matcher.sought()
        by_words = lexical.search(alone, CANDIDATES, documents, named=named)
        vector = embedder.encode_query(_words_to_embed(question) if embedder.is_static else question.text)
        exact = None if dense.away else self.collection.nearest(vector, CANDIDATES, documents)
        by_meaning = dense.search(vector, CANDIDATES, documents) if exact is None else exact
        kept = lexical.kept(dict.fromkeys(key for key, _ in (*by_words, *by_meaning)))
        missed = [key for key, _ in by_meaning if key not in kept]  # the words may be a moment behind
        kept |= {key: as_kept(passage) for key, passage in self.collection.passages(missed).items()}
        legs = {"by_words": by_words, "by_meaning": by_meaning}
        most = matcher.most(alone, named)
        return Ranking(self.collection, question, matcher, **legs, most=most, kept=kept, looked_into=looked_into)


def _words_to_embed(question: Question) -> str:
    """The subject of the question; for a question in a Latin script with the Chinese names of what it speaks of."""
    if question.language == "zh":
        return question.content or question.text
    names = [next((phrase for phrase in unit.phrases if not phrase.isascii()), "") for unit in question.units]
    return f"{question.content} {' '.join(name for name in names if name)}".strip() or question.text


class Ranking:
    """The candidates of both legs in the order of their scores. Only those that are asked for are read from the store."""

    def __init__(
        self,
        collection: Collection,
        question: Question,
        matcher: Matcher,
        *,
        by_words: Sequence[tuple[str, float]],
        by_meaning: Sequence[tuple[str, float]],
        most: float,
        kept: Mapping[str, Kept],
        looked_into: int,
    ) -> None:
        self._collection, self._matcher = collection, matcher
        self._lexical = {key: (rank, score) for rank, (key, score) in enumerate(by_words, start=1)}
        self._dense = {key: (rank, score) for rank, (key, score) in enumerate(by_meaning, start=1)}
        self._furthest = min((score for _, score in by_meaning), default=0.0)
        best = max(most, by_words[0][1] if by_words else 0.0)
        leant_to = frozenset(question.leaning)
        held = {key: kept[key] for key in (self._lexical | self._dense) if key in kept}
        likeness = matcher.alike_each(
            [each.text for each in held.values()], [each.cut for each in held.values()], collection.embedder.lexicon
        )
        found = []
        for (key, each), alike in zip(held.items(), likeness, strict=True):
            words = self._lexical.get(key, (None, 0.0))[1] / best if best else 0.0
            similarity = self._dense.get(key, (None, self._furthest))[1]
            matches, beside = matcher.weighed(each.text, each.context, alike)
            signs = Signs(
                words=words,
                similarity=similarity,
                held=matcher.share_of(matches),
                beside=beside,
                leant=float(key.rpartition("#")[0] in leant_to),
                kind_asked=float(each.kind in wording.KIND_CUES and each.kind in question.kinds),
            )
            found.append(_Scored(weighed(signs), key, signs, matches))
        found.sort(key=_order)
        own = matcher.own_weights()
        first = [_looked_into(each, held[each.key].text, own) for each in found[:looked_into]]
        self.scored = [*sorted(first, key=_order), *found[looked_into:]]

    def hits(self, count: int) -> tuple[Hit, ...]:
        """The first so many, less those that are gone from the store."""
        first = self.scored[:count]
        passages = self._collection.passages([each.key for each in first])
        return tuple(self._hit(each, passages[each.key]) for each in first if each.key in passages)

    def _hit(self, scored: _Scored, passage: Passage) -> Hit:
        lexical_rank, lexical_score = self._lexical.get(scored.key, (None, 0.0))
        dense_rank, similarity = self._dense.get(scored.key, (None, self._furthest))
        return Hit(
            passage=passage,
            score=scored.score,
            fused=scored.signs.words + FUSED_SIMILARITY * scored.signs.similarity,
            matched=self._matcher.named(scored.matches),
            lexical_rank=lexical_rank,
            lexical_score=lexical_score,
            dense_rank=dense_rank,
            similarity=similarity,
        )


class _Scored(NamedTuple):
    score: float
    key: str
    signs: Signs
    matches: tuple[float, ...]


def _looked_into(scored: _Scored, plain: str, own: tuple[tuple[str, float], ...]) -> _Scored:
    """The same with what stands scattered in the paragraph."""
    signs = scored.signs._replace(scattered=scored.signs.held * (1 - togetherness(plain, own)))
    return scored._replace(score=weighed(signs), signs=signs) if signs.scattered else scored


def _order(scored: _Scored) -> tuple[float, str]:
    return -scored.score, scored.key
