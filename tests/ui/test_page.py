"""The ways through the page, in both languages, in Debian's Chromium: sources, documents, conversations, library, files, remarks.

One server over a collection of its own, and the one browser; each test has a window of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ingest import FORMATS, read_documents, rehearse
from ingest import ingest as ingest_paths
from rag import open_assistant, open_collection, read_settings
from tests.ui.conftest import Visit, served, visit
from ui.messages import say
from ui.page.calls import Lent
from ui.page.feedback import FeedbackBook
from ui.page.intake import Ingestion

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DOCUMENTS = Path(__file__).resolve().parents[2] / "eval" / "structure" / "documents"
QUESTION = {
    "zh": "比利时的普通照会附件第8段说了什么？",
    "en": "What does paragraph 8 of the note verbale of Belgium say?",
}
LOCALE = {"zh": "zh-CN", "en": "en-GB"}
THEME = {"zh": "light", "en": "dark"}
RESOLUTION = "A/RES/67/169"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("page") / "collection"


@pytest.fixture(scope="module")
def url(home: Path, corpus: Path) -> Iterator[str]:
    """The page over the samples and a document with pages, with all that is lent to it."""
    settings = read_settings(home=home)
    with open_collection(settings) as collection:
        ingest_paths(collection, [corpus, DOCUMENTS / "granary-report-zh.pdf"])
    lent = Lent(home, Ingestion(ingest_paths, rehearse, read_documents, FORMATS), 1_000_000)
    with open_assistant(settings) as assistant, served(assistant, lent=lent) as address:
        yield address


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def visitor(browser: Browser, url: str, language: str) -> Iterator[Visit]:
    with visit(browser, url, locale=LOCALE[language], theme=THEME[language]) as window:
        window.page.wait_for_selector(".pc-library")
        yield window


def flaws(visitor: Visit) -> list[str]:
    """What axe-core finds wrong with the page as it stands: every rule that it has, WCAG 2.2 AA and good practice."""
    source = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    visitor.page.evaluate(f"window.axe || (() => {{ {source} }})()")
    visitor.page.wait_for_timeout(250)  # what fades in has its contrast when it stands
    found = visitor.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found["violations"]]


def told(visitor: Visit, key: str, language: str, **details: object) -> bool:
    return say(key, language, **details) in visitor.page.inner_text("body")


def test_a_citation_leads_to_its_words_and_to_the_next(visitor: Visit, language: str) -> None:
    page = visitor.page
    assert flaws(visitor) == []
    visitor.ask(
        {"zh": f"{RESOLUTION} 第8段和第12段说了什么？", "en": f"What do paragraphs 8 and 12 of {RESOLUTION} say?"}[
            language
        ]
    )
    page.hover("#pc-current .pc-cite >> nth=0")
    page.wait_for_selector(".pc-peek.is-shown")
    whole = page.locator("#pc-panel .pc-card .pc-text").first.inner_text()
    assert page.inner_text(".pc-peek .pc-text") == whole
    page.mouse.move(5, 5)
    page.locator("#pc-current .pc-cite").first.click()
    page.wait_for_selector('#pc-panel .pc-card.is-open[data-cite="1"] mark')
    page.keyboard.press("]")
    page.wait_for_selector('#pc-panel .pc-card.is-open[data-cite="2"]')
    page.click("[data-action=cite-previous]")
    page.wait_for_selector('#pc-panel .pc-card.is-open[data-cite="1"]')
    assert told(visitor, "page.unofficial", language)
    assert flaws(visitor) == []


def test_a_paragraph_has_an_address(visitor: Visit, language: str, url: str) -> None:
    page = visitor.page
    page.goto(f"{url}/#/{RESOLUTION}/op12")
    page.wait_for_selector('.pc-paragraph.is-open[data-paragraph="op12"]')
    assert page.locator(".pc-paragraph").count() == 30
    page.locator('.pc-paragraph[data-paragraph="pp1"] .pc-place').first.click()
    page.wait_for_selector('.pc-paragraph.is-open[data-paragraph="pp1"] .pc-notes')
    assert page.url.endswith(f"#/{RESOLUTION}/pp1")
    assert flaws(visitor) == []
    page.go_back()
    page.wait_for_selector('.pc-paragraph.is-open[data-paragraph="op12"]')
    page.goto(f"{url}/#/{RESOLUTION}/op99")
    page.wait_for_selector("#pc-panel .pc-trouble")
    assert "op99" in page.inner_text("#pc-panel .pc-trouble")


def test_a_conversation_stays_is_renamed_exported_and_deleted(visitor: Visit, language: str) -> None:
    page = visitor.page
    visitor.ask(QUESTION[language])
    answer = page.inner_text("#pc-current .pc-answer")
    page.reload()
    page.wait_for_selector(".pc-exchange[data-state=done]")
    assert page.inner_text("#pc-current .pc-answer") == answer
    page.click("[data-action=conversations]")
    page.click("[data-action=talk-rename]")
    page.fill(".pc-rename input", "<img src=x onerror=alert(1)> 死刑")
    page.press(".pc-rename input", "Enter")
    assert page.inner_text(".pc-talk strong") == "<img src=x onerror=alert(1)> 死刑"
    assert flaws(visitor) == []
    with page.expect_download() as saved:
        page.click("[data-action=talk-export]")
    written = Path(saved.value.path()).read_text(encoding="utf-8")
    assert written.startswith("# <img src=x onerror=alert(1)> 死刑\n\n## " + QUESTION[language])
    assert "普遍废除死刑" in written
    page.click("[data-action=talk-delete]")
    page.wait_for_selector(".pc-welcome:not(.pc-waiting)")
    page.click(".pc-toast button")
    page.wait_for_selector(".pc-exchange[data-state=done]")
    assert page.inner_text("#pc-current .pc-answer") == answer


def test_a_question_is_asked_again_edited_and_by_itself(visitor: Visit, language: str) -> None:
    page = visitor.page
    visitor.ask(QUESTION[language])
    visitor.ask({"zh": "那第24段呢？", "en": "And paragraph 24?"}[language])
    chip = page.locator("#pc-current [data-action=alone]")
    chip.wait_for()
    chip.click()
    page.wait_for_function(
        "document.querySelector('#pc-current .pc-exchange[data-state=done]') && !document.querySelector('[data-action=alone]')"
    )
    page.click("#pc-past [data-action=edit]")
    page.fill(".pc-editing textarea", f"{QUESTION[language]} ")
    page.press(".pc-editing textarea", "Enter")
    page.locator("#pc-current .pc-cite").first.wait_for()
    page.wait_for_function("document.querySelectorAll('.pc-exchange[data-state=done]').length === 1")


def test_what_a_question_was_read_as_is_taken_back_and_had_again(visitor: Visit, language: str) -> None:
    page = visitor.page
    visitor.ask(QUESTION[language])
    chips = page.locator("#pc-current [data-action=without]")
    named = page.locator("#pc-current [data-action=without][data-code^='document:']")
    assert named.count() == 1
    assert {"zh": "比利时的普通照会", "en": "note verbale of Belgium"}[language] in named.inner_text()
    before = chips.count()
    assert flaws(visitor) == []
    named.click()
    page.wait_for_selector("#pc-current .pc-exchange[data-state=done] [data-action=within]")
    assert named.count() == 0
    page.reload()
    page.wait_for_selector("#pc-current [data-action=within]")
    page.click("#pc-current [data-action=within]")
    page.wait_for_function("() => !document.querySelector('#pc-current [data-action=within]')")
    named.wait_for()
    assert chips.count() == before


def test_what_one_thinks_of_an_answer_is_kept(visitor: Visit, language: str, home: Path) -> None:
    page = visitor.page
    visitor.ask(QUESTION[language])
    page.click("[data-verdict='wrong evidence']")
    page.fill(".pc-remark textarea", f"应引第24段 <b>{language}</b>")
    assert flaws(visitor) == []
    page.click(".pc-remark [type=submit]")
    page.wait_for_function("text => document.body.innerText.includes(text)", arg=say("page.feedback.thanks", language))
    last = FeedbackBook(home).all()[-1]
    assert (last.question, last.verdict, last.note) == (
        QUESTION[language],
        "wrong evidence",
        f"应引第24段 <b>{language}</b>",
    )


def test_the_library_finds_and_limits_what_is_asked(visitor: Visit, language: str) -> None:
    page = visitor.page
    assert page.locator(".pc-library li").count() >= 6
    page.fill(".pc-filter [name=words]", {"zh": "白俄罗斯", "en": "belarus"}[language])
    page.wait_for_function("document.querySelectorAll('.pc-library li').length === 1")
    page.click("[data-action=scope]")
    page.wait_for_selector(".pc-scope:not([hidden])")
    visitor.ask(QUESTION[language])
    assert "belgium-note" not in page.inner_html("#pc-current")
    page.click("#pc-current [data-action=widen]")
    page.wait_for_selector("#pc-current .pc-cite")
    assert page.locator(".pc-scope").is_hidden()


def test_files_are_shown_before_they_are_stored(visitor: Visit, language: str, tmp_path: Path) -> None:
    page = visitor.page
    planted = tmp_path / "<img src=x onerror=alert(1)>.txt"
    planted.write_text(f"<script>alert(1)</script>\n\n1. {language} 段落一。\n\n2. 段落二。\n", encoding="utf-8")
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(b"%PDF-1.4 and nothing after it")
    page.set_input_files(".pc-files", [planted, damaged, DOCUMENTS / "ferry-convention-ar.txt"])
    page.wait_for_selector(".pc-batch .pc-row-failed")
    assert "damaged.pdf" in page.inner_text(".pc-row-failed")
    assert flaws(visitor) == []
    page.click(".pc-row-added [data-action=intake-preview] >> nth=0")
    page.wait_for_selector(".pc-document .pc-paragraph")
    page.click(".pc-to-intake")
    arabic = page.locator(".pc-row-added", has_text="ferry-convention-ar.txt")
    arabic.locator("[data-action=intake-leave]").click()
    page.wait_for_selector(".pc-row-left")
    page.click("[data-action=intake-store]")
    page.wait_for_selector(".pc-batch .pc-row-added [data-action=open]")
    page.click(".pc-batch .pc-row-added [data-action=open]")
    page.wait_for_selector(".pc-document [data-action=remove]")
    assert f"{language} 段落一。" in page.inner_text(".pc-document")
    page.click("[data-action=remove]")
    page.wait_for_selector(".pc-toast.is-shown button")
    shown = page.locator(".pc-library li").count()
    page.click(".pc-toast button")
    page.wait_for_function("shown => document.querySelectorAll('.pc-library li').length > shown", arg=shown)
    page.click("[data-action=open][data-document*='onerror']")
    page.click("[data-action=remove]")
    page.wait_for_selector(".pc-toast.is-shown button")


def test_the_page_of_the_file_stands_beside_the_text(browser: Browser, url: str) -> None:
    with visit(browser, f"{url}/#/A/87/206") as visitor:
        page = visitor.page
        page.click("[data-action=sheets]")
        page.wait_for_selector(".pc-picture img")
        text, picture = page.locator(".pc-document").bounding_box(), page.locator(".pc-picture img").bounding_box()
        assert text is not None
        assert picture is not None
        assert picture["x"] >= text["x"] + text["width"]
        assert page.evaluate("document.querySelector('.pc-picture img').naturalWidth") > 500
        assert flaws(visitor) == []
        with page.expect_download() as saved:
            page.click("[data-action=original]")
        assert Path(saved.value.path()).read_bytes().startswith(b"%PDF")


def test_a_narrow_page_is_as_free_of_flaws(browser: Browser, url: str) -> None:
    with visit(browser, url, width=360) as visitor:
        page = visitor.page
        visitor.ask(QUESTION["zh"])
        page.locator("#pc-current .pc-cite").first.click()
        page.wait_for_selector("#pc-panel .pc-card.is-open")
        assert flaws(visitor) == []
        page.click(".pc-close")
        page.click("[data-action=library]")
        page.wait_for_selector("#pc-panel .pc-library")
        assert flaws(visitor) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_service_that_is_gone_is_said_to_be(browser: Browser, fake_page: str) -> None:
    with visit(browser, fake_page, locale="en-GB") as visitor:
        page = visitor.page
        page.wait_for_selector(".pc-library")
        page.route("**/*", lambda route: route.abort())
        page.click(".pc-library [data-action=open] >> nth=0")
        page.wait_for_selector(".pc-offline:not([hidden])")
        assert told(visitor, "page.error.offline", "en")
        page.unroute("**/*")
        page.wait_for_selector(".pc-offline", state="hidden")


def test_what_the_browser_kept_may_be_anything(browser: Browser, fake_page: str) -> None:
    with visit(browser, fake_page) as visitor:
        page = visitor.page
        planted = json.dumps(
            {"exchanges": [{"question": "<img src=x onerror='window.ran=1'>", "text": "<script>1</script>"}]}
        )
        for record in (planted, "{", '{"exchanges": 1}'):
            page.evaluate(
                "record => { localStorage.setItem('paracite:conversation:x', record); sessionStorage.setItem('paracite:open', 'x') }",
                record,
            )
            page.reload()
            page.wait_for_selector(".pc-exchange[data-state=done], .pc-welcome:not(.pc-waiting)")
        page.evaluate("record => localStorage.setItem('paracite:conversation:x', record)", planted)
        page.reload()
        page.wait_for_selector(".pc-exchange[data-state=done]")
        assert "<img src=x" in page.inner_text("#pc-current .pc-question")
        assert page.evaluate("window.ran") is None
