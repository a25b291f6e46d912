"""The web service: the chat page under a strict Content-Security-Policy, and ``/healthz`` beside it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

import gradio as gr
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware

from rag import Assistant, read_language
from ui.mcp_server import lend_tools
from ui.page import build_page, page_file
from ui.programs import Programs

# 'unsafe-eval' and 'unsafe-inline' are what Gradio's own front end needs; they let no document run anything, since
# documents reach the page as text. The rest keeps every request on this machine: no image, font, script or ping elsewhere.
POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_HEADERS: Final = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
LOCAL_NAMES: Final = ("localhost", "127.0.0.1", "[::1]", "::1")

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class SafetyHeaders:
    """Adds the headers to every response as it starts; a stream passes through untouched."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def build_app(assistant: Assistant, *, auth: tuple[str, str] | None = None, local_only: bool = True) -> FastAPI:
    """The service over an open assistant. ``local_only`` answers to this machine's own names and to no other
    (a page elsewhere that points its name at 127.0.0.1 gets nothing).
    """
    app = FastAPI(title="paracite", docs_url=None, redoc_url=None, openapi_url=None)

    programs = Programs(assistant)

    @app.get("/healthz")
    def healthz() -> JSONResponse:
        well, found = programs.health()
        return JSONResponse(found, status_code=200 if well else 503)

    page = build_page(assistant)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        auth=auth,
        head=head_html(),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=True,
        theme=gr.themes.Base(font=["system-ui"], font_mono=["ui-monospace", "monospace"]),
    )
    if page.mcp_server_obj is None:  # Gradio only notes what went wrong
        raise RuntimeError(page.mcp_error)
    lend_tools(page.mcp_server_obj.mcp_server, programs, language=read_language())
    if local_only:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(LOCAL_NAMES))
    app.add_middleware(SafetyHeaders)
    return app


def head_html() -> str:
    """Language, theme and style stand before anything is drawn, so that nothing flickers."""
    return f"<script>{page_file('first_paint.js')}</script><style>{page_file('theme.css')}</style>"
