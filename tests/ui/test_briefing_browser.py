"""The briefing on the page: pinned, put in order, written between, kept, exported; in both languages and by the keyboard."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import docx
import pytest

from rag import Locator, Paragraph, ParagraphKind, Passage
from tests.answers import NOTE, PARAGRAPHS
from tests.fakes import FakeAssistant
from tests.ui.briefings import notes_of
from tests.ui.conftest import Visit, served, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUESTION = {"zh": "比利时在死刑问题上承诺做什么？", "en": "What does Belgium pledge on the death penalty?"}
LOCALE = {"zh": "zh-CN", "en": "en-GB"}
CITED = {"zh": "附件第8段", "en": "annex, para. 8"}


def pinned(visitor: Visit, count: int) -> None:
    visitor.page.wait_for_function(
        "count => document.querySelector('.pc-pinned').textContent === count", arg=str(count)
    )


def kinds(visitor: Visit) -> list[str]:
    """The blocks as the browser keeps them."""
    kept = visitor.page.evaluate("localStorage.getItem('paracite:briefing')")
    return [each["type"] for each in json.loads(kept)["blocks"]]


def exported(visitor: Visit, how: str) -> bytes:
    with visitor.page.expect_download() as download:
        visitor.page.click(f"[data-action=export][data-format={how}]")
    return download.value.path().read_bytes()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pin_order_write_and_export(language: str, browser: Browser, fake_page: str) -> None:
    with visit(browser, fake_page, locale=LOCALE[language]) as visitor:
        page = visitor.page
        visitor.ask(QUESTION[language])
        page.click("#pc-current [data-action=pin-answer]")
        pinned(visitor, 1)
        page.click("#pc-panel .pc-card [data-action=pin-paragraph] >> nth=1")
        pinned(visitor, 2)
        page.click("#pc-header [data-action=briefing]")
        assert kinds(visitor) == ["answer", "paragraph"]
        page.click("[data-action=block-add][data-type=heading]")
        page.keyboard.type("第一部分 & <b>")
        page.keyboard.press("Alt+ArrowUp")
        page.keyboard.press("Alt+ArrowUp")
        assert kinds(visitor) == ["heading", "answer", "paragraph"]
        assert page.evaluate("document.activeElement.value") == "第一部分 & <b>"
        page.click("[data-action=block-after] >> nth=0")
        page.keyboard.type("自己的话。")
        page.click("[data-action=block-down] >> nth=1")
        assert kinds(visitor) == ["heading", "answer", "text", "paragraph"]

        page.reload()  # kept in the browser
        page.wait_for_selector(".pc-welcome:not(.pc-waiting), .pc-exchange")
        pinned(visitor, 4)
        page.click("#pc-header [data-action=briefing]")
        content = exported(visitor, "docx")
        texts = [each.text for each in docx.Document(io.BytesIO(content)).paragraphs]
        assert texts.index("第一部分 & <b>") < texts.index(QUESTION[language]) < texts.index("自己的话。")
        notes = notes_of(content)
        assert len(notes) == 3
        assert CITED[language] in notes[1]
        assert PARAGRAPHS[NOTE.id][1].text in notes[3]
        assert page.locator(".pc-untold").is_hidden()

        page.click("[data-action=block-out] >> nth=1")
        assert kinds(visitor) == ["heading", "text", "paragraph"]
        page.click(".pc-toast button")
        assert kinds(visitor) == ["heading", "answer", "text", "paragraph"]
        visitor.ask(QUESTION[language])
        assert page.locator(".pc-blocks").is_visible()  # an answer takes nobody's writing away


def test_a_paragraph_of_the_whole_document_is_pinned_and_one_that_changed_is_told(browser: Browser) -> None:
    assistant = FakeAssistant()
    with served(assistant) as url, visit(browser, url, locale="en-GB") as visitor:
        page = visitor.page
        visitor.ask(QUESTION["en"])
        page.click("#pc-panel .pc-card [data-action=open] >> nth=0")
        page.click('#pc-panel .pc-paragraph[data-paragraph="20.b8"] [data-action=pin-paragraph]')
        pinned(visitor, 1)
        page.click("#pc-header [data-action=briefing]")
        assistant.collection.held = (NOTE,)
        assert b"no longer" not in exported(visitor, "md")
        locator = Locator(id="20.b8", kind=ParagraphKind.BULLET, part="annex", path=("20",), bullet=8)
        changed = Passage(NOTE, Paragraph(locator=locator, text="继续提供支持。"))
        assistant.collection.passages = lambda keys: {changed.key: changed}  # type: ignore[method-assign]
        assert "no longer holds these words" in exported(visitor, "md").decode()
        page.wait_for_selector(".pc-untold:visible")
        assert "annex, para. 20, 8th bullet" in page.inner_text(".pc-untold")


def test_a_saved_briefing_is_opened_again_and_nothing_else_is(browser: Browser, fake_page: str) -> None:
    with visit(browser, fake_page) as visitor:
        page = visitor.page
        page.click("#pc-header [data-action=briefing]")
        page.click("[data-action=block-add][data-type=text]")
        page.keyboard.type("<img src=https://elsewhere.example/x.png onerror=alert(1)>")
        with page.expect_download() as download:
            page.click("[data-action=briefing-save]")
        saved = download.value.path().read_bytes()
        page.click("[data-action=briefing-clear]")
        assert kinds(visitor) == []
        for content in (b"{}", saved):
            with page.expect_file_chooser() as chooser:
                page.click("[data-action=briefing-open]")
            chooser.value.set_files({"name": "b.json", "mimeType": "application/json", "buffer": content})
            page.wait_for_function(
                "wanted => document.querySelector('.pc-toast.is-shown').innerText.includes(wanted)",
                arg="不是保存的简报" if content == b"{}" else "已打开简报",
            )
        assert kinds(visitor) == ["text"]
        assert page.locator("#pc-panel img").count() == 0
        assert page.input_value("textarea.pc-writing").startswith("<img")
