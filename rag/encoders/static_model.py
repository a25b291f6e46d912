"""A static embedding model read from its files: a vector for every word, a text the mean of its words.

The files are those that sentence-transformers saves (``StaticEmbedding``, ``Normalize``) and it reads them to the same vectors;
importing it, with torch and transformers, took five of the seven seconds of a question, and nothing of it was needed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.encoders.saved_model import configuration

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WEIGHTS = "model.safetensors"
_TOKENIZER = "tokenizer.json"
_REMEMBERED = 5_000
"""Texts whose words are remembered, at least: of those that were embedded, until the other index takes them in."""
_READ = frozenset({"F16", "F32", "F64", "I8"})
"""Kinds of numbers that numpy knows too."""


def is_static(folder: Path) -> bool:
    """Are this folder's vectors sums of words, and nothing else done to them than making their length 1?"""
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        kinds = [str(module["type"]).rsplit(".", 1)[-1] for module in modules]
        place = folder / modules[0]["path"]
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        return False
    plain = kinds[0] == "StaticEmbedding" and all(kind == "Normalize" for kind in kinds[1:])
    return plain and (place / _TOKENIZER).is_file() and (place / _WEIGHTS).is_file() and _is_readable(place / _WEIGHTS)


def _is_readable(weights: Path) -> bool:
    from safetensors import safe_open

    with safe_open(weights, framework="numpy") as tensors:
        return all(tensors.get_slice(name).get_dtype() in _READ for name in tensors.keys() if name != "mapping")  # noqa: SIM118


class StaticModel:
    """Words with a vector each. Its vectors are the sums of the words'; whoever wants unit vectors divides."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError, ValueError, KeyError where the files are not what they should be."""
        import numpy as np
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        place = folder / modules[0]["path"]
        tensors = load_file(place / _WEIGHTS)
        if "embedding.weight" in tensors:
            table = tensors["embedding.weight"].astype(np.float32)
        else:  # one scale a row, rows that several words share: the format of model2vec
            table = tensors["embeddings"]
            table = table[tensors["mapping"]] if "mapping" in tensors else table
            table = table.astype(np.float32)
            if "weights" in tensors:
                table *= tensors["weights"].astype(np.float32)[:, None]
        self._table: NDArray[np.float32] = table
        self._tokenizer: Any = Tokenizer.from_file(str(place / _TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._prompts: dict[str, str] = configuration(folder).get("prompts") or {}
        self.size, self.dimension = map(int, table.shape)
        self.limit: int | None = None  # it reads all of a text
        self._lately: dict[str, NDArray[np.uint32]] = {}
        self._before: dict[str, NDArray[np.uint32]] = {}

    def encode_documents(self, texts: Sequence[str], *, prompt: str | None = None) -> NDArray[np.float32]:
        """Vectors, shape (len(texts), dimension); the zero vector for a text of which no word is known."""
        if len(self._lately) >= _REMEMBERED:
            self._before, self._lately = self._lately, {}
        put = self._prompts.get("document", "") if prompt is None else prompt
        cuts = self._cut([put + text for text in texts])
        if not put:
            self._lately.update(zip(texts, cuts, strict=True))
        return self._means(cuts)

    def encode_query(self, text: str, *, prompt: str | None = None) -> NDArray[np.float32]:
        """One vector, shape (dimension,)."""
        put = self._prompts.get("query", "") if prompt is None else prompt
        vector: NDArray[np.float32] = self._means(self._cut([put + text]))[0]
        return vector

    def ids(self, text: str) -> NDArray[np.uint32]:
        """The rows of a text's words, in order. Those of documents that were just embedded are not looked for again."""
        known = self._lately.get(text)
        known = self._before.get(text) if known is None else known
        return self._cut([text])[0] if known is None else known

    def rows(self, ids: NDArray[np.integer[Any]]) -> NDArray[np.float32]:
        """The vectors of these words, shape (len(ids), dimension)."""
        found: NDArray[np.float32] = self._table[ids]
        return found

    def overlong(self, texts: Sequence[str]) -> int:  # noqa: ARG002 - as other models tell it
        """How many texts are longer than what it reads: none."""
        return 0

    def _cut(self, texts: Sequence[str]) -> list[NDArray[np.uint32]]:
        import numpy as np

        cuts = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)  # counts no offsets
        return [np.asarray(each.ids, dtype=np.uint32) for each in cuts]

    def _means(self, cuts: Sequence[NDArray[np.uint32]]) -> NDArray[np.float32]:
        import numpy as np

        found = np.zeros((len(cuts), self.dimension), dtype=np.float32)
        for row, cut in enumerate(cuts):
            if len(cut):
                self._table[cut].mean(axis=0, out=found[row])
        return found
