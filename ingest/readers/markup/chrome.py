"""What of a page is the document, and what stands around it: menus, banners, forms, scripts.

A plain document (saved by a word processor or the document system, or typed by hand) has no such thing and must lose
nothing. So a part goes only where the page itself says what it is: by its element or role, by a name that every site
gives to it, or because it is nothing but links. ``<main>`` or ``<article>`` narrow the page where they hold enough of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.readers.markup.tree import Node, Tree

NEVER = frozenset(
    [
        *("script", "style", "template", "noscript", "iframe", "object", "embed", "applet", "audio", "video", "canvas"),
        *("svg", "map", "link", "meta", "base", "title", "xml", "select", "option", "datalist", "textarea", "button"),
        *("input", "progress", "meter", "dialog", "rt", "rp", "rtc", "del", "nav", "frame", "head"),
    ]
)
"""Elements that are no words of the document. ``head`` only holds data: what is printed the parser moves out of it."""
_ROLES = (
    "navigation",
    "search",
    "banner",
    "contentinfo",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "toolbar",
    "alert",
)
_UNSEEN = ("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "skip-link", "skiplink", "noprint")
_NAMED = re.compile(
    r"(?:cookie|consent|gdpr|breadcrumb|pagination|newsletter|subscri(?:be|ption)|social|share|sharing|sharethis|addthis"
    r"|advert(?:isement)?|ads?|sponsor(?:ed)?|related|recommend(?:ed|ations?)?|sidebar|comments?|respond|disqus|navbar|navigation"
    r"|nav|menu|topbar|toolbar|masthead-nav|site-header|site-footer|page-footer|footer|copyright|login|popup|modal|promo)"
    r"(?:[-_](?:bar|banner|box|block|area|section|list|links?|buttons?|notice|popup|overlay|nav|wrap(?:per)?|container|content"
    r"|posts?|articles?|menu|widget|thread|form|us|icons?|top|bottom|left|right|main|primary|secondary))*"
)
"""Names (a whole class or id) that sites give to what stands around a text."""
_BOXES = frozenset(
    ["div", "section", "ul", "ol", "aside", "table", "td", "header", "footer", "form", "p", "menu", "center"]
)
_CONTROLS = frozenset(["input", "select", "textarea", "button"])
SHORT_ICON = 20
SHORT_FORM = 200
"""Characters of a form that is no more than its labels."""
ENOUGH, MOST = 500, 0.3
"""A marked main part is believed from so many characters on, or with such a share of the page."""
SMALL = 0.3
"""What stands around a text is no larger share of the page."""
LINKS = 0.75
"""Share of link text from which a box is a menu."""
SHORT_LINK = 30
"""Characters of a link in a menu, on average."""


@dataclass(slots=True)
class Extent:
    """Sums over all nodes before each one, so that any part is measured at once however deep the page nests."""

    sums: dict[str, list[int]]
    """``shown``: characters without white space; ``linked``: those of links; ``link``, ``inner``, ``h1``, ``control``: nodes."""
    landmarks: bool
    """The page has a menu or a marked main part."""
    framed: bool
    """Something that a site puts around its texts is marked as such."""

    def of(self, tree: Tree, index: int, name: str = "shown") -> int:
        return self.sums[name][tree.nodes[index].end] - self.sums[name][index]


def printed_parts(tree: Tree, *, kept: frozenset[int], whole: bool) -> tuple[list[int], set[int]]:
    """The nodes to read, in order, and the nodes in them to pass over.

    ``kept``: nodes (footnotes) that are no chrome whatever they look like. ``whole``: every part is the document's (a
    chapter of a book), only what is never text goes.
    """
    hidden = {index for index, node in enumerate(tree.nodes) if node.tag and _is_hidden(tree, index, node)} - kept
    if whole:
        return [0], hidden
    extent = _measure(tree, hidden)
    total = extent.of(tree, 0)
    holders = _around(tree, kept)
    root = _main_part(tree, extent, total)
    passed = set(hidden)
    index, end = root, tree.nodes[root].end
    while index < end:
        node = tree.nodes[index]
        if index in passed or (
            index not in holders and index != root and _is_chrome(tree, extent, index, total=total, inside=root != 0)
        ):
            passed.add(index)
            index = node.end
        else:
            index += 1
    if _left(tree, extent, root, passed) == 0 < total:
        return [0], hidden  # a page of nothing but links is a page of links
    title = _title_outside(tree, extent, root, hidden)
    return [*title, root], passed


def _around(tree: Tree, kept: frozenset[int]) -> set[int]:
    """These nodes and all around them."""
    found: set[int] = set()
    for index in kept:
        for outer in (index, *tree.ancestors(index)):
            if outer in found:
                break
            found.add(outer)
    return found


def _is_hidden(tree: Tree, index: int, node: Node) -> bool:
    if node.tag in NEVER:
        return True
    if node.tag in ("s", "strike"):
        # one that was never closed holds whole paragraphs
        return node.end - index < 50 and not any(tree.nodes[i].tag in ("p", "div") for i in range(index, node.end))
    attributes = node.attributes
    if not attributes:
        return False
    if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
        return True
    if "style" in attributes:
        if node.style("display").startswith("none") or node.style("visibility").startswith(("hidden", "collapse")):
            return True
        if node.style("mso-hide") == "all":
            return True
    if (
        attributes.get("aria-hidden", "").lower() == "true"
        and node.end - index < 50
        and len(tree.words(index)) <= SHORT_ICON
    ):
        return True
    return node.has("class", *_UNSEEN) or node.has("role", "doc-toc", "doc-pagelist")


def _measure(tree: Tree, hidden: set[int]) -> Extent:
    sums: dict[str, list[int]] = {name: [0] for name in ("shown", "linked", "link", "inner", "h1", "control")}
    hidden_until = linked_until = 0
    for index, node in enumerate(tree.nodes):
        if index in hidden:
            hidden_until = max(hidden_until, node.end)
        link = node.tag == "a" and bool(node.attributes.get("href"))
        if link:
            linked_until = max(linked_until, node.end)
        length = 0 if node.tag or index < hidden_until else len("".join(node.text.split()))
        steps = {
            "shown": length,
            "linked": length if index < linked_until else 0,
            "link": link,
            "inner": index in tree.links,
            "h1": node.tag == "h1",
            "control": node.tag in _CONTROLS,
        }
        for name, step in steps.items():
            sums[name].append(sums[name][-1] + step)
    tags = {node.tag for node in tree.nodes}
    framed = bool(tags & {"nav", "header", "footer", "aside"}) or any(node.has("role", *_ROLES) for node in tree.nodes)
    return Extent(sums, bool(tags & {"main", "article", "nav"}), framed)


def _main_part(tree: Tree, extent: Extent, total: int) -> int:
    """The node of the page's one main part; 0 where the page marks none."""

    def believed(index: int) -> bool:
        return extent.of(tree, index) >= min(ENOUGH, MOST * total) and extent.of(tree, index) > 0

    mains = [i for i, node in enumerate(tree.nodes) if node.tag == "main" or node.has("role", "main")]
    mains = [index for index in mains if believed(index)]
    if mains:
        return max(mains, key=lambda index: extent.of(tree, index))
    articles: list[int] = []
    for index in (i for i, node in enumerate(tree.nodes) if node.tag == "article" or node.has("role", "article")):
        if not articles or index >= tree.nodes[articles[-1]].end:
            articles.append(index)
    sizes = sorted((extent.of(tree, index) for index in articles), reverse=True)
    if not sizes or (len(sizes) > 1 and sizes[1] > sizes[0] / 4):
        return 0  # several texts on one page
    if not extent.framed:
        return 0  # no site: what stands beside the article is the document's too
    largest = max(articles, key=lambda index: extent.of(tree, index))
    return largest if believed(largest) else 0


