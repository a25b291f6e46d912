"""What a collection tells the person while it works: it waits, it builds its indexes anew, it moves to another model."""

from __future__ import annotations

import time
from collections.abc import Callable

from rag.document import Remark

Tell = Callable[[Remark], None]
"""Where notices go: to standard error under the command, to the page under the page, nowhere."""

_OFTEN_SECONDS, _CELLS = 2.0, 30

_NOTICES = {
    "waiting": {
        "en": "Another process is writing to the collection; waiting up to {seconds} seconds for it to finish.",
        "zh": "另一个进程正在写入文件库；最多等待 {seconds} 秒。",
    },
    "building": {
        "en": "The search index is being built from the stored documents ({documents} documents); this happens once.",
        "zh": "正在根据已存的文件重建检索索引（{documents} 份文件）；只需一次。",
    },
    "progress": {"en": "[{bar}] {share}%", "zh": "[{bar}] {share}%"},
    "built": {"en": "The search index is complete.", "zh": "检索索引已建好。"},
    "index-awaited": {
        "en": "Another process is building the search index; waiting up to {seconds} seconds for it to be complete.",
        "zh": "另一个进程正在建立检索索引；最多等待 {seconds} 秒，直到建好。",
    },
    "index-behind": {
        "en": "{documents} documents that were stored or changed are not in the search index yet; the answer is from the "
        "state before. They are found once they are taken in: ask again in a while.",
        "zh": "有 {documents} 份新存入或改动的文件尚未进入检索索引，本次回答依据此前的状态。收入后即可查到，请稍后再问。",
    },
    "overlong": {
        "en": "{texts} texts are longer than the {limit} tokens that the model {model} reads; of those only the beginning was "
        "embedded. They are found by their words all the same. A model that reads more is chosen with PARACITE_EMBEDDING.",
        "zh": "有 {texts} 段文字超过模型 {model} 能读的 {limit} 个词元，只有开头部分参与了语义检索；按字词仍可查到全文。"
        "可用 PARACITE_EMBEDDING 选择能读更长文字的模型。",
    },
    "reranker-unavailable": {
        "en": "The reranker is not used: {reason}",
        "zh": "未使用重排模型：{reason}",
    },
    "reranker-failed": {
        "en": "The reranker {model} failed ({reason}); the order without it stands. Try a smaller model or fewer "
        "paragraphs (PARACITE_RERANKER_CANDIDATES), or unset PARACITE_RERANKER.",
        "zh": "重排模型 {model} 运行失败（{reason}），采用未重排的次序。请换用较小的模型或减少段落数"
        "（PARACITE_RERANKER_CANDIDATES），或取消 PARACITE_RERANKER。",
    },
    "reranker-slow": {
        "en": "The reranker {model} took longer than {seconds} seconds; the order without it stands. Give it more time "
        "(PARACITE_RERANKER_TIMEOUT), or fewer paragraphs (PARACITE_RERANKER_CANDIDATES).",
        "zh": "重排模型 {model} 用时超过 {seconds} 秒，采用未重排的次序。请延长时限（PARACITE_RERANKER_TIMEOUT），"
        "或减少段落数（PARACITE_RERANKER_CANDIDATES）。",
    },
    "newer-model": {
        "en": "This version brings a newer embedding model; the collection is moved to it ({texts} texts).",
        "zh": "本版本带有更新的向量模型；正在把文件库改用该模型（{texts} 段文字）。",
    },
}


def notice(code: str, **details: object) -> Remark:
    """One of the sentences above, in both languages."""
    sentences = _NOTICES[code]
    return Remark(code, zh=sentences["zh"].format(**details), en=sentences["en"].format(**details))


def progress_told(tell: Tell) -> Callable[[int, int], None]:
    """A function (done, of all) that tells of it as a bar: every two seconds at first, and of long work less often."""
    began = last = time.monotonic()

    def told(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if done < total and now - last >= max(_OFTEN_SECONDS, (now - began) / _CELLS):
            last = now
            filled = _CELLS * done // total
            tell(notice("progress", bar="#" * filled + "-" * (_CELLS - filled), share=100 * done // total))

    return told


def tell_nobody(_: Remark) -> None:
    """For a program that has nobody to tell."""
