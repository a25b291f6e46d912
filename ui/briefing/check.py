"""Do the quotations of a briefing still stand in the collection? Asked at every export, of every quotation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from rag import Document, Passage
from ui.briefing.blocks import Briefing, Quotation
from ui.briefing.errors import DocumentGone, ParagraphGone, QuotationTrouble, WordsChanged


class Holds(Protocol):
    """What is asked of a collection."""

    def document(self, document_id: str, /) -> Document | None: ...
    def passages(self, keys: Iterable[str], /) -> dict[str, Passage]: ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """One quotation, the paragraph that it stands in today, and what is wrong where it does not."""

    quotation: Quotation
    passage: Passage | None
    trouble: type[QuotationTrouble] | None = None

    def told(self, language: str) -> str:
        """What is wrong, in one sentence; "" where it was verified."""
        if self.trouble is None:
            return ""
        named = self.quotation.citation(language)
        return self.trouble(citation=named, seen=self.quotation.seen).message(language)


@dataclass(frozen=True, slots=True)
class Checked:
    """A briefing with what became of each of its quotations."""

    briefing: Briefing
    evidence: Mapping[Quotation, Evidence]

    @property
    def troubles(self) -> tuple[Evidence, ...]:
        """Those that were not verified, in order, each once."""
        wanted = dict.fromkeys(self.briefing.quotations())
        return tuple(self.evidence[each] for each in wanted if self.evidence[each].trouble)


def check(briefing: Briefing, collection: Holds) -> Checked:
    """Every quotation against the paragraph of today."""
    quotations = tuple(dict.fromkeys(briefing.quotations()))
    passages = collection.passages({each.key for each in quotations})
    return Checked(briefing, {each: _evidence(each, passages.get(each.key), collection) for each in quotations})


def _evidence(quotation: Quotation, passage: Passage | None, collection: Holds) -> Evidence:
    if passage is None:
        known = collection.document(quotation.document) is not None
        return Evidence(quotation, None, ParagraphGone if known else DocumentGone)
    if not quotation.words.strip() or quotation.words not in passage.paragraph.text:
        return Evidence(quotation, passage, WordsChanged)
    return Evidence(quotation, passage)
