"""The one catalogue: nothing that is said lacks a language, and nothing in it is said by nobody."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from rag import ParaciteError, ParagraphKind
from ui import errors
from ui.messages import LANGUAGES, MESSAGES, say

UI = Path(__file__).resolve().parents[2] / "ui"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def missing(message: dict[str, str]) -> list[str]:
    """What is wrong with a message: a language without words, or with words of the other."""
    faults = [f"no {language}" for language in LANGUAGES if not message.get(language, "").strip()]
    faults += [f"unknown {language}" for language in message if language not in LANGUAGES]
    if not CHINESE.search(message.get("zh", "")):
        faults.append("zh has no Chinese")
    if CHINESE.search(message.get("en", "")):
        faults.append("en has Chinese")
    if placeholders(message.get("zh", "")) != placeholders(message.get("en", "")):
        faults.append("different placeholders")
    return faults


@pytest.mark.parametrize("key", MESSAGES)
def test_every_message_exists_in_both_languages(key: str) -> None:
    assert missing(MESSAGES[key]) == []


@pytest.mark.parametrize(
    "message",
    [
        {"zh": "问题"},
        {"zh": "问题", "en": " "},
        {"zh": "Question", "en": "Question"},
        {"zh": "问题", "en": "问题"},
        {"zh": "{count} 段", "en": "paragraphs"},
        {"zh": "问题", "en": "Question", "fr": "Question"},
    ],
)
def test_a_missing_translation_is_found(message: dict[str, str]) -> None:
    assert missing(message) != []


def keys_in_code() -> set[str]:
    """Strings in ``ui`` that look like a key of the catalogue."""
    found: set[str] = set()
    for path in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.update(
                    re.findall(
                        r"(?<![\w.])(?:help|command|ingest|documents|show|answer|serve|page|feedback)(?:\.[a-z_]+)+\b",
                        node.value,
                    )
                )
    for path in UI.rglob("*.js"):
        found.update(re.findall(r'"(page(?:\.[a-z_]+)+)"', path.read_text(encoding="utf-8")))
    return found


def test_the_code_says_nothing_that_the_catalogue_lacks() -> None:
    # a file, and the beginnings of keys that are put together
    other = {"page.js", "show.field", "ingest.stage", "ingest.would"}
    assert keys_in_code() - MESSAGES.keys() == other


def test_the_catalogue_holds_nothing_that_nobody_says() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in UI.rglob("*") if path.suffix in {".py", ".js"})
    for catalogue in UI.rglob("*messages.py"):
        code = code.replace(catalogue.read_text(encoding="utf-8"), "")
    built = (
        "help.",
        "briefing.language.",
        "mcp.",
        "kind.",
        "show.field.",
        "ingest.",
    )
    silent = [
        key for key in MESSAGES if f'"{key}"' not in code and f"'{key}'" not in code and not key.startswith(built)
    ]
    assert silent == []


def test_another_language_is_served_english() -> None:
    assert say("page.send", "fr") == say("page.send", "en") != say("page.send", "zh")


@pytest.mark.parametrize(
    "error",
    [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, ParaciteError)],
)
def test_every_error_of_the_interface_speaks_both_languages(error: type[ParaciteError]) -> None:
    if error.templates is not ParaciteError.templates:
        assert missing(error.templates) == []


@pytest.mark.parametrize("kind", ParagraphKind)
def test_each_kind_of_paragraph_has_its_name(kind: ParagraphKind) -> None:
    assert say(f"kind.{kind.value}", "zh") != say(f"kind.{kind.value}", "en")
