"""The lexical index: the only module that knows tantivy. BM25 over our own terms (see terms.py).

A paragraph has two fields: its own words, and its context (document, sender, section, lead-in), which counts for less, and only for
what the paragraph does not say itself: added up, the title of a page was found before the sentence that answers. Both are
kept normalised, with how the embedding model cuts the paragraph (rag/encoders/likeness.py): what a question is weighed against in a
hundred paragraphs need not be made anew for each.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.precedence import give_way
from rag.words.terms import normalise_once, terms_in

CONTEXT_WEIGHT = 0.7
"""What a term counts that only the context holds, of one in the paragraph's own words."""
MOST_COMPARED = 50_000
"""Paragraphs up to which of several names, and of text and context, the better one is looked for. Only where all is added up does
tantivy pass over what cannot be among the best: measured at 100,000 paragraphs, 4 milliseconds a search in place of 17."""
ADDED_CONTEXT, ADDED_NAME = 0.3, 0.4
"""What the context and another name count where all is added up, so that neither outweighs the text and the question's own name."""
_WRITER_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph as the lexical index sees it."""

    document: str
    paragraph: str
    text: str
    context: str
    cut: bytes = b""
    """Its words as rag/encoders/likeness.py keeps them."""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of an indexed paragraph: its text and its context, normalised, its words and its kind."""

    text: str
    context: str
    cut: bytes
    kind: str


