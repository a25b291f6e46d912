"""First vectors without any training: words that keep the same company (PPMI, then singular values)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse  # type: ignore[import-untyped,unused-ignore]
from sklearn.utils.extmath import randomized_svd  # type: ignore[import-untyped,unused-ignore]
from tokenizers import Tokenizer

from rag.training.sources import Term
from rag.training.vocabulary import EMPTY_WORDS, WORD_START, english_words, folded, inflections

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]

_WINDOW = 2  # near neighbours make synonyms, far ones make subjects: training on pairs brings the subjects
_CHUNK = 2_000_000
_FEWEST = 1.5  # a pair seen less is chance
_CONTEXT_POWER = 0.75
_SMOOTHING = 1e-4  # of the smooth inverse frequency weight
_CHARACTER_SHARE = 0.3
"""How much of a word's first vector is its characters': 工资 and 薪资 begin near one another."""


@dataclass(frozen=True, slots=True)
class Text:
    """All training text as one row of token ids. `sentences[i]:sentences[i + 1]` is a sentence; `documents` counts sentences."""

    ids: Integers
    sentences: NDArray[np.int64]
    documents: NDArray[np.int64]


def _pairs(text: Text, size: int) -> sparse.csr_matrix:
    """Weighted counts of neighbours, float32 (size, size); the far neighbour counts less; no pair across texts."""
    ends = text.sentences[text.documents]
    of_document = np.repeat(np.arange(len(ends) - 1, dtype=np.int32), np.diff(ends))
    total = sparse.csr_matrix((size, size), dtype=np.float32)
    for start in range(0, len(text.ids), _CHUNK):
        stop = min(start + _CHUNK, len(text.ids))
        for distance in range(1, _WINDOW + 1):
            left, right = text.ids[start : stop - distance], text.ids[start + distance : stop]
            whole = (
                (of_document[start : stop - distance] == of_document[start + distance : stop])
                & (left > 0)
                & (right > 0)
            )
            weight = np.full(int(whole.sum()), 1 / distance, dtype=np.float32)
            total = total + sparse.csr_matrix((weight, (left[whole], right[whole])), shape=(size, size))
    return (total + total.T).tocsr()


def _positive_information(pairs: sparse.csr_matrix) -> sparse.csr_matrix:
    table = pairs.tocoo()
    kept = table.data >= _FEWEST
    row, column, count = table.row[kept], table.col[kept], table.data[kept].astype(np.float64)
    total = float(count.sum())
    of_row = np.bincount(row, count, minlength=pairs.shape[0])
    of_column = np.bincount(column, count, minlength=pairs.shape[0]) ** _CONTEXT_POWER
    of_column /= of_column.sum()
    information = np.log(count / total) - np.log(of_row[row] / total) - np.log(of_column[column])
    positive = information > 0
    values = information[positive].astype(np.float32)
    return sparse.csr_matrix((values, (row[positive], column[positive])), shape=pairs.shape)


def _unit(vectors: Floats) -> Floats:
    unit: Floats = (vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)).astype(np.float32)
    return unit


def _token_ids(tokenizer: Tokenizer, name: str) -> list[int]:
    return [identity for identity in tokenizer.encode(name).ids if identity > 0]


def _give_english_the_chinese(
    vectors: Floats, known: NDArray[np.bool_], tokenizer: Tokenizer, terms: list[Term]
) -> tuple[Floats, NDArray[np.bool_]]:
    """English words, and terms that the news lack, begin at the mean of the words that the glossary puts beside them.

    A word of many entries (`right`, `convention`) takes from each in inverse proportion to the length of the phrase.
    """
    summed = np.zeros_like(vectors)
    weights = np.zeros(len(vectors), dtype=np.float32)
    for term in terms:
        ids = [identity for name in term.chinese for identity in _token_ids(tokenizer, name) if known[identity]]
        if not ids:
            continue
        mean = _unit(vectors[ids].mean(axis=0, keepdims=True))[0]
        for phrase in term.english:
            words = english_words(phrase)
            for word in words:
                identity = tokenizer.token_to_id(WORD_START + word)
                if identity is not None:
                    summed[identity] += mean / len(words) ** 2
                    weights[identity] += 1 / len(words) ** 2
        for name in term.chinese:
            identity = tokenizer.token_to_id(folded(name))
            if identity is not None and not known[identity]:
                summed[identity] += mean
                weights[identity] += 1
    told = weights > 0
    english = np.array([piece.startswith(WORD_START) for piece in _pieces(tokenizer)])
    use = told & (english | ~known)
    vectors = vectors.copy()
    vectors[use] = _unit(summed[use])
    return vectors, known | use


def _pieces(tokenizer: Tokenizer) -> list[str]:
    return [tokenizer.id_to_token(identity) or "" for identity in range(tokenizer.get_vocab_size())]


def inflected_from(tokenizer: Tokenizer, terms: list[Term]) -> dict[int, int]:
    """From the id of an inflected English form to the id of the form that the glossary has."""
    words = {word for term in terms for phrase in term.english for word in english_words(phrase)}
    forms: dict[int, int] = {}
    for word in sorted(words):
        base = tokenizer.token_to_id(WORD_START + word)
        for form in sorted(inflections(word) - words):
            identity = tokenizer.token_to_id(WORD_START + form)
            if identity is not None and base is not None:
                forms.setdefault(identity, base)
    return forms


def first_vectors(text: Text, tokenizer: Tokenizer, terms: list[Term], *, width: int, seed: int) -> Floats:
    """Vectors (vocabulary, width), weighted so that their plain mean over a text is a fair embedding of it."""
    size = tokenizer.get_vocab_size()
    information = _positive_information(_pairs(text, size))
    left, _values, _right = randomized_svd(information, width, n_iter=4, random_state=seed)
    vectors = _unit(left)  # all directions alike: measured better than by the root of their strength
    counts = np.bincount(text.ids, minlength=size).astype(np.float64)
    counts[0] = 0
    known = np.asarray(information.getnnz(axis=1) > 0)
    share = counts / counts.sum()
    pieces = _pieces(tokenizer)

    mean = (share[:, None] * vectors).sum(axis=0)
    vectors = np.where(known[:, None], vectors - mean, 0).astype(np.float32)
    _, _, directions = randomized_svd(vectors * np.sqrt(share)[:, None], 1, random_state=seed)
    vectors = _unit(vectors - (vectors @ directions.T) @ directions)

    with_characters = vectors.copy()
    for identity, piece in enumerate(pieces):
        if len(piece) > 1 and not piece.startswith(WORD_START):
            ids = [sign for sign in map(tokenizer.token_to_id, piece) if sign is not None]
            if ids:
                with_characters[identity] += _CHARACTER_SHARE * vectors[ids].mean(axis=0)
                known[identity] = True
    vectors = _unit(with_characters)
    vectors, known = _give_english_the_chinese(vectors, known, tokenizer, terms)
    weight = _SMOOTHING / (_SMOOTHING + share)
    for identity, base in inflected_from(tokenizer, terms).items():
        vectors[identity], known[identity] = vectors[base], known[base]
        weight[identity] = weight[base]
    vectors *= weight[:, None].astype(np.float32)
    vectors[~known] = 0
    vectors[0] = 0
    for word in EMPTY_WORDS:
        vectors[tokenizer.token_to_id(WORD_START + word)] = 0
    return vectors
