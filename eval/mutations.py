"""Statements made from real paragraphs: true ones, and ones in which one thing was changed so that they are false.

Nothing here knows how the verifier reads a text: the patterns and word lists are its own. The same seed makes the same statements.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag import Passage

_HAN = r"[㐀-鿿]"
_SENTENCE = re.compile(r"[^。！？!?؟；;]+[。！？!?؟；;]?")
_WORDS = json.loads((Path(__file__).parent / "mutations.json").read_text(encoding="utf-8"))
_STATES, _BODIES, _VERBS, _MODALS = (_WORDS[name] for name in ("states", "bodies", "verbs", "modals"))
_MONTHS, _TAILS, _FAIR = (_WORDS[name] for name in ("months", "tails", "fair"))
_NOT_MODAL = re.compile(
    r"适应|反应|相应|响应|供应|效应|应对|应请求|可持续|可能|可见|不可|认可|核可|许可|必须|应当|可以|可比|可供|可执行|无可|可用"
)
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_TENTHS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A statement about a paragraph. ``how``: what was done to the paragraph's words."""

    passage: Passage
    text: str
    carried: bool
    how: str
    before: str = ""
    """The paragraph's words that it was made from."""


@dataclass(frozen=True, slots=True)
class _Where:
    """What a change may look at besides the words that it changes."""

    passage: Passage
    neighbour: Passage
    """Another paragraph in the same language."""
    chance: random.Random

    @property
    def language(self) -> str:
        return self.passage.document.language


def make_false(passages: Sequence[Passage], *, seed: int, each: int) -> Iterator[Made]:
    """At most ``each`` false statements of every kind from each paragraph."""
    for number, passage in enumerate(passages):
        chance = random.Random(f"{seed}:{passage.key}")  # noqa: S311 - the same statements every time, nothing secret
        others = [other for other in passages if other.document.language == passage.document.language]
        neighbour = others[(number * 7 + 3) % len(others)]
        for how, change in _CHANGES.items():
            made: list[str] = []
            for before in _bases(passage, chance):
                for after in change(before, _Where(passage, neighbour, chance)):
                    if len(made) < each and _is_new(after, passage) and after not in made:
                        made.append(after)
                        yield Made(passage=passage, text=after, carried=False, how=how, before=before)
                        break


def make_true(passages: Sequence[Passage], *, seed: int) -> Iterator[Made]:
    """True statements: verbatim, trimmed, with who says it, in other figures, in other words."""
    for passage in passages:
        chance = random.Random(f"{seed}:{passage.key}")  # noqa: S311
        for before in _bases(passage, chance)[:2]:
            yield Made(passage=passage, text=before, carried=True, how="verbatim", before=before)
            for how, change in _FAIR_CHANGES.items():
                after = change(before, passage)
                if after and after != before:
                    yield Made(passage=passage, text=after, carried=True, how=how, before=before)


def _bases(passage: Passage, chance: random.Random) -> list[str]:
    """Sentences of a paragraph that say something; Latin ones are cut at semicolons only."""
    text = passage.paragraph.text
    if passage.document.language in ("zh", "ar"):
        pieces = [match.group().strip() for match in _SENTENCE.finditer(text)]
    else:
        pieces = [piece.strip() for piece in re.split(r"(?<=[a-zа-яё)])[.;]\s+(?=[A-ZА-ЯЁ])|;", text)]
    least = 8 if passage.document.language == "zh" else 30
    found = [piece.rstrip("；;，,") for piece in pieces if len(piece) >= least and piece.count("(") == piece.count(")")]
    chance.shuffle(found)
    return found[:4]


def _is_new(text: str, passage: Passage) -> bool:
    def plain(words: str) -> str:
        return re.sub(r"[\s。.，,；;]", "", words).lower()

    whole = plain(f"{passage.paragraph.lead_in}{passage.paragraph.text}")
    return plain(text) not in whole


# --- false ones -----------------------------------------------------------------------------------------------------

