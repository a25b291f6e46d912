"""A source as a Word document: automatic numbering, real footnotes, heads and feet, tables, tracked changes.

Written part by part (ECMA-376), so that nothing of a library that also reads such files stands on both sides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

from tests.layout.source import BREAK, MARK, Piece, Source
from tests.layout.web import zipped

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
FONTS = (
    '<w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif" w:eastAsia="Noto Sans CJK SC" w:cs="DejaVu Sans"/>'
)
FORMATS: tuple[tuple[str, str, str], ...] = (
    # a marker, the number format that counts it, what is printed around the number
    (r"\d+\.", "decimal", "%{n}."),
    (r"\d+ -", "decimal", "%{n} -"),
    (r"[•]", "bullet", "•"),
    (r"\([ivx]+\)", "lowerRoman", "(%{n})"),
    (r"[ivx]+\)", "lowerRoman", "%{n})"),
    (r"\([a-z]\)", "lowerLetter", "(%{n})"),
    (r"[a-z]\)", "lowerLetter", "%{n})"),
    (r"[a-z]\.", "lowerLetter", "%{n}."),
    (r"[а-я]\)", "russianLower", "%{n})"),
    (r"\([أ-ي]\)", "arabicAbjad", "(%{n})"),
    (r"（[一二三四五六七八九十]+）", "chineseCounting", "（%{n}）"),
    (r"第[一二三四五六七八九十]+条", "chineseCounting", "第%{n}条"),
)


@dataclass
class Numbering:
    """The lists of a document: a list of its own each time that counting starts again."""

    abstracts: list[str] = field(default_factory=list)
    open: dict[int, tuple[str, int, str]] = field(default_factory=dict)
    """By level: the id of the paragraph above, the list, the marker's format."""

    def of(self, piece: Piece) -> str:
        """The numbering properties of a paragraph; "" where its number is typed."""
        found = next(((fmt, text) for pattern, fmt, text in FORMATS if re.fullmatch(pattern, piece.marker)), None)
        if found is None or not piece.marker:
            return ""
        owner = piece.id.rpartition(".")[0]
        level = piece.id.count(".") if piece.kind != "bullet" else max(1, owner.count(".") + 1)
        shape = f"{owner}/{found}"
        known = self.open.get(level)
        first = re.fullmatch(r"1\.|1 -|第一条", piece.marker) is not None
        if known is None or known[0] != shape or first:
            self.abstracts.append(self._abstract(found[0], found[1].replace("{n}", "1"), piece, level))
            known = (shape, len(self.abstracts), "")
            self.open[level] = known
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{known[1]}"/></w:numPr>'

    def _abstract(self, number: str, text: str, piece: Piece, level: int) -> str:
        left = 567 * (level + 1)
        return (
            f'<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="{_start(piece)}"/>'
            f'<w:numFmt w:val="{number}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{left}" w:hanging="567"/></w:pPr></w:lvl>'
        )

    def part(self) -> str:
        lists = "".join(
            f'<w:abstractNum w:abstractNumId="{count}">{body}</w:abstractNum>'
            for count, body in enumerate(self.abstracts, start=1)
        )
        nums = "".join(
            f'<w:num w:numId="{count}"><w:abstractNumId w:val="{count}"/></w:num>'
            for count in range(1, len(self.abstracts) + 1)
        )
        return f"{XML}<w:numbering {W}>{lists}{nums}</w:numbering>"


def _start(piece: Piece) -> int:
    digits = re.match(r"\d+", piece.marker)
    return int(digits.group()) if digits else 1


def docx(source: Source, *, columns: int = 1, tracked: bool = False) -> bytes:
    """The bytes of a ``.docx``. ``tracked``: with words that were struck out and words that were put in."""
    numbering = Numbering()
    body: list[str] = []
    rtl = source.language == "ar"
    for place, piece in enumerate(source.body):
        after = source.body[place + 1] if place + 1 < len(source.body) else None
        if piece.kind == "row":
            opened = '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>' if piece.tag == "table head" else ""
            closed = "</w:tbl><w:p/>" if after is None or after.kind != "row" else ""
            body.append(opened + _row(piece, head=piece.tag == "table head") + closed)
            continue
        properties = _properties(piece, numbering, rtl=rtl)
        if columns > 1 and piece.tag == "paragraph" and not any("w:cols" in made for made in body):
            body.append(f"<w:p><w:pPr>{_section(source, columns=1, last=False)}</w:pPr></w:p>")
        automatic = "<w:numPr>" in properties
        text = piece.text if automatic or not piece.marker else f"{piece.marker} {piece.text}"
        for line in text.split(BREAK):
            changed = tracked and piece.kind in ("operative", "numbered", "unnumbered")
            body.append(f"<w:p><w:pPr>{properties}</w:pPr>{_runs(line, rtl=rtl, tracked=changed)}</w:p>")
    body.append(_section(source, columns=columns, last=True))
    document = f'{XML}<w:document {W} xmlns:r="{R}"><w:body>{"".join(body)}</w:body></w:document>'
    return zipped(_package(source, document, numbering))


