"""Arabic as it stands on the page, from left to right, back into the order in which it is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_BRACKETS = str.maketrans("()[]{}«»", ")(][}{»«")
_OPENING, _CLOSING = "([{«", ")]}»"
_ARABIC = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def runs_leftward(text: str) -> bool:
    """More letters of the text are Arabic (or Hebrew) than not."""
    leftward = len(_ARABIC.findall(text))
    return leftward > 0 and leftward * 2 > sum(character.isalpha() for character in text)


def in_reading_order(pieces: Sequence[str]) -> str:
    """The words of a line given as its characters from left to right; numbers and Latin words keep their own order."""
    kinds = [_kind(piece) for piece in pieces]
    reading: list[str] = []
    index = len(pieces) - 1
    while index >= 0:
        if kinds[index] not in "LN":
            reading.append(pieces[index])
            index -= 1
            continue
        start = _start_of_run(pieces, kinds, index)
        reading.extend(pieces[start : index + 1])
        index = start - 1
    return _with_brackets("".join(reading))


def _kind(piece: str) -> str:
    """``R`` Arabic letter, ``L`` Latin letter, ``N`` digit, ``-`` anything else."""
    character = piece[:1]
    if _ARABIC.match(character) and unicodedata.bidirectional(character) not in ("AN", "CS", "ON", "ET"):
        return "R"
    if character.isdigit():
        return "N"
    return "L" if character.isalpha() else "-"


def _start_of_run(pieces: Sequence[str], kinds: Sequence[str], end: int) -> int:
    """Where the run of Latin words or the number that ends here begins."""
    start = end
    place = end - 1
    latin = kinds[end] == "L"
    while place >= 0 and kinds[place] != "R":
        if kinds[place] in "LN" and (latin or kinds[place] == "L" or _is_one_number(pieces, place, start)):
            # a symbol: A/RES/66/152
            latin = latin or kinds[place] == "L"
            start = place
        elif kinds[place] == "N" and not latin:
            further = next((i for i in range(place, -1, -1) if kinds[i] in "LR"), -1)
            joined = "".join(pieces[further:start])
            if further < 0 or kinds[further] != "L" or " " in joined:
                break
        place -= 1
    return start


def _is_one_number(pieces: Sequence[str], left: int, right: int) -> bool:
    between = "".join(pieces[left + 1 : right])
    return between == "" or (len(between) == 1 and between in "/.,:٫٬")


def _with_brackets(text: str) -> str:
    """Brackets by what they do: fonts and readers disagree about whether one is turned round in Arabic."""
    characters = list(text)
    depth = 0
    for index, character in enumerate(characters):
        if character not in _OPENING + _CLOSING:
            continue
        before = characters[index - 1] if index else " "
        after = characters[index + 1] if index + 1 < len(characters) else " "
        opens = before.isspace() and not after.isspace()
        closes = not before.isspace() and (after.isspace() or after in ".,;:،؛.")
        if opens == closes:
            opens = depth == 0
        if opens != (character in _OPENING):
            characters[index] = character.translate(_BRACKETS)
        depth = depth + 1 if opens else max(0, depth - 1)
    return "".join(characters)
