"""Footnotes: lifted from between the lines of the text, and tied to the paragraph that carries their mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.furniture import Lifted, remove
from ingest.joining import join
from ingest.lines import Line, Profile, is_finished
from ingest.markers import MarkerKind, marker_of
from ingest.vocabulary import ABBREVIATIONS

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
PLAIN = str.maketrans(SUPERSCRIPTS, "0123456789")
SUPERSCRIPT_NOTE = re.compile(rf"(?P<mark>[{SUPERSCRIPTS}]{{1,3}})(?P<gap>\s*)(?=\S)")
STAR_NOTE = re.compile(r"(?P<mark>[*＊]{1,4}|[†‡]{1,2})(?P<gap>\s*)(?=[^\s*＊])")
MARKDOWN_NOTE = re.compile(r"\[\^(?P<mark>[^\]\s]{1,20})\]:(?P<gap>\s*)(?=\S)")
MARK_ALONE = re.compile(rf"(?P<mark>\d{{1,3}}|[{SUPERSCRIPTS}]{{1,3}})(?P<gap>)$")
"""The footnote's words stand on the line below."""
PLAIN_NOTE = re.compile(r"[\[［]?(?P<mark>\d{1,3})[\]］]?(?P<gap>[.．]?\s+)(?=\S)")
STAR_MARK = re.compile(r"(?<=[^\s*＊])(?P<mark>[*＊]{1,4}|[†‡]{1,2})(?=[^*＊†‡]|$)")
SUPERSCRIPT_MARK = re.compile(
    rf"(?<!\bm)(?<!\b[kcdm]m)[{SUPERSCRIPTS}]{{1,3}}(?:[,，、\s]{{0,2}}[{SUPERSCRIPTS}]{{1,3}})*"
)
MARKDOWN_MARK = re.compile(r"(?!^\[\^[^\]\s]{1,20}\]:)\[\^(?P<mark>[^\]\s]{1,20})\]")
"""Before a colon it is a mark like any other; only at the start of a line ``[^1]:`` is the footnote itself."""
RULE_KIND = "rule"


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote. ``key`` is unique in the document: ``fn3``, ``fn-star``; ``mark`` as typed: ``3``, ``*``."""

    key: str
    mark: str
    text: str
    line: int
    page: int
    style: str
    """``superscript``, ``star``, ``markdown`` or ``plain``: how its mark is printed in the text."""


def lift_notes(
    lines: Sequence[Line], profile: Profile, rules: Sequence[Lifted]
) -> tuple[tuple[Line, ...], tuple[Note, ...], tuple[Lifted, ...]]:
    """The lines without footnotes, the footnotes, and their marks as lifted."""
    after_rule = {rule.line for rule in rules if rule.kind == RULE_KIND}
    marks = {
        match["mark"] for line in lines if not STAR_NOTE.match(line.text) for match in STAR_MARK.finditer(line.text)
    }
    marks |= {m["mark"] for line in lines for m in STAR_MARK.finditer(line.text[4:])}
    taken: dict[int, str] = {}
    notes: list[Note] = []
    lifted: list[Lifted] = []
    used: dict[str, int] = {}
    index = 0
    while index < len(lines):
        ruled = bool(notes) and notes[-1].style == "plain" and index - 1 in taken and not lines[index].lifted_before
        if notes and _continues_note(lines, index, notes[-1]):
            notes[-1] = replace(notes[-1], text=join([notes[-1].text, lines[index].text]))
            taken[index] = "footnote"
            index += 1
            continue
        start = _note_start(
            lines, index, profile, marks=marks, last=_last_plain(notes), after_rule=after_rule, ruled=ruled
        )
        if start is None:
            index += 1
            continue
        match, style = start
        end = _note_end(lines, index, profile, style)
        members = lines[index:end]
        key = _key(match["mark"], style)
        used[key] = used.get(key, 0) + 1
        if used[key] > 1:
            key = f"{key}.{used[key]}"
        text = join([members[0].text[match.end() :], *(line.text for line in members[1:])])
        mark = match["mark"].translate(PLAIN)
        notes.append(Note(key, mark, text, members[0].number, members[0].page, style))
        lifted.append(Lifted("footnote mark", match.group(), members[0].number))
        taken |= dict.fromkeys(range(index, end), "footnote")
        index = end
    kept, _ = remove(lines, taken)
    return kept, tuple(notes), tuple(lifted)


def _continues_note(lines: Sequence[Line], index: int, last: Note) -> bool:
    """A line of a page's foot under which no mark opens: the last note of the page before, or a new paragraph of a note."""
    line = lines[index]
    return line.foot and not _opens_note(line) and last.page >= line.page - 1


