"""A paged text drawn as a PDF, its footnotes' marks as small raised digits. Quick, for tests that draw many."""

from __future__ import annotations

import io
import re
import unicodedata

from tests.layout.plain import width

SIZE, LEADING, LEFT, TOP = 11, 15, 60, 790
COLUMN = SIZE / 2
"""A full-width character takes two columns, and type of one width is set to fit: as the text was wrapped, so it is drawn."""
RUNS = re.compile(r"([⁰¹²³⁴-⁹]+)|([^\u2e80-\u9fff\uff00-\uffef，。；：、“”《》（）⁰¹²³⁴-⁹]+)|(.)")


def drawn(text: str, *, language: str) -> bytes:
    """A page for each form feed. Fonts that every PDF reader has: Latin text and Chinese only."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfgen.canvas import Canvas

    if language == "zh":
        registerFont(UnicodeCIDFont("STSong-Light"))
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=True)
    for page in text.split("\f"):
        height = TOP
        for line in page.split("\n"):
            words = line.lstrip()
            pen = canvas.beginText(LEFT + COLUMN * (len(line) - len(words)), height)
            for raised, narrow, wide in RUNS.findall(words):
                full = wide if language == "zh" else ""
                pen.setFont("STSong-Light" if full else "Courier", 6 if raised else SIZE if full else COLUMN / 0.6)
                pen.setRise(4 if raised else 0)
                pen.setHorizScale(50 if full and width(full) == 1 else 100)  # quotation marks are wrapped as narrow
                pen.textOut(unicodedata.normalize("NFKC", raised) if raised else narrow or wide)
            canvas.drawText(pen)
            height -= LEADING
        canvas.showPage()
    canvas.save()
    return made.getvalue()
