"""Lines that are plainly the first half of a sentence, however the file around them is laid out.

A short text shows too few broken lines for its layout to be measured (``ingest.lines.Profile``). What is left is what
a reader goes by: the sentence is not finished, and the next line stands directly below and opens nothing of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.lines import WIDEST, Line, Profile, ends_with_colon, ends_with_comma, is_finished, width
from ingest.markers import Marker, MarkerKind, without_marker
from ingest.standing import stands_alone
from ingest.verbs import operative_verb, preambular_verb

SALUTATION = 24
"""Columns of ``主席先生，``: a line that is no longer and ends with a comma may address somebody."""
_AGREED = re.compile(r"(?:Have|Hereby) agree|Sont convenu|Han (?:convenido|acordado)|Согласились|Договорились")
PROSE = 30
"""Columns of a line that is long enough to be the first line of a paragraph."""


def is_cut(members: Sequence[Line], marker: Marker | None, line: Line, *, profile: Profile, first: bool) -> bool:
    """Whether the block ``members`` goes on in ``line``, which has no marker. ``first``: it is the file's first block."""
    above = members[-1]
    if not _stands_below(members, marker, line, profile):
        return False
    text = without_marker(above.text, marker) if len(members) == 1 else above.text
    opening = without_marker(members[0].text, marker)
    if marker is None and _opens_alike(opening, line.text):
        return False
    if ends_with_comma(above.text):
        if marker is None and line.text[0].isupper() and (preambular_verb(line.text) or _AGREED.match(line.text)):
            return False  # the preamble of a treaty: each of its paragraphs opens with a capital and its verb
        if not profile.wrapped and width(above.text) > WIDEST:
            return False  # nobody wraps so late: its line is a paragraph, as in a preamble
        return _is_item(marker) or len(members) > 1 or width(above.text) > SALUTATION or bool(preambular_verb(opening))
    if line.text[0].islower() and above.text[-1].isalnum() and width(above.text) > SALUTATION:
        return True  # a sentence of Latin letters goes on in a small one
    broken = profile.may_be_broken(above, line) if not profile.wrapped else profile.is_full(above, line)
    ends = is_finished(line.text) or ends_with_comma(line.text) or ends_with_colon(line.text)
    if _is_item(marker) and (broken or ends) and not first:
        if marker is not None and marker.kind is MarkerKind.ARTICLE and len(members) == 1:
            return broken  # its title may stand directly above its text
        if marker is not None and marker.kind in (MarkerKind.NUMBER, MarkerKind.DECIMAL) and len(members) == 1:
            # a numbered heading may stand directly above its text
            return width(above.text) >= PROSE or (bool(operative_verb(text)) and width(above.text) >= PROSE // 2)
        return True
    prose = bool(re.search(r"[，。；,;]", text)) or bool(preambular_verb(opening))
    return width(above.text) >= PROSE and ((prose and (broken or ends)) or (broken and ends and not first))


def _stands_below(members: Sequence[Line], marker: Marker | None, line: Line, profile: Profile) -> bool:
    above = members[-1]
    if above.level or (marker is not None and marker.kind is MarkerKind.SECTION):
        return False
    if is_finished(above.text) or ends_with_colon(above.text) or stands_alone(above.text) or stands_alone(line.text):
        return False
    if line.blanks >= profile.separator and not (line.lifted_before or line.opens_page):
        return False
    return line.indent <= max(profile.base, above.indent) or (_is_item(marker) and line.indent > members[0].indent)


def _is_item(marker: Marker | None) -> bool:
    """A numbered or lettered paragraph or a bullet; ``（一）`` may stand over a section."""
    if marker is None or marker.kind is MarkerKind.SECTION:
        return False
    return marker.style != "（一）"


def _opens_alike(opening: str, text: str) -> bool:
    """Two paragraphs of a preamble: each opens with its verb."""
    return bool(preambular_verb(text)) and bool(preambular_verb(opening))
