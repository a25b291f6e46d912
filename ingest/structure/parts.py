"""The parts that follow a document's own text: its annexes, and the resolutions that one file holds one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.furniture import Lifted
from ingest.lines import ends_with_comma
from ingest.markers import chinese_number, roman_number
from ingest.mending import Block
from ingest.standing import is_bare_caption, judged, matches_title, plain
from ingest.structure.blocks import is_body, is_caption
from ingest.structure.head import is_salutation, title_end
from ingest.structure.prose import walk_prose
from ingest.structure.resolution import walk_resolution
from ingest.structure.walk import Walk
from ingest.verbs import is_organ_line
from ingest.vocabulary import LETTER_TITLES, NOTE_TITLES

_RESOLUTION_TITLE = re.compile(
    r"(?:(?:决议|决定|[Rr]esolution|[Dd]ecision)\s+)?(?P<number>(?:E?S-)?\d{1,4}/\d{1,4}[A-Z]?)\s*[.．、]?(?=\s|[^\x00-\x7f]|$)"
)
_TITLE_ABOVE = 5
"""The title of a resolution stands so many lines above its organ line at most."""
_FAMILIES = (
    ("appendix", r"附录|Appendix|Appendices|Appendice|Apéndice|Добавление|تذييل"),
    ("enclosure", r"附文|Enclosure|Pièce jointe|Documento adjunto|ضميمة"),
    ("schedule", r"附表|Schedule"),
    ("annex", r"附件|Annexe?|Anexo|Приложение|مرفق"),
)
_NUMERAL = r"\s*(?P<number>[一二三四五六七八九十]{1,3}|[IVX]{1,5}|\d{1,2}|[A-Z])?(?![\w/])"


@dataclass(frozen=True, slots=True)
class Segment:
    """A part: ``blocks[start:end]``, its first block the caption; ``annex2``, ``appendix``, ``13/23``."""

    start: int
    end: int
    key: str


def segments_of(blocks: Sequence[Block]) -> tuple[Segment, ...]:
    """The parts behind the document's own text, in order."""
    first = next((index for index, block in enumerate(blocks) if is_body(block)), len(blocks))
    starts = {
        index: ""
        for index, block in enumerate(blocks)
        if index > first and is_caption(block) and index + 1 < len(blocks)
    }
    starts |= _resolutions(blocks)
    places = sorted(starts)
    taken: set[str] = set()
    found = []
    for start, end in zip(places, [*places[1:], len(blocks)], strict=False):
        key = _free(starts[start] or _annex_key(judged(blocks[start].text)), taken)
        found.append(Segment(start, end, key))
    return tuple(found)


def _resolutions(blocks: Sequence[Block]) -> dict[int, str]:
    """The titles of resolutions, by their numbers: none where the file is one resolution."""
    found: dict[int, str] = {}
    for index, block in enumerate(blocks):
        if not is_organ_line(block.text):
            continue
        for above in range(index - 1, max(-1, index - 1 - _TITLE_ABOVE), -1):
            match = _RESOLUTION_TITLE.match(judged(blocks[above].text))
            if match and not is_body(blocks[above]):
                found[above] = match["number"]
                break
    return found if len(set(found.values())) > 1 else {}


def _annex_key(caption: str) -> str:
    """``附件二`` → ``annex2``, ``Appendix`` → ``appendix``: by the number that the caption prints."""
    for family, names in _FAMILIES:
        if match := re.match(rf"(?:{names}){_NUMERAL}", caption, re.IGNORECASE) or re.search(
            rf"(?:{names}){_NUMERAL}$", caption, re.IGNORECASE
        ):
            number = _count(match["number"] or "")
            return family if number <= 1 else f"{family}{number}"
    return "annex"


def _count(label: str) -> int:
    if label.isdigit():
        return int(label)
    if len(label) == 1 and label.isascii() and label.isalpha() and label.upper() not in "IVX":
        return ord(label.upper()) - 64
    return chinese_number(label) or roman_number(label) if label else 0


def _free(key: str, taken: set[str]) -> str:
    """The key, counted on where it is taken: ``annex``, ``annex2`` …"""
    chosen, count = key, 2
    family = key if "/" in key else key.rstrip("0123456789")
    while chosen in taken:
        chosen = f"{family}~{count}" if "/" in key else f"{family}{count}"
        count += 1
    taken.add(chosen)
    return chosen


def walk_part(walk: Walk, blocks: Sequence[Block], key: str) -> str:
    """Walk through a part; its title."""
    body = blocks[1:]
    end = title_end(body)
    if not end and body and matches_title(body[0].text, (*LETTER_TITLES, *NOTE_TITLES)):
        end = 1  # the letter that is enclosed, its title longer than a heading
    if end and ends_with_comma(body[end - 1].text) and not is_salutation(body[end - 1].text):
        end -= 1  # ``We, the riparians, …,``: the first words of its text
    organ = next((i for i, b in enumerate(body) if is_organ_line(b.text)), None)
    enacts = organ is not None and all(not is_body(b) for b in body[:organ])
    if enacts and organ is not None:
        end = organ
    walk.open_part(key)
    titles = []
    for block in (blocks[0], *body[:end]):
        text = plain(block.text)
        walk.lifted.append(Lifted("part title", block.text, block.first.number))
        if not is_salutation(text):
            titles.append(text)
    if enacts:
        walk_resolution(walk, body[end:])
    else:
        walk_prose(walk, body[end:], signed=False, main=False)
    named = [title for title in titles if not is_bare_caption(title)]
    return " ".join(named or titles)
