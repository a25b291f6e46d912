"""How like the words of many texts are to what is asked, reckoned for all the texts at once.

It is what WordVectors reckons for one text. Cutting a text into words is what costs (measured: a third of a question's time),
so it is done when the text is indexed, and what is kept are the numbers of the words, two bytes each.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rag.encoders.static_model import StaticModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TAG = 4
"""Bytes before the numbers: which vocabulary they are numbers of."""
_OPPOSED = -0.5
"""Words of which the cosine is less are taken for this: the pair of two that say the contrary is like nothing that is asked."""


class Lexicon:
    """The words of a static model, as numbers and as vectors."""

    def __init__(self, model: StaticModel, *, cut: Callable[[str], NDArray[np.uint32]], identity: str) -> None:
        """``cut``: the numbers of a text's words. ``identity``: what tells this vocabulary and its cutting from another."""
        import numpy as np

        self._model, self._cut = model, cut
        self._tag = zlib.crc32(identity.encode()).to_bytes(_TAG, "little")
        self._numbers = np.dtype(np.uint16 if model.size <= 1 << 16 else np.uint32).newbyteorder("<")

    def cut(self, text: str) -> bytes:
        """A text's words, to be kept."""
        return self._tag + self._cut(text).astype(self._numbers).tobytes()

    def likest(
        self, vectors: NDArray[np.float32], texts: Sequence[str], cuts: Sequence[bytes], *, least: float
    ) -> NDArray[np.float32]:
        """For each text and unit vector (shape (n, dimension)) the cosine of the likest word or pair, shape (texts, n).

        ``cuts``: what was kept of each text; where that is of another vocabulary, or nothing, the text is cut now. What is less
        than ``least`` may be told less than it is.
        """
        import numpy as np

        rows = [
            np.frombuffer(kept if kept[:_TAG] == self._tag else self.cut(text), dtype=self._numbers, offset=_TAG)
            for text, kept in zip(texts, cuts, strict=True)
        ]
        found = np.zeros((len(texts), len(vectors)), dtype=np.float32)
        if not any(map(len, rows)):
            return found
        numbers = np.concatenate(rows)
        holders = np.repeat(np.arange(len(rows)), [len(each) for each in rows])
        different, places = np.unique(numbers, return_inverse=True)
        table = self._model.rows(different.astype(np.intp))
        squares = np.einsum("ij,ij->i", table, table)
        if not squares.all():  # words that the model does not know stand nowhere, not even between two others
            known = squares[places] > 0
            places, holders = places[known], holders[known]
            if not len(places):
                return found
        # not "@": for so little it would wake a thread for every core, and wait for the last of them
        products = np.einsum("ij,kj->ik", table, vectors)[places]
        lengths = np.sqrt(squares)[places]
        starts = np.flatnonzero(np.r_[True, holders[1:] != holders[:-1]])
        held = holders[starts]
        found[held] = np.maximum.reduceat(products / lengths[:, None], starts)
        # a pair of neighbours may be likelier than any word. Few can be, and only theirs are the lengths that are reckoned
        firsts = np.flatnonzero(holders[1:] == holders[:-1])
        sums = products[firsts] + products[firsts + 1]
        one, other = lengths[firsts], lengths[firsts + 1]
        shortest = np.sqrt(one * one + other * other + 2 * _OPPOSED * one * other)
        hopeful = (sums > np.maximum(found[holders[firsts]], least) * shortest[:, None]).any(axis=1)
        firsts, sums = firsts[hopeful], sums[hopeful]
        together = table[places[firsts]] + table[places[firsts + 1]]
        whole = np.sqrt(np.einsum("ij,ij->i", together, together))
        like = np.divide(sums, whole[:, None], out=np.zeros_like(sums), where=whole[:, None] > 0)
        np.maximum.at(found, holders[firsts], like)
        return found
