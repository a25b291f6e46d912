"""What people say of answers is kept, and becomes cases that the evaluation reads."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.dataset import load_questions
from tests.answers import cited_answer, refused_answer
from ui.page.conversation import Conversation
from ui.page.feedback import FeedbackBook, FeedbackUnreadable, FeedbackUnwritable, Verdict, evaluation_cases
from ui.page.record import exchange_of, exchange_record


def record(question: str, *, refused: bool = False) -> dict[str, object]:
    answer = refused_answer(question) if refused else cited_answer(question)
    found = exchange_of(exchange_record(Conversation().asked(question).answered(answer).exchanges[0]))
    assert found is not None
    return found


def filled(home: Path) -> FeedbackBook:
    book = FeedbackBook(home)
    book.add(Verdict.WRONG, answer=record("甲？"), note="误会，后来改了")
    book.add(Verdict.RIGHT, answer=record("甲？"))
    book.add(Verdict.RIGHT, answer=record("火星？", refused=True))
    book.add(Verdict.WRONG_EVIDENCE, answer=record("乙？"), note="应引第12段 <b>")
    return book


def test_the_last_word_on_a_question_counts(tmp_path: Path) -> None:
    whole = {case["question"]: case for ready, case in evaluation_cases(filled(tmp_path).all()) if ready}
    assert sorted(whole) == ["火星？", "甲？"]
    assert [group[0]["paragraph"] for group in whole["甲？"]["gold"]] == ["8", "20.b8"]
    assert whole["火星？"]["expected_refusal"] == "nothing close"


def test_the_command_writes_what_the_evaluation_reads(
    tmp_path: Path, paracite: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    filled(tmp_path)
    cases, drafts = tmp_path / "cases.jsonl", tmp_path / "drafts.jsonl"
    done = paracite("feedback", "export", cases, "--drafts", drafts, home=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert {each.question for each in load_questions(cases)} == {"甲？", "火星？"}
    (draft,) = [json.loads(line) for line in drafts.read_text(encoding="utf-8").splitlines()]
    assert draft["question"] == "乙？"
    assert "应引第12段 <b>" in draft["note"]
    again = paracite("feedback", "export", cases, home=tmp_path)
    assert again.returncode == 2
    assert "cases.jsonl" in again.stderr


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    book = FeedbackBook(tmp_path)
    assert book.all() == ()
    book.path.write_bytes(b"no database at all, and longer than a header " * 9)
    with pytest.raises(FeedbackUnreadable, match=r"feedback\.sqlite3"):
        book.all()
    with pytest.raises(FeedbackUnwritable, match=r"feedback\.sqlite3"):
        book.add(Verdict.RIGHT, answer=record("甲？"))
