"""Sentences of an answer against what they cite: Chinese is split, and a changed number, date or denial is seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.grounding import carries, dates, denies, in_language, numbers, split, supports
from rag import Answer, Citation, Document, Locator, Paragraph, ParagraphKind, Passage, Refusal, Statement

TEXT = "白俄罗斯于2007年4月9日致信大会主席。信中列出32个会员国的3.5%，不包括观察员国。"


def passage(text: str = TEXT, name: str = "24") -> Passage:
    locator = Locator(id=name, kind=ParagraphKind.NUMBERED, path=(name,))
    return Passage(Document(id="d", title="信"), Paragraph(locator=locator, text=text))


def answer(
    claim: str = TEXT, *, lead: str = "白俄罗斯的信（第24段）：", passages: tuple[Passage, ...] = (passage(),)
) -> Answer:
    numbers_of = tuple(range(1, len(passages) + 1))
    citations = tuple(
        Citation(number=n, passage=one, quote=one.paragraph.text, score=1.0) for n, one in enumerate(passages, 1)
    )
    return Answer(
        question="问",
        text=lead + claim + "".join(f" [{number}]" for number in numbers_of),
        language="zh",
        composer="extractive",
        statements=(Statement(claim, numbers_of),),
        citations=citations,
    )


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("一句。两句！三句？", 3),
        ("第一；第二", 2),
        ("It rose by 3.5 per cent. It fell again.", 2),
        ("见第3.5段。", 1),
        ("Mr. Brook, who was abroad, sent apologies.", 1),
        ("", 0),
    ],
)
def test_sentences_are_split_in_both_scripts(text: str, count: int) -> None:
    assert len(split(text)) == count


def test_a_faithful_answer_is_carried_in_every_respect() -> None:
    said = supports(answer())
    assert len(said) == 2
    assert all(one.carried and one.quoted and all(one.precise) and all(one.labels) for one in said)
    assert [one.numbers for one in said] == [(), (True, True)]
    assert [one.dates for one in said] == [(True,), ()]
    assert [one.denial for one in said] == [True, True]


@pytest.mark.parametrize(
    ("claim", "field"),
    [
        (TEXT.replace("32", "33"), "numbers"),
        (TEXT.replace("3.5%", "3.6%"), "numbers"),
        (TEXT.replace("4月", "5月"), "dates"),
        (TEXT.replace("不包括", "包括"), "denial"),
    ],
)
def test_a_change_is_seen_in_its_own_measure(claim: str, field: str) -> None:
    found = [getattr(one, field) for one in supports(answer(claim))]
    assert False in [each for one in found for each in (one if isinstance(one, tuple) else [one])]
    others = {"numbers", "dates"} - {field}
    assert all(all(getattr(one, other)) for one in supports(answer(claim)) for other in others)


def test_what_another_paragraph_says_does_not_carry() -> None:
    [first, second] = supports(answer(passages=(passage("渡船在日出至日落之间停靠码头。"),)))
    assert not first.carried
    assert not second.carried
    assert first.precise == (False,)


def test_a_citation_too_many_is_not_precise_and_one_that_is_missing_carries_nothing() -> None:
    many = supports(answer(passages=(passage(), passage("渡船在日出至日落之间停靠码头。", "25"))))
    assert [one.precise for one in many] == [(True, False), (True, False)]
    bare = replace(answer(), text=f"白俄罗斯的信：{TEXT}", citations=())
    assert not any(one.carried for one in supports(bare))


def test_a_label_is_held_against_the_citation() -> None:
    assert [one.labels for one in supports(answer(lead="白俄罗斯的信（第25段）："))] == [(False,), (False,)]


def test_a_refusal_states_nothing() -> None:
    assert supports(replace(answer(), refused=Refusal.NOTHING_CLOSE)) == ()
    assert supports(None) == ()


def test_dates_and_numbers_are_read_in_any_language() -> None:
    assert dates("on 9 April 2007") == dates("２００７ 年 4 月 9 日") == ["2007-4-9"]
    assert numbers("12 600座，84,500 crowns, 2007年4月9日") == ["12600", "84500"]
    assert carries("共12 600座粮仓", "12600座粮仓")
    assert denies("must not be closed")
    assert not denies("nothing".replace("nothing", "noted"))


def test_the_frame_tells_the_language() -> None:
    assert in_language(answer(), "zh")
    assert not in_language(answer(), "en")
    assert not in_language(replace(answer(lead="Letter of Belarus (para. 24): ")), "zh")
    assert in_language(replace(answer(lead="Letter of Belarus (para. 24): "), language="en"), "en")
    refused = replace(answer(), text="The documents do not answer.", refused=Refusal.NOTHING_CLOSE)
    assert not in_language(refused, "zh")
