"""Sentences end where a reader says so, and every one is a verbatim piece of its paragraph."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.words.sentences import WINDOW_CHARACTERS, sentence_spans, sentences, windows

CASES = {
    "closing quote": ("他说：“好。”然后走了。", ["他说：“好。”", "然后走了。"]),
    "sentences inside a quotation": ("大会说：“一。二。”三。", ["大会说：“一。二。”", "三。"]),
    "brackets": ("（见附件。）他走了！是吗？", ["（见附件。）", "他走了！", "是吗？"]),
    "a full stop inside brackets": ("决定（见第3段。又见附件）照办。完。", ["决定（见第3段。又见附件）照办。", "完。"]),
    "no end": ("呼吁各国合作；", ["呼吁各国合作；"]),
    "No. and art.": ("See No. 5. Under art. V all met.", ["See No. 5.", "Under art. V all met."]),
    "titles of persons": ("Mr. Smith left. Dr. Jones stayed.", ["Mr. Smith left.", "Dr. Jones stayed."]),
    "e.g. and U.N.": ("States, e.g. Chad, met at the U.N. Charter.", ["States, e.g. Chad, met at the U.N. Charter."]),
    "Add. and Rev.": ("It is A/67/1/Add. One. Two.", ["It is A/67/1/Add. One.", "Two."]),
    "Latin quotation": ("“It works.” They agreed.", ["“It works.”", "They agreed."]),
    "capitals before the stop": ("It joined the ICC. The Court met.", ["It joined the ICC.", "The Court met."]),
    "a decimal": ("共3.5亿元。其余不详。", ["共3.5亿元。", "其余不详。"]),
    "a symbol": ("见A/C.3/67/L.10。下一句。", ["见A/C.3/67/L.10。", "下一句。"]),
    "a web address": ("见http://un.org/doc?id=1。下一句。", ["见http://un.org/doc?id=1。", "下一句。"]),
    "half-width question mark": ("真的吗?是的。", ["真的吗?", "是的。"]),
    "several ends": ("什么？！好。", ["什么？！", "好。"]),
    "French abbreviations": (
        "M. Diop (art. 5, par. 2) a parlé. Les « États » l’ont suivi. Voir p. 3.",
        ["M. Diop (art. 5, par. 2) a parlé.", "Les « États » l’ont suivi.", "Voir p. 3."],
    ),
    "French quotation marks": ("Il a dit « Non. » Puis il est parti.", ["Il a dit « Non. »", "Puis il est parti."]),
    "Spanish abbreviations and opening marks": (
        "El Sr. Ruiz citó el párr. 4 (núm. 3). ¿Quién votó? Nadie. Él salió.",
        ["El Sr. Ruiz citó el párr. 4 (núm. 3).", "¿Quién votó?", "Nadie.", "Él salió."],
    ),
    "Russian abbreviations": (
        "В 2020 г. Совет, т. е. Его члены, собрался. См. п. 5. Год прошёл.",
        ["В 2020 г. Совет, т. е. Его члены, собрался.", "См. п. 5.", "Год прошёл."],
    ),
    "a Russian quotation": ("Он сказал «нет». Все ушли.", ["Он сказал «нет».", "Все ушли."]),
    "Arabic ends": (
        "هل وافق المجلس؟ نعم. ثم رفعت الجلسة؛ وعاد الجميع.",
        ["هل وافق المجلس؟", "نعم.", "ثم رفعت الجلسة؛", "وعاد الجميع."],
    ),
    "an Arabic sentence that ends with a figure": ("صدر القرار 242. وهو ملزم.", ["صدر القرار 242.", "وهو ملزم."]),
    "nothing": ("  ", []),
}


@pytest.mark.parametrize(("text", "found"), CASES.values(), ids=CASES)
def test_sentences(text: str, found: list[str]) -> None:
    assert list(sentences(text)) == found


@given(st.text(alphabet="会员国决定ab AB.。！？“”（）()1 \n；", max_size=80))
def test_spans_cover_the_text_in_order(text: str) -> None:
    spans = sentence_spans(text)
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))


LONG = "".join(f"第{number}句话说的是第{number}座灯塔每年要检修两次。" for number in range(40))


def test_a_short_paragraph_is_one_window() -> None:
    assert windows("灯塔每年检修两次。海员查阅公报。结束。") == ("灯塔每年检修两次。海员查阅公报。结束。",)


def test_windows_of_a_long_paragraph_overlap_and_leave_nothing_out() -> None:
    found = windows(LONG)
    assert len(found) > 3
    assert all(len(window) <= WINDOW_CHARACTERS and window in LONG for window in found)
    for one, other in itertools.pairwise(found):
        assert sentences(one)[-1] == sentences(other)[0]
    assert [each for each in sentences(LONG) if not any(each in window for window in found)] == []


def test_a_sentence_longer_than_a_window_is_kept_whole() -> None:
    giant = "很" * 400 + "长。"
    found = windows(f"短句。{giant}又一短句。再一短句。")
    assert any(giant in window for window in found)
    assert "又一短句。" in "".join(found)
