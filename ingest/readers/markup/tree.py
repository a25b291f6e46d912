"""Markup as a flat list of nodes in the order of the text: no recursion, however deep it nests.

libxml2 reads the tag soup of thirty years of web pages and word processors (through lxml, which reading DOCX needs too) and
is by far the quickest. It is used as a stream of events: its tree gives up below 2,048 levels, its events do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.lines import INVISIBLE

_NOT_PRINTED = INVISIBLE | {0xAD: None, 0x0B: " ", 0x0C: " ", 0x85: " ", 0x2028: " ", 0x2029: " ", 0xFFFD: "\ufffd"}
"""Soft hyphens show nothing where no line is broken; line separators of plain text are white space here."""
_NO_ATTRIBUTES: dict[str, str] = {}
STYLE_PROPERTY = re.compile(r"(?:^|;)\s*([a-z-]+)\s*:\s*([^;]*)")


@dataclass(slots=True)
class Node:
    """An element, or (``tag`` empty) a text. ``end``: one past its last descendant."""

    tag: str
    parent: int
    attributes: dict[str, str]
    text: str = ""
    end: int = 0

    def has(self, name: str, *words: str) -> bool:
        """One of the words stands in an attribute that is a list of words."""
        value = self.attributes.get(name)
        return value is not None and not set(words).isdisjoint(value.lower().split())

    def style(self, name: str) -> str:
        """A property of its own style attribute, in small letters; "" where it sets none."""
        style = self.attributes.get("style", "").lower()
        return next((value.strip() for key, value in STYLE_PROPERTY.findall(style) if key == name), "")


@dataclass(slots=True)
class Tree:
    """The nodes of one or several files; node 0 stands around them all."""

    nodes: list[Node] = field(default_factory=lambda: [Node("", -1, _NO_ATTRIBUTES, end=1)])
    anchors: dict[str, int] = field(default_factory=dict)
    """Nodes by ``file#id``; a file itself by ``file``."""
    links: dict[int, str] = field(default_factory=dict)
    """What a link names, written as the anchors are; only links into the files themselves."""
    title: str = ""

    def add(self, markup: str, *, name: str = "") -> None:
        """Parse a file and put it behind those that are there. ``name``: what links of other files call it."""
        from lxml import etree

        builder = _Builder(self, name)
        parser = etree.HTMLParser(target=builder, huge_tree=True, encoding=None)
        # a declaration of the encoding is outdated once the bytes are characters
        parser.feed(re.sub(r"\A\s*<\?xml[^>]*\?>", "", markup.lstrip("\ufeff")) or " ")
        parser.close()

    def children(self, index: int) -> Iterator[int]:
        """The nodes directly in this one."""
        place, end = index + 1, self.nodes[index].end
        while place < end:
            yield place
            place = max(self.nodes[place].end, place + 1)

    def ancestors(self, index: int) -> Iterator[int]:
        """The elements around a node, the nearest first."""
        place = self.nodes[index].parent
        while place > 0:
            yield place
            place = self.nodes[place].parent

    def words(self, index: int) -> str:
        """All text in a node, white space collapsed, whether shown or not."""
        node = self.nodes[index]
        return " ".join("".join(inner.text for inner in self.nodes[index : node.end]).split())

    def find(self, *tags: str) -> Iterator[int]:
        return (index for index, node in enumerate(self.nodes) if node.tag in tags)


class _Builder:
    """Takes the parser's events."""

    def __init__(self, tree: Tree, name: str) -> None:
        self.tree, self.name = tree, name
        self.open = [0]
        self.pieces: list[str] = []
        tree.anchors.setdefault(name, len(tree.nodes))

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._write()
        index = len(self.tree.nodes)
        kept = {key.lower(): value or "" for key, value in attributes.items()} if attributes else _NO_ATTRIBUTES
        self.tree.nodes.append(Node(tag.lower(), self.open[-1], kept))
        self.open.append(index)
        for key in ("id", "name", "xml:id"):
            if anchor := kept.get(key):
                self.tree.anchors.setdefault(f"{self.name}#{anchor}", index)
        if tag == "a" and (place := self._resolved(kept.get("href", ""))):
            self.tree.links[index] = place

    def end(self, tag: str) -> None:
        self._write()
        tag = tag.lower()
        if self.tree.nodes[self.open[-1]].tag != tag and tag not in (self.tree.nodes[i].tag for i in self.open):
            return
        while len(self.open) > 1:
            node = self.tree.nodes[self.open.pop()]
            node.end = len(self.tree.nodes)
            if node.tag == tag:
                if tag == "title" and not self.tree.title and self.tree.nodes[node.parent].tag == "head":
                    self.tree.title = " ".join("".join(n.text for n in self.tree.nodes[node.end - 1 :]).split())
                return

    def data(self, text: str) -> None:
        self.pieces.append(text)

    def close(self) -> None:
        self._write()
        for index in self.open:
            self.tree.nodes[index].end = len(self.tree.nodes)

    def _write(self) -> None:
        if self.pieces:
            index = len(self.tree.nodes)
            text = "".join(self.pieces).translate(_NOT_PRINTED)
            self.tree.nodes.append(Node("", self.open[-1], _NO_ATTRIBUTES, text, index + 1))
            self.pieces.clear()

    def _resolved(self, link: str) -> str:
        """``#n1`` and ``notes.xhtml#n1`` as an anchor of the tree; "" for a link that leads out or to a whole file."""
        from posixpath import dirname, join, normpath
        from urllib.parse import unquote

        file, sign, anchor = link.strip().partition("#")
        if not sign or not anchor or ":" in file:
            return ""
        if not file or not self.name:
            # a saved page may name itself in full
            return f"{self.name}#{unquote(anchor)}" if not file else ""
        return f"{normpath(join(dirname(self.name), unquote(file)))}#{unquote(anchor)}"
