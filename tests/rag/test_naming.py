"""Every row of the citation table, in both languages, and the names that it is made of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag import Document, DocumentKind, Locator, Paragraph, ParagraphKind, cite, document_name, paragraph_label
from rag.naming import english_ordinal, sender_state, short_name

KINDS = ParagraphKind
ASSEMBLY = Document(
    id="A/RES/67/169", symbol="A/RES/67/169", kind=DocumentKind.RESOLUTION, organ="大会", date="2012-12-20"
)
COUNCIL = Document(id="A/HRC/RES/13/23", symbol="A/HRC/RES/13/23", kind=DocumentKind.RESOLUTION, organ="人权理事会")
NOTE = Document(
    id="note",
    title="2022年6月21日比利时常驻联合国代表团给大会主席的普通照会",
    kind=DocumentKind.NOTE_VERBALE,
    author="比利时常驻联合国代表团",
    date="2022-06-21",
)
LETTER = Document(
    id="letter",
    title="2020年9月14日爱沙尼亚常驻联合国代表给秘书长的信",
    kind=DocumentKind.LETTER,
    author="爱沙尼亚常驻联合国代表",
    date="2020-09-14",
)
NOTE_ZH = "2022年6月21日比利时常驻联合国代表团给大会主席的普通照会"
NOTE_EN = (
    "Note verbale dated 21 June 2022 from the Permanent Mission of Belgium to the United Nations "
    "addressed to the President of the General Assembly"
)
LETTER_ZH = "2020年9月14日爱沙尼亚常驻联合国代表给秘书长的信"
LETTER_EN = (
    "Letter dated 14 September 2020 from the Permanent Representative of Estonia to the United Nations "
    "addressed to the Secretary-General"
)


def at(kind: ParagraphKind, **where: object) -> Paragraph:
    return Paragraph(locator=Locator(id="x", kind=kind, **where), text="。")  # type: ignore[arg-type]


TABLE = {
    "operative": (
        ASSEMBLY,
        at(KINDS.OPERATIVE, path=("12",)),
        "大会第67/169号决议第12段",
        "General Assembly resolution 67/169, para. 12",
    ),
    "preambular": (
        COUNCIL,
        at(KINDS.PREAMBULAR, ordinal=3),
        "人权理事会第13/23号决议序言部分第3段",
        "Human Rights Council resolution 13/23, third preambular para.",
    ),
    "numbered": (
        NOTE,
        at(KINDS.NUMBERED, part="annex", path=("24",)),
        f"{NOTE_ZH}，附件第24段",
        f"{NOTE_EN}, annex, para. 24",
    ),
    "sub-paragraph": (
        NOTE,
        at(KINDS.SUBPARAGRAPH, part="annex", path=("27", "c")),
        f"{NOTE_ZH}，附件第27(c)段",
        f"{NOTE_EN}, annex, para. 27 (c)",
    ),
    "sub-sub-paragraph": (
        ASSEMBLY,
        at(KINDS.SUBPARAGRAPH, path=("3", "a", "ii")),
        "大会第67/169号决议第3(a)(ii)段",
        "General Assembly resolution 67/169, para. 3 (a)(ii)",
    ),
    "bullet under a paragraph": (
        NOTE,
        at(KINDS.BULLET, part="annex", path=("20",), bullet=7),
        f"{NOTE_ZH}，附件第20段，第7个要点",
        f"{NOTE_EN}, annex, para. 20, 7th bullet",
    ),
    "unnumbered, letter": (
        LETTER,
        at(KINDS.UNNUMBERED, part="letter", ordinal=2),
        f"{LETTER_ZH}，信函第2段（原文无段号）",
        f"{LETTER_EN}, letter, 2nd para. (unnumbered)",
    ),
    "unnumbered, annex": (
        LETTER,
        at(KINDS.UNNUMBERED, part="annex", ordinal=8),
        f"{LETTER_ZH}，附件第8段（原文无段号）",
        f"{LETTER_EN}, annex, 8th para. (unnumbered)",
    ),
    "unnumbered, second annex": (
        LETTER,
        at(KINDS.UNNUMBERED, part="annex2", ordinal=8),
        f"{LETTER_ZH}，附件二第8段（原文无段号）",
        f"{LETTER_EN}, annex 2, 8th para. (unnumbered)",
    ),
    "bullet under a heading": (
        LETTER,
        at(KINDS.BULLET, part="annex", bullet=3, heading="会议的建议"),
        f"{LETTER_ZH}，附件“会议的建议”第3个要点",
        f"{LETTER_EN}, annex, “会议的建议”, 3rd bullet",
    ),
    "signature": (
        LETTER,
        at(KINDS.SIGNATURE, part="letter"),
        f"{LETTER_ZH}，签署",
        f"{LETTER_EN}, signature",
    ),
    "adoption note": (
        ASSEMBLY,
        at(KINDS.ADOPTION),
        "大会第67/169号决议通过记录",
        "General Assembly resolution 67/169, adoption note",
    ),
    "masthead": (
        COUNCIL,
        at(KINDS.MASTHEAD),
        "人权理事会第13/23号决议文首",
        "Human Rights Council resolution 13/23, masthead",
    ),
    "footnote": (
        ASSEMBLY,
        at(KINDS.FOOTNOTE, path=("3",)),
        "大会第67/169号决议脚注3",
        "General Assembly resolution 67/169, footnote 3",
    ),
    "footnote with a star": (
        NOTE,
        at(KINDS.FOOTNOTE, part="annex"),
        f"{NOTE_ZH}，脚注*",
        f"{NOTE_EN}, footnote *",
    ),
}


@pytest.mark.parametrize(("document", "paragraph", "zh", "en"), TABLE.values(), ids=TABLE)
def test_the_table_of_citations(document: Document, paragraph: Paragraph, zh: str, en: str) -> None:
    assert (cite(document, paragraph, "zh"), cite(document, paragraph, "en")) == (zh, en)


ORDINALS = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 10: "10th", 11: "11th", 12: "12th", 13: "13th", 21: "21st"}
ORDINALS |= {22: "22nd", 23: "23rd", 101: "101st", 111: "111th", 112: "112th", 113: "113th", 121: "121st"}


@pytest.mark.parametrize(("number", "ordinal"), ORDINALS.items())
def test_english_ordinals(number: int, ordinal: str) -> None:
    assert english_ordinal(number) == ordinal
    assert paragraph_label(at(KINDS.UNNUMBERED, part="annex", ordinal=number), "en") == (
        f"annex, {ordinal} para. (unnumbered)"
    )


def test_the_preamble_counts_in_words_up_to_ten() -> None:
    labels = [paragraph_label(at(KINDS.PREAMBULAR, ordinal=number), "en") for number in (1, 10, 11, 21)]
    assert labels == [
        "first preambular para.",
        "tenth preambular para.",
        "11th preambular para.",
        "21st preambular para.",
    ]


STATUS = {"draft": ("（草案）", " (draft)"), "revised": ("（订正）", " (revised)")}
STATUS |= {"corrected": ("（更正）", " (corrected)"), "addendum": ("（增编）", " (addendum)")}
STATUS |= {"draft, revised": ("（草案、订正）", " (draft, revised)")}


@pytest.mark.parametrize(("status", "said"), STATUS.items())
def test_the_status_of_a_text_stands_beside_its_symbol(status: str, said: tuple[str, str]) -> None:
    draft = Document(
        id="A/C.3/77/L.10",
        symbol="A/C.3/77/L.10",
        title="人权领域的国际合作",
        kind=DocumentKind.RESOLUTION,
        organ="大会",
        status=status,
    )
    zh, en = (cite(draft, at(KINDS.OPERATIVE, path=("2",)), language) for language in ("zh", "en"))
    assert zh == f"人权领域的国际合作（A/C.3/77/L.10）{said[0]}，第2段"
    assert en == f"Resolution “人权领域的国际合作” (A/C.3/77/L.10){said[1]}, para. 2"
    adopted = replace(ASSEMBLY, status=status)
    assert document_name(adopted, "zh") == f"大会第67/169号决议{said[0]}"
    assert document_name(adopted, "en") == f"General Assembly resolution 67/169{said[1]}"


NAMES = {
    "organ in English": (
        replace(COUNCIL, organ="Human Rights Council", language="en"),
        "人权理事会第13/23号决议",
        "Human Rights Council resolution 13/23",
    ),
    "decision": (
        Document(id="d", symbol="A/DEC/77/501", kind=DocumentKind.DECISION, organ="大会"),
        "大会第77/501号决定",
        "General Assembly decision 77/501",
    ),
    "Security Council": (
        Document(id="s", symbol="S/RES/1325 (2000)", kind=DocumentKind.RESOLUTION, organ="安全理事会"),
        "安全理事会第1325(2000)号决议",
        "Security Council resolution 1325 (2000)",
    ),
    "a report with a symbol": (
        Document(id="r", symbol="A/67/296", title="秘书长的报告", kind=DocumentKind.REPORT, date="2012-08-13"),
        "秘书长的报告（A/67/296）",
        "Report dated 13 August 2012 “秘书长的报告” (A/67/296)",
    ),
    "an English letter": (
        Document(id="l", title="Letter from Chad", kind=DocumentKind.LETTER, language="en"),
        "《Letter from Chad》",
        "Letter from Chad",
    ),
    "a plain file": (Document(id="minutes", title=""), "minutes", "“minutes”"),
    "a date that is none": (Document(id="m", title="纪要", date="2020"), "《纪要》", "“纪要” (2020)"),
}


@pytest.mark.parametrize(("document", "zh", "en"), NAMES.values(), ids=NAMES)
def test_names_of_documents(document: Document, zh: str, en: str) -> None:
    assert (document_name(document, "zh"), document_name(document, "en")) == (zh, en)


@pytest.mark.parametrize(
    "organ", ["Assemblée générale", "Asamblea General", "Генеральная Ассамблея", "الجمعية العامة", "General Assembly"]
)
def test_a_resolution_is_cited_alike_in_whatever_language_it_is_held(organ: str) -> None:
    document = replace(ASSEMBLY, organ=organ)
    paragraph = at(KINDS.SUBPARAGRAPH, path=("2", "b"))
    assert (cite(document, paragraph, "zh"), cite(document, paragraph, "en")) == (
        "大会第67/169号决议第2(b)段",
        "General Assembly resolution 67/169, para. 2 (b)",
    )


OTHER_ORGANS = {
    "Conseil de sécurité": ("安全理事会", "Security Council"),
    "Consejo de Derechos Humanos": ("人权理事会", "Human Rights Council"),
    "Экономический и Социальный Совет": ("经济及社会理事会", "Economic and Social Council"),
    "لجنة حقوق الإنسان": ("人权委员会", "Commission on Human Rights"),
}


@pytest.mark.parametrize(("printed", "names"), OTHER_ORGANS.items())
def test_organs_have_one_name_in_each_language_of_a_citation(printed: str, names: tuple[str, str]) -> None:
    document = replace(COUNCIL, organ=printed)
    assert document_name(document, "zh") == f"{names[0]}第13/23号决议"
    assert document_name(document, "en") == f"{names[1]} resolution 13/23"


def test_who_speaks_is_said_shortly() -> None:
    assert (short_name(NOTE, "zh"), short_name(NOTE, "en")) == ("比利时的普通照会", "note verbale of Belgium")
    assert (short_name(LETTER, "zh"), short_name(LETTER, "en")) == ("爱沙尼亚的信函", "letter of Estonia")
    assert short_name(ASSEMBLY, "zh") == "大会第67/169号决议"
    assert sender_state(ASSEMBLY) == ""
    assert sender_state(replace(LETTER, author="Permanent Representative of Chad to the United Nations")) == "Chad"


PLACES = {
    "vote": (at(KINDS.VOTE, heading="赞成"), "表决记录（赞成）", "recorded vote (赞成)"),
    "row": (at(KINDS.ROW, table=2, bullet=3), "表2第3行", "table 2, row 3"),
    "head": (at(KINDS.ROW, table=2), "表2表头", "table 2, head"),
    "row of an appendix": (
        at(KINDS.ROW, part="appendix2", table=1, bullet=1),
        "附录二表1第1行",
        "appendix 2, table 1, row 1",
    ),
    "resolution of a report": (
        at(KINDS.OPERATIVE, part="13/23", path=("4",)),
        "第13/23号，第4段",
        "No. 13/23, para. 4",
    ),
    "article": (at(KINDS.NUMBERED, path=("第二条",)), "第二条", "art. 2"),
    "item of an article": (at(KINDS.SUBPARAGRAPH, path=("第二条", "一")), "第二条第(一)项", "art. 2 (1)"),
    "inserted article": (at(KINDS.NUMBERED, path=("第三条之一",)), "第三条之一", "art. 3 (1)"),
    "paragraph of an article": (at(KINDS.NUMBERED, path=("Article 2", "1")), "第2条第1款", "art. 2, para. 1"),
    "its item": (at(KINDS.SUBPARAGRAPH, path=("Article 2", "1", "a")), "第2条第1款第(a)项", "art. 2, para. 1 (a)"),
    "item of an item": (at(KINDS.SUBPARAGRAPH, path=("第二条", "一", "2")), "第二条第(一)项第2目", "art. 2 (1) (2)"),
    "second part of an article": (
        at(KINDS.UNNUMBERED, path=("第二条",), ordinal=2),
        "第二条第2款",
        "art. 2, 2nd para.",
    ),
    "an English article": (at(KINDS.NUMBERED, path=("Article 5",)), "第5条", "art. 5"),
    "continued": (
        at(KINDS.UNNUMBERED, path=("5",), ordinal=2),
        "第5段（续，第2个自然段）",
        "para. 5 (continued, 2nd part)",
    ),
    "numbered anew under a heading": (
        at(KINDS.NUMBERED, path=("1",), heading="二、措施"),
        "“二、措施”第1段",
        "“二、措施”, para. 1",
    ),
    "its bullet": (
        at(KINDS.BULLET, path=("1",), heading="二、措施", bullet=3),
        "“二、措施”第1段，第3个要点",
        "“二、措施”, para. 1, 3rd bullet",
    ),
}


@pytest.mark.parametrize(("paragraph", "zh", "en"), PLACES.values(), ids=PLACES)
def test_labels_of_other_shapes(paragraph: Paragraph, zh: str, en: str) -> None:
    assert (paragraph_label(paragraph, "zh"), paragraph_label(paragraph, "en")) == (zh, en)


def test_who_speaks_stands_with_what_is_said() -> None:
    record = Document(id="r", symbol="A/C.3/81/SR.12", title="第12次会议简要记录", kind=DocumentKind.SUMMARY_RECORD)
    paragraph = replace(at(KINDS.NUMBERED, path=("2",)), speaker="Ba先生（塞内加尔）")
    assert cite(record, paragraph, "zh").endswith("第2段（发言者：Ba先生（塞内加尔））")
    assert cite(record, paragraph, "en").endswith(", para. 2 (speaker: Ba先生（塞内加尔）)")


SENDERS = {
    "le Représentant permanent du Niger auprès de l’Organisation des Nations Unies": ("Niger", "Niger"),
    "la Mission permanente de l’Algérie auprès de l’Office des Nations Unies à Genève": ("Algérie", "Algeria"),
    "la Représentante permanente des États-Unis d’Amérique auprès de l’Organisation des Nations Unies": (
        "États-Unis d’Amérique",
        "United States",
    ),
    "el Representante Permanente del Perú ante las Naciones Unidas": ("Perú", "Peru"),
    "la Misión Permanente de la Argentina ante las Naciones Unidas": ("Argentina", "Argentina"),
    "Постоянного представителя Армении при Организации Объединенных Наций": ("Армении", "Armenia"),
    "Постоянного представительства Российской Федерации при Организации Объединенных Наций": (
        "Российской Федерации",
        "Russia",
    ),
    "الممثل الدائم لقطر لدى الأمم المتحدة": ("قطر", "Qatar"),
    "الممثلة الدائمة للأردن لدى الأمم المتحدة": ("الأردن", "Jordan"),
    "البعثة الدائمة لجمهورية مصر العربية لدى الأمم المتحدة": ("جمهورية مصر العربية", "Egypt"),
}


@pytest.mark.parametrize(("author", "state"), SENDERS.items())
def test_the_sender_of_a_letter_is_told_in_every_language(author: str, state: tuple[str, str]) -> None:
    letter = replace(LETTER, author=author)
    assert sender_state(letter) == state[0]
    assert short_name(letter, "en") == f"letter of {state[1]}"


@pytest.mark.parametrize("author", ["le Secrétaire général", "Генеральный секретарь", "الأمين العام", "el Sr. Ruiz"])
def test_whoever_is_no_mission_is_no_state(author: str) -> None:
    assert sender_state(replace(LETTER, author=author)) == ""
