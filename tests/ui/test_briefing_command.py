"""``paracite brief``: from questions or a saved briefing to a file."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from rag import Assistant
from tests.answers import NOTE, RESOLUTION, cited_answer
from tests.ui.briefings import PINNED, briefing, notes_of, text_of
from ui.briefing.blocks import pin_answer, quotation_of
from ui.briefing.saved import briefing_json

Paracite = Callable[..., "subprocess.CompletedProcess[str]"]


def test_a_file_of_questions_becomes_a_word_file(
    paracite: Paracite, sample_home: Path, tmp_path: Path, assistant: Assistant
) -> None:
    questions, target = tmp_path / "questions.txt", tmp_path / "out.docx"
    lines = ("# 决议", "第67/169号决议第12段说了什么？", "", "## 另", "火星上有多少人？", "问" * 3000)
    questions.write_text("\ufeff" + "\n".join(lines), encoding="utf-8")
    done = paracite("brief", questions, "-o", target, home=sample_home)
    assert done.returncode == 2  # one question is too long to be asked: it is said here and there
    assert "1 answered, 1 not answered" in done.stderr
    told = text_of(target.read_bytes(), "docx")
    assert "请缩短" in told
    assert "第67/169号决议第12段说了什么？" in told
    assert "所收文件没有回答这个问题" in told
    (note,) = notes_of(target.read_bytes()).values()
    quote = note.partition("“")[2].rpartition("”")[0]
    (found,) = assistant.collection.passages([f"{RESOLUTION.id}#op12"]).values()
    assert len(quote) > 30
    assert quote in found.paragraph.text
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".new"] == []

    before = target.read_bytes()
    refused = paracite("brief", questions, "-o", target, home=sample_home)
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert target.read_bytes() == before


def test_a_saved_briefing_is_checked_and_written_anew(
    paracite: Paracite, sample_home: Path, tmp_path: Path, assistant: Assistant
) -> None:
    saved, target = tmp_path / "b.json", tmp_path / "b.md"
    (found_there,) = assistant.collection.passages([f"{NOTE.id}#8"]).values()
    pinned = replace(pin_answer(cited_answer(), today=PINNED), text="答[^1]")
    pinned = replace(pinned, quotations=(quotation_of(found_there, found_there.paragraph.text, today=PINNED),))
    saved.write_text(briefing_json(briefing(pinned)), encoding="utf-8")
    done = paracite("brief", saved, "-o", target, "--language", "en", "--title", "T", home=sample_home)
    assert done.returncode == 0, done.stderr
    assert target.read_text(encoding="utf-8").startswith("# T\n")
    assert "annex, para. 8" in target.read_text(encoding="utf-8")
    narrowed = paracite("brief", saved, "-o", tmp_path / "c.md", "--document", NOTE.id, home=sample_home)
    assert (narrowed.returncode, "--document" in narrowed.stderr) == (2, True)
    found = json.loads(saved.read_text(encoding="utf-8"))
    found["blocks"][0]["quotations"][0]["words"] = "比利时已经废除死刑。"
    saved.write_text(json.dumps(found), encoding="utf-8")
    done = paracite("brief", saved, "-o", target, "--force", home=sample_home)
    assert done.returncode == 2
    assert "no longer holds these words" in done.stderr
    assert "未能核实" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "output", "said"),
    [
        ("# only a heading\n\n＃ 另一标题", "o.docx", "holds no question"),
        ("比利时承诺什么？", "o.xls", ".docx"),
        ("比利时承诺什么？", "nowhere/o.md", "cannot be written"),
        (None, "o.md", "questions.txt"),
    ],
)
def test_what_cannot_be_done_says_the_remedy(
    content: str | None, output: str, said: str, *, paracite: Paracite, sample_home: Path, tmp_path: Path
) -> None:
    questions = tmp_path / "questions.txt"
    if content is not None:
        questions.write_text(content, encoding="utf-8")
    done = paracite("brief", questions, "-o", tmp_path / output, home=sample_home)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / output).exists()
    assert done.stdout == ""
