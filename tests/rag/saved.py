"""Small models made on the spot and saved as sentence-transformers saves them, and a hub that serves one."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

WORDS = (*"死刑承诺废除记者工资最低每月水权儿童教育条约批准", "the", "of", "death", "penalty", "states", "water")
COMMIT = "0123456789abcdef0123456789abcdef01234567"


def word_tokenizer(words: Sequence[str]) -> Any:
    """A tokenizer that knows these words and Han characters; what else there is is unknown to it."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    rows = {word: row for row, word in enumerate(["[UNK]", *words])}
    tokenizer = Tokenizer(models.WordLevel(rows, unk_token="[UNK]"))  # noqa: S106 - a token, no password
    tokenizer.normalizer = normalizers.Sequence([normalizers.BertNormalizer(handle_chinese_chars=True)])
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def save_static(folder: Path, *, prompts: dict[str, str] | None = None, words: tuple[str, ...] = ()) -> Path:
    """A static model with a vector of its own for each word."""
    import numpy as np
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    known = [*WORDS, *words]
    table = np.random.default_rng(7).normal(size=(len(known) + 1, 24)).astype(np.float32)
    table[0] = 0
    model = SentenceTransformer(modules=[StaticEmbedding(word_tokenizer(known), embedding_weights=table)], device="cpu")
    model.prompts = prompts or {}
    model.save(str(folder))
    return folder


def save_transformer(folder: Path, *, longest: int = 16, labels: int = 0) -> Path:
    """A BERT of one layer with weights by chance: an embedding model, or with ``labels`` a cross-encoder."""
    import torch
    from tokenizers import processors
    from transformers import BertConfig, BertForSequenceClassification, BertModel, PreTrainedTokenizerFast

    torch.manual_seed(11)
    raw = word_tokenizer(["[PAD]", "[CLS]", "[SEP]", *WORDS])
    raw.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(name, raw.token_to_id(name)) for name in ("[CLS]", "[SEP]")],
    )
    special = {"unk_token": "[UNK]", "pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=raw, model_max_length=longest, **special)
    config = BertConfig(
        vocab_size=raw.get_vocab_size(),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        initializer_range=0.2,  # so that texts differ before anything is learnt
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        max_position_embeddings=64,
        pad_token_id=raw.token_to_id("[PAD]"),
        **({"num_labels": labels} if labels else {}),
    )
    model = BertForSequenceClassification(config) if labels else BertModel(config)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def save_sentence_transformer(folder: Path, *, longest: int = 16, prompts: dict[str, str] | None = None) -> Path:
    """The transformer above as an embedding model: the mean of its last layer."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

    bare = save_transformer(folder.with_name(f"{folder.name}-bare"), longest=longest)
    transformer = Transformer(str(bare), max_seq_length=longest)
    model = SentenceTransformer(modules=[transformer, Pooling(16, pooling_mode="mean")], device="cpu")
    model.prompts = prompts or {}
    model.save(str(folder))
    return folder


class Hub:
    """A hub on this machine that has one model, in the protocol of huggingface.co; it counts what it is asked."""

    def __init__(self, folder: Path, name: str) -> None:
        self.asked: list[str] = []
        self._name = name
        self._files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                hub.answer(self, body=False)

            def do_GET(self) -> None:
                hub.answer(self, body=True)

            def log_message(self, *arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def answer(self, handler: BaseHTTPRequestHandler, *, body: bool) -> None:
        path = handler.path.partition("?")[0]
        self.asked.append(path)
        content, headers = self._content(path)
        if content is None:
            handler.send_response(404)
            headers = {"X-Error-Code": "EntryNotFound" if self._name in path else "RepoNotFound"}
        else:
            handler.send_response(200)
        for key, value in {**headers, "Content-Length": str(len(content or b""))}.items():
            handler.send_header(key, value)
        handler.end_headers()
        if body and content:
            handler.wfile.write(content)

    def _content(self, path: str) -> tuple[bytes | None, dict[str, str]]:
        if path.startswith(f"/api/models/{self._name}/tree/"):
            sizes = {name: place.stat().st_size for name, place in self._files.items()}
            listed = [{"type": "file", "path": name, "size": size, "oid": "0" * 40} for name, size in sizes.items()]
            return json.dumps(listed).encode(), {}
        if path.startswith(f"/api/models/{self._name}"):
            siblings = [{"rfilename": name} for name in self._files]
            return json.dumps({"id": self._name, "sha": COMMIT, "siblings": siblings}).encode(), {}
        for name, place in self._files.items():
            if path in {f"/{self._name}/resolve/{revision}/{name}" for revision in ("main", COMMIT)}:
                content = place.read_bytes()
                return content, {"ETag": f'"{hashlib.sha256(content).hexdigest()}"', "X-Repo-Commit": COMMIT}
        return None, {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
