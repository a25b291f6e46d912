"""What a collection may hold after a fault: for each document the text that was acknowledged, or also the one in flight."""

from __future__ import annotations

from collections.abc import Mapping

from rag import Reading

Text = tuple[tuple[str, str], ...]
"""A document as its paragraphs: (id, text)."""
Changes = Mapping[str, Text | None]
"""Documents as they are to become; None for one that is to go."""


def text_of(reading: Reading) -> Text:
    return tuple((paragraph.id, paragraph.text) for paragraph in reading.paragraphs)


class Ledger:
    """Documents by id, each with the texts that it may have. None among them: it may be gone."""

    def __init__(self) -> None:
        self.possible: dict[str, list[Text | None]] = {}

    def begin(self, changes: Changes) -> None:
        """These changes are under way: the old text or the new one may be found."""
        for name, text in changes.items():
            self.possible[name] = [*self.possible.get(name, [None]), text]

    def acknowledge(self, changes: Changes) -> None:
        """These changes are done: nothing but the new text may be found."""
        for name, text in changes.items():
            self.possible[name] = [text]

    def settle(self, found: Mapping[str, Text]) -> None:
        """What was found after a fault is what stands from now on."""
        self.possible = {name: [found.get(name)] for name in self.possible}
        self.possible = {name: texts for name, texts in self.possible.items() if texts != [None]}

    def held(self) -> list[str]:
        """Documents that are there for certain, sorted."""
        return sorted(name for name, texts in self.possible.items() if None not in texts)

    def stable(self) -> dict[str, Text]:
        """Documents that have one text only."""
        return {name: texts[0] for name, texts in self.possible.items() if len(texts) == 1 and texts[0] is not None}
