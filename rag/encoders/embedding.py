"""The embedding model of a collection: texts to unit vectors, whatever kind of model makes them.

Of a model that says so of itself, texts are made simplified first (the bundled one knows simplified characters only). A text of
which the model knows nothing has the zero vector; it is near nothing, and the vector index leaves it out.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from rag.encoders.likeness import Lexicon
from rag.encoders.saved_model import (
    SavedModel,
    file_digest,
    files_of,
    find_model,
    first_line,
    identity,
    knows_simplified_only,
)
from rag.encoders.static_model import StaticModel, is_static
from rag.encoders.word_vectors import WordVectors
from rag.errors import ModelUnavailable, UnknownBackend
from rag.settings import BUNDLED_EMBEDDING, Settings
from rag.words.terms import simplify

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_REMEMBERED = 4_000
"""Texts whose cut into words is kept: a few hundred bytes each."""
VARIABLE = "PARACITE_EMBEDDING"
_DESCRIBING = {"modules.json", "config.json", "config_sentence_transformers.json", "sentence_bert_config.json"}
"""Files of a saved model that say its layers (pooling, normalisation), its dimension, its prompts and its limit."""
_WEIGHTS = {".safetensors", ".bin", ".onnx"}


class _Encoder(Protocol):
    """What the kinds of models have in common."""

    dimension: int
    limit: int | None

    def encode_documents(self, texts: Sequence[str], *, prompt: str | None = None) -> NDArray[np.float32]: ...
    def encode_query(self, text: str, *, prompt: str | None = None) -> NDArray[np.float32]: ...
    def overlong(self, texts: Sequence[str]) -> int: ...


class Embedder:
    """Texts to unit vectors, with a fingerprint of the model that made them."""

    def __init__(self, name: str, *, query_prompt: str = "", document_prompt: str = "", backend: str = "") -> None:
        """``name``: a folder of a saved sentence-transformers model, or a hub name. Raises ModelUnavailable.

        The prompts stand before each text, in place of the model's own. ``backend``: "" or ``torch``; ``onnx`` or
        ``onnx:FILE`` for the model's ONNX file (of several, one).
        """
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        saved = find_model(name, variable=VARIABLE, onnx=_onnx_file(backend))
        self._simplifies = knows_simplified_only(saved.folder)
        self._query_prompt, self._document_prompt = query_prompt or None, document_prompt or None
        self._model = _opened(saved, backend)
        self.name = saved.name
        self.dimension = self._model.dimension
        self.limit = self._model.limit
        """Tokens that the model reads of a text; None where it reads all."""
        self.overlong = 0
        """Texts so far that were longer than that."""
        choices = {"query_prompt": query_prompt, "document_prompt": document_prompt, "backend": backend}
        self.fingerprint = fingerprint(name, **choices)
        self._cut = lru_cache(maxsize=_REMEMBERED)(self._ids)

    @property
    def is_static(self) -> bool:
        """Is a text the mean of its words? Then it is the words that count, not how they are put."""
        return isinstance(self._model, StaticModel)

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimension)."""
        import numpy as np

        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        known = [self._known(text) for text in texts]
        self.overlong += self._model.overlong(known)
        return _units(self._model.encode_documents(known, prompt=self._document_prompt))

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """A unit vector, shape (dimension,)."""
        vector: NDArray[np.float32] = _units(
            self._model.encode_query(self._known(text), prompt=self._query_prompt)[None]
        )[0]
        return vector

    def words(self, text: str) -> WordVectors:
        """The words of a text as vectors: of the model itself where it is a static one, else of the bundled one."""
        return WordVectors(self._static.rows(self._cut(text)))

    @cached_property
    def _static(self) -> StaticModel:
        return self._model if isinstance(self._model, StaticModel) else bundled_words()

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words that these are taken from."""
        if self._static is not self._model:
            return _bundled_lexicon()
        return Lexicon(self._static, cut=self._ids, identity=self.fingerprint)

    def _ids(self, text: str) -> NDArray[np.uint32]:
        return self._static.ids(simplify(text) if self._simplifies or self._static is not self._model else text)

    def _known(self, text: str) -> str:
        return simplify(text) if self._simplifies else text


@cache
def bundled_words() -> StaticModel:
    """The words of the bundled model, for models that have no vectors of words."""
    return StaticModel(BUNDLED_EMBEDDING)


@cache
def _bundled_lexicon() -> Lexicon:
    return Lexicon(
        bundled_words(),
        cut=lambda text: bundled_words().ids(simplify(text)),
        identity=fingerprint(str(BUNDLED_EMBEDDING)),
    )


def lexicon_for(settings: Settings, embedder: Callable[[], Embedder]) -> Lexicon:
    """The lexicon of the settings' model; the model, which may be a slow one, is asked for only where the words are its own."""
    own = not _onnx_file(settings.embedding_backend) and is_static(
        find_model(settings.embedding, variable=VARIABLE).folder
    )
    return embedder().lexicon if own else _bundled_lexicon()


