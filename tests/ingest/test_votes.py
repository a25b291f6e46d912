"""Who voted how: the lists of a recorded vote are paragraphs of their own, in the six languages and wherever they stand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ingest.document import dissect
from rag import Paragraph, ParagraphKind, Reading


def read(text: str, name: str = "document.txt") -> Reading:
    return next(dissect(text.encode(), path=Path(name))).reading


def votes_of(reading: Reading) -> dict[str, Paragraph]:
    return {each.id: each for each in reading.paragraphs if each.kind is ParagraphKind.VOTE}


ZH = """人权理事会

22/99. 图书馆的夜间开放

人权理事会，

回顾其以往关于图书馆的各项决议，

1. 决定继续审议这一问题；

2. 请秘书长提出报告。

2013年3月22日
第49次会议

[经记录表决，以25票对16票、5票弃权通过。表决情况如下：

赞成： 阿根廷、巴西、智利、哥斯达黎加、厄瓜多尔、危地马拉、印度、印度尼西亚、
马来西亚、墨西哥、秘鲁

反对： 奥地利、捷克共和国

弃权： 哈萨克斯坦、黑山]
"""
EN = """Human Rights Council

22/99. Libraries at night

The Human Rights Council,

Recalling its resolutions on libraries,

1. Decides to remain seized of the matter.

49th meeting
22 March 2013

[Adopted by a recorded vote of 25 to 16, with 5 abstentions. The voting was as follows:

In favour:
Argentina, Brazil, Chile, Costa Rica, Ecuador, Guatemala,
India, Indonesia, Malaysia

Against:
Austria, Czechia

Abstaining:
Kazakhstan, Montenegro]
"""
OTHERS = {
    "fr": (
        "1. Décide de rester saisi de la question.\n\n[Adoptée par 25 voix contre 16, avec 5 abstentions. "
        "Les voix se sont réparties comme suit :\n\nOnt voté pour :\nArgentine, Brésil\n\nOnt voté contre :\nAutriche\n\n"
        "Se sont abstenus :\nKazakhstan]\n",
        ("Ont voté pour", "Ont voté contre", "Se sont abstenus"),
    ),
    "es": (
        "1. Decide seguir ocupándose de la cuestión.\n\n[Aprobada en votación registrada por 25 votos contra 16 y 5 "
        "abstenciones. El resultado de la votación fue el siguiente:\n\nVotos a favor:\nArgentina, Brasil\n\n"
        "Votos en contra:\nAustria\n\nAbstenciones:\nKazajstán]\n",
        ("Votos a favor", "Votos en contra", "Abstenciones"),
    ),
    "ru": (
        "1. Постановляет продолжить рассмотрение вопроса.\n\n[Принята в результате заносимого в отчет голосования. "
        "Голоса распределились следующим образом:\n\nГолосовали за:\nАргентина, Бразилия\n\nГолосовали против:\nАвстрия\n\n"
        "Воздержались:\nКазахстан]\n",
        ("Голосовали за", "Голосовали против", "Воздержались"),
    ),
    "ar": (
        "1- يقرر أن يبقي المسألة قيد نظره.\n\n[اعتُمد بتصويت مسجل. وكانت نتيجة التصويت كما يلي:\n\nالمؤيدون:\nالأرجنتين، البرازيل\n\n"
        "المعارضون:\nالنمسا\n\nالممتنعون:\nكازاخستان]\n",
        ("المؤيدون", "المعارضون", "الممتنعون"),
    ),
}
NAMES = ["vote.favour", "vote.against", "vote.abstaining"]


@pytest.mark.parametrize(
    ("text", "headings", "first", "last"),
    [
        (ZH, ["赞成", "反对", "弃权"], "赞成： 阿根廷、巴西", "弃权： 哈萨克斯坦、黑山"),
        (
            EN,
            ["In favour", "Against", "Abstaining"],
            "In favour: Argentina, Brazil",
            "Abstaining: Kazakhstan, Montenegro",
        ),
    ],
    ids=["zh", "en"],
)
def test_the_lists_of_a_vote_follow_the_note_of_adoption(text: str, headings: list[str], first: str, last: str) -> None:
    reading = read(text)
    votes = votes_of(reading)
    assert list(votes) == NAMES
    assert [each.locator.heading for each in votes.values()] == headings
    assert votes["vote.favour"].text.startswith(first)
    assert votes["vote.abstaining"].text == last
    adoption = next(each for each in reading.paragraphs if each.id == "adoption")
    assert adoption.text.endswith(("表决情况如下：", "The voting was as follows:"))
    assert {each.lead_in for each in votes.values()} == {adoption.text[adoption.text.index("[") :]}
    assert reading.document.kind.value == "resolution"
    assert reading.document.date == "2013-03-22"


def test_a_list_that_is_wrapped_is_one_paragraph() -> None:
    assert votes_of(read(ZH))["vote.favour"].text.endswith("印度尼西亚、马来西亚、墨西哥、秘鲁")
    assert votes_of(read(EN))["vote.favour"].text.endswith("Guatemala, India, Indonesia, Malaysia")


@pytest.mark.parametrize(("text", "headings"), OTHERS.values(), ids=OTHERS)
def test_the_lists_open_with_the_words_of_each_language(text: str, headings: tuple[str, ...]) -> None:
    votes = votes_of(read(text))
    assert list(votes) == NAMES
    assert tuple(each.locator.heading for each in votes.values()) == headings
    assert not any("]" in each.text for each in votes.values())


def test_lists_within_one_line_are_told_apart() -> None:
    text = ZH[: ZH.index("赞成：")] + "赞成：阿根廷、巴西；反对：奥地利；弃权：黑山]\n"
    votes = votes_of(read(text))
    assert [each.text for each in votes.values()] == ["赞成：阿根廷、巴西；", "反对：奥地利；", "弃权：黑山"]


def test_votes_within_a_report_leave_its_numbers_whole() -> None:
    text = (
        "理事会的报告\n\n一、导言\n\n1. 理事会审议了决议草案。\n\n2. 对第3段进行了记录表决，结果如下：\n\n赞成：阿根廷、巴西\n\n"
        "反对：奥地利\n\n弃权：黑山\n\n3. 第3段获得保留。\n\n4. 随后对整个草案进行了记录表决：\n\n赞成：阿根廷\n\n反对：奥地利、巴西\n\n"
        "5. 草案未获通过。\n"
    )
    reading = read(text)
    assert [each.id for each in reading.paragraphs][1:] == [
        *("1", "2", "vote.favour", "vote.against", "vote.abstaining", "3", "4", "vote2.favour", "vote2.against", "5"),
    ]
    votes = votes_of(reading)
    assert votes["vote.against"].lead_in == "对第3段进行了记录表决，结果如下："
    assert votes["vote2.against"].text == "反对：奥地利、巴西"
    assert votes["vote2.against"].section == ("一、导言",)


def test_one_list_alone_is_no_vote() -> None:
    reading = read("讨论摘要\n\n与会者发表了意见。\n\n反对：我们不赞成夜间开放图书馆。\n\n会议结束。\n")
    assert votes_of(reading) == {}


@pytest.mark.parametrize("text", [ZH, EN], ids=["zh", "en"])
def test_nothing_of_a_vote_is_lost(text: str) -> None:
    anatomy = next(dissect(text.encode(), path=Path("vote.txt")))
    pieces = [each.text for each in anatomy.reading.paragraphs] + [each.text for each in anatomy.lifted]
    assert Counter("".join("".join(pieces).split())) == Counter("".join(text.split()))
