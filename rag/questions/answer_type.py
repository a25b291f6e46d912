"""The shape of what is asked for, and what a sentence that answers must then hold: a date, a number of what is counted, a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rag.questions import wording
from rag.words.glossary import mentions
from rag.words.terms import normalise

_NUMERAL = r"(?:\d+(?:[.,]\d+)*|[一二三四五六七八九十百千万亿两]+)"
_DATE = re.compile(
    r"\d{4}年|\d{1,2}月(?:\d{1,2}日)?|第.{1,5}[届次](?:会议|全体会议)|"
    r"\b\d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december)|\b(?:19|20)\d\d\b"
)
_NAME = re.compile(
    r"[㐀-鿿]·[㐀-鿿]|[（(]签名[）)]|先生|女士|阁下|\b(?:Mr|Ms|Mrs|Dr)\.? [A-Z]|\(Signed\)|[A-Z][a-z]+ [A-Z][a-zé]+"
)
_OFFICE = re.compile(
    r"委员会|理事会|办事处|办公室|工作组|小组|高级专员|特别代表|报告员|组织|机构|各国|会员国|专家|团体|"
    r"\b(?:committee|council|office|group|commissioner|rapporteur|organizations?|agency|agencies|states)\b"
)
_COUNT = re.compile(
    r"(?<![\d/第月年.])\d+(?![\d/]|年|月|日|号|\.|(?:\(\w\))?[条款])|[一二三四五六七八九十百千两]+(?:个|项|次|名|国|位|份|条|大|种|届|年)|"
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
)
_SYMBOL = re.compile(r"\d+/\d+|(?<![a-z])[aes]/[a-z0-9./-]+\d|第\d+(?:\(\d{4}\))?号")
_REASON = re.compile(
    r"因为|由于|鉴于|因此|为了|以便|以期|旨在|目的|源于|认为|在于|出于|以确保|从而|如果没有|"
    r"\b(?:because|since|due to|in order|so that|owing|therefore|aim|purpose|in view of|considering)\b"
)
_MEASURES = "个项次名国位届份条票种年月天段章倍"
_MONEY = re.compile(r"元$|欧元|美元|[捐拨赔借贷]款|款项|钱|经费|预算|数额|金额|资金|dollar|euro|money|budget")
_MONEY_GIVEN = re.compile(
    r"[\d一二三四五六七八九十百千万亿两]\s*(?:欧元|美元|元|英镑|瑞郎)|[$€£]\s*\d|\d\s*(?:million |billion )?(?:dollars|euros)"
)


class Wanted(StrEnum):
    """The shape of what is asked for."""

    STATEMENT = "statement"
    LIST = "list"
    PARAGRAPH = "paragraph"
    """A named paragraph."""
    DATE = "date"
    NUMBER = "number"
    PERSON = "person"
    NAME = "name"
    """Who holds a named office: a person's name, nothing less."""
    STATES = "states"
    REASON = "reason"
    SYMBOL = "symbol"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the question wants, and what a sentence must hold to give it."""

    wanted: Wanted
    pattern: re.Pattern[str] | None = None
    states: frozenset[str] = frozenset()
    """Names of the states that the question itself mentions: an answer that names states names others."""

    @property
    def demands(self) -> bool:
        """Is there anything that a sentence must hold?"""
        return self.pattern is not None or self.wanted in {Wanted.PERSON, Wanted.NAME, Wanted.STATES}

    @property
    def is_strict(self) -> bool:
        """Is a sentence that lacks it no answer, whatever else it says?"""
        return self.wanted in {Wanted.NUMBER, Wanted.DATE, Wanted.SYMBOL, Wanted.STATES, Wanted.NAME}

    def met_by(self, sentence: str) -> float:
        """How well a sentence, as printed, holds what is wanted: 0, 1, or a half (an office where a name was asked for)."""
        plain = normalise(sentence)
        if self.wanted is Wanted.STATES:
            return float(self._names_others(plain))
        if self.wanted is Wanted.NAME:
            return float(bool(_NAME.search(sentence)))
        if self.wanted is Wanted.PERSON:
            if _NAME.search(sentence):
                return 1.0
            return 0.5 if _OFFICE.search(plain) or self._names_others(plain) else 0.0
        return float(self.pattern is None or bool(self.pattern.search(plain)))

    def _names_others(self, plain: str) -> bool:
        named = {
            name
            for mention in mentions(plain)
            for concept in mention.concepts
            if concept.state
            for name in concept.names
        }
        return bool(named - self.states)


def expected(question: str) -> Expectation:
    """What a normalised question wants."""
    states = frozenset(
        name
        for mention in mentions(question)
        for concept in mention.concepts
        if concept.state
        for name in concept.names
    )
    wanted, pattern = _wanted(question)
    return Expectation(wanted, pattern, states)


def gives_number(question: str, sentence: str) -> bool:
    """Does a sentence, as printed, give the number of the very thing that a normalised question counts (多少个国家: 38个国家)?"""
    asked = wording.ASKED_NUMBER.search(question)
    pattern = _COUNT if asked is None or asked["ordinal"] else _number(asked, question)
    counted = (asked and asked["counted"]) or ""
    thing = counted[1:3] if counted[:1] in _MEASURES else counted[:2]
    plain = normalise(sentence)
    return pattern is not _COUNT and thing in plain and bool(pattern.search(plain))


def _wanted(question: str) -> tuple[Wanted, re.Pattern[str] | None]:
    if wording.ASKED_SYMBOL.search(question):
        return Wanted.SYMBOL, _SYMBOL
    if number := wording.ASKED_NUMBER.search(question):
        return Wanted.NUMBER, _number(number, question)
    for asked, wanted, pattern in (
        (wording.ASKED_DATE, Wanted.DATE, _DATE),
        (wording.ASKED_NAME, Wanted.NAME, None),
        (wording.ASKED_STATES, Wanted.STATES, None),
        (wording.ASKED_PEOPLE, Wanted.PERSON, None),
        (wording.ASKED_LIST, Wanted.LIST, None),
        (wording.ASKED_PERSON, Wanted.PERSON, None),
        (wording.ASKED_REASON, Wanted.REASON, _REASON),
    ):
        if asked.search(question):
            return wanted, pattern
    return Wanted.STATEMENT, None


def _number(match: re.Match[str], question: str) -> re.Pattern[str]:
    if match["ordinal"]:
        return re.compile(rf"第{_NUMERAL}{match['ordered'] or '[届次段章号条]'}")
    counted = match["counted"] or ""
    if _MONEY.search(
        counted or question[max(0, match.start() - 6) : match.start()] + question[match.end() : match.end() + 30]
    ):
        return _MONEY_GIVEN
    if not counted:
        return _counted_names(question[match.end() : match.end() + 40])
    measure = counted[0] if counted[0] in _MEASURES else ""
    thing = counted[len(measure) : len(measure) + 2]
    thing = "国" if thing == "国家" else thing
    ends = "|".join(re.escape(end) for end in dict.fromkeys((measure, thing)) if end)
    return re.compile(rf"(?<![\d/第]){_NUMERAL}[多余几]?(?:{ends}|[{_MEASURES}].{{0,4}}{re.escape(thing or measure)})")


def _counted_names(behind: str) -> re.Pattern[str]:
    """A number before any name of what an English question counts (how many Member States: 32个会员国)."""
    for mention in mentions(behind):
        if mention.start <= wording.ASKED_REACH:
            names = {name for concept in mention.concepts for name in concept.names}
            either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
            return re.compile(
                rf"(?<![\d/第])(?:{_NUMERAL}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten))\W?[{_MEASURES}]?.{{0,6}}(?:{either})"
            )
    return _COUNT
