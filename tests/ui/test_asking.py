"""Between a question and its first words: it stands on the page at once, and stopping it takes nothing away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes import FakeAssistant
from tests.ui.conftest import served, visit
from tests.ui.test_page import flaws
from ui.messages import say

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUESTION = {"zh": "比利时在死刑问题上承诺做什么？", "en": "What does Belgium pledge on the death penalty?"}
UNANSWERED = {"zh": "火星上有多少人？", "en": "How many people live on Mars?"}
LOCALE = {"zh": "zh-CN", "en": "en-GB"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_question_stopped_before_its_first_words_is_given_back(language: str, browser: Browser) -> None:
    assistant = FakeAssistant(pause_seconds=6)
    with served(assistant) as url, visit(browser, url, locale=LOCALE[language]) as visitor:
        page = visitor.page
        page.fill("#pc-question textarea", QUESTION[language])
        page.press("#pc-question textarea", "Enter")
        page.wait_for_selector(".pc-asking:visible")
        assert QUESTION[language] in page.inner_text(".pc-asking")
        assert say("page.searching", language) in page.inner_text(".pc-asking")
        assert page.input_value("#pc-question textarea") == ""
        page.click("#pc-stop")
        page.wait_for_selector(".pc-asking", state="hidden")
        assert page.input_value("#pc-question textarea") == QUESTION[language]
        page.wait_for_selector(".pc-welcome:visible")
        assert page.locator(".pc-exchange").count() == 0

        assistant.pause_seconds = 0
        page.wait_for_selector("#pc-question textarea:enabled:focus")
        page.press("#pc-question textarea", "Enter")
        page.wait_for_selector(".pc-exchange[data-state=done]")
        answer = page.inner_text("#pc-current .pc-answer")
        assistant.pause_seconds = 6
        page.click("#pc-current [data-action=again]")
        page.wait_for_selector("#pc-current .pc-searching")
        page.click("#pc-stop")
        page.wait_for_selector("#pc-current .pc-exchange[data-state=done]")
        assert page.inner_text("#pc-current .pc-answer") == answer


@pytest.mark.parametrize("language", ["zh", "en"])
def test_that_the_documents_do_not_say_goes_into_a_briefing_as_such(
    language: str, browser: Browser, fake_page: str
) -> None:
    with visit(browser, fake_page, locale=LOCALE[language]) as visitor:
        page = visitor.page
        visitor.ask(UNANSWERED[language])
        refusal = page.inner_text("#pc-current .pc-refusal p >> nth=0")
        page.click("#pc-current [data-action=pin-answer]")
        page.click("#pc-header [data-action=briefing]")
        assert say("page.briefing.refused", language) in page.inner_text(".pc-block")
        assert page.locator(".pc-quotations").count() == 0
        with page.expect_download() as download:
            page.click("[data-action=export][data-format=md]")
        written = download.value.path().read_text(encoding="utf-8")
        assert UNANSWERED[language] in written
        assert refusal in written
        assert "[^1]" not in written


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_lies_between_is_as_free_of_flaws(language: str, browser: Browser) -> None:
    theme = {"zh": "dark", "en": "light"}[language]
    with (
        served(FakeAssistant()) as url,
        visit(browser, url, locale=LOCALE[language], theme=theme, width=768) as visitor,
    ):
        page = visitor.page
        visitor.ask(UNANSWERED[language])
        assert flaws(visitor) == []
        page.fill("#pc-question textarea", "问" * 5_000)
        page.press("#pc-question textarea", "Enter")
        page.wait_for_selector("#pc-current .pc-trouble")
        assert page.locator("#pc-current .pc-words").bounding_box()["height"] < 500  # type: ignore[index]
        assert flaws(visitor) == []
        page.click("#pc-past [data-action=pin-answer]")
        page.click("#pc-header [data-action=briefing]")
        page.wait_for_selector(".pc-block")
        assert flaws(visitor) == []
        page.click(".pc-to-chat")
        page.route("**/*", lambda route: route.abort())
        page.fill("#pc-question textarea", QUESTION[language])
        page.press("#pc-question textarea", "Enter")
        page.wait_for_selector(".pc-offline:not([hidden])")
        assert page.input_value("#pc-question textarea") == QUESTION[language]
        assert flaws(visitor) == []
        page.unroute("**/*")
        page.wait_for_selector(".pc-offline", state="hidden")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_head_of_the_page_has_room_at_every_width(language: str, browser: Browser, fake_page: str) -> None:
    with visit(browser, fake_page, locale=LOCALE[language]) as visitor:
        page = visitor.page
        for width in (360, 640, 768, 860, 980, 1100, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            brand, tools = page.locator(".pc-brand").bounding_box(), page.locator(".pc-tools").bounding_box()
            assert brand is not None
            assert tools is not None
            said = page.locator(".pc-brand > :last-child, .pc-wordmark").evaluate_all(
                "all => Math.max(...all.map(each => each.getBoundingClientRect().right))"
            )
            assert said <= tools["x"]
            assert tools["x"] + tools["width"] <= width


def test_what_is_printed_has_its_sources_and_is_not_cut(browser: Browser, fake_page: str) -> None:
    with visit(browser, fake_page, theme="dark") as visitor:
        page = visitor.page
        for _ in range(3):
            visitor.ask(QUESTION["zh"])
        page.emulate_media(media="print")
        assert page.locator("#pc-past .pc-card .pc-citation").first.is_visible()
        assert page.locator("#pc-composer").is_hidden()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(247, 245, 240)"
        heights = page.evaluate(
            "['pc-scroll', 'pc-current'].map(id => document.getElementById(id).getBoundingClientRect().bottom)"
        )
        assert heights[1] <= heights[0] + 1
        assert page.evaluate("document.documentElement.scrollHeight") > 900


def test_something_is_seen_at_once_and_makes_way_for_the_page_or_the_login(browser: Browser, fake_page: str) -> None:
    with served(FakeAssistant(), auth=("reader", "secret")) as guarded:
        for url, drawn in ((fake_page, ".pc-welcome:not(.pc-waiting)"), (guarded, "input[type=password]")):
            with browser.new_context(locale="zh-CN") as context:
                page = context.new_page()
                page.route("**/assets/*.js", lambda route: None)  # what draws the page is still on its way
                page.goto(url, wait_until="commit")
                page.wait_for_selector("#pc-early:visible")
                assert say("page.welcome.title", "zh") in page.inner_text("#pc-early")
                page.unroute_all(behavior="ignoreErrors")
                page.reload()
                page.wait_for_selector(drawn)
                page.wait_for_selector("#pc-early", state="detached")
