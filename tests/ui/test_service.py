"""The service beside the page: endpoints for other programs, health, headers, who may come in."""

from __future__ import annotations

import statistics
import time
from importlib.metadata import version

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError, AuthenticationError

from rag import Assistant
from tests.fakes import FakeAssistant
from tests.ui.conftest import served
from ui.commands.serve import address, is_loopback, read_credentials
from ui.errors import CredentialsUnusable


@pytest.fixture(scope="module")
def client(fake_page: str) -> Client:
    return Client(fake_page, verbose=False)


def test_four_endpoints_are_public_described_and_nothing_else(client: Client) -> None:
    named = client.view_api(return_format="dict", print_info=False)
    assert sorted(named["named_endpoints"]) == ["/ask", "/documents", "/search", "/show"]
    assert named["unnamed_endpoints"] == {}
    for name, endpoint in named["named_endpoints"].items():
        assert len(endpoint["description"]) > 60, name
        assert all(each["parameter_name"] in {"question", "documents", "limit", "document", "paragraph", "without", "collection"}
                   for each in endpoint["parameters"])  # fmt: skip


def test_ask_streams_growing_answers_and_ends_with_the_whole(client: Client) -> None:
    steps = list(client.submit("比利时？", api_name="/ask"))
    assert [len(step["statements"]) for step in steps] == sorted(len(step["statements"]) for step in steps)
    assert [step["complete"] for step in steps] == [False] * (len(steps) - 1) + [True]
    whole = client.predict("比利时？", ["A/RES/67/169"], api_name="/ask")
    assert [each["number"] for each in whole["citations"]] == [1, 2]


def test_search_and_show(client: Client) -> None:
    assert [each["paragraph"]["id"] for each in client.predict("死刑", 2, api_name="/search")] == ["8", "20.b8"]
    shown = client.predict("A/RES/67/169", "12", api_name="/show")
    assert [each["id"] for each in shown["paragraphs"]] == ["op12"]
    assert len(client.predict("A/RES/67/169", api_name="/show")["paragraphs"]) == 3


@pytest.mark.parametrize(
    ("endpoint", "arguments", "told"),
    [
        ("ask", ["比利时？", None], '"citations"'),
        ("search", ["死刑", 2], '"20.b8"'),
        ("show", ["A/RES/67/169", "12"], '"op12"'),
        ("documents", [], '"A/RES/67/169"'),
    ],
)
def test_the_arguments_of_the_first_version_are_understood(
    endpoint: str, arguments: list[object], told: str, fake_page: str
) -> None:
    """As a program sends them that knows of no later ones; the library of gradio would fill them up by itself."""
    way = f"{fake_page}/gradio_api/call/{endpoint}"
    begun = httpx.post(way, json={"data": arguments}).json()
    ended = httpx.get(f"{way}/{begun['event_id']}").text
    assert "event: complete" in ended, ended
    assert told in ended.rpartition("event: complete")[2]


def test_documents_are_listed_with_their_sizes(client: Client) -> None:
    listed = client.predict(api_name="/documents")["documents"]
    assert [(each["id"], each["paragraphs"]) for each in listed] == [
        ("A/RES/67/169", 3),
        ("belgium-note-verbale-2022-06-21", 2),
    ]


@pytest.mark.parametrize(
    ("arguments", "endpoint", "said"),
    [
        (("  ",), "/ask", "question is empty"),
        (("甲", ["nothing"]), "/ask", "List them with"),
        (("nothing",), "/show", "List them with"),
        (("A/RES/67/169", "99"), "/show", "See its paragraphs"),
    ],
)
def test_a_client_is_told_what_to_mend(arguments: tuple[object, ...], endpoint: str, said: str, client: Client) -> None:
    with pytest.raises(AppError, match=said):
        client.predict(*arguments, api_name=endpoint)


def test_health_and_the_headers_of_every_response(fake_page: str) -> None:
    health = httpx.get(f"{fake_page}/healthz")
    assert health.json() == {
        "status": "ok",
        "version": version("paracite"),
        "collection": "open",
        "documents": 2,
        "paragraphs": 5,
    }
    for path in ("/healthz", "/", "/config", "/nothing"):
        policy = httpx.get(fake_page + path).headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "img-src 'self' data: blob:" in policy
        assert "*" not in policy
        assert "http" not in policy


def test_another_name_for_this_machine_gets_nothing(fake_page: str) -> None:
    assert httpx.get(f"{fake_page}/config", headers={"host": "attacker.example"}).status_code == 400


def test_the_page_keeps_no_history_and_calls_nobody(fake_page: str) -> None:
    config = httpx.get(f"{fake_page}/config").json()
    assert config["analytics_enabled"] is False
    assert config["run_history"] is False
    assert config["footer_links"] == []


def test_a_password_guards_everything_but_health() -> None:
    with served(FakeAssistant(), auth=("reader", "secret"), local_only=False) as url:
        assert httpx.get(f"{url}/healthz").status_code == 200
        assert httpx.get(f"{url}/config").status_code == 401
        assert httpx.post(f"{url}/gradio_api/component_server", json={"data": "x"}).status_code == 401
        with pytest.raises(AuthenticationError):
            Client(url, verbose=False)
        assert Client(url, auth=("reader", "secret"), verbose=False).predict("甲", api_name="/ask")["citations"]


@pytest.mark.parametrize(
    ("host", "local"),
    [
        *((name, True) for name in ("127.0.0.1", "localhost", "::1", "[::1]", "127.8.8.8")),
        *((name, False) for name in ("192.0.2.1", "::", "example.org", "")),
    ],
)
def test_only_loopback_is_open_without_a_password(host: str, local: bool) -> None:
    assert is_loopback(host) is local


@pytest.mark.parametrize("auth", ["", ":", "user", "user:", ":password"])
def test_credentials_that_are_none(auth: str) -> None:
    with pytest.raises(CredentialsUnusable):
        read_credentials(auth)


def test_credentials_may_hold_a_colon() -> None:
    assert read_credentials("user:a:b") == ("user", "a:b")
    assert read_credentials(None) is None


@pytest.mark.parametrize(("host", "url"), [("127.0.0.1", "http://127.0.0.1:80"), ("::1", "http://[::1]:80")])
def test_the_address_can_be_typed_into_a_browser(host: str, url: str) -> None:
    assert address(host, 80) == url


def test_a_question_to_the_running_service_is_answered_at_once(assistant: Assistant) -> None:
    """Issue 2: under 150 ms at the median on the sample, the client and the queue included."""
    questions = ["比利时在死刑问题上承诺做什么？", "第67/169号决议第12段说了什么？", "火星上有多少人？"]
    with served(assistant) as url:
        client = Client(url, verbose=False)

        def seconds(question: str) -> float:
            started = time.perf_counter()
            client.predict(question, api_name="/ask")
            return time.perf_counter() - started

        # The best of three rounds: a neighbour on the machine is not what is measured.
        rounds = [statistics.median(seconds(question) for question in questions * 3) for _ in range(3)]
    assert min(rounds) < 0.150
