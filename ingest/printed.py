"""What a reader makes of a file: the printed lines of each document in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.entry import Entry
from ingest.furniture import Lifted
from ingest.lines import Line
from rag import Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One document as its format prints it.

    A format that knows more than print shows says it in the lines: ``Line.level`` for a heading, ``Line.literal`` where a
    paragraph starts, ``Line.verbatim`` for a row of a table (cells parted by `` | ``), ``Line.page``. A number that the format
    counts (automatic numbering) is printed before the words as a reader of the page sees it: ``12. ``, ``(a) ``, ``• ``, in a line
    that is ``counted``.
    A footnote that the format knows is marked ``[^3]`` in the text, and is a line ``[^3]: …`` of its own.
    """

    lines: tuple[Line, ...]
    member: str = ""
    """Which entry of its file it is, where a file holds several documents."""
    digest: str = ""
    """SHA-256 (hexadecimal) of its entry's bytes; "" where the file is one document."""
    entry: Entry = field(default_factory=Entry)
    """What the file itself declares: front matter, the ``title`` of a line."""
    fallback: Entry = field(default_factory=Entry)
    """What stands beside the text and is believed only of what the text does not print: ``<title>``, a file's properties."""
    lifted: tuple[Lifted, ...] = ()
    """What the format itself keeps apart from the text: ``running head``, ``running foot``, ``contents``."""
    remarks: tuple[Remark, ...] = ()
    paged: bool = False
    """The format has pages: a paragraph keeps its page even where there is one only."""
