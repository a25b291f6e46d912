"""Numbers that print sets apart from their paragraphs: alone on the line above, or before the words without a full stop."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.lines import Line, ends_with_colon, ends_with_comma, is_finished
from ingest.markers import marker_of

_ALONE = re.compile(
    r"\d{1,3}[.．)）、]|[(（]\s?(?:[a-z]{1,5}|[а-яё]|[\u0621-\u064a]|\d{1,2}|[一二三四五六七八九十]{1,3})\s?[)）]"
    r"|[①-⑳㈠-㈩•●○■□▪▫◦‣∙◆◇➢➤✓·\uf0b7\uf0a7\uf06e\uf0d8]|[-–—−](?!\S)"
)
"""``1.``, ``(a)``, ``•``: a marker with nothing behind it."""
FEWEST_ALONE = 2
"""So many markers alone on their lines are the layout of a file; one may be the end of a sentence."""
_BARE = re.compile(r"(?P<label>\d{1,3})\s+(?=[^\W\d_]|[“\"«(（《])")
FEWEST_BARE = 3
"""So many lines must count 1, 2, 3 for figures without a full stop to be numbers of paragraphs."""


def with_their_words(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, those that are a marker alone joined with the line that they number."""
    found = {
        index
        for index, line in enumerate(lines[:-1])
        if _ALONE.fullmatch(line.text)
        and not (line.level or line.verbatim or line.foot)
        and _may_open(lines, index)
        and _is_numbered_line(lines[index + 1])
    }
    if len(found) < FEWEST_ALONE:
        return tuple(lines)
    joined: list[Line] = []
    for index, line in enumerate(lines):
        if index in found:
            continue
        if index - 1 in found:
            above = lines[index - 1]
            text = f"{above.text} {line.text}"
            line = replace(above, text=text, trailing=line.trailing)  # noqa: PLW2901 - the two printed lines as one
        joined.append(line)
    return tuple(joined)


def _may_open(lines: Sequence[Line], index: int) -> bool:
    """Nothing above runs on into it."""
    if not index or lines[index].blanks or lines[index].opens_page or lines[index].literal:
        return True
    above = lines[index - 1].text
    return is_finished(above) or ends_with_comma(above) or ends_with_colon(above)


def _is_numbered_line(line: Line) -> bool:
    return (
        not (line.level or line.verbatim or line.foot or _ALONE.fullmatch(line.text)) and marker_of(line.text) is None
    )


def bare_numbers(lines: Sequence[Line]) -> dict[int, str]:
    """The numbers of lines that open with a figure and no full stop, and number paragraphs: by the lines' numbers.

    They must count 1, 2, 3 without a gap and nothing else may be numbered with a full stop, since tables, notes and
    addresses open with figures too.
    """
    found: dict[int, str] = {}
    for index, line in enumerate(lines):
        if line.level or line.verbatim or line.foot or line.literal:
            continue
        if re.match(r"\d{1,3}[.．、)）]\s*\S", line.text) and not re.match(r"\d+[.．]\d", line.text):
            return {}
        match = _BARE.match(line.text)
        if match is not None and _may_open(lines, index):
            if int(match["label"]) != len(found) + 1:
                return {}
            found[line.number] = match.group()
    return found if len(found) >= FEWEST_BARE else {}
