"""The words of one Word paragraph as a reader of the page sees them.

Tracked changes as if accepted; results of fields, not their codes; no hidden text and no comments. Content controls and
hyperlinks are looked through; text boxes are handed on, since their words are paragraphs of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.readers.docx_package import W, switch_of, value_of
from ingest.readers.docx_symbols import sign_of, without_private

if TYPE_CHECKING:
    from ingest.readers.docx_notes import Notes
    from ingest.readers.docx_package import Element
    from ingest.readers.docx_styles import Styles

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CONTAINERS = frozenset(
    W + name
    for name in (
        *("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo", "rubyBase"),
        "fldSimple",
    )
)
_BOX = f"{W}txbxContent"
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED = re.compile(r"\s*\d{1,3}(?:[,，、]?\s?\d{1,3})*\s*")
_SYMBOL_FIELD = re.compile(
    r"\s*SYMBOL\s+(?P<code>\d{1,9}|0x[0-9a-fA-F]{1,8})(?:.*?\\f\s+\"?(?P<font>[^\"\\]+))?", re.IGNORECASE
)
_COUNTED_FIELD = re.compile(r"\s*AUTONUM(?:LGL|OUT)?\b", re.IGNORECASE)
_CONTENTS_FIELD = re.compile(r"\s*TOC\b")
FIELDS_AT_MOST = 40
"""Fields that may be open within one another; in a file that never closes them the oldest are forgotten."""
_STARS = re.compile(r"[*＊]{1,4}|[†‡]{1,2}")
_TYPED_MARK = re.compile(r"\s*(?P<star>[*＊]{1,4}|[†‡]{1,2})|\s*(?P<other>[^\s\[\]]{1,4})")


@dataclass(slots=True)
class Words:
    """What one paragraph element prints."""

    text: str = ""
    """A line break is ``\\n``, a tab is ``\\t``."""
    page: int = 0
    """The page that its first word stands on; 0 where it has no words."""
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Mark and words of each note that it refers to, in order."""
    in_contents: bool = False
    """It was made by a field that draws up the table of contents."""
    goes_on: bool = False
    """Its end is deleted or hidden: the next paragraph is the rest of it."""


@dataclass(slots=True)
class _Field:
    code: str = ""
    shows: bool = False
    """Its code is behind us: what follows is its result."""


@dataclass(slots=True)
class Pages:
    """Which page we are on, as far as the file says. A page that was seen in print counts once, whoever else announced it."""

    current: int = 1
    rendered: bool = False
    """The program that saved the file noted where pages began."""
    _announced: bool = False

    def announce(self) -> None:
        """A break that the author set."""
        self.current += 1
        self._announced = True

    def see(self) -> None:
        """The program noted that a page began here."""
        self.rendered = True
        if not self._announced:
            self.current += 1
        self._announced = False

    def settle(self) -> None:
        """A word stands on the page."""
        self._announced = False


