"""A source as a web page, bare or among a site's navigation, and as an e-book."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape

from tests.layout.source import BREAK, MARK, Piece, Source

EPOCH = (1980, 1, 1, 0, 0, 0)
_STYLE = "body { font-family: serif } .m { color: #555 } /* no paragraph of the document */"
_TOP = """<div class="cookie-banner" role="dialog"><p>{cookies}</p><button>OK</button></div>
<header><a href="/">{site}</a><form role="search"><input name="q"></form></header>
<nav><ul><li><a href="/news">{links[0]}</a></li><li><a href="/maps">{links[1]}</a></li><li><a href="/about">{links[2]}</a></li></ul></nav>
<main><article>"""
_BOTTOM = """</article></main>
<aside><h2>{more}</h2><ul><li><a href="/1">{links[0]}</a></li><li><a href="/2">{links[1]}</a></li></ul></aside>
<footer><p>{rights}</p><p><a href="/privacy">{links[2]}</a></p></footer>
<script>document.title = "<p>not a paragraph</p>";</script>"""
CHROME = {
    "en": {
        "cookies": "We use cookies to make this site better. By continuing you agree to them.",
        "site": "The Lower Lake Courier",
        "links": ("News", "Maps", "About us"),
        "more": "More stories",
        "rights": "© 2031 The Lower Lake Courier. All rights reserved.",
    },
    "zh": {
        "cookies": "本站使用Cookie以改进服务。继续浏览即表示同意。",
        "site": "下湖晚报",
        "links": ("新闻", "地图", "关于我们"),
        "more": "更多报道",
        "rights": "© 2031 下湖晚报，版权所有。",
    },
}


def html(source: Source, *, listed: bool) -> str:
    """``listed``: numbers are those of ``<ol>``, which are in no text; else they are printed before the words."""
    chrome = CHROME[source.language] if source.head.get("chrome") else None
    top = _TOP.format(**chrome) if chrome else "<main>"
    bottom = _BOTTOM.format(**chrome) if chrome else "</main>"
    site = f" – {chrome['site']}" if chrome else ""
    direction = ' dir="rtl"' if source.language == "ar" else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{source.language}"{direction}>\n<head><meta charset="utf-8">\n'
        f"<title>{escape(source.title)}{site}</title>\n<style>{_STYLE}</style></head>\n<body>\n{top}\n"
        f"{elements(source.body, listed=listed)}\n{_notes(source)}{bottom}\n</body></html>\n"
    )


def elements(pieces: tuple[Piece, ...], *, listed: bool) -> str:
    made: list[str] = []
    for place, piece in enumerate(pieces):
        before = pieces[place - 1] if place else None
        after = pieces[place + 1] if place + 1 < len(pieces) else None
        text = _inline(piece.text)
        if piece.tag == "contents":
            opened = before is None or before.tag != "contents"
            closed = after is None or after.tag != "contents"
            title, _, page = piece.text.partition("\t")
            item = (
                f'<li><a href="#s{place}">{escape(title)}</a> {page}</li>'
                if page
                else f"<h2>{escape(title)}</h2>\n<ol>"
            )
            made.append(('<nav class="toc">\n' if opened else "") + item + ("</ol></nav>" if closed else ""))
        elif piece.tag in ("title", "heading", "part", "part title"):
            level = {"title": 1, "part": 2, "part title": 3}.get(piece.tag, piece.level)
            made.append(f"<h{level}>{text}</h{level}>")
        elif piece.tag == "table head":
            cells = "".join(f"<th>{cell}</th>" for cell in text.split(" | "))
            made.append(f"<table><thead><tr>{cells}</tr></thead><tbody>")
        elif piece.kind == "row":
            cells = "".join(f"<td>{cell}</td>" for cell in text.split(" | "))
            last = after is None or after.kind != "row"
            made.append(f"<tr>{cells}</tr>" + ("</tbody></table>" if last else ""))
        elif piece.kind == "bullet":
            opened = before is None or before.kind != "bullet"
            closed = after is None or after.kind != "bullet"
            made.append(("<ul>\n" if opened else "") + f"<li>{text}</li>" + ("\n</ul>" if closed else ""))
        elif listed and re.fullmatch(r"\d+\.", piece.marker):
            made.append(f'<ol start="{piece.marker[:-1]}"><li><p>{text}</p></li></ol>')
        else:
            marker = escape(piece.marker) + " " if piece.marker else ""
            style = ' class="m"' if piece.tag == "masthead" else ""
            made += [f"<p{style}>{line}</p>" for line in (marker + text).split(BREAK)]
    return "\n".join(made)


def _inline(text: str) -> str:
    return MARK.sub(r'<sup><a href="#fn\1" id="ref\1">\1</a></sup>', escape(text, quote=False))


def _notes(source: Source) -> str:
    if not source.notes:
        return ""
    items = "\n".join(
        f'<li id="fn{mark}">{escape(text, quote=False)} <a href="#ref{mark}">↩</a></li>'
        for mark, text in source.notes.items()
    )
    return f'<section class="footnotes" role="doc-endnotes"><hr>\n<ol>\n{items}\n</ol></section>\n'


def epub(source: Source) -> bytes:
    """An EPUB 3 book: a file for each heading of the second level, its footnotes as asides at its end."""
    chapters: list[list[Piece]] = [[]]
    for piece in source.body:
        if piece.tag == "heading" and piece.level == 2:
            chapters.append([])
        if piece.tag != "contents":
            chapters[-1].append(piece)
    files: dict[str, str] = {
        "META-INF/container.xml": '<?xml version="1.0"?><container version="1.0" '
        'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/content.opf" '
        'media-type="application/oebps-package+xml"/></rootfiles></container>'
    }
    names = [f"chapter{count}.xhtml" for count in range(1, len(chapters) + 1)]
    for name, chapter in zip(names, chapters, strict=True):
        marks = MARK.findall("".join(piece.text for piece in chapter))
        notes = "\n".join(
            f'<aside epub:type="footnote" id="fn{mark}"><p>{mark} {escape(source.notes[mark], quote=False)}</p></aside>'
            for mark in marks
        )
        body = elements(tuple(chapter), listed=False).replace("<sup><a ", '<sup><a epub:type="noteref" ')
        files[f"OEBPS/{name}"] = _page(source, f"{body}\n{notes}")
    toc = "".join(f'<li><a href="{name}">{escape(source.title)}</a></li>' for name in names)
    files["OEBPS/nav.xhtml"] = _page(source, f'<nav epub:type="toc"><h1>Contents</h1><ol>{toc}</ol></nav>')
    manifest = "".join(
        f'<item id="c{count}" href="{name}" media-type="application/xhtml+xml"/>' for count, name in enumerate(names)
    )
    spine = "".join(f'<itemref idref="c{count}"/>' for count in range(len(names)))
    files["OEBPS/content.opf"] = (
        '<?xml version="1.0" encoding="utf-8"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        'unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">{source.name}</dc:identifier><dc:title>{escape(source.title)}</dc:title>'
        f"<dc:language>{source.language}</dc:language></metadata><manifest>"
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f"{manifest}</manifest><spine>{spine}</spine></package>"
    )
    return zipped({"mimetype": "application/epub+zip"} | files, stored=("mimetype",))


def _page(source: Source, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops" lang="{source.language}"><head><title>{escape(source.title)}</title>'
        f"</head><body>\n{body}\n</body></html>\n"
    )


def zipped(files: dict[str, str], *, stored: tuple[str, ...] = ()) -> bytes:
    """The same bytes each time: every member has the same date."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(member, text)
    return made.getvalue()
