"""Which documents a person wants to be asked: a filter of the library that also limits the chat."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, Final

from rag import Document, document_name, simplify
from ui.errors import InterfaceError

_MOST: Final = 2_000
"""Documents that can be named one by one."""
_LONGEST: Final = 200


class NothingChosen(InterfaceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "No document matches the filter that the question is limited to. Widen it, or ask all documents.",
        "zh": "没有文件符合提问所限的筛选条件。请放宽条件，或改问全部文件。",
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Each field that is not empty must be met. Years are four figures; words stand anywhere in what a document is called."""

    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    words: str = ""
    documents: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Everything may be asked."""
        return self == Scope()

    def holds(self, document: Document) -> bool:
        return (
            (not self.kinds or document.kind.value in self.kinds)
            and (not self.languages or document.language in self.languages)
            and (not self.since or document.date[:4] >= self.since)
            and (not self.until or "" < document.date[:4] <= self.until)
            and (not self.documents or document.id in self.documents)
            and all(word in _called(document) for word in _folded(self.words).split())
        )

    def select(self, documents: Iterable[Document]) -> tuple[Document, ...]:
        """Those of the documents that it holds, in their order."""
        return tuple(each for each in documents if self.holds(each))

    def record(self) -> dict[str, Any]:
        """As the browser keeps it; what is empty is left out."""
        fields = {
            "kinds": list(self.kinds),
            "languages": list(self.languages),
            "since": self.since,
            "until": self.until,
            "words": self.words,
            "documents": list(self.documents),
        }
        return {name: value for name, value in fields.items() if value}


def read_scope(value: object) -> Scope:
    """A scope from what a browser sent; what does not belong into one is passed over."""
    if not isinstance(value, Mapping):
        return Scope()
    years = {name: _year(value.get(name)) for name in ("since", "until")}
    words = value.get("words")
    return Scope(
        kinds=_names(value.get("kinds")),
        languages=_names(value.get("languages")),
        documents=_names(value.get("documents")),
        words=words.strip()[:_LONGEST] if isinstance(words, str) else "",
        **years,
    )


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(dict.fromkeys(each for each in value[:_MOST] if isinstance(each, str) and each))


def _year(value: object) -> str:
    figures = unicodedata.normalize("NFKC", str(value or "")).strip()
    return figures.zfill(4) if figures.isascii() and figures.isdigit() and len(figures) <= 4 and int(figures) else ""


@lru_cache(maxsize=100_000)
def _called(document: Document) -> str:
    names = (document_name(document, "zh"), document_name(document, "en"))
    return _folded(" ".join((*names, document.title, document.symbol, document.author, document.id, document.date)))


def _folded(value: str) -> str:
    return simplify(unicodedata.normalize("NFKC", value)).casefold()
