"""What the model is trained on: news texts, questions with their paragraphs, and pairs of terms."""

import csv
import json
import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from opencc import OpenCC

_DATA = Path(__file__).resolve().parents[1] / "data"
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]*")
_DATELINE = re.compile(r"^\d{4}-\d\d-\d\d[ \d:]*，正文：")


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A retrieval set in the BEIR layout: texts by id, questions, and the one right paragraph of each question."""

    paragraphs: dict[str, str]
    questions: dict[str, str]
    right: dict[str, str]
    answers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the glossary: everything in it means nearly the same."""

    chinese: tuple[str, ...]
    english: tuple[str, ...]


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def simplified(text: str) -> str:
    return str(_converter().convert(text))


def sentences(text: str) -> list[str]:
    return [piece.strip() for piece in _SENTENCE.findall(text) if piece.strip()]


def read_news(path: Path) -> Iterator[str]:
    """Texts of a `.jsonl` or `.jsonl.xz` file, without their dateline and without texts that open alike."""
    seen: set[str] = set()
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            text = _DATELINE.sub("", json.loads(line)["text"]).strip()
            if text[:40] not in seen:
                seen.add(text[:40])
                yield text


def read_questions(folder: Path) -> QuestionSet:
    """A BEIR folder (`corpus.jsonl`, `queries.jsonl`, `qrels/test.tsv`), converted to simplified characters."""
    paragraphs: dict[str, str] = {}
    for line in (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        paragraphs[row["_id"]] = simplified(row["text"])
    questions: dict[str, str] = {}
    answers: dict[str, str] = {}
    for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        questions[row["_id"]] = simplified(row["text"])
        found = row.get("metadata", {}).get("answers") or [""]
        answers[row["_id"]] = simplified(found[0])
    right: dict[str, str] = {}
    for line in (folder / "qrels" / "test.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        question, paragraph, relevance = line.split("\t")
        if int(relevance) > 0:
            right[question] = paragraph
    return QuestionSet(paragraphs, questions, right, answers)


def read_terms() -> list[Term]:
    """The glossary and the names of states, as shipped in `rag/data`."""
    terms: list[Term] = []
    for name in ("glossary.tsv", "territories.tsv"):
        with (_DATA / name).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                chinese = (row["zh"], *filter(None, row["synonyms_zh"].split("|")))
                english = (row["en"], *filter(None, row["synonyms_en"].split("|")))
                terms.append(Term(chinese, english))
    return terms
