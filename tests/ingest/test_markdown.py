"""Markdown: paragraphs, lists, tables and footnotes as CommonMark and GitHub print them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.readers.markdown import read


def printed(text: str) -> list[str]:
    """The printed lines; ``+`` before one that goes on with the line above, ``|`` before a verbatim one."""
    lines = next(read(text.encode(), path=Path("x.md"))).lines
    return [
        ("" if line.literal else "+")
        + (f"h{line.level} " if line.level else "")
        + ("|" if line.verbatim else "")
        + line.text
        for line in lines
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("- one\n  goes on\n- two\n\n  more of two", ["- one", "+goes on", "- two", "more of two"]),
        ("The year was\n1960. It was cold.", ["The year was", "+1960. It was cold."]),
        ("Decides:\n1. one\n2. two", ["Decides:", "1. one", "2. two"]),
        ("1. a\n   1. in\n   2. in\n2. b\n\n3. c", ["1. a", "(1) in", "(2) in", "2. b", "3. c"]),
        ("1. a\n1. b\n\n1. c\n\ntext\n\n1. d", ["1. a", "2. b", "3. c", "text", "1. d"]),
        ("1. a\n\n    in a\n\n    - in a\n2. b", ["1. a", "in a", "- in a", "2. b"]),
        ("A | B\n--- | :-:\na | b\nc |\n\nafter | all", ["|A | B", "|a | b", "|c", "after | all"]),
        ("| A | B |\n|---|---|\n| a \\| b | |\n", ["|A | B", "|a | b | "]),
        ("W[^1].\n\n[^1]: Note\n    on.\n\n    More.\n\nAfter.", ["W[^1].", "[^1]: Note on. More.", "After."]),
        ("~~~~\n```\n# code\n~~~~\ntext", ["|```", "+|# code", "text"]),
        ("one  \ntwo\\\nthree", ["one", "+two", "+three"]),
        ("> one\n> on\n>\n> two", ["one", "+on", "two"]),
        ("a <!-- no\nno --> b\n\n<div align=x>\n\n**c**\n\n</div>", ["a", "+b", "c"]),
        ("[a](http://x.y/(z)) <https://a.b> &amp; &lt;x&gt;", ["a https://a.b & <x>"]),
        ("T\n==\n\nS\n---\ntext\n## H ##\n#tag", ["h1 T", "h2 S", "text", "h2 H", "#tag"]),
    ],
)
def test_markdown_is_read_as_it_is_shown(text: str, lines: list[str]) -> None:
    assert printed(text) == lines
