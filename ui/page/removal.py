"""Documents that a person takes out of the collection on the page, and puts back within the hour."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final
from uuid import uuid4

from rag import Collection, Document, Reading
from ui.errors import InterfaceError

_KEPT_SECONDS: Final = 3600.0
_MOST: Final = 50


class NothingToUndo(InterfaceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "It is too late to take this back. Add the file again.",
        "zh": "已无法撤销。请重新加入这份文件。",
    }


@dataclass(frozen=True, slots=True)
class _Removed:
    reading: Reading
    note: str
    """What ingestion had noted of its file, or ""."""
    at: float


class Removals:
    """What was removed lately. An uploaded file is deleted only when its removal can no longer be taken back."""

    def __init__(self, collection: Collection, *, is_upload: Callable[[Path], bool]) -> None:
        self._collection = collection
        self._is_upload = is_upload
        self._removed: dict[str, _Removed] = {}
        self._lock = threading.Lock()

    def remove(self, reference: str) -> tuple[str, Document]:
        """Take a document out; the token takes it back. Raises UnknownDocument, AmbiguousDocument."""
        document = self._collection.find_document(reference)
        reading = Reading(document=document, paragraphs=self._collection.paragraphs(document.id))
        note = self._collection.sources().get(document.source, "")
        self._collection.remove([document.id])
        token = uuid4().hex
        with self._lock:
            self._removed[token] = _Removed(reading, note, time.monotonic())
            late = [name for name, each in self._removed.items() if time.monotonic() - each.at > _KEPT_SECONDS]
            late += list(self._removed)[: max(0, len(self._removed) - len(late) - _MOST)]
            forgotten = [self._removed.pop(name) for name in dict.fromkeys(late)]
        for each in forgotten:
            self._delete_file(each.reading.document)
        return token, document

    def undo(self, token: str) -> Document:
        """Put a document back, as it was. Raises NothingToUndo."""
        with self._lock:
            removed = self._removed.pop(token, None)
        if removed is None:
            raise NothingToUndo
        document = removed.reading.document
        finished = {document.source: removed.note} if removed.note else {}
        self._collection.store([removed.reading], finished=finished)
        return document

    def _delete_file(self, document: Document) -> None:
        path = Path(document.source)
        if self._is_upload(path) and all(each.source != document.source for each in self._collection.documents()):
            path.unlink(missing_ok=True)
