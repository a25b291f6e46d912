"""Numbers, letters and headings that stand between numbered paragraphs, and what follows a list."""

from __future__ import annotations

from pathlib import Path

from ingest.document import dissect
from ingest.markers import marker_of
from rag import Reading, paragraph_label


def read(text: str, name: str = "document.txt") -> Reading:
    return next(dissect(text.encode(), path=Path(name))).reading


def test_letters_between_numbered_paragraphs_are_headings_and_in_a_list_they_are_items() -> None:
    text = (
        "标题\n\n1. 航线的票价平均为12美元。\n\n(a) 菲律宾\n\n2. 菲律宾通过了法律，包括：\n\n"
        "(a) 船只；\n\n(b) 码头。\n\n(b) 斐济\n\n3. 斐济补贴航线。\n"
    )
    found = {paragraph.id: paragraph.section for paragraph in read(text).paragraphs}
    assert found["2"] == found["2.a"] == ("(a) 菲律宾",)
    assert "1.a" not in found


def test_a_list_that_opens_with_to_is_a_list_and_a_reference_is_none() -> None:
    text = "Title\n\n1. Requests the secretariat:\n\n(1) to prepare a report;\n\n(2) to train teachers.\n"
    assert [paragraph.id for paragraph in read(text).paragraphs] == ["masthead", "1", "1.1", "1.2"]
    assert marker_of("(a) to (d) above are reserved.") is None


def test_a_lead_in_over_a_list_that_starts_again_is_a_paragraph_of_its_own() -> None:
    reading = read("# T\n\nTo governments:\n\n1. Pay.\n2. Publish.\n\nTo donors:\n\n1. Fund lamps.\n", "a.md")
    found = {paragraph.id: paragraph.text for paragraph in reading.paragraphs}
    assert found["p1"] == "To donors:"
    assert "2.p2" not in found


def test_a_bullet_under_a_bullet_is_cited_with_both() -> None:
    reading = read("# T\n\n## Findings\n\n- One.\n- Two:\n  - first;\n  - second.\n", "a.md")
    paragraph = next(each for each in reading.paragraphs if each.id == "b2.b2")
    assert paragraph_label(paragraph, "en") == "“Findings”, 2nd bullet, 2nd bullet"
    assert paragraph_label(paragraph, "zh") == "“Findings”第2个要点，第2个要点"


def test_a_contract_ends_where_the_parties_sign() -> None:
    text = "房屋租赁合同\n\n一、总则\n\n1.1 本合同一式两份。\n\n甲方（盖章）：　　　乙方（盖章）：\n\n日期：2026年8月20日\n"
    assert [paragraph.id for paragraph in read(text).paragraphs][-1] == "signature"
