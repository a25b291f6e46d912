"""JSON lines: one document a line, and lines that are none."""

from __future__ import annotations

import hashlib
import json
from itertools import islice
from pathlib import Path

import pytest

from ingest import ingest
from ingest.document import dissect
from ingest.readers.jsonl import NotACorpus, read
from rag import EmptyFile, SourceError
from tests.fakes import MemoryCollection

PATH = Path("corpus.jsonl")


def line(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode()


def test_each_line_is_a_document() -> None:
    rows = [
        line(_id="d1", title="First of them", text="One paragraph here.\nAnd another one."),
        line(
            _id="A/77/1",
            title="",
            text="大会决定继续审议这个问题。",
            metadata={"date": "2031-2-3", "lang": "zh-CN"},
            url="https://e.org/1",
        ),
        line(_id=7, text="A third text.", author=["A", "B"], kind="report", symbol="A/RES/1/2", other={"x": [1]}),
    ]
    printed = list(read(b"\xef\xbb\xbf" + b"\r\n".join(rows) + b"\n\n", path=PATH))
    assert [one.member for one in printed] == ["d1", "A/77/1", "7"]
    assert [one.digest for one in printed] == [hashlib.sha256(row).hexdigest() for row in rows]
    assert not any(one.remarks for one in printed)
    documents = [anatomy.reading for anatomy in dissect(b"\n".join(rows), path=PATH)]
    assert [p.text for p in documents[0].paragraphs] == ["One paragraph here.", "And another one."]
    assert [d.document.title for d in documents[:1]] == ["First of them"]
    assert (documents[1].document.date, documents[1].document.language) == ("2031-02-03", "zh")
    assert documents[1].document.url == "https://e.org/1"
    assert (documents[2].document.id, documents[2].document.author) == ("A/RES/1/2", "A; B")


def test_lines_that_are_no_documents_are_told_and_the_rest_is_read() -> None:
    good = line(_id="a", text="Words of it.")
    bad = [
        b"{not json",
        b"[1, 2]",
        line(text="no id"),
        line(_id="b"),
        line(_id="c", text=7),
        line(_id="d", text=" \n "),
        line(_id=True, text="x"),
        line(_id="a", text="twice"),
        b"\xff\xfe broken",
        b"[" * 100_000,
        b'{"_id": ' + b"9" * 5000 + b', "text": "x"}',
    ]
    last = line(_id="z", text="The last one.")
    printed = list(read(b"\n".join([good, *bad, b"", last]), path=PATH))
    assert [one.member for one in printed] == ["a", "z"]
    remarks = [remark for one in printed for remark in one.remarks]
    assert [remark.code for remark in remarks] == ["lines-left-out"]
    assert all(f"{len(bad)}" in text and "2, 3, 4, 5, 6 …" in text for text in (remarks[0].en, remarks[0].zh))


def test_a_bad_line_at_the_end_is_told_too() -> None:
    printed = list(read(line(_id="a", text="Words of it.") + b"\n{", path=PATH))
    assert [(one.member, len(one.remarks)) for one in printed] == [("a", 1)]


@pytest.mark.parametrize(
    ("member", "shown", "name"),
    [
        ("a#b c\td", "a#b c d", "a-b-c-d"),
        ("\x00\u200bx\x1f", "x", "x"),
        ("é/..\\n", "é/..\\n", None),
        ("x" * 5000, None, None),
    ],
)
def test_an_id_can_be_shown_and_typed(member: str, shown: str | None, name: str | None) -> None:
    reading = next(dissect(line(_id=member, text="Words of it."), path=PATH)).reading
    assert shown is None or reading.document.member == shown
    assert name is None or reading.document.id == name
    assert 0 < len(reading.document.id) <= 200
    assert not any(character.isspace() or character < " " for character in reading.document.id)


def test_long_ids_that_begin_alike_stay_apart() -> None:
    rows = b"\n".join(line(_id="x" * 5000 + end, text="Words of it.") for end in "ab")
    assert len({one.member for one in read(rows, path=PATH)}) == 2


def test_half_characters_and_controls_are_stored_as_something_that_can_be() -> None:
    reading = next(
        dissect(b'{"_id": "a", "title": "T\\ud800", "text": "caf\\u00e9 \\ud83d\\u0000 here."}', path=PATH)
    ).reading
    assert [p.text for p in reading.paragraphs] == ["café \ufffd here."]
    json.dumps(reading.document.title).encode()
    reading.document.title.encode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_other_encodings_are_read(encoding: str) -> None:
    text = "大会决定继续审议这个问题，并请秘书长提出报告。"
    content = (json.dumps({"_id": "甲", "text": text}, ensure_ascii=False) + "\n").encode(encoding)
    assert [[row.text for row in one.lines] for one in read(content, path=PATH)] == [[text]]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyFile),
        (b"\n \n", EmptyFile),
        (b"{}\n", NotACorpus),
        (b'"text"', NotACorpus),
        (line(_id="a", text=""), NotACorpus),
    ],
)
def test_a_file_without_a_document_is_told(content: bytes, error: type[SourceError]) -> None:
    with pytest.raises(error) as caught:
        list(read(content, path=PATH))
    assert all("corpus.jsonl" in caught.value.message(language) for language in ("zh", "en"))
    if error is NotACorpus:
        assert "_id" in caught.value.message("zh")


def test_documents_are_read_as_they_are_asked_for() -> None:
    content = line(_id="a", text="Words.") + b"\n" + line(_id="b", text="More.") + b"\n" + b"{broken" * 1_000_000
    stream = read(content, path=PATH)
    assert [one.member for one in islice(stream, 1)] == ["a"]


def test_a_line_that_went_bad_is_told_though_its_neighbours_are_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    rows = [line(_id=name, text=f"The words of document {name} are these.") for name in "abc"]
    path.write_bytes(b"\n".join(rows))
    collection = MemoryCollection()
    assert ingest(collection, [path]).remarks == ()
    path.write_bytes(b"\n".join([rows[0], b"{broken", rows[2]]))
    report = ingest(collection, [path])
    assert [(remark.code, "2" in remark.en) for _, remark in report.remarks] == [("lines-left-out", True)]
    assert sorted(document.member for document in collection.documents()) == ["a", "c"]


def test_steps_of_a_path_are_no_part_of_an_id() -> None:
    reading = next(dissect(line(_id="../x/./..", text="Words of it."), path=PATH)).reading
    assert (reading.document.id, reading.document.member) == ("-/x/-/-", "../x/./..")
