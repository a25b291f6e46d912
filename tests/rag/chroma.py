"""A real Chroma server of the tests' own, and a proxy before it that asks for a header."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx

LET_IN = "Bearer let-me-in"


class Server:
    """``chroma run`` on a port of this machine; may be stopped and started again, on its data or on none."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            self.port = int(taken.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, data: str = "data") -> None:
        """Until it answers."""
        command = [
            str(Path(sys.executable).with_name("chroma")),
            "run",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
        ]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--path", str(self._folder / data)], stdout=log, stderr=log, cwd=self._folder
            )
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                httpx.get(f"{self.url}/api/v2/heartbeat", timeout=2).raise_for_status()
            except httpx.HTTPError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError((self._folder / "log").read_text(errors="replace"))

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


class _Doorkeeper(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    port = 0
    always: int | None = None
    """The status that it answers everything with: a service of another kind."""
    breaks_after: int | None = None
    """So many upserts are let through; then the line breaks in the midst of one."""

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.always is not None:
            self._answer(self.always, b"<html>nobody here</html>")
            return
        if self.headers.get("Authorization") != LET_IN:
            self._answer(401, b"<html>who are you?</html>")
            return
        keeper = type(self)
        if keeper.breaks_after is not None and self.path.endswith("/upsert"):
            if keeper.breaks_after == 0:
                self.close_connection = True
                return
            keeper.breaks_after -= 1
        onward = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        onward.request(self.command, self.path, body, {"Content-Type": "application/json"})
        response = onward.getresponse()
        self._answer(response.status, response.read())
        onward.close()

    do_GET = do_POST = do_PUT = do_DELETE = _pass  # noqa: N815 - http.server's names

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        return


@contextmanager
def proxy(server: Server) -> Iterator[tuple[str, type[_Doorkeeper]]]:
    """Its address, and the keeper of its door."""
    keeper = type("Keeper", (_Doorkeeper,), {"port": server.port})
    door = ThreadingHTTPServer(("127.0.0.1", 0), keeper)
    thread = threading.Thread(target=door.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{door.server_address[1]}", keeper
    finally:
        door.shutdown()
        door.server_close()
