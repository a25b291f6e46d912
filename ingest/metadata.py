"""What a masthead says of its document: symbol, title, organ, author, addressee, session, agenda item, date, status.

Nothing is invented: a field that the text does not print stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.furniture import SYMBOL, SYMBOL_LINE, Lifted
from ingest.lines import chinese_share, is_chinese
from ingest.markers import chinese_number
from ingest.vocabulary import ORGANS, STATUS_BY_SUFFIX
from rag import DocumentKind

_ZH_DIGIT = dict(zip("〇零○一二三四五六七八九", "000123456789", strict=True))
_DATE_ZH = re.compile(
    r"(?P<year>\d{4}|[〇零○一二三四五六七八九]{4})\s*年\s*(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})\s*月\s*"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    "december",
)
_DATE_EN = re.compile(rf"(?P<day>\d{{1,2}})\s+(?P<month>{'|'.join(_MONTHS)})\s+(?P<year>\d{{4}})", re.IGNORECASE)
_DATE_EN_US = re.compile(rf"(?P<month>{'|'.join(_MONTHS)})\s+(?P<day>\d{{1,2}}),\s*(?P<year>\d{{4}})", re.IGNORECASE)
_SESSION = re.compile(r"第\s*([一二三四五六七八九十百\d]+)\s*届(?:紧急|特别)*(?:会议|常会)")
_SESSION_EN = re.compile(r"\b([A-Za-z]+(?:-[a-z]+)?)\s+session\b")
_AGENDA = re.compile(r"(?:项目|[Aa]genda items?|[Ii]tem)\s*(\d+(?:\s*[(（][a-z][)）])?)")
_NUMBER_LINE = re.compile(
    r"^(?:第\s*)?(?P<number>\d{1,4}/\d{1,3}[A-Z]?)(?:\s*号(?P<kind>决议|决定))?\s*[.．、]?(?:\s*(?P<title>.*))?$"
)
_SC_NUMBER = re.compile(r"第?\s*(?P<number>\d{3,4})\s*[(（]\s*(?P<year>\d{4})\s*[)）]\s*(?:号决议)?")
_PRINTED = re.compile(rf"(?:^|\s)(?P<symbol>{SYMBOL}(?:\s?\(\d{{4}}\))?)(?:\s*[*＊]+)?$")
_LETTER_ZH = re.compile(r"(?P<author>.+?)[给致](?P<addressee>.+?)的(?:同文)?(?:普通)?(?:信|信函|照会|函)$")
_LETTER_EN = re.compile(
    r"(?:[Ll]etters?|[Nn]otes? verbales?) dated .+? from (?P<author>.+?) addressed to (?P<addressee>.+)$"
)
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80, "ninet": 90}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a masthead gives. Dates in ISO 8601."""

    symbol: str = ""
    title: str = ""
    organ: str = ""
    author: str = ""
    addressee: str = ""
    session: int | None = None
    agenda_item: str = ""
    date: str = ""
    language: str = "zh"
    status: str = ""


def read_facts(
    masthead: Sequence[str],
    *,
    kind: DocumentKind,
    title: str,
    adoption: str,
    body: str,
    running_heads: Sequence[Lifted] = (),
) -> Facts:
    """The facts of one document. ``masthead``: its lines; ``body``: its words, for the language alone."""
    language = language_of(body or " ".join(masthead))
    resolution = kind in (DocumentKind.RESOLUTION, DocumentKind.DECISION)
    organ = _organ(masthead, kind=kind, title=title)
    number = _number(masthead) if resolution else ""
    symbol = _printed_symbol(masthead, running_heads) or _symbol(number, organ, masthead, kind=kind)
    head = " ".join(masthead)
    author, addressee = _parties(compact(title), organ=organ, resolution=resolution)
    if kind is DocumentKind.REPORT and not author:
        author = next(
            (found for line in masthead if (found := _parties(compact(line), organ="", resolution=False)[0])), ""
        )
    date = _resolution_date(masthead, adoption) if resolution else iso_date(title) or _head_date(masthead)
    if kind is DocumentKind.DECISION and not date:
        date = iso_date(body[:60])  # ``2021年6月8日，大会……决定``
    return Facts(
        symbol=symbol,
        title=_resolution_title(title, organ=organ, number=number) if resolution else compact(title),
        organ=organ,
        author=author,
        addressee=addressee,
        session=_session(head),
        agenda_item=_agenda_item(head),
        date=date,
        language=language,
        status=status_of(symbol),
    )


