"""The trained selector: read as it was written, of the signals that there are, and better than the first sentence."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from rag import SELECTOR_TREES, SIGNALS, Assistant
from rag.answers.selector import open_selector, read_selector


def one_tree(**changed: object) -> dict[str, object]:
    place = SIGNALS.index("own")
    tree = {
        "feature": [place, 0, 0],
        "threshold": [0.5, 0.0, 0.0],
        "left": [1, 1, 2],
        "right": [2, 1, 2],
        "value": [0.0, -1.0, 2.0],
    }
    return {"signals": list(SIGNALS), "intercept": 0.25, "depth": 2, "trees": [tree, tree], **changed}


def test_trees_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "trees.json"
    path.write_text(json.dumps(one_tree()), encoding="utf-8")
    table = np.zeros((3, len(SIGNALS)), dtype=np.float32)
    table[:, SIGNALS.index("own")] = (0.1, 0.5, 0.9)
    assert read_selector(path).logits(table).tolist() == [-1.75, -1.75, 4.25]


def test_trees_of_other_signals_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "trees.json"
    path.write_text(json.dumps(one_tree(signals=["own"])), encoding="utf-8")
    with pytest.raises(ValueError, match=r"trees\.json"):
        read_selector(path)


def test_the_shipped_trees_fit_and_are_small() -> None:
    assert len(open_selector().feature) > 50
    assert SELECTOR_TREES.stat().st_size < 300_000


ANSWERS = {
    "爱沙尼亚的会议由谁主持？": "辩论会由爱沙尼亚共和国外交部长乌尔马斯·赖因萨卢主持。",
    "白俄罗斯2007年3月在哪里共同主办国际会议？": "在联合国总部与其他国家共同主办了一次国际会议",
    "比利时何时批准《伊斯坦布尔公约》？": "2016",
}


@pytest.mark.parametrize(("question", "words"), ANSWERS.items())
def test_the_sentence_that_answers_is_likeliest(assistant: Assistant, question: str, words: str) -> None:
    ranked = assistant.sentences(question)
    assert words in ranked[0].text
    assert ranked[0].logit > ranked[-1].logit
