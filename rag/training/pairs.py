"""Pairs of texts that belong together, drawn from news, from questions with their paragraphs, and from the glossary."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from rag.training.cooccurrence import Integers, Text
from rag.training.sources import QuestionSet, sentences
from rag.training.switching import Row, Switcher

Ids = Sequence[int] | Integers
Pair = tuple[Ids, Ids]

_SWITCHED = 0.45  # of the questions, so many are said in other words
_LONGEST = 220  # tokens of a paragraph


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its paragraph, sentence by sentence, and the sentence that answers."""

    question: Row
    paragraph: list[Row]
    answer: int


def asked_of(questions: QuestionSet, tokenizer: Tokenizer, switcher: Switcher) -> list[Asked]:
    def row(text: str) -> Row:
        return switcher.cleaned(tokenizer.encode(text).ids)

    split = {name: sentences(text) for name, text in questions.paragraphs.items()}
    rows = {name: [row(part) for part in parts] for name, parts in split.items()}
    out: list[Asked] = []
    for name, paragraph in questions.right.items():
        question = row(questions.questions[name])
        answer = questions.answers[name]
        holding = [place for place, part in enumerate(split[paragraph]) if answer and answer in part]
        if question and rows[paragraph]:
            out.append(Asked(question, rows[paragraph], holding[0] if holding else 0))
    return out


class Pairs:
    """Draws batches. The same seed draws the same pairs."""

    def __init__(
        self, text: Text, weight: NDArray[np.float32], switcher: Switcher, asked: list[Asked], *, seed: int
    ) -> None:
        """`weight` (vocabulary,): how much a word says, for the choice of key words."""
        self._text = text
        self._weight = weight
        self._switcher = switcher
        self._asked = asked
        self._draw = random.Random(seed)  # noqa: S311 - drawing pairs is no secret
        self._choose = np.random.default_rng(seed)
        self._documents = np.flatnonzero(np.diff(text.documents) >= 4)
        self._order = np.empty(0, dtype=np.int64)
        self._kinds: tuple[tuple[float, Callable[[int, int], Pair]], ...] = (
            (0.40, self._sentence_and_place),
            (0.60, self._two_crops),
            (0.85, self._key_words),
            (1.01, self._lead),
        )

    def batch(self, size: int, *, questions: float) -> list[Pair]:
        """`size` pairs, a share `questions` of them real questions; two pairs of each news text, so that a text tells its parts apart."""
        out = [self._question() for _ in range(int(size * questions))] if self._asked else []
        while len(out) < size:
            document = self._next_document()
            first, last = int(self._text.documents[document]), int(self._text.documents[document + 1])
            for _ in range(2):
                kind = self._draw.random()
                made = next(make for share, make in self._kinds if kind < share)(first, last)
                if len(made[0]) and len(made[1]):
                    out.append((self._said_otherwise(made[0]), made[1]))
        return [pair for pair in out if len(pair[0]) and len(pair[1])][:size]

    def terms(self) -> tuple[list[Pair], list[int]]:
        """Two names of every term, and which term each pair is of."""
        out: list[Pair] = []
        which: list[int] = []
        for place, (chinese, english) in enumerate(self._switcher.terms):
            kind = self._draw.random()
            if chinese and english and (kind < 0.55 or (len(chinese) < 2 and len(english) < 2)):
                out.append((self._draw.choice(english), self._draw.choice(chinese)))
            elif len(chinese) > 1 and (kind < 0.88 or len(english) < 2):
                one, other = self._draw.sample(chinese, 2)
                out.append((one, other))
            elif len(english) > 1:
                one, other = self._draw.sample(english, 2)
                out.append((one, other))
            else:
                continue
            which.append(place)
        return out, which

    def _next_document(self) -> int:
        if not len(self._order):
            self._order = self._choose.permutation(self._documents)
        document, self._order = int(self._order[-1]), self._order[:-1]
        return document

    def _slice(self, first: int, last: int) -> Integers:
        return self._text.ids[self._text.sentences[first] : self._text.sentences[last]][:_LONGEST]

    def _window(self, first: int, last: int) -> tuple[int, int]:
        length = min(self._draw.randint(1, 6), last - first)
        start = self._draw.randint(first, last - length)
        return start, start + length

    def _dropped(self, row: Integers, most: float) -> Integers:
        return row[self._choose.random(len(row)) > self._draw.random() * most]

    def _sentence_and_place(self, first: int, last: int) -> Pair:
        start, stop = self._window(first, last)
        if stop - start < 2:
            start, stop = first, min(first + 3, last)
        sentence = self._draw.randint(start, stop - 1)
        question = self._dropped(self._slice(sentence, sentence + 1), 0.7)
        if self._draw.random() < 0.3:
            return question, self._slice(start, stop)
        return question, np.concatenate([self._slice(start, sentence), self._slice(sentence + 1, stop)])

    def _two_crops(self, first: int, last: int) -> Pair:
        one, other = self._slice(*self._window(first, last)), self._slice(*self._window(first, last))
        return self._dropped(one, 0.5), self._dropped(other, 0.5)

    def _key_words(self, first: int, last: int) -> Pair:
        window = self._slice(*self._window(first, last))
        words = np.unique(window)
        share = self._weight[words]
        if not share.sum():
            return [], window
        most = min(self._draw.randint(2, 6), int((share > 0).sum()))
        return self._choose.choice(words, most, replace=False, p=share / share.sum()), window

    def _lead(self, first: int, last: int) -> Pair:
        return self._dropped(self._slice(first, first + 1), 0.4), self._slice(*self._window(first + 1, last))

    def _question(self) -> Pair:
        asked = self._draw.choice(self._asked)
        if self._draw.random() < 0.5:
            start, stop = max(asked.answer - self._draw.randint(0, 1), 0), asked.answer + self._draw.randint(1, 2)
        else:
            start, stop = 0, len(asked.paragraph)
        paragraph = [identity for part in asked.paragraph[start:stop] for identity in part][:_LONGEST]
        return self._said_otherwise(asked.question), paragraph

    def _said_otherwise(self, row: Ids) -> Ids:
        if self._draw.random() > _SWITCHED:
            return row
        plain: Sequence[int] = row.tolist() if isinstance(row, np.ndarray) else row
        english = self._draw.random() < 0.6
        alone = english and self._draw.random() < 0.5
        return self._switcher.switched(
            plain, self._draw, english=english, share=self._draw.random() ** 0.5, alone=alone
        )


def overlapping(switcher: Switcher) -> NDArray[np.bool_]:
    """(terms, terms): True where two terms share a name, so that neither is a wrong answer to the other."""
    out = np.zeros((len(switcher.terms), len(switcher.terms)), dtype=bool)
    holders: dict[Row, list[int]] = {}
    for place, (chinese, english) in enumerate(switcher.terms):
        for name in {*chinese, *english}:
            holders.setdefault(name, []).append(place)
    for places in holders.values():
        for one, other in combinations(places, 2):
            out[one, other] = out[other, one] = True
    return out
