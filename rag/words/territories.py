"""Names of states in Chinese and English (CLDR and United Nations short names, kept as data)."""

from __future__ import annotations

from functools import cache

from rag.words.glossary import rows


@cache
def _english_of() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in rows("territories"):
        for chinese in (row["zh"], *row["synonyms_zh"].split("|")):
            if chinese:
                names.setdefault(chinese, row["en"])
    return names


def english_state(chinese: str) -> str:
    """The English name of a state (白俄罗斯 → Belarus); "" where it is not known."""
    return _english_of().get(chinese, "")
