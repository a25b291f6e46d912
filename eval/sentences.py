"""Is the sentence that answers among those shown, and is nothing said where the documents do not say? On sets in the BEIR layout.

``python -m eval.sentences FOLDER --home DIR [--every N] [--refusals]``: the collection of ``--home`` holds the folder's
``corpus.jsonl`` (``paracite ingest --home DIR FOLDER/corpus.jsonl``), and each question is asked of all of it. A sentence answers that
stands in a judged paragraph and holds the words of ``metadata.answers``. Counted are the sentences as they are ranked, where at most
one, two or three may be shown, and as the answer shows them. With ``--refusals`` each question is asked once more with its
judged paragraphs taken out: then an answer is wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from eval.beir import read_set
from eval.dataset import fold
from eval.measures import Count, percentile
from rag import Assistant, ParaciteError, QuestionError, open_assistant, read_settings

MOST_SHOWN = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the words that answer it and the documents that were judged to hold them."""

    text: str
    answers: tuple[str, ...]
    judged: frozenset[str]

    def is_answered_by(self, member: str, words: str) -> bool:
        """Do these words of this document answer?"""
        return member in self.judged and any(answer in fold(words) for answer in self.answers)


@dataclass(slots=True)
class Tally:
    """What was reached so far."""

    ranked: dict[int, Count] = field(default_factory=lambda: dict.fromkeys(MOST_SHOWN, Count()))
    shown: Count = field(default_factory=Count)
    statements: Count = field(default_factory=Count)
    """Statements shown, of answers."""
    false_refusals: Count = field(default_factory=Count)
    refused: Count = field(default_factory=Count)
    milliseconds: list[float] = field(default_factory=list)
    """Processor time of each answer."""
    composing: list[float] = field(default_factory=list)
    """Milliseconds that each answer took behind the retrieval."""
    seconds: float = 0.0
    """Of all answers together, one after the other."""

    def lines(self) -> Iterator[str]:
        """The report."""
        for most, count in self.ranked.items():
            yield f"the answer's sentence among the best {most}: {count} ({count.share:.3f})"
        yield f"among those that the answer shows: {self.shown} ({self.shown.share:.3f}); {self.statements.share:.2f} statements an answer"
        yield f"false refusals: {self.false_refusals} ({self.false_refusals.share:.3f})"
        if self.refused.m:
            yield f"refused with the judged paragraphs taken out: {self.refused} ({self.refused.share:.3f})"
        busy = sum(self.milliseconds) / 1000
        alone = f"{len(self.milliseconds) / busy if busy else 0.0:.1f} questions a second on a core of its own"
        yield f"processor time of an answer: median {percentile(self.milliseconds, 0.5):.0f} ms, {alone}"
        yield f"composing adds to the retrieval: median {percentile(self.composing, 0.5):.0f} ms"
        yield f"questions a second, one after the other: {len(self.composing) / self.seconds if self.seconds else 0.0:.1f}"


def read_asked(folder: Path) -> tuple[Asked, ...]:
    """The questions of a folder. Raises UnreadableBenchmark."""
    judged = read_set(folder).judged
    found = []
    for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line) if line.strip() else {}
        if row and str(row["_id"]) in judged:
            answers = tuple(fold(answer) for answer in row["metadata"]["answers"])
            found.append(Asked(row["text"], answers, frozenset(judged[str(row["_id"])])))
    return tuple(found)


def measure(assistant: Assistant, questions: Sequence[Asked], *, refusals: bool) -> Tally:
    """Ask them all. ``refusals``: each once more without the paragraphs that answer it."""
    tally = Tally()
    members = {document.member or document.id: document.id for document in assistant.collection.documents()}
    names = {identifier: member for member, identifier in members.items()}
    for asked in questions:
        try:
            ranked = assistant.sentences(asked.text)
        except QuestionError:  # nothing is asked: nothing is shown
            ranked = ()
            tally.shown += Count(0, 1)
        right = [asked.is_answered_by(names[one.passage.document.id], one.text) for one in ranked[: max(MOST_SHOWN)]]
        for most in MOST_SHOWN:
            tally.ranked[most] += Count(int(any(right[:most])), 1)
        if not ranked:
            continue
        began, started = time.perf_counter(), time.process_time()
        answer = assistant.ask(asked.text)
        tally.milliseconds.append((time.process_time() - started) * 1000)
        tally.seconds += time.perf_counter() - began
        tally.composing.append(answer.timings_ms["total"] - answer.timings_ms["retrieval"])
        shown = [asked.is_answered_by(names[one.document.id], one.quote) for one in answer.citations]
        tally.shown += Count(int(any(shown)), 1)
        tally.statements += Count(len(answer.statements), int(not answer.refused))
        tally.false_refusals += Count(int(answer.refused is not None), 1)
        if refusals:
            others = tuple(identifier for member, identifier in members.items() if member not in asked.judged)
            tally.refused += Count(int(assistant.ask(asked.text, documents=others).refused is not None), 1)
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--home", required=True, help="the collection of the folder's corpus.jsonl")
    parser.add_argument("--every", type=int, default=1, help="ask every so manieth question")
    parser.add_argument("--refusals", action="store_true", help="ask each once more without what answers it")
    chosen = parser.parse_args()
    settings = read_settings(home=chosen.home)
    try:
        questions = read_asked(chosen.folder)[:: chosen.every]
        with open_assistant(settings) as assistant:
            tally = measure(assistant, questions, refusals=chosen.refusals)
    except ParaciteError as error:
        sys.stderr.write(error.message(settings.language) + "\n")
        return 2
    sys.stdout.write("\n".join([f"{chosen.folder.name}: {len(questions)} questions", *tally.lines()]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
