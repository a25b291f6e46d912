"""Resolutions at random in six languages, laid out at random in every format, are read back whole, and nothing is lost.

``pytest tests/ingest/test_random_formats.py --hypothesis-profile=campaign`` tries forty times as many, others each time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Anatomy, dissect
from tests.layout.paper import drawn
from tests.layout.plain import blocks, heads, markdown, paged
from tests.layout.source import Source, parse_text
from tests.layout.web import epub, html
from tests.layout.word import docx


def examples(count: int) -> settings:
    """So many examples at the desk, and more in the same measure in a campaign."""
    return settings(max_examples=max(1, count * settings().max_examples // 100))


@dataclass(frozen=True)
class Tongue:
    """The words of a language that a resolution is made of."""

    head: tuple[str, ...]
    title: str
    organ: str
    preamble: tuple[str, ...]
    operative: tuple[str, ...]
    words: tuple[str, ...]
    number: str
    letters: tuple[str, ...]
    romans: tuple[str, ...]
    close: tuple[str, str, str, str]
    """What ends a preambular paragraph, an operative one, the last, and one that leads in."""
    adoption: tuple[str, str]
    space: str = " "


TONGUES = {
    "zh": Tongue(
        head=("大会", "第九十一届会议", "议程项目12(a)"),
        title="91/204. 图书馆的夜间开放",
        organ="大会，",
        preamble=("回顾", "又回顾", "重申", "注意到", "铭记", "认识到", "强调"),
        operative=("决定", "请", "敦促", "吁请", "鼓励", "又请", "欢迎"),
        words=(
            *(
                "各国",
                "会员国",
                "国际合作",
                "夜间开放",
                "充分落实",
                "妇女和儿童",
                "秘书长",
                "《联合国宪章》",
                "第60/251号决议",
            ),
            *("2023-2025年", "第20(1)条", "12.5万", "COVID-19", "以及", "（见附件）", "2008年12月18日"),
            *("上文第2(a)段", "1960年以前", "17个试点项目", "第三次会议", "一、", "“开放”"),
        ),
        number="{}.",
        letters=("(a)", "(b)", "(c)"),
        romans=("(i)", "(ii)"),
        close=("，", "；", "。", "："),
        adoption=("2036年5月6日", "第44次全体会议"),
        space="",
    ),
    "en": Tongue(
        head=("United Nations", "General Assembly", "Ninety-first session", "Agenda item 12 (a)"),
        title="91/204. Libraries that are open at night",
        organ="The General Assembly,",
        preamble=("Recalling", "Reaffirming", "Noting", "Recognizing", "Stressing", "Bearing in mind"),
        operative=("Decides", "Requests", "Urges", "Calls upon", "Encourages", "Also requests", "Welcomes"),
        words=(
            *("Member States", "the Secretary-General", "libraries", "women and children", "in accordance with", "and"),
            *(
                "resolution 60/251",
                "in 2008",
                "article 20 (1)",
                "12.5 million",
                "of 18 December 1999",
                "“the open door”",
            ),
            *("no. 7", "the period 2023–2025", "COVID-19", "which are open at night", "(see annex)"),
            *(
                "paragraphs 12 (b) and 14 above",
                "before 1960",
                "A/81/214",
                "www.example.org/open",
                "co-operation",
                "S.A.",
            ),
        ),
        number="{}.",
        letters=("(a)", "(b)", "(c)"),
        romans=("(i)", "(ii)"),
        close=(",", ";", ".", ":"),
        adoption=("44th plenary meeting", "6 May 2036"),
    ),
    "fr": Tongue(
        head=("Nations Unies", "Assemblée générale", "Point 12 de l’ordre du jour"),
        title="91/204. Les bibliothèques ouvertes la nuit",
        organ="L’Assemblée générale,",
        preamble=("Rappelant", "Réaffirmant", "Notant", "Consciente", "Soulignant"),
        operative=("Décide", "Prie", "Engage", "Demande", "Encourage", "Invite"),
        words=(
            *(
                "les États Membres",
                "le Secrétaire général",
                "bibliothèques",
                "femmes et enfants",
                "conformément à",
                "et",
            ),
            *(
                "la résolution 60/251",
                "en 2008",
                "l’article 20",
                "12,5 millions",
                "du 18 décembre 1999",
                "«\u00a0porte ouverte\u00a0»",
            ),
        ),
        number="{}.",
        letters=("a)", "b)", "c)"),
        romans=("i)", "ii)"),
        close=(",", " ;", ".", " :"),
        adoption=("44e séance plénière", "6 mai 2036"),
    ),
    "es": Tongue(
        head=("Naciones Unidas", "Asamblea General", "Tema 12 del programa"),
        title="91/204. Las bibliotecas abiertas por la noche",
        organ="La Asamblea General,",
        preamble=("Recordando", "Reafirmando", "Observando", "Reconociendo", "Subrayando"),
        operative=("Solicita", "Exhorta", "Alienta", "Invita", "Insta"),
        words=(
            *(
                "los Estados Miembros",
                "al Secretario General",
                "bibliotecas",
                "mujeres y niños",
                "de conformidad con",
                "y",
            ),
            *(
                "la resolución 60/251",
                "en 2008",
                "el artículo 20",
                "12,5 millones",
                "de 18 de diciembre de 1999",
                "“puerta”",
            ),
        ),
        number="{}.",
        letters=("a)", "b)", "c)"),
        romans=("i)", "ii)"),
        close=(",", ";", ".", ":"),
        adoption=("44ª sesión plenaria", "6 de mayo de 2036"),
    ),
    "ru": Tongue(
        head=("Организация Объединенных Наций", "Генеральная Ассамблея", "Пункт 12 повестки дня"),
        title="91/204. Библиотеки, открытые ночью",
        organ="Генеральная Ассамблея,",
        preamble=("ссылаясь на", "подтверждая", "отмечая", "признавая", "подчеркивая"),
        operative=("постановляет", "просит", "призывает", "рекомендует", "предлагает"),
        words=(
            *("государства-члены", "Генерального секретаря", "библиотеки", "женщин и детей", "в соответствии с", "и"),
            *(
                "резолюцию 60/251",
                "в 2008 году",
                "статью 20",
                "12,5 миллиона",
                "от 18 декабря 1999 года",
                "«открытую дверь»",
            ),
        ),
        number="{}.",
        letters=("a)", "b)", "c)"),
        romans=("i)", "ii)"),
        close=(",", ";", ".", ":"),
        adoption=("44-е пленарное заседание", "6 мая 2036 года"),
    ),
    "ar": Tongue(
        head=("الأمم المتحدة", "الجمعية العامة", "البند 12 من جدول الأعمال"),
        title="91/204 - المكتبات المفتوحة ليلا",
        organ="إن الجمعية العامة،",
        preamble=("إذ تشير إلى", "وإذ تؤكد من جديد", "وإذ تلاحظ", "وإذ تسلم"),
        operative=("تقرر", "تطلب", "تحث", "تهيب", "تشجع", "ترحب"),
        words=(
            *("الدول الأعضاء", "الأمين العام", "المكتبات العامة", "النساء والأطفال", "وفقا", "ومع"),
            *("القرار 60/251", "في عام 2008", "المادة 20", "12.5 مليون", "”الباب المفتوح“"),
        ),
        number="{} -",
        letters=("(أ)", "(ب)", "(ج)"),
        romans=(),
        close=("،", "؛", ".", ":"),
        adoption=("الجلسة العامة 44", "6 أيار/مايو 2036"),
    ),
}


@st.composite
def resolutions(draw: st.DrawFn, languages: tuple[str, ...] = tuple(TONGUES)) -> Source:
    """A resolution with its structure, footnotes among it, in one of the languages."""
    language = draw(st.sampled_from(languages))
    tongue = TONGUES[language]
    notes: list[str] = []
    symbols: list[str] = []

    def words(verbs: tuple[str, ...], end: str) -> str:
        chosen = draw(st.lists(st.sampled_from(tongue.words), min_size=6, max_size=30))
        pieces = [draw(st.sampled_from(verbs)), *chosen, tongue.words[0]]
        for place in range(4, len(pieces), 4):  # no line is printed twice: that would be a running head
            symbols.append(f"A/81/{len(symbols) + 1}")
            pieces[place] = symbols[-1]
        for place in sorted(draw(st.sets(st.integers(5, 60), max_size=2))):
            if place <= len(pieces):
                note = draw(st.lists(st.sampled_from(tongue.words), min_size=1, max_size=14))
                notes.append(tongue.space.join([tongue.words[2], f"{len(notes) + 1}/7", *note]) + tongue.close[2])
                pieces[place - 1] += f"[^{len(notes)}]"
        return tongue.space.join(pieces) + end

    lines = [*(f"M {line}" for line in tongue.head), f"T {tongue.title}", f"M {tongue.organ}"]
    comma, semicolon, stop, colon = tongue.close
    first = draw(st.integers(2, 5))
    lines += [f"pp{count} ¦ ¦ ? ¦ {words(tongue.preamble, comma)}" for count in range(1, first + 1)]
    total = draw(st.integers(3, 7))
    for count in range(1, total + 1):
        letters = draw(st.integers(0, 3)) if count < total else 0
        end = colon if letters else stop if count == total else semicolon
        lines.append(f"op{count} ¦ {tongue.number.format(count)} ¦ ? ¦ {words(tongue.operative, end)}")
        for place in range(letters):
            lines.append(
                f"op{count}.{'abc'[place]} ¦ {tongue.letters[place]} ¦ ? ¦ {words(tongue.operative, semicolon)}"
            )
    lines.append(f"adoption ¦ ¦ ¦ {tongue.adoption[0]} // {tongue.adoption[1]}")
    lines += [f"fn{count} ¦ {count} ¦ ¦ {note}" for count, note in enumerate(notes, start=1)]
    header = f"language: {language}\nformats: none\nhead: A/RES/91/204\nmeta: {{}}\n===\n"
    return parse_text(header + "\n".join(lines) + "\n", name="random")


@dataclass(frozen=True)
class Print:
    """How a text is set."""

    columns: int
    indent: int
    gap: int
    depth: int
    feed: bool

    def text(self, source: Source) -> str:
        return paged(
            blocks(source, columns=self.columns, indent=lambda _: self.indent, gap=self.gap),
            notes=source.notes,
            heads=heads(source),
            depth=self.depth,
            columns=self.columns,
            feed=self.feed,
            foot="{page}/{pages}",
        )


PRINTS = st.builds(
    lambda columns, shape, depth, feed: Print(columns, *shape, depth=depth, feed=feed),
    st.sampled_from([60, 68, 76, 84]),
    st.sampled_from([(0, 1), (2, 1), (4, 0), (4, 1), (5, 1)]),
    st.integers(9, 44),
    st.booleans(),
)
FORMATS: dict[str, Callable[[Source], bytes]] = {
    "random.md": lambda source: markdown(source).encode(),
    "random.html": lambda source: html(source, listed=False).encode(),
    "random.docx": docx,
    "random.epub": epub,
}


def bare(text: str) -> str:
    return "".join(text.split())


def check(source: Source, content: bytes, name: str) -> None:
    """Every paragraph whole, under its id, with its footnotes; and each character of the print in a paragraph or named."""
    anatomy = next(dissect(content, path=Path(name)))
    found = {paragraph.id: bare(paragraph.text) for paragraph in anatomy.reading.paragraphs}
    assert found == {piece.id: bare(piece.words) for piece in source.gold}
    tied = {paragraph.id: " ".join(paragraph.footnotes) for paragraph in anatomy.reading.paragraphs}
    assert tied == {piece.id: piece.notes for piece in source.gold}
    said = Counter(bare("".join(piece.words + piece.marker for piece in source.pieces if piece.kind != "footnote")))
    assert not said - ledger(anatomy), "lost"
    named = Counter(bare("".join(piece.text for piece in anatomy.lifted)))
    assert not ledger(anatomy) - said - named - Counter(bare("".join(source.notes.values()))), "invented"


def ledger(anatomy: Anatomy) -> Counter[str]:
    """The characters of all paragraphs and of all furniture that is named."""
    pieces = [paragraph.text for paragraph in anatomy.reading.paragraphs] + [piece.text for piece in anatomy.lifted]
    return Counter(bare("".join(pieces)))


@examples(60)
@given(resolutions(), PRINTS)
def test_a_printed_text_is_read_back_whole(source: Source, setting: Print) -> None:
    text = setting.text(source)
    check(source, text.encode(), "random.txt")
    anatomy = next(dissect(text.encode(), path=Path("random.txt")))
    assert ledger(anatomy) == Counter(bare(text))


@pytest.mark.parametrize("name", FORMATS)
@examples(25)
@given(resolutions())
def test_a_format_is_read_back_whole(name: str, source: Source) -> None:
    check(source, FORMATS[name](source), name)


@examples(8)
@given(resolutions(("en", "fr", "es", "zh")), PRINTS)
def test_a_drawn_page_is_read_back_whole(source: Source, setting: Print) -> None:
    text = Print(setting.columns, setting.indent, setting.gap, setting.depth, feed=True).text(source)
    check(source, drawn(text, language=source.language), "random.pdf")
