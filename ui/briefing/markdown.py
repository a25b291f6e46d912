"""A manuscript as Markdown with footnotes ``[^1]``. Whatever a document prints, it is text: every mark of Markdown is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ui.briefing.manuscript import Line, Manuscript, Note, Reference, Source, Style, Words

_MARKUP: Final = re.compile(r"([\\`*_\[\]<>~|$^!#])")
_BLOCK_START: Final = re.compile(r"^(\s*)(?:(\d+)([.)])(?=\s|$)|([-+=:]))")
_ISOLATED: Final = ("\u2067", "\u2069")
"""What reads from right to left stands by itself: the quotation marks around it stay where they belong."""
_BEFORE: Final = {
    Style.HEADING: "## ",
    Style.SUBHEADING: "### ",
    Style.QUESTION: "#### ",
    Style.ITEM: "- ",
    Style.OWN_ITEM: "- ",
    Style.LEAD: "> ",
    Style.QUOTATION: "> ",
    Style.REFUSAL: "> ",
}
_ITEMS: Final = frozenset({Style.ITEM, Style.OWN_ITEM})


def markdown(manuscript: Manuscript) -> str:
    """The whole file, ending in a line break."""
    blocks = [f"# {_escaped(manuscript.title)}", f"*{_escaped(manuscript.dated)}*"]
    if manuscript.warnings:
        told = "\n".join(f"> - {_escaped(each)}" for each in manuscript.warnings)
        blocks.append(f"> **{manuscript.say('briefing.warnings')}**\n>\n{told}")
    blocks += _body(manuscript.lines)
    if manuscript.sources:
        blocks.append(f"## {manuscript.say('briefing.sources')}")
        blocks.append("\n".join(_source(each, manuscript) for each in manuscript.sources))
    blocks.append(f"*{_escaped(manuscript.closing)}*")
    blocks += [_note(each) for each in manuscript.notes]
    return "\n\n".join(blocks) + "\n"


def _body(lines: tuple[Line, ...]) -> Iterator[str]:
    """A block for each line; items that follow one another are one list."""
    held: list[str] = []
    for line in lines:
        if line.style in _ITEMS:
            held.append(_line(line))
            continue
        if held:
            yield "\n".join(held)
            held = []
        yield _line(line)
    if held:
        yield "\n".join(held)


def _line(line: Line) -> str:
    text = "".join(_piece(each) for each in line.pieces)
    if line.style is Style.WARNING:
        return f"> **⚠ {_at_start(text)}**"
    if line.style is Style.REMARK:
        return f"*{_at_start(text)}*"
    return _BEFORE.get(line.style, "") + _at_start(text)


def _piece(piece: Words | Reference) -> str:
    if isinstance(piece, Reference):
        return f"[^{piece.number}]"
    escaped = _escaped(piece.text)
    return f"{_ISOLATED[0]}{escaped}{_ISOLATED[1]}" if piece.language and piece.right_to_left else escaped


def _note(note: Note) -> str:
    told = f" **⚠ {_escaped(note.warning)}**" if note.warning else ""
    return f"[^{note.number}]: {_at_start(''.join(_piece(each) for each in note.pieces))}{told}"


def _source(source: Source, manuscript: Manuscript) -> str:
    rows = [f"**{_escaped(source.name.text)}**"]
    if source.title is not None:
        rows.append(_piece(source.title))
    rows += [_escaped(" · ".join(source.facts)), _escaped(source.cited)]
    if source.url:
        rows.append(f"{_escaped(manuscript.say('briefing.original'))}<{source.url}>")
    return "- " + "  \n  ".join(each for each in rows if each)


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text).replace("&", "&amp;")


def _at_start(text: str) -> str:
    """``12. …`` at the beginning of a line is the document's number, not a list of ours."""
    return _BLOCK_START.sub(lambda at: f"{at[1]}{at[2]}\\{at[3]}" if at[2] else f"{at[1]}\\{at[4]}", text)
