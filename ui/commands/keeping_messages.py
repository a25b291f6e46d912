"""The part of the catalogue (ui/messages.py) that the commands about whole collections speak."""

from __future__ import annotations

from typing import Final

KEEPING_MESSAGES: Final[dict[str, dict[str, str]]] = {
    "help.collections": {"zh": "列出各个文件库及其大小。", "en": "List the collections and their sizes."},
    "help.reindex": {
        "zh": "把文件库改用当前配置的向量模型。",
        "en": "Move the collection to the configured embedding model.",
    },
    "help.export": {"zh": "把整个文件库写成一个文件。", "en": "Write the whole collection to one file."},
    "help.import": {
        "zh": "从导出的文件加入全部文件；标识相同的会被更新。",
        "en": "Add all documents of an exported file; those of the same id are replaced.",
    },
    "help.doctor": {"zh": "检查文件库是否完好。", "en": "Check that the collection is well."},
    "help.option.force": {"zh": "文件已存在时替换它。", "en": "Replace the file where there is one."},
    "help.option.yes_replace": {"zh": "更新之前不再询问。", "en": "Replace without asking first."},
    "help.option.repair": {
        "zh": "修复发现的问题：重建索引，补做向量，移除残缺的文件；数据库损坏时，把可读取的救到新的数据库，旧的保留。",
        "en": "Mend what is found: build indexes again, make vectors, remove incomplete documents; save what can be read of "
        "a damaged database into a new one, and keep the old one.",
    },
    "export.progress": {"zh": "正在导出", "en": "Exporting"},
    "export.done": {
        "zh": "{documents} 份文件、{paragraphs} 段已写入 {path}（{megabytes} MB）。",
        "en": "{documents} documents with {paragraphs} paragraphs were written to {path} ({megabytes} MB).",
    },
    "import.progress": {"zh": "正在导入", "en": "Importing"},
    "import.foreseen": {
        "zh": "新加入 {added} 份文件，更新 {replaced} 份，{unchanged} 份未变；存入 {paragraphs} 段。",
        "en": "{added} documents to add, {replaced} to replace, {unchanged} unchanged; {paragraphs} paragraphs to store.",
    },
    "import.question": {"zh": "要更新吗？[y/N]", "en": "Replace them? [y/N]"},
    "import.done": {
        "zh": "已全部导入；重新向量化了 {embedded} 段文字。",
        "en": "All of it was imported; {embedded} texts were embedded anew.",
    },
    "import.kept": {"zh": "没有导入任何内容。", "en": "Nothing was imported."},
    "doctor.well": {"zh": "正常", "en": "ok      "},
    "doctor.mended": {"zh": "已修复", "en": "mended  "},
    "doctor.ill": {"zh": "有问题", "en": "problem "},
    "collections.nameless": {"zh": "（无名称）", "en": "(no name)"},
    "collections.row": {
        "zh": "{name}：{documents} 份文件，{paragraphs} 段，{megabytes} MB",
        "en": "{name}: {documents} documents, {paragraphs} paragraphs, {megabytes} MB",
    },
    "reindex.progress": {"zh": "重新向量化", "en": "Embedding"},
    "reindex.done": {
        "zh": "文件库已改用当前配置的模型；重新向量化了 {count} 段文字。",
        "en": "The collection now uses the configured model; {count} texts were embedded anew.",
    },
}
