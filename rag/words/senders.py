"""Which state sends a letter or note verbale in French, Spanish, Russian or Arabic, told from its author as printed.

The names are ``rag/data/state_names.tsv`` with the columns en, fr, es, ru, ar; several names of a state stand in one cell,
parted by ``|``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rag.words.glossary import rows

_AUTHORS = {
    "fr": (
        r"(?:Représentante?s? permanente?s?(?: adjointe?s?)?|Mission permanente)(?: par intérim)?\s"
        r"(?:du |de la |de l[’'\s]\s?|des |de |d[’'])(?P<state>.+?)\s(?:auprès|à l[’']Office|près)"
    ),
    "es": (
        r"(?:Representantes? Permanentes?(?: Adjunt[oa])?|Misión Permanente)(?: interin[oa])?\s"
        r"(?:de la |del |de los |de las |de )(?P<state>.+?)\sante"
    ),
    "ru": r"(?:представител\w+|представительств\w*)\s(?P<state>[А-ЯЁ].+?)\sпри\s",
    "ar": r"(?:الدائم\w*|الدائمة بالنيابة)\s(?P<state>ل\S.*?)\s(?:لدى|بالأمم)",
}
_PATTERNS = {code: re.compile(pattern, re.IGNORECASE) for code, pattern in _AUTHORS.items()}
_LONGEST_ENDING = 3
"""Letters in which two cases of a Russian word may differ: ``Китай``, ``Китаем``."""


def sender_in_author(author: str) -> str:
    """``le Représentant permanent du Niger auprès de …`` → ``Niger``, as printed; "" where the author is no state's."""
    for code, pattern in _PATTERNS.items():
        if match := pattern.search(author):
            state = match["state"].strip(" ,،")
            return _without_preposition(state) if code == "ar" else state
    return ""


@lru_cache(maxsize=1024)
def english_name(state: str) -> str:
    """``Niger`` → ``Niger``, ``Армении`` → ``Armenia``, ``قطر`` → ``Qatar``; "" where the name is not known."""
    folded = _folded(state)
    if found := _names().get(folded):
        return found
    if not re.search(r"[а-я]", folded):
        return ""
    return next((english for name, english in _names().items() if _is_case_of(folded, name)), "")


def _without_preposition(state: str) -> str:
    """``لقطر`` → ``قطر``, ``للأردن`` → ``الأردن``."""
    return f"ال{state[2:]}" if state.startswith("لل") else state[1:]


def _is_case_of(printed: str, name: str) -> bool:
    """The words of a Russian name in another case: their stems agree."""
    words, others = printed.split(), name.split()
    return len(words) == len(others) and all(_same_stem(*pair) for pair in zip(words, others, strict=True))


def _same_stem(word: str, other: str) -> bool:
    stem = re.sub(r"[аеиоуыэюяйь]{1,2}$", "", other)
    return len(stem) > 2 and word.startswith(stem) and len(word) - len(stem) <= _LONGEST_ENDING


def _folded(name: str) -> str:
    return re.sub(r"\s+", " ", name.casefold().replace("'", "’").replace("ё", "е")).strip()


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows("state_names"):
        for code in ("fr", "es", "ru", "ar"):
            for name in row[code].split("|"):
                found.setdefault(_folded(name), row["en"])
    return found
