"""The web service: the page, its endpoints and MCP tools behind a guard, and ``/healthz`` beside them."""

from __future__ import annotations

from typing import Final

import gradio as gr
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from gradio import processing_utils
from gradio.routes import App as GradioApp

from rag import Assistant, read_language
from ui.page.calls import Lent
from ui.page.first_page import FirstPage
from ui.page.guard import KNOWN, Guard, Login
from ui.page.libraries import Libraries
from ui.page.login_attempts import ALLOWED, REST_SECONDS
from ui.page.markup import words
from ui.page.page import ASKING_AT_ONCE, PANEL, WAITING_AT_ONCE, build_page, page_file
from ui.page.page_calls import PageCalls
from ui.page.parts import early_html
from ui.programs.door import Programs
from ui.programs.mcp_server import lend_tools

LARGEST_FILE: Final = 512_000_000
"""Bytes of an uploaded file, unless the settings say otherwise."""
_SESSIONS: Final = 500
"""Open pages, and clients, that are remembered; the one that was longest idle begins anew. Each holds its conversation."""
_ENVELOPE: Final = 1_000_000
"""Bytes of an upload request besides the file."""


def build_app(
    assistant: Assistant,
    *,
    auth: tuple[str, str] | None = None,
    local_only: bool = True,
    largest_file: int = LARGEST_FILE,
    lent: Lent | None = None,
    libraries: Libraries | None = None,
    writes: bool = False,
) -> Guard:
    """The service over an open assistant, as an ASGI application. ``local_only`` answers to this machine's own names and to
    no other (a page elsewhere that points its name at 127.0.0.1 gets nothing). ``largest_file``: bytes. ``writes``: a chat model
    writes the answers, which is waited for. ``libraries``: the other collections of the home, where those may be asked.
    """
    libraries = libraries or Libraries(assistant)
    fetch_nothing()
    app = FastAPI(title="paracite", docs_url=None, redoc_url=None, openapi_url=None)
    programs = Programs(assistant, libraries)

    @app.get("/healthz")
    def healthz(request: Request) -> JSONResponse:
        well, found = programs.health()
        if not request.scope[KNOWN]:  # a stranger may know whether it is well, and no more
            found = {"status": found["status"]}
        return JSONResponse(found, status_code=200 if well else 503)

    page = build_page(libraries, lent=lent, at_once=WAITING_AT_ONCE if writes else ASKING_AT_ONCE)
    page.state_session_capacity = _SESSIONS
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        auth=auth,
        auth_message=words("page.login", count=ALLOWED, seconds=int(REST_SECONDS)),
        allowed_paths=[],
        footer_links=[],
        max_file_size=largest_file,
        run_history=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        enable_monitoring=False,
        mcp_server=True,
        theme=gr.themes.Base(font=["system-ui"], font_mono=["ui-monospace", "monospace"]),
    )
    if page.mcp_server_obj is None:  # Gradio only notes what went wrong
        raise RuntimeError(page.mcp_error)
    lend_tools(page.mcp_server_obj.mcp_server, programs, language=read_language())
    (panel,) = (number for number, each in page.blocks.items() if each.elem_id == PANEL)
    return Guard(
        PageCalls(FirstPage(app, head=head_html(), early=early_html()), component=panel),
        local_only=local_only,
        login=_login(app, auth),
        largest_upload=largest_file + _ENVELOPE,
    )


def fetch_nothing() -> None:
    """Where a file may stand in a message, Gradio takes an address as well, and the server would fetch it."""

    async def refuse(url: str, cache_dir: str) -> str:  # noqa: ARG001 - Gradio's signature
        raise gr.Error("Nothing is fetched from elsewhere. / 不从其他地方获取文件。", print_exception=False)

    processing_utils.async_ssrf_protected_download = refuse


def _login(app: FastAPI, auth: tuple[str, str] | None) -> Login | None:
    if auth is None:
        return None
    applications = (getattr(each, "app", None) for each in app.routes)
    (mounted,) = (each for each in applications if isinstance(each, GradioApp))
    names = (f"access-token-unsecure-{mounted.cookie_id}", f"access-token-{mounted.cookie_id}")
    return Login(*auth, cookies=names, tokens=mounted.tokens)


def head_html() -> str:
    """Language, theme and style stand before anything is drawn, so that nothing flickers."""
    return f"<script>{page_file('first_paint.js')}</script><style>{page_file('theme.css')}{page_file('briefing.css')}</style>"
