"""``paracite serve`` is killed while four readers ask it and another process writes."""

from __future__ import annotations

import http.client
import json
import socket
import sys
import time
from collections.abc import Mapping
from typing import Any

from rag import Settings
from tests.faults.checking import mixtures
from tests.faults.kills import Tally, prepared, verify
from tests.faults.ledger import Text
from tests.faults.operations import OPERATIONS, Job, hear
from tests.faults.zygote import Tell, Work, Worker

_READERS = 4
_BUSY = "busy"


def kill_the_server(job: Job, tally: Tally) -> None:
    """One round. The server only reads, but it brings the indexes forward too; now and then the writer is killed with it."""
    operation = job.draw.choice(("add", "replace", "remove"))
    prepared(job, operation)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = Worker(_server(job.settings, port))
    if not server.listen(60, until=lambda said: f":{port}" in said.get("announced", "")) or server.told("error"):
        server.kill()
        _fault(
            tally, f"the server did not start: {server.told('error')}: {server.told('message')} {server.told('trace')}"
        )
        return
    stable = job.ledger.stable() if operation == "add" else {}
    readers = [Worker(_reader(port, stable, seed=job.draw.randrange(1 << 30))) for _ in range(_READERS)]
    for each in readers:
        each.listen(5, until=lambda said: "asked" in said)
    writer = Worker(OPERATIONS[operation](job))
    server.listen(job.draw.uniform(0.0, 1.0))
    if server.status is None:
        server.kill()
    tally.rounds += 1
    tally.kills += server.was_killed
    if not server.was_killed:
        _fault(
            tally, f"the server ended by itself: signal {server.signal}, {server.told('error')} {server.told('trace')}"
        )
    if job.draw.random() < 0.4:
        writer.kill()
        tally.kills += writer.was_killed
    writer.end(30)
    hear(job.ledger, writer.said)
    if writer.told("error"):
        _fault(tally, f"the writer beside: {writer.told('error')}: {writer.told('message')}")
    for each in readers:
        _reader_ended(each, tally)
    verify(job, tally, what=f"serve, while {operation}")


def _reader_ended(reader: Worker, tally: Tally) -> None:
    reader.end(10)
    tally.asked += reader.told("asked") or 0
    if reader.told("error") or not reader.told("asked"):
        _fault(tally, f"a reader of the server never asked: {reader.told('trace')}")
    for said in reader.said:
        if "fault" in said:
            _fault(tally, f"a reader of the server: {said['fault']}")


def _fault(tally: Tally, fault: str) -> None:
    tally.faults.append(fault)
    sys.stderr.write(f"FAULT {fault}\n")


def _server(settings: Settings, port: int) -> Work:
    def work(tell: Tell) -> None:
        from ui.commands.serve import serve

        def announce(text: str) -> None:
            tell({"announced": text})

        serve(settings, host="127.0.0.1", port=port, auth=None, announce=announce, language="en")

    return work


def _reader(port: int, stable: Mapping[str, Text], *, seed: int) -> Work:
    """Asks until the server is gone."""

    def work(tell: Tell) -> None:
        import random

        draw = random.Random(seed)  # noqa: S311 - no secret
        asked = 0
        while True:
            name = draw.choice(sorted(stable)) if stable else ""
            question = draw.choice(stable[name])[1] if name else "关于灯塔与港口的安排是什么？"
            try:
                hits = _search(port, question)
            except (OSError, http.client.HTTPException):
                return
            if isinstance(hits, str):
                if _BUSY not in hits.casefold():
                    tell({"fault": hits})
            else:
                if name and name not in {_document(hit) for hit in hits}:
                    tell({"fault": f"{name}, which nobody touches, is NOT FOUND"})
                for fault in mixtures([(_document(hit), str(hit["paragraph"]["text"])) for hit in hits]):
                    tell({"fault": fault})
            asked += 1
            tell({"asked": asked})
            time.sleep(0.05)

    return work


def _document(hit: Mapping[str, Any]) -> str:
    found = hit["document"]
    return str(found["id"] if isinstance(found, dict) else found)


def _search(port: int, question: str) -> list[dict[str, Any]] | str:
    """The hits of a question over HTTP, or what the server said was wrong."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        body = json.dumps({"data": [question, 20]})
        connection.request("POST", "/gradio_api/call/search", body, {"content-type": "application/json"})
        answer = connection.getresponse()
        said = answer.read().decode()
        if answer.status != 200:
            return f"HTTP {answer.status}: {said[:200]}"
        connection.request("GET", f"/gradio_api/call/search/{json.loads(said)['event_id']}")
        stream = connection.getresponse().read().decode()
    finally:
        connection.close()
    event, data = "", ""
    for line in stream.splitlines():
        key, _, value = line.partition(": ")
        event, data = (value, data) if key == "event" else (event, value) if key == "data" else (event, data)
    if event == "complete":
        hits: list[dict[str, Any]] = json.loads(data)[0]
        return hits
    if not event:
        raise http.client.HTTPException("cut off")
    return f"{event}: {data}"