def _properties(piece: Piece, numbering: Numbering, *, rtl: bool) -> str:
    level = {"title": 1, "part": 1, "part title": 2}.get(piece.tag, piece.level)
    style = f'<w:pStyle w:val="Heading{level}"/>' if level else ""
    if piece.tag == "contents":
        style = '<w:pStyle w:val="TOC1"/>' if "\t" in piece.text else '<w:pStyle w:val="TOCHeading"/>'
    numbers = numbering.of(piece) if piece.tag == "paragraph" else ""
    return style + numbers + ("<w:bidi/>" if rtl else "") + '<w:spacing w:after="120"/>'


def _row(piece: Piece, *, head: bool) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="2200" w:type="dxa"/></w:tcPr><w:p>{_run(cell)}</w:p></w:tc>'
        for cell in piece.text.split(" | ")
    )
    return f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if head else ''}{cells}</w:tr>"


def _runs(text: str, *, rtl: bool, tracked: bool) -> str:
    made = []
    for count, piece in enumerate(re.split(r"(\[\^\w+\]|\t)", text)):
        if match := MARK.fullmatch(piece):
            made.append(
                '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
                f'<w:footnoteReference w:id="{match[1]}"/></w:r>'
            )
        elif piece == "\t":
            made.append("<w:r><w:tab/></w:r>")
        elif tracked and count == 0 and len(piece) > 20:
            cut = piece.index(" ", 8) + 1
            by = 'w:id="9" w:author="A. Drafter" w:date="2026-12-01T00:00:00Z"'
            gone = f'<w:del {by}><w:r><w:delText xml:space="preserve">provisionally and reluctantly </w:delText></w:r></w:del>'
            put = f"<w:ins {by}>{_run(piece[cut : cut + 9])}</w:ins>"
            made.append(_run(piece[:cut]) + gone + put + _run(piece[cut + 9 :]))
        elif piece:
            made.append(_run(piece, rtl=rtl))
    return "".join(made)


def _run(text: str, *, rtl: bool = False) -> str:
    # Word splits runs wherever it likes: a word may stand in two of them
    halves = [text[: len(text) // 2], text[len(text) // 2 :]] if len(text) > 40 else [text]
    properties = "<w:rPr><w:rtl/></w:rPr>" if rtl else ""
    return "".join(
        f'<w:r>{properties}<w:t xml:space="preserve">{escape(half, quote=False)}</w:t></w:r>' for half in halves
    )


def _section(source: Source, *, columns: int, last: bool) -> str:
    heads = (
        '<w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
        if source.running_head
        else ""
    )
    kind = '<w:type w:val="continuous"/>' if last and columns > 1 else ""
    title = "<w:titlePg/>" if heads and (columns == 1 or not last) else ""
    return (
        f'<w:sectPr>{heads}{kind}<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1440" w:right="1300" w:bottom="1300" w:left="1300" w:header="700" w:footer="600" w:gutter="0"/>'
        f'<w:cols w:num="{columns}" w:space="500"/>{title}</w:sectPr>'
    )


def _package(source: Source, document: str, numbering: Numbering) -> dict[str, str]:
    relations = {
        "rId1": ("styles", "styles.xml"),
        "rId2": ("numbering", "numbering.xml"),
        "rId3": ("footnotes", "footnotes.xml"),
    }
    parts = {"styles": _styles(source), "numbering": numbering.part(), "footnotes": _footnotes(source)}
    if source.running_head:
        relations |= {"rId4": ("header", "header1.xml"), "rId5": ("footer", "footer1.xml")}
        head = f"<w:p>{_run(source.running_head)}</w:p>"
        page = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
        job = _run(source.head.get("job", "") + " ")
        parts["header"] = f"{XML}<w:hdr {W}>{head}</w:hdr>"
        parts["footer"] = f"{XML}<w:ftr {W}><w:p>{job}{page}</w:p></w:ftr>"
    overrides = "".join(
        f'<Override PartName="/word/{target}" ContentType="{_TYPE}.{kind}+xml"/>' for kind, target in relations.values()
    )
    links = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"/>' for key, (kind, target) in relations.items()
    )
    space = "http://schemas.openxmlformats.org/package/2006"
    return {
        "[Content_Types].xml": f'{XML}<Types xmlns="{space}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{_TYPE}.document.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{space}/relationships"><Relationship Id="rId1" '
        f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": document,
        "word/_rels/document.xml.rels": f'{XML}<Relationships xmlns="{space}/relationships">{links}</Relationships>',
        **{f"word/{target}": parts[kind] for kind, target in relations.values()},
    }


def _footnotes(source: Source) -> str:
    notes = "".join(
        f'<w:footnote w:id="{mark}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr>'
        f'<w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>{_run(" " + text)}</w:p></w:footnote>'
        for mark, text in source.notes.items()
    )
    return (
        f'{XML}<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
        f"{notes}</w:footnotes>"
    )


def _styles(source: Source) -> str:
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr>{"" if source.language == "zh" else "<w:b/>"}<w:sz w:val="{30 - 2 * level}"/></w:rPr></w:style>'
        for level in range(1, 5)
    )
    return (
        f'{XML}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{FONTS}<w:sz w:val="22"/>'
        f'<w:lang w:val="{source.language}"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f"{headings}"
        '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/><w:basedOn w:val="Normal"/><w:pPr><w:tabs>'
        '<w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="TOCHeading"><w:name w:val="TOC Heading"/><w:basedOn w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/>'
        '<w:rPr><w:sz w:val="18"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>'
    )
