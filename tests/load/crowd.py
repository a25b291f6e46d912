"""People at the page, as their browsers speak to it: ask, read the stream, look something up, hand in a file.

No browser draws here (fifty would be the load themselves); what is sent and received is what the page's own script sends.
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

QUESTIONS = (
    "比利时在死刑问题上承诺做什么？",
    "What does Belgium pledge on the death penalty?",
    "第67/169号决议第12段说了什么？",
    "What does paragraph 4 of A/HRC/RES/13/23 say?",
    "哪些国家竞选人权理事会成员？",
    "谁请求把这封信作为大会文件分发？",
    "决议对各国人权机构有什么要求？",
    "火星上有多少人？",
)
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: seconds until its first words and until it was done, or what went wrong."""

    first: float
    done: float
    trouble: str = ""


@dataclass(slots=True)
class Crowd:
    """What a number of people met with; times in seconds."""

    asked: list[Asked] = field(default_factory=list)
    opened: list[float] = field(default_factory=list)
    """How long each waited for the page, all opening it at once."""
    looked: list[float] = field(default_factory=list)
    """How long the page itself, the health and a document took meanwhile."""

    @property
    def troubles(self) -> list[str]:
        return [each.trouble for each in self.asked if each.trouble]

    def first_words(self, share: float) -> float:
        return percentile([each.first for each in self.asked], share)

    def done(self, share: float) -> float:
        return percentile([each.done for each in self.asked], share)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` (0.95) of all do not exceed."""
    if len(values) < 2 or share >= 1:
        return max(values, default=0.0)
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


class Page:
    """What a browser knows of the page once it has loaded."""

    def __init__(self, url: str, config: dict[str, Any]) -> None:
        self.url = url
        boxes = {each["id"]: each["props"].get("elem_id") for each in config["components"] if each["type"] == "textbox"}
        box = next(number for number, name in boxes.items() if name == "pc-question")
        self._asking = next(each for each in config["dependencies"] if [box, "submit"] in map(list, each["targets"]))
        self._opening = next(each for each in config["dependencies"] if each["targets"][0][1] == "load")
        self._box = box
        panel = next(each for each in config["components"] if each["props"].get("elem_id") == "pc-panel-frame")
        self._panel = panel["id"]

    def opening(self, session: str) -> dict[str, Any]:
        """What a browser sends as soon as the page is there."""
        return {"data": ["" for _ in self._opening["inputs"]], "fn_index": self._opening["id"], "session_hash": session}

    def question(self, text: str, session: str) -> dict[str, Any]:
        values = [
            text if each == self._box else "" if number else None for number, each in enumerate(self._asking["inputs"])
        ]
        return {
            "data": values,
            "fn_index": self._asking["id"],
            "session_hash": session,
            "trigger_id": self._box,
            "event_data": None,
        }

    def call(self, name: str, value: object, session: str) -> dict[str, Any]:
        """A call of one of the page's own functions (ui/page/calls.py)."""
        given = {"collection": None, "given": value}
        return {"data": given, "component_id": self._panel, "fn_name": name, "session_hash": session}


async def load_page(client: httpx.AsyncClient, url: str) -> Page:
    return Page(url, (await client.get(f"{url}/config")).raise_for_status().json())


async def open_page(client: httpx.AsyncClient, page: Page, session: str) -> float:
    """Seconds until somebody who opens the page has what it begins with; scripts and styles apart."""
    started = time.perf_counter()
    (await client.get(page.url)).raise_for_status()
    (await client.post(f"{page.url}/gradio_api/run/predict", json=page.opening(session))).raise_for_status()
    return time.perf_counter() - started


async def ask(client: httpx.AsyncClient, page: Page, question: str, session: str, number: int) -> Asked:
    """Ask as the page does and read until the stream says that it is done. ``number``: which question of the session's."""
    words = re.compile(rf'data-exchange=\\?"{number}\\?"(?:(?!data-exchange).)*pc-answer')
    started, first = time.perf_counter(), 0.0
    try:
        joined = await client.post(f"{page.url}/gradio_api/queue/join", json=page.question(question, session))
        joined.raise_for_status()
        async with client.stream(
            "GET", f"{page.url}/gradio_api/queue/data", params={"session_hash": session}
        ) as stream:
            async for line in stream.aiter_lines():
                if not line.startswith("data:"):
                    continue
                if not first and words.search(line):
                    first = time.perf_counter() - started
                message = json.loads(line[5:])
                if message["msg"] == "process_completed":
                    done = time.perf_counter() - started
                    trouble = "" if message["success"] and first else line[:300]
                    return Asked(first or done, done, trouble)
                if message["msg"] in {"unexpected_error", "queue_full"}:
                    return Asked(0.0, 0.0, line[:300])
    except httpx.HTTPError as error:
        return Asked(0.0, 0.0, repr(error))
    return Asked(0.0, 0.0, "the stream ended without an answer")


async def look(client: httpx.AsyncClient, page: Page, until: asyncio.Event) -> list[float]:
    """Open the page, its health and a document again and again; how long the slowest of the three took each time."""
    took = []
    call = page.call("open_document", "A/RES/67/169", "looker")
    while not until.is_set():
        started = time.perf_counter()
        (await client.get(page.url)).raise_for_status()
        (await client.get(f"{page.url}/healthz")).raise_for_status()
        (await client.post(f"{page.url}/gradio_api/component_server/", json=call)).raise_for_status()
        took.append(time.perf_counter() - started)
        await asyncio.sleep(0.2)
    return took


async def crowd(url: str, *, people: int, rounds: int = 1) -> Crowd:
    """So many people ask at the same moment, ``rounds`` times; somebody else goes on using the page meanwhile."""
    found = Crowd()
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(timeout=120, limits=limits) as client, httpx.AsyncClient(timeout=120) as other:
        page, over = await load_page(client, url), asyncio.Event()
        sessions = [secrets.token_hex(6) for _ in range(people)]
        found.opened = list(await asyncio.gather(*(open_page(client, page, each) for each in sessions)))
        looking = asyncio.create_task(look(other, page, over))
        for turn in range(rounds):
            asking = ((QUESTIONS[(turn + number) % len(QUESTIONS)], each) for number, each in enumerate(sessions))
            found.asked += await asyncio.gather(*(ask(client, page, *each, turn + 1) for each in asking))
        over.set()
        found.looked = await looking
    return found


async def take_in(url: str, path: str, *, name: str = "large.txt") -> None:
    """Have the page read an uploaded file, and look how far it is, until it is done."""
    async with httpx.AsyncClient(timeout=600) as client:
        page = await load_page(client, url)

        async def called(function: str, value: object) -> dict[str, Any]:
            call = page.call(function, value, "intake")
            answer = await client.post(f"{url}/gradio_api/component_server/", json=call)
            found: dict[str, Any] = answer.raise_for_status().json()
            return found

        batch = await called("begin_intake", [{"path": path, "name": name}])
        while batch["working"]:
            await asyncio.sleep(0.5)
            batch = await called("intake_state", batch["id"])
        await called("discard_intake", batch["id"])


async def upload(url: str, *, size: int, name: str = "large.txt") -> tuple[str, float]:
    """Hand in a file of ``size`` bytes as the page does; where it lies then, and the seconds that it took."""
    edge = secrets.token_hex(16)
    head = f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
    tail = f"\r\n--{edge}--\r\n".encode()
    line = "1. 回顾大会关于国际合作的各项决议，并注意到秘书长的报告；\n".encode()
    piece = (line * (PIECE // len(line) + 1))[:PIECE]

    async def body() -> AsyncIterator[bytes]:
        yield head
        for start in range(0, size, PIECE):
            yield piece[: min(PIECE, size - start)]
        yield tail

    headers = {
        "content-type": f"multipart/form-data; boundary={edge}",
        "content-length": str(len(head) + size + len(tail)),
    }
    started = time.perf_counter()
    async with httpx.AsyncClient(timeout=600) as client:
        answer = await client.post(f"{url}/gradio_api/upload", content=body(), headers=headers)
    (path,) = answer.raise_for_status().json()
    return str(path), time.perf_counter() - started
