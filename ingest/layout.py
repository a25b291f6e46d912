"""Printed lines become blocks: each a heading or a paragraph, whole, with its marker; furniture and footnotes lifted out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.furniture import Lifted, lift_furniture
from ingest.lines import (
    Line,
    Profile,
    bare_end,
    dangles,
    ends_with_comma,
    is_finished,
    join,
    measure,
)
from ingest.markers import Marker, MarkerKind, letter_number, marker_of, roman_number
from ingest.notes import Note, lift_notes
from ingest.standing import stands_alone
from ingest.verbs import is_organ_line, preambular_verb


@dataclass(frozen=True, slots=True)
class Block:
    """Mended lines: one heading or one paragraph, with its marker still in ``text``."""

    text: str
    lines: tuple[Line, ...]
    marker: Marker | None = None

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def level(self) -> int:
        return self.lines[0].level

    @property
    def body(self) -> str:
        """The words without the marker."""
        return self.text[len(self.marker.printed) :] if self.marker else self.text


@dataclass(frozen=True, slots=True)
class Layout:
    """A file's blocks in order, its footnotes, and everything that was lifted out, by kind."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    lifted: tuple[Lifted, ...]
    pages: int = 1


def lay_out(lines: Sequence[Line]) -> Layout:
    """Mend the lines of a file."""
    kept, furniture = lift_furniture(lines)
    kept, notes, marks = lift_notes(kept, measure(kept), furniture)
    blocks, emphasis = _mend(kept, measure(kept))
    pages = lines[-1].page if lines else 1
    return Layout(blocks=blocks, notes=notes, lifted=(*furniture, *marks, *emphasis), pages=pages)


@dataclass(slots=True)
class _State:
    """What mending must remember between lines."""

    number: int = 0
    letter: str = ""
    in_preamble: bool = False


def _mend(lines: Sequence[Line], profile: Profile) -> tuple[tuple[Block, ...], tuple[Lifted, ...]]:
    groups: list[tuple[list[Line], Marker | None]] = []
    state = _State()
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        bare = _without_emphasis(line.text)
        marker = marker_of(bare) if not line.level else None
        above = groups[-1][0][-1] if groups else None
        marker = _believed(marker, bare, line, above, profile, state)
        if above is None or _starts(line, following, bare, marker, groups[-1], profile, state):
            groups.append(([line], marker))
            _remember(state, marker, bare)
        else:
            groups[-1][0].append(line)
    blocks: list[Block] = []
    emphasis: list[Lifted] = []
    for members, marker in groups:
        printed = join(line.text for line in members)
        text = _without_emphasis(printed)
        if text != printed:
            signs = "".join(re.findall(r"\*\*|__", printed))
            emphasis.append(Lifted("emphasis", signs[: len(printed) - len(text)], members[0].number))
        blocks.append(Block(text, tuple(members), marker))
    return tuple(blocks), tuple(emphasis)


