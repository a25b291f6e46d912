"""What can be wrong with a file before its format matters, each with its remedy.

SourceError (rag)
└── FileTooLarge · SpecialFile · FileChanging · UnreadableDocument · EveryFileGone
"""

from __future__ import annotations

from typing import ClassVar

from rag import SourceError


class FileTooLarge(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} has {size} MB; files of up to {limit} MB are read. Split it, or raise PARACITE_MAX_FILE_MB.",
        "zh": "{path} 有 {size} MB，最多读取 {limit} MB 的文件。请拆分该文件，或调高 PARACITE_MAX_FILE_MB。",
    }


class SpecialFile(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} is a pipe, socket or device, not a file with a text in it. Save its content as an ordinary file first.",
        "zh": "{path} 是管道、套接字或设备，不是存有文本的普通文件。请先把内容存为普通文件。",
    }


class FileChanging(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} was changed while it was being read. Ingest it again when it is complete.",
        "zh": "{path} 在读取过程中被改动。请等文件写完后再加入。",
    }


class UnreadableDocument(SourceError):
    """A reader or a rule failed in a way that nobody foresaw; ``kind`` is the name of the exception."""

    templates: ClassVar[dict[str, str]] = {
        "en": "{path} could not be read; it may be damaged ({kind}). Save it again or in another format; the other files "
        "are not affected.",
        "zh": "无法读取 {path}，文件可能已损坏（{kind}）。请重新保存或另存为其他格式；其余文件不受影响。",
    }


class EveryFileGone(SourceError):
    templates: ClassVar[dict[str, str]] = {
        "en": "All {count} documents that came from {path} have lost their files, as if the folder were not mounted. Nothing was "
        "removed. Check the folder; if the files are meant to be gone, add --yes.",
        "zh": "来自 {path} 的全部 {count} 份文件都已不在原处，该文件夹可能没有挂载。没有移除任何内容。"
        "请检查该文件夹；如确实要移除，请加上 --yes。",
    }
