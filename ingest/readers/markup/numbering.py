"""What a list prints before its items: the number that the format counts, as a reader of the page sees it."""

from __future__ import annotations

from ingest.readers.markup.tree import Tree

ORDERED = ("ol",)
LISTS = ("ol", "ul", "menu", "dir")
BULLET = "• "
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_ALIASES = {
    "lower-latin": "lower-alpha",
    "upper-latin": "upper-alpha",
    "decimal-leading-zero": "decimal",
    **dict.fromkeys(["simp-chinese-informal", "trad-chinese-informal", "cjk-decimal"], "cjk-ideographic"),
    **dict.fromkeys(["disc", "circle", "square"], "bullet"),
}
_STYLES = frozenset(
    ["decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman", "cjk-ideographic", "bullet"]
)
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_DIGITS_ZH = "〇一二三四五六七八九"


def markers_of(tree: Tree, index: int) -> dict[int, str]:
    """The printed marker of each item of a list, by the item's node; "" for an item that shows none.

    A letter is printed ``(a)`` and a small Roman number ``(i)``, as the Organization prints them; a list of numbers in
    another one ``(1)``, since ``1.`` would open a paragraph of the outer count.
    """
    node = tree.nodes[index]
    items = [child for child in tree.children(index) if tree.nodes[child].tag == "li"]
    if node.tag not in ORDERED:
        shown = _style(tree, index) or "bullet"
        return {item: _printed(0, _style(tree, item) or shown, nested=False) for item in items}
    step = -1 if "reversed" in node.attributes else 1
    start = _whole(node.attributes.get("start", ""))
    count = start if start is not None else (len(items) if step < 0 else 1)
    style = _style(tree, index) or "decimal"
    nested = any(tree.nodes[outer].tag in ORDERED for outer in tree.ancestors(index))
    found: dict[int, str] = {}
    for item in items:
        value = _whole(tree.nodes[item].attributes.get("value", ""))
        count = count if value is None else value
        found[item] = _printed(count, _style(tree, item) or style, nested=nested)
        count += step
    return found


def _style(tree: Tree, index: int) -> str:
    node = tree.nodes[index]
    declared = f"{node.style('list-style-type')} {node.style('list-style')}".replace("!important", " ").split()
    for word in declared:
        if word == "none":
            return "none"
        if (name := _ALIASES.get(word, word)) in _STYLES:
            return name
    kind = node.attributes.get("type", "").strip()
    return _TYPES.get(kind) or _ALIASES.get(kind.lower(), "")


def _printed(count: int, style: str, *, nested: bool) -> str:
    if style == "none":
        return ""
    if style == "bullet":
        return BULLET
    if style == "lower-alpha" and count > 0:
        return f"({_letters(count)}) "
    if style == "lower-roman" and 0 < count < 400:
        return f"({_roman(count)}) "
    if style == "upper-alpha" and count > 0:
        return f"{_letters(count).upper()}. "
    if style == "upper-roman" and 0 < count < 400:
        return f"{_roman(count).upper()}. "
    if style == "cjk-ideographic" and 0 < count < 100:
        return f"{_chinese(count)}、"
    return f"({count}) " if nested else f"{count}. "


def _letters(count: int) -> str:
    """1 → a, 26 → z, 27 → aa."""
    text = ""
    while count > 0:
        count, rest = divmod(count - 1, 26)
        text = chr(97 + rest) + text
    return text


def _roman(count: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (count // value)
        count %= value
    return text


def _chinese(count: int) -> str:
    tens, ones = divmod(count, 10)
    head = "" if not tens else "十" if tens == 1 else _DIGITS_ZH[tens] + "十"
    return head + (_DIGITS_ZH[ones] if ones or not tens else "")


def _whole(text: str) -> int | None:
    text = text.strip()
    return (
        int(text) if text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() and len(text) < 7 else None
    )
