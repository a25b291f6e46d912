"""What a person or the file itself declares of a document, and its text need not say."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from rag import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row of a catalogue, the front matter of a file, the fields of a line. An empty field leaves what the text says."""

    symbol: str = ""
    title: str = ""
    date: str = ""
    language: str = ""
    kind: DocumentKind | None = None
    author: str = ""
    url: str = ""

    def fields(self) -> dict[str, str | DocumentKind | None]:
        """By the names that a Document gives them."""
        return dataclasses.asdict(self)

    def over(self, other: Entry) -> Entry:
        """The entry, completed by another one."""
        return Entry(**{name: value or getattr(other, name) for name, value in self.fields().items()})  # type: ignore[arg-type]


def entry_of(fields: dict[str, str]) -> Entry:
    """An entry from printed fields by name; names that are none of an entry's are passed over."""
    return Entry(
        symbol=fields.get("symbol", ""),
        title=fields.get("title", ""),
        date=fields.get("date", ""),
        language=fields.get("language", ""),
        kind=_kind(fields.get("kind", "")),
        author=fields.get("author", ""),
        url=fields.get("url", ""),
    )


def _kind(text: str) -> DocumentKind | None:
    normal = text.lower().replace("_", " ")
    return DocumentKind(normal) if normal in list(DocumentKind) else None
