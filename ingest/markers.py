"""What stands before the words of a paragraph: a number, a letter, a bullet, a section number."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from ingest.vocabulary.spelling import ascii_digits, simplified

DIGITS_ZH = {"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
ROMAN_LOW = dict(
    enumerate(
        [
            tens + unit
            for tens in ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
            for unit in ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
        ]
    )
)


class MarkerKind(StrEnum):
    NUMBER = "number"
    DECIMAL = "decimal"
    LETTER = "letter"
    BULLET = "bullet"
    SECTION = "section"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Marker:
    """``label`` is the number without its punctuation, in half-width form; ``printed`` is what stood in the text."""

    kind: MarkerKind
    label: str
    printed: str
    style: str = ""
    """Which numbering of its kind: ``一``, ``（一）``, ``I``, ``A``, ``第…章`` for sections; the sign for bullets."""


_ARABIC = "[\u0621-\u064a]"
_CYRILLIC_LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"
_ARABIC_LETTERS = "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ"
"""Letters in the order in which lists count with them."""
CYRILLIC_TWINS = dict(zip("асеорху", "aceopxy", strict=True))
"""Cyrillic letters that look like Latin ones: which of the two was typed only the list around them tells."""
_SECTIONS_AR = tuple(
    f"{word}{sign}"
    for word in ("أولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا", "عاشرا")
    for sign in ("", "\u064b")
)
_LETTERS_AR = ("ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء")
"""How Arabic text numbers its sections: ``أولا`` where English has I, ``ألف`` where it has A."""
_NUMBER_WORDS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("premier", "première", "deuxième", "troisième", "primero", "primera", "segundo", "segunda", "tercero", "tercera"),
)
"""``CHAPTER TWO``."""
_BETWEEN = r"\s?(?:bis|ter|quater)|\s?之[一二三四五六七八九]"
"""Behind the number of a paragraph that was put in between two others."""
_PATTERNS: tuple[tuple[MarkerKind, str, re.Pattern[str]], ...] = (
    (MarkerKind.BULLET, "glyph", re.compile(r"(?P<label>[•●○■□▪▫◦‣∙◆◇➢➤✓\uf0b7\uf0a7\uf06e\uf0d8])\s*(?=\S)")),
    (MarkerKind.BULLET, "dash", re.compile(r"(?P<label>[-–−*+·])\s+(?=\S)")),
    (MarkerKind.BULLET, "dash", re.compile(r"(?P<label>o)\s+(?=[A-ZÀ-Þ])(?![A-Z]{2,}\s)")),
    (MarkerKind.BULLET, "dash", re.compile(r"(?P<label>—)\s*(?=[^—\s])")),
    (MarkerKind.DECIMAL, "", re.compile(r"(?P<label>\d{1,3}(?:[.．]\d{1,3}){1,3})[.．、]?\s+(?=\S)")),
    (MarkerKind.NUMBER, "", re.compile(rf"(?P<label>\d{{1,4}}(?:{_BETWEEN})?)(?:[.．](?!\d)|、)\s*(?=\S)")),
    (MarkerKind.NUMBER, "", re.compile(rf"(?P<label>\d{{1,3}})\s?[-–—]\s*(?=[«“\"(]?{_ARABIC})")),
    (MarkerKind.LETTER, "()", re.compile(r"[(（]\s?(?P<label>[a-zａ-ｚ]{1,5}|ñ|\d{1,2})\s?[)）]\s*(?=\S)")),
    (MarkerKind.LETTER, "a.", re.compile(r"(?P<label>[a-z])\.\s+(?=[^\sa-z.])")),
    (MarkerKind.LETTER, "(A)", re.compile(r"\((?P<label>[A-Z])\)\s+(?=\S)")),
    (MarkerKind.LETTER, "()", re.compile(r"\(\s?(?P<label>[а-яё])\s?\)\s*(?=\S)")),
    # print that was turned to run from left to right shows the brackets the wrong way round
    (MarkerKind.LETTER, "()", re.compile(rf"[()]\s?(?P<label>{_ARABIC}\u0640?)\s?[()]\s*(?=\S)")),
    (MarkerKind.LETTER, ")", re.compile(r"(?P<label>[а-яё])\)\s+(?=\S)")),
    (MarkerKind.LETTER, ")", re.compile(rf"(?P<label>{_ARABIC}\u0640?)\)\s+(?=\S)")),
    # Arabic text counts in figures between quotation marks where English has (i), (ii)
    (MarkerKind.LETTER, "‘1’", re.compile(rf"[‘’'](?P<label>\d{{1,2}})[‘’']\s*(?=[«“\"(]?{_ARABIC})")),
    (MarkerKind.LETTER, "°", re.compile(r"(?P<label>\d{1,2})[°º]\s+(?=\S)")),
    (MarkerKind.LETTER, "（一）", re.compile(r"(?P<label>[㈠-㈩])\s*(?=\S)")),
    (MarkerKind.LETTER, "①", re.compile(r"(?P<label>[①-⑳])\s*(?=\S)")),
    (MarkerKind.LETTER, ")", re.compile(r"(?P<label>[a-z]|[ivx]{2,5}|ñ)[)）]\s+(?=\S)")),
    (MarkerKind.NUMBER, ")", re.compile(r"(?P<label>\d{1,3})[)）]\s*(?=\S)")),
    (MarkerKind.LETTER, "（一）", re.compile(r"[(（]\s?(?P<label>[一二三四五六七八九十]{1,3})\s?[)）]\s*(?=\S)")),
    (
        MarkerKind.ARTICLE,
        "第…条",
        re.compile(
            r"(?P<label>第\s?[一二三四五六七八九十百零〇\d]{1,9}\s?[条條](?:\s?之\s?[一二三四五六七八九十])?)(?:[\s：:、]+(?=\S)|$)"
        ),
    ),
    (
        MarkerKind.ARTICLE,
        "第…条",
        re.compile(
            r"(?P<label>(?:Article|ARTICLE|Artículo|ARTÍCULO|Rule|Regulation)\s(?:\d{1,3}(?:er|ère|\s?(?:bis|ter|quater))?|[LRD]\.?\s?\d{1,4}(?:-\d{1,4}){0,3}|premier|PREMIER|primero))"
            r"(?:\s?[.．:：—–-]+\s*(?=\S)|\s+(?=[A-ZÀ-Þ“\"«])|$)"
        ),
    ),
    (
        MarkerKind.ARTICLE,
        "第…条",
        re.compile(r"(?P<label>(?:Статья|СТАТЬЯ|المادة)\s\d{1,3})(?:\s?[.．:：—–-]+\s*(?=\S)|$)"),
    ),
    (
        MarkerKind.SECTION,
        "第…章",
        re.compile(r"(?P<label>第\s?[一二三四五六七八九十百\d]{1,9}\s?[章节節编編部](?:分)?)(?:[\s：:、.．]+(?=\S)|$)"),
    ),
    (
        MarkerKind.SECTION,
        "第…章",
        re.compile(
            r"(?P<label>(?:Part|Title|Chapter|Section|Partie|Titre|Chapitre|Parte|Título|Capítulo|Sección|PART|TITLE|CHAPTER|SECTION|"
            r"PARTIE|TITRE|CHAPITRE|PARTE|TÍTULO|CAPÍTULO|Часть|Раздел|Глава|ЧАСТЬ|РАЗДЕЛ|ГЛАВА|الباب|الفصل|الجزء)"
            rf"\s(?:[IVXLC]{{1,7}}|\d{{1,3}}|[A-Z]|Ier|(?i:{'|'.join(_NUMBER_WORDS)})))(?:\s?[.．:：—–-]+\s*(?=\S)(?=[^.;。；]*$)|\s+(?=[A-ZÀ-Þ][^.;。；]*$)|$)"
        ),
    ),
    (MarkerKind.SECTION, "一", re.compile(r"(?P<label>[一二三四五六七八九十]{1,3})(?:[.．、]\s*(?=\S)|$)")),
    (MarkerKind.SECTION, "I", re.compile(r"(?P<label>[IVXＩＶＸ]{1,5})(?:[.．、]\s*(?:[-–—]\s+)?(?=\S)|$)")),
    (MarkerKind.SECTION, "A", re.compile(r"(?P<label>[A-ZＡ-Ｚ])(?:[.．、]\s*(?=\S)|$)")),
    # two initials are a name
    (MarkerKind.SECTION, "A", re.compile(r"(?P<label>[А-ЯЁ])\.\s+(?=\S)(?![А-ЯЁ]\.)")),
    (MarkerKind.SECTION, "I", re.compile(rf"(?P<label>{'|'.join(_SECTIONS_AR)})\s*[-–—:]\s*(?=\S)")),
    (MarkerKind.SECTION, "A", re.compile(rf"(?P<label>{'|'.join(_LETTERS_AR)})\s*[-–—:]\s*(?=\S)")),
)
_NOT_A_PARAGRAPH = re.compile(
    r"[项項款目段条條节節号號、，。；：和或至]|\s?of\b|\s?(?:and|or|to)\s+[(（]?\w{1,4}[)）]|\s?(?:et|ou|à|y|o|a|al|и|или|و|أو)\s*\(?\w{1,3}\u0640?\)"
)
"""What follows a reference such as ``(a)项``, not the number of a paragraph."""


_FIRST_OF_WORDS = frozenset("ARPTCSÁÉ")
"""What ``Article``, ``Rule``, ``Part``, ``Title``, ``Chapter``, ``Section`` begin with."""


def _opens_with_word(text: str) -> bool:
    """Most lines open with a plain word, and need not be tried against every kind of marker."""
    first, second = text[:1], text[1:2]
    if "\u4e00" <= first <= "\u9fff":
        return first not in "第一二三四五六七八九十"
    if not (second.isascii() and second.islower() and first.isascii() and first.isalpha()):
        return False
    return first not in _FIRST_OF_WORDS if first.isupper() else ")" not in text[:7] and "）" not in text[:7]


def marker_of(text: str) -> Marker | None:
    """The marker that a line opens with, judged by the line alone."""
    if _opens_with_word(text):
        return None
    for kind, style, pattern in _PATTERNS:
        if match := pattern.match(text):
            rest = text[match.end() :]
            if kind in (MarkerKind.LETTER, MarkerKind.DECIMAL) and _NOT_A_PARAGRAPH.match(rest):
                continue
            if kind is MarkerKind.DECIMAL and re.match(r"[%％个亿万千百人年元]", rest):
                continue
            if kind is MarkerKind.BULLET and style == "dash" and re.match(r"\d+\s*[-–—]$", rest):
                continue
            label = ascii_digits(unicodedata.normalize("NFKC", match["label"]).replace(" ", "").strip("()"))
            label = _english_label(kind, style, simplified(label))
            return Marker(kind, label, match.group(), match["label"] if kind is MarkerKind.BULLET else style)
    return None


def _english_label(kind: MarkerKind, style: str, label: str) -> str:
    """The label with which the English text counts: paragraph numbers agree among the languages."""
    if style == "‘1’":
        return ROMAN_LOW[int(label)]
    if kind is MarkerKind.LETTER and style != "(A)":
        return latin_letter(label) or label
    if kind is MarkerKind.SECTION and label in _SECTIONS_AR:
        return ROMAN_LOW[_SECTIONS_AR.index(label) // 2 + 1].upper()
    if kind is MarkerKind.SECTION and label in _LETTERS_AR:
        return chr(65 + _LETTERS_AR.index(label))
    if kind is MarkerKind.SECTION and len(label) == 1 and "А" <= label <= "Я":
        return latin_letter(label).upper()
    return label


def latin_letter(label: str) -> str:
    """The letter with which the English text counts: ``б`` → ``b``, ``ج`` → ``c``, ``ñ`` → ``o``; "" for any other label."""
    bare = label.rstrip("\u0640").lower().translate(str.maketrans("أإآة", "اااه"))
    if bare == "ñ":
        return "o"
    for letters in (_CYRILLIC_LETTERS, _ARABIC_LETTERS):
        if len(bare) == 1 and (place := letters.find(bare)) >= 0:
            return chr(97 + place) if place < 26 else chr(97 + place - 26) * 2
    return bare if len(bare) == 1 and bare.isascii() and bare.isalpha() else ""


def leading_number(label: str) -> int:
    """``12``, ``12bis``, ``12之二`` → 12."""
    match = re.match(r"\d+", label)
    return int(match.group()) if match else 0


def without_marker(text: str, marker: Marker | None) -> str:
    return text[len(marker.printed) :] if marker else text


def chinese_number(text: str) -> int:
    """``六十一`` → 61, ``一百零五`` → 105, ``12`` → 12; 0 where it is no number."""
    if text.isdecimal():
        return int(text)
    if not text or any(character not in "十百千" and character not in DIGITS_ZH for character in text):
        return 0
    if not any(character in "十百千" for character in text):
        return int("".join(str(DIGITS_ZH[character]) for character in text))
    total, digit = 0, -1
    for character in text:
        if character == "千":
            total += (digit if digit > 0 else 1) * 1000
            digit = -1
        elif character == "百":
            total += (digit if digit > 0 else 1) * 100
            digit = -1
        elif character == "十":
            total += (digit if digit > 0 else 1) * 10
            digit = -1
        else:
            digit = DIGITS_ZH[character]
    return total + max(digit, 0)


def roman_number(text: str) -> int:
    """``iv`` → 4; 0 where it is no Roman numeral up to 399."""
    lowered = text.lower()
    if not re.fullmatch(r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", lowered) or not lowered:
        return 0
    values = [ROMAN[character] for character in lowered]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def word_number(label: str) -> int:
    """``CHAPTERTWO``, ``Chapitre premier`` → the number; 0 where it prints none in words."""
    for place, word in enumerate(_NUMBER_WORDS[:12], start=1):
        if re.search(rf"(?:CHAPTER|PART|TITLE|SECTION)\s?{word}$", label, re.IGNORECASE):
            return place
    ends = (
        ("premier", 1),
        ("première", 1),
        ("deuxième", 2),
        ("troisième", 3),
        ("primer[oa]", 1),
        ("segund[oa]", 2),
        ("tercer[oa]", 3),
    )
    return next((number for word, number in ends if re.search(rf"{word}$", label, re.IGNORECASE)), 0)


def roman_numeral(number: int) -> str:
    """21 → ``XXI``; numbers up to 99."""
    return ROMAN_LOW[number].upper()


def letter_number(text: str) -> int:
    """``a`` → 1, ``z`` → 26, ``aa`` → 27; 0 where the letters are not of one kind."""
    if len(text) == 1 and text.isascii() and text.isalpha():
        return ord(text.lower()) - 96
    if len(text) == 2 and text[0] == text[1] and text.isascii() and text.isalpha():
        return ord(text[0].lower()) - 70
    return 0
