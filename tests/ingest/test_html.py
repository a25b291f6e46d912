"""HTML: what a reader of the page sees, and nothing else; the same words in any markup are the same paragraphs."""

from __future__ import annotations

import html
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import dissect
from ingest.layout import lay_out
from ingest.lines import split_lines
from ingest.mending import Block
from ingest.readers.html import read
from ingest.readers.text import read as read_text
from rag import EmptyFile, Reading
from tests.ingest.gold import CORPUS

PATH = Path("page.html")


def printed(markup: str | bytes) -> list[str]:
    """The printed lines of a page; a line that goes on with the one above starts with ``+``, a heading with its level."""
    content = markup.encode() if isinstance(markup, str) else markup
    lines = next(read(content, path=PATH)).lines
    return [
        ("" if line.literal else "+")
        + (f"h{line.level} " if line.level else "")
        + ("|" if line.verbatim else "")
        + line.text
        for line in lines
    ]


def reading_of(markup: str, path: Path = PATH) -> Reading:
    return next(dissect(markup.encode(), path=path)).reading


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        # blocks and white space
        ("<p>one<p>two", ["one", "two"]),
        ("loose <b>bo</b>ld <div>block</div> tail", ["loose bold", "block", "tail"]),
        ("<p>wrapped\n   by the\tsource&nbsp;&nbsp; here</p>", ["wrapped by the source here"]),
        ("<p>人权\n理事会\n第 13/23 号</p>", ["人权理事会第 13/23 号"]),
        ("<p>so&shy;ft and w<wbr>ide &amp; &lt;b&gt; &#x4e2d; &hellip; &bogus;</p>", ["soft and wide & <b> 中 … &bogus;"]),
        ("<h2>Head<br>two</h2><p>text", ["h2 Head two", "text"]),
        ("<div><span style='display:block'>a</span>b</div>", ["a", "b"]),
        # line breaks
        ("<p>one<br>two</p>", ["one", "+two"]),
        ("<p>one<br><br/>two<br>\n&nbsp;<br>three</p>", ["one", "two", "three"]),
        ("<div>　　第一段。<br>　　第二段，<br>续行</div>", ["第一段。", "第二段，", "+续行"]),
        # lists
        ("<ol><li>a<li>b</ol><ol start=7><li>c<li value=20>d<li>e</ol>", ["1. a", "2. b", "7. c", "20. d", "21. e"]),
        ("<ol reversed><li>a<li>b</ol><ol type=a start=27><li>c</ol>", ["2. a", "1. b", "(aa) c"]),
        ("<ol type=i><li>a</ol><ol type=I start=4><li>b</ol><ol type=A><li>c</ol>", ["(i) a", "IV. b", "A. c"]),
        ("<ol style='list-style-type: lower-alpha'><li>a<li style='list-style:none'>b</ol>", ["(a) a", "b"]),
        ("<ol style='list-style-type:cjk-ideographic' start=12><li>a</ol>", ["十二、a"]),
        ("<ol><li>a<ol><li>b<ul><li>c</ul></ol><li><p>d<p>e</ol>", ["1. a", "(1) b", "• c", "2. d", "e"]),
        ("<ul><li>(a) typed<li>• typed<li></ul><ol><li>1. typed<li>2 apples</ol>", ["(a) typed", "• typed", "1. typed", "2. 2 apples"]),
        ("<ol><li><ol type=a><li>x</ol><li>y</ol>", ["1. (a) x", "2. y"]),
        # tables
        ("<table><tr><th>A<th>B<tr><td>1<td>x<br>y<tr><td><td><tr><td>2<td></table>", ["|A | B", "|1 | x y", "|2 | "]),
        ("<table><caption>Cap</caption><tr><td>a<td>b<tr><td>c<td>d</table>", ["Cap", "|a | b", "|c | d"]),
        ("<table><tr><td><p>one<p>two<td>three</table>", ["one", "two", "three"]),
        ("<table><tr><td>(a)<td>Decides;<tr><td>(b)<td>Asks.</table>", ["(a) Decides;", "(b) Asks."]),
        ("<table><tr><td><table><tr><td>in<td>side<tr><td>x<td>y</table><td>out</table>", ["|in | side", "|x | y", "out"]),
        # text that is set apart
        ("<pre>a  b\n  c\n\nd</pre><p>and text that is longer than it is", ["|a  b", "+|c", "|d", "and text that is longer than it is"]),
        ("<p>x<sup>2</sup>, 1<sup>st</sup>, H<sub>2</sub>O, 10<sup>-3</sup></p>", ["x², 1st, H2O, 10⁻³"]),
        ("<p>the <del>old</del><ins>new</ins> <s>gone</s> <q>word</q></p>", ["the new “word”"]),
        ("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rt>ji</rt></ruby></p>", ["漢字"]),
        ("<p dir=rtl>قرار \u200f60/251</p>", ["قرار 60/251"]),
    ],
)  # fmt: skip
def test_a_page_is_printed_as_its_reader_sees_it(markup: str, lines: list[str]) -> None:
    assert printed(markup) == lines


