"""The part of the catalogue (ui/messages.py) that the help of ``paracite eval`` uses."""

from __future__ import annotations

from typing import Final

EVALUATING_MESSAGES: Final[dict[str, dict[str, str]]] = {
    "help.option.report": {
        "zh": "把网页、JSON、JUnit 和 Markdown 报告写入这个文件夹。",
        "en": "Write a page, JSON, JUnit XML and a Markdown summary to this folder.",
    },
    "help.option.baseline": {
        "zh": "与以前用 --json 写出的结果比较；有显著下降时退出码为 1。",
        "en": "Compare with what an earlier run wrote with --json; exit status 1 where something is lost beyond chance.",
    },
    "help.option.write_floors": {
        "zh": "把所得减去一题，作为下限写入这个文件。",
        "en": "Write what is reached, less one question, to this file as the floors.",
    },
    "help.option.seed": {
        "zh": "与基准比较时抽样的种子。",
        "en": "Seed of the draws that the comparison with a baseline makes.",
    },
    "help.option.form": {
        "zh": "SET 是公开评测集，格式为 squad（含 CMRC、DRCD）、rgb、crud 或 alce。",
        "en": "SET is a public set in the form of squad (CMRC and DRCD too), rgb, crud or alce.",
    },
}
