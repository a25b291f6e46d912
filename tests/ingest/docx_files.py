"""Word files for tests, written part by part, so that their numbering, notes and changes are truly the format's own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from ingest.printed import Printed
from ingest.readers import docx

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PATH = Path("document.docx")
HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/></w:style>' for n in range(1, 4)
)


def word_file(body: str, **parts: str) -> bytes:
    """A Word file. ``parts``: what stands inside the roots of numbering, styles, footnotes, endnotes, settings, header1…"""
    roots = {
        "footnotes": "footnotes",
        "endnotes": "endnotes",
        "numbering": "numbering",
        "styles": "styles",
        "settings": "settings",
    }
    entries = {"word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"}
    related, types = "", ""
    for number, (name, content) in enumerate(parts.items(), start=1):
        kind = name.rstrip("0123456789")
        root = roots.get(kind, {"header": "hdr", "footer": "ftr"}.get(kind, kind))
        entries[f"word/{name}.xml"] = f"<w:{root} {NAMES}>{content}</w:{root}>"
        related += f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>'
        types += f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    entries["word/_rels/document.xml.rels"] = f"{rels}{related}</Relationships>"
    entries["_rels/.rels"] = (
        f'{rels}<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    entries["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>{types}</Types>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return buffer.getvalue()


def printed(body: str, **parts: str) -> Printed:
    """What the reader makes of such a file."""
    (found,) = docx.read(word_file(body, **parts), path=PATH)
    return found


def texts(body: str, **parts: str) -> list[str]:
    return [line.text for line in printed(body, **parts).lines]


def p(*content: str, style: str = "", number: int | None = None, level: int = 0, more: str = "") -> str:
    """A paragraph of words or of runs; ``number``: its list, ``more``: other properties of it."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number is not None:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    inside = "".join(one if one.startswith("<") else r(one) for one in content)
    return f"<w:p><w:pPr>{properties}{more}</w:pPr>{inside}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of words."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def table(rows: Iterable[Sequence[str]], *, ruled: bool = True) -> str:
    """A table of cells, each words or paragraphs."""
    border = '<w:tblBorders><w:top w:val="single"/></w:tblBorders>' if ruled else ""
    made = "".join(
        "<w:tr>" + "".join(cell if cell.startswith("<w:tc>") else tc(cell) for cell in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblPr>{border}</w:tblPr>{made}</w:tbl>"


def tc(content: str, properties: str = "") -> str:
    inside = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def lvl(level: int, text: str, form: str = "decimal", *, start: int = 1, more: str = "", run: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{escape(text)}"/><w:rPr>{run}</w:rPr></w:lvl>'
    )


def numbering(*abstracts: str, nums: dict[int, tuple[int, str]] | None = None) -> str:
    """Abstract definitions, each the levels of one; list ``n`` counts by definition ``n`` unless ``nums`` says otherwise."""
    defined = "".join(
        f'<w:abstractNum w:abstractNumId="{place}">{levels}</w:abstractNum>'
        for place, levels in enumerate(abstracts, 1)
    )
    nums = {place: (place, "") for place in range(1, len(abstracts) + 1)} | (nums or {})
    listed = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'
        for number, (abstract, more) in nums.items()
    )
    return defined + listed


def note(identity: int, *content: str, kind: str = "footnote") -> str:
    """A footnote as Word writes it: its own mark, then its words."""
    mark = f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:{kind}Ref/></w:r>'
    return f'<w:{kind} w:id="{identity}">{p(mark, *content)}</w:{kind}>'


def reference(identity: int, kind: str = "footnote") -> str:
    return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:{kind}Reference w:id="{identity}"/></w:r>'


SEPARATORS = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