def _without_emphasis(text: str) -> str:
    """Markdown's bold signs gone; single stars stay, since they may be the mark of a footnote."""
    text = re.sub(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", r"\1", text)
    return re.sub(r"(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)", r"\1", text)


def _remember(state: _State, marker: Marker | None, text: str) -> None:
    if is_organ_line(text):
        state.in_preamble, state.number = True, 0
    if marker is None:
        return
    if marker.kind is MarkerKind.NUMBER:
        state.number, state.letter, state.in_preamble = int(marker.label), "", False
    elif marker.kind is MarkerKind.LETTER:
        state.letter = marker.label
    elif marker.kind in (MarkerKind.SECTION, MarkerKind.ARTICLE):
        state.letter = ""


def _believed(
    marker: Marker | None, text: str, line: Line, above: Line | None, profile: Profile, state: _State
) -> Marker | None:
    """The marker if it stands where a marker can stand, else None: ``1960. `` at a line's start is a year."""
    if marker is None or above is None:
        return marker if marker and not (marker.kind is MarkerKind.NUMBER and int(marker.label) > 999) else None
    finished = is_finished(above.text) or bare_end(above.text).endswith(("：", ":"))
    runs_on = not finished and _is_full_or_dangling(above, line, profile) and not above.level
    match marker.kind:
        case MarkerKind.BULLET:
            return marker if marker.style not in "-–—−*+·" or not runs_on or line.blanks >= profile.separator else None
        case MarkerKind.NUMBER:
            value = int(marker.label)
            next_one = value == state.number + 1
            restart = value == 1
            gap = state.number < value <= state.number + 20 or state.number == 0
            stands_out = finished or line.blanks >= profile.separator or line.indent > profile.base
            if value > 999:
                return None
            if (next_one or restart) and (finished or state.in_preamble or stands_out or not runs_on):
                return marker
            return marker if gap and stands_out and not runs_on else None
        case MarkerKind.DECIMAL:
            return marker if not runs_on else None
        case MarkerKind.LETTER:
            if _follows(marker.label, state.letter) and (finished or not runs_on or ends_with_comma(above.text)):
                return marker
            return marker if finished or (not runs_on and not profile.wrapped) else None
        case _:
            return marker if not runs_on else None


def _is_full_or_dangling(above: Line, line: Line, profile: Profile) -> bool:
    if profile.marked_ends and above.trailing:
        return False
    return dangles(above.text) or (profile.wrapped and profile.is_full(above, line))


def _follows(label: str, before: str) -> bool:
    """``b`` after ``a``, ``ii`` after ``i``, and the first of a list after anything."""
    if label in ("a", "i", "1", "一") or not before:
        return True
    return (
        letter_number(label) == letter_number(before) + 1
        or (roman_number(label) == roman_number(before) + 1 and roman_number(before) > 0)
        or (label.isdigit() and before.isdigit() and int(label) == int(before) + 1)
        or letter_number(label) > 1
    )


def _starts(
    line: Line,
    following: Line | None,
    text: str,
    marker: Marker | None,
    group: tuple[list[Line], Marker | None],
    profile: Profile,
    state: _State,
) -> bool:
    """Whether a new block starts with this line."""
    above = group[0][-1]
    if (
        line.literal
        or line.level
        or above.level
        or marker is not None
        or is_organ_line(text)
        or is_organ_line(above.text)
    ):
        return True
    if profile.literal:
        return False
    if not profile.wrapped:
        return not _torn_across_page(line, above)
    finished, comma = is_finished(above.text), ends_with_comma(above.text)
    if stands_alone(join(member.text for member in group[0])) and not _goes_on_as_caption(text):
        return True
    if finished and _is_bare(line, following, profile):
        return True
    if (line.lifted_before or line.opens_page) and (comma or dangles(above.text)) and not state.in_preamble:
        return False
    if profile.marked_ends:
        if above.trailing:
            return not dangles(above.text)
        return finished and line.indent > profile.base
    full = profile.is_full(above, line)
    if not full:
        return not _heading_goes_on(line, group, profile)
    if not finished and not comma:
        # centred lines of a masthead may be as wide as the text
        apart = line.blanks >= profile.separator and not line.lifted_before and not line.opens_page
        return apart and above.indent > profile.base and len(group[0]) == 1
    if comma:
        if not state.in_preamble:
            return False
        set_off = line.indent > profile.base or line.blanks >= profile.separator
        if profile.indented or profile.separator <= 1:
            return set_off and (bool(preambular_verb(text)) or not line.lifted_before)
        return bool(preambular_verb(text))
    # blank lines around a page's edge say nothing where an indent would
    at_edge = profile.indented and (line.lifted_before or line.opens_page)
    return line.indent > profile.base or (line.blanks >= profile.separator and not at_edge)


def _goes_on_as_caption(text: str) -> bool:
    """``……的信`` is a title, ``……的信⏎的附件`` a caption."""
    return text.startswith("的")


def _is_bare(line: Line, following: Line | None, profile: Profile) -> bool:
    """A line that ends early and without punctuation is a heading: the last line of a paragraph has its full stop."""
    if is_finished(line.text) or ends_with_comma(line.text) or dangles(line.text):
        return stands_alone(line.text)
    return following is None or stands_alone(line.text) or line.right < profile.columns * 0.6


def _torn_across_page(line: Line, above: Line) -> bool:
    """In a file of one line per paragraph: a long line that ends in the middle of its sentence at a page's end."""
    return (
        (line.lifted_before or line.opens_page)
        and len(above.text) > 60
        and not is_finished(above.text)
        and (not ends_with_comma(above.text))
    )


def _heading_goes_on(line: Line, group: tuple[list[Line], Marker | None], profile: Profile) -> bool:
    """A line that is not full goes on where its last word cannot be its last, or where its block plainly continues."""
    members, marker = group
    above = members[-1]
    if is_finished(above.text):
        return False
    if dangles(above.text):
        return True
    if ends_with_comma(above.text) or bare_end(above.text).endswith(("：", ":")):
        return False
    if line.blanks >= profile.separator:
        return False
    long_enough = above.right >= profile.columns * 0.6
    if marker is not None and marker.kind is not MarkerKind.SECTION:
        return long_enough
    if len(members) > 1:
        return long_enough and line.indent <= profile.base
    return long_enough and profile.indented and above.indent > profile.base and line.indent <= profile.base
