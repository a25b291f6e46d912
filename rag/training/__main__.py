"""`python -m rag.training --news FILE --benchmarks DIR --out DIR`: make the bundled embedding model again."""

import argparse
import json
import logging
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from rag.training.contrastive import Plan, trained
from rag.training.cooccurrence import Floats, Text, first_vectors, inflected_from
from rag.training.measure import (
    low_overlap_report,
    opened,
    paraphrase_report,
    retrieval_report,
    term_report,
    write_report,
)
from rag.training.packing import rotated, write_model
from rag.training.pairs import Pairs, asked_of, overlapping
from rag.training.sources import QuestionSet, Term, read_news, read_questions, read_terms, sentences
from rag.training.switching import Switcher
from rag.training.vocabulary import EMPTY_WORDS, WORD_START, build_tokenizer, choose, count_words

logger = logging.getLogger("rag.training")

TRAINED_ON = ("drcd-dev", "cmrc2018-trial")
HELD_OUT = "held_out.json"
"""Beside a model trained with ``--hold-out``: the names of the questions that it never saw."""
ALL, QUESTIONS = "all", "questions"
_WIDTH = 256
_BATCH = 20_000
_TOO_COMMON = 2e-3  # a word with a greater share of the text is no key word


def tokenised(texts: list[str], tokenizer: Tokenizer) -> Text:
    split = [sentences(text) for text in texts]
    flat = [sentence for parts in split for sentence in parts]
    rows: list[NDArray[np.int32]] = []
    for start in range(0, len(flat), _BATCH):
        for encoded in tokenizer.encode_batch_fast(flat[start : start + _BATCH]):
            ids = np.array(encoded.ids, dtype=np.int32)
            rows.append(ids[ids > 0])
    ends = np.cumsum([0, *(len(row) for row in rows)], dtype=np.int64)
    return Text(np.concatenate(rows), ends, np.cumsum([0, *(len(parts) for parts in split)], dtype=np.int64))


def weights(text: Text, size: int) -> Floats:
    """(vocabulary,) how much a word says: the logarithm of its rarity; nought for the commonest and the unseen."""
    share = np.bincount(text.ids, minlength=size) / len(text.ids)
    says = np.where((share > 0) & (share < _TOO_COMMON), np.log(1 / np.maximum(share, 1e-12)), 0)
    return says.astype(np.float32)


def parted(
    terms: list[Term], questions: list[QuestionSet], *, seed: int, with_terms: bool
) -> tuple[list[Term], list[QuestionSet]]:
    """What is held out: a tenth of the terms, and the questions on four of ten articles (`article-paragraph` is the id)."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    held_terms = draw.sample(terms, len(terms) // 10) if with_terms else []
    held: list[QuestionSet] = []
    for each in questions:
        articles = sorted({name.split("-")[0] for name in each.paragraphs})
        out = set(draw.sample(articles, len(articles) * 4 // 10))
        held.append(
            replace(each, right={name: there for name, there in each.right.items() if there.split("-")[0] in out})
        )
    return held_terms, held


def train(news: Path, benchmarks: Path, out: Path, plan: Plan, *, hold_out: str) -> None:
    all_terms = read_terms()
    questions = [read_questions(benchmarks / name) for name in TRAINED_ON]
    with_terms = hold_out == ALL
    held_terms, held = parted(all_terms, questions, seed=plan.seed, with_terms=with_terms) if hold_out else ([], [])
    terms = [term for term in all_terms if term not in held_terms]
    texts = list(read_news(news))
    logger.info("%d texts, %d terms", len(texts), len(terms))
    tokenizer = build_tokenizer(choose(count_words(texts), all_terms))
    text = tokenised(texts, tokenizer)
    size = tokenizer.get_vocab_size()
    logger.info("%d sentences, %d tokens, vocabulary of %d", len(text.sentences) - 1, len(text.ids), size)
    vectors = first_vectors(text, tokenizer, terms, width=_WIDTH, seed=plan.seed)
    logger.info("first vectors made")

    switcher = Switcher(tokenizer, terms)
    for each, kept_out in zip(questions, held, strict=False):
        for name in kept_out.right:
            del each.right[name]
    asked = [pair for each in questions for pair in asked_of(each, tokenizer, switcher)]
    pairs = Pairs(text, weights(text, size), switcher, asked, seed=plan.seed)
    same = np.arange(size)
    for form, base in inflected_from(tokenizer, all_terms).items():
        same[form] = base
    vectors = trained(vectors, pairs, same, overlapping(switcher), plan)
    for word in EMPTY_WORDS:
        vectors[tokenizer.token_to_id(WORD_START + word)] = 0
    vectors[0] = 0
    write_model(out, tokenizer, rotated(vectors))
    if held:
        (out / HELD_OUT).write_text(json.dumps([sorted(each.right) for each in held]), encoding="utf-8")

    embed = opened(out)
    for name, each in zip(TRAINED_ON, held, strict=False):
        write_report(f"held out of {name}", retrieval_report(embed, each))
        write_report("the fifth with the least overlap", low_overlap_report(embed, each))
    if held_terms:
        write_report("terms held out", term_report(embed, held_terms, all_terms))
    write_report("paraphrases", paraphrase_report(embed, questions[-1]))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m rag.training", description=__doc__)
    parser.add_argument("--news", type=Path, required=True, help="news texts, .jsonl or .jsonl.xz, with `text`")
    parser.add_argument("--benchmarks", type=Path, required=True, help=f"folder that holds {' and '.join(TRAINED_ON)}")
    parser.add_argument("--out", type=Path, required=True, help="where the model is written")
    parser.add_argument("--steps", type=int, default=Plan().steps)
    parser.add_argument("--seed", type=int, default=Plan().seed)
    parser.add_argument(
        "--hold-out",
        nargs="?",
        choices=(ALL, QUESTIONS),
        const=ALL,
        default="",
        help="keep a part of the data out, of terms and questions or of questions alone, print figures on it, and name the questions",
    )
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    plan = Plan(steps=chosen.steps, seed=chosen.seed)
    train(chosen.news, chosen.benchmarks, chosen.out, plan, hold_out=chosen.hold_out)


if __name__ == "__main__":
    main()