_DATE = re.compile(r"\d{4}\s?年|\d{1,2}\s?月|\d{1,2}\s?日|(?<![\d,.])(?:19|20)\d\d(?![\d,])")
_SESSION = re.compile(r"第(?P<zh>[一二三四五六七八九十百]+)(?=届|次|委员会|章|条)|第(?P<digits>\d+)(?=届|次|条|章|段)")
_SYMBOL = re.compile(r"\d{1,4}/\d{1,4}")
_NUMERALS = "一二三四五六七八九"


def _numbers(text: str, where: _Where) -> Iterator[str]:
    taken = [
        span for pattern in (_DATE, _SESSION, _SYMBOL) for match in pattern.finditer(text) for span in [match.span()]
    ]
    found = [
        match
        for match in re.finditer(r"(?<![\d./-])\d+(?:[., ]\d{3})*(?:\.\d+)?(?![\d/-])", text)
        if not any(start < match.end() and match.start() < end for start, end in taken)
    ]
    where.chance.shuffle(found)
    for match in found:
        yield text[: match.start()] + _other_figure(match.group(), where.chance) + text[match.end() :]
    for match in re.finditer(r"(?<![第十百一二三四五六七八九之])[二三四五六七八九](?=[个名项次年天岁份位])", text):
        other = where.chance.choice([numeral for numeral in _NUMERALS[1:] if numeral != match.group()])
        yield text[: match.start()] + other + text[match.end() :]
    for match in re.finditer(r"\b(two|three|four|five|six|seven|eight|nine|ten|twelve)\b", text):
        other = where.chance.choice(
            [word for word in ("two", "three", "four", "five", "eleven") if word != match.group()]
        )
        yield text[: match.start()] + other + text[match.end() :]


def _other_figure(figure: str, chance: random.Random) -> str:
    place = chance.choice([at for at, character in enumerate(figure) if character.isdigit()])
    digits = "123456789" if place == 0 else "0123456789"
    return figure[:place] + chance.choice([digit for digit in digits if digit != figure[place]]) + figure[place + 1 :]


