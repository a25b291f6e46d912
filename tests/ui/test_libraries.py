"""Several collections behind one service: each person's own choice, few of them open, none made by looking."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ingest import FORMATS, read_documents, rehearse
from ingest import ingest as ingest_paths
from rag import Settings, open_assistant, open_collection, read_settings
from tests.fakes import FakeAssistant, reading
from tests.ui.conftest import served, visit
from tests.ui.test_page import flaws
from ui.messages import say
from ui.page.calls import Lent
from ui.page.feedback import FeedbackBook
from ui.page.intake import Ingestion
from ui.page.libraries import MOST_OPEN, Libraries, UnknownCollection
from ui.programs.door import Programs

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PORT = "港口 <b>档案</b>"
TEXTS = {
    "": ["灯塔管理员每天日落时点灯。", "灯塔的油料由市政府供应。"],
    PORT: ["港口主任每月检查一次码头。", "渡船的票价由议会决定。"],
}
QUESTION = "第1段说了什么？"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    found = read_settings(home=tmp_path_factory.mktemp("several"))
    for name, texts in TEXTS.items():
        with open_collection(replace(found, collection=name)) as collection:
            collection.store([reading(f"doc-{len(name)}", texts)])
    return found


@pytest.fixture(scope="module")
def libraries(settings: Settings) -> Iterator[Libraries]:
    with open_assistant(settings) as assistant, Libraries(assistant, settings) as found:
        yield found


@pytest.fixture(scope="module")
def url(libraries: Libraries, settings: Settings) -> Iterator[str]:
    def into(name: str) -> Ingestion:
        def take_in(collection: Any, paths: Any, /, **told: Any) -> Any:
            with open_collection(replace(settings, collection=name)) as opened:
                return ingest_paths(opened, paths, **told)

        return Ingestion(take_in, rehearse, read_documents, FORMATS)

    lent = Lent(settings.home, into(""), 1_000_000, elsewhere=into)
    with libraries.lent() as assistant, served(assistant, libraries=libraries, lent=lent) as address:
        yield address


def test_a_program_asks_the_served_collection_unless_it_names_another(libraries: Libraries) -> None:
    with libraries.lent() as assistant:
        programs = Programs(assistant, libraries)
        for name, collection in (("", None), (PORT, PORT), (PORT, f" {PORT} "), ("", "")):
            (row,) = programs.documents(collection=collection)["documents"]
            assert row["id"] == f"doc-{len(name)}"
            *_, answer = programs.ask(QUESTION, collection=collection)
            assert answer["citations"][0]["quote"] in TEXTS[name][0]
            (found,) = programs.search(TEXTS[name][0], limit=1, collection=collection)["passages"]
            assert found["document"]["id"] == row["id"]
            (paragraph,) = programs.show(row["id"], "1", collection=collection)["paragraphs"]
            assert paragraph["text"] == TEXTS[name][0]


@pytest.mark.parametrize("name", ["nowhere", "../..", "。", "x" * 500])
def test_a_collection_that_is_not_there_is_told_and_never_made(
    name: str, libraries: Libraries, settings: Settings
) -> None:
    before = sorted(settings.home.rglob("*"))
    with libraries.lent() as assistant, pytest.raises(UnknownCollection) as told:
        Programs(assistant, libraries).documents(collection=name)
    assert name[:100] in told.value.message("zh")
    assert "paracite collections" in told.value.message("en")
    assert sorted(settings.home.rglob("*")) == before


def test_a_service_of_one_collection_has_no_other() -> None:
    with pytest.raises(UnknownCollection):
        Libraries(FakeAssistant()).known("")  # type: ignore[arg-type]


class Opened(FakeAssistant):
    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.name, self.open = settings.collection, True

    def close(self) -> None:
        self.open = False


def test_few_stay_open_and_none_closes_while_it_is_asked(tmp_path: Path) -> None:
    names = [f"c{number}" for number in range(MOST_OPEN + 3)]
    home = read_settings(home=tmp_path)
    for name in names:
        with open_collection(replace(home, collection=name)) as collection:
            collection.store([reading("a", ["一"])])
    opened: list[Opened] = []

    def opening(settings: Settings) -> Any:
        opened.append(Opened(settings))
        return opened[-1]

    libraries = Libraries(FakeAssistant(), home, opened_by=opening)  # type: ignore[arg-type]
    with libraries.lent(names[0]) as held:
        for name in names[1:]:
            with libraries.lent(name):
                pass
        assert held.open  # type: ignore[attr-defined]
        assert sum(each.open for each in opened) <= MOST_OPEN + 1
        asking = [threading.Thread(target=lambda: libraries.collection(names[0]).documents()) for _ in range(8)]
        for each in asking:
            each.start()
        for each in asking:
            each.join()
    assert [each.name for each in opened].count(names[0]) == 1
    libraries.close()
    assert not any(each.open for each in opened)


def test_each_window_asks_the_collection_that_it_chose(
    browser: Browser, url: str, settings: Settings, tmp_path: Path
) -> None:
    with visit(browser, url) as one, visit(browser, url, locale="en-GB", theme="dark", width=360) as other:
        page = one.page
        page.wait_for_selector(".pc-collections li")
        assert page.locator(".pc-collections li").count() == 2
        page.click(f".pc-collections button:has-text('{PORT}')")
        page.wait_for_selector(".pc-elsewhere:not([hidden])")
        assert PORT in page.inner_text(".pc-elsewhere")
        assert "collection=" in page.url
        page.wait_for_selector(".pc-library [data-document='doc-12'], .pc-library [data-document^='doc-']")
        one.ask(QUESTION)
        assert "每月检查一次码头" in page.inner_text("#pc-current .pc-answer")
        assert flaws(one) == []
        # what is said of the answer, and files, go to the collection that was asked
        page.click("[data-verdict=right]")
        page.click(".pc-remark [type=submit]")
        page.wait_for_function("text => document.body.innerText.includes(text)", arg=say("page.feedback.thanks", "zh"))
        assert FeedbackBook(settings.home).all()[-1].collection == PORT
        page.reload()
        page.wait_for_selector(".pc-exchange[data-state=done]")
        assert "每月检查一次码头" in page.inner_text("#pc-current .pc-answer")
        # the other window is where it was
        other.ask(QUESTION)
        assert "日落时点灯" in other.page.inner_text("#pc-current .pc-answer")
        assert other.page.locator(".pc-elsewhere").is_hidden()
        assert other.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        # back to the served one, and from its list of conversations into the other again
        page.click("[data-action=library] >> nth=0")
        page.click(".pc-collections [data-served]")
        page.wait_for_selector(".pc-welcome:not(.pc-waiting)")
        assert page.locator(".pc-elsewhere").is_hidden()
        one.ask(QUESTION)
        page.click("[data-action=conversations]")
        marked = page.locator(".pc-talk", has_text=PORT)
        marked.click()
        page.wait_for_selector(".pc-elsewhere:not([hidden])")
        page.wait_for_function("document.querySelector('#pc-current')?.innerText.includes('每月检查一次码头')")


def test_files_and_removal_go_to_the_collection_of_the_window(
    browser: Browser, url: str, settings: Settings, libraries: Libraries, tmp_path: Path
) -> None:
    added = tmp_path / "ferries.txt"
    added.write_text("1. 渡船每小时一班。\n\n2. 冬季停航。\n", encoding="utf-8")
    with visit(
        browser, f"{url}/?{'collection=' + PORT.replace('<', '%3C').replace('>', '%3E').replace(' ', '+')}"
    ) as one:
        page = one.page
        page.set_input_files(".pc-files", [added])
        page.click("[data-action=intake-store]")
        page.wait_for_selector(".pc-batch .pc-row-added [data-action=open]")
        assert len(libraries.collection(PORT).documents()) == 2
        assert len(libraries.collection("").documents()) == 1
        page.click(".pc-batch .pc-row-added [data-action=open]")
        page.wait_for_selector(".pc-document [data-action=remove]")
        page.locator(".pc-paragraph[data-paragraph='2'] .pc-place").first.click()
        page.wait_for_selector(".pc-paragraph.is-open[data-paragraph='2']")
        assert "collection=" in page.url
        assert page.url.endswith("#/ferries/2")
        page.click("[data-action=remove]")
        page.wait_for_selector(".pc-toast.is-shown button")
        assert len(libraries.collection(PORT).documents()) == 1


def test_an_address_of_no_collection_says_so_and_leads_back(browser: Browser, url: str, settings: Settings) -> None:
    with visit(browser, f"{url}/?collection=nowhere", locale="en-GB") as one:
        page = one.page
        page.wait_for_selector("#pc-current .pc-trouble")
        assert "nowhere" in page.inner_text("#pc-current .pc-trouble")
        page.click("#pc-current [data-action=collection]")
        page.wait_for_selector(".pc-library")
        one.ask(QUESTION)
        assert "日落时点灯" in page.inner_text("#pc-current .pc-answer")
    assert not [path for path in settings.home.rglob("*") if "nowhere" in path.name]
