"""Documents in the six languages: the same resolution has the same paragraph ids, and the language's own words are known."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import dissect
from ingest.hyphens import goes_on
from ingest.joining import join, words_of
from rag import Document, Reading

HERE = Path(__file__).parent / "data" / "languages"
CODES = ("zh", "en", "fr", "es", "ru", "ar")


def read(name: str) -> Reading:
    path = HERE / f"{name}.txt"
    return next(iter(dissect(path.read_bytes(), path=path))).reading


IDS = (
    *("masthead", "pp1", "pp2", "pp3", "pp4", "op1", "op2", "op2.a", "op2.b", "op2.b.i", "op2.b.ii", "op2.c"),
    *("op3", "op4", "op5", "adoption", "fn1", "fn2"),
)


@pytest.mark.parametrize("code", CODES)
def test_one_resolution_has_the_same_paragraphs_in_every_language(code: str) -> None:
    reading = read(f"resolution-{code}")
    assert tuple(paragraph.id for paragraph in reading.paragraphs) == IDS
    assert [p.id for p in reading.paragraphs if p.footnotes] == ["pp2", "pp3"]
    assert [p.locator.number for p in reading.paragraphs if p.id.startswith("op2")] == [
        *("2", "2(a)", "2(b)", "2(b)(i)", "2(b)(ii)", "2(c)"),
    ]
    assert not reading.remarks


VERBS = {
    "zh": ("回顾", "又回顾", "赞赏地注意到", "表示深为关切", "欢迎", "吁请", "强烈敦促", "又请", "决定"),
    "en": (
        *("Recalling", "Recalling also", "Noting with appreciation", "Expressing its deep concern"),
        *("Welcomes", "Calls upon", "Strongly urges", "Also requests", "Decides"),
    ),
    "fr": (
        *("Rappelant", "Rappelant également", "Prenant note avec satisfaction", "Exprimant sa profonde préoccupation"),
        *("Se félicite", "Demande", "Demande instamment", "Prie également", "Décide"),
    ),
    "es": (
        *("Recordando", "Recordando también", "Tomando nota con reconocimiento", "Expresando su profunda preocupación"),
        *("Acoge con beneplácito", "Exhorta", "Insta encarecidamente", "Solicita también", "Decide"),
    ),
    "ru": (
        *("ссылаясь", "ссылаясь также", "отмечая с удовлетворением", "выражая глубокую озабоченность"),
        *("приветствует", "призывает", "настоятельно призывает", "просит также", "постановляет"),
    ),
    "ar": (
        *("إذ تشير", "وإذ تشير أيضا", "وإذ تلاحظ مع التقدير", "وإذ تعرب عن بالغ قلقها"),
        *("ترحب", "تهيب", "تحث بقوة", "تطلب أيضا", "تقرر"),
    ),
}


@pytest.mark.parametrize("code", CODES)
def test_the_verbs_are_kept_as_printed(code: str) -> None:
    kinds = ("preambular", "operative")
    assert tuple(p.verb for p in read(f"resolution-{code}").paragraphs if p.kind.value in kinds) == VERBS[code]


TITLES = {
    "zh": ("图书馆作为学习场所", "大会"),
    "en": ("Libraries as places of learning", "General Assembly"),
    "fr": ("Les bibliothèques, lieux d’apprentissage", "Assemblée générale"),
    "es": ("Las bibliotecas como lugares de aprendizaje", "Asamblea General"),
    "ru": ("Библиотеки как место учебы", "Генеральная Ассамблея"),
    "ar": ("المكتبات بوصفها أماكن للتعلم", "الجمعية العامة"),
}


def facts(document: Document, *names: str) -> tuple[object, ...]:
    return tuple(getattr(document, name) for name in names)


@pytest.mark.parametrize("code", CODES)
def test_the_masthead_gives_its_facts_in_every_language(code: str) -> None:
    document = read(f"resolution-{code}").document
    assert facts(document, "title", "organ") == TITLES[code]
    assert facts(document, "symbol", "session", "agenda_item", "date", "language", "status") == (
        *("A/RES/91/204", 91, "69(b)", "2036-12-20"),
        *(code, ""),
    )


LEAD_INS = {
    "fr": "2.  Demande à tous les États : b) D’offrir, dans la mesure du possible :",
    "ru": "2.  призывает все государства: б) предоставлять, где это возможно:",
    "ar": "٢ - تهيب بجميع الدول القيام بما يلي: (ب) القيام، حيثما أمكن، بتوفير ما يلي:",
}


@pytest.mark.parametrize(("code", "lead_in"), LEAD_INS.items())
def test_numbers_are_shown_as_printed_where_they_lead_in(code: str, lead_in: str) -> None:
    (found,) = (p.lead_in for p in read(f"resolution-{code}").paragraphs if p.id == "op2.b.i")
    assert found == lead_in


LETTER_IDS = ("letter.p1", "letter.p2", "signature", "annex.p1", "annex.p2", "annex.p2.b1", "annex.p2.b2")
NOTE_IDS = ("note.p1", "note.p2", "1", "2", "2.a", "2.b", "3")
SENT = {
    "letter-fr": (
        LETTER_IDS,
        *("letter", "S/2031/77", "2031-02-02", "Conseil de sécurité", "Président du Conseil de sécurité"),
        *("le Représentant permanent de la Ruritanie auprès de l’Organisation des Nations Unies", None, "", "fr"),
    ),
    "letter-ru": (
        LETTER_IDS,
        *("letter", "S/2031/77", "2031-02-02", "Совет Безопасности", "Председателя Совета Безопасности"),
        *("Постоянного представителя Руритании при Организации Объединенных Наций", None, "", "ru"),
    ),
    "note-es": (
        NOTE_IDS,
        *("note verbale", "A/86/77", "2032-02-02", "Asamblea General", "Presidencia de la Asamblea General"),
        *("la Misión Permanente de Ruritania ante las Naciones Unidas", 86, "117(c)", "es"),
    ),
    "note-ar": (
        NOTE_IDS,
        *("note verbale", "A/86/77", "2032-02-02", "الجمعية العامة", "رئيس الجمعية العامة"),
        *("البعثة الدائمة لروريتانيا لدى الأمم المتحدة", 86, "117(c)", "ar"),
    ),
}


@pytest.mark.parametrize("name", SENT)
def test_who_sends_a_letter_or_note_to_whom(name: str) -> None:
    reading = read(name)
    fields = ("kind", "symbol", "date", "organ", "addressee", "author", "session", "agenda_item", "language")
    assert tuple(p.id for p in reading.paragraphs if p.id != "masthead") == SENT[name][0]
    assert facts(reading.document, *fields) == SENT[name][1:]


def test_sections_of_arabic_text_count_like_roman_numerals() -> None:
    sections = [p.section for p in read("note-ar").paragraphs if p.id in ("1", "3")]
    assert sections == [("أولا - مقدمة",), ("ثانيا - الاستنتاجات",)]


def test_words_broken_at_a_line_end_are_whole_and_compounds_keep_their_hyphen() -> None:
    french = next(p.text for p in read("letter-fr").paragraphs if p.id == "letter.p1")
    russian = next(p.text for p in read("letter-ru").paragraphs if p.id == "annex.p1")
    assert "ci-joint une déclaration du Gouvernement ruritanien" in french
    assert "в сотрудничестве с городами" in russian
    assert "социально-экономическую программу" in russian


HYPHENS = {
    # first line, second line, one line
    ("les recomman-", "dations des États"): "les recommandations des États",
    ("avec le vice-", "président de la Commission"): "avec le vice-président de la Commission",
    ("les États le font eux-", "mêmes et dans les délais"): "les États le font eux-mêmes et dans les délais",
    ("c’est-à-", "dire dans les pays"): "c’est-à-dire dans les pays",
    ("de la situation socio-", "économique du pays"): "de la situation socio-économique du pays",
    ("la coopera-", "ción de los Estados"): "la cooperación de los Estados",
    ("los acuerdos teórico-", "prácticos de los Estados"): "los acuerdos teórico-prácticos de los Estados",
    ("для сотрудни-", "чества с государствами"): "для сотрудничества с государствами",
    ("в научно-", "исследовательский центр"): "в научно-исследовательский центр",
    ("если кто-", "либо из членов"): "если кто-либо из членов",
    ("the communi-", "ties of the region"): "the communities of the region",
    ("a people-", "centred set of goals"): "a people-centred set of goals",
    ("in 2003-", "2005 and later"): "in 2003-2005 and later",
    ("الدول", "الأعضاء"): "الدول الأعضاء",
    ("слово „", "мир“ и другое"): "слово „ мир“ и другое",
}


@pytest.mark.parametrize(("lines", "joined"), HYPHENS.items())
def test_lines_are_joined_as_their_language_writes(lines: tuple[str, str], joined: str) -> None:
    assert join(lines) == joined


def test_the_document_knows_its_own_words_best() -> None:
    """The same break, decided by how the word is printed elsewhere."""
    whole, parted = words_of(["le microcrédit aux", "micro-"]), words_of(["le micro-crédit aux", "micro-"])
    assert goes_on("le micro-", "crédit rural", known=whole)
    assert not goes_on("le micro-", "crédit rural", known=parted)
    assert words_of(["no line is broken", "here"]) == frozenset()
