"""Tables: rows of cells that belong together, or a grid that only places blocks on the page."""

from __future__ import annotations

import re

from ingest.furniture import SYMBOL_LINE
from ingest.markers import marker_of
from ingest.readers.markup.tree import Tree

_SECTIONS = ("thead", "tbody", "tfoot")
_CELLS = ("td", "th")
_BLOCKS = frozenset(["p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "br"])
LONG_CELL = 600
"""Characters of a cell that is a text of its own, where it also has several paragraphs."""
MASTHEAD_ROWS = 6
"""A table of no more rows that prints a symbol alone in a cell is the masthead of a document."""


def rows_of(tree: Tree, index: int, passed: set[int]) -> list[list[int]]:
    """The cells of each row that is shown, by their nodes."""
    rows: list[list[int]] = []
    stack = list(tree.children(index))[::-1]
    while stack:
        child = stack.pop()
        node = tree.nodes[child]
        if child in passed:
            continue
        if node.tag == "tr":
            cells = [c for c in tree.children(child) if tree.nodes[c].tag in _CELLS and c not in passed]
            if cells:
                rows.append(cells)
        elif node.tag in _SECTIONS:
            stack += list(tree.children(child))[::-1]
    return rows


def is_grid(tree: Tree, index: int, rows: list[list[int]]) -> bool:
    """The table only places blocks: its cells are read one after the other as blocks."""
    node = tree.nodes[index]
    inner = range(index + 1, node.end)
    if node.has("role", "presentation", "none") or any(tree.nodes[i].tag == "table" for i in inner):
        return True
    filled = [[cell for cell in row if tree.words(cell)] for row in rows]
    filled = [row for row in filled if row]
    if len(filled) < 2 or max(len(row) for row in filled) < 2:
        return True
    if any(tree.nodes[i].tag in ("th", "thead", "caption") for i in inner):
        return False
    texts = [tree.words(cell) for row in filled for cell in row]
    if (
        len(filled) <= MASTHEAD_ROWS
        and any(SYMBOL_LINE.fullmatch(text) for text in texts)
        and not _has_text_above(tree, index)
    ):
        return True
    return any(len(tree.words(cell)) > LONG_CELL and _blocks_in(tree, cell) > 1 for row in filled for cell in row)


def is_list(tree: Tree, rows: list[list[int]]) -> bool:
    """Each row is a number, letter or bullet in a cell of its own, and the words that it stands before."""
    if not rows:
        return False
    for row in rows:
        filled = [text for cell in row if (text := tree.words(cell))]
        if len(filled) != 2 or not is_bare_marker(filled[0]):
            return False
    return True


def is_bare_marker(text: str) -> bool:
    """``1.``, ``(a)``, ``•``: a marker and nothing else; a bare figure is a cell like any other."""
    marker = marker_of(f"{text} x")
    return marker is not None and marker.printed.strip() == text.strip() and not re.fullmatch(r"[A-Z\d]+", text)


def _blocks_in(tree: Tree, cell: int) -> int:
    return sum(tree.nodes[i].tag in _BLOCKS for i in range(cell, tree.nodes[cell].end))


def _has_text_above(tree: Tree, index: int) -> bool:
    """Something is printed between the body's beginning and this table."""
    around = set(tree.ancestors(index))
    body = next((outer for outer in around if tree.nodes[outer].tag == "body"), 0)
    return any(tree.nodes[i].text.strip() for i in range(body, index))