class LexicalIndex:
    """Paragraphs by BM25, in a tantivy folder."""

    failed: bool = False
    """Has a search failed? It found nothing then: the vectors of a question still answer it."""

    def __init__(self, folder: Path) -> None:
        """Open the folder, made where there is none. Raises ValueError (tantivy's) where its files are damaged."""
        import tantivy

        folder.mkdir(parents=True, exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
        builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_bytes_field("kept", stored=True)
        builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
        builder.add_text_field("context", tokenizer_name="whitespace", index_option="freq")
        self._schema: Any = builder.build()
        self._tantivy: Any = tantivy
        with _told():
            self._index: Any = tantivy.Index(self._schema, path=str(folder))
            # never by itself: it would show what another process has built so far, and not all of it
            self._index.config_reader(reload_policy="manual")
            self._index.reload()

    def replace(self, documents: Iterable[str], entries: Iterable[Entry]) -> None:
        """Remove these documents and add these entries, in one commit. Raises ValueError where the files are damaged."""
        with _told():
            self._replace(documents, entries)

    def _replace(self, documents: Iterable[str], entries: Iterable[Entry]) -> None:
        writer = self._index.writer(_WRITER_BYTES, 1)
        for document in documents:
            writer.delete_documents_by_term("document", document)
        for entry in entries:
            give_way()
            plain, around = normalise_once(entry.text), normalise_once(entry.context)
            writer.add_document(
                self._tantivy.Document(
                    document=entry.document,
                    key=f"{entry.document}#{entry.paragraph}",
                    text=" ".join(terms_in(plain)),
                    context=" ".join(terms_in(around)),
                    kept=_packed(plain, around, entry),
                )
            )
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def clear(self) -> None:
        """Empty the index."""
        writer = self._index.writer(_WRITER_BYTES, 1)
        writer.delete_all_documents()
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def reload(self) -> None:
        """See what another process has committed."""
        self._index.reload()

    def search(
        self,
        weights: Mapping[str, float],
        limit: int,
        documents: Sequence[str] = (),
        *,
        named: Sequence[Sequence[Mapping[str, float]]] = (),
    ) -> list[tuple[str, float]]:
        """Passage keys (``document#paragraph``) with their BM25 scores, best first. ``weights``: terms and boosts.

        ``named``: things that have several names, each name its terms and boosts; the question's own first, be it empty. Of a thing
        the name counts that a paragraph holds best; in a large index (MOST_COMPARED) all of them do, the others less.
        """
        query_class, occur = self._tantivy.Query, self._tantivy.Occur
        if self.count() > MOST_COMPARED:
            clauses = self._added(weights, named)
        else:
            clauses = self._each(weights)
            clauses += [
                query_class.disjunction_max_query([self._all(name) for name in names if name]) for names in named
            ]
        if not clauses:
            return []
        query = query_class.boolean_query([(occur.Should, clause) for clause in clauses])
        if documents:
            scope = query_class.const_score_query(
                query_class.term_set_query(self._schema, "document", list(documents)), 0.0
            )
            query = query_class.boolean_query([(occur.Must, query), (occur.Must, scope)])
        searcher = self._index.searcher()
        found = []
        try:
            with _told():
                for score, address in searcher.search(query, limit, count=False).hits:
                    found.append((str(searcher.doc(address).get_first("key")), float(score)))
        except ValueError:
            self.failed = True
            return []
        return found

    def _added(self, weights: Mapping[str, float], named: Sequence[Sequence[Mapping[str, float]]]) -> list[Any]:
        """A query for each term of each name in each field."""
        own = [names[0] for names in named]
        others = (name for names in named for name in names[1:])
        terms = {term: ADDED_NAME * share for name in others for term, share in name.items()}
        for name in (*own, weights):
            terms |= name
        return [
            self._term(field, term, weight * share)
            for term, weight in terms.items()
            for field, share in (("text", 1.0), ("context", ADDED_CONTEXT))
        ]

    def _term(self, field: str, term: str, boost: float) -> Any:
        query_class = self._tantivy.Query
        return query_class.boost_query(query_class.term_query(self._schema, field, term, "freq"), boost)

    def _all(self, weights: Mapping[str, float]) -> Any:
        """One query for these terms, added up."""
        return self._tantivy.Query.boolean_query([(self._tantivy.Occur.Should, each) for each in self._each(weights)])

    def _each(self, weights: Mapping[str, float]) -> list[Any]:
        """A query for each term, in whichever field it counts more."""
        query_class = self._tantivy.Query
        return [
            query_class.disjunction_max_query(
                [
                    self._term(field, term, weight * share)
                    for field, share in (("text", 1.0), ("context", CONTEXT_WEIGHT))
                ]
            )
            for term, weight in weights.items()
        ]

    def kept(self, keys: Iterable[str]) -> dict[str, Kept]:
        """What is kept of these passages, by their keys; one that is not there is left out."""
        searcher, found = self._index.searcher(), {}
        if not (wanted := list(keys)):
            return {}
        query = self._tantivy.Query.term_set_query(self._schema, "key", wanted)
        try:
            with _told():
                for _, address in searcher.search(query, len(wanted), count=False).hits:
                    document = searcher.doc(address)
                    found[str(document.get_first("key"))] = _unpacked(document.get_first("kept"))
        except ValueError:
            self.failed = True
        return {key: found[key] for key in wanted if key in found}

    def inverse_document_frequency(self, term: str) -> float:
        """Lucene's idf of a term among the paragraphs' own words: ln(1 + (N - n + 0.5) / (n + 0.5)), never negative."""
        searcher = self._index.searcher()
        total, holding = searcher.num_docs, searcher.doc_freq("text", term)
        return math.log(1 + max(0.0, total - holding + 0.5) / (holding + 0.5))

    def holds(self, term: str) -> bool:
        """Does any paragraph hold the term, in its own words?"""
        return bool(self._index.searcher().doc_freq("text", term))

    def count(self) -> int:
        """Number of paragraphs."""
        return int(self._index.searcher().num_docs)


def _packed(text: str, context: str, entry: Entry) -> bytes:
    words = (text.replace("\0", " "), context.replace("\0", " "), entry.kind)
    return "\0".join((*words, "")).encode() + entry.cut


def _unpacked(packed: bytes) -> Kept:
    text, context, kind, cut = packed.split(b"\0", 3)
    return Kept(text.decode(), context.decode(), cut, kind.decode())


@contextmanager
def _told() -> Iterator[None]:
    """What tantivy refuses, as ValueError: on damaged files it panics too, which is no Exception in Python."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise ValueError(str(error)) from error
        raise