def compact(text: str) -> str:
    """Spaces next to Chinese gone: they are the typesetter's, ``2007 年 4 月`` is ``2007年4月``."""
    return re.sub(
        r"(?<=(.))\s+(?=(.))",
        lambda match: "" if is_chinese(match[1]) or is_chinese(match[2]) else " ",
        text.strip(),
    )


def iso_date(text: str) -> str:
    """The first date in a text, as 2012-12-20; "" where there is none or it is no real date."""
    found = [
        (match.start(), match["year"], match["month"], match["day"])
        for pattern in (_DATE_ZH, _DATE_EN, _DATE_EN_US)
        if (match := pattern.search(text))
    ]
    for _, year, month, day in sorted(found):
        numbers = _year(year), _month(month), chinese_number(day)
        if 1 <= numbers[1] <= 12 and 1 <= numbers[2] <= 31:
            return f"{numbers[0]:04d}-{numbers[1]:02d}-{numbers[2]:02d}"
    return ""


def _year(text: str) -> int:
    return int("".join(_ZH_DIGIT.get(character, character) for character in text))


def _month(text: str) -> int:
    return _MONTHS.index(text.lower()) + 1 if text.lower() in _MONTHS else chinese_number(text)


def language_of(text: str) -> str:
    """The language by its script, and by its commonest words where the script is Latin."""
    sample = text[:20000]
    if chinese_share(sample) > 0.3:
        return "zh"
    letters = [character for character in sample if character.isalpha()] or ["a"]
    if sum("\u0400" <= character <= "\u04ff" for character in letters) > len(letters) / 2:
        return "ru"
    if sum("\u0600" <= character <= "\u06ff" for character in letters) > len(letters) / 2:
        return "ar"
    words = re.findall(r"[a-zà-ÿ]+", sample.lower())
    common = {
        "en": ("the", "of", "and", "to", "in"),
        "fr": ("les", "des", "et", "du", "une"),
        "es": ("los", "las", "del", "y", "una"),
    }
    counts = {name: sum(words.count(word) for word in some) for name, some in common.items()}
    return max(counts, key=lambda name: counts[name]) if any(counts.values()) else "en"


def status_of(symbol: str) -> str:
    """Draft, revised, corrected, addendum, read from the symbol."""
    return ", ".join(status for suffix, status in STATUS_BY_SUFFIX if suffix in symbol)


def _organ(masthead: Sequence[str], *, kind: DocumentKind, title: str) -> str:
    names = sorted(ORGANS, key=len, reverse=True)
    if kind in (DocumentKind.RESOLUTION, DocumentKind.DECISION):
        for line in reversed(masthead):
            bare = re.sub(r"^The\s+", "", line.strip("*_ ，,"), flags=re.IGNORECASE)
            for name in names:
                if bare == name or (bare.lower() == name.lower()):
                    return name
        for line in masthead:
            for name in names:
                if re.search(rf"{name}.{{0,12}}(?:决议|决定|通过)|by the {name}", line):
                    return name
    addressee = _parties(compact(title), organ="", resolution=False)[1]
    found = [name for name in names if name in addressee]
    if found:
        return found[0]
    return next((name for line in masthead for name in names if compact(line) == name), "")


def _number(masthead: Sequence[str]) -> str:
    """``67/169`` of a line ``67/169. Title`` or ``13/23``; ``2178 (2014)`` of the Security Council."""
    for line in reversed(masthead):
        if match := _NUMBER_LINE.match(line.strip()):
            title = match["title"] or ""
            if match["kind"] or not title or not re.match(r"\d", title):
                return match["number"]
        if match := _SC_NUMBER.match(line.strip()):
            return f"{match['number']} ({match['year']})"
    for line in masthead:
        if match := re.search(
            r"第\s*(\d{1,4}/\d{1,4})\s*号(?:决议|决定)\s*$|[Rr]esolution\s+(\d{1,4}/\d{1,4})\b", line
        ):
            return match[1] or match[2]
        if match := re.search(r"(?:第|[Rr]esolution\s+)\s*(\d{3,4})\s*[(（]\s*(\d{4})\s*[)）]", line):
            return f"{match[1]} ({match[2]})"
    return ""


