"""What is sent where the page's script calls: a call is answered, and anything else is told what it is not."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from ui.page.guard_errors import CallMalformed
from ui.page.page_calls import check_call

WAY = "/gradio_api/component_server/"


def panel_of(url: str) -> int:
    found = httpx.get(f"{url}/config").json()["components"]
    return next(each["id"] for each in found if each["props"].get("elem_id") == "pc-panel-frame")


def call(**change: Any) -> dict[str, Any]:
    good = {
        "session_hash": "s",
        "component_id": 7,
        "fn_name": "open_library",
        "data": {"collection": None, "given": None},
    }
    return good | change


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[1]",
        b"[" * 100_000,
        *(
            json.dumps(each).encode()
            for each in (
                {},
                call(session_hash=1),
                call(session_hash="s" * 101),
                call(component_id=8),
                call(component_id="7"),
                call(component_id=None),
                call(fn_name=["open_library"]),
                call(data=None),
                call(data=[]),
                call(data={"collection": None}),
                call(data={"given": 1, "collection": 3}),
                call(data={"given": 1}),
            )
        ),
    ],
)
def test_what_is_no_call_is_refused(body: bytes) -> None:
    with pytest.raises(CallMalformed):
        check_call(body, component=7)


def test_calls_are_answered_and_nothing_sent_there_is_the_server_s_fault(fake_page: str) -> None:
    panel = panel_of(fake_page)
    with httpx.Client(base_url=fake_page) as client:
        answered = client.post(WAY, json=call(component_id=panel))
        assert answered.status_code == 200
        assert "pc-shelf" in answered.json()["html"]
        strange = (
            client.post(WAY, json=call(component_id=panel + 1)),
            client.post(WAY, content=b"{", headers={"content-type": "application/json"}),
            client.post(WAY, files={"data": ("x", b"1")}),
            client.post(WAY),
        )
        for refused in strange:
            assert refused.status_code == 400
            assert refused.json()["error"]["name"] == "CallMalformed"
        assert client.post(WAY, json=call(component_id=panel, fn_name="get_config")).status_code == 404
        for given in (None, [], {}, 3, "x" * 1000, {"documents": 5}):
            for name in ("open_document", "draw_page", "conversation_text", "export_briefing", "pin_exchange"):
                told = client.post(
                    WAY, json=call(component_id=panel, fn_name=name, data={"collection": None, "given": given})
                )
                assert told.status_code == 200
                assert set(told.json()) == {"trouble"}