class Reader:
    """Reads the paragraphs of one story (the body, a header, a note) in their order; fields run on from one to the next."""

    def __init__(self, styles: Styles, *, notes: Notes | None = None, pages: Pages | None = None) -> None:
        self.styles = styles
        self.notes = notes
        self.pages = pages or Pages()
        self._fields: list[_Field] = []
        self._counted = 0
        self._parts: list[str] = []
        self._words = Words()
        self._style = ""
        self._note_due = ""
        """The words of a note whose mark is typed in the text: it comes next."""
        self._swallow = ""
        """What is printed twice if it comes next."""

    def read(self, paragraph: Element, *, style: str) -> Words:
        """The words of a ``w:p`` of this style."""
        self._parts, self._words, self._style, self._note_due = [], Words(), style, ""
        self._swallow = ""
        properties = paragraph.find(f"{W}pPr")
        mark = properties.find(f"{W}rPr") if properties is not None else None
        if mark is not None:
            deleted = mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None
            self._words.goes_on = deleted or bool(switch_of(mark, "vanish"))
        if switch_of(properties, "pageBreakBefore"):
            self.pages.announce()
        self._words.in_contents = self._in_contents()
        self._walk(paragraph)
        self._words.in_contents |= self._in_contents()
        # codes do not run on over paragraphs; a field that never shows its result must not swallow the rest of the file
        self._fields = [one for one in self._fields if one.shows]
        section = properties.find(f"{W}sectPr") if properties is not None else None
        if section is not None and value_of(section, "type") not in ("continuous", "nextColumn"):
            self.pages.announce()
        self._words.text = "".join(self._parts)
        return self._words

    def _in_contents(self) -> bool:
        return any(one.shows and _CONTENTS_FIELD.match(one.code) for one in self._fields)

    def _walk(self, element: Element) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child)
            elif tag in _CONTAINERS:
                if tag == f"{W}fldSimple":
                    self._open_field(_Field(child.get(W + "instr") or "", shows=True))
                    self._walk(child)
                    self._end_field(shown=len(child) > 0)
                else:
                    self._walk(child)
            elif tag == f"{_COMPATIBILITY}AlternateContent":
                self._walk(_chosen(child))
            elif isinstance(tag, str) and tag.startswith(_MATH):
                self._emit("".join(text.text or "" for text in child.iter(f"{_MATH}t")))

    def _run(self, run: Element) -> None:
        properties = run.find(f"{W}rPr")
        style = (value_of(properties, "rStyle") or "") if properties is not None else ""
        hidden = switch_of(properties, "vanish")
        if hidden is None and style:
            hidden = self.styles.hidden(style)
        if hidden is None:
            hidden = self.styles.hidden(self._style)
        font = value_of(properties, "rFonts", key="ascii") or ""
        raised = value_of(properties, "vertAlign")
        is_raised = raised == "superscript" if raised is not None else bool(style) and self.styles.raised(style)
        self._content(run, font=font, raised=is_raised, hidden=bool(hidden))

    def _content(self, run: Element, *, font: str, raised: bool, hidden: bool) -> None:
        for child in run:
            if self._field(child):
                continue
            tag = child.tag
            if tag == f"{W}lastRenderedPageBreak":
                self.pages.see()
            elif tag == f"{_COMPATIBILITY}AlternateContent":
                self._content(_chosen(child), font=font, raised=raised, hidden=hidden)
            elif hidden:
                continue
            elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                self._words.boxes += [box for box in child.iter(_BOX) if not _is_inside_box(box, child)]
            elif tag == f"{W}ruby":
                self._walk(child)
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self._refer(child)
            else:
                if tag == f"{W}br" and child.get(W + "type") == "page":
                    self.pages.announce()
                self._emit(_printed(child, font=font), raised=raised)

    def _field(self, child: Element) -> bool:
        """Follow the signs of a field; whether it was one."""
        if child.tag == f"{W}fldChar":
            self._turn_field(child.get(W + "fldCharType") or "")
        elif child.tag == f"{W}instrText":
            if self._fields and not self._fields[-1].shows:
                self._fields[-1].code += child.text or ""
        else:
            return False
        return True

    def _turn_field(self, kind: str) -> None:
        if kind == "begin":
            self._open_field(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shows = True
        elif kind == "end" and self._fields:
            self._end_field(shown=self._fields[-1].shows)

    def _open_field(self, opened: _Field) -> None:
        self._fields.append(opened)
        del self._fields[:-FIELDS_AT_MOST]

    def _end_field(self, *, shown: bool) -> None:
        """Some fields have no result in the file: the program prints them from their code."""
        code = self._fields.pop().code if self._fields else ""
        if shown:
            return
        if match := _SYMBOL_FIELD.match(code):
            self._emit(sign_of(int(match["code"], 0), match["font"] or ""))
        elif _COUNTED_FIELD.match(code):
            self._counted += 1
            self._emit(f"{self._counted}.")

    def _refer(self, reference: Element) -> None:
        if self.notes is None or not self._shows():
            return
        kind = reference.tag.removeprefix(W).removesuffix("Reference")
        identity = reference.get(W + "id") or ""
        if reference.get(W + "customMarkFollows") in ("1", "true", "on"):
            self._note_due = self.notes.text(kind, identity)
            return
        mark, text = self.notes.refer(kind, identity)
        if text:
            self._words.notes.append((mark, text))
            self._put(f"[^{mark}]")

    def _shows(self) -> bool:
        return all(one.shows for one in self._fields)

    def _emit(self, text: str, *, raised: bool = False) -> None:
        if not text or not self._shows():
            return
        swallowed, self._swallow = self._swallow, ""
        if swallowed and text.strip() == swallowed:
            return
        if self._note_due and (match := _TYPED_MARK.match(text)):
            text = self._typed_mark(match) + text[match.end() :]
        elif raised and _RAISED.fullmatch(text):
            text = text.translate(_SUPERSCRIPTS)
        self._put(text)

    def _typed_mark(self, match: re.Match[str]) -> str:
        """A note whose mark the author typed: a star stays as printed, any other is marked as the program's own are."""
        body, self._note_due = self._note_due.strip(), ""
        mark = match["star"] or match["other"]
        stars = _STARS.match(body)
        if match["star"] and stars and stars.group().startswith(mark):
            # of two stars the second may stand in a run of its own
            self._swallow = stars.group()[len(mark) :]
            mark = stars.group()
        # LibreOffice doubles the mark, in the text and in the note, when it turns .doc and .rtf into .docx
        self._swallow = self._swallow or mark
        body = (
            re.sub(rf"{re.escape(mark)}(?:\s+{re.escape(mark)}(?=\s))?\s*", "", body, count=1)
            if body.startswith(mark)
            else body
        )
        self._words.notes.append((mark, body))
        return mark if match["star"] else f"[^{mark}]"

    def _put(self, text: str) -> None:
        if not self._words.page and text.strip():
            self._words.page = self.pages.current
        if text.strip():
            self.pages.settle()
        self._parts.append(text)


def _printed(child: Element, *, font: str) -> str:
    """What one child of a run prints."""
    tag = child.tag
    if tag == f"{W}t":
        return without_private((child.text or "").replace("\u00ad", ""), font)
    if tag in (f"{W}tab", f"{W}ptab"):
        return "\t"
    if tag in (f"{W}br", f"{W}cr"):
        return "\n"
    if tag == f"{W}noBreakHyphen":
        return "-"
    if tag == f"{W}sym":
        code = child.get(W + "char") or ""
        return sign_of(int(code, 16), child.get(W + "font") or font) if re.fullmatch(r"[0-9A-Fa-f]{1,6}", code) else ""
    return ""


def _chosen(alternate: Element) -> Element:
    """Of the same thing said twice, for new programs and for old ones, the new one where it is not empty."""
    chosen = alternate.find(f"{_COMPATIBILITY}Choice")
    fallback = alternate.find(f"{_COMPATIBILITY}Fallback")
    if chosen is None or (fallback is not None and next(chosen.iter(f"{W}t"), None) is None):
        return fallback if fallback is not None else alternate
    return chosen


def _is_inside_box(box: Element, drawing: Element) -> bool:
    """A box within a box is read with the outer one; a fallback says the same again."""
    for above in box.iterancestors():
        if above is drawing:
            return False
        if above.tag == _BOX or (above.tag == f"{_COMPATIBILITY}Fallback" and _chosen(above.getparent()) is not above):
            return True
    return False
