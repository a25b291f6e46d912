"""Taking files in apart: in a process of its own, so that a large file never stands in the way of those who ask.

Reading is work of the processor from beginning to end, and in this process it would take turns with every answer. The child opens
the collection by the same settings; what it stores is seen here at the next question, as it is between any two processes.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rag import Collection, ParaciteError, Settings, open_collection
from ui.errors import InterfaceError

if TYPE_CHECKING:
    from ui.ingesting import IngestReport
    from ui.intake import TakeIn

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
        heard, told = multiprocessing.Pipe(duplex=False)
        context = multiprocessing.get_context("spawn")
        child = context.Process(
            target=_work, args=(told, take_in, settings, tuple(paths), most), name="intake", daemon=True
        )
        child.start()
        told.close()
        hear: dict[str, Callable[..., None]] = {"progress": progress, "stage": stage}
        try:
            while True:
                kind, details = heard.recv()
                if kind == "report":
                    return details  # type: ignore[no-any-return]
                if kind == "error":
                    raise details
                hear[kind](*details)
        except EOFError as error:
            child.join()
            raise TakenInNoFurther(reason=f"exit status {child.exitcode}") from error
        finally:
            heard.close()
            child.join()

    return taken_in_apart


def _work(told: Connection, take_in: TakeIn, settings: Settings, paths: Sequence[Path], most: int) -> None:
    """What the child does. Anything but a ParaciteError ends it with its trace on standard error."""

    def tell(kind: str) -> Callable[..., None]:
        return lambda *details: told.send((kind, details))

    if hasattr(os, "nice"):
        os.nice(_PATIENCE)
    outcome: tuple[str, Any]
    try:
        with open_collection(settings) as collection:
            outcome = "report", take_in(collection, paths, most=most, progress=tell("progress"), stage=tell("stage"))
    except ParaciteError as error:
        outcome = "error", error
    told.send(outcome)
