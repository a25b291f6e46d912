"""Which language a question is in, and the fixed sentences in both."""

from __future__ import annotations

import re

from rag.answer import Refusal

_HAN = re.compile(r"[㐀-鿿]")
_WORD = re.compile(r"[^\W\d_㐀-鿿]{2,}")

REFUSALS = {
    "zh": "所收文件没有回答这个问题。",
    "en": "The documents in the collection do not answer this question.",
}
"""The one sentence per language that says that the documents do not answer; no citation ever stands with it."""

REASONS = {
    Refusal.NOTHING_CLOSE: {
        "zh": "没有任何段落足以支持一个答案。",
        "en": "No paragraph supports an answer.",
    },
    Refusal.NO_SUCH_PARAGRAPH: {
        "zh": "所问的段落在该文件中不存在。",
        "en": "The document has no such paragraph.",
    },
    Refusal.NO_SUCH_DOCUMENT: {
        "zh": "所问的文件不在文件库中。",
        "en": "The document asked about is not in the collection.",
    },
    Refusal.FILTERED_OUT: {
        "zh": "所问的文件不在选定的文件范围之内。",
        "en": "The document asked about is not among the documents chosen.",
    },
    Refusal.NOTHING_MORE: {
        "zh": "前面的回答已引用了所有能回答这个问题的段落，没有更多内容。",
        "en": "The answers above cite every paragraph that answers this; there is nothing more.",
    },
}


def language_of(text: str) -> str:
    """``zh`` where Han characters carry the text, else ``en``: one Han character weighs as much as half a Latin word.

    An abbreviation weighs nothing beside Han characters: both languages use it (OHCHR是谁).
    """
    words, han = _WORD.findall(text), len(_HAN.findall(text))
    weighing = [word for word in words if not word.isupper()]
    return "zh" if not words or (han and han > 2 * len(weighing)) else "en"


FAILURES = {
    "slow": {"zh": "用时过长", "en": "it took too long"},
    "unsupported": {"zh": "它写的内容没有段落依据", "en": "the paragraphs carry nothing that it wrote"},
}
"""Why a chat model's answer is not shown."""

NOTICES = {
    "zh": "模型 {model} 未能给出可用的答案（{reason}），以下是由原文句子组成的答案。",
    "en": "The model {model} gave no usable answer ({reason}); this answer is made of the documents’ own sentences.",
}
"""Said beside an extractive answer that stands in for a chat model's."""

LEFT_OUT = {
    "zh": "所引段落没有提到：{things}。",
    "en": "The paragraphs quoted do not speak of: {things}.",
}
"""Said beside an answer to a part of what was asked."""

UNANSWERED = {
    "zh": "所收文件没有回答：{questions}。",
    "en": "The documents in the collection do not answer: {questions}.",
}
"""Said beside the answers to some of several questions."""

STOPPED = {
    "zh": "模型 {model} 中途停止（{reason}），答案可能不完整。",
    "en": "The model {model} stopped in the middle ({reason}); the answer may be incomplete.",
}
"""Said beside the part of an answer that a chat model wrote before it failed."""

WORDS_ALONE = {
    "zh": "本次只按字词检索，没有用到向量，可能漏掉说法不同的段落：{reason}",
    "en": "Searched by words alone, without vectors, so paragraphs that say it otherwise may be missing: {reason}",
}
"""Said beside an answer where the server that keeps the vectors is away."""
