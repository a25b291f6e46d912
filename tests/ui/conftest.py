"""A running page, and a browser that tells on every request that it makes."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.fakes import FakeAssistant
from ui.commands.serve import PageServer, address, listen
from ui.page.app import build_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def served(assistant: Any, **options: Any) -> Iterator[str]:
    """The address of the page over this assistant, for as long as the block lasts."""
    with listen("127.0.0.1", 0) as listener:
        server = PageServer(build_app(assistant, **options))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        patience = time.monotonic() + 30
        while not server.started:
            assert time.monotonic() < patience, "the page did not start"
            time.sleep(0.02)
        try:
            yield address("127.0.0.1", listener.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join(timeout=10)


@pytest.fixture(scope="session")
def fake_page() -> Iterator[str]:
    """The page over the fake assistant."""
    with served(FakeAssistant()) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield opened
        opened.close()


class Visit:
    """One person's browser window on the page; ``elsewhere`` lists the requests that left this machine."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self._note(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: self.complaints.append(message.text) if "Policy" in message.text else None)

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.hostname != "127.0.0.1":
            self.elsewhere.append(url)

    def ask(self, question: str) -> None:
        """Type the question, send it with Enter, and wait for what comes of it."""
        before = self.page.locator(".pc-exchange").count()
        self.page.fill("#pc-question textarea", question)
        self.page.press("#pc-question textarea", "Enter")
        self.page.wait_for_function(
            "before => document.querySelectorAll('.pc-exchange[data-state=done]').length > before", arg=before
        )


@contextmanager
def visit(
    browser: Browser, url: str, *, locale: str = "zh-CN", width: int = 1440, theme: Any = "light"
) -> Iterator[Visit]:
    """A fresh browser profile on the page; leaving it checks that no request left this machine."""
    context = browser.new_context(locale=locale, viewport={"width": width, "height": 900}, color_scheme=theme)
    context.set_default_timeout(15_000)
    try:
        page = context.new_page()
        visitor = Visit(page)
        page.goto(url)
        page.wait_for_selector(".pc-welcome:not(.pc-waiting)")
        yield visitor
        assert visitor.elsewhere == []
        assert visitor.complaints == []
    finally:
        context.close()
