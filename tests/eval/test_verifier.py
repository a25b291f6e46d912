"""The verifier measured on documents that it was not built on, in short; ``python -m eval.verifier`` prints the whole table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.mutations import Made
from eval.verifier import CAUGHT, DEVELOPMENT, HELD_OUT, PASSED, Line, main, measure, share, statements, table
from rag import Verdict, open_verifier


@pytest.fixture(scope="module")
def made() -> list[Made]:
    return statements(HELD_OUT, each=1)


@pytest.fixture(scope="module")
def lines(made: list[Made]) -> list[Line]:
    return measure(made, open_verifier())


def test_false_statements_are_caught(lines: list[Line]) -> None:
    right, total = share(lines, carried=False)
    assert total >= 400
    assert right / total >= CAUGHT, table(lines)


def test_true_statements_pass(lines: list[Line]) -> None:
    right, total = share(lines, carried=True)
    assert total >= 400
    assert right / total >= PASSED, table(lines)


def test_every_kind_of_change_is_there(lines: list[Line]) -> None:
    kinds = {line.how for line in lines if not line.carried}
    assert {"number", "date", "session or symbol", "name", "verb", "modal", "negation", "tail, invented"} <= kinds


def test_the_same_seed_makes_the_same_statements(made: list[Made]) -> None:
    again = statements(HELD_OUT, each=1)
    assert [(each.text, each.how) for each in again] == [(each.text, each.how) for each in made]


def test_the_parts_share_no_document(made: list[Made]) -> None:
    others = {each.passage.document.id for each in statements(DEVELOPMENT, each=1)}
    assert not others & {each.passage.document.id for each in made}


def test_a_false_statement_differs_from_its_paragraph(made: list[Made]) -> None:
    false = [each for each in made if not each.carried]
    assert false
    assert all(each.text not in each.passage.paragraph.text for each in false)


def test_a_verifier_that_passes_everything_is_seen(made: list[Made]) -> None:
    blind = measure(made, lambda text, passages: Verdict((), None))
    assert share(blind, carried=False)[0] == 0
    assert share(blind, carried=True)[0] == share(blind, carried=True)[1]
    assert "caught: 0 of" in table(blind)


def test_the_command_fails_below_a_floor(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], made: list[Made]
) -> None:
    few = [replace(each) for each in made[:40]]
    monkeypatch.setattr("eval.verifier.statements", lambda split, each: few)
    assert main([]) == 0
    monkeypatch.setattr("eval.verifier.open_verifier", lambda: lambda text, passages: Verdict((), None))
    assert main(["--wrong"]) == 1
    assert "held-out documents" in capsys.readouterr().out