def _opens_note(line: Line) -> bool:
    return any(pattern.match(line.text) for pattern in (MARKDOWN_NOTE, SUPERSCRIPT_NOTE, STAR_NOTE))


def _key(mark: str, style: str) -> str:
    if style == "star" or mark[0] in "*＊†‡":  # a format that links its notes may mark them so too
        name = "dagger" if mark[0] in "†‡" else "star"
        return f"fn-{name}" + (str(len(mark)) if len(mark) > 1 else "")
    return f"fn{mark.translate(PLAIN)}"


def _last_plain(notes: Sequence[Note]) -> int:
    return next((int(note.mark) for note in reversed(notes) if note.mark.isdigit()), 0)


def _note_start(
    lines: Sequence[Line],
    index: int,
    profile: Profile,
    *,
    marks: set[str],
    last: int,
    after_rule: set[int],
    ruled: bool,
) -> tuple[re.Match[str], str] | None:
    line = lines[index]
    before = lines[index - 1] if index else None
    if line.level:
        return None
    if line.foot:
        return _foot_start(line)
    if match := MARKDOWN_NOTE.match(line.text):
        return match, "markdown"
    runs_on = (
        before is not None
        and profile.wrapped
        and not is_finished(before.text)
        and profile.is_full(before, line)
        and not line.blanks
    )
    if match := SUPERSCRIPT_NOTE.match(line.text):
        # a mark that the line break has torn from its word is followed by the sentence without a space
        return None if not match["gap"] and runs_on else (match, "superscript")
    if match := STAR_NOTE.match(line.text):
        is_emphasis = line.text.count(match["mark"]) > 1 and not match["gap"]
        torn = not match["gap"] and runs_on
        return (match, "star") if match["mark"] in marks and not is_emphasis and not torn else None
    match = PLAIN_NOTE.match(line.text)
    alone = None if match or index + 1 == len(lines) else MARK_ALONE.match(line.text)
    if (found := match or alone) and int(found["mark"].translate(PLAIN)) in (last + 1, 1):
        lowest = before.number if before else 0
        number = int(found["mark"].translate(PLAIN))
        if any(lowest < rule < line.number for rule in after_rule) or (ruled and number == last + 1):
            return found, "plain" if found["mark"].isascii() else "superscript"
    if match and int(match["mark"]) in (last + 1, 1):
        dotted = bool(match["gap"].strip())
        if not dotted and _has_plain_mark(lines, index, match["mark"]) and _closes_page(lines, index):
            return match, "plain"
    return None


def _foot_start(line: Line) -> tuple[re.Match[str], str] | None:
    """The mark at the start of a line that stands among footnotes by its place: nothing else has to say so."""
    for pattern, style in ((MARKDOWN_NOTE, "markdown"), (SUPERSCRIPT_NOTE, "superscript"), (STAR_NOTE, "star")):
        if match := pattern.match(line.text):
            return match, style
    return None


def _closes_page(lines: Sequence[Line], index: int) -> bool:
    """Only footnotes stand between this line and the end of its page."""
    for place in range(index + 1, min(len(lines), index + 12)):
        if lines[place].opens_page or lines[place].lifted_before:
            return True
        if not PLAIN_NOTE.match(lines[place].text) and is_finished(lines[place - 1].text):
            return False
    return index + 12 >= len(lines)


def _has_plain_mark(lines: Sequence[Line], index: int, mark: str) -> bool:
    """The page above prints the number directly after a word, a quote, a bracket or a full stop."""
    pattern = re.compile(
        rf"(?:[》”」）)，,。.；;\"’»›؛،]|[^\W\d][:：]){mark}(?!\d|[.．/]\d)|[\u4e00-\u9fff]{mark}(?=\s?[\u4e00-\u9fff，。；])(?!\s*[年月日个次项届号条段])"
        rf"|(?![第件录錄表图圖目节節章号號项項])[\u4e00-\u9fff]{mark}$"
    )
    return any(pattern.search(line.text) for line in lines[max(0, index - 60) : index])


def _note_end(lines: Sequence[Line], index: int, profile: Profile, style: str) -> int:
    """One past the last line of the footnote that starts at ``index``."""
    end = index + 1
    while end < len(lines) and not _ends_note(lines[end], lines[end - 1], profile, style):
        end += 1
    return end


