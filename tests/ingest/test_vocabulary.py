"""What single lines and words mean in each of the six languages: markers, verbs, days, ordinals, captions, ends of sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.dates import iso_date
from ingest.document import dissect
from ingest.languages import language_of
from ingest.lines import dangles, ends_with_comma, is_finished, split_lines, width
from ingest.markers import MarkerKind, marker_of
from ingest.metadata import compact, status_of
from ingest.ordinals import ordinal_number
from ingest.standing import DATE_OR_MEETING, VOTE_NOTE, is_caption_text, stands_alone
from ingest.structure.blocks import is_section_name
from ingest.verbs import is_organ_line, operative_verb, preambular_verb
from ingest.vocabulary import LANGUAGES
from rag import Reading


def read_text(text: str) -> Reading:
    return next(iter(dissect(text.encode(), path=Path("document.txt")))).reading


def numbered(letters: str, form: str) -> str:
    lines = "\n\n".join(f"     {form.format(letter)} medida {letter} para los Estados;" for letter in letters)
    return f"La Asamblea General,\n\n     Recordando su resolución,\n\n     1. Exhorta a los Estados a:\n\n{lines}\n"


LISTS = {
    "Spanish with ñ": ("abcdefghijklmnñop", "{})", "abcdefghijklmnopq"),
    "Cyrillic": ("абвгдежзик", "{})", "abcdefghij"),
    "Latin letters with a Cyrillic twin": ("abсd", "{})", "abcd"),
    "Arabic": ("أبجدهوز", "({})", "abcdefg"),
}


@pytest.mark.parametrize(("printed", "form", "typed"), LISTS.values(), ids=LISTS)
def test_letters_of_a_list_count_as_in_the_english_text(printed: str, form: str, typed: str) -> None:
    found = [p.id for p in read_text(numbered(printed, form)).paragraphs if p.kind.value == "subparagraph"]
    assert found == [f"op1.{letter}" for letter in typed]


MARKERS = {
    "١ - تقرر ما يلي": (MarkerKind.NUMBER, "1"),
    "12 - تقرر ما يلي": (MarkerKind.NUMBER, "12"),
    "(هـ) الإبلاغ": (MarkerKind.LETTER, "e"),
    "‘٣’ الإبلاغ": (MarkerKind.LETTER, "iii"),
    "б) сообщать": (MarkerKind.LETTER, "b"),
    "ii) читальные залы": (MarkerKind.LETTER, "ii"),
    "1° Les États": (MarkerKind.LETTER, "1"),
    "ثانيا - مقدمة": (MarkerKind.SECTION, "II"),
    "باء - مقدمة": (MarkerKind.SECTION, "B"),
    "Б. Введение": (MarkerKind.SECTION, "B"),
}


@pytest.mark.parametrize(("text", "expected"), MARKERS.items())
def test_a_marker_is_typed_in_ascii(text: str, expected: tuple[MarkerKind, str]) -> None:
    marker = marker_of(text)
    assert marker is not None
    assert (marker.kind, marker.label) == expected
    assert text.startswith(marker.printed)


@pytest.mark.parametrize(
    "text", ["И. И. Иванов", "а) и б) выше", "a) y b) supra", "a) et b) ci-dessus", "2003 - 2005", "- 3 -"]
)
def test_a_name_a_reference_and_a_range_are_no_markers(text: str) -> None:
    marker = marker_of(text)
    assert marker is None or marker.kind is MarkerKind.BULLET


ORGAN_LINES = (
    *("大会，", "The General Assembly,", "L’Assemblée générale,", "L'Assemblée générale,", "La Asamblea General,"),
    *("Генеральная Ассамблея,", "إن الجمعية العامة،", "The Security Council,", "Le Conseil de sécurité,"),
    *("El Consejo de Seguridad,", "Совет Безопасности,", "إن مجلس الأمن،", "Le Conseil des droits de l’homme,"),
    *("El Consejo de Derechos Humanos,", "Совет по правам человека,", "إن مجلس حقوق الإنسان،", "缔约方会议，"),
    *("Le Conseil économique et social,", "El Consejo Económico y Social,", "Экономический и Социальный Совет,"),
    *("إن المجلس الاقتصادي والاجتماعي،", "La Conférence des Parties,", "La Conferencia de las Partes,"),
)


@pytest.mark.parametrize("line", ORGAN_LINES)
def test_an_organ_line_is_known(line: str) -> None:
    assert is_organ_line(line)
    assert not is_organ_line(f"{line} réunie à Paris")
    assert not is_organ_line(line.rstrip(",،，"))


OPENINGS = {
    "Profondément préoccupée par la situation,": ("Profondément préoccupée", ""),
    "Ayant à l’esprit ses résolutions,": ("Ayant à l’esprit", ""),
    "Condamne énergiquement les attaques ;": ("", "Condamne énergiquement"),
    "Exprime sa vive inquiétude face aux attaques ;": (None, "Exprime sa vive inquiétude"),
    "Haciendo hincapié en la necesidad": ("Haciendo hincapié", ""),
    "Profundamente preocupada por la situación": ("Profundamente preocupada", ""),
    "Condena enérgicamente los ataques;": ("", "Condena enérgicamente"),
    "будучи глубоко обеспокоена положением,": ("будучи глубоко обеспокоена", ""),
    "вновь подтверждая свои резолюции,": ("вновь подтверждая", ""),
    "самым решительным образом осуждает нападения;": ("", "самым решительным образом осуждает"),
    "إذ يساوره القلق إزاء الحالة،": ("إذ يساوره القلق", ""),
    "وإذ يضع في اعتباره قراراته،": ("وإذ يضع في اعتباره", ""),
    "يقرّر أن يبقي المسألة قيد نظره؛": ("", "يقرّر"),
    "تعرب عن تقديرها للأمين العام؛": ("", "تعرب عن تقديرها"),
    "Note the following points": ("", ""),
    "Note avec intérêt les progrès": (None, "Note avec intérêt"),
    "Decide seguir examinando la cuestión": ("", "Decide"),
    "Decide whether to act": ("", ""),
    "Decides to act": ("", "Decides"),
    "Les États ont répondu.": ("", ""),
    "Библиотеки открыты.": ("", ""),
}


@pytest.mark.parametrize(("text", "verbs"), OPENINGS.items())
def test_verbs_open_a_paragraph_with_what_belongs_to_them(text: str, verbs: tuple[str | None, str]) -> None:
    if verbs[0] is not None:
        assert preambular_verb(text) == verbs[0]
    assert operative_verb(text) == verbs[1]


DATES = {
    "le 1er janvier 2013": "2013-01-01",
    "20 décembre 2012": "2012-12-20",
    "el 3 de setiembre de 2031": "2031-09-03",
    "15 августа 2030 года": "2030-08-15",
    "٢٠ كانون الأول/ديسمبر ٢٠١٢": "2012-12-20",
    "5 شباط 2020": "2020-02-05",
    "17 يونيه 1999": "1999-06-17",
    "1 تشرين الثاني/نوفمبر 2001": "2001-11-01",
    "2012年12月20日": "2012-12-20",
    "December 5, 2019": "2019-12-05",
    "31 de abril de 2020": "",
    "30 février 2020": "",
    "5 мартышек 2020": "",
}


@pytest.mark.parametrize(("text", "iso"), DATES.items())
def test_days_are_read_in_every_language(text: str, iso: str) -> None:
    assert iso_date(text) == iso


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language.months], ids=lambda one: one.code)
def test_every_month_of_every_language_is_read(language: object) -> None:
    months = language.months  # type: ignore[attr-defined]
    assert len(months) == 12
    for number, names in enumerate(months, start=1):
        assert {iso_date(f"7 {name} 2030") for name in names} == {f"2030-{number:02d}-07"}


SESSIONS = {
    "Soixante-septième": 67,
    "Soixante et onzième": 71,
    "Quatre-vingt-unième": 81,
    "Quatre-vingt-dix-neuvième": 99,
    "Sexagésimo séptimo": 67,
    "Decimotercer": 13,
    "Octogésimo": 80,
    "Шестьдесят седьмая": 67,
    "Сороковая": 40,
    "Сто третья": 103,
    "السابعة والستون": 67,
    "الثالثة عشرة": 13,
    "العشرين": 20,
    "الأولى بعد المائة": 101,
    "Sixty-seventh": 67,
    "六十七": 67,
    "67e": 67,
    "67-я": 67,
    "Plenary": 0,
    "Dernière": 0,
}


@pytest.mark.parametrize(("words", "number"), SESSIONS.items())
def test_ordinals_in_words_are_numbers(words: str, number: int) -> None:
    assert ordinal_number(words) == number


CAPTIONS = (
    *(
        "附件二",
        "Annex II",
        "Annexe",
        "Annexe II",
        "Anexo I",
        "Приложение",
        "Приложение III",
        "المرفق",
        "المرفق الثاني",
    ),
    *("Annexe à la lettre datée du 2 février 2031 adressée au Président du Conseil de sécurité par la Ruritanie",),
    *("Anexo de la carta de fecha 2 de febrero de 2031 dirigida al Presidente del Consejo de Seguridad",),
    *("Приложение к письму Постоянного представителя Руритании от 2 февраля 2031 года", "مرفق الرسالة المؤرخة 2 شباط"),
)


@pytest.mark.parametrize("text", CAPTIONS)
def test_captions_of_annexes(text: str) -> None:
    assert is_caption_text(text)
    assert not is_caption_text(f"{text} sont jointes.")


ALONE = (
    *("60e séance plénière", "60ª sesión plenaria", "60-е пленарное заседание", "الجلسة العامة ٦٠", "43e séance"),
    *("20 décembre 2012", "20 de diciembre de 2012", "20 декабря 2012 года", "20 كانون الأول/ديسمبر 2012"),
    *("Soixante-septième session", "Sexagésimo séptimo período de sesiones", "Шестьдесят седьмая сессия"),
    *("الدورة السابعة والستون", "Point 69 b) de l’ordre du jour", "Tema 69 b) del programa"),
    *("Пункт 69 b) повестки дня", "البند ٦٩ (ب) من جدول الأعمال", "Assemblée générale", "Совет Безопасности"),
)


@pytest.mark.parametrize("text", ALONE)
def test_lines_that_stand_alone(text: str) -> None:
    assert stands_alone(text)


@pytest.mark.parametrize(
    "text", ["à sa soixante-septième session", "de la session", "le Conseil a décidé", "в 2012 году"]
)
def test_pieces_of_a_sentence_do_not_stand_alone(text: str) -> None:
    assert not stands_alone(text)


@pytest.mark.parametrize(
    "text", ["60e séance plénière, 20 décembre 2012", "الجلسة العامة ٦٠ ٢٠ كانون الأول/ديسمبر ٢٠١٢"]
)
def test_a_meeting_and_its_day_are_a_note_of_adoption(text: str) -> None:
    assert DATE_OR_MEETING.fullmatch(text)


NOTES = (
    *("[Adopted without a vote.]", "[Adoptée sans vote.]", "[Aprobada sin votación.]", "[Принята без голосования.]"),
    *("[اعتمد بدون تصويت.]", "[未经表决获得通过。]"),
)


@pytest.mark.parametrize("note", NOTES)
def test_how_a_text_was_adopted(note: str) -> None:
    assert VOTE_NOTE.match(note)
    assert not VOTE_NOTE.match("[" + "Ruritania. " + note[1:])


FINISHED = {
    "Les États ont répondu ; et": True,
    "Los Estados respondieron; y": True,
    "страны ответили; и": True,
    "ردت الدول؛ و": True,
    "ماذا بعد؟": True,
    "Il a dit « oui. »": True,
    "voir le par.": False,
    "El Sr.": False,
    "см. п.": False,
    "This has to stop.": True,
    "The library was opened.": True,
    "А. С.": False,
}


@pytest.mark.parametrize(("text", "finished"), FINISHED.items())
def test_where_a_sentence_ends(text: str, finished: bool) -> None:
    assert is_finished(text) is finished


@pytest.mark.parametrize("text", ["Rapport du", "RAPPORT DU", "Informe de la", "Доклад о", "تقرير عن", "Report of the"])
def test_a_title_does_not_end_on_a_small_word(text: str) -> None:
    assert dangles(text)
    assert not dangles("Annexe A")
    assert not dangles("Приложение В")


def test_an_arabic_comma_ends_a_preambular_paragraph() -> None:
    assert ends_with_comma("وإذ تشير إلى قرارها،")


def test_letters_of_an_alphabet_take_one_column() -> None:
    assert (width("Генеральная"), width("الجمعية"), width("大会"), width("Assemblée")) == (11, 7, 4, 9)


def test_signs_that_only_turn_the_writing_are_dropped() -> None:
    (line,) = split_lines("\u202b١ - تقرر\u202c \u2067A/RES/91/204\u2069\u200f")
    assert line.text == "١ - تقرر A/RES/91/204"


LONGER = {
    "fr": "Les États Membres sont invités à communiquer leurs observations sur le rapport avant la fin de l’année.",
    "es": "Se invita a los Estados Miembros a que comuniquen sus observaciones sobre el informe antes de fin de año.",
    "en": "Member States are invited to send their observations on the report before the end of the year.",
    "ru": "Государствам-членам предлагается направить свои замечания по докладу до конца года.",
    "ar": "يرجى من الدول الأعضاء أن توافي الأمانة العامة بملاحظاتها على التقرير قبل نهاية السنة.",
    "zh": "请会员国在年底前就报告提出意见。",
}
QUOTED = (
    "委员会注意到“Guiding Principles on Business and Human Rights: Implementing the United Nations Protect, Respect and "
    "Remedy Framework”已译成中文，请秘书长将其散发给所有会员国，并在下届会议上提出报告，说明各国为落实这些原则所采取的措施和遇到的困难。"
)
OTHERS = (
    "Die Mitgliedstaaten werden gebeten, ihre Bemerkungen zu dem Bericht vor dem Ende des Jahres zu übermitteln.",
    "Os Estados-Membros são convidados a enviar as suas observações sobre o relatório até ao fim do ano.",
    "Gli Stati membri sono invitati a trasmettere le loro osservazioni sulla relazione entro la fine dell’anno.",
    "Держави-члени запрошуються надіслати свої зауваження щодо доповіді до кінця року, її буде опубліковано.",
    "加盟国は、年末までに報告書に関する意見を提出するよう求められている。",
    "12 345 — 67",
)


@pytest.mark.parametrize(("code", "text"), LONGER.items())
def test_a_sentence_is_enough_to_know_its_language(code: str, text: str) -> None:
    assert language_of(text) == code


def test_a_chinese_text_that_quotes_english_is_chinese() -> None:
    assert language_of(QUOTED) == "zh"
    assert language_of(LONGER["en"] * 3 + QUOTED[-20:]) == "en"


@pytest.mark.parametrize("text", OTHERS)
def test_none_of_the_six_is_claimed_for_another_language(text: str) -> None:
    assert language_of(text) == "und"


@pytest.mark.parametrize(
    "line", ["Projet de résolution A/C.3/67/1", "Proyecto de resolución", "Проект резолюции", "مشروع قرار", "决议草案"]
)
def test_a_draft_may_say_so_in_words(line: str) -> None:
    assert status_of("", [line]) == "draft"
    assert status_of("A/C.3/67/L.1", []) == "draft"
    assert status_of("", ["67/169. Projet de résolution des différends"]) == ""


def test_spaces_beside_quotation_marks_go_in_chinese_only() -> None:
    assert compact("Report on “night libraries” of 2031") == "Report on “night libraries” of 2031"
    assert compact("关于 “夜间图书馆” 的报告") == "关于“夜间图书馆”的报告"


@pytest.mark.parametrize("name", ["Введение", "Introducción", "مقدمة", "Conclusions", "CONCLUSIONES"])
def test_headings_that_open_a_body(name: str) -> None:
    assert is_section_name(name)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_every_language_knows_the_same_things(language: object) -> None:
    """A language that is added has words for everything that the structure asks for."""
    needed = (
        *("organs", "preambular_verbs", "operative_verbs", "letter_patterns", "note_patterns", "report_patterns"),
        *("party_patterns", "author_patterns", "adopted_patterns", "meeting_patterns", "session_patterns"),
        *("agenda_patterns", "caption_patterns", "annexes", "sections", "resolutions", "decisions", "drafts", "signed"),
        *("conjunctions", "function_words", "dangling"),
    )
    assert [name for name in needed if not getattr(language, name)] == []
