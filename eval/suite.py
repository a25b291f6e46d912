"""What is run: the questions of a set, and the documents that it brings along.

A set is a file of questions (``.jsonl``), or a manifest (``.json``) that names such files and the documents that they ask about,
all as paths from the manifest::

    {"name": "ours", "questions": ["questions.jsonl"], "documents": ["documents", "extra/letter.docx"]}

A set with documents is run on a collection of its own, made for the run and gone afterwards; one without on ``--home``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from eval.dataset import SHIPPED_SET, Question, load_questions
from eval.errors import MalformedQuestion, MalformedSuite, TwiceTheSameId

MANIFEST = "set.json"
SHIPPED_SUITE = SHIPPED_SET.with_name("shipped.json")
"""More than two hundred questions, on the sample documents, laid-out ones, and ones that are there to mislead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """The questions of a run, in order, and the documents to read for it (() for those of the collection)."""

    path: Path
    questions: tuple[Question, ...]
    documents: tuple[Path, ...] = ()
    problems: tuple[MalformedQuestion, ...] = ()
    """Lines that could not be read, where a caller wants all of them."""

    @property
    def name(self) -> str:
        return self.path.name


def load_suite(path: Path, *, problems: list[MalformedQuestion] | None = None) -> Suite:
    """A set, a manifest, or a folder that holds ``set.json``. Raises MalformedSuite, TwiceTheSameId, and what load_questions
    raises; with ``problems`` malformed lines are put there instead.
    """
    if path.is_dir():
        path /= MANIFEST
    if path.suffix != ".json":
        return Suite(path=path, questions=load_questions(path, problems=problems))
    record = _record(path)
    named = (path.parent / name for name in record["questions"])
    questions = tuple(one for each in named for one in load_questions(each, problems=problems))
    seen: set[str] = set()
    for one in questions:
        if one.id in seen:
            raise TwiceTheSameId(path=path, question=one.id)
        seen.add(one.id)
    documents = tuple(path.parent / name for name in record.get("documents", ()))
    for document in documents:
        if not document.exists():
            raise MalformedSuite(path=path, reason=f"{document} does not exist", reason_zh=f"{document} 不存在")
    return Suite(path=path, questions=questions, documents=documents)


def _record(path: Path) -> dict[str, list[str]]:
    try:
        record = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise MalformedSuite(path=path, reason=reason, reason_zh=reason) from error
    except ValueError as error:
        raise MalformedSuite(path=path, reason="it is not JSON", reason_zh="不是有效的 JSON") from error
    if not isinstance(record, dict) or not record.get("questions") or set(record) - {"name", "questions", "documents"}:
        raise MalformedSuite(
            path=path,
            reason="it must be an object of name, questions and documents, with at least one file of questions",
            reason_zh="必须是含 name、questions、documents 的对象，且至少有一个问题文件",
        )
    for field in ("questions", "documents"):
        names = record.get(field, [])
        if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
            raise MalformedSuite(
                path=path, reason=f"{field} must be a list of paths", reason_zh=f"{field} 必须是路径列表"
            )
    return {field: record.get(field, []) for field in ("questions", "documents")}
