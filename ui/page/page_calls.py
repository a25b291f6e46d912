"""The calls of the page's own script, looked at before Gradio reads them: it answers a call that is none with its own confusion."""

from __future__ import annotations

import json
from typing import Any, Final

from ui.page.guard import KNOWN, App, Message, Receive, Scope, Send, refuse
from ui.page.guard_errors import CallMalformed

_WAY: Final = "/gradio_api/component_server"
_LONGEST_SESSION: Final = 100


class PageCalls:
    """Lets through what ``ui/assets/page.js`` could have sent. ``component``: Gradio's number of the panel, whose functions these are."""

    def __init__(self, app: App, *, component: int) -> None:
        self.app = app
        self._component = component

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_stranger = scope["type"] == "http" and not scope[KNOWN]  # told so further in
        if scope["type"] != "http" or is_stranger or not scope["path"].startswith(_WAY):
            await self.app(scope, receive, send)
            return
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
        try:
            check_call(bytes(body), component=self._component)
        except CallMalformed as error:
            await refuse(send, error)
            return
        given = False

        async def again() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": bytes(body), "more_body": False}

        headers = [(name, value) for name, value in scope["headers"] if name.lower() != b"content-type"]
        await self.app({**scope, "headers": [*headers, (b"content-type", b"application/json")]}, again, send)


def check_call(body: bytes, *, component: int) -> None:
    """Raises CallMalformed."""
    try:
        call: Any = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise CallMalformed(reason="JSON") from error
    fields: dict[str, Any] = call if isinstance(call, dict) else {}
    session, data = fields.get("session_hash"), fields.get("data")
    if not isinstance(session, str) or len(session) > _LONGEST_SESSION:
        raise CallMalformed(reason="session_hash")
    if fields.get("component_id") != component:
        raise CallMalformed(reason="component_id")
    if not isinstance(fields.get("fn_name"), str):
        raise CallMalformed(reason="fn_name")
    if not isinstance(data, dict) or "given" not in data or not isinstance(data.get("collection", 0), str | None):
        raise CallMalformed(reason="data")
