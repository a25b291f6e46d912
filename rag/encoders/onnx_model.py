"""An embedding model from its ONNX file: onnxruntime and the model's own tokenizer, with neither torch nor transformers.

What sentence-transformers' ``backend="onnx"`` does with another library (optimum) that holds the others back. Plain encoders only: a
tokenizer, a transformer, the mean of its last layer or its first token, and a length of 1.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rag.encoders.saved_model import SavedModel, configuration
from rag.errors import ModelUnavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BATCH = 32
"""Texts that go through it together: sorted by length, and padded to the longest of them."""
_POOLED = {"mean": "mean", "cls": "cls", "pooling_mode_mean_tokens": "mean", "pooling_mode_cls_token": "cls"}


class OnnxMissing(ModelUnavailable):
    templates: ClassVar[dict[str, str]] = {
        "en": "The model {model} has no ONNX file {file} (it has: {files}). Name another with "
        "PARACITE_EMBEDDING_BACKEND=onnx:FILE, or unset that to use its weights.",
        "zh": "模型 {model} 没有 ONNX 文件 {file}（现有：{files}）。请用 PARACITE_EMBEDDING_BACKEND=onnx:文件名 指定另一个，"
        "或取消该设置以使用其原有权重。",
    }


class OnnxUnfit(ModelUnavailable):
    templates: ClassVar[dict[str, str]] = {
        "en": "The model {model} does more with its vectors than its ONNX file holds ({reason}). Unset "
        "PARACITE_EMBEDDING_BACKEND to use its weights.",
        "zh": "模型 {model} 对向量的处理超出其 ONNX 文件的内容（{reason}）。请取消 PARACITE_EMBEDDING_BACKEND，改用其原有权重。",
    }


class OnnxModel:
    """A transformer in an ONNX file, pooled as the model's folder says."""

    def __init__(self, saved: SavedModel, *, file: str, variable: str) -> None:
        """Raises ModelUnavailable; OSError, ValueError, KeyError where the files are not what they should be."""
        import onnxruntime
        from tokenizers import Tokenizer

        folder = saved.folder
        files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.onnx"))}
        path = next((path for place, path in files.items() if place == file or place.endswith(f"/{file}")), None)
        if path is None:
            raise OnnxMissing(model=saved.name, file=file, files=", ".join(files) or "—", variable=variable)
        self._pooling, place = _layers(saved, variable)
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        try:
            self._session: Any = onnxruntime.InferenceSession(
                str(path), options, providers=onnxruntime.get_available_providers()
            )
        except Exception as error:  # onnxruntime's own kinds, which have no common base but this
            raise ModelUnavailable(model=saved.name, reason=f"{path.name}: {error}"[:200], variable=variable) from error
        self._inputs = {each.name for each in self._session.get_inputs()}
        self.limit: int | None = _limit(place)
        self._whole: Any = Tokenizer.from_file(str(place / "tokenizer.json"))
        self._whole.no_truncation()
        self._whole.no_padding()
        self._tokenizer: Any = Tokenizer.from_str(self._whole.to_str())
        if self.limit:
            self._tokenizer.enable_truncation(self.limit)
        self._prompts: dict[str, str] = configuration(folder).get("prompts") or {}
        self.dimension = len(self.encode_query("", prompt=""))

    def encode_documents(self, texts: Sequence[str], *, prompt: str | None = None) -> NDArray[np.float32]:
        """Vectors, shape (len(texts), dimension). Without ``prompt`` with the model's own for documents."""
        import numpy as np

        before = self._prompts.get("document", "") if prompt is None else prompt
        encodings = self._tokenizer.encode_batch([before + text for text in texts])
        found = np.zeros((len(texts), self.dimension), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda row: -len(encodings[row].ids))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            found[rows] = self._run([encodings[row] for row in rows])
        return found

    def encode_query(self, text: str, *, prompt: str | None = None) -> NDArray[np.float32]:
        """One vector, shape (dimension,)."""
        encoding = self._tokenizer.encode((self._prompts.get("query", "") if prompt is None else prompt) + text)
        vector: NDArray[np.float32] = self._run([encoding])[0]
        return vector

    def overlong(self, texts: Sequence[str]) -> int:
        """How many texts have more tokens than the model reads; of those only the beginning counts."""
        limit = self.limit
        long = [text for text in texts if limit and 3 * len(text) + 2 > limit]
        return sum(len(encoding.ids) > (limit or 0) for encoding in self._whole.encode_batch(long))

    def _run(self, encodings: Sequence[Any]) -> NDArray[np.float32]:
        import numpy as np

        longest = max(len(encoding.ids) for encoding in encodings)
        ids = np.zeros((len(encodings), longest), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        layer = self._session.run(None, {name: value for name, value in given.items() if name in self._inputs})[0]
        if layer.ndim == 2:  # pooled inside the file
            pooled: NDArray[np.float32] = layer.astype(np.float32)
            return pooled
        if self._pooling == "cls":
            first: NDArray[np.float32] = layer[:, 0].astype(np.float32)
            return first
        total = (layer * mask[:, :, None]).sum(axis=1)
        mean: NDArray[np.float32] = (total / np.maximum(mask.sum(axis=1, keepdims=True), 1)).astype(np.float32)
        return mean


def _layers(saved: SavedModel, variable: str) -> tuple[str, Path]:
    """How the last layer becomes one vector, and the folder of the tokenizer."""
    listed = saved.folder / "modules.json"
    if not listed.is_file():
        return "mean", saved.folder  # as sentence-transformers does with a bare transformer
    modules = json.loads(listed.read_text(encoding="utf-8"))
    kinds = [str(module["type"]).rsplit(".", 1)[-1] for module in modules]
    if kinds not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        raise OnnxUnfit(model=saved.name, reason=", ".join(kinds), variable=variable)
    told = json.loads((saved.folder / modules[1]["path"] / "config.json").read_text(encoding="utf-8"))
    chosen = told.get("pooling_mode") or [name for name, value in told.items() if value is True and "mode" in name]
    names = [chosen] if isinstance(chosen, str) else list(chosen)
    if len(names) != 1 or names[0] not in _POOLED:
        raise OnnxUnfit(model=saved.name, reason=", ".join(names) or "pooling", variable=variable)
    return _POOLED[names[0]], saved.folder / modules[0]["path"]


def _limit(folder: Path) -> int | None:
    """Tokens that the model reads: what sentence-transformers was told, else what the transformer has places for."""
    for name, key in (
        ("sentence_bert_config.json", "max_seq_length"),
        ("tokenizer_config.json", "model_max_length"),
        ("config.json", "max_position_embeddings"),
    ):
        path = folder / name
        value = json.loads(path.read_text(encoding="utf-8")).get(key) if path.is_file() else None
        if isinstance(value, int) and 0 < value < 1_000_000:
            return value
    return None
