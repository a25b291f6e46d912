"""HTML and XHTML: web pages, and documents that a word processor saved as one."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from ingest.entry import Entry
from ingest.lines import Line, chinese_share
from ingest.printed import Printed
from ingest.readers.markup import Tree, lines_of
from ingest.readers.text import decode_told
from rag import Remark

SUFFIXES = (".html", ".htm", ".xhtml")
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})|\A\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})",
    re.IGNORECASE,
)
_REACH = 4096
"""Bytes in which a page declares its encoding."""
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "latin-1": "cp1252",
}
"""What browsers read under a narrower name."""
_DATE = re.compile(r"(?P<year>\d{4})[-/.]?(?P<month>\d{2})[-/.]?(?P<day>\d{2})(?!\d)")
_DATES = (
    "citation_publication_date",
    "article:published_time",
    "dc.date.issued",
    "dc.date",
    "dcterms.issued",
    "pubdate",
    "datepublished",
)
_AUTHORS = ("citation_author", "dc.creator", "dcterms.creator", "author", "article:author")
_TITLES = ("citation_title", "dc.title", "og:title")
_SIX = ("zh", "en", "fr", "es", "ru", "ar")
_SCRIPTS = {"ru": ("\u0400", "\u04ff"), "ar": ("\u0600", "\u06ff")}


def read(content: bytes, *, path: Path) -> Iterator[Printed]:
    """The one document of a page: its text without what stands around it.

    Raises EmptyFile, BinaryFile and UnknownEncoding as text files do.
    """
    markup, doubts = decode_page(content, path=path)
    yield printed_page(markup, remarks=doubts)


def printed_page(markup: str, *, url: str = "", remarks: tuple[Remark, ...] = ()) -> Printed:
    """A page as a printed document; ``url``: where it was fetched from, as far as that is known from outside."""
    tree = Tree()
    tree.add(markup)
    lines = lines_of(tree)
    fields = _metadata(tree)
    return Printed(
        lines=lines,
        entry=Entry(url=_address(tree, fields) or url, language=_language(tree, lines)),
        fallback=Entry(title=_title(tree, fields), date=_date(fields), author=_author(fields)),
        remarks=remarks,
    )


def decode_page(content: bytes, *, path: Path) -> tuple[str, tuple[Remark, ...]]:
    """The characters of a page, and a remark where they are not certain.

    By its mark or declaration where its bytes keep to it, else as any text is decoded.
    """
    if content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode_told(content, path=path)
    match = _DECLARED.search(content[:_REACH])
    name = (match[1] or match[2]).decode("ascii").lower() if match else ""
    try:
        found = codecs.lookup(name).name if name else ""
    except LookupError:
        found = ""
    if found and not found.startswith(("utf-16", "utf-32")):
        try:
            text = content.decode(_WIDER.get(found, found))
        except (UnicodeDecodeError, LookupError, ValueError):
            return decode_told(content, path=path)  # the page does not keep to its declaration
        if isinstance(text, str) and _is_text(text):
            return text, ()
    return decode_told(content, path=path)


def _is_text(text: str) -> bool:
    sample = text[:200_000]
    return (
        bool(sample.strip())
        and sum(character < " " and character not in "\t\r\n\f" for character in sample) <= len(sample) / 100
    )


def _metadata(tree: Tree) -> dict[str, list[str]]:
    """What a page's ``meta`` elements say, by name in small letters."""
    fields: dict[str, list[str]] = {}
    for index in tree.find("meta"):
        attributes = tree.nodes[index].attributes
        name = (
            (attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or "").lower().strip()
        )
        value = " ".join(attributes.get("content", "").split())
        if name and value:
            fields.setdefault(name, []).append(value)
    return fields


def _address(tree: Tree, fields: dict[str, list[str]]) -> str:
    links = [
        tree.nodes[index].attributes.get("href", "").strip()
        for index in tree.find("link")
        if tree.nodes[index].has("rel", "canonical")
    ]
    for address in (*links, *fields.get("og:url", [])):
        try:
            parts = urlsplit(address)
        except ValueError:
            continue
        if (
            parts.scheme in ("http", "https")
            and parts.netloc
            and len(address) <= 2000
            and not re.search(r"\s", address)
        ):
            return address
    return ""


def _language(tree: Tree, lines: tuple[Line, ...]) -> str:
    """The declared language, where the script of the text agrees; English is what templates say of any page."""
    declared = next(
        (
            tree.nodes[i].attributes.get("lang") or tree.nodes[i].attributes.get("xml:lang", "")
            for i in tree.find("html")
        ),
        "",
    )
    language = declared.lower().partition("-")[0].partition("_")[0].strip()
    sample = " ".join(line.text for line in lines[:200])[:20_000]
    letters = sum(character.isalpha() for character in sample)
    if language not in _SIX or language == "en" or not letters:
        return ""
    if language == "zh":
        return "zh" if chinese_share(sample) > 0.3 else ""
    low, high = _SCRIPTS.get(language, ("A", "\u024f"))
    return (
        language if sum(low <= character <= high and character.isalpha() for character in sample) > letters / 2 else ""
    )


def _title(tree: Tree, fields: dict[str, list[str]]) -> str:
    return next((fields[name][0] for name in _TITLES if name in fields), tree.title)


def _date(fields: dict[str, list[str]]) -> str:
    for name in _DATES:
        for value in fields.get(name, ()):
            if (match := _DATE.match(value)) and 1 <= int(match["month"]) <= 12 and 1 <= int(match["day"]) <= 31:
                return f"{match['year']}-{match['month']}-{match['day']}"
    return ""


def _author(fields: dict[str, list[str]]) -> str:
    """Who wrote it; the name that a word processor puts in is the user's, not the author's."""
    saved = re.search(r"word|office|writer|wps", " ".join(fields.get("generator", ())), re.IGNORECASE)
    names = next((fields[name] for name in _AUTHORS if name in fields), [])
    return "" if saved else "; ".join(name for name in dict.fromkeys(names) if "://" not in name)
