"""The linter on sets that have one fault each, the starter set, and the manifest."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from eval.asking import collection_texts
from eval.dataset import EVERY_KIND, SHIPPED_SET, SPLITS, Gold, Question, load_questions
from eval.errors import FolderTaken, MalformedQuestion, MalformedSuite, TwiceTheSameId
from eval.lint import copied_text, lint
from eval.starting import write_starter
from eval.suite import SHIPPED_SUITE, load_suite
from rag import Assistant, Refusal
from tests.eval.test_dataset import ANSWERABLE, REFUSED, write

TEXTS = {
    "d#1": "比利时在担任人权理事会成员的前几个任期期间表现出对理事会及其机制的坚定承诺，特别是在2016年担任副主席。",
    "d#2": "三个会员国拒绝参加这次会议，因为它们认为这与安理会议程无关。",
}
SOUND = Question(
    id="a",
    question="比利时哪一年当过副主席？",
    language="zh",
    kind="fact",
    split="tune",
    gold=((Gold(document="d", paragraph="1", quote="在2016年担任副主席"),),),
    nuggets=(("2016年",),),
)
OTHER = replace(
    SOUND,
    id="b",
    question="谁没有来开会？",
    gold=((Gold(document="d", paragraph="2", quote="拒绝参加"),),),
    nuggets=(("三个会员国",),),
)
NOWHERE = replace(
    SOUND,
    id="u",
    kind="unanswerable",
    split="test",
    gold=(),
    nuggets=(),
    question="打印机卡纸了怎么办？",
    expected_refusal=Refusal.NOTHING_CLOSE,
)


def codes(*questions: Question) -> set[str]:
    return {one.code for one in lint(questions, TEXTS, ())}


def test_what_is_sound_but_small_is_only_called_small() -> None:
    assert codes(SOUND, OTHER, NOWHERE) <= {"few-of-a-kind", "one-kind"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"gold": ((Gold(document="d", paragraph="2", quote="担任副主席"),),)}, "stale-gold"),
        ({"gold": ((Gold(document="d", paragraph="9", quote="担任副主席"),),)}, "stale-gold"),
        ({"gold": ((Gold(document="x", paragraph="1", quote="担任副主席"),),)}, "no-document"),
        ({"gold": ((Gold(document="d", paragraph="1", quote="20"),),)}, "short-quote"),
        ({"question": OTHER.question}, "duplicate"),
        ({"question": "比利时在担任人权理事会成员的前几个任期期间表现出什么？"}, "leak"),
        ({"nuggets": (("比利时",),)}, "nugget-in-question"),
        ({"nuggets": (("2017年",),)}, "nugget-nowhere"),
    ],
)
def test_a_fault_is_found_and_said_in_both_languages(changes: dict[str, Any], code: str) -> None:
    found = [one for one in lint((replace(SOUND, **changes), OTHER, NOWHERE), TEXTS, ()) if one.code == code]
    assert found
    assert all(one.zh and one.en and one.message("zh") != one.message("en") for one in found)


def test_stale_gold_says_where_its_quote_stands_now() -> None:
    stale = replace(SOUND, gold=((Gold(document="d", paragraph="2", quote="在2016年担任副主席"),),))
    [first, *_] = lint((stale,), TEXTS, ())
    assert first.error
    assert "now stands in d#1" in first.en


def test_near_duplicates_and_lopsided_sets_are_seen() -> None:
    same = [
        replace(SOUND, id=f"q{n}", question=f"比利时究竟是在哪一年当过理事会的副主席的{'？' * n}") for n in range(1, 3)
    ]
    assert "duplicate" in codes(*same) or "near-duplicate" in codes(*same)
    many = [replace(SOUND, id=f"m{n}", question=f"问题{chr(0x4E00 + 3 * n)}{chr(0x5E00 + 5 * n)}？") for n in range(12)]
    assert {"one-kind", "few-refusals", "no-split"} <= codes(*many)


def test_a_turn_or_a_filter_makes_another_question() -> None:
    assert "duplicate" not in codes(
        SOUND, replace(SOUND, id="c", documents=("d",)), replace(SOUND, id="e", turns=("先问的",))
    )


def test_a_copied_clause_is_found_in_both_scripts() -> None:
    paragraph = "The Town shall pay the Company 84,500 crowns for each Season in seven parts."
    assert copied_text("Is it so that the Town shall pay the Company 84,500 crowns for each Season?", paragraph)
    assert not copied_text("How much does the Town pay the Company each year?", paragraph)


def test_malformed_lines_are_all_told_with_what_is_sound_between(tmp_path: Path) -> None:
    path = write(tmp_path, "{", ANSWERABLE, {**ANSWERABLE, "id": "x", "kind": "riddle"})
    problems: list[MalformedQuestion] = []
    questions = load_suite(path, problems=problems).questions
    assert [one.id for one in questions] == ["fact-01"]
    assert len(problems) == 2
    assert sum(one.code == "malformed" and one.error for one in lint(questions, TEXTS, problems)) == 2


def test_the_shipped_suite_is_large_and_has_no_error(assistant: Assistant) -> None:
    suite = load_suite(SHIPPED_SUITE)
    assert len(suite.questions) >= 200
    assert {one.kind for one in suite.questions} == set(EVERY_KIND)
    assert {one.language for one in suite.questions} == {"zh", "en"}
    core = load_questions(SHIPPED_SET)
    found = lint(core, collection_texts(assistant), ())
    assert not [one for one in found if one.error or one.code in ("leak", "nugget-in-question", "duplicate")]


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return dict(json.loads(SHIPPED_SET.with_name("schema.json").read_text(encoding="utf-8")))


def test_the_schema_knows_every_reason_of_a_refusal(schema: dict[str, Any]) -> None:
    assert schema["properties"]["expected_refusal"]["enum"] == [None, *(one.value for one in Refusal)]


@pytest.mark.parametrize("name", ["questions", "wider", "tuning", "paraphrases", "near_misses"])
def test_the_schema_takes_every_question_that_is_shipped(schema: dict[str, Any], name: str) -> None:
    validator = jsonschema.Draft202012Validator(schema)
    lines = SHIPPED_SET.with_name(f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines
    assert [error for line in lines for error in validator.iter_errors(json.loads(line))] == []


@pytest.mark.parametrize(
    ("record", "changes"),
    [
        (ANSWERABLE, {"kind": "riddle"}),
        (ANSWERABLE, {"language": "fr"}),
        (ANSWERABLE, {"question": " "}),
        (ANSWERABLE, {"golds": []}),
        (ANSWERABLE, {"gold": []}),
        (ANSWERABLE, {"gold": [[]]}),
        (ANSWERABLE, {"nuggets": [[]]}),
        (ANSWERABLE, {"nuggets": [{"any": ["x"], "importance": "great"}]}),
        (ANSWERABLE, {"filters": {"year": 2020}}),
        (ANSWERABLE, {"refusal_accepted": "yes"}),
        (ANSWERABLE, {"turns": []}),
        (ANSWERABLE, {"kind": "unanswerable"}),
        (REFUSED, {"nuggets": [["x"]]}),
        (REFUSED, {"expected_refusal": "tired"}),
    ],
)
def test_schema_and_reader_refuse_the_same(
    schema: dict[str, Any], tmp_path: Path, record: dict[str, Any], changes: dict[str, Any]
) -> None:
    validator = jsonschema.Draft202012Validator(schema)
    assert not list(validator.iter_errors(record))
    assert list(validator.iter_errors(record | changes))
    with pytest.raises(MalformedQuestion):
        load_questions(write(tmp_path, record | changes))


def test_a_starter_set_is_sound_and_refused_where_files_lie(assistant: Assistant, tmp_path: Path) -> None:
    folder = tmp_path / "evaluation"
    count = write_starter(assistant.collection, folder)
    suite = load_suite(folder)
    assert len(suite.questions) == count >= 8
    assert {one.kind for one in suite.questions} == {"locator", "no_such_paragraph", "unanswerable"}
    assert {one.split for one in suite.questions} == set(SPLITS)
    assert not [one for one in lint(suite.questions, collection_texts(assistant), ()) if one.error]
    located = next(one for one in suite.questions if one.kind == "locator")
    answer = assistant.ask(located.question)
    assert located.required_paragraphs[0].key in {citation.passage.key for citation in answer.citations}
    with pytest.raises(FolderTaken):
        write_starter(assistant.collection, folder)


@pytest.mark.parametrize(
    ("manifest", "error"),
    [
        ("{", MalformedSuite),
        ("[]", MalformedSuite),
        ('{"questions": []}', MalformedSuite),
        ('{"questions": ["set.jsonl"], "colour": "red"}', MalformedSuite),
        ('{"questions": ["set.jsonl"], "documents": "docs"}', MalformedSuite),
        ('{"questions": ["set.jsonl"], "documents": ["gone"]}', MalformedSuite),
        ('{"questions": ["set.jsonl", "set.jsonl"]}', TwiceTheSameId),
    ],
)
def test_a_manifest_that_cannot_be_used_is_told(tmp_path: Path, manifest: str, error: type[Exception]) -> None:
    write(tmp_path, ANSWERABLE)
    (tmp_path / "set.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(error, match=r"set\.json"):
        load_suite(tmp_path / "set.json")
