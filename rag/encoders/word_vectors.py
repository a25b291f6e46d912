"""The words of a text as vectors, and which of them is likest to a word that is asked for.

The late interaction of ColBERT (Khattab and Zaharia, 2020) without its encoder: words and pairs of neighbours stand for
themselves. The pairs are never made: what is wanted of them follows from the words (measured: a third of the time).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class WordVectors:
    """Words in order, those that have no vector left out."""

    def __init__(self, rows: NDArray[np.float32]) -> None:
        """``rows``: shape (words, dimension), of any length; a zero row is a word that the model does not know."""
        import numpy as np

        squares = np.einsum("ij,ij->i", rows, rows)
        if not squares.all():
            rows, squares = rows[squares > 0], squares[squares > 0]
        self._rows = rows
        self._lengths = np.sqrt(squares)
        pairs = squares[:-1] + squares[1:] + 2 * np.einsum("ij,ij->i", rows[:-1], rows[1:])
        self._pair_lengths = np.sqrt(np.maximum(pairs, 0.0))

    def __len__(self) -> int:
        return len(self._rows)

    def likest(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """For each unit vector (shape (n, dimension)) the cosine of the likest word or pair of neighbours, shape (n,)."""
        import numpy as np

        if not len(self._rows):
            return np.zeros(len(vectors), dtype=np.float32)
        products = vectors @ self._rows.T
        best: NDArray[np.float32] = (products / self._lengths).max(axis=1)
        if len(self._rows) > 1:
            pairs = products[:, :-1] + products[:, 1:]
            lengths = np.where(self._pair_lengths > 0, self._pair_lengths, np.inf)
            best = np.maximum(best, (pairs / lengths).max(axis=1))
        return best

    def whole(self) -> NDArray[np.float32] | None:
        """The unit vector of all of them together, each counting the same; None where there is none."""
        import numpy as np

        if not len(self._rows):
            return None
        total = (self._rows / self._lengths[:, None]).sum(axis=0)
        length = float(np.linalg.norm(total))
        return total / length if length else None
