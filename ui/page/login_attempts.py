"""Wrong logins, counted by the address that they come from: whoever guesses is made to wait."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from typing import Final

from ui.page.guard_errors import TooManyAttempts

ALLOWED: Final = 5
"""Wrong logins in a row."""
REST_SECONDS: Final = 60.0
"""After that many, how long the address waits from the last one on."""
_REMEMBERED: Final = 10_000
"""Addresses; of more, those that were wrong longest ago are forgotten."""


class Attempts:
    """What every address has got wrong of late. ``now``: a clock that only goes forward, in seconds."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._wrong: dict[str, tuple[int, float]] = {}

    def check(self, address: str) -> None:
        """Raises TooManyAttempts."""
        count, last = self._wrong.get(_network(address), (0, 0.0))
        left = last + REST_SECONDS - self._now()
        if count >= ALLOWED and left > 0:
            raise TooManyAttempts(seconds=int(left) + 1)

    def wrong(self, address: str) -> None:
        network, now = _network(address), self._now()
        count, last = self._wrong.pop(network, (0, now))
        self._wrong[network] = (count + 1 if now - last < REST_SECONDS else 1, now)
        if len(self._wrong) > _REMEMBERED:
            del self._wrong[next(iter(self._wrong))]

    def right(self, address: str) -> None:
        self._wrong.pop(_network(address), None)


def _network(address: str) -> str:
    """The address itself, or of IPv6 the network that one household has at its disposal."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str(found if found.version == 4 else ipaddress.ip_network((found, 64), strict=False))
