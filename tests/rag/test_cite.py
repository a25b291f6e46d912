"""From a model's words to statements: keys that were not handed out go, and so does what the paragraphs do not carry."""

from __future__ import annotations

import pytest

from rag import Document, DocumentKind, Locator, Paragraph, ParagraphKind, Passage
from rag.chat.cite import Claim, read_claims, unsupported

DOCUMENT = Document(
    id="A/RES/91/204",
    symbol="A/RES/91/204",
    title="灯塔与航标的维护",
    kind=DocumentKind.RESOLUTION,
    organ="大会",
    author="大会",
)


def passage(number: int, text: str) -> Passage:
    locator = Locator(id=f"op{number}", kind=ParagraphKind.OPERATIVE, path=(str(number),))
    return Passage(DOCUMENT, Paragraph(locator=locator, text=text))


FUND = passage(2, "请秘书长设立一个自愿信托基金，初始数额为四百三十万美元，并在2036年5月6日以前报告，为期三十天；")
RULE = passage(3, "决定不建立新的监测机制，并重申“各国对其航标负有首要责任”；")
ENGLISH = passage(4, "Decides not to establish a monitoring mechanism and takes note of 12 reports of lighthouses.")
NOTED = passage(5, "见注［7］；")
KEYS = {"P1": FUND, "P2": RULE, "P3": ENGLISH, "P4": NOTED}

FORMS = {
    "请秘书长设立基金。[P1]": [("请秘书长设立基金。", (FUND,))],
    "请秘书长设立基金 [P1]。": [("请秘书长设立基金 。", (FUND,))],
    "请秘书长设立基金。【P1】": [("请秘书长设立基金。", (FUND,))],
    "请秘书长设立基金。［P1, P2］": [("请秘书长设立基金。", (FUND, RULE))],
    "请秘书长设立基金。(P1)": [("请秘书长设立基金。", (FUND,))],
    "请秘书长设立基金。（P1、P2）": [("请秘书长设立基金。", (FUND, RULE))],
    "请秘书长设立基金。[p1][P1] [P2]": [("请秘书长设立基金。", (FUND, RULE))],
    "请秘书长设立基金。[P9]": [("请秘书长设立基金。", ())],
    "请秘书长设立基金。[P1][P99]": [("请秘书长设立基金。", (FUND,))],
    "请秘书长设立基金。": [("请秘书长设立基金。", ())],
    "请秘书长设立基金，见［2015］。[P1]": [("请秘书长设立基金，见［2015］。", (FUND,))],
    "请秘书长设立基金[1]【2】。[P1][3]": [("请秘书长设立基金。", (FUND,))],
    "见注[7]和[1]。[P4]": [("见注[7]和。", (NOTED,))],
    "- 第一句。[P1]\n* 第二句。[P2]": [("第一句。", (FUND,)), ("第二句。", (RULE,))],
    "第一句。第二句。[P2]": [("第一句。", ()), ("第二句。", (RULE,))],
    "[P1]": [],
    "": [],
}


@pytest.mark.parametrize(("text", "claims"), FORMS.items())
def test_keys_are_read_in_all_brackets_and_invented_ones_go(
    text: str, claims: list[tuple[str, tuple[Passage, ...]]]
) -> None:
    assert [(claim.text, claim.passages) for claim in read_claims(text, KEYS)] == claims


VERDICTS = {
    "verbatim": ("请秘书长设立一个自愿信托基金，初始数额为四百三十万美元", FUND, ""),
    "shorter": ("大会请秘书长设立自愿信托基金", FUND, ""),
    "with its citation": ("大会第91/204号决议第2段请秘书长设立自愿信托基金", FUND, ""),
    "number in digits": ("自愿信托基金为期30天", FUND, ""),
    "right date": ("自愿信托基金2036年5月6日以前报告", FUND, ""),
    "in English": ("The fund runs for 30 days.", FUND, ""),
    "right quotation": ("大会重申“各国对其航标负有首要责任”", RULE, ""),
    "right negation": ("大会决定不建立新的监测机制", RULE, ""),
    "English negation": ("It decides not to establish a monitoring mechanism.", ENGLISH, ""),
    "negation across languages": ("It decides not to establish a mechanism.", RULE, ""),
    "no citation": ("请秘书长设立自愿信托基金", None, "no citation"),
    "wrong number": ("自愿信托基金初始数额为430万美元，为期31天", FUND, "number"),
    "wrong Chinese number": ("请秘书长设立自愿信托基金，初始数额为五百三十万美元", FUND, "number"),
    "wrong small number": ("请秘书长设立三个自愿信托基金", FUND, "number"),
    "wrong year": ("自愿信托基金2037年5月6日以前报告", FUND, "date"),
    "wrong resolution": ("大会第91/205号决议请秘书长设立自愿信托基金", FUND, "symbol"),
    "wrong number in English": ("The fund runs for 40 days.", FUND, "number"),
    "wrong quotation": ("大会重申“各国对其灯塔没有责任”", RULE, "quotation"),
    "invented negation": ("请秘书长不设立自愿信托基金", FUND, "negation"),
    "negation in English": ("The Secretary-General is not asked for a fund.", FUND, "negation"),
    "negation lost": ("大会决定建立新的监测机制", RULE, "negation"),
    "negation lost in English": ("It decides to establish a monitoring mechanism.", ENGLISH, "negation"),
    "other words": ("火星探测器已经在月球表面成功着陆", FUND, "words"),
    "other words in English": ("Robots landed safely upon a distant moon yesterday.", ENGLISH, "words"),
}


@pytest.mark.parametrize(("claim", "carrier", "why"), VERDICTS.values(), ids=VERDICTS)
def test_a_claim_is_weighed_against_its_paragraph(claim: str, carrier: Passage | None, why: str) -> None:
    assert unsupported(Claim(claim, (carrier,) if carrier else ())) == why


def test_two_paragraphs_carry_together_what_neither_carries_alone() -> None:
    both = "大会请秘书长设立自愿信托基金，并决定不建立新的监测机制，初始数额四百三十万美元"
    assert unsupported(Claim(both, (FUND, RULE))) == ""
    assert unsupported(Claim(both, (RULE,))) == "number"
    assert unsupported(Claim(both, (FUND,))) == "negation"
