"""Markup as its reader sees it: blocks become lines, white space collapses, lists and tables are printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from ingest.joining import join
from ingest.lines import Line, is_finished, split_lines, width
from ingest.markers import marker_of
from ingest.readers.markup.chrome import printed_parts
from ingest.readers.markup.notes import Notes, find_notes, without_mark
from ingest.readers.markup.numbering import BULLET, LISTS, markers_of
from ingest.readers.markup.tables import is_grid, is_list, rows_of
from ingest.readers.markup.tree import Node, Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BLOCKS = frozenset(
    [
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
            "dir",
            "div",
        ),
        *(
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "frameset",
            "header",
            "hgroup",
            "hr",
            "html",
        ),
        *(
            "legend",
            "li",
            "main",
            "menu",
            "noframes",
            "ol",
            "p",
            "section",
            "summary",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
        ),
        *("thead", "tr", "ul", "h1", "h2", "h3", "h4", "h5", "h6"),
    ]
)
_VERBATIM = ("pre", "listing", "xmp", "plaintext")
_BREAK = "\v"
"""A line break that the author set; white space of the source never holds one."""
_INDENTED = re.compile(r"[ \t\r\n]*(?:\u3000|\u00a0[ \r\n]*\u00a0)")
_SUPERSCRIPT = str.maketrans("0123456789-−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺")
_IN_BRACKETS = re.compile(r"\[(\[\^[^\]\s]{1,20}\])\]")
SENTENCE = 40
"""Columns of a line that is a paragraph by itself, where line breaks alone part the paragraphs of a block."""
WHOLE = 0.8
"""A page whose text is preformatted to such a share is a plain text in an HTML cover."""


def lines_of(tree: Tree, *, whole: bool = False) -> tuple[Line, ...]:
    """The printed lines of a page; ``whole``: of a book, of which no part is taken for a page's surroundings.

    Every block opens a paragraph (``literal``). A single line break within a block does not, unless number or preamble
    verb shows it, so its line is left for ``ingest.mending`` to judge.
    """
    notes = find_notes(tree)
    roots, passed = printed_parts(tree, kept=frozenset(notes.blocks), whole=whole)
    passed |= notes.dropped
    if preformatted := _preformatted(tree):
        return split_lines(preformatted)
    flow = Flow(tree, notes, passed)
    for root in roots:
        flow.walk(root)
    flow.print_notes()
    return tuple(flow.lines)


def _preformatted(tree: Tree) -> str:
    places = [index for tag in _VERBATIM for index in tree.find(tag)]
    if len(places) != 1:
        return ""
    text = _as_typed(tree, places[0], set())
    body = next(tree.find("body"), 0)
    return text if len("".join(text.split())) >= WHOLE * max(1, len("".join(tree.words(body).split()))) else ""


def _as_typed(tree: Tree, index: int, passed: set[int]) -> str:
    pieces: list[str] = []
    place, end = index, tree.nodes[index].end
    while place < end:
        node = tree.nodes[place]
        if place in passed:
            place = node.end
            continue
        pieces.append("\n" if node.tag == "br" else node.text)
        place += 1
    return "".join(pieces)


@dataclass(slots=True)
class Flow:
    """Walks through a tree; ``lines`` are those printed so far."""

    tree: Tree
    notes: Notes
    passed: set[int]
    lines: list[Line] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    """The words of the block that is open."""
    open: list[tuple[int, Callable[[], None]]] = field(default_factory=list)
    """What is done at which node, where an element ends."""
    markers: dict[int, str] = field(default_factory=dict)
    """What is printed before the words of a node."""
    pending: list[str] = field(default_factory=list)
    """Markers of the items that are open and have printed no word yet."""
    level: int = 0
    depth: int = 0
    """Lists around the current place."""

    def walk(self, root: int) -> None:
        """Print a node and all in it."""
        index, end = root, self.tree.nodes[root].end
        while index < end:
            self._close(index)
            node = self.tree.nodes[index]
            if index in self.passed or (index in self.notes.blocks and index != root):
                if node.tag in _BLOCKS:
                    self.flush()
                index = node.end
            elif label := self.notes.marks.get(index):
                words = self.tree.words(index)
                self.buffer.append(f"{words if len(words) > 12 else ''}[^{label}]")
                index = node.end
            elif node.tag:
                index = self._element(index, node, root=index == root)
            else:
                self.buffer.append(node.text)
                index += 1
        self._close(end)
        self.flush()

    def print_notes(self) -> None:
        """Print the footnotes behind the text, each as one line."""
        for block, label in sorted(self.notes.blocks.items()):
            if words := without_mark(self.words(block), label):
                self._print(f"[^{label}]: {words}")

    def words(self, root: int) -> str:
        """A node's words as one line."""
        inner = Flow(self.tree, self.notes, self.passed)
        inner.walk(root)
        return join(line.text for line in inner.lines)

    def _close(self, index: int) -> None:
        while self.open and self.open[-1][0] <= index:
            self.open.pop()[1]()

    def _element(self, index: int, node: Node, *, root: bool) -> int:
        """Take an element; the node to go on with."""
        tag = node.tag
        if tag == "br":
            self.buffer.append(_BREAK)
        elif tag in _VERBATIM:
            self.flush()
            self._verbatim(_as_typed(self.tree, index, self.passed))
            return node.end
        elif (
            tag == "sup"
            and node.end - index < 20
            and re.fullmatch(r"[-−+]?\d{1,4}", words := self.tree.words(index))
            and not self._marks_in(node, index)
        ):
            self.buffer.append(words.translate(_SUPERSCRIPT))
            return node.end
        elif tag == "q":
            self.buffer.append("“")
            self.open.append((node.end, partial(self.buffer.append, "”")))
        elif tag in _BLOCKS or node.style("display") in ("block", "list-item", "table", "flex", "grid"):
            self.flush()
            return self._block(index, node, root=root)
        return index + 1

    def _marks_in(self, node: Node, index: int) -> bool:
        return any(inner in self.notes.marks for inner in range(index, node.end))

    def _block(self, index: int, node: Node, *, root: bool) -> int:
        self.open.append((node.end, self.flush))
        if node.tag in LISTS:
            self.markers |= markers_of(self.tree, index)
            self.open.append((node.end, partial(setattr, self, "depth", self.depth)))
            self.depth += 1
        elif node.tag == "table":
            return self._table(index, node)
        elif len(node.tag) == 2 and node.tag[0] == "h" and node.tag[1].isdigit():
            self.open.append((node.end, partial(self._end_heading, self.level)))
            self.level = int(node.tag[1])
        marker = self.markers.get(index, BULLET if node.tag == "li" and not root and not self.depth else "")
        if marker:
            self.open.append((node.end, partial(self._drop_pending, len(self.pending))))
            self.pending.append(marker)
        return index + 1

    def _end_heading(self, level: int) -> None:
        self.flush()
        self.level = level

    def _drop_pending(self, count: int) -> None:
        """An item that printed no word prints no marker."""
        self.flush()
        del self.pending[count:]

    def _table(self, index: int, node: Node) -> int:
        rows = rows_of(self.tree, index, self.passed)
        nested = any(self.tree.nodes[inner].tag == "table" for inner in range(index + 1, node.end))
        if numbered := not nested and is_list(self.tree, rows):
            for row in rows:
                mark, item = [cell for cell in row if self.tree.words(cell)]
                self.markers[item] = f"{self.tree.words(mark)} "
                self.passed.add(mark)
        if nested or numbered or is_grid(self.tree, index, rows):
            return index + 1
        for child in self.tree.children(index):
            if self.tree.nodes[child].tag == "caption" and (words := self.words(child)):
                self._print(words)
        for row in rows:
            cells = [self.words(cell) for cell in row]
            if any(cells):
                self._print(" | ".join(cells), verbatim=True)
        return node.end

    def _verbatim(self, text: str) -> None:
        for count, line in enumerate(split_lines(text)):
            self._print(line.text, verbatim=True, literal=count == 0 or line.blanks > 0, indent=line.indent)

    def flush(self) -> None:
        """Print the words of the open block."""
        if not self.buffer:
            return
        raw = "".join(self.buffer)
        self.buffer.clear()
        for paragraph in _paragraphs(raw):
            pieces = [join(paragraph)] if self.level else paragraph
            for count, piece in enumerate(pieces):
                self._print(self._marked(piece), literal=count == 0, level=self.level)

    def _marked(self, text: str) -> str:
        """The words behind the marker of their item, unless they bring their own."""
        marker = "".join(self.pending)
        self.pending.clear()
        if not marker:
            return text
        own, counted = marker_of(text), marker_of(f"{marker}x")
        if own is not None and (marker == BULLET or (counted is not None and counted.label == own.label)):
            return text
        return marker + text

    def _print(
        self, text: str, *, literal: bool = True, verbatim: bool = False, level: int = 0, indent: int | None = None
    ) -> None:
        self.lines.append(
            Line(
                len(self.lines) + 1,
                _IN_BRACKETS.sub(r"\1", text),
                indent=2 * max(0, self.depth - 1) if indent is None else indent,
                blanks=1 if literal else 0,
                level=level,
                literal=literal,
                verbatim=verbatim,
            )
        )


def _paragraphs(raw: str) -> Iterator[list[str]]:
    """The lines of each paragraph of a block: an empty line or an indent parts them, and so do breaks behind sentences."""
    current: list[str] = []
    for piece in raw.split(_BREAK):
        text = _collapsed(piece)
        if current and (not text or _INDENTED.match(piece)):
            yield from _parted(current)
            current = []
        if text:
            current.append(text)
    if current:
        yield from _parted(current)


def _parted(pieces: list[str]) -> list[list[str]]:
    if len(pieces) >= 3 and all(is_finished(piece) and width(piece) >= SENTENCE for piece in pieces):
        return [[piece] for piece in pieces]
    return [pieces]


def _collapsed(text: str) -> str:
    """White space as a browser shows it; a line break of the source between Chinese characters is nothing."""
    if "\n" in text or "\r" in text:
        text = join(piece for line in re.split(r"[\r\n]+", text) if (piece := line.strip(" \t\u00a0")))
    return re.sub(r"[ \t\u00a0]+", " ", text).strip()
