"""The file that a document was read from: its pages as pictures, and the file itself."""

from __future__ import annotations

import base64
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Final

from rag import Document
from ui.errors import InterfaceError

WIDTH: Final = 1100
"""Pixels of a page's picture: sharp beside the text on a wide screen, some hundred kilobytes."""
LARGEST: Final = 50_000_000
"""Bytes of a file that the page hands out."""
_PATIENCE: Final = 20.0
"""Seconds that a page may take to be drawn."""
_PICTURES: Final = {".pdf"}
_DRAWER: Final = Path(__file__).with_name("page_picture.py")


class OriginalGone(InterfaceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The file {name} is no longer where it was read from. Put it back, or add it again.",
        "zh": "文件 {name} 已不在原来的位置。请放回原处，或重新加入。",
    }


class OriginalTooLarge(InterfaceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{name} has {megabytes} MB, more than the page hands out. Open it where it lies: {path}",
        "zh": "{name} 有 {megabytes} MB，超过网页能提供的大小。请直接打开：{path}",
    }


class PageUndrawn(InterfaceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "Page {page} of {name} could not be drawn. Open the file itself.",
        "zh": "{name} 第 {page} 页无法显示。请直接打开文件。",
    }


def has_pages(document: Document) -> bool:
    """Whether its file has pages that can be shown."""
    return not document.member and Path(document.source).suffix.lower() in _PICTURES


def has_original(document: Document) -> bool:
    try:
        return bool(document.source) and Path(document.source).is_file()
    except (OSError, ValueError):  # a name that no file of this machine can have
        return False


def page_picture(document: Document, page: int) -> str:
    """The page as a ``data:`` URL. Raises OriginalGone, PageUndrawn."""
    path = _path(document)
    changed = path.stat().st_mtime_ns
    return _drawn(str(path), changed, page)


@lru_cache(maxsize=64)
def _drawn(path: str, changed: int, page: int) -> str:  # noqa: ARG001 - a file that changed is another picture
    failed = PageUndrawn(page=page, name=Path(path).name)
    # -P: the folder of the script is no place to look for modules, some of which are called as those of libraries are
    command = [sys.executable, "-P", str(_DRAWER), path, str(page), str(WIDTH)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=True)  # noqa: S603 - a path, no shell
    except (subprocess.SubprocessError, OSError) as error:
        raise failed from error
    return "data:image/webp;base64," + base64.b64encode(done.stdout).decode("ascii")


def original_file(document: Document) -> dict[str, str]:
    """The file's ``name`` and its bytes in base 64 as ``content``. Raises OriginalGone, OriginalTooLarge."""
    path = _path(document)
    size = path.stat().st_size
    if size > LARGEST:
        raise OriginalTooLarge(name=path.name, megabytes=round(size / 1e6), path=path)
    return {"name": path.name, "content": base64.b64encode(path.read_bytes()).decode("ascii")}


def _path(document: Document) -> Path:
    if not has_original(document):
        raise OriginalGone(name=Path(document.source).name or document.id)
    return Path(document.source)
