"""A briefing as a Word file: its parts, its footnotes, and that other programs open it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from lxml import etree

from tests.ui.briefings import ARABIC, TODAY, WORD, notes_of, parts_of, whole
from ui.briefing.blocks import PinnedParagraph
from ui.briefing.export import export


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_footnote_is_called_once_and_holds_citation_quotation_and_day(language: str) -> None:
    made, held = whole(language)
    content = export(made, held, format="docx", today=TODAY).content
    notes = notes_of(content)
    body = etree.fromstring(parts_of(content)["word/document.xml"])
    called = [int(each.get(f"{WORD}id")) for each in body.iter(f"{WORD}footnoteReference")]
    assert called == sorted(notes) == list(range(1, 6))
    for number, quotation in enumerate(made.quotations(), start=1):
        assert quotation.citation(language) in notes[number]
        assert f"“{quotation.words}”" in notes[number]
        assert ("2026年11月20日查阅" if language == "zh" else "accessed 20 November 2026") in notes[number]
        (found,) = held.passages([quotation.key]).values()
        assert quotation.words in found.paragraph.text
    assert "A/RES/67/169" in notes[5]


def test_the_parts_of_the_word_file_are_tied_together() -> None:
    made, held = whole()
    parts = parts_of(export(made, held, format="docx", today=TODAY).content)
    for name, content in parts.items():
        etree.fromstring(content)
        assert b"\x00" not in content, name
    types = parts["[Content_Types].xml"].decode()
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    inside = {each.get("Target") for each in relations if each.get("TargetMode") != "External"}
    assert "footnotes.xml" in inside
    for target in inside:
        assert f"word/{target}" in parts
        assert f"/word/{target}" in types
    used = set(re.findall(rb'r:id="([^"]+)"', parts["word/document.xml"]))
    assert used <= {each.get("Id").encode() for each in relations}
    known = set(re.findall(rb'w:styleId="([^"]+)"', parts["word/styles.xml"]))
    wanted = set(re.findall(rb'<w:[pr]Style w:val="([^"]+)"', parts["word/document.xml"] + parts["word/footnotes.xml"]))
    assert wanted <= known
    assert re.search(rb'<w:footnote w:id="-1"/><w:footnote w:id="0"/>', parts["word/settings.xml"])


ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
        "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN "
        "bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc "
        "textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
        "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
        "fitText vertAlign rtl cs em lang eastAsianLayout"
    ),
    "pBdr": "top left bottom right between bar",
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat "
        "locked personal rsid pPr rPr tblPr"
    ),
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId lvlJc pPr rPr",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar cols",
    "settings": "zoom defaultTabStop characterSpacingControl footnotePr endnotePr compat themeFontLang",
}
"""The sequences of ISO/IEC 29500: Word calls a file damaged whose elements stand otherwise."""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_elements_stand_in_the_order_that_word_demands(language: str) -> None:
    made, held = whole(language)
    wrong = replace(next(made.quotations()), words="nowhere")
    made = replace(made, blocks=(*made.blocks, PinnedParagraph(wrong)))  # a warning, too
    seen = set()
    for name, content in parts_of(export(made, held, format="docx", today=TODAY).content).items():
        for element in etree.fromstring(content).iter():
            order = ORDER.get(etree.QName(element).localname) if str(element.tag).startswith(WORD) else None
            if order is None:
                continue
            wanted = order.split()
            children = [etree.QName(child).localname for child in element]
            seen.update(children)
            assert children == sorted(set(children), key=wanted.index), f"{name}: {children}"
    assert {"bidi", "rtl", "lang", "pBdr", "numPr", "footnotePr", "jc"} <= seen


def test_another_library_opens_the_word_file() -> None:
    made, held = whole()
    opened = docx.Document(io.BytesIO(export(made, held, format="docx", today=TODAY).content))
    styles = [each.style.name for each in opened.paragraphs if each.style]
    assert styles[:3] == ["Title", "Subtitle", "Heading 1"]
    assert styles.count("List Bullet") == 2
    assert opened.core_properties.title == made.title


def test_what_reads_from_right_to_left_is_marked_so() -> None:
    made, held = whole()
    body = etree.fromstring(parts_of(export(made, held, format="docx", today=TODAY).content)["word/document.xml"])
    turned = [each for each in body.iter(f"{WORD}p") if each.find(f"{WORD}pPr/{WORD}bidi") is not None]
    assert ["".join(each.itertext(f"{WORD}t")) for each in turned] == [ARABIC]
    assert turned[0].find(f"{WORD}r/{WORD}rPr/{WORD}rtl") is not None
    page = export(made, held, format="html", today=TODAY).content.decode()
    assert f'<bdi lang="ar" dir="rtl">{ARABIC}</bdi>' in page


def test_the_word_file_survives_libreoffice(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no LibreOffice on this machine (Debian: apt-get install libreoffice-writer-nogui)")
    made, held = whole()
    source = tmp_path / "in.docx"
    source.write_bytes(export(made, held, format="docx", today=TODAY).content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    to_word = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "out"), str(source)]
    subprocess.run([program, profile, "--headless", *to_word], check=True, capture_output=True, timeout=120)
    again = notes_of((tmp_path / "out" / "in.docx").read_bytes())
    assert len(again) == 5
    for number, quotation in zip(sorted(again), made.quotations(), strict=True):
        assert quotation.words in again[number]
        assert quotation.zh in again[number]
