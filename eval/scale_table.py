"""The figures of a measurement of scale as one Markdown table: a line for each measure, a column for each size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

_LINES: Final = (  # figure, decimals, Chinese, English
    ("paragraphs", 0, "段落数", "paragraphs"),
    ("documents", 0, "文件数", "documents"),
    ("ingest_rate", 0, "入库，段/秒", "ingest, paragraphs/s"),
    ("reading_rate", 0, "　读取（另行），段/秒", "- reading of files (apart), paragraphs/s"),
    ("embedding_rate", 0, "　向量计算，段/秒", "- embedding, paragraphs/s"),
    ("storing_rate", 0, "　存入数据库，段/秒", "- source of truth, paragraphs/s"),
    ("lexical_rate", 0, "　词语索引，段/秒", "- lexical index, paragraphs/s"),
    ("dense_rate", 0, "　向量索引，段/秒", "- dense index, paragraphs/s"),
    ("storing_share", 3, "　向量计算以外占入库时间", "- all but the embedding, share of the time"),
    ("memory_first", 0, "　首批入库后内存，MB", "- memory after the first batch, MB"),
    ("memory_last", 0, "　入库结束时内存，MB", "- memory at the end, MB"),
    ("memory_growth", 0, "　期间每百万段增长，MB", "- growth for a million paragraphs, MB"),
    ("disk", 0, "磁盘，MB", "disk, MB"),
    ("disk_million", 0, "　每百万段，MB", "- for a million paragraphs, MB"),
    ("memory_asking", 0, "查询进程因文件库增加的内存，MB", "memory of a process that asks, over its libraries, MB"),
    ("memory_million", 0, "　每百万段，MB", "- for a million paragraphs, MB"),
    ("open_seconds", 2, "打开，秒", "open, s"),
    ("open_answer_seconds", 2, "打开并得到首次结果，秒", "open and first result, s"),
    ("query_p50", 1, "检索 p50，毫秒", "retrieval p50, ms"),
    ("query_p95", 1, "检索 p95，毫秒", "retrieval p95, ms"),
    ("narrow_p50", 1, "限于 10 份文件 p50，毫秒", "within 10 documents p50, ms"),
    ("narrow_p95", 1, "限于 10 份文件 p95，毫秒", "within 10 documents p95, ms"),
    ("broad_p50", 1, "限于 200 份文件 p50，毫秒", "within 200 documents p50, ms"),
    ("broad_p95", 1, "限于 200 份文件 p95，毫秒", "within 200 documents p95, ms"),
    ("recall", 4, "HNSW 的 recall@10", "recall@10 of HNSW"),
    ("within_p50", 1, "同进程入库期间 p50，毫秒", "p50 while this process ingests, ms"),
    ("within_p95", 1, "同进程入库期间 p95，毫秒", "p95 while this process ingests, ms"),
    ("beside_p95", 1, "另一进程入库期间 p95，毫秒", "p95 while another process ingests, ms"),
    ("seen_seconds", 2, "另一进程的新文件可被检索，秒", "until another process' document is found, s"),
)
FIGURES: Final = tuple(line[0] for line in _LINES)
_SOURCES: Final = {"news": ("新闻", "news"), "made-up": ("生成", "made up")}


def table(rows: Sequence[Mapping[str, Any]], language: str) -> str:
    """The table in ``zh`` or ``en``; a figure that was not measured at a size is a dash."""
    chosen = 0 if language == "zh" else 1
    heads = [f"{_SOURCES[row['source']][chosen]} {row['size']:,}" for row in rows]
    lines = [["", *heads], ["---", *("--:" for _ in rows)]]
    for figure, decimals, *names in _LINES:
        lines.append([names[chosen], *(_shown(row.get(figure), decimals) for row in rows)])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _shown(value: float | None, decimals: int) -> str:
    return "–" if value is None or value != value else f"{value:,.{decimals}f}"  # noqa: PLR0124 - not a number