def _units(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    vectors = np.nan_to_num(np.asarray(vectors, dtype=np.float32))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    units: NDArray[np.float32] = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return units


def _opened(saved: SavedModel, backend: str) -> _Encoder:
    onnx = _onnx_file(backend)
    try:
        if onnx:
            from rag.encoders.onnx_model import OnnxModel

            return OnnxModel(saved, file=onnx, variable=VARIABLE)
        if is_static(saved.folder):
            return StaticModel(saved.folder)
    except (OSError, ValueError, KeyError) as error:
        raise ModelUnavailable(model=saved.name, reason=first_line(error), variable=VARIABLE) from error
    from rag.encoders.pretrained import Transformer

    return Transformer(saved, variable=VARIABLE)


def _onnx_file(backend: str) -> str:
    """The pattern of the ONNX file that is wanted; "" for the weights themselves."""
    kind, _, file = backend.partition(":")
    if kind in {"", "torch"}:
        return ""
    if kind != "onnx":
        raise UnknownBackend(value=backend)
    return file or "model.onnx"


@cache
def fingerprint(name: str, *, query_prompt: str = "", document_prompt: str = "", backend: str = "") -> str:  # noqa: ARG001
    """What tells two embedding models apart, as far as the documents' vectors differ. Needs no model library.

    Raises ModelUnavailable where a hub name is not on this machine and cannot be fetched.
    """
    onnx = _onnx_file(backend)
    found = identity(find_model(name, variable=VARIABLE, onnx=onnx))
    found += f"+{onnx}" if onnx else ""
    return found + (f"+prompt:{sha256(document_prompt.encode()).hexdigest()[:8]}" if document_prompt else "")


@cache
def describe(name: str, *, dimension: int, query_prompt: str = "", document_prompt: str = "", backend: str = "") -> str:
    """What is known of an embedding model without loading it, as JSON: for a person, or a later version, to read."""
    saved = find_model(name, variable=VARIABLE, onnx=_onnx_file(backend))
    folder = saved.folder
    known: dict[str, object] = {
        "name": saved.name if saved.commit else folder.name,
        "commit": saved.commit,
        "fingerprint": fingerprint(name, query_prompt=query_prompt, document_prompt=document_prompt, backend=backend),
        "dimension": dimension,
        "normalised": True,
        "backend": backend or "torch",
        "prompts": {"query": query_prompt, "document": document_prompt},
    }
    digests = known["files"] = {}
    for path in files_of(folder):
        place = path.relative_to(folder).as_posix()
        if path.name in _DESCRIBING:
            known[place] = json.loads(path.read_text(encoding="utf-8"))
        elif path.suffix in _WEIGHTS:
            digests[place] = file_digest(path)
    return json.dumps(known, ensure_ascii=False, sort_keys=True)
