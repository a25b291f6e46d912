"""What is reckoned in another way than it is defined, so that a question costs less, comes out as it is defined."""

from __future__ import annotations

import ctypes
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from rag.encoders.embedding import Embedder
from rag.indexes.lexical import Entry, LexicalIndex
from rag.precedence import asking, give_way
from rag.retrieval.grouping import ALIKE, _likeness
from rag.settings import BUNDLED_EMBEDDING
from rag.words.terms import Sought, normalise, terms, terms_once

TEXTS = (
    "第三届会议于2019年5月3日在日内瓦举行，第三次审议了第37/23号决议（A/HRC/RES/37/23）。",
    "二〇一二年，大会第67/169号决议重申：各国应当保护工作者。The agencies' happy meetings were re-opened.",
    "大會第八十屆會議通過決議，請秘書長提交報告。",
    "根据第三条，成员国在二〇一二年以前批准公约；第四次会议〇一二三年。",
    "２０１９ 年 ５ 月，ＷＨＯ 报告：“全球 98,000 万美元”。",
    "。，；",
    "",
)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder(str(BUNDLED_EMBEDDING))


def test_what_a_text_holds_of_what_is_sought_is_what_its_terms_are() -> None:
    chance = random.Random(3)  # noqa: S311 - repeatable
    every = sorted({term for text in TEXTS for term in terms(text)})
    for text in TEXTS:
        for _ in range(20):
            wanted = frozenset(chance.sample(every, 40))
            assert Sought(wanted).held(normalise(text)) == wanted & set(terms(text)), text
        assert tuple(terms_once(text)) == terms(text)


def test_the_likeness_of_many_texts_is_that_of_each(embedder: Embedder) -> None:
    vectors = np.stack([embedder.encode_query(text) for text in ("会议", "保护工作者", "annual report", "日内瓦")])
    alone = np.array([embedder.words(text).likest(vectors) for text in TEXTS])
    cuts = [embedder.lexicon.cut(text) for text in TEXTS]
    together = embedder.lexicon.likest(vectors, TEXTS, cuts, least=0.4)
    clear = alone > 0.4
    assert clear.any()
    np.testing.assert_allclose(together[clear], alone[clear], atol=1e-5)
    assert (together[~clear] <= 0.4 + 1e-5).all()
    # cut by another vocabulary, or not kept: cut now
    anew = embedder.lexicon.likest(vectors, TEXTS, [b"\1\2\3\4\5\6", b"", *cuts[2:]], least=0.4)
    np.testing.assert_allclose(anew, together, atol=1e-6)
    assert embedder.lexicon.likest(vectors, ["", "。"], [b"", b""], least=0.4).tolist() == [[0.0] * 4] * 2


def test_what_is_kept_of_a_paragraph_comes_back_by_its_key(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path)
    cut = bytes(range(250)) + b"\0\0"
    index.replace(
        [], [Entry("一", "op1", "大會的\0報告", "第 1 段", cut, "signature"), Entry("二", "op#2", "", "", b"")]
    )
    kept = index.kept(["一#op1", "二#op#2", "一#op9"])
    assert list(kept) == ["一#op1", "二#op#2"]
    first = kept["一#op1"]
    assert (first.text, first.context) == ("大会的 报告", "第1段")
    assert (first.cut, first.kind) == (cut, "signature")
    assert [key for key, _ in index.search({"报告": 1.0}, 5)] == ["一#op1"]
    index.replace(["一"], [Entry("一", "op2", "别的", "")])
    assert index.kept(["一#op1", "一#op2"]).keys() == {"一#op2"}


def test_texts_that_are_told_apart_by_their_characters_are_told_apart_by_their_terms() -> None:
    chance = random.Random(5)  # noqa: S311 - repeatable
    letters = "大会重申各国应当保护工作者的权利第三届二年a1"
    for _ in range(3_000):
        one = "".join(chance.choices(letters, k=chance.randint(3, 30)))
        other = "".join(chance.choice(letters) if chance.random() < 0.15 else each for each in one)
        first, second = set(terms(one)), set(terms(other))
        share = len(first & second) / len(first | second)
        assert share < ALIKE or _likeness(one, other) == share


def _waited() -> float:
    began = time.monotonic()
    give_way()
    return time.monotonic() - began


def test_work_gives_way_to_a_question_of_another_thread_and_not_for_ever() -> None:
    asked, answered = threading.Event(), threading.Event()

    def ask() -> None:
        with asking():
            asked.set()
            answered.wait(10)

    assert _waited() < 0.15, "nobody asks"
    questioner = threading.Thread(target=ask)
    questioner.start()
    asked.wait(10)
    first = _waited()
    assert 0.1 < first < 5, "a question that itself waits for the work is not waited for without end"
    assert _waited() < 0.15, "what gave way goes on as long as it waited"
    time.sleep(first)
    threading.Timer(0.05, answered.set).start()
    assert 0.02 < _waited() < 0.19, "it goes on as soon as the question is answered"
    questioner.join()


def test_what_a_question_does_itself_does_not_wait_for_the_question() -> None:
    time.sleep(0.2)
    with asking(), asking():
        assert _waited() < 0.15


@pytest.mark.skipif(sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "mallopt"), reason="another allocator")
def test_the_threads_of_the_vectors_share_what_they_free(tmp_path: Path) -> None:
    """Else each keeps its own, and the process grows with every batch."""
    script = (
        "import chromadb, ctypes, sys, numpy as np; from pathlib import Path\n"
        "from rag.indexes.vectors import VectorIndex, Window\n"
        "ctypes.CDLL(None).malloc_stats()\n"
        "index = VectorIndex(Path(sys.argv[1]))\n"
        "for turn in range(8):\n"
        "    vectors = np.random.default_rng(turn).normal(size=(50, 16)).astype(np.float32)\n"
        "    index.add([Window('d', str(turn), each, '', vector) for each, vector in enumerate(vectors)])\n"
        "ctypes.CDLL(None).malloc_stats()\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True, timeout=120
    )
    before, _, after = told.stderr.partition("Total")
    assert 1 <= after.count("Arena ") <= max(2, before.count("Arena "))
