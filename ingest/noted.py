"""What the collection notes of a file that was read, so that the next run can leave it alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Self

from ingest.entry import Entry

FINISHED = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A file as it was when it was read. Two notes of the same rules, digest and entry stand for the same documents."""

    rules: int
    """The version of the reading rules (``ingest.document.RULES``)."""
    digest: str
    """SHA-256 (hexadecimal) of the file."""
    entry: str = ""
    """Digest of what the catalogue says of the file; "" where it says nothing."""
    fields: tuple[str, ...] = ()
    """The fields that the catalogue gives."""
    read: int = FINISHED
    """Entries of the file that have been read; FINISHED where it was read to its end."""
    trusted: bool = True
    """An entry that is held with its digest was read by these rules, under this catalogue entry."""
    repeats: Mapping[str, str] = field(default_factory=dict)
    """Other files whose documents this one repeats, and so does not hold itself, with their digests at that time."""

    def is_of(self, other: Note) -> bool:
        """The same file, under the same rules and catalogue entry."""
        return (self.rules, self.digest, self.entry) == (other.rules, other.digest, other.entry)

    @property
    def finished(self) -> bool:
        return self.read == FINISHED

    def until(self, read: int, *, trusted: bool) -> Note:
        """The note of a file that has been read so far."""
        return replace(self, read=read, trusted=trusted)

    def __str__(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        """The note that was written as this text; None for one of another kind, whose file is then read again."""
        try:
            values = json.loads(text)
            return cls(**(values | {"fields": tuple(values["fields"])}))
        except (ValueError, TypeError, KeyError):
            return None


def note_of(*, rules: int, digest: str, entry: Entry | None) -> Note:
    """The note of a file that is read to its end."""
    given = {name: str(value) for name, value in (entry or Entry()).fields().items() if value}
    told = json.dumps(given, ensure_ascii=False, sort_keys=True) if given else ""
    return Note(
        rules=rules,
        digest=digest,
        entry=hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16] if told else "",
        fields=tuple(sorted(given)),
    )
