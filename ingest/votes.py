"""Recorded votes: the lists of who voted how, by the words that open each of them in the six languages."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

FAVOUR, AGAINST, ABSTAINING = "favour", "against", "abstaining"
_LABELS: dict[str, tuple[str, ...]] = {
    FAVOUR: (
        *("投赞成票", "赞成票", "赞成", "贊成", "In favour", "In favor", "Voting in favour"),
        *("Ont voté pour", "Votent pour", "Votes pour", "Votos a favor", "Votaron a favor", "A favor"),
        *("Голосовали за", "Голосовали «за»", "المؤيدون", "المؤيدين", "الدول المؤيدة"),
    ),
    AGAINST: (
        *("投反对票", "反对票", "反对", "反對", "Against", "Voting against"),
        *("Ont voté contre", "Votent contre", "Votes contre", "Votos en contra", "Votaron en contra", "En contra"),
        *("Голосовали против", "Голосовали «против»", "المعارضون", "المعارضين", "الدول المعارضة"),
    ),
    ABSTAINING: (
        *("投弃权票", "弃权票", "弃权", "棄權", "Abstaining", "Abstentions", "Abstained"),
        *("Se sont abstenus", "Se sont abstenues", "S’abstiennent", "S'abstiennent"),
        *("Abstenciones", "Se abstuvieron", "Abstenciónes", "Воздержались", "Воздержавшиеся"),
        *("الممتنعون عن التصويت", "الممتنعون", "الممتنعين", "الدول الممتنعة"),
    ),
}
_STANCE = {label.casefold(): stance for stance, labels in _LABELS.items() for label in labels}
_WORDS = "|".join(re.escape(label) for label in sorted(_STANCE, key=len, reverse=True))
_OPENING = re.compile(rf"(?P<label>{_WORDS})\s?[:：]\s*", re.IGNORECASE)
_INNER = re.compile(rf"(?:(?<=[\s：:；;。.，,、\]])|^)(?P<label>{_WORDS})\s?[:：]", re.IGNORECASE)
LONGEST = 6000
"""All members of the United Nations are named in fewer characters."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a list of voters opens: ``favour``, and ``In favour`` as printed."""

    stance: str
    printed: str
    rest: str
    """What follows the colon."""


def vote_opening(text: str) -> Opening | None:
    """``赞成： 阿根廷、……``; None where the text opens no list of voters."""
    match = _OPENING.match(text)
    if match is not None and match["label"][0].islower():
        return None
    return Opening(_STANCE[match["label"].casefold()], match["label"], text[match.end() :]) if match else None


def is_unfinished(text: str) -> bool:
    """The list goes on behind the page's or line's end."""
    return text.rstrip().endswith(("、", "，", ",", "،", ":", "：", " and", "和", " et", " y", " и"))


def split_lists(text: str) -> tuple[str, ...]:
    """A text that holds the lists of one vote one after the other, cut before each; the whole text where it does not."""
    if len(text) > LONGEST or (":" not in text and "：" not in text):
        return (text,)
    found = list(_INNER.finditer(text))
    stances = [_STANCE[match["label"].casefold()] for match in found]
    if len(set(stances)) < 2 or len(stances) != len(set(stances)):
        return (text,)
    cuts = [0, *(match.start() for match in found if match.start()), len(text)]
    return tuple(piece for start, end in itertools.pairwise(cuts) if (piece := text[start:end].strip()))
