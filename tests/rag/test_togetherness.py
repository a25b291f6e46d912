"""What a paragraph holds of a question counts less where it stands scattered."""

from __future__ import annotations

from rag.retrieval.togetherness import togetherness
from rag.words.terms import normalise

WEIGHTS = (("港口", 2.0), ("灯塔", 2.0), ("检修", 1.0))


def test_a_text_of_two_sentences_and_one_that_holds_nothing_lose_nothing() -> None:
    assert togetherness("港口已经扩建。灯塔明年检修。", WEIGHTS) == 1
    assert togetherness("天气很好。风很大。海面平静。没有船。", WEIGHTS) == 1


def test_what_stands_in_sentences_that_follow_one_another_is_whole() -> None:
    assert togetherness("前言。港口有灯塔。每年检修。后记。", WEIGHTS) == 1


def test_what_is_scattered_counts_by_the_best_two_sentences() -> None:
    assert togetherness("港口。其一。其二。灯塔检修。", WEIGHTS) == 3 / 5
    assert togetherness("港口。灯塔。其一。检修。", WEIGHTS) == 4 / 5


def test_a_point_within_a_number_or_behind_a_digit_ends_no_sentence() -> None:
    weights = (("harbour", 1.0), ("light", 1.0))
    scattered = normalise("The harbour has 3.5 metres. No. 7 is small. It is old. A light stands there.")
    assert togetherness(scattered, weights) < 1
    assert togetherness(normalise("The harbour is 3.5 by 4.5 by 5.5 by 6.5 metres under the light"), weights) == 1
