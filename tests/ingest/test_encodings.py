"""Legacy encodings of the six languages: short texts are read right, and a doubt is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.readers.text import decode_told, read

PATH = Path("document.txt")
TEXTS = {
    "zh": "大会，回顾其关于夜间开放图书馆的各项决议，决定继续审议这个问题，并请秘书长向第七十届会议提出报告。",
    "zh-Hant": "大會，回顧其關於夜間開放圖書館的各項決議，決定繼續審議這個問題，並請秘書長向第七十屆會議提出報告。",
    "en": "The General Assembly – recalling the Committee’s “findings” – decides to remain seized of the matter.",
    "fr": "L’Assemblée générale, considérant que tous les êtres humains naissent libres et égaux en dignité, décide de rester saisie.",
    "es": "La Asamblea General, recordando que todos los niños y niñas tienen derecho a la educación, pide un informe anual.",
    "ru": "Генеральная Ассамблея, ссылаясь на свои резолюции 60/251, просит Генерального секретаря представить доклад.",
    "ar": "إن الجمعية العامة، إذ تشير إلى قرارها 60/251، تطلب إلى الأمين العام أن يقدم تقريرا عن تنفيذ هذا القرار.",
}
ENCODINGS = {
    "zh": ("gb18030", "utf-16-le", "utf-16-be"),
    "zh-Hant": ("big5", "big5hkscs", "gb18030", "utf-16-le"),
    "en": ("cp1252", "utf-16-le"),
    "fr": ("cp1252", "mac-roman", "utf-16-be"),
    "es": ("cp1252", "latin-1", "utf-16-le"),
    "ru": ("cp1251", "koi8-r", "iso8859-5", "cp866", "utf-16-le", "utf-16-be"),
    "ar": ("cp1256", "utf-16-le", "utf-16-be"),
}


@pytest.mark.parametrize(("language", "encoding"), [(name, one) for name, some in ENCODINGS.items() for one in some])
def test_a_short_text_is_read_in_its_encoding_without_a_doubt(language: str, encoding: str) -> None:
    text, remarks = decode_told(TEXTS[language].encode(encoding), path=PATH)
    assert text == TEXTS[language]
    assert remarks == ()


@pytest.mark.parametrize("encoding", ["cp1250", "cp1254", "shift_jis"])
def test_a_doubt_is_told_in_both_languages(encoding: str) -> None:
    """Encodings of other languages: whatever they are read as, nobody is told that it is certain."""
    words = {"cp1250": "Příliš žluťoučký kůň úpěl ďábelské ódy. " * 3, "cp1254": "Şişli’de ğüzel ışık ve çiğdem. " * 3}
    content = words.get(encoding, "国際連合総会は、すべての人の権利を守る。" * 3).encode(encoding)
    printed = next(read(content, path=PATH))
    assert [remark.code for remark in printed.remarks] == ["unsure-encoding"]
    assert "UTF-8" in printed.remarks[0].zh
    assert "UTF-8" in printed.remarks[0].en


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("language", TEXTS)
def test_a_marked_or_modern_encoding_is_no_doubt(language: str, encoding: str) -> None:
    assert decode_told(TEXTS[language].encode(encoding), path=PATH)[1] == ()
