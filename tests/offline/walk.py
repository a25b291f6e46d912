"""Walk the product from its first document to an answer on its page, and print what was seen as JSON.

Started by tests/test_offline.py, in an empty network namespace where the machine allows one. Arguments: the command
``paracite``, an empty folder for the collection, a folder of documents, a question that they answer.
"""

from __future__ import annotations

import _socket
import contextlib
import fcntl
import json
import re
import signal
import socket
import struct
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ELSEWHERE = ("192.0.2.1", 9)  # kept for documentation (RFC 5737): nobody is there
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 0x1


def raise_loopback() -> None:
    """A new namespace has a loopback device, and it is down."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sH14s", b"lo", 0, b"")
        name, flags, rest = struct.unpack("16sH14s", fcntl.ioctl(any_socket, SIOCGIFFLAGS, request))
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sH14s", name, flags | IFF_UP, rest))


def refused_by_the_kernel() -> int:
    """How often a program of this namespace, in whatever language, asked for an address that no route leads to."""
    lines = [line.split() for line in Path("/proc/net/snmp").read_text().splitlines() if line.startswith("Ip:")]
    version_4 = dict(zip(*lines, strict=True))["OutNoRoutes"]
    rows = (line.split() for line in Path("/proc/net/snmp6").read_text().splitlines())
    version_6 = next(row[1] for row in rows if row[0] == "Ip6OutNoRoutes")
    return int(version_4) + int(version_6)


def reach_elsewhere() -> None:
    """Once past the guard in Python, to be refused by it, and once beneath it, to be counted by the kernel."""
    for kind in (socket.socket, _socket.socket):
        outward = kind(socket.AF_INET)
        outward.settimeout(0.1)
        with contextlib.suppress(OSError):
            outward.connect(ELSEWHERE)
        outward.close()


def run(*command: str) -> dict[str, Any]:
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=180, check=False)
    return {"status": done.returncode, "out": done.stdout, "err": done.stderr[-2000:]}


@contextlib.contextmanager
def serving(paracite: str, home: str) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([paracite, "serve", "--home", home, "--port", str(port)])
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()


def fetch(address: str, *, body: dict[str, Any] | None = None, patience: float = 0) -> str:
    request = urllib.request.Request(  # noqa: S310 - an address of this machine, made below
        address,
        data=json.dumps(body).encode() if body else None,
        headers={"Content-Type": "application/json"} if body else {},
    )
    until = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
                return str(response.read().decode("utf-8"))
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def loaded_from_elsewhere(page: str) -> list[str]:
    """What the page tells a browser to load by itself from another host."""
    tags = re.findall(r"<(?:script|link|img|iframe|source)\b[^>]*>", page)
    addresses = [found for tag in tags for found in re.findall(r'(?:src|href)="((?:https?:)?//[^"]+)"', tag)]
    return [address for address in addresses if not re.match(r"(?:https?:)?//(?:127\.0\.0\.1|localhost)[:/]", address)]


def main(paracite: str, home: str, corpus: str, question: str, *, empty_namespace: bool) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    before = 0
    if empty_namespace:
        raise_loopback()
        before = refused_by_the_kernel()
    reach_elsewhere()
    if empty_namespace:
        seen["control"] = refused_by_the_kernel() - before
        before += seen["control"]
    seen["ingest"] = run(paracite, "ingest", "--home", home, corpus)
    seen["ask"] = run(paracite, "ask", "--home", home, "--json", question)
    with serving(paracite, home) as address:
        page = fetch(address, patience=90)
        seen["page"] = {"length": len(page), "elsewhere": loaded_from_elsewhere(page)}
        event = json.loads(fetch(f"{address}/gradio_api/call/ask", body={"data": [question, []]}))["event_id"]
        stream = fetch(f"{address}/gradio_api/call/ask/{event}").splitlines()
        seen["service"] = [json.loads(line.removeprefix("data: "))[0] for line in stream if line.startswith("data: [")]
    if empty_namespace:
        seen["refused_by_the_kernel"] = refused_by_the_kernel() - before
    return seen


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "--empty-namespace"]
    print(json.dumps(main(*arguments, empty_namespace="--empty-namespace" in sys.argv)))  # noqa: T201 - its output
