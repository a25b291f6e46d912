"""A set to start from, made from what a collection holds: ``paracite eval init DIR``.

Only questions whose answer needs no judgement are made: what a named paragraph says, paragraphs that do not exist, and questions
that no such documents answer. What the documents are really asked, a person must write.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from eval.dataset import SPLITS, fold
from eval.errors import FolderTaken, ResultUnwritable
from eval.suite import MANIFEST
from rag import Collection, Document, Paragraph, ParagraphKind, document_name, paragraph_label

QUESTIONS = "questions.jsonl"
DOCUMENTS_AT_MOST, OF_A_DOCUMENT = 20, 3
BEYOND = 9
"""So far past the last paragraph of a document lies the one that does not exist."""
QUOTED = 24
"""Characters of a paragraph that guard it."""
ASKABLE = (ParagraphKind.OPERATIVE, ParagraphKind.NUMBERED)
UNRELATED = {
    "zh": ("打印机卡纸了应该怎么处理？", "今天晚上吃什么好？", "怎样重置路由器的密码？"),
    "en": (
        "How do I clear a paper jam in a printer?",
        "What should I cook tonight?",
        "How do I reset the password of my router?",
    ),
}


def starter(collection: Collection) -> list[dict[str, Any]]:
    """Records of questions, as the set format has them."""
    made: list[dict[str, Any]] = []
    languages = set()
    for document in collection.documents()[:DOCUMENTS_AT_MOST]:
        language = "zh" if document.language == "zh" else "en"
        languages.add(language)
        numbered = [
            paragraph
            for paragraph in collection.paragraphs(document.id)
            if paragraph.kind in ASKABLE and paragraph.locator.path and len(fold(paragraph.text)) > QUOTED
        ]
        made += _located(document, numbered, language)
    for language in sorted(languages or {"zh"}):
        made += (_refused("unanswerable", text, language, "nothing close") for text in UNRELATED[language])
    counted: dict[str, int] = {}
    for record in made:
        count = counted[record["kind"]] = counted.get(record["kind"], 0) + 1
        record["id"] = f"{record['kind'].replace('_', '-')}-{count:02d}"
        record["split"] = SPLITS[count % 2]
    return [{"id": record.pop("id"), **record} for record in made]


def _located(document: Document, numbered: Sequence[Paragraph], language: str) -> Iterator[dict[str, Any]]:
    if not numbered:
        return
    step = max(1, len(numbered) // OF_A_DOCUMENT)
    for paragraph in numbered[::step][:OF_A_DOCUMENT]:
        text = paragraph.text
        gold = {"document": document.id, "paragraph": paragraph.id, "quote": text[:QUOTED]}
        yield {
            "kind": "locator",
            "language": language,
            "question": _asks(document, paragraph, language),
            "gold": [[gold]],
            "nuggets": [[text[QUOTED : 2 * QUOTED].strip() or text[:QUOTED]]],
            "expected_refusal": None,
        }
    last = max((one for one in numbered if one.locator.path[0].isdigit()), key=_number, default=None)
    if last is not None:
        number = str(_number(last) + BEYOND)
        beyond = replace(last, locator=replace(last.locator, path=(number,)))
        yield _refused("no_such_paragraph", _asks(document, beyond, language), language, "no such paragraph")


def _number(paragraph: Paragraph) -> int:
    return int(paragraph.locator.path[0]) if paragraph.locator.path[0].isdigit() else 0


def _asks(document: Document, paragraph: Paragraph, language: str) -> str:
    name, label = document_name(document, language), paragraph_label(paragraph, language)
    return f"{name}{label}说了什么？" if language == "zh" else f"What does {label} of {name} say?"


def _refused(kind: str, question: str, language: str, reason: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "language": language,
        "question": question,
        "gold": [],
        "nuggets": [],
        "expected_refusal": reason,
    }


def write_starter(collection: Collection, folder: Path) -> int:
    """Write the questions and a manifest into a folder, made where there is none; the number of questions.

    Raises FolderTaken, ResultUnwritable.
    """
    records = starter(collection)
    sources = dict.fromkeys(document.source for document in collection.documents() if Path(document.source).exists())
    manifest = {"name": folder.name, "questions": [QUESTIONS], "documents": list(sources)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise FolderTaken(path=folder)
        lines = [json.dumps(record, ensure_ascii=False) for record in records]
        (folder / QUESTIONS).write_text("\n".join(lines) + "\n", encoding="utf-8")
        written = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
        (folder / MANIFEST).write_text(written, encoding="utf-8")
    except OSError as error:
        raise ResultUnwritable(path=folder, reason=error.strerror or type(error).__name__) from error
    return len(records)
