"""The benchmark of reading: what it lays out is read as it was laid out, so that its figures mean something."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest.readers import READERS
from ingest.speed import MAKERS, paragraphs, peak, table


@pytest.mark.parametrize("suffix", [suffix for suffix in MAKERS if suffix in READERS])
def test_what_is_timed_is_read_whole(suffix: str, tmp_path: Path) -> None:
    from ingest import read_documents

    path = tmp_path / f"report{suffix}"
    path.write_bytes(MAKERS[suffix](30))
    read = "".join(each.text for reading in read_documents(path) for each in reading.paragraphs)
    for _, text in paragraphs(30):
        assert "".join(text.split()) in "".join(read.split())


def test_the_table_has_a_line_for_each_format(tmp_path: Path) -> None:
    head, *lines = table(tmp_path, count=10)
    assert head.split() == ["format", "MB", "paragraphs", "seconds", "MB/s", "paragraphs/s"]
    assert {line.split()[0] for line in lines} == MAKERS.keys() & READERS.keys()
    assert all(len(line.split()) == 6 for line in lines)


def test_the_memory_of_one_file_is_measured_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(MAKERS[".txt"](30))
    assert re.search(r"peak memory [1-9]\d* MB, of which \d+ MB for reading", peak(path))
