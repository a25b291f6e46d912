"""Stand-ins at the seams between the rooms, one module for all tests."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from rag import (
    Answer,
    Change,
    Citation,
    Document,
    DocumentKind,
    EmptyCollection,
    EmptyQuestion,
    Hit,
    Locator,
    Paragraph,
    ParagraphKind,
    Passage,
    QuestionTooLong,
    Reading,
    Refusal,
    Statement,
    Turn,
    Understood,
    UnknownDocument,
    UnknownParagraph,
)

RESOLUTION = Document(
    id="A/RES/67/169",
    symbol="A/RES/67/169",
    title="加强人权领域的国际合作",
    kind=DocumentKind.RESOLUTION,
    organ="大会",
    author="大会",
    session=67,
    agenda_item="69(b)",
    date="2012-12-20",
    url="https://undocs.org/zh/A/RES/67/169",
    source="ga-resolution-67-169.txt",
)
NOTE = Document(
    id="belgium-note-verbale-2022-06-21",
    title="2022年6月21日比利时常驻联合国代表团给大会主席的普通照会",
    kind=DocumentKind.NOTE_VERBALE,
    organ="大会",
    author="比利时常驻联合国代表团",
    addressee="大会主席",
    session=77,
    date="2022-06-21",
    source="belgium-note-verbale-2022-06-21.txt",
)
_PLEDGES = ("二. 在人权理事会和整个联合国促进和保护人权",)
_AREAS = ("一. 四个专题领域", "A. 加强问责制和法治")

PARAGRAPHS = {
    RESOLUTION.id: (
        Paragraph(
            locator=Locator(id="pp1", kind=ParagraphKind.PREAMBULAR, ordinal=1),
            text="重申决心按照《联合国宪章》，特别是第一条第三项，促进国际合作，以加强各会员国之间在人权领域的真诚合作，",
            verb="重申",
            footnotes=("fn1",),
        ),
        Paragraph(
            locator=Locator(id="op12", kind=ParagraphKind.OPERATIVE, path=("12",)),
            text="12. 请秘书长与联合国人权事务高级专员协商，向大会第六十八届会议提交报告；",
            verb="请",
        ),
        Paragraph(
            locator=Locator(id="fn1", kind=ParagraphKind.FOOTNOTE, path=("1",)), text="A/CONF.157/24(Part I)，第三章。"
        ),
    ),
    NOTE.id: (
        Paragraph(
            locator=Locator(id="8", kind=ParagraphKind.NUMBERED, part="annex", path=("8",)),
            text="比利时将与其合作伙伴一道，继续将死刑问题列入理事会议程，以便从人权角度就这一问题展开实质性辩论，"
            "推动实现普遍废除死刑的目标。",
            section=_AREAS,
        ),
        Paragraph(
            locator=Locator(id="20.b8", kind=ParagraphKind.BULLET, part="annex", path=("20",), bullet=8),
            text="继续向联合国人权事务高级专员办事处提供政治和财政支持，同时尊重和维护其独立性；",
            section=_PLEDGES,
            lead_in="20. 比利时承诺：",
            verb="承诺",
        ),
    ),
}


def passage(document: Document, paragraph_id: str) -> Passage:
    """A passage of the sample above."""
    return Passage(document, next(each for each in PARAGRAPHS[document.id] if each.id == paragraph_id))


def hit(document: Document, paragraph_id: str, score: float) -> Hit:
    return Hit(passage=passage(document, paragraph_id), score=score, lexical_rank=1, dense_rank=1, similarity=score)


def cited_answer(question: str = "比利时在死刑问题上承诺做什么？") -> Answer:
    """An answer of two statements with a citation each."""
    hits = (hit(NOTE, "8", 0.91), hit(NOTE, "20.b8", 0.64), hit(RESOLUTION, "op12", 0.2))
    statements = (
        Statement("比利时将与其合作伙伴一道，继续将死刑问题列入理事会议程", (1,)),
        Statement("继续向联合国人权事务高级专员办事处提供政治和财政支持", (2,)),
    )
    return Answer(
        question=question,
        text="".join(f"{each.text}[{each.citations[0]}]。" for each in statements),
        language="zh",
        composer="extractive",
        statements=statements,
        citations=tuple(
            Citation(number=each.citations[0], passage=found.passage, quote=each.text, score=found.score)
            for each, found in zip(statements, hits, strict=False)
        ),
        hits=hits,
        timings_ms={"total": 1.0},
    )


def refused_answer(question: str = "火星上有多少人？") -> Answer:
    return Answer(
        question=question,
        text="所给文件没有回答这个问题。",
        language="zh",
        composer="extractive",
        refused=Refusal.NOTHING_CLOSE,
        hits=(hit(RESOLUTION, "op12", 0.2), hit(NOTE, "8", 0.1)),
        timings_ms={"total": 1.0},
    )


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


@dataclass(frozen=True, kw_only=True)
class Script:
    """How the chat server behaves: what it writes, given the paragraphs by key, and what goes wrong meanwhile."""

    write: Callable[[dict[str, str]], str] = lambda paragraphs: ""
    status: int = 200
    refusals: tuple[int, ...] = ()
    """What the first requests are answered with, before it goes well."""
    retry_after: str = ""
    pause_seconds: float = 0.0
    """Before every piece of the answer."""
    delay_seconds: float = 0.0
    """Before the first byte."""
    stall_after: int | None = None
    """Pieces after which nothing more comes for half a minute."""
    cut_after: int | None = None
    """Pieces after which the connection is closed in the middle of the stream."""
    raw: bytes | None = None
    """The body, in place of a proper stream."""


class ChatServer:
    """A server on this machine that speaks the OpenAI chat-completions protocol, streamed, and follows a script."""

    def __init__(self) -> None:
        self.script = Script()
        self.prompts: list[str] = []
        """The text of every request, system and human message together."""
        chat = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                chat.answer(self, body)

            def log_message(self, *arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def answer(self, handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        prompt = "\n".join(str(message["content"]) for message in body["messages"])
        self.prompts.append(prompt)
        script = self.script
        status = script.refusals[0] if script.refusals else script.status
        self.script = replace(script, refusals=script.refusals[1:])
        time.sleep(script.delay_seconds)
        handler.send_response(status)
        handler.send_header("Content-Type", "text/event-stream" if status == 200 else "application/json")
        if script.retry_after:
            handler.send_header("Retry-After", script.retry_after)
        handler.end_headers()
        try:
            if status != 200:
                handler.wfile.write(
                    json.dumps({"error": {"message": "the server is on fire", "type": "fire"}}).encode()
                )
            elif script.raw is not None:
                handler.wfile.write(script.raw)
            else:
                self._stream(handler, script, str(body.get("model", "")), prompt)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the client had enough

    def _stream(self, handler: BaseHTTPRequestHandler, script: Script, model: str, prompt: str) -> None:
        paragraphs = dict(re.findall(r"^\[(P\d+)\] (.*)$", prompt, re.MULTILINE))
        text = script.write(paragraphs)
        pieces = [text[start : start + 7] for start in range(0, len(text), 7)]
        for number, piece in enumerate(pieces):
            if number == script.cut_after:
                return
            time.sleep(30 if number == script.stall_after else script.pause_seconds)
            self._send(handler, model, {"role": "assistant", "content": piece}, None)
        self._send(handler, model, {}, "stop")
        handler.wfile.write(b"data: [DONE]\n\n")

    @staticmethod
    def _send(handler: BaseHTTPRequestHandler, model: str, delta: dict[str, str], finish: str | None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        chunk = {"id": "c1", "object": "chat.completion.chunk", "created": 0, "model": model, "choices": [choice]}
        handler.wfile.write(f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode())
        handler.wfile.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._server.shutdown()
        self._server.server_close()


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