@pytest.mark.parametrize(
    "markup",
    [
        "<script>var x = '<p>bad</p>'</script>",
        "<script src=a.js></script><style>p {content: 'bad'}</style>",
        "<template><p>bad</p></template><noscript>bad</noscript><iframe>bad</iframe>",
        "<!-- bad --><!--[if gte mso 9]><xml><o:p>bad</o:p></xml><![endif]-->",
        "<div style='color:red; display : none'>bad</div><p hidden>bad</p><span style='mso-hide:all'>bad</span>",
        "<i aria-hidden=true>bad</i><span class='x sr-only'>bad</span><svg><text>bad</text><title>bad</title></svg>",
        "<select><option>bad</select><textarea>bad</textarea><button>bad</button><input value=bad>",
        "<form action=/search><label>bad <input name=q></label></form>",
        "<nav><a href=/>bad</a></nav><div role=navigation>bad</div><div role='search'>bad</div>",
        "<div id=cookie-banner class=x>bad <b>bad</b></div><div class='breadcrumb'>bad</div>",
        "<footer>bad</footer><header><a href=/>bad</a></header>",
        "<ul><li><a href=/a>bad</a><li><a href=/b>bad</a><li><a href=/c>bad</a></ul>",
        "<div title=header><p>bad</p></div>",
    ],
)
def test_what_is_no_text_of_the_page_is_never_text(markup: str) -> None:
    words = "Words of the document, and more than the rest of the page has, so that it is the page."
    assert printed(f"<body>{markup}<p>{words}</p>{markup}</body>") == [words]


def test_a_web_article_is_its_main_part() -> None:
    story = "<p>The library opened its doors at night.</p>" * 20
    page = (
        "<html lang=en><head><title>Night | Site</title><link rel=canonical href='https://example.org/night'>"
        "<meta property='article:published_time' content='2031-04-05T10:00:00Z'><meta name=author content='A. Reader'></head>"
        "<body><header><a href=/>Site</a><div>Our motto</div></header><h1>Night shift</h1>"
        f"<main>{story}<aside>Read also: more</aside><footer>Share</footer></main><div>Other news of today.</div></body>"
    )
    assert printed(page) == ["h1 Night shift", *["The library opened its doors at night."] * 20]
    document = reading_of(page).document
    assert (document.title, document.url) == ("Night shift", "https://example.org/night")
    assert (document.date, document.author, document.language) == ("2031-04-05", "A. Reader", "en")