def _dates(text: str, where: _Where) -> Iterator[str]:
    found = list(re.finditer(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}(?=\s?[月日])", text))
    where.chance.shuffle(found)
    for match in found:
        value = int(match.group())
        other = (
            value + where.chance.choice([-2, -1, 1, 2]) if value > 31 else 1 + (value + where.chance.randint(1, 8)) % 12
        )
        if other != value:
            yield text[: match.start()] + str(other) + text[match.end() :]
    for months in _MONTHS.values():
        for match in re.finditer("|".join(rf"(?<!\w){month}(?!\w)" for month in months if month != "May"), text):
            other_month = where.chance.choice([month for month in months if month != match.group()])
            yield text[: match.start()] + other_month + text[match.end() :]


def _sessions(text: str, where: _Where) -> Iterator[str]:
    for match in _SESSION.finditer(text):
        if match["digits"]:
            yield text[: match.start("digits")] + str(int(match["digits"]) + 1) + text[match.end("digits") :]
        else:
            last = match["zh"][-1]
            other = _NUMERALS[(_NUMERALS.find(last) + 1) % 9] if last in _NUMERALS else last + "一"
            yield text[: match.end("zh") - 1] + other + text[match.end("zh") :]
    for match in _SYMBOL.finditer(text):
        one, other_number = match.group().split("/")
        yield f"{text[: match.start()]}{one}/{int(other_number) + where.chance.randint(1, 5)}{text[match.end() :]}"
    for match in re.finditer(
        rf"\b(?:(?P<ten>{'|'.join(_TENTHS)})-)?(?P<one>{'|'.join(_ORDINALS)})\b(?= session| meeting)", text
    ):
        other = where.chance.choice([word for word in _ORDINALS if word != match["one"]])
        yield text[: match.start("one")] + other + text[match.end("one") :]


def _names(text: str, where: _Where) -> Iterator[str]:
    language = where.language
    for table in (_STATES, _BODIES):
        known = [name for name in table.get(language, ()) if name in text]
        where.chance.shuffle(known)
        for name in known:
            # a longer name that this one is a part of stays whole
            if any(name != longer and name in longer and longer in text for longer in _BODIES.get(language, ())):
                continue
            other = where.chance.choice([each for each in table[language] if each not in text and name not in each])
            yield text.replace(name, other, 1)
    for match in re.finditer(r"(?:Mr|Ms|Mrs)\. (?P<name>[A-Z]\w+)", text):
        yield text.replace(match["name"], where.chance.choice(["Petrov", "Nguyen", "Okoye", "Schmidt"]), 1)
    for match in re.finditer(rf"(?P<name>{_HAN}{{2,4}}·{_HAN}{{2,5}})", text):
        yield text.replace(match["name"], where.chance.choice(["安娜·彼得罗娃", "约翰·史密斯", "玛丽亚·洛佩斯"]), 1)


def _verbs(text: str, where: _Where) -> Iterator[str]:
    verbs = _VERBS.get(where.language, ())
    for verb in sorted(verbs, key=len, reverse=True):
        match = re.search(rf"(?<![\w]){verb}(?!\w)" if verb.isascii() or verb[0] < "㐀" else verb, text, re.I)
        if match:
            options = [each for each in verbs if each != verb and not {each, verb} <= {"吁请", "呼吁"}]
            other = where.chance.choice(options)
            yield (
                text[: match.start()]
                + (other.capitalize() if match.group()[0].isupper() else other)
                + text[match.end() :]
            )


def _modals(text: str, where: _Where) -> Iterator[str]:
    modals = _MODALS.get(where.language, ())
    for modal in modals:
        for match in re.finditer(rf"(?<![\w]){modal}(?!\w)" if modal[0] < "㐀" else modal, text):
            around = text[max(0, match.start() - 1) : match.end() + 2]
            if len(modal) == 1 and _NOT_MODAL.search(around):
                continue
            same = {"应", "应当"}, {"须", "必须"}, {"可", "可以"}
            options = [each for each in modals if each != modal and not any({each, modal} <= pair for pair in same)]
            yield text[: match.start()] + where.chance.choice(options) + text[match.end() :]


_DENIED: dict[str, tuple[tuple[str, str], ...]] = {
    "zh": (
        (r"不(?=[建收信接能侵以改依计包予对漏])|没有(?=[报建一])|未(?=[包经能受])", ""),
        (
            r"(?:将(?=继续|努力|促进|推动|支持|参加|确保|与)|(?<=[国会])(?=决定|支持|承诺|赞同|参加|接受|批准|主张))",
            r"\g<0>不",
        ),
        (r"(?<=，)(?=继续|支持|促进|确保)|(?=有助于|有利于|是所有|是比利时|适用于|需要)", "不"),
    ),
    "en": (
        (r"\b(?:not|never) ", ""),
        (r"\b(?:shall|may|must|will|should|has|have|had|was|were|is|are) ", r"\g<0>not "),
    ),
    "fr": ((r"\b(doit|peut|est|a|sera|sont|ont) ", r"ne \1 pas "),),
    "es": ((r"\b(?=(?:deberá|podrá|puede|es|será|ha|tiene)\b)", "no "),),
    "ru": ((r"\b(?=(?:должны|может|могут|просит|является)\b)", "не "),),
    "ar": ((r"(?<!\w)(?=يجوز|يجب|تقرر|تطلب|يكون)", "لا "),),
}
"""In each language: where a negation goes, and where one comes in."""


def _negations(text: str, where: _Where) -> Iterator[str]:
    for pattern, instead in _DENIED[where.language]:
        for match in re.finditer(pattern, text):
            yield text[: match.start()] + match.expand(instead) + text[match.end() :]


def _tails(text: str, where: _Where) -> Iterator[str]:
    language = where.language
    plain = text.rstrip("。.；;:：؛")
    yield plain + where.chance.choice(_TAILS.get(language, _TAILS["en"]))


def _tails_of_neighbours(text: str, where: _Where) -> Iterator[str]:
    if where.neighbour.key == where.passage.key:
        return
    least = 8 if where.language == "zh" else 30
    pieces = [
        piece for piece in re.split(r"[，。；：、,;:.]", where.neighbour.paragraph.text) if len(piece.strip()) >= least
    ]
    own = re.sub(r"\W", "", where.passage.paragraph.text)
    for piece in pieces[:3]:
        if re.sub(r"\W", "", piece) not in own:
            joint = "，" if where.language == "zh" else ", "
            yield text.rstrip("。.；;:：؛") + joint + piece.strip()


_Change = Callable[[str, _Where], Iterator[str]]
_CHANGES: dict[str, _Change] = {
    "number": _numbers,
    "date": _dates,
    "session or symbol": _sessions,
    "name": _names,
    "verb": _verbs,
    "modal": _modals,
    "negation": _negations,
    "tail, invented": _tails,
    "tail, of another paragraph": _tails_of_neighbours,
}


# --- true ones ------------------------------------------------------------------------------------------------------


def _trimmed(text: str, passage: Passage) -> str:
    """The sentence without its last clause, or without its first."""
    language = passage.document.language
    pieces = re.split(r"(?<=[，])" if language == "zh" else r"(?<=,) ", text)
    if len(pieces) < 2:
        return ""
    kept = pieces[:-1] if len(pieces) > 2 or len(pieces[0]) > len(pieces[1]) else pieces[1:]
    trimmed = ("" if language == "zh" else " ").join(kept).rstrip("，, ")
    return trimmed if len(trimmed) >= 6 and trimmed.count("(") == trimmed.count(")") else ""


def _without_brackets(text: str, passage: Passage) -> str:  # noqa: ARG001 - one of several, which need it
    return re.sub(r"\s?[(（][^()（）]*[)）]", "", text)


def _attributed(text: str, passage: Passage) -> str:
    """With who says it, or where it stands, before it."""
    document, paragraph = passage.document, passage.paragraph
    if document.language == "zh":
        if document.organ and paragraph.verb:
            return f"{document.organ}{text}"
        number = paragraph.locator.number
        return f"第{number}段：{text}" if re.fullmatch(r"\d+", number) else ""
    if document.language == "en" and paragraph.verb and document.organ:
        return f"The {document.organ} {text[0].lower()}{text[1:]}"
    return ""


def _other_figures(text: str, passage: Passage) -> str:
    """Dates and numbers in another form."""
    if passage.document.language == "zh":
        digits = str.maketrans("0123456789", "〇一二三四五六七八九")
        text = re.sub(
            r"(?<![\d第十百])([二三四五六七八九])(?=个国家|次|个会员国|年|天|项)",
            lambda match: str(_NUMERALS.index(match[1]) + 1),
            text,
        )
        return re.sub(r"(\d{4})\s?年(?=\s?\d{1,2}\s?月)", lambda match: match[1].translate(digits) + "年", text)
    if passage.document.language == "en":
        months = "|".join(_MONTHS["en"])
        text = re.sub(rf"\b(\d{{1,2}}) ({months}) (\d{{4}})", r"\2 \1, \3", text)
        return re.sub(r"(\d) per cent", r"\1%", text)
    return text


def _other_words(text: str, passage: Passage) -> str:
    """One word for another that says the same; what is quoted stays as it is."""
    if re.search('[“"«]', text):
        return ""
    for one, other in _FAIR.get(passage.document.language, ()):
        pattern = rf"\b{one}\b" if one.isascii() else one
        if re.search(pattern, text) and other not in text:
            return re.sub(pattern, other, text, count=1)
    return ""


_FAIR_CHANGES: dict[str, Callable[[str, Passage], str]] = {
    "trimmed": _trimmed,
    "without brackets": _without_brackets,
    "with who says it": _attributed,
    "other figures": _other_figures,
    "other words": _other_words,
}
