"""Public sets, which stay where the person keeps them: each becomes documents to read, questions, and what answers them.

======  =====================================================================================================================
form    what is read
======  =====================================================================================================================
beir    a folder of ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/*.tsv`` (Thakur and others 2021)
squad   ``.json`` with ``data``, ``paragraphs``, ``qas``: SQuAD 1.1 and 2.0 (Rajpurkar 2016, 2018), DRCD (Shao 2018), CMRC 2018 in this
        form; or the list of ``context_text`` and ``qas`` with ``query_text`` that CMRC 2018 was first printed as (Cui 2019)
rgb     JSON lines of ``query``, ``answer``, ``positive`` and ``negative`` (Chen and others 2024)
crud    ``.json`` of question sets (``questanswer_1doc`` …), each with ``questions``, ``answers`` and ``news1`` … (Lyu and others 2025)
alce    a list of ``question``, ``docs`` (``title``, ``text``) and ``answer`` or ``qa_pairs`` (Gao and others 2023)
======  =====================================================================================================================
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from eval.beir import BeirSet, read_set
from eval.errors import UnreadablePublicSet


@dataclass(frozen=True, slots=True)
class Asked:
    """One question; ``gold`` names the documents that answer it, ``answers`` the texts of which one is right."""

    question: str
    gold: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(slots=True)
class Contents:
    """What an importer fills: documents by the id that they get, and questions."""

    documents: dict[str, str] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    names: dict[str, str] = field(default_factory=dict)

    def document(self, text: str) -> str:
        """The id of a text, the same for the same text."""
        name = self.names.setdefault(text, f"d{len(self.names) + 1}")
        self.documents[name] = text
        return name


class PublicSet:
    """A set that was opened; leaving it removes what was written for the reading."""

    def __init__(
        self, *, name: str, beir: BeirSet, documents: Sequence[Path], answers: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.name, self.beir, self.documents, self.answers = name, beir, tuple(documents), answers
        self._folder: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder)

    @classmethod
    def of_folder(cls, folder: Path) -> PublicSet:
        """A set in the BEIR layout. Raises UnreadableBenchmark."""
        return cls(name=folder.name, beir=read_set(folder), documents=[folder / "corpus.jsonl"], answers={})

    @classmethod
    def of_file(cls, path: Path, form: str) -> PublicSet:
        """A set in another form. Raises UnreadablePublicSet."""
        contents = read_public(path, form)
        folder = Path(tempfile.mkdtemp())
        corpus = folder / "corpus.jsonl"
        rows = (
            json.dumps({"_id": name, "text": text}, ensure_ascii=False) for name, text in contents.documents.items()
        )
        corpus.write_text("\n".join(rows) + "\n", encoding="utf-8")
        asked = {f"q{place}": one for place, one in enumerate(contents.asked, start=1)}
        queries = {name: one.question for name, one in asked.items()}
        judged = {name: dict.fromkeys(one.gold, 1) for name, one in asked.items()}
        answers = {name: one.answers for name, one in asked.items()}
        made = cls(name=path.stem, beir=BeirSet(path.stem, queries, judged), documents=[corpus], answers=answers)
        made._folder = folder
        return made


def read_public(path: Path, form: str) -> Contents:
    """Documents and questions of a file. Raises UnreadablePublicSet."""
    contents = Contents()
    try:
        _READERS[form](path.read_text(encoding="utf-8-sig"), contents)
    except OSError as error:
        raise UnreadablePublicSet(path=path, form=form, reason=error.strerror or type(error).__name__) from error
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise UnreadablePublicSet(path=path, form=form, reason=f"{type(error).__name__}: {error}") from error
    if not contents.asked:
        raise UnreadablePublicSet(path=path, form=form, reason="0 questions")
    return contents


def _squad(text: str, contents: Contents) -> None:
    record = json.loads(text)
    for context, questions in _squad_paragraphs(record):
        name = contents.document(context)
        for one in questions:
            answers = _unique(each["text"] if isinstance(each, dict) else str(each) for each in one["answers"])
            if answers:  # SQuAD 2.0 has questions that its paragraph does not answer; another of the set may
                contents.asked.append(Asked(one.get("question") or one["query_text"], (name,), answers))


def _squad_paragraphs(record: Any) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    if isinstance(record, list):
        for one in record:
            yield one["context_text"], one["qas"]
        return
    for article in record["data"]:
        for paragraph in article["paragraphs"]:
            yield paragraph["context"], paragraph["qas"]


def _rgb(text: str, contents: Contents) -> None:
    for line in text.splitlines():
        if not line.strip():
            continue
        row = json.loads(line)
        gold = tuple(contents.document(each) for each in _flat(row["positive"]))
        for each in _flat(row.get("negative", [])):
            contents.document(each)
        contents.asked.append(Asked(row["query"], gold, _unique(_flat(row["answer"]))))


def _crud(text: str, contents: Contents) -> None:
    record = json.loads(text)
    for name, rows in record.items():
        if not name.startswith("questanswer"):
            continue
        for row in rows:
            news = sorted(key for key in row if re.fullmatch(r"news\d+", key))
            gold = tuple(contents.document(row[key]) for key in news)
            contents.asked.append(Asked(row["questions"], gold, (row["answers"],)))


def _alce(text: str, contents: Contents) -> None:
    for row in json.loads(text):
        names = [contents.document(f"{each.get('title', '')}\n\n{each['text']}".strip()) for each in row["docs"]]
        if "qa_pairs" in row:
            answers = _unique(each for pair in row["qa_pairs"] for each in pair["short_answers"])
        else:
            answers = _unique(_flat(row["answer"]))
        plain = [(name, each["text"].casefold()) for name, each in zip(names, row["docs"], strict=True)]
        gold = tuple(name for name, held in plain if any(one.casefold() in held for one in answers))
        if gold:  # ALCE judges no passage: those that hold a right answer stand for gold
            contents.asked.append(Asked(row["question"], gold, answers))


_READERS: Mapping[str, Callable[[str, Contents], None]] = {"squad": _squad, "rgb": _rgb, "crud": _crud, "alce": _alce}
FORMS = tuple(_READERS)


def _flat(value: Any) -> list[str]:
    """The texts of a list of texts, of lists of texts, or of one text."""
    if isinstance(value, str):
        return [value]
    return [text for each in value for text in _flat(each)]


def _unique(texts: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text.strip()))
