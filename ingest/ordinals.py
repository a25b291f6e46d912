"""Ordinal numbers in words, as sessions are counted: ``Sixty-seventh``, ``Sexagésimo séptimo``, ``السابعة والستون`` → 67."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator

from ingest.markers import chinese_number
from ingest.vocabulary.spelling import ascii_digits, folded


def ordinal_number(text: str) -> int:
    """The number of an ordinal in any of the six languages, in words or figures (``67e``, ``67-я``); 0 where it is none."""
    figures = re.fullmatch(r"(\d{1,4})[\W_]*[^\W\d]{0,3}", text.strip())
    if figures:
        return int(figures[1])
    return chinese_number(text) or _table().get(_key(text), 0)


def ordinal_within(text: str) -> int:
    """The ordinal that some words of a text are, the longest: ``à sa soixante-septième`` → 67."""
    words = text.split()
    spans = ((start, start + length) for length in range(len(words), 0, -1) for start in range(len(words) - length + 1))
    found = (ordinal_number(" ".join(words[start:end])) for start, end in spans)
    return next((number for number in found if number), 0)


def _key(text: str) -> str:
    return re.sub(r"[\s\-\u2010\u2011]+", "", folded(ascii_digits(text)))


@functools.cache
def _table() -> dict[str, int]:
    table: dict[str, int] = {}
    for words, number in itertools.chain(_english(), _french(), _spanish(), _russian(), _arabic()):
        table.setdefault(_key(words), number)
    return table


def _english() -> Iterator[tuple[str, int]]:
    units = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    low = [*units.split(), "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"]
    tens = ["twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet"]
    yield from ((word, number) for number, word in enumerate(low, start=1))
    for place, stem in enumerate(tens, start=2):
        yield f"{stem}ieth", place * 10
        yield from ((f"{stem}y-{unit}", place * 10 + number) for number, unit in enumerate(low[:9], start=1))
    yield "hundredth", 100
    yield "one hundredth", 100


def _french() -> Iterator[tuple[str, int]]:
    low = "unième deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième"
    low_words = [*low.split(), "treizième", "quatorzième", "quinzième", "seizième"]
    low_words += ["dix-septième", "dix-huitième", "dix-neuvième"]
    yield from (("première", 1), ("premier", 1), ("seconde", 2), ("second", 2), ("centième", 100))
    yield from ((word, number) for number, word in enumerate(low_words, start=1) if number > 1)
    tens = (("vingt", 20), ("trente", 30), ("quarante", 40), ("cinquante", 50), ("soixante", 60), ("quatre-vingt", 80))
    for stem, ten in tens:
        yield f"{stem.removesuffix('e')}ième", ten
        for number, unit in enumerate(low_words[: 19 if ten >= 60 else 9], start=1):
            yield f"{stem}-{unit}", ten + number
            if number in (1, 11):
                yield f"{stem} et {unit}", ten + number


def _spanish() -> Iterator[tuple[str, int]]:
    units = ["primer", "segundo", "tercer", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno"]
    tens = [
        "décimo",
        "vigésimo",
        "trigésimo",
        "cuadragésimo",
        "quincuagésimo",
        "sexagésimo",
        "septuagésimo",
        "octogésimo",
        "nonagésimo",
    ]
    forms = [(unit, number) for number, unit in enumerate(units, start=1)]
    forms += [("primero", 1), ("tercero", 3), ("primera", 1), ("segunda", 2), ("tercera", 3)]
    yield from forms
    yield from (("undécimo", 11), ("duodécimo", 12), ("centésimo", 100))
    for place, ten in enumerate(tens, start=1):
        yield ten, place * 10
        yield from ((f"{ten} {unit}", place * 10 + number) for unit, number in forms)


def _russian() -> Iterator[tuple[str, int]]:
    units = ["перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят"]
    teens = "десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат"
    tens = ["двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"]
    bent = ["двадцат", "тридцат", "сороков", "пятидесят", "шестидесят", "семидесят", "восьмидесят", "девяност"]

    def cases(stem: str) -> tuple[str, ...]:
        if stem == "трет":
            return ("третья", "третьей", "третью")
        return tuple(stem + ending for ending in ("ая", "ой", "ую"))

    for number, stem in enumerate([*units, *teens.split()], start=1):
        yield from ((word, number) for word in cases(stem))
    for place, (whole, stem) in enumerate(zip(tens, bent, strict=True), start=2):
        yield from ((word, place * 10) for word in cases(stem))
        for number, unit in enumerate(units, start=1):
            yield from ((f"{whole} {word}", place * 10 + number) for word in cases(unit))
    yield from ((word, 100) for word in cases("сот"))
    for number, unit in enumerate(units, start=1):
        yield from ((f"сто {word}", 100 + number) for word in cases(unit))


def _arabic() -> Iterator[tuple[str, int]]:
    units = ["الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة", "التاسعة"]
    joined = ["الحادية", *units[1:]]
    tens = ["العشر", "الثلاث", "الأربع", "الخمس", "الست", "السبع", "الثمان", "التسع"]
    yield from ((word, number) for number, word in enumerate([*units, "العاشرة"], start=1))
    yield from ((f"{word} عشرة", 10 + number) for number, word in enumerate(joined, start=1))
    for place, ten in enumerate(tens, start=2):
        for ending in ("ون", "ين"):
            yield f"{ten}{ending}", place * 10
            yield from ((f"{unit} و{ten}{ending}", place * 10 + number) for number, unit in enumerate(joined, start=1))
    for hundred in ("المائة", "المئة"):
        yield hundred, 100
        yield from ((f"{word} بعد {hundred}", 100 + number) for number, word in enumerate(units, start=1))
