"""What stands before the page: who may come in, by which way, with how much; and the headers of every response.

The browser that shows the page shows other pages, too, and those may not use it to reach the documents: a name of theirs that they
point at this machine (DNS rebinding) is refused by the ``Host`` header, a request that they send by its ``Origin`` header.
Of the ways that the web framework brings along, only those are open that the page and the documented endpoints need: among the
others is one that fetches any address that it is given, which no Content-Security-Policy would see.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hmac
import json
import re
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from ui.page.guard_errors import (
    BodyTooLarge,
    LengthMissing,
    LoginNeeded,
    RequestRefused,
    StrangeHost,
    StrangeOrigin,
    TooManyAttempts,
    WayClosed,
)
from ui.page.login_attempts import Attempts
from ui.programs.json_output import error_object

POLICY: Final = (
    "default-src 'self'; script-src 'self'{nonce} 'unsafe-eval'; script-src-attr 'none'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; frame-src 'none'; "
    "worker-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
"""No image, font, script, frame or ping of another machine; no script but the page's own. Gradio's front end compiles the page's
script ('unsafe-eval') and sets styles in place; its inline scripts carry the nonce of ui/page/first_page.py."""
FILE_POLICY: Final = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""Of a file that a person put here: whatever it is, it is no page of ours."""
LARGEST_MESSAGE: Final = 16_000_000
"""Bytes of a request that is no upload: a long conversation, many times over."""
KNOWN: Final = "paracite.known"
"""Of a request's scope: whether it came with the login (True where none is asked for)."""

_ALWAYS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
_LOCAL_NAMES: Final = re.compile(r"localhost|127(?:\.\d{1,3}){3}|::1")
_GET: Final = re.compile(
    r"""/(?: | config/? | healthz | theme\.css | robots\.txt | favicon\.ico | manifest\.json | logout
    | (?:assets|static)/.+
    | gradio_api/(?: info/? | openapi\.json | login_check/? | user/? | app_id/? | startup-events | theme\.css
        | heartbeat/\w+ | queue/(?:data|status) | upload_progress | call/\w+/\w+ | file=(?:[A-Za-z]:)?[^:]+ | mcp/? ))""",
    re.VERBOSE,
)
_POST: Final = re.compile(
    r"""/(?: login/?
    | gradio_api/(?: queue/join/? | run/predict/? | call/(?:v2/)?\w+/? | component_server/? | upload/? | cancel/? | reset/? | mcp/? ))""",
    re.VERBOSE,
)
_WAYS: Final = {"GET": _GET, "HEAD": _GET, "POST": _POST, "DELETE": re.compile(r"/gradio_api/mcp/?")}
_ASSETS: Final = "/assets/"
"""Whose names change with what is in them."""
_LASTING: Final = (b"cache-control", b"public, max-age=31536000, immutable")
_FILES: Final = "/gradio_api/file="
_MCP: Final = "/gradio_api/mcp"
_UPLOAD: Final = "/gradio_api/upload"
_LOGIN: Final = re.compile(r"/login/?")

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Login:
    """The one name and password, and the cookie that stands for them once they were given on the page."""

    user: str
    password: str
    cookies: tuple[str, ...]
    """Names under which the web framework keeps its token."""
    tokens: MutableMapping[str, str]
    """The web framework's: token → user."""

    def knows(self, headers: Mapping[str, str]) -> bool:
        """Whether a request carries the cookie, or HTTP Basic as ``curl --user`` sends it."""
        pairs = [each.strip().partition("=") for each in headers.get("cookie", "").split(";")]
        return self._basic(headers) or any(name in self.cookies and value in self.tokens for name, _, value in pairs)

    def _basic(self, headers: Mapping[str, str]) -> bool:
        scheme, _, encoded = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return False
        try:
            given = base64.b64decode(encoded.strip(), validate=True)
        except (binascii.Error, ValueError):
            return False
        return hmac.compare_digest(given, f"{self.user}:{self.password}".encode())


