"""One mutation after the other against the gate, on one collection, with the floors of the unbroken product."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.asking import collection_texts
from eval.command import evaluate
from eval.dataset import check_gold
from eval.errors import StaleGold
from eval.floors import ALL, Floors, Shortfall, hardest_hit, hardest_hit_kinds, load_floors, shortfalls, write_floors
from eval.measures import Score
from eval.suite import Suite
from ingest import read_documents
from rag import Answer, Assistant
from tests.gate.mutations import Mutation

NAMED = 3
"""So many of the measures, and of the kinds of question, that fell furthest are looked at for the culprit."""


@dataclass(frozen=True)
class Outcome:
    """What the gate said to one mutation."""

    mutation: Mutation
    caught: bool
    named: tuple[str, ...]
    """What it named: the measures and the kinds of question hardest hit, or ``gold`` and the question."""

    @property
    def right(self) -> bool:
        return self.caught and bool(set(self.named) & set(self.mutation.culprits))


def _with_ties(measures: Sequence[str], below: Sequence[Shortfall]) -> tuple[str, ...]:
    """The first few, and those that fell as far as the last of them: which of these comes first, their names alone decide."""
    fell = {one.measure: one.measured.share - one.floor.share for one in below if one.kind == ALL}
    last = [fell[measure] for measure in measures[:NAMED]][-1:]
    return tuple(one for at, one in enumerate(measures) if at < NAMED or fell[one] in last)


class Asking:
    """Stands in for an assistant: its ``ask`` is another one, the collection the same."""

    def __init__(self, assistant: Assistant, ask: Callable[..., Answer]) -> None:
        self.collection = assistant.collection
        self.ask = ask


class Remembered:
    """Answers of the unbroken product, asked once: a mutation of what comes out needs no second search."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.known: dict[Any, Answer] = {}

    def ask(self, question: str, *, documents: Sequence[str] = (), history: Sequence[Any] = ()) -> Answer:
        key = (question, tuple(documents), tuple(turn.question for turn in history))
        if key not in self.known:
            self.known[key] = self.assistant.ask(question, documents=documents, history=history)
        return self.known[key]


class Campaign:
    """The unbroken run, its floors, and what becomes of each mutation."""

    def __init__(self, assistant: Assistant, suite: Suite, folder: Path) -> None:
        self.assistant, self.suite = assistant, suite
        self.remembered = Remembered(assistant)
        self.unbroken = self._scores(self.remembered.ask)
        path = folder / "floors.json"
        write_floors(path, self.unbroken, set_path=folder / suite.name)
        self.floors: Floors = load_floors(folder / suite.name)
        self.path = path

    def below(self, scores: Sequence[Score]) -> Any:
        return shortfalls(scores, self.floors, path=self.path)

    def _scores(self, ask: Callable[..., Answer]) -> tuple[Score, ...]:
        return evaluate(Asking(self.assistant, ask), self.suite, "en")  # type: ignore[arg-type]

    def try_out(self, mutation: Mutation) -> Outcome:
        """Break the product, run the gate, see what it names."""
        if mutation.level == "reading":
            return self._reading(mutation)
        with self._asking(mutation) as ask:
            scores = self._scores(ask)
        below = self.below(scores)
        crashed = [one for one in scores if not one.counts["completed"].full]
        named = (*_with_ties(hardest_hit(below), below), *hardest_hit_kinds(below)[:NAMED])
        return Outcome(mutation, bool(below or crashed), named)

    @contextmanager
    def _asking(self, mutation: Mutation) -> Iterator[Callable[..., Answer]]:
        if mutation.level == "inside":
            with mutation.apply(self.assistant) as ask:
                yield ask
        else:
            yield lambda *arguments, **named: mutation.apply(self.remembered.ask(*arguments, **named))

    def _reading(self, mutation: Mutation) -> Outcome:
        texts = dict(collection_texts(self.assistant))
        for source in {Path(one.source) for one in self.assistant.collection.documents()}:
            for reading in read_documents(source):
                name = reading.document.id
                texts = {key: text for key, text in texts.items() if key.rsplit("#", 1)[0] != name}
                broken = mutation.apply(reading)
                texts |= {f"{name}#{one.id}": one.text for one in broken.paragraphs}
        try:
            check_gold(self.suite.questions, texts, path=self.suite.path)
        except StaleGold as error:
            return Outcome(mutation, caught=True, named=("gold", error.message("en")))
        return Outcome(mutation, caught=False, named=())
