"""A chat model that follows a script, for the tests of what speaks to one."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


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
