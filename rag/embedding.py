"""The embedding model: the only module that knows sentence-transformers.

Traditional characters are made simplified before embedding (the bundled model knows simplified ones). A text of which the
model knows nothing has the zero vector; it is near nothing, and the vector index leaves it out.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.errors import ModelUnavailable
from rag.settings import BUNDLED_EMBEDDING
from rag.terms import simplify

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BATCH = 256
_REMEMBERED = 20_000
"""Texts whose cut into words is kept: a few hundred bytes each."""
_DESCRIBING = {"modules.json", "config.json", "config_sentence_transformers.json"}
"""Files of a saved model that say its layers (pooling, normalisation), its dimension and its prompts."""


class Embedder:
    """Texts to unit vectors, with a fingerprint of the model that made them."""

    def __init__(self, name: str) -> None:
        """``name``: a folder of a saved sentence-transformers model, or a hub name. Raises ModelUnavailable."""
        local = Path(name).is_dir()
        if local:  # nothing to look up elsewhere, and no waiting for a network that is not there
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        import torch
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import StaticEmbedding

        torch.set_num_threads(1)  # measured: with more, a question waits up to 40 times longer on busy cores
        try:
            self._model: Any = SentenceTransformer(name, device="cpu")
        except (OSError, ValueError, KeyError) as error:
            raise ModelUnavailable(
                model=name, reason=str(error).splitlines()[0], variable="PARACITE_EMBEDDING"
            ) from error
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self.fingerprint = fingerprint(name)
        first: Any = self._model[0]
        self._static = first if isinstance(first, StaticEmbedding) else None
        self._table: Any = first.embedding.weight.detach().numpy() if self._static else None
        self._pieces = lru_cache(maxsize=_REMEMBERED)(self._cut)

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimension)."""
        return self._encode(self._model.encode_document, texts)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """A unit vector, shape (dimension,)."""
        vector: NDArray[np.float32] = self._encode(self._model.encode_query, [text])[0]
        return vector

    def words(self, text: str) -> NDArray[np.float32]:
        """Unit vectors of the words of a text and of its pairs of neighbours, shape (n, dimension).

        Only for a static model, whose words have vectors of their own (else n is 0): the late interaction of ColBERT
        (Khattab and Zaharia, 2020) without its encoder. Words that the model does not know are left out.
        """
        import numpy as np

        if self._table is None:
            return np.zeros((0, self.dimension), dtype=np.float32)
        rows = self._table[self._pieces(text)]
        rows = rows[np.abs(rows).sum(axis=1) > 0]
        rows = np.concatenate([rows, rows[:-1] + rows[1:]]) if len(rows) > 1 else rows
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        found: NDArray[np.float32] = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
        return found

    def _cut(self, text: str) -> list[int]:
        tokenizer: Any = self._static.tokenizer if self._static else None
        return list(tokenizer.encode(simplify(text), add_special_tokens=False).ids)

    def _encode(self, encode: Any, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        simplified = [simplify(text) for text in texts]
        vectors = encode(simplified, batch_size=_BATCH, convert_to_numpy=True, show_progress_bar=False)
        vectors = np.nan_to_num(np.asarray(vectors, dtype=np.float32))
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        units: NDArray[np.float32] = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
        return units


@cache
def fingerprint(name: str) -> str:
    """What tells two embedding models apart: the name, and for a folder the digest of its files. Needs no model library."""
    folder = Path(name)
    if not folder.is_dir():
        return f"hub:{name}"
    digest = hashlib.sha256()
    for path in sorted(
        path for path in folder.rglob("*") if path.is_file() and path.suffix in {".json", ".safetensors"}
    ):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    kind = "bundled" if folder.resolve() == BUNDLED_EMBEDDING.resolve() else f"folder:{folder.name}"
    return f"{kind}:{digest.hexdigest()[:16]}"


@cache
def describe(name: str, *, dimension: int) -> str:
    """What is known of an embedding model without loading it, as JSON: for a person, or a later version, to read."""
    folder = Path(name)
    known: dict[str, object] = {"name": folder.name if folder.is_dir() else name, "fingerprint": fingerprint(name)}
    known |= {"dimension": dimension, "normalised": True}
    if folder.is_dir():
        for path in sorted(folder.rglob("*.json")):
            if path.name in _DESCRIBING:
                known[path.relative_to(folder).as_posix()] = json.loads(path.read_text(encoding="utf-8"))
        known["files"] = {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*.safetensors"))
        }
    return json.dumps(known, ensure_ascii=False, sort_keys=True)
