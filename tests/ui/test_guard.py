"""What the page and its service let in and out: hostile pages of other sites, hostile requests, strangers."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import safehttpx
from gradio_client import Client

from rag import read_settings
from tests.fakes import FakeAssistant
from tests.ui.conftest import served
from tests.ui.test_mcp import over_http, waited_for
from tests.ui.test_messages import missing
from ui.commands import serve as serving
from ui.commands.serve import listen
from ui.errors import OpenHost
from ui.page import guard_errors
from ui.page.guard import LARGEST_MESSAGE, check_host, check_origin, check_way
from ui.page.guard_errors import RequestRefused, StrangeHost, StrangeOrigin, WayClosed

if TYPE_CHECKING:
    pass


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
