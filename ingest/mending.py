"""Lines become blocks: for each line, whether it goes on with the block above or starts a new one.

Punctuation, the width of the line above, indents, blank lines and markers are weighed in that order; which of them
means anything in a file is measured first (``ingest.lines.Profile``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.cuts import is_cut
from ingest.furniture import Lifted
from ingest.joining import join, without_emphasis, words_of
from ingest.lines import Line, Profile, dangles, ends_with_colon, ends_with_comma, is_finished, width
from ingest.markers import CYRILLIC_TWINS, Marker, MarkerKind, leading_number, letter_number, marker_of, roman_number
from ingest.numbering import bare_numbers
from ingest.speeches import opens_speech
from ingest.standing import stands_alone
from ingest.verbs import is_organ_line, preambular_verb
from ingest.votes import vote_opening

NUMBER_GAP = 20
"""A paragraph number may be so far above the last one: paragraphs are left out of an extract, years are not."""
HIGHEST_NUMBER = 999
WIDE_LINE = 60
"""Columns of a line that is too wide for a heading at a page's end."""
_NUMBERED_TITLE = re.compile(r"(?:E?S-)?\d{1,4}/\d{1,4}[A-Z]?(?:[.．、](?:\s|[^\x00-\x7f])|\s?[-–—]\s)")
"""``67/169. Title``: a line of a masthead."""
_MESSAGE_LINE = re.compile(
    r"(?:From|To|Cc|Bcc|Subject|Re|Date|Sent|发件人|收件人|抄送|主题|发送时间|De|À|Objet|Para|Asunto|От|Кому|Тема|من|إلى|الموضوع)\s?[:：]\s"
)
"""A line above a message or memorandum."""
_ENYE = 15  # the place of ñ among the letters that count a Spanish list
LONGEST_TITLE = 6
"""Lines that a title or caption may take."""


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

    def evenly_spaced(self, text: str) -> str:
        """Lines that were set to the full width have wide gaps: those are the typesetter's. Code keeps its own."""
        return text if self.first.verbatim else re.sub(r"[ \u3000]{2,}", " ", text)

    @property
    def body(self) -> str:
        """The words without the marker."""
        return self.text[len(self.marker.printed) :] if self.marker else self.text


def mend(lines: Sequence[Line], profile: Profile) -> tuple[tuple[Block, ...], tuple[Lifted, ...]]:
    """The blocks of a file, and the signs of emphasis that were taken out of them."""
    mender = Mender(profile, bare=bare_numbers(lines))
    for index, line in enumerate(lines):
        mender.take(line, lines[index + 1] if index + 1 < len(lines) else None)
    known = words_of(line.text for line in lines)
    blocks: list[Block] = []
    emphasis: list[Lifted] = []
    for members, marker in zip(mender.groups, mender.markers, strict=True):
        printed = join((line.text for line in members), known=known)
        text = without_emphasis(printed)
        if text != printed:
            signs = "".join(re.findall(r"\*\*|__", printed))
            emphasis.append(Lifted("emphasis", signs[: len(printed) - len(text)], members[0].number))
        blocks.append(Block(text, tuple(members), marker))
    return tuple(blocks), tuple(emphasis)


def _leads_in_with_dash(above: Line, marker: Marker) -> bool:
    """``The State shall-`` over ``(a)``: laws lead their lists in so."""
    return above.text.endswith(("-", "–", "—")) and marker.label in ("a", "i", "1")


