"""Python imports this by itself when this folder is on PYTHONPATH: from then on only this machine can be reached.

Whatever asks for another address is written to the file NETWORK_GUARD_LOG (libraries like to swallow such errors) and meets
the error of a machine without a network. Code that is not Python passes by; the empty network namespace is for that.
"""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import sys
import traceback
from pathlib import Path
from typing import Any

LOG = Path(os.environ["NETWORK_GUARD_LOG"])
HERE = {"", "localhost", "localhost.localdomain", "ip6-localhost", socket.gethostname()}


def is_here(host: object) -> bool:
    """Whether the host is this machine. ``0.0.0.0`` and ``::`` are, when one listens or connects."""
    name = host.decode() if isinstance(host, bytes) else host
    if name is None or name in HERE:
        return True
    try:
        address = ipaddress.ip_address(str(name).split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def deny(what: str, target: object) -> OSError:
    calls = " < ".join(f"{call.filename}:{call.lineno}" for call in reversed(traceback.extract_stack(limit=8)[:-2]))
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"{what} {target!r} by {sys.argv[:3]}: {calls}\n")
    return OSError(errno.ENETUNREACH, "denied by the network guard of the tests")


class GuardedSocket(socket.socket):
    def _check(self, what: str, address: Any) -> None:
        internet = self.family in {socket.AF_INET, socket.AF_INET6}
        if internet and not is_here(address[0]):
            raise deny(what, address)

    def connect(self, address: Any) -> None:
        self._check("connect", address)
        super().connect(address)

    def connect_ex(self, address: Any) -> int:
        self._check("connect_ex", address)
        return super().connect_ex(address)

    def sendto(self, data: Any, *flags_and_address: Any) -> int:
        self._check("sendto", flags_and_address[-1])
        return super().sendto(data, *flags_and_address)


def guarded(name: str) -> None:
    function = getattr(socket, name)

    def lookup(host: Any, *arguments: Any, **named: Any) -> Any:
        if not is_here(host):
            deny(name, host)
            raise socket.gaierror(socket.EAI_NONAME, "denied by the network guard of the tests")
        return function(host, *arguments, **named)

    setattr(socket, name, lookup)


for lookup_name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr"):
    guarded(lookup_name)
socket.socket = GuardedSocket  # type: ignore[misc]
