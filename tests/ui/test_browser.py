"""The page as a person meets it, in Debian's Chromium."""

from __future__ import annotations

import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from rag import Answer, Assistant, Citation, Paragraph, Passage, Statement
from tests.answers import NOTE, RESOLUTION, passage
from tests.fakes import FakeAssistant
from tests.ui.conftest import Visit, served, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUESTION = {"zh": "比利时在死刑问题上承诺做什么？", "en": "What does Belgium pledge on the death penalty?"}
LABEL = {"zh": "附件第8段", "en": "annex, para. 8"}
LOCALE = {"zh": "zh-CN", "en": "en-GB"}
QUOTED = "普遍废除死刑"


def seen(visitor: Visit, selector: str) -> str:
    """The text that a person sees: what the style sheet hides is not in it."""
    return visitor.page.locator(selector).first.inner_text()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_question_and_its_cited_paragraph(language: str, browser: Browser, assistant: Assistant) -> None:
    """The whole way over the sample documents: ask, read, open the marker, see the words, stand in the document."""
    with served(assistant) as url, visit(browser, url, locale=LOCALE[language]) as visitor:
        visitor.ask(QUESTION[language])
        page = visitor.page
        assert page.locator("#pc-current .pc-cite").count() >= 1
        page.locator("#pc-current .pc-cite").first.click()
        card = page.locator("#pc-panel .pc-card.is-open")
        card.wait_for()
        assert LABEL[language] in card.inner_text()
        assert QUOTED in card.locator("mark").inner_text()
        highlight = card.locator("mark").evaluate("mark => getComputedStyle(mark).backgroundColor")
        assert highlight not in {"rgba(0, 0, 0, 0)", "transparent", "rgb(255, 254, 251)"}
        card.locator(".pc-open").click()
        row = page.locator("#pc-panel .pc-paragraph.is-open")
        row.wait_for()
        assert QUOTED in row.locator("mark").inner_text()
        assert row.bounding_box()["y"] < 900  # type: ignore[index]
        assert page.locator("#pc-panel .pc-paragraph").count() > 40


@pytest.mark.parametrize(
    ("locale", "heading"), [("zh-CN", "想在文件里查什么？"), ("en-US", "What do you want to know?")]
)
def test_the_page_speaks_the_language_of_the_browser(
    locale: str, heading: str, browser: Browser, fake_page: str
) -> None:
    with visit(browser, fake_page, locale=locale) as visitor:
        assert seen(visitor, ".pc-welcome h1") == heading


def test_the_language_switches_without_a_request(browser: Browser, fake_page: str) -> None:
    with visit(browser, fake_page) as visitor:
        visitor.ask(QUESTION["zh"])
        asked: list[str] = []
        visitor.page.on("request", lambda request: asked.append(request.url))
        visitor.page.click("[data-action=language][data-to=en]")
        assert seen(visitor, "#pc-panel .pc-card h3") == LABEL["en"]
        assert seen(visitor, ".pc-actions [data-action=copy]") == "Copy with citations"
        assert visitor.page.get_attribute("#pc-question textarea", "placeholder") == "Ask about the documents…"
        assert visitor.page.get_attribute("html", "lang") == "en"
        assert [url for url in asked if "heartbeat" not in url] == []


def test_the_choice_of_language_and_brightness_stays(browser: Browser, fake_page: str) -> None:
    with visit(browser, fake_page, theme="dark") as visitor:
        assert visitor.page.get_attribute("html", "data-theme") == "dark"
        visitor.page.click("[data-action=theme]")
        visitor.page.click("[data-action=language][data-to=en]")
        visitor.page.reload()
        visitor.page.wait_for_selector(".pc-welcome:not(.pc-waiting)")
        assert visitor.page.get_attribute("html", "data-theme") == "light"
        assert seen(visitor, ".pc-welcome h1") == "What do you want to know?"


def test_hovering_a_marker_shows_its_paragraph(browser: Browser, fake_page: str) -> None:
    with visit(browser, fake_page) as visitor:
        visitor.ask(QUESTION["zh"])
        visitor.page.hover("#pc-current .pc-cite >> nth=1")
        visitor.page.wait_for_selector(".pc-peek.is-shown")
        assert "同时尊重和维护其独立性" in seen(visitor, ".pc-peek")


