"""Why a request is not let in, each with its HTTP status: what another program, or somebody who set up a proxy, reads.

InterfaceError
└── RequestRefused      StrangeHost · StrangeOrigin · WayClosed · LoginNeeded · TooManyAttempts · LengthMissing · BodyTooLarge
                        CallMalformed
"""

from __future__ import annotations

from typing import ClassVar

from ui.errors import InterfaceError


class RequestRefused(InterfaceError):
    """``status`` is the HTTP status of the response."""

    status: ClassVar[int] = 403


class StrangeHost(RequestRefused):
    status: ClassVar[int] = 400
    templates: ClassVar[dict[str, str]] = {
        "en": "This service answers on this machine only, and “{host}” is another name. Open it as http://127.0.0.1, or start it "
        "with --host and --auth.",
        "zh": "本服务只在本机使用，“{host}”不是本机的名称。请用 http://127.0.0.1 打开，或以 --host 和 --auth 启动。",
    }


class StrangeOrigin(RequestRefused):
    templates: ClassVar[dict[str, str]] = {
        "en": "A page of another site ({origin}) may not use this service. Open its own address in the browser.",
        "zh": "其他网站（{origin}）的网页不能使用本服务。请在浏览器中直接打开本服务的网址。",
    }


class WayClosed(RequestRefused):
    status: ClassVar[int] = 404
    templates: ClassVar[dict[str, str]] = {
        "en": "There is nothing at {method} {path}. What there is: / (the page), /healthz, /gradio_api/info (the endpoints), "
        "/gradio_api/mcp/.",
        "zh": "{method} {path} 处没有内容。可用的有：/（网页）、/healthz、/gradio_api/info（接口说明）、/gradio_api/mcp/。",
    }


class LoginNeeded(RequestRefused):
    status: ClassVar[int] = 401
    templates: ClassVar[dict[str, str]] = {
        "en": "A name and password are needed. Send them as HTTP Basic (curl --user USER:PASSWORD).",
        "zh": "需要用户名和密码。请以 HTTP Basic 方式提供（curl --user USER:PASSWORD）。",
    }


class TooManyAttempts(RequestRefused):
    """``seconds``: until the next attempt is looked at."""

    status: ClassVar[int] = 429
    templates: ClassVar[dict[str, str]] = {
        "en": "The name or the password was wrong too often. Wait {seconds} seconds, then try again; whoever started the service "
        "knows both (paracite serve --auth USER:PASSWORD).",
        "zh": "用户名或密码多次不对。请等 {seconds} 秒再试；启动本服务的人知道这两者（paracite serve --auth USER:PASSWORD）。",
    }


class CallMalformed(RequestRefused):
    status: ClassVar[int] = 400
    templates: ClassVar[dict[str, str]] = {
        "en": "This is no call of the page ({reason}). Programs use the endpoints that /gradio_api/info describes.",
        "zh": "这不是网页的调用（{reason}）。其他程序请使用 /gradio_api/info 所列的接口。",
    }


class LengthMissing(RequestRefused):
    status: ClassVar[int] = 411
    templates: ClassVar[dict[str, str]] = {
        "en": "The request does not say how long it is. Send a Content-Length header.",
        "zh": "请求没有说明长度。请加上 Content-Length 标头。",
    }


class BodyTooLarge(RequestRefused):
    status: ClassVar[int] = 413
    templates: ClassVar[dict[str, str]] = {
        "en": "This is larger than the {limit} MB that are taken over the web. Split it, or add it with: paracite ingest PATH",
        "zh": "超过网页可接收的 {limit} MB。请拆分，或用 paracite ingest PATH 加入。",
    }