def test_a_title_beside_the_text_is_believed_only_where_the_text_has_none() -> None:
    body = "<p>The library opened its doors at night, and readers came.</p>" * 2
    assert reading_of(f"<title>Kept</title>{body}").document.title == "Kept"
    assert reading_of(f"<title>file-17.doc</title><h1>Printed</h1>{body}").document.title == "Printed"


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        "<div>{}</div>",
        "<table width=100%><tr><td>{}</td></tr></table>",
        "<form method=post>{}</form>",
        "<header>{}</header>",
        "<aside>{}</aside>",
        "<div class=content><div class=footer>{}</div></div>",
        "<a name=top>{}</a>",
        "<center><font face=Times>{}</font></center>",
        "<main></main><div>{}</div>",
        "<article>short</article><div>{}</div>",
    ],
)
def test_a_plain_document_loses_nothing(body: str) -> None:
    words = [f"Paragraph {number} of a plain document says this much." for number in range(8)]
    inside = "".join(f"<div>{word}</div>" for word in words)
    assert [line for line in printed(f"<html><body>{body.format(inside)}</body></html>") if line != "short"] == words


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("<sup><a id=r1 href='#n1'>1</a></sup>", "<ol><li id=n1>The note. <a href='#r1'>↩</a></ol>"),
        ("<sup id=r1>[<a href='#n1'>1</a>]</sup>", "<ol><li id=n1><b>^ <a href='#r1'>a</a></b> The note.</ol>"),
        (
            "<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'><span>[1]</span></a>",
            "<div id=ftn1><p><a href='#_ftnref1' name='_ftn1'><span>[1]</span></a> The note.</p></div>",
        ),
        (
            "<a class=sdfootnoteanc name=sdfootnote1anc href='#sdfootnote1sym'><sup>1</sup></a>",
            "<div id=sdfootnote1><p><a name=sdfootnote1sym href='#sdfootnote1anc'>1</a>The note.</p></div>",
        ),
        ("<a href='#n1'><sup>1</sup></a>", "<p><a name=n1></a>1. The note.</p>"),
        ("<a epub:type=noteref href='#n1'>1</a>", "<aside epub:type=footnote id=n1 hidden><p>The note.</p></aside>"),
    ],
)
def test_a_footnote_is_tied_to_its_mark(text: str, note: str) -> None:
    assert printed(f"<p>Words{text}, and more.</p>{note}") == ["Words[^1], and more.", "[^1]: The note."]


def test_footnotes_of_several_paragraphs_and_marks() -> None:
    page = (
        "<p>A<sup><a href='#a' id=ra>1</a>, <a href='#b' id=rb>2</a></sup> and <a href='#s1'>1</a>.</p><h2 id=s1>Section</h2>"
        "<ol><li id=a><p>First.</p><p>More. <a href='#ra'>↩</a></p><li id=b>Second. <a href='#rb'>↩</a></ol>"
    )
    assert printed(page) == ["A[^1][^2] and 1.", "h2 Section", "[^1]: First. More.", "[^2]: Second."]
    reading = reading_of(page)
    assert [p.id for p in reading.paragraphs if p.footnotes == ("fn1", "fn2")] != []
    assert {p.id: p.text for p in reading.paragraphs if p.id.startswith("fn")} == {
        "fn1": "First. More.",
        "fn2": "Second.",
    }


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=gb2312>", "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=gbk">', "gb18030"),
        ("<meta charset=big5>", "big5"),
        ("<meta charset=utf-8>", "gb18030"),  # a lie
        ("", "utf-8-sig"),
        ("<meta charset=utf-8>", "utf-16"),
        ("<meta charset=nonsense>", "utf-8"),
    ],
)
def test_the_encoding_is_the_declared_one_where_the_bytes_keep_to_it(head: str, encoding: str) -> None:
    words = "大會決定繼續審議這個問題。" if encoding == "big5" else "大会决定继续审议这个问题，并请秘书长提出报告。"
    assert printed(f"<html><head>{head}</head><body><p>{words}</p></body></html>".encode(encoding)) == [words]


def test_nesting_and_size_cost_no_more_than_their_length() -> None:
    started = time.perf_counter()
    for tag in ("div", "b", "ul", "table", "blockquote", "span style='x:y'", "a href=z", "header", "aside", "form"):
        name = tag.split()[0]
        page = f"<{tag}>" * 8_000 + "<p>deep words</p>" + f"</{name}>" * 8_000 + "<p>after it all</p>"
        assert [line.lstrip("• ") for line in printed(page)] == ["deep words", "after it all"]
    assert len(printed("<p>words and <b>more</b></p>" * 20_000)) == 20_000
    assert printed("<div>" * 100_000 + "words") == ["words"]
    assert time.perf_counter() - started < 30


