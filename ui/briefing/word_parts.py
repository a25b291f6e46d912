"""The parts of a Word file (Office Open XML) that are the same in every briefing: its styles, its settings, what ties it together.

The order of elements is the schema's: Word calls a file damaged in which they stand in another.
"""

from __future__ import annotations

from typing import Final

NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_PARTS: Final = ("styles", "settings", "footnotes", "numbering", "footer")
_SERIF: Final = (
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="SimSun" w:cs="Times New Roman"/>'
)
_SANS: Final = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Microsoft YaHei" w:cs="Arial"/>'
_INK, _SOFT, _ACCENT, _WARM = "1A1F26", "565D66", "0B5C85", "8A4B12"
PAGE: Final = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rIdfooter"/><w:footnotePr><w:pos w:val="pageBottom"/>'
    '<w:numFmt w:val="decimal"/></w:footnotePr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1474" w:right="1418" w:bottom="1361" w:left="1418" w:header="709" w:footer="624" w:gutter="0"/></w:sectPr>'
)
"""A4, in twentieths of a point."""


def content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORD_TYPE}.{part}+xml"/>' for part in _PARTS
    )
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    )


def package_relations() -> str:
    rows = (
        ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
        ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ("rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml"),
    )
    inside = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in rows)
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def document_relations(links: dict[str, str]) -> str:
    """The parts that the document is made of, and its links: id → address, already escaped."""
    parts = "".join(f'<Relationship Id="rId{part}" Type="{_OFFICE}/{part}" Target="{part}.xml"/>' for part in _PARTS)
    away = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink" Target="{address}" TargetMode="External"/>'
        for name, address in links.items()
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{parts}{away}</Relationships>'


def settings(language: str) -> str:
    squeezed = '<w:characterSpacingControl w:val="compressPunctuation"/>' if language == "zh" else ""
    return (
        f'{HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>{squeezed}'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:settings>'
    )


def numbering() -> str:
    """One list: a dash. The sources are numbered by another."""
    return (
        f"{HEAD}<w:numbering {NAMESPACES}>"
        '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="bullet"/><w:lvlText w:val="–"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="420" w:hanging="300"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:color w:val="{_SOFT}"/></w:rPr></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="420" w:hanging="420"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )


def footer() -> str:
    def counted(field: str) -> str:
        return f'<w:fldSimple w:instr=" {field} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    between = '<w:r><w:t xml:space="preserve"> / </w:t></w:r>'
    inside = f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{counted("PAGE")}{between}{counted("NUMPAGES")}</w:p>'
    return f"{HEAD}<w:ftr {NAMESPACES}>{inside}</w:ftr>"


def core_properties(title: str, *, made: str, language: str) -> str:
    """``title`` escaped; ``made``: ISO 8601 with its time."""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>paracite</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created><dc:language>{language}</dc:language>'
        "</cp:coreProperties>"
    )


def application_properties() -> str:
    return (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>paracite</Application></Properties>"
    )


# --- styles ----------------------------------------------------------------------------------------------------------


