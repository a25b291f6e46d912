"""The other processes of a measurement of scale: each does one thing and prints what it measured as one JSON object.

``python -m eval.scale_worker '{"do": "store", …}'``, started by eval/scale_measures.py.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

from eval.scale_texts import documents, questions
from rag import Collection, ParaciteError, Reading, Settings, open_assistant, open_collection, read_settings

BATCH_PARAGRAPHS: Final = 2_000
BATCH_DOCUMENTS: Final = 256
"""As ingestion stores them (ingest/run.py)."""


def settings_of(home: str, collection: str) -> Settings:
    """The settings of a collection that is measured."""
    return replace(read_settings(home=home), collection=collection)


def resident_megabytes() -> float:
    """Memory of this process' own, not the pages of files that it has mapped; where no /proc tells, the most that it ever had."""
    import resource

    try:
        _, held, shared, *_ = map(int, Path("/proc/self/statm").read_text(encoding="ascii").split())
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (held - shared) * resource.getpagesize() / 1_000_000


def batches(stream: Iterator[Reading], paragraphs: int) -> Iterator[list[Reading]]:
    """Documents of so many paragraphs at least, a batch at a time, as ingestion would store them."""
    left = paragraphs
    while left > 0:
        batch, size = [], 0
        for reading in stream:
            batch.append(reading)
            size += len(reading.paragraphs)
            if size >= min(BATCH_PARAGRAPHS, left) or len(batch) >= BATCH_DOCUMENTS:
                break
        if not batch:
            return
        yield batch
        left -= size


def store(request: Mapping[str, Any]) -> dict[str, Any]:
    """Store so many paragraphs more of a stream; seconds by stage, and the memory before and after."""
    with open_collection(settings_of(request["home"], request["collection"])) as collection:
        return store_into(collection, request["source"], request["paragraphs"])


def store_into(collection: Collection, source: str, paragraphs: int) -> dict[str, Any]:
    """Store the documents of a stream that come next."""
    held, before = collection.size()
    stream = documents(source, held)
    seconds, memory = 0.0, []
    collection.embedder.encode_query("预热")  # loading the model is no part of a rate
    for batch in batches(stream, paragraphs):
        started = time.perf_counter()
        collection.store(batch)
        seconds += time.perf_counter() - started
        memory.append(resident_megabytes())
    started = time.perf_counter()
    collection.settle()
    seconds += time.perf_counter() - started
    return {
        "paragraphs": collection.size()[1] - before,
        "seconds": seconds,
        "stages": dict(collection.timings()),
        "memory_first": memory[0] if memory else resident_megabytes(),
        "memory_last": resident_megabytes(),
    }


def one(request: Mapping[str, Any]) -> dict[str, Any]:
    """Store one document; when it was acknowledged (seconds of the system's clock)."""
    with open_collection(settings_of(request["home"], request["collection"])) as collection:
        reading = next(documents("", 0))  # the source may have no more
        paragraph = replace(reading.paragraphs[0], text=request["text"])
        document = replace(reading.document, id=request["id"], symbol="", source=f"{request['id']}.txt")
        collection.store([replace(reading, document=document, paragraphs=(paragraph,))])
        return {"acknowledged": time.time()}


def forget(request: Mapping[str, Any]) -> dict[str, Any]:
    """Remove a document."""
    with open_collection(settings_of(request["home"], request["collection"])) as collection:
        collection.remove([request["id"]])
    return {}


def opening(request: Mapping[str, Any]) -> dict[str, Any]:
    """Seconds from opening the collection to the first answer of a search, every library imported, and the memory for it."""
    from tempfile import TemporaryDirectory

    question, *_ = questions(request["source"], 1, among=10)
    with TemporaryDirectory() as other, open_assistant(settings_of(other, "")) as assistant:
        assistant.collection.store(list(islice(documents("", 0), 1)))
        assistant.search(question)
    base, started = resident_megabytes(), time.perf_counter()
    with open_assistant(settings_of(request["home"], request["collection"])) as assistant:
        opened = time.perf_counter() - started
        assistant.search(question)
        seconds = time.perf_counter() - started
        return {"opened": opened, "seconds": seconds, "base": base, "memory": resident_megabytes()}


WORK: Final[Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]]] = {
    "store": store,
    "one": one,
    "forget": forget,
    "open": opening,
}


def main(argument: str) -> int:
    """The exit status."""
    request = json.loads(argument)
    try:
        result = WORK[request["do"]](request)
    except ParaciteError as error:
        sys.stderr.write(error.message("en") + "\n")
        return 2
    sys.stdout.write(json.dumps(result) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
