"""The JSON of the command is public interface: these are its shapes, field by field."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from rag import Cell, Check, EmptyQuestion, Row, Statement, Unsupported
from tests.answers import NOTE, PARAGRAPHS, RESOLUTION, cited_answer, refused_answer
from ui.programs.json_output import answer_object, document_object, error_object, shown

DOCUMENT = {"id", "symbol", "title", "kind", "author", "date", "language"}
ANSWER = {"question", "answer", "refused", "language", "composer", "citations", "passages", "timings_ms"}
CITATION = {"number", "document", "paragraph", "quote", "translation", "citation_zh", "citation_en", "score"}
CITED_PARAGRAPH = {"id", "label_zh", "label_en", "section", "text", "speaker"}
SHOWN_PARAGRAPH = CITED_PARAGRAPH | {"kind", "number", "lead_in", "verb", "footnotes"}


def test_an_answer() -> None:
    answer = answer_object(cited_answer())
    assert set(answer) >= ANSWER
    assert (answer["refused"], answer["refusal_reason"]) == (False, None)
    citation = answer["citations"][1]
    assert set(citation) == CITATION
    assert set(citation["document"]) == DOCUMENT
    assert set(citation["paragraph"]) == CITED_PARAGRAPH
    assert citation["number"] == 2
    assert citation["paragraph"]["id"] == "20.b8"
    assert citation["paragraph"]["section"] == ["二. 在人权理事会和整个联合国促进和保护人权"]
    assert citation["quote"] in citation["paragraph"]["text"]
    assert citation["citation_zh"].endswith("附件第20段，第8个要点")
    assert [each["paragraph"]["id"] for each in answer["passages"]] == ["8", "20.b8", "op12"]
    assert all({"document", "paragraph", "score"} <= set(each) for each in answer["passages"])


def test_how_a_statement_was_verified_stands_with_it() -> None:
    check = Check("number", "数字一致：30天", "numbers agree: 30 days")
    failed = Check("verb", "原文不是“核准”", "not “endorses”", holds=False)
    answer = replace(
        cited_answer(),
        statements=(Statement("为期30天。", (1,), (check,)),),
        unsupported=(Unsupported("大会核准报告。", failed),),
    )
    found = answer_object(answer)
    assert found["statements"] == [
        {
            "text": "为期30天。",
            "citations": [1],
            "verified": [{"code": "number", "zh": "数字一致：30天", "en": "numbers agree: 30 days"}],
        }
    ]
    assert found["unsupported"] == [
        {"text": "大会核准报告。", "reason": {"code": "verb", "zh": "原文不是“核准”", "en": "not “endorses”"}}
    ]


def test_documents_that_are_compared_are_told_row_by_row() -> None:
    table = (Row("甲国的信函", (Cell("第1段", "甲国：", "反对。", (1,)),)), Row("乙国的信函", ()))
    assert answer_object(replace(cited_answer(), table=table))["table"] == [
        {
            "document": "甲国的信函",
            "cells": [{"place": "第1段", "lead_in": "甲国：", "quote": "反对。", "citations": [1]}],
        },
        {"document": "乙国的信函", "cells": []},
    ]


def test_a_refusal_cites_nothing_and_says_why() -> None:
    answer = answer_object(refused_answer())
    assert (answer["refused"], answer["refusal_reason"], answer["citations"]) == (True, "nothing close", [])
    assert answer["passages"]


def test_a_document_shown() -> None:
    found = shown(RESOLUTION, PARAGRAPHS[RESOLUTION.id])
    assert set(found) == {"document", "paragraphs"}
    assert set(found["document"]) >= DOCUMENT
    assert all(set(each) >= SHOWN_PARAGRAPH for each in found["paragraphs"])
    preamble, operative, _ = found["paragraphs"]
    assert (preamble["number"], preamble["kind"], preamble["footnotes"]) == (None, "preambular", ["fn1"])
    assert (operative["number"], operative["kind"], operative["verb"]) == ("12", "operative", "请")


@pytest.mark.parametrize(
    "value", [answer_object(cited_answer()), shown(NOTE, PARAGRAPHS[NOTE.id]), document_object(NOTE)]
)
def test_every_object_survives_json(value: dict[str, object]) -> None:
    assert json.loads(json.dumps(value, ensure_ascii=False, allow_nan=False)) == value


def test_an_error_has_a_name_and_both_sentences() -> None:
    error = error_object(EmptyQuestion())
    assert error["name"] == "EmptyQuestion"
    assert "Type a question" in error["en"]
    assert "请输入" in error["zh"]
