"""The HTML that the browser gets first, mended on its way out of the framework.

Gradio adds what is ``head`` to a page only when its own script has run, a second later; here it stands in the HTML, so that the
page has its looks and its language from the first pixel. Each inline script carries a nonce, so that the
Content-Security-Policy need not allow inline scripts at all.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from ui.page.guard import POLICY, App, Message, Receive, Scope, Send

_ADVERTISING: Final = re.compile(r'\s*<meta\s+(?:property|name)="(?:og|twitter):[^>]*>')
"""Names pictures and pages of other sites."""
_BLANK: Final = secrets.token_urlsafe(18).encode()
"""Stands for the nonce in a page that is kept; nobody else knows it, so it stands nowhere else."""


class FirstPage:
    """Rewrites the HTML of ``/``; everything else passes."""

    def __init__(self, app: App, *, head: str, early: str = "") -> None:
        self.app = app
        # the framework gives everybody the same page, and mending it takes as long as giving it
        self._mended = lru_cache(maxsize=4)(
            lambda body: mended(body.decode(), head=head, early=early, nonce=_BLANK.decode()).encode()
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/":
            await self.app(scope, receive, send)
            return
        plain = [(name, value) for name, value in scope["headers"] if name.lower() != b"accept-encoding"]
        start: Message = {}
        body = bytearray()

        async def keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            headers: Mapping[bytes, bytes] = {name.lower(): value for name, value in start["headers"]}
            if b"text/html" in headers.get(b"content-type", b"") and scope["method"] == "GET":
                nonce = secrets.token_urlsafe(18)
                content = self._mended(bytes(body)).replace(_BLANK, nonce.encode())
                policy = POLICY.format(nonce=f" 'nonce-{nonce}'").encode()
                changed: dict[bytes, Any] = {
                    b"content-length": str(len(content)).encode(),
                    b"content-security-policy": policy,
                    b"cache-control": b"no-store",  # a nonce is for once
                }
                start["headers"] = [*(dict(headers) | changed).items()]
                body[:] = content
            await send(start)
            await send({"type": "http.response.body", "body": bytes(body)})

        await self.app({**scope, "headers": plain}, receive, keep)


def mended(html: str, *, head: str, nonce: str, early: str = "") -> str:
    """The page with our head in its own, what stands ``early`` in its body, a nonce on each inline script, and no advertisement.

    What stands in its scripts as data has every ``<`` written as an escape: a tag that is found is a tag of the framework's.
    """
    html = _ADVERTISING.sub("", html)
    # before the framework's own scripts, which are slow
    html = re.sub(r"(<meta charset=[^>]*>)", lambda found: found[1] + head, html, count=1)
    html = re.sub(r"<body[^>]*>", lambda found: found[0] + early, html, count=1)
    return re.sub(r"<script(?=[\s>])", f'<script nonce="{nonce}"', html)
