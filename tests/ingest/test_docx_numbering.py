"""Automatic numbers, as the page shows them. Where LibreOffice follows the standard, each was compared with what it prints."""

from __future__ import annotations

import pytest

from ingest.readers.docx_numerals import numeral
from tests.ingest.docx_files import lvl, numbering, p, texts

LEVELS = lvl(0, "%1.") + lvl(1, "(%2)", "lowerLetter") + lvl(2, "(%3)", "lowerRoman")
DECIMALS = lvl(0, "%1.") + lvl(1, "%1.%2") + lvl(2, "%1.%2.%3")
ANEW = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'


def numbers(*items: tuple[int, int], by: str, styles: str = "") -> list[str]:
    """What is printed before each of these paragraphs: list and level of each."""
    body = "".join(p("x", number=number, level=level) for number, level in items)
    return [text.removesuffix("x").strip() for text in texts(body, numbering=by, styles=styles)]


def test_levels_nest_and_begin_anew_under_each_number() -> None:
    items = ((1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 0), (1, 1), (1, 2))
    assert numbers(*items, by=numbering(LEVELS)) == ["1.", "(a)", "(b)", "(i)", "(ii)", "2.", "(a)", "(i)"]


def test_a_number_may_hold_those_above_it() -> None:
    items = ((1, 0), (1, 1), (1, 2), (1, 1), (1, 0), (1, 1))
    assert numbers(*items, by=numbering(DECIMALS)) == ["1.", "1.1", "1.1.1", "1.2", "2.", "2.1"]


def test_a_level_that_is_passed_over_counts_as_begun() -> None:
    assert numbers((1, 1), (1, 1), (1, 0), (1, 1), by=numbering(DECIMALS)) == ["1.1", "1.2", "2.", "2.1"]
    assert numbers((1, 0), (1, 2), (1, 1), (1, 2), by=numbering(DECIMALS)) == ["1.", "1.1.1", "1.2", "1.2.1"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [("", ["1.", "2.", "3.", "4.", "5."]), (ANEW.format(1), ["1.", "2.", "1.", "2.", "3."])],
    ids=["they count through", "the second starts anew"],
)
def test_two_lists_of_one_definition(more: str, expected: list[str]) -> None:
    by = numbering(LEVELS, nums={1: (1, ""), 2: (1, more)})
    assert numbers((1, 0), (1, 0), (2, 0), (2, 0), (1, 0), by=by) == expected


def test_a_list_starts_anew_only_at_the_level_that_it_says() -> None:
    by = numbering(DECIMALS, nums={1: (1, ""), 2: (1, ANEW.format(1))})
    assert numbers((1, 0), (1, 0), (2, 1), (2, 0), by=by) == ["1.", "2.", "2.1", "1."]


def test_a_list_may_start_anywhere() -> None:
    assert numbers((1, 0), (1, 0), by=numbering(lvl(0, "%1.", start=12))) == ["12.", "13."]
    by = numbering(LEVELS, nums={2: (1, ANEW.format(7))})
    assert numbers((2, 0), (2, 0), (2, 1), by=by) == ["7.", "8.", "(a)"]


def test_a_list_may_replace_a_level_of_its_definition() -> None:
    replaced = f'<w:lvlOverride w:ilvl="0">{lvl(0, "第%1条", "chineseCountingThousand")}</w:lvlOverride>'
    by = numbering(LEVELS, nums={2: (1, replaced)})
    assert numbers((2, 0), (2, 1), (2, 0), by=by) == ["第一条", "(a)", "第二条"]


@pytest.mark.parametrize(("restart", "expected"), [("0", "(b)"), ("1", "(a)")])
def test_a_level_may_count_on_through_those_above(restart: str, expected: str) -> None:
    by = numbering(lvl(0, "%1.") + lvl(1, "(%2)", "lowerLetter", more=f'<w:lvlRestart w:val="{restart}"/>'))
    assert numbers((1, 0), (1, 1), (1, 0), (1, 1), by=by)[-1] == expected


def test_legal_numbers_are_digits() -> None:
    by = numbering(lvl(0, "%1.", "upperRoman") + lvl(1, "%1.%2", more="<w:isLgl/>"))
    assert numbers((1, 0), (1, 1), by=by) == ["I.", "1.1"]


def test_a_format_of_its_own_keeps_its_zeros() -> None:
    custom = (
        '<w:lvl w:ilvl="0"><w:start w:val="9"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        '</mc:Fallback></mc:AlternateContent><w:lvlText w:val="[%1]"/></w:lvl>'
    )
    assert numbers((1, 0), (1, 0), by=numbering(custom)) == ["[009]", "[010]"]


def test_a_bare_number_gets_the_stop_that_tells_it_from_the_sentence() -> None:
    assert numbers((1, 0), by=numbering(lvl(0, "%1"))) == ["1."]


@pytest.mark.parametrize(
    ("text", "font", "sign"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("\uf0a7", "Wingdings", "▪"),
        ("\uf0d8", "Wingdings", "➢"),
        ("o", "Courier New", "◦"),
        ("–", "Times New Roman", "–"),
        ("☞", "Segoe UI Symbol", "•"),
    ],
)
def test_bullets_are_signs(text: str, font: str, sign: str) -> None:
    by = numbering(lvl(0, text, "bullet", run=f'<w:rFonts w:ascii="{font}"/>'))
    assert numbers((1, 0), by=by) == [sign]


