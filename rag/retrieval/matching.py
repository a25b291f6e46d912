"""How much of what a question speaks of stands in a text: the lexical evidence behind ranking, selection and refusal.

Coverage is the share of the question's weight that a text holds. A term weighs its inverse document frequency in the
collection; a thing that the text calls by another name (glossary) counts nearly as much as the question's own word.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.encoders.word_vectors import WordVectors
from rag.questions.question import Question, Unit
from rag.words.terms import Sought, normalise, terms

if TYPE_CHECKING:
    from rag.encoders.likeness import Lexicon

UNKNOWN_WORD = 0.5
"""What a Latin word counts that the collection does not hold and the glossary does not know."""
OTHER_NAME = 0.9
"""What another name for the same thing counts, of the question's own word."""
SOUGHT_SMALL = 0.5
"""What the search makes of a term of a Chinese question that belongs to nothing it speaks of (是在什么时候), beside 1 of others."""
ALIKE = 0.8
"""What the likest word of the text counts at most."""
UNLIKE, LIKE = 0.4, 0.8
"""Cosine similarities of words between which likeness grows from nothing to all."""
_PART_OF_NAME = 0.7
_REMEMBERED = 1024
"""Texts that one question is held against, of which what they hold is remembered."""
_CONTEXT = 0.7
"""What a match in the context (sender, section, lead-in) counts, of one in the paragraph's own words."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A name with its terms and their weights."""

    phrase: str
    weights: tuple[tuple[str, float], ...]
    total: float

    def share(self, held: frozenset[str]) -> float:
        """Share of the name's weight among the terms of a text."""
        return sum(weight for term, weight in self.weights if term in held) / self.total if self.total else 0.0


class _Others:
    """The other names of one thing."""

    def __init__(self, names: Sequence[_Weighed]) -> None:
        self.names = names
        self._phrases = [name.phrase for name in names if not name.phrase.isascii()]
        self._words = [frozenset(term for term, _ in name.weights) for name in names if name.phrase.isascii()]
        self._long = [name for name in names if len(name.weights) > 3]

    def named(self, held: frozenset[str], text: str) -> float:
        """What a text is worth in which one of the names stands, whole or for the most part."""
        for phrase in self._phrases:
            if phrase in text:
                return OTHER_NAME
        for words in self._words:
            if words <= held:
                return OTHER_NAME
        part = max((name.share(held) for name in self._long), default=0.0)
        return _PART_OF_NAME * part if part > 0.5 else 0.0


