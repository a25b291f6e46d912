"""The collections of one home behind one service: the one that is served, and others opened as they are asked for.

Of the others few stay open; which one a person asks is the browser's to say, or the other program's.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final, Self, cast

from rag import Assistant, Collection, Settings, Shelved, find_collection, list_collections, open_assistant
from ui.errors import InterfaceError

MOST_OPEN: Final = 3
"""Collections besides the served one that stay open: each holds its indexes and its embedding model in memory."""


class UnknownCollection(InterfaceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "There is no collection “{name}” here. List them with: paracite collections — or leave the name out to ask the "
        "one that is served.",
        "zh": "这里没有名为“{name}”的文件库。可运行 paracite collections 查看名称，或不写名称，改用当前提供的文件库。",
    }


@dataclass(slots=True)
class _Open:
    assistant: Assistant
    users: int = 0


class Libraries:
    """Lends assistants by the name of their collection. None is the served one, which is the caller's to close."""

    def __init__(
        self,
        served: Assistant,
        settings: Settings | None = None,
        *,
        opened_by: Callable[[Settings], Assistant] = open_assistant,
    ) -> None:
        """Without ``settings`` (of the served collection) there is no other."""
        self._served = served
        self._settings = settings
        self._opened_by = opened_by
        self._open: OrderedDict[str, _Open] = OrderedDict()
        self._lock = threading.Lock()
        self._opening = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all but the served one."""
        with self._lock:
            found = list(self._open.values())
            self._open.clear()
        for each in found:
            each.assistant.close()

    def known(self, name: object) -> str | None:
        """The name as it is kept, None for the served one; "" is the one without a name. Raises UnknownCollection, SettingsError."""
        if name is None:
            return None
        found = find_collection(self._settings, str(name)) if self._settings else None
        if found is None:
            raise UnknownCollection(name=str(name)[:100])
        return None if self._settings and found == self._settings.collection else found

    def all(self) -> tuple[Shelved, ...]:
        """Every collection of the home with its size; () where there is no home. Raises CollectionError."""
        return list_collections(self._settings) if self._settings else ()

    @property
    def served_name(self) -> str:
        return self._settings.collection if self._settings else ""

    @contextmanager
    def lent(self, name: object = None) -> Iterator[Assistant]:
        """The assistant over a collection; it stays open at least as long as the block lasts. Never makes a collection.

        Raises UnknownCollection, SettingsError, CollectionError.
        """
        known = self.known(name)
        if known is None:
            yield self._served
            return
        taken = self._taken(known)
        try:
            yield taken.assistant
        finally:
            with self._lock:
                taken.users -= 1
            self._spare()

    def collection(self, name: object = None) -> Collection:
        """The collection of this name, held open for no longer than each question to it lasts."""
        known = self.known(name)
        return self._served.collection if known is None else cast(Collection, _Reached(self, known))

    def _taken(self, name: str) -> _Open:
        if (found := self._used(name)) is not None:
            return found
        with self._opening:  # one at a time: each loads a model
            if (found := self._used(name)) is not None:
                return found
            assert self._settings is not None  # noqa: S101 - else no name is known
            opened = _Open(self._opened_by(replace(self._settings, collection=name)), users=1)
            with self._lock:
                self._open[name] = opened
        self._spare()
        return opened

    def _used(self, name: str) -> _Open | None:
        with self._lock:
            found = self._open.get(name)
            if found is not None:
                found.users += 1
                self._open.move_to_end(name)
            return found

    def _spare(self) -> None:
        """Close those that were asked longest ago and that nobody asks now."""
        with self._lock:
            idle = [name for name, each in self._open.items() if not each.users]
            gone = [self._open.pop(name) for name in idle[: max(0, len(self._open) - MOST_OPEN)]]
        for each in gone:
            each.assistant.close()


class _Reached:
    """Passes each question on to the collection of a name, wherever that is open just then."""

    def __init__(self, libraries: Libraries, name: str) -> None:
        self._libraries = libraries
        self._name = name

    def __getattr__(self, question: str) -> Callable[..., Any]:
        def ask(*given: Any, **how: Any) -> Any:
            with self._libraries.lent(self._name) as assistant:
                return getattr(assistant.collection, question)(*given, **how)

        return ask
