"""The vocabulary: words counted in the news, characters, English words, as a plain Unigram `tokenizer.json`."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from rag.training.sources import Term

UNKNOWN = "[UNK]"
WORD_START = "▁"
"""Stands before every Latin word, so that a piece is a whole word or its beginning and never `art` inside `party`."""

_HAN = re.compile(r"[〇一-鿿]+")
_NUMBER = re.compile(r"[0-9]{1,4}")
_LATIN = re.compile(r"[a-z]{2,24}")
_HAN_WORDS = 30_000
_LATIN_WORDS_OF_THE_NEWS = 2_500
_NUMBERS = 200
_FEWEST = 34  # seen less often than this, a word has no company to be known by
_GLOSSARY_COUNT = 200  # as if a term of the glossary had been seen so often: it is cut whole

_EMPTY = """
a about after again all also am an and any are as at be because been before being between both but by can could did do does
doing down during each ever every few for from further had has have having he her here hers herself him himself his how i if
in into is it its itself just may me might more most much must my no nor not now of off on once only or other our out over
own please same shall she should so some such tell than that the their them themselves then there these they this those
through to too under until up upon us very was we were what when where which while who whom whose why will with within
would you your yes according concerning regarding many per s t d ll re ve
"""
EMPTY_WORDS = frozenset(_EMPTY.split())
"""English words that carry no subject. They are in the vocabulary, with a vector of nought."""


def folded(text: str) -> str:
    """As the tokenizer's normaliser folds: compatibility forms, no accents, lower case."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).lower()


def count_words(texts: Iterable[str]) -> Counter[str]:
    import rjieba

    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(rjieba.cut(folded(text)))
    return counts


def inflections(word: str) -> set[str]:
    """Forms of an English word by rule; some are no words, and cost only a row."""
    forms = {word, word + "s"}
    if len(word) < 4 or not word.isalpha():
        return forms
    stem = word.removesuffix("e")
    if word[-1] == "y" and word[-2] not in "aeiou":
        forms |= {word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
    elif word[-1] in "sxz" or word[-2:] in {"ch", "sh"}:
        forms |= {word + "es", word + "ed", word + "ing"}
    else:
        forms |= {stem + "ed", stem + "ing"}
    if word.endswith("or") and not word.endswith("our"):
        forms.add(word[:-2] + "our")
    if "our" in word[2:]:
        forms.add(word.replace("our", "or"))
    for ending, other in (("ise", "ize"), ("ize", "ise"), ("isation", "ization"), ("ization", "isation")):
        if word.endswith(ending):
            forms |= {word.removesuffix(ending) + other}
    return forms


def english_words(phrase: str) -> list[str]:
    """The Latin words of a phrase that carry a subject, folded."""
    return [word for word in _LATIN.findall(folded(phrase)) if word not in EMPTY_WORDS]


def choose(counts: Counter[str], terms: Sequence[Term]) -> dict[str, float]:
    """Pieces and their log-probability: a cut by highest probability, as jieba does, with no more than a table."""
    chosen = _chinese(counts) | _latin_and_numbers(counts)
    for piece in _of_the_glossary(terms, chosen):
        chosen[piece] = max(chosen[piece], _GLOSSARY_COUNT)
    total = sum(counts.values())
    return {piece: math.log(count / total) for piece, count in sorted(chosen.items())}


def _chinese(counts: Counter[str]) -> Counter[str]:
    words = Counter({word: count for word, count in counts.items() if _HAN.fullmatch(word)})
    seen: Counter[str] = Counter()
    for word, count in words.items():
        for sign in word:
            seen[sign] += count
    often = Counter({word: count for word, count in words.items() if 2 <= len(word) <= 6 and count >= _FEWEST})
    chosen = Counter(dict(often.most_common(_HAN_WORDS)))
    # A sign alone is as likely as it is seen alone, not as often as it is seen in words.
    chosen.update({sign: max(counts[sign], 1) for sign, count in seen.items() if count >= 3})
    return chosen


def _latin_and_numbers(counts: Counter[str]) -> Counter[str]:
    latin = Counter({word: count for word, count in counts.items() if _LATIN.fullmatch(word) and count >= _FEWEST})
    numbers = Counter({word: count for word, count in counts.items() if _NUMBER.fullmatch(word)})
    chosen = Counter({WORD_START + word: count for word, count in latin.most_common(_LATIN_WORDS_OF_THE_NEWS)})
    chosen.update({WORD_START + word: _GLOSSARY_COUNT for word in EMPTY_WORDS})
    chosen.update(dict(numbers.most_common(_NUMBERS)))
    chosen.update(dict.fromkeys("0123456789", 1))
    return chosen


def _of_the_glossary(terms: Sequence[Term], chosen: Counter[str]) -> set[str]:
    """Short Chinese names, and every form of every English word. A long Chinese name stays the sum of its words."""
    names = {part for term in terms for name in term.chinese for part in _HAN.findall(folded(name))}
    words = {word for term in terms for phrase in term.english for word in english_words(phrase)}
    short = {name for name in names if 2 <= len(name) <= 3 or (len(name) == 4 and name in chosen)}
    return short | {WORD_START + form for word in words for form in inflections(word)}


def build_tokenizer(pieces: dict[str, float]) -> Tokenizer:
    """A tokenizer that needs nothing beside its file. Traditional characters are not its matter: convert them first."""
    table = [(UNKNOWN, 0.0), *pieces.items()]
    tokenizer = Tokenizer(models.Unigram(table, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKD(),
            normalizers.StripAccents(),
            normalizers.Lowercase(),
            normalizers.Replace(Regex("(?<![a-z])(?=[a-z])"), WORD_START),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Split(
        Regex(f"[〇一-鿿]+|{WORD_START}[a-z]+|[0-9]+"), "removed", invert=True
    )
    return tokenizer