def _ends_note(line: Line, above: Line, profile: Profile, style: str) -> bool:
    """Whether a line is no longer of the footnote that the line above is of."""
    if line.foot and above.foot and line.page == above.page and not line.lifted_before:
        return _opens_note(line)
    if line.opens_page or line.lifted_before or line.level or line.literal:
        return True
    if SUPERSCRIPT_NOTE.match(line.text) or (STAR_NOTE.match(line.text) and style == "star"):
        return True
    if style == "plain" and PLAIN_NOTE.match(line.text):
        return True
    if not is_finished(above.text):
        return line.blanks > profile.separator or (not profile.wrapped and line.blanks > 0)
    marker = marker_of(line.text)
    if marker and marker.kind in (MarkerKind.NUMBER, MarkerKind.BULLET, MarkerKind.SECTION):
        return True
    set_off = not profile.wrapped or line.blanks > 0 or line.indent > profile.base
    return set_off or style != "plain" or not profile.is_full(above, line)


PLAIN_MARK = re.compile(
    r"(?:(?<=[》”」）)，,。.；;\"’»›؛،])|(?<=[a-zа-яء-ي\u4e00-\u9fff][:：]))(?P<firm>\d{1,3})(?!\d|[.．/]\d|\s*[年月日])"
    r"|[\[［](?P<bracketed>\d{1,3})[\]］]"
    r"|(?:(?<=[a-z])|(?<=[^第\W\dA-Za-z_]))(?P<loose>\d{1,2})(?=$|[\s,.;:)，。；：、](?!\d)|[\u4e00-\u9fff])"
    r"(?!\s*[年月日个次项届号条段])"
)
"""Plain digits as a mark: after a quote, bracket or stop; in brackets; directly after a word (the least certain)."""


@dataclass(slots=True)
class Ties:
    """Ties marks to footnotes, paragraph by paragraph in the order of the text."""

    notes: Sequence[Note]
    last_plain: int = 0
    """The highest plain number tied so far: plain digits are marks only where they come in turn."""
    by_mark: dict[tuple[str, str], list[Note]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for note in self.notes:
            self.by_mark.setdefault((note.mark, note.style), []).append(note)

    def tie(self, text: str, *, page: int) -> Tied:
        """The text without the marks that a footnote answers; any other may be a unit (m²) or a power and stays."""
        keys: list[str] = []
        marks: list[str] = []

        def lift(match: re.Match[str], found: list[str]) -> str:
            if not all(found):
                return match.group()
            keys.extend(found)
            marks.append(match.group())
            return ""

        def superscript(match: re.Match[str]) -> str:
            parts = re.findall(rf"[{SUPERSCRIPTS}]+", match.group())
            return lift(match, [self._find(part.translate(PLAIN), "superscript", page) for part in parts])

        def plain(match: re.Match[str]) -> str:
            mark = match[match.lastgroup or 0]
            reach = 1 if match.lastgroup == "loose" else 3
            before = match.string[: match.start()]
            in_turn = self.last_plain < int(mark) <= self.last_plain + reach
            part_of_number = _opens_decimal(before) or before.endswith(ABBREVIATIONS)
            key = "" if part_of_number or not in_turn else self._find(mark, "plain", page)
            if key:
                self.last_plain = int(mark)
            return lift(match, [key])

        text = SUPERSCRIPT_MARK.sub(superscript, text)
        text = STAR_MARK.sub(lambda match: lift(match, [self._find(match["mark"], "star", page)]), text)
        text = MARKDOWN_MARK.sub(lambda match: lift(match, [self._find(match["mark"], "markdown", page)]), text)
        if any(style == "plain" for _, style in self.by_mark):
            text = PLAIN_MARK.sub(plain, text)
        return Tied(text, tuple(dict.fromkeys(keys)), tuple(marks))

    def _find(self, mark: str, style: str, page: int) -> str:
        fitting = self.by_mark.get((mark, style), ())
        return next((note.key for note in fitting if note.page >= page), fitting[0].key if fitting else "")


def _opens_decimal(before: str) -> bool:
    """``2,`` is the first half of a number; a year before a comma is a year."""
    return re.search(r"\d[.,，]$", before) is not None and not _YEAR_AND_STOP.search(before)


_YEAR_AND_STOP = re.compile(r"(?<![\d.,，])(?:1[89]|20)\d\d[.,，]$")


@dataclass(frozen=True, slots=True)
class Tied:
    """A paragraph's words without footnote marks, the keys of the footnotes, and the marks as printed."""

    text: str
    keys: tuple[str, ...]
    marks: tuple[str, ...]
