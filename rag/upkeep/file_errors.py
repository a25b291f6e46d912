"""What can go wrong with the file that a collection is written to or taken in from."""

from __future__ import annotations

from typing import ClassVar

from rag.errors import ParaciteError


class PortableError(ParaciteError):
    """A file that a collection is written to, or taken in from. ``path`` is always among the details."""


class FileTaken(PortableError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} exists already and was left as it is. Choose another name, or replace it with --force.",
        "zh": "{path} 已经存在，未作改动。请换一个文件名，或用 --force 替换。",
    }


class FileUnusable(PortableError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} cannot be used ({reason}). Check the path, its permissions and the free space.",
        "zh": "无法使用 {path}（{reason}）。请检查路径、权限和剩余空间。",
    }


class NoPortableFile(PortableError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} is no collection written by paracite export. To add documents, use: paracite ingest PATH...",
        "zh": "{path} 不是由 paracite export 写出的文件库。要加入文件，请用 paracite ingest PATH...",
    }


class PortableNewer(PortableError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} was written by a newer paracite (format {found}; this one knows {known}). Nothing was changed. "
        "Update paracite.",
        "zh": "{path} 由更新版本的 paracite 写成（格式 {found}；本版本只认识到 {known}）。未作任何改动。请更新 paracite。",
    }


class PortableDamaged(PortableError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} is damaged or incomplete ({reason}). Nothing was changed. Copy it again, or export it once more.",
        "zh": "{path} 已损坏或不完整（{reason}）。未作任何改动。请重新复制，或再导出一次。",
    }
