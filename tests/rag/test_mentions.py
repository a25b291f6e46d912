"""Terms of the trade and states as they stand in a text: the longest names, from left to right, with their other names."""

from __future__ import annotations

import itertools

import pytest

from rag.words.glossary import mentions
from rag.words.terms import normalise

FOUND = {
    "比利时在死刑问题上的承诺": ["比利时", "死刑", "承诺"],
    "安全理事会与大会": ["安全理事会", "大会"],
    "the Security Council and Belgian pledges": ["security council", "belgian", "pledges"],
    "白俄羅斯的記者": ["白俄罗斯", "记者"],
    "Côte d’Ivoire signed": ["côte d’ivoire"],
}


@pytest.mark.parametrize(("text", "wanted"), FOUND.items())
def test_names_are_found_where_they_stand(text: str, wanted: list[str]) -> None:
    plain = normalise(text)
    surfaces = [plain[mention.start : mention.end] for mention in mentions(plain)]
    assert [surface for surface in surfaces if surface in wanted] == wanted


def test_names_do_not_overlap_and_the_longest_wins() -> None:
    plain = normalise("联合国人权事务高级专员办事处和Democratic Republic of the Congo的会员国")
    found = mentions(plain)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    surfaces = [plain[mention.start : mention.end] for mention in found]
    assert "democratic republic of the congo" in surfaces
    assert "人权" not in surfaces


def test_a_mention_knows_the_other_names_and_whether_it_is_a_state() -> None:
    (mention,) = mentions("belgium")
    assert {"比利时", "belgian"} <= {name for concept in mention.concepts for name in concept.names}
    assert all(concept.state for concept in mention.concepts)
    (death,) = mentions("death penalty")
    assert "死刑" in {name for concept in death.concepts for name in concept.chinese}
    assert not any(concept.state for concept in death.concepts)


@pytest.mark.parametrize("text", ["", "   ", "。，！", "☃", "xyzzy", "malice"])
def test_nothing_is_found_in_nothing(text: str) -> None:
    assert mentions(text) == ()
