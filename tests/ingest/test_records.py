"""Records of meetings: who speaks in each paragraph, and nobody where the record does not say."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import dissect
from ingest.speeches import speaker_of_speech, speaker_reported
from rag import DocumentKind, Reading


def read(text: str, name: str = "document.txt") -> Reading:
    return next(dissect(text.encode(), path=Path(name))).reading


def speakers(reading: Reading) -> dict[str, str]:
    return {each.id: each.speaker for each in reading.paragraphs}


SUMMARY_EN = """United Nations                    A/C.3/81/SR.12

General Assembly
Eighty-first session

Third Committee

Summary record of the 12th meeting
Held at Headquarters, New York, on Monday, 5 October 2026, at 10 a.m.

Chair: Ms. Silva (Brazil)

The meeting was called to order at 10.05 a.m.

Agenda item 70: Libraries (continued) (A/81/12)

1. The Chair invited the Committee to continue its discussion.

2. Mr. Ba (Senegal), speaking on behalf of the African Group, said that libraries should open at night.

3. He added that they should be free.

4. The representatives had before them the report of the Secretary-General.

5. He might have said more elsewhere.

6. Ms. O’Neil (Ireland) asked:

(a) whether the libraries were warm;

(b) whether they were safe.

Agenda item 71: Archives

7. He left the room.

The meeting rose at 11 a.m.
"""


def test_a_summary_record_says_who_said_what() -> None:
    reading = read(SUMMARY_EN)
    assert (reading.document.kind, reading.document.symbol) == (DocumentKind.SUMMARY_RECORD, "A/C.3/81/SR.12")
    assert speakers(reading) == {
        "masthead": "",
        "p1": "",
        "1": "The Chair",
        "2": "Mr. Ba (Senegal)",
        "3": "Mr. Ba (Senegal)",
        "4": "",
        "5": "",
        "6": "Ms. O’Neil (Ireland)",
        "6.a": "Ms. O’Neil (Ireland)",
        "6.b": "Ms. O’Neil (Ireland)",
        "7": "",
        "p2": "",
    }
    assert [each.section for each in reading.paragraphs if each.id == "3"] == [
        ("Agenda item 70: Libraries (continued) (A/81/12)",)
    ]


SUMMARY_ZH = """联合国          A/C.3/81/SR.12

大会

第八十一届会议

第三委员会

第12次会议简要记录

2026年10月5日星期一上午10时在纽约总部举行

主席：席尔瓦女士（巴西）

上午10时05分宣布开会。

议程项目70：图书馆

1. 主席请委员会继续讨论。

2. Ba先生（塞内加尔）代表非洲集团发言说，图书馆应当夜间开放。

3. 他还说，图书馆应当免费。

4. 决议草案A/C.3/81/L.5获得通过。

5. 王丽女士（中国）说，中国代表团赞成该草案。

上午11时散会。
"""


def test_a_summary_record_in_chinese_says_so_too() -> None:
    reading = read(SUMMARY_ZH)
    found = speakers(reading)
    assert [found[each] for each in ("p1", "1", "2", "3", "4", "5")] == [
        *("", "主席", "Ba先生（塞内加尔）", "Ba先生（塞内加尔）", "", "王丽女士（中国）"),
    ]
    assert reading.document.title == "第12次会议简要记录"


VERBATIM_EN = """United Nations                    S/PV.9901
Security Council
Eighty-first year

9901st meeting
Tuesday, 6 October 2026, 10 a.m.
New York

President: Mrs. Silva (Brazil)
Members: China   Mr. Wang
France   Mrs. Petit

Agenda
Libraries in times of peace

The meeting was called to order at 10.05 a.m.

Adoption of the agenda

The agenda was adopted.

Libraries in times of peace

The President (spoke in Spanish): I now give the floor to the representative of France.

Mrs. Petit (France) (spoke in French): Libraries are open to all.

They are open at night. We thank all who keep them:

first, the readers.

Mr. Wang (China): I thank the President.

A vote was taken by show of hands.

In favour:
Brazil, China

Against:
None

Abstaining:
France

The President: The draft resolution has been adopted.

The meeting rose at 11 a.m.
"""
VERBATIM_ZH = """联合国          S/PV.9901

安全理事会

第八十一年

第9901次会议

2026年10月6日星期二上午10时

上午10时05分开会。

通过议程

议程通过。

主席（以西班牙语发言）：我现在请法国代表发言。

佩蒂夫人（法国）（以法语发言）：图书馆向所有人开放。

它们夜间也开放。

王先生（中国）：我感谢主席。

