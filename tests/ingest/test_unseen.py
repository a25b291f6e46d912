"""Documents as people bring them: laid out by nobody here, each with the paragraphs that a person would cite."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import dissect
from rag import Document, DocumentKind, Paragraph, Reading
from tests.ingest.unseen import (
    APART,
    BARE,
    BRACKETS,
    BULLETS_O,
    COLUMNS,
    DECLARATION,
    FULL_WIDTH,
    LAW_FRENCH,
    LAW_TRADITIONAL,
    NEWS_LETTERS,
    OLD_ASSEMBLY,
    OLD_COUNCIL,
    TREATY,
)


def read(text: str) -> Reading:
    return next(dissect(text.strip("\n").encode(), path=Path("document.txt"))).reading


def paragraphs(text: str) -> dict[str, Paragraph]:
    return {paragraph.id: paragraph for paragraph in read(text).paragraphs}


def words(text: str) -> dict[str, str]:
    """The words of each paragraph, without the masthead."""
    return {name: paragraph.text for name, paragraph in paragraphs(text).items() if name != "masthead"}


CASES: dict[str, tuple[str, dict[str, str]]] = {
    "a resolution of the first Council, in traditional characters": (
        OLD_COUNCIL,
        {
            "pp1": "鑒於該港之燈塔業已熄滅,又",
            "pp2": "覆按其以往各項決議案,",
            "pp3": "爰議決:",
            "op1": "凡已收到之申請書,應予審議;",
            "op2": "請秘書長具報。",
            "adoption": "第四十九次會議一致通過",
            "fn1": "理事會嗣後加以修改。",
        },
    ),
    "numbers alone on their lines": (
        APART,
        {
            "pp1": "Guided by the Charter,",
            "op1": "Recognizes that reading rooms are needed;",
            "op2": "Decides:",
            "op2.a": "To open them at night;",
            "op2.b": "To heat them.",
            "op3": "Requests a report.",
            "adoption": "97th plenary meeting 28 July 2022",
        },
    ),
    "numbers without a full stop": (
        BARE,
        {
            "1": "本说明根据理事会的要求编写，介绍流动诊所的开设情况。",
            "2": "流动诊所每周到访每个村庄一次，由两名医生组成。",
            "3": "今后三年将增加二十个流动诊所。",
        },
    ),
    "full-width and circled numbers": (
        FULL_WIDTH,
        {
            "1": "本报告介绍全年情况。",
            "2": "主要做法如下：",
            "2.1": "延长开放时间；",
            "2.2": "增加藏书。",
            "3": "下一步将继续改进。",
        },
    ),
    "numbers with a bracket": (
        BRACKETS,
        {
            "1": "The City shall maintain the quay.",
            "2": "The Authority shall:",
            "2.a": "dredge the basin;",
            "2.b": "publish charts.",
            "3": "This memorandum enters into force upon signature.",
        },
    ),
    "a table that spaces set": (
        COLUMNS,
        {
            "1": "The wells were counted as follows:",
            "table1.r0": "Year | Number of wells | Region",
            "table1.r1": "2019 | 10 | North",
            "table1.r2": "2020 | 2 | South",
            "2": "More wells are planned.",
        },
    ),
    "a treaty whose lines stand close": (
        TREATY,
        {
            "p1": "Considering the fundamental role of lighthouses,",
            "p2": "Recognizing the importance of fog signals,",
            "p3": "Have agreed as follows:",
            "art1": "The present Convention applies to lighthouses.",
            "art2.1": "For the purposes of the present Convention:",
            "art2.1.a": "“light” means a fixed or flashing light;",
            "art2.1.b": "“signal” means a sound.",
            "p4": "IN WITNESS WHEREOF the undersigned have signed the present Convention.",
        },
    ),
    "a law in traditional characters": (
        LAW_TRADITIONAL,
        {
            "art1": "本規例所稱圖書館，指下列各項：",
            "art1.1": "市立圖書館；",
            "art1.2": "區立圖書館。",
            "art2-1": "圖書館每日開放八小時。",
            "art2-1.p2": "但遇颱風者，不在此限。",
        },
    ),
    "a French law and its code": (
        LAW_FRENCH,
        {
            "art1": "Les bibliothèques sont ouvertes à tous.",
            "art2.I": "L’accès est gratuit.",
            "art2.II": "Un décret précise :",
            "art2.II.1": "Les horaires ;",
            "art2.II.2": "Les modalités de prêt.",
            "artL310-1": "Les collections sont pluralistes.",
        },
    ),
    "a declaration that a resolution adopts": (
        DECLARATION,
        {
            "p1": "Adopte la déclaration ci-après :",
            "p2": "La présente déclaration est un plan d’action pour les phares.",
            "op1": "Nous, gardiens de phare, avons fixé de nouveaux objectifs.",
            "op2": "Nous avons pris une décision.",
        },
    ),
    "numbers that jump behind a heading": (
        NEWS_LETTERS,
        {
            "1": "Opening by the President.",
            "2": "Silent prayer.",
            "16": "Policy questions:",
            "16.a": "Trade;",
            "16.b": "Finance.",
        },
    ),
    "the letter o for a bullet": (
        BULLETS_O,
        {
            "p1": "The following actions were agreed:",
            "p1.b1": "The secretariat will circulate the draft.",
            "p1.b2": "Members will send comments within a week, and those who cannot will tell the secretariat.",
            "p2": "The next meeting takes place in May.",
        },
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_each_paragraph_is_whole_and_under_its_number(text: str, expected: dict[str, str]) -> None:
    assert words(text) == expected


def test_lines_too_long_for_print_are_paragraphs_that_end_where_they_end() -> None:
    found = words(OLD_ASSEMBLY)
    assert list(found) == ["pp1", "pp2", "op1", "adoption"]
    assert found["pp1"].startswith("察及")
    assert found["pp1"].endswith("維持，")
    assert found["op1"] == "重申此項決議仍屬有效。"


def test_the_verb_stands_as_printed_in_either_kind_of_characters() -> None:
    found = paragraphs(OLD_COUNCIL)
    assert (found["pp1"].verb, found["pp2"].verb, found["op2"].verb) == ("鑒於", "覆按", "請")
    assert found["op1"].locator.path == ("1",)
    assert found["masthead"].footnotes == ("fn1",)


FACTS: dict[str, tuple[str, dict[str, object]]] = {
    "by the year": (
        OLD_COUNCIL,
        {"symbol": "S/RES/9 (1947)", "organ": "安全理事会", "date": "1947-03-10", "title": "一九四七年三月十日決議案"},
    ),
    "by the session": (
        OLD_ASSEMBLY,
        {"symbol": "A/RES/2163(XXI)", "organ": "大会", "date": "1966-12-01", "title": "湖泊航行問題"},
    ),
    "in English": (
        "399 (V). Uniting for light\n\nA\n\nThe General Assembly,\n\nRecalling the Charter,\n\n1. Decides to do so.\n\n"
        "302nd plenary meeting,\n3 November 1950.\n",
        {"symbol": "A/RES/399(V)", "title": "Uniting for light", "date": "1950-11-03"},
    ),
    "a special session": (
        "Decision adopted by the Human Rights Council\n\nS-33/101. Follow-up\n\n"
        "At its 2nd meeting, on 17 December 2021, the Human Rights Council decided to postpone the dialogue.\n",
        {"symbol": "A/HRC/DEC/S-33/101", "kind": DocumentKind.DECISION, "date": "2021-12-17", "title": "Follow-up"},
    ),
    "an organ that does not count so": (
        "9 (1947). Lighthouses\n\nThe General Assembly,\n\nRecalling the Charter,\n\n1. Decides to do so.\n",
        {"symbol": "", "organ": "General Assembly"},
    ),
    "a session that was counted otherwise": (
        "12 (LXX). Lighthouses\n\nThe General Assembly,\n\nRecalling the Charter,\n\n1. Decides to do so.\n",
        {"symbol": ""},
    ),
    "a draft has the day of its distribution": (
        "United Nations\tA/AC.109/2019/L.98\nGeneral Assembly\tDistr.: Limited\n22 November 2019\nOriginal: English\n\n"
        "Draft resolution submitted by the Chair\n\nQuestion of the harbour\n\nThe General Assembly,\n\n"
        "Having considered the question,\n\n1. Reaffirms the right;\n\n2. Requests a report.\n",
        {"symbol": "A/AC.109/2019/L.98", "status": "draft", "date": "2019-11-22", "title": "Question of the harbour"},
    ),
    "a title on two lines": (
        "Human Rights Council\n\nResolution adopted by the Human Rights Council on\n23 March 2018\n\n37/199. Lights in the harbours, "
        "including\nEast Bay\n\nThe Human Rights Council,\n\nRecalling the Charter,\n\n1. Decides to do so.\n",
        {"symbol": "A/HRC/RES/37/199", "title": "Lights in the harbours, including East Bay", "date": "2018-03-23"},
    ),
    "a report below a long subject": (
        "United Nations  A/76/399\n\nGeneral Assembly\nDistr.: General\n26 August 2021\n\nSeventy-sixth session\n"
        "Item 75 (b) of the provisional agenda\nPromotion and protection of lighthouses: questions of lighthouses,\nincluding "
        "alternative approaches for improving the\neffective enjoyment of lights and fundamental signals at sea\n\nFog and lights\n\n"
        "Report of the Secretary-General\n\nI. Introduction\n\n1. The report is submitted pursuant to resolution 74/1.\n\n"
        "2. It is short.\n",
        {
            "kind": DocumentKind.REPORT,
            "title": "Fog and lights",
            "agenda_item": "75(b)",
            "author": "the Secretary-General",
        },
    ),
    "two symbols": (
        "Организация Объединенных Наций  A/75/998–S/2020/997\nГенеральная Ассамблея\nСовет Безопасности\n5 июня 2020 года\n\n"
        "Письмо Постоянного представителя Армении при Организации Объединенных Наций от 4 июня 2020 года на имя Генерального "
        "секретаря\n\nИмею честь препроводить настоящим заявление.\n\nБуду признателен за распространение письма.\n",
        {"symbol": "A/75/998", "kind": DocumentKind.LETTER, "date": "2020-06-04"},
    ),
    "the day on which it met": (
        "United Nations  A/C.3/77/SR.99\n\nDistr.: General\n5 December 2022\n\nThird Committee\n\nSummary record of the 99th meeting\n"
        "Held at Headquarters, New York, on Friday, 7 October 2022, at 10 a.m.\n\nThe meeting was called to order at 10 a.m.\n\n"
        "1. Ms. Berg (Norway) said that she agreed.\n",
        {"kind": DocumentKind.SUMMARY_RECORD, "date": "2022-10-07"},
    ),
    "a session that is counted with a raised letter": (
        "Naciones Unidas  A/HRC/40/998\nAsamblea General\n2 de enero de 2019\n\nConsejo de Derechos Humanos\n"
        "40º período de sesiones\nTema 3 de la agenda\nPromoción y protección de los faros\n\n"
        "Informe de la Relatora Especial sobre los faros\n\nI. Introducción\n\n1. El informe es breve.\n\n2. Es claro.\n",
        {"symbol": "A/HRC/40/998", "kind": DocumentKind.REPORT, "session": 40, "organ": "Consejo de Derechos Humanos"},
    ),
    "a press release": (
        "Conseil de sécurité\nSC/99686\n31 janvier 2019\n\nDÉCLARATION À LA PRESSE SUR LES PHARES\n\n"
        "Les membres du Conseil ont exprimé leur soutien aux gardiens de phare.\n",
        {"title": "DÉCLARATION À LA PRESSE SUR LES PHARES", "symbol": "", "date": "2019-01-31"},
    ),
    "a page of a web site": (
        "Skip to main content\nHome > News > Stories\n\nHow a library survived\n\n12 March 2021\n\nThe water rose. Nothing was lost.\n",
        {"title": "How a library survived", "date": "2021-03-12"},
    ),
}


@pytest.mark.parametrize(("text", "expected"), FACTS.values(), ids=FACTS)
def test_what_the_masthead_says_and_no_more(text: str, expected: dict[str, object]) -> None:
    document: Document = read(text).document
    assert {name: getattr(document, name) for name in expected} == expected


def test_a_footnote_that_is_a_symbol_stays_and_marks_behind_a_year_are_tied() -> None:
    found = paragraphs(
        "The General Assembly,\n\nHaving examined the report of the Committee\nfor 2019,1\n\n"
        "Taking note of the working paper on Northport2 and other information,\n\n1. Decides to meet.\n"
        "__________________\n1 Official Records, Supplement No. 23 (A/74/23), chap. VIII.\n2 A/AC.109/2019/9.\n"
    )
    assert found["pp1"].text == "Having examined the report of the Committee for 2019,"
    assert (found["pp1"].footnotes, found["pp2"].footnotes) == (("fn1",), ("fn2",))
    assert found["fn2"].text == "A/AC.109/2019/9."


def test_a_decimal_is_no_mark() -> None:
    found = paragraphs(
        "Rapport\n\n1. La surface est de 2,1 hectares selon le registre.1\n\n2. Elle croît de 3,2 pour cent.\n"
        "__________________\n1 Registre des terres.\n"
    )
    assert found["1"].text == "La surface est de 2,1 hectares selon le registre."
    assert found["2"].text == "Elle croît de 3,2 pour cent."


def test_a_vote_told_on_one_line_under_a_running_head_is_cut_into_its_lists() -> None:
    text = (
        "A/HRC/RES/37/199\n\nThe Human Rights Council,\n\nRecalling the Charter,\n\n1. Decides to remain seized of the matter.\n\n"
        "54th meeting\n23 March 2018\n\n[Adopted by a recorded vote of 5 to 2, with 1 abstention. The voting was as follows:1 "
        "In favour: Angola, Chile, Croatia,\n\nA/HRC/RES/37/199  7\n\nCuba and Ethiopia Against: Australia, Togo "
        "Abstaining: Rwanda]\n\n1 One delegation did not vote.\n"
    )
    found = paragraphs(text)
    assert found["vote.favour"].text == "In favour: Angola, Chile, Croatia, Cuba and Ethiopia"
    assert found["vote.against"].text == "Against: Australia, Togo"
    assert found["vote.abstaining"].text == "Abstaining: Rwanda"
    assert found["adoption"].text.endswith("The voting was as follows:")
    assert found["fn1"].text == "One delegation did not vote."


NOT_THESE = {
    "addresses are no paragraphs": "Libraries\n\n12 High Street is open.\n\n3 Mill Lane is closed.\n\n7 Park Road is new.\n",
    "two figures count nothing": "Libraries\n\n1 library is open on Sundays.\n\n2 libraries are closed.\n",
}


@pytest.mark.parametrize("text", NOT_THESE.values(), ids=NOT_THESE)
def test_figures_that_count_no_paragraphs_stay_among_the_words(text: str) -> None:
    assert {paragraph.kind for paragraph in read(text).paragraphs} == {"masthead", "unnumbered"}


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_wrong_with_these(name: str) -> None:
    remarks = [each.code for each in read(CASES[name][0]).remarks]
    assert remarks == (["number-gap"] if name == "numbers that jump behind a heading" else [])
