"""The verb that opens a preambular or operative paragraph, and the line that names who adopts."""

from __future__ import annotations

import re

from ingest.vocabulary import (
    ADVERBS_EN,
    ADVERBS_ZH,
    ORGANS,
    VERBS_EN_OPERATIVE,
    VERBS_EN_PREAMBLE,
    VERBS_ZH,
)


def _choice(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


_ZH = re.compile(rf"(?:(?:{_choice(ADVERBS_ZH)})*(?:{_choice(VERBS_ZH)}))")
_EN_PREAMBLE = re.compile(rf"(?:(?:{_choice(ADVERBS_EN)})\s+)?(?:{_choice(VERBS_EN_PREAMBLE)})\b", re.IGNORECASE)
_EN_OPERATIVE = re.compile(rf"(?:(?:{_choice(ADVERBS_EN)})\s+)?(?:{_choice(VERBS_EN_OPERATIVE)})\b", re.IGNORECASE)
_ORGAN_LINE = re.compile(rf"(?:The\s+)?(?P<organ>{_choice(tuple(ORGANS))})\s*[，,]", re.IGNORECASE)


def preambular_verb(text: str) -> str:
    """``又忆及``, ``Recalling also`` → as printed; "" where the text opens with none."""
    match = _ZH.match(text) or _EN_PREAMBLE.match(text)
    return match.group() if match else ""


def operative_verb(text: str) -> str:
    """``敦促``, ``Also requests`` → as printed; "" where the text opens with none."""
    match = _ZH.match(text) or _EN_OPERATIVE.match(text)
    return match.group() if match else ""


def is_organ_line(text: str) -> bool:
    """``大会，`` alone on its line: the subject of every sentence of a resolution."""
    return bool(_ORGAN_LINE.fullmatch(text.strip().strip("*_").strip()))


def organ_of_line(text: str) -> str:
    match = _ORGAN_LINE.fullmatch(text.strip().strip("*_").strip())
    return match["organ"] if match else ""
