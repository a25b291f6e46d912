"""What a masthead says of its document: symbol, title, organ, author, addressee, session, agenda item, date, status.

Nothing is invented: a field that the text does not print stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.dates import iso_date, without_date
from ingest.furniture import SYMBOL, SYMBOL_LINE, Lifted
from ingest.languages import language_of
from ingest.lines import chinese_share, is_chinese
from ingest.markers import chinese_number, latin_letter, roman_number, roman_numeral
from ingest.ordinals import ordinal_within
from ingest.vocabulary import (
    DECISION_WORDS,
    DRAFT_WORDS,
    LANGUAGES,
    ORGAN_CASES,
    ORGANS,
    RESOLUTION_WORDS,
    STATUS_BY_SUFFIX,
    choice,
)
from ingest.vocabulary.spelling import ascii_digits, folded, simplified
from rag import DocumentKind

_NUMBER_LINE = re.compile(
    r"^(?:第\s*)?(?P<number>(?:E?S-)?\d{1,4}/\d{1,3}[A-Z]?)(?:\s*号(?P<kind>决议|决定))?\s*(?:[.．、]|[-–—](?=\s))?(?:\s*(?P<title>.*))?$"
)
_ENACTED = choice({*RESOLUTION_WORDS, *DECISION_WORDS})
_SC_NUMBER = re.compile(
    rf"(?:第|(?:{_ENACTED}))?\s*(?P<number>\d{{3,4}})\s*[(（]\s*(?P<year>\d{{4}})\s*[)）]\s*(?:号决议)?", re.IGNORECASE
)
_OLD_NUMBER = re.compile(
    r"(?:(?:Resolution|Résolution|Resolución|Резолюция|القرار|第)\s?)?(?P<number>\d{1,4}|[〇零○一二三四五六七八九十百千]{1,7})\s?(?P<letter>[A-F])?\s?"
    r"[(（]\s?(?P<session>(?P<year>19\d\d|一九[〇零○一二三四五六七八九]{2})|[IVXL]{1,8}|[一二三四五六七八九十]{1,4})\s?[)）]"
    r"\s?(?:[.．、—–-]|号|$)"
)
"""``2159 (XXI). Title``, ``二一五九(二十一)、``, ``六(一九四六).``: how resolutions were counted until 1976, by session or year."""
_NAMED_NUMBER = re.compile(
    rf"第\s*(\d{{1,4}}/\d{{1,4}})\s*号(?:决议|决定)\s*$|(?:{_ENACTED})\s+(\d{{1,4}}/\d{{1,4}})\b", re.IGNORECASE
)
_NAMED_SC_NUMBER = re.compile(rf"(?:第|(?:{_ENACTED})\s+)\s*(\d{{3,4}})\s*[(（]\s*(\d{{4}})\s*[)）]", re.IGNORECASE)
_ADOPTION_LINE = re.compile(rf"通过|[Aa]dopted|(?:{_ENACTED})", re.IGNORECASE)
_ADOPTED_BY = tuple(word for language in LANGUAGES for word in language.adopted_by)
_SESSIONS = tuple(re.compile(pattern) for language in LANGUAGES for pattern in language.session_patterns)
_AGENDAS = tuple(re.compile(pattern) for language in LANGUAGES for pattern in language.agenda_patterns)
_PARTIES = tuple(re.compile(pattern) for language in LANGUAGES for pattern in language.party_patterns)
_AUTHORS = tuple(re.compile(pattern) for language in LANGUAGES for pattern in language.author_patterns)
_BESIDE_SYMBOL = 60
"""So many characters the name of the Organization takes beside a symbol."""
_TOLD_REACH = 60
"""So many characters into its first paragraph a decision tells its day: ``2021年6月8日，大会……决定``."""
_CHINESE = 0.3
_HELD = re.compile(r"^(?:Held|Tenue|Celebrada|Состоявшееся|المعقودة|عقدت)(?!\w)|举行$")
"""The line of a record that tells when the meeting was: the one above it tells when the record was issued."""
_LAST_OLD_SESSION = 30
"""The session of 1975: from the next one on, resolutions are counted as ``31/1``."""
_PRINTED = re.compile(rf"(?:^|\s)(?P<symbol>{SYMBOL}(?:\s?\(\d{{4}}\))?)(?:\s?[–—]\s?{SYMBOL})?(?:\s*[*＊]+)?$")


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
    masthead = [simplified(ascii_digits(line)) for line in masthead]
    language = language_of(body or " ".join(masthead))
    resolution = kind in (DocumentKind.RESOLUTION, DocumentKind.DECISION)
    organ = _organ(masthead, kind=kind, title=title)
    number = _number(masthead) if resolution else ""
    symbol = _printed_symbol(masthead, running_heads) or _symbol(number, organ, masthead, kind=kind)
    organ = organ if resolution else _own_organ(symbol, masthead) or organ
    head = " ".join(masthead)
    author, addressee = _parties(compact(title), organ=organ, resolution=resolution)
    if kind is DocumentKind.REPORT and not author:
        author = next(
            (found for line in masthead if (found := _parties(compact(line), organ="", resolution=False)[0])), ""
        )
    date = _resolution_date(masthead, adoption) if resolution else iso_date(title) or _head_date(masthead)
    if kind in (DocumentKind.SUMMARY_RECORD, DocumentKind.VERBATIM_RECORD):
        date = next((held for line in masthead if _HELD.search(line) and (held := iso_date(line))), date)
    status = status_of(symbol, masthead if resolution else ())
    if resolution and not date and status:
        date = _head_date(masthead)  # of a draft, the day of its distribution
    if kind is DocumentKind.DECISION and not date:
        head = re.sub(r"\s+", " ", " ".join(masthead))
        date = iso_date(body.removeprefix(head)[:_TOLD_REACH])
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
        status=status,
    )


def compact(text: str) -> str:
    """Spaces next to Chinese gone: they are the typesetter's, ``2007 年 4 月`` is ``2007年4月``.

    Quotation marks and dashes belong to all scripts: next to them a space goes in Chinese only.
    """
    shared = "" if chinese_share(text) >= _CHINESE else "“”‘’—…·"
    return re.sub(
        r"(?<=(.))\s+(?=(.))",
        lambda match: "" if any(is_chinese(side) and side not in shared for side in match.groups()) else " ",
        text.strip(),
    )


def status_of(symbol: str, masthead: Sequence[str] = ()) -> str:
    """Draft, revised, corrected, addendum, read from the symbol; a draft may also say in a line of its masthead what it is."""
    found = ", ".join(status for suffix, status in STATUS_BY_SUFFIX if suffix in symbol)
    drafts = tuple(word.casefold() for word in DRAFT_WORDS)
    if not found and any(
        compact(line).casefold().endswith(drafts) or _opens_as_draft(line, drafts) for line in masthead
    ):
        return "draft"
    return found


def _opens_as_draft(line: str, drafts: tuple[str, ...]) -> bool:
    """``Projet de résolution A/C.3/67/L.1``, ``Draft resolution I``: the word and a number or symbol, and no title."""
    text = line.casefold()
    return any(text.startswith(word) and len(text) - len(word) <= 24 for word in drafts)


def _organ(masthead: Sequence[str], *, kind: DocumentKind, title: str) -> str:
    names = sorted(ORGANS, key=len, reverse=True)
    if kind in (DocumentKind.RESOLUTION, DocumentKind.DECISION):
        for line in reversed(masthead):
            bare = _bare_organ(line)
            for name in names:
                if folded(name) == bare:
                    return name
        for line in masthead:
            for name in names:
                if re.search(rf"{re.escape(name)}.{{0,12}}(?:决议|决定|通过)", line):
                    return name
            if found := _adopting(line, names):
                return found
    addressee = _parties(compact(title), organ="", resolution=False)[1]
    if found := _named_organ(addressee, names):
        return found
    return next((name for line in masthead for name in names if compact(line) == name), "")


def _own_organ(symbol: str, masthead: Sequence[str]) -> str:
    """The organ of the masthead to which the symbol belongs: ``A/HRC/40/50`` is the Council's, though the Assembly stands above."""
    found = [
        (len(stem), name)
        for name, stem in ORGANS.items()
        if stem.count("/") > 2
        and symbol.startswith(stem.removesuffix("RES/"))
        and any(compact(line) == name for line in masthead)
    ]
    return max(found)[1] if found else ""


