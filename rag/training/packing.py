"""The model's folder: eight bits a number, one scale a row, read by sentence-transformers without code of ours."""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer

_INSIDE = "sentence_transformers."
_MODULES = [
    {
        "idx": 0,
        "name": "0",
        "path": "",
        "type": _INSIDE + "sentence_transformer.modules.static_embedding.StaticEmbedding",
    },
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": _INSIDE + "base.modules.normalize.Normalize"},
]
_CONFIGURATION = {
    "__version__": {"sentence_transformers": "6.2.0"},  # the first version that reads the scales was not looked for
    "model_type": "SentenceTransformer",
    "default_prompt_name": None,
    "paracite": {"chinese": "simplified"},  # what was trained on was; sentence-transformers passes the entry over
    "prompts": {"document": "", "query": ""},
    "similarity_fn_name": "cosine",
}
_NORMALIZE = {"module_input_name": "sentence_embedding", "module_output_name": "sentence_embedding"}


def rotated(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same vectors turned onto their principal axes, so that the first columns say most."""
    _, axes = np.linalg.eigh(vectors.astype(np.float64).T @ vectors.astype(np.float64))
    turned: NDArray[np.float32] = (vectors @ axes[:, ::-1]).astype(np.float32)
    return turned


def write_model(folder: Path, tokenizer: Tokenizer, vectors: NDArray[np.float32]) -> None:
    """Write `vectors` (vocabulary, width) as int8 with a float32 scale for every row, and the files beside them."""
    (folder / "1_Normalize").mkdir(parents=True, exist_ok=True)
    scale = np.abs(vectors).max(axis=1) / 127
    eighth = np.rint(vectors / np.maximum(scale, 1e-12)[:, None]).astype(np.int8)
    tensors = {"embeddings": eighth, "weights": scale.astype(np.float32)}
    save_file(tensors, folder / "model.safetensors")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    for name, content in (
        ("modules.json", _MODULES),
        ("config_sentence_transformers.json", _CONFIGURATION),
        ("1_Normalize/config.json", _NORMALIZE),
    ):
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    (folder / "model.safetensors").chmod(0o644)  # safetensors writes for the owner alone
