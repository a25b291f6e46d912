"""What can be wrong with a structure set."""

from __future__ import annotations

from typing import ClassVar

from eval.errors import EvaluationError


class SetWithoutDocuments(EvaluationError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} holds no documents to measure. Put them into {path}/documents and their gold into {path}/gold; "
        "eval/structure/README.md describes it.",
        "zh": "{path} 中没有可评测的文件。请把文件放入 {path}/documents，把标准答案放入 {path}/gold；格式见 eval/structure/README.md。",
    }


class MalformedGold(EvaluationError):
    """``reason`` is in English, ``reason_zh`` in Chinese."""

    templates: ClassVar[dict[str, str]] = {
        "en": "{path}: {reason}. Correct the file; eval/structure/README.md describes it.",
        "zh": "{path}：{reason_zh}。请更正该文件；格式见 eval/structure/README.md。",
    }