def _bare_organ(line: str) -> str:
    """``L’Assemblée générale,`` → ``assemblee generale``: an organ line without its article and comma, for comparing."""
    bare = line.strip("*_ ，,،")
    for language in LANGUAGES:
        if language.organ_article:
            bare = re.sub(rf"^{language.organ_article}\s*", "", bare, flags=re.IGNORECASE)
    return folded(bare)


def _adopting(line: str, names: Sequence[str]) -> str:
    """The organ that a line says adopted the text."""
    for before in _ADOPTED_BY:
        if (place := line.find(before)) >= 0:
            after = line[place + len(before) :]
            if found := next((name for name in (*names, *ORGAN_CASES) if after.startswith(name)), ""):
                return ORGAN_CASES.get(found, found)
    return ""


def _named_organ(text: str, names: Sequence[str]) -> str:
    """The organ that is named in a text, in whatever case."""
    text = simplified(text)
    found = next((name for name in (*names, *ORGAN_CASES) if name in text), "")
    return ORGAN_CASES.get(found, found)


def _number(masthead: Sequence[str]) -> str:
    """``67/169`` of a line ``67/169. Title`` or ``13/23``; ``2178 (2014)`` of the Security Council."""
    for line in reversed(masthead):
        if match := _NUMBER_LINE.match(line.strip()):
            title = match["title"] or ""
            if match["kind"] or not title or not re.match(r"\d", title):
                return match["number"]
        if match := _SC_NUMBER.match(line.strip()):
            return f"{match['number']} ({match['year']})"
        if old := _old_number(line.strip()):
            return old
    for line in masthead:
        if match := _NAMED_NUMBER.search(line):
            return match[1] or match[2]
        if match := _NAMED_SC_NUMBER.search(line):
            return f"{match[1]} ({match[2]})"
    return ""