def test_the_keyboard_is_enough(browser: Browser, fake_page: str) -> None:
    with visit(browser, fake_page) as visitor:
        visitor.ask(QUESTION["zh"])
        page = visitor.page
        page.locator("#pc-current .pc-cite").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("#pc-panel .pc-card.is-open")
        assert page.evaluate("document.activeElement.className").startswith("pc-card")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"


def test_a_marker_of_an_earlier_answer_opens_that_answer_s_sources(browser: Browser, fake_page: str) -> None:
    with visit(browser, fake_page) as visitor:
        visitor.ask(QUESTION["zh"])
        visitor.ask("火星上有多少人？")
        assert visitor.page.locator("#pc-panel .pc-card").count() == 0  # the refusal has none
        visitor.page.click("#pc-past .pc-cite >> nth=0")
        visitor.page.wait_for_selector('#pc-panel .pc-card.is-open[data-cite="1"]')


def test_a_refusal_cites_nothing(browser: Browser, fake_page: str) -> None:
    with visit(browser, fake_page, locale="en-GB") as visitor:
        visitor.ask("How many people live on Mars?")
        assert visitor.page.locator("#pc-current .pc-cite").count() == 0
        assert "not citations" in seen(visitor, ".pc-nearest")


@pytest.mark.parametrize(("question", "said"), [("   ", "问题是空的"), ("问" * 10_000, "请缩短"), ("boom", "意外错误")])
def test_trouble_is_told_calmly(question: str, said: str, browser: Browser, fake_page: str) -> None:
    with visit(browser, fake_page) as visitor:
        visitor.ask(question)
        assert said in seen(visitor, ".pc-trouble")
        visitor.ask(QUESTION["zh"])
        assert visitor.page.locator("#pc-current .pc-cite").count() == 2


def test_an_example_asks_itself(browser: Browser, fake_page: str) -> None:
    with visit(browser, fake_page) as visitor:
        visitor.page.click(".pc-examples li.zh .pc-example")
        visitor.page.wait_for_selector(".pc-exchange[data-state=done]")
        assert "比利时在死刑问题上" in seen(visitor, ".pc-question")
        visitor.page.click("[data-action=new]")
        visitor.page.wait_for_selector(".pc-welcome:not(.pc-waiting)")
        assert visitor.page.locator(".pc-exchange").count() == 0


def test_an_answer_is_copied_with_its_citations(browser: Browser, fake_page: str) -> None:
    with visit(browser, fake_page) as visitor:
        visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        visitor.ask(QUESTION["zh"])
        visitor.page.click("[data-action=copy]")
        visitor.page.wait_for_selector("[data-action=copy][data-done]")
        copied = visitor.page.evaluate("navigator.clipboard.readText()")
        assert "出处\n[1] 2022年6月21日比利时常驻联合国代表团给大会主席的普通照会，附件第8段：“比利时将" in copied


def test_an_empty_collection_says_how_to_fill_it(browser: Browser) -> None:
    with served(FakeAssistant(empty=True)) as url, visit(browser, url, locale="en-GB") as visitor:
        assert "paracite ingest PATH" in seen(visitor, ".pc-welcome")
        visitor.ask("Anything?")
        assert "paracite ingest" in seen(visitor, ".pc-trouble")


def test_an_answer_can_be_stopped(browser: Browser) -> None:
    with served(FakeAssistant(pause_seconds=2)) as url, visit(browser, url) as visitor:
        page = visitor.page
        page.fill("#pc-question textarea", "问")
        page.press("#pc-question textarea", "Enter")
        page.wait_for_selector(".pc-exchange[data-state=streaming] .pc-answer")
        page.click("#pc-stop")
        page.wait_for_selector(".pc-exchange[data-state=done]")
        assert page.locator("#pc-current .pc-cite").count() == 1


@pytest.mark.parametrize("width", [360, 390, 768])
def test_a_narrow_page_opens_its_sources_over_the_chat(width: int, browser: Browser, fake_page: str) -> None:
    with visit(browser, fake_page, width=width) as visitor:
        visitor.ask(QUESTION["zh"])
        page = visitor.page
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert not page.locator("#pc-panel .pc-card").first.is_visible()
        page.locator("#pc-current .pc-cite").first.click()
        page.locator("#pc-panel .pc-card.is-open").wait_for()
        page.click(".pc-close")
        page.wait_for_function("getComputedStyle(document.getElementById('pc-panel')).visibility === 'hidden'")


