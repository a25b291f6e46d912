"""The gate against a broken product, in short: a few breakages, a few questions. The whole campaign is ``python -m tests.gate``."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.dataset import SHIPPED_SET, load_questions
from eval.suite import Suite
from rag import Assistant
from tests.gate.campaign import Campaign
from tests.gate.mutations import MUTATIONS

ASKED = {
    "fact-01",
    "fact-07",
    "fact-13",
    "fact-19",
    "list-06",
    "list-11",
    "locator-01",
    "locator-03",
    "locator-07",
    "unanswerable-05",
    "unanswerable-11",
    "no-such-paragraph-01",
    "no-such-paragraph-03",
    "injection-01",
    "injection-03",
}
SHORT = (
    "annex taken for letter",
    "lexical leg dead",
    "named paragraph off by one",
    "refusal off",
    "refusal always",
    "numbers altered",
    "citations shuffled",
    "quotes cut",
    "quotes altered",
    "wrong language",
    "one reason for every refusal",
)


@pytest.fixture(scope="module")
def campaign(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    questions = tuple(one for one in load_questions(SHIPPED_SET) if one.id in ASKED)
    assert len(questions) == len(ASKED)
    return Campaign(assistant, Suite(path=SHIPPED_SET, questions=questions), tmp_path_factory.mktemp("campaign"))


def test_there_are_breakages_of_every_level_and_each_has_a_name_of_its_own() -> None:
    assert len({one.name for one in MUTATIONS}) == len(MUTATIONS) >= 15
    assert {one.level for one in MUTATIONS} == {"reading", "inside", "answer"}
    assert {one.name for one in MUTATIONS} >= set(SHORT)


def test_the_unbroken_product_passes_twice_alike(campaign: Campaign) -> None:
    again = campaign.try_out(replace(MUTATIONS[-1], name="unbroken", apply=lambda answer: answer))
    assert not again.caught
    assert not campaign.below(campaign.unbroken)


@pytest.mark.parametrize("name", SHORT)
def test_a_breakage_is_caught_and_called_by_its_name(campaign: Campaign, name: str) -> None:
    outcome = campaign.try_out(next(one for one in MUTATIONS if one.name == name))
    assert outcome.caught
    assert set(outcome.named) & set(outcome.mutation.culprits), outcome.named
