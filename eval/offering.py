"""What ``paracite eval`` offers, one function each: the command opens collections, everything else happens here."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from eval.beir import DEPTH, PLAIN, measure, print_outcome, run_set, write_outcome
from eval.bm25 import search
from eval.command import Wanted, run_suite
from eval.dataset import SHIPPED_SET
from eval.errors import MalformedQuestion, ResultFolderMissing
from eval.suite import Suite, load_suite
from eval.wording import words
from rag import Assistant, Collection


def open_suite(path: Path | None) -> Suite:
    """The set to run or to lint (None: the shipped questions on the sample documents)."""
    problems: list[MalformedQuestion] = []
    suite = load_suite(path or SHIPPED_SET, problems=problems)
    return replace(suite, problems=tuple(problems))


def run(assistant: Assistant, suite: Suite, chosen: Mapping[str, Any], language: str) -> int:
    """Ask the set with the options of the command; the exit status. Raises the first problem of the set."""
    for problem in suite.problems:
        raise problem
    options = {name: chosen[name] for name in ("json_path", "report", "baseline", "floors", "judge")}
    if chosen["seed"] is not None:
        options["seed"] = chosen["seed"]
    return run_suite(assistant, suite, Wanted(**options), language)


def lint(assistant: Assistant, suite: Suite, language: str) -> int:
    """Print what is wrong with a set; 1 where something makes its score wrong."""
    from eval.asking import collection_texts
    from eval.lint import lint as complaints_of

    said = words(language)
    complaints = complaints_of(suite.questions, collection_texts(assistant), suite.problems)
    for one in complaints:
        kind = said["lint_error" if one.error else "lint_warning"]
        sys.stdout.write(f"{kind} [{one.code}] {one.message(language)}\n")
    errors = sum(one.error for one in complaints)
    counts = {"questions": len(suite.questions), "errors": errors, "warnings": len(complaints) - errors}
    sys.stdout.write(said["lint_sum"].format(**counts) + "\n")
    return 1 if errors else 0


def start(collection: Collection, folder: Path | None, language: str) -> int:
    """Write a set to start from; 0."""
    from eval.starting import write_starter

    target = folder or Path("evaluation")
    count = write_starter(collection, target)
    sys.stdout.write(words(language)["started"].format(count=count, path=target) + "\n")
    return 0


def measure_public(assistant: Assistant, public: Any, json_path: Path | None, language: str) -> int:
    """Search and answer the questions of a public set, print what was reached; 0."""
    from eval.public_answers import answer_all

    if json_path and (json_path.is_dir() or not json_path.parent.is_dir()):
        raise ResultFolderMissing(path=json_path)
    outcome = run_set(assistant, public.beir)
    plain = measure(search(public.corpus, public.beir.queries, depth=DEPTH), public.beir.judged)
    outcome = replace(outcome, figures={PLAIN: plain, **outcome.figures})
    print_outcome(outcome, name=public.name, language=language)
    answered = answer_all(assistant, public)
    if answered is not None:
        figures = {name: f"{getattr(answered, name)}" for name in ("held", "cited", "refused")}
        sys.stdout.write(words(language)["public_answers"].format(**figures) + "\n")
    if json_path:
        write_outcome(outcome, json_path, name=public.name, answered=answered)
    return 0


def open_public(beir: Path | None, path: Path | None, form: str) -> Any:
    """A public set that was asked for; None where none was."""
    from eval.public import PublicSet

    if beir is not None:
        return PublicSet.of_folder(beir)
    return PublicSet.of_file(path or Path(), form) if form else None
