"""Who is who among the documents: looked up by number, symbol, sender and kind, whatever the size of the collection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection as Holder
from collections.abc import Iterable
from dataclasses import dataclass

from rag.document import Document, DocumentKind
from rag.naming import sender_state
from rag.words.terms import normalise

_DECIDED = frozenset({DocumentKind.RESOLUTION, DocumentKind.DECISION})
LANGUAGES = ("en", "zh", "fr", "es", "ru", "ar")
"""Which language version is quoted where there is none in the language of the question."""
SHORTEST_TITLE, SHORTEST_LATIN = 4, 12
"""Characters of a title that can name its document in a question."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a question can know a document by; each name normalised, "" where the document has none."""

    id: str
    kind: DocumentKind
    symbol: str = ""
    language: str = ""
    organ: str = ""
    """Who adopted it."""
    sender: str = ""
    """The state that sent it."""
    title: str = ""
    """Long enough to name it, else "" ."""


def listing_of(document: Document) -> Listing:
    """A document as a question can know it."""
    return Listing(
        document.id,
        document.kind,
        symbol=normalise(document.symbol) if document.symbol else "",
        language=document.language,
        organ=normalise(document.organ) if document.organ and document.kind in _DECIDED else "",
        sender=normalise(sender_state(document)) if document.author else "",
        title=_telling(normalise(document.title)) if document.title else "",
    )


def _telling(title: str) -> str:
    """A title that can name its document in a sentence: 灯塔条例; not 报告, not “Report”."""
    return title if len(title) >= (SHORTEST_LATIN if title.isascii() else SHORTEST_TITLE) else ""


class Directory:
    """The listings of a collection, in the order given, found by what a question may say of them."""

    def __init__(self, listings: Iterable[Listing]) -> None:
        self._kinds: dict[str, DocumentKind] = {}
        self._versions: dict[str, tuple[str, str]] = {}
        self._by_symbol: dict[str, list[str]] = defaultdict(list)
        self._by_number: dict[str, list[str]] = defaultdict(list)
        self._by_sender: dict[str, list[str]] = defaultdict(list)
        self._by_organ: dict[str, list[str]] = defaultdict(list)
        self._by_kind: dict[DocumentKind, list[str]] = defaultdict(list)
        self._by_title: dict[str, dict[str, list[str]]] = defaultdict(dict)
        for listing in listings:
            self._kinds[listing.id] = listing.kind
            self._by_kind[listing.kind].append(listing.id)
            if listing.symbol:
                self._versions[listing.id] = (listing.symbol, listing.language)
                self._by_symbol[listing.symbol].append(listing.id)
                for number in _numbers(listing.symbol):
                    self._by_number[number].append(listing.id)
            if listing.sender:
                self._by_sender[listing.sender].append(listing.id)
            if listing.title:
                self._by_title[listing.title[:SHORTEST_TITLE]].setdefault(listing.title, []).append(listing.id)
            if listing.organ and listing.kind is DocumentKind.RESOLUTION:
                self._by_organ[listing.organ].append(listing.id)

    def __len__(self) -> int:
        return len(self._kinds)

    def __contains__(self, document: str) -> bool:
        return document in self._kinds

    def with_symbol(self, symbol: str) -> list[str]:
        """Ids of the documents of a whole symbol (``a/res/67/169``): one a language version."""
        return self._by_symbol.get(symbol, [])

    def one_version(self, documents: Iterable[str], language: str) -> tuple[str, ...]:
        """Of the language versions of one symbol the one to quote: in this language, else English, else the next."""
        best: dict[str, tuple[int, str]] = {}
        for document in documents:
            symbol, written = self._versions.get(document, (document, ""))
            order = (language, *LANGUAGES, written)
            rank = order.index(written)
            if symbol not in best or rank < best[symbol][0]:
                best[symbol] = (rank, document)
        return tuple(document for _, document in best.values())

    def versions_of(self, document: str) -> list[str]:
        """Ids of all language versions of a document, itself among them."""
        symbol, _ = self._versions.get(document, ("", ""))
        return self._by_symbol.get(symbol, [document])

    def with_number(self, number: str) -> list[str]:
        """Ids of the resolutions and decisions of a number (``67/169``, ``1325``)."""
        return self._by_number.get(number, [])

    def sent_by(self, names: Holder[str], *, kinds: Holder[DocumentKind] = ()) -> list[str]:
        """Ids of the documents sent by a state of one of these names, of one of these kinds or of any."""
        found = [document for name in names for document in self._by_sender.get(name, ())]
        return [document for document in found if not kinds or self._kinds[document] in kinds]

    def titled_in(self, text: str) -> list[tuple[int, int, list[str]]]:
        """The titles that stand in a normalised text: start, end and ids of their documents; the longest at each place."""
        found: list[tuple[int, int, list[str]]] = []
        for start in range(len(text) - SHORTEST_TITLE + 1):
            if found and start < found[-1][1]:
                continue
            titles = self._by_title.get(text[start : start + SHORTEST_TITLE], {})
            fitting = [title for title in titles if text.startswith(title, start)]
            if fitting:
                title = max(fitting, key=len)
                found.append((start, start + len(title), titles[title]))
        return found

    def of_kinds(self, kinds: Iterable[DocumentKind]) -> list[str]:
        """Ids of all documents of these kinds."""
        return [document for kind in kinds for document in self._by_kind.get(kind, ())]

    def organs(self) -> dict[str, list[str]]:
        """Ids of resolutions by the organ that adopted them."""
        return self._by_organ


def _numbers(symbol: str) -> set[str]:
    """The numbers that name a resolution or decision: ``13/23`` and, as some write it, ``13``."""
    for word in ("/res/", "/dec/"):
        if word in symbol:
            tail = symbol.split(word, 1)[1]
            ends = [place for place in range(1, len(tail)) if not tail[place].isdigit()] + [len(tail)]
            return {tail[:end] for end in ends if tail[:end][-1].isdigit()}
    return set()
