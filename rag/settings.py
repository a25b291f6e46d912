"""The only place that reads the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from rag.errors import InvalidSetting

BUNDLED_EMBEDDING = Path(__file__).parent / "models" / "embedding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person can choose. Every field has a variable of the same name: ``PARACITE_HOME``, ``PARACITE_MODEL`` …"""

    home: Path
    """The folder of the collection; made when something is first stored. Of a named one the folder below it."""
    collection: str = ""
    """Which of several collections, by name (any script); "" for the one that has none."""
    database: str = field(default="", repr=False)
    """Where the source of truth lies: ``postgresql+psycopg://…``, or "" for a SQLite file in the collection's folder."""
    chroma: str = field(default="", repr=False)
    """A Chroma server that keeps the vectors, ``http(s)://host:port``; "" for a folder of the collection's own."""
    chroma_tenant: str = "default_tenant"
    chroma_database: str = "default_database"
    chroma_headers: str = field(default="", repr=False)
    """What a proxy before the server wants to see: ``Name: value`` lines, or a JSON object."""
    wait: float = 60.0
    """Seconds that a writer waits for another one."""
    embedding: str = str(BUNDLED_EMBEDDING)
    """A sentence-transformers model: a folder, or a hub name (``OWNER/NAME``, ``OWNER/NAME@REVISION``)."""
    embedding_query_prompt: str = ""
    embedding_document_prompt: str = ""
    """What stands before each question and each paragraph as it is embedded; "" for what the model itself says."""
    embedding_backend: str = ""
    """``torch``, ``onnx`` or ``onnx:FILE`` (of the model's folder); "" for the first."""
    reranker: str = ""
    """A cross-encoder that puts the best paragraphs in order, a folder or a hub name; "" for none."""
    reranker_candidates: int = 20
    """How many paragraphs it reads for one question."""
    reranker_timeout: float = 10.0
    """Seconds that it may take before the order without it stands."""
    model: str = ""
    """A chat model as ``provider:model``; "" for the extractive composer."""
    model_base_url: str = ""
    """Base URL of an OpenAI-compatible server, or "" for the provider's own."""
    model_timeout: float = 60.0
    """Seconds that a chat model may take before the extractive answer is given instead."""
    model_retries: int = 2
    """How often a chat model is asked again that fails before its first word, within that time."""
    model_window: int = 0
    """Tokens that the chat model reads; 0 for what is known of it, else 8000."""
    max_file_mb: float = 512.0
    """Files above this size (megabytes) are refused before they are read."""
    language: str = ""
    """``zh`` or ``en`` for messages outside answers; "" takes the locale's (the browser's, on the page)."""

    @property
    def embedding_choices(self) -> dict[str, str]:
        """How the embedding model is used, as far as a person chose."""
        choices = {
            "query_prompt": self.embedding_query_prompt,
            "document_prompt": self.embedding_document_prompt,
            "backend": self.embedding_backend,
        }
        return {name: value for name, value in choices.items() if value}

    @property
    def max_file_bytes(self) -> int:
        """The same in bytes."""
        return int(self.max_file_mb * 1_000_000)


def read_settings(*, home: Path | str | None = None, collection: str | None = None) -> Settings:
    """Settings from the environment; ``home`` and ``collection`` (the command's options) override it. Raises InvalidSetting."""
    import platformdirs

    chosen = str(home or os.environ.get("PARACITE_HOME") or platformdirs.user_data_dir("paracite", appauthor=False))
    return Settings(
        home=Path(chosen).expanduser(),
        collection=collection or os.environ.get("PARACITE_COLLECTION", ""),
        database=os.environ.get("PARACITE_DATABASE", ""),
        chroma=os.environ.get("PARACITE_CHROMA", ""),
        chroma_tenant=os.environ.get("PARACITE_CHROMA_TENANT") or "default_tenant",
        chroma_database=os.environ.get("PARACITE_CHROMA_DATABASE") or "default_database",
        chroma_headers=os.environ.get("PARACITE_CHROMA_HEADERS", ""),
        wait=_positive("PARACITE_WAIT", default=60.0),
        embedding=os.environ.get("PARACITE_EMBEDDING") or str(BUNDLED_EMBEDDING),
        embedding_query_prompt=os.environ.get("PARACITE_EMBEDDING_QUERY_PROMPT", ""),
        embedding_document_prompt=os.environ.get("PARACITE_EMBEDDING_DOCUMENT_PROMPT", ""),
        embedding_backend=os.environ.get("PARACITE_EMBEDDING_BACKEND", ""),
        reranker=os.environ.get("PARACITE_RERANKER", ""),
        reranker_candidates=round(_positive("PARACITE_RERANKER_CANDIDATES", default=20.0)) or 1,
        reranker_timeout=_positive("PARACITE_RERANKER_TIMEOUT", default=10.0),
        model=os.environ.get("PARACITE_MODEL", ""),
        model_base_url=os.environ.get("PARACITE_MODEL_BASE_URL", ""),
        model_timeout=_positive("PARACITE_MODEL_TIMEOUT", default=60.0),
        model_retries=_count("PARACITE_MODEL_RETRIES", default=2),
        model_window=_count("PARACITE_MODEL_WINDOW", default=0),
        max_file_mb=_positive("PARACITE_MAX_FILE_MB", default=512.0),
        language=read_language(),
    )


def _count(variable: str, *, default: int) -> int:
    """A whole number, 0 or more."""
    text = os.environ.get(variable, "")
    if text and not text.isdecimal():
        raise InvalidSetting(variable=variable, value=text)
    return int(text) if text else default


def _positive(variable: str, *, default: float) -> float:
    text = os.environ.get(variable, "")
    try:
        number = float(text) if text else default
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise InvalidSetting(variable=variable, value=text)
    return number


def read_language() -> str:
    """The language of messages: ``PARACITE_LANGUAGE``, else the locale's. Never fails: errors are told in it."""
    if chosen := os.environ.get("PARACITE_LANGUAGE", ""):
        return chosen
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable, ""):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
