"""Where a Chroma server is and how one is let in: read from settings, never shown with what lets one in."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from rag.errors import BadHeaders, BadServer
from rag.settings import Settings


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A Chroma server, and the tenant and database on it."""

    url: str
    """``https://host:port``, with a path where a proxy wants one; without name and password."""
    tenant: str
    database: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


def server_address(settings: Settings) -> ServerAddress | None:
    """The server of these settings; None where the vectors lie in a folder. Raises BadServer, BadHeaders."""
    if not settings.chroma:
        return None
    headers = _headers(settings.chroma_headers)
    try:
        parts = urlsplit(settings.chroma.strip())
        port = f":{parts.port}" if parts.port else ""
    except ValueError as error:
        raise BadServer from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise BadServer
    if parts.username and "authorization" not in {name.casefold() for name in headers}:
        secret = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(secret).decode()}"
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    path = parts.path.rstrip("/").removesuffix("/api/v2")
    return ServerAddress(
        f"{parts.scheme}://{host}{port}{path}", settings.chroma_tenant, settings.chroma_database, headers
    )


def _headers(text: str) -> dict[str, str]:
    """From ``Name: value`` lines, or a JSON object of strings."""
    if not text.strip():
        return {}
    if text.lstrip().startswith("{"):
        try:
            found = json.loads(text)
        except ValueError as error:
            raise BadHeaders from error
        pairs = list(found.items())
    else:
        pairs = [tuple(line.split(":", 1)) for line in text.splitlines() if line.strip()]
    if not all(len(pair) == 2 and all(isinstance(each, str) for each in pair) for pair in pairs):
        raise BadHeaders
    headers = {name.strip(): value.strip() for name, value in pairs}
    if not all(name and name.isascii() and name.isprintable() and " " not in name for name in headers):
        raise BadHeaders
    if not all(value.isascii() and value.isprintable() for value in headers.values()):
        raise BadHeaders
    return headers
