"""What must not cost more as a collection grows, and what is reckoned another way than it is defined."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sqlalchemy import text

from rag.encoders.word_vectors import WordVectors
from rag.storage.database import Database
from rag.storage.store import _bodies_of


def test_paragraphs_are_found_by_an_index(tmp_path: Path) -> None:
    database = Database(home=tmp_path)
    statement, given = _bodies_of([(number, f"op{number}") for number in range(104)])
    with database.reading() as connection:
        plan = [row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {statement.text}"), given)]
    database.close()
    assert any("SEARCH paragraphs" in step for step in plan), plan
    assert not any("SCAN paragraphs" in step for step in plan), plan


def test_likeness_is_that_of_words_and_of_their_pairs() -> None:
    chance = np.random.default_rng(5)
    rows = chance.normal(size=(12, 16)).astype(np.float32)
    rows[3] = 0  # a word that the model does not know
    asked = chance.normal(size=(4, 16)).astype(np.float32)
    asked /= np.linalg.norm(asked, axis=1, keepdims=True)
    known = rows[np.abs(rows).sum(axis=1) > 0]
    units = np.concatenate([known, known[:-1] + known[1:]])
    units /= np.linalg.norm(units, axis=1, keepdims=True)
    words = WordVectors(rows)
    assert len(words) == 11
    np.testing.assert_allclose(words.likest(asked), (units @ asked.T).max(axis=0), rtol=1e-5)
    whole = units[:11].sum(axis=0)
    np.testing.assert_allclose(words.whole(), whole / np.linalg.norm(whole), rtol=1e-4, atol=1e-6)
    assert WordVectors(rows[3:4]).whole() is None
    assert WordVectors(rows[3:4]).likest(asked).tolist() == [0.0] * 4
