"""What can be wrong with an evaluation itself, as opposed to with the answers.

EvaluationError
├── SetMissing · SetEmpty · MalformedQuestion
├── MalformedSuite · TwiceTheSameId · FolderTaken · UnreadablePublicSet · PublicSetFailed
├── BaselineUnreadable · NothingToCompare
├── JudgeNeedsModel · JudgeMissing · JudgeFailed
├── StaleGold               a gold paragraph is gone, or no longer holds the words that guard it
├── DocumentsMissing        the collection lacks documents that the set asks about
├── UnreadableNews · BadSizes · MeasurementFailed
├── ResultFolderMissing · ResultUnwritable
└── MalformedFloors · StaleFloors
"""

from __future__ import annotations

from typing import ClassVar

from rag import ParaciteError


class EvaluationError(ParaciteError):
    """The evaluation cannot be made; no score is given, since it would be a wrong one."""


class SetMissing(EvaluationError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The evaluation set {path} cannot be read ({reason}). Give the path of a JSONL file; eval/FORMAT.md describes it.",
        "zh": "无法读取评测集 {path}（{reason}）。请给出 JSONL 文件的路径；格式见 eval/FORMAT.md。",
    }


class SetEmpty(EvaluationError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The evaluation set {path} holds no question. Write one JSON object per line; eval/FORMAT.md describes the format.",
        "zh": "评测集 {path} 中没有问题。请每行写一个 JSON 对象；格式见 eval/FORMAT.md。",
    }


class MalformedQuestion(EvaluationError):
    """``reason`` is in English, ``reason_zh`` in Chinese."""

    templates: ClassVar[dict[str, str]] = {
        "en": "{path}, line {line}, question {question}: {reason}. Correct the line; eval/FORMAT.md describes the format.",
        "zh": "{path} 第 {line} 行，问题 {question}：{reason_zh}。请更正这一行；格式见 eval/FORMAT.md。",
    }


class MalformedSuite(EvaluationError):
    """``reason`` is in English, ``reason_zh`` in Chinese."""

    templates: ClassVar[dict[str, str]] = {
        "en": "The manifest {path} cannot be used: {reason}. It names files of questions and documents; eval/FORMAT.md shows one.",
        "zh": "无法使用清单 {path}：{reason_zh}。清单列出问题文件和文件；示例见 eval/FORMAT.md。",
    }


class TwiceTheSameId(EvaluationError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path}: two questions of its files have the id {question}. Give one of them another id.",
        "zh": "{path}：其中有两个问题的编号都是 {question}。请改掉其中一个编号。",
    }


class FolderTaken(EvaluationError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} holds files already. Name a folder that is empty or does not exist yet.",
        "zh": "{path} 中已有文件。请给出一个空文件夹，或尚不存在的文件夹。",
    }


class UnreadablePublicSet(EvaluationError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} is no set in the form of {form} ({reason}). eval/FORMAT.md tells what each form holds.",
        "zh": "{path} 不是 {form} 格式的评测集（{reason}）。各格式的内容见 eval/FORMAT.md。",
    }


class PublicSetFailed(EvaluationError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The run over {path} ended with an error ({reason}). Try it alone: paracite eval --beir {path}",
        "zh": "在 {path} 上的运行出错结束（{reason}）。请单独运行：paracite eval --beir {path}",
    }


class BaselineUnreadable(EvaluationError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The baseline {path} cannot be read ({reason}). Give the file that an earlier run wrote with --json.",
        "zh": "无法读取基准结果 {path}（{reason}）。请给出以前运行时用 --json 写出的文件。",
    }


class NothingToCompare(EvaluationError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The baseline {path} holds none of the questions of this set, word for word. Give a run of the same set.",
        "zh": "基准结果 {path} 中没有本评测集的任何问题（须逐字相同）。请给出同一评测集的运行结果。",
    }


class StaleGold(EvaluationError):
    """``reason`` is in English, ``reason_zh`` in Chinese."""

    templates: ClassVar[dict[str, str]] = {
        "en": "Question {question}: the gold paragraph {document} {paragraph} {reason}. Find where “{quote}” stands now "
        "(paracite show {document}) and correct the question in {path}.",
        "zh": "问题 {question}：答案段落 {document} {paragraph} {reason_zh}。请用 paracite show {document} 查出"
        "“{quote}”现在在哪一段，并更正 {path} 中的这个问题。",
    }


