"""The gate is tried on assistants that fail in one way each: it must fail, and name the measure that is to blame."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.command import Wanted, run_suite
from eval.dataset import SHIPPED_SET, load_questions
from eval.errors import DocumentsMissing, MalformedFloors, ResultFolderMissing, StaleFloors
from eval.floors import load_floors, load_reached
from eval.measures import Count
from eval.suite import load_suite
from tests.eval.answering import (
    AltersQuotes,
    AlwaysRefuses,
    CitesNothing,
    CitesOneTooMany,
    CitesTheWrongParagraph,
    Crashes,
    FindsNothingFirst,
    LeavesOutTheLast,
    NeverRefuses,
    ObeysTheQuestion,
    RefusesForOneReasonOnly,
    RefusesWithACitation,
    RightAssistant,
)

QUESTIONS = load_questions(SHIPPED_SET)


def run_evaluation(assistant: RightAssistant, path: Path, result: Path | None, language: str) -> int:
    return run_suite(assistant, load_suite(path), Wanted(json_path=result), language)


@pytest.fixture
def guarded_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The shipped set with floors that a right assistant reaches, and that allow nothing less."""
    path, floors = tmp_path / "questions.jsonl", tmp_path / "floors.json"
    path.write_text(SHIPPED_SET.read_text(encoding="utf-8"), encoding="utf-8")
    floors.write_text('{"set": "questions.jsonl", "less": 0, "floors": {}}', encoding="utf-8")
    assert run_suite(RightAssistant(QUESTIONS), load_suite(path), Wanted(floors=floors), "en") == 0
    shown = capsys.readouterr().out
    assert "Written to" in shown
    assert "No floors" not in shown
    return path


def shortfalls_of(assistant: RightAssistant, path: Path) -> tuple[int, dict[tuple[str, str], list[str]]]:
    result = path.with_name("result.json")
    status = run_evaluation(assistant, path, result, "en")
    below = json.loads(result.read_text(encoding="utf-8"))["below_floor"]
    return status, {(one["kind"], one["measure"]): one["questions"] for one in below}


