"""Saying the same in other words: terms of a token row replaced by their English or by a synonym."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from tokenizers import Tokenizer

from rag.training.sources import Term
from rag.training.vocabulary import EMPTY_WORDS, WORD_START

Row = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Other:
    english: list[Row] = field(default_factory=list)
    chinese: list[Row] = field(default_factory=list)


class Switcher:
    """The glossary as rows of token ids."""

    def __init__(self, tokenizer: Tokenizer, terms: Sequence[Term]) -> None:
        empty = [tokenizer.token_to_id(WORD_START + word) for word in EMPTY_WORDS]
        self._empty = {0, *(identity for identity in empty if identity is not None)}
        self.terms: list[tuple[list[Row], list[Row]]] = []
        self._known: dict[Row, _Other] = {}
        self._lengths: dict[int, list[int]] = {}
        for term in terms:
            chinese = self._rows(tokenizer, term.chinese)
            english = self._rows(tokenizer, term.english)
            self.terms.append((chinese, english))
            for name in chinese:
                other = self._known.setdefault(name, _Other())
                other.english.extend(english)
                other.chinese.extend(row for row in chinese if row != name)
        for name in self._known:
            lengths = self._lengths.setdefault(name[0], [])
            if len(name) not in lengths:
                lengths.append(len(name))
                lengths.sort(reverse=True)

    def _rows(self, tokenizer: Tokenizer, names: Sequence[str]) -> list[Row]:
        return [row for name in names if (row := self.cleaned(tokenizer.encode(name).ids))]

    def cleaned(self, ids: Sequence[int]) -> Row:
        """Without the unknown and the empty words."""
        return tuple(identity for identity in ids if identity not in self._empty)

    def switched(
        self, row: Sequence[int], draw: random.Random, *, english: bool, share: float, alone: bool
    ) -> list[int]:
        """`row` with a `share` of its terms said otherwise; `alone` leaves out the rest where two terms or more were found."""
        out: list[int] = []
        said: list[int] = []
        found = 0
        place = 0
        while place < len(row):
            for length in self._lengths.get(row[place], ()):
                other = self._known.get(tuple(row[place : place + length]))
                choices = (other.english if english else other.chinese) if other else ()
                if choices and draw.random() < share:
                    new = draw.choice(choices)
                    out.extend(new)
                    said.extend(new)
                    found += 1
                    place += length
                    break
            else:
                out.append(row[place])
                place += 1
        return said if alone and found >= 2 else out
