"""Numbers, days, sessions and symbols that a text states, each as a value that all ways of writing it share.

``三十天``, ``30天`` and ``thirty days`` are one value; so are ``2036年5月6日`` and ``6 May 2036``, ``第六十七届`` and ``67th session``,
``四百三十万`` and ``4.3 million``, ``第67/169号`` and ``A/RES/67/169``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache

from rag.words.glossary import rows
from rag.words.terms import chinese_number

Value = tuple[object, ...]
Group = Mapping[str, str | None]

_NUMERAL = "〇零一二三四五六七八九十百千两"
_FIGURE = r"\d{1,3}(?:[,，   ]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_COUNTED = "个名项次年月日天国届倍岁份条段章号座所艘海里公顷位家户人种类点层间辆台枚件批轮阶"
_SCALES = {
    "万": 10**4,
    "亿": 10**8,
    "百万": 10**6,
    "千万": 10**7,
    "十亿": 10**9,
    "万亿": 10**12,
    "千": 1000,
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "millions": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "mille": 1000,
    "mil": 1000,
    "millones": 10**6,
    "milliards": 10**9,
    "тысяч": 1000,
    "миллионов": 10**6,
    "миллиона": 10**6,
    "миллиардов": 10**9,
}
_TIMES = {
    **dict.fromkeys(
        ["年", "周年", "year", "years", "an", "ans", "année", "années", "año", "años", "лет", "года"], "year"
    ),
    **dict.fromkeys(["个月", "month", "months", "mois", "mes", "meses", "месяцев", "месяца"], "month"),
    **dict.fromkeys(["周", "星期", "week", "weeks", "semaines", "semanas", "недель"], "week"),
    **dict.fromkeys(["天", "日", "day", "days", "jours", "jour", "días", "día", "дней", "дня"], "day"),
    **dict.fromkeys(["小时", "hour", "hours", "heures", "heure", "horas", "hora", "часов", "часа"], "hour"),
    **dict.fromkeys(["分钟", "minute", "minutes", "minutos", "минут"], "minute"),
    **dict.fromkeys(["岁"], "age"),
    **dict.fromkeys(["海里", "nautical"], "nautical mile"),
    **dict.fromkeys(["公里", "千米", "kilometre", "kilometres", "km"], "kilometre"),
}
"""Units that two texts may not differ in; what counts things (份, 个, 名) may."""
_ORDERED = {
    "届": r"sessions?",
    "次": r"meetings?|times?",
    "段": r"paragraphs?|paras?\.?",
    "条": r"articles?|arts?\.?|section",
    "号": r"nos?\.|number",
    "章": r"chapters?|chap\.",
    "委员会": r"committee",
}


def _numerals(kind: str) -> dict[str, int]:
    return {row["word"]: int(row["value"]) for row in rows("numerals") if row["kind"] == kind}


_CARDINALS, _TENS, _ORDINALS = (_numerals(kind) for kind in ("cardinal", "tens", "ordinal"))
_FIRST_NINE = tuple(word for word, value in _CARDINALS.items() if value < 10)
_PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5}


@dataclass(frozen=True, slots=True)
class Fact:
    """One value at ``text[start:end]``. ``kind``: ``number``, ``date``, ``session``, ``symbol``."""

    kind: str
    value: Value
    start: int
    end: int
    unit: str = ""

    def agrees(self, other: Fact) -> bool:
        """Is it the same value? A day without its year agrees with one that has it; things may be counted by other words."""
        if "date" in (self.kind, other.kind):
            return _dates_agree(self, other)
        if self.kind != other.kind:
            return bool(
                self.value == other.value and {self.kind, other.kind} == {"number", "session"} and not self.unit
            )
        if self.kind == "symbol":
            return _symbols_agree(str(self.value[0]), str(other.value[0]))
        loose = self.kind == "session" and not other.unit  # 第20(1)条
        return self.value == other.value and (not self.unit or loose or self.unit == other.unit)


@lru_cache(maxsize=4096)
def facts(text: str) -> tuple[Fact, ...]:
    """The values of a normalised text (see rag.words.terms.normalise), from left to right without overlap."""
    found: list[Fact] = []
    year: int | None = None
    for match in _pattern().finditer(text):
        for fact in _read(match):
            if fact.kind == "date":
                given = fact.value[0]
                if given is None and year is not None and found and fact.start - found[-1].end < 16:
                    # 2001年8月31日至9月8日
                    found.append(Fact("date", (year, *fact.value[1:]), fact.start, fact.end))
                    continue
                year = given if isinstance(given, int) else year
            found.append(fact)
    return tuple(found)


@cache
def _months() -> dict[str, int]:
    return {
        name: int(row["month"])
        for row in rows("months")
        for language in ("en", "fr", "es", "ru", "ar")
        for name in row[language].split("|")
    }


def _choice(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    month, tens = _choice(_months()), _choice(_TENS)
    cardinal = _choice([*(word for word in _CARDINALS if word != "one"), *_TENS])
    ordinal = (
        rf"(?:(?:one hundred and )?(?:(?:{tens})-)?(?:{_choice(_ORDINALS)})"
        r"|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ieth)"
    )
    years = r"(?:\d{4}|[〇零○一二三四五六七八九]{4})"
    low = rf"(?:\d{{1,2}}|[{_NUMERAL}]{{1,3}})"
    times, short_times = _choice(_TIMES), _choice(name for name in _TIMES if name.isascii())
    return re.compile(
        rf"""
        (?P<symbol>(?<![a-z0-9])[a-z]{{1,6}}(?:/[a-z0-9.()\-]+)+)
      | (?P<pair>(?<![\d./])\d{{1,4}}/\d{{1,4}}(?![\d/]))
      | (?P<zhdate>(?:(?P<zy>{years})\s?年\s?)?(?P<zm>{low})\s?月(?!\w?份的)(?:\s?(?P<zd>{low})\s?日)?)
      | (?P<zhyear>(?<![\d.])(?P<yy>{years})(?:\s?[-–—至到]\s?(?P<yz>\d{{4}}))?\s?年(?!代))
      | (?P<dayfirst>(?<!\d)(?P<dd>\d{{1,2}})(?:er|º|-?го)?\s+(?:de\s+)?(?P<dm>{month})(?![^\W\d])
          (?:,?\s+(?:del?\s+)?(?P<dy>\d{{4}})(?!\d))?)
      | (?P<monthfirst>(?<!\w)(?P<mm>{month})(?![^\W\d])\s+
          (?:(?P<md>\d{{1,2}})(?!\d),?(?:\s+(?P<my>\d{{4}})(?!\d))?|(?:del?\s+)?(?P<mo>\d{{4}})(?!\d)))
      | (?P<zhordinal>第\s?(?P<on>[{_NUMERAL}]{{1,9}}(?![{_NUMERAL}])|\d{{1,9}}(?![\d/]))\s?(?P<ou>委员会|届|次|段|条|号|章|项|款|节|卷)?)
      | (?P<zhfraction>(?P<fb>[{_NUMERAL}]{{1,9}})分之(?P<fa>[{_NUMERAL}]{{1,9}}))
      | (?P<session>(?<!\w)(?:(?P<sw>{ordinal})|(?P<sn>\d{{1,4}})(?:st|nd|rd|th))\s+
          (?:(?:special|emergency|regular|substantive|resumed|plenary|main)\s+)*(?P<su>sessions?|meetings?|committee)\b)
      | (?P<place>\b(?P<pu>paragraphs?|paras?\.?|articles?|arts?\.|chapters?|section|nos?\.)\s?
          \(?(?P<pn>\d{{1,9}}(?!\d)|(?<=\()[a-z](?=\))))
      | (?P<letter>\((?P<ln>[a-z])\)\s?(?=[段项目]))
      | (?P<fraction>\b(?P<qn>one|two|three|four|a)[\s-](?P<qd>thirds?|quarters?|fifths?)\b|\b(?P<qh>half)\b)
      | (?P<figure>(?<![\d.])(?P<fn>{_FIGURE})\s?(?P<fs>{_choice(_SCALES)})?(?![^\W\d_㐀-鿿])?[\s-]?
          (?P<fu>%|‰|个百分点|per\ cent|percent|pour\ cent|por\ ciento|процент\w*|в\ процентах|في\ المائة|{times}|美元|dollars?|[㐀-鿿])?)
      | (?P<word>(?<![\w-])(?P<wn>(?:(?:{tens})[-\s](?:{_choice(_FIRST_NINE)}))|{cardinal})
          (?:\s(?P<ws>hundred|thousand|million|billion))?(?!\w)[\s-]?(?P<wu>{short_times})?)
      | (?P<chinese>(?P<cp>百分之)?(?<![之百千第同])
          (?P<cn>[{_NUMERAL}]{{2,15}}(?![{_NUMERAL}])|(?<=百分之)[{_NUMERAL}]|[二三四五六七八九十两](?=[万亿{_COUNTED}]|周|小时|分钟)
            |一(?=[年届倍岁票]|个月|周年|小时))
          (?P<cs>万亿|万|亿)?(?:点[〇零一二三四五六七八九]+)?(?P<cu>个月|小时|分钟|周年|美元|海里|公里|[㐀-鿿])?)
        """,
        re.VERBOSE,
    )


def _read(match: re.Match[str]) -> Iterator[Fact]:
    start, group = match.start(), match.groupdict()
    if group["symbol"] or group["pair"]:
        symbol = match.group().rstrip(".-")
        while symbol.endswith(")") and symbol.count(")") > symbol.count("("):
            symbol = symbol[:-1].rstrip(".-")
        yield Fact("symbol", (symbol,), start, start + len(symbol))
    elif group["zhdate"] or group["zhyear"] or group["dayfirst"] or group["monthfirst"]:
        yield from _days(match, group)
    elif group["zhordinal"]:
        yield Fact("session", (_small(group["on"]),), start, match.end(), group["ou"] or "")
    elif group["session"]:
        value = int(group["sn"]) if group["sn"] else _ordinal(str(group["sw"]))
        yield Fact("session", (value,), start, match.end(), _ordered(str(group["su"])))
    elif group["place"] or group["letter"]:
        unit = _ordered(str(group["pu"])) if group["place"] else "段"
        yield Fact("session", (_small(group["pn"] or group["ln"]),), start, match.end(), unit)
    elif group["zhfraction"] or group["fraction"]:
        yield _part(match, group)
    else:
        yield _counted(match, group)


def _days(match: re.Match[str], group: Group) -> Iterator[Fact]:
    start, end = match.start(), match.end()
    if group["zhdate"]:
        yield Fact("date", (_year(group["zy"]), _small(group["zm"]), _small(group["zd"])), start, end)
    elif group["zhyear"]:
        yield Fact("date", (_year(group["yy"]), None, None), start, match.end("yy"))
        if group["yz"]:
            yield Fact("date", (int(group["yz"]), None, None), match.start("yz"), match.end("yz"))
    elif group["dayfirst"]:
        yield Fact("date", (_year(group["dy"]), _months()[str(group["dm"])], _small(group["dd"])), start, end)
    else:
        year = _year(group["my"] or group["mo"])
        yield Fact("date", (year, _months()[str(group["mm"])], _small(group["md"])), start, end)


def _part(match: re.Match[str], group: Group) -> Fact:
    """A fraction: ``三分之一``, ``two thirds``, ``half``; per cent where it is of a hundred."""
    span = (match.start(), match.end())
    if group["fraction"]:
        top = 1 if group["qh"] or group["qn"] == "a" else _CARDINALS[str(group["qn"])]
        return Fact("number", ("part", top, _PARTS[group["qh"] or str(group["qd"])]), *span)
    if group["fb"] == "百":
        return Fact("number", (Decimal(_small(group["fa"]) or 0).normalize(),), *span, "%")
    return Fact("number", ("part", _small(group["fa"]), _small(group["fb"])), *span)


def _counted(match: re.Match[str], group: Group) -> Fact:
    """A number that counts or measures, in figures, in words, or in Chinese numerals; a bare 1993 is a year."""
    name, scale, unit = next(
        names for names in (("fn", "fs", "fu"), ("wn", "ws", "wu"), ("cn", "cs", "cu")) if group[names[0]]
    )
    written = str(group[name])
    value = _READ[name](written) * _SCALES.get(group[scale] or "", 1)
    measure = "%" if group["cp"] else _unit(group[unit] or "")
    last = unit if measure and not group["cp"] else scale if group[scale] else name
    bare = name == "fn" and measure in ("", "year") and not group[scale] and re.fullmatch(r"(?:19|20)\d\d", written)
    if bare:
        return Fact("date", (int(written), None, None), match.start(), match.end(name))
    return Fact("number", (value.normalize(),), match.start(), match.end(last), measure)


def _unit(written: str) -> str:
    written = written.strip()
    if written in ("美元", "dollar", "dollars"):
        return "dollar"
    if written and (written[0] in "%‰" or re.match(r"per|pour|por|процент|в |في|个百", written)):
        return "%"
    return _TIMES.get(written, "")


def _ordered(word: str) -> str:
    return next((unit for unit, pattern in _ORDERED.items() if re.fullmatch(pattern, word)), "")


def _decimal(written: str) -> Decimal:
    try:
        return Decimal(re.sub(r"[,，   ]", "", written))
    except InvalidOperation:
        return Decimal(0)


def _year(written: str | None) -> int | None:
    if not written:
        return None
    return int(written) if written.isdecimal() else chinese_number(written.replace("○", "零"))


def _small(written: str | None) -> int | str | None:
    if not written:
        return None
    if "a" <= written <= "zz":
        return written
    return int(written) if written.isdecimal() else chinese_number(written)


def _cardinal(words: str) -> Decimal:
    return Decimal(sum((_TENS | _CARDINALS)[word] for word in re.split(r"[-\s]", words)))


def _ordinal(words: str) -> int:
    total = 100 if words.startswith("one hundred") else 0
    for word in re.split(r"[-\s]", words.removeprefix("one hundred and ")):
        if word in _TENS:
            total += _TENS[word]
        elif word in _ORDINALS:
            total += _ORDINALS[word]
        else:
            total += next(ten for name, ten in _TENS.items() if name[:-1] == word[: len(name) - 1])
    return total


def _chinese(numeral: str) -> Decimal:
    return Decimal(chinese_number(numeral))


_READ: Mapping[str, Callable[[str], Decimal]] = {"fn": _decimal, "wn": _cardinal, "cn": _chinese}


def _dates_agree(one: Fact, other: Fact) -> bool:
    if one.kind != other.kind:  # a year written without 年
        number, date = (one, other) if one.kind != "date" else (other, one)
        return number.kind == "number" and number.value == (date.value[0],)
    return all(mine is None or mine == theirs for mine, theirs in zip(one.value, other.value, strict=True))


def _symbols_agree(one: str, other: str) -> bool:
    """``67/169`` and ``a/res/67/169``; a longer symbol that only begins alike is another one."""
    shorter, longer = sorted((one, other), key=len)
    return shorter == longer or (
        re.fullmatch(r"\d+/\d+", shorter) is not None
        and re.search(rf"/(?:res|dec)/{re.escape(shorter)}$", longer) is not None
    )
