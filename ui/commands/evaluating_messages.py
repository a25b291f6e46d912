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
    "help.option.judge": {
        "zh": "另请所配置的聊天模型评审每个回答；DIR 是 make judge 建立的环境。",
        "en": "Have the configured chat model judge each answer, too; DIR is the environment that make judge makes.",
    },
    "help.option.write_floors": {
        "zh": "把所得写入这个文件，作为下限（允许少一题）。",
        "en": "Write what is reached to this file as the floors (one question less is allowed).",
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
