"""Which words of a statement its paragraph does not carry, in its own words, by another name, or by the likeness of meaning.

A statement is laid over the text piece by piece: runs of words that stand there too, the longest first at each place. What no
run covers is explained, where it can be, by the glossary or by the word vectors of the bundled model. What remains is
either put in the place of other words (``替换``), or added to them; both can change what is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from rag.encoders.word_vectors import WordVectors
from rag.questions.wording import FUNCTION_EN
from rag.words.glossary import mentions, rows

Words = Callable[[str], WordVectors]

_HAN = "㐀-䶿一-鿿豈-﫿"
_UNIT = re.compile(rf"[{_HAN}]|\d+(?:[./]\d+)*|[^\W\d_{_HAN}]+(?:['’-][^\W\d_{_HAN}]+)*")
_WORD = re.compile(rf"[{_HAN}]+|[^\W\d_{_HAN}]+")
CLAUSE = re.compile(
    r"[，。；：！？、,;:!?،؛؟()（）“”\"《》\n]|(?<=\w)\.(?=\s|$)|(?<=\s)(?:and|but|while|et|y|и)(?=\s)|(?:并且|而且|同时|以及)"
)
_LIGHT = frozenset(
    "的了着过在于对与和及或并把被从以为其之等中上下内里这那该此则而也还又就都便即且到向由自给让使令用按因若如所者们个各每性化"
    "是有会说称指出作做来去出得地将已第号年月日"
)
_STEMMERS = {"en": "english", "fr": "french", "es": "spanish", "ru": "russian", "ar": "arabic"}
SYNONYM = 0.7
"""Cosine similarity from which a word that stands nowhere in the paragraph counts as one that does."""
_LONGEST_SHOWN = 40
_NEAR = 10
"""Units between two runs of a paragraph that still are one place: what stands there was replaced."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A Han character, or the stem of a word or number, at ``text[start:end]``."""

    key: str
    start: int
    end: int
    light: bool


@dataclass(frozen=True, slots=True)
class Residue:
    """Words of the statement that nothing in the paragraph explains."""

    text: str
    size: int
    """Content units: characters of Chinese, words of other languages."""
    instead: str
    """What stands in their place in the paragraph; "" where they were added."""
    like: float
    """How like they are to the likest word of the paragraph, a cosine."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A statement laid over a text."""

    residues: tuple[Residue, ...]
    clauses: tuple[tuple[int, int, float], ...]
    """Of each clause: content units, those unexplained, mean length of the runs that cover it."""

    @property
    def content(self) -> int:
        return sum(size for size, _, _ in self.clauses)

    @property
    def unexplained(self) -> int:
        return sum(residue.size for residue in self.residues)


@lru_cache(maxsize=2048)
def units(text: str, language: str) -> tuple[Unit, ...]:
    """The units of a normalised text."""
    found = []
    covered = (
        {place for match in _light_words().finditer(text) for place in range(*match.span())}
        if language == "zh"
        else set()
    )
    for match in _UNIT.finditer(text):
        word = match.group()
        if "㐀" <= word[0] <= "鿿":
            found.append(Unit(word, match.start(), match.end(), word in _LIGHT or match.start() in covered))
        else:
            plain = word.replace("’", "'")
            for piece in re.finditer(r"[^'-]+", plain):
                start = match.start() + piece.start()
                light = piece.group() in _small_words(language) or len(piece.group()) == 1
                found.append(Unit(_stem(piece.group(), language), start, start + len(piece.group()), light))
    return tuple(found)


@cache
def _small_words(language: str) -> frozenset[str]:
    """Words that say nothing by themselves, of a language."""
    words = next((row["words"].split("|") for row in rows("small_words") if row["language"] == language), [])
    return frozenset(words) | (FUNCTION_EN if language == "en" else frozenset())


@cache
def _light_words() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(_small_words("zh"), key=len, reverse=True)))


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(_STEMMERS.get(language, "english"))


@lru_cache(maxsize=32768)
def _stem(word: str, language: str) -> str:
    return word if word[0].isdigit() else str(_stemmer(language).stemWord(word))


def lay(
    statement: str, support: str, around: str, *, language: str, known: Iterable[tuple[int, int]], words: Words | None
) -> Laid:
    """Lay a statement over the text that is to carry it. All texts normalised and in one language.

    ``around``: what else may be named (title, sender, lead-in); ``known``: spans of the statement that other checks
    have vouched for. ``words``: vectors of words, or None.
    """
    said = units(statement, language)
    text = units(support, language)
    beside = frozenset(_grams(units(around, language), language))
    least = 2 if language == "zh" else 1
    runs = _runs(said, text, least)
    covered = [False] * len(said)
    lengths = [0] * len(said)
    for start, length, _ in runs:
        for place in range(start, start + length):
            covered[place], lengths[place] = True, length
    told = language in ("zh", "en")  # the languages of the glossary and of the bundled model
    vouched = [*known, *(_same_things(statement, support + " " + around) if told else ())]
    for place, unit in enumerate(said):
        if covered[place]:
            continue
        named = any(start <= unit.start and unit.end <= end for start, end in vouched)
        covered[place] = unit.light or named or _beside(said, place, beside, language)
    _keep_lone_runs_out(said, covered)
    residues = []
    for first, last in _gaps(covered):
        places = [at for at in range(first, last) if not said[at].light]
        surface = statement[said[first].start : said[last - 1].end]
        like = _likeness(surface, _vectors_of(support, words), words) if places and words and told else 0.0
        if places and like < SYNONYM:
            residue = Residue(surface, len(places), _instead(first, last, runs, text, support), like)
            residues.append((residue, places))
    open_places = {place for _, places in residues for place in places}
    return Laid(tuple(residue for residue, _ in residues), tuple(_clauses(statement, said, open_places, lengths)))


