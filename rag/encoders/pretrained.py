"""Transformers that read a text, or a question with a text: the only module that knows sentence-transformers.

It runs no code that comes with a model (``trust_remote_code``), asks the network for nothing (rag/encoders/saved_model.py has fetched the
files), and takes a graphics processor where there is one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rag.encoders.saved_model import SavedModel, first_line
from rag.errors import ModelUnavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BATCH = 32
"""Texts that go through a transformer together; they are sorted by length first, so that little is padded."""


class Transformer:
    """An embedding model as sentence-transformers opens it."""

    def __init__(self, saved: SavedModel, *, variable: str) -> None:
        """Raises ModelUnavailable."""
        with _opening(saved, variable):
            from sentence_transformers import SentenceTransformer

            self._model: Any = SentenceTransformer(str(saved.folder), local_files_only=True, **_exactness())
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        limit = self._model.max_seq_length
        self.limit: int | None = int(limit) if limit and limit < 1_000_000 else None

    def encode_documents(self, texts: Sequence[str], *, prompt: str | None = None) -> NDArray[np.float32]:
        """Vectors, shape (len(texts), dimension). Without ``prompt`` with the model's own for documents."""
        with _threads(len(texts)):
            found: NDArray[np.float32] = self._model.encode_document(
                list(texts), prompt=prompt, batch_size=_BATCH, convert_to_numpy=True, show_progress_bar=False
            )
        return found

    def encode_query(self, text: str, *, prompt: str | None = None) -> NDArray[np.float32]:
        """One vector, shape (dimension,). Without ``prompt`` with the model's own for questions."""
        with _threads(1):
            found: NDArray[np.float32] = self._model.encode_query(
                [text], prompt=prompt, convert_to_numpy=True, show_progress_bar=False
            )[0]
        return found

    def overlong(self, texts: Sequence[str]) -> int:
        """How many texts have more tokens than the model reads; of those only the beginning counts."""
        limit = self.limit
        if limit is None:
            return 0
        # three tokens a character are the most that is met, so a short text need not be cut into tokens to know
        long = [text for text in texts if 3 * len(text) + 2 > limit]
        if not long:
            return 0
        return sum(
            len(ids) > limit for ids in self._model.tokenizer(long, truncation=False, verbose=False)["input_ids"]
        )


class PairReader:
    """A cross-encoder: reads a question with a text, and says how well the text answers."""

    def __init__(self, saved: SavedModel, *, variable: str) -> None:
        """Raises ModelUnavailable."""
        with _opening(saved, variable):
            import torch
            from sentence_transformers import CrossEncoder

            # some models are saved with bare logits, some with a sigmoid of their own: all are made comparable
            self._model: Any = CrossEncoder(
                str(saved.folder), local_files_only=True, activation_fn=torch.nn.Sigmoid(), **_exactness()
            )
            if self._model.num_labels != 1:
                raise ValueError(f"{self._model.num_labels} labels, not one")

    def read(self, question: str, texts: Sequence[str]) -> list[float]:
        """From 0 to 1 for each text. Raises RuntimeError (torch's) where memory runs out, say."""
        with _threads(len(texts)):
            scores = self._model.predict(
                [(question, text) for text in texts], batch_size=_BATCH, convert_to_numpy=True, show_progress_bar=False
            )
        return [float(score) for score in scores]


@contextmanager
def _opening(saved: SavedModel, variable: str) -> Iterator[None]:
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from transformers import utils

    quiet: Any = utils.logging
    quiet.disable_progress_bar()  # of loading; a person is shown ours
    quiet.set_verbosity_error()
    try:
        yield
    except (OSError, ValueError, KeyError, RuntimeError, ImportError, TypeError, AttributeError) as error:
        # each architecture fails in its own way on a folder that is not what it should be
        raise ModelUnavailable(model=saved.name, reason=first_line(error), variable=variable) from error


def _exactness() -> dict[str, Any]:
    """Half precision is slow without a graphics processor, and not the same on every machine."""
    import torch

    return {} if torch.cuda.is_available() else {"device": "cpu", "model_kwargs": {"dtype": torch.float32}}


@contextmanager
def _threads(texts: int) -> Iterator[None]:
    """All cores for many texts; one for a question, which waits up to forty times longer on busy cores with more."""
    import torch

    torch.set_num_threads((os.cpu_count() or 1) if texts > 1 else 1)
    try:
        yield
    finally:
        torch.set_num_threads(1)
