"""A briefing is saved and opened again, and what is none is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rag import ParaciteError
from tests.ui.briefings import briefing, whole
from tests.ui.test_messages import missing
from ui.briefing import errors as briefing_errors
from ui.briefing.blocks import OwnText
from ui.briefing.errors import BriefingTooLong, BriefingUnreadable, FormatUnknown, TooManyBlocks
from ui.briefing.export import MEDIA_TYPES, format_of
from ui.briefing.saved import briefing_json, briefing_object, parse_briefing, read_briefing


def test_a_saved_briefing_is_opened_as_it_was() -> None:
    made, _ = whole()
    assert parse_briefing(briefing_json(made)) == made


def broken() -> list[Any]:
    good = briefing_object(whole()[0])
    return [
        None,
        [],
        {},
        good | {"format": "other"},
        good | {"version": 2},
        good | {"language": "fr"},
        good | {"blocks": None},
        good | {"blocks": [3]},
        good | {"blocks": [{"type": "script"}]},
        good | {"title": 3},
        good | {"blocks": [{"type": "paragraph", "quotation": {"seen": "today"}}]},
        good | {"blocks": [{"type": "answer", "question": "", "text": "", "quotations": "x"}]},
    ]


@pytest.mark.parametrize("found", broken())
def test_what_is_no_briefing_is_refused(found: Any) -> None:
    with pytest.raises(BriefingUnreadable):
        read_briefing(found)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '"x"'])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(BriefingUnreadable):
        parse_briefing(text)


def test_a_briefing_without_bounds_is_refused() -> None:
    good = briefing_object(briefing(OwnText("x")))
    with pytest.raises(TooManyBlocks):
        read_briefing(good | {"blocks": good["blocks"] * 2_001})
    with pytest.raises(BriefingTooLong):
        parse_briefing(" " * 4_000_001)


@pytest.mark.parametrize(
    ("name", "named", "kind"),
    [
        ("a.docx", None, "docx"),
        ("a.MD", None, "md"),
        ("a.markdown", None, "md"),
        ("a.htm", None, "html"),
        ("a", "pdf", "pdf"),
    ],
)
def test_the_suffix_says_the_format(name: str, named: str | None, kind: str) -> None:
    assert format_of(Path(name), named) == kind


def test_an_unknown_format_is_named_with_the_known_ones() -> None:
    with pytest.raises(FormatUnknown) as caught:
        format_of(Path("briefing.xls"), None)
    for each in MEDIA_TYPES:
        assert f".{each}" in caught.value.message("en")


@pytest.mark.parametrize(
    "error",
    [each for each in vars(briefing_errors).values() if isinstance(each, type) and issubclass(each, ParaciteError)],
)
def test_every_error_of_a_briefing_speaks_both_languages(error: type[ParaciteError]) -> None:
    if error.templates is not ParaciteError.templates:
        assert missing(error.templates) == []
