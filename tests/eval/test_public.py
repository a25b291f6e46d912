"""Public sets in small: every form becomes documents, questions and judgements; what is not of the form is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from eval.errors import UnreadablePublicSet
from eval.public import FORMS, read_public
from eval.public_report import results_table
from ui import cli

SWALLOWS = "每天晚上八点半，老魏把船系好，就开始数从芦苇丛上空飞来的燕子。他从1998年数起。"
WELLS = "The water in the wells stood at 18.4 metres on average, against 16.9 metres in 2020."
ANSWER = [{"text": "1998年", "answer_start": 30}]
SQUAD = {
    "data": [
        {
            "title": "t",
            "paragraphs": [
                {
                    "context": SWALLOWS,
                    "qas": [
                        {"id": "1", "question": "老魏从哪一年数起？", "answers": ANSWER},
                        {"id": "2", "question": "老魏几岁？", "answers": []},
                    ],
                }
            ],
        }
    ]
}
CMRC = [
    {
        "context_id": "1",
        "context_text": SWALLOWS,
        "qas": [{"query_id": "1", "query_text": "老魏从哪一年数起？", "answers": ["1998年", "1998年"]}],
    }
]
RGB = {
    "id": 0,
    "query": "老魏从哪一年数起？",
    "answer": [["1998", "1998年"]],
    "positive": [SWALLOWS],
    "negative": [WELLS],
}
CRUD = {
    "questanswer_1doc": [{"questions": "老魏从哪一年数起？", "answers": "1998年", "news1": SWALLOWS}],
    "summary": [{"text": "x"}],
}
ALCE = [
    {
        "question": "How deep was the water?",
        "qa_pairs": [{"short_answers": ["18.4 metres"]}],
        "docs": [{"title": "Wells", "text": WELLS}, {"title": "燕子", "text": SWALLOWS}],
    }
]
SAMPLES = {"squad": json.dumps(SQUAD), "rgb": json.dumps(RGB), "crud": json.dumps(CRUD), "alce": json.dumps(ALCE)}


def sample(folder: Path, text: str) -> Path:
    path = folder / "public.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_form_has_a_sample() -> None:
    assert set(SAMPLES) == set(FORMS)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_becomes_documents_questions_and_gold(tmp_path: Path, form: str) -> None:
    contents = read_public(sample(tmp_path, SAMPLES[form]), form)
    [asked] = contents.asked
    gold = [contents.documents[name] for name in asked.gold]
    assert len(gold) == 1
    assert any(answer in gold[0] for answer in asked.answers)
    assert len(contents.documents) == (2 if form in ("rgb", "alce") else 1)


def test_cmrc_as_it_was_first_printed(tmp_path: Path) -> None:
    [asked] = read_public(sample(tmp_path, json.dumps(CMRC)), "squad").asked
    assert asked.answers == ("1998年",)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", ["{", "[]", "{}", '[{"question": 1}]', "null", '{"data": 3}'])
def test_what_is_not_of_the_form_is_told(tmp_path: Path, form: str, text: str) -> None:
    with pytest.raises(UnreadablePublicSet, match=r"FORMAT\.md"):
        read_public(sample(tmp_path, text), form)
    with pytest.raises(UnreadablePublicSet):
        read_public(tmp_path / "none.json", form)


def test_a_set_runs_on_a_collection_of_its_own_and_leaves_nothing(tmp_path: Path) -> None:
    result, home = tmp_path / "result.json", tmp_path / "home"
    arguments = [
        "eval",
        str(sample(tmp_path, SAMPLES["rgb"])),
        "--form",
        "rgb",
        "--json",
        str(result),
        "--home",
        str(home),
    ]
    done = CliRunner().invoke(cli.paracite, arguments, env={"PARACITE_LANGUAGE": "en"})
    assert done.exit_code == 0, done.output
    record: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    assert record["measures"]["final"]["R@1"] == 1.0
    assert record["answers"]["held"] == {"n": 1, "m": 1, "share": 1.0}
    assert not home.exists()
    [line] = [line for line in results_table([result]).splitlines() if line.startswith("| public |")]
    assert "1.000" in line
