"""A stream of growing values, shown no more often than an eye could follow.

Whatever the page or a client is sent costs a hundred times what it costs to make, and an answer of quotations is there all at
once, so its beginnings need not be sent: with fifty people asking this decides how long they wait.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

Value = TypeVar("Value")
SECONDS: Final = 0.06


def paced(values: Iterable[Value], *, seconds: float = SECONDS) -> Iterator[Value]:
    """The values but for those that come within ``seconds`` of the last that was given and are followed by another."""
    given = time.monotonic()
    held: list[Value] = []
    for value in values:
        held = [value]
        if time.monotonic() - given >= seconds:
            yield held.pop()
            given = time.monotonic()
    yield from held
