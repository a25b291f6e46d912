"""Which of the six languages a text is in, by its script, and by its commonest words where the script is Latin."""

from __future__ import annotations

import re
from collections import Counter

from ingest.vocabulary import LANGUAGES
from ingest.vocabulary.table import words

UNDETERMINED = "und"
"""ISO 639-2 for a language that cannot be told: none of the six, or no words at all."""
SAMPLE = 20_000
"""Characters that a language is judged by."""
HAN_A_WORD = 1.6
"""So many Chinese characters say what one word of a spaced language says."""
ENOUGH = 0.06
"""So large a part of any text of the six languages are its commonest words; of a foreign one or a list of names less."""
_WORD = re.compile(r"[^\W\d_\u2e80-\u9fff]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_LATIN = {
    language.code: frozenset(language.function_words) for language in LANGUAGES if language.code in ("en", "fr", "es")
}
_RIVALS = {
    # close to one of the six or often met beside them: told apart so that none of the six is claimed
    "pt": frozenset(
        words("""
        não, um, uma, são, os, as, o, a, e, de, dos, das, do, da, em, no, na, ao, à, pelo, pela, também, mais, que, para
        por, com, se, é
        """)
    ),
    "it": frozenset(
        words("""
        che, di, della, il, la, le, lo, gli, i, un, una, per, nel, nella, dei, del, da, e, è, alla, delle, con, sono, più
        su, in, a, non, sulla, sul, degli, ed, anno, loro
        """)
    ),
    "de": frozenset(words("der, die, und, das, den, von, zu, mit, des, auf, für, ist, im, nicht")),
    "nl": frozenset(words("het, een, van, de, en, dat, voor, zijn, met, niet, aan")),
}
_MARKS = {
    # letters that the language has and most of its neighbours lack
    "fr": frozenset("èêëçœûîïùâô"),
    "es": frozenset("ñíóúá"),
    "pt": frozenset("ãõçâêôáíóú"),
    "it": frozenset("èàòùì"),
    "de": frozenset("äöüß"),
}
_NOT_RUSSIAN = frozenset("іїєґўјљњћђџѓќѕ")
_NOT_ARABIC = frozenset("پچژگکیےٹڈںھہ")


def language_of(text: str) -> str:
    """``zh``, ``en``, ``fr``, ``es``, ``ru`` or ``ar``; ``und`` where it is none of them.

    The language that says most decides: a Chinese text that quotes English is Chinese.
    """
    sample = text[:SAMPLE].lower()
    found = _WORD.findall(sample)
    scripts = Counter(_script(word) for word in found)
    han = len(_HAN.findall(sample))
    if han and len(_KANA.findall(sample)) > han * 0.05:
        return UNDETERMINED
    if han / HAN_A_WORD > max(scripts.values(), default=0):
        return "zh"
    if not found:
        return UNDETERMINED
    match scripts.most_common(1)[0][0]:
        case "cyrillic":
            return "ru" if _share(sample, _NOT_RUSSIAN) < _FOREIGN else UNDETERMINED
        case "arabic":
            return "ar" if _share(sample, _NOT_ARABIC) < _FOREIGN else UNDETERMINED
        case "latin":
            return _latin([word for word in found if _script(word) == "latin"])
    return UNDETERMINED


_FOREIGN = 0.01
"""A share of letters that a language does not have."""


def _share(sample: str, letters: frozenset[str]) -> float:
    return sum(character in letters for character in sample) / max(1, len(sample))


def _script(word: str) -> str:
    first = word[0]
    if first < "\u0250":
        return "latin"
    if "\u0400" <= first <= "\u04ff":
        return "cyrillic"
    return "arabic" if "\u0600" <= first <= "\u06ff" else "other"


def _latin(found: list[str]) -> str:
    """The language whose commonest words, and words with its own letters, are most; none where hardly any is."""
    counts = {code: sum(word in common for word in found) for code, common in (_LATIN | _RIVALS).items()}
    for code, marks in _MARKS.items():
        counts[code] += sum(not marks.isdisjoint(word) for word in found)
    best = max(counts, key=lambda code: counts[code])
    return best if best in _LATIN and counts[best] >= ENOUGH * len(found) else UNDETERMINED