class DocumentsMissing(EvaluationError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The collection lacks documents that the evaluation asks about: {documents}. Add them first, for the sample: "
        "paracite ingest eval/corpus --home DIR, then paracite eval --home DIR.",
        "zh": "文件库缺少评测所问的文件：{documents}。请先加入；样例文件用："
        "paracite ingest eval/corpus --home DIR，然后 paracite eval --home DIR。",
    }


class JudgeNeedsModel(EvaluationError):
    templates: ClassVar[dict[str, str]] = {
        "en": "--judge asks a chat model, and none is configured. Set PARACITE_MODEL (openai:…, anthropic:… or ollama:…), "
        "or leave out --judge.",
        "zh": "--judge 需要一个聊天模型，而现在没有配置。请设置 PARACITE_MODEL（openai:…、anthropic:… 或 ollama:…），或去掉 --judge。",
    }


class JudgeMissing(EvaluationError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} holds no environment for the judge. Make one with: make judge, and give its folder: --judge .venv-judge",
        "zh": "{path} 中没有评审所用的环境。请运行 make judge 建立，并给出其文件夹：--judge .venv-judge",
    }


class JudgeFailed(EvaluationError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The judge gave no verdict ({reason}). Check PARACITE_MODEL, its address and key, and that make judge went "
        "through; without --judge everything else is measured.",
        "zh": "评审没有给出任何结论（{reason}）。请检查 PARACITE_MODEL 及其地址和密钥，以及 make judge 是否成功；"
        "去掉 --judge 仍可得到其余各项指标。",
    }


class UnreadableBenchmark(EvaluationError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} is no retrieval set in the BEIR layout ({reason}). It needs corpus.jsonl, queries.jsonl (_id, text) and "
        "qrels/test.tsv (query, document, score, under a line of headings).",
        "zh": "{path} 不是 BEIR 格式的检索评测集（{reason}）。其中应有 corpus.jsonl、queries.jsonl（_id、text）"
        "和 qrels/test.tsv（首行为表头，其后每行为问题、文件、分值）。",
    }


class UnreadableNews(EvaluationError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path} cannot be read as news ({reason}). Give a file of JSON lines with _id and text, as .jsonl or .jsonl.xz.",
        "zh": "无法把 {path} 作为新闻读取（{reason}）。请给出每行有 _id 和 text 的 JSON 行文件（.jsonl 或 .jsonl.xz）。",
    }


class BadSizes(EvaluationError):
    templates: ClassVar[dict[str, str]] = {
        "en": "“{sizes}” is no list of sizes. Write numbers of paragraphs with commas between: 1000,10000,100000",
        "zh": "“{sizes}”不是规模列表。请写段落数，用逗号分开：1000,10000,100000",
    }


class MeasurementFailed(EvaluationError):
    templates: ClassVar[dict[str, str]] = {
        "en": "A process of the measurement ended with an error ({reason}). Run the command again with the same --home: "
        "it goes on where it stopped.",
        "zh": "测量所用的一个进程出错结束（{reason}）。请用同一个 --home 再次运行本命令：它会从停下的地方继续。",
    }


class ResultFolderMissing(EvaluationError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The result cannot be written to {path}: it is a folder, or lies in one that does not exist. Choose another file.",
        "zh": "无法把结果写入 {path}：它本身是文件夹，或所在文件夹不存在。请换一个文件。",
    }


class ResultUnwritable(EvaluationError):
    templates: ClassVar[dict[str, str]] = {
        "en": "The result cannot be written to {path} ({reason}). Choose a file in a folder that exists and can be written.",
        "zh": "无法把结果写入 {path}（{reason}）。请换一个已存在且可写的文件夹中的文件。",
    }


class MalformedFloors(EvaluationError):
    """``reason`` is in English, ``reason_zh`` in Chinese."""

    templates: ClassVar[dict[str, str]] = {
        "en": "{path}: {reason}. Correct the file, or write it anew with: paracite eval SET --write-floors {path}",
        "zh": "{path}：{reason_zh}。请更正该文件，或重新生成：paracite eval SET --write-floors {path}",
    }


class StaleFloors(EvaluationError):
    templates: ClassVar[dict[str, str]] = {
        "en": "{path}: the floor of {measure} for {kind} counts {floor} cases and the set now has {now}. "
        "The questions have changed: measure the floors anew with: paracite eval SET --write-floors {path}",
        "zh": "{path}：{kind} 的 {measure} 下限按 {floor} 项计算，而评测集现在有 {now} 项。"
        "问题已改变，请重新测定下限：paracite eval SET --write-floors {path}",
    }
