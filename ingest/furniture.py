"""Page furniture: what the page prints and the document does not say. Page numbers, running heads, URLs, rules, job numbers."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from ingest.dates import DAY
from ingest.lines import Line, ends_with_comma, is_finished, width
from ingest.markers import marker_of
from ingest.vocabulary import DOCUMENT_HOSTS, LANGUAGES

_SERIES = "A|S|E|ST|T|CCPR|CEDAW|CRC|CAT|CERD|CRPD|CMW|CED|DP|FCCC|HRI|HSP|ID|ISBA|JIU|LC|NPT|TD|UNEP|WHA|WHO"
SYMBOL = rf"(?:{_SERIES})(?:/[A-Z0-9](?:[A-Za-z0-9.()\-]*[A-Za-z0-9)])?)+"
"""``A/HRC/RES/13/23``; the year that a symbol of the Security Council carries is apart: ``S/RES/2475 (2019)``."""
SYMBOL_LINE = re.compile(rf"{SYMBOL}(?:\s?[(（]\d{{4}}[)）])?(?:\s*[*]+)?")
URL_LINE = re.compile(r"(?:https?://|www\.|file:///)\S+")
RULE_LINE = re.compile(r"(?:[_＿─━—\-=*~·.]\s?){5,}")
JOB_LINE = re.compile(
    r"(?:[A-Z]{1,3}\.)?\d{2}-\d{5}(?:\s*[*]*)?(?:\s*\([A-Z]\))?(?:\s+\d{6}){0,3}|\*\d{7}\*|\([A-Z]\)(?:\s+\d{6}){1,3}"
)
PAGE_LINES = (
    re.compile(r"[-–—－]\s*(?P<page>\d{1,4})\s*[-–—－]"),
    re.compile(r"第\s*(?P<page>\d{1,4})\s*[页頁](?:\s*[，,/／]?\s*共\s*\d{1,4}\s*[页頁])?"),
    re.compile(r"[Pp]age\s+(?P<page>\d{1,4})(?:\s*(?:of|sur|/)\s*\d{1,4})?"),
    re.compile(r"(?:[Pp]ágina|[Сс]тр(?:\.|аница)|(?:ال)?صفحة)\s*(?P<page>\d{1,4})(?:\s*(?:de|из|من|/)\s*\d{1,4})?"),
)
PAGE_OF = re.compile(r"(?P<page>\d{1,4})\s*[/／]\s*(?P<pages>\d{1,4})")
GOES_ON_LINE = re.compile(r"[/／]\s*(?:\.{3}|…{1,2})")
"""``/...`` at the foot of an old page: the text goes on."""
DATE = re.compile(rf"{DAY}|\d{{1,2}} [A-Z][a-z]{{2,8}} \d{{4}}")
_MEETING = re.compile("|".join(pattern for language in LANGUAGES for pattern in language.meeting_patterns))
PRINTED_AT = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s\d{1,2}:\d{2}(?:\s?[AP]M)?")
"""``11/20/26, 6:51 PM``: a browser's stamp on what it prints."""
BARE_PAGE = re.compile(r"(?P<page>\d{1,4})")
LONGEST = 200
"""A line of more characters is no furniture."""
_RESOLUTION_NUMBER = re.compile(r"\d{1,4}/\d{1,3}[A-Z]?[.．、\-–—]")
EDGE = 12
"""So many lines of furniture may stand at the edge of a page."""
_TITLE_REACH = 20
"""A title that later runs over the pages is printed among the first so many lines."""
_PAGE_MARKS = ("page number", "job number")
PLEASE_RECYCLE = re.compile(
    r"(?:\*\d{7}\*\s+)?(?:请回收|[Pp]lease recycle|Merci de recycler|Se ruega reciclar"
    r"|Просьба отправить на вторичную переработку|الرجاء إعادة (?:استعمال الورق|التدوير))\s*♻?"
)


@dataclass(frozen=True, slots=True)
class Lifted:
    """Something printed that is not among the words of a paragraph, and where it stood."""

    kind: str
    text: str
    line: int


