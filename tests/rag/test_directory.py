"""Documents found by what a question may say of them."""

from __future__ import annotations

import pytest

from rag import Document, DocumentKind
from rag.questions.question import understand
from rag.storage.directory import Directory, listing_of

LAW = Document(id="lighthouses", title="灯塔条例", kind=DocumentKind.OTHER)
TREATY = Document(id="ferries", title="Convention on Ferries", kind=DocumentKind.OTHER)
SHORT = Document(id="report", title="报告", kind=DocumentKind.REPORT)
OLD = Document(id="S/RES/1325 (2000)", symbol="S/RES/1325 (2000)", kind=DocumentKind.RESOLUTION, organ="安全理事会")
NEW = Document(id="A/RES/67/169", symbol="A/RES/67/169", kind=DocumentKind.RESOLUTION, organ="大会")
LETTER = Document(id="letter", kind=DocumentKind.LETTER, author="白俄罗斯常驻联合国代表")
DIRECTORY = Directory(map(listing_of, (LAW, TREATY, SHORT, OLD, NEW, LETTER)))


def test_numbers_lead_to_resolutions() -> None:
    assert DIRECTORY.with_number("67/169") == ["A/RES/67/169"]
    assert DIRECTORY.with_number("1325") == ["S/RES/1325 (2000)"]
    assert DIRECTORY.with_number("67/16") == []
    assert DIRECTORY.with_symbol("a/res/67/169") == ["A/RES/67/169"]


def test_senders_and_kinds_lead_to_letters() -> None:
    assert DIRECTORY.sent_by({"白俄罗斯"}) == ["letter"]
    assert DIRECTORY.sent_by({"白俄罗斯"}, kinds={DocumentKind.NOTE_VERBALE}) == []
    assert DIRECTORY.of_kinds([DocumentKind.RESOLUTION]) == ["S/RES/1325 (2000)", "A/RES/67/169"]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("灯塔条例第三条规定了什么？", ("lighthouses",)),
        ("《灯塔条例》规定了谁看守灯塔？", ("lighthouses",)),
        ("What does “Convention on Ferries” say on tolls?", ("ferries",)),
        ("Convention on Ferries, article 2", ("ferries",)),
        ("报告第3段说了什么？", ()),
    ],
)
def test_a_title_names_its_document(question: str, named: tuple[str, ...]) -> None:
    assert understand(question, DIRECTORY).documents == named


def test_a_title_in_passing_is_a_hint_and_no_filter() -> None:
    understood = understand("谁违反了灯塔条例？", DIRECTORY)
    assert (understood.documents, understood.leaning) == ((), ("lighthouses",))


def test_an_article_of_what_is_not_held_stays_among_the_words() -> None:
    assert "第六条" in understand("公约第六条是怎样提到的？", DIRECTORY).content


VERSIONS = Directory(
    listing_of(Document(id=f"A/RES/81/77@{language}", symbol="A/RES/81/77", language=language))
    for language in ("ar", "en", "fr", "zh")
)


@pytest.mark.parametrize(("language", "quoted"), [("zh", "zh"), ("en", "en"), ("es", "en")])
def test_one_language_version_is_quoted(language: str, quoted: str) -> None:
    found = VERSIONS.one_version([*VERSIONS.with_symbol("a/res/81/77"), "other"], language)
    assert found == (f"A/RES/81/77@{quoted}", "other")


def test_language_versions_are_not_compared_with_each_other() -> None:
    assert not understand("第81/77号决议第2段说了什么？", VERSIONS).compares
