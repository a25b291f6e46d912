"""YAML front matter: what the head of a Markdown or text file, or the fields of a JSON line, declare of the document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.dates import iso_date
from ingest.entry import Entry, entry_of
from ingest.remarks import remark
from rag import Remark

LONGEST = 65_536
"""Characters of a block that is front matter."""
DEEPEST = 12
"""Levels that a block may nest."""
LONGEST_VALUE = 2_000
_BLOCK = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)(?:^)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_KEY = re.compile(r"\s*(?:#.*\n\s*)*[\"']?[A-Za-z_][\w.-]*[\"']?\s*:(?:\s|$)")
_NAMES = {"lang": "language", "authors": "author", "creator": "author", "canonical": "url", "link": "url"}
_NUMERIC_DATE = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
_FIELDS = ("symbol", "title", "date", "language", "kind", "author", "url")


def split_front_matter(text: str) -> tuple[str, Entry, tuple[Remark, ...]]:
    """The text with its front matter blanked out (its line breaks stay), what it declares, and what was wrong with it.

    A block between two rules that is prose and no data stays in the text.
    """
    # a block ends at its first closing rule, within bounds: a long text between two rules is no front matter
    match = _BLOCK.match(text[: LONGEST + 64])
    if match is None or not _KEY.match(match["yaml"] + "\n"):
        blank = match is not None and not match["yaml"].strip()
        return (text, Entry(), ()) if match is None or not blank else (_blanked(text, match), Entry(), ())
    try:
        fields = _load(match["yaml"])
    except _BadBlock as error:
        return _blanked(text, match), Entry(), (remark("front-matter", line=error.line + 1),)
    entry, remarks = entry_from(fields)
    return _blanked(text, match), entry, remarks


def entry_from(fields: Mapping[str, object]) -> tuple[Entry, tuple[Remark, ...]]:
    """The entry that these fields make (names that are none of an entry's are passed over), and a remark on each useless one."""
    given: dict[str, str] = {}
    remarks: list[Remark] = []
    for key, value in fields.items():
        name = key.strip().lower()
        name = _NAMES.get(name, name)
        words = _words(value)
        if name not in _FIELDS or not words or name in given:
            continue
        if name == "language":
            words = words.lower().replace("_", "-").partition("-")[0]
        found = _date(words) if name == "date" else words
        if not found or (name == "kind" and entry_of({"kind": words}).kind is None):
            remarks.append(remark("useless-field", name=key.strip(), value=words[:60]))
            continue
        given[name] = found
    return entry_of(given), tuple(remarks)


def _words(value: object) -> str:
    """A value as one line; the names of a list are joined."""
    if isinstance(value, Mapping):
        return _words(value.get("name", ""))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(words for item in value if not isinstance(item, list) and (words := _words(item)))
    if value is None or isinstance(value, bool):
        return ""
    return " ".join(re.sub(r"[\ud800-\udfff\x00-\x1f\x7f]", " ", str(value)).split())[:LONGEST_VALUE]


def _date(text: str) -> str:
    if match := _NUMERIC_DATE.match(text):
        month, day = int(match["month"]), int(match["day"])
        return f"{match['year']}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""
    return iso_date(text)


def _blanked(text: str, match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n") + text[match.end() :]


class _BadBlock(Exception):
    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


def _load(block: str) -> dict[str, object]:
    """The fields of a block, every value as it was typed: a symbol ``67_169`` is no number, a title ``No`` no truth value.

    Aliases are refused: front matter needs none, and a few lines of them can stand for gigabytes.
    """
    import yaml

    try:
        depth = 0
        for event in yaml.parse(block, Loader=yaml.BaseLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or depth > DEEPEST:
                raise _BadBlock(event.start_mark.line + 1)
        loaded = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506 - makes texts, lists and mappings only, unlike its name
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise _BadBlock(mark.line + 1 if mark is not None else 1) from None
    if not isinstance(loaded, dict):
        raise _BadBlock(1)
    return {str(key): value for key, value in loaded.items()}