def lift_furniture(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Lifted, ...]]:
    """The lines without page furniture, and the furniture. What follows a lifted line is marked ``lifted_before``."""
    if any(line.literal for line in lines):
        return tuple(lines), ()
    kinds = _certain(lines)
    kinds |= _urls(lines, kinds)
    kinds |= _page_numbers(lines, kinds)
    kinds |= _running_heads(lines, kinds)
    kinds |= _own_symbols(lines, kinds)
    return remove(lines, kinds)


def remove(lines: Sequence[Line], kinds: dict[int, str]) -> tuple[tuple[Line, ...], tuple[Lifted, ...]]:
    """Take the lines at these indices out."""
    kept: list[Line] = []
    lifted: list[Lifted] = []
    pending, opens, blanks = False, False, 0
    for index, line in enumerate(lines):
        if index in kinds:
            lifted.append(Lifted(kinds[index], line.text, line.number))
            pending, opens, blanks = True, opens or line.opens_page, max(blanks, line.blanks)
            continue
        if pending:
            line = replace(  # noqa: PLW2901 - the same line, told what stood above it
                line, lifted_before=True, opens_page=line.opens_page or opens, blanks=max(blanks, line.blanks)
            )
        kept.append(line)
        pending, opens, blanks = False, False, 0
    return tuple(kept), tuple(lifted)


def _certain(lines: Sequence[Line]) -> dict[int, str]:
    kinds: dict[int, str] = {}
    for index, line in enumerate(lines):
        if len(line.text) > LONGEST:
            continue
        if RULE_LINE.fullmatch(line.text) and not line.level:
            kinds[index] = "rule"
        elif JOB_LINE.fullmatch(line.text):
            kinds[index] = "job number"
        elif any(pattern.fullmatch(line.text) for pattern in PAGE_LINES) or (
            _is_compound(line.text) and not _is_next_note(lines, index)
        ):
            kinds[index] = "page number"
        elif (
            PRINTED_AT.fullmatch(line.text) or PLEASE_RECYCLE.fullmatch(line.text) or GOES_ON_LINE.fullmatch(line.text)
        ):
            kinds[index] = "imprint"
    return kinds


def _is_next_note(lines: Sequence[Line], index: int) -> bool:
    """``2 A/74/25`` below a rule and a line that opens with 1: a footnote that says no more than a symbol."""
    match = re.match(r"(\d{1,3})\s+[A-Z]", lines[index].text)
    if match is None:
        return False
    place, number = index - 1, int(match[1])
    while place >= max(0, index - EDGE) and not lines[place + 1].opens_page:
        if RULE_LINE.fullmatch(lines[place].text):
            return number == 1 or any(lines[line].text.startswith(f"{number - 1} ") for line in range(place, index))
        place -= 1
    return False


def _is_compound(text: str) -> bool:
    """``2/3 … 22-28888``, ``A/77/1  Page 3``: a page number with the document's number or symbol, and no word besides."""
    rest, kinds = _pieces(text)
    return not rest and "page" in kinds and len(kinds) > 1 and not ends_with_comma(text)


def _is_dated_symbol(text: str) -> bool:
    """The symbol with the date or job number beside it, and no word besides."""
    rest, kinds = _pieces(text)
    return not rest and kinds[:1] != ["date"] and "symbol" in kinds and len(kinds) > 1


def _pieces(text: str) -> tuple[str, list[str]]:
    """The kinds of furniture that a line is made of, in order, and what is left of it."""
    kinds: list[str] = []
    while text and len(kinds) < _MOST_PIECES:
        found = next(((kind, m) for kind, pattern in _PIECES if (m := pattern.match(text))), None)
        if found is None:
            break
        kinds.append(found[0])
        text = text[found[1].end() :].lstrip(" \u3000|,，")
    return text, kinds


_MOST_PIECES = 5
_END = r"(?=[\s|,，]|$)"
_PIECES: tuple[tuple[str, re.Pattern[str]], ...] = (
    # a symbol with a full stop behind it ends a sentence: a footnote may be nothing else
    ("symbol", re.compile(rf"(?:{SYMBOL_LINE.pattern})(?<!\.){_END}")),
    ("job", re.compile(f"(?:{JOB_LINE.pattern}){_END}")),
    *(("page", re.compile(f"(?:{pattern.pattern}){_END}")) for pattern in PAGE_LINES),
    ("date", re.compile(rf"(?:{DATE.pattern}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}){_END}")),
    ("page", re.compile(PAGE_OF.pattern + _END)),
    ("page", re.compile(BARE_PAGE.pattern + _END)),
)