def test_what_is_switched_off_or_hidden_is_not_printed() -> None:
    hidden = lvl(0, "%1.", run="<w:vanish/>")
    assert numbers((0, 0), (1, 0), (9, 0), by=numbering(hidden)) == ["", "", ""]
    assert numbers((1, 0), (1, 0), by=numbering(lvl(0, "", "none"))) == ["", ""]


def test_an_empty_paragraph_of_a_list_counts() -> None:
    body = p("x", number=1) + p("", number=1) + p("y", number=1)
    assert texts(body, numbering=numbering(LEVELS)) == ["1. x", "3. y"]


# --- by style --------------------------------------------------------------------------------------------------------


def style(identity: str, properties: str = "", base: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{identity}"/>{based}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def of_list(number: int, level: int | None = None) -> str:
    depth = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    return f'<w:numPr>{depth}<w:numId w:val="{number}"/></w:numPr>'


def test_a_style_numbers_its_paragraphs_and_those_of_styles_based_on_it() -> None:
    styles = style("Para", of_list(1)) + style("Own", base="Para") + style("Off", of_list(0), base="Para")
    body = p("a", style="Para") + p("b", style="Own") + p("c", style="Off") + p("d", style="Para")
    assert texts(body, styles=styles, numbering=numbering(LEVELS)) == ["1. a", "2. b", "c", "3. d"]


def test_a_paragraph_can_switch_off_the_number_of_its_style() -> None:
    body = p("a", style="Para") + p("b", style="Para", number=0) + p("c", style="Para")
    assert texts(body, styles=style("Para", of_list(1)), numbering=numbering(LEVELS)) == ["1. a", "b", "2. c"]


def test_a_list_knows_the_level_of_a_style() -> None:
    by = numbering(
        lvl(0, "%1.", more='<w:pStyle w:val="First"/>')
        + lvl(1, "(%2)", "lowerLetter", more='<w:pStyle w:val="Second"/>')
    )
    body = p("a", style="First") + p("b", style="Second") + p("c", style="Second")
    assert texts(body, styles=style("First", of_list(1)) + style("Second", of_list(1)), numbering=by) == [
        "1. a",
        "(a) b",
        "(b) c",
    ]


def test_a_paragraph_may_say_its_level_and_the_style_its_list() -> None:
    body = p("a", style="Para") + p("b", style="Para", more='<w:numPr><w:ilvl w:val="1"/></w:numPr>')
    assert texts(body, styles=style("Para", of_list(1)), numbering=numbering(LEVELS)) == ["1. a", "(a) b"]


def test_styles_that_go_round_in_a_circle_end() -> None:
    styles = style("A", base="B") + style("B", base="A")
    assert texts(p("a", style="A"), styles=styles) == ["a"]


def test_a_definition_may_refer_to_a_list_style() -> None:
    link = '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="Legal"/></w:abstractNum>'
    held = f'<w:abstractNum w:abstractNumId="9"><w:styleLink w:val="Legal"/>{lvl(0, "第%1条", "chineseCounting")}</w:abstractNum>'
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{a}"/></w:num>' for n, a in ((3, 8), (4, 9)))
    styles = (
        f'<w:style w:type="numbering" w:styleId="Legal"><w:name w:val="Legal"/><w:pPr>{of_list(4)}</w:pPr></w:style>'
    )
    assert numbers((3, 0), (3, 0), by=link + held + nums, styles=styles) == ["第一条", "第二条"]


# --- numerals --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [
        ("decimal", {1: "1", 110: "110", 0: "0"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 28: "bb"}),
        ("upperLetter", {2: "B"}),
        ("lowerRoman", {4: "iv", 9: "ix", 1999: "mcmxcix"}),
        ("upperRoman", {14: "XIV"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一"}),
        ("chineseCountingThousand", {105: "一百零五", 110: "一百一十", 1001: "一千零一", 12345: "一万二千三百四十五"}),
        ("chineseLegalSimplified", {1: "壹", 20: "贰拾", 105: "壹佰零伍"}),
        ("ideographDigital", {10: "一〇", 21: "二一"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {12: "亥", 13: "13"}),
        ("japaneseCounting", {10: "十", 27: "二十七", 110: "百十"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 51: "51"}),
        ("decimalEnclosedParen", {3: "⑶"}),
        ("decimalFullWidth", {12: "１２"}),
        ("russianLower", {1: "а", 10: "к", 27: "э", 28: "ю"}),
        ("arabicAlpha", {1: "أ", 28: "ي"}),
        ("ordinal", {1: "1st", 12: "12th", 22: "22nd"}),
        ("ordinalText", {1: "First", 21: "Twenty-first", 30: "Thirtieth"}),
        ("cardinalText", {21: "Twenty-one"}),
        ("chicago", {1: "*", 2: "†", 5: "**"}),
        ("none", {1: ""}),
        ("unheardOf", {7: "7"}),
    ],
)
def test_numerals(number_format: str, expected: dict[int, str]) -> None:
    assert {value: numeral(value, number_format) for value in expected} == expected


@pytest.mark.parametrize("number_format", ["lowerLetter", "lowerRoman", "chineseCountingThousand", "chicago"])
def test_a_forged_number_costs_nothing(number_format: str) -> None:
    assert len(numeral(999_999_999, number_format)) < 50
    assert len(numeral(900_000, number_format)) < 50
