"""The words of the doctor: what was looked at, what is wrong with it, and what helps. In both languages."""

from __future__ import annotations

from dataclasses import dataclass

from rag.document import Remark

_SENTENCES = {
    "folder": {"zh": "文件夹 {home}，剩余空间 {free} MB", "en": "Folder {home}, {free} MB free"},
    "folder.read_only": {
        "zh": "文件夹 {home} 只能读取。要存入内容，请取得写入权限。",
        "en": "The folder {home} may only be read. To store something, get write access to it.",
    },
    "folder.full": {
        "zh": "{home} 只剩 {free} MB。请腾出空间。",
        "en": "Only {free} MB are left for {home}. Make room.",
    },
    "none": {
        "zh": "{home} 中没有文件库。请先加入文件：paracite ingest PATH...",
        "en": "There is no collection in {home}. Add documents first: paracite ingest PATH...",
    },
    "closed": {"zh": "{message}", "en": "{message}"},
    "integrity": {"zh": "数据库文件完好", "en": "The database file is whole"},
    "integrity.damaged": {
        "zh": "数据库文件已损坏（{reason}）。paracite doctor --repair 会把仍可读取的文件救到新的数据库，旧的保留在旁边。",
        "en": "The database file is damaged ({reason}). paracite doctor --repair saves the documents that can still be read "
        "into a new one, and keeps the old one beside it.",
    },
    "salvaged": {
        "zh": "救出 {saved} 份文件，另有 {lost} 份无法读取；旧的数据库保留为 {kept}。请重新运行 paracite ingest 补齐。",
        "en": "{saved} documents were saved, {lost} could not be read; the old database is kept as {kept}. Run paracite "
        "ingest again for the rest.",
    },
    "unsalvageable": {
        "zh": "数据库中没有任何可读取的文件；它保持原样。请移走 {kept}，再用 paracite import 或 paracite ingest 重建。",
        "en": "Nothing in the database can be read; it was left as it is. Move {kept} away, then make the collection again "
        "with paracite import or paracite ingest.",
    },
    "rows": {
        "zh": "{documents} 份文件，{paragraphs} 段，均可读取且相互对应",
        "en": "{documents} documents and {paragraphs} paragraphs can be read and belong together",
    },
    "rows.wrong": {
        "zh": "{count} 份文件的记录残缺（{names}）。请用 paracite ingest 重新加入；如原文件未变，先用 --repair 移除。",
        "en": "The records of {count} documents are incomplete ({names}). --repair removes them; then ingest their files "
        "again.",
    },
    "rows.removed": {
        "zh": "移除了 {count} 份残缺的文件（{names}）。请用 paracite ingest 重新加入。",
        "en": "{count} incomplete documents were removed ({names}). Ingest their files again: paracite ingest PATH...",
    },
    "vectors": {"zh": "每段文字都有向量（{model}）", "en": "Every text has its vector ({model})"},
    "vectors.lacking": {
        "zh": "{count} 段文字没有可用的向量。请运行 paracite doctor --repair 或 paracite reindex。",
        "en": "{count} texts lack a usable vector. Run paracite doctor --repair, or paracite reindex.",
    },
    "vectors.made": {"zh": "补做了 {count} 段文字的向量", "en": "{count} texts were given their vectors"},
    "indexes": {
        "zh": "两个索引与文件库一致（{words} 段，{vectors} 个向量），抽查 {count} 段均能找到",
        "en": "Both indexes agree with the collection ({words} paragraphs, {vectors} vectors); all of {count} known "
        "paragraphs were found",
    },
    "indexes.wrong": {
        "zh": "索引与文件库不一致（{words}/{paragraphs} 段，{vectors}/{windows} 个向量，{missed} 段找不到）。"
        "请运行 paracite doctor --repair 重建。",
        "en": "The indexes disagree with the collection ({words}/{paragraphs} paragraphs, {vectors}/{windows} vectors, "
        "{missed} known ones not found). Run paracite doctor --repair to build them again.",
    },
    "indexes.rebuilt": {"zh": "索引已重建", "en": "The indexes were built again"},
    "writer": {"zh": "没有别的进程正在写入", "en": "No other process is writing"},
    "writer.busy": {
        "zh": "另一个进程正在写入；这不是问题，但检查结果可能随之变化。",
        "en": "Another process is writing; that is no fault, but what was found may change with it.",
    },
    "leftovers": {"zh": "没有遗留的临时文件", "en": "No temporary files were left behind"},
    "leftovers.some": {
        "zh": "遗留了 {count} 个临时文件（{names}）。paracite doctor --repair 会清除。",
        "en": "{count} temporary files were left behind ({names}). paracite doctor --repair clears them away.",
    },
    "leftovers.gone": {"zh": "清除了 {count} 个临时文件", "en": "{count} temporary files were cleared away"},
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the doctor looked at. Its remark says how it is and, where it is not well, what helps."""

    check: str
    well: bool
    remark: Remark
    mended: bool = False
    """Was it not well, and is now?"""


def finding(code: str, *, well: bool, mended: bool = False, **details: object) -> Finding:
    sentences = _SENTENCES[code]
    remark = Remark(code, zh=sentences["zh"].format(**details), en=sentences["en"].format(**details))
    return Finding(code.split(".", 1)[0], well, remark, mended)