def _symbol(number: str, organ: str, masthead: Sequence[str], *, kind: DocumentKind) -> str:
    """The symbol that a printed number and the organ fix together; of the decisions only the Human Rights Council's."""
    stem = ORGANS.get(organ, "")
    if not (number and stem) or kind not in (DocumentKind.RESOLUTION, DocumentKind.DECISION):
        return ""
    if kind is DocumentKind.DECISION:
        return stem.replace("/RES/", "/DEC/") + number if stem == "A/HRC/RES/" else ""
    if (stem == "S/RES/") != ("(" in number) or any("决定" in line and "决议" not in line for line in masthead[:1]):
        return ""
    return stem + number


def _printed_symbol(masthead: Sequence[str], running_heads: Sequence[Lifted]) -> str:
    """A symbol that stands alone on a line of the masthead, or runs over the pages."""
    for line in masthead:
        # beside the symbol only the name of the Organization or the organ may stand
        match = _PRINTED.search(line)
        if match and re.fullmatch(r"[A-Za-z\u4e00-\u9fff ]{0,40}", line[: match.start()]):
            return _canonical(match["symbol"])
    for head in running_heads:
        if head.kind == "running head" and (match := SYMBOL_LINE.match(head.text)):
            return _canonical(match.group().rstrip("* "))
    return ""


def _canonical(symbol: str) -> str:
    match = re.fullmatch(r"(S/RES/\d+)\s*[(（](\d{4})[)）]", symbol)
    return f"{match[1]} ({match[2]})" if match else symbol.rstrip("*")


def _resolution_title(title: str, *, organ: str, number: str) -> str:
    match = _NUMBER_LINE.match(title.strip())
    if match and match["number"] == number:
        return compact(match["title"] or "") or f"{organ}第{number}号决议"
    if _SC_NUMBER.match(title.strip()) or not title:
        return (
            f"{organ}第{number.replace(' ', '')}号决议" if organ and number and chinese_share(organ) else compact(title)
        )
    return compact(title)


def _parties(title: str, *, organ: str, resolution: bool) -> tuple[str, str]:
    """Who speaks, and to whom."""
    if resolution:
        return organ, ""
    undated = _DATE_ZH.sub("", title, count=1)
    undated = re.sub(r"^(?:\d{4}年\d{1,2}月\d{1,2}日)?", "", undated)
    if match := _LETTER_ZH.search(undated) or _LETTER_EN.search(title):
        return match["author"].strip(), match["addressee"].strip()
    if match := re.fullmatch(r"(?P<author>(?!关于).{2,40}?)的(?:年度)?(?:报告|说明|声明)", undated):
        return match["author"], ""
    if match := re.search(r"(?:Report|Note) (?:of|by) the (?P<author>.+)$", title):
        return f"the {match['author']}", ""
    return "", ""


def _resolution_date(masthead: Sequence[str], adoption: str) -> str:
    if found := iso_date(adoption):
        return found
    for line in masthead:
        if re.search(r"决议|通过|[Aa]dopted|[Rr]esolution", line) and (found := iso_date(line)):
            return found
    return ""


def _head_date(masthead: Sequence[str]) -> str:
    return next((found for line in masthead if (found := iso_date(line))), "")


def _session(head: str) -> int | None:
    if match := _SESSION.search(head):
        return chinese_number(match[1]) or None
    for match in _SESSION_EN.finditer(head):
        if number := english_ordinal(match[1]):
            return number
    return None


def english_ordinal(word: str) -> int:
    """``Sixty-seventh`` → 67; 0 where it is no ordinal."""
    tens, _, unit = word.lower().partition("-")
    if not unit:
        if tens in _ORDINALS:
            return _ORDINALS.index(tens) + 1
        return _TENS.get(tens.removesuffix("ieth"), 0)
    base = _TENS.get(tens.removesuffix("y"), 0)
    return base + _ORDINALS.index(unit) + 1 if base and unit in _ORDINALS[:9] else 0


def _agenda_item(head: str) -> str:
    match = _AGENDA.search(head)
    return re.sub(r"\s+", "", match[1]).replace("（", "(").replace("）", ")") if match else ""
