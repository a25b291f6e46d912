"""What a collection tells the person while it works: it waits, it builds its indexes anew, it moves to another model."""

from __future__ import annotations

from collections.abc import Callable

from rag.document import Remark

Tell = Callable[[Remark], None]
"""Where notices go: to standard error under the command, to the page under the page, nowhere."""

_NOTICES = {
    "waiting": {
        "en": "Another process is writing to the collection; waiting up to {seconds} seconds for it to finish.",
        "zh": "另一个进程正在写入文件库；最多等待 {seconds} 秒。",
    },
    "building": {
        "en": "The search index is being built from the stored documents ({documents} documents); this happens once.",
        "zh": "正在根据已存的文件重建检索索引（{documents} 份文件）；只需一次。",
    },
    "built": {"en": "The search index is complete.", "zh": "检索索引已建好。"},
    "newer-model": {
        "en": "This version brings a newer embedding model; the collection is moved to it ({texts} texts).",
        "zh": "本版本带有更新的向量模型；正在把文件库改用该模型（{texts} 段文字）。",
    },
}


def notice(code: str, **details: object) -> Remark:
    """One of the sentences above, in both languages."""
    sentences = _NOTICES[code]
    return Remark(code, zh=sentences["zh"].format(**details), en=sentences["en"].format(**details))


def tell_nobody(_: Remark) -> None:
    """For a program that has nobody to tell."""
