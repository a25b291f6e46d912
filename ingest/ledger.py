"""Whether every character that was printed is in a paragraph or named as lifted: told for every reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.furniture import Lifted
from ingest.lines import Line
from rag import Paragraph


def missing(lines: Sequence[Line], paragraphs: Iterable[Paragraph], lifted: Iterable[Lifted]) -> int:
    """How many letters and digits of the lines are in no paragraph and were not lifted; signs are not counted.

    A hyphen that a line break put into a word goes when the word is joined, so signs prove nothing.
    """
    printed = Counter("".join(line.text for line in lines))
    # two counts and their difference: to subtract a text character by character takes ten times as long
    held = Counter("".join([*(paragraph.text for paragraph in paragraphs), *(piece.text for piece in lifted)]))
    return sum(max(0, count - held[character]) for character, count in printed.items() if character.isalnum())


def first_missing(lines: Sequence[Line], paragraphs: Iterable[Paragraph], lifted: Iterable[Lifted]) -> Line | None:
    """The first line whose words stand nowhere; None where they all stand somewhere, torn apart perhaps."""
    held = "".join("".join([*(p.text for p in paragraphs), *(piece.text for piece in lifted)]).split())
    for line in lines:
        bare = "".join(line.text.split())
        half = len(bare) // 2
        if bare not in held and bare[:half] not in held and bare[half:] not in held:
            return line
    return None
