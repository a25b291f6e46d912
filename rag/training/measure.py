"""How good a model is: `python -m rag.training.measure --model DIR --questions BEIR_DIR`."""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse  # type: ignore[import-untyped,unused-ignore]

from rag.training.sources import QuestionSet, Term, read_questions, sentences, simplified

Floats = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Floats]

_PARAPHRASES = Path(__file__).parent / "paraphrases.tsv"
_RUN = re.compile(r"[〇一-鿿]+|[a-z]+|[0-9]+")


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares between 0 and 1. Equal scores count half-way."""

    recall_at_1: float
    recall_at_5: float
    recall_at_10: float
    reciprocal_rank: float

    def __str__(self) -> str:
        return (
            f"R@1 {self.recall_at_1:.3f}  R@5 {self.recall_at_5:.3f}  R@10 {self.recall_at_10:.3f}  "
            f"MRR@10 {self.reciprocal_rank:.3f}"
        )


def figures(scores: Floats, right: NDArray[np.int64]) -> Figures:
    """`scores` (questions, paragraphs); `right` (questions,) the column of the right paragraph."""
    own = scores[np.arange(len(right)), right][:, None]
    rank = 1 + (scores > own).sum(axis=1) + ((scores == own).sum(axis=1) - 1) / 2
    reciprocal = np.where(rank <= 10, 1 / rank, 0)
    first, fifth, tenth = (float((rank <= cut).mean()) for cut in (1, 5, 10))
    return Figures(first, fifth, tenth, float(reciprocal.mean()))


def signs_and_pairs(text: str) -> list[str]:
    """Chinese characters alone and in twos; Latin words and numbers whole."""
    tokens: list[str] = []
    for run in _RUN.findall(text.lower()):
        if run[0] >= "〇":
            tokens.extend(run)
            tokens.extend(run[place : place + 2] for place in range(len(run) - 1))
        else:
            tokens.append(run)
    return tokens


def covered(questions: Sequence[str], paragraphs: Sequence[str], *, k1: float = 1.2, b: float = 0.75) -> Floats:
    """BM25 of characters and their pairs, divided by the most a question could reach: (questions, paragraphs), 0 to 1."""
    ids: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    lengths: list[int] = []
    for row, text in enumerate(paragraphs):
        tokens = signs_and_pairs(text)
        lengths.append(len(tokens))
        for token, count in Counter(tokens).items():
            rows.append(row)
            columns.append(ids.setdefault(token, len(ids)))
            values.append(count)
    counts = sparse.csr_matrix((np.array(values, np.float32), (rows, columns)), shape=(len(paragraphs), len(ids)))
    frequency = np.bincount(columns, minlength=len(ids))
    idf = np.log(1 + (len(paragraphs) - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
    norm = k1 * (1 - b + b * np.array(lengths) / max(float(np.mean(lengths)), 1e-9))
    saturated = counts.copy()
    saturated.data = counts.data / (counts.data + np.repeat(norm, np.diff(counts.indptr)).astype(np.float32))
    unseen = float(np.log(1 + (len(paragraphs) + 0.5) / 0.5))
    out = np.zeros((len(questions), len(paragraphs)), np.float32)
    for row, question in enumerate(questions):
        asked = set(signs_and_pairs(question))
        found = [ids[token] for token in sorted(asked) if token in ids]
        most = float(idf[found].sum()) + unseen * (len(asked) - len(found))
        if found:
            out[row] = (saturated[:, found] @ idf[found]) / most
    return out


def cosine(embed: Embed, questions: Sequence[str], paragraphs: Sequence[str], *, windows: bool) -> Floats:
    """(questions, paragraphs); with `windows` a paragraph is as near as its nearest two sentences in a row."""
    of_questions = embed(questions)
    if not windows:
        return of_questions @ embed(paragraphs).T
    pieces: list[str] = []
    starts: list[int] = []
    for paragraph in paragraphs:
        starts.append(len(pieces))
        parts = sentences(paragraph) or [paragraph]
        pieces.extend("".join(parts[place : place + 2]) for place in range(max(len(parts) - 1, 1)))
    near = of_questions @ embed(pieces).T
    return np.maximum.reduceat(near, starts, axis=1).astype(np.float32)


def retrieval_report(
    embed: Embed, found: QuestionSet, *, shares: Sequence[float] = (0.1, 0.2, 0.5)
) -> dict[str, Figures]:
    """Figures of BM25, of the model, and of `BM25 / most + share * cosine`, by name."""
    order = {name: place for place, name in enumerate(found.paragraphs)}
    asked = [name for name in found.questions if name in found.right]
    questions = [found.questions[name] for name in asked]
    right = np.array([order[found.right[name]] for name in asked])
    paragraphs = list(found.paragraphs.values())
    lexical = covered(questions, paragraphs)
    report = {"BM25": figures(lexical, right)}
    for name, windows in (("whole paragraphs", False), ("two-sentence windows", True)):
        near = cosine(embed, questions, paragraphs, windows=windows)
        report[f"model, {name}"] = figures(near, right)
        for share in shares:
            report[f"BM25 + {share:g} model, {name}"] = figures(lexical + np.float32(share) * near, right)
    return report


def term_report(embed: Embed, asked: Sequence[Term], among: Sequence[Term]) -> dict[str, Figures]:
    """How often a term's other name is found among all head words: English to Chinese, Chinese to English, synonym to head."""
    places = {term: place for place, term in enumerate(among)}
    chinese = embed([term.chinese[0] for term in among])
    english = embed([term.english[0] for term in among])
    right = np.array([places[term] for term in asked])
    report = {
        "English to Chinese": figures(english[right] @ chinese.T, right),
        "Chinese to English": figures(chinese[right] @ english.T, right),
    }
    others = [(name, term) for term in asked for name in term.chinese[1:]]
    apart = [(name, term) for name, term in others if not set(name) & set(term.chinese[0])]
    for title, chosen in (("Chinese synonym to head word", others), ("the same, no character shared", apart)):
        there = np.array([places[term] for _, term in chosen])
        report[title] = figures(embed([name for name, _ in chosen]) @ chinese.T, there)
    return report


