"""The words of several printed lines as one line."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.lines import chinese_share, is_chinese


def join(pieces: Iterable[str]) -> str:
    """The words of several lines as one line.

    A line break next to Chinese is nothing; between Latin words or numbers it is a space, except after a hyphen or
    slash that holds a word or symbol together (``2003-⏎2005``).
    """
    text = ""
    for piece in pieces:
        if not text or not piece:
            text += piece
            continue
        last, first = text[-1], piece[0]
        if last == "\u00ad" or _is_syllable_break(text, piece):
            text = text[:-1] + piece
        elif _joined_without_space(text, last, first):
            text += piece
        else:
            text += " " + piece
    return text


_SYLLABLE = re.compile(
    r"(?!(?:led|sized|fed|red|based)\b)(?:[bcdfghlmnprstvx]{0,2}(?:[ai]tion|tion|sion|cian|cious|tious|cial|tial|[ai]bl[ey]|ment|ness|[aei]nce|[ai]ty|ties|"
    r"[aei]nt|ing|ed|ers?|ous|[ai]ve|i[sz]e[ds]?|i[sz]ing|ly|al|ary|ory|ism|ist|ure|gy|gies|phy|ic|ics|ical|uals?)"
    r"|[ct]ia[a-z]+|(?:men[td]|[nl]i[tzs]|fic|[zsrt])ations?|itarian)(?:s|ly|ally)?(?![a-z-])"
)
"""How a word goes on behind a break between two syllables, and no word of a compound begins: ``communi-⏎ties``."""
_COMPOUND = frozenset(
    [
        *("self", "non", "co", "pre", "post", "anti", "semi", "multi", "inter", "well", "so", "ill", "all", "cross"),
        *("long", "short", "high", "low", "full", "part"),
        *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
    ]
)
"""What goes before a hyphen that the word itself has."""
_REACH = 40


def _is_syllable_break(text: str, piece: str) -> bool:
    """A hyphen that the line break put into a word: two small letters around it, and what follows is a word's end."""
    match = re.search(r"(?<![A-Za-z-])([A-Za-z]{2,})-$", text[-_REACH:])
    return match is not None and match[1].lower() not in _COMPOUND and bool(_SYLLABLE.match(piece))


def _joined_without_space(text: str, last: str, first: str) -> bool:
    if last in "“‘—…·" or first in "”’—…·":
        # these marks belong to both scripts: their neighbours decide
        latin = chinese_share(text[-40:] + first) < 0.3
        return last in "“‘" or first in "”’" or not latin
    if is_chinese(last) or is_chinese(first):
        return not ((first in "“‘" and not is_chinese(last)) or (last in "”’" and not is_chinese(first)))
    return last in "-/" and len(text) > 1 and text[-2].isalnum() and first.isalnum()
