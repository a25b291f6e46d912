"""What the tests of briefings share: a briefing with a block of each kind, and what a person reads in its file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import date

from lxml import etree
from lxml import html as lxml_html

from rag import Document, Locator, Paragraph, ParagraphKind, Passage
from tests.answers import RESOLUTION, cited_answer, passage, refused_answer
from tests.fakes import FakeCollection
from ui.briefing.blocks import Block, Briefing, Heading, OwnText, Unasked, pin_answer, pin_paragraph

TODAY = date(2026, 11, 20)

PINNED = date(2026, 11, 18)

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

ARABIC = "وإذ تسترشد بمقاصد ميثاق الأمم المتحدة (1945) ومبادئه،"

RUSSIAN = "вновь подтверждая решимость поощрять международное сотрудничество,"


class Held(FakeCollection):
    """The sample documents, and one whose paragraphs are given."""

    def __init__(self, *texts: str, language: str = "en", title: str = "Planted") -> None:
        super().__init__()
        document = Document(id="planted", title=title, language=language, source="planted.txt")
        numbered = enumerate(texts, start=1)
        self.planted = tuple(
            Passage(
                document,
                Paragraph(locator=Locator(id=str(at), kind=ParagraphKind.NUMBERED, path=(str(at),)), text=each),
            )
            for at, each in numbered
        )

    def document(self, document_id: str) -> Document | None:
        return self.planted[0].document if document_id == "planted" and self.planted else super().document(document_id)

    def passages(self, keys: Iterable[str]) -> dict[str, Passage]:
        wanted = set(keys)
        return super().passages(wanted) | {each.key: each for each in self.planted if each.key in wanted}


def briefing(*blocks: Block, language: str = "zh", title: str = "关于死刑的简报") -> Briefing:
    return Briefing(language=language, title=title, blocks=blocks)


def whole(language: str = "zh") -> tuple[Briefing, Held]:
    """A briefing with a block of each kind, and the collection that holds its words."""
    held = Held(ARABIC, RUSSIAN, language="ar")
    blocks = (
        Heading("要点"),
        OwnText("比利时的立场。\n- 第一点\n- 第二点"),
        pin_answer(cited_answer(), today=PINNED),
        *(pin_paragraph(each, today=PINNED) for each in held.planted),
        Heading("其他", 2),
        pin_paragraph(passage(RESOLUTION, "op12"), today=PINNED),
        pin_answer(refused_answer(), today=PINNED),
        Unasked("？" * 9, "问题过长。", "The question is too long."),
    )
    return briefing(*blocks, language=language), held


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def notes_of(content: bytes) -> dict[int, str]:
    """The footnotes of a Word file, by number; marks of direction are no words."""
    root = etree.fromstring(parts_of(content)["word/footnotes.xml"])
    return {
        int(note.get(f"{WORD}id")): "".join(note.itertext(f"{WORD}t")).strip().replace("\u200e", "")
        for note in root.iter(f"{WORD}footnote")
        if note.get(f"{WORD}type") is None
    }


def text_of(content: bytes, kind: str) -> str:
    """What a person reads in the file."""
    if kind == "md":
        return content.decode()
    if kind == "html":
        return str(lxml_html.fromstring(content.decode()).text_content())
    parts = parts_of(content)
    return "\n".join(
        "".join(etree.fromstring(parts[f"word/{each}.xml"]).itertext()) for each in ("document", "footnotes")
    )