def _urls(lines: Sequence[Line], kinds: dict[int, str]) -> dict[int, str]:
    """A URL alone on its line is a page foot where it names the Organization's own servers, recurs, or ends a page."""
    found = [index for index, line in enumerate(lines) if URL_LINE.fullmatch(line.text)]
    times = Counter(lines[index].text for index in found)
    return {
        index: "url"
        for index in found
        if times[lines[index].text] > 1
        or lines[index].text.startswith("file:")
        or any(f"{host}/" in lines[index].text + "/" for host in DOCUMENT_HOSTS)
        or _at_edge(lines, index, kinds)
    }


def _page_numbers(lines: Sequence[Line], kinds: dict[int, str]) -> dict[int, str]:
    """``3/12`` and ``3``: page numbers where they rise through the file, or stand at the edge of a page.

    ``13/23`` alone, over a title, is the number of a resolution.
    """
    found: dict[int, str] = {}
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if match := PAGE_OF.fullmatch(line.text):
            if int(match["page"]) <= int(match["pages"]):
                groups[f"of {match['pages']}"].append(index)
        elif BARE_PAGE.fullmatch(line.text) and not line.level:
            groups["bare"].append(index)
    for name, members in groups.items():
        values = [int(re.match(r"\d+", lines[index].text).group()) for index in members]  # type: ignore[union-attr]
        rising = len(members) > 1 and all(a < b for a, b in itertools.pairwise(values))
        apart = all(b - a > 2 for a, b in itertools.pairwise(members))
        for index in members:
            if (
                (rising and apart)
                or 0 < index == len(lines) - 1
                or _opens_or_closes_page(lines, index, kinds)
                or (name == "bare" and index and not is_finished(lines[index - 1].text) and lines[index].blanks)
            ):
                found[index] = "page number"
    return found


def _running_heads(lines: Sequence[Line], kinds: dict[int, str]) -> dict[int, str]:
    """Lines that recur at the edges of pages, and symbols alone on a line from their second time on."""
    found: dict[int, str] = {}
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if index not in kinds and not line.level and _may_be_head(line.text):
            places[re.sub(r"\s+", "", line.text)].append(index)
    recurring = {index for members in places.values() if len(members) > 1 for index in members}
    recurring |= {members[0] for members in places.values() if SYMBOL_LINE.fullmatch(lines[members[0]].text)}
    # a title whose number is printed before it once, and never over the later pages
    bare = [re.sub(r"\s+", "", line.text) for line in lines[:_TITLE_REACH]]
    titles = {_RESOLUTION_NUMBER.sub("", text) for text in bare if _RESOLUTION_NUMBER.match(text)} - {""}
    recurring |= {index for text, members in places.items() if text in titles for index in members}
    body = next((i for i, line in enumerate(lines) if is_finished(line.text) or ends_with_comma(line.text)), 0)
    rights = sorted(line.right for line in lines)
    full = rights[int(len(rights) * 0.85)] * 0.95 if rights else 0
    for text, members in places.items():
        if DATE.fullmatch(lines[members[0]].text) and any(_beside_meeting(lines, index) for index in members):
            continue  # the day of adoption, printed at the end of the last page
        edges = [index for index in members if _at_edge(lines, index, kinds, passing=recurring)]
        if SYMBOL_LINE.fullmatch(lines[members[0]].text):
            # the first is the masthead's own, unless the file opens in the middle of a page
            first_page = not lines[members[0]].opens_page and all(index > members[0] for index in kinds)
            later = members[1:] if members[0] < _TITLE_REACH and first_page else members
            found |= {index: "running head" for index in later if len(members) > 1 or index in edges}
        elif text in titles:
            found |= dict.fromkeys(edges, "running head")
        elif len(members) == 2 and members[0] >= body and lines[members[0]].right >= full:
            continue  # a full line of the text that happens to be printed twice
        elif len(members) > 1 and set(members[1:]) <= set(edges) and (members[0] in edges or members[0] < body):
            # a title is printed once as a title before it runs over the pages
            first_runs = members[0] in edges and lines[members[0]].page > 1
            found |= dict.fromkeys(members if first_runs else members[1:], "running head")
    return found


