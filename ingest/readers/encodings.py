"""Which legacy encoding a text is in, among those of the six languages, judged by what its bytes would then say.

A text of 200 characters is too short for statistics of byte pairs; but read in a wrong encoding it holds hardly one of the
commonest characters of any language, and letters of two scripts within one word.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

SAMPLE = 200_000
"""Bytes, or characters, that an encoding is judged by."""
CERTAIN, APART = 0.5, 0.15
"""A reading is sure that scores so much, and so much more than any other."""
LATIN_MOST = 0.25
"""Share of letters with a sign on them among the letters of a Latin text."""

_COMMON_ZH = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民"
    "這個國們來時對會發動產種說過學權議聯條與關於員務處經濟組織機構"
    "，。、；：（）《》“”「」"
    "权议联合条与关于员务处经济组织机构决理事第安全"
)
_COMMON_RU = frozenset("оеаинтсрвлкмдпуяыьзбгОНПВ–—«»№")
_COMMON_AR = frozenset("اليمنوترعبدةهسفكقحأجإ،")
_COMMON_LATIN = frozenset("éèêàâçùûîïôœñáíóúüÉÈÀÇÊÑÁÍÓÚ¿¡«»“”‘’–—…°ºª§•\u00a0")
_FAMILIES: tuple[tuple[frozenset[str], float, tuple[str, ...]], ...] = (
    (_COMMON_ZH, 0.3, ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")),
    (_COMMON_RU, 0.8, ("cp1251", "koi8-r", "iso8859-5", "cp866", "utf-16-le", "utf-16-be")),
    (_COMMON_AR, 0.75, ("cp1256", "iso8859-6", "utf-16-le", "utf-16-be")),
    (_COMMON_LATIN, 0.9, ("cp1252", "iso8859-15", "mac-roman")),
)
"""The commonest characters beyond ASCII; their usual share of those, by which a reading's share is measured; encodings."""
_RARE = {"mac-roman": 0.84}
"""What is hardly met any more must look better than the rest."""
_SCRIPTS = {_COMMON_RU: ("\u0400", "\u04ff"), _COMMON_AR: ("\u0600", "\u06ff"), _COMMON_LATIN: ("\xaa", "\u024f")}
_PIERCED = re.compile(r"[A-Za-z][—–…°ºª•§«»¿¡“”‘½¾¼\xa0][a-z]|[a-z][À-ÖØ-Þ]|[\x80-\x9f]")
"""What stands in no word, within a word; or a control character."""
_TORN = re.compile(r"[A-Za-z][^\W\d_A-Za-z]|[^\W\d_A-Za-z][A-Za-z]")


@dataclass(frozen=True, slots=True)
class Guess:
    """A reading of bytes. ``score``: from 0 to 1, how much it looks like one of the six languages."""

    score: float
    encoding: str
    text: str
    sure: bool = True


def recognise(content: bytes) -> Guess | None:
    """The likeliest reading of bytes that are no UTF-8; None where none makes words."""
    guesses = [guess for family in _FAMILIES for guess in _readings(content, *family)]
    guesses.sort(key=lambda guess: guess.score, reverse=True)
    if not guesses or guesses[0].score < CERTAIN / 2:
        return _by_statistics(content)
    best = guesses[0]
    second = next((guess for guess in guesses[1:] if guess.text[:SAMPLE] != best.text[:SAMPLE]), None)
    sure = best.score >= CERTAIN and (second is None or best.score - second.score >= APART)
    return Guess(best.score, best.encoding, best.text, sure)


def _readings(content: bytes, common: frozenset[str], usual: float, encodings: tuple[str, ...]) -> list[Guess]:
    found: list[Guess] = []
    for encoding in encodings:
        if encoding.startswith("utf-16") and len(content) % 2:
            continue
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if is_plausible(text) and (score := _score(text[:SAMPLE], common, usual)) > 0:
            found.append(Guess(score * _RARE.get(encoding, 1.0), encoding, text))
    return found


def _score(sample: str, common: frozenset[str], usual: float) -> float:
    beyond = [character for character in sample if character > "\x7f"]
    if not beyond:
        return 0.0
    share = min(1.0, sum(character in common for character in beyond) / len(beyond) / usual)
    if common is _COMMON_ZH:
        return share
    low, high = _SCRIPTS[common]
    strange = sum(character.isalpha() and not low <= character <= high for character in beyond)
    if common is _COMMON_LATIN:
        letters = sum(character.isalpha() for character in sample)
        strange += len(_PIERCED.findall(sample))
        share *= 1 if len(beyond) <= max(2, letters * LATIN_MOST) else 0.2
    else:
        # a word is of one script: a letter of another within it was no letter of that script
        strange += len(_TORN.findall(sample))
    return share * max(0.0, 1 - 2 * strange / len(beyond))


def _by_statistics(content: bytes) -> Guess | None:
    """Encodings of other languages, as a library guesses them: never sure."""
    from charset_normalizer import from_bytes

    best = from_bytes(content[:SAMPLE], cp_exclusion=["utf_7"]).best()
    if best is None or best.encoding in ("gb18030", "big5"):
        return None
    try:
        text = content.decode(best.encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return Guess(0.0, best.encoding, text, sure=False) if is_plausible(text) else None


def is_plausible(text: str) -> bool:
    """Mostly letters, ideographs, punctuation and spaces; hardly any control, private or unassigned character."""
    sample = text[:SAMPLE]
    if not sample:
        return False
    strange = sum(
        unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs") and character not in "\t\r\n\f\v"
        for character in sample
    )
    scripts = sum(_is_expected(character) for character in sample)
    return strange <= len(sample) * 0.005 and scripts >= len(sample) * 0.85


def _is_expected(character: str) -> bool:
    return (
        character.isspace()
        or "\x20" <= character <= "\u024f"
        or "\u0370" <= character <= "\u06ff"
        or "\u2000" <= character <= "\u22ff"
        or "\u2460" <= character <= "\u27bf"
        or "\u3000" <= character <= "\u30ff"
        or "\u4e00" <= character <= "\u9fff"
        or "\uff00" <= character <= "\uffef"
    )