@pytest.mark.parametrize(
    "content", [b"<html><body></body></html>", b"<script>x</script>", b"<p>&nbsp;</p><!-- x -->", b"  "]
)
def test_a_page_without_words_is_told(content: bytes) -> None:
    with pytest.raises(EmptyFile):
        list(dissect(content, path=PATH))


# --- the same resolution in every markup --------------------------------------------------------------------------------

RESOLUTION = next(path for path in CORPUS if path.stem == "hrc-resolution-13-23")


def blocks_of(path: Path) -> tuple[tuple[Block, ...], list[str]]:
    """The blocks of a text document with their marks, and its footnotes."""
    layout = lay_out(next(read_text(path.read_bytes(), path=path)).lines)
    return layout.blocks, [f"{note.mark} {note.text}" for note in layout.notes]


def as_ordered_list() -> str:
    blocks, notes = blocks_of(RESOLUTION)
    body, items = "", ""
    for block in blocks:
        if (
            block.marker is not None
            and block.marker.kind.value == "number"
            and block.marker.label.isdigit()
            and block.body
        ):
            items += f"<li>{html.escape(block.body)}</li>\n"
            continue
        if items:
            body, items = body + f"<ol>{items}</ol>", ""
        body += f"<p>{html.escape(block.text)}</p>\n"
    return f"<html lang='zh'><body>{body}" + "".join(f"<p>{html.escape(note)}</p>" for note in notes) + "</body></html>"


def as_typed_numbers() -> str:
    blocks, notes = blocks_of(RESOLUTION)
    lines = [block.text for block in blocks] + notes
    return "<body>" + "".join(f"<p>{html.escape(line)}</p>\n" for line in lines) + "</body>"


def as_divisions_in_a_table() -> str:
    blocks, notes = blocks_of(RESOLUTION)
    lines = [block.text for block in blocks] + notes
    inside = "\n".join(f"<div><font size=3>{html.escape(line)}</font></div>" for line in lines)
    return f"<body><table border=0><tr><td>{inside}</td></tr></table></body>"


def as_word_saves_it() -> str:
    """Spans around every few characters, numbers with a row of blanks, lines wrapped by the source, footnotes by link."""
    blocks, notes = blocks_of(RESOLUTION)
    body = ""
    for block in blocks:
        pieces = re.findall(r".{1,7}", block.body)
        soup = "".join(
            f"<span lang=ZH-CN style='font-size:10.5pt;font-family:宋体'>{html.escape(piece)}</span>"
            + ("\n" if i % 6 == 5 else "")
            for i, piece in enumerate(pieces)
        )
        if notes and "*" in block.text:
            link = (
                "<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1' title=''><span class=MsoFootnoteReference>"
                "<span style='mso-special-character:footnote'>*</span></span></a>"
            )
            soup = soup.replace("*", link)
        number = ""
        if block.marker is not None:
            number = (
                f"<![if !supportLists]><span style='mso-list:Ignore'>{block.marker.printed.strip()}"
                "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp;\n</span></span><![endif]>"
            )
        body += f"<p class=MsoNormal style='text-indent:21.0pt'>{number}{soup}<o:p></o:p></p>\n\n<p class=MsoNormal><o:p>&nbsp;</o:p></p>\n"
    foot = "".join(
        f"<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1'>"
        f"<span class=MsoFootnoteReference>*</span></a> {html.escape(note[1:].strip())}</p></div>"
        for note in notes
    )
    return (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><meta name=Generator content='Microsoft Word 15'>"
        "<meta name=Author content='user 7'><title>第十三届会议</title><style>p.MsoNormal {margin:0cm}</style>"
        "<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>user 7</o:Author></o:DocumentProperties></xml><![endif]--></head>"
        f"<body lang=ZH-CN><div class=WordSection1>{body}</div><div style='mso-element:footnote-list'><![if !supportFootnotes]>"
        f"<br clear=all><hr align=left size=1 width='33%'><![endif]>{foot}</div></body></html>"
    )


