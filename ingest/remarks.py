"""What a person should look at in a reading: every remark there is, in Chinese and English."""

from __future__ import annotations

from rag import Remark

_TEMPLATES: dict[str, tuple[str, str]] = {
    "number-gap": (
        "未找到第 {missing} 段，第 {found} 段之前可能缺少内容。",
        "Paragraph {missing} was not found before paragraph {found}.",
    ),
}


def remark(code: str, **details: object) -> Remark:
    """The remark of this code; ``details`` fill its sentences."""
    chinese, english = _TEMPLATES[code]
    return Remark(code, chinese.format(**details), english.format(**details))