def _beside_meeting(lines: Sequence[Line], index: int) -> bool:
    """``60th plenary meeting`` directly above or below."""
    return any(_MEETING.fullmatch(line.text) for line in lines[max(0, index - 1) : index + 2])


_NUMERIC_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}")
"""``07/02/2023`` beside the symbol and title: the head of a record."""


def _is_head_of(text: str, symbol: str, masthead: str) -> bool:
    """The symbol at one end of a line and words of the masthead, the title as a rule, at the other."""
    parts = re.split(r"\s{2,}", text)
    parts = [part for part in parts if not _NUMERIC_DATE.fullmatch(part)]
    if len(parts) != 2 or symbol not in (re.sub(r"\s+", "", part) for part in parts):
        return False
    return all(re.sub(r"\s+", "", part) in (symbol, "") or re.sub(r"\s+", "", part) in masthead for part in parts)


def _own_symbols(lines: Sequence[Line], kinds: dict[int, str]) -> dict[int, str]:
    """The document's symbol behind its masthead, even once, and with the date beside it: a page began there.

    Several symbols below one another are a list, and stay.
    """
    body = next((i for i, line in enumerate(lines) if is_finished(line.text) or ends_with_comma(line.text)), len(lines))
    found = {
        index: re.sub(r"\s+", "", SYMBOL_LINE.match(line.text).group().rstrip("* "))  # type: ignore[union-attr]
        for index, line in enumerate(lines)
        if index not in kinds
        and len(line.text) <= LONGEST
        and (SYMBOL_LINE.fullmatch(line.text) or (SYMBOL_LINE.match(line.text) and _is_dated_symbol(line.text)))
    }
    own = {symbol for index, symbol in found.items() if index < body} or set(list(found.values())[:1])
    masthead = re.sub(r"\s+", "", "".join(line.text for line in lines[:body]))
    printed = {m.group() for line in lines[:body] if (m := re.search(rf"{SYMBOL}$", line.text))} | own
    titled = {
        index: "running head"
        for index, line in enumerate(lines)
        if index > body
        and index not in kinds
        and len(line.text) <= LONGEST
        and any(symbol in line.text and _is_head_of(line.text, symbol, masthead) for symbol in printed)
    }
    return titled | {
        index: "running head"
        for index, symbol in found.items()
        if index > body
        and symbol in own
        and not lines[index - 1].text.endswith(("：", ":"))
        and not any(place in found and found[place] != symbol for place in (index - 1, index + 1))
    }


def _may_be_head(text: str) -> bool:
    if (
        len(text) > LONGEST
        or is_finished(text)
        or ends_with_comma(text)
        or text.endswith(("、", "：", ":"))
        or width(text) > 120
    ):
        return False
    marker = marker_of(text)
    return marker is None or marker.printed.strip() == text


def _opens_or_closes_page(lines: Sequence[Line], index: int, kinds: dict[int, str]) -> bool:
    """Nothing but furniture between this line and a form feed."""
    before = index
    while before >= max(0, index - EDGE):
        if lines[before].opens_page:
            return True
        before -= 1
        if before not in kinds:
            break
    after = index + 1
    while after < min(len(lines), index + EDGE):
        if lines[after].opens_page:
            return True
        if after not in kinds:
            return False
        after += 1
    return len(lines) > 1 and lines[-1].page > 1


def _at_edge(lines: Sequence[Line], index: int, kinds: dict[int, str], *, passing: Set[int] = frozenset()) -> bool:
    """At the edge of a page as far as a text shows it: a form feed, a page or job number, directly above or below.

    Lines in ``passing`` may stand between: they may be heads or feet themselves.
    """
    place = index
    while place >= max(0, index - EDGE):
        if lines[place].opens_page or (place != index and kinds.get(place) in _PAGE_MARKS):
            return True
        place -= 1
        if place not in kinds and place not in passing:
            break
    place = index + 1
    while place < min(len(lines), index + EDGE):
        if lines[place].opens_page or kinds.get(place) in _PAGE_MARKS:
            return True
        if place not in kinds and place not in passing:
            break
        place += 1
    return False