@pytest.mark.parametrize("made", [as_ordered_list, as_typed_numbers, as_divisions_in_a_table, as_word_saves_it])
def test_the_same_resolution_in_any_markup_is_the_same_paragraphs(made: object) -> None:
    assert callable(made)
    expected = next(dissect(RESOLUTION.read_bytes(), path=RESOLUTION)).reading
    found = reading_of(made(), RESOLUTION.with_suffix(".html"))

    def bare(reading: Reading) -> dict[str, tuple[str, tuple[str, ...]]]:
        return {p.id: ("".join(p.text.split()), p.footnotes) for p in reading.paragraphs}

    assert bare(found) == bare(expected)
    for name in ("id", "symbol", "title", "organ", "session", "agenda_item", "date", "kind", "language", "author"):
        assert getattr(found.document, name) == getattr(expected.document, name)


# --- text in = text out -------------------------------------------------------------------------------------------------

INLINE = ("b", "i", "span", "font", "a", "u", "em", "code", "small")
OUTER = ("div", "section", "blockquote", "article", "center", "td", "li", "dd", "figure", "fieldset", "o:p", "form")
WORDS = st.lists(
    st.sampled_from(
        ["word", "决议", "égalité", "права", "حقوق", "12/3", "a & b", "<x>", "“q”", "m²", "e\u0301", "it's", "2.5"]
    ),
    min_size=1,
    max_size=6,
).map(lambda words: " ".join(words) + " end.")


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Markup of blocks within blocks, and the words of each block in order."""
    texts: list[str] = []

    def block(depth: int) -> str:
        kind = draw(st.sampled_from(["p", "p", "h3", "loose", *(["outer"] * 4 if depth < 4 else [])]))
        if kind == "outer":
            tag = draw(st.sampled_from(OUTER))
            inside = "".join(block(depth + 1) for _ in range(draw(st.integers(1, 3))))
            whole = f"<{tag}>{inside}</{tag}>"
            if tag == "td":
                whole = f"<table><tr>{whole}</tr></table>"
            if tag == "li":
                whole = f"<ul style='list-style:none'>{whole}</ul>"
            return draw(st.sampled_from(["", "\n  ", "<!-- no -->", "<script>no</script>"])) + whole
        words = draw(WORDS)
        texts.append(words)
        cut = draw(st.integers(0, len(words)))
        tag = draw(st.sampled_from(INLINE))
        soup = f"{html.escape(words[:cut])}<{tag}>{html.escape(words[cut:])}</{tag}>"
        return f"<div>{soup}</div>" if kind == "loose" else f"<{kind}>{soup}</{kind}>\n"

    body = "".join(block(0) for _ in range(draw(st.integers(1, 5))))
    return f"<html><head><title>no</title></head><body>{body}</body></html>", texts


@settings(max_examples=120, deadline=None, derandomize=True)
@given(pages())
def test_no_word_is_lost_or_invented(page: tuple[str, list[str]]) -> None:
    markup, texts = page
    expected = [line.text for text in texts for line in split_lines(text)]
    assert [re.sub(r"^h\d ", "", line) for line in printed(markup)] == expected


# --- a page in one file ---------------------------------------------------------------------------------------------------

MHTML = (
    "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.org/night\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n'
    "--B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
    "--B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    "<h1>Night</h1><p>The caf=C3=A9 is o=\r\npen.</p><script>no</script>\r\n--B--\r\n"
)


def test_a_page_saved_in_one_file_is_read() -> None:
    path = Path("page.mhtml")
    reading = next(dissect(MHTML.encode(), path=path)).reading
    assert [p.text for p in reading.paragraphs] == ["Night", "The café is open."]
    assert reading.document.url == "https://example.org/night"


@pytest.mark.parametrize("content", [b"no message at all", MHTML.replace("text/html; c", "text/css; c").encode(), b""])
def test_a_file_without_a_page_is_told(content: bytes) -> None:
    with pytest.raises(EmptyFile):
        list(dissect(content, path=Path("page.mht")))