def paraphrase_report(
    embed: Embed, found: QuestionSet, *, shares: Sequence[float] = (0.1, 0.2, 0.5)
) -> dict[str, Figures]:
    """Questions in other words than their text's (`paraphrases.tsv`), the texts mixed among the openings of `found`."""
    rows = [line.split("\t") for line in _PARAPHRASES.read_text(encoding="utf-8").splitlines()[1:]]
    texts = [row[0] for row in rows]
    texts += ["".join(sentences(paragraph)[:2]) for paragraph in found.paragraphs.values()]
    right = np.arange(len(rows))
    vectors = embed(texts)
    report: dict[str, Figures] = {}
    for language, column in (("Chinese", 1), ("English", 2)):
        questions = [row[column] for row in rows]
        lexical = covered(questions, texts)
        near = embed(questions) @ vectors.T
        report[f"{language}, BM25"] = figures(lexical, right)
        report[f"{language}, model"] = figures(near, right)
        for share in shares:
            report[f"{language}, BM25 + {share:g} model"] = figures(lexical + np.float32(share) * near, right)
    return report


def low_overlap_report(
    embed: Embed, found: QuestionSet, *, shares: Sequence[float] = (0.1, 0.2, 0.5)
) -> dict[str, Figures]:
    """As `retrieval_report`, on the fifth of the questions whose right paragraph BM25 covers least."""
    order = {name: place for place, name in enumerate(found.paragraphs)}
    asked = [name for name in found.questions if name in found.right]
    right = np.array([order[found.right[name]] for name in asked])
    lexical = covered([found.questions[name] for name in asked], list(found.paragraphs.values()))
    low = np.argsort(lexical[np.arange(len(right)), right], kind="stable")[: len(right) // 5]
    questions = [found.questions[asked[place]] for place in low]
    near = cosine(embed, questions, list(found.paragraphs.values()), windows=True)
    report = {"BM25": figures(lexical[low], right[low])}
    for share in shares:
        report[f"BM25 + {share:g} model"] = figures(lexical[low] + np.float32(share) * near, right[low])
    return report


def write_report(title: str, report: dict[str, Figures]) -> None:
    sys.stdout.write(f"{title}\n")
    for name, line in report.items():
        sys.stdout.write(f"  {name:45} {line}\n")


def opened(folder: Path) -> Embed:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu")

    def embed(texts: Sequence[str]) -> Floats:
        vectors = model.encode([simplified(text) for text in texts], batch_size=512, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)

    return embed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="the model's folder")
    parser.add_argument("--questions", type=Path, required=True, help="a folder in the BEIR layout")
    chosen = parser.parse_args()
    embed, found = opened(chosen.model), read_questions(chosen.questions)
    write_report(chosen.questions.name, retrieval_report(embed, found))
    write_report("the fifth with the least overlap, two-sentence windows", low_overlap_report(embed, found))
    write_report("paraphrases among the openings of the same paragraphs", paraphrase_report(embed, found))


if __name__ == "__main__":
    main()