class Matcher:
    """One question's terms, weighed for one collection."""

    def __init__(
        self,
        question: Question,
        inverse_document_frequency: Callable[[str], float],
        words: Callable[[str], WordVectors],
    ) -> None:
        """``words`` gives the vectors of a text's words, of which there may be none (see Embedder.words)."""
        self._idf = lru_cache(maxsize=None)(inverse_document_frequency)
        self.units = question.units
        self.weights = tuple(self._weight(unit) for unit in question.units)
        self.total = sum(self.weights)
        self._words = lru_cache(maxsize=256)(words)
        self._own = [self._weigh(unit.surface, unit.terms) for unit in question.units]
        self._others = [
            _Others([self._weigh(phrase, terms(phrase)) for phrase in unit.phrases]) for unit in question.units
        ]
        vectors = [self._words(unit.surface).whole() for unit in question.units]
        self._with_vector = [place for place, vector in enumerate(vectors) if vector is not None]
        import numpy as np  # here, so that the command starts without it

        self._vectors = np.stack([each for each in vectors if each is not None]) if self._with_vector else None
        names = [*self._own, *(other for others in self._others for other in others.names)]
        sought = Sought(term for name in names for term, _ in name.weights)
        self._held = lru_cache(maxsize=_REMEMBERED)(sought.held)
        self._is_chinese = question.language == "zh"
        self._small = terms(question.asking or normalise(question.text)) if self._is_chinese else ()
        self.lexical_total = sum(self._sum(unit.terms) for unit in question.units)
        """What BM25 gives a paragraph of average length that holds every term of what the question speaks of once."""

    def sought(self) -> tuple[dict[str, float], list[list[dict[str, float]]]]:
        """What to search for (LexicalIndex.search): terms with their boosts, and names of what has several.

        Another name counts as much as the question's own at most, however rare its words are. Measured on DRCD development, beside BM25
        of all the characters with 0.946 found first: so 0.947, with the terms of all names added up 0.940 at best.
        """
        spoken_of = (term for unit in self.units for term in unit.terms)
        alone = dict.fromkeys(self._small, SOUGHT_SMALL) | dict.fromkeys(spoken_of, 1.0)
        named = []
        for own, others in zip(self._own, self._others, strict=True):
            if others.names:
                ours = {term: alone.pop(term) for term, _ in own.weights if term in alone}
                most = own.total if all(self._is_known(term) for term in ours) else math.inf
                shares = [OTHER_NAME * min(1.0, most / other.total) if other.total else 0.0 for other in others.names]
                theirs = [
                    dict.fromkeys((term for term, _ in other.weights), share)
                    for other, share in zip(others.names, shares, strict=True)
                ]
                named.append([ours, *filter(None, theirs)])
        return alone, named

    def most(self, alone: Mapping[str, float], named: Iterable[Sequence[Mapping[str, float]]]) -> float:
        """What the search gives a paragraph of average length that holds once whatever the collection holds of this."""
        return self._once(alone) + sum(max(map(self._once, names)) for names in named)

    def _once(self, weights: Mapping[str, float]) -> float:
        return sum(weight * self._idf(term) for term, weight in weights.items() if self._is_known(term))

    def own_weights(self) -> tuple[tuple[str, float], ...]:
        """The question's own terms, each with what it counts."""
        return tuple({pair: None for name in self._own for pair in name.weights})

    def coverage(self, text: str, context: str = "") -> float:
        """Share of the question's weight in a text, from 0 to 1; what only the context holds counts for less."""
        return self.share_of(self.matches(text, context))

    def share_of(self, matches: Sequence[float]) -> float:
        """Share of the question's weight in these matches, from 0 to 1."""
        return sum(matches) / self.total if self.total else 0.0

    def named(self, matches: Sequence[float]) -> tuple[tuple[str, float], ...]:
        """The matches by what the question speaks of, each as the share of its own weight."""
        shares = zip(self.units, matches, self.weights, strict=True)
        return tuple((unit.surface, found / weight if weight else 0.0) for unit, found, weight in shares)

    def matches(self, text: str, context: str = "") -> tuple[float, ...]:
        """The weight that each unit of the question finds in the text."""
        return self.weighed(normalise(text), normalise(context), self._alike(text))[0]

    def weighed(self, plain: str, context: str, alike: Sequence[float]) -> tuple[tuple[float, ...], float]:
        """The same of a text and a context that are normalised already, and the share of all that the context alone gives.

        ``alike``: the text's row of ``alike_each``.
        """
        held, around = self._held(plain), self._held(context)
        found, gained = [], 0.0
        for name, others, weight, likeness in zip(self._own, self._others, self.weights, alike, strict=True):
            own = max(likeness, self._matched(name, others, held, plain))
            beside = _CONTEXT * self._matched(name, others, around, context) if context and own < _CONTEXT else 0.0
            found.append(weight * max(own, beside))
            gained += weight * max(0.0, beside - own)
        return tuple(found), gained / self.total if self.total else 0.0

    def _alike(self, text: str) -> list[float]:
        """What each unit is worth in a text by the likest of the text's words."""
        found = [0.0] * len(self.units)
        if self._vectors is not None and len(words := self._words(text)):
            for place, similarity in zip(self._with_vector, words.likest(self._vectors).tolist(), strict=True):
                found[place] = ALIKE * _ramp(similarity)
        return found

    def alike_each(self, texts: Sequence[str], cuts: Sequence[bytes], lexicon: Lexicon) -> list[list[float]]:
        """For many texts what ``matches`` reckons for each of them. ``cuts``: what was kept of their words (Lexicon.cut)."""
        found = [[0.0] * len(self.units) for _ in texts]
        if self._vectors is not None and texts:
            likest = lexicon.likest(self._vectors, texts, cuts, least=UNLIKE)
            for row, similarities in zip(found, likest.tolist(), strict=True):
                for place, similarity in zip(self._with_vector, similarities, strict=True):
                    row[place] = ALIKE * _ramp(similarity)
        return found

    def _weight(self, unit: Unit) -> float:
        own = self._importance(unit.terms)
        if all(self._is_known(term) for term in unit.terms):
            return own
        # a word of another language, or one that this collection never uses, weighs what its best known name weighs
        names = [terms(phrase) for phrase in unit.phrases]
        known = [self._importance(name) for name in names if all(self._is_known(term) for term in name)]
        if known:
            return max(known)
        return own if not unit.surface.isascii() else UNKNOWN_WORD * own

    def _importance(self, parts: tuple[str, ...]) -> float:
        """Mean inverse document frequency times the root of the length: a long name is not several things."""
        distinct = tuple(dict.fromkeys(parts))
        return self._sum(distinct) / math.sqrt(len(distinct)) if distinct else 0.0

    def _matched(self, name: _Weighed, others: _Others, held: frozenset[str], text: str) -> float:
        own = name.share(held)
        return own if own >= OTHER_NAME else max(own, others.named(held, text))

    def _weigh(self, phrase: str, parts: tuple[str, ...]) -> _Weighed:
        weights = tuple((part, self._idf(part)) for part in dict.fromkeys(parts))
        return _Weighed(phrase, weights, sum(weight for _, weight in weights))

    def _sum(self, parts: Iterable[str]) -> float:
        return sum(self._idf(part) for part in dict.fromkeys(parts))

    def _is_known(self, term: str) -> bool:
        return self._idf(term) < self._idf("\N{NULL}")  # the null character stands in no text


def _ramp(similarity: float) -> float:
    """0 up to UNLIKE, 1 from LIKE on."""
    return min(1.0, max(0.0, (similarity - UNLIKE) / (LIKE - UNLIKE)))
