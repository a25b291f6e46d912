"""The sets that are tuned on beside the shipped one: well formed, with gold that stands, and apart from what is reported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.asking import collection_texts
from eval.calibration import SETS
from eval.dataset import SHIPPED_SET, check_gold, fold, load_questions
from ingest import ingest
from rag import Assistant, open_assistant, open_collection, read_settings

OTHERS = [SHIPPED_SET.with_name(name) for name in SETS if name != SHIPPED_SET.name]
KEPT_APART = {
    fold(one.question) for path in (SHIPPED_SET, *OTHERS) for one in load_questions(path) if one.split == "test"
}


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The documents in six languages that were laid out for measuring how documents are read."""
    settings = read_settings(home=tmp_path_factory.mktemp("laid-out"))
    with open_collection(settings) as collection:
        ingest(collection, [SHIPPED_SET.parent / "structure" / "documents"])
    with open_assistant(settings) as opened:
        yield opened


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_gold_stands(path: Path, request: pytest.FixtureRequest) -> None:
    questions = load_questions(path)
    assert len(questions) >= 80
    assistant = request.getfixturevalue("laid_out" if path.stem == "tongues" else "assistant")
    check_gold(questions, collection_texts(assistant), path=path)


def test_nothing_that_is_tuned_on_is_reported_as_a_test() -> None:
    tuned = {
        fold(one.question) for path in (SHIPPED_SET, *OTHERS) for one in load_questions(path) if one.split == "tune"
    }
    assert tuned
    assert not tuned & KEPT_APART
