"""What the page's script calls (ui/page/calls.py), each call for the collection that the browser asks: ``{collection, given}``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rag import ParaciteError
from ui.page.calls import Call, Json, Lent, calls
from ui.page.libraries import Libraries
from ui.page.markup import both
from ui.page.shelf import libraries_html


def routed_calls(libraries: Libraries, lent: Lent | None, *, uploads: Callable[[], set[str]]) -> list[Call]:
    """Every function that the script may call. The browser's collection may be gone: that is told, and nothing is made."""
    tables: dict[str | None, dict[str, Call]] = {}

    def table(name: str | None) -> dict[str, Call]:
        if name not in tables:
            own = lent if lent is None or name is None else lent.for_collection(name)
            made = calls(libraries.collection(name), own, uploads=uploads)
            tables[name] = {each.__name__: each for each in made}
        return tables[name]

    def routed(call: str) -> Call:
        def answer(given: Any) -> Json:
            try:
                found = table(libraries.known(given["collection"]))
            except ParaciteError as error:
                return {"trouble": both(error.message("zh"), error.message("en"))}
            return found[call](given["given"])

        answer.__name__ = call
        return answer

    def list_libraries(given: Any) -> Json:
        """``html``: the collections of this home; "" where there is but one."""
        try:
            name = libraries.known(given["collection"])
        except ParaciteError:
            name = given["collection"]
        try:
            found = libraries.all()
        except ParaciteError as error:
            return {"trouble": both(error.message("zh"), error.message("en"))}
        return {"html": libraries_html(found, served=libraries.served_name, present=name)}

    return [*(routed(name) for name in table(None)), list_libraries]
