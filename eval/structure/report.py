"""The measurement on the terminal: a line a document, sums and means, what is wrong, what is below its floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.structure.gold import StructureSet
from eval.structure.measures import Below, Measured, Shares, Wrong, macro, micro

WIDTH = 160
COLUMNS = ("kind", "section", "lead_in", "verb", "speaker", "footnotes", "page", "metadata")
SHOWN_WRONG = 6
"""So much of a document's wrong rows is printed; the JSON has all."""
SHOWN_CHARACTERS = 70
WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "title": "Structure of {count} documents of {name}\n",
        "document": "document",
        "paragraphs": "paragraphs",
        "precision": "precision",
        "recall": "recall",
        "boundary_f1": "boundary F1",
        "boundary": "boundary",
        "locator": "locator",
        "kind": "kind",
        "part": "part",
        "number": "number",
        "section": "section",
        "lead_in": "lead-in",
        "verb": "verb",
        "speaker": "speaker",
        "footnotes": "footnotes",
        "page": "page",
        "metadata": "metadata",
        "lost": "lost",
        "invented": "invented",
        "micro": "{group}, all paragraphs (micro)",
        "macro": "{group}, mean of documents (macro)",
        "wrong": "Not as in the gold: {count}",
        "missing": "not found: {text}",
        "extra": "not in the gold: {text}",
        "differs": "{measure}: expected “{expected}”, got “{got}”",
        "more": "… and {count} more (all of them with --json FILE)",
        "unread": "could not be read: {reason}",
        "below": "BELOW THE FLOOR  {group} · {measure} ({average}): {reached:.4f}, floor {floor:.2f}",
        "above": "Every measure is at its floor or above.",
        "no_floors": "This set has no floors: nothing was compared.",
        "without": "No gold, so not measured: {names}. Draft some with --draft-gold.",
        "drafted": "Draft written: {path}",
        "draft_note": "A draft says what was read, not what is right. Read it beside the document, correct it, and rename it "
        "(without “.draft”): only then it counts.",
        "no_drafts": "Every document has its gold: nothing to draft.",
        "none": "–",
    },
    "zh": {
        "title": "{name}：{count} 份文件的结构\n",
        "document": "文件",
        "paragraphs": "段落",
        "precision": "准确率",
        "recall": "召回率",
        "boundary_f1": "段落边界F1",
        "boundary": "段落边界",
        "locator": "段号",
        "kind": "类别",
        "part": "部分",
        "number": "原文编号",
        "section": "标题路径",
        "lead_in": "引导句",
        "verb": "动词",
        "speaker": "发言者",
        "footnotes": "脚注",
        "page": "页码",
        "metadata": "元数据",
        "lost": "丢失字符",
        "invented": "多出字符",
        "micro": "{group}，全部段落（微平均）",
        "macro": "{group}，各文件平均（宏平均）",
        "wrong": "与标准答案不符：{count} 处",
        "missing": "没有找到：{text}",
        "extra": "标准答案中没有：{text}",
        "differs": "{measure}：应为“{expected}”，实为“{got}”",
        "more": "……另有 {count} 处（用 --json FILE 可看全部）",
        "unread": "无法读取：{reason}",
        "below": "低于下限  {group} · {measure}（{average}）：{reached:.4f}，下限 {floor:.2f}",
        "above": "各项指标均不低于下限。",
        "no_floors": "该评测集没有下限，未作比较。",
        "without": "没有标准答案，未评测：{names}。可用 --draft-gold 起草。",
        "drafted": "草稿已写入：{path}",
        "draft_note": "草稿只说明读出了什么，不说明什么是对的。请对照原文件阅读并更正，再改名（去掉“.draft”），然后才计入评测。",
        "no_drafts": "每份文件都有标准答案，无需起草。",
        "none": "–",
    },
}


def words(language: str) -> dict[str, str]:
    """The words of one language (any other than ``zh`` is served English)."""
    return WORDS["zh" if language == "zh" else "en"]


def print_structure(
    console: Console, chosen: StructureSet, results: Sequence[Measured], below: Sequence[Below], *, language: str
) -> None:
    """Print the whole report."""
    said = words(language)
    console.print(said["title"].format(name=chosen.folder.name, count=len(results)), style="bold", highlight=False)
    console.print(_table(chosen, results, said))
    for one in results:
        _print_wrong(console, one, said)
    if chosen.without_gold:
        names = ", ".join(path.name for path in chosen.without_gold)
        console.print(Text(said["without"].format(names=names)), soft_wrap=True)
    for each in below:
        values = asdict(each) | {"measure": said[each.measure]}
        console.print(Text(said["below"].format(**values), style="bold red"), soft_wrap=True)
    if not any(chosen.floors.values()):
        console.print(Text(said["no_floors"]))
    elif not below:
        console.print(Text(said["above"], style="green"))


def _table(chosen: StructureSet, results: Sequence[Measured], said: dict[str, str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(said["document"], no_wrap=True)
    for name in ("paragraphs", "precision", "recall", "boundary_f1", "locator", *COLUMNS, "lost", "invented"):
        table.add_column(said[name], justify="right")
    for group in chosen.floors:
        members = [one for one in results if one.document.group == group]
        for one in members:
            ends = (str(one.lost), str(one.invented))
            table.add_row(
                one.document.path.name,
                f"{one.read}/{one.gold}",
                *_figures(micro([one]), said),
                *ends,
                style=_style(one),
            )
        for average, shares in (("micro", micro(members)), ("macro", macro(members))):
            if members:
                table.add_row(said[average].format(group=group), "", *_figures(shares, said), "", "", style="bold")
    return table


def print_drafts(console: Console, drafts: Sequence[Path], *, language: str) -> None:
    said = words(language)
    for path in drafts:
        console.print(Text(said["drafted"].format(path=path)), soft_wrap=True)
    console.print(Text(said["draft_note" if drafts else "no_drafts"]), soft_wrap=True)


def _figures(shares: Shares, said: dict[str, str]) -> list[str]:
    figures = [f"{value:.4f}" for value in (shares.precision, shares.recall, shares.boundary_f1)]
    others = ("locator", *COLUMNS)
    return figures + [
        f"{shares.by_measure[name]:.2f}" if name in shares.by_measure else said["none"] for name in others
    ]


def _style(one: Measured) -> str:
    return "red" if one.crash or one.exact < one.gold or one.wrong else ""


def _print_wrong(console: Console, one: Measured, said: dict[str, str]) -> None:
    if not (one.wrong or one.crash):
        return
    console.print(Text(f"\n{one.document.path.name}  " + said["wrong"].format(count=len(one.wrong)), style="bold"))
    if one.crash:
        console.print(Text("    " + said["unread"].format(reason=one.crash)), soft_wrap=True)
        return
    for wrong in one.wrong[:SHOWN_WRONG]:
        console.print(Text(f"    {wrong.paragraph:<14} {_told(wrong, said)}"), soft_wrap=True)
    if len(one.wrong) > SHOWN_WRONG:
        console.print(Text("    " + said["more"].format(count=len(one.wrong) - SHOWN_WRONG)))


def _told(wrong: Wrong, said: dict[str, str]) -> str:
    if wrong.measure != "boundary":
        return said["differs"].format(
            measure=said[wrong.measure], expected=_short(wrong.expected), got=_short(wrong.got)
        )
    return said["missing" if wrong.expected else "extra"].format(text=_short(wrong.expected or wrong.got))


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"
