"""Taking files in apart: in a process of its own, so that a large file never stands in the way of those who ask.

Reading is work of the processor from beginning to end, and in this process it would take turns with every answer. The child opens
the collection by the same settings; what it stores is seen here at the next question, as it is between any two processes.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rag import Collection, ParaciteError, Reading, Settings, open_collection
from ui.errors import InterfaceError
from ui.page.intake import Read, TakeIn, beginning

if TYPE_CHECKING:
    from ui.commands.ingesting import IngestReport

_PATIENCE = 10
"""How much later than others the child has its turn (``nice``)."""


class TakenInNoFurther(InterfaceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The program that reads the files ended before it was done ({reason}): perhaps the memory was not enough. What was "
        "stored is safe. Try again with fewer files, or run: paracite ingest PATH",
        "zh": "读取文件的程序中途结束（{reason}），可能是内存不足。已存入的内容不受影响。请减少文件后重试，或运行：paracite ingest PATH",
    }


def apart(take_in: TakeIn, settings: Settings) -> TakeIn:
    """The same as ``take_in``, done by another process. Both must be importable by name. Raises TakenInNoFurther, too."""

    def taken_in_apart(
        collection: Collection,  # noqa: ARG001 - the child opens its own
        paths: Sequence[Path],
        /,
        *,
        most: int,
        progress: Callable[[int, int, str], None],
        stage: Callable[[str, int], None],
    ) -> IngestReport:
        hear: dict[str, Callable[..., None]] = {"progress": progress, "stage": stage}
        found: IngestReport = _done_apart(_take_in, take_in, settings, tuple(paths), most, hear=hear)
        return found

    return taken_in_apart


def read_apart(read: Read) -> Read:
    """The ``beginning`` of what ``read`` gives, read by another process. Raises TakenInNoFurther, too."""

    def documents_read_apart(path: Path, /, *, most: int) -> Iterator[Reading]:
        found: tuple[Reading, ...] = _done_apart(_read, read, path, most, hear={})
        return iter(found)

    return documents_read_apart


def _done_apart(work: Callable[..., Any], *given: Any, hear: Mapping[str, Callable[..., None]]) -> Any:
    """What ``work`` gives, in a child; it may call by their names those who are to ``hear`` meanwhile."""
    heard, told = multiprocessing.Pipe(duplex=False)
    context = multiprocessing.get_context("spawn")
    child = context.Process(target=_be_apart, args=(told, work, given), name="intake", daemon=True)
    child.start()
    told.close()
    try:
        while True:
            kind, details = heard.recv()
            if kind == "done":
                return details
            if kind == "error":
                raise details
            hear[kind](*details)
    except EOFError as error:
        child.join()
        raise TakenInNoFurther(reason=f"exit status {child.exitcode}") from error
    finally:
        heard.close()
        child.join()


# --- what the child does ---------------------------------------------------------------------------------------------

Tell = Callable[[str], Callable[..., None]]


def _be_apart(told: Connection, work: Callable[..., Any], given: Sequence[Any]) -> None:
    """Anything but a ParaciteError ends it with its trace on standard error."""

    def tell(kind: str) -> Callable[..., None]:
        return lambda *details: told.send((kind, details))

    if hasattr(os, "nice"):
        os.nice(_PATIENCE)
    outcome: tuple[str, Any]
    try:
        outcome = "done", work(tell, *given)
    except ParaciteError as error:
        outcome = "error", error
    told.send(outcome)


def _take_in(tell: Tell, take_in: TakeIn, settings: Settings, paths: Sequence[Path], most: int) -> IngestReport:
    with open_collection(settings) as collection:
        return take_in(collection, paths, most=most, progress=tell("progress"), stage=tell("stage"))


def _read(tell: Tell, read: Read, path: Path, most: int) -> tuple[Reading, ...]:  # noqa: ARG001 - it has nothing to tell
    return beginning(read(path, most=most))