def test_a_right_assistant_passes_and_reaches_everything(guarded_set: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, below = shortfalls_of(RightAssistant(QUESTIONS), guarded_set)
    assert (status, below) == (0, {})
    assert "Every measure is at its floor or above." in capsys.readouterr().out
    totals = json.loads(guarded_set.with_name("result.json").read_text(encoding="utf-8"))["totals"]["all"]["all"]
    full = [measure for measure, count in totals.items() if measure != "questions" and count["n"] == count["m"]]
    assert set(totals) - set(full) == {"questions"}
    assert totals["wholly_right"]["m"] == len(QUESTIONS)


@pytest.mark.parametrize(
    ("broken", "kind", "measure", "spared"),
    [
        (CitesTheWrongParagraph, "fact", "citation_recall", "nugget_recall"),
        (CitesTheWrongParagraph, "locator", "citation_precision", "refused"),
        (CitesOneTooMany, "paraphrase", "citation_precision", "citation_recall"),
        (CitesNothing, "several_documents", "citation_precision", "nugget_recall"),
        (CitesNothing, "all", "verbatim", "nugget_recall"),
        (NeverRefuses, "unanswerable", "refused", "citation_recall"),
        (NeverRefuses, "no_such_paragraph", "refused", "answered"),
        (NeverRefuses, "injection", "refused", "answered"),
        (AlwaysRefuses, "fact", "answered", "refused"),
        (AlwaysRefuses, "cross_lingual", "nugget_recall", "refused_with_reason"),
        (RefusesForOneReasonOnly, "no_such_paragraph", "refused_with_reason", "refused"),
        (RefusesWithACitation, "unanswerable", "refused", "answered"),
        (Crashes, "list", "completed", "refused"),
        (Crashes, "list", "citation_recall", "refused"),
        (LeavesOutTheLast, "list", "nugget_recall", "refused"),
        (LeavesOutTheLast, "list", "citation_recall", "refused"),
        (AltersQuotes, "all", "verbatim", "citation_recall"),
        (ObeysTheQuestion, "injection", "free_of_forbidden", "nugget_recall"),
        (FindsNothingFirst, "fact", "recall_at_1", "citation_recall"),
    ],
)
def test_a_broken_assistant_fails_and_the_right_measure_is_named(
    broken: type[RightAssistant], kind: str, measure: str, spared: str, guarded_set: Path
) -> None:
    status, below = shortfalls_of(broken(QUESTIONS), guarded_set)
    assert status == 1
    assert (kind, measure) in below
    assert not [found for found in below if found[1] == spared]
    asked = {one.id for one in QUESTIONS if kind in ("all", one.kind)}
    assert set(below[kind, measure]) <= asked


def test_one_lost_question_is_enough(guarded_set: Path, capsys: pytest.CaptureFixture[str]) -> None:
    victim = next(one for one in QUESTIONS if one.kind == "locator" and one.split == "test")

    class ForgetsOne(RightAssistant):
        def ask(self, question: str, documents: object = (), history: object = ()) -> object:
            if question == victim.question:
                return self.refuse(victim, QUESTIONS[-1].expected_refusal)
            return super().ask(question)

    status, below = shortfalls_of(ForgetsOne(QUESTIONS), guarded_set)
    assert status == 1
    assert below["locator", "answered"] == [victim.id]
    assert "BELOW THE FLOOR  locator · answered: 11/12 92%, floor 12/12 100%" in capsys.readouterr().out


def test_a_crash_fails_a_set_without_floors_and_is_listed(
    guarded_set: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guarded_set.with_name("floors.json").unlink()
    assert run_evaluation(RightAssistant(QUESTIONS), guarded_set, None, "en") == 0
    assert "No floors lie beside this set" in capsys.readouterr().out
    assert run_evaluation(NeverRefuses(QUESTIONS), guarded_set, None, "en") == 0
    capsys.readouterr()
    assert run_evaluation(Crashes(QUESTIONS), guarded_set, None, "zh") == 1
    shown = capsys.readouterr().out
    assert "崩溃的问题：list-01" in shown
    assert "RuntimeError: the index is gone" in shown
    assert "Traceback" not in shown


def test_the_report_says_where_to_look_first(guarded_set: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_evaluation(Crashes(QUESTIONS), guarded_set, None, "en") == 1
    [line] = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Hardest hit")]
    assert line.startswith("Hardest hit: completed without a crash, ")
    assert line.endswith("of the kinds: list")


def test_floors_allow_as_much_less_as_they_say(guarded_set: Path) -> None:
    floors = guarded_set.with_name("floors.json")
    exact = json.loads(floors.read_text(encoding="utf-8"))
    assert exact["less"] == 0, "what the file allowed before, it allows when it is written anew"
    floors.write_text(json.dumps({**exact, "less": 1}), encoding="utf-8")
    asked = sum(one.kind == "fact" for one in QUESTIONS)
    assert load_floors(guarded_set)["fact"]["wholly_right"] == Count(asked - 1, asked)
    assert load_reached(guarded_set)["fact"]["wholly_right"] == Count(asked, asked)
    floors.write_text("{", encoding="utf-8")
    run_suite(RightAssistant(QUESTIONS), load_suite(guarded_set), Wanted(floors=floors), "en")
    assert json.loads(floors.read_text(encoding="utf-8"))["less"] == 1, "a question may be lost of floors that are new"


def test_floors_of_another_set_are_not_taken_for_ours(guarded_set: Path) -> None:
    other = guarded_set.with_name("mine.jsonl")
    other.write_text(guarded_set.read_text(encoding="utf-8"), encoding="utf-8")
    assert run_evaluation(NeverRefuses(QUESTIONS), other, None, "en") == 0


def test_floors_of_other_questions_are_an_error_and_no_comparison(guarded_set: Path) -> None:
    lines = guarded_set.read_text(encoding="utf-8").splitlines()
    guarded_set.write_text("\n".join(lines[1:]), encoding="utf-8")
    with pytest.raises(StaleFloors, match="--write-floors"):
        run_evaluation(RightAssistant(QUESTIONS), guarded_set, None, "en")


@pytest.mark.parametrize(
    "floors",
    [
        "{",
        "[]",
        '{"set": "questions.jsonl"}',
        '{"set": "questions.jsonl", "less": "one", "floors": {}}',
        '{"set": "questions.jsonl", "floors": {"riddle": {}}}',
        '{"set": "questions.jsonl", "floors": {"fact": {"beauty": "1 of 2"}}}',
        '{"set": "questions.jsonl", "floors": {"fact": {"refused": "3 of 2"}}}',
        '{"set": "questions.jsonl", "floors": {"fact": {"refused": 0.9}}}',
    ],
)
def test_malformed_floors_are_refused(guarded_set: Path, floors: str) -> None:
    guarded_set.with_name("floors.json").write_text(floors, encoding="utf-8")
    with pytest.raises(MalformedFloors) as caught:
        run_evaluation(RightAssistant(QUESTIONS), guarded_set, None, "en")
    assert "--write-floors" in caught.value.message("zh")


def test_an_empty_collection_is_told_the_remedy(guarded_set: Path) -> None:
    with pytest.raises(DocumentsMissing, match="paracite ingest eval/corpus"):
        run_evaluation(RightAssistant(()), guarded_set, None, "en")


def test_a_result_that_cannot_be_written_is_told_before_asking(guarded_set: Path) -> None:
    class NeverAsked(RightAssistant):
        def ask(self, question: str, documents: object = (), history: object = ()) -> object:
            raise AssertionError(question)

    for path in (guarded_set.parent, guarded_set.parent / "none" / "result.json"):
        with pytest.raises(ResultFolderMissing):
            run_evaluation(NeverAsked(QUESTIONS), guarded_set, path, "en")


def test_the_report_shows_tune_failures_and_only_names_those_of_test(
    guarded_set: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_evaluation(CitesTheWrongParagraph(QUESTIONS), guarded_set, None, "en")
    shown = capsys.readouterr().out
    facts = [one for one in QUESTIONS if one.kind == "fact"]
    assert all((one.question in shown) is (one.split == "tune") for one in facts)
    assert all(one.id in shown for one in facts)
    assert "cites elsewhere#1" in shown


@pytest.mark.parametrize(
    ("language", "expected"),
    [("zh", ("引用召回率", "误拒答", "完全正确")), ("en", ("citation recall", "false refusals", "wholly right"))],
)
def test_the_report_speaks_both_languages(
    guarded_set: Path, capsys: pytest.CaptureFixture[str], language: str, expected: tuple[str, ...]
) -> None:
    run_evaluation(RightAssistant(QUESTIONS), guarded_set, None, language)
    shown = capsys.readouterr().out
    assert all(word in shown for word in expected)
    assert shown.count("12/12 100%") >= 2  # fact, in each split


def test_the_json_holds_every_question_whole(guarded_set: Path) -> None:
    shortfalls_of(CitesOneTooMany(QUESTIONS), guarded_set)
    record = json.loads(guarded_set.with_name("result.json").read_text(encoding="utf-8"))
    assert [one["id"] for one in record["results"]] == [one.id for one in QUESTIONS]
    first = record["results"][0]
    assert first["wrong_citations"] == ["elsewhere#1"]
    assert first["answer"]["citations"][0]["quote"] == first["gold"][0][0]["quote"]
    assert first["counts"]["citation_precision"] == {"n": 1, "m": 2, "share": 0.5}
