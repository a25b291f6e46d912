"""Lines that stand alone, whatever the layout around them: titles, captions of annexes, sessions, dates, meetings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.furniture import SYMBOL
from ingest.lines import ends_with_comma, is_finished
from ingest.notes import MARKDOWN_MARK, STAR_MARK, SUPERSCRIPT_MARK
from ingest.vocabulary import ANNEX_NAMES, LETTER_TITLES, NOTE_TITLES, ORGANS

LONGEST = 600
"""A text of more characters is prose, whatever words it opens or ends with."""
_NAMES = "|".join([*ANNEX_NAMES, *(name.upper() for name in ANNEX_NAMES)])
_NUMERAL = r"(?:[一二三四五六七八九十]{1,3}|[IVXivx]{1,5}|\d{1,2}|[A-Z])"
_BARE_CAPTION = re.compile(rf"(?:{_NAMES})\s*{_NUMERAL}?")
_CAPTION = re.compile(
    rf"(?:{_NAMES})\s*{_NUMERAL}?(?:\s*[：:.．]\s*.+|\s+(?=[^\s]).{{0,60}})?"
    rf"|.+[的之](?:{_NAMES})\s*{_NUMERAL}?"
    rf"|(?:Annex|Enclosure|Appendix)(?:\s+{_NUMERAL})?\s+to\s+.+"
)
_YEAR = r"(?:\d{4}|[〇零○一二三四五六七八九]{4})"
_DAY = rf"{_YEAR}\s*年\s*[\d一二三四五六七八九十]{{1,3}}\s*月\s*[\d一二三四五六七八九十]{{1,3}}\s*日"
_DAY_EN = r"\d{1,2}\s+[A-Z][a-z]+\s+\d{4}"
_MEETING = r"第\s*[\d一二三四五六七八九十百]+\s*次(?:全体)?会议|\d+(?:st|nd|rd|th)\s+(?:plenary\s+)?meeting"
DATE_OR_MEETING = re.compile(rf"(?:{_DAY}|{_DAY_EN}|{_MEETING})(?:[\s，,]*(?:{_DAY}|{_DAY_EN}|{_MEETING}))*")
VOTE_NOTE = re.compile(r"[\[［](?:未经|经(?:记录|唱名)?表决|以记录表决|[Aa]dopted|[Rr]esolution adopted).*")
_SESSION = re.compile(
    r"第\s*[一二三四五六七八九十百\d]+\s*届(?:紧急|特别)*(?:会议|常会)|[A-Z][a-z]+(?:-[a-z]+)?\s+(?:special\s+)?session"
)
_AGENDA = re.compile(
    r"(?:临时|暂定)?(?:议程|项目表?)\s*[*]?\s*(?:议程)?项目\s*\d+\s*(?:[(（][a-z][)）])?|议程项目\s*\d+.{0,6}|Agenda items? \d+.{0,8}"
)
_SIGNED_END = re.compile(r"^.{1,40}[(（]\s*(?:签名|签字|署名|签|[Ss]igned)\s*[)）]$")
_SYMBOL_COLUMN = re.compile(rf"[^，。；,;]{{1,30}}\s{{2,}}{SYMBOL}")
"""The first line of a masthead in two columns."""
_ORGAN = re.compile(rf"(?:{'|'.join(ORGANS)})(?:决议|决定)?")


def plain(text: str) -> str:
    """The text without footnote marks, for judging it."""
    if len(text) > LONGEST:
        return text
    return STAR_MARK.sub("", SUPERSCRIPT_MARK.sub("", MARKDOWN_MARK.sub("", text))).strip()


def is_caption_text(text: str) -> bool:
    """``附件``, ``附件二``, ``……的信的附件``, ``Annex II``: what follows is an annex."""
    if len(text) > LONGEST:
        return False
    bare = plain(text)
    return bool(_CAPTION.fullmatch(bare)) and not is_finished(bare) and not ends_with_comma(bare)


def is_bare_caption(text: str) -> bool:
    """Only the word annex and its number."""
    return bool(_BARE_CAPTION.fullmatch(plain(text)))


def matches_title(text: str, patterns: Sequence[str]) -> bool:
    """The text ends as a title of this kind does; spaces next to Chinese do not count."""
    if len(text) > LONGEST:
        return False
    compact = re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", plain(text))
    return not is_caption_text(text) and any(re.search(rf"(?:{pattern})$", compact) for pattern in patterns)


def stands_alone(text: str) -> bool:
    """A whole line of a masthead, a caption or a note of adoption: nothing continues it."""
    if len(text) > LONGEST:
        return False
    bare = plain(text)
    return (
        any(pattern.fullmatch(bare) for pattern in (DATE_OR_MEETING, _SESSION, _AGENDA, _ORGAN))
        or (bare.startswith(("[", "［")) and bare.endswith(("]", "］")))
        or bool(_SIGNED_END.search(bare))
        or bool(_SYMBOL_COLUMN.fullmatch(bare))
        or (is_caption_text(bare) and (is_bare_caption(bare) or bare.endswith(ANNEX_NAMES)))
        or matches_title(bare, (*LETTER_TITLES[:1], *NOTE_TITLES[:1]))
    )