上午11时散会。
"""


def test_a_speech_of_a_verbatim_record_holds_until_the_next() -> None:
    reading = read(VERBATIM_EN)
    assert (reading.document.kind, reading.document.symbol) == (DocumentKind.VERBATIM_RECORD, "S/PV.9901")
    assert reading.document.title == "9901st meeting"
    assert "Mrs. Silva (Brazil)" in reading.paragraphs[0].text
    said = [(each.text[:24], each.speaker) for each in reading.paragraphs[1:]]
    assert said == [
        ("The meeting was called t", ""),
        ("The agenda was adopted.", ""),
        ("The President (spoke in ", "The President"),
        ("Mrs. Petit (France) (spo", "Mrs. Petit (France)"),
        ("They are open at night. ", "Mrs. Petit (France)"),
        ("first, the readers.", "Mrs. Petit (France)"),
        ("Mr. Wang (China): I than", "Mr. Wang (China)"),
        ("A vote was taken by show", ""),
        ("In favour: Brazil, China", ""),
        ("Against: None", ""),
        ("Abstaining: France", ""),
        ("The President: The draft", "The President"),
        ("The meeting rose at 11 a", ""),
    ]
    assert [each.id for each in reading.paragraphs if each.id.startswith("vote")] == [
        *("vote.favour", "vote.against", "vote.abstaining"),
    ]
    assert {each.lead_in for each in reading.paragraphs if each.kind.value == "vote"} == {
        "A vote was taken by show of hands."
    }


def test_a_verbatim_record_in_chinese_says_so_too() -> None:
    reading = read(VERBATIM_ZH)
    assert reading.document.kind is DocumentKind.VERBATIM_RECORD
    assert [(each.text[:6], each.speaker) for each in reading.paragraphs if each.speaker] == [
        ("主席（以西班", "主席"),
        ("佩蒂夫人（法", "佩蒂夫人（法国）"),
        ("它们夜间也开", "佩蒂夫人（法国）"),
        ("王先生（中国", "王先生（中国）"),
    ]


SPEECHES = {
    "The President: I thank him.": "The President",
    "The Acting President (spoke in French): I thank him.": "The Acting President",
    "Mr. Nguyen (Viet Nam): Yes.": "Mr. Nguyen (Viet Nam)",
    "Dame Barbara Woodward (United Kingdom): Yes.": "Dame Barbara Woodward (United Kingdom)",
    "Le Président (parle en anglais) : Merci.": "Le Président",
    "Mme Petit (France) : Merci.": "Mme Petit (France)",
    "El Presidente (habla en inglés): Gracias.": "El Presidente",
    "Sra. Ruiz (Perú): Gracias.": "Sra. Ruiz (Perú)",
    "Председатель (говорит по-английски): Спасибо.": "Председатель",
    "Г-н Иванов (Российская Федерация): Спасибо.": "Г-н Иванов (Российская Федерация)",
    "الرئيس (تكلم بالإنكليزية): شكرا.": "الرئيس",
    "السيد حسن (مصر): شكرا.": "السيد حسن (مصر)",
    "代理主席：谢谢。": "代理主席",
    "张先生（中国）：谢谢。": "张先生（中国）",
    "The report says: libraries are open.": "",
    "Mr. Smith spoke. He said: no.": "",
    "At 10.05 a.m.: the meeting": "",
    "决定如下：图书馆开放。": "",
}


@pytest.mark.parametrize(("text", "speaker"), SPEECHES.items())
def test_how_a_speech_opens(text: str, speaker: str) -> None:
    assert speaker_of_speech(text) == speaker


REPORTED = {
    "The Chair said that it was late.": "The Chair",
    "The Secretary of the Committee said so.": "",
    "Mr. Ba (Senegal) said so.": "Mr. Ba (Senegal)",
    "Mr. Ba said so.": "Mr. Ba",
    "Mr. Ba’s report was noted.": "",
    "M. Ba (Sénégal) dit que oui.": "M. Ba (Sénégal)",
    "La Présidente invite la Commission à poursuivre.": "La Présidente",
    "El Sr. Ba (Senegal) dice que sí.": "El Sr. Ba (Senegal)",
    "Г-н Ба (Сенегал) говорит, что да.": "Г-н Ба (Сенегал)",
    "السيد با (السنغال): قال إن نعم.": "السيد با (السنغال)",
    "主席宣布讨论结束。": "主席",
    "主席团成员出席了会议。": "",
    "Ba先生（塞内加尔）说是。": "Ba先生（塞内加尔）",
    "Libraries were open.": "",
}


@pytest.mark.parametrize(("text", "speaker"), REPORTED.items())
def test_how_a_summary_names_who_said_it(text: str, speaker: str) -> None:
    assert speaker_reported(text) == speaker


def test_nobody_speaks_outside_a_record() -> None:
    reading = read("图书馆的报告\n\n一、导言\n\n1. 主席说，图书馆应当开放。\n\n2. 张先生（中国）说，可以。\n")
    assert set(speakers(reading).values()) == {""}


def test_a_wrapped_record_gives_each_speech_its_own_paragraph() -> None:
    text = VERBATIM_EN.replace(
        "Mrs. Petit (France) (spoke in French): Libraries are open to all.",
        "Mrs. Petit (France) (spoke in French): Libraries are open to all who come\nto read, and to all who come to listen, and also "
        "to those who come\nto keep warm.\nMr. Diop (Senegal): They are.",
    )
    said = [each.text for each in read(text).paragraphs if each.speaker == "Mr. Diop (Senegal)"]
    assert said[:2] == ["Mr. Diop (Senegal): They are.", "They are open at night. We thank all who keep them:"]
    petit = next(each.text for each in read(text).paragraphs if each.speaker == "Mrs. Petit (France)")
    assert petit.endswith("and also to those who come to keep warm.")
