"""The pages of a PDF, one after the other: pdfium's characters, upright, inside the visible page."""

from __future__ import annotations

import ctypes
from collections import Counter
from typing import TYPE_CHECKING, Any

from ingest.readers.glyphs import Glyph, Sheet, is_unknown, plain_text

if TYPE_CHECKING:
    import pypdfium2

_INVISIBLE = 3
"""The rendering mode of text that is there to be found and copied: what an OCR program lays under its picture."""
_BOLD = 600
_THIN = 2.5
"""Points: a path that is not thicker is a rule."""


def sheet_of(page: pypdfium2.PdfPage, number: int) -> Sheet:
    """What stands on a page of a PDF."""
    text_page = page.get_textpage()
    try:
        drawn, unknown = _drawn(text_page.raw, page.get_bbox())
    finally:
        text_page.close()
    ways = Counter(way for _, way, _ in drawn)
    upright = ways.most_common(1)[0][0] if ways else (1, 0)
    hidden = sum(invisible for _, _, invisible in drawn)
    # invisible text is the text of a scan; beside visible text it is a leftover
    keeps_hidden = hidden * 2 > len(drawn)
    glyphs = [
        _turned(glyph, upright) for glyph, way, invisible in drawn if way == upright and (keeps_hidden or not invisible)
    ]
    turned = sum(1 for glyph, way, _ in drawn if way != upright and glyph.text.strip())
    rules = _rules(page) if upright == (1, 0) else []
    return Sheet(number, glyphs, rules, unknown=unknown, turned=turned)


def _drawn(raw: Any, box: tuple[float, float, float, float]) -> tuple[list[tuple[Glyph, tuple[int, int], bool]], int]:
    """Each character with the way it runs and whether it is invisible; how many have no meaning."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = box
    x, y = ctypes.c_double(), ctypes.c_double()
    rectangle = pdfium.FS_RECTF()
    drawn: list[tuple[Glyph, tuple[int, int], bool]] = []
    unknown, last = 0, 0
    known: dict[int, tuple[float, tuple[int, int], bool, bool]] = {}
    baselines: dict[int, float] = {}
    """Of what runs from left to right, by the piece of text: its characters share one."""
    for index in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        text_object = pdfium.FPDFText_GetTextObject(raw, index)
        if code in (10, 13) or not text_object:
            continue  # a space or line end of pdfium's own
        address = ctypes.addressof(text_object.contents)
        style = known.get(address)
        if style is None:
            style = known[address] = _style(raw, index, text_object)
        size, way, bold, invisible = style
        # 2 is a hyphen at a line's end
        character = "-" if code == 2 else chr(code) if code < 0x110000 else "\ufffd"
        if is_unknown(character):
            unknown += 1
            continue
        baseline = baselines.get(address)
        if baseline is None:
            pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
            baseline = x.value if way[0] == 0 else y.value
            if way == (1, 0):
                baselines[address] = baseline
        pdfium.FPDFText_GetLooseCharBox(raw, index, rectangle)
        if not (
            left <= (rectangle.left + rectangle.right) / 2 <= right
            and bottom <= (rectangle.bottom + rectangle.top) / 2 <= top
        ):
            continue
        text = plain_text(character)
        if way[0] == 0:
            start, end = rectangle.bottom, rectangle.top
        else:
            start, end = rectangle.left, rectangle.right
        if address == last and drawn and (drawn[-1][0].left, drawn[-1][0].right) == (start, end):
            # the second letter of a ligature: what is drawn twice to look bold is drawn by a text of its own
            above = drawn[-1][0]
            drawn[-1] = (above._replace(text=above.text + text), *drawn[-1][1:])
            continue
        last = address
        drawn.append((Glyph(text, start, end, baseline, size, bold), way, invisible))
    return drawn, unknown


def _style(raw: Any, index: int, text_object: Any) -> tuple[float, tuple[int, int], bool, bool]:
    """What the characters of one piece of text share: size, the way they run, bold, invisible."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(raw, index, matrix)
    scale = (matrix.a**2 + matrix.b**2) ** 0.5
    scale = scale if scale > 0 else (matrix.c**2 + matrix.d**2) ** 0.5
    way = (round(matrix.a / scale), round(matrix.b / scale)) if scale else (1, 0)
    if abs(matrix.a) > 0.1 * scale and abs(matrix.b) > 0.1 * scale:
        way = (2, 2)  # aslant
    height = (matrix.c**2 + matrix.d**2) ** 0.5 or scale
    return (
        pdfium.FPDFText_GetFontSize(raw, index) * height,
        way,
        pdfium.FPDFText_GetFontWeight(raw, index) >= _BOLD,
        pdfium.FPDFTextObj_GetTextRenderMode(text_object) == _INVISIBLE,
    )


def _turned(glyph: Glyph, way: tuple[int, int]) -> Glyph:
    """The glyph as it stands when the page is held so that the text runs from left to right."""
    if way == (0, 1):
        return glyph._replace(y=-glyph.y)
    if way == (0, -1):
        return glyph._replace(left=-glyph.right, right=-glyph.left)
    if way == (-1, 0):
        return glyph._replace(left=-glyph.right, right=-glyph.left, y=-glyph.y)
    return glyph


def _rules(page: pypdfium2.PdfPage) -> list[tuple[float, float, float]]:
    """Thin horizontal lines: left, right, y."""
    import pypdfium2.raw as pdfium

    found: list[tuple[float, float, float]] = []
    edges = [ctypes.c_float() for _ in range(4)]
    for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
        drawn = pdfium.FPDFPage_GetObject(page.raw, index)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if pdfium.FPDFPageObj_GetBounds(drawn, *edges):
            left, bottom, right, top = (edge.value for edge in edges)
            if top - bottom <= _THIN and right - left >= 20:
                found.append((left, right, (bottom + top) / 2))
    return found
