"""Days as the six languages print them, and as ISO 8601."""

from __future__ import annotations

import calendar
import re

from ingest.markers import chinese_number
from ingest.vocabulary import LANGUAGES, choice
from ingest.vocabulary.spelling import folded

_ZH_DIGIT = dict(zip("〇零○一二三四五六七八九", "000123456789", strict=True))
_MONTHS = {
    folded(name): number
    for language in LANGUAGES
    for number, names in enumerate(language.months, start=1)
    for name in names
}
_MONTH = choice([name for language in LANGUAGES for names in language.months for name in names])
_DATE_ZH = (
    r"(?P<year>\d{4}|[〇零○一二三四五六七八九]{4})\s*年\s*(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})\s*月\s*"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
_DATE_DAY_FIRST = rf"(?<!\d)(?P<day>\d{{1,2}})\s?(?:er|ᵉʳ|º|°|o\.)?\s+(?:de\s+)?(?P<month>{_MONTH}),?\s+(?:del?\s+)?(?P<year>\d{{4}})(?!\d)"
_DATE_MONTH_FIRST = rf"\b(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}}),\s*(?P<year>\d{{4}})(?!\d)"
_PATTERNS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (_DATE_ZH, _DATE_DAY_FIRST, _DATE_MONTH_FIRST))
DAY = "(?i:{})".format(
    "|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern) for pattern in (_DATE_ZH, _DATE_DAY_FIRST)) + r"(?:\s+года)?"
)
"""A day, as a part of other patterns."""


def iso_date(text: str) -> str:
    """The first date in a text, as 2012-12-20; "" where there is none or it is no real date."""
    found = [
        (match.start(), match["year"], match["month"], match["day"])
        for pattern in _PATTERNS
        if (match := pattern.search(text))
    ]
    for _, printed_year, printed_month, printed_day in sorted(found):
        year, month, day = _year(printed_year), _month(printed_month), chinese_number(printed_day)
        if year and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
            return f"{year:04d}-{month:02d}-{day:02d}"
    return ""


def without_date(text: str) -> str:
    """The text without its first date in Chinese, which stands directly before a sender."""
    return _PATTERNS[0].sub("", text, count=1)


def _year(text: str) -> int:
    return int("".join(_ZH_DIGIT.get(character, character) for character in text))


def _month(text: str) -> int:
    name = folded(re.sub(r"\s+", " ", text))
    return _MONTHS.get(name) or chinese_number(text)
