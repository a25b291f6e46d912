"""What a fresh process finds: every document that was acknowledged, whole, by its words and by its vectors."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rag import Settings
from tests.faults.ledger import Text
from tests.faults.texts import version_in
from tests.faults.zygote import Tell, Work

if TYPE_CHECKING:
    from rag import Assistant, Collection

_PATIENCE_SECONDS = 10.0
"""So long another process may be at work on the indexes; alone, the first question must find everything."""


def checker(settings: Settings, possible: Mapping[str, Sequence[Text | None]], *, alone: bool) -> Work:
    """Tells ``found`` (documents as they stand), ``faults`` (sentences), ``seconds`` until the first question was answered.

    ``alone``: no other process has the collection open, so that nobody is waited for.
    """

    def work(tell: Tell) -> None:
        from rag import open_assistant

        started = time.monotonic()
        notices: list[str] = []
        with open_assistant(settings, tell=lambda each: notices.append(each.message("en"))) as assistant:
            found, faults = _in_store(assistant.collection, possible)
            total = sum(map(len, found.values()))
            counts = _counts(assistant.collection) if found else (0, 0)
            seconds = time.monotonic() - started
            while not alone and counts[0] != total and time.monotonic() - started < _PATIENCE_SECONDS:
                time.sleep(0.05)
                counts = _counts(assistant.collection)
            if found:
                faults += _in_indexes(assistant.collection, found)
                faults += _asked(assistant, found)
        tell({"seconds": seconds, "faults": faults, "found": found, "notices": notices})

    return work


def _counts(collection: Collection) -> tuple[int, int]:
    lexical, dense = collection.indexes()
    return lexical.count(), dense.count()


def _in_store(
    collection: Collection, possible: Mapping[str, Sequence[Text | None]]
) -> tuple[dict[str, Text], list[str]]:
    faults = []
    found = {
        document.id: tuple((each.id, each.text) for each in collection.paragraphs(document.id))
        for document in collection.documents()
    }
    for name in sorted({*found, *possible}):
        texts = possible.get(name, [None])
        if found.get(name) not in texts:
            held = found.get(name)
            what = (
                "LOST"
                if held is None
                else "a removed document is there"
                if texts == [None]
                else "a mixture or old text"
            )
            faults.append(f"{name}: {what} in the store")
    return found, faults


def _in_indexes(collection: Collection, found: Mapping[str, Text]) -> list[str]:
    from rag.words.terms import terms

    faults: list[str] = []
    lexical, dense = collection.indexes()
    model = collection._wanted_fingerprint()
    windows = list(collection._records.windows(fingerprint=model))
    if lacking := collection._records.lacking(fingerprint=model):
        faults.append(f"{lacking} texts have no vector in the store")
    whole = (sum(map(len, found.values())), len(windows))
    if (counts := (lexical.count(), dense.count())) != whole:
        faults.append(f"the indexes hold {counts} rows, the store {whole}")
    for window in windows:
        key = f"{window.document}#{window.paragraph}"
        if dict(dense.search(window.vector, 5)).get(key, 0.0) < 0.999:
            faults.append(f"{key}: NOT FOUND by its vector")
    for name, text in found.items():
        for paragraph, words in text:
            by_words = dict(lexical.search(dict.fromkeys(terms(words), 1.0), 5))
            if f"{name}#{paragraph}" not in by_words:
                faults.append(f"{name}#{paragraph}: NOT FOUND by its words")
    if dense.failed:
        faults.append("the search by vectors failed")
    return faults


def _asked(assistant: Assistant, found: Mapping[str, Text]) -> list[str]:
    """Some documents as a person would find them."""
    draw = random.Random(len(found))  # noqa: S311 - no secret
    faults = []
    for name in draw.sample(sorted(found), min(3, len(found))):
        hits = assistant.search(found[name][-1][1], limit=5)
        if name not in {hit.passage.document.id for hit in hits}:
            faults.append(f"{name}: NOT FOUND by a question")
    return faults


def reader(settings: Settings, stable: Mapping[str, Text], *, seed: int, bears: Sequence[str] = ()) -> Work:
    """Asks until it is killed. Tells ``fault`` where a document that nobody touches is not found, or where one is a mixture.

    ``bears``: names of errors that may come, beside CollectionBusy.
    """

    def work(tell: Tell) -> None:
        from rag import ParaciteError, open_assistant

        draw = random.Random(seed)  # noqa: S311 - no secret
        allowed = {"CollectionBusy", *bears}
        asked, slowest = 0, 0.0
        while True:
            try:
                with open_assistant(settings) as assistant:
                    while True:
                        started = time.monotonic()
                        for fault in _read(assistant, stable, draw):
                            tell({"fault": f"a reader: {fault}"})
                        asked, slowest = asked + 1, max(slowest, time.monotonic() - started)
                        tell({"asked": asked, "slowest": slowest})
                        time.sleep(0.02)
            except ParaciteError as error:
                if type(error).__name__ not in allowed:
                    tell({"fault": f"a reader: {type(error).__name__}: {error}"})
                time.sleep(0.1)

    return work


def _read(assistant: Assistant, stable: Mapping[str, Text], draw: random.Random) -> list[str]:
    faults = []
    if stable:
        name = draw.choice(sorted(stable))
        hits = assistant.search(draw.choice(stable[name])[1], limit=20)
        if name not in {hit.passage.document.id for hit in hits}:
            faults.append(f"{name}, which nobody touches, is NOT FOUND")
        faults += mixtures([(hit.passage.document.id, hit.passage.paragraph.text) for hit in hits])
    if documents := assistant.collection.documents():
        name = draw.choice(documents).id
        faults += mixtures([(name, each.text) for each in assistant.collection.paragraphs(name)])
    return faults


def mixtures(texts: Sequence[tuple[str, str]]) -> list[str]:
    """Documents of which paragraphs of two versions, or of another document, are among these (document, text)."""
    said: dict[str, set[Any]] = {}
    for name, text in texts:
        if version := version_in(text):
            said.setdefault(name, set()).add(version)
    return [
        f"{name} is a mixture of {sorted(each)}"
        for name, each in said.items()
        if len(each) > 1 or {n for n, _ in each} != {name}
    ]
