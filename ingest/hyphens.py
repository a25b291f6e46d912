"""A hyphen at a line's end: put there by the break between two syllables, or the word's own.

The document itself knows best: where it prints the word elsewhere, it is spelled so. Else the habits of the language decide.
"""

from __future__ import annotations

import re
from collections.abc import Set

from ingest.vocabulary import LANGUAGES
from ingest.vocabulary.table import words

_REACH = 40
_BEFORE = re.compile(r"(?:^|[^\w-])((?:[^\W\d_]+[’'])?[^\W\d_]{2,}(?:-[^\W\d_]+)*)-$")
_AFTER = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_COMMON = {language.code: frozenset(language.function_words) for language in LANGUAGES}
_SUFFIX_EN = re.compile(
    r"(?!(?:led|sized|fed|red|based)\b)(?:[bcdfghlmnprstvx]{0,2}(?:[ai]tion|tion|sion|cian|cious|tious|cial|tial|[ai]bl[ey]|ment|ness|[aei]nce|[ai]ty|ties|"
    r"[aei]nt|ing|ed|ers?|ous|[ai]ve|i[sz]e[ds]?|i[sz]ing|ly|al|ary|ory|ism|ist|ure|gy|gies|phy|ic|ics|ical|uals?)"
    r"|[ct]ia[a-z]+|(?:men[td]|[nl]i[tzs]|fic|[zsrt])ations?|itarian)(?:s|ly|ally)?(?![a-z-])"
)
"""How a word goes on behind a break between two syllables, and no word of a compound begins: ``communi-⏎ties``."""
_COMPOUND_EN = frozenset(
    [
        *("self", "non", "co", "pre", "post", "anti", "semi", "multi", "inter", "well", "so", "ill", "all", "cross"),
        *("long", "short", "high", "low", "full", "part"),
        *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
    ]
)
"""What goes before a hyphen that the word itself has."""
_FIRST_FR = frozenset(
    words("""
        vice, non, sous, sur, demi, semi, mi, ex, quasi, avant, arrière, après, contre, entre, extra, haut, haute, bas
        basse, court, moyen, moyenne, long, grand, petit, nord, sud, est, ouest, centre, peut, celui, celle, ceux
        celles, eux, elles, elle, lui, soi, nous, vous, moi, toi, ci, là, au, par, vis, rendez, vingt, trente
        quarante, cinquante, soixante, quatre, dix, mot, pays, garde, chef, tiers, libre, procès, compte, aide, main
        hors, laissez, bien, mieux, plus, porte, savoir, plate, états, secrétaire, président, peut-être, c’est, est-ce
        bas-côté, c’est-à, quatre-vingt, soixante-dix, vis-à, sud-est, nord-ouest, elles-mêmes, gouvernements, sage
        maître, mise, mi-temps
        """)
)
_SECOND_FR = frozenset(
    words("""
        ci, là, même, mêmes, il, elle, on, ils, elles, je, tu, nous, vous, moi, lui, leur, être, à, dire, dessus
        dessous, après, avant, contre, joint, jointe, joints, jointes, delà, vis, clé, clés, mondiale, général
        générale, généraux, adjoint, adjointe, t, t-il, t-elle
        """)
)
_FIRST_RU = frozenset(
    words("""
        вице, экс, мини, макси, пресс, генерал, премьер, бизнес, веб, интернет, онлайн, кое, по, во, в, из, юго
        северо, юго-юго, контр, унтер
        """)
)
_SECOND_RU = re.compile(r"(?:то|либо|нибудь|таки|ка|де|летие|летия|летний|летняя)(?![а-яё])")
_ADJECTIVE_RU = re.compile(
    r"[а-яё]{4,}(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ом|ем|ую|юю|ых|их|ыми|ими)(?![а-яё-])"
)
_ADVERBIAL_RU = re.compile(r"[а-яё]{3,}(?:ско|нно|ьно|чно|вно|тно|ово|енно|ично|оно|ейно)$")
_ADVERBIAL_ES = re.compile(r"(?:ico|ivo|ario|orio|socio|franco|greco|hispano|anglo|judeo|luso|afro)$")
_ADJECTIVE_ES = re.compile(r"[a-záéíóúñ]{3,}(?:ic[oa]s?|iv[oa]s?|al|ales|ari[oa]s?|es|esas?|an[oa]s?)(?![a-záéíóúñ-])")


def goes_on(text: str, piece: str, *, known: Set[str]) -> bool:
    """Whether the hyphen at the end of ``text`` is a break only, and the word goes on in ``piece`` without it.

    ``known``: the document's own words in small letters, with their hyphens.
    """
    before, after = _BEFORE.search(text[-_REACH:]), _AFTER.match(piece)
    if before is None or after is None or not piece[0].islower():
        return False
    first, second = before[1].lower(), after[0].lower()
    spelled, whole = f"{first}-{second}" in known, first + second in known
    if spelled is not whole:
        return whole
    return _is_break(first, second, text, piece)


def _is_break(first: str, second: str, text: str, piece: str) -> bool:
    if "а" <= second[0] <= "я":
        return not (
            first in _FIRST_RU
            or _SECOND_RU.match(second)
            or (_ADVERBIAL_RU.search(first) and _ADJECTIVE_RU.match(second))
        )
    last = re.split("[’']", first)[-1]
    match _latin(f"{text} {piece}"):
        case "fr":
            return not (
                {first, last, last.rpartition("-")[2]} & _FIRST_FR
                or second.partition("-")[0] in _SECOND_FR
                or "-" in first
                or _ADVERBIAL_ES.search(last)
                or last.endswith(("éo", "io", "ico"))
            )
        case "es":
            return not (
                "-" in first or last in ("ex", "socio") or (_ADVERBIAL_ES.search(last) and _ADJECTIVE_ES.match(second))
            )
    return bool(re.fullmatch(r"[a-z]{2,}", first)) and first not in _COMPOUND_EN and bool(_SUFFIX_EN.match(piece))


def _latin(text: str) -> str:
    """The language of a piece of a paragraph, by its commonest words; English where nothing tells."""
    found = re.findall(r"[^\W\d_]+", text.lower()[-2000:])
    return max(("en", "fr", "es"), key=lambda code: sum(word in _COMMON[code] for word in found))
