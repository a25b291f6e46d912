"""What is asked for stays found among other texts, and the command that measures it says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.dataset import Gold, Question
from eval.noise import compare, main, ranks_of, table

QUESTION = "理事会成员由谁选举产生？"


def asked(*keys: tuple[str, str]) -> Question:
    gold = tuple((Gold(document=document, paragraph=paragraph, quote="x"),) for document, paragraph in keys)
    return Question(id="q", question=QUESTION, language="zh", kind="fact", split="tune", gold=gold, nuggets=())


def test_a_group_has_the_rank_of_its_first_paragraph() -> None:
    assert ranks_of(asked(("a", "1"), ("b", "2"), ("c", "3")), ["b#2", "x#1", "a#1"]) == [3, 1, None]


def test_the_table_has_a_line_for_each_half() -> None:
    shares = {"s, tune, zh": (4, 0.25, 0.5, 1.0)}
    shown = table(shares, {"s, tune, zh": (4, 0.0, 0.25, 0.75)}, count=5000, language="en")
    assert shown.splitlines()[-1] == "| s, tune, zh | 4 | 0.250 | 0.500 | 1.000 | 0.000 | 0.250 | 0.750 |"
    assert "beside 5,000 paragraphs, R@5" in shown
    assert "另有 5,000 段" in table(shares, shares, count=5000, language="zh")


def test_other_texts_push_out_what_was_found(tmp_path: Path) -> None:
    """Twelve texts that say the question itself must stand before the gold; without them it is among the first."""
    other = tmp_path / "other.jsonl"
    other.write_text("".join(json.dumps({"_id": f"n{row}", "text": f"{row}：{QUESTION}"}) + "\n" for row in range(12)))
    question = asked(("hrc-resolution-13-23", "1"), ("belgium-note-verbale-2022-06-21", "1"))
    alone, beside, count = compare({"s": [question]}, other, paragraphs=12)
    assert count == 12
    assert alone["s, tune, zh"][0] == 2
    assert beside["s, tune, zh"] == (2, 0, 0, 0)


def test_what_is_no_text_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "none.jsonl"
    path.write_text("{}\n")
    assert main(["--beside", str(path), "--language", "en"]) == 2
    assert "cannot be read as news" in capsys.readouterr().err