def _is_chrome(tree: Tree, extent: Extent, index: int, *, total: int, inside: bool) -> bool:
    """Whether a node is around the text. ``inside``: it stands in a marked main part, whose header is the text's own."""
    node = tree.nodes[index]
    size = extent.of(tree, index)
    if not node.tag or not size or node.tag in ("body", "html", "main", "article"):
        return False
    if node.attributes and _is_named_chrome(node, size / total):
        return True
    links = extent.of(tree, index, "linked")
    if node.tag == "footer":
        return size <= SMALL * total
    if node.tag == "aside":
        return inside or links >= size / 2 or extent.landmarks
    if node.tag == "header" and not inside:
        return not extent.of(tree, index, "h1") and size <= SMALL * total
    if node.tag == "form":
        return extent.of(tree, index, "control") > 0 and size <= min(SHORT_FORM, total / 2)
    # three and more short links that lead out of the page, and hardly a word besides
    count = extent.of(tree, index, "link")
    out = count >= 3 and not extent.of(tree, index, "inner")
    return node.tag in _BOXES and out and links >= LINKS * size and links <= SHORT_LINK * count


def _is_named_chrome(node: Node, share: float) -> bool:
    """Its role, or a class or id that every site uses, says what it is, and it is no large part of the page."""
    if node.has("role", *_ROLES) and share <= 0.5:
        return True
    if node.tag == "div" and node.attributes.get("title", "").lower() in ("header", "footer"):
        return True  # the running head and foot of a saved text document
    names = f"{node.attributes.get('class', '')} {node.attributes.get('id', '')}".lower().split()
    return node.tag in _BOXES and share <= SMALL and any(_NAMED.fullmatch(name) for name in names)


def _left(tree: Tree, extent: Extent, root: int, passed: set[int]) -> int:
    outer = 0
    end = 0
    for index in sorted(passed):
        if tree.nodes[root].end > index >= max(end, root):
            outer += extent.of(tree, index)
            end = tree.nodes[index].end
    return extent.of(tree, root) - outer


def _title_outside(tree: Tree, extent: Extent, root: int, hidden: set[int]) -> list[int]:
    """The page's only first heading, where the main part has none of its own."""
    if not root:
        return []
    heads = [index for index in tree.find("h1") if extent.of(tree, index) and index not in hidden]
    if len(heads) != 1 or root <= heads[0] < tree.nodes[root].end or heads[0] > root:
        return []
    return heads