@dataclass(slots=True)
class Mender:
    """Takes a file's lines one by one."""

    profile: Profile
    bare: Mapping[int, str] = field(default_factory=dict)
    """Lines that open with a paragraph's number and no full stop, and those numbers as printed."""
    groups: list[list[Line]] = field(default_factory=list)
    markers: list[Marker | None] = field(default_factory=list)
    number: int = 0
    """The last paragraph number."""
    passed: int = 0
    """The number above a lower one: a heading ``1. Pay`` counts for itself (``headed``), and the paragraphs count on."""
    headed: int = 0
    letter: str = ""
    in_preamble: bool = False
    after_enye: bool = False
    """The open list counts with ñ: the letters behind it are one further on than in the English text."""

    def take(self, line: Line, following: Line | None) -> None:
        """Put the line into the block above or a new one. ``following``: the line after it."""
        text = without_emphasis(line.text)
        marker = None if line.level or line.verbatim else self._counted(self._marker_of(line, text))
        if marker is not None and not line.counted and not self._believes(marker, line):
            marker = None
        if not self.groups or marker is not None or self._starts(line, text, following):
            self.groups.append([line])
            self.markers.append(marker)
            self._remember(text, marker)
        else:
            self.groups[-1].append(line)

    def _marker_of(self, line: Line, text: str) -> Marker | None:
        if bare := self.bare.get(line.number):
            return Marker(MarkerKind.NUMBER, bare.strip(), bare)
        return marker_of(text)

    def _remember(self, text: str, marker: Marker | None) -> None:
        if is_organ_line(text):
            self.in_preamble, self.number = True, 0
        if marker is None:
            return
        if marker.kind is MarkerKind.NUMBER:
            value = leading_number(marker.label)
            self.headed = self.number if value == self.passed + 1 > 1 else self.headed
            self.passed = self.number if value <= self.number else 0
            self.number, self.letter, self.in_preamble = value, "", False
            self.after_enye = False
        elif marker.kind is MarkerKind.LETTER:
            self.letter = marker.label
            self.after_enye = "ñ" in marker.printed or (self.after_enye and letter_number(marker.label) > _ENYE)
        elif marker.kind in (MarkerKind.SECTION, MarkerKind.ARTICLE):
            self.letter = ""

    # --- markers -----------------------------------------------------------------------------------------------------

    def _counted(self, marker: Marker | None) -> Marker | None:
        """The marker with the label that the English text has, where only the list around a letter tells it."""
        if marker is None or marker.kind is not MarkerKind.LETTER:
            return marker
        printed = marker.printed.strip("()） （")
        if self.after_enye and printed.isascii() and _ENYE <= letter_number(marker.label) < 26:
            return replace(marker, label=chr(ord(marker.label) + 1))
        twin = CYRILLIC_TWINS.get(printed)
        if twin and not self._succeeds(marker.label) and self._succeeds(twin):
            return replace(marker, label=twin)
        return marker

    def _succeeds(self, label: str) -> bool:
        return letter_number(label) == letter_number(self.letter) + 1

    def _believes(self, marker: Marker, line: Line) -> bool:
        """Whether a marker stands where one can stand: ``1960. `` at a line's start is a year."""
        if marker.kind is MarkerKind.NUMBER and leading_number(marker.label) > HIGHEST_NUMBER:
            return False
        if not self.groups:
            return True
        above = self.groups[-1][-1]
        led_in = is_finished(above.text) or ends_with_colon(above.text) or _leads_in_with_dash(above, marker)
        runs_on = not led_in and not above.level and self._is_full_or_dangling(above, line)
        if marker.kind is MarkerKind.BULLET:
            return marker.style not in "-–—−*+·o" or not runs_on or line.blanks >= self.profile.separator
        if marker.kind is MarkerKind.NUMBER and not marker.label.isdecimal():
            return led_in and not runs_on  # ``12 bis`` counts no further
        if marker.kind is MarkerKind.NUMBER:
            return self._believes_number(leading_number(marker.label), line, led_in=led_in, runs_on=runs_on)
        if marker.style == "°" and marker.label != "1" and str(int(marker.label) - 1) != self.letter:
            return False  # ``40º período de sesiones``
        if marker.style == "a." and marker.label not in ("a", "i") and not self._counts_on(marker.label):
            return False  # an abbreviation at a line's start
        if marker.kind is MarkerKind.LETTER:
            if self._is_next_letter(marker.label) and (led_in or not runs_on or ends_with_comma(above.text)):
                return True
            return led_in or (not runs_on and not self.profile.wrapped)
        return not runs_on or (marker.style == "第…章" and line.blanks >= self.profile.separator)

    def _believes_number(self, value: int, line: Line, *, led_in: bool, runs_on: bool) -> bool:
        headed = self.markers[-1] is not None and self.markers[-1].kind is MarkerKind.SECTION
        stands_out = led_in or headed or line.blanks >= self.profile.separator or line.indent > self.profile.base
        if value in (1, self.number + 1, self.passed + 1, self.headed + 1):
            return stands_out or self.in_preamble or not runs_on
        if value <= self.number:
            # a number that a document prints twice, or lower than the one before, stands apart from what is above it
            apart = line.literal or line.blanks >= max(1, self.profile.separator)
            return apart and is_finished(self.groups[-1][-1].text) and not runs_on
        within_reach = self.number < value <= self.number + NUMBER_GAP or self.number == 0
        return within_reach and stands_out and not runs_on

    def _is_next_letter(self, label: str) -> bool:
        """``b`` after ``a``, ``ii`` after ``i``, and the first of a list after anything."""
        if label in ("a", "i", "1", "一") or not self.letter:
            return True
        return (
            letter_number(label) > 1
            or (roman_number(label) == roman_number(self.letter) + 1 and roman_number(self.letter) > 0)
            or (label.isdigit() and self.letter.isdigit() and int(label) == int(self.letter) + 1)
        )

    def _counts_on(self, label: str) -> bool:
        after_letter = letter_number(label) == letter_number(self.letter) + 1
        return after_letter or roman_number(label) == roman_number(self.letter) + 1 > 1

    def _is_full_or_dangling(self, above: Line, line: Line) -> bool:
        if self.profile.marked_ends and above.trailing:
            return False
        return dangles(above.text) or (self.profile.wrapped and self.profile.is_full(above, line))

    # --- lines without a marker --------------------------------------------------------------------------------------

    def _starts(self, line: Line, text: str, following: Line | None) -> bool:
        """Whether a line without a marker starts a block."""
        above = self.groups[-1][-1]
        if self._opens_anywhere(line, text):
            return True
        if self.profile.literal:
            # the lines of a preamble that somebody typed one below the other
            return self.in_preamble and ends_with_comma(above.text) and bool(preambular_verb(text))
        if not self.profile.wrapped:
            return not (self._is_torn(line) or self._is_cut(line, text))
        if self._is_closed() and not text.startswith("的"):
            # ``……的信`` is a title, ``……的信⏎的附件`` a caption
            return True
        if is_finished(above.text) and self._is_bare(line, following):
            return True
        comma = ends_with_comma(above.text)
        at_edge = line.lifted_before or line.opens_page
        if at_edge and (comma or dangles(above.text)) and not self.in_preamble:
            return False
        if self.profile.marked_ends:
            return self._starts_after_mark(line, text)
        if not self.profile.is_full(above, line):
            return not (self._short_line_goes_on(line) or self._is_cut(line, text))
        return self._starts_after_full_line(line, text)

    def _starts_after_mark(self, line: Line, text: str) -> bool:
        """In a file that marks where paragraphs end; what stands last on a page may end one without a mark."""
        above = self.groups[-1][-1]
        if above.trailing:
            return not dangles(above.text)
        if (line.lifted_before or line.opens_page) and ends_with_comma(above.text):
            return self._starts_preambular(line, text)
        return is_finished(above.text) and line.indent > self.profile.base

    def _opens_anywhere(self, line: Line, text: str) -> bool:
        """What starts a block in any layout: a heading of the format, an organ line, the number of a resolution."""
        above = self.groups[-1][-1]
        if line.literal or line.level or above.level or is_organ_line(text) or is_organ_line(above.text):
            return True
        if any(each.verbatim and " | " in each.text for each in (line, above)):
            return True  # a row
        if vote_opening(text) or (
            opens_speech(text) and (is_finished(above.text) or not self.profile.is_full(above, line))
        ):
            return True
        in_masthead = not self.number and not self.in_preamble and not dangles(above.text)
        return in_masthead and bool(_NUMBERED_TITLE.match(text) or _MESSAGE_LINE.match(text))

    def _is_torn(self, line: Line) -> bool:
        """In a file of one line per paragraph: a page ends in the middle of a sentence."""
        above, marker = self.groups[-1][-1], self.markers[-1]
        if not (line.lifted_before or line.opens_page) or is_finished(above.text):
            return False
        if ends_with_comma(above.text):
            return not self.in_preamble
        item = marker is not None and marker.kind is not MarkerKind.SECTION
        return (item or width(above.text) > WIDE_LINE) and not ends_with_colon(above.text)

    def _is_cut(self, line: Line, text: str) -> bool:
        members, marker = self.groups[-1], self.markers[-1]
        if self.in_preamble and ends_with_comma(members[-1].text) and preambular_verb(text):
            return False
        if self._is_closed():
            return False
        return is_cut(members, marker, line, profile=self.profile, first=len(self.groups) == 1)

    def _is_closed(self) -> bool:
        """The block above is a whole title, caption or date by itself."""
        members = self.groups[-1]
        return len(members) <= LONGEST_TITLE and stands_alone(join(member.text for member in members))

    def _starts_after_full_line(self, line: Line, text: str) -> bool:
        above, base, separator = self.groups[-1][-1], self.profile.base, self.profile.separator
        at_edge = line.lifted_before or line.opens_page
        if ends_with_comma(above.text):
            return self._starts_preambular(line, text)
        if not is_finished(above.text):
            # centred lines of a masthead may be as wide as the text
            apart = line.blanks >= separator and not at_edge
            set_alone = above.indent > base and len(self.groups[-1]) == 1
            if apart and (set_alone or self._opens_with_capital(line, above)):
                return True
            set_in = self.profile.indented and line.indent > base
            spaced = self.profile.spaced or len(self.groups) == 1  # a blank line ends the first line's title
            return not at_edge and (set_in or (apart and spaced)) and not dangles(above.text)
        # blank lines around a page's edge say nothing where an indent would
        silent = self.profile.indented and at_edge
        return line.indent > base or (line.blanks >= separator and not silent)

    def _opens_with_capital(self, line: Line, above: Line) -> bool:
        """Below a blank line, in the masthead, a capital opens a line of its own."""
        return not (self.number or self.in_preamble or dangles(above.text)) and line.text[0].isupper()

    def _starts_preambular(self, line: Line, text: str) -> bool:
        """After a full line that ends with a comma: only a preamble has paragraphs that end so."""
        if not self.in_preamble:
            return False
        if self.profile.indented or (self.profile.separator <= 1 and self.profile.spaced):
            if (line.opens_page or line.lifted_before) and not self.profile.indented:
                return bool(preambular_verb(text))  # the blank line that would tell is lost in the page's edge
            set_off = line.indent > self.profile.base or line.blanks >= self.profile.separator
            return set_off and (bool(preambular_verb(text)) or not line.lifted_before)
        return bool(preambular_verb(text))

    def _is_bare(self, line: Line, following: Line | None) -> bool:
        """A line that ends early and without punctuation is a heading: a paragraph's last line has its full stop."""
        if is_finished(line.text) or ends_with_comma(line.text) or dangles(line.text):
            return stands_alone(line.text)
        return following is None or stands_alone(line.text) or line.right < self.profile.columns * 0.6

    def _short_line_goes_on(self, line: Line) -> bool:
        """A line that is not full goes on where its last word cannot be the last, or its block plainly continues."""
        members, marker = self.groups[-1], self.markers[-1]
        above, base = members[-1], self.profile.base
        if is_finished(above.text):
            return False
        if dangles(above.text):
            return True
        if ends_with_comma(above.text) or ends_with_colon(above.text) or line.blanks >= self.profile.separator:
            return False
        long_enough = above.right >= self.profile.columns * 0.6
        if marker is not None and marker.kind is not MarkerKind.SECTION:
            return long_enough
        if len(members) > 1 and line.indent <= base:
            return long_enough
        if self.profile.spaced and not line.blanks and line.indent == above.indent > base:
            # the lines of a centred title stand together
            return width(above.text) >= self.profile.columns * 0.6 and not stands_alone(line.text)
        return long_enough and self.profile.indented and above.indent > base and line.indent <= base
