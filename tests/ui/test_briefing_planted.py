"""Nothing of a document is obeyed by what opens a briefing: planted text is text."""

from __future__ import annotations

import io
import re

import docx
import pytest
from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from tests.ui.briefings import PINNED, TODAY, Held, parts_of, text_of
from ui.briefing.blocks import Block, Briefing, Heading, OwnText, PinnedAnswer, Unasked, pin_paragraph, quotation_of
from ui.briefing.export import export

PLANTED = (
    "=cmd|' /C calc'!A0 <script>alert(1)</script> ![x](https://elsewhere.example/x.png) [y](javascript:alert(1)) "
    "`c` *b* _i_ # h | & ]]> \x00\x08\x0b\x1b\x7f\ud800\ufffe\u202egnp.exe [^1] \u2028end"
)

HARMLESS = "gnp.exe"
TAGS = "html head meta title style body main header section h1 h2 h3 h4 p ul ol li blockquote sup a bdi strong"


@pytest.fixture(scope="module")
def planted() -> tuple[Briefing, Held]:
    held = Held(PLANTED, title=PLANTED)
    blocks: tuple[Block, ...] = (
        Heading(PLANTED),
        OwnText(f"{PLANTED}\n- {PLANTED}\n12. {PLANTED}"),
        pin_paragraph(held.planted[0], today=PINNED),
        PinnedAnswer(
            question=PLANTED,
            text=f"1. {PLANTED}[^1]",
            quotations=(quotation_of(held.planted[0], PLANTED, today=PINNED),),
            notice=PLANTED,
            model=PLANTED,
        ),
        Unasked(PLANTED, PLANTED, PLANTED),
    )
    return Briefing(language="en", title=PLANTED, blocks=blocks), held


def test_planted_text_is_legal_in_the_word_file(planted: tuple[Briefing, Held]) -> None:
    exported = export(*planted, format="docx", today=TODAY)
    assert exported.troubles == ()
    for content in parts_of(exported.content).values():
        etree.fromstring(content)
    body = parts_of(exported.content)["word/document.xml"].decode()
    assert HARMLESS in text_of(exported.content, "docx")
    assert "\u202e" not in body
    assert set(re.findall(r"<w:(?:instrText|fldSimple|object|pict|altChunk)\b", body)) == set()
    docx.Document(io.BytesIO(exported.content))


def test_planted_text_is_text_in_html(planted: tuple[Briefing, Held]) -> None:
    page = export(*planted, format="html", today=TODAY).content.decode()
    root = lxml_html.fromstring(page)
    assert {each.tag for each in root.iter() if isinstance(each.tag, str)} <= set(TAGS.split())
    assert {each.get("href")[:1] for each in root.iter("a")} == {"#"}
    assert "<script>alert(1)</script>" in root.text_content()
    assert "url(" not in page
    assert "default-src &#x27;none&#x27;" in page


def test_planted_text_is_text_in_markdown(planted: tuple[Briefing, Held]) -> None:
    source = export(*planted, format="md", today=TODAY).content.decode()
    tokens = [
        token
        for block in MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(source)
        for token in (block, *(block.children or ()))
    ]
    kinds = {token.type for token in tokens}
    assert not kinds & {
        "html_block",
        "html_inline",
        "image",
        "link_open",
        "code_inline",
        "table_open",
        "fence",
        "code_block",
    }
    assert kinds & {"bullet_list_open"}
    assert "ordered_list_open" not in kinds  # “12.” at the start of a line is the document's own
    told = "".join(token.content for token in tokens if token.type == "text")
    assert "<script>alert(1)</script> ![x](https://elsewhere.example/x.png)" in told
