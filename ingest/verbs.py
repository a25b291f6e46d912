"""The verb that opens a preambular or operative paragraph, and the line that names who adopts. In six languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.vocabulary import LANGUAGES, Vocabulary, choice
from ingest.vocabulary.spelling import simplified

NOUN_ENDINGS_ZH = ("之", "书", "性", "率", "者", "方案国", "额", "权利", "愿书", "求书", "假", "景")
"""What makes a noun of a verb that stands before it: ``支持者``, ``批准书``, ``建议的数目``."""
_NOUNS_EN = re.compile(r"(?:Requests|Notes|Appeals|Supports|Demands|Regrets|Reminds)\s+(?:for|of|by|from)\b")
_ENGLISH_TOO = frozenset(["charge", "decide", "encourage", "engage", "invite", "note", "observe"])
"""Verbs of other languages that are English words: what follows them decides."""
_COMMAS = "[，,،]"


@dataclass(frozen=True, slots=True)
class _Verbs:
    """The compiled patterns of one language."""

    preambular: re.Pattern[str]
    operative: re.Pattern[str]
    noun: re.Pattern[str]
    """What follows makes a noun of the word."""
    goes_on: re.Pattern[str]
    """What follows is of this language."""


def _chinese(language: Vocabulary) -> _Verbs:
    adverbs, states, verbs = (choice(some) for some in (language.adverbs, language.states, language.operative_verbs))
    pattern = re.compile(
        # 表示严重关切: what is expressed is the verb; 深表遗憾 is the same in two characters
        rf"(?:{adverbs})*(?:表示(?:{adverbs})*(?:{states})|(?:深表|谨表|深感|感到)(?:{adverbs})*(?:{states})|{verbs})"
        rf"(?!的(?!是)|{choice(NOUN_ENDINGS_ZH)})"
    )
    return _Verbs(pattern, pattern, re.compile(choice(language.noun_followers)), re.compile(""))


def _spaced(language: Vocabulary) -> _Verbs:
    """The patterns of a language that parts its words by spaces."""
    lead = rf"(?:(?:{choice(language.adverbs)}),?\s+)*" if language.adverbs else ""
    later = rf"\s+(?:{choice(language.later_adverbs)})(?!\w)"
    expressed = ""
    if language.states:
        adjectives, joint = choice(language.adjectives), choice(language.conjunctions)
        small = {*language.function_words, *language.dangling}
        after = choice(word for word in language.adjectives if word not in small and len(word) > 3)
        state = (
            rf"(?:(?:{adjectives})(?:\s+(?:{joint}))?\s+)*(?:{choice(language.states)})(?!\w)(?:\s+(?:{after})(?!\w))*"
        )
        later = rf"(?:{later}|\s+(?:{choice(language.accompanied)})\s+{state}(?:\s+(?:{joint})\s+{state})?)"
        expressed = rf"(?:{choice(language.expressing)})(?:\s+(?:{choice(language.later_adverbs)}))?\s+{state}|"

    def opening(verbs: tuple[str, ...]) -> re.Pattern[str]:
        return re.compile(rf"{lead}(?:{expressed}{choice(verbs)})(?!\w)(?:{later})*", re.IGNORECASE)

    follows = rf"\s+(?:{choice(language.noun_followers)})\b" if language.noun_followers else "(?!)"
    common = choice({*language.function_words, *language.dangling, *language.later_adverbs})
    goes_on = rf"\s+(?:{common})(?!\w)|\s*[lLdD][’']|\s+(?!whether|other)\w{{3,}}(?:ar|er|ir)(?:l[aeo]s?|se)?(?!\w)"
    return _Verbs(
        opening(language.preambular_verbs),
        opening(language.operative_verbs),
        re.compile(follows),
        re.compile(goes_on),
    )


_VERBS = {language.code: _chinese(language) if language.code == "zh" else _spaced(language) for language in LANGUAGES}
_ORGAN_LINE = re.compile(
    "|".join(
        rf"(?:{language.organ_article}\s*)?(?:{choice(language.organs)})\s*{_COMMAS}" for language in LANGUAGES
    ).replace(r"(?:\s*)?", ""),
    re.IGNORECASE,
)


def preambular_verb(text: str) -> str:
    """``又忆及``, ``Recalling also``, ``Rappelant également`` → as printed; "" where the text opens with none."""
    return _opening(text, preamble=True)[0]


def operative_verb(text: str) -> str:
    """``敦促``, ``Also requests``, ``настоятельно призывает`` → as printed; "" where the text opens with none."""
    return _opening(text, preamble=False)[0]


def item_verb(text: str) -> str:
    """The verb of a sub-paragraph; "" where the word belongs to a noun, as in ``审议情况`` or ``Notes by the Secretariat``."""
    verb, code = _opening(text, preamble=False)
    if code == "zh":
        return "" if _VERBS["zh"].noun.match(simplified(text), len(verb)) else verb
    return "" if _NOUNS_EN.match(text) else verb


def is_organ_line(text: str) -> bool:
    """``大会，`` alone on its line: the subject of every sentence of a resolution."""
    return len(text) < 120 and bool(_ORGAN_LINE.fullmatch(simplified(text.strip().strip("*_").strip())))


def _opening(text: str, *, preamble: bool) -> tuple[str, str]:
    """The verb that a text opens with, and its language; the longest where several know it, English where they are equal."""
    best = ("", "")
    for code in _languages_of(text[:1]):
        verbs = _VERBS[code]
        match = (verbs.preambular if preamble else verbs.operative).match(simplified(text) if code == "zh" else text)
        if match is None or len(match.group()) <= len(best[0]):
            continue
        foreign = code in ("fr", "es")
        if foreign and verbs.noun.match(text, match.end()):
            continue
        if foreign and match.group().lower() in _ENGLISH_TOO and not verbs.goes_on.match(text, match.end()):
            continue
        best = (text[: match.end()], code)
    return best


def _languages_of(first: str) -> tuple[str, ...]:
    """The languages whose script a character is of."""
    if "\u0400" <= first <= "\u04ff":
        return ("ru",)
    if "\u0600" <= first <= "\u06ff":
        return ("ar",)
    if first.isalpha() and first < "\u0250":
        return ("en", "fr", "es")
    return ("zh",)
