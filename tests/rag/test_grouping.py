"""Paragraphs that recur from year to year are one hit; what differs in a number, a name or a word is another paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from rag import (
    Assistant,
    Document,
    DocumentKind,
    Hit,
    Locator,
    Paragraph,
    ParagraphKind,
    Passage,
    Reading,
    open_assistant,
    read_settings,
)
from rag.retrieval.grouping import are_twins, grouped, one_version, represented
from tests.fakes import reading
from ui.programs.json_output import hit_object

STANDING = "重申灯塔及其看守人对于沿海航行安全具有重要作用，鼓励各沿海国交流维护灯塔方面的经验和技术；"
REPORTED = "请秘书长向大会第{session}届会议提出关于灯塔维护情况的报告；"
TERMS = {
    2019: "决定将灯塔问题特别顾问的任期延长一年；",
    2020: "决定将灯塔问题特别顾问的任期延长三年；",
    2021: "决定将灯塔问题特别顾问的任期延长三年；",
}


def yearly(year: int) -> Reading:
    """The resolution of one year on lighthouses, which nobody ever adopted."""
    texts = [
        STANDING if year < 2021 else STANDING.replace("鼓励", "还鼓励"),
        TERMS[year],
        REPORTED.format(session={2019: "七十五", 2020: "七十六", 2021: "七十七"}[year]),
        f"欢迎{ {2019: '葡萄牙', 2020: '智利', 2021: '智利'}[year] }政府提出主办灯塔看守人国际会议；",
    ]
    made = reading(f"lights-{year}", texts, title=f"{year}年灯塔的维护")
    return replace(
        made,
        document=replace(
            made.document, date=f"{year}-12-10", kind=DocumentKind.RESOLUTION, symbol=f"A/RES/{year - 1945}/901"
        ),
    )


@pytest.fixture(scope="module")
def lights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with open_assistant(read_settings(home=tmp_path_factory.mktemp("lights") / "collection")) as opened:
        opened.collection.store([yearly(year) for year in (2019, 2020, 2021)])
        yield opened


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (STANDING, STANDING.replace("鼓励", "还鼓励")),
        (STANDING, STANDING.replace("；", "。")),
        (STANDING, STANDING.replace("重要作用", "十分重要的作用")),
        ("进一步强调各国须按照国际法维护灯塔，保障航行安全；", "强调各国须按照国际法维护灯塔，保障航行安全；"),
        (
            "Encourages all States to exchange experience in maintaining lighthouses;",
            "Also encourages all States to exchange experience in maintaining their lighthouses;",
        ),
    ],
)
def test_nearly_the_same_words_are_twins(one: str, other: str) -> None:
    assert are_twins(one, other)
    assert are_twins(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TERMS[2019], TERMS[2020]),
        (REPORTED.format(session="七十五"), REPORTED.format(session="七十六")),
        ("请理事会于2019年6月审议灯塔看守人的劳动条件问题；", "请理事会于2020年6月审议灯塔看守人的劳动条件问题；"),
        ("欢迎葡萄牙政府提出主办灯塔看守人国际会议；", "欢迎智利政府提出主办灯塔看守人国际会议；"),
        (
            "任命陈海生先生为灯塔问题特别顾问，任期自本决议通过之日起计算；",
            "任命林守光先生为灯塔问题特别顾问，任期自本决议通过之日起计算；",
        ),
        ("敦促各沿海国为灯塔的维护提供充足的资金和人员；", "呼吁各沿海国为灯塔的维护提供充足的资金和人员；"),
        ("决定各沿海国应当把灯塔改为自动控制并撤出看守人；", "决定各沿海国不应当把灯塔改为自动控制并撤出看守人；"),
        (
            "Requests the Adviser to report every two years on the lighthouses of the coast;",
            "Requests the Adviser to report every four years on the lighthouses of the coast;",
        ),
        (
            "Thanks the Government of Chile for its offer to host the conference of keepers;",
            "Thanks the Government of Ghana for its offer to host the conference of keepers;",
        ),
        (
            "Decides that the keepers of lighthouses shall be paid by the coastal States;",
            "Decides that the keepers of lighthouses shall not be paid by the coastal States;",
        ),
        ("灯塔", "灯台"),
    ],
)
def test_what_differs_in_a_number_a_name_or_a_word_is_no_twin(one: str, other: str) -> None:
    assert not are_twins(one, other)
    assert not are_twins(other, one)


def found(identifier: str, text: str, score: float, date: str = "") -> Hit:
    made = reading(identifier, [text])
    return Hit(passage=Passage(replace(made.document, date=date), made.paragraphs[0]), score=score)


def test_the_best_of_a_group_stands_and_of_equals_the_newest() -> None:
    hits = [
        found("2019", STANDING, 0.9, "2019"),
        found("x", "沙漠边缘的森林面积增加了三成。", 0.8),
        found("2021", STANDING, 0.7, "2021"),
    ]
    first, second = grouped(hits, limit=10)
    assert first.passage.document.id == "2019"
    assert [each.document.id for each in first.twins] == ["2021"]
    assert second.twins == ()
    level = [replace(hits[0], score=0.9), replace(hits[2], score=0.89)]
    (standing,) = grouped(level, limit=10)
    assert standing.passage.document.id == "2021"
    assert [each.document.id for each in standing.twins] == ["2019"]


def test_paragraphs_of_one_document_and_of_documents_asked_for_stand_by_themselves() -> None:
    one = reading("one", [STANDING, STANDING])
    same = [Hit(passage=Passage(one.document, each), score=0.9) for each in one.paragraphs]
    assert len(grouped(same, limit=10)) == 2
    both = [found("2019", STANDING, 0.9), found("2020", STANDING, 0.9)]
    assert len(grouped(both, limit=10)) == 1
    assert len(grouped(both, limit=10, apart=("2019", "2020"))) == 2


def test_twins_take_no_place_of_the_list() -> None:
    many = [found(str(year), STANDING, 1.0) for year in range(15)] + [found("x", "沙漠边缘的森林面积增加了三成。", 0.1)]
    assert [len(hit.twins) for hit in grouped(many, limit=2)] == [14, 0]
    assert len(grouped(many, limit=1)) == 1


def test_one_language_version_of_a_paragraph_is_kept() -> None:
    def version(language: str, score: float, number: str = "1") -> Hit:
        document = Document(id=f"A/RES/1/1@{language}", symbol="A/RES/1/1", language=language)
        locator = Locator(id=f"op{number}", kind=ParagraphKind.OPERATIVE, path=(number,))
        return Hit(passage=Passage(document, Paragraph(locator=locator, text=language)), score=score)

    hits = [version("en", 0.9), version("zh", 0.5), version("fr", 0.4, "2"), version("ru", 0.3, "2")]
    kept = one_version(hits, "zh")
    assert [(hit.passage.document.language, hit.score) for hit in kept] == [("zh", 0.9), ("fr", 0.4)]
    assert one_version(hits, "zh", apart=("A/RES/1/1@en",))[0].passage.document.language == "en"


def test_every_document_that_is_asked_for_is_represented_first() -> None:
    hits = [found("a", "甲", 0.9), found("b", "乙", 0.8), found("c", "丙", 0.7), found("b", "丁", 0.6)]
    assert [hit.passage.document.id for hit in represented(hits, ("c", "a"))] == ["a", "c", "b", "b"]


def test_a_search_names_the_other_years(lights: Assistant) -> None:
    hits = lights.search("灯塔及其看守人的重要作用", limit=10)
    (standing,) = [hit for hit in hits if hit.passage.paragraph.text.startswith("重申")]
    assert standing.passage.document.id == "lights-2021"  # nothing in the question is for another year
    assert [each.document.id for each in standing.twins] == ["lights-2020", "lights-2019"]
    assert [each["document"]["id"] for each in hit_object(standing)["twins"]] == ["lights-2020", "lights-2019"]
    periods = [hit for hit in hits if "任期" in hit.passage.paragraph.text]
    assert sorted(len(hit.twins) for hit in periods) == [0, 1]  # one year is not three
    reports = [hit for hit in hits if "报告" in hit.passage.paragraph.text]
    assert [hit.twins for hit in reports] == [()] * 3
    assert len(lights.search("灯塔及其看守人的重要作用", limit=20, folds=False)) == 12


def test_the_year_that_a_question_names_gives_the_text(lights: Assistant) -> None:
    best = lights.search("2020年灯塔的维护决议如何评价灯塔及其看守人的作用？")[0]
    assert best.passage.document.id == "lights-2020"
    assert "lights-2021" in [each.document.id for each in best.twins]
    answer = lights.ask("2019年灯塔的维护决议如何评价灯塔及其看守人对航行安全的作用？")
    assert [each.document.id for each in answer.citations] == ["lights-2019"]


def test_documents_that_a_question_names_are_in_the_first_places(lights: Assistant) -> None:
    hits = lights.search("A/RES/74/901和A/RES/76/901关于特别顾问任期有何不同？")
    assert {hit.passage.document.id for hit in hits[:2]} == {"lights-2019", "lights-2021"}
    assert [hit.passage.paragraph.id for hit in hits[:2]] == ["2", "2"]
    same = lights.search("比较A/RES/74/901和A/RES/75/901中灯塔及其看守人的重要作用")
    assert {hit.passage.document.id for hit in same[:2]} == {"lights-2019", "lights-2020"}
    assert all(hit.twins == () for hit in same)


def test_the_languages_of_one_text_are_no_twins() -> None:
    zh = found("a", "A/RES/67/169 (2012)", 0.9)
    en = replace(zh, passage=Passage(Document(id="b", language="en"), zh.passage.paragraph))
    assert len(grouped([zh, en], limit=10)) == 2
