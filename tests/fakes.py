"""Stand-ins at the seams between the rooms; the server of a chat model has a module of its own, tests/chat_server.py."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Self

import numpy as np
from numpy.typing import NDArray

from rag import (
    Answer,
    Change,
    Document,
    EmptyCollection,
    EmptyQuestion,
    Hit,
    Locator,
    Paragraph,
    ParagraphKind,
    Passage,
    QuestionTooLong,
    Reading,
    Statement,
    Turn,
    Understood,
    UnknownDocument,
    UnknownParagraph,
)
from tests.answers import NOTE, PARAGRAPHS, RESOLUTION, cited_answer, refused_answer


class FakeCollection:
    """Holds the two documents above, or none."""

    def __init__(self, *, empty: bool = False) -> None:
        self.held = () if empty else (RESOLUTION, NOTE)

    def documents(self) -> tuple[Document, ...]:
        return self.held

    def find_document(self, reference: str) -> Document:
        for document in self.held:
            if reference in (document.id, document.symbol, document.source):
                return document
        raise UnknownDocument(reference=reference)

    def paragraphs(self, document_id: str) -> tuple[Paragraph, ...]:
        return PARAGRAPHS[document_id]

    def paragraph_counts(self) -> dict[str, int]:
        return {each.id: len(PARAGRAPHS[each.id]) for each in self.held}

    def size(self) -> tuple[int, int]:
        return len(self.held), sum(self.paragraph_counts().values())

    def document(self, document_id: str) -> Document | None:
        return next((each for each in self.held if each.id == document_id), None)

    def passages(self, keys: Iterable[str]) -> dict[str, Passage]:
        wanted = set(keys)
        held = [Passage(document, each) for document in self.held for each in PARAGRAPHS[document.id]]
        return {each.key: each for each in held if each.key in wanted}

    def find_paragraph(self, document: Document, reference: str) -> Paragraph:
        for paragraph in PARAGRAPHS[document.id]:
            if reference in (paragraph.id, paragraph.locator.number):
                return paragraph
        raise UnknownParagraph(document=document.id, reference=reference)

    def store(
        self, readings: Sequence[Reading], *, progress: Callable[[int, int], None] | None = None
    ) -> tuple[Change, ...]:
        return tuple(Change("added", each.document) for each in readings)

    def remove(self, document_ids: Iterable[str]) -> None:
        gone = set(document_ids)
        self.held = tuple(each for each in self.held if each.id not in gone)

    def close(self) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


class MemoryCollection:
    """Keeps what is stored in memory: what ingestion needs of a collection, and a count of its writes."""

    def __init__(self) -> None:
        self.held: dict[str, Reading] = {}
        self.noted: dict[str, str] = {}
        self.stores = 0
        """Calls that changed something."""
        self.embedded: list[str] = []
        """Texts that had no vector yet, in the order in which they were met."""

    def documents(self) -> tuple[Document, ...]:
        return tuple(reading.document for reading in self.held.values())

    def paragraphs(self, document_id: str, /) -> tuple[Paragraph, ...]:
        return self.held[document_id].paragraphs if document_id in self.held else ()

    def sources(self) -> dict[str, str]:
        return dict(self.noted)

    def store(self, readings: Sequence[Reading], /, *, finished: Mapping[str, str] | None = None) -> tuple[Change, ...]:
        self.stores += 1
        changes = []
        known = {paragraph.text for reading in self.held.values() for paragraph in reading.paragraphs}
        for reading in readings:
            outcome = "replaced" if reading.document.id in self.held else "added"
            self.embedded += [each.text for each in reading.paragraphs if each.text not in known]
            self.held[reading.document.id] = reading
            changes.append(Change(outcome, reading.document))
        self.noted |= finished or {}
        return tuple(changes)

    def remove(self, document_ids: Iterable[str], /) -> None:
        for name in document_ids:
            self.held.pop(name, None)
        left = {reading.document.source for reading in self.held.values()}
        self.noted = {source: note for source, note in self.noted.items() if source in left}


class FakeAssistant:
    """Cites for every question but one with 火星 or Mars in it, which it refuses; ``answers`` come before either."""

    def __init__(
        self, *, empty: bool = False, answers: dict[str, Answer] | None = None, pause_seconds: float = 0.0
    ) -> None:
        self.collection = FakeCollection(empty=empty)
        self.answers = answers or {}
        self.pause_seconds = pause_seconds
        self.histories: list[tuple[Turn, ...]] = []
        self.scopes: list[tuple[str, ...]] = []
        self.withouts: list[tuple[str, ...]] = []

    def ask(
        self,
        question: str,
        *,
        documents: Sequence[str] = (),
        history: Sequence[Turn] = (),
        without: Collection[str] = (),
    ) -> Answer:
        return list(self.stream(question, documents=documents, history=history, without=without))[-1]

    def stream(
        self,
        question: str,
        *,
        documents: Sequence[str] = (),
        history: Sequence[Turn] = (),
        without: Collection[str] = (),
    ) -> Iterator[Answer]:
        self.histories.append(tuple(history))
        self.withouts.append(tuple(without))
        self.scopes.append(tuple(documents))
        if not question.strip():
            raise EmptyQuestion
        if len(question) > 4000:
            raise QuestionTooLong(length=len(question), limit=4000)
        if not self.collection.documents():
            raise EmptyCollection(home="~/paracite")
        if question == "boom":
            raise RuntimeError("a fault nobody foresaw")
        refused = "火星" in question or "Mars" in question
        answer = self.answers.get(question) or (refused_answer(question) if refused else cited_answer(question))
        statements: tuple[Statement, ...] = ()
        for statement in answer.statements:
            statements = (*statements, statement)
            text = "".join(each.text + "".join(f"[{number}]" for number in each.citations) for each in statements)
            time.sleep(self.pause_seconds)
            yield replace(answer, text=text, statements=statements, complete=False)
        yield answer

    def search(
        self, question: str, *, documents: Sequence[str] = (), limit: int = 10, without: Collection[str] = ()
    ) -> tuple[Hit, ...]:
        if not self.collection.documents():
            raise EmptyCollection(home="~/paracite")
        return cited_answer(question).hits[:limit]

    def understood(
        self, question: str, *, documents: Sequence[str] = (), without: Collection[str] = ()
    ) -> tuple[Understood, ...]:
        return ()

    def examples(self, language: str, limit: int = 4) -> tuple[str, ...]:
        if not self.collection.documents():
            return ()
        zh = ("比利时在死刑问题上承诺做什么？", "第67/169号决议第12段说了什么？")
        en = ("What does Belgium pledge on the death penalty?", "What does paragraph 12 of resolution 67/169 say?")
        return (zh if language == "zh" else en)[:limit]

    def close(self) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def reading(identifier: str, texts: Sequence[str], *, title: str = "") -> Reading:
    """A document of numbered paragraphs, as ingestion would hand it over."""
    digest = sha256("\n".join(texts).encode()).hexdigest()
    return Reading(
        document=Document(id=identifier, title=title or f"文件{identifier}", source=f"{identifier}.txt", digest=digest),
        paragraphs=tuple(
            Paragraph(locator=Locator(id=str(number), kind=ParagraphKind.NUMBERED, path=(str(number),)), text=text)
            for number, text in enumerate(texts, start=1)
        ),
    )


class FakeEmbedder:
    """Unit vectors that mean nothing, of the bundled model's length: for a process that must not wait for torch."""

    dimension = 256
    overlong = 0

    def __init__(self, name: str) -> None:
        self.fingerprint = name
        self.lexicon = self

    def cut(self, text: str) -> bytes:
        return b""

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [np.frombuffer(sha256(text.encode()).digest() * 8, dtype=np.uint8) for text in texts]
        vectors = np.array(rows, dtype=np.float32).reshape(len(rows), self.dimension)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
