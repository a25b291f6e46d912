"""``paracite serve``: check what was asked for, open the assistant, warm it, listen."""

from __future__ import annotations

import errno
import ipaddress
import logging
import os
import socket
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import uvicorn

from rag import Assistant, EmptyCollection, Settings, open_assistant
from ui.commands.spoken import INTERRUPTED
from ui.errors import CredentialsUnusable, HostUnusable, OpenHost, PortTaken
from ui.messages import say
from ui.page.guard import Guard
from ui.page.intake import Ingestion
from ui.page.libraries import Libraries

_KEPT_OPEN_SECONDS = 75
"""A connection that nothing passes over. Longer than a person reads between two questions: one that is closed as the next question
is sent loses that question."""
WARMING_QUESTION = "人权 human rights"


def serve(
    settings: Settings,
    *,
    host: str,
    port: int,
    auth: str | None,
    announce: Callable[[str], None],
    language: str,
    ingestion: Callable[[Settings], Ingestion] | None = None,
) -> None:
    """Serve the page until Ctrl-C. Everything that a person can mend is said before the slow part begins.

    Without ``ingestion`` the page takes in no files, and no remarks on answers.
    """
    credentials = read_credentials(auth)
    local = is_loopback(host)
    if not local and credentials is None:
        raise OpenHost(host=host)
    listener = listen(host, port)
    if credentials is None and not is_loopback(listener.getsockname()[0]):  # a name that is not what it says
        listener.close()
        raise OpenHost(host=host)
    announce(say("serve.loading", language))
    quieten()
    with (
        listener,
        tempfile.TemporaryDirectory(prefix="paracite-") as arriving,
        open_assistant(settings, tell=lambda each: announce(each.message(language))) as assistant,
        Libraries(assistant, settings) as libraries,
    ):
        # uploads arrive in a folder that nobody else may read, and that goes with the service
        os.environ["GRADIO_TEMP_DIR"] = arriving
        if not warm(assistant):
            announce(say("serve.empty", language))
        from ui.page.app import build_app
        from ui.page.calls import Lent

        largest = settings.max_file_bytes
        lent = None
        if (into := ingestion) is not None:
            lent = Lent(
                settings.home,
                into(settings),
                largest,
                collection=settings.collection,
                elsewhere=lambda name: into(replace(settings, collection=name)),
            )
        app = build_app(
            assistant,
            auth=credentials,
            local_only=local,
            largest_file=largest,
            lent=lent,
            libraries=libraries,
            writes=bool(settings.model),
        )
        announce(say("serve.ready", language, url=address(host, listener.getsockname()[1])))
        try:
            PageServer(app).run(sockets=[listener])
        except KeyboardInterrupt:  # the way to end it
            announce(say("serve.stopped", language))
            sys.exit(INTERRUPTED)


class PageServer(uvicorn.Server):
    """Ends quietly: open pages hold a connection each, and cutting those is no error to print a trace of."""

    def __init__(self, app: Guard) -> None:
        how: Any = {"timeout_keep_alive": _KEPT_OPEN_SECONDS, "timeout_graceful_shutdown": 1}
        super().__init__(uvicorn.Config(app, log_level="warning", access_log=False, **how))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)


def warm(assistant: Assistant) -> bool:
    """Load the models before the first question does; False where nothing has been ingested yet."""
    try:
        assistant.search(WARMING_QUESTION, limit=1)
    except EmptyCollection:
        return False
    return bool(assistant.collection.documents())


def read_credentials(auth: str | None) -> tuple[str, str] | None:
    if auth is None:
        return None
    user, colon, password = auth.partition(":")
    if not (user and colon and password):
        raise CredentialsUnusable
    return user, password


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; raises PortTaken or HostUnusable, both before any model is loaded."""
    bare = host.strip("[]")
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(bare, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise HostUnusable(host=host, port=port, reason=error.strerror or str(error)) from error
    try:
        if os.name == "posix":  # elsewhere the option would let two programs share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            other = port + 1 if port < 65535 else port - 1
            raise PortTaken(host=host, port=port, other=other) from error
        raise HostUnusable(host=host, port=port, reason=error.strerror or str(error)) from error
    return listener


def address(host: str, port: int) -> str:
    """What to type into the browser."""
    bare = host.strip("[]")
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(bare, f"[{bare}]" if ":" in bare else bare)  # noqa: S104
    return f"http://{shown}:{port}"


def quieten() -> None:
    """The libraries' chatter is not for the person who serves a page; warnings and errors still are."""
    for name in ("httpx", "httpcore", "uvicorn.access"):
        logging.getLogger(name).setLevel(logging.WARNING)
