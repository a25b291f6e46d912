"""What a statement is held against, one thing at a time, and how it is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from rag import Document, DocumentKind, Locator, Paragraph, ParagraphKind, Passage, Verdict, open_verifier, verify
from rag.verification.facts import facts
from rag.verification.force import LANGUAGES, forces
from rag.verification.statement import same_values
from rag.words.glossary import rows
from rag.words.terms import normalise

DOCUMENT = Document(
    id="A/RES/91/204",
    symbol="A/RES/91/204",
    title="灯塔与航标的维护",
    kind=DocumentKind.RESOLUTION,
    organ="大会",
    author="大会",
    session=91,
    date="2036-12-20",
)


def passage(text: str, *, number: int = 4, language: str = "zh", lead_in: str = "") -> Passage:
    locator = Locator(id=f"op{number}", kind=ParagraphKind.OPERATIVE, path=(str(number),))
    about = Document(
        id=DOCUMENT.id,
        symbol=DOCUMENT.symbol,
        title=DOCUMENT.title,
        kind=DOCUMENT.kind,
        organ=DOCUMENT.organ,
        author=DOCUMENT.author,
        session=91,
        date=DOCUMENT.date,
        language=language,
    )
    return Passage(about, Paragraph(locator=locator, text=text, lead_in=lead_in))


NOTED = passage(
    "注意到秘书长2035年3月2日的报告(A/90/12)，请会员国在三十天内向第九十二届会议提交意见，并决定不设立新的基金，因为比利时和智利已承担百分之四十的费用；"
)
LAW = passage("看守人不得在值守期间离开灯塔。船长应当报告，可以要求延期，必须保存记录。")
ENGLISH = passage(
    "Takes note of the report of 2 March 2035 (A/90/12), requests Member States to submit their views within thirty days to"
    " the ninety-second session, and decides not to establish a new fund, since Belgium and Chile bear 40 per cent of the cost;",
    language="en",
)

ROLES = passage("镇政府应当向港务公司支付煤款。甲方应向乙方供煤。甲方和乙方应当保存合同。")
ENGLISH_ROLES = passage(
    "The Town shall pay the Company for the coal. The council adopted the plan. The keeper and the mayor sign the log.",
    language="en",
)
FRENCH = passage(
    "Prenant note du rapport du Secrétaire général sur les phares. Le gardien doit remettre le registre au maire chaque mois.",
    language="fr",
)
RUSSIAN = passage(
    "Смотритель имеет право запросить копию журнала. Смотрителю необходимо передать журнал мэру.", language="ru"
)
ARABIC = passage("تبقى المنارة القديمة مضاءة طوال الليل قرب الميناء وجميع القرى المجاورة،", language="ar")

CARRIED = {
    "verbatim": ("请会员国在三十天内向第九十二届会议提交意见", NOTED, "verbatim"),
    "another width": ("请会员国在三十天内向第九十二届会议提交意见，并决定不设立新的基金", NOTED, "verbatim"),
    "number in figures": ("大会请会员国在30天内提交意见", NOTED, "number"),
    "date in numerals": ("大会注意到秘书长二〇三五年三月二日的报告", NOTED, "date"),
    "session in figures": ("请会员国向第92届会议提交意见。", NOTED, "session"),
    "per cent": ("比利时和智利承担40%的费用。", NOTED, "number"),
    "symbol": ("大会注意到A/90/12号文件所载报告。", NOTED, "symbol"),
    "its own citation": ("大会第91/204号决议第4段请会员国提交意见", NOTED, "symbol"),
    "negation": ("大会决定不设立新基金。", NOTED, "negation"),
    "modal": ("船长必须保存记录，可以要求延期。", LAW, "modal"),
    "prohibition": ("值守期间看守人不得离开灯塔。", LAW, "modal"),
    "quotation": ("大会请会员国“在三十天内”提交意见", NOTED, "quotation"),
    "English": ("The Assembly takes note of the report of 2 March 2035.", ENGLISH, "date"),
    "passive": ("煤款应当由镇政府向港务公司支付。", ROLES, "words"),
    "parties in another order": ("乙方和甲方应当保存合同。", ROLES, "words"),
    "English passive": ("The plan was adopted by the council.", ENGLISH_ROLES, "words"),
    "English parties in another order": ("The mayor and the keeper sign the log.", ENGLISH_ROLES, "words"),
    "French duty": ("Chaque mois, le gardien est tenu de remettre le registre au maire.", FRENCH, "modal"),
    "Russian right": ("Смотритель вправе запросить копию журнала.", RUSSIAN, "modal"),
    "English about Chinese": ("It requests Member States to submit their views within 30 days.", NOTED, "number"),
    "English negation about Chinese": ("It decides not to establish a new fund.", NOTED, "negation"),
    "Chinese about English": (
        "会员国应在30天内提交意见。",
        passage("Member States shall submit views within 30 days."),
        "number",
    ),
}


@pytest.fixture(scope="module")
def judge() -> Callable[[str, Sequence[Passage]], Verdict]:
    return open_verifier()


@pytest.mark.parametrize(("said", "carrier", "code"), CARRIED.values(), ids=CARRIED)
def test_what_the_paragraph_says_passes_and_it_is_told_how(
    judge: Callable[[str, Sequence[Passage]], Verdict], said: str, carrier: Passage, code: str
) -> None:
    verdict = judge(said, [carrier])
    assert verdict.reason is None, verdict.reason
    assert code in {check.code for check in verdict.checks}
    assert all(check.holds and check.zh and check.en for check in verdict.checks)


NOT_CARRIED = {
    "number": ("请会员国在四十天内提交意见", NOTED, "number"),
    "unit": ("请会员国在三十年内提交意见", NOTED, "number"),
    "part of a number": ("比利时和智利已承担百分之四的费用", NOTED, "number"),
    "year": ("注意到秘书长2036年3月2日的报告", NOTED, "date"),
    "day": ("注意到秘书长2035年3月3日的报告", NOTED, "date"),
    "session": ("向第九十三届会议提交意见", NOTED, "session"),
    "symbol": ("注意到报告(A/90/13)", NOTED, "symbol"),
    "paragraph": ("第5段请会员国提交意见", NOTED, "session"),
    "state": ("比利时和秘鲁已承担百分之四十的费用", NOTED, "name"),
    "organ": ("注意到安全理事会2035年3月2日的报告", NOTED, "name"),
    "person": ("注意到约翰·史密斯2035年3月2日的报告", NOTED, "name"),
    "verb": ("核准秘书长2035年3月2日的报告", NOTED, "verb"),
    "verb of its own": ("请秘书长2035年3月2日的报告", NOTED, "verb"),
    "weaker verb": ("鼓励会员国在三十天内提交意见", NOTED, "verb"),
    "negation left out": ("决定设立新的基金", NOTED, "negation"),
    "negation put in": ("请会员国在三十天内不向第九十二届会议提交意见", NOTED, "negation"),
    "modal": ("船长可以报告", LAW, "modal"),
    "modal of another": ("船长必须要求延期", LAW, "modal"),
    "prohibition lifted": ("看守人可以在值守期间离开灯塔", LAW, "modal"),
    "half of a prohibition": ("在值守期间离开灯塔", LAW, "negation"),
    "tail": ("请会员国在三十天内提交意见，否则将失去表决权", NOTED, "words"),
    "quotation": ("大会请会员国“在三十日内”提交意见", NOTED, "quotation"),
    "nothing said": ("是的。", NOTED, "words"),
    "link": ('请会员国提交意见，见<a href="https://evil.example">此处</a>', NOTED, "link"),
    "markdown link": ("请会员国[提交意见](https://evil.example)", NOTED, "link"),
    "English number": ("It requests Member States to submit their views within 40 days.", NOTED, "number"),
    "English state": ("Peru bears 40 per cent of the cost.", NOTED, "name"),
    "English verb": ("It endorses the report of 2 March 2035.", NOTED, "verb"),
    "English negation left out": ("It decides to establish a new fund.", NOTED, "negation"),
    "English shall": ("The Assembly shall decide to establish a fund.", ENGLISH, "modal"),
    "English modal": (
        "The Company shall suspend the Service.",
        passage("The Company may suspend the Service.", language="en"),
        "modal",
    ),
    "English verb of the same": ("Endorses the report of 2 March 2035 (A/90/12).", ENGLISH, "verb"),
    "roles exchanged": ("港务公司应当向镇政府支付煤款。", ROLES, "words"),
    "parties exchanged": ("乙方应向甲方供煤。", ROLES, "words"),
    "English roles exchanged": ("The Company shall pay the Town for the coal.", ENGLISH_ROLES, "words"),
    "English advice for a ban": (
        "The keeper should not leave the tower.",
        passage("The keeper must not leave the tower.", language="en"),
        "modal",
    ),
    "French organ": ("Prenant note du rapport de l’Assemblée générale sur les phares.", FRENCH, "name"),
    "French modal": ("Le gardien a le droit de remettre le registre au maire.", FRENCH, "modal"),
    "Russian modal": ("Смотрителю можно передать журнал мэру.", RUSSIAN, "modal"),
    "Arabic tail": (
        "تبقى المنارة القديمة مضاءة طوال الليل قرب الميناء، وقد كسب ذلك مديح جميع الصيادين",
        ARABIC,
        "words",
    ),
    "other things": ("The weather in Brussels was mild and sunny.", NOTED, "meaning"),
}


@pytest.mark.parametrize(("said", "carrier", "code"), NOT_CARRIED.values(), ids=NOT_CARRIED)
def test_what_it_does_not_say_fails_with_the_reason(
    judge: Callable[[str, Sequence[Passage]], Verdict], said: str, carrier: Passage, code: str
) -> None:
    reason = judge(said, [carrier]).reason
    assert reason is not None
    assert (reason.code, reason.holds) == (code, False)
    assert reason.zh
    assert reason.en


def test_values_of_one_paragraph_do_not_change_places() -> None:
    carrier = passage("石砌粮仓的平均使用年限为112年，土坯粮仓为26年，分别见于第3表(2019年)和第7表(2021年)。")
    for swapped in ("石砌粮仓的平均使用年限为26年", "土坯粮仓为112年", "分别见于第3表(2021年)", "见于第7表(2019年)"):
        assert verify(swapped, [carrier]).reason, swapped
    assert verify("土坯粮仓的使用年限为26年", [carrier]).holds


def test_without_a_paragraph_nothing_is_carried() -> None:
    reason = verify("比利时承诺合作。", []).reason
    assert reason is not None
    assert reason.code == "no citation"


def test_what_leads_to_an_item_belongs_to_it() -> None:
    item = passage("与所有国家合作", lead_in="20. 比利时承诺：")
    assert verify("比利时承诺与所有国家合作。", [item]).holds
    assert not verify("智利承诺与所有国家合作。", [item]).holds
    assert not verify("比利时承诺与20个国家合作。", [item]).holds


VALUES = {
    "三十天": "thirty days",
    "四百三十万美元": "4.3 million dollars",
    "2036年5月6日": "6 May 2036",
    "二〇三六年五月": "May 2036",
    "第六十七届会议": "sixty-seventh session",
    "百分之四十三": "43 per cent",
    "三分之一": "one third",
    "第67/169号决议": "resolution A/RES/67/169",
    "第12段": "paragraph 12",
    "1 960个市镇": "1,960 towns",
}


@pytest.mark.parametrize(("chinese", "english"), VALUES.items())
def test_one_value_has_many_forms(chinese: str, english: str) -> None:
    one, other = facts(normalise(chinese)), facts(normalise(english))
    assert len(one) == len(other) == 1
    assert one[0].agrees(other[0]) or other[0].agrees(one[0])


@pytest.mark.parametrize(
    "form", ["第{}届会议", "第{}段", "{}人", "三分之{}", "para. {}", "article {}", "第{0}/{0}号决议"]
)
@pytest.mark.parametrize("run", ["7" * 5000, "八" * 5000, "٣" * 5000], ids=["figures", "numerals", "Arabic figures"])
def test_a_run_of_thousands_of_figures_breaks_nothing(form: str, run: str) -> None:
    text = normalise(f"{form.format(run)}；2036年5月6日")
    assert facts(text)[-1].value == (2036, 5, 6)


def test_a_translation_keeps_values_and_states() -> None:
    original = "比利时在2036年5月6日以前提供30万欧元。"
    assert same_values(original, "Belgium provides 300,000 euros before 6 May 2036.", "en")
    assert not same_values(original, "Belgium provides 30,000 euros before 6 May 2036.", "en")
    assert not same_values(original, "Chile provides 300,000 euros before 6 May 2036.", "en")
    assert not same_values(original, "Belgium provides 300,000 euros.", "en")


def test_the_vocabulary_of_force_is_whole() -> None:
    """Every force has words in every language, but where a language has no such word; no word is of two verbs of one language."""
    table = list(rows("force"))
    assert table
    for row in table:
        assert row["kind"] in {"verb", "modal", "tense", "opposite", "negation"}
        assert all(row[language] for language in ("zh", "en") if row["force"] not in ("done", "to come", "shall"))
        if row["kind"] in ("verb", "negation"):
            assert all(row[language] for language in LANGUAGES), row["force"]
        assert all(any(other["force"] == name for other in table) for name in filter(None, row["against"].split("|")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_force_is_found_where_it_stands(language: str) -> None:
    for row in rows("force"):
        if row["kind"] != "verb":
            continue
        for word in filter(None, row[language].split("|")):
            text = normalise(f"大会{word}此事" if language == "zh" else f"x {word} y")
            assert any(row["force"] in force.forces for force in forces(text, language)), (word, row["force"])
