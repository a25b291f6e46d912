"""Lines that stand alone, whatever the layout around them: titles, captions of annexes, sessions, dates, meetings."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from ingest.dates import DAY
from ingest.furniture import SYMBOL
from ingest.lines import ends_with_comma, is_finished
from ingest.notes import MARKDOWN_MARK, STAR_MARK, SUPERSCRIPT_MARK
from ingest.ordinals import ordinal_number
from ingest.vocabulary import ANNEX_NAMES, CLOSED_TITLES, LANGUAGES, ORGANS, SIGNED, choice
from ingest.vocabulary.spelling import simplified

_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
CHINESE_ANNEXES = LANGUAGES[0].annexes
LONGEST = 600
"""A text of more characters is prose, whatever words it opens or ends with."""
_NUMERAL = "(?:{})".format(
    "|".join(
        [*(pattern for language in LANGUAGES for pattern in language.numeral_patterns), "[IVXivx]{1,5}|\\d{1,2}|[A-Z]"]
    )
)
_NAMES = choice([*ANNEX_NAMES, *(name.upper() for name in ANNEX_NAMES)])
_BARE_CAPTION = re.compile(rf"(?:{_NAMES})\s*{_NUMERAL}?")
_CAPTION = re.compile(
    "|".join(
        [
            rf"(?:{_NAMES})\s*{_NUMERAL}?(?:\s*[：:.．]\s*.+|\s+(?=[^\s]).{{0,60}})?",
            *(
                pattern.replace("{N}", rf"(?:\s*{_NUMERAL})")
                for language in LANGUAGES
                for pattern in language.caption_patterns
            ),
        ]
    )
)


def _any(patterns: Iterable[str]) -> str:
    """One pattern for all of these, their groups without names."""
    return "|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern) for pattern in patterns)


_MEETING = _any(pattern for language in LANGUAGES for pattern in language.meeting_patterns)
DATE_OR_MEETING = re.compile(rf"(?:{DAY}|{_MEETING})(?:[\s，,،]*(?:{DAY}|{_MEETING}))*", re.IGNORECASE)
_ADOPTED = _any(pattern for language in LANGUAGES for pattern in language.adopted_patterns)
VOTE_NOTE = re.compile(rf"[\[［]\s?(?:{_ADOPTED})", re.IGNORECASE)
"""``[Adopted without a vote.]``"""
_ADOPTION_NOTE = re.compile(rf"[\[［]?\s?(?:{_ADOPTED})", re.IGNORECASE)
_SESSIONS = [re.compile(pattern) for language in LANGUAGES for pattern in language.session_patterns]
_AGENDA = re.compile(
    r"(?:临时|暂定)?(?:议程|项目表?)\s*[*]?\s*(?:议程)?项目\s*\d+\s*(?:[(（][a-z][)）])?|议程项目\s*\d+.{0,6}"
    rf"|(?:{_any(pattern for language in LANGUAGES[1:] for pattern in language.agenda_patterns)}).{{0,8}}"
)
_GOES_ON = re.compile(r".*[(（](?:continued|suite|continuación|продолжение|تابع|续|續|续完)[)）]")
"""``Agenda item 14 (continued)``: no sentence ends so."""
_SIGNED_END = re.compile(rf"^.{{1,40}}[(（]\s*(?:{choice(SIGNED)})\s*[)）]$")
_SYMBOL_COLUMN = re.compile(rf"[^，。；,;]{{1,40}}\s{{2,}}{SYMBOL}")
"""The first line of a masthead in two columns."""
_ORGAN = re.compile(rf"(?:{choice(ORGANS)})(?:决议|决定)?")


_ANY_MARK = re.compile(r"[*＊†‡²³¹⁰⁴-⁹]|\[\^")


def plain(text: str) -> str:
    """The text without footnote marks, for judging it."""
    if len(text) > LONGEST:
        return text
    if not _ANY_MARK.search(text):  # most texts, and three substitutions for each would be half the time of reading
        return text.strip()
    return STAR_MARK.sub("", SUPERSCRIPT_MARK.sub("", MARKDOWN_MARK.sub("", text))).strip()


@functools.lru_cache(maxsize=4096)
def judged(text: str) -> str:
    """The text as its words are matched: without footnote marks, in simplified characters."""
    return simplified(plain(text))


def is_caption_text(text: str) -> bool:
    """``附件``, ``附件二``, ``……的信的附件``, ``Annex II``: what follows is an annex."""
    if len(text) > LONGEST:
        return False
    bare = judged(text)
    return bool(_CAPTION.fullmatch(bare)) and not is_finished(bare) and not ends_with_comma(bare)


def is_adoption_note(text: str) -> bool:
    """``Adoptée sans vote``, ``Résolution adoptée par …``: how a text was adopted, with brackets around it or none."""
    return len(text) <= LONGEST and _ADOPTION_NOTE.match(simplified(text)) is not None


def is_bare_caption(text: str) -> bool:
    """Only the word annex and its number."""
    return bool(_BARE_CAPTION.fullmatch(judged(text)))


@functools.cache
def _endings(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?:{pattern})$") for pattern in patterns)


def matches_title(text: str, patterns: Sequence[str]) -> bool:
    """The text ends as a title of this kind does; spaces next to Chinese do not count."""
    if len(text) > LONGEST:
        return False
    compact = re.sub(rf"(?<={_WIDE})\s+|\s+(?={_WIDE})", "", judged(text))
    return not is_caption_text(text) and any(pattern.search(compact) for pattern in _endings(tuple(patterns)))


@functools.lru_cache(maxsize=4096)
def stands_alone(text: str) -> bool:
    """A whole line of a masthead, a caption or a note of adoption: nothing continues it."""
    if len(text) > LONGEST:
        return False
    bare = judged(text)
    return (
        any(pattern.fullmatch(bare) for pattern in (DATE_OR_MEETING, _ORGAN))
        or is_agenda_line(bare)
        or _is_session(bare)
        or (bare.startswith(("[", "［")) and bare.endswith(("]", "］")))
        or bool(_SIGNED_END.search(bare))
        or bool(_GOES_ON.fullmatch(bare))
        or bool(_SYMBOL_COLUMN.fullmatch(bare))
        or (is_caption_text(bare) and (is_bare_caption(bare) or bare.endswith(CHINESE_ANNEXES)))
        or matches_title(bare, CLOSED_TITLES)
    )


def is_agenda_line(bare: str) -> bool:
    """``Agenda item 14``, ``议程项目 69(b)``: the item's number alone."""
    return _AGENDA.fullmatch(bare) is not None and not bare[0].islower()


def _is_session(bare: str) -> bool:
    """``第六十七届会议``, ``Soixante-septième session``: the session alone, its number a number."""
    if not bare[:1].isupper() and not bare[:1].isdigit() and bare[:1].isascii():
        return False
    matches = (match for pattern in _SESSIONS if (match := pattern.fullmatch(bare)))
    return any(ordinal_number(match["session"]) for match in matches)