def styles(language: str) -> str:
    """Own names over Word's built-in ids, so that the navigation pane, lists of contents and themes know them."""
    chinese = language == "zh"
    body = "both" if chinese else "left"
    spoken = '<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_SERIF}<w:color w:val="{_INK}"/><w:sz w:val="22"/><w:szCs w:val="22"/>{spoken}'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="324" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    bar = '<w:pBdr><w:left w:val="single" w:sz="18" w:space="10" w:color="{}"/></w:pBdr>'
    washed = f'{bar.format(_WARM)}<w:shd w:val="clear" w:color="auto" w:fill="FAF0E2"/>'
    keep = "<w:keepNext/><w:keepLines/>"
    rows = (
        _paragraph(
            "Normal", "Normal", f'<w:widowControl/><w:jc w:val="{body}"/>', "", based="", next_="", default=True
        ),
        _paragraph(
            "Title",
            "Title",
            f'{keep}<w:spacing w:before="0" w:after="80" w:line="264" w:lineRule="auto"/><w:jc w:val="left"/>',
            f'{_SANS}<w:b/><w:bCs/><w:sz w:val="44"/><w:szCs w:val="44"/>',
        ),
        _paragraph(
            "Subtitle",
            "Subtitle",
            f'<w:pBdr><w:bottom w:val="single" w:sz="10" w:space="8" w:color="{_ACCENT}"/></w:pBdr>'
            '<w:spacing w:after="320"/><w:jc w:val="left"/>',
            f'{_SANS}<w:color w:val="{_SOFT}"/><w:sz w:val="18"/><w:szCs w:val="18"/>',
        ),
        *(
            _paragraph(
                f"Heading{level}",
                f"heading {level}",
                f'{keep}<w:spacing w:before="{before}" w:after="{after}" w:line="288" w:lineRule="auto"/>'
                f'<w:jc w:val="left"/><w:outlineLvl w:val="{level - 1}"/>',
                f'{_SANS}<w:b/><w:bCs/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
            )
            for level, before, after, size in ((1, 400, 120, 30), (2, 320, 100, 25), (3, 280, 80, 22))
        ),
        _paragraph(
            "Quote",
            "Quote",
            f'{bar.format(_ACCENT)}<w:spacing w:before="160" w:after="200"/><w:ind w:left="284" w:right="0"/>',
            "",
        ),
        _paragraph(
            "LeadIn",
            "Lead-in",
            f'<w:keepNext/>{bar.format("CFCABD")}<w:spacing w:before="160" w:after="0"/><w:ind w:left="284" w:right="0"/>',
            f'<w:color w:val="{_SOFT}"/>',
        ),
        _paragraph(
            "Refusal",
            "Refusal",
            f'{bar.format("CFCABD")}<w:ind w:left="284" w:right="0"/>',
            f'<w:color w:val="{_SOFT}"/>',
        ),
        _paragraph("ListBullet", "List Bullet", '<w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="60"/>', ""),
        _paragraph(
            "Source",
            "Source",
            '<w:keepLines/><w:numPr><w:numId w:val="2"/></w:numPr><w:spacing w:after="140" w:line="288" '
            'w:lineRule="auto"/><w:jc w:val="left"/>',
            f'{_SANS}<w:sz w:val="19"/><w:szCs w:val="19"/>',
        ),
        _paragraph(
            "Remark",
            "Remark",
            '<w:jc w:val="left"/>',
            f'{_SANS}<w:color w:val="{_SOFT}"/><w:sz w:val="18"/><w:szCs w:val="18"/>',
        ),
        _paragraph(
            "Warning",
            "Warning",
            f'<w:keepLines/>{washed}<w:spacing w:after="120" w:line="288" w:lineRule="auto"/><w:ind w:left="284" w:right="0"/>'
            '<w:jc w:val="left"/>',
            f'{_SANS}<w:color w:val="{_WARM}"/><w:sz w:val="19"/><w:szCs w:val="19"/>',
        ),
        _paragraph(
            "FootnoteText",
            "footnote text",
            '<w:spacing w:after="40" w:line="264" w:lineRule="auto"/><w:jc w:val="left"/>',
            '<w:sz w:val="18"/><w:szCs w:val="18"/>',
            next_="FootnoteText",
        ),
        _paragraph(
            "Footer",
            "footer",
            '<w:jc w:val="center"/>',
            f'{_SANS}<w:color w:val="{_SOFT}"/><w:sz w:val="17"/><w:szCs w:val="17"/>',
        ),
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        _character(
            "FootnoteReference", "footnote reference", f'<w:color w:val="{_ACCENT}"/><w:vertAlign w:val="superscript"/>'
        ),
        _character("Hyperlink", "Hyperlink", f'<w:color w:val="{_ACCENT}"/>'),
        _character("Unverified", "Unverified", f'<w:b/><w:bCs/><w:color w:val="{_WARM}"/>'),
    )
    return f"{HEAD}<w:styles {NAMESPACES}>{defaults}{''.join(rows)}</w:styles>"


def _paragraph(
    identifier: str,
    name: str,
    layout: str,
    look: str,
    *,
    based: str = "Normal",
    next_: str = "Normal",
    default: bool = False,
) -> str:
    """A style of paragraphs. ``layout`` and ``look`` are the insides of pPr and rPr."""
    marked = ' w:default="1"' if default else ""
    own = ' w:customStyle="1"' if identifier in {"LeadIn", "Refusal", "Source", "Remark", "Warning"} else ""
    return (
        f'<w:style w:type="paragraph"{marked}{own} w:styleId="{identifier}"><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based}"/>' if based else "")
        + (f'<w:next w:val="{next_}"/>' if next_ else "")
        + f"<w:qFormat/><w:pPr>{layout}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
    )


def _character(identifier: str, name: str, look: str) -> str:
    own = ' w:customStyle="1"' if identifier == "Unverified" else ""
    return (
        f'<w:style w:type="character"{own} w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{look}</w:rPr></w:style>'
    )
