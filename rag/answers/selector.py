"""How likely each sentence is the answer: boosted trees over its signals, trained and kept as data (``rag/data/selector.json``).

``python -m eval.sentence_training`` writes the file from questions whose answers are known, with the paragraphs that hold them and
with those taken out, so that the likelihood also tells that nothing answers. Read and evaluated with numpy alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.answers.signals import SIGNALS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TREES = Path(__file__).parents[1] / "data" / "selector.json"
_NOTHING = -12.0
"""The logit of a sentence of which nothing speaks; no likelihood is smaller."""


@dataclass(frozen=True, slots=True)
class Selector:
    """Trees in rows, one column a node; a leaf leads to itself."""

    intercept: float
    feature: NDArray[np.int32]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    depth: int

    def logits(self, table: NDArray[np.float32]) -> NDArray[np.float32]:
        """The log odds of each row of signals, shape (n, len(SIGNALS)) to (n,)."""
        import numpy as np

        if not len(table):
            return np.zeros(0, dtype=np.float32)
        trees = np.arange(len(self.feature))
        rows = np.arange(len(table))[:, None]
        node = np.zeros((len(table), len(self.feature)), dtype=np.int32)
        for _ in range(self.depth):
            goes_left = table[rows, self.feature[trees, node]] <= self.threshold[trees, node]
            node = np.where(goes_left, self.left[trees, node], self.right[trees, node])
        total: NDArray[np.float32] = self.value[trees, node].sum(axis=1) + self.intercept
        return np.maximum(total, _NOTHING)


@cache
def open_selector() -> Selector:
    """The trees that are shipped. Raises ValueError where they were trained on other signals than these."""
    return read_selector(TREES)


def read_selector(path: Path) -> Selector:
    """Trees from their file. Raises ValueError where they were trained on other signals."""
    import numpy as np

    told = json.loads(path.read_text(encoding="utf-8"))
    if tuple(told["signals"]) != SIGNALS:
        raise ValueError(f"{path.name}: trained on other signals; run python -m eval.sentence_training")
    size = max(len(tree["feature"]) for tree in told["trees"])

    def rows(name: str, kind: type[np.generic]) -> NDArray[Any]:
        table: NDArray[Any] = np.zeros((len(told["trees"]), size), dtype=kind)
        for place, tree in enumerate(told["trees"]):
            table[place, : len(tree[name])] = tree[name]
        return table

    return Selector(
        intercept=float(told["intercept"]),
        feature=rows("feature", np.int32),
        threshold=rows("threshold", np.float32),
        left=rows("left", np.int32),
        right=rows("right", np.int32),
        value=rows("value", np.float32),
        depth=int(told["depth"]),
    )
