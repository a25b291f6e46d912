"""Reading a set: what is malformed is refused with its line, and stale gold is an error and never a lower score."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.dataset import check_gold, load_questions
from eval.errors import DocumentsMissing, EvaluationError, MalformedQuestion, SetEmpty, SetMissing, StaleGold
from rag import Refusal

GOLD = {"document": "d", "paragraph": "1", "quote": "担任副主席"}
ANSWERABLE: dict[str, Any] = {
    "id": "fact-01",
    "question": "问",
    "language": "zh",
    "kind": "fact",
    "split": "tune",
    "gold": [[GOLD]],
    "nuggets": [["副主席"]],
    "expected_refusal": None,
}
REFUSED = {
    **ANSWERABLE,
    "kind": "unanswerable",
    "gold": [],
    "nuggets": [],
    "expected_refusal": "nothing close",
}


def write(folder: Path, *lines: object) -> Path:
    path = folder / "set.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def test_a_line_becomes_a_question(tmp_path: Path) -> None:
    accepted = {**GOLD, "paragraph": "2"}
    path = write(
        tmp_path, {**ANSWERABLE, "accepted": [accepted], "forbidden": ["不"], "note": "注"}, "", {**REFUSED, "id": "u"}
    )
    first, second = load_questions(path)
    assert first.required_paragraphs[0].key == "d#1"
    assert [gold.key for gold in first.guarded_paragraphs] == ["d#1", "d#2"]
    assert first.answerable
    assert not second.answerable
    assert second.expected_refusal is Refusal.NOTHING_CLOSE


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ({key: value for key, value in ANSWERABLE.items() if key != "gold"}, "lacks gold"),
        ({**ANSWERABLE, "golds": []}, "unknown fields: golds"),
        ({**ANSWERABLE, "kind": "riddle"}, "kind must be one of"),
        ({**ANSWERABLE, "language": "fr"}, "language must be one of"),
        ({**ANSWERABLE, "split": "train"}, "split must be one of"),
        ({**ANSWERABLE, "question": "  "}, "question must be a text"),
        ({**ANSWERABLE, "gold": [GOLD]}, "gold must be a list"),
        ({**ANSWERABLE, "gold": [[]]}, "empty list"),
        ({**ANSWERABLE, "gold": [[{**GOLD, "quote": ""}]]}, "quote must be a text"),
        ({**ANSWERABLE, "gold": [[{"document": "d", "paragraph": "1"}]]}, "document, paragraph and quote"),
        ({**ANSWERABLE, "gold": []}, "needs gold"),
        ({**ANSWERABLE, "nuggets": []}, "needs gold paragraphs and nuggets"),
        ({**ANSWERABLE, "nuggets": ["副主席"]}, "nuggets must be a list"),
        ({**ANSWERABLE, "nuggets": [[]]}, "empty list"),
        ({**ANSWERABLE, "accepted": [GOLD]}, "both gold and accepted"),
        ({**ANSWERABLE, "expected_refusal": "tired"}, "expected_refusal must be"),
        ({**ANSWERABLE, "expected_refusal": "nothing close"}, "must be empty"),
        ({**ANSWERABLE, "kind": "unanswerable"}, "needs an expected_refusal"),
    ],
)
def test_a_malformed_line_is_named_with_its_number_in_both_languages(tmp_path: Path, line: object, reason: str) -> None:
    path = write(tmp_path, {**ANSWERABLE, "id": "good"}, line)
    with pytest.raises(MalformedQuestion) as caught:
        load_questions(path)
    english, chinese = caught.value.message("en"), caught.value.message("zh")
    assert reason in english
    assert "line 2" in english
    assert "FORMAT.md" in english
    assert "第 2 行" in chinese
    assert not any("{" in message for message in (english, chinese))


def test_two_questions_cannot_share_an_id(tmp_path: Path) -> None:
    with pytest.raises(MalformedQuestion, match="already taken"):
        load_questions(write(tmp_path, ANSWERABLE, ANSWERABLE))


def test_a_set_that_is_not_there_or_not_text_or_empty(tmp_path: Path) -> None:
    with pytest.raises(SetMissing):
        load_questions(tmp_path / "none.jsonl")
    with pytest.raises(SetMissing):
        load_questions(tmp_path)
    with pytest.raises(SetEmpty):
        load_questions(write(tmp_path, "", ""))
    (tmp_path / "set.jsonl").write_bytes(b"\xff\xfe\x00\xd8")
    with pytest.raises(SetMissing, match="UTF-8"):
        load_questions(tmp_path / "set.jsonl")


def test_gold_is_compared_apart_from_white_space_and_width(tmp_path: Path) -> None:
    path = write(tmp_path, ANSWERABLE)
    check_gold(load_questions(path), {"d#1": "曾 担任\u3000副主席 。"}, path=path)


@pytest.mark.parametrize(
    ("texts", "reason"),
    [({"d#1": "担任主席"}, "no longer holds its quote"), ({"d#2": "担任副主席"}, "does not exist")],
)
def test_stale_gold_is_an_error_that_names_question_and_remedy(
    tmp_path: Path, texts: dict[str, str], reason: str
) -> None:
    path = write(tmp_path, ANSWERABLE)
    with pytest.raises(StaleGold) as caught:
        check_gold(load_questions(path), texts, path=path)
    message = caught.value.message("en")
    assert reason in message
    assert "fact-01" in message
    assert "paracite show d" in message
    assert "fact-01" in caught.value.message("zh")


def test_an_accepted_paragraph_is_guarded_too(tmp_path: Path) -> None:
    path = write(tmp_path, {**ANSWERABLE, "accepted": [{**GOLD, "paragraph": "2"}]})
    with pytest.raises(StaleGold):
        check_gold(load_questions(path), {"d#1": "担任副主席", "d#2": "别的"}, path=path)


def test_documents_that_the_collection_lacks_are_named_with_the_remedy(tmp_path: Path) -> None:
    path = write(tmp_path, ANSWERABLE)
    with pytest.raises(DocumentsMissing, match="paracite ingest eval/corpus --home DIR") as caught:
        check_gold(load_questions(path), {"other#1": "担任副主席"}, path=path)
    assert isinstance(caught.value, EvaluationError)
    assert "：d。" in caught.value.message("zh")
