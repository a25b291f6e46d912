"""Footnotes of a page or book: links that are marks, the notes that they lead to, and the links back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from ingest.readers.markup.tree import Node, Tree

_MARK = re.compile(
    r"[\[(（【〔［]?\s*(?:注|註|note\s|n\.\s?)?\s*(?P<mark>\d{1,4}|[a-z]{1,2}|[ivxlc]{1,6}|[*＊†‡§¶]{1,4}|[⁰¹²³⁴-⁹]{1,4})\s*"
    r"[\])）】〕］]?[.]?",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"[\^↑↩⏎⤴↵←⬆▲\ufe0e\ufe0f\s]+|[a-z]|\(?(?:back|return|retour|volver|назад|返回(?:正文)?|回到正文)\)?", re.IGNORECASE
)
_AFTER_BACK = re.compile(r"[\s\^↑↩⏎⤴↵←⬆▲\ufe0e\ufe0f]+")
_SEPARATORS = re.compile(r"[\s,，、;；\[\]()（）［］–-]*")
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹＊", "0123456789*")
_REFERENCE = ("noteref", "doc-noteref")
_NOTE = ("footnote", "endnote", "rearnote", "note", "doc-footnote", "doc-endnote")
_BLOCKS = frozenset(["li", "p", "div", "aside", "dd", "tr", "section", "blockquote"])
_HOLDERS = frozenset(["li", "aside", "dd", "div"])
_INLINE = ("sup", "span", "b", "i", "em", "strong", "font", "small", "u")
_CLIMB = 6
"""A note's own block is no further around its anchor."""
_LARGEST = 2_000
"""Nodes of a note; what has more is looked at no closer."""


@dataclass(slots=True)
class Notes:
    """``marks``: the label printed in place of a node; ``blocks``: the label of each note by its block; ``dropped``: links back."""

    marks: dict[int, str] = field(default_factory=dict)
    blocks: dict[int, str] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)


def find_notes(tree: Tree) -> Notes:
    """Tie the marks of a tree to its notes. A label that another note already has gets a count: ``1.2``."""
    found = Notes()
    used: dict[str, int] = {}
    for link, place in tree.links.items():
        target = tree.anchors.get(place)
        if target is None:
            continue
        typed = _is_typed(tree.nodes[link], _REFERENCE)
        match = _MARK.fullmatch(tree.words(link))
        if match is None and not typed:
            continue
        block = _block_of(tree, target)
        if block is None or block <= link < tree.nodes[block].end:
            continue
        if block not in found.blocks:
            mark = match["mark"].translate(SUPERSCRIPTS) if match else ""
            if not _is_note(tree, link, target, block, mark=mark, typed=typed):
                continue
            mark = mark or str(len(found.blocks) + 1)
            used[mark] = used.get(mark, 0) + 1
            found.blocks[block] = mark if used[mark] == 1 else f"{mark}.{used[mark]}"
        found.marks[link] = found.blocks[block]
    _drop_links_back(tree, found)
    _widen(tree, found)
    return found


def without_mark(text: str, label: str) -> str:
    """The words of a note without the mark and the arrows before them."""
    text = _AFTER_BACK.sub("", text, count=1) if _AFTER_BACK.match(text) else text
    mark = re.escape(label.partition(".")[0])
    superscript = label.partition(".")[0].translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    bare = re.sub(
        rf"^(?:[\[(（【〔［]?\s*{mark}\s*[\])）】〕］]?[.．:：、]?(?!\d)|{re.escape(superscript)})\s*",
        "",
        text,
        count=1,
    )
    return re.sub(r"[\s↑↩⏎⤴↵←⬆▲\ufe0e\ufe0f]+$", "", bare) or text


def _is_typed(node: Node, types: tuple[str, ...]) -> bool:
    return node.has("epub:type", *types) or node.has("role", *types)


def _block_of(tree: Tree, target: int) -> int | None:
    """The block that a note's anchor stands for: all paragraphs of a note, none of the next."""
    around = [target, *islice(tree.ancestors(target), _CLIMB - 1)]
    for index in around:
        if _is_typed(tree.nodes[index], _NOTE):
            return index
    block = next((index for index in around if tree.nodes[index].tag in _BLOCKS), None)
    if block is None or any(
        tree.nodes[index].tag in ("h1", "h2", "h3", "h4") for index in around[: around.index(block) + 1]
    ):
        return None
    outer = tree.nodes[block].parent
    if tree.nodes[block].tag != "p" or outer <= 0 or tree.nodes[outer].tag not in _HOLDERS:
        return block
    first = next((child for child in tree.children(outer) if tree.nodes[child].tag), block)
    named = tree.nodes[outer].tag == "li" or any(key in tree.nodes[outer].attributes for key in ("id", "name"))
    # a box around all notes holds more anchors of notes than one
    anchors = sum(1 for index in range(outer, tree.nodes[outer].end) if index in tree.links)
    return outer if first == block and named and (tree.nodes[outer].tag == "li" or anchors <= 2) else block


def _is_note(tree: Tree, link: int, target: int, block: int, *, mark: str, typed: bool) -> bool:
    if typed or _is_typed(tree.nodes[block], _NOTE):
        return True
    if target < link or tree.nodes[block].end - block > _LARGEST:
        return False
    if any(_leads_back(tree, inner, link) for inner in range(block, tree.nodes[block].end) if inner in tree.links):
        return True
    raised = tree.nodes[link].style("vertical-align") == "super" or any(
        tree.nodes[i].tag == "sup" for i in (*islice(tree.ancestors(link), 3), *range(link, tree.nodes[link].end))
    )
    opens = re.match(rf"[\[(（【〔［]?\s*{re.escape(mark)}(?!\d)", tree.words(block).translate(SUPERSCRIPTS))
    return raised and (bool(opens) or tree.nodes[block].tag == "li")


def _leads_back(tree: Tree, inner: int, link: int) -> bool:
    """A link in the note leads to the mark, or to what stands directly around or in it."""
    target = tree.anchors.get(tree.links[inner])
    if target is None:
        return False
    near = [link, *[i for i in islice(tree.ancestors(link), 3) if tree.nodes[i].tag in _INLINE]]
    return target in near or link < target < tree.nodes[link].end or (target < link <= tree.nodes[target].end + 3)


def _drop_links_back(tree: Tree, found: Notes) -> None:
    for block in found.blocks:
        for index in range(block, tree.nodes[block].end):
            if index not in tree.links or index in found.marks:
                continue
            target = tree.anchors.get(tree.links[index])
            words = tree.words(index)
            back = _BACK.fullmatch(words) or _MARK.fullmatch(words) or not words
            if target is not None and not block <= target < tree.nodes[block].end and back:
                found.dropped.add(index)


def _widen(tree: Tree, found: Notes) -> None:
    """Brackets and commas that stand around marks and hold nothing else go with them: ``<sup>[1], [2]</sup>``."""
    for link in list(found.marks):
        for outer in tree.ancestors(link):
            node = tree.nodes[outer]
            if node.tag not in _INLINE:
                break
            inside = _texts_beside(tree, outer, found)
            if inside is None:
                break
            found.dropped.update(inside)


def _texts_beside(tree: Tree, outer: int, found: Notes) -> list[int] | None:
    """The texts in a node that are not of marks; None where one of them is more than brackets and commas."""
    texts: list[int] = []
    index, end = outer + 1, tree.nodes[outer].end
    while index < end:
        node = tree.nodes[index]
        if index in found.marks:
            index = node.end
            continue
        if not node.tag:
            if not _SEPARATORS.fullmatch(node.text):
                return None
            texts.append(index)
        index += 1
    return texts
