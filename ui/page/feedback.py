"""What people thought of answers: kept in a file of its own, and made into evaluation cases."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar, Final

from ui.errors import InterfaceError

FILE: Final = "feedback.sqlite3"
LONGEST_NOTE: Final = 4_000
_TABLE: Final = """
create table if not exists feedback (
  id integer primary key, at text not null, collection text not null, question text not null, language text not null,
  verdict text not null, note text not null, answer text not null
)"""
_COLUMNS: Final = "at, collection, question, language, verdict, note, answer"


class Verdict(StrEnum):
    """What a person says of an answer."""

    RIGHT = "right"
    WRONG = "wrong"
    WRONG_EVIDENCE = "wrong evidence"
    INCOMPLETE = "incomplete"


class FeedbackUnwritable(InterfaceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "Your remark could not be kept in {path} ({reason}). Check the disk and its permissions, then try again.",
        "zh": "您的意见无法存入 {path}（{reason}）。请检查磁盘和权限后再试。",
    }


class FeedbackUnreadable(InterfaceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} cannot be read ({reason}). If it is damaged, move it away: the page makes a new one.",
        "zh": "无法读取 {path}（{reason}）。若文件已损坏，请移走它，网页会另建一个。",
    }


class ExportUnwritable(InterfaceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} cannot be written ({reason}). Name a file that is not there yet, in a folder where you may write.",
        "zh": "无法写入 {path}（{reason}）。请指定一个尚不存在的文件名，并确保对该文件夹有写权限。",
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """One remark. ``answer`` is the record of the exchange that it is about (ui/page/record.py)."""

    at: str
    """When, in UTC, ISO 8601."""
    collection: str
    question: str
    language: str
    verdict: Verdict
    note: str
    answer: dict[str, Any]


class FeedbackBook:
    """The remarks of all collections of one home."""

    def __init__(self, home: Path) -> None:
        self.path = home / FILE

    def add(self, verdict: Verdict, *, answer: dict[str, Any], note: str = "", collection: str = "") -> None:
        """Keep a remark; the same person may say another thing later. Raises FeedbackUnwritable."""
        row = (
            datetime.now(UTC).isoformat(timespec="seconds"),
            collection,
            str(answer.get("question", "")),
            str(answer.get("language", "")) or "zh",
            verdict.value,
            note.strip()[:LONGEST_NOTE],
            json.dumps(answer, ensure_ascii=False),
        )
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=10)) as connection, connection:
                connection.execute(_TABLE)
                connection.execute(f"insert into feedback ({_COLUMNS}) values (?,?,?,?,?,?,?)", row)  # noqa: S608 - a constant
        except (sqlite3.Error, OSError) as error:
            raise FeedbackUnwritable(path=self.path, reason=error) from error

    def all(self) -> tuple[Feedback, ...]:
        """Every remark, oldest first; () where there is none yet. Raises FeedbackUnreadable."""
        if not self.path.is_file():
            return ()
        try:
            with closing(sqlite3.connect(f"file:{self.path.as_posix()}?mode=ro", uri=True, timeout=10)) as connection:
                rows = connection.execute(f"select {_COLUMNS} from feedback order by id").fetchall()  # noqa: S608
            return tuple(
                Feedback(
                    at=at, collection=collection, question=question, language=language, verdict=Verdict(verdict),
                    note=note, answer=json.loads(answer),
                )
                for at, collection, question, language, verdict, note, answer in rows
            )  # fmt: skip
        except (sqlite3.Error, ValueError) as error:
            raise FeedbackUnreadable(path=self.path, reason=error) from error


def evaluation_cases(remarks: Iterable[Feedback]) -> Iterator[tuple[bool, dict[str, Any]]]:
    """A case of an evaluation set (eval/FORMAT.md) for each question, and whether it is whole.

    What was called right is a case as it stands. Of anything else a person must say what would have been right: its gold and
    nuggets are empty and its note says what was wrong. The last word on a question counts.
    """
    last = {(each.collection, each.question): each for each in remarks}
    for remark in last.values():
        yield remark.verdict is Verdict.RIGHT, _case(remark)


def _case(remark: Feedback) -> dict[str, Any]:
    answer = remark.answer
    refused = answer.get("refused") if remark.verdict is Verdict.RIGHT else None
    told = remark.verdict is Verdict.RIGHT and not refused
    name = sha256(f"{remark.collection}\n{remark.question}".encode()).hexdigest()[:10]
    case: dict[str, Any] = {
        "id": f"feedback-{name}",
        "kind": _kind(remark, refused),
        "split": "tune",
        "language": "zh" if remark.language == "zh" else "en",
        "question": remark.question,
        "gold": [_group(answer, each["citations"]) for each in answer.get("statements", ())] if told else [],
        "nuggets": [[each["text"]] for each in answer.get("statements", ())] if told else [],
        "expected_refusal": refused,
    }
    said = " ".join(filter(None, (f"{remark.verdict.value}.", remark.note)))
    return case | {"note": f"{remark.at} {said}"}


def _group(answer: dict[str, Any], numbers: Iterable[int]) -> list[dict[str, str]]:
    cited = answer.get("citations", [])
    return [{key: cited[number - 1][key] for key in ("document", "paragraph", "quote")} for number in numbers]


def _kind(remark: Feedback, refused: str | None) -> str:
    if refused:
        return "no_such_paragraph" if refused == "no such paragraph" else "unanswerable"
    documents = {each["document"] for each in remark.answer.get("citations", ())}
    if len(documents) > 1:
        return "several_documents"
    return "list" if len(remark.answer.get("statements", ())) > 2 else "fact"