def _old_number(line: str) -> str:
    """``2159(XXI)``, ``6 (1946)``; "" where the line opens with no number of this form."""
    match = _OLD_NUMBER.match(line)
    number = chinese_number(match["number"].replace("○", "〇")) if match else 0
    if match is None or not number:
        return ""
    if match["year"]:
        return f"{number} ({chinese_number(match['year'].replace('○', '〇'))})" if not match["letter"] else ""
    session = roman_number(match["session"]) or chinese_number(match["session"])
    return f"{number}{match['letter'] or ''}({roman_numeral(session)})" if 0 < session <= _LAST_OLD_SESSION else ""


def _symbol(number: str, organ: str, masthead: Sequence[str], *, kind: DocumentKind) -> str:
    """The symbol that a printed number and the organ fix together; of the decisions only the Human Rights Council's."""
    stem = ORGANS.get(organ, "")
    if not (number and stem) or kind not in (DocumentKind.RESOLUTION, DocumentKind.DECISION):
        return ""
    if kind is DocumentKind.DECISION:
        return stem.replace("/RES/", "/DEC/") + number if stem == "A/HRC/RES/" else ""
    if not _fits(number, stem) or any("决定" in line and "决议" not in line for line in masthead[:1]):
        return ""
    return stem + number


def _fits(number: str, stem: str) -> bool:
    """Each organ counts in its own way: ``2475 (2019)``, ``67/169``, until 1976 ``2159(XXI)``."""
    form = "year" if re.search(r"\(\d", number) else "session" if "(" in number else "slash"
    return form in {"S/RES/": ("year",), "A/RES/": ("slash", "session")}.get(stem, ("slash",))


def _printed_symbol(masthead: Sequence[str], running_heads: Sequence[Lifted]) -> str:
    """A symbol that stands alone on a line of the masthead, or runs over the pages."""
    for line in masthead:
        # beside the symbol only the name of the Organization or the organ may stand
        match = _PRINTED.search(line)
        if (
            match
            and re.fullmatch(r"(?:[^\W\d_]|[ ’'])*", line[: match.start()])
            and (len(line[: match.start()].strip()) <= _BESIDE_SYMBOL)
        ):
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
    if match and ascii_digits(match["number"]) == number:
        return compact(match["title"] or "") or f"{organ}第{number}号决议"
    if number and _old_number(simplified(title.strip())) == number:
        printed = _OLD_NUMBER.match(simplified(title.strip()))
        return compact(title.strip()[printed.end() :] if printed else "") or compact(title)
    if _SC_NUMBER.match(title.strip()) or not title:
        return (
            f"{organ}第{number.replace(' ', '')}号决议" if organ and number and chinese_share(organ) else compact(title)
        )
    return compact(title)


def _parties(title: str, *, organ: str, resolution: bool) -> tuple[str, str]:
    """Who speaks, and to whom."""
    if resolution:
        return organ, ""
    undated = without_date(title)
    judged = simplified(undated)
    for pattern in _PARTIES:
        if match := pattern.search(judged):
            author, addressee = (slice(*match.span(name)) for name in ("author", "addressee"))
            return undated[author].strip(" ,،"), undated[addressee].strip(" ,،")
    for pattern in _AUTHORS:
        if match := pattern.search(judged):
            return undated[slice(*match.span("author"))], ""
    return "", ""


def _resolution_date(masthead: Sequence[str], adoption: str) -> str:
    if found := iso_date(adoption):
        return found
    for line in masthead:
        told = _ADOPTION_LINE.search(line) or re.match(r"(?:of|du|de|del|от)\s\d", line)
        if told and (found := iso_date(line)):
            return found
    return ""


def _head_date(masthead: Sequence[str]) -> str:
    return next((found for line in masthead if (found := iso_date(line))), "")


def _session(head: str) -> int | None:
    for pattern in _SESSIONS:
        for match in pattern.finditer(head):
            if number := ordinal_within(match["session"]):
                return number
    return None


def _agenda_item(head: str) -> str:
    """``69(b)``, its letter as the English text counts it."""
    for pattern in _AGENDAS:
        if match := pattern.search(head):
            number, letter = re.match(r"(\d+)\W*([^\W\d_]*)", ascii_digits(match["item"])).groups()  # type: ignore[union-attr]
            return number + (f"({latin_letter(letter) or letter})" if letter else "")
    return ""
