"""Public sets, which stay where the person keeps them: each becomes documents to read, questions, and what answers them.

======  =====================================================================================================================
form    what is read
======  =====================================================================================================================
beir    a folder of ``corpus.jsonl``, ``queries.jsonl`` (right answers, where there are any, in ``metadata.answers``) and ``qrels/*.tsv``
        (Thakur and others 2021)
squad   ``.json`` with ``data``, ``paragraphs``, ``qas``: SQuAD 1.1 and 2.0 (Rajpurkar 2016, 2018), DRCD (Shao 2018), CMRC 2018 in this
        form; or the list of ``context_text`` and ``qas`` with ``query_text`` that CMRC 2018 was first printed as (Cui 2019)
rgb     JSON lines of ``query``, ``answer``, ``positive`` and ``negative`` (Chen and others 2024). Each entry of ``answer`` must be
        said (``zh_int``: two facts); an entry that is a list holds alternatives. ``positive_wrong`` of the counterfactual files is left out
crud    ``.json`` of question sets (``questanswer_1doc`` …), each with ``questions``, ``answers`` and ``news1`` … (Lyu and others 2025).
        The documents are the news of the questions, without the 80,000 others; the answers are sentences, which are not searched for
alce    a list of ``question`` and ``docs`` (``title``, ``text``; ``answers_found`` where passages were judged) with ``qa_pairs`` (ASQA),
        ``answers`` (QAMPARI) or ``claims`` (ELI5, which are not searched for) (Gao and others 2023)
======  =====================================================================================================================
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from eval.beir import BeirSet, read_set
from eval.errors import UnreadablePublicSet

Answers = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question; ``gold`` names the documents that answer it. ``answers``: of each group one text must be said; () where what is
    right cannot be told by its words.
    """

    question: str
    gold: tuple[str, ...]
    answers: Answers


@dataclass(slots=True)
class Contents:
    """What an importer fills: documents by the id that they get, and questions."""

    documents: dict[tuple[str, str], str] = field(default_factory=dict)
    """Ids by title and text."""
    asked: list[Asked] = field(default_factory=list)

    def document(self, text: str, title: str = "") -> str:
        """The id of a text, the same for the same text."""
        return self.documents.setdefault((title, text), f"d{len(self.documents) + 1}")


class PublicSet:
    """A set that was opened; leaving it removes what was written for the reading."""

    def __init__(self, *, name: str, beir: BeirSet, corpus: Path, answers: Mapping[str, Answers]) -> None:
        self.name, self.beir, self.corpus, self.answers = name, beir, corpus, answers
        self._folder: Path | None = None

    @property
    def documents(self) -> tuple[Path, ...]:
        """What is to be read."""
        return (self.corpus,)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder)

    @classmethod
    def of_folder(cls, folder: Path) -> PublicSet:
        """A set in the BEIR layout. Raises UnreadableBenchmark."""
        beir = read_set(folder)
        answers = {name: (texts,) for name, texts in beir.answers.items()}
        return cls(name=folder.name, beir=beir, corpus=folder / "corpus.jsonl", answers=answers)

    @classmethod
    def of_file(cls, path: Path, form: str) -> PublicSet:
        """A set in another form. Raises UnreadablePublicSet."""
        contents = read_public(path, form)
        folder = Path(tempfile.mkdtemp())
        corpus = folder / "corpus.jsonl"
        rows = (
            json.dumps({"_id": name, "title": title, "text": text}, ensure_ascii=False)
            for (title, text), name in contents.documents.items()
        )
        corpus.write_text("\n".join(rows) + "\n", encoding="utf-8")
        asked = {f"q{place}": one for place, one in enumerate(contents.asked, start=1)}
        queries = {name: one.question for name, one in asked.items()}
        judged = {name: dict.fromkeys(one.gold, 1) for name, one in asked.items()}
        answers = {name: one.answers for name, one in asked.items()}
        made = cls(name=path.stem, beir=BeirSet(path.stem, queries, judged), corpus=corpus, answers=answers)
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
    for title, context, questions in _squad_paragraphs(record):
        name = contents.document(context, title)
        for one in questions:
            answers = _unique(each["text"] if isinstance(each, dict) else str(each) for each in one["answers"])
            if answers:  # SQuAD 2.0 has questions that its paragraph does not answer; another of the set may
                contents.asked.append(Asked(one.get("question") or one["query_text"], (name,), (answers,)))


def _squad_paragraphs(record: Any) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    if isinstance(record, list):
        for one in record:
            yield one.get("title", ""), one["context_text"], one["qas"]
        return
    for article in record["data"]:
        for paragraph in article["paragraphs"]:
            yield article.get("title", ""), paragraph["context"], paragraph["qas"]


def _rgb(text: str, contents: Contents) -> None:
    for line in text.splitlines():
        if not line.strip():
            continue
        row = json.loads(line)
        gold = tuple(contents.document(each) for each in _flat(row["positive"]))
        for each in _flat(row.get("negative", [])):
            contents.document(each)
        answers = [row["answer"]] if isinstance(row["answer"], str) else row["answer"]
        contents.asked.append(Asked(row["query"], gold, _groups(answers)))


def _crud(text: str, contents: Contents) -> None:
    record = json.loads(text)
    for name, rows in record.items():
        if not name.startswith("questanswer"):
            continue
        for row in rows:
            news = sorted(key for key in row if re.fullmatch(r"news\d+", key))
            gold = tuple(contents.document(row[key]) for key in news)
            contents.asked.append(Asked(row["questions"], gold, ()))


def _alce(text: str, contents: Contents) -> None:
    for row in json.loads(text):
        names = [contents.document(each["text"], each.get("title", "")) for each in row["docs"]]
        pairs = row.get("qa_pairs") or ()
        answers = _groups([pair["short_answers"] for pair in pairs] or row.get("answers") or ())
        gold = tuple(name for name, each in zip(names, row["docs"], strict=True) if _helps(each, answers))
        if gold:
            contents.asked.append(Asked(row["question"], gold, answers))


def _helps(passage: Mapping[str, Any], answers: Answers) -> bool:
    """Does a passage of ALCE answer? It was judged, or it holds a right answer."""
    if "answers_found" in passage:
        return any(passage["answers_found"])
    held = passage["text"].casefold()
    return any(one.casefold() in held for group in answers for one in group)


_READERS: Mapping[str, Callable[[str, Contents], None]] = {"squad": _squad, "rgb": _rgb, "crud": _crud, "alce": _alce}
FORMS = tuple(_READERS)


def _flat(value: Any) -> list[str]:
    """The texts of a list of texts, of lists of texts, or of one text."""
    if isinstance(value, str):
        return [value]
    return [text for each in value for text in _flat(each)]


def _groups(answers: Any) -> Answers:
    return tuple(group for each in answers if (group := _unique(_flat(each))))


def _unique(texts: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text.strip()))