def _runs(said: Sequence[Unit], text: Sequence[Unit], least: int) -> list[tuple[int, int, int]]:
    """Runs of the statement that stand in the text: (place in the statement, length, place in the text)."""
    where: dict[str, list[int]] = {}
    for place, unit in enumerate(text):
        where.setdefault(unit.key, []).append(place)
    found: list[tuple[int, int, int]] = []
    start, after = 0, 0
    while start < len(said):
        best, at = 0, -1
        for place in where.get(said[start].key, ()):
            length = 0
            while (
                start + length < len(said)
                and place + length < len(text)
                and said[start + length].key == text[place + length].key
            ):
                length += 1
            if length > best or (length == best and abs(place - after) < abs(at - after)):
                best, at = length, place
        if best >= least:
            found.append((start, best, at))
            after = at + best
            start += best
        else:
            start += 1
    return found


def _grams(around: Sequence[Unit], language: str) -> Iterable[str]:
    if language != "zh":
        return (unit.key for unit in around)
    return (one.key + other.key for one, other in pairwise(around))


def _beside(said: Sequence[Unit], place: int, beside: frozenset[str], language: str) -> bool:
    if language != "zh":
        return said[place].key in beside
    pairs = (said[at].key + said[at + 1].key for at in (place - 1, place) if at >= 0 and at + 1 < len(said))
    return any(pair in beside for pair in pairs)


def _same_things(statement: str, support: str) -> list[tuple[int, int]]:
    """Spans of the statement that name by another word what the text names too."""
    there = {concept for mention in mentions(support) for concept in mention.concepts}
    return [(mention.start, mention.end) for mention in mentions(statement) if there.intersection(mention.concepts)]


def _keep_lone_runs_out(said: Sequence[Unit], covered: list[bool]) -> None:
    """A light character amid words that nothing explains is a part of them (拒绝 + 在 + 外)."""
    for place in range(1, len(said) - 1):
        if covered[place] and said[place].light and not covered[place - 1] and not covered[place + 1]:
            covered[place] = False


def _gaps(covered: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Runs [first, last) of what is not covered."""
    first = None
    for place, done in enumerate((*covered, True)):
        if not done and first is None:
            first = place
        elif done and first is not None:
            yield first, place
            first = None


def _instead(first: int, last: int, runs: Sequence[tuple[int, int, int]], text: Sequence[Unit], support: str) -> str:
    """What the paragraph has between the run before and the run after, where both stand close together."""
    before = next(((start, length, at) for start, length, at in reversed(runs) if start + length <= first), None)
    after = next(((start, length, at) for start, length, at in runs if start >= last), None)
    left = before[2] + before[1] if before and first - (before[0] + before[1]) <= 2 else None
    right = after[2] if after and after[0] - last <= 2 else None
    if left is not None and after is None and left < len(text) and text[left].key < "⺀":
        # the statement ends otherwise than the clause of the paragraph
        stop = CLAUSE.search(support, text[left].start)
        return support[text[left].start : stop.start() if stop else len(support)].strip()[:_LONGEST_SHOWN]
    if left is not None and right is not None and 0 < right - left <= _NEAR:
        # what the checks of values vouch for does not stand for a word
        told = [unit for unit in text[left:right] if not unit.light and not unit.key[0].isdecimal()]
        return support[text[left].start : text[right - 1].end] if told else ""
    return ""


@lru_cache(maxsize=1024)
def _vectors_of(text: str, words: Words) -> WordVectors:
    return words(text)


def _clauses(
    statement: str, said: Sequence[Unit], unexplained: set[int], lengths: Sequence[int]
) -> Iterable[tuple[int, int, float]]:
    start = 0
    ends = [*(match.end() for match in CLAUSE.finditer(statement)), len(statement) + 1]
    for end in ends:
        places = [place for place, unit in enumerate(said) if start <= unit.start < end and not unit.light]
        if places:
            run = sum(lengths[place] for place in places) / len(places)
            yield len(places), sum(place in unexplained for place in places), run
        start = end


def alikeness(statement: str, support: str, words: Words) -> float:
    """Across languages: how like the words of a normalised statement are to the likest of the text, a mean of cosines.

    Chinese is not parted into words: each character counts as the likest of the pieces that it is a part of.
    """
    there = _vectors_of(support, words)
    found: list[float] = []
    for match in _WORD.finditer(statement):
        word = match.group()
        if "㐀" <= word[0] <= "鿿":
            best = [0.0] * len(word)
            for length in (2, 3, 4):
                for start in range(len(word) - length + 1):
                    like = _likeness(word[start : start + length], there, words)
                    best[start : start + length] = [max(like, other) for other in best[start : start + length]]
            found += best
        elif len(word) > 3 and word not in FUNCTION_EN:
            found.append(_likeness(word, there, words))
    return sum(found) / len(found) if found else 1.0


def _likeness(piece: str, there: WordVectors, words: Words) -> float:
    whole = _vectors_of(piece, words).whole()
    return float(there.likest(whole[None, :])[0]) if whole is not None and len(there) else 0.0
