"""The verb that opens a preambular or operative paragraph, and the line that names who adopts."""

from __future__ import annotations

import re

from ingest.vocabulary import (
    ADJECTIVES_EN,
    ADVERBS_EN,
    ADVERBS_ZH,
    NOUN_ENDINGS_ZH,
    NOUNS_ZH,
    ORGANS,
    STATES_EN,
    STATES_ZH,
    VERBS_EN_OPERATIVE,
    VERBS_EN_PREAMBLE,
    VERBS_ZH,
)


def _choice(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


_ZH = re.compile(
    # 表示严重关切: what is expressed is the verb; 深表遗憾 is the same in two characters
    rf"(?:{_choice(ADVERBS_ZH)})*(?:表示(?:{_choice(ADVERBS_ZH)})*(?:{_choice(STATES_ZH)})"
    rf"|(?:深表|谨表|深感|感到)(?:{_choice(ADVERBS_ZH)})*(?:{_choice(STATES_ZH)})|{_choice(VERBS_ZH)})"
    rf"(?!的(?!是)|{_choice(NOUN_ENDINGS_ZH)})"
)
_ZH_NOUN = re.compile(_choice(NOUNS_ZH))
_EN_NOUN = re.compile(r"(?:Requests|Notes|Appeals|Supports|Demands|Regrets|Reminds)\s+(?:for|of|by|from)\b")
_LEAD_EN = rf"(?:(?:{_choice(ADVERBS_EN)}),?\s+)*"
_STATE_EN = rf"(?:(?:{_choice(ADJECTIVES_EN)})(?:\s+and)?\s+)*(?:{_choice(STATES_EN)})"
_TAIL_EN = (
    rf"(?:\s+with\s+{_STATE_EN}(?:\s+and\s+{_STATE_EN})?)?"
    r"(?:\s+(?:also|further|once again|again|in the strongest terms|in particular)\b)?"
)
_EN_PREAMBLE = re.compile(
    rf"{_LEAD_EN}(?:Expressing\s+{_STATE_EN}|{_choice(VERBS_EN_PREAMBLE)})\b{_TAIL_EN}", re.IGNORECASE
)
_EN_OPERATIVE = re.compile(
    rf"{_LEAD_EN}(?:Expresses\s+{_STATE_EN}|{_choice(VERBS_EN_OPERATIVE)})\b{_TAIL_EN}", re.IGNORECASE
)
_ORGAN_LINE = re.compile(rf"(?:The\s+)?(?P<organ>{_choice(tuple(ORGANS))})\s*[，,]", re.IGNORECASE)


def preambular_verb(text: str) -> str:
    """``又忆及``, ``Recalling also`` → as printed; "" where the text opens with none."""
    match = _ZH.match(text) or _EN_PREAMBLE.match(text)
    return match.group() if match else ""


def operative_verb(text: str) -> str:
    """``敦促``, ``Also requests`` → as printed; "" where the text opens with none."""
    match = _ZH.match(text) or _EN_OPERATIVE.match(text)
    return match.group() if match else ""


def item_verb(text: str) -> str:
    """The verb of a sub-paragraph; "" where the word belongs to a noun, as in ``审议情况`` or ``Notes by the Secretariat``."""
    match = _ZH.match(text)
    if match is not None:
        return "" if _ZH_NOUN.match(text, match.end()) else match.group()
    return "" if _EN_NOUN.match(text) else operative_verb(text)


def is_organ_line(text: str) -> bool:
    """``大会，`` alone on its line: the subject of every sentence of a resolution."""
    return bool(_ORGAN_LINE.fullmatch(text.strip().strip("*_").strip()))
