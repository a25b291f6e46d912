"""Paragraph numbers as people write them: 第10段, 附件第27(c)段, 序言部分第三段, OP10, para. 27 (c), 20th para., 7th bullet, footnote 3."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rag.document import Paragraph, ParagraphKind
from rag.words.terms import chinese_number, normalise

_NUMBER = r"(?:\d+|[一二三四五六七八九十百]+)"
_WORDS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
]
_STEP = r"(?:\s*\(\s*(?:[a-z]{1,2}|[ivx]+)\s*\))"
_ANNEX = r"(?:annex|appendix|enclosure|schedule)(?:\s*\d+)?"
_ANNEX_ZH = r"(?:附件|附录|附文|附表)[一二三四五六七八九十\d]*"
_PART = rf"(?:\b(?P<part>{_ANNEX}|letter|note(?: verbale)?),?\s*)?"
_OF_PART = rf"(?:\s+of\s+the\s+(?P<of>{_ANNEX}|letter|note verbale)\b)?"
_ORDINAL = rf"(?:{'|'.join(_WORDS)}|\d+(?:st|nd|rd|th))"
_PARAGRAPH = r"para(?:graphs?\b|s?\b)\.?"
_EACH_BULLET = rf"(?:,?\s*(?P<bullet>{_ORDINAL})\s+bullet\b)?"
# re.A: a Han character is no letter of a word, so that 和para. 3 and op10说 hold one
_PATTERNS = (
    re.compile(
        rf"(?P<pre>{_ANNEX_ZH})?的?(?:中|里)?的?表(?P<table>{_NUMBER})的?(?:第(?P<row>{_NUMBER})行|(?P<head>表头))"
    ),
    re.compile(rf"{_PART}\btable\s*(?P<table>\d+),?\s*(?:row\s*(?P<row>\d+)|(?P<head>head)\b){_OF_PART}", re.A),
    re.compile(rf"{_PART}\brow\s*(?P<row>\d+)\s+of\s+table\s*(?P<table>\d+)", re.A),
    re.compile(r"(?:表决记录|\brecorded vote)\s*\((?P<vote>[^()]+)\)"),
    re.compile(
        rf"(?P<pre>序言(?:部分)?|执行(?:部分)?|{_ANNEX_ZH}|信函|来函|照会|正文)?的?(?:(?:中|里)的?)?,?"
        rf"第(?P<number>{_NUMBER})(?P<steps>{_STEP}*)(?:自然)?段(?P<item>\(?[a-z]\)?项|{_STEP})?"
        rf"(?:,?(?:下|中)?的?第(?P<bullet>{_NUMBER})(?:个|项|条)?要点)?"
    ),
    re.compile(rf"(?P<pre>{_ANNEX_ZH})?“(?P<heading>[^”]+)”(?:下|中)?的?第(?P<bullet>{_NUMBER})(?:个|项|条)?要点"),
    re.compile(
        rf"{_PART}[“\"](?P<heading>[^”\"]+)[”\"],?\s*(?P<bullet>{_ORDINAL})\s+bullet\b",
    ),
    re.compile(
        rf"\b(?P<bullet>{_ORDINAL})\s+bullet(?:\s+point)?\s+(?:of|under|in)\s+(?:the\s+)?{_PART}{_PARAGRAPH}\s*(?P<number>\d+)",
        re.A,
    ),
    re.compile(
        rf"\b(?P<pre>op|pp|operative\s+{_PARAGRAPH}|preambular\s+{_PARAGRAPH})\s*(?P<number>\d+)(?P<steps>{_STEP}*)",
        re.A,
    ),
    re.compile(
        rf"{_PART}\b(?P<ordinal>{_ORDINAL})\s+(?P<pre>operative\s+|preambular\s+|unnumbered\s+)?{_PARAGRAPH}{_OF_PART}",
        re.A,
    ),
    re.compile(rf"{_PART}\b{_PARAGRAPH}\s*(?P<number>\d+)(?P<steps>{_STEP}*){_EACH_BULLET}{_OF_PART}", re.A),
    re.compile(
        rf"第(?P<article>{_NUMBER})条(?:之(?P<after>{_NUMBER}))?(?:第?(?P<clause>{_NUMBER})款)?(?:第?\(?(?P<point>{_NUMBER}|[a-z])\)?项)?"
        r"(?!建议|意见|消息|措施|承诺|理由|路|内容是)"
    ),
    re.compile(r"\b(?:article|art\.)\s*(?P<article>\d+)(?:\s*\((?P<clause>\d+)\))?(?:\s*\((?P<point>[a-z])\))?", re.A),
    re.compile(rf"(?P<note>脚注|\bfootnote\s*)(?P<number>{_NUMBER})", re.A),
    re.compile(
        r"\b(?P<id>fn-star\d?|op\d+(?:\.[a-z]+)*|pp\d+|(?:letter|note|annex\d*)\.[pb]?\d+(?:\.[a-z]\w*)*|fn\d+|\d+\.b\d+|\d+\.[a-z])\b",
        re.A,
    ),
)
_LAST = re.compile(
    rf"(?P<pre>序言(?:部分)?|执行(?:部分)?|{_ANNEX_ZH}|信函|照会)?的?(?:最后(?:的)?一段|末段)|"
    r"\b(?:last|final) (?P<pre_en>operative |preambular )?para(?:graph\b|\.)"
)
_RANGE = r"(?:至|到|-|–|—|~|\bto\b|\bthrough\b)"
_MORE = rf"\s*(?:{_RANGE}|、|,(?:\s*and\b)?|和|与|及|&|\band\b)\s*"
_SEVERAL = (
    re.compile(
        rf"(?P<pre>序言(?:部分)?|执行(?:部分)?|{_ANNEX_ZH}|信函|来函|照会|正文)?的?(?:(?:中|里)的?)?,?"
        rf"第(?P<numbers>{_NUMBER}(?:(?:段{_RANGE}|{_MORE})第?{_NUMBER})+)段"
    ),
    re.compile(
        rf"{_PART}\b(?P<pre>operative\s+|preambular\s+)?para(?:graph)?s\b\.?\s*(?P<numbers>\d+(?:{_MORE}\d+)+){_OF_PART}",
        re.A,
    ),
)
"""第10至12段, 第3、5和7段, paras. 10 to 12: each of them is named."""
_MOST_NAMED = 30
_FAMILIES = {
    "annex": ("附件", "annex"),
    "appendix": ("附录", "appendix"),
    "enclosure": ("附文", "enclosure"),
    "schedule": ("附表", "schedule"),
}
_BARE = re.compile(rf"(?P<number>{_NUMBER})(?P<steps>{_STEP}*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatorReference:
    """A paragraph that a person named, as far as they named it, at ``text[start:end]`` of the normalised text."""

    id: str = ""
    kind: ParagraphKind | None = None
    part: str = ""
    path: tuple[str, ...] = ()
    bullet: int = 0
    heading: str = ""
    table: int = 0
    article: bool = False
    """An article of a law or treaty; it may be one that a document speaks of, and no document here has."""
    last: bool = False
    """The last one of its kind and part, without a number."""
    start: int = 0
    end: int = 0

    @property
    def number(self) -> int:
        """The first printed or counted number; 0 where it is none."""
        return int(self.path[0]) if self.path and self.path[0].isdecimal() else 0


def read_locator(text: str, *, bare: bool = False) -> LocatorReference | None:
    """The first paragraph that a text names, or None. With ``bare`` the whole text may be a number alone."""
    found = read_locators(text)
    if found:
        return found[0]
    text = normalise(text).strip()
    if bare and (match := _BARE.match(text)):
        return LocatorReference(path=_path(match["number"], match["steps"] or ""), end=len(text))
    return None


def read_locators(text: str) -> tuple[LocatorReference, ...]:
    """All paragraphs that a text names, from left to right."""
    text = normalise(text)
    found = [reference for pattern in _SEVERAL for match in pattern.finditer(text) for reference in _references(match)]
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(_reference(match))
    for match in _LAST.finditer(text):
        before = match["pre"] or match["pre_en"] or ""
        found.append(
            LocatorReference(
                kind=_kind(before, bullet=None), part=_part(before), last=True, start=match.start(), end=match.end()
            )
        )
    return tuple(sorted(found, key=lambda reference: reference.start))


def resolve(reference: LocatorReference, paragraphs: Iterable[Paragraph]) -> Paragraph | None:
    """The paragraph that is meant: numbered ones before counted ones, the operative part before the preamble.

    A letter or note is a part and, to who speaks of it, the whole document: what the part lacks is looked for in its annexes.
    """
    held = tuple(paragraphs)
    if reference.last:
        return _last(reference, held)
    candidates = [paragraph for paragraph in held if _fits(reference, paragraph)]
    if not candidates and reference.part in {"letter", "note"}:
        reference = replace(reference, part="")
        candidates = [paragraph for paragraph in held if _fits(reference, paragraph)]
    return min(candidates, key=lambda paragraph: _order(reference, paragraph), default=None)


def article_number(identifier: str) -> int:
    """The number of the article that an id names (3 of ``annex.art3.2``); 0 where it names none."""
    match = re.search(r"(?:^|\.)art(\d+)", identifier)
    return int(match[1]) if match else 0


def _last(reference: LocatorReference, paragraphs: tuple[Paragraph, ...]) -> Paragraph | None:
    """The last paragraph: of the operative part or of those with numbers, else of those that were counted."""
    held = [paragraph for paragraph in paragraphs if not reference.part or paragraph.locator.part == reference.part]
    for kinds in (
        {reference.kind} if reference.kind else {ParagraphKind.OPERATIVE, ParagraphKind.NUMBERED},
        {ParagraphKind.UNNUMBERED},
    ):
        found = [paragraph for paragraph in held if paragraph.kind in kinds]
        if found:
            return found[-1]
    return None


def _references(match: re.Match[str]) -> list[LocatorReference]:
    """One reference for each paragraph of a range or list, all at the same place of the text."""
    groups = match.groupdict()
    pieces = re.split(rf"({_NUMBER})", groups["numbers"])
    numbers = [_integer(pieces[1])]
    for between, number in zip(pieces[2::2], pieces[3::2], strict=False):
        last, upto = numbers[-1], _integer(number)
        spanned = re.search(_RANGE, between) and last < upto <= last + _MOST_NAMED
        numbers.extend(range(last + 1, upto + 1) if spanned else [upto])
    before = groups.get("pre") or ""
    part = _part(groups.get("part") or groups.get("of") or before)
    kind = _kind(before, bullet=None)
    return [
        LocatorReference(kind=kind, part=part, path=(str(number),), start=match.start(), end=match.end())
        for number in dict.fromkeys(numbers)
    ]


def _reference(match: re.Match[str]) -> LocatorReference:
    groups = match.groupdict()
    span = LocatorReference(start=match.start(), end=match.end())
    if groups.get("id"):
        return replace(span, id=groups["id"])
    if groups.get("article"):
        return replace(span, id=_article(groups), article=True)
    if groups.get("note"):
        return replace(span, kind=ParagraphKind.FOOTNOTE, path=_path(groups["number"], ""))
    if groups.get("vote"):
        return replace(span, kind=ParagraphKind.VOTE, heading=groups["vote"].strip())
    if groups.get("table"):
        part = _part(groups.get("part") or groups.get("of") or groups.get("pre") or "")
        row = _integer(groups["row"]) if groups.get("row") else 0
        return replace(span, kind=ParagraphKind.ROW, part=part, table=_integer(groups["table"]), bullet=row)
    number = groups.get("number") or _ordinal(groups.get("ordinal") or "")
    steps = (groups.get("steps") or "") + (groups.get("item") or "")
    bullet = groups.get("bullet")
    before = groups.get("pre") or ""
    return replace(
        span,
        kind=_kind(before, bullet=bullet),
        part=_part(groups.get("part") or groups.get("of") or before),
        path=_path(number, steps) if number else (),
        bullet=_integer(_ordinal(bullet) or bullet) if bullet else 0,
        heading=groups.get("heading") or "",
    )


def _article(groups: dict[str, str | None]) -> str:
    """The id of an article as ingestion types it: ``art3``, ``art3-1``, ``art3.2``, ``art3.2.a``."""
    after = f"-{_integer(groups['after'] or '')}" if groups.get("after") else ""
    steps = [groups[name] or "" for name in ("clause", "point") if groups.get(name)]
    typed = [step if re.fullmatch("[a-z]", step) else str(_integer(step)) for step in steps]
    return ".".join((f"art{_integer(groups['article'] or '')}{after}", *typed))


def _kind(before: str, *, bullet: str | None) -> ParagraphKind | None:
    if bullet:
        return ParagraphKind.BULLET
    if before.startswith(("序言", "pp", "preambular")):
        return ParagraphKind.PREAMBULAR
    if before.startswith(("执行", "op", "operative")):
        return ParagraphKind.OPERATIVE
    return ParagraphKind.UNNUMBERED if before.startswith("unnumbered") else None


def _part(before: str) -> str:
    for family, names in _FAMILIES.items():
        if before.startswith(names):
            number = re.sub(rf"^(?:{'|'.join(names)})\s*|[,\s]+$", "", before)
            return f"{family}{_integer(number) if number else ''}"
    if before in {"信函", "来函", "letter"}:
        return "letter"
    return "note" if before == "照会" or before.startswith("note") else ""


def _path(number: str, steps: str) -> tuple[str, ...]:
    return (str(_integer(number)), *re.findall(r"[a-z]+", steps))


def _integer(text: str) -> int:
    return int(text) if text.isdecimal() else chinese_number(text)


def _ordinal(word: str) -> str:
    if word in _WORDS:
        return str(_WORDS.index(word) + 1)
    return re.sub(r"\D", "", word)


def _fits(reference: LocatorReference, paragraph: Paragraph) -> bool:
    locator = paragraph.locator
    if reference.article:
        return locator.id == reference.id or locator.id.endswith(f".{reference.id}")
    if reference.id:
        return locator.id == reference.id
    if reference.kind is ParagraphKind.ROW or reference.kind is ParagraphKind.VOTE:
        return _is_of_table_or_vote(reference, paragraph)
    if reference.bullet:
        if (
            locator.kind is ParagraphKind.ROW
            or locator.bullet != reference.bullet
            or (reference.part and locator.part != reference.part)
        ):
            return False
        return (
            reference.heading in normalise(locator.heading) if reference.heading else _same_number(reference, paragraph)
        )
    if locator.kind is ParagraphKind.BULLET or not _same_number(reference, paragraph):
        return False
    if reference.kind:
        return locator.kind is reference.kind or (
            reference.kind is ParagraphKind.OPERATIVE and locator.kind is ParagraphKind.SUBPARAGRAPH
        )
    if locator.kind in {
        ParagraphKind.FOOTNOTE,
        ParagraphKind.MASTHEAD,
        ParagraphKind.SIGNATURE,
        ParagraphKind.ADOPTION,
        ParagraphKind.VOTE,
        ParagraphKind.ROW,
    }:
        return False
    return not reference.part or locator.part == reference.part


def _is_of_table_or_vote(reference: LocatorReference, paragraph: Paragraph) -> bool:
    locator = paragraph.locator
    if locator.kind is not reference.kind or (reference.part and locator.part != reference.part):
        return False
    if reference.kind is ParagraphKind.VOTE:
        return normalise(locator.heading) == reference.heading
    return (locator.table, locator.bullet) == (reference.table, reference.bullet)


def _same_number(reference: LocatorReference, paragraph: Paragraph) -> bool:
    locator = paragraph.locator
    if locator.path:
        return tuple(step.casefold() for step in locator.path) == reference.path
    return len(reference.path) == 1 and locator.ordinal == reference.number


def _order(reference: LocatorReference, paragraph: Paragraph) -> tuple[bool, bool, bool]:
    locator = paragraph.locator
    return (
        not locator.path,
        locator.kind is ParagraphKind.PREAMBULAR,
        bool(reference.part) is (locator.part == ""),
    )