class Guard:
    """The outermost layer of the service; ``local_only`` answers to this machine's own names and to no other."""

    def __init__(self, app: App, *, local_only: bool, login: Login | None, largest_upload: int) -> None:
        self.app = app
        self._local_only = local_only
        self._login = login
        self._largest_upload = largest_upload
        self._attempts = Attempts()
        self._token = secrets.token_urlsafe(32)
        if login is not None:
            login.tokens[self._token] = login.user

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # the page opens no web socket
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        method, path = str(scope["method"]), str(scope["path"])
        policy = FILE_POLICY if path.startswith(_FILES) else POLICY.format(nonce="")
        answer = _with_headers(send, policy, lasting=path.startswith(_ASSETS))
        try:
            check_host(headers, local_only=self._local_only)
            check_origin(headers, method, path)
            check_way(method, path)
            check_length(headers, method, self._largest_upload if path.startswith(_UPLOAD) else LARGEST_MESSAGE)
            answer = self._admit(scope, headers, path, answer)
            if self._local_only:  # within one machine, packing costs more than it saves
                scope["headers"] = [each for each in scope["headers"] if each[0].lower() != b"accept-encoding"]
        except RequestRefused as error:
            await refuse(answer, error)
            return
        await self.app(scope, _in_turns(receive) if path.startswith(_UPLOAD) else receive, answer)

    def _admit(self, scope: Scope, headers: Mapping[str, str], path: str, answer: Send) -> Send:
        """The framework knows cookies only, and for the MCP tools it asks for none; it would let anybody guess for ever.

        Gives what the response goes through. Raises LoginNeeded, TooManyAttempts.
        """
        scope[KNOWN] = self._login is None
        if self._login is None:
            return answer
        address = str((scope.get("client") or ("",))[0])
        tried, asked = "authorization" in headers, bool(_LOGIN.fullmatch(path)) and scope["method"] == "POST"
        if tried or asked:
            self._attempts.check(address)
        scope[KNOWN] = self._login.knows(headers)
        if tried:
            (self._attempts.right if scope[KNOWN] else self._attempts.wrong)(address)
        if scope[KNOWN] and "authorization" in headers:
            others = [(name, value) for name, value in scope["headers"] if name.lower() != b"cookie"]
            scope["headers"] = [*others, (b"cookie", f"{self._login.cookies[0]}={self._token}".encode("latin-1"))]
        if not scope[KNOWN] and path.startswith(_MCP):
            raise LoginNeeded
        return self._counted(answer, address) if asked else answer

    def _counted(self, send: Send, address: str) -> Send:
        """What became of a name and password that were given on the page."""

        async def send_counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                (self._attempts.right if message["status"] < 400 else self._attempts.wrong)(address)
            await send(message)

        return send_counted


def check_host(headers: Mapping[str, str], *, local_only: bool) -> None:
    """Raises StrangeHost."""
    host = headers.get("host", "").lower()
    name = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    if local_only and not _LOCAL_NAMES.fullmatch(name.removesuffix(".")):
        raise StrangeHost(host=name[:100])


def check_origin(headers: Mapping[str, str], method: str, path: str) -> None:
    """Another site may link to the page; more than that it may not. Raises StrangeOrigin."""
    origin = headers.get("origin", "")
    own = {headers.get("host", "").lower(), headers.get("x-forwarded-host", "").lower()}
    if origin and urlsplit(origin).netloc.lower() not in own - {""}:
        raise StrangeOrigin(origin=origin[:100])
    site = headers.get("sec-fetch-site", "none")
    is_link = method in {"GET", "HEAD"} and path == "/" and headers.get("sec-fetch-mode") == "navigate"
    if site not in {"none", "same-origin"} and not is_link:
        raise StrangeOrigin(origin=site[:100])


def check_way(method: str, path: str) -> None:
    """Raises WayClosed."""
    way = _WAYS.get(method)
    if way is None or not way.fullmatch(path) or ".." in re.split(r"[/\\]", path):
        raise WayClosed(method=method[:10], path=path[:100])


def check_length(headers: Mapping[str, str], method: str, largest: int) -> None:
    """Before a byte is read. Raises LengthMissing, BodyTooLarge."""
    length = headers.get("content-length")
    if length is None:
        if method == "POST" and "transfer-encoding" in headers:
            raise LengthMissing
    elif not length.isdigit() or int(length) > largest:
        raise BodyTooLarge(limit=f"{largest / 1e6:,.0f}")


def _in_turns(receive: Receive) -> Receive:
    """An upload that lets others have their turn: after each piece it rests for twice as long as the piece was worked on."""
    given = 0.0

    async def receive_in_turns() -> Message:
        nonlocal given
        if given:
            await asyncio.sleep(2 * (time.perf_counter() - given))
        message = await receive()
        given = time.perf_counter()
        return message

    return receive_in_turns


def _with_headers(send: Send, policy: str, *, lasting: bool = False) -> Send:
    """Adds the headers as a response starts; a policy of its own stands. A stream passes through untouched."""

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            found = list(message.get("headers", ()))
            if not any(name.lower() == b"content-security-policy" for name, _ in found):
                found.append((b"content-security-policy", policy.encode()))
            if lasting and message["status"] == 200:
                found = [each for each in found if each[0].lower() != b"cache-control"] + [_LASTING]
            message["headers"] = [*found, *_ALWAYS]
        await send(message)

    return send_with_headers


async def refuse(send: Send, error: RequestRefused) -> None:
    body = json.dumps({"error": error_object(error)}, ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    if isinstance(error, LoginNeeded):
        headers.append((b"www-authenticate", b'Basic realm="paracite", charset="UTF-8"'))
    if isinstance(error, TooManyAttempts):
        headers.append((b"retry-after", str(error.details["seconds"]).encode()))
    await send({"type": "http.response.start", "status": error.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
