"""Other programs, each with what is usual there: curl with the service, Python with the door of ``rag``."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import subprocess
import textwrap
from pathlib import Path
from typing import Any

import pytest

import rag
from rag import CollectionError
from tests.fakes import FakeAssistant, FakeCollection
from tests.ui.conftest import served
from ui.programs.door import Programs


def curl(*arguments: str) -> str:
    if shutil.which("curl") is None:
        pytest.skip("no curl on this machine")
    done = subprocess.run(["curl", "-sS", "--fail-with-body", "--max-time", "30", *arguments],
                          capture_output=True, text=True, check=True)  # fmt: skip
    return done.stdout


def events(stream: str) -> list[tuple[str, Any]]:
    """What a server-sent stream holds, as (event, data)."""
    found = []
    for each in stream.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in each.splitlines())
        found.append((fields["event"], json.loads(fields["data"])))
    return found


def ask_by_curl(url: str, endpoint: str, given: dict[str, Any], *options: str) -> list[tuple[str, Any]]:
    """The two requests that README tells of: hand in the question, read the stream of its answer."""
    asked = curl(*options, "--json", json.dumps(given), f"{url}/gradio_api/call/v2/{endpoint}")
    return events(curl("-N", *options, f"{url}/gradio_api/call/{endpoint}/{json.loads(asked)['event_id']}"))


def test_curl_asks_and_reads_an_answer_that_grows() -> None:
    with served(FakeAssistant(pause_seconds=0.1)) as url:
        *growing, (last, (whole,)) = ask_by_curl(url, "ask", {"question": "比利时？", "documents": ["A/RES/67/169"]})
    assert last == "complete"
    assert whole["complete"]
    assert [each["number"] for each in whole["citations"]] == [1, 2]
    assert [event for event, _ in growing] == ["generating"] * len(growing)
    assert not growing[0][1][0]["complete"]


@pytest.mark.parametrize(
    ("endpoint", "given", "key"),
    [
        ("search", {"question": "死刑", "limit": 1}, "paragraph"),
        ("show", {"document": "A/RES/67/169", "paragraph": "12"}, "paragraphs"),
        ("documents", {}, "documents"),
    ],
)
def test_curl_calls_every_endpoint_by_the_names_of_its_parameters(
    endpoint: str, given: dict[str, Any], key: str, fake_page: str
) -> None:
    ((event, (found,)),) = ask_by_curl(fake_page, endpoint, given)
    assert event == "complete"
    assert key in (found[0] if isinstance(found, list) else found)


def test_curl_is_told_what_to_mend_and_takes_a_password(fake_page: str) -> None:
    ((event, told),) = ask_by_curl(fake_page, "ask", {"question": " "})
    assert event == "error"
    assert "问题是空的" in json.dumps(told, ensure_ascii=False)
    with served(FakeAssistant(), auth=("reader", "secret"), local_only=False) as url:
        (*_, (event, _)) = ask_by_curl(url, "ask", {"question": "甲"}, "--user", "reader:secret")
        assert event == "complete"
        with pytest.raises(subprocess.CalledProcessError):
            curl(f"{url}/config")


class Unreadable(FakeCollection):
    def size(self) -> tuple[int, int]:
        raise CollectionError(reason="the disk is gone")


def test_health_is_503_with_the_reason_where_the_collection_cannot_be_read() -> None:
    assistant = FakeAssistant()
    assistant.collection = Unreadable()
    well, found = Programs(assistant).health()  # type: ignore[arg-type]
    assert not well
    assert found["status"] == "unavailable"
    assert found["collection"] == "unreadable"
    assert "the disk is gone" in found["error"]["en"]
    with served(assistant) as url, pytest.raises(subprocess.CalledProcessError) as refused:
        curl(f"{url}/healthz")
    assert "the disk is gone" in refused.value.stdout


def test_the_example_at_the_python_door_runs(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first thing that somebody reads who writes ``import rag``."""
    example = (rag.__doc__ or "").partition("::\n")[2]
    lines = [line for line in example.splitlines() if not line or line.startswith("    ")]
    monkeypatch.setenv("PARACITE_HOME", str(sample_home))
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(textwrap.dedent("\n".join(lines)), {})  # noqa: S102 - our own docstring
    assert "[1]" in printed.getvalue()
    assert "附件第8段" in printed.getvalue()
