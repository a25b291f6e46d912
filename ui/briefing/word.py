"""A manuscript as a Word file whose notes are real footnotes: Word numbers them, and they move with the text.

The file is written part by part (ui/briefing/word_parts.py): no library that writes Word files has footnotes. All text passes
``_runs``, which escapes it; what is left of it after ``clean`` is legal XML.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

from ui.briefing.manuscript import Line, Manuscript, Note, Reference, Source, Style, Words
from ui.briefing.word_parts import (
    HEAD,
    NAMESPACES,
    PAGE,
    application_properties,
    content_types,
    core_properties,
    document_relations,
    footer,
    numbering,
    package_relations,
    settings,
    styles,
)

_RIGHT_TO_LEFT: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_DIRECTIONS: Final = re.compile(f"([{_RIGHT_TO_LEFT}](?:[^A-Za-z\u00c0-\u058f\u0900-\ufb1c]*[{_RIGHT_TO_LEFT}])?)")
_LEFT_TO_RIGHT_MARK: Final = "\u200e"
_TURNED_BAR: Final = (
    '<w:pBdr><w:left w:val="nil"/><w:right w:val="single" w:sz="18" w:space="10" w:color="0B5C85"/></w:pBdr>'
)
_HAN: Final = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_STYLES: Final = {
    Style.HEADING: "Heading1",
    Style.SUBHEADING: "Heading2",
    Style.QUESTION: "Heading3",
    Style.ITEM: "ListBullet",
    Style.OWN_ITEM: "ListBullet",
    Style.LEAD: "LeadIn",
    Style.QUOTATION: "Quote",
    Style.REFUSAL: "Refusal",
    Style.REMARK: "Remark",
    Style.WARNING: "Warning",
}
_LANGUAGES: Final = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU"}


def word(manuscript: Manuscript, *, today: date) -> bytes:
    """The bytes of a ``.docx`` file; the same manuscript and day give the same bytes."""
    links: dict[str, str] = {}
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": package_relations(),
        "word/document.xml": _document(manuscript, links),
        "word/_rels/document.xml.rels": document_relations(links),
        "word/styles.xml": styles(manuscript.language),
        "word/settings.xml": settings(manuscript.language),
        "word/numbering.xml": numbering(),
        "word/footnotes.xml": _footnotes(manuscript),
        "word/footer.xml": footer(),
        "docProps/core.xml": core_properties(
            escape(manuscript.title), made=f"{today.isoformat()}T00:00:00Z", language=manuscript.language
        ),
        "docProps/app.xml": application_properties(),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, (max(today.year, 1980), today.month, today.day, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return made.getvalue()


def _document(manuscript: Manuscript, links: dict[str, str]) -> str:
    language = manuscript.language
    body = [_paragraph("Title", manuscript.title, language), _paragraph("Subtitle", manuscript.dated, language)]
    if manuscript.warnings:
        body.append(_paragraph("Warning", manuscript.say("briefing.warnings"), language, look="<w:b/><w:bCs/>"))
        body += [_paragraph("Warning", f"⚠ {each}", language) for each in manuscript.warnings]
    body += [_line(each, language) for each in manuscript.lines]
    if manuscript.sources:
        body.append(_paragraph("Heading1", manuscript.say("briefing.sources"), language))
        body += [_source(each, manuscript, links) for each in manuscript.sources]
    body.append(_paragraph("Remark", manuscript.closing, language))
    return f"{HEAD}<w:document {NAMESPACES}><w:body>{''.join(body)}{PAGE}</w:body></w:document>"


def _paragraph(style: str, text: str, language: str, *, look: str = "") -> str:
    words = Words(text)
    turned = words.right_to_left
    return _wrapped(style, _runs(words, language, look=look, turned=turned), turned=turned)


def _wrapped(style: str, inside: str, *, turned: bool) -> str:
    """A paragraph. ``turned``: it reads from right to left; the bar of a quotation then stands on its right."""
    direction = f"{_TURNED_BAR if style in {'Quote', 'LeadIn'} else ''}<w:bidi/>" if turned else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{direction}</w:pPr>{inside}</w:p>'


def _line(line: Line, language: str) -> str:
    turned = line.right_to_left
    inside = "".join(
        _call(each.number) if isinstance(each, Reference) else _runs(each, language, turned=turned)
        for each in line.pieces
    )
    return _wrapped(_STYLES.get(line.style, "Normal"), inside, turned=turned)


def _call(number: int) -> str:
    return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


def _runs(words: Words, language: str, *, style: str = "", look: str = "", turned: bool = False) -> str:
    """The text as runs, each of one direction; ``look`` is what stands in rPr between the fonts and the language.

    ``turned``: the paragraph reads from right to left. In one that does not, a mark after each run that does keeps the
    number or bracket that follows on its own side.
    """
    made = []
    for number, piece in enumerate(_DIRECTIONS.split(words.text)):
        if piece:
            backwards = number % 2 == 1
            made.append(_run(piece, words.language or language, style=style, look=look, turned=backwards))
            if backwards and not turned:
                made.append(_text_run("", _LEFT_TO_RIGHT_MARK))
    return "".join(made)


def _run(text: str, language: str, *, style: str, look: str, turned: bool) -> str:
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    if turned:
        return _text_run(f'{named}{look}<w:rtl/><w:lang w:bidi="ar-SA"/>', text)
    # “ ” and … have no width of their own: in a Chinese text they are set as Chinese
    hint = '<w:rFonts w:hint="eastAsia"/>' if _HAN.search(text) or language == "zh" else ""
    spoken = '<w:lang w:eastAsia="zh-CN"/>' if hint else f'<w:lang w:val="{_LANGUAGES.get(language, "en-GB")}"/>'
    return _text_run(f"{named}{hint}{look}{spoken}", text)


def _text_run(look: str, text: str) -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _footnotes(manuscript: Manuscript) -> str:
    """The two separators that every file has, and the notes from 1."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    notes = "".join(_footnote(each, manuscript.language) for each in manuscript.notes)
    return f"{HEAD}<w:footnotes {NAMESPACES}>{separators}{notes}</w:footnotes>"


def _footnote(note: Note, language: str) -> str:
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    mark += '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
    inside = mark + "".join(_runs(each, language) for each in note.pieces)
    if note.warning:
        inside += _runs(Words(f" ⚠ {note.warning}"), language, style="Unverified")
    return f'<w:footnote w:id="{note.number}">{_wrapped("FootnoteText", inside, turned=False)}</w:footnote>'


def _source(source: Source, manuscript: Manuscript, links: dict[str, str]) -> str:
    """One paragraph, so that its number stands for the whole; its rows are line breaks."""
    language, soft = manuscript.language, '<w:color w:val="565D66"/>'
    rows = [_runs(source.name, language, look="<w:b/><w:bCs/>")]
    if source.title is not None:
        rows.append(_runs(source.title, language))
    rows += [_runs(Words(each), language, look=soft) for each in (" · ".join(source.facts), source.cited) if each]
    if source.url:
        name, address = f"rIdlink{len(links) + 1}", escape(source.url, {'"': "&quot;"})
        links[name] = address
        shown = _runs(Words(source.url), "en", style="Hyperlink")
        before = _runs(Words(manuscript.say("briefing.original")), language, look=soft)
        rows.append(f'{before}<w:hyperlink r:id="{name}">{shown}</w:hyperlink>')
    return _wrapped("Source", "<w:r><w:br/></w:r>".join(rows), turned=False)