class Trap(BaseHTTPRequestHandler):
    """Another host, as far as the browser is concerned; it notes who comes."""

    visitors: list[str] = []  # noqa: RUF012 - one list, cleared by the test that uses it

    def do_GET(self) -> None:
        Trap.visitors.append(self.path)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def planted(address: str) -> Answer:
    """An answer in which everything tries to run, or to reach ``address``."""
    words = (
        f"<script>window.ran=1</script><img src={address}/a onerror='window.ran=2'>![]({address}/b)"
        f"<style>*{{background:url({address}/c)}}</style><svg onload='window.ran=3'><a href='javascript:window.ran=4'>x</a>"
        "${window.ran=5}{{constructor.constructor('window.ran=6')()}}`"
    )
    document = replace(NOTE, title=words, author=words, date=words, symbol=words)
    paragraph: Paragraph = replace(
        passage(NOTE, "20.b8").paragraph, text=words, section=(words,), lead_in=words, verb=words
    )
    citation = Citation(number=1, passage=Passage(document, paragraph), quote=words, score=1.0)
    return Answer(
        question="q", text=f"{words} [1]", language="zh", composer="extractive", notice=words,
        statements=(Statement(words, (1,)),), citations=(citation,),
    )  # fmt: skip


def test_planted_markup_neither_runs_nor_reaches_out(browser: Browser) -> None:
    trap = HTTPServer(("localhost", 0), Trap)
    threading.Thread(target=trap.serve_forever, daemon=True).start()
    address = f"http://localhost:{trap.server_port}"
    Trap.visitors.clear()
    try:
        with (
            served(FakeAssistant(answers={"planted": planted(address)})) as url,
            visit(browser, url) as visitor,
        ):
            visitor.ask("planted")
            visitor.page.click("#pc-current .pc-cite >> nth=0")
            visitor.page.hover("#pc-current .pc-cite >> nth=0")
            visitor.ask(planted(address).text)
            assert visitor.page.evaluate("window.ran") is None
            assert "<script>" in seen(visitor, "#pc-past .pc-answer")
    finally:
        trap.shutdown()
    assert Trap.visitors == []


def test_the_policy_stops_what_would_reach_out_all_the_same(browser: Browser, fake_page: str) -> None:
    trap = HTTPServer(("localhost", 0), Trap)
    threading.Thread(target=trap.serve_forever, daemon=True).start()
    Trap.visitors.clear()
    with visit(browser, fake_page) as visitor:
        visitor.page.evaluate(
            "url => new Promise(done => { const image = new Image(); image.onerror = image.onload = done; image.src = url })",
            f"http://localhost:{trap.server_port}/ping",
        )
        assert Trap.visitors == []
        assert any("Content Security Policy" in complaint for complaint in visitor.complaints)
        visitor.complaints.clear()
        visitor.elsewhere.clear()
    trap.shutdown()


def test_the_newest_question_stands_at_the_top(browser: Browser, fake_page: str) -> None:
    with visit(browser, fake_page) as visitor:
        for question in (QUESTION["zh"], QUESTION["en"]):
            visitor.ask(question)
        visitor.page.wait_for_function(
            "document.querySelector('#pc-current .pc-question').getBoundingClientRect().top < 200", timeout=5_000
        )


def test_a_page_that_is_still_open_ends_quietly(browser: Browser, capfd: pytest.CaptureFixture[str]) -> None:
    with served(FakeAssistant()) as url, browser.new_context() as context:
        context.new_page().goto(url)
        context.pages[0].wait_for_selector(".pc-welcome:not(.pc-waiting)")
        served_until_now = capfd.readouterr()
        assert "Traceback" not in served_until_now.err
    assert "Traceback" not in capfd.readouterr().err


def test_a_deleted_conversation_leaves_nothing_in_the_browser(browser: Browser, fake_page: str) -> None:
    """It is kept by us alone (Gradio would keep every run), so that deleting it there deletes it."""
    stored = "JSON.stringify([...Object.entries(localStorage), ...Object.entries(sessionStorage)])"
    with visit(browser, fake_page) as visitor:
        page = visitor.page
        visitor.ask(QUESTION["zh"])
        page.wait_for_function("Object.keys(localStorage).some(name => name.startsWith('paracite:conversation:'))")
        assert page.evaluate("Object.keys(localStorage).every(name => name.startsWith('paracite:'))")
        page.click("[data-action=conversations]")
        page.click("[data-action=talk-delete]")
        page.wait_for_selector(".pc-welcome:not(.pc-waiting)")
        assert "死刑" not in page.evaluate(stored)
        assert RESOLUTION.title not in page.evaluate(stored)
